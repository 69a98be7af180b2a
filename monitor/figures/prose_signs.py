"""Signs of a number in prose: the words beside it, those of its clause, and the sentence as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from monitor.figures import guards
from monitor.figures.candidates import Candidate
from monitor.figures.clauses import ALIEN, STOP, group_of
from monitor.figures.glances import Glance, near
from monitor.figures.senses import stem
from monitor.figures.views import Token, View

_NEAR: Final = ("detainer", "paper", "person", "ice", "local", "say", "not", "all", "part", "rest", "total",
                "year", "times", "them", "gave", "had", "stock", *ALIEN)  # fmt: skip
_VERBS_WORDS: Final = (
    "was were is are had have has did made went came gave got took left walked sat stood won "
    "lost met paid sent kept held let ended became fell rose spent stayed drew led ran rode "
    "remain remained are've will would could hadn't weren't wasn't didn't don't never then "
    "later also still ultimately either"
)
_VERBS: Final = frozenset(_VERBS_WORDS.split())
_COUNTS_WORDS: Final = "number numbers figure figures total totals count tally answer sum"
_COUNTS: Final = frozenset(_COUNTS_WORDS.split())
_DAYS_WORDS: Final = (
    "today now currently monday tuesday wednesday thursday friday saturday sunday morning yesterday still"
)
_DAYS: Final = frozenset(_DAYS_WORDS.split())
_MARKS: Final = ("<n>", "<m>", "<r>", "<t>", "<p>")
_SHAPES: Final = {"<t>": "t", "<n>": "n", ",": ",", ";": ";", "in": "i", "and": "&", "for": "i", "(": "(",
                  ")": ")", ":": ":", "<r>": "r", "<m>": "m"}  # fmt: skip


def seen(glance: Glance, candidate: Candidate, row: Sequence[Candidate]) -> Iterator[str]:
    """What is seen of a number whatever it may count; `row` are the numbers of its line."""
    yield f"noun {glance.noun}"
    yield from _beside(glance.seen.tokens, glance.i, glance.noun, glance.after)
    yield from _clause(glance)
    yield from _sentence(glance.seen, candidate, row, glance.i, glance.noun)


def _beside(tokens: Sequence[Token], i: int, noun: str, after: int) -> Iterator[str]:
    """The words right beside a number, and what stands after its noun."""
    left = [t.word for t in tokens[max(0, i - 4) : i]]
    right = [t.word for t in tokens[i + 1 : i + 6]]
    before, following = (left[-1] if left else "<s>"), (right[0] if right else "</s>")
    yield f"before {before}"
    yield f"after {following}"
    yield f"before {' '.join(left[-2:])}"
    yield f"before {' '.join(left[-3:])}"
    yield f"after {' '.join(right[:2])}"
    yield f"after {' '.join(right[:3])}"
    yield f"between {before} {following}"
    for word in left:
        yield f"left: {stem(word)}"
    for word in right:
        yield f"right: {stem(word)}"
    if noun == "other word":
        word = right[0]
        if word in _VERBS or (word.endswith("ed") and len(word) > 4):
            yield "then a verb"
        elif any(w.endswith("s") and len(w) > 3 and w not in STOP for w in right[:2]):
            yield "noun unknown"
    if after > i + 1 and after < len(tokens):
        word = tokens[after].word
        yield f"noun: {stem(tokens[after - 1].word)}"
        yield f"then {word}"
        yield f"{noun} then {word}"
        if word in _VERBS or (word.endswith("ed") and len(word) > 4):
            yield f"{noun} then a verb"
    if any(word in ("was", "were", "is", "are", "been", "be") for word in left[-3:]):
        yield "copula before"
    if any(t.word in _COUNTS for t in tokens[max(0, i - 6) : i]):
        yield "count before"
    if "there" in left:
        yield "there before"
    shape = "".join(_SHAPES.get(t.word, "w") for t in tokens[max(0, i - 3) : i + 4])
    yield f"shape {shape}"
    at = min(i, 3)
    if re.match(r"n[i,(]?t", shape[at:]):
        yield f"timed right {group_of(noun)}"
    if re.search(r"t[,:(w]?$", shape[:at]):
        yield f"timed left {group_of(noun)}"


def _clause(glance: Glance) -> Iterator[str]:
    """The words of the number's clause, and of its inner part between commas."""
    tokens, i, sort = glance.seen.tokens, glance.i, glance.sort
    left, right, inner_left, inner_right = glance.clause
    for j in range(left + 1, right):
        if j == i:
            continue
        token = tokens[j]
        side = "<" if j < i else ">"
        inner = inner_left < j < inner_right
        if token.word in _MARKS:
            yield f"mark {token.word}{side}{near(abs(j - i))}"
            continue
        word = stem(token.word)
        if inner:
            yield f"inner{side} {word}"
        for sense in token.senses:
            yield f"clause{side} [{sense}]"
            if inner:
                yield f"inner{side} [{sense}] {sort}"
            if abs(j - i) <= 2:
                yield f"close{side} [{sense}]"


def _sentence(seen: View, candidate: Candidate, row: Sequence[Candidate], i: int, noun: str) -> Iterator[str]:
    """The sentence as a whole, and the number's place in it."""
    for sense in _NEAR:
        if sense in seen.present:
            yield f"said [{sense}]"
    yield f"order {min(row.index(candidate), 3)}"
    yield f"among {min(len(row), 5)}"
    yield f"length {near(len(seen.tokens) / 2)}"
    yield f"position {round(3 * i / max(len(seen.tokens), 1))}"
    text = candidate.sentence.text
    if '"' in text:
        yield "quoted"
    if guards.question(text):
        yield "question"
    if any(t.word == "<p>" or t.word in _DAYS for t in seen.tokens):
        yield f"a day named {group_of(noun)}"
    times = [j for j, t in enumerate(seen.tokens) if t.word == "<t>"]
    yield f"times {min(len(times), 3)} {group_of(noun)}"
    if any(n.refused and n.refused not in ("a date or period", "a year") for n in seen.line.numbers):
        yield "refused beside"
