"""Writing commands, with or without a daemon: who owns the store compares and delivers what they stored."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.cli import desk
from monitor.cli.desk import Desk

if TYPE_CHECKING:
    from config.settings import Settings
    from storage.database import Store

FINDINGS_WAIT = timedelta(seconds=60)  #: for the daemon to compare what was stored beside it


@dataclass(frozen=True)
class Place:
    """The store as a writing command has it: `ours`, or beside a daemon that owns it."""

    store: Store
    settings: Settings
    ours: bool

    def finish(self, runs: Collection[int]) -> None:
        """Have what these runs stored compared, and what is owed for it sent."""
        if self.ours:
            self._find_and_deliver()
        else:
            self._await_findings(runs)

    def _find_and_deliver(self) -> None:
        from monitor.deliver import dispatcher

        self._find()
        dispatcher.gather(self.store, self.settings, desk.clock, at_once=True)
        owner = f"command, process {os.getpid()}"
        asyncio.run(dispatcher.dispatch_due(self.store, self.settings, desk.clock, owner))

    def _find(self) -> None:
        from storage import documents

        with self.store.read() as conn:
            if not documents.pending(conn, 1):
                return  # and the reader, with all its patterns, is not loaded: most visits bring nothing new
        from monitor import findings

        while findings.process_pending(self.store, self.settings, desk.clock):
            pass

    def _await_findings(self, runs: Collection[int]) -> None:
        """The daemon compares and delivers; wait for the comparison, but not for ever."""
        from storage import tallies

        end = time.monotonic() + FINDINGS_WAIT.total_seconds()
        while runs and time.monotonic() < end:
            with self.store.read() as conn:
                if not any(tally.pending for tally in tallies.of_runs(conn, runs).values()):
                    return
            time.sleep(0.3)


@contextlib.contextmanager
def placed(opened: Desk) -> Iterator[Place]:
    """The store, made where there is none; owned for as long as the block lasts where nobody owns it."""
    from monitor import declared
    from storage import leases, sources
    from storage.errors import OwnedElsewhere

    with opened.store(create=True, migrate=True) as store, contextlib.ExitStack() as stack:
        ours = True
        try:
            stack.enter_context(leases.own(store))
        except OwnedElsewhere:
            ours = False
        if ours:
            store.transact(leases.free_all)
            store.transact(sources.interrupt, desk.clock())
            declared.declare(store, opened.settings, desk.clock())
        yield Place(store, opened.settings, ours)
