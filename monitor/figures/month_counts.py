"""Numbers right behind a month or a year that are no day or year of it: "in February 57", "at the end of
December 1,396", "Aug 38 Sep 30", "2015 - 61 lodged".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from monitor.figures.days import last_of, month_number
from monitor.figures.time_words import MONTH

MASK: Final = "\0"
LEAP: Final = 2024  #: a year in which each month has all days that it may have
#: what parts two pairs of a list of months
_BETWEEN: Final = re.compile(r"[\s,;.]{1,3}(?:and\s)?")
_COUNTED: Final = re.compile(
    r"\s(?:(?:ice|immigration|federal|civil|such|more|other)\s){0,2}(?:detainers?|holds?|requests?|people|persons?|"
    r"inmates?|prisoners?|men|individuals?|times|of (?:them|these|those)|were|had been|came|went)\b"
)
#: "2015 - 61": the second is no year that follows
_SPAN: Final = re.compile(r"\b20(?P<year>\d\d)\s[-–—]\s(?P<n>\d\d)(?![\d,.]\d|\s?[-–—/])\b")
LONGEST: Final = 9  #: years that a span of years told so may take


def masked(low: str) -> str:
    """A folded text with such numbers made unreadable, character for character."""
    spans = list(_spans(low))
    if not spans:
        return low
    letters = list(low)
    for start, end in spans:
        letters[start:end] = MASK * (end - start)
    return "".join(letters)


def _spans(low: str) -> Iterator[tuple[int, int]]:
    run: list[re.Match[str]] = []
    for match in _beside_months().finditer(low):
        if run and not _BETWEEN.fullmatch(low, run[-1].end(), match.start()):
            yield from _counts(run, low)
            run = []
        run.append(match)
    yield from _counts(run, low)
    for match in _SPAN.finditer(low):
        if not 0 < int(match["n"]) - int(match["year"]) <= LONGEST:
            yield match.span("n")


def _counts(run: list[re.Match[str]], low: str) -> Iterator[tuple[int, int]]:
    """Of months with their numbers in a row: all numbers, where one of several is no day; else those that are
    none."""
    none = [match for match in run if not _a_day(match, low)]
    for match in run if len(run) > 1 and none else none:
        yield match.span("n")


def _a_day(match: re.Match[str], low: str) -> bool:
    number = match["n"]
    if not number.isdigit() or int(number) > last_of(LEAP, month_number(match["month"])).day:
        return False
    counted = _COUNTED.match(low, match.end())
    return not (counted and (match["in"] or counted.group().endswith("times")))


@cache
def _beside_months() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<in>in (?:the month of )?)?(?P<month>{MONTH})\s(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}})"
        r"(?![\d'’/:-]|,\d{3}|\.\d|(?:st|nd|rd|th)\b)"
    )
