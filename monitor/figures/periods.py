"""Periods: what span of days a phrase names, worked out against the document's date where it must be.

`Span of days` is `Days`: kind, first and last day. A phrase that points back ("that year", "the year
before") is resolved later, against the period that was spoken of last.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from config.words import PeriodKind
from monitor.figures.numbers import words_value

_MONTHS: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
                  "october", "november", "december")  # fmt: skip
_M: Final = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_Y: Final = r"(?:19[89]\d|20[0-4]\d)"
_MY: Final = (
    rf"(?P<{{0}}m>{_M})(?:\s+(?P<{{0}}d>\d{{{{1,2}}}})(?!\d)(?:st|nd|rd|th)?)?(?:,?\s+(?:of\s+)"
    rf"?(?P<{{0}}y>{_Y})\b)?"
)
_TO: Final = r"\s*(?:through|thru|to|until|till|and|up\sto|[-–—])\s*(?:the\send\sof\s+)?"
_WEEKDAY: Final = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_N: Final = (
    r"(?P<n>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty-four|"
    r"twenty|eighteen|sixteen|fifteen|thirteen)"
)

#: days that have a name, as month and day; each is shorter than its name
_FEASTS: Final = (("new year's day", "jan. 1"), ("new year's eve", "dec. 31"), ("christmas day", "dec. 25"), (
    "halloween", "oct. 31"),
                  ("independence day", "july 4"), ("fourth of july", "july 4"), ("inauguration day", 
                      "jan. 20"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Days:
    """A period in days. `fiscal` and `running` as in `PeriodKind`; `label` is the short form for people."""

    kind: PeriodKind
    first: date
    last: date | None
    label: str
    worked_out: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of time. `days` is None where it points to nothing known; `shift` where it points back."""

    start: int
    end: int
    days: Days | None
    text: str
    shift: int | None = None  #: years before (-1), same (0) or after (+1) the period last spoken of
    point: bool = False  #: one day, or "now": when something was said, or a stock counted


@dataclass(frozen=True, slots=True)
class Clock:
    """What relative words are resolved against; no date: they stay unresolved."""

    published: date | None
    fiscal_start: int | None = None


def month_number(text: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(text[:3]))


def a_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def year(value: int, worked_out: bool = False) -> Days:
    return Days(PeriodKind.CLOSED, date(value, 1, 1), date(value, 12, 31), str(value), worked_out)


def fiscal(value: int, start: int | None, worked_out: bool = False) -> Days:
    label = f"FY{value}"
    if start is None or start == 1:
        kind = PeriodKind.FISCAL if start is None else PeriodKind.CLOSED
        return Days(kind, date(value, 1, 1), date(value, 12, 31), label, worked_out)
    end_month = start - 1
    return Days(PeriodKind.CLOSED, date(value - 1, start, 1), last_of(value, end_month), label, worked_out)


def quarter(value: int, number: int) -> Days:
    first = 3 * number - 2
    return Days(PeriodKind.CLOSED, date(value, first, 1), last_of(value, first + 2), f"{value}-Q{number}")


def label_of(first: date, last: date) -> str:
    """The shortest usual label of a closed range."""
    whole_months = first.day == 1 and last == last_of(last.year, last.month)
    if whole_months and (first.month, last.month) == (1, 12) and first.year == last.year:
        return str(first.year)
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    if whole_months:
        return f"{first:%Y-%m}/{last:%Y-%m}"
    return first.isoformat() if first == last else f"{first}/{last}"


def closed(first: date, last: date, worked_out: bool = False) -> Days | None:
    if last < first or first.year < 1980 or last.year > 2049:
        return None
    kind = PeriodKind.DAY if first == last else PeriodKind.CLOSED
    return Days(kind, first, last, label_of(first, last), worked_out)


def running(first: date, until: date | None, worked_out: bool = True) -> Days:
    label = f"{first}/{until}" if until else f"{first}/.."
    return Days(PeriodKind.RUNNING, first, None, label, worked_out)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else words_value(text) or 0


def _moment(match: re.Match[str], group: str, fallback: int | None) -> tuple[int | None, int, int | None]:
    year_, day = match[f"{group}y"], match[f"{group}d"]
    return int(year_) if year_ else fallback, month_number(match[f"{group}m"]), int(day) if day else None


