"""Who must not be told of: a person who is named beside what he or she is charged with. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from config.words import Certainty
from storage.records import Figure

WHY: Final = "the sentence names a person beside a charge"

#: a name, perhaps an age or a town behind it, and at once what the person is said to have done
_CHARGED: Final = re.compile(
    r"\b[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*){1,3}"
    r"(?:,\s*(?:age\s+)?\d{1,3}|,\s*(?:of|from)\s+[A-Z][\w'’. -]{1,40}|,\s*an?\s+[\w' -]{1,40})*"
    r"(?:,|\s+\([^)]{1,30}\))?\s+"
    r"(?:(?:who|was|were|is|are|had|has|have|been|being|also|later|once|now|then|recently|a|man)\s+){0,5}"
    r"(?:charged\s+with|accused\s+of|convicted\s+of|convicted\s+on|indicted\s+(?:on|for)|guilty\s+of|"
    r"arrested\s+(?:for|on)|wanted\s+(?:for|on|in)|suspected\s+of|facing\s+(?:\w+\s+){0,3}charges?|"
    r"pleaded\s+guilty|sentenced\s+(?:to|for))\b"
)


def names_somebody_charged(quote: str) -> bool:
    return _CHARGED.search(quote) is not None


def held(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures, those unsure whose sentence would carry such a name into an alert."""
    return tuple(
        replace(figure, certainty=Certainty.UNSURE, why=(WHY, *figure.why))
        if names_somebody_charged(figure.quote)
        else figure
        for figure in figures
    )
