"""What is no figure whatever its words: what might be, what was taken back, other lists, comments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from monitor.figures.numbers import Number

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
_AFTER: Final = (
    (r"\s+(?:(?!of\b|to\b|in\b|for\b|from\b|with\b|and\b|by\b|on\b|at\b|were\b|was\b|had\b|more\b|the\b)"
     r"[\w'-]+\s+){0,2}(?:arrests?|deportations?|removals?|encounters?|convictions|charges|counts|"
     r"citations|warrants|stations|beds|pages|counties|agencies|officers|deputies|members|votes|"
     r"years|months|weeks|days|hours|minutes|miles|calls|bookings a|districts|states|jails|facilities|"
     r"sheriffs|employees|positions|residents\b(?! with)|students|letters|speakers)\b", 
         "counts something else"),
    (r"\s*(?:x|×)\s*[0-9]", "a measure"),
)  # fmt: skip
_ARRESTS: Final = re.compile(
    r"\bice\b[^.;]{0,40}\b(?:arrested|deported|removed|detained)\s+(?:\w+\s+){0,3}$|\b(?:arrested|deported|"
    r"removed|indicted|sued|fired|hired)\s+(?:\w+\s+){0,3}$"
)
_COMMENTS: Final = re.compile(
    r"^(?:\d+\s+)?(?:reader\s+)?(?:comments?|responses?|replies)(?:\s*\(\d+\))?:?$|^(?:join the "
    r"conversation|leave a (?:comment|reply)|post a comment|"
    r"more stories|related (?:stories|articles|coverage|content|links)|read more|read next|most (?:read|"
    r"popular)|you may also like|"
    r"recommended(?: for you)?|trending|show comments|view comments|comments? (?:section|below))\b.{0,20}$"
)


@cache
def _sentence_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(source), why) for source, why in _SENTENCE)


@cache
def _after_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(source), why) for source, why in _AFTER)


def sentence(low: str) -> str:
    """Why nothing in this sentence is a figure; '' where it may be."""
    return next((why for pattern, why in _sentence_patterns() if pattern.search(low)), "")


def question(text: str, numbers: Sequence[Number]) -> str:
    """A question states nothing; the slot of a 'how many' is no number of the text."""
    asked = text.rstrip("\"') ").endswith("?")
    return (
        "asked, not said"
        if asked and any(text[n.start : n.end].lower().split(" ")[0] not in ("how", "what") for n in numbers)
        else ""
    )


def number(low: str, number: Number) -> str:
    """Why this number is no figure, by the words right beside it."""
    after = low[number.end : number.end + 60]
    for pattern, why in _after_patterns():
        if pattern.match(after) and not re.match(
            r"\s+(?:\w+\s+){0,3}?(?:detainers?|requests?|holds?)\b", after
        ):
            return why
    if _ARRESTS.search(low[max(0, number.left - 70) : number.left]):
        return "arrests or removals"
    return ""


def ends_article(low: str) -> bool:
    """Whether this line begins what is no part of the document: comments, related stories."""
    return len(low) < 60 and bool(_COMMENTS.match(low.strip(" .:•-")))
