"""Days, months and years in the one spelling that the rules of time know: "6/30/24", "30 June 2024", "June of
last year", "the last day of June" and "Christmas" as a month with its day and year.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Final

from monitor.figures.days import Clock, a_day, last_of, month_number
from monitor.figures.time_words import MONTH, YEAR

_NAMES: Final = (
    "jan.", "feb.", "march", "april", "may", "june", "july", "aug.", "sept.", "oct.", "nov.", "dec.",
)  # fmt: skip
INAUGURAL: Final = "inauguration day"
#: days that have a name but move: the month, the weekday (Monday is 0) and which of them; below 0 the last
_MOVING: Final = {"labor day": (9, 0, 1), "thanksgiving": (11, 3, 4), "memorial day": (5, 0, -1)}
#: days that have a name, as month and day
_FEASTS: Final = {
    "new year's day": "jan. 1", "new year's eve": "dec. 31", "christmas day": "dec. 25",
    "christmas eve": "dec. 24", "christmas": "dec. 25", "halloween": "oct. 31", "independence day": "july 4",
    "fourth of july": "july 4", "veterans day": "nov. 11", "juneteenth": "june 19", INAUGURAL: "jan. 20",
}  # fmt: skip
#: every day that has a name
FEASTS: Final = tuple(sorted((*_FEASTS, *_MOVING), key=len, reverse=True))
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DA: Final = r"(?P<da>0?[1-9]|[12]\d|3[01])"
_MD: Final = rf"(?P<mo>0?[1-9]|1[0-2])/{_DA}"
_MY: Final = r"(?P<mo>0?[1-9]|1[0-2])/(?P<yr>[0-4]\d)"
_MY2: Final = _MY.replace("<mo>", "<mo2>").replace("<yr>", "<yr2>")
_MD2: Final = _MD.replace("<mo>", "<mo2>").replace("<da>", "<da2>")
_YR: Final = r"(?P<yr>(?:19|20)\d\d|\d\d)"
#: of a year told in two digits, the first that is of this century
CENTURY: Final = 50


@dataclass(frozen=True, slots=True)
class Spelled:
    """A folded text in the usual spelling. `starts` and `ends`: where each of its letters stands in the text
    itself, None where nothing was changed; `reckoned`: stretches in it whose year is worked out."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None
    reckoned: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of it stands in the text itself."""
        if self.starts is None or self.ends is None or end <= start:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def is_reckoned(self, start: int, end: int) -> bool:
        at = bisect_left(self.reckoned, (end, 0))
        return at > 0 and self.reckoned[at - 1][1] > start


def spelled(low: str, clock: Clock) -> Spelled:
    """A folded text with every day, month and year in the usual spelling."""
    if not _hint().search(low):
        return Spelled(low)
    found = Spelled(low)
    for pattern, usual, reckons in _spellings():
        changes = [
            (match.start(), match.end(), words)
            for match in pattern.finditer(found.text)
            if (words := usual(match, clock)) is not None
        ]
        found = _changed(found, changes, reckons)
    return found


def _changed(old: Spelled, changes: Sequence[tuple[int, int, str]], reckons: bool) -> Spelled:
    if not changes:
        return old
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    reckoned: list[tuple[int, int]] = []
    at = 0

    def keep(until: int) -> None:
        text.append(old.text[at:until])
        for i in range(at, until):
            first, last = old.span(i, i + 1)
            starts.append(first)
            ends.append(last)

    moved: list[tuple[int, int]] = []  # places from which on all stands so much further right
    for start, end, words in changes:
        keep(start)
        first, last = old.span(start, end)
        begin = len(starts)
        text.append(words)
        starts += [first] * len(words)
        ends += [last] * len(words)
        if reckons:
            reckoned.append((begin, begin + len(words)))
        moved.append((end, len(starts) - end))
        at = end
    keep(len(old.text))
    for first, last in old.reckoned:
        by = next((by for place, by in reversed(moved) if place <= first), 0)
        reckoned.append((first + by, last + by))
    return Spelled("".join(text), tuple(starts), tuple(ends), tuple(sorted(reckoned)))


@cache
def _hint() -> re.Pattern[str]:
    feasts = "|".join(re.escape(name) for name in FEASTS)
    return re.compile(
        rf"\d/\d|'\d\d|\d\s+{MONTH}|{MONTH}.{{1,16}}(?:last\s+year|this\s+(?:year|one))|"
        rf"\b(?:first|last)\b[\w\s]{{0,10}}\bof\s+{MONTH}|"
        rf"\bend(?:ed|ing)\s+(?:on\s+)?(?:this\s+|last\s+|past\s+)*(?:{'|'.join(_WEEKDAYS)})|"
        rf"-to-|\d(?:st|nd|rd|th)\s+of\s+{MONTH}|(?:fiscal|budget)\s+years\s+\d|{feasts}"
    )


Usual = Callable[[re.Match[str], Clock], str | None]


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], Usual, bool], ...]:
    """Each with whether it works out a year. What is spelled by a later one may stand in what an earlier one
    has spelled."""
    feasts = "|".join(re.escape(name) for name in FEASTS)
    month = rf"(?P<month>{MONTH})"
    end, which = r"(?P<end>first|last)", r"(?P<which>last|this)"
    bare = r"(?P<bare>may|march)(?=,?\s+(?:of\s+)?(?:last|this))"
    every: tuple[tuple[str, Usual, bool], ...] = (
        (rf"\b(?P<name>{feasts})\b", _feast, False),
        (rf"(?<![\w/]){_MD}\s*[-–—]\s*{_MD2}/{_YR}(?![\d/])", _both_slashed, False),
        (rf"(?<![\w/]){_MD}/{_YR}(?![\d/])", _slashed, False),
        (rf"(?<![\w/])(?P<mo>0?[1-9]|1[0-2])/(?P<yr>{YEAR})(?![\d/])", _slashed_month, False),
        (rf"(?<![\w.,/$-]){_DA}(?:st|nd|rd|th)?\s+(?:of\s+)?{month},?\s+(?P<yr>{YEAR})\b", _day_first, False),
        (rf"(?<![\w/]){_MY}\s?[-–—]\s?{_MY2}(?![\d/])", _both_months, False),
        (rf"(?<![\w/.,$]){_MD}(?![\d/]|\s+of\b|-(?:year|month))", _without_year, False),
        (rf"\bthe\s+{_DA}(?:st|nd|rd|th)\s+of\s+{month}(?!\w)", _day_of_month, False),
        (rf"(?<=[,d]\s){YEAR}\b", _fiscal_year, False),
        (r"(?<![\w)])'(?P<yr>[0-3]\d)(?![\w%\"]|'(?!s)|[.,]\d)", _short_year, False),
        (
            rf"\bthe\s+{end}\s+(?:day\s+)?of\s+{month}(?!\w)(?!\s+of\s+th)(?:(?=\W+(?P<yr>{YEAR})\b))?",
            _edge_of_month,
            False,
        ),
        (
            rf"\b(?P<to>(?:through|thru|up\s+to)\s+)?(?P<what>(?:{bare}|{MONTH}(?:\s+\d{{1,2}})?)),?\s+"
            rf"(?:of\s+)?(?:{which}\s+year\b(?!'s)|of\s+this\s+one\b)",
            _of_year,
            True,
        ),
        (rf"(?<=[a-z.])-to-(?={MONTH})", _to, False),
        (
            r"\b(?P<lead>(?:years?|months?|weeks?|days|quarter|period|half|stretch)(?:,?\s+(?:that|which))?\s+"
            r"end(?:ed|ing)\s+(?:on\s+)?)(?:this\s+|last\s+|past\s+)*"
            rf"(?P<weekday>{'|'.join(_WEEKDAYS)})\b(?!,?\s+{MONTH})",
            _weekday,
            True,
        ),
    )
    return tuple((re.compile(source), usual, reckons) for source, usual, reckons in every)


def _before(match: re.Match[str], most: int) -> str:
    """What stands before a match: so many characters, so that a text of many takes time in step with it."""
    return match.string[max(0, match.start() - most) : match.start()]


NEAR: Final = 24


def _in_full(year: str) -> int:
    value = int(year)
    return value if value > 99 else value + (2000 if value < CENTURY else 1900)


def _day(month: int, day: int, year: int) -> str | None:
    return f"{_NAMES[month - 1]} {day}, {year}" if a_day(year, month, day) else None


def _both_slashed(match: re.Match[str], clock: Clock) -> str | None:
    """'1/20-6/30/25'"""
    year = _in_full(match["yr"])
    first, last = (
        _day(int(match["mo"]), int(match["da"]), year),
        _day(int(match["mo2"]), int(match["da2"]), year),
    )
    return f"{first} - {last}" if first and last else None


def _slashed(match: re.Match[str], clock: Clock) -> str | None:
    return _day(int(match["mo"]), int(match["da"]), _in_full(match["yr"]))


def _both_months(match: re.Match[str], clock: Clock) -> str | None:
    """'7/13-6/14', a year of months; '7/13-8/14' are days"""
    month, year, month2, year2 = (int(match[name]) for name in ("mo", "yr", "mo2", "yr2"))
    if year2 != year + 1 or month2 != month - 1:
        return None
    return f"{_NAMES[month - 1]} 20{year:02} - {_NAMES[month2 - 1]} 20{year2:02}"


def _slashed_month(match: re.Match[str], clock: Clock) -> str | None:
    return f"{_NAMES[int(match['mo']) - 1]} {match['yr']}"


def _day_first(match: re.Match[str], clock: Clock) -> str | None:
    return _day(month_number(match["month"]), int(match["da"]), int(match["yr"]))


def _without_year(match: re.Match[str], clock: Clock) -> str | None:
    """'since 1/20', 'through 2/28'; '9/11' is a name"""
    month, day = int(match["mo"]), int(match["da"])
    begins = _TO_A_DAY.match(match.string, match.end())
    if (month, day) == (9, 11) or not (begins or _WITH_A_DAY.search(_before(match, NEAR))):
        return None
    return f"{_NAMES[month - 1]} {day}" if a_day(LEAP, month, day) else None


LEAP: Final = 2024
_TO_A_DAY: Final = re.compile(r"\s?(?:-|–|to|through|thru|and)\s?\d{1,2}/\d{1,2}\b(?!/)")
_WITH_A_DAY: Final = re.compile(
    r"(?:\b(?:since|from|through|thru|until|till|as of|on|before|after|between|ending|ended|starting|"
    r"beginning|effective)|"
    r"\b\d{1,2}/\d{1,2}\s(?:and|to)|\b[a-z]{3,5}\.?\s\d{1,2}\s(?:and|to)|[-–—])\s?$"
)


def _day_of_month(match: re.Match[str], clock: Clock) -> str | None:
    """'the 20th of January'"""
    month, day = month_number(match["month"]), int(match["da"])
    return f"{_NAMES[month - 1]} {day}" if a_day(LEAP, month, day) else None


def _fiscal_year(match: re.Match[str], clock: Clock) -> str | None:
    """'fiscal years 2022, 2023 and 2024': the later ones are such years too"""
    listed = _FISCAL.search(_before(match, LISTED))
    return f"fy {match.group()}" if listed else None


LISTED: Final = 80  #: characters that a list of years may take
_FISCAL: Final = re.compile(rf"\b(?:fiscal|budget) years (?:{YEAR},? (?:and )?)+$")


def _short_year(match: re.Match[str], clock: Clock) -> str | None:
    return f"20{match['yr']}"


def _edge_of_month(match: re.Match[str], clock: Clock) -> str | None:
    """'the first of May' is May 1, 'the last day of May' is May 31."""
    month = month_number(match["month"])
    if match["end"] == "first":
        return f"{_NAMES[month - 1]} 1"
    year = int(match["yr"]) if match["yr"] else clock.published.year if clock.published else None
    return f"{_NAMES[month - 1]} {last_of(year, month).day}" if year else None


def _of_year(match: re.Match[str], clock: Clock) -> str | None:
    """'January of last year'; 'through January of this year', where nothing tells since when"""
    if clock.published is None or (match["bare"] and not _IN.search(_before(match, NEAR))):
        return None
    what, year = match["what"], clock.published.year - (match["which"] == "last")
    if (
        match["to"]
        and not _DIGIT.match(match.string, match.end())
        and not _BEGUN.search(_before(match, BEGUN))
    ):
        return f"{year} through {what}"
    return f"{match['to'] or ''}{what}{',' if what[-1].isdigit() else ''} {year}"


#: what the beginning of a span is told with, and how many characters before its end it may stand
_BEGUN: Final = re.compile(
    rf"\b(?:from|since|between|{MONTH}|{YEAR}|then|months?|weeks?|days?|years?|period)\b"
)
BEGUN: Final = 60
_DIGIT: Final = re.compile(r"\s*\d")
#: before a month that may be a verb
_IN: Final = re.compile(r"\b(?:in|since|until|till|to|through|from|and|by|during|for)\s+$")


def _to(match: re.Match[str], clock: Clock) -> str | None:
    """'the July-to-September quarter'"""
    return " to "


def _weekday(match: re.Match[str], clock: Clock) -> str | None:
    """'the ten months that ended Tuesday': the last such day before the document's"""
    if clock.published is None:
        return None
    back = (clock.published.weekday() - _WEEKDAYS.index(match["weekday"])) % 7 or 7
    at = clock.published - timedelta(days=back)
    return f"{match['lead']}{_NAMES[at.month - 1]} {at.day}, {at.year}"


