"""The periods of counts told before, which a count may go on with or go back to."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Final

from config.words import Metric
from monitor.figures.days import Clock, shifted
from monitor.figures.numbers import Number
from monitor.figures.when_options import Option, Told, of_type

_COMPARED: Final = re.compile(
    r"(?:\b(?:against|compared (?:to|with)|up(?: sharply| slightly)? from|down(?: sharply)? from|versus|"
    r"vs\.?|from)|[(,]\s*from)"
    r"\s+(?:\w+\s+){0,2}$"
)
_GOES_ON: Final = re.compile(
    r"\W*(?:of (?:those|them|these|the)|all|none|the (?:other|rest|remaining)|another|it|they|ice|that|he|"
    r"she)\b"
)
_OF_THOSE: Final = re.compile(r"\bof (?:those|them|these|whom|which|the \d)")


def carried(
    low: str, number: Number, told: Sequence[Told], line: int, paragraph: int, clock: Clock, metric: Metric,
    has_time: bool, item: bool,
) -> Iterator[Option]:  # fmt: skip
    """The periods of the counts before: the last one, another one, the one that is named again."""
    if not told:
        return
    last = told[-1]
    where = _where(last, line, paragraph)
    signs = {f"carry {where}": 1.0, **of_type(last.days, clock, "carry")}
    if last.aside:
        signs["carry of an aside"] = 1.0
        signs[f"carry of an aside {'here' if where == 'here' else 'on'}"] = 1.0
        yield from _main_line(told, line, last, has_time, clock)
    signs |= _kinship(low, number, last, metric, where, has_time, item)
    if where == "far":
        signs["carry lines"] = math.log1p(line - last.line)
        if paragraph - last.paragraph == 1:
            signs["carry next paragraph"] = 1.0
    yield Option(last.days, _carry_why(where, last), signs, last.chance, _apart(where, last, metric))
    if last.days is not None and _COMPARED.search(low[max(0, number.left - 40) : number.left]):
        moved = shifted(last.days, -1)
        if moved:
            yield Option(
                moved,
                "the year before the figure before it",
                _compared(last, where, metric, has_time),
                last.chance,
            )
    other = next((t for t in reversed(told[-12:]) if t.days != last.days), None)
    if other is not None:
        near = "here" if other.line == line else "near" if other.paragraph == paragraph else "far"
        signs = {f"other {near}": 1.0, **of_type(other.days, clock, "other")}
        if has_time:
            signs["other though timed"] = 1.0
        yield Option(other.days, "the period of another figure before", signs, other.chance)
    yield from _named_again(low, number, told, line)


def _apart(where: str, last: Told, metric: Metric) -> float:
    """How far a period that is carried can be wrong where the one before it is right: of the figures of one
    sentence that name no time of their own, all are of one."""
    if where == "here":
        return 0.5 if last.metric is metric else 0.2
    return 0.8 if where == "next" else 1.0


def _where(last: Told, line: int, paragraph: int) -> str:
    if last.line == line:
        return "here"
    if line - last.line == 1:
        return "next"
    return "near" if last.paragraph == paragraph else "far"


def _compared(last: Told, where: str, metric: Metric, has_time: bool) -> dict[str, float]:
    signs = {"compared year before": 1.0, f"compared {where}": 1.0}
    if has_time:
        signs["compared year before though timed"] = 1.0
    if last.metric is not metric:
        signs["compared year before unlike"] = 1.0
    return signs


def _main_line(told: Sequence[Told], line: int, last: Told, has_time: bool, clock: Clock) -> Iterator[Option]:
    """The period that a text goes back to when it has told another one by the way."""
    main = next((t for t in reversed(told[-12:]) if not t.aside), None)
    if main is None or main.days == last.days or main.days is None:
        return
    near = "here" if main.line == line else "near" if line - main.line <= 3 else "far"
    signs = {"main line": 1.0, f"main line {near}": 1.0, **of_type(main.days, clock, "main line")}
    if has_time:
        signs["main line though timed"] = 1.0
    yield Option(main.days, "the period spoken of before the comparison", signs, main.chance)


_ASIDE: Final = re.compile(
    r"(?:\b(?:than|as (?:in|against)|against|compared (?:to|with)|from|versus|vs\.?|"
    r"instead of|unlike|which(?: in| had)|after|earlier)\b|\()[^,;.()]{0,40}$"
)
_CLAUSE_OF_ITS_OWN: Final = re.compile(
    r",\s+(?:which|who|where|whose|when|after|before|until|since)\b[^,;.]{0,90}$"
)


def is_aside(low: str, number: Number) -> bool:
    """Whether a number is told by the way: what another is compared with, or in a clause of its own."""
    before = low[max(0, number.left - 60) : number.left]
    return bool(
        _ASIDE.search(before) or _CLAUSE_OF_ITS_OWN.search(low[max(0, number.left - 100) : number.left])
    )


def _carry_why(where: str, last: Told) -> str:
    if last.days is None:
        return "no period, as the figure before"
    return {
        "here": "the period of the figure before it",
        "next": "the period of the sentence before",
        "near": "the period spoken of in the paragraph",
        "far": "the period spoken of before",
    }[where]


def _kinship(
    low: str, number: Number, last: Told, metric: Metric, where: str, has_time: bool, item: bool
) -> dict[str, float]:
    signs: dict[str, float] = {}
    alike = "alike" if last.metric is metric else "unlike"
    signs[f"carry {where} {alike}"] = 1.0
    if last.days is None:
        signs[f"carry none {where}"] = 1.0
    if has_time:
        signs[f"carry {where} though timed"] = 1.0
    if where == "here" and last.start == number.start:
        signs["the same number"] = 1.0
    if where == "here" and last.beside is not None:
        signs["carry of its side after" if last.after else "carry of its side before"] = 1.0
    if last.cell:
        signs["carry of a cell"] = 1.0
    if item:
        signs[f"carry {where} in a list"] = 1.0
    before = low[max(0, number.left - 40) : number.left]
    if _COMPARED.search(before):
        signs[f"compared {alike}"] = 1.0
    if where != "here" and _GOES_ON.match(low):
        signs["goes on"] = 1.0
    if _OF_THOSE.search(low[max(0, number.start - 50) : number.end + 40]):
        signs["of those"] = 1.0
    return signs


def _named_again(low: str, number: Number, told: Sequence[Told], line: int) -> Iterator[Option]:
    """The period of an earlier count whose value the sentence names again: "of the 61"."""
    values = {m.group().replace(",", ""): m.start() for m in _DIGITS.finditer(low)}
    if not values:
        return
    seen: set[str] = set()
    for one in reversed(told[-40:]):
        at = values.get(str(one.value))
        if at is None or one.value < 2 or one.days is None or one.days.label in seen:
            continue
        if one.line == line and one.start >= number.start - 1:
            continue
        seen.add(one.days.label)
        signs = {"named again": 1.0}
        if one.line == line:
            signs["named here"] = 1.0
        elif _OF_THE.search(low[max(0, at - 20) : at]):
            signs["of the named"] = 1.0
        if one.value == number.value and _OF_THE.search(low[max(0, number.start - 20) : number.start]):
            signs["the very number"] = 1.0
        if one.value < 10:
            signs["named again small"] = 1.0
        yield Option(one.days, f"the period of the {one.value:,} before", signs, one.chance)
        if len(seen) == 2:
            return


_DIGITS: Final = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?!\d)|(?<![\d,.])\d+(?![\d,]\d|\d)")
_OF_THE: Final = re.compile(r"\b(?:of|all|any|those|these|the|earlier)\b[^,.;]{0,12}$")
