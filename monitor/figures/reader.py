"""The reader: a text and its context in, figures out. Pure; same in, same out.

Every number that may count something is weighed by what stands around it (`signs`, `weighing`); for those
that are taken for figures the period (`when`), the place (`where`) and the speaker (`who`) are worked out
together, since one takes them from another. What was seen and refused can be asked for (`explain`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from monitor.figures import (
    comments,
    guards,
    language,
    lexicon,
    nothing,
    outcomes,
    telling,
    when,
    where,
    who,
    wholes,
)
from monitor.figures.assemble import figures_of
from monitor.figures.context import ReaderContext, ReaderText
from monitor.figures.counting import Counting, Refused, of_others
from monitor.figures.language import Grasp
from monitor.figures.paper import Choice, Paper, open_paper
from monitor.figures.places import Spot
from monitor.figures.signs import Observer
from storage.records import Figure

READER: Final = "reader/13"
MAX_TEXT: Final = 20_000_000  #: characters; what lies beyond is not read
SOURCED: Final = 0.97  #: the chance of a place that the source is about
DOUBTED: Final = 0.02  #: a zero that the language model gives less than this is none
HEAD: Final = 60_000  #: characters in which other kinds of detainers are looked for

__all__ = ["READER", "ReaderContext", "ReaderText", "read", "read_by", "survey"]


def read_by(context: ReaderContext) -> str:
    """Which reader with which catalogue: what a stored reading is marked with."""
    return f"{READER}+{context.catalogue.revision}"


def read(text: str | ReaderText, context: ReaderContext) -> tuple[Figure, ...]:
    """The figures that a text states, in the order of the text. Never raises, whatever the text."""
    return _survey(text, context, explained=False).figures


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
    end = comments.begin([line.sentence for line in paper.lines], official=paper.official)
    grasps = language.grasps(paper, end)
    others = _others(paper)
    counts, refused, reasons = Counting(paper, observer, said, grasps, others, explained).of(end)
    zeros = _zeros(paper, observer, said, grasps, end, others=others)
    paper, counts, reasons = nothing.weave(paper, counts, reasons, zeros)
    found = {id(zero.candidate) for zero in zeros}
    refused = [one for one in refused if id(one.candidate) not in found]
    plain = [count for count, _subset in counts]
    places = [_settled(choice, context) for choice in where.places_of(paper, plain, grasps)]
    spots = [choice.value for choice in places]
    times = when.periods_of(paper, plain, grasps)
    speakers = who.speakers_of(paper, plain, spots, grasps)
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


def _zeros(
    paper: Paper,
    observer: Observer,
    said: outcomes.Verdicts,
    grasps: Mapping[int, Grasp],
    end: int,
    *,
    others: bool,
) -> list[nothing.Zero]:
    """The zeros that are proved, of our detainers, but for those that the language model takes for nothing.
    `others`: the text speaks of other detainers too."""
    return [
        zero
        for zero in nothing.find(paper, said, observer, end)
        if not (others and of_others(paper, zero.candidate)) and _heard(zero, grasps)
    ]


def _heard(zero: nothing.Zero, grasps: Mapping[int, Grasp]) -> bool:
    """Whether the language model may take a zero for a count. Of "never had one" it cannot say: it was taught
    the words that tell how many."""
    candidate = zero.candidate
    grasp = grasps.get(candidate.start)
    words = candidate.sentence.low[candidate.number.start : candidate.number.end]
    return grasp is None or words in ("one", "any") or grasp.chances.figure >= DOUBTED


def _others(paper: Paper) -> bool:
    """Whether a text speaks of detainers that are none of ours too."""
    return guards.others(f"{paper.title}\n{paper.text[:HEAD]}")
