"""`daemon`: watch until stopped, or with --once do all that is due and stop."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import desk
from monitor.cli.desk import ConfigOption, QuietOption
from monitor.cli.exits import Exit

STOPS_WITHIN_S = 28.0  #: whatever hangs (a name server, a peer): a supervisor kills after thirty seconds


def daemon(
    once: Annotated[bool, typer.Option("--once", help="All that is due now, then stop.")] = False,
    config: ConfigOption = None,
    quiet: QuietOption = False,
) -> None:
    """Crawl what is due, find what changed, deliver alerts, until stopped.

    SIGHUP takes up a changed configuration; SIGTERM ends it within 30 seconds.
    """
    started_with = desk.desk(config, quiet=quiet, secrets=True).settings

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
        # the file that we were started with: one that was removed is a mistake, not the shipped defaults
        found = started_with.path or loading.find(config, os.environ, Path.cwd())
        return loading.load(found, os.environ)

    with (
        Store.open(started_with.daemon.store, create=True, now=desk.clock(), migrate=True) as store,
        leases.own(store),
    ):

        async def serve() -> None:
            await Daemon(
                settings=started_with,
                store=store,
                pool=ExtractionPool(started_with.daemon.workers),
                manners=Manners(clock=desk.clock),
                clock=desk.clock,
                owner=f"daemon on {socket.gethostname()}, process {os.getpid()}",
                reload=reload,
                once=once,
                stopping=_end_in_time,
            ).run()

        loop.run(serve)


def _end_in_time(failed: bool) -> None:
    """A stop has begun: end within the promised time also where a thread hangs. All that counts is stored."""
    last = threading.Timer(STOPS_WITHIN_S, _end, [Exit.STORE if failed else Exit.DONE])
    last.daemon = True
    last.start()


def _end(code: Exit) -> None:
    from monitor import log

    hanging = sorted(thread.name for thread in threading.enumerate() if not thread.daemon)
    log.logger("daemon").warning("daemon.stop_forced", hanging=", ".join(hanging)[:300])
    os._exit(int(code))
