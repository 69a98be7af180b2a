"""When a receiver as a whole takes nothing: one message at a time is tried, and in the end it is off. Pure.

Three tries in a row without an acknowledgement make a receiver *failing*, whatever messages they were of.
From then on it is asked at growing gaps, an hour at most, with the next message in line; once it takes
one, all that waits follows at once and in order. So ten thousand alerts do not hammer a dead server, and
one that comes back has them within the hour. A message that is new is still tried at once, unless three
new ones failed in a row: one that nobody can take never keeps back those after it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from storage.records import SPELL, ReceiverRow

FAILING: Final = 3  #: tries in a row that were not acknowledged
#: before the first, second … probe
GAPS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 4, 5, 10, 15, 30, 60))
TOLD_AFTER: Final = timedelta(days=1)  #: of failing, the operator hears of it
OFF_AFTER: Final = timedelta(days=5)  #: of failing, it is switched off


class Turn(StrEnum):
    """What may be sent to a receiver now."""

    ALL = "all"  #: whatever is due
    FIRST = "first"  #: messages that were never tried
    PROBE = "probe"  #: the next in line, due or not
    NONE = "none"


def failing(row: ReceiverRow) -> bool:
    return row.failures >= FAILING


def turn(row: ReceiverRow, now: datetime) -> Turn:
    if not row.on or (row.held_until is not None and row.held_until > now):
        return Turn.NONE
    if not failing(row):
        return Turn.ALL
    probe_at = next_probe(row)
    if probe_at is None or probe_at <= now:
        return Turn.PROBE
    return Turn.FIRST if row.first_failures < FAILING else Turn.NONE


def may_try(row: ReceiverRow, *, probe: bool, first: bool, now: datetime) -> bool:
    """Whether a message that is in hand may still be sent: what was tried before it may have changed that."""
    if probe:
        return failing(row) and row.on
    return turn(row, now) in ((Turn.ALL, Turn.FIRST) if first else (Turn.ALL,))


def next_probe(row: ReceiverRow) -> datetime | None:
    """When a failing receiver is asked again; None at once."""
    return row.tried_at + gap(row.failures) if row.tried_at is not None else None


def gap(failures: int) -> timedelta:
    return GAPS[min(max(failures - FAILING, 0), len(GAPS) - 1)]


def due_again(row: ReceiverRow, own: datetime, now: datetime) -> datetime:
    """When a message is tried next that failed just now: at its own time, or as the next probe if earlier.

    `row` is its receiver as it was before this try.
    """
    failures = row.failures + 1
    return min(own, now + gap(failures)) if failures >= FAILING else own


def silent(row: ReceiverRow, now: datetime) -> bool:
    """Whether nothing was tried for longer than any gap: nobody was there to try."""
    return row.tried_at is not None and now - row.tried_at > SPELL


def long_failing(row: ReceiverRow, since: datetime, now: datetime) -> bool:
    return failing(row) and now - since >= TOLD_AFTER


def given_up(row: ReceiverRow, now: datetime) -> bool:
    """Whether it took nothing for so long, though tried, that it is switched off."""
    return failing(row) and row.failing_since is not None and now - row.failing_since >= OFF_AFTER
