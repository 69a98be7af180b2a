"""When to wake, and what to start then. Waking is APScheduler's; what is due is the store's."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from config.catalogue import SourceEntry
from storage.records import SourceRow

if TYPE_CHECKING:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

CRAWLS_AT_ONCE: Final = 8  #: sources; each on a host of its own
TICK: Final = timedelta(seconds=1)  #: one indexed look at the store
HOUSEKEEPING: Final = timedelta(minutes=1)

HELD_PAUSE: Final = timedelta(seconds=5)  #: another process is at the source
BROKEN_PAUSE: Final = timedelta(minutes=1)  #: a fault of ours; doubled each time, up to an hour
LONGEST_PAUSE: Final = timedelta(hours=1)


def host_of(source: SourceEntry) -> str:
    """The host that a source's listing stands on; an address that nobody can ask is a host by itself."""
    from crawler import driving  # which loads Scrapy: whoever asks is about to crawl

    return driving.host_of(source)


def choose(
    due: Sequence[SourceRow],
    sources: Mapping[str, SourceEntry],
    running: Collection[str],
    limit: int = CRAWLS_AT_ONCE,
    *,
    resting: Collection[str] = (),
) -> list[SourceEntry]:
    """Which due sources to start now: the longest overdue first, one a host, at most `limit` at once.

    A source that is due and not chosen stays due: nothing is dropped, however late. `resting` ones are
    left alone for now.
    """
    busy = {host_of(sources[source_id]) for source_id in running if source_id in sources}
    chosen: list[SourceEntry] = []
    for row in sorted(due, key=lambda row: (row.next_due_at, row.id)):
        source = sources.get(row.id)
        if source is None or row.id in running or row.id in resting or len(running) + len(chosen) >= limit:
            continue
        host = host_of(source)
        if host not in busy:
            busy.add(host)
            chosen.append(source)
    return chosen


class Pauses:
    """Sources that are left alone for a while, so that one that cannot start is not tried in a circle."""

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        self._ticks = ticks
        self._until: dict[str, float] = {}
        self._broken: Counter[str] = Counter()

    def held(self, source_id: str) -> None:
        """Another process is at it."""
        self._until[source_id] = self._ticks() + HELD_PAUSE.total_seconds()

    def broke(self, source_id: str) -> None:
        """Its crawl could not even say how it went."""
        pause = min(BROKEN_PAUSE * 2 ** min(self._broken[source_id], 10), LONGEST_PAUSE)
        self._broken[source_id] += 1
        self._until[source_id] = self._ticks() + pause.total_seconds()

    def worked(self, source_id: str) -> None:
        self._until.pop(source_id, None)
        self._broken.pop(source_id, None)

    def resting(self) -> set[str]:
        now = self._ticks()
        return {source_id for source_id, until in self._until.items() if until > now}


class Wakes:
    """Named wake-ups: set by the scheduler or by work that ended, awaited by the loops that do the work.

    Two wake-ups before the work begins are one: late runs are coalesced, never dropped.
    """

    def __init__(self, names: Collection[str]) -> None:
        self._events = {name: asyncio.Event() for name in names}

    def wake(self, name: str) -> None:
        self._events[name].set()

    def wake_all(self) -> None:
        for event in self._events.values():
            event.set()

    async def wait(self, name: str) -> None:
        event = self._events[name]
        await event.wait()
        event.clear()


def scheduler(wake: Callable[[str], None], every: Mapping[str, timedelta]) -> AsyncIOScheduler:
    """An APScheduler with in-memory jobs that only calls `wake(name)`; not started yet."""
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    made = AsyncIOScheduler(timezone="UTC")
    for name, span in every.items():
        made.add_job(
            wake,
            "interval",
            args=[name],
            id=name,
            seconds=span.total_seconds(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,  # its default of one second would drop late wake-ups
        )
    return made
