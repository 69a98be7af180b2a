"""The periods that a count in a sentence may be for, each with what speaks for and against it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from config.words import Metric
from monitor.figures.days import Clock, Days, fiscal, months_of, year
from monitor.figures.numbers import Number
from monitor.figures.time_marks import Spoken, kind_of

_BREAK: Final = re.compile(
    r";|—|–| - |\(|\)|:|,\s(?:and|but|while|with|which|who|or|so|of|against|up|down|compared)\b|"
    r"\b(?:but|while|whereas|against|compared|versus|after|before|because|although|than|when|where)\b"
)
_PREPOSITION: Final = re.compile(
    r"\b(in|for|during|since|from|between|of|by|on|over|through|as of|until|at)\s+(?:all\s+of\s+|the\s+)?$"
)
_CLAUSE: Final = re.compile(r"[;:]\s*(?:and\s+)?(?:in\s+)?$")
_COLON: Final = re.compile(r"\)?\s?(?::|=|\.{2,}|-|–|—|\|)\s*(?:about |some |just )?")
_TIGHT: Final = re.compile(r"[\s,(]*(?:[a-z'()-]+\s+){0,4}[\s,(]*")


@dataclass(frozen=True, slots=True)
class Option:
    """One period that a count may be for. `signs` weigh for or against it."""

    days: Days | None
    why: str
    signs: dict[str, float] = field(default_factory=dict)
    given: float = 1.0  #: how likely that is right which it is taken from
    apart: float = (
        1.0  #: the share of its doubt that is not yet in `given`: a list is right or wrong together
    )
    at: int | None = None  #: where in the text the words stand that name it


@dataclass(frozen=True, slots=True)
class Told:
    """A count whose period is chosen."""

    days: Days | None
    line: int
    paragraph: int
    metric: Metric
    value: int
    start: int  #: of its number in its line
    after: bool  #: its period stands in its sentence behind its number
    beside: Spoken | None  #: the time beside it that was chosen
    part: bool = False
    cell: bool = False
    chance: float = 1.0  #: how likely its period is right
    aside: bool = False  #: it is told by the way: to compare with, or in a clause of its own


def of_type(days: Days | None, clock: Clock, on: str) -> dict[str, float]:
    """Signs of the kind of time that an option is."""
    if days is None:
        return {}
    signs = {f"{on} {kind_of(days)}": 1.0}
    if clock.published:
        past = clock.published.year - (days.last or clock.published).year
        if days.first > clock.published:
            signs["future"] = 1.0
        elif past <= 0:
            signs["recent"] = 1.0
        elif past == 1:
            signs["last year"] = 1.0
        elif past > 4:
            signs["old"] = 1.0
    return signs


def beside(
    low: str, number: Number, others: Sequence[Number], everything: Sequence[Number], times: Sequence[Spoken],
    near: Sequence[Spoken], told: Sequence[Told], clock: Clock, metric: Metric,
) -> Iterator[tuple[Option, Spoken]]:  # fmt: skip
    """The times of a count's own sentence."""
    for time in near:
        signs = of_type(time.days, clock, "here")
        for mark in time.marks:
            signs[f"mark {mark}"] = 1.0
        signs |= _between(low, number, others, times, time)
        if told and told[-1].days is not None:
            alike = kind_of(told[-1].days) == kind_of(time.days)
            signs["of the kind before it" if alike else "of another kind than before it"] = 1.0
        if _owned(low, time, everything, number):
            signs["of another number"] = 1.0
        signs |= _taken(time, number, told, metric)
        yield Option(time.days, f"'{time.text.strip()}'", signs), time


_OWNS: Final = re.compile(r"\s?[:(=]\s?")
_OWNED: Final = re.compile(r"\s?\(?\s?(?:in\s+|for\s+|during\s+)?")


def _owned(low: str, time: Spoken, everything: Sequence[Number], number: Number) -> bool:
    """Whether another number stands so close to a time that it is its own: "as in 2015 (2,961)"."""
    for other in everything:
        if other.start == number.start or other.refused:
            continue
        if 0 <= other.left - time.end <= 4 and _OWNS.fullmatch(low, time.end, other.left):
            return True
        if 0 <= time.start - other.end <= 10 and _OWNED.fullmatch(low, other.end, time.start):
            return True
    return False


