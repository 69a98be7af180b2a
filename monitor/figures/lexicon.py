"""Whether a text may speak of detainers at all."""

from __future__ import annotations

import re
from typing import Final

#: without one of these a text states nothing about detainers
_WATCH: Final = (
    "detainer",
    "i-247",
    "i247",
    "immigration",
    "homeland security",
    "deport",
    "dhs",
    "trust act",
    "truth act",
    "i.c.e.",
)
_ANY: Final = re.compile("|".join(re.escape(word) for word in _WATCH))
_CAPITALS: Final = re.compile(r"\b(?:ICE|ERO)\b")


def watched(text: str) -> bool:
    """Whether a text may speak of detainers at all: without these words it states nothing about them."""
    low = text.lower()
    return any(word in low for word in _WATCH) or bool(_CAPITALS.search(text))


def found(text: str) -> list[int]:
    """Where in a text the words stand that may speak of detainers, in order."""
    low = text.lower()
    at = {match.start() for match in _ANY.finditer(low)} if len(low) == len(text) else set[int]()
    return sorted(at | {match.start() for match in _CAPITALS.finditer(text)})