def _feast(match: re.Match[str], clock: Clock) -> str | None:
    name = match["name"]
    if name in _MOVING:
        return _moving(name, match.string, clock)
    return _FEASTS[name] + (_inaugural(clock) if name == INAUGURAL else "")


def _inaugural(clock: Clock) -> str:
    """The year of the last Inauguration Day: one every four years."""
    if clock.published is None:
        return ""
    year = clock.published.year - (clock.published.month == 1 and clock.published.day < 20)
    return f", {year - (year - 1) % 4}"


@lru_cache(maxsize=16)
def _moving(feast: str, low: str, clock: Clock) -> str | None:
    """The day in the year that it is told with, or the last one up to the document."""
    month, weekday, which = _MOVING[feast]
    told = re.search(rf"{feast}[a-z ,]{{0,40}}? ({YEAR})\b", low)
    now = clock.published or (date(int(told[1]), 12, 31) if told else None)
    for year in [int(told[1])] if told else [now.year, now.year - 1] if now else []:
        days = [
            d for d in range(1, last_of(year, month).day + 1) if date(year, month, d).weekday() == weekday
        ]
        day = days[which - 1 if which > 0 else which]
        if told or (now and date(year, month, day) <= now):
            return f"{_NAMES[month - 1]} {day}"
    return None
