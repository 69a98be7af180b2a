"""Which numbers of a text count something: what each is taken for, what it is refused for, and why.

The numbers are gone through in the order of the text, since one without words of its own goes on from those
before it (`history`). Guards that no weight overrules come first; then the signs and the language model.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from config.words import Metric
from monitor.figures import guards, outcomes, partitions, subsets, tabled, weighing, wholes
from monitor.figures.candidates import Candidate
from monitor.figures.language import Grasp
from monitor.figures.paper import Count, Paper
from monitor.figures.refusals import Refusals
from monitor.figures.sides import Sides
from monitor.figures.signs import METRICS, Observer
from monitor.figures.weighing import Chances

TAKEN: Final = (
    0.45  #: the chance from which a number is taken for a figure; a doubtful one is held for review
)
TAKEN_PLAINLY: Final = 0.3  #: the same where a schoolbook sentence agrees
AGREED: Final = 0.25  #: the share of a chance that is enough where a schoolbook sentence says it
NEAR: Final = 6  #: lines before a number in which its agency may be named
ALSO: Final = 0.42  #: the share of that chance from which it counts a second thing too: "rejected all 57"
#: where a schoolbook sentence says the same as the weights do with a chance of at least the first number, the
#: chance is at least the second: so many were right on the labelled texts
PLAIN: Final = ((0.7, 0.975), (0.5, 0.85), (0.25, 0.55))
PART: Final = 0.4  #: a part told as the whole is worse than a whole held back as a part
OTHERWISE: Final = 0.75  #: a metric that the language model gives less than this is disputed
DISPUTED: Final = 0.8  #: and is held for review
PARTED: Final = 0.8  #: the chance of a part where a label or grammar says so

#: 'may decline 268', 'let the chief refuse 12': nothing but the act's own words stands between
_MIGHT: Final = re.compile(
    r"\b(?:may|might|could|would|should|can|cannot|let (?:the )?\w+|allow\w* (?:\w+ ){1,3}to)\s+"
    r"(?:not\s+|only\s+|also\s+)?"
    r"(?:receive|issue|send|lodge|place|honor|decline|refuse|reject|ignore|hold|keep|detain|transfer|release|"
    r"lift|notify)\s+(?:up to |about |as many as |all |the |those |some )*$"
)
_MIGHT_ENDS: Final = (
    "receive", "issue", "send", "lodge", "place", "honor", "decline", "refuse", "reject", "ignore", "hold",
    "keep", "detain", "transfer", "release", "lift", "notify", "to", "about", "as", "all", "the", "those",
    "some",
)  # fmt: skip

#: "12 of the 57": what is counted is the part; the base was asked for
_BASE: Final = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|dozen))\s+of\s+"
    r"(?:the|its|those|these|their|(?:last|this|that)\s+year's)\s+$"
)


@dataclass(frozen=True, slots=True)
class Refused:
    """A number that was taken for no figure, with the chance that it is one, and why."""

    candidate: Candidate
    chance: float
    why: str


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A number with its signs, the chance of each metric, and that it counts a part."""

    plain: Sequence[str]
    sides: Sides
    chances: Chances
    part: float
    grasp: Grasp | None

    def disputed(self, metrics: Collection[Metric]) -> bool:
        """Whether the language model takes the number for something else than these, whatever signs and
        grammar say."""
        return self.grasp is not None and sum(map(self.grasp.chances.of, metrics)) < OTHERWISE

    def why(self, metric: Metric) -> str:
        """The signs that weighed most for a metric or against it, and what the language model says of it."""
        signs = weighing.reasons(weighing.shipped(), self.plain, self.sides.of(metric), metric)
        heard = [f"language model {self.grasp.chances.of(metric):.2f}"] if self.grasp else []
        return ", ".join([*heard, *signs])


