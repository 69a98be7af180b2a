"""Fiscal years and their parts: a fiscal year is named by the calendar year in which it ends."""

from __future__ import annotations

import re
from datetime import date, timedelta

from monitor.figures.days import Clock, Days, closed, fiscal, months_of, months_on, running
from monitor.figures.ranges import ending
from monitor.figures.spans import number, whole_year


def fiscal_year(match: re.Match[str], clock: Clock) -> Days | None:
    later = match.groupdict().get("later")
    base = whole_year(match["y"])
    if later:
        end = base // 100 * 100 + int(later[-2:])
        base = end if end > base else end + 100
        if base > 2049:
            return None
    return fiscal(base, clock.fiscal_start)


def relative_fiscal(match: re.Match[str], clock: Clock) -> Days | None:
    if clock.published is None:
        return None
    start = clock.fiscal_start or 7
    current = clock.published.year + (1 if clock.published.month >= start and start > 1 else 0)
    return fiscal(current - 1, clock.fiscal_start, True)


def this_fiscal(match: re.Match[str], clock: Clock) -> Days | None:
    if clock.published is None:
        return None
    start = clock.fiscal_start or 7
    ahead = 1 if clock.published.month >= start and start > 1 else 0
    if start == 1:
        return running(date(clock.published.year, 1, 1), clock.published)
    return running(date(clock.published.year + ahead - 1, start, 1), clock.published)


def fiscal_ending(match: re.Match[str], clock: Clock) -> Days | None:
    """'the fiscal year that ended June 30': named by the year in which it ends."""
    last = ending(match, clock)
    if last is None:
        return None
    start = clock.fiscal_start or (last.month % 12 + 1 if last.day > 1 else last.month)
    return fiscal(last.year, start, match["ay"] is None)


def fiscal_start(match: re.Match[str], clock: Clock) -> int:
    """The month in which a fiscal year begins: October for what the federal side counts, else mostly July."""
    if clock.fiscal_start:
        return clock.fiscal_start
    federal = re.search(r"\btrac\b|federal|homeland|\bice(?:'s)? (?:said|data|records|figures)", match.string)
    return 10 if federal else 7


def _fiscal_first(match: re.Match[str], clock: Clock) -> date:
    start = fiscal_start(match, clock)
    return date(whole_year(match["y"]) - (start > 1), start, 1)


def since_fiscal(match: re.Match[str], clock: Clock) -> Days | None:
    return running(_fiscal_first(match, clock), clock.published)


def fiscal_months(match: re.Match[str], clock: Clock) -> Days | None:
    end = months_on(_fiscal_first(match, clock), number(match["n"]))
    return closed(_fiscal_first(match, clock), end - timedelta(days=1)) if end else None


def fiscal_quarter(match: re.Match[str], clock: Clock) -> Days | None:
    names = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 3, "final": 3}
    index = names[match["q"]] if match["q"] in names else int(match["q"][0]) - 1
    first = months_on(_fiscal_first(match, clock), 3 * index)
    return months_of(first.year, first.month, first.month + 2) if first else None


def fiscal_years(match: re.Match[str], clock: Clock) -> Days | None:
    """'fiscal years 2016 through 2019' together."""
    first = _fiscal_first(match, clock)
    last = months_on(first, 12 * (int(match["later"]) - int(match["y"]) + 1))
    return closed(first, last - timedelta(days=1)) if last else None
