"""Phrases of time in a sentence, each with the span of days that it names.

A phrase that points back ("that year", "the year before") is resolved later, against the period that was
spoken of last.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import Final

from config.words import PeriodKind
from monitor.figures import month_counts
from monitor.figures.days import Clock, Days, Mention, Pointer, a_day, closed, fiscal, last_of, shifted, year
from monitor.figures.time_rules import Compiled, rules
from monitor.figures.time_words import MONTH, UNFIT, YEAR

__all__ = ["Clock", "Days", "Mention", "a_day", "closed", "find", "fiscal", "last_of", "shifted", "year"]

INAUGURAL: Final = "inauguration day"
#: days that have a name but move: the month, the weekday (Monday is 0) and which of them; below 0 the last
_MOVING: Final = {"labor day": (9, 0, 1), "thanksgiving": (11, 3, 4), "memorial day": (5, 0, -1)}
#: days that have a name, as month and day; each is shorter than its name
_FEASTS: Final = (
    ("new year's day", "jan. 1"), ("new year's eve", "dec. 31"), ("christmas day", "dec. 25"),
    ("christmas eve", "dec. 24"), ("christmas", "dec. 25"), ("halloween", "oct. 31"),
    ("independence day", "july 4"), ("fourth of july", "july 4"), ("veterans day", "nov. 11"),
    ("juneteenth", "june 19"), (INAUGURAL, "jan. 20"), *((name, "") for name in _MOVING),
)  # fmt: skip


def _inaugural(clock: Clock) -> str:
    """The year of the last Inauguration Day: one every four years."""
    if clock.published is None:
        return ""
    year_ = clock.published.year - (clock.published.month == 1 and clock.published.day < 20)
    return f", {year_ - (year_ - 1) % 4}"


def _moving(feast: str, low: str, clock: Clock) -> str:
    """The day in the year that it is told with, or the last one up to the document."""
    month, weekday, which = _MOVING[feast]
    told = re.search(rf"{feast}[a-z ,]{{0,40}}? ({YEAR})\b", low)
    now = clock.published or (date(int(told[1]), 12, 31) if told else None)
    for value in [int(told[1])] if told else [now.year, now.year - 1] if now else []:
        days = [
            d for d in range(1, last_of(value, month).day + 1) if date(value, month, d).weekday() == weekday
        ]
        day = days[which - 1 if which > 0 else which]
        if told or (now and date(value, month, day) <= now):
            return f"{_SHORT[month]} {day}"
    return ""


_SHORT: Final = {5: "may", 9: "sep.", 11: "nov."}


@cache
def _hint() -> re.Pattern[str]:
    return re.compile(
        rf"\d{{2}}|\b(?:{MONTH}|years?|months?|weeks?|fiscal|quarter|half|ytd|since|q[1-4]|period|"
        r"(?:labor|memorial) day|thanksgiving|christmas|halloween|juneteenth)\b|year"
    )


def find(low: str, clock: Clock) -> list[Mention]:
    """Every phrase of time in a folded sentence, in order, the longest reading of each."""
    if not _hint().search(low):
        return []
    found: list[Mention] = []
    free = counted = month_counts.masked(low)
    named: dict[int, int] = {}  # where a day ends in digits, and where its name does
    for feast, day in _FEASTS:
        if feast in low:
            digits = _moving(feast, free, clock) if feast in _MOVING else day
            digits += _inaugural(clock) if feast == INAUGURAL else ""
            if not digits:
                continue
            named |= {m.start() + len(digits): m.end() for m in re.finditer(re.escape(feast), low)}
            free = free.replace(feast, digits.ljust(len(feast)))
    has_month, has_year = bool(_a_month().search(low)), bool(_two_digits().search(free))
    for compiled in _tried(free, has_month, has_year):
        rule = compiled.rule
        before = len(found)
        for match in compiled.pattern.finditer(free):
            if not match.group().strip() or "\0" in match.group() or _is_verb_may(counted, match):
                continue
            told = rule.resolve(match, clock)
            if told is UNFIT:
                continue
            days = told if isinstance(told, Days) else None
            if days and days.kind is PeriodKind.RUNNING and clock.published and days.first > clock.published:
                continue  # nothing has run since a day to come
            point = bool(days and days.kind is PeriodKind.DAY)
            end = named.get(match.end(), match.end())
            found.append(
                Mention(
                    match.start(), end, days, low[match.start() : end], rule.shift, point,
                    told if isinstance(told, Pointer) else None,
                )
            )  # fmt: skip
        for taken in found[before:]:
            free = free[: taken.start] + "\0" * (taken.end - taken.start) + free[taken.end :]
    return sorted(found, key=lambda mention: mention.start)


def _tried(low: str, has_month: bool, has_year: bool) -> tuple[Compiled, ...]:
    """The rules that may match: those of which some word stands in the sentence."""
    words = frozenset([word for word in _gates() if word in low])
    months = min(2, len(_MONTHS.findall(low))) if has_month else 0
    years = min(3, len(_YEARS.findall(low))) if has_year else 0
    return _with(words, has_month, has_year, months, years)


_MONTHS: Final = re.compile("jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
_YEARS: Final = re.compile(r"(?:19[89]|20[0-4])\d")


@cache
def _gates() -> tuple[str, ...]:
    """The words of all rules."""
    return tuple(dict.fromkeys(word for compiled in rules() for word in compiled.rule.words))


@lru_cache(maxsize=4096)
def _with(
    words: frozenset[str], has_month: bool, has_year: bool, months: int, years: int
) -> tuple[Compiled, ...]:
    return tuple(
        compiled
        for compiled in rules()
        if (has_month or not compiled.rule.month)
        and (has_year or not compiled.rule.year)
        and compiled.rule.months <= months
        and compiled.rule.years <= years
        and (not compiled.rule.words or not words.isdisjoint(compiled.rule.words))
    )


@cache
def _two_digits() -> re.Pattern[str]:
    return re.compile(r"\d\d|half|months")


@cache
def _a_month() -> re.Pattern[str]:
    return re.compile(
        rf"\b{MONTH}|halloween|christmas|new year's|fourth of july|juneteenth|thanksgiving|"
        r"(?:independence|inauguration|labor|memorial|veterans) day"
    )


def _is_verb_may(low: str, match: re.Match[str]) -> bool:
    """'may' and 'march' alone are months only after a preposition, as an item of a list ("March, 58"), or
    beside a day, a year or a count that is masked."""
    if not _MAYBE_MONTH.fullmatch(match.group()):
        return False
    before = low[max(0, match.start() - 12) : match.start()]
    listed = _ITEM_BEFORE.search(before) and _ITS_NUMBER.match(low, match.end())
    counted = low.startswith(month_counts.MASK, match.end() + 1)
    return not listed and not counted and not _PREPOSITION.search(before)


_MAYBE_MONTH: Final = re.compile(r"(?:may|march|mar|dec|sep|jun|jul)\.?")
_ITEM_BEFORE: Final = re.compile(r"(?:^|[.;,]\s+)$")
_ITS_NUMBER: Final = re.compile(r"\s?[:,]\s*\d+\b")
_PREPOSITION: Final = re.compile(r"\b(?:since|until|last|of|in|to|through|from|and|by)\s+$")
