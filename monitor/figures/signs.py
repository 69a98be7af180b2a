"""Signs: what can be seen around a number that tells what it counts, each as a short name.

A sign is a fact of the text: "the act that governs the number is one of declining", "its noun is a unit of
time", "the line above ends in a question". Signs of the number itself (`plain`) and signs that it is a
figure of one metric (`toward`) are kept apart: the latter are named alike for all metrics, so that what is
learned of one serves the others. What the signs together mean is weighed in `weighing`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from config.words import Metric
from monitor.figures import captions, guards
from monitor.figures.candidates import Candidate, Line, is_heading
from monitor.figures.captions import Verdict
from monitor.figures.senses import stem
from monitor.figures.views import (
    ALIEN,
    STOP,
    TOKEN,
    Token,
    Trigger,
    View,
    clause,
    governors,
    group_of,
    head_of,
    local,
    speech,
    view,
)

METRICS: Final = (Metric.REQUESTS, Metric.HONORED, Metric.DECLINED, Metric.TRANSFERRED, Metric.ACTIVE,
                  Metric.WITHDRAWN, Metric.NOTIFIED, Metric.COST)  # fmt: skip
FAR: Final = 30  #: words: as far as not at all
TOPIC: Final = 12  #: sentences back in which the matter of the text is looked for
INHERITED: Final = 8  #: sentences back from which a number may take its metric
PARALLEL: Final = 60  #: figures back among which the sentence before is looked for
HEADING: Final = 15  #: lines back in which the heading of a list is looked for
LABEL: Final = 200  #: characters of a label before a colon or dots

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
#: senses that make the plainest sentence one of other things
_FOREIGN: Final = frozenset(["evict", "maybe", "wrong", "share", "change", "vote", "287g", "deport", "law"])
_MARKS: Final = ("<n>", "<m>", "<r>", "<t>", "<p>")
_TIMED: Final = re.compile(
    r"\b(?:19|20)\d\d\b|\bq[1-4]\b|\bfy|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_RATIO: Final = re.compile(r"%|percent|\brate\b|\bshare\b|\bavg\b|average|\bmean\b|\bchange\b|\bper\b")
_CUT: Final = re.compile(r":|\.{3,}|…|=| [-–—] |  ")


def near(gap: float) -> str:
    """A distance in words as one of a few."""
    for limit, name in ((1, "0"), (2, "1"), (4, "2"), (7, "3"), (12, "4"), (20, "5")):
        if gap < limit:
            return name
    return "6"


def size(value: int) -> str:
    """A value as one of a few sizes."""
    if value <= 3:
        return str(value)
    return f"e{min(int(math.log2(value)), 16)}"


class Observer:
    """The signs of one document's candidates."""

    def __init__(
        self, candidates: Sequence[Candidate], lines: Sequence[Line], title: str, *, official: bool
    ) -> None:
        self.candidates, self.lines, self.official = candidates, lines, official
        self.title, speaks = speech(title.lower())
        self.title_speaks = dict(speaks)
        self.title_numbers = {int(n.replace(",", "")) for n in re.findall(r"\d[\d,]{0,9}", title)}
        self.values = [candidate.number.value for candidate in candidates]
        self.order = {id(candidate): n for n, candidate in enumerate(candidates)}
        self.by_line: dict[int, list[Candidate]] = {}
        for candidate in candidates:
            self.by_line.setdefault(candidate.index, []).append(candidate)
        self._views: dict[int, View] = {}
        self._glances: dict[int, Glance] = {}
        self._verdicts: dict[int, Verdict] = {}
        self._headings: dict[int, str] = {}
        self.told: list[tuple[Candidate, Metric]] = []  #: what was taken so far, in the order of the text

    def remember(self, candidate: Candidate, metric: Metric) -> None:
        """Tells that a candidate was taken: later ones may go on from it."""
        self.told.append((candidate, metric))

    def view(self, index: int) -> View:
        """A line as words; made once."""
        known = self._views.get(index)
        if known is None:
            known = self._views[index] = view(self.lines[index])
        return known

    def verdict(self, candidate: Candidate) -> Verdict:
        """What a cell's head, label and caption say that it counts."""
        known = self._verdicts.get(candidate.start)
        if known is None:
            known = self._verdicts[candidate.start] = (
                captions.read(candidate.cell) if candidate.cell is not None else Verdict(None)
            )
        return known

    # --- the number itself ------------------------------------------------------------------

    def plain(self, candidate: Candidate) -> list[str]:
        """What is seen of a number whatever it may count; each sign once."""
        found = [*self._number(candidate)]
        found += self._of_cell(candidate) if candidate.cell is not None else self._of_prose(candidate)
        return list(dict.fromkeys(found))

    def _number(self, candidate: Candidate) -> Iterator[str]:
        number = candidate.number
        shape = "cell" if candidate.cell is not None else "prose"
        yield shape
        yield f"{shape} value {size(number.value)}"
        yield f"{shape} form {number.form}"
        if number.qualifier.value != "exact":
            yield f"qualified {number.qualifier.value}"
        if number.money:
            yield f"{shape} money"
        if number.whole:
            yield "whole"
        if self.official:
            yield f"{shape} official"
        for sense in ("detainer", "ice", "evict", "287g", "arrest", "paper", "person"):
            if sense in self.title:
                yield f"title {sense}"
        if number.value in self.title_numbers:
            yield "in title"
        yield from self._values(candidate)

    def _values(self, candidate: Candidate) -> Iterator[str]:
        """How the value stands to the other values of the text: told before, a sum, a difference."""
        value, at = candidate.number.value, self.order[id(candidate)]
        earlier, later = self.values[max(0, at - 30) : at], self.values[at + 1 : at + 30]
        if value in earlier:
            yield "told before"
        if value in later:
            yield "told again"
        last = earlier[-4:]
        if value > 2:
            pairs = [(a, b) for n, a in enumerate(last) for b in last[n + 1 :]]
            if any(a + b == value for a, b in pairs):
                yield "a sum"
            if any(abs(a - b) == value for a, b in pairs):
                yield "a difference"
        if last:
            step = math.log1p(value) - math.log1p(last[-1])
            yield f"step {max(-4, min(4, round(step)))}"

    # --- cells ------------------------------------------------------------------------------

    def _of_cell(self, candidate: Candidate) -> Iterator[str]:
        cell, verdict = candidate.cell, self.verdict(candidate)
        if cell is None:
            return
        yield f"verdict {'alien' if verdict.alien else 'none' if verdict.metric is None else 'metric'}"
        if verdict.sure:
            yield "verdict sure"
        if verdict.part:
            yield "verdict part"
        yield f"shape {cell.shape}"
        for mark, text in (("head", cell.head), ("label", cell.label)):
            senses, _speaks = speech(text)
            if not text.strip():
                yield f"{mark} none"
            for sense in senses:
                yield f"{mark} {sense}"
            for word in _words(text)[:24]:
                yield f"{mark}: {word}"
            if _TIMED.search(text):
                yield f"{mark} timed"
            if _RATIO.search(text):
                yield f"{mark} ratio"
        for sense in speech(cell.caption)[0]:
            yield f"caption {sense}"
        after = candidate.sentence.low[candidate.number.end : candidate.number.end + 2]
        if "%" in after:
            yield "percent after"

    # --- prose ------------------------------------------------------------------------------

    def _of_prose(self, candidate: Candidate) -> Iterator[str]:
        glance = self.glance(candidate)
        seen, i, noun = glance.seen, glance.i, glance.noun
        yield f"noun {noun}"
        yield from self._beside(seen.tokens, i, noun, glance.after)
        yield from self._clause(glance)
        yield from self._sentence(seen, candidate, i, noun)
        yield from self._around(candidate, noun)

    def _beside(self, tokens: Sequence[Token], i: int, noun: str, after: int) -> Iterator[str]:
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

    def _clause(self, glance: Glance) -> Iterator[str]:
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

    def _sentence(self, seen: View, candidate: Candidate, i: int, noun: str) -> Iterator[str]:
        """The sentence as a whole, and the number's place in it."""
        for sense in _NEAR:
            if sense in seen.present:
                yield f"said [{sense}]"
        mine = self.by_line[candidate.index]
        yield f"order {min(mine.index(candidate), 3)}"
        yield f"among {min(len(mine), 5)}"
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

    def _around(self, candidate: Candidate, noun: str) -> Iterator[str]:
        """How far back the text spoke of its matter, and what the sentence before is."""
        at, sort = candidate.index, group_of(noun)
        for mark, senses in (("topic", {"detainer"}), ("paper", {"detainer", "paper"}), ("ice", {"ice"})):
            back = next((k for k in range(TOPIC) if at >= k and self.view(at - k).present & senses), TOPIC)
            yield f"{mark} back {near(back)}"
            yield f"{mark} back {near(back)} {sort}"
        if any("detainer" in self.view(at + k).present for k in (1, 2) if at + k < len(self.lines)):
            yield "topic ahead"
        yield f"line {min(at, 3)}"
        if not at:
            return
        before = self.view(at - 1)
        same = before.line.sentence.paragraph == candidate.sentence.paragraph
        yield f"paragraph {'goes on' if same else 'begins'} {sort}"
        if guards.question(before.line.sentence.text):
            yield f"asked {sort}"
        for sense in ALIEN:
            if sense in before.present:
                yield f"earlier [{sense}]"

    # --- the number as a figure of a metric -------------------------------------------------

    def toward(self, candidate: Candidate) -> list[list[str]]:
        """For each metric, in the order of `METRICS`, what is seen that speaks for it, or, with a minus sign,
        for another; each sign once."""
        found = (
            [*self._cell_toward(candidate)]
            if candidate.cell is not None
            else [*self._prose_toward(candidate)]
        )
        found += self._history(candidate)
        signs: list[list[str]] = []
        for metric in METRICS:
            mine = dict.fromkeys(name if owner is metric else f"-{name}" for owner, name in found)
            mine.update(dict.fromkeys(self._of_metric(candidate, metric)))
            signs.append(list(mine))
        return signs

    def _of_metric(self, candidate: Candidate, metric: Metric) -> Iterator[str]:
        """Signs that name the metric itself: how common it is, what usually comes before it."""
        if candidate.cell is not None:
            yield f"cell of {metric.value}"
        else:
            glance = self.glance(candidate)
            yield metric.value
            yield f"{metric.value} of {glance.sort}"
            yield from _acts(glance, metric)
        if not self.told:
            yield f"first of {metric.value}"
            return
        last, known = self.told[-1]
        yield f"{known.value} then {metric.value} {min(candidate.index - last.index, 2)}"

    def _cell_toward(self, candidate: Candidate) -> Iterator[tuple[Metric, str]]:
        cell, verdict = candidate.cell, self.verdict(candidate)
        if verdict.metric is not None:
            yield verdict.metric, f"verdict{' sure' if verdict.sure else ''}"
        if cell is None:
            return
        for mark, text in (("head", cell.head), ("label", cell.label), ("caption", cell.caption)):
            for one, weight in speech(text)[1]:
                yield one, f"cell {mark} {weight:g}"

    def _prose_toward(self, candidate: Candidate) -> Iterator[tuple[Metric, str]]:
        glance = self.glance(candidate)
        sort, own = glance.sort, glance.local
        yield from self._governed(glance)
        if own is not None:
            yield own, f"local {sort}"
        else:
            yield from self._inherited(candidate, sort)
        for mark, speaks in self._speakers(candidate):
            for one, weight in speaks:
                yield one, f"{mark} {weight:g}"
                if own is None:
                    yield one, f"{mark} {sort}"

    def glance(self, candidate: Candidate) -> Glance:
        """What is needed again and again about a number in prose; worked out once."""
        known = self._glances.get(candidate.start)
        if known is None:
            seen = self.view(candidate.index)
            i = seen.at(candidate.number.start)
            noun, after = head_of(seen.tokens, i)
            found = governors(seen, i)
            known = self._glances[candidate.start] = Glance(
                seen, i, noun, after, group_of(noun), clause(seen, i), found, local(seen, i, found)
            )
        return known

    def _speakers(self, candidate: Candidate) -> Iterator[tuple[str, Sequence[tuple[Metric, float]]]]:
        """What stands around a number's sentence and may say what it counts, with what that speaks for."""
        at = candidate.index
        yield "title", tuple(self.title_speaks.items())
        for k in (1, 2, 3):
            if at >= k:
                yield f"back {k}", tuple(self.view(at - k).speaks.items())
        if at and not any(not n.refused for n in self.lines[at - 1].numbers):
            yield "back numberless", tuple(self.view(at - 1).speaks.items())
        if at + 1 < len(self.lines):
            yield "next", tuple(self.view(at + 1).speaks.items())
        if label := _label(candidate):
            yield "label", speech(label)[1]
        if heading := self._heading(candidate):
            yield "heading", speech(heading)[1]

    def _governed(self, glance: Glance) -> Iterator[tuple[Metric, str]]:
        """Which act takes the number as its object or subject."""
        if (plainly := _plainly(glance)) is not None:
            yield plainly[1], f"plainly {plainly[0]}"
            yield plainly[1], f"plainly {plainly[0]} {glance.sort}"
        for name, trigger in glance.governors.items():
            kind = f"{name}{'' if trigger.strong else ' weak'}"
            yield trigger.metric, kind
            yield trigger.metric, f"{kind} of {glance.sort}"
            for bend in ("passive", "modal", "negated"):
                if getattr(trigger, bend):
                    yield trigger.metric, f"{kind} {bend}"

    def plainly(self, candidate: Candidate) -> Metric | None:
        """The metric of a number that stands in a schoolbook sentence; none in any other."""
        if candidate.cell is not None:
            return None
        found = _plainly(self.glance(candidate))
        return found[1] if found else None

    def _inherited(self, candidate: Candidate, sort: str) -> Iterator[tuple[Metric, str]]:
        """The metric of the nearest number before that has one of its own."""
        between = 0
        for index in range(candidate.index, max(-1, candidate.index - INHERITED), -1):
            for other in reversed(self.by_line.get(index, ())):
                if other.cell is not None or other.start >= candidate.start:
                    continue
                own = self.glance(other).local
                if own is not None:
                    back = near(candidate.index - index)
                    yield own, f"inherited {back}"
                    yield own, f"inherited {back} {sort}"
                    yield own, f"inherited over {min(between, 3)} {sort}"
                    return
                between += 1

    def _history(self, candidate: Candidate) -> Iterator[tuple[Metric, str]]:
        """How the figures taken before this number speak: the last one, the one before it, the one that
        stands at the same place in the sentence before."""
        sort, timed = "cell", ""
        if candidate.cell is None:
            glance = self.glance(candidate)
            tokens, i = glance.seen.tokens, glance.i
            sort = glance.sort
            if any(t.word == "<t>" for t in tokens[max(0, i - 3) : i + 4]):
                timed = " timed"
            if glance.local is not None:
                sort += " local"
        if not self.told:
            return
        last, known = self.told[-1]
        back = near(candidate.index - last.index)
        yield known, f"after {back}"
        yield known, f"after {back} {sort}{timed}"
        if last.sentence.paragraph == candidate.sentence.paragraph:
            yield known, f"after in paragraph {sort}{timed}"
        if len(self.told) > 1:
            before = self.told[-2][1]
            yield before, f"second {'alike' if before is known else 'other'} {sort}"
        yield from self._parallel(candidate, sort)

    def _parallel(self, candidate: Candidate, sort: str) -> Iterator[tuple[Metric, str]]:
        mine = self.by_line[candidate.index].index(candidate)
        for back in (1, 2, 3):
            row = [known for one, known in self.told[-PARALLEL:] if one.index == candidate.index - back]
            if row:
                if mine < len(row):
                    yield row[mine], f"parallel {back} {sort}"
                    if len(row) == len(self.by_line[candidate.index]) > 1:
                        yield row[mine], "parallel of as many"
                return

    def _heading(self, candidate: Candidate) -> str:
        """The heading above, or the line before a list that ends in a colon."""
        known = self._headings.get(candidate.index)
        if known is None:
            known = self._headings[candidate.index] = self._find_heading(candidate)
        return known

    def _find_heading(self, candidate: Candidate) -> str:
        for at in range(candidate.index - 1, max(-1, candidate.index - HEADING), -1):
            above = self.lines[at].sentence
            if above.line == candidate.sentence.line or len(above.text) > 160:
                continue
            ends = above.text[-1:]
            counted = any(not n.refused for n in self.lines[at].numbers)
            if ends == ":" or (is_heading(above) and ends not in ".?!" and not counted):
                return above.low
        return ""


