"""The gates between fetched bytes and extraction, cheapest first. Pure; nothing here stores or fetches.

1. Equal bytes: the same text, whatever else is asked for.
2. No watch word in an answer that nobody asked for by name: only address, hash and date are kept.
   Equal bytes that today's tools could not read without loss are not tried again either.
3. Equal main content (and equal lines with a watch word anywhere on the page): the same text. This one
   parses the page, so it is passed or not in the extraction child: `Gated.unless` goes into the job as
   `unless_gate`, and what comes back says `unchanged`.
4. Only then extraction.

A 304 ends a check before it gets here. Every 20th check of a document, and one a week, is *full*: it
goes without validators and past gate 3. A difference that only a full check could find is a gate miss.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from importlib.metadata import version
from typing import Final

from crawler.extract.charset import decode
from crawler.extract.mainpart import main_part, settled
from crawler.extract.sniff import HTML, TEXTUAL
from crawler.extract.tools import TOOLS
from storage.records import KnownDocument

#: name and version of what makes `gate_hash`; a stored hash by another one is void
GATE_ALGO: Final = f"resiliparse/{version('resiliparse')}+1"

FULL_EVERY: Final = 20  #: checks
FULL_AFTER: Final = timedelta(days=7)


class Gate(StrEnum):
    """Where an answer ends."""

    UNCHANGED_RAW = "unchanged raw"
    NO_WATCH_WORD = "no watch word"
    UNCHANGED_MAIN = "unchanged main content"
    SET_ASIDE = "set aside"
    EXTRACT = "extract"


@dataclass(frozen=True, kw_only=True, slots=True)
class Gated:
    gate: Gate
    raw_hash: str  #: hex SHA-256 of the body
    has_word: bool | None  #: None where a byte search cannot tell (PDF, other binary)
    unless: str | None = None  #: EXTRACT: only if the main content has another gate hash than this
    gate_hash: str | None = None  #: UNCHANGED_MAIN: the hash that was equal
    hidden: Gate | None = None  #: a full check: the gate that would have ended it otherwise
    compared: str | None = None  #: a full check: the stored gate hash that it did not heed

    def unchanged_main(self, gate_hash: str | None) -> Gated:
        """What it came to where the child found the main content unchanged."""
        return replace(self, gate=Gate.UNCHANGED_MAIN, gate_hash=gate_hash, unless=None)

    def found(self, gate_hash: str | None) -> Gated:
        """With what the child found at a full check: `hidden` is set where gate 3 would have ended it."""
        same = self.compared is not None and gate_hash == self.compared
        return replace(self, hidden=Gate.UNCHANGED_MAIN) if same else self


def is_full_check(known: KnownDocument, now: datetime) -> bool:
    """Whether this check of a known document goes without validators and past the main-content gate."""
    if (known.checks + 1) % FULL_EVERY == 0:
        return True
    return now - (known.last_full_at or known.first_seen_at) >= FULL_AFTER


def decide(
    body: bytes,
    media_type: str,
    *,
    known: KnownDocument | None,
    words: Sequence[str],
    keep_all: bool,
    full_check: bool = False,
    same_validators: bool = False,
) -> Gated:
    """What to do with an answer whose verdict is ok.

    `keep_all`: a page or file that a person named, or a matched council item: kept whatever it holds.
    `same_validators`: a full check brought the stored ETag or Last-Modified again.
    """
    raw_hash = hashlib.sha256(body).hexdigest()
    has_word = has_watch_word(body, words) if media_type in TEXTUAL else None
    if known and known.raw_hash == raw_hash and (known.text_hash or not (keep_all or has_word)):
        return Gated(gate=Gate.UNCHANGED_RAW, raw_hash=raw_hash, has_word=has_word)
    if has_word is False and not keep_all and not (known and known.text_hash):
        return Gated(gate=Gate.NO_WATCH_WORD, raw_hash=raw_hash, has_word=False)
    if known and is_set_aside(known, raw_hash):
        return Gated(gate=Gate.SET_ASIDE, raw_hash=raw_hash, has_word=has_word)
    stored = _comparable(known, media_type)
    return Gated(
        gate=Gate.EXTRACT,
        raw_hash=raw_hash,
        has_word=has_word,
        unless=None if full_check else stored,
        hidden=Gate.UNCHANGED_RAW if full_check and same_validators else None,
        compared=stored if full_check else None,
    )


def is_set_aside(known: KnownDocument, raw_hash: str, tools: str = TOOLS) -> bool:
    """Whether these very bytes killed these very tools: others, or other bytes, get a chance."""
    return known.quarantined_by == tools and known.quarantined_raw == raw_hash


def _comparable(known: KnownDocument | None, media_type: str) -> str | None:
    """The stored gate hash, where it is of today's algorithm and of a page whose text we have."""
    if known is None or known.gate_algo != GATE_ALGO or known.text_hash is None or media_type != HTML:
        return None
    return known.gate_hash


# --- watch words ----------------------------------------------------------------------------------

