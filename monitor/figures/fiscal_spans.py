"""Fiscal years and their parts: a fiscal year is named by the calendar year in which it ends."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from monitor.figures.days import (
    Clock,
    Days,
    a_day,
    closed,
    fiscal,
    last_of,
    month_number,
    months_of,
    months_on,
    running,
    shifted,
)
from monitor.figures.ranges import ending
from monitor.figures.spans import near, number, whole_year
from monitor.figures.time_words import UNFIT, Unfit


def fiscal_year(match: re.Match[str], clock: Clock) -> Days | None:
    later = match.groupdict().get("later")
    base = whole_year(match["y"])
    if later:
        end = base // 100 * 100 + int(later[-2:])
        base = end if end > base else end + 100
        if base > 2049:
            return None
        if base - whole_year(match["y"]) > 1:
            return fiscal_years(match, clock)
    return fiscal(base, clock.fiscal_start)


def relative_fiscal(match: re.Match[str], clock: Clock) -> Days | None:
    if clock.published is None:
        return None
    start = 10 if _FEDERAL.search(match.group()) else clock.fiscal_start or 7
    current = clock.published.year + (1 if clock.published.month >= start and start > 1 else 0)
    return fiscal(current - 1, clock.fiscal_start, True)


def this_fiscal(match: re.Match[str], clock: Clock) -> Days | None:
    first = _first_of_this(match, clock)
    return running(first, clock.published) if first else None


def _first_of_this(match: re.Match[str], clock: Clock) -> date | None:
    """The first day of the fiscal year that the document is of, as who counts by it begins it."""
    if clock.published is None:
        return None
    start = fiscal_start(match, clock)
    return date(clock.published.year - (clock.published.month < start), start, 1)


HALF: Final = 6  #: months of a year


def this_fiscal_months(match: re.Match[str], clock: Clock) -> Days | None:
    """'the first five months of the fiscal year', of the latest in which they are over."""
    first = _first_of_this(match, clock)
    told = match["n"] or match["n2"]
    end = months_on(first, number(told) if told else HALF) if first else None
    if first is None or end is None or clock.published is None:
        return None
    over = closed(first, end - timedelta(days=1), True)
    return over if end <= clock.published or over is None else shifted(over, -1)


def fiscal_years_past(match: re.Match[str], clock: Clock) -> Days | None:
    """'the last three fiscal years': those that are over."""
    until, count = _first_of_this(match, clock), number(match["n"])
    first = months_on(until, -12 * count) if until and 1 <= count <= 40 else None
    return closed(first, until - timedelta(days=1), True) if first and until else None


def fiscal_ending(match: re.Match[str], clock: Clock) -> Days | None:
    """'the fiscal year that ended June 30': named by the year in which it ends."""
    last = ending(match, clock)
    if last is None or (match["ay"] is None and re.search(r"\bends\b", match.group())):
        return None  # what it does every year
    start = clock.fiscal_start or (last.month % 12 + 1 if last.day > 1 else last.month)
    return fiscal(last.year, start, match["ay"] is None)


def fiscal_start(match: re.Match[str], clock: Clock) -> int:
    """The month in which a fiscal year begins: October for what the federal side counts, else mostly July."""
    if _FEDERAL.search(match.group()):
        return 10
    if _LOCAL.search(match.group()):
        return clock.fiscal_start or 7
    if clock.federal or _counted_by_ice(match.string):
        return 10
    return clock.fiscal_start or 7


@lru_cache(maxsize=8)
def _counted_by_ice(sentence: str) -> bool:
    """Once for all the years of a sentence, of which it may have thousands."""
    return bool(_FEDERAL_COUNT.search(sentence))


_FEDERAL = re.compile(r"\bfederal\b|\bffys?\b")
_LOCAL = re.compile(r"\b(?:state|city|county)\b|\bsfys?\b")
_FEDERAL_COUNT = re.compile(
    r"\btrac\b|\bfederal\s+(?:fiscal|records|data|figures|numbers)|homeland|"
    r"\bice(?:'s)?\s+(?:said|says|data|records|figures|reports?|issued|lodged|sent|placed|asked|prepared|"
    r"filed)\b|"
    r"\bagency(?:'s)?\s+(?:data|records|figures)\b|immigration and customs enforcement (?:said|issued|lodged|"
    r"sent)"
)


def _fiscal_first(match: re.Match[str], clock: Clock) -> date:
    start = fiscal_start(match, clock)
    groups = match.groupdict()
    return date(whole_year(groups["y"] or groups.get("y2") or "") - (start > 1), start, 1)


def since_fiscal(match: re.Match[str], clock: Clock) -> Days | None:
    return running(_fiscal_first(match, clock), clock.published)


def fiscal_to_date(match: re.Match[str], clock: Clock) -> Days | None:
    """'FY2025 YTD'; one that were over by a year from July is the federal one. A year that is over is told
    whole."""
    first = _fiscal_first(match, clock)
    end = months_on(first, 12)
    if end is None or clock.published is None or end > clock.published:
        return running(first, clock.published)
    federal = date(first.year, 10, 1)
    if first < federal and date(first.year + 1, 10, 1) > clock.published:
        return running(federal, clock.published)
    return closed(first, end - timedelta(days=1))


def fiscal_months(match: re.Match[str], clock: Clock) -> Days | Unfit | None:
    if number(match["n"]) > 12:
        return UNFIT
    end = months_on(_fiscal_first(match, clock), number(match["n"]))
    return closed(_fiscal_first(match, clock), end - timedelta(days=1)) if end else None


def fiscal_quarter(match: re.Match[str], clock: Clock) -> Days | None:
    names = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 3, "final": 3}
    index = names[match["q"]] if match["q"] in names else int(match["q"][0]) - 1
    first = months_on(_fiscal_first(match, clock), 3 * index)
    return months_of(first.year, first.month, first.month + 2) if first else None


def fiscal_half(match: re.Match[str], clock: Clock) -> Days | None:
    """'the second half of fiscal 2024'"""
    first = months_on(_fiscal_first(match, clock), 0 if match["which"] in ("first", "1st") else 6)
    end = months_on(first, 6) if first else None
    return closed(first, end - timedelta(days=1)) if first and end else None


def fiscal_years(match: re.Match[str], clock: Clock) -> Days | None:
    """'fiscal years 2016 through 2019' together."""
    if whole_year(match["later"]) == whole_year(match["y"]) + 1 and _ONE_YEAR.search(match.group()):
        return fiscal_year(match, clock)
    first = _fiscal_first(match, clock)
    last = months_on(first, 12 * (whole_year(match["later"]) - whole_year(match["y"]) + 1))
    return closed(first, last - timedelta(days=1)) if last and last > first else None


def two_fiscal_years(match: re.Match[str], clock: Clock) -> Days | Unfit | None:
    """'in fiscal years 2016 and 2017' is both together."""
    return fiscal_years(match, clock) if int(match["later"]) == int(match["y"]) + 1 else UNFIT


_ONE_YEAR = re.compile(r"(?:year|fy|fiscal|budget)\s*'?\d+\s*[-–—]\s*\d")


def fiscal_so_far(match: re.Match[str], clock: Clock) -> Days | None:
    """'FY2025 through March 31', 'fiscal year to date (July 1 - May 31)'."""
    month = month_number(match["am"])
    value = whole_year(match["y"]) if match.groupdict().get("y") else None
    start = fiscal_start(match, clock)
    if value is None:
        year_ = int(match["ay"]) if match.groupdict().get("ay") else near(clock.published, month, None)
        if year_ is None:
            return None
        value = year_ + (start > 1 and month >= start)
    last_year = value - (start > 1 and month >= start)
    day = int(match["ad"]) if match["ad"] else None
    last = a_day(last_year, month, day) if day else last_of(last_year, month)
    return closed(date(value - (start > 1), start, 1), last, True) if last else None


def fiscal_until(match: re.Match[str], clock: Clock) -> Days | None:
    """'from the start of fiscal 2023 up to Feb. 6': the last such day before the document."""
    last = ending(match, clock)
    return closed(_fiscal_first(match, clock), last, True) if last else None
