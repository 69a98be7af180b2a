"""One sentence with all that was found in it: numbers, times, acts, places, speakers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from config.words import Certainty, Metric, Qualifier
from monitor.figures import lexicon
from monitor.figures.lexicon import Event
from monitor.figures.numbers import Number
from monitor.figures.parties import Attribution
from monitor.figures.periods import Mention as Time
from monitor.figures.places import Mention as Where
from monitor.figures.sentences import Sentence


@dataclass
class Scene:
    sentence: Sentence
    numbers: list[Number]
    times: list[Time]
    places: list[Where]
    said: list[Attribution]
    about: bool  #: the sentences before spoke of detainers: "57 of them" needs no noun here

    @property
    def low(self) -> str:
        return self.sentence.low

    @cached_property
    def events(self) -> list[Event]:
        return lexicon.events(self.low)

    @cached_property
    def topic(self) -> bool:
        return bool(lexicon.topic().search(self.low))

    @cached_property
    def ice(self) -> bool:
        return bool(
            re.search(
                r"\bice\b|immigration|federal|agents|homeland security|\bdhs\b|\bero\b|\bfeds\b", self.low
            )
        )

    @cached_property
    def breaks(self) -> list[int]:
        """Offsets at which a clause ends."""
        pattern = (
            r"[;:()]|\s[-–—]+\s|—|,?\s(?:but|while|whereas|although|though|because|after|before|until|yet|"
            r"if|when)\s|"
            r",\s(?:and|or|so|with|which|who|of (?:which|whom)|the other|the rest)\s|,\s(?=[a-z' "
            r"]{0,12}(?:ice|he|she|they|it|the \w+) \w+ed\b)"
        )
        return [match.start() for match in re.finditer(pattern, self.low)]

    def clause(self, at: int) -> tuple[int, int]:
        left = max((b for b in self.breaks if b < at), default=0)
        right = min((b for b in self.breaks if b >= at), default=len(self.low))
        return left, right

    def events_near(self, number: Number) -> list[Event]:
        """The acts of the number's own clause that say more than that something was there."""
        left, right = self.clause(number.start)
        return [e for e in self.events if left - 1 <= e.start <= right and not e.weak]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one number was found to count, before place, period and speaker."""

    metric: Metric
    value: int
    qualifier: Qualifier
    number: Number
    certainty: Certainty
    why: str
    subset: str | None = None
    stock: bool = False
    implied: bool = False  #: "rejected all 57 requests": the 57 requests themselves
    chained: bool = False  #: took its metric from the figure before
    asked: bool = False  #: answers a question that named the metric


@dataclass(frozen=True, slots=True)
class Refusal:
    number: Number
    why: str


@dataclass
class Verdicts:
    """All that was decided about one sentence."""

    readings: list[Reading] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
