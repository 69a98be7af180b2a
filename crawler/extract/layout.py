"""Characters with places on a page, as paragraphs and table rows. Pure.

- Pieces of one line that are drawn far apart, and follow each other, are the cells of a row: tabs.
- Lines follow each other in one paragraph where they are as near as lines are on this page, begin at the
  same edge (a first line may be indented), and the earlier one is full.
- A hyphen at a line's end between small letters was put there to break the word: it goes, unless the
  first half is one that is written with a hyphen (`non-`, `self-`). Before a capital or a digit it stays.
- Lines that end and begin with digits are never joined into one number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

_CELL_GAP: Final = 1.4  #: of the letter height; wider than any blank between words
_TYPED_GAP: Final = 3  #: blanks typed one after the other set columns apart
_FULL: Final = 0.78  #: of the widest line nearby: a shorter line ends its paragraph
_NEAR: Final = 1.35  #: of the usual distance of lines
_SAME_LINE: Final = 0.5  #: share of height that two pieces of one line have in common
_EDGE: Final = 1.5  #: letter heights that the left edges of a paragraph's lines may differ by
_INDENT: Final = 6.0  #: ... and its first line
#: what PDFium gives for a hyphen at the end of a line together with the break
_BREAKING_HYPHENS: Final = "\u0002\ufffe"
_HYPHENS: Final = "-\u00ad\u2010"
_KEPT_PREFIX = re.compile(
    r"\b(?:non|self|ex|co|pre|post|anti|well|long|short|full|part|high|low|multi|inter|mid|cross|so|over|year|"
    r"state|city|county|court|law|drug|one|two|three|four|five|six|seven|eight|nine|ten)$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:[•◦▪■●–—*·o]|\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)])\s")
#: a paragraph's number or bullet stands off its text: no cell of a table
_NUMBERED = re.compile(r"^([•◦▪■●–—*·o]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])\t(?![\d$,.%\s-]+(?:\t|$))")
_SENTENCE_END = re.compile(r"[.!?:;][\"”’')\]]*$")


class Glyph(NamedTuple):
    character: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(slots=True)
class _Line:
    text: str
    left: float
    bottom: float
    right: float
    top: float
    is_row: bool = field(default=False)

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)


def page_text(glyphs: Sequence[Glyph]) -> str:
    """Paragraphs apart by an empty line, rows of one table by a line break, cells by a tab."""
    lines = _rows(list(_lines(glyphs)))
    if not lines:
        return ""
    pitch = _usual_pitch(lines)
    parts = [lines[0].text]
    for index in range(1, len(lines)):
        above, line = lines[index - 1], lines[index]
        if above.is_row and line.is_row:
            parts.append("\n" + line.text)
        elif _continues(above, line, lines, index, pitch):
            parts[-1:] = [_joined(parts[-1], line.text)]
        else:
            parts.append("\n\n" + line.text)
    return "".join(parts)


def _lines(glyphs: Sequence[Glyph]) -> Iterator[_Line]:
    """Split at PDFium's line breaks, and at the mark that it sets for a hyphen together with the break."""
    piece: list[Glyph] = []
    for glyph in glyphs:
        if glyph.character in _BREAKING_HYPHENS:
            piece.append(glyph._replace(character="-"))
        if glyph.character in "\r\n" or glyph.character in _BREAKING_HYPHENS:
            if line := _line(piece):
                yield line
            piece = []
        else:
            piece.append(glyph)
    if line := _line(piece):
        yield line


def _line(glyphs: list[Glyph]) -> _Line | None:
    drawn = [glyph for glyph in glyphs if not glyph.character.isspace() and glyph.right > glyph.left]
    if not drawn:
        text = "".join(glyph.character for glyph in glyphs).strip()
        return _Line(text, 0.0, 0.0, 0.0, 0.0) if text else None
    height = median(glyph.top - glyph.bottom for glyph in drawn)
    text, is_row = _with_tabs(glyphs, max(height, 1.0))
    return _Line(
        text,
        min(glyph.left for glyph in drawn),
        median(glyph.bottom for glyph in drawn),
        max(glyph.right for glyph in drawn),
        median(glyph.top for glyph in drawn),
        is_row,
    )


def _with_tabs(glyphs: list[Glyph], height: float) -> tuple[str, bool]:
    parts: list[str] = []
    right: float | None = None
    is_row = False
    typed = 0
    for glyph in glyphs:
        typed = typed + 1 if glyph.character == " " else typed
        if not glyph.character.isspace() and glyph.right > glyph.left:
            if right is not None and (glyph.left - right > _CELL_GAP * height or typed >= _TYPED_GAP):
                parts.append("\t")
                is_row = True
            right = glyph.right
            typed = 0
        parts.append(" " if glyph.character.isspace() else glyph.character)
    text = re.sub(r" *\t[ \t]*", "\t", re.sub(r" {2,}", " ", "".join(parts))).strip()
    text = _NUMBERED.sub(r"\1 ", text)
    return text, is_row and "\t" in text


def _rows(lines: list[_Line]) -> list[_Line]:
    """Lines that stand on one height, each to the right of the one before, are cells of one row."""
    rows: list[_Line] = []
    for line in lines:
        last = rows[-1] if rows else None
        if last is not None and _same_height(last, line) and line.left >= last.right - 1:
            wide = line.left - last.right > _CELL_GAP * min(last.height, line.height)
            last.text = _NUMBERED.sub(r"\1 ", last.text + ("\t" if wide else " ") + line.text)
            last.is_row = "\t" in last.text
            last.right = line.right
        else:
            rows.append(line)
    return rows


def _same_height(one: _Line, other: _Line) -> bool:
    common = min(one.top, other.top) - max(one.bottom, other.bottom)
    return common > _SAME_LINE * min(one.height, other.height) and one.right > one.left


def _usual_pitch(lines: list[_Line]) -> float:
    steps = [(above.bottom - line.bottom, line.height) for above, line in pairwise(lines)]
    near = [step for step, height in steps if 0 < step < 3 * height]
    return median(near) if near else 0.0


def _continues(above: _Line, line: _Line, lines: list[_Line], index: int, pitch: float) -> bool:
    if above.is_row or line.is_row or _BULLET.match(line.text):
        return False
    step = above.bottom - line.bottom
    height = max(above.height, line.height)
    if not 0 < step <= max(_NEAR * pitch, height * 0.9) or step > 2.6 * height:
        return False
    hanging = _INDENT if _BULLET.match(above.text) else _EDGE
    if not -_INDENT * height <= line.left - above.left <= hanging * height:
        return False
    if abs(above.height - line.height) > 0.35 * height:
        return False
    broken = above.text.endswith(tuple(_HYPHENS))
    return broken or _is_full(above, lines, index) or not _ends(above.text, line.text)


def _is_full(above: _Line, lines: list[_Line], index: int) -> bool:
    nearby = lines[max(0, index - 6) : index + 6]
    widest = max(line.right for line in nearby if not line.is_row)
    return above.right - above.left >= _FULL * (widest - min(above.left, lines[index].left))


def _ends(above: str, below: str) -> bool:
    """A short line ends its paragraph where a sentence ends, or where the next begins like one."""
    return _SENTENCE_END.search(above) is not None or not below[:1].islower()


def _joined(above: str, below: str) -> str:
    if above[-1:] not in _HYPHENS or len(above) < 2:
        return f"{above} {below}"
    if not (above[-2].islower() and below[:1].islower()):
        return above[:-1] + "-" + below if above[-2].isalnum() else f"{above} {below}"
    if above[-1] == "-" and _KEPT_PREFIX.search(above[:-1]):
        return above + below
    return above[:-1] + below
