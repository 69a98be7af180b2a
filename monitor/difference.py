"""What was edited: paragraphs first, then the words of those that were changed. Pure.

rapidfuzz does the aligning: the standard library's matcher takes tens of seconds on long articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

MAX_PARAGRAPHS = 20_000  #: a longer text is compared by its first ones; the rest is counted
MAX_WORDS = 4_000  #: a longer paragraph is shown whole, out and in
ALIKE = 0.4  #: paragraphs less alike than this are one out and another in, not an edit

_BREAK = re.compile(r"\n\s*\n|\f|\n(?=[^\n]*\t)")
_WORD = re.compile(r"\S+")


class Mark(StrEnum):
    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Piece:
    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One paragraph that went, came or was changed: its pieces in order."""

    pieces: tuple[Piece, ...]

    @property
    def before(self) -> str:
        return " ".join(piece.text for piece in self.pieces if piece.mark is not Mark.IN)

    @property
    def after(self) -> str:
        return " ".join(piece.text for piece in self.pieces if piece.mark is not Mark.OUT)


def paragraphs(text: str) -> list[str]:
    """The paragraphs and table rows of a stored text, blanks folded."""
    return [folded for part in _BREAK.split(text) if (folded := " ".join(part.split()))]


def edits(before: str, after: str) -> list[Edit]:
    """What turns one text into the other, in reading order; nothing for equal texts."""
    old, new = paragraphs(before)[:MAX_PARAGRAPHS], paragraphs(after)[:MAX_PARAGRAPHS]
    found: list[Edit] = []
    for out, into in _blocks(old, new):
        found += _paired(out, into)
    return found


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Runs of paragraphs that went and came at the same place."""
    out: list[str] = []
    into: list[str] = []
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            if out or into:
                yield out, into
            out, into = [], []
        elif step.tag == "delete":
            out += old[step.src_start : step.src_end]
        else:
            into += new[step.dest_start : step.dest_end]
    if out or into:
        yield out, into


def _paired(out: Sequence[str], into: Sequence[str]) -> Iterator[Edit]:
    """Each paragraph that went with the next that came, where they are alike; the others by themselves."""
    waiting = list(into)
    for gone in out:
        at = next((n for n, come in enumerate(waiting) if _alike(gone, come)), None)
        if at is None:
            yield Edit((Piece(Mark.OUT, gone),))
            continue
        yield from (Edit((Piece(Mark.IN, come),)) for come in waiting[:at])
        yield Edit(tuple(words(gone, waiting[at])))
        waiting = waiting[at + 1 :]
    yield from (Edit((Piece(Mark.IN, come),)) for come in waiting)


def _alike(one: str, other: str) -> bool:
    a, b = _WORD.findall(one)[:MAX_WORDS], _WORD.findall(other)[:MAX_WORDS]
    return Indel.normalized_similarity(a, b, score_cutoff=ALIKE) >= ALIKE


def words(before: str, after: str) -> list[Piece]:
    """The words that went, came and stayed, in order."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > MAX_WORDS:
        return [Piece(Mark.OUT, before), Piece(Mark.IN, after)]
    pieces: list[Piece] = []
    out: list[str] = []
    into: list[str] = []

    def told() -> None:
        """What went stands before what came, whatever order the steps had."""
        pieces.extend(Piece(mark, " ".join(run)) for mark, run in ((Mark.OUT, out), (Mark.IN, into)) if run)
        out.clear()
        into.clear()

    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            told()
            pieces.append(Piece(Mark.SAME, " ".join(old[step.src_start : step.src_end])))
        elif step.tag == "delete":
            out += old[step.src_start : step.src_end]
        else:
            into += new[step.dest_start : step.dest_end]
    told()
    return pieces
