"""What the reader saw in a text, number by number: what was decided, with which chance, by which signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from monitor.figures.context import ReaderContext, ReaderText
from monitor.figures.counting import Refused
from monitor.figures.reader import survey
from storage.records import Figure

MAX_SENTENCE: Final = 240  #: characters of a sentence that are shown


@dataclass(frozen=True, slots=True)
class Seen:
    """One number of the text. `taken` tells whether it became a figure; `why` names what decided, in words:
    for a figure its certainty and where each of its parts comes from, for any number the signs that weighed
    most, each with its weight."""

    start: int
    number: str
    taken: bool
    why: tuple[str, ...]
    sentence: str


def explain(text: str | ReaderText, context: ReaderContext) -> tuple[Seen, ...]:
    """Every number that the reader weighed, in the order of the text."""
    words = text.text if isinstance(text, ReaderText) else text
    found = survey(text, context)
    seen = [_taken(figure, words) for figure in found.figures] + [_refused(one) for one in found.refused]
    return tuple(sorted(seen, key=lambda one: (one.start, not one.taken, one.number)))


def _taken(figure: Figure, words: str) -> Seen:
    part = (f"part: {figure.subset}",) if figure.subset else ()
    return Seen(
        figure.span.start,
        f"{figure.metric.value} {figure.value}",
        True,
        (figure.certainty.value, *figure.why, *part),
        words[figure.sentence.start : figure.sentence.end][:MAX_SENTENCE],
    )


def _refused(refused: Refused) -> Seen:
    candidate = refused.candidate
    sentence, number = candidate.sentence, candidate.number
    return Seen(
        candidate.start,
        sentence.text[number.start : number.end],
        False,
        (f"no figure: {refused.chance:.0%} likely to be one", refused.why),
        sentence.text[:MAX_SENTENCE],
    )
