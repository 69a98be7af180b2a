"""Spans told by both their ends, by their last day, or by how near to the document they are."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from monitor.figures.days import (
    Clock,
    Days,
    a_day,
    closed,
    last_of,
    month_number,
    months_of,
    months_on,
    quarter,
    running,
    units_on,
)
from monitor.figures.spans import moment, near, number, years
from monitor.figures.time_words import MONTH, UNFIT, Unfit


def month_to_year(match: re.Match[str], clock: Clock) -> Days | None:
    """'July 2012 through 2016': to the end of that year."""
    year_, month, day = moment(match, "a", None)
    later = int(match["later"])
    first = a_day(year_, month, day or 1) if year_ else None
    return closed(first, date(later, 12, 31)) if first else None


def into_next_year(match: re.Match[str], clock: Clock) -> Days | None:
    """'January 2016 and September of the next year'."""
    year_, month, day = moment(match, "a", None)
    first = a_day(year_, month, day or 1) if year_ else None
    if first is None:
        return None
    until = month_number(match["bm"])
    last = a_day(first.year + 1, until, int(match["bd"])) if match["bd"] else last_of(first.year + 1, until)
    return closed(first, last) if last else None


def to_named_month(match: re.Match[str], clock: Clock) -> Days | None:
    """'February 2018 through this February': to the end of the month of that name that was last."""
    until = near(clock.published, month_number(match["bm"]), None)
    year_, month, day = moment(match, "a", None)
    if until is None:
        return None
    year_ = year_ if year_ is not None else until - (month >= month_number(match["bm"]))
    first = a_day(year_, month, day or 1)
    return closed(first, last_of(until, month_number(match["bm"]))) if first else None


def ending(match: re.Match[str], clock: Clock) -> date | None:
    year_, month, day = moment(match, "a", None)
    year_ = year_ if year_ is not None else near(clock.published, month, day)
    return (a_day(year_, month, day) if day else last_of(year_, month)) if year_ else None


def quarter_ending(match: re.Match[str], clock: Clock) -> Days | None:
    last = ending(match, clock)
    return quarter(last.year, last.month // 3) if last and last.month % 3 == 0 else None


def half_ending(match: re.Match[str], clock: Clock) -> Days | None:
    """'the half-year that ended June 30'"""
    last = ending(match, clock)
    return months_of(last.year, last.month - 5, last.month) if last and last.month in (6, 12) else None


def months_of_year(match: re.Match[str], clock: Clock) -> Days | Unfit | None:
    """'2021 Jul-Dec'; a fiscal year or a quarter before it only tells its months: 'FY 2018 (July-June)'"""
    first, last = month_number(match["am"]), month_number(match["bm"])
    if first > last or _NAMED_BEFORE.search(match.string[max(0, match.start() - 20) : match.start()]):
        return UNFIT
    return months_of(int(match["y"]), first, last)


_NAMED_BEFORE: Final = re.compile(
    r"(?:quarter|half|fy|fiscal|federal|(?:fiscal|budget) year)(?: of)?[\s,(]*$"
)


def listed_months(match: re.Match[str], clock: Clock) -> Days | Unfit | None:
    """'July, August and September' together, where they follow each other and are not told one by one."""
    first, last = month_number(match["am"]), month_number(match["bm"])
    named = len(_A_MONTH.findall(match.group()))
    if last - first != named - 1 or match.string.find("respectively", match.end(), match.end() + APART) >= 0:
        return UNFIT
    value = int(match["y"]) if match["y"] else near(clock.published, last, None)
    return months_of(value, first, last) if value else None


APART = 300  #: characters in which "respectively" may follow
_A_MONTH = re.compile(MONTH)


def week_ending(match: re.Match[str], clock: Clock) -> Days | None:
    last = ending(match, clock)
    return closed(last - timedelta(days=6), last) if last else None


def half_of_month(match: re.Match[str], clock: Clock) -> Days | None:
    """'the first half of March': to its 15th day"""
    year_, month, day = moment(match, "a", None)
    year_ = year_ if year_ is not None else near(clock.published, month, None)
    if not year_ or day:
        return None
    if match["which"] == "first":
        return closed(date(year_, month, 1), date(year_, month, 15), True)
    return closed(date(year_, month, 16), last_of(year_, month), True)


def year_from(match: re.Match[str], clock: Clock) -> Days | None:
    """'the fiscal year that began July 1': so far, where it is not over"""
    year_, month, day = moment(match, "a", None)
    year_ = year_ if year_ is not None else near(clock.published, month, day)
    first = a_day(year_, month, day or 1) if year_ else None
    end = months_on(first, 12) if first else None
    if first is None or end is None:
        return None
    if clock.published and end > clock.published:
        return running(first, clock.published)
    return closed(first, end - timedelta(days=1))


def year_to_lately(match: re.Match[str], clock: Clock) -> Days | None:
    """'between 2014 and last year', 'from 2014 through last month'"""
    if clock.published is None:
        return None
    now = clock.published
    last = date(now.year - 1, 12, 31) if match["until"] == "year" else now.replace(day=1) - timedelta(days=1)
    return closed(date(int(match["ay"]), 1, 1), last, True)


def to_last_month(match: re.Match[str], clock: Clock) -> Days | None:
    """'between May 2014, when it began, and the end of last month'"""
    year_, month, day = moment(match, "a", None)
    year_ = year_ if year_ is not None else near(clock.published, month, day)
    first = a_day(year_, month, day or 1) if year_ else None
    if clock.published is None or first is None:
        return None
    return closed(first, clock.published.replace(day=1) - timedelta(days=1), True)


def through(match: re.Match[str], clock: Clock) -> Days | Unfit | None:
    """'through the end of April': from January, where nothing before it tells since when"""
    if _SINCE.search(match.string[max(0, match.start() - BEFORE) : match.start()]):
        return UNFIT
    last = ending(match, clock)
    return closed(date(last.year, 1, 1), last, True) if last else None


BEFORE: Final = 60  #: characters in which the beginning of a span may stand before its end
_SINCE: Final = re.compile(
    rf"\b(?:from|since|between|{MONTH}|then|months?|weeks?|days?|years?|period|quarters?|to|on)\b|\d{{4}}|\0"
)


def nth_week(match: re.Match[str], clock: Clock) -> Days | None:
    """'the second week of January': its days 8 to 14"""
    year_, month, day = moment(match, "a", None)
    year_ = year_ if year_ is not None else near(clock.published, month, None)
    first = a_day(year_, month, 7 * _WEEKS[match["q"]] - 6) if year_ and not day else None
    return closed(first, first + timedelta(days=6), True) if first else None


_WEEKS: Final = {"second": 2, "third": 3, "fourth": 4}


def month_ending(match: re.Match[str], clock: Clock) -> Days | None:
    """'the month that ended June 30'"""
    last = ending(match, clock)
    return (
        months_of(last.year, last.month, last.month)
        if last and last == last_of(last.year, last.month)
        else None
    )


def week_of(match: re.Match[str], clock: Clock) -> Days | Unfit | None:
    """'the week of Feb. 11': the seven days that begin with it."""
    year_, month, day = moment(match, "a", None)
    if day is None:
        return UNFIT
    year_ = year_ if year_ is not None else near(clock.published, month, day)
    first = a_day(year_, month, day) if year_ else None
    return closed(first, first + timedelta(days=6)) if first else None


def year_ending(match: re.Match[str], clock: Clock) -> Days | None:
    last = ending(match, clock)
    if last is None:
        return None
    first = units_on(last + timedelta(days=1), -1, "year")  # of a year to Feb. 28, March 1
    return closed(first, last, match["ay"] is None) if first else None


def last_quarter(match: re.Match[str], clock: Clock) -> Days | None:
    if clock.published is None:
        return None
    back = match.groupdict().get("which") != "this"
    index = clock.published.year * 4 + (clock.published.month - 1) // 3 - back
    return quarter(index // 4, index % 4 + 1)


def last_week(match: re.Match[str], clock: Clock) -> Days | None:
    """Monday to Sunday; the past week is the seven days up to the document."""
    if clock.published is None:
        return None
    if match["which"] == "past":
        return closed(clock.published - timedelta(days=7), clock.published, True)
    monday = clock.published - timedelta(days=clock.published.weekday() + 7 * (match["which"] == "last"))
    return closed(monday, monday + timedelta(days=6), True)


def last_named_month(match: re.Match[str], clock: Clock) -> Days | None:
    """'last November': of the year before where the month of this year has passed by long."""
    year_, month, day = moment(match, "a", None)
    if year_ is None and clock.published:
        year_ = clock.published.year - (month >= clock.published.month)
    if year_ is None:
        return None
    at = a_day(year_, month, day) if day else None
    if day:
        return closed(at, at, True) if at else None
    return closed(date(year_, month, 1), last_of(year_, month), True)


def three_years(match: re.Match[str], clock: Clock) -> Days | None:
    """'2014, 2015 and 2016' together."""
    first, last = int(match["y"]), int(match["later"])
    return years(match, clock) if int(match["mid"]) == first + 1 and last == first + 2 else None


def year_to_month(match: re.Match[str], clock: Clock) -> Days | None:
    """'2022 through November of this year'."""
    this = clock.published.year if clock.published and match["this"] else None
    later = int(match["by"]) if match["by"] else this
    if later is None:
        return None
    month = month_number(match["bm"])
    last = a_day(later, month, int(match["bd"])) if match["bd"] else last_of(later, month)
    return closed(date(int(match["ay"]), 1, 1), last) if last else None


def year_to_last_month(match: re.Match[str], clock: Clock) -> Days | None:
    """'from 2023 through March 12': the last such day before the document."""
    last = ending(match, clock)
    return closed(date(int(match["y"]), 1, 1), last, True) if last else None


def year_to_part(match: re.Match[str], clock: Clock) -> Days | None:
    """'from 2022 through the first quarter of 2025'"""
    later = int(match["by"]) if match["by"] else clock.published and clock.published.year
    months = 3 * _QUARTERS[match["q"]] if match["q"] else 6 if match["half"] else number(match["n"])
    if not later or not 1 <= months <= 12:
        return None
    return closed(date(int(match["ay"]), 1, 1), last_of(later, months), match["by"] is None)


_QUARTERS: Final = {"first": 1, "second": 2, "third": 3}


def year_to_middle(match: re.Match[str], clock: Clock) -> Days | None:
    """'from 2009 to the middle of this year'"""
    this = clock.published.year if clock.published and match["this"] else None
    later = int(match["by"]) if match["by"] else this
    return closed(date(int(match["ay"]), 1, 1), last_of(later, 6), match["by"] is None) if later else None


def weekend(match: re.Match[str], clock: Clock) -> Days | None:
    """The Saturday and Sunday before the document."""
    if clock.published is None:
        return None
    sunday = clock.published - timedelta(days=(clock.published.weekday() - 6) % 7 or 7)
    if match["which"] in ("this", "this past", "the", "the past") and clock.published.weekday() == 6:
        sunday = clock.published
    return closed(sunday - timedelta(days=1), sunday, True)