def _near(published: date | None, month: int, day: int | None, forward: bool = False) -> int | None:
    """The year of a date without one: the latest that is not after the document."""
    if published is None:
        return None
    guess = a_day(published.year, month, day or 1)
    if guess is None:
        return None
    late = guess > published if not forward else False
    return published.year - 1 if late else published.year


def _range(match: re.Match[str], clock: Clock) -> Days | None:
    year_b, month_b, day_b = _moment(match, "b", None)
    year_a, month_a, day_a = _moment(match, "a", None)
    worked = year_b is None
    if match.groupdict().get("this") and clock.published:
        year_b = clock.published.year
    if year_b is None:
        year_b = (
            year_a if year_a is not None and month_b >= month_a else _near(clock.published, month_b, day_b)
        )
        worked = year_a is None
    if year_b is None:
        return None
    if year_a is None:
        year_a = year_b if (month_a, day_a or 1) <= (month_b, day_b or 31) else year_b - 1
    first = a_day(year_a, month_a, day_a or 1)
    last = a_day(year_b, month_b, day_b) if day_b else last_of(year_b, month_b)
    return closed(first, last, worked) if first and last else None


def _since(match: re.Match[str], clock: Clock) -> Days | None:
    year_, month, day = _moment(match, "a", None)
    worked = year_ is None
    year_ = year_ if year_ is not None else _near(clock.published, month, day)
    first = a_day(year_, month, day or 1) if year_ else None
    return running(first, clock.published, worked) if first else None


def _month(match: re.Match[str], clock: Clock) -> Days | None:
    year_, month, day = _moment(match, "a", None)
    worked = year_ is None
    if year_ is None:
        year_ = _near(clock.published, month, day)
    if year_ is None:
        return None
    if day:
        at = a_day(year_, month, day)
        return closed(at, at, worked) if at else None
    return closed(date(year_, month, 1), last_of(year_, month), worked)


def _whole_year(value: str) -> int:
    text = re.sub(r"\D", "", value)
    return int(text) if len(text) == 4 else 2000 + int(text)


def _fiscal_year(match: re.Match[str], clock: Clock) -> Days | None:
    later = match.groupdict().get("later")
    base = _whole_year(match["y"])
    if later:
        end = base // 100 * 100 + int(later[-2:])
        base = end if end > base else end + 100
        if base > 2049:
            return None
    return fiscal(base, clock.fiscal_start)


def _half(match: re.Match[str], clock: Clock) -> Days | None:
    value = int(match["y"]) if match["y"] else clock.published.year if clock.published else None
    if value is None:
        return None
    first = match["which"] in ("first", "1st", "h1")
    return closed(date(value, 1 if first else 7, 1), last_of(value, 6 if first else 12), not match["y"])


def _quarter(match: re.Match[str], clock: Clock) -> Days | None:
    groups = match.groupdict()
    value = groups.get("y")
    if not value:
        return None
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}.get(match["q"]) or int(
        match["q"][0]
    )
    return quarter(int(value), number)


def _first_months(match: re.Match[str], clock: Clock) -> Days | None:
    value = int(match["y"]) if match["y"] else clock.published.year if clock.published else None
    count = _number(match["n"])
    if value is None or not 1 <= count <= 12:
        return None
    if match["which"] == "first":
        return closed(date(value, 1, 1), last_of(value, count), not match["y"])
    return closed(date(value, 13 - count, 1), last_of(value, 12), not match["y"]) if match["y"] else None


