"""Tables whose cells stand one on a line, as text taken from a slide or a web page has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from monitor.figures.page import Cell, Entry, PageLine, Parted, Slot, is_year, value_of

WIDEST: Final = 9
LONGEST: Final = 70  #: characters of a cell
_RANK: Final = re.compile(r"(?:line|no\.?|#|item|rank|row)")
_NOTHING: Final = re.compile(
    r"[-–—*+]+\d*%?|n/?a|[+-]?\d[\d,.]*\s?%?|\$[\d,.]+|not (?:kept|tracked|reported)"
)


@dataclass(frozen=True)
class Stack:
    """Lines `first` to `last`, of which each `width` make a row; the first row is the head."""

    first: int
    last: int
    rows: tuple[tuple[int, ...], ...]  #: line numbers


def stacks(page: Sequence[PageLine], free: Sequence[bool]) -> list[Stack]:
    """All tables of one cell a line, in order."""
    found: list[Stack] = []
    taken = [False] * len(page)
    for stack in (*_blocks(page, free), *_flat(page, free)):
        if not any(taken[stack.first : stack.last + 1]):
            found.append(stack)
            taken[stack.first : stack.last + 1] = [True] * (stack.last + 1 - stack.first)
    return sorted(found, key=lambda stack: stack.first)


def _short(line: PageLine) -> bool:
    return line.parted is Parted.TEXT and len(line.low.strip()) <= LONGEST


def _paragraphs(page: Sequence[PageLine], free: Sequence[bool]) -> Iterator[tuple[int, ...]]:
    held: list[int] = []
    for i, line in enumerate(page):
        if free[i] and _short(line):
            held.append(i)
            continue
        if held:
            yield tuple(held)
        held = []
        if line.parted is not Parted.EMPTY:
            yield ()
    if held:
        yield tuple(held)


def _blocks(page: Sequence[PageLine], free: Sequence[bool]) -> Iterator[Stack]:
    """Paragraphs of as many lines each, the first of which is a head."""
    run: list[tuple[int, ...]] = []
    for paragraph in (*_paragraphs(page, free), ()):
        if run and len(paragraph) == len(run[0]):
            run.append(paragraph)
            continue
        if len(run) > 1 and len(run[0]) > 1 and _is_table(page, run):
            yield Stack(run[0][0], run[-1][-1], tuple(run))
        run = [paragraph] if paragraph else []


#: what has one year as its value, and heads nothing
_FOUNDED: Final = re.compile(
    r"(?:year |date |first |last )?(?:[a-z]+ed|built|begun|began|since|of (?:opening|construction))\W*$"
)


def _is_table(page: Sequence[PageLine], rows: Sequence[Sequence[int]]) -> bool:
    head = [page[i].slot for i in rows[0]]
    if any(s.counts for s in head) or not any(re.search(r"[a-z]{2}", s.low) for s in head):
        return False
    if len(head) == 2 and is_year(head[1].low) and _FOUNDED.match(head[0].low):
        return False
    ranked = bool(_RANK.fullmatch(head[0].low))
    if any(len(s.low) > 45 or s.low.endswith((".", "?")) or ":" in s.low for s in head):
        return False
    counted = 0
    for row in rows[1:]:
        cells = [page[i].slot for i in row]
        if not all(_fits(s) for s in cells[1 + ranked :]) or (cells[0].counts and not ranked):
            return False
        if cells[0].low.endswith("?"):
            return False
        counted += any(s.counts for s in cells[1:])
    return counted == len(rows) - 1 or (counted > 1 and counted >= (len(rows) - 1) * 0.6)


def _fits(slot: Slot) -> bool:
    return slot.value is not None or len(slot.low.split()) <= 4 or bool(_NOTHING.fullmatch(slot.low))


def _flat(page: Sequence[PageLine], free: Sequence[bool]) -> Iterator[Stack]:
    """A long run of short lines, with or without blank ones between, that repeats itself."""
    run: list[int] = []
    for i in range(len(page) + 1):
        if i < len(page) and free[i] and _short(page[i]):
            run.append(i)
            continue
        if i < len(page) and page[i].parted is Parted.EMPTY:
            continue
        if len(run) >= 6:
            yield from _periodic(page, run)
        run = []


def _periodic(page: Sequence[PageLine], run: Sequence[int]) -> Iterator[Stack]:
    marks = [_mark(page[i].slot) for i in run]
    first = next((n for n, mark in enumerate(marks) if mark == "n"), None)
    if first is None:
        return
    for width in range(3, WIDEST):
        ranked = first >= width and bool(_RANK.fullmatch(page[run[first - width]].slot.low))
        begin = first - width - (not ranked)  # the head, then the first row's label
        if begin < 0 or any(mark == "n" for mark in marks[begin:first]):
            continue
        rows = [tuple(run[begin : begin + width])]
        at = begin + width
        while at + width <= len(run):
            row = marks[at : at + width]
            if (row[0] == "n") is not ranked or "n" not in row[1:]:
                break
            if not all(mark in "n-y" for mark in row[1 + ranked :]):
                break
            rows.append(tuple(run[at : at + width]))
            at += width
        if len(rows) > 2 or (len(rows) == 2 and width > 3 and at == len(run)):
            yield Stack(rows[0][0], rows[-1][-1], tuple(rows))
            return


def _mark(slot: Slot) -> str:
    if is_year(slot.low):
        return "y"
    if slot.value is not None:
        return "n"
    return "-" if _NOTHING.fullmatch(slot.low) else "w"


def entries(page: Sequence[PageLine], stack: Stack, caption: str, first: int) -> Iterator[Entry]:
    """The numbers of a stack, each under the head that stands as far down its row."""
    heads = tuple(page[i].slot.low for i in stack.rows[0])
    for number, row in enumerate(stack.rows[1:]):
        cells = [page[i].slot for i in row]
        texts = tuple(s.low if not s.counts else "" for s in cells)
        ranked = len(cells) > 2 and bool(_RANK.fullmatch(heads[0]))
        label = cells[1 if ranked else 0]
        for column, slot in enumerate(cells[1 + ranked :], 1 + ranked):
            value = value_of(slot.low)
            if value is None or not slot.counts:
                continue
            yield Entry(
                slot.start, slot.end, value,
                Cell(
                    heads[column], label.low, caption, column, len(cells), label.text, number, first,
                    texts, heads,
                ),
            )  # fmt: skip
