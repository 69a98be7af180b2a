"""A document as it is read: its lines with their times and numbers, and what is known of it as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from config.words import Metric
from monitor.figures import candidates, home, parties, places, sentences
from monitor.figures.candidates import Candidate, Line
from monitor.figures.context import ReaderContext
from monitor.figures.home import Home
from monitor.figures.parties import Speaker
from monitor.figures.periods import Clock
from monitor.figures.reckoning import Reckoning, reckoning

T = TypeVar("T")


@dataclass(frozen=True)
class Paper:
    """One document, opened. `candidates` are the numbers that may be figures, in the order of the text."""

    text: str
    context: ReaderContext
    home: Home
    clock: Clock
    publisher: Speaker | None  #: the party that an official publisher is; None for the press
    lines: Sequence[Line]
    candidates: Sequence[Candidate] = field(repr=False)

    @property
    def title(self) -> str:
        return self.context.title

    @property
    def official(self) -> bool:
        return self.context.official

    @cached_property
    def by_line(self) -> dict[int, list[int]]:
        """Indexes of the candidates of each line."""
        found: dict[int, list[int]] = {}
        for i, candidate in enumerate(self.candidates):
            found.setdefault(candidate.index, []).append(i)
        return found


@dataclass(frozen=True, slots=True)
class Count:
    """A candidate that was taken for a figure. `part`: it counts only some of a whole."""

    candidate: int  #: index into the paper's candidates
    metric: Metric
    part: bool = False
    chance: float = 1.0  #: how likely it is a figure of that metric


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """What was chosen for a count, why (in words a reader understands), and how likely it is right."""

    value: T | None
    why: str
    chance: float = 1.0


def _clock(dated: date | None, fiscal_start: int | None, years: Reckoning) -> Clock:
    """What times are worked out by: what the document says of its years, else what its place does."""
    if years.start is None:
        return Clock(dated, fiscal_start, federal=years.federal)
    named = years.start if years.fiscal and fiscal_start is None else fiscal_start
    start = years.start if years.bare else None
    return Clock(dated, named, start, years.begins, years.federal)


def open_paper(text: str, context: ReaderContext) -> Paper:
    """The document with its place, its clock and its numbers found."""
    source = context.catalogue.places.get(context.place or "")
    built = places.atlas(context.catalogue)
    agency = context.catalogue.agency(context.publisher)
    publisher = agency.name if agency else context.catalogue.name(context.publisher)
    split = sentences.split(text)
    found = home.locate(split, text, context.title, publisher, source, built, context.official)
    dated = context.published if context.published and 1950 < context.published.year < 2100 else None
    own = context.catalogue.places.get(found.spot.id) if found.spot else None
    clock = _clock(dated, own.fiscal_start if own else None, reckoning(split, context.title))
    speaker = parties.publisher(
        context.publisher or "", context.official, found.spot, found.finder, context.catalogue
    )
    lines = candidates.lines(split, clock)
    return Paper(text, context, found, clock, speaker, lines, candidates.find(text, context.title, lines))
