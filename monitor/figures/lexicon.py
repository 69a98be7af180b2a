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
_CAPITALS: Final = re.compile(r"\b(?:ICE|ERO)\b")


def watched(text: str) -> bool:
    """Whether a text may speak of detainers at all: without these words it states nothing about them."""
    low = text.lower()
    return any(word in low for word in _WATCH) or bool(_CAPITALS.search(text))
