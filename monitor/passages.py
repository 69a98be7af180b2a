"""A text as its sentences, and the keys by which another text with the same sentences is found. Pure.

Words within quotation marks are nobody's own: two reporters who quote one letter share them and are two
witnesses all the same. So a passage is a sentence without what it quotes.

Keys are made a sentence, not a text: MinHash over the sentence's word pairs, six hashes in two bands. A story
that was cut, reordered, embedded in another or lightly rewritten still has most of its sentences; its
signature as a whole has little left (docs/decisions.md has the numbers).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import pairwise
from typing import Final

from config.settings import WATCH_WORDS
from monitor.figures.assemble import sentence_hash
from monitor.figures.sentences import Sentence, split

MAX_TEXT: Final = 400_000  #: characters of a text that are looked at
MAX_SIGNED: Final = 24  #: passages that get keys: those nearest to a watch word
NEAR: Final = 6  #: passages on either side of a watch word
MIN_WORDS: Final = 6  #: a passage with fewer words of its own says nothing

_HASHES, _BANDS, _SEED = 6, 2, 20_260
_KEY_BYTES: Final = 6  #: 48 bits: a row is smaller, and of 10^8 keys hardly two meet by chance
_PROBE: Final = "Police received 57 requests to hold people for immigration agents"
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or row: what it says in words of its own, and its numbers."""

    hash: str  #: as figures name their sentence
    words: tuple[str, ...]
    numbers: frozenset[str]
    watched: bool  #: it has a watch word

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(pairwise(self.words))

    @property
    def speaks(self) -> bool:
        return len(self.words) >= MIN_WORDS


def passages(text: str) -> tuple[Passage, ...]:
    """All sentences and rows of a text, in order."""
    found: list[Passage] = []
    paragraph, quoting = -1, False
    for sentence in split(text[:MAX_TEXT]):
        if sentence.paragraph != paragraph:
            paragraph, quoting = sentence.paragraph, False
        passage, quoting = _passage(sentence, quoting)
        found.append(passage)
    return tuple(found)


def _passage(sentence: Sentence, quoting: bool) -> tuple[Passage, bool]:
    """The sentence; and whether a quotation goes on behind it."""
    own: list[str] = []
    for number, part in enumerate(sentence.text.split('"')):
        quoting ^= number > 0
        if not quoting:
            own.append(part)
    low = sentence.text.casefold()
    passage = Passage(
        hash=sentence_hash(sentence.text),
        words=tuple(_WORD.findall(" ".join(own).casefold())),
        numbers=frozenset(found.replace(",", "") for found in _NUMBER.findall(sentence.text)),
        watched=any(word in low for word in _WATCHED),
    )
    return passage, quoting


_WATCHED: Final = tuple(word.casefold() for word in WATCH_WORDS)


def near_watch_words(text: Sequence[Passage]) -> list[int]:
    """The places of the passages by which a text is found again, the nearest to a watch word first."""
    watched = [at for at, passage in enumerate(text) if passage.watched]
    far: dict[int, int] = {}
    for at in watched[: 4 * MAX_SIGNED]:
        for other in range(max(0, at - NEAR), min(len(text), at + NEAR + 1)):
            if text[other].speaks:
                far[other] = min(far.get(other, NEAR), abs(other - at))
    return sorted(far, key=lambda at: (far[at], at))[:MAX_SIGNED]


def keys(text: Sequence[Passage]) -> tuple[int, ...]:
    """The keys of the text's passages near watch words, in ascending order; none where there is no such."""
    chosen = near_watch_words(text)
    return _keys([_tokens(text[at].words) for at in chosen], algo()) if chosen else ()


def _tokens(words: Sequence[str]) -> list[str]:
    return [f"{one} {other}" for one, other in pairwise(words)]


def _keys(sentences: Sequence[Collection[str]], salt: str) -> tuple[int, ...]:
    found: set[int] = set()
    for digest in _digests(sentences):
        for band in range(_BANDS):
            rows = digest[band * _HASHES // _BANDS : (band + 1) * _HASHES // _BANDS]
            told = f"{salt} {band} {' '.join(map(str, rows))}".encode()
            found.add(int.from_bytes(blake2b(told, digest_size=_KEY_BYTES).digest(), "big"))
    return tuple(sorted(found))


def _digests(sentences: Sequence[Collection[str]]) -> list[list[int]]:
    """One after the other: the library's way for many at once starts threads, which cost more than this."""
    from rensa import RMinHash

    made = []
    for sentence in sentences:
        sketch = RMinHash(_HASHES, _SEED)
        sketch.update(sentence)
        made.append(list(sketch.digest()))
    return made


@cache
def algo() -> str:
    """The name of what makes the keys. It holds what a fixed sentence comes to, so that a release of the
    library that hashes otherwise, or another machine, has another name, and its keys meet no others.
    """
    digest = _digests([_tokens(_WORD.findall(_PROBE.casefold()))])[0]
    told = blake2b(repr((digest, WATCH_WORDS)).encode(), digest_size=4).hexdigest()
    return f"sentences/1 pairs {_HASHES}in{_BANDS} {told}"
