"""What a sentence says of who told it: the speakers, each with the stretch of the sentence that is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from monitor.figures.sentences import Sentence
from monitor.figures.voices import Voice
from monitor.figures.wordclasses import Words
from monitor.figures.wordsets import one_of


class Reach(StrEnum):
    """Which side of an attribution was told."""

    AFTER = "after"  #: "the sheriff said that ..."
    BOTH = "both"  #: "..., the sheriff said, ..."
    SOURCE = "source"  #: "the figures come from the sheriff": of what stands before and after


@dataclass(frozen=True, slots=True)
class Saying:
    voice: Voice
    start: int  #: characters of the sentence
    end: int
    reach: Reach
    cue: str  #: the words that give speech to it


@dataclass(frozen=True, slots=True)
class Speech:
    """A sentence with all that may speak in it."""

    sentence: Sentence
    words: Words
    voices: Sequence[Voice]
    sayings: Sequence[Saying]


FIGURES: Final = one_of(
    "figures figure numbers number data tally count counts total totals statistics accounting list breakdown "
    "records spreadsheet log"
)

ABOUT: Final = one_of("about some nearly more at only roughly just fewer")


def first_after(found: Sequence[Voice], word: int, slack: int) -> Voice | None:
    return next((v for v in found if word <= v.first <= word + slack), None)
