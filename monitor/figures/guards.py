"""Sentences in which no number is a figure whatever its signs: what might be, was taken back, or is asked.

The weights see these signs too; but a supposition that is told as a fact ends up in print, so here no
weight of other signs can make up for them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

#: each with words of which one must stand in the sentence for it to match: looking for those is far cheaper
_SENTENCE: Final = (
    (("unlawful", "eviction"), r"\bunlawful[\s-]detainer|\beviction", "an eviction"),
    (
        ("would", "could", "might"),
        r"\b(?:would have|could have|might have|would|could)\s+(?:\w+\s+){0,2}?(?:receive|received|issue|"
        r"issued|honor|honored|lodge|lodged|send|get|be (?:held|issued|honored|transferred))\b",
        "said of what might be",
    ),
    (
        ("version", "misstated", "incorrectly", "wrongly", "mistakenly"),
        r"\b(?:an? )?(?:earlier|previous|prior|original) version\b|\bmisstated\b|\bincorrectly (?:said|"
        r"stated|reported|gave)|\bhad (?:wrongly|incorrectly|mistakenly)",
        "a corrected number",
    ),
    (
        ("wrong", "incorrect", "error", "mistake", "inaccurate", "false"),
        r"\b(?:number|figure|count|total|tally) (?:of \d+ )?(?:is|was) (?:wrong|incorrect|an error|a "
        r"mistake|inaccurate|false)",
        "called wrong",
    ),
    (
        ("state", "probation", "county court"),
        r"\b(?:other|another|sending|receiving) states?(?:'s)? (?:\w+ ){0,3}detainers?|\binterstate "
        r"agreement|\bprobation (?:officers?|detainers?)|\bcounty courts?\b[^.;]{0,40}lodged",
        "another kind of detainer",
    ),
    (("visa", "certification"), r"\bu[\s-]visas?\b|\bcertification forms\b", "another paper"),
    (("court",), r"\bdetainers? (?:were |was )?filed in [\w' ]{0,40}court", "an eviction"),
    (("right", "correct"), r"\b(?:is|was) (?:right|correct)\b", "told to set another number right"),
    (
        ("if", "suppose", "imagine", "hypothetical"),
        r"^if\b|\bsuppose\b|\bimagine\b|\bhypothetical",
        "a supposition",
    ),
)


#: the agency whose detainers are meant, in folded text
AGENCY: Final = re.compile(r"\bice\b|immigra|homeland|i-?247|\bdhs\b|federal agents")
#: another kind of detainer is spoken of in the text: then only what names the agency is ours
OTHERS: Final = re.compile(
    r"unlawful[\s-]detainer|\beviction|\blandlord|interstate agreement|"
    r"\b(?:probation|parole|bench warrants?|interstate|out-of-state|fugitive|gagnon|domestic relations)"
    r"(?:[ ,/&-]+(?:and|or|board|violation|county|state)?\s?){0,2}detainers?\b|"
    r"\bdetainers? (?:from|by|of|for) (?:other|another|(?:the |state )?(?:parole|probation))",
    re.IGNORECASE,
)


#: of which one stands in whatever `OTHERS` matches
_OTHER_WORDS: Final = (
    "eviction", "landlord", "unlawful", "interstate", "probation", "parole", "bench warrant", "out-of-state",
    "fugitive", "gagnon", "domestic relations", "from other", "by other", "of other", "for other",
    "from another", "by another", "of another", "for another",
)  # fmt: skip


def others(text: str) -> bool:
    """Whether another kind of detainer is spoken of."""
    low = text.lower()
    return any(word in low for word in _OTHER_WORDS) and OTHERS.search(text) is not None


@cache
def _patterns() -> tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...]:
    return tuple((words, re.compile(source), why) for words, source, why in _SENTENCE)


@lru_cache(maxsize=64)
def sentence(low: str) -> str:
    """Why nothing in this sentence is a figure; '' where it may be. Asked for each number of a sentence."""
    for words, pattern, why in _patterns():
        if any(word in low for word in words) and pattern.search(low):
            return why
    return ""


def question(text: str) -> bool:
    """Whether a sentence asks: a question states nothing."""
    return text.rstrip("\"') ").endswith("?")


_LONGER: Final = re.compile(
    r"[^.;]{0,60}\b(?:longer|more) than (?:an?|one|two|\d+|the) (?:\w+ )?(?:hour|day|night|week)"
)


def only_so_long(low: str, at: int) -> bool:
    """Whether a "nobody" there is denied no more than a length of time: who "held nobody for longer than a
    night" held somebody."""
    return bool(_LONGER.match(low, at))