_HYPHEN = (
    rb"(?:-|\xad|\x96|\xe2\x80[\x90-\x95]|\xe2\x88\x92|\xc2\xad|&(?:shy|ndash|mdash|hyphen|dash|minus|#\d{2,5}|"
    rb"#x[0-9a-f]{2,4});|\s|\xc2\xa0|&nbsp;)?"
)
_BLANK = (
    rb"(?:\s|\xa0|\xc2\xa0|\xe2\x80[\x80-\x8a\xaf]|&nbsp;|&thinsp;|&ensp;|&emsp;|&#\d{2,4};|&#xa0;|"
    rb"</?\w[^<>]{0,80}>|-){1,12}"
)
#: marks that nobody sees, as bytes and as references; each pattern begins with letters, so a miss is cheap
_INVISIBLE: Final = (
    re.compile(rb"\xc2\xad"),
    re.compile(rb"\xe2\x80[\x8b-\x8f\xaa-\xae]"),
    re.compile(rb"\xe2\x81[\xa0-\xaf]"),
    re.compile(rb"\xef\xbb\xbf"),
    re.compile(rb"<wbr\s*/?>"),
    re.compile(rb"&(?:shy|zwn?j|#(?:0*(?:173|820[3-7])|x0*(?:ad|200[b-f])));"),
)
_LETTER_REFERENCE = re.compile(rb"&#(?:0*(\d{2,3})|x0*([0-9a-f]{2}));")
_AROUND: Final = 200  #: bytes on each side of an anchor that the rest of a word is looked for in
#: bytes that one search goes over where anchors are many: a page made of them takes no longer than another
_LONGEST_REACH: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Word:
    """One watch word: its longest piece, which a fast search finds, and the pattern to try around it."""

    anchor: bytes
    pattern: re.Pattern[bytes] | None  #: None: the anchor says it all
    leads: bool = False  #: the anchor is the word's first piece

    def is_in(self, lowered: bytes) -> bool:
        if self.pattern is None:
            return self.anchor in lowered
        if self.leads:
            return self._begins_in(lowered, self.pattern)
        found, reach = lowered.find(self.anchor), 0
        while found >= 0:
            last = found + reach  # anchors up to here are looked at together
            if self.pattern.search(lowered, max(found - _AROUND, 0), last + len(self.anchor) + _AROUND):
                return True
            found, reach = lowered.find(self.anchor, last + 1), min(2 * reach + _AROUND, _LONGEST_REACH)
        return False

    def _begins_in(self, lowered: bytes, pattern: re.Pattern[bytes]) -> bool:
        """The pattern is tried at each anchor and nowhere else; what may follow one is bounded."""
        found = lowered.find(self.anchor)
        while found >= 0:
            if pattern.match(lowered, found):
                return True
            found = lowered.find(self.anchor, found + 1)
        return False


@lru_cache(maxsize=64)
def _compiled(words: tuple[str, ...]) -> tuple[_Word, ...]:
    return tuple(_word(word) for word in words if word.strip())


def _word(word: str) -> _Word:
    """Only its start must be the start of a word: `detainers` counts, `police hold` is no `ICE hold`."""
    lowered = word.strip().lower()
    pieces = [piece for piece in re.split(r"([-\s]+)", lowered) if piece]
    if len(pieces) == 1 and len(lowered) > 6:
        return _Word(lowered.encode(), None)
    pattern = b"".join(
        (_HYPHEN if "-" in piece else _BLANK) if re.fullmatch(r"[-\s]+", piece) else re.escape(piece.encode())
        for piece in pieces
    )
    anchor = max(pieces, key=len).encode()
    return _Word(anchor, re.compile(rb"(?<![a-z0-9])" + pattern), leads=pieces[0].encode() == anchor)


def has_watch_word(body: bytes, words: Sequence[str]) -> bool:
    """Whether a watch word stands anywhere in the bytes: text, markup, scripts.

    Without regard to case; in any encoding that has ASCII in it, UTF-16 too. Odd hyphens, blanks, tags
    between two words, soft hyphens and character references do not hide one.
    """
    compiled = _compiled(tuple(words))
    lowered = body.lower()
    if b"\0" in lowered:
        lowered = lowered.replace(b"\0", b"")
    if any(word.is_in(lowered) for word in compiled):
        return True
    bare = _bared(lowered)
    return bare != lowered and any(word.is_in(bare) for word in compiled)


def _bared(lowered: bytes) -> bytes:
    """Without marks that nobody sees, and with letters in place of their references."""
    bare = lowered
    for mark in _INVISIBLE:
        bare = mark.sub(b"", bare)
    return _LETTER_REFERENCE.sub(_letter, bare) if b"&#" in bare else bare


def _letter(reference: re.Match[bytes]) -> bytes:
    code = int(reference[1]) if reference[1] else int(reference[2], 16)
    return bytes([code]).lower() if 32 < code < 127 else reference[0]


# --- main content ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Marks:
    """What gate 3 goes by. Only an extraction child makes it: parsing a hostile page may take for ever."""

    gate_hash: str
    lines: tuple[str, ...]  #: of the whole page, those with a watch word


def marks(html: str, words: Sequence[str]) -> Marks:
    """Of what a reader came for: the page's main part, and each line anywhere with a watch word.

    Clocks, counters, tokens, blanks and the form of letters leave the hash as it is.
    """
    compiled = _compiled(tuple(words))
    part = main_part(html)
    whole = "\n".join(part.lines).lower().encode("utf-8", "replace")
    standing = tuple(word for word in compiled if word.anchor in whole)  # of the words, most stand nowhere
    lines = tuple(line for line in part.lines if _line_has_word(line, standing)) if standing else ()
    told = settled("\n".join([part.text, "", *lines]))
    folded = "\n".join(" ".join(line.split()) for line in told.split("\n"))
    return Marks(hashlib.sha256(folded.encode("utf-8", "replace")).hexdigest(), lines)


def gate_hash(page: bytes | str, words: Sequence[str], charset: str | None = None) -> str:
    return marks(decode(page, charset) if isinstance(page, bytes) else page, words).gate_hash


def _line_has_word(line: str, words: tuple[_Word, ...]) -> bool:
    lowered = line.lower().encode("utf-8", "replace")
    return any(word.is_in(lowered) for word in words)
