"""What each phrase of time names, worked out against the document's date where it must be."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

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
    quarter,
    reckoned,
    running,
    year,
)
from monitor.figures.numbers import words_value
from monitor.figures.time_words import UNFIT, Unfit


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
    groups = match.groupdict()
    if clock.published and (groups.get("this") or groups.get("last")):
        year_b = clock.published.year - bool(groups.get("last"))
    if year_b is None:
        lately = near(clock.published, month_b, day_b)
        year_b = year_a if year_a is not None and month_b >= month_a and not _into(match, clock) else lately
        worked = year_a is None
    if year_b is None:
        return None
    if year_a is None:
        year_a = year_b if (month_a, day_a or 1) <= (month_b, day_b or 31) else year_b - 1
    first = a_day(year_a, month_a, day_a or 1)
    if year_a == year_b and match["by"] is None and (month_b, day_b or 31) < (month_a, day_a or 1):
        year_b += 1
    last = a_day(year_b, month_b, day_b) if day_b else last_of(year_b, month_b)
    return closed(first, last, worked) if first and last else None


RECENT = 3  #: months


def _into(match: re.Match[str], clock: Clock) -> bool:
    """'from January 2018 through May', of a document of June 2019: both in one year, the year would be told
    at the end."""
    if clock.published is None or not match["ay"] or not _THROUGH.search(match.group()):
        return False
    apart = clock.published.month - month_number(match["bm"])
    return int(match["ay"]) == clock.published.year - 1 and 0 < apart <= RECENT


_THROUGH = re.compile(r"\b(?:through|thru|to|until|till)\b")


def since(match: re.Match[str], clock: Clock) -> Days | None:
    year_, month, day = moment(match, "a", None)
    worked = year_ is None
    year_ = year_ if year_ is not None else near(clock.published, month, day)
    first = a_day(year_, month, day or 1) if year_ else None
    if (
        first
        and worked
        and clock.published
        and (clock.published - first).days < A_WHILE
        and _LAST.search(match.group())
    ):
        first = a_day(first.year - 1, month, day or 1)  # "since last July 1", said in July
    return running(first, clock.published, worked) if first else None


A_WHILE: Final = 40  #: days
_LAST: Final = re.compile(r"\blast\b")


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


def half(match: re.Match[str], clock: Clock) -> Days | None:
    value = int(match["y"]) if match["y"] else clock.published.year if clock.published else None
    if value is None:
        return None
    first = match["which"].startswith(("first", "1st", "h1", "1h"))
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
    count = number(match["n"]) if match["n"] else 1
    if value is None or not 1 <= count <= 12:
        return None
    if match["which"] == "first":
        return closed(date(value, 1, 1), last_of(value, count), not match["y"])
    return closed(date(value, 13 - count, 1), last_of(value, 12), not match["y"]) if match["y"] else None


def months_ending(match: re.Match[str], clock: Clock) -> Days | None:
    year_, month, day = moment(match, "a", None)
    year_ = year_ if year_ is not None else near(clock.published, month, None)
    count = number(match["n"]) * (12 if "year" in match.groupdict().get("unit", "") else 1)
    if year_ is None or not 1 <= count <= 120:
        return None
    last = a_day(year_, month, day) if day else last_of(year_, month)
    back = year_ * 12 + month - count
    first = date(back // 12, back % 12 + 1, 1)
    if day and last and last != last_of(year_, month):
        first = date((back - 1) // 12, (back - 1) % 12 + 1, 1) + timedelta(days=day)
    return closed(first, last, True) if last else None


_NUMBERED = re.compile(
    r"\b(?:resolution|ordinance|order|bill|act|chapter|docket|request|case|rule|measure|policy|directive|file|item|"
    r"document|doc\.?|no\.?|number|legislation|law)\s+$"
)


def _numbered(match: re.Match[str]) -> bool:
    """Whether digits are the number of a paper: 'Resolution 2017-23'."""
    return bool(_NUMBERED.search(match.string, max(0, match.start() - 20), match.start()))


def years(match: re.Match[str], clock: Clock) -> Days | None:
    if _numbered(match):
        return None
    first, last = int(match["y"]), whole_year(match["later"])
    if len(re.sub(r"\D", "", match["later"])) == 2:
        last = first // 100 * 100 + last % 100
    if last <= first or last - first > 40 or (len(match["later"]) == 2 and last - first > 15):
        return None
    if len(match["later"]) == 2 and last == first + 1:
        return _split(last, clock)
    return Days(PeriodKind.CLOSED, date(first, 1, 1), date(last, 12, 31), f"{first}-01/{last}-12")


def split_year(match: re.Match[str], clock: Clock) -> Days | Unfit:
    """'2021/22', a year that ends in the next one"""
    value = int(match["y"])
    return _split(value + 1, clock) if int(match["later"]) == (value + 1) % 100 else UNFIT


def _split(value: int, clock: Clock) -> Days:
    """The year that ends in a calendar year, as the document reckons its years."""
    if clock.year_start in (None, 1):
        return fiscal(value, clock.fiscal_start)
    return reckoned(value if not clock.year_begins else value - 1, clock)


def first_quarters(match: re.Match[str], clock: Clock) -> Days | None:
    """'the first three quarters of 2024'"""
    return months_of(int(match["y"]), 1, 3 * number(match["n"]))


def years_ending(match: re.Match[str], clock: Clock) -> Days | None:
    """'seven full years through 2014'."""
    last, count = int(match["later"]), number(match["n"])
    return closed(date(last - count + 1, 1, 1), date(last, 12, 31), True) if 2 <= count <= 40 else None


def two_years(match: re.Match[str], clock: Clock) -> Days | Unfit | None:
    """'in 2012 and 2013' is both together; years that do not follow each other are no one period."""
    groups = match.groupdict()
    first, last = int(groups["y"] or groups["y2"]), int(groups["later"] or groups["later2"])
    if last != first + 1:
        return UNFIT if " or " in match.group() else None
    return closed(date(first, 1, 1), date(last, 12, 31))


def relative(shift: int) -> Callable[[re.Match[str], Clock], Days | None]:
    def resolve(match: re.Match[str], clock: Clock) -> Days | None:
        return year(clock.published.year + shift, True) if clock.published else None

    return resolve


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


def iso(match: re.Match[str], clock: Clock) -> Days | None:
    at = a_day(int(match["y"]), int(match["mo"]), int(match["da"]))
    return closed(at, at) if at else None


def iso_month(match: re.Match[str], clock: Clock) -> Days | None:
    if _numbered(match):
        return None
    value, month_ = int(match["y"]), int(match["mo"])
    if month_ == (value + 1) % 100:  # "2011-12" is a year that ends in the next one
        return _split(value + 1, clock)
    at = a_day(value, month_, 1)
    return closed(at, last_of(at.year, at.month)) if at else None


def plain_year(match: re.Match[str], clock: Clock) -> Days | None:
    value = whole_year(match["y"])
    if clock.published and value > clock.published.year + 1:
        return None
    return year(value) if _CALENDAR.search(match.group()) else reckoned(value, clock)


_CALENDAR = re.compile(r"calendar|cy")


def since_year(match: re.Match[str], clock: Clock) -> Days | None:
    groups = match.groupdict()
    value = groups["y"] or groups.get("y2") or groups.get("y3")
    return running(date(int(value or 0), 1, 1), clock.published, False)


def years_to_date(match: re.Match[str], clock: Clock) -> Days | None:
    """'2022-2025 YTD'"""
    first, last = int(match["y"]), int(match["later"])
    if clock.published is None or clock.published.year != last or last <= first:
        return None
    return closed(date(first, 1, 1), clock.published)


def months_in_brackets(match: re.Match[str], clock: Clock) -> Days | None:
    """'2025 (9 months)'"""
    count = number(match["n"])
    return months_of(int(match["y"]), 1, count) if 1 <= count <= 12 else None


SEASONS: Final = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11)}  #: months of each


def years_ago(match: re.Match[str], clock: Clock) -> Days | None:
    """'five years ago', 'a decade ago': the calendar year"""
    count = number(match["n"]) if match["n"] else 10
    return year(clock.published.year - count, True) if clock.published and 1 < count <= 40 else None


def since_edge(match: re.Match[str], clock: Clock) -> Days | None:
    """'since the beginning of last year', 'since the end of 2023'"""
    if not match["y"] and clock.published is None:
        return None
    value = int(match["y"]) if match["y"] or clock.published is None else clock.published.year - 1
    late = match["edge"] in ("end", "close")
    return running(date(value + late, 1, 1), clock.published, not match["y"])


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
    value = int(match["y"] or match["y2"] or match["y3"])
    if clock.published and value < clock.published.year:
        return year(value)
    return running(date(value, 1, 1), clock.published, False)


def short_quarter(match: re.Match[str], clock: Clock) -> Days | None:
    year_ = match["y"] or match["y2"] or match["y3"]
    return quarter(whole_year(year_), int(match["q"] or match["q2"] or match["q3"]))


def short_year(match: re.Match[str], clock: Clock) -> Days | None:
    return year(2000 + int(match["y"]))
