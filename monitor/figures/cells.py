"""A table's cells and columns: which stretch of which line stands under which head.

Columns told by tabs, bars or commas are counted. Columns told by blanks are found where their numbers
stand, and a head belongs to each column that it stands over, so that one head may span several.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from config.words import Qualifier
from monitor.figures.sentences import Sentence, is_commas

MAX_COLUMNS: Final = 60
CENTRE: Final = 9  #: characters that a head may stand away from the middle of its column

_NUMBER: Final = re.compile(
    r"\"?\s*(?P<mark>[<>~]\s?)?\$?\s?(?P<n>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,8}|none|zero|nil|-0-)(?:\.00?)"
    r"?\s*\"?(?:[*†‡¹²³⁴⁵⁶⁷⁸⁹]|\[\w\]|\([a-z]\)|\(\d\))*\s*"
)


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    low: str
    start: int  #: in the document
    end: int
    left: int  #: columns of the page at which it begins and ends
    right: int

    @property
    def number(self) -> re.Match[str] | None:
        return _NUMBER.fullmatch(self.low)

    @property
    def counts(self) -> bool:
        """A number that is no year."""
        return bool(self.number) and not re.fullmatch(r"(?:19|20)\d\d\*?", self.low)

    def value(self) -> tuple[int, Qualifier]:
        match = self.number
        if match is None:
            return 0, Qualifier.EXACT
        text = match["n"]
        value = 0 if text in ("none", "zero", "nil", "-0-") else int(text.replace(",", ""))
        mark = (match["mark"] or "").strip()
        marks = {"<": Qualifier.AT_MOST, ">": Qualifier.AT_LEAST, "~": Qualifier.APPROX}
        return value, marks.get(mark, Qualifier.EXACT)


def split(row: Sentence, indent: int = 0) -> list[Cell]:
    """The cells of a row with their place in the document and on the page."""
    if "\t" in row.text.strip():
        return _between(row, r"\t", indent)
    if is_commas(row.text):
        spans = [m.span() for m in re.finditer(r'"[^"]*"|[^,]+|(?<=,)(?=,)', row.text)]
        return [_cell(row, a, b, indent) for a, b in spans][:MAX_COLUMNS]
    if " | " in row.text or row.text.count("|") > 1:
        found = _between(row, r"\|", indent)
        return found[1:] if found and not found[0].text else found
    return [cell for cell in _between(row, r" {2,}|\t", indent) if cell.text]


def by_blanks(row: Sentence) -> bool:
    """Whether only blanks part the cells of a row."""
    return not ("\t" in row.text.strip() or "|" in row.text or is_commas(row.text))


def _between(row: Sentence, splitter: str, indent: int) -> list[Cell]:
    found: list[Cell] = []
    at = 0
    for match in re.finditer(splitter, row.text):
        found.append(_cell(row, at, match.start(), indent))
        at = match.end()
    found.append(_cell(row, at, len(row.text), indent))
    return found[:MAX_COLUMNS]


def _cell(row: Sentence, start: int, end: int, indent: int) -> Cell:
    raw = row.text[start:end]
    at = start + len(raw) - len(raw.lstrip())
    text = raw.strip()
    low = row.low[at : at + len(text)]
    return Cell(text, low, row.start + at, row.start + at + len(text), indent + at, indent + at + len(text))


@dataclass(frozen=True)
class Grid:
    """The lines of a table with as many cells each as it has columns; missing ones are None."""

    heads: tuple[str, ...]  #: folded, one for each column
    rows: tuple[tuple[Sentence, tuple[Cell | None, ...]], ...]
    placed: bool  #: heads were given to columns by where they stand, not by their number


def grid(lines: Sequence[tuple[Sentence, int]], above: Sequence[tuple[Sentence, int]]) -> Grid | None:
    """The table that rows make, with the head lines `above` them. None where it cannot be told."""
    whole = [(row, split(row, indent)) for row, indent in lines]
    whole = [
        (row, line)
        for row, line in whole
        if len(line) >= 2 and not all(re.fullmatch(r"[-: =_]*", c.text) for c in line)
    ]
    if not whole:
        return None
    first = _head_rows(whole)
    body = whole[first:]
    if not body:
        return None
    blanks = all(by_blanks(row) for row, _line in body)
    head = [line for _row, line in whole[:first]]
    if blanks:
        return _placed([*[split(row, indent) for row, indent in above], *head], body)
    width = max(len(line) for _row, line in body)
    if any(1 < len(line) < width - 1 for line in head):
        return None  # heads that span columns: which ones is not said
    heads = _joined([line for line in head if len(line) > 1], width)
    rows = tuple((row, _padded(line, width)) for row, line in body)
    return Grid(tuple(heads), rows, placed=False)


def _head_rows(whole: Sequence[tuple[Sentence, list[Cell]]]) -> int:
    """How many rows stand at the head: those before the first one with a count in it, three at most."""
    for i, (_row, line) in enumerate(whole[:4]):
        if any(cell.counts for cell in line[1:]):
            return i
    return min(len(whole), 1)


def _padded(line: Sequence[Cell], width: int) -> tuple[Cell | None, ...]:
    return (*line, *([None] * (width - len(line))))


def _joined(lines: Sequence[Sequence[Cell]], width: int) -> list[str]:
    """The head rows as one, cell by cell; a shorter one lacks its first cells."""
    texts = [""] * width if lines else []
    for line in lines:
        shift = max(0, width - len(line)) if len(lines) > 1 or len(line) == width - 1 else 0
        for i, cell in enumerate(line):
            if i + shift < width:
                texts[i + shift] = f"{texts[i + shift]} {cell.low}".strip()
    return texts


def _placed(head: Sequence[Sequence[Cell]], body: Sequence[tuple[Sentence, list[Cell]]]) -> Grid:
    width = Counter(len(line) for _row, line in body).most_common(1)[0][0]
    usual = [line for _row, line in body if len(line) == width]
    spans = [
        (min(line[i].left for line in usual), max(line[i].right for line in usual)) for i in range(width)
    ]
    texts = [""] * width
    for line in head:
        for at, cell in enumerate(line):
            # as many heads as columns, or as columns of numbers: one each
            each = width - len(line) if len(line) in (width, width - 1) else None
            for i in _columns(cell, spans) if each is None else [at + each]:
                texts[i] = f"{texts[i]} {cell.low}".strip()
    rows: list[tuple[Sentence, tuple[Cell | None, ...]]] = []
    for row, line in body:
        if len(line) == width:
            rows.append((row, tuple(line)))
        elif line[0].left <= spans[0][1] + 1:
            rows.append((row, _slots(line, spans)))
    return Grid(tuple(texts) if head else (), tuple(rows), placed=True)


def _columns(cell: Cell, spans: Sequence[tuple[int, int]]) -> list[int]:
    """The columns that a head stands over; where over none, the nearest."""
    over = [i for i, (left, right) in enumerate(spans) if cell.left < right and left < cell.right]
    if 0 in over and len(over) > 1 and cell.left > spans[0][0] + 3:
        over = over[1:]
    if over:
        return over
    middle = (cell.left + cell.right) / 2
    near = min(range(len(spans)), key=lambda i: abs((spans[i][0] + spans[i][1]) / 2 - middle))
    return [near] if abs((spans[near][0] + spans[near][1]) / 2 - middle) <= CENTRE else []


def _slots(line: Sequence[Cell], spans: Sequence[tuple[int, int]]) -> tuple[Cell | None, ...]:
    """A row with fewer or more cells than usual, each in the one column that it stands in."""
    slots: list[Cell | None] = [None] * len(spans)
    for cell in line:
        over = [i for i, (left, right) in enumerate(spans) if cell.left < right and left < cell.right]
        if len(over) == 1 and slots[over[0]] is None:
            slots[over[0]] = cell
    return tuple(slots)
