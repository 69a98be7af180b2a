"""`daemon`: watch until stopped, or with --once do all that is due and stop."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import desk
from monitor.cli.desk import ConfigOption, QuietOption


def daemon(
    once: Annotated[bool, typer.Option("--once", help="All that is due now, then stop.")] = False,
    config: ConfigOption = None,
    quiet: QuietOption = False,
) -> None:
    """Crawl what is due, find what changed, deliver alerts, until stopped.

    SIGHUP takes up a changed configuration; SIGTERM ends it within 30 seconds.
    """
    settings = desk.desk(config, quiet=quiet, secrets=True).settings

    from config import loading
    from config.settings import Settings
    from crawler import loop
    from crawler.extract.pool import ExtractionPool
    from crawler.middleware.manners import Manners
    from monitor import log
    from monitor.daemon import Daemon
    from storage import leases
    from storage.database import Store

    log.configure()

    def reload() -> Settings:
        return loading.load(loading.find(config, os.environ, Path.cwd()), os.environ)

    with (
        Store.open(settings.daemon.store, create=True, now=desk.clock(), migrate=True) as store,
        leases.own(store),
    ):

        async def serve() -> None:
            await Daemon(
                settings=settings,
                store=store,
                pool=ExtractionPool(settings.daemon.workers),
                manners=Manners(clock=desk.clock),
                clock=desk.clock,
                owner=f"daemon on {socket.gethostname()}, process {os.getpid()}",
                reload=reload,
                once=once,
            ).run()

        loop.run(serve)
