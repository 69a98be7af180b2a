"""Days of stocks that a sentence tells by another day: "24 in 2013" at the year's end, "a year earlier"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from monitor.figures.days import Days, a_day, closed, month_number
from monitor.figures.numbers import Number, words_value
from monitor.figures.time_marks import kind_of
from monitor.figures.time_words import MONTH
from monitor.figures.when_options import Option

NEAR: Final = 24  #: characters between a number and the year that is told for it
_YEAR_END: Final = re.compile(
    r"\byear['’]?s?[ -]end\b|\bend of (?:the|each|every) year\b|\bdec(?:ember|\.) 31\b"
)
_IN_YEAR: Final = re.compile(r"\s*(?:,\s*)?(?:in|for|of|at the end of)\s+(?P<y>(?:19|20)\d\d)\b")
_COUNT: Final = r"(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
_SHIFTED: Final = re.compile(
    r"\b(?:on\s+)?(?:the|that)\s+same\s+(?:day|date)(?:\s+(?:of|in)\s+(?P<y>(?:19|20)\d\d)|\s+(?P<last>last\s+year|"
    r"(?:of\s+)?the\s+(?:year\s+before|(?:previous|prior)\s+year))|\s+a\s+year\s+(?:earlier|before))?|"
    rf"\b{_COUNT}\s+years?\s+(?:earlier|before|previously|prior)\b"
)


def options(low: str, number: Number, others: Sequence[Number], base: date | None) -> Iterator[Option]:
    """The days that a number's own words tell by a year or by `base`, the day of the stock told before."""
    if _YEAR_END.search(low) and (told := _IN_YEAR.match(low, number.end)):
        last = date(int(told["y"]), 12, 31)
        yield Option(closed(last, last), f"the end of {told['y']}", {"stock by its year": 1.0})
    if base is None:
        return
    matches = [m for m in _SHIFTED.finditer(low) if not _between(m, number, others)]
    if matches:
        match = min(matches, key=lambda m: _distance(m, number))
        if days := _shifted(match, base):
            yield Option(days, f"'{match.group().strip()}'", {"stock shifted": 1.0})


_ON_DAY: Final = re.compile(
    rf"\b(?:on|as of|at midnight,?|at midnight of) (?P<m>{MONTH})\.? (?P<d>\d{{1,2}})"
    r"(?!\d|,? (?:19|20)\d\d)(?: of each year)?"
)


def in_year(days: Days, caption: str) -> Days | None:
    """The day that a table's caption names without a year, in the year of its row or column."""
    if kind_of(days) != "year":
        return None
    matches = [match for line in caption.split("\n")[-2:] for match in _ON_DAY.finditer(line)]
    if len(matches) != 1:
        return None
    day = a_day(days.first.year, month_number(matches[0]["m"]), int(matches[0]["d"]))
    return closed(day, day) if day else None


def _shifted(match: re.Match[str], base: date) -> Days | None:
    if match["y"]:
        year = int(match["y"])
    else:
        text = match["n"] or "one"
        back = 1 if text in ("a", "an") else int(text) if text.isdigit() else words_value(text) or 0
        year = base.year - back
    day = a_day(year, base.month, base.day) or a_day(year, base.month, base.day - 1)
    return closed(day, day, True) if day and day != base else None


def _distance(match: re.Match[str], number: Number) -> int:
    return match.start() - number.end if match.start() >= number.end else number.left - match.end()


def _between(match: re.Match[str], number: Number, others: Sequence[Number]) -> bool:
    """Whether another number of the sentence stands between a number and the words."""
    left, right = sorted((match.start(), number.start))
    return any(left < one.start < right for one in others if one.start != number.start)
