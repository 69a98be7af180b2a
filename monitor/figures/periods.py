"""Phrases of time in a sentence, each with the span of days that it names.

A phrase that points back ("that year", "the year before") is resolved later, against the period that was
spoken of last.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import Final

from config.words import PeriodKind
from monitor.figures import month_counts
from monitor.figures.days import Clock, Days, Mention, Pointer, a_day, closed, fiscal, last_of, shifted, year
from monitor.figures.time_rules import Compiled, rules
from monitor.figures.time_spellings import FEASTS, spelled
from monitor.figures.time_words import MONTH, UNFIT

__all__ = ["Clock", "Days", "Mention", "a_day", "closed", "find", "fiscal", "last_of", "shifted", "year"]


@cache
def _hint() -> re.Pattern[str]:
    feasts = "|".join(re.escape(name) for name in FEASTS)
    return re.compile(
        rf"\d{{2}}|\d/\d|\b(?:{MONTH}|years?|months?|weeks?|fiscal|quarter|half|ytd|mtd|fytd|fy|qtr|since|q[1-4]|period|decade|spring|summer|fall|autumn|{feasts})\b|year"
    )


def find(low: str, clock: Clock) -> list[Mention]:
    """Every phrase of time in a folded sentence, in order, the longest reading of each."""
    if not _hint().search(low):
        return []
    found: list[Mention] = []
    usual = spelled(month_counts.masked(low), clock)
    free = usual.text
    has_month, has_year = bool(_a_month().search(free)), bool(_two_digits().search(free))
    for compiled in _tried(free, has_month, has_year):
        rule = compiled.rule
        taken: list[tuple[int, int]] = []
        for match in compiled.pattern.finditer(free):
            if not match.group().strip() or "\0" in match.group() or _is_verb_may(usual.text, match):
                continue
            told = rule.resolve(match, clock)
            if told is UNFIT:
                continue
            days = told if isinstance(told, Days) else None
            if days and days.kind is PeriodKind.RUNNING and clock.published and days.first > clock.published:
                continue  # nothing has run since a day to come
            if days and usual.is_reckoned(match.start(), match.end()):
                days = replace(days, worked_out=True)
            point = bool(days and days.kind is PeriodKind.DAY)
            start, end = usual.span(match.start(), match.end())
            pointer = told if isinstance(told, Pointer) else None
            found.append(Mention(start, end, days, low[start:end], rule.shift, point, pointer))
            taken.append(match.span())
        for first, last in taken:
            free = free[:first] + "\0" * (last - first) + free[last:]
    return _in_one_year(sorted(found, key=lambda mention: mention.start))


def _in_one_year(mentions: list[Mention]) -> list[Mention]:
    """Several months that are told without a year, in the order of the calendar, are of one year: of "six in
    January, 31 in June and two in December", told in a January, none is of this one."""
    named = [(at, m.days) for at, m in enumerate(mentions) if m.days and _BARE_MONTH.fullmatch(m.text)]
    while named:
        run = [named.pop()]
        while named and named[-1][1].first.month < run[-1][1].first.month:
            run.append(named.pop())
        for at, days in run[1:] if len(run) >= SEVERAL else ():
            moved = shifted(days, min(0, run[0][1].first.year - days.first.year))
            mentions[at] = replace(mentions[at], days=moved or days)
    return mentions


SEVERAL: Final = 3  #: months that make a list
_BARE_MONTH: Final = re.compile(rf"(?:(?:in|during|for|of|by)\s+)?{MONTH}")


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
    return re.compile(rf"\b{MONTH}")


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
