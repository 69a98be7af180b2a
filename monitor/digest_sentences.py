"""What a digest says beside the changes: what it covers, what was muted, what waits for a person. Pure."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from monitor import phrases
from monitor.digests import Due
from monitor.names import Names
from monitor.phrases import plural
from storage.records import MuteEnd


def title(due: Due | None, name: str, zone: str) -> str:
    """`Digest of January 28, 2026`; of both days where one makes good for several; which part of it."""
    named, _, number = name.partition("+")
    part = f", part {number}" if number else ""
    day = phrases.iso_day(named.partition("/")[0])
    if day is None:
        return f"Digest {named}{part}"
    first = f"{phrases.day(_day(due.since, zone))} to " if due is not None and due.missed else ""
    return f"Digest of {first}{phrases.day(day)}{part}"


def covers(due: Due | None, zone: str) -> list[str]:
    """A line where digests were missed, else none."""
    if due is None or not due.missed:
        return []
    first, last = (phrases.day(_day(moment, zone)) for moment in (due.since, due.at))
    return [f"This digest covers {first} to {last}: those in between could not be made."]


def unmuted(end: MuteEnd, receiver: str, zone: str, names: Names) -> str:
    """That a mute is over, how much it kept back, and how to see that."""
    mute = end.mute
    parts = (mute.metric, mute.agency and names.party(mute.agency), names.place(mute.place))
    what = ", ".join(part for part in parts if part)
    verb = "was" if end.changes == 1 else "were"
    since = _day(min(mute.made_at, end.first_at), zone)
    return (
        f"{plural(end.changes, 'change')} ({what}) {verb} muted until {phrases.day(_day(mute.until, zone))}:"
        f" see detainer-watch changes --for {receiver} --since {since.isoformat()}"
    )


def held(total: int, new: int) -> str:
    """How many readings wait, and how many of them came since the last digest."""
    fresh = f" ({phrases.number(new)} new)" if new else ""
    verb = "waits" if total == 1 else "wait"
    return f"{plural(total, 'reading')} {verb} for a person{fresh}: detainer-watch review list"


def _day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()