class Counting:
    """One pass over the numbers of a document."""

    def __init__(
        self, paper: Paper, observer: Observer, said: outcomes.Verdicts, grasps: Mapping[int, Grasp],
        others: bool, explained: bool,
    ) -> None:  # fmt: skip
        """`others`: the text speaks of other detainers too. `explained`: with reasons for refused ones."""
        self.paper = paper
        self.observer = observer
        self.said = said
        self.grasps = grasps
        self.others = others
        self.explained = explained
        self.refusals = Refusals(paper.lines)
        self.counts: list[tuple[Count, str | None]] = []
        self.reasons: list[str] = []
        self.refused: list[Refused] = []

    def of(self, end: int) -> tuple[list[tuple[Count, str | None]], list[Refused], list[str]]:
        """The numbers before a line that are taken, each with its metric and the part it counts; those that
        are not; and why the first ones are."""
        for i, candidate in enumerate(self.paper.candidates):
            if candidate.index >= end:
                break
            if why := self._guarded(candidate):
                self._refuse(candidate, 0.0, why)
            else:
                self._number(i, candidate)
        return self.counts, self.refused, self.reasons

    def _guarded(self, candidate: Candidate) -> str:
        """Why a number is no figure, whatever it weighs; '' where it may be one."""
        return (
            _barred(candidate)
            or self.refusals.why(candidate)
            or (of_others(self.paper, candidate) if self.others else "")
        )

    def _refuse(self, candidate: Candidate, chance: float, why: str) -> None:
        self.observer.refuse(candidate)
        self.refused.append(Refused(candidate, chance, why))

    def _weigh(self, candidate: Candidate) -> _Weighed:
        weights = weighing.shipped()
        plain, sides = self.observer.plain(candidate), self.observer.sides(candidate)
        chances, part = weighing.chances_of(weights, plain, sides), weighing.part_chance(weights, plain)
        grasp = self.grasps.get(candidate.start)
        if grasp is not None:
            prose = candidate.cell is None
            chances = weighing.together(chances, grasp.chances, weighing.PROSE if prose else weighing.CELL)
            part = weighing.part_together(part, grasp.part, weighing.PROSE if prose else weighing.CELL_PART)
        return _Weighed(plain, sides, _possible(chances, candidate), part, grasp)

    def _number(self, i: int, candidate: Candidate) -> None:
        weighed = self._weigh(candidate)
        chances, verdict = weighed.chances, self.observer.verdict(candidate)
        plainly = self.observer.plainly(candidate)
        proved, least = wholes.proved(candidate, self.observer, self.said)
        told = wholes.joined(proved, _told(chances, candidate, plainly))
        if candidate.cell is not None:
            told = tabled.told(verdict, told)
        if not told:
            self._refuse(candidate, chances.figure, weighed.why(chances.best()) if self.explained else "")
            return
        best = told[0]
        self.observer.remember(candidate, best)
        part = tabled.part(verdict, weighed.part)
        if _a_part(candidate, told, self.observer):
            part = max(part, PARTED)
        subset = _subset(candidate, best, part, self.observer)
        why = "said of all or none of them" if proved else weighed.why(best)
        if len(proved) == 1:
            why += " that follow"
        for metric in told:
            alike = {metric, *self._shared(candidate)} if metric is Metric.REQUESTS else {metric}
            chance = chances.figure if len(told) > 1 else tabled.chance(verdict, metric, chances)
            if candidate.cell is None:
                chance = max(chance, sum(map(chances.of, alike)))
            if plainly is best:
                chance = _schoolbook(chance)
            if metric in proved:
                chance = max(chance, least)
            if weighed.disputed(alike):
                chance = min(chance, DISPUTED)
            self.counts.append((Count(i, metric, subset is not None, chance * max(part, 1.0 - part)), subset))
            self.reasons.append(why)

    def _shared(self, candidate: Candidate) -> set[Metric]:
        """What its sentence or the next says to have come of all or none of the requests that a number
        counts: there the model shares its chance between both, "received 57 and acted on none of them"."""
        lines = range(candidate.index, min(candidate.index + 2, len(self.paper.lines)))
        came = {v.came for line in lines for v in self.said.of(line) if v.back or v.number is not None}
        return {metric for metric in came if metric is not None} & outcomes.ENDS


def _schoolbook(chance: float) -> float:
    """The chance of a metric that a schoolbook sentence names as the weights do."""
    return max([chance, *(least for over, least in PLAIN if chance >= over)])


def _a_part(candidate: Candidate, told: Sequence[Metric], observer: Observer) -> bool:
    """Whether a cell's label, or the grammar of a sentence, says that a number counts a part."""
    if candidate.cell is not None:
        return partitions.of_label(candidate.cell.label)
    if told == [Metric.REQUESTS] and partitions.of_requests(candidate.sentence.low, candidate.number):
        return True
    return candidate.number.start in partitions.listed(observer.lines[candidate.index])