def respective(low: str, number: Number, same: Sequence[Number], near: Sequence[Spoken]) -> Iterator[Option]:
    """The year of several that falls to a number of as many: "in 2019 and 2020 ... 734 and 312"."""
    if len(same) < 2:
        return
    at = next((i for i, n in enumerate(same) if n.start == number.start), None)
    in_list = listed(low, same)
    for time in near:
        found = [shifted_year(time, value) for value in _each_year(time, len(same))]
        in_order = [] if found or not in_list else _in_order(low, time, same)
        found = found or in_order
        if (
            len(found) != len(same)
            or at is None
            or _COMBINED.search(f"{time.text} {low[time.end : time.end + 12]}")
        ):
            continue
        said = bool(in_order) or "respectively" in low or (in_list and bool(_YEARLY.search(low)))
        signs = {"respective": 1.0, "said respectively": float(said)}
        if in_list:
            signs["respective in a list"] = 1.0
        yield Option(found[at], f"'{found[at].label}', in the order of the numbers", signs)


def listed(low: str, numbers: Sequence[Number]) -> bool:
    """Whether numbers of a sentence are the items of one list."""
    return all(_LISTED.fullmatch(low, a.end, b.left) for a, b in pairwise(numbers))


def _each_year(time: Spoken, count: int) -> list[int]:
    """The years that a time lists, or those of a span of as many years as there are numbers."""
    found = [int(y) for y in _YEARS.findall(time.text)]
    if len(found) == 2 < count and found[1] - found[0] + 1 == count:
        return list(range(found[0], found[1] + 1))
    if not found and _COUNTED_YEARS.search(time.text) and (years := _whole_years(time.days)) == count:
        return list(range(time.days.first.year, time.days.first.year + years))
    return found if "," in time.text or "and" in time.text else []


def _whole_years(days: Days) -> int:
    """Of how many calendar years a span is, if of whole ones."""
    last = days.last
    whole = last and (days.first.month, days.first.day, last.month, last.day) == (1, 1, 12, 31)
    return last.year - days.first.year + 1 if last and whole else 0


def _in_order(low: str, time: Spoken, same: Sequence[Number]) -> list[Days]:
    """The years or parts of one that a list goes through: "in order from 2014: 39, 33", "2021, by quarter: 2,
    3, 0, 5", "in the past three years: one, one, two"."""
    count, days = len(same), time.days
    if (
        not 0 <= same[0].left - time.end <= NEAR_LIST
        or days.last is None
        or ":" not in low[time.end : same[0].left]
    ):
        return []
    parted = _BY_PART.match(low, time.end)
    if kind_of(days) == "year":
        units = {"quarter": 4, "half": 2, "month": 12}.get(parted["unit"], 0) if parted else 0
        length = 12 // units if units else 0
        if units and count == units:
            parts = [months_of(days.first.year, i * length + 1, (i + 1) * length) for i in range(units)]
            return [part for part in parts if part]
        if _BEGINS.search(low[max(0, time.start - 24) : time.start]) or _BEGINS.match(time.text):
            return [year(days.first.year + i, True) for i in range(count)]
    if _whole_years(days) == count and _COUNTED_YEARS.search(time.text):
        return [year(days.first.year + i, True) for i in range(count)]
    return []


_YEARLY: Final = re.compile(r"\b(?:yearly|annual|by year|year by year|each year|per year)\b")
NEAR_LIST: Final = 50  #: characters between a time and the list that goes through it
_BY_PART: Final = re.compile(r",?\s+(?:by|per|each)\s+(?P<unit>quarter|half|month)")
_BEGINS: Final = re.compile(r"\b(?:in order,?\s+from|(?:beginning|starting)\s+(?:with|in|from))\b")
_COUNTED_YEARS: Final = re.compile(r"\b(?:years)\b")


def shifted_year(time: Spoken, value: int) -> Days:
    """The year of that number, fiscal where the time that names it is."""
    if _FISCAL.search(time.text):
        return fiscal(value, None)
    return year(value)


_LISTED: Final = re.compile(r"[,;]?\s+(?:and\s+|then\s+)?(?:\w+\s+){0,2}|\s+\w+\s+and\s+")
_FISCAL: Final = re.compile(r"fiscal|budget|\bf?fys?\b")
_COMBINED: Final = re.compile(r"\b(?:combined|together|in all)\b")
_YEARS: Final = re.compile(r"\b((?:19|20)\d\d)\b")


