"""Texts that are the same text: wire stories, mirrors, reprints with another headline. Pure.

Copies are one witness. A candidate is found elsewhere (the same normalised text, or a sentence with a
figure in common); here is decided whether it is a copy, and of what.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import Final

WORDS_TOGETHER: Final = 5  #: words of a shingle: long enough that two reporters rarely share one
ALIKE: Final = 0.8  #: share of shingles in common from which two texts are one
MAX_WORDS: Final = 20_000  #: of a text that are looked at
MIN_SHINGLES: Final = 10  #: a shorter text says too little to be called a copy

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document met before that may hold the same text."""

    document: int
    copy_of: int | None  #: what it is known to be a copy of
    text: str


def shingles(text: str) -> frozenset[bytes]:
    """The text's runs of five words, case and punctuation folded, as short hashes."""
    words = [found.group() for found in islice(_WORD.finditer(text.casefold()), MAX_WORDS)]
    runs = (words[at : at + WORDS_TOGETHER] for at in range(len(words) - WORDS_TOGETHER + 1))
    return frozenset(
        blake2b(" ".join(run).encode("utf-8", "replace"), digest_size=8).digest() for run in runs
    )


def alike(one: frozenset[bytes], other: frozenset[bytes]) -> bool:
    """Whether two texts are one: most of both in common, or the shorter one nearly whole in the longer.

    The second is a wire story cut to fit, and holds only where what was cut is no more than half.
    """
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < MIN_SHINGLES:
        return False
    common = len(shorter & longer)
    if common >= ALIKE * len(shorter | longer):
        return True
    return common >= 0.9 * len(shorter) and len(shorter) * 2 >= len(longer)


def origin(text: str, candidates: Iterable[Candidate]) -> int | None:
    """The document that `text` is a copy of: of those that hold it the one met first; else None."""
    others = list(candidates)
    if not others:
        return None
    own = shingles(text)
    found = [each.copy_of or each.document for each in others if alike(own, shingles(each.text))]
    return min(found, default=None)
