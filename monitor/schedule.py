"""When to wake, and what to start then. Waking is APScheduler's; what is due is the store's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from config.catalogue import SourceEntry
from config.words import SourceKind
from storage.records import SourceRow

if TYPE_CHECKING:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

CRAWLS_AT_ONCE = 8  #: sources; each on a host of its own
TICK = timedelta(seconds=1)  #: one indexed look at the store
HOUSEKEEPING = timedelta(minutes=1)
LEGISTAR_HOST = "webapi.legistar.com"


def host_of(source: SourceEntry) -> str:
    """The host that a source's listing stands on."""
    from crawler.net.urls import host_of as host_of_url

    if source.kind is SourceKind.LEGISTAR and "://" not in source.address:
        return LEGISTAR_HOST
    return host_of_url(source.address)


def choose(
    due: Sequence[SourceRow],
    sources: Mapping[str, SourceEntry],
    running: Collection[str],
    limit: int = CRAWLS_AT_ONCE,
) -> list[SourceEntry]:
    """Which due sources to start now: the longest overdue first, one a host, at most `limit` at once.

    A source that is due and not chosen stays due: nothing is dropped, however late.
    """
    busy = {host_of(sources[source_id]) for source_id in running if source_id in sources}
    chosen: list[SourceEntry] = []
    for row in sorted(due, key=lambda row: (row.next_due_at, row.id)):
        source = sources.get(row.id)
        if source is None or row.id in running or len(running) + len(chosen) >= limit:
            continue
        host = host_of(source)
        if host not in busy:
            busy.add(host)
            chosen.append(source)
    return chosen


class Wakes:
    """Named wake-ups: set by the scheduler or by work that ended, awaited by the loops that do the work.

    Two wake-ups before the work begins are one: late runs are coalesced, never dropped.
    """

    def __init__(self, names: Collection[str]) -> None:
        self._events = {name: asyncio.Event() for name in names}

    def wake(self, name: str) -> None:
        self._events[name].set()

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
