"""What the reader saw in a text, number by number: taken with its reasons, or refused and why."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.figures.context import ReaderContext, ReaderText
from monitor.figures.reader import survey

MAX_SENTENCE: int = 240  #: characters of a sentence that are shown


@dataclass(frozen=True, slots=True)
class Seen:
    """One number of the text. `taken` tells whether it became a figure; `why` is in words."""

    start: int
    number: str
    taken: bool
    why: tuple[str, ...]
    sentence: str


def explain(text: str | ReaderText, context: ReaderContext) -> tuple[Seen, ...]:
    """Every number that the reader looked at, in the order of the text."""
    words = text.text if isinstance(text, ReaderText) else text
    found = survey(text, context)
    seen = [
        Seen(
            figure.span.start,
            f"{figure.metric.value} {figure.value}",
            True,
            (
                f"{figure.certainty.value}",
                *figure.why,
                *([f"part: {figure.subset}"] if figure.subset else []),
            ),
            words[figure.sentence.start : figure.sentence.end][:MAX_SENTENCE],
        )
        for figure in found.figures
    ]
    seen += [
        Seen(
            sentence.start + refusal.number.start,
            sentence.text[refusal.number.start : refusal.number.end],
            False,
            (refusal.why,),
            sentence.text[:MAX_SENTENCE],
        )
        for sentence, refusal in found.refused
    ]
    return tuple(sorted(seen, key=lambda one: (one.start, not one.taken, one.number)))
