"""What each phrase of time names, worked out against the document's date where it must be."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from config.words import PeriodKind
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
    quarter,
    running,
    year,
)
from monitor.figures.numbers import words_value


def number(text: str) -> int:
    return int(text) if text.isdigit() else words_value(text) or 0


def moment(match: re.Match[str], group: str, fallback: int | None) -> tuple[int | None, int, int | None]:
    year_, day = match[f"{group}y"], match[f"{group}d"]
    return int(year_) if year_ else fallback, month_number(match[f"{group}m"]), int(day) if day else None


def near(published: date | None, month: int, day: int | None, forward: bool = False) -> int | None:
    """The year of a date without one: the latest that is not after the document."""
    if published is None:
        return None
    guess = a_day(published.year, month, day or 1)
    if guess is None:
        return None
    late = guess > published if not forward else False
    return published.year - 1 if late else published.year


def between(match: re.Match[str], clock: Clock) -> Days | None:
    year_b, month_b, day_b = moment(match, "b", None)
    year_a, month_a, day_a = moment(match, "a", None)
    worked = year_b is None
    if match.groupdict().get("this") and clock.published:
        year_b = clock.published.year
    if year_b is None:
        year_b = (
            year_a if year_a is not None and month_b >= month_a else near(clock.published, month_b, day_b)
        )
        worked = year_a is None
    if year_b is None:
        return None
    if year_a is None:
        year_a = year_b if (month_a, day_a or 1) <= (month_b, day_b or 31) else year_b - 1
    first = a_day(year_a, month_a, day_a or 1)
    last = a_day(year_b, month_b, day_b) if day_b else last_of(year_b, month_b)
    return closed(first, last, worked) if first and last else None


def since(match: re.Match[str], clock: Clock) -> Days | None:
    year_, month, day = moment(match, "a", None)
    worked = year_ is None
    year_ = year_ if year_ is not None else near(clock.published, month, day)
    first = a_day(year_, month, day or 1) if year_ else None
    return running(first, clock.published, worked) if first else None


def month(match: re.Match[str], clock: Clock) -> Days | None:
    year_, month, day = moment(match, "a", None)
    worked = year_ is None
    if year_ is None:
        year_ = near(clock.published, month, day)
    if year_ is None:
        return None
    if day:
        at = a_day(year_, month, day)
        return closed(at, at, worked) if at else None
    return closed(date(year_, month, 1), last_of(year_, month), worked)


def whole_year(value: str) -> int:
    text = re.sub(r"\D", "", value)
    return int(text) if len(text) == 4 else 2000 + int(text)


def fiscal_year(match: re.Match[str], clock: Clock) -> Days | None:
    later = match.groupdict().get("later")
    base = whole_year(match["y"])
    if later:
        end = base // 100 * 100 + int(later[-2:])
        base = end if end > base else end + 100
        if base > 2049:
            return None
    return fiscal(base, clock.fiscal_start)


def half(match: re.Match[str], clock: Clock) -> Days | None:
    value = int(match["y"]) if match["y"] else clock.published.year if clock.published else None
    if value is None:
        return None
    first = match["which"] in ("first", "1st", "h1")
    return closed(date(value, 1 if first else 7, 1), last_of(value, 6 if first else 12), not match["y"])


def quarter_of(match: re.Match[str], clock: Clock) -> Days | None:
    groups = match.groupdict()
    value = groups.get("y")
    if not value:
        return None
    names = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
    number = names.get(match["q"]) or int(match["q"][0])
    return quarter(int(value), number)


def first_months(match: re.Match[str], clock: Clock) -> Days | None:
    value = int(match["y"]) if match["y"] else clock.published.year if clock.published else None
    count = number(match["n"])
    if value is None or not 1 <= count <= 12:
        return None
    if match["which"] == "first":
        return closed(date(value, 1, 1), last_of(value, count), not match["y"])
    return closed(date(value, 13 - count, 1), last_of(value, 12), not match["y"]) if match["y"] else None


def months_ending(match: re.Match[str], clock: Clock) -> Days | None:
    year_, month, day = moment(match, "a", None)
    year_ = year_ if year_ is not None else near(clock.published, month, None)
    count = number(match["n"])
    if year_ is None or not 1 <= count <= 36:
        return None
    last = a_day(year_, month, day) if day else last_of(year_, month)
    back = year_ * 12 + month - count
    first = date(back // 12, back % 12 + 1, 1)
    if day and last and last != last_of(year_, month):
        first = date((back - 1) // 12, (back - 1) % 12 + 1, 1) + timedelta(days=day)
    return closed(first, last, True) if last else None


def past_months(match: re.Match[str], clock: Clock) -> Days | None:
    if clock.published is None:
        return None
    count = number(match["n"])
    unit = match["unit"]
    back = {"month": 30.44, "year": 365.25, "week": 7.0, "day": 1.0}[unit] * count
    if count > 24 and unit in ("year", "month"):
        return None
    return closed(clock.published - timedelta(days=round(back)), clock.published, True)


def years(match: re.Match[str], clock: Clock) -> Days | None:
    first, last = int(match["y"]), whole_year(match["later"])
    if len(re.sub(r"\D", "", match["later"])) == 2:
        last = first // 100 * 100 + last % 100
    if last <= first:
        return None
    return Days(PeriodKind.CLOSED, date(first, 1, 1), date(last, 12, 31), f"{first}-01/{last}-12")


def two_years(match: re.Match[str], clock: Clock) -> Days | None:
    """'in 2012 and 2013' is both together; years that do not follow each other are no one period."""
    groups = match.groupdict()
    first, last = int(groups["y"] or groups["y2"]), int(groups["later"] or groups["later2"])
    return closed(date(first, 1, 1), date(last, 12, 31)) if last == first + 1 else None


def relative(shift: int) -> Callable[[re.Match[str], Clock], Days | None]:
    def resolve(match: re.Match[str], clock: Clock) -> Days | None:
        return year(clock.published.year + shift, True) if clock.published else None

    return resolve


def relative_fiscal(match: re.Match[str], clock: Clock) -> Days | None:
    if clock.published is None:
        return None
    start = clock.fiscal_start or 7
    current = clock.published.year + (1 if clock.published.month >= start and start > 1 else 0)
    return fiscal(current - 1, clock.fiscal_start, True)


def past_year(match: re.Match[str], clock: Clock) -> Days | None:
    """In January to March "the past year" is the calendar year that has just ended, else twelve months."""
    if clock.published is None:
        return None
    if clock.published.month <= 3:
        return year(clock.published.year - 1, True)
    return closed(clock.published - timedelta(days=365), clock.published, True)


def so_far(match: re.Match[str], clock: Clock) -> Days | None:
    value = match.groupdict().get("y")
    start = int(value) if value else clock.published.year if clock.published else None
    if start is None:
        return None
    if clock.published and start < clock.published.year:
        return year(start)
    return running(date(start, 1, 1), clock.published, not value)


def so_far_through(match: re.Match[str], clock: Clock) -> Days | None:
    year_, month, day = moment(match, "a", None)
    year_ = year_ if year_ is not None else near(clock.published, month, day)
    last = (a_day(year_, month, day) if day else last_of(year_, month)) if year_ else None
    return closed(date(last.year, 1, 1), last, True) if last else None


def last_month(match: re.Match[str], clock: Clock) -> Days | None:
    if clock.published is None:
        return None
    end = clock.published.replace(day=1) - timedelta(days=1)
    if match["which"] == "this":
        return closed(
            clock.published.replace(day=1), last_of(clock.published.year, clock.published.month), True
        )
    return closed(end.replace(day=1), end, True)


def iso(match: re.Match[str], clock: Clock) -> Days | None:
    at = a_day(int(match["y"]), int(match["mo"]), int(match["da"]))
    return closed(at, at) if at else None


def iso_month(match: re.Match[str], clock: Clock) -> Days | None:
    at = a_day(int(match["y"]), int(match["mo"]), 1)
    return closed(at, last_of(at.year, at.month)) if at else None


def slashed(match: re.Match[str], clock: Clock) -> Days | None:
    short = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
    at = a_day(short, int(match["mo"]), int(match["da"]))
    return closed(at, at) if at else None


def plain_year(match: re.Match[str], clock: Clock) -> Days | None:
    value = whole_year(match["y"])
    if clock.published and value > clock.published.year + 1:
        return None
    return year(value)


def since_year(match: re.Match[str], clock: Clock) -> Days | None:
    groups = match.groupdict()
    return running(date(int(groups["y"] or groups["y2"]), 1, 1), clock.published, False)


def inaugurated(match: re.Match[str], clock: Clock) -> Days | None:
    if clock.published is None:
        return None
    return running(date(2025 if clock.published.year >= 2025 else 2017, 1, 20), clock.published)


def nothing(match: re.Match[str], clock: Clock) -> Days | None:
    return None


def days_of_month(match: re.Match[str], clock: Clock) -> Days | None:
    year_, month, day = moment(match, "a", None)
    worked = year_ is None
    year_ = year_ if year_ is not None else near(clock.published, month, day)
    first = a_day(year_, month, day or 1) if year_ else None
    last = a_day(year_, month, int(match["bd"])) if year_ else None
    return closed(first, last, worked) if first and last else None


def year_through(match: re.Match[str], clock: Clock) -> Days | None:
    year_, month = int(match["y"]), month_number(match["am"])
    last = a_day(year_, month, int(match["ad"])) if match["ad"] else last_of(year_, month)
    return closed(date(year_, 1, 1), last) if last else None


def so_far_in(match: re.Match[str], clock: Clock) -> Days | None:
    value = int(match["y"] or match["y2"])
    if clock.published and value < clock.published.year:
        return year(value)
    return running(date(value, 1, 1), clock.published, False)


def short_quarter(match: re.Match[str], clock: Clock) -> Days | None:
    year_ = match["y"] or match["y2"] or match["y3"]
    return quarter(int(year_), int(match["q"] or match["q2"] or match["q3"]))


def short_year(match: re.Match[str], clock: Clock) -> Days | None:
    return year(2000 + int(match["y"] or match["y2"]))


def month_to_year(match: re.Match[str], clock: Clock) -> Days | None:
    """'July 2012 through 2016': to the end of that year."""
    year_, month, day = moment(match, "a", None)
    later = int(match["later"])
    first = a_day(year_, month, day or 1) if year_ else None
    return closed(first, date(later, 12, 31)) if first else None


def slashed_range(match: re.Match[str], clock: Clock) -> Days | None:
    ends = []
    for side in "ab":
        short = int(match[f"{side}yr"])
        ends.append(
            a_day(short + (2000 if short < 100 else 0), int(match[f"{side}mo"]), int(match[f"{side}da"]))
        )
    first, last = ends
    return closed(first, last) if first and last else None


def slashed_month(match: re.Match[str], clock: Clock) -> Days | None:
    at = a_day(int(match["y"]), int(match["mo"]), 1)
    return closed(at, last_of(at.year, at.month)) if at else None


def _ending(match: re.Match[str], clock: Clock) -> date | None:
    year_, month, day = moment(match, "a", None)
    year_ = year_ if year_ is not None else near(clock.published, month, day)
    return (a_day(year_, month, day) if day else last_of(year_, month)) if year_ else None


def quarter_ending(match: re.Match[str], clock: Clock) -> Days | None:
    last = _ending(match, clock)
    return quarter(last.year, last.month // 3) if last and last.month % 3 == 0 else None


def week_ending(match: re.Match[str], clock: Clock) -> Days | None:
    last = _ending(match, clock)
    return closed(last - timedelta(days=6), last) if last else None


def fiscal_ending(match: re.Match[str], clock: Clock) -> Days | None:
    """'the fiscal year that ended June 30': named by the year in which it ends."""
    last = _ending(match, clock)
    if last is None:
        return None
    start = clock.fiscal_start or (last.month % 12 + 1 if last.day > 1 else last.month)
    return fiscal(last.year, start, match["ay"] is None)


def year_ending(match: re.Match[str], clock: Clock) -> Days | None:
    last = _ending(match, clock)
    if last is None:
        return None
    first = a_day(last.year - 1, last.month, last.day)
    return closed(first + timedelta(days=1), last, match["ay"] is None) if first else None


def this_fiscal(match: re.Match[str], clock: Clock) -> Days | None:
    if clock.published is None:
        return None
    start = clock.fiscal_start or 7
    ahead = 1 if clock.published.month >= start and start > 1 else 0
    if start == 1:
        return running(date(clock.published.year, 1, 1), clock.published)
    return running(date(clock.published.year + ahead - 1, start, 1), clock.published)


def last_quarter(match: re.Match[str], clock: Clock) -> Days | None:
    if clock.published is None:
        return None
    index = clock.published.year * 4 + (clock.published.month - 1) // 3 - (match["which"] == "last")
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


def since_of(match: re.Match[str], clock: Clock) -> Days | None:
    """'since May 23 of last year'."""
    if clock.published is None:
        return None
    value = clock.published.year - (match["whose"] == "last")
    first = a_day(value, month_number(match["am"]), int(match["ad"] or 1))
    return running(first, clock.published) if first else None