#: a form's "If yes, how many?" supposes nothing
_IF_SO: Final = re.compile(r"^if (?:yes|so|any|applicable)\b")


def _barred(candidate: Candidate) -> str:
    """Why a number is no figure whatever its signs; '' where it may be."""
    sentence = candidate.sentence
    if candidate.cell is None and guards.question(sentence.text):
        return "asked, not said"
    begin, end = max(0, candidate.number.left - 60), candidate.number.left
    modal = (
        candidate.cell is None
        and sentence.low[begin:end].rstrip().endswith(_MIGHT_ENDS)
        and _MIGHT.search(sentence.low, begin, end)
    )
    if not candidate.number.value and guards.only_so_long(sentence.low, candidate.number.start):
        return "denied for so long only"
    low = sentence.low if candidate.cell is None else _IF_SO.sub("", sentence.low)
    return "said of what might be" if modal else guards.sentence(low)


def of_others(paper: Paper, candidate: Candidate) -> str:
    """Why a number is not ours in a text that speaks of other detainers too: the agency is not named near by,
    or the sentence names the other kind."""
    sentence, cell = candidate.sentence, candidate.cell
    near = [line.sentence for line in paper.lines[max(0, candidate.index - NEAR) : candidate.index]]
    if cell is not None:
        around = f"{cell.head} {cell.label} {cell.group} {cell.parent}"
        named = bool(guards.AGENCY.search(around)) or any(guards.AGENCY.search(s.low) for s in near)
        other = guards.others(f"{around} {cell.caption}")
    else:
        same = [s for s in near if s.paragraph == sentence.paragraph]
        own = bool(guards.AGENCY.search(sentence.low))
        named = own or any(guards.AGENCY.search(s.low) for s in same)
        other = not own and guards.others(sentence.low)
    return "another kind of detainer" if other or not named else ""


def _possible(chances: Chances, candidate: Candidate) -> Chances:
    """The chances with what cannot be left out: money is a cost or nothing, and a cost is money, or zero."""
    number, cell = candidate.number, candidate.cell
    if number.money:
        return weighing.only(chances, [Metric.COST])
    if number.value and not (cell is not None and cell.money):
        return weighing.only(chances, [metric for metric in METRICS if metric is not Metric.COST])
    return chances


def _likeliest(chances: Chances) -> list[Metric]:
    """The two metrics with the best chances."""
    order = sorted(range(len(METRICS)), key=lambda m: -chances.metrics[m])
    return [METRICS[order[0]], METRICS[order[1]]]


def _told(chances: Chances, candidate: Candidate, plainly: Metric | None) -> list[Metric]:
    """The metrics that a number is taken to be a figure of; none where it is likelier to be none."""
    if chances.figure < (TAKEN_PLAINLY if plainly in _likeliest(chances) else TAKEN):
        return []
    if _BASE.search(candidate.sentence.low[: candidate.number.left]) and not candidate.number.whole:
        return [Metric.REQUESTS] if plainly or chances.of(Metric.REQUESTS) >= TAKEN else []
    first, second = _likeliest(chances)
    if plainly in (first, second) and not candidate.number.whole:
        first, second = (first, second) if plainly is first else (second, first)
        if chances.of(first) >= (AGREED if plainly is first else ALSO) * chances.figure:
            return [first]
    also = ALSO / 4 if candidate.number.whole and Metric.REQUESTS in (first, second) else ALSO
    if candidate.number.whole and first in (Metric.DECLINED, Metric.HONORED):
        return [first, Metric.REQUESTS]
    return [first, second] if chances.of(second) >= also * chances.figure else [first]


def _subset(candidate: Candidate, metric: Metric, chance: float, observer: Observer) -> str | None:
    """The words for the part that a number counts; none for a whole."""
    if chance < PART:
        return None
    if candidate.cell is not None:
        cell, named = candidate.cell, observer.verdict(candidate).part
        if named == cell.label and cell.name.lower() == named:
            return cell.name  # as it is written
        return named or cell.label or cell.head or "part"
    return subsets.name(candidate.sentence.low, candidate.number)