def _months_ending(match: re.Match[str], clock: Clock) -> Days | None:
    year_, month, day = _moment(match, "a", None)
    year_ = year_ if year_ is not None else _near(clock.published, month, None)
    count = _number(match["n"])
    if year_ is None or not 1 <= count <= 36:
        return None
    last = a_day(year_, month, day) if day else last_of(year_, month)
    back = year_ * 12 + month - count
    first = date(back // 12, back % 12 + 1, 1)
    if day and last and last != last_of(year_, month):
        first = date((back - 1) // 12, (back - 1) % 12 + 1, 1) + timedelta(days=day)
    return closed(first, last, True) if last else None


def _past_months(match: re.Match[str], clock: Clock) -> Days | None:
    if clock.published is None:
        return None
    count = _number(match["n"])
    unit = match["unit"]
    back = {"month": 30.44, "year": 365.25, "week": 7.0, "day": 1.0}[unit] * count
    if count > 24 and unit in ("year", "month"):
        return None
    return closed(clock.published - timedelta(days=round(back)), clock.published, True)


def _years(match: re.Match[str], clock: Clock) -> Days | None:
    first, last = int(match["y"]), _whole_year(match["later"])
    if len(re.sub(r"\D", "", match["later"])) == 2:
        last = first // 100 * 100 + last % 100
    if last <= first:
        return None
    return Days(PeriodKind.CLOSED, date(first, 1, 1), date(last, 12, 31), f"{first}-01/{last}-12")


def _two_years(match: re.Match[str], clock: Clock) -> Days | None:
    """'in 2012 and 2013' is both together; years that do not follow each other are no one period."""
    return _years(match, clock) if int(match["later"]) == int(match["y"]) + 1 else None


def _relative(shift: int) -> Callable[[re.Match[str], Clock], Days | None]:
    def resolve(match: re.Match[str], clock: Clock) -> Days | None:
        return year(clock.published.year + shift, True) if clock.published else None

    return resolve


def _relative_fiscal(match: re.Match[str], clock: Clock) -> Days | None:
    if clock.published is None:
        return None
    start = clock.fiscal_start or 7
    current = clock.published.year + (1 if clock.published.month >= start and start > 1 else 0)
    return fiscal(current - 1, clock.fiscal_start, True)


def _past_year(match: re.Match[str], clock: Clock) -> Days | None:
    """In January to March "the past year" is the calendar year that has just ended, else twelve months."""
    if clock.published is None:
        return None
    if clock.published.month <= 3:
        return year(clock.published.year - 1, True)
    return closed(clock.published - timedelta(days=365), clock.published, True)


def _so_far(match: re.Match[str], clock: Clock) -> Days | None:
    value = match.groupdict().get("y")
    start = int(value) if value else clock.published.year if clock.published else None
    if start is None:
        return None
    if clock.published and start < clock.published.year:
        return year(start)
    return running(date(start, 1, 1), clock.published, not value)


def _so_far_through(match: re.Match[str], clock: Clock) -> Days | None:
    year_, month, day = _moment(match, "a", None)
    year_ = year_ if year_ is not None else _near(clock.published, month, day)
    last = (a_day(year_, month, day) if day else last_of(year_, month)) if year_ else None
    return closed(date(last.year, 1, 1), last, True) if last else None


def _last_month(match: re.Match[str], clock: Clock) -> Days | None:
    if clock.published is None:
        return None
    end = clock.published.replace(day=1) - timedelta(days=1)
    if match["which"] == "this":
        return closed(
            clock.published.replace(day=1), last_of(clock.published.year, clock.published.month), True
        )
    return closed(end.replace(day=1), end, True)


def _iso(match: re.Match[str], clock: Clock) -> Days | None:
    at = a_day(int(match["y"]), int(match["mo"]), int(match["da"]))
    return closed(at, at) if at else None


def _iso_month(match: re.Match[str], clock: Clock) -> Days | None:
    at = a_day(int(match["y"]), int(match["mo"]), 1)
    return closed(at, last_of(at.year, at.month)) if at else None


def _slashed(match: re.Match[str], clock: Clock) -> Days | None:
    short = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
    at = a_day(short, int(match["mo"]), int(match["da"]))
    return closed(at, at) if at else None


def _plain_year(match: re.Match[str], clock: Clock) -> Days | None:
    value = _whole_year(match["y"])
    if clock.published and value > clock.published.year + 1:
        return None
    return year(value)


def _since_year(match: re.Match[str], clock: Clock) -> Days | None:
    return running(date(int(match["y"]), 1, 1), clock.published, False)


def _inaugurated(match: re.Match[str], clock: Clock) -> Days | None:
    if clock.published is None:
        return None
    return running(date(2025 if clock.published.year >= 2025 else 2017, 1, 20), clock.published)


def _nothing(match: re.Match[str], clock: Clock) -> Days | None:
    return None


_Rule = tuple[str, Callable[[re.Match[str], Clock], Days | None], int | None]


#: pattern, what it names, years it shifts, and what a text must hold for it
_Compiled = tuple[re.Pattern[str], Callable[[re.Match[str], Clock], Days | None], int | None, str]


@cache
def _rules() -> tuple[_Compiled, ...]:
    a, b = _MY.format("a"), _MY.format("b")
    rules: tuple[_Rule, ...] = (
        (rf"(?:(?:from|between|for)\s+)?(?:the\s+week\s+of\s+)"
         rf"?{_WEEKDAY}{a},?{_TO}{_WEEKDAY}{b}(?P<this>\s+of\s+this\s+year)?", _range, None),
        (rf"from\s+{a},\s[^,.;:]{{3,70}},\s(?:through|to|until)\s+{b}", _range, None),
        (rf"(?P<am>{_M})\s+(?P<ad>\d{{1,2}})\s*(?:[-–—]|to|through)\s*(?P<bd>\d{{1,2}})(?:,?\s+(?P<ay>{_Y})"
         rf")?", _days_of_month, None),
        (rf"(?:the\s+)?{_N}[\s-]months?\s+(?:ending|ended|through|to|up\sto|that ended)(?:\s+(?:in|on))"
         rf"?\s+{a}", _months_ending, None),
        (rf"(?:(?:in|for)\s+)?(?P<y>{_Y})(?:,)?\s+(?:through|to|up\sto|as\sof)\s+(?P<am>{_M})"
         rf"(?:\s+(?P<ad>\d{{1,2}}))?(?!\d|,?\s+20)", _year_through, None),
        (
            rf"(?:this\s+year|so\s+far|year\s+to\s+date|to\s+date)(?:,)?\s+(?:through|as\s+of|up\s+to)\s+{a}",
            _so_far_through, None,
        ),
        (rf"since\s+(?:it|the\s+\w+)\s+(?:took\s+effect|began|started)\s+(?:in|on)?\s*{a}", _since, None),
        (rf"since\s+[^.;:0-9]{{3,45}}?(?:287\(g\)\s+)?in\s+(?P<y>{_Y})\b", _since_year, None),
        (
            rf"(?:since|from)\s+{_WEEKDAY}{a}(?:\s+on\b)?(?:,?\s+(?:through|to|until)\s+(?:now|today|date))?",
            _since, None,
        ),
        (r"since\s+(?:the\s+day\s+)?(?:president\s+)?(?:donald\s+)?(?:trump|the\s+president)(?:'s)"
         r"?\s+(?:\w+\s+){0,2}?(?:inaugurat\w+|took\s+office|taking\s+office|return\w*|came\s+back|"
         r"term\s+began)(?:\s+to\s+(?:the\s+white\s+house|office|power))?|since\s+(?:the\s+)"
         r"?inauguration(?:\s+day)?", _inaugurated, None),
        (rf"since\s+(?:the\s+(?:start|beginning)\s+of\s+)?(?P<y>{_Y})\b", _since_year, None),
        (r"since\s+(?:new\s+year'?s(?:\s+day)?|the\s+(?:start|beginning|first)\s+of\s+(?:the|this)\s+year)|"
         r"(?:so\s+far\s+)?(?:in\s+)?this\s+year(?:\s+so\s+far)?"
         r"|this\s+calendar\s+year|year[\s-]to[\s-]date|so\s+far\s+this\s+(?:calendar\s+)?year|"
         r"for\s+the\s+year\s+to\s+date|ytd\b", _so_far, None),
        (rf"so\s+far\s+in\s+(?P<y>{_Y})|(?P<y2>{_Y})\s+(?:so\s+far|to\s+date|ytd)", _so_far_in, None),
        (rf"(?:the\s+|state\s+|federal\s+|city\s+)*(?:fiscal(?:\s+years?)?|fy|budget\s+year|sfy|ffy)"
         rf"[\s-]*'?(?P<y>{_Y}|\d\d)\s*[-–/]\s*(?P<later>(?:20)?\d\d)\b", _fiscal_year, None),
        (rf"(?:the\s+|state\s+|federal\s+|city\s+)*(?:fiscal(?:\s+years?)?|fy|budget\s+year|sfy|ffy)"
         rf"[\s-]*'?(?P<y>{_Y}|\d\d)\b", _fiscal_year, None),
        (rf"(?:the\s+)?(?P<y>{_Y})\s+(?:federal\s+)?fiscal\s+year", _fiscal_year, None),
        (r"(?:the\s+)?(?:last|past|previous|prior)\s+(?:federal\s+)?fiscal\s+year", _relative_fiscal, None),
        (rf"(?:the\s+)?(?P<q>first|second|third|fourth|last|1st|2nd|3rd|4th)[\s-]quarter\s+(?:of\s+|,\s+)"
         rf"?(?P<y>{_Y})", _quarter, None),
        (rf"q(?P<q>[1-4])[\s,/-]*(?P<y>{_Y})|(?P<y2>{_Y})[\s-]*q(?P<q2>[1-4])", _short_quarter, None),
        (rf"(?:the\s+)?(?P<which>first|second|last|latter|1st|2nd)\s+half\s+of\s+(?P<y>{_Y})", _half, None),
        (rf"(?:the\s+)?(?P<which>first|last|final)\s+{_N}\s+months\s+of\s+(?:(?P<y>{_Y})|this\s+year|"
         rf"the\s+year)", _first_months, None),
        (
            rf"(?:the\s+)?(?:past|last|previous|latest)\s+{_N}\s+(?P<unit>month|week|day|year)s",
            _past_months, None,
        ),
        (r"(?:the|this)\s+past\s+year|(?:the\s+)?(?:past|last)\s+(?:12|twelve)\s+months", _past_year, None),
        (r"(?:the\s+)?year\s+before\s+last|two\s+years\s+(?:ago|earlier|before)", _relative(-2), None),
        (r"(?:the\s+)?(?:year\s+before(?!\s+(?:the|it|he|she|they|ice|a)\b)(?:\s+that)?|(?:previous|prior|"
         r"preceding|earlier)\s+(?:calendar\s+)?year(?:'s)?|a\s+year\s+(?:earlier|before)|"
         r"one\s+year\s+earlier|the\s+year\s+prior|the\s+year\s+previous)", _nothing, -1),
        (
            r"(?:the\s+)?(?:year\s+after(?:\s+that)?|following\s+year|next\s+year|a\s+year\s+later)",
            _nothing, 1,
        ),
        (r"(?:that|those|the\s+same)\s+(?:calendar\s+)?(?:year(?:'s)?|period|stretch|span|time|(?:\w+\s+)?months|"
         r"week|quarter)|over\s+the\s+same\s+\w+\s+months", _nothing, 0),
        (r"last\s+(?:calendar\s+)?year(?:'s)?|last\s+calendar\s+year", _relative(-1), None),
        (r"a\s+year\s+ago", _relative(-1), None),
        (r"(?P<which>last|this)\s+month", _last_month, None),
        (rf"(?P<y>{_Y})\s*(?:[-–—]|through|to)\s*(?P<later>{_Y}|\d\d)(?!\d|-\d)", _years, None),
        (rf"(?:from|between)\s+(?P<y>{_Y})\s+(?:through|to|and)\s+(?P<later>{_Y})", _years, None),
        (
            rf"(?:in|for|over|during|years)\s+(?P<y>{_Y})\s+and\s+(?P<later>{_Y})(?:\s+(?:combined|together))?",
            _two_years, None,
        ),
        (rf"(?P<y>{_Y})-(?P<mo>\d\d)-(?P<da>\d\d)(?!\d)", _iso, None),
        (rf"(?P<y>{_Y})-(?P<mo>0[1-9]|1[0-2])(?![\d-])", _iso_month, None),
        (r"(?<![\d/])(?P<mo>\d{1,2})/(?P<da>\d{1,2})/(?P<y>\d{4}|\d\d)(?![\d/])", _slashed, None),
        (
            rf"(?:early|late|mid|spring|summer|fall|autumn|winter)[\s-](?:of\s+)?(?:{_M}\s+)?{_Y}\b|mid-{_M}",
            _nothing, None,
        ),
        (rf"(?P<ad>\d{{1,2}})\s+(?P<am>{_M})(?:\s+(?P<ay>{_Y}))", _month, None),
        (rf"(?:(?:in|during|for|of|by|on)\s+)?(?:all\s+of\s+)?{a}", _month, None),
        (rf"(?:(?:in|during|for|of|calendar(?:\s+year)?|cy)\s*)?(?:all\s+of\s+)?(?:calendar(?:\s+year)?\s+|"
         rf"cy\s*)?(?<![\w$.,/-])(?P<y>{_Y})(?!\d|[,.]\d|-\d|/\d|\()", _plain_year, None),
        (r"(?:calendar(?:\s+year)?\s*|cy\s*|in\s+|for\s+|of\s+|during\s+)'?(?<=')(?P<y>[0-2]\d)\b|"
         r"\bcy\s?(?P<y2>\d\d)\b", _short_year, None),
    )  # fmt: skip
    return tuple(
        (
            re.compile(rf"(?<![\w-])(?:{source})(?!\w)"),
            resolve,
            shift,
            "month" if "(?P<am>" in source else "year" if "(?P<y>" in source else "",
        )
        for source, resolve, shift in rules
    )


def _days_of_month(match: re.Match[str], clock: Clock) -> Days | None:
    year_, month, day = _moment(match, "a", None)
    worked = year_ is None
    year_ = year_ if year_ is not None else _near(clock.published, month, day)
    first = a_day(year_, month, day or 1) if year_ else None
    last = a_day(year_, month, int(match["bd"])) if year_ else None
    return closed(first, last, worked) if first and last else None


def _year_through(match: re.Match[str], clock: Clock) -> Days | None:
    year_, month = int(match["y"]), month_number(match["am"])
    last = a_day(year_, month, int(match["ad"])) if match["ad"] else last_of(year_, month)
    return closed(date(year_, 1, 1), last) if last else None


def _so_far_in(match: re.Match[str], clock: Clock) -> Days | None:
    value = int(match["y"] or match["y2"])
    if clock.published and value < clock.published.year:
        return year(value)
    return running(date(value, 1, 1), clock.published, False)


def _short_quarter(match: re.Match[str], clock: Clock) -> Days | None:
    return quarter(int(match["y"] or match["y2"]), int(match["q"] or match["q2"]))


def _short_year(match: re.Match[str], clock: Clock) -> Days | None:
    return year(2000 + int(match["y"] or match["y2"]))


@cache
def _hint() -> re.Pattern[str]:
    return re.compile(rf"\d{{2}}|\b(?:{_M}|years?|months?|weeks?|fiscal|quarter|half|ytd)\b|year")


def find(low: str, clock: Clock) -> list[Mention]:
    """Every phrase of time in a folded sentence, in order, the longest reading of each."""
    if not _hint().search(low):
        return []
    found: list[Mention] = []
    has = {"month": bool(_a_month().search(low)), "year": bool(re.search(r"\d\d|half|months", low))}
    free = low
    for feast, day in _FEASTS:
        free = free.replace(feast, day.ljust(len(feast)))
    for pattern, resolve, shift, needs in _rules():
        if needs and not has[needs]:
            continue
        before = len(found)
        for match in pattern.finditer(free):
            if not match.group().strip() or "\0" in match.group():
                continue
            if _is_verb_may(low, match):
                continue
            days = resolve(match, clock)
            point = bool(days and days.kind is PeriodKind.DAY)
            found.append(
                Mention(match.start(), match.end(), days, low[match.start() : match.end()], shift, point)
            )
        for taken in found[before:]:
            free = free[: taken.start] + "\0" * (taken.end - taken.start) + free[taken.end :]
    return sorted(found, key=lambda mention: mention.start)


@cache
def _a_month() -> re.Pattern[str]:
    return re.compile(rf"\b{_M}|halloween|christmas|new year's|fourth of july|independence day")


def _is_verb_may(low: str, match: re.Match[str]) -> bool:
    """'may' and 'march' alone are months only after a preposition or beside a day or year."""
    bare = re.fullmatch(r"(?:may|march|mar|dec|sep|jun|jul)\.?", match.group())
    return bool(bare) and not re.search(
        r"\b(?:since|until|last|of|in|to|through|from|and|by)\s+$", low[: match.start()][-12:]
    )


def shifted(days: Days, years: int) -> Days | None:
    """The same period so many years on; a running total becomes the whole year."""
    if years == 0:
        return days
    if days.label.startswith("FY"):
        start = days.first.month if days.kind is PeriodKind.CLOSED else None
        return fiscal(int(days.label[2:]) + years, start, True)
    if days.kind is PeriodKind.RUNNING or days.last is None or days.last.year == days.first.year:
        if days.kind is PeriodKind.CLOSED and days.label != str(days.first.year):
            return _moved(days, years)
        return year(days.first.year + years, True)
    return _moved(days, years)


def _moved(days: Days, years: int) -> Days | None:
    last = days.last or days.first
    first = a_day(days.first.year + years, days.first.month, days.first.day)
    moved = a_day(last.year + years, last.month, last.day) or a_day(
        last.year + years, last.month, last.day - 1
    )
    return closed(first, moved, True) if first and moved else None
