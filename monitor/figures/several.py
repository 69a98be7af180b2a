"""Counts of one or of all of several times told one by one: "the former", "both years", "in all"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from config.words import PeriodKind
from monitor.figures.candidates import Candidate
from monitor.figures.days import Days, closed
from monitor.figures.numbers import Number, words_value
from monitor.figures.when_options import Option, Told, listed

_PAIR: Final = ("both", "either", "neither")
BACK: Final = 14  #: counts before that may be summed
#: what may follow "the former" where it is no adjective
_STANDS: Final = (
    r"(?=\s*[,.;:)]|\s+(?:\d|had|has|was|were|is|are|and|it|they|there|in|the|by|got|received|\w+[.,;])|$)"
)
_THING: Final = r"(?:one|year|period|quarter|month|span|half)"
_ONE: Final = re.compile(
    rf"\b(?:(?P<early>(?<=the )former{_STANDS}|earlier\s+{_THING}|older\s+{_THING}|"
    r"first\s+of\s+(?:the|those|these)\s+(?:two|three|years))|"
    rf"(?P<late>(?<=the )latter{_STANDS}|later\s+{_THING}|newer\s+{_THING}|more\s+recent\s+{_THING}|"
    r"(?:second|last)\s+of\s+(?:the|those|these)\s+(?:two|three|years)))\b"
)
_COVER: Final = re.compile(
    r"\b(?P<n>both|either|neither|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2})[\s-]+(?P<unit>years?|"
    r"quarters?|months?|halves|"
    r"periods?)\b(?!\s+(?:earlier|before|ago|later|after|prior|old|since))|\b(?P<all>in\s+all|altogether|all\s+told|combined|together|in\s+total|a\s+total\s+of|"
    r"taken\s+together|"
    r"overall|over\s+that\s+(?:time|span|stretch)|across\s+those\s+years|those\s+years|"
    r"these\s+years|"
    r"the\s+period|whole\s+period|entire\s+period|grand\s+total|adding)\b"
)


def options(candidate: Candidate, told: Sequence[Told], low: str, same: Sequence[Number]) -> Iterator[Option]:
    """The one of two times that a sentence picks out, the span of all that were told, and the time of each
    number of a list in that of the list before. `same`: the numbers of its sentence that count the same."""
    recent = [t for t in told[-BACK:] if t.days is not None]
    if not recent:
        return
    apart = _apart(recent)
    if len(apart) >= 2:
        yield from _picked(candidate, apart, low)
        yield from _covered(candidate, apart, low)
    yield from _summed(candidate, recent)
    yield from _in_turn(candidate, recent, low, same)


def _in_turn(
    candidate: Candidate, recent: Sequence[Told], low: str, same: Sequence[Number]
) -> Iterator[Option]:
    """'Received in 2019, 2020 and 2021: 168, 77, 92. Held: 12, 9, 0.'"""
    at = next((i for i, number in enumerate(same) if number.start == candidate.number.start), None)
    if at is None or len(same) < 2 or not listed(low, same):
        return
    before = [one for one in recent if candidate.index - NEAR <= one.line < candidate.index]
    last = [one.days for one in before if one.line == before[-1].line and one.metric is before[-1].metric]
    if len(last) == len(same) == len({days.label for days in last if days}):
        yield Option(last[at], "in the order of the list before", {"in turn": 1.0})


#: "both years", "either year", "in all three years", "none in any of the four years"
_TOGETHER: Final = re.compile(
    r"\b(?:both|either|neither|"
    r"(?:all|any|each|none|neither|in|over|during|for) (?:of )?(?:the |those |these )?\w+)[\s-]$"
)
BEFORE: Final = 24
NEAR: Final = 4  #: lines between two lists


def _apart(recent: Sequence[Told]) -> list[Days]:
    """The times told last that are of one kind and length, each once, in the order of the text."""
    last = recent[-1].days
    found: list[Days] = []
    for one in reversed(recent):
        days = one.days
        if days is None or last is None or days.last is None or last.last is None:
            continue
        if abs((days.last - days.first).days - (last.last - last.first).days) > 3 or days in found:
            continue
        found.append(days)
    return found[::-1]


def _picked(candidate: Candidate, apart: Sequence[Days], low: str) -> Iterator[Option]:
    at = candidate.number.start
    matches = list(_ONE.finditer(low))
    if not matches:
        return
    before = [m for m in matches if m.start() <= at]
    match = before[-1] if before else matches[0]
    pair = sorted(apart[-2:], key=lambda days: days.first) if "er " in match.group() + " " else apart[-2:]
    if match.group().split()[-1] in ("former", "latter"):
        pair = apart[-2:]
    days = pair[0] if match["early"] else pair[-1]
    side = "before" if before else "after"
    yield Option(days, f"'{match.group()}'", {"picked": 1.0, f"picked {side}": 1.0})


def _covered(candidate: Candidate, apart: Sequence[Days], low: str) -> Iterator[Option]:
    at = candidate.number.start
    for match in list(_COVER.finditer(low))[:6]:
        if match.start() <= at < match.end():
            continue
        count = None
        if match["n"]:
            text = match["n"]
            count = 2 if text in _PAIR else int(text) if text.isdigit() else words_value(text)
        wanted = apart[-count:] if count else apart
        if count and len(wanted) != count:
            continue
        days = cover(wanted)
        if days is None:
            continue
        side = "before" if match.start() < at else "after"
        signs = {"covered": 1.0, f"covered {'counted' if count else 'all'}": 1.0, f"covered {side}": 1.0}
        if match["unit"] and _TOGETHER.search(low[max(0, match.start() - BEFORE) : match.start("unit")]):
            signs["said together"] = 1.0
        yield Option(days, f"'{match.group()}', all that were told", signs)


def _summed(candidate: Candidate, recent: Sequence[Told]) -> Iterator[Option]:
    """The span of the counts before that add up to this one."""
    value, metric = candidate.number.value, recent[-1].metric
    total, spans = 0, list[Days]()
    for one in reversed(recent):
        if one.metric is not metric or one.days is None:
            continue
        total += one.value
        if one.days not in spans:
            spans.append(one.days)
        if total == value and len(spans) > 1 and value > 5:
            days = cover(spans)
            if days:
                yield Option(days, "the sum of the figures before", {"summed": 1.0})
        if total >= value:
            return


def cover(several: Sequence[Days]) -> Days | None:
    """One time from the first to the last of several that follow on one another."""
    if len(several) < 2 or any(d.last is None or d.kind is PeriodKind.FISCAL for d in several):
        return _fiscal(several)
    order = sorted(several, key=lambda days: days.first)
    for one, later in pairwise(order):
        if one.last is None or (later.first - one.last).days != 1:
            return None
    return closed(order[0].first, order[-1].last or order[-1].first, True)


def _fiscal(several: Sequence[Days]) -> Days | None:
    """Fiscal years whose start is not known mostly begin in July."""
    if len(several) < 2 or any(d.kind is not PeriodKind.FISCAL for d in several):
        return None
    years = sorted(int(d.label[2:]) for d in several)
    if years != list(range(years[0], years[-1] + 1)):
        return None
    first, last = several[0].first, several[0].first
    return closed(
        first.replace(year=years[0] - 1, month=7, day=1), last.replace(year=years[-1], month=6, day=30), True
    )
