"""Sentences in which no number is a figure whatever its signs: what might be, was taken back, or is asked.

The weights see these signs too; but a supposition that is told as a fact ends up in print, so here no
weight of other signs can make up for them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_SENTENCE: Final = (
    (r"\bunlawful[\s-]detainer|\beviction", "an eviction"),
    (
        r"\b(?:would have|could have|might have|would|could)\s+(?:\w+\s+){0,2}?(?:receive|received|issue|"
        r"issued|honor|honored|lodge|lodged|send|get|be (?:held|issued|honored|transferred))\b",
        "said of what might be",
    ),
    (
        r"\b(?:an? )?(?:earlier|previous|prior|original) version\b|\bmisstated\b|\bincorrectly (?:said|"
        r"stated|reported|gave)|\bhad (?:wrongly|incorrectly|mistakenly)",
        "a corrected number",
    ),
    (
        r"\b(?:number|figure|count|total|tally) (?:of \d+ )?(?:is|was) (?:wrong|incorrect|an error|a "
        r"mistake|inaccurate|false)",
        "called wrong",
    ),
    (
        r"\b(?:other|another|sending|receiving) states?(?:'s)? (?:\w+ ){0,3}detainers?|\binterstate "
        r"agreement|\bprobation (?:officers?|detainers?)|\bcounty courts?\b[^.;]{0,40}lodged",
        "another kind of detainer",
    ),
    (r"\bu[\s-]visas?\b|\bcertification forms\b", "another paper"),
    (r"\bdetainers? (?:were |was )?filed in [\w' ]{0,40}court", "an eviction"),
    (r"\b(?:is|was) (?:right|correct)\b", "told to set another number right"),
    (r"^if\b|\bsuppose\b|\bimagine\b|\bhypothetical", "a supposition"),
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


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(source), why) for source, why in _SENTENCE)


def sentence(low: str) -> str:
    """Why nothing in this sentence is a figure; '' where it may be."""
    return next((why for pattern, why in _patterns() if pattern.search(low)), "")


def question(text: str) -> bool:
    """Whether a sentence asks: a question states nothing."""
    return text.rstrip("\"') ").endswith("?")
