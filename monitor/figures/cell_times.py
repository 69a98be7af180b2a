"""The time that a cell of a table names: a whole period, or months of a year that is told elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from config.words import PeriodKind
from monitor.figures import periods
from monitor.figures.days import Clock, Days, months_of
from monitor.figures.time_marks import kind_of
from monitor.figures.time_words import MONTH

_SHORT_MONTH: Final = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?(?:[-'’/ ]+)'?([012]\d)\b(?!,|"
    r"\s*[-–]\s*\d)"
)
_MONTHS: Final = re.compile(
    rf"\W*(?P<a>{MONTH})(?:\s*(?:-|–|—|to|through|thru)\s*(?P<b>{MONTH}))?\W*(?:total|only)?\W*"
)
_SHORT_YEAR: Final = re.compile(r"\W*(?:cy\s*)?'(\d\d)\W*")
_RUNNING: Final = re.compile(r"\bytd\b|year[- ]to[- ]date|to date|so far|partial|\*")


@dataclass(frozen=True, slots=True)
class Named:
    """What one text of a table names: a whole period, or months of a year that is told elsewhere."""

    days: Days | None = None
    months: tuple[int, int] | None = None
    running: bool = False
    covers: bool = False  #: the text is hardly more than the period


NOTHING: Final = Named()


@lru_cache(maxsize=512)
def named(text: str, clock: Clock, is_fiscal: bool) -> Named:
    """The time in the text of a cell."""
    low = text.strip()
    if not low or len(low) > 200:
        return NOTHING
    going = bool(_RUNNING.search(low))
    bare = _MONTHS.fullmatch(re.sub(r"\([^)]*\)", " ", low))
    if bare:
        first = periods_month(bare["a"])
        return Named(None, (first, periods_month(bare["b"]) if bare["b"] else first), going, True)
    short = _SHORT_YEAR.fullmatch(low)
    if short:
        low = f"20{short[1]}"
    low = _SHORT_MONTH.sub(r"\1 20\2", low)
    if is_fiscal and re.fullmatch(r"\W*(?:20)?\d\d\s*[-–/]\s*(?:20)?\d\d\W*|\W*(?:19|20)\d\d\W*", low):
        low = "fy " + low.strip(" *†")
    found = periods.find(low, clock)
    days = _joined(low, found)
    covered = sum(m.end - m.start for m in found)
    whole = covered >= 0.5 * len(re.sub(r"\b(?:totals?|ytd|number|detainers?)\b|[*()†]", "", low).strip())
    if days is not None:
        return Named(days, None, going, whole)
    pointer = next((m.pointer for m in found if m.pointer and m.pointer.kind == "months"), None)
    if pointer:
        return Named(None, (pointer.first, pointer.last), going, whole)
    return Named(None, None, going, False)


def _joined(low: str, found: Sequence[periods.Mention]) -> Days | None:
    """The period that a cell names; two dates joined by a dash or by "to" are one, and a quarter or months
    beside a year are that year's."""
    dated = [m for m in found if m.days]
    if len(dated) == 2:
        one, last = dated
        joined = re.fullmatch(r"\s*(?:-|–|—|to|through|thru)\s*", low[one.end : last.start])
        if joined and one.days and last.days and last.days.last:
            return periods.closed(one.days.first, last.days.last)
    months = next((m.pointer for m in found if m.pointer and m.pointer.kind == "months"), None)
    days = dated[0].days if dated else None
    if months and days and kind_of(days) in ("year", "fiscal", "running"):
        if kind_of(days) == "fiscal":
            return quarter_of_fiscal(days, months.first, months.last) or days
        return months_of(days.first.year, months.first, months.last) or days
    return days


def quarter_of_fiscal(days: Days, first: int, last: int) -> Days | None:
    """The first quarter of a fiscal year begins where the year does, where that is known."""
    if days.kind is not PeriodKind.CLOSED or last - first != 2:
        return None
    begin = days.first.month + first - 1
    value = days.first.year + (begin - 1) // 12
    return months_of(value, (begin - 1) % 12 + 1, (begin - 1) % 12 + 3)


def periods_month(text: str) -> int:
    return ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec").index(
        text[:3]
    ) + 1
