"""When a digest is due, and what it then has to cover. Pure.

A digest is named by the local day that it is for: each local day that is asked for has exactly one,
whatever the clocks do. What was missed meanwhile is made good by one digest, not by many.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from config.forms import WEEKDAYS
from config.settings import Digest
from storage.records import SourceRow

PREFIX: Final = "digest:"
#: lesser things that break: they wait for the operator's digest
FOR_OPERATOR: Final = "digest:operator"
OPERATOR_DIGEST: Final = Digest(at=time(8, 0))


#: runs in a row that failed, until a source does not work
FAILED: Final = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """A digest whose hour has come."""

    at: datetime  #: its hour
    since: datetime  #: what was told before reaches up to here
    name: str  #: 2026-01-28; a second one of that day has /2 behind it
    waited: frozenset[str]  #: occasions of owed rows that it takes up
    missed: bool  #: others before it were not made


def occasion(digest: Digest) -> str:
    """Under which name a change waits for the next digest of this rhythm."""
    day = "daily" if digest.weekday is None else WEEKDAYS[digest.weekday]
    return f"{PREFIX}{day} {digest.at:%H:%M}"


def is_digest(waits_for: str) -> bool:
    """Whether what is owed under this occasion waits for a digest."""
    return waits_for.startswith(PREFIX)


def next_digest(digest: Digest, zone: str, now: datetime) -> tuple[datetime, date]:
    """The first digest after `now`, and the local day that it is named by.

    Always once on each local day that is asked for: an hour that a clock change skips comes an hour
    later by the clock, one that comes twice counts the first time.
    """
    return next((at, day) for at, day in _from(digest, zone, now, step=1) if at > now)


def last_digest(digest: Digest, zone: str, now: datetime) -> tuple[datetime, date]:
    """The latest digest at or before `now`."""
    return next((at, day) for at, day in _from(digest, zone, now, step=-1) if at <= now)


def due(digests: Collection[Digest], zone: str, told_to: datetime, now: datetime) -> Due | None:
    """The one digest that is due now to who was told up to `told_to`; None where none is.

    Where several were missed, it is the last of them, and covers all.
    """
    passed = {digest: last_digest(digest, zone, now) for digest in digests}
    fresh = {digest: at for digest, at in passed.items() if at[0] > told_to}
    if not fresh:
        return None
    at, day = max(fresh.values())
    before = at - timedelta(microseconds=1)
    return Due(
        at=at,
        since=told_to,
        name=_name(digests, zone, at, day),
        waited=frozenset(occasion(digest) for digest in fresh),
        missed=any(last_digest(digest, zone, before)[0] > told_to for digest in digests),
    )


def _name(digests: Collection[Digest], zone: str, at: datetime, day: date) -> str:
    """The day, and which of the digests of that day it is."""
    hours = {_hour(digest, zone, day) for digest in digests if digest.weekday in (None, day.weekday())}
    rank = 1 + sum(hour < at for hour in hours)
    return day.isoformat() if rank == 1 else f"{day.isoformat()}/{rank}"


def _from(digest: Digest, zone: str, now: datetime, *, step: int) -> Iterator[tuple[datetime, date]]:
    # one day further back: an hour that is skipped at midnight belongs to the day before
    day = now.astimezone(ZoneInfo(zone)).date() - timedelta(days=step)
    while True:
        if digest.weekday in (None, day.weekday()):
            yield _hour(digest, zone, day), day
        day += timedelta(days=step)


def _hour(digest: Digest, zone: str, day: date) -> datetime:
    return datetime.combine(day, digest.at, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def worked(row: SourceRow, since: datetime, until: datetime) -> bool:
    """Whether the source was looked at well in that span, or was not to be looked at in it."""
    if row.last_ok_at is None or row.failures >= FAILED:
        return False
    return row.last_ok_at > since or (row.failures == 0 and row.next_due_at > until)
