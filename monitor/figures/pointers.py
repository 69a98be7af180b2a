"""Phrases that name a time by another one: "since then", "the first quarter", "the two years before"."""

from __future__ import annotations

import re

from monitor.figures import spans
from monitor.figures.days import Clock, Days, Pointer, month_number, months_of

_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}


def since(match: re.Match[str], clock: Clock) -> Pointer:
    return Pointer("since")


def _of(whose: str | None, clock: Clock, first: int, last: int) -> Days | Pointer | None:
    """Months of a year that is named by its words, or of the year that is spoken of."""
    if whose and clock.published:
        if whose.startswith(("this", "the current")):
            return months_of(clock.published.year, first, last)
        if whose.startswith("last"):
            return months_of(clock.published.year - 1, first, last)
    if whose and re.search(r"before|previous|prior|preceding", whose):
        return Pointer("months before", first, last)
    return Pointer("months", first, last)


def quarter(match: re.Match[str], clock: Clock) -> Days | Pointer | None:
    text = match["q"]
    number = _QUARTERS.get(text) or int(text[0])
    return _of(match.groupdict().get("whose"), clock, 3 * number - 2, 3 * number)


def half(match: re.Match[str], clock: Clock) -> Days | Pointer | None:
    early = match["which"] == "first"
    return _of(match["whose"], clock, 1 if early else 7, 6 if early else 12)


def first_months(match: re.Match[str], clock: Clock) -> Days | Pointer | None:
    count = spans.number(match["n"])
    if not 1 <= count <= 12:
        return None
    if match["which"] == "first":
        return _of(match["whose"], clock, 1, count)
    return _of(match["whose"], clock, 13 - count, 12)


def month(match: re.Match[str], clock: Clock) -> Days | Pointer | None:
    number = month_number(match["am"])
    return _of(match["whose"], clock, number, number)


def _months(match: re.Match[str]) -> int:
    return spans.number(match["n"]) * (12 if match["unit"] == "year" else 1)


def before(match: re.Match[str], clock: Clock) -> Pointer | None:
    return None if match["unit"] == "week" else Pointer("before", _months(match))


def after(match: re.Match[str], clock: Clock) -> Pointer | None:
    return None if match["unit"] == "week" else Pointer("after", _months(match))


def same(match: re.Match[str], clock: Clock) -> Pointer:
    return Pointer("same", int(match["y"]))


def same_before(match: re.Match[str], clock: Clock) -> Pointer:
    ago = match["whose"].startswith(("last", "a year ago"))
    return Pointer("same", clock.published.year - 1) if ago and clock.published else Pointer("same before")


def month_before(match: re.Match[str], clock: Clock) -> Pointer:
    number = month_number(match["am"])
    return Pointer("month before", number, number)


def until_year(match: re.Match[str], clock: Clock) -> Pointer:
    return Pointer("until", int(match["y"]))
