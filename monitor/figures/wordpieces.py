"""Words cut into the pieces that the language model knows: the longest known piece first (WordPiece).

The pieces, one a line, stand in `pieces.txt`: the uncased vocabulary of BERT (Devlin and others, 2019),
which the model was first trained with. A piece that goes on a word begins with "##".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

FILE: Final = "pieces.txt"
BEGIN: Final = "[CLS]"
BREAK: Final = "[SEP]"
UNKNOWN: Final = "[UNK]"
LONGEST: Final = 40  #: characters of a word; a longer one is unknown as a whole
REMEMBERED: Final = 16_384  #: words whose pieces are kept

COLUMN: Final = "|"  #: between the cells of a line

_WORD: Final = re.compile(r"[^\W_]+|[^\w\s]|_|\n\s*|\t|[ \u00a0]{2,}")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a text, by their numbers, and where in the text each one's word begins."""

    ids: list[int]
    starts: list[int]


@cache
def known() -> Mapping[str, int]:
    """Every piece with its number."""
    text = resources.files("monitor.figures").joinpath(FILE).read_text(encoding="utf-8")
    return {piece: number for number, piece in enumerate(text.split("\n")) if piece}


def cut(text: str) -> Pieces:
    """All pieces of a text, in order. An end of lines is a break; a tab or wide space, the end of a cell."""
    ids: list[int] = []
    starts: list[int] = []
    for word in _WORD.finditer(text):
        found = _pieces(word[0])
        ids += found
        starts += [word.start()] * len(found)
    return Pieces(ids, starts)


@lru_cache(maxsize=REMEMBERED)
def _pieces(word: str) -> tuple[int, ...]:
    if word.isspace():
        return (known()[BREAK if word[0] == "\n" else COLUMN],)
    pieces, plain = known(), _plain(word)
    if len(plain) > LONGEST:
        return (pieces[UNKNOWN],)
    found: list[int] = []
    at = 0
    while at < len(plain):
        lead = "##" if at else ""
        end = next((end for end in range(len(plain), at, -1) if lead + plain[at:end] in pieces), 0)
        if not end:
            return (pieces[UNKNOWN],)
        found.append(pieces[lead + plain[at:end]])
        at = end
    return tuple(found)


def _plain(word: str) -> str:
    """Without capitals and accents."""
    low = word.lower()
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFD", low) if unicodedata.category(c) != "Mn")
