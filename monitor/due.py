"""Which period a report covers, and on which day it is due. Pure; all days are those of the duty's place."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from config.catalogue import Due, Every

#: a report may come this long before its day and still be the one that is due; shorter periods allow less
EARLY: Final = timedelta(days=31)
_DAY: Final = timedelta(days=1)
_MONTHS: Final = {Every.YEAR: 12, Every.HALF: 6, Every.QUARTER: 3, Every.MONTH: 1}


@dataclass(frozen=True, slots=True)
class Covered:
    """The time that a report is about: 2025, 2025-H1, 2025-Q1, 2025-03, 2024-10..2025-09, or one day."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Deadline:
    covered: Covered
    due_on: date

    @property
    def earliest(self) -> date:
        """From this day on a paper without another sign is taken for this report."""
        if self.covered.first == self.due_on:
            return self.due_on - EARLY
        early = min(EARLY, (self.covered.last - self.covered.first) / 4)
        return min(self.due_on - early, self.covered.last + _DAY)


def deadlines(due: Due, first: date, last: date) -> Iterator[Deadline]:
    """The days from `first` to `last` on which a report is due, in order, each with what it covers."""
    if due.on is not None:
        found = [Deadline(Covered(due.on.isoformat(), due.on, due.on), due.on)]
    elif due.days:
        found = [
            Deadline(_over_on(due, day), day)
            for year in range(first.year, last.year + 1)
            for day in (_in_year(year, *each) for each in due.days)
        ]
    else:
        begin = date(first.year - 3, 1, 1)
        found = [Deadline(each, _after(due, each.last)) for each in _periods(due, begin, last)]
    return (each for each in found if first <= each.due_on <= last)


def overlap(covered: Covered, first: date, last: date) -> float:
    """How alike two spans are: the days that they share, of the longer one."""
    shared = (min(covered.last, last) - max(covered.first, first)).days + 1
    longer = max((covered.last - covered.first).days, (last - first).days) + 1
    return max(shared, 0) / longer


def _in_year(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _after(due: Due, last: date) -> date:
    if not due.months:
        return last + timedelta(days=due.after)
    year, month = divmod(last.year * 12 + last.month - 1 + due.after, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def _over_on(due: Due, day: date) -> Covered:
    """The last period that is over when `day` is."""
    span = _MONTHS[due.every]
    since = _index(day + _DAY) - (due.year_starts - 1)
    return _covered(due, since // span * span - span + due.year_starts - 1)


def _periods(due: Due, begin: date, end: date) -> Iterator[Covered]:
    span = _MONTHS[due.every]
    month = _index(begin) + due.year_starts - 1
    while _first(month) <= end:
        yield _covered(due, month)
        month += span


def _covered(due: Due, month: int) -> Covered:
    """The period that begins with this month, counted from year 0."""
    first, last = _first(month), _first(month + _MONTHS[due.every]) - _DAY
    return Covered(_name(due.every, first, last), first, last)


def _name(every: Every, first: date, last: date) -> str:
    match every:
        case Every.HALF:
            return f"{first.year}-H{(first.month + 5) // 6}"
        case Every.QUARTER:
            return f"{first.year}-Q{(first.month + 2) // 3}"
        case Every.MONTH:
            return f"{first:%Y-%m}"
        case _:
            return str(first.year) if first.month == 1 else f"{first:%Y-%m}..{last:%Y-%m}"


def _index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
