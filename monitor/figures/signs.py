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
from typing import Final

from config.words import Metric
from monitor.figures import captions, cell_signs, glances, guards, prose_signs
from monitor.figures.candidates import Candidate, Line, is_heading
from monitor.figures.captions import Verdict
from monitor.figures.clauses import ALIEN
from monitor.figures.glances import Glance, near
from monitor.figures.history import History
from monitor.figures.sides import METRICS as METRICS
from monitor.figures.sides import Sides
from monitor.figures.sights import Sight
from monitor.figures.views import View, speech

TOPIC: Final = 12  #: sentences back in which the matter of the text is looked for
HEADING: Final = 15  #: lines back in which the heading of a list is looked for
LABEL: Final = 200  #: characters of a label before a colon or dots
_CUT: Final = re.compile(r":|\.{3,}|…|=| [-–—] |  ")


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
        self.sight = Sight(candidates, lines)
        self.history = History(self.sight)
        self.title, speaks = speech(title.lower())
        self.title_speaks = dict(speaks)
        self.title_numbers = {int(n.replace(",", "")) for n in re.findall(r"\d[\d,]{0,9}", title)}
        self.values = [candidate.number.value for candidate in candidates]
        self.order = {id(candidate): n for n, candidate in enumerate(candidates)}
        self._verdicts: dict[int, Verdict] = {}
        self._headings: dict[int, str] = {}
        self._arounds: dict[tuple[int, str], list[str]] = {}

    def remember(self, candidate: Candidate, metric: Metric) -> None:
        """Tells that a candidate was taken: later ones may go on from it."""
        self.history.remember(candidate, metric)

    def refuse(self, candidate: Candidate) -> None:
        """Tells that a candidate is no figure: nor may be what goes on from it."""
        self.history.refuse(candidate)

    def view(self, index: int) -> View:
        """A line as words; made once."""
        return self.sight.view(index)

    def glance(self, candidate: Candidate) -> Glance:
        """What is needed again and again about a number in prose; worked out once."""
        return self.sight.glance(candidate)

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
        if candidate.cell is not None:
            found += cell_signs.seen(candidate, candidate.cell, self.verdict(candidate))
        else:
            glance = self.glance(candidate)
            found += prose_signs.seen(glance, candidate, self.sight.by_line[candidate.index])
            found += self._around(candidate, glance.sort)
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

    def _around(self, candidate: Candidate, sort: str) -> list[str]:
        """How far back the text spoke of its matter, and what the sentence before is; once a line."""
        known = self._arounds.get((candidate.index, sort))
        if known is None:
            known = self._arounds[candidate.index, sort] = [*self._find_around(candidate, sort)]
        return known

    def _find_around(self, candidate: Candidate, sort: str) -> Iterator[str]:
        at = candidate.index
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
        sides = self.sides(candidate)
        return [sides.of(metric) for metric in METRICS]

    def sides(self, candidate: Candidate) -> Sides:
        """What is seen that speaks for one metric or another."""
        cell = candidate.cell
        found = (
            [*cell_signs.toward(cell, self.verdict(candidate))]
            if cell is not None
            else [*self._prose_toward(candidate)]
        )
        found += self.history.toward(candidate)
        return Sides(found, list(self._named(candidate)))

    def _named(self, candidate: Candidate) -> Iterator[list[str]]:
        """For each metric, signs that name it: how common it is, what usually comes before it, the acts."""
        glance = self.sight.glance(candidate) if candidate.cell is None else None
        reached = glances.acts(glance) if glance else []
        refused = self.history.refused(candidate) if glance else []
        last, known = self.history.told[-1] if self.history.told else (None, None)
        acting = [act.trigger.metric for act in reached]
        of_others: list[str] | None = None  # alike for all metrics that no act is of
        for metric in METRICS:
            name = metric.value
            found = [f"cell of {name}"] if glance is None else [name, f"{name} of {glance.sort}"]
            if metric in acting:
                found += glances.acts_for(reached, metric)
            else:
                of_others = [*glances.acts_for(reached, metric)] if of_others is None else of_others
                found += of_others
            found += refused
            if last is None or known is None:
                found.append(f"first of {name}")
            else:
                found.append(f"{known.value} then {name} {min(candidate.index - last.index, 2)}")
            yield list(dict.fromkeys(found))

    def _prose_toward(self, candidate: Candidate) -> Iterator[tuple[Metric, str]]:
        glance = self.sight.glance(candidate)
        sort, own = glance.sort, glance.local
        yield from _governed(glance)
        if own is not None:
            yield own, f"local {sort}"
        yield from self.history.carried(candidate)
        for mark, speaks in self._speakers(candidate):
            for one, weight in speaks:
                yield one, f"{mark} {weight:g}"
                if own is None:
                    yield one, f"{mark} {sort}"

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

    def plainly(self, candidate: Candidate) -> Metric | None:
        """The metric of a number that stands in a schoolbook sentence; none in any other."""
        if candidate.cell is not None:
            return None
        found = glances.plainly(self.sight.glance(candidate))
        return found[1] if found else None

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


def _governed(glance: Glance) -> Iterator[tuple[Metric, str]]:
    """Which act takes the number as its object or subject."""
    if (plainly := glances.plainly(glance)) is not None:
        yield plainly[1], f"plainly {plainly[0]}"
        yield plainly[1], f"plainly {plainly[0]} {glance.sort}"
    for name, trigger in glance.governors.items():
        kind = f"{name}{'' if trigger.strong else ' weak'}"
        yield trigger.metric, kind
        yield trigger.metric, f"{kind} of {glance.sort}"
        for bend in trigger.bends:
            yield trigger.metric, f"{kind} {bend}"


def _label(candidate: Candidate) -> str:
    """The words of a line before a colon or dots, that name what the number after them counts."""
    low = candidate.sentence.low
    cut = _CUT.search(low[: candidate.number.start])
    return low[: cut.start()] if cut and cut.start() <= LABEL else ""