@dataclass(frozen=True, slots=True)
class Glance:
    """One number in prose: its line, its token, its noun, its clause and what governs it there."""

    seen: View
    i: int
    noun: str
    after: int  #: index after the noun
    sort: str
    clause: tuple[int, int, int, int]
    governors: dict[str, Trigger]
    local: Metric | None


def _plainly(glance: Glance) -> tuple[str, Metric] | None:
    """The schoolbook sentences: 'police received 15 detainers', '12 people were handed over to ICE', 'the
    county declined 40'; nothing denied, possible, asked or of another kind in the clause."""
    seen, papers = glance.seen, glance.sort in ("detainer", "paper")
    left, right, _a, _b = glance.clause
    if guards.question(seen.line.sentence.text):
        return None
    if any(sense in _FOREIGN for t in seen.tokens[left + 1 : right] for sense in t.senses):
        return None
    for name in ("participle", "object", "subject"):
        act = glance.governors.get(name)
        if act is None or not act.strong or act.noun or act.modal or act.negated:
            continue
        if name == "participle":
            return name, act.metric
        fits = not act.passive if name == "object" else act.passive or act.metric is Metric.TRANSFERRED
        if fits and (papers or act.metric is not Metric.REQUESTS):
            return name, act.metric
    return None


def _acts(glance: Glance, metric: Metric) -> Iterator[str]:
    """The acts around a number: how near, on which side, of this metric or of another."""
    left, right, inner_left, inner_right = glance.clause
    i = glance.i
    gaps: dict[str, int] = {}
    nearest: dict[str, tuple[int, bool]] = {}
    for trigger in glance.seen.triggers:
        mine, inside = trigger.metric is metric, left < trigger.at < right
        if not (inside or mine):
            continue
        side = "<" if trigger.at < i else ">"
        gap = _gap(trigger, i)
        strength = "act" if trigger.strong else "hint"
        kind = f"{'' if mine else '-'}{strength}{side}"
        where = kind if inside else f"far {kind}"
        gaps[where] = min(gap, gaps.get(where, FAR))
        if gap == 0 and trigger.at < i < trigger.last:
            yield f"{kind} around"
        if not inside:
            continue
        if mine:
            for bend in ("negated", "passive", "modal"):
                if getattr(trigger, bend):
                    yield f"{kind} {bend}"
            if inner_left < trigger.at < inner_right:
                yield f"{kind} inner"
        slot = f"{side}{strength}"
        known = nearest.get(slot)
        if known is None or gap < known[0] or (gap == known[0] and mine):
            nearest[slot] = (gap, mine)
    for kind, gap in gaps.items():
        yield f"{kind} {near(gap)}"
    for slot, found in nearest.items():
        yield f"{'' if found[1] else '-'}nearest {slot}"


_SHAPES: Final = {"<t>": "t", "<n>": "n", ",": ",", ";": ";", "in": "i", "and": "&", "for": "i", "(": "(",
                  ")": ")", ":": ":", "<r>": "r", "<m>": "m"}  # fmt: skip


def _gap(trigger: Trigger, i: int) -> int:
    """Words between an act and a number; none where its phrase stands around it: 'handed 412 people over'."""
    if trigger.at < i < trigger.last:
        return 0
    return i - trigger.last if trigger.last < i else abs(trigger.at - i)


def _words(text: str) -> list[str]:
    return [stem(match.group()) for match in TOKEN.finditer(text)]


def _label(candidate: Candidate) -> str:
    """The words of a line before a colon or dots, that name what the number after them counts."""
    low = candidate.sentence.low
    cut = _CUT.search(low[: candidate.number.start])
    return low[: cut.start()] if cut and cut.start() <= LABEL else ""
