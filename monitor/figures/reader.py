"""The reader: a text and its context in, figures out. Pure; same in, same out.

Every number that may count something is weighed by what stands around it (`signs`, `weighing`); for those
that are taken for figures the period (`when`), the place (`where`) and the speaker (`who`) are worked out
together, since one takes them from another. What was seen and refused can be asked for (`explain`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from config.words import Metric
from monitor.figures import (
    comments,
    guards,
    lexicon,
    nothing,
    outcomes,
    partitions,
    subsets,
    tabled,
    telling,
    weighing,
    when,
    where,
    who,
    wholes,
)
from monitor.figures.assemble import figures_of
from monitor.figures.candidates import Candidate
from monitor.figures.context import ReaderContext, ReaderText
from monitor.figures.paper import Choice, Count, Paper, open_paper
from monitor.figures.places import Spot
from monitor.figures.refusals import Refusals
from monitor.figures.signs import METRICS, Observer
from monitor.figures.weighing import Chances
from storage.records import Figure

READER: Final = "reader/4"
MAX_TEXT: Final = 20_000_000  #: characters; what lies beyond is not read
TAKEN: Final = (
    0.45  #: the chance from which a number is taken for a figure; a doubtful one is held for review
)
TAKEN_PLAINLY: Final = 0.3  #: the same where a schoolbook sentence agrees
AGREED: Final = 0.25  #: the share of a chance that is enough where a schoolbook sentence says it
SOURCED: Final = 0.97  #: the chance of a place that the source is about
HEAD: Final = 60_000  #: characters in which other kinds of detainers are looked for
NEAR: Final = 6  #: lines before a number in which its agency may be named
ALSO: Final = 0.42  #: the share of that chance from which it counts a second thing too: "rejected all 57"
#: where a schoolbook sentence says the same as the weights do with a chance of at least the first number, the
#: chance is at least the second: so many were right on the labelled texts
PLAIN: Final = ((0.7, 0.975), (0.5, 0.85), (0.25, 0.55))
PART: Final = 0.4  #: a part told as the whole is worse than a whole held back as a part
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
    r"(?:the|its|those|these|their)\s+$"
)

__all__ = ["READER", "ReaderContext", "ReaderText", "read", "read_by", "survey"]


def read_by(context: ReaderContext) -> str:
    """Which reader with which catalogue: what a stored reading is marked with."""
    return f"{READER}+{context.catalogue.revision}"


def read(text: str | ReaderText, context: ReaderContext) -> tuple[Figure, ...]:
    """The figures that a text states, in the order of the text. Never raises, whatever the text."""
    return _survey(text, context, explained=False).figures


@dataclass(frozen=True, slots=True)
class Refused:
    """A number that was taken for no figure, with the chance that it is one, and why."""

    candidate: Candidate
    chance: float
    why: str


@dataclass(frozen=True)
class Survey:
    """The figures of a text, and each number that was refused."""

    figures: tuple[Figure, ...]
    refused: tuple[Refused, ...]


def survey(text: str | ReaderText, context: ReaderContext) -> Survey:
    """`read`, with what was seen and refused beside it."""
    return _survey(text, context, explained=True)


def _survey(text: str | ReaderText, context: ReaderContext, *, explained: bool) -> Survey:
    """`explained`: with the signs that weighed most against the numbers that were refused."""
    words = (text.text if isinstance(text, ReaderText) else text)[:MAX_TEXT]
    if not lexicon.watched(words) and not lexicon.watched(context.title):
        return Survey((), ())
    paper = open_paper(words, context)
    observer = Observer(paper.candidates, paper.lines, paper.title, official=paper.official)
    said = outcomes.Verdicts(paper, observer)
    end = comments.begin([line.sentence for line in paper.lines])
    others = _others(paper)
    counts, refused, reasons = _counts(paper, observer, said, end, others=others, explained=explained)
    zeros = _zeros(paper, observer, said, end, others=others)
    paper, counts, reasons = nothing.weave(paper, counts, reasons, zeros)
    found = {id(zero.candidate) for zero in zeros}
    refused = [one for one in refused if id(one.candidate) not in found]
    plain = [count for count, _subset in counts]
    places = [_settled(choice, context) for choice in where.places_of(paper, plain)]
    spots = [choice.value for choice in places]
    times = when.periods_of(paper, plain)
    speakers = who.speakers_of(paper, plain, spots)
    findings = [
        telling.Finding(
            paper.candidates[count.candidate], count.metric, subset, count.chance, times[i], places[i],
            speakers[i], reasons[i],
        )
        for i, (count, subset) in enumerate(counts)
    ]  # fmt: skip
    findings += wholes.outcomes_of(paper, said, plain, findings)
    chosen, untold = telling.told(findings)
    refused += [Refused(one.finding.candidate, one.finding.likely, one.why) for one in untold]
    return Survey(figures_of(chosen, paper), tuple(refused))


def _settled(choice: Choice[Spot], context: ReaderContext) -> Choice[Spot]:
    """A place that is the one of the source too is as good as certain."""
    if choice.value is None or choice.value.id != context.place:
        return choice
    return replace(choice, chance=max(choice.chance, SOURCED))


def _counts(
    paper: Paper, observer: Observer, said: outcomes.Verdicts, end: int, *, others: bool, explained: bool
) -> tuple[list[tuple[Count, str | None]], list[Refused], list[str]]:
    """The candidates that are taken, each with its metric and the part it counts; those that are not.
    `others`: the text speaks of other detainers too. `explained`: with reasons for refused ones."""
    weights = weighing.shipped()
    refusals = Refusals(paper.lines)
    counts: list[tuple[Count, str | None]] = []
    reasons: list[str] = []
    refused: list[Refused] = []
    for i, candidate in enumerate(paper.candidates):
        if candidate.index >= end:
            break
        if why := (
            _guarded(candidate) or refusals.why(candidate) or (_of_others(paper, candidate) if others else "")
        ):
            observer.refuse(candidate)
            refused.append(Refused(candidate, 0.0, why))
            continue
        plain = observer.plain(candidate)
        sides = observer.sides(candidate)
        chances = _possible(weighing.chances_of(weights, plain, sides), candidate)
        plainly = observer.plainly(candidate)
        verdict = observer.verdict(candidate)
        proved, least = wholes.proved(candidate, observer, said)
        told = wholes.joined(proved, _told(chances, candidate, plainly))
        if candidate.cell is not None:
            told = tabled.told(verdict, told)
        best = told[0] if told else chances.best()
        shown = bool(told) or explained
        why = ", ".join(weighing.reasons(weights, plain, sides.of(best), best)) if shown else ""
        if not told:
            observer.refuse(candidate)
            refused.append(Refused(candidate, chances.figure, why))
            continue
        observer.remember(candidate, best)
        part = tabled.part(verdict, weighing.part_chance(weights, plain))
        if _a_part(candidate, told, observer):
            part = max(part, PARTED)
        subset = _subset(candidate, told[0], part, observer)
        sure = max(part, 1.0 - part)
        if proved:
            why = "said of all or none of them" + ("" if len(proved) > 1 else " that follow")
        for metric in told:
            chance = chances.figure if len(told) > 1 else tabled.chance(verdict, metric, chances)
            if plainly is best:
                chance = _schoolbook(chance)
            if metric in proved:
                chance = max(chance, least)
            counts.append((Count(i, metric, subset is not None, chance * sure), subset))
            reasons.append(why)
    return counts, refused, reasons


def _schoolbook(chance: float) -> float:
    """The chance of a metric that a schoolbook sentence names as the weights do."""
    return max([chance, *(least for over, least in PLAIN if chance >= over)])


def _zeros(
    paper: Paper, observer: Observer, said: outcomes.Verdicts, end: int, *, others: bool
) -> list[nothing.Zero]:
    """The zeros that are proved, of our detainers. `others`: the text speaks of other detainers too."""
    found = nothing.find(paper, said, observer, end)
    return [zero for zero in found if not (others and _of_others(paper, zero.candidate))]


def _others(paper: Paper) -> bool:
    """Whether a text speaks of detainers that are none of ours too."""
    return guards.others(f"{paper.title}\n{paper.text[:HEAD]}")


def _a_part(candidate: Candidate, told: Sequence[Metric], observer: Observer) -> bool:
    """Whether a cell's label, or the grammar of a sentence, says that a number counts a part."""
    if candidate.cell is not None:
        return partitions.of_label(candidate.cell.label)
    if told == [Metric.REQUESTS] and partitions.of_requests(candidate.sentence.low, candidate.number):
        return True
    return candidate.number.start in partitions.listed(observer.lines[candidate.index])


#: a form's "If yes, how many?" supposes nothing
_IF_SO: Final = re.compile(r"^if (?:yes|so|any|applicable)\b")


def _guarded(candidate: Candidate) -> str:
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
    low = sentence.low if candidate.cell is None else _IF_SO.sub("", sentence.low)
    return "said of what might be" if modal else guards.sentence(low)


def _of_others(paper: Paper, candidate: Candidate) -> str:
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
