"""Spans told by how they lie to the document's own day: "two weeks ago", "this spring", "the past year"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from monitor.figures.days import Clock, Days, a_day, closed, last_of, month_number, running, units_on, year
from monitor.figures.spans import SEASONS, month, number
from monitor.figures.time_words import UNFIT, Unfit


def season(match: re.Match[str], clock: Clock) -> Days | None:
    """'last summer', 'the summer of 2024', 'this spring': the three months, as the weather has them."""
    first, last = SEASONS[match["season"] or match["season2"]]
    value = int(match["y"]) if match["y"] else None
    which = match["which2"]
    if value is None:
        if clock.published is None:
            return None
        value = clock.published.year
        if (which == "last" and last >= clock.published.month) or first > clock.published.month:
            value -= 1
    return closed(date(value, first, 1), last_of(value, last), True)


def since_season(match: re.Match[str], clock: Clock) -> Days:
    """'since the summer of 2023': from its first day."""
    return running(date(int(match["y"]), SEASONS[match["season"]][0], 1), clock.published)


def half_a_year(match: re.Match[str], clock: Clock) -> Days | None:
    begin = units_on(clock.published, -1, "half") if clock.published else None
    return closed(begin, clock.published, True) if begin and clock.published else None


def past_and_a_half(match: re.Match[str], clock: Clock) -> Days | None:
    """'in the past year and a half', 'over the last two and a half years'"""
    months = 12 * (number(match["n"]) if match["n"] else 1) + 6
    begin = units_on(clock.published, -months, "month") if clock.published else None
    return closed(begin, clock.published, True) if begin and clock.published else None


def years_past(match: re.Match[str], clock: Clock) -> Days | None:
    """'the past three calendar years': those that are over."""
    count = number(match["n"] or match["n2"])
    if clock.published is None or not 1 <= count <= 40:
        return None
    last = clock.published.year - 1
    return closed(date(last - count + 1, 1, 1), date(last, 12, 31), True)


def first_days(match: re.Match[str], clock: Clock) -> Days | None:
    """'the first 25 days of May', 'the first two weeks of this month', 'the last week of June 2024'"""
    groups = match.groupdict()
    count = (number(groups["n"]) if groups["n"] else 1) * (7 if match["unit"] == "week" else 1)
    first = last = None
    if groups["am"]:
        whole = month(match, clock)
        first, last = (whole.first, whole.last) if whole and whole.last != whole.first else (None, None)
    elif clock.published:
        first = clock.published.replace(day=1)
        last = last_of(first.year, first.month)
    if first is None or last is None or count > 31:
        return None
    if match["which"] == "first":
        return closed(first, first + timedelta(days=count - 1), True)
    return closed(last - timedelta(days=count - 1), last, True)


def ago(match: re.Match[str], clock: Clock) -> Days | None:
    """'two weeks ago': the day"""
    text = match["n"]
    count = number(text) if text not in ("a", "an") else 1
    at = units_on(clock.published, -count, match["unit"]) if clock.published else None
    return closed(at, at, True) if at else None


def ago_in(match: re.Match[str], clock: Clock) -> Days | None:
    """'ten years ago this week', 'two years ago in May': the week or month of that year"""
    if clock.published is None:
        return None
    value = clock.published.year - (1 if match["n"] == "a" else number(match["n"]))
    if match["unit"] == "week":
        begin = clock.published - timedelta(days=clock.published.weekday())
        first = a_day(value, begin.month, begin.day)
        return closed(first, first + timedelta(days=6), True) if first else None
    name = month_number(match["am"]) if match["am"] else clock.published.month
    return closed(date(value, name, 1), last_of(value, name), True) if value >= 1980 else None


def month_a_year_ago(match: re.Match[str], clock: Clock) -> Days | None:
    """'in November a year ago': the one before the last"""
    if clock.published is None:
        return None
    name = month_number(match["am"])
    value = clock.published.year - 1 - (name > clock.published.month)
    return closed(date(value, name, 1), last_of(value, name), True)


def day_of_month(match: re.Match[str], clock: Clock) -> Days | None:
    """'as of the 30th': the last such day up to the document"""
    if clock.published is None:
        return None
    day, at = int(match["d"]), clock.published.replace(day=1)
    if (match["which"] or "").startswith("last") or (not match["which"] and day > clock.published.day):
        at = (at - timedelta(days=1)).replace(day=1)
    found = a_day(at.year, at.month, day)
    return closed(found, found, True) if found else None


def by_this_day(match: re.Match[str], clock: Clock) -> Days | None:
    """'last year by this time': from January 1 to the document's day of that year"""
    if clock.published is None:
        return None
    told = match["y"] or match["y2"]
    value = int(told) if told else clock.published.year - 1
    last = a_day(value, clock.published.month, clock.published.day)
    if value == clock.published.year:
        return running(date(value, 1, 1), clock.published)
    return closed(date(value, 1, 1), last, True) if last and value < clock.published.year else None


def year_end(match: re.Match[str], clock: Clock) -> Days | None:
    """'at year's end': the last day of the year before"""
    at = date(clock.published.year - 1, 12, 31) if clock.published else None
    return closed(at, at, True) if at else None


def past_months(match: re.Match[str], clock: Clock) -> Days | None:
    if clock.published is None:
        return None
    unit = match["unit"] or match["unit2"]
    count = number(match["n"]) if match["n"] else 1
    back = {"month": 30.44, "year": 365.25, "week": 7.0, "day": 1.0, "decade": 3652.5}[unit] * count
    if back > 9000:
        return None
    return closed(clock.published - timedelta(days=round(back)), clock.published, True)


def past_year(match: re.Match[str], clock: Clock) -> Days | None:
    """In January to March "the past year" is the calendar year that has just ended, else twelve months."""
    if clock.published is None:
        return None
    if clock.published.month <= 3:
        return year(clock.published.year - 1, True)
    return closed(clock.published - timedelta(days=365), clock.published, True)


def year_just_ended(match: re.Match[str], clock: Clock) -> Days | Unfit:
    """'the year just ended': in winter and spring the calendar year, later some other one"""
    if clock.published is None or clock.published.month > APRIL:
        return UNFIT
    return year(clock.published.year - 1, True)


APRIL = 4


def month_so_far(match: re.Match[str], clock: Clock) -> Days | None:
    """'month to date'"""
    return running(clock.published.replace(day=1), clock.published) if clock.published else None


def last_month(match: re.Match[str], clock: Clock) -> Days | None:
    if clock.published is None:
        return None
    end = clock.published.replace(day=1) - timedelta(days=1)
    if match["which"] == "this":
        return closed(
            clock.published.replace(day=1), last_of(clock.published.year, clock.published.month), True
        )
    return closed(end.replace(day=1), end, True)