def _between(
    low: str, number: Number, others: Sequence[Number], times: Sequence[Spoken], time: Spoken
) -> dict[str, float]:
    """Signs of how a time stands to the number: on which side, how far, and what is in between."""
    after = time.start >= number.end
    side = "after" if after else "before"
    left, right = (number.end, time.start) if after else (time.end, number.left)
    gap = low[left:right] if right > left else ""
    signs = {f"{side}": 1.0, f"{side} far": math.log1p(gap.count(" ") + gap.count("-"))}
    if not after and _COLON.fullmatch(gap):
        signs["before with a colon"] = 1.0
    if _TIGHT.fullmatch(gap) and gap.count(" ") <= 5:
        signs[f"{side} tight"] = 1.0
    rivals = len({t.start for t in times if left <= t.start < right and t.start != time.start})
    if after and not rivals and _is_list(low, right, others, number):
        return {"after": 1.0, "after far": math.log1p(3), "after a list": 1.0}
    between = sum(1 for n in others if left <= n.start < right)
    signs[f"{side} numbers"] = float(min(between, 3))
    if between:
        signs[f"{side} a number"] = 1.0
    signs[f"{side} rivals"] = float(min(rivals, 2))
    signs[f"{side} breaks"] = float(min(len(_BREAK.findall(gap[:300])), 3))
    signs[f"{side} commas"] = float(min(gap.count(","), 3))
    lead = low[: time.start].strip(" \"'(-•*")
    if not after and len(lead) <= 10:
        signs["leads"] = 1.0
    elif not after and _CLAUSE.search(low[max(0, time.start - 12) : time.start]):
        signs["leads its clause"] = 1.0
    said = _PREPOSITION.search(low[max(0, time.start - 16) : time.start]) or _PREPOSITION.match(
        time.text.split(" ")[0] + " "
    )
    signs[f"{side} {said[1] if said else 'bare'}"] = 1.0
    if after and gap.strip() == "(":
        signs["in brackets"] = 1.0
    ahead = low[max(0, time.start - 14) : time.start]
    if after and _LEADS_ON.search(ahead) and any(n.start >= time.end for n in others):
        signs["after leads on"] = 1.0
    if not after and any(0 <= time.start - n.end <= 14 for n in others):
        signs["before trails"] = 1.0
    if not after and "," in gap and _OWN_CLAUSE.search(low[max(0, time.start - 90) : time.start]):
        signs["before in a clause of its own"] = 1.0
    return signs


_ITEM: Final = re.compile(r"(?:\s+[a-z'-]+){1,6}(?:,\s+(?:and\s+)?|\s+and\s+)(?:about |some |nearly |only )?")
_LAST_ITEM: Final = re.compile(r"(?:\s+[a-z'-]+){1,5}\s+(?:(?:in|for|during|of|over)\s+(?:all\s+of\s+)?)?")
_CLAUSE_VERB: Final = re.compile(
    r"\b(?:was|were|is|are|had|has|have|said|rose|fell|went|came|did|"
    r"of (?:them|those|these|which|whom))\b"
)


def _is_list(low: str, time: int, others: Sequence[Number], number: Number) -> bool:
    """Whether a number is an item of a list at whose end a time stands: "371 A, 102 B and 33 C in 2022"."""
    later = [n for n in others if number.end <= n.start < time]
    if not later or "\n" in low[number.end : time] or _CLAUSE_VERB.search(low, number.end, time):
        return False
    items = [number, *later]
    if not all(_ITEM.fullmatch(low, a.end, b.left) for a, b in pairwise(items)):
        return False
    return bool(_LAST_ITEM.fullmatch(low, items[-1].end, time))


#: a time that begins what comes after it: "... and in 2017 there were"
_LEADS_ON: Final = re.compile(r"(?:[;:,]|\b(?:and|but|while|then))\s+(?:(?:in|for|during|by|the)\s+)*$")
_OWN_CLAUSE: Final = re.compile(
    r",\s+(?:which|who|where|whose|when|after|before|until|since|a|an|the)\b[^,;]*$"
)


def _taken(time: Spoken, number: Number, told: Sequence[Told], metric: Metric) -> dict[str, float]:
    """Signs of what the counts before, in the same sentence, did with a time."""
    signs: dict[str, float] = {}
    if not told:
        return signs
    last = told[-1]
    side = "after" if time.start >= number.end else "before"
    if any(t.beside and t.beside.start == time.start for t in told):
        signs[f"{side} taken"] = 1.0
        if any(t.metric is metric and t.days == time.days for t in told):
            signs[f"{side} taken by its like"] = 1.0
        if last.beside and last.beside.start == time.start:
            signs[f"{side} of the last"] = 1.0
    elif last.beside:
        style = "trailing" if last.after else "leading"
        signs[f"{style} then {side}"] = 1.0
    return signs
