"""A line cut into words: numbers and times stand as marks, so that like sentences look alike, and each word
carries its senses and the acts that it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from config.words import Metric
from monitor.figures import deeds
from monitor.figures.candidates import Line
from monitor.figures.deeds import Act, Deed
from monitor.figures.senses import senses, stem

TOKEN: Final = re.compile(r"[a-z$%][a-z0-9$%]*(?:[-'.][a-z0-9]+)*|\d[\d,.]*|[^\w\s]|\w+")
_BREAK: Final = frozenset(";:()|•") | {"—", "–", "--", "-", "."}
_DENIAL: Final = re.compile(r"(?:no|not|none|nobody|neither|never|nil|zero)\b")
#: which metric an act speaks for, and whether it does so by itself
_DEED: Final = {
    Deed.ASK: (Metric.REQUESTS, True), Deed.GOT: (Metric.REQUESTS, False),
    Deed.HONOR: (Metric.HONORED, True), Deed.KEEP: (Metric.HONORED, False),
    Deed.DECLINE: (Metric.DECLINED, True), Deed.FREE: (Metric.DECLINED, False),
    Deed.HAND: (Metric.TRANSFERRED, True), Deed.WENT: (Metric.TRANSFERRED, False),
    Deed.LIFT: (Metric.WITHDRAWN, True), Deed.TELL: (Metric.NOTIFIED, True),
    Deed.WAIT: (Metric.ACTIVE, False), Deed.PAY: (Metric.COST, True),
}  # fmt: skip
_OPPOSITE: Final = {Metric.HONORED: Metric.DECLINED, Metric.DECLINED: Metric.HONORED}
_SENSE: Final = {"detainer": Metric.REQUESTS, "pickup": Metric.TRANSFERRED, "refusal": Metric.DECLINED}


class Token(NamedTuple):
    word: str
    start: int
    end: int
    senses: tuple[str, ...]


class Trigger(NamedTuple):
    """A word that speaks for a metric; `at` is its token."""

    at: int
    last: int
    metric: Metric
    strong: bool
    negated: bool
    passive: bool
    modal: bool
    noun: bool = False

    @property
    def bends(self) -> list[str]:
        """What bends the act: denied, passive, only possible."""
        return [
            bend
            for bend, told in (("negated", self.negated), ("passive", self.passive), ("modal", self.modal))
            if told
        ]  # fmt: skip


@dataclass
class View:
    """A line cut into words; numbers and times stand as marks, so that like sentences look alike."""

    line: Line
    tokens: list[Token]
    present: frozenset[str]
    breaks: list[int]

    @cached_property
    def triggers(self) -> list[Trigger]:
        return list(_triggers(self))

    @cached_property
    def speaks(self) -> dict[Metric, float]:
        """How strongly it speaks for each metric."""
        found: dict[Metric, float] = {}
        for trigger in self.triggers:
            weight = 1.0 if trigger.strong else 0.4
            found[trigger.metric] = max(found.get(trigger.metric, 0.0), weight)
        return found

    def at(self, offset: int) -> int:
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].start < offset:
                low = middle + 1
            else:
                high = middle
        return min(low, len(self.tokens) - 1)


def view(line: Line) -> View:
    """A line as tokens; the acts in it are looked for when they are asked for."""
    low = line.sentence.low
    marks: list[tuple[int, int, str]] = [
        (m.start, m.end, "<p>" if m.point else "<t>") for m in line.times if not m.by_word
    ]
    marks += [(n.start, n.end, "<t>") for n in line.numbers if n.refused == "a year"]
    marks += [
        (n.start, n.end, "<r>" if n.refused else "<m>" if n.money else "<n>")
        for n in line.numbers if n.refused not in ("a date or period", "a year")
    ]  # fmt: skip
    marks.sort()
    tokens: list[Token] = []
    at = 0
    for start, end, mark in marks:
        if start < at:
            continue
        tokens += _tokens(low, at, start)
        tokens.append(Token(mark, start, end, ()))
        at = end
    tokens += _tokens(low, at, len(low))
    tokens = tokens or [Token("", 0, 0, ())]
    breaks = [i for i, t in enumerate(tokens) if t.word in _BREAK]
    return View(line, tokens, frozenset([s for t in tokens for s in t.senses]), breaks)


def _tokens(low: str, start: int, end: int) -> list[Token]:
    return [
        Token(
            word := match.group(), match.start(), match.end(),
            _senses_of(word) if len(word) <= deeds.LONGEST else (),
        )
        for match in TOKEN.finditer(low, start, end)
    ]  # fmt: skip


@lru_cache(maxsize=20_000)
def _senses_of(word: str) -> tuple[str, ...]:
    return senses(word) or senses(stem(word))


def _triggers(seen: View) -> Iterator[Trigger]:
    low = seen.line.sentence.low
    # "none of them was honored": a number, and a denial
    words = [
        "none" if token.word == "<n>" and _DENIAL.match(low, token.start, token.end) else token.word
        for token in seen.tokens
    ]
    known = [token.senses for token in seen.tokens]
    for act in deeds.find(words, known):
        yield _trigger(act)
    for i, token in enumerate(seen.tokens):
        for sense in token.senses:
            if sense in _SENSE:
                yield Trigger(i, i, _SENSE[sense], True, False, False, False, noun=True)


def _trigger(act: Act) -> Trigger:
    metric, strong = _DEED[act.deed]
    if act.negated and metric in _OPPOSITE:
        metric = _OPPOSITE[metric]
    return Trigger(act.first, act.last, metric, strong, act.negated, act.passive, act.modal)


@lru_cache(maxsize=4096)
def speech(text: str) -> tuple[tuple[str, ...], tuple[tuple[Metric, float], ...]]:
    """Senses of a heading, label or column head, and how strongly it speaks for each metric."""
    words = [m.group() for m in TOKEN.finditer(text)][:80]
    # in the order of the text: sums of weights must come out alike each time
    found = tuple(dict.fromkeys(s for w in words for s in (senses(w) or senses(stem(w)))))
    speaks: dict[Metric, float] = {}
    for act in deeds.find(words, [senses(w) or senses(stem(w)) for w in words]):
        trigger = _trigger(act)
        speaks[trigger.metric] = max(speaks.get(trigger.metric, 0.0), 1.0 if trigger.strong else 0.5)
    for sense in found:
        if sense in _SENSE:
            speaks[_SENSE[sense]] = 1.0
        elif sense == "paper":
            speaks[Metric.REQUESTS] = max(speaks.get(Metric.REQUESTS, 0.0), 0.5)
    return found, tuple(speaks.items())
