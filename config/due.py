"""The forms that due days are written in: `December 31`, `30 days after each quarter`, `2026-03-01`.

Each `parse` function takes the written text and raises ValueError, saying what was expected.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from config.catalogue import Due, Every
from config.forms import MONTHS, YEARLY_PATTERN, parse_date, parse_month, parse_yearly

LONGEST_DAYS: Final = 800  #: after a period: two years and a bit
LONGEST_MONTHS: Final = 24

_DAYS = rf"{YEARLY_PATTERN}(?:, {YEARLY_PATTERN})*(?: and {YEARLY_PATTERN})?"
_PERIOD = "(?:year|half-year|quarter|month)"
_AFTER = rf"[1-9][0-9]{{0,2}} (?:days?|months?) after each {_PERIOD}"
_AT_END = rf"at the end of each {_PERIOD}"
DUE_PATTERN: Final = rf"{_DAYS}|{_AFTER}|{_AT_END}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}"
DUE_EXAMPLES: Final = (
    "December 31",
    "January 31 and July 31",
    "30 days after each quarter",
    "at the end of each month",
    "2026-03-01",
)
#: what so many days in a year are due for
_BY_COUNT: Final = {1: Every.YEAR, 2: Every.HALF, 4: Every.QUARTER}

YEAR_PATTERN: Final = rf"calendar year|year from (?:{'|'.join(MONTHS)})"


def parse_due(text: str) -> Due:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return Due(every=Every.ONCE, on=parse_date(text))
    if re.fullmatch(_AT_END, text):
        return Due(every=Every(text.rpartition(" ")[2]))
    if re.fullmatch(_AFTER, text):
        return _after(text)
    if re.fullmatch(_DAYS, text):
        return _yearly([parse_yearly(day) for day in re.split(r", | and ", text)])
    raise ValueError(f"expected when it is due, as {'; '.join(DUE_EXAMPLES)}")


def _after(text: str) -> Due:
    words = text.split()
    count, months = int(words[0]), words[1].startswith("month")
    longest = LONGEST_MONTHS if months else LONGEST_DAYS
    if count > longest:
        raise ValueError(f"expected at most {longest} {'months' if months else 'days'}")
    return Due(every=Every(words[-1]), after=count, months=months)


def _yearly(days: list[tuple[int, int]]) -> Due:
    if len(days) not in _BY_COUNT or days != sorted(set(days)):
        raise ValueError("expected one, two or four days of the year, in their order")
    return Due(every=_BY_COUNT[len(days)], days=tuple(days))


def parse_year(text: str) -> int:
    """The first month of the year that a yearly report covers."""
    if text == "calendar year":
        return 1
    match = re.fullmatch(r"year from (\w+)", text)
    if match is None:
        raise ValueError("expected `calendar year` or `year from October`")
    return parse_month(match[1])


def written(due: Due) -> str:
    """The due days as they are written."""
    if due.on is not None:
        return due.on.isoformat()
    if not due.days:
        unit = "month" if due.months else "day"
        plural = "" if due.after == 1 else "s"
        return (
            f"{due.after} {unit}{plural} after each {due.every}"
            if due.after
            else f"at the end of each {due.every}"
        )
    names = [f"{date(2001, month, day):%B} {day}" for month, day in due.days]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
