"""Tables: which numbers of a page stand under which head and beside which label.

Lines parted by tabs, bars or commas have their cells counted. Where blanks or dots part them, a head belongs
to each column that it stands over, so that one head may span several.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from monitor.figures import ocr
from monitor.figures.caption_words import PERIOD
from monitor.figures.page import Cell, Entry, PageLine, Parted, Slot, Value, is_year, value_of

MAX_HEADS: Final = 5  #: lines at the head of a table
CENTRE: Final = 14  #: characters that a head may stand away from its column
_LISTED: Final = (Parted.TABS, Parted.BARS, Parted.COMMAS)
_CHILD: Final = re.compile(
    r"(?:[-•–—*·▪o] +|\.{2,} ?)?(?:of (?:which|these|those|them|whom|the|line|item|row)\b|incl|thereof)|(?:[-•–—·▪] +)"
)
_SHARED: Final = re.compile(r"(\d[\d,]*)\s*[(/]\s*\d+(?:\.\d+)?\s?%\s*\)?")
_PAIR: Final = re.compile(r"(?P<label>[^:=]*[a-z\d'][^:=]*?)(?:\s*[:=]\s*| )(?P<n>\d[\d,]*)[*†]?")
_RANK: Final = re.compile(r"(?:rank|no\.?|#|item|row|line|n[°o]|order|s/?n)[ .:]*(?:\(.*\))?")


@dataclass
class Row:
    line: PageLine
    slots: list[Slot | None]
    label: str = ""
    group: str = ""
    parent: str = ""
    before: str = ""  #: the first half of a label that was broken over two lines


@dataclass
class Block:
    """The lines of one table: those at its head, and its rows."""

    first: int
    last: int
    parted: Parted
    heads: list[list[Slot]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def blocks(page: Sequence[PageLine]) -> list[Block]:
    """All tables of a page, in order."""
    found: list[Block] = []
    i = 0
    while i < len(page):
        parted = page[i].parted
        if parted in _LISTED:
            j = _run(page, i)
        elif parted in (Parted.BLANKS, Parted.TEXT, Parted.RULE) and _opens(page, i):
            j = _paragraph(page, i)
        else:
            i += 1
            continue
        block = _block(page, i, j, parted if parted in _LISTED else Parted.BLANKS)
        if block is not None:
            found.append(block)
        i = j
    return found


def _run(page: Sequence[PageLine], first: int) -> int:
    """One past the last line that is parted as the first is; short lines of words may stand between."""
    parted, j = page[first].parted, first + 1
    while j < len(page):
        here = page[j]
        if here.parted in (parted, Parted.RULE):
            j += 1
            continue
        bridge = here.parted is Parted.EMPTY or (
            here.parted is Parted.TEXT and len(here.text) <= 60 and not here.text.rstrip().endswith((".", "?"))
        )
        if not (bridge and j + 1 < len(page) and page[j + 1].parted is parted):
            break
        if abs(len(page[j + 1].slots()) - len(page[j - 1].slots())) > (0 if here.parted is Parted.EMPTY else 1):
            break
        j += 1
    return j


def _opens(page: Sequence[PageLine], i: int) -> bool:
    return i == 0 or page[i - 1].parted in (Parted.EMPTY, *_LISTED)


def _paragraph(page: Sequence[PageLine], first: int) -> int:
    """One past the last line of a table parted by blanks: its paragraph, and those that go on with it."""
    j = _end(page, first)
    while True:
        after = j
        while after < len(page) and page[after].parted is Parted.EMPTY:
            after += 1
        if after >= len(page) or after - j > 1:
            return j
        end = _end(page, after)
        if not _goes_on(page[first:j], page[after:end]):
            return j
        j = end


def _end(page: Sequence[PageLine], first: int) -> int:
    j = first
    while j < len(page) and page[j].parted not in (Parted.EMPTY, *_LISTED):
        j += 1
    return max(j, first + 1)


def _goes_on(one: Sequence[PageLine], two: Sequence[PageLine]) -> bool:
    """Whether a paragraph goes on with the table above: rows of as many cells, below rows or heads."""
    here = [len(line.slots()) for line in one if line.parted is Parted.BLANKS]
    there = [line.slots() for line in two if line.parted is Parted.BLANKS]
    if not here or not there or len(there) < len([x for x in two if x.parted is not Parted.RULE]):
        return False
    if not any(s.counts for slots in there for s in slots[1:]):
        return False
    width = len(there[0])
    return width > 2 and abs(here[-1] - width) <= (0 if one[-1].parted is Parted.BLANKS else 1)


def _block(page: Sequence[PageLine], first: int, last: int, parted: Parted) -> Block | None:
    """The table of some lines; None where none of them has a number beside a label."""
    cut = [(line, line.slots()) for line in page[first:last]]
    body = next((n for n, (line, slots) in enumerate(cut) if _is_row(line, slots, parted)), None)
    if body is None:
        return None
    block = Block(first, last, parted)
    block.heads = _head_lines(cut[:body], parted)
    if block.heads:  # a group may be named between the head and the first row
        while body > 1 and (_groups(*cut[body - 1]) or cut[body - 1][0].parted is Parted.RULE):
            body -= 1
    half = body and cut[body - 1][0].parted is Parted.TEXT and not block.heads
    if half and cut[body - 1][1] and _broken(cut[body - 1][1][0], cut[body][1][0]):
        body -= 1
    _fill(block, cut[body:])
    block.first = first + (body - len(block.heads) if parted is Parted.BLANKS else 0)
    return block if block.rows else None


def _is_row(line: PageLine, slots: Sequence[Slot], parted: Parted) -> bool:
    if line.parted is not parted or len(slots) < 2:
        return False
    filled = [s for s in slots if s.text]
    worth = any(_worth(s.low) is not None and not is_year(s.low) for s in slots[1:]) or (
        slots[0].counts and len(filled) > 1
    )
    lettered = any(re.search(r"[a-z]{2}", s.low) and _worth(s.low) is None for s in filled)
    pairs = [s for s in filled if _pair(s) is not None]
    return (worth and (lettered or is_year(slots[0].low) or parted is not Parted.BLANKS)) or (
        len(pairs) > 1 and len(pairs) >= len(filled) - 1
    )


def _head_lines(cut: Sequence[tuple[PageLine, list[Slot]]], parted: Parted) -> list[list[Slot]]:
    """The lines just above the first row that are part of the head."""
    taken: list[list[Slot]] = []
    for line, slots in reversed(cut):
        if line.parted is Parted.RULE or (not taken and (line.parted is Parted.EMPTY or _groups(line, slots))):
            continue
        inside = line.parted is parted or (
            parted is Parted.BLANKS and line.parted is Parted.TEXT and line.indent > 12 and len(line.slot.text) < 60
        )
        if not inside or len(taken) >= MAX_HEADS:
            break
        if parted is Parted.BLANKS and any(len(s.text) > 60 for s in slots):
            break
        if parted is not Parted.BLANKS and sum(bool(s.text) for s in slots) < 2:
            break
        taken.insert(0, slots)
    return taken


def _groups(line: PageLine, slots: Sequence[Slot]) -> bool:
    """Whether a line may name the group of the rows below it."""
    filled = [s for s in slots if s.text]
    return len(filled) == 1 and len(filled[0].text) <= 40 and line.indent <= 6 and not filled[0].low.endswith(".")


def _fill(block: Block, cut: Sequence[tuple[PageLine, list[Slot]]]) -> None:
    """Rows, with the group that each stands under and the row that it is set in below."""
    group, half = "", ""
    above: list[tuple[int, str]] = []
    for n, (line, slots) in enumerate(cut):
        if line.parted in (Parted.RULE, Parted.EMPTY):
            continue
        filled = [s for s in slots if s.text]
        if not _is_row(line, slots, block.parted):
            words = filled[0] if len(filled) == 1 else None
            if words is not None and words.value is None:
                following = next((c for c in cut[n + 1 :] if c[0].parted is not Parted.RULE), None)
                if following is not None and following[1] and _broken(words, following[1][0]):
                    half = f"{half} {words.text}".strip()
                elif block.rows and _tail(words, line, following):
                    block.rows[-1].label += f" {words.low}"
                elif len(words.text) <= 100:
                    group, above, half = words.low.strip(" :"), [], ""
            continue
        label = next((s for s in filled if s.value is None and _pair(s) is None), None)
        row = Row(line, list(slots), group=group, before=half)
        half = ""
        if label is not None and label is filled[0]:
            while above and above[-1][0] >= line.indent and not _CHILD.match(label.low):
                above.pop()
            row.parent = above[-1][1] if above else ""
            if not _CHILD.match(label.low):
                above.append((line.indent, whole(row.before.lower(), label.low)))
        block.rows.append(row)


def _broken(words: Slot, following: Slot) -> bool:
    """Whether a line of words is the first half of the label below."""
    if words.low.endswith(":"):
        return False
    return words.low.endswith("-") or bool(re.match(r"[a-z(&]", following.text)) or bool(
        re.search(r"\b(?:of|to|the|by|for|and|or|in|with|from|on|law enforcement)$", words.low)
    )


def _tail(words: Slot, line: PageLine, following: tuple[PageLine, list[Slot]] | None) -> bool:
    """Whether a line of words ends the label above it."""
    return bool(re.match(r"[a-z(]", words.text)) and (following is None or line.indent > following[0].indent)


def whole(before: str, label: str) -> str:
    if before.endswith("-"):
        return before[:-1] + label
    return f"{before} {label}".strip()


def _worth(low: str, numeric: bool = False) -> Value | None:
    if (shared := _SHARED.fullmatch(low)) is not None:
        return value_of(shared[1])
    found = value_of(low)
    return value_of(ocr.as_digits(low)) if found is None and numeric else found


def _pair(slot: Slot) -> re.Match[str] | None:
    """'2010: 398' in one cell: a label with its own number."""
    match = _PAIR.fullmatch(slot.low)
    if match is None or is_year(match["n"]) or len(match["label"]) > 60:
        return None
    return match if ":" in slot.low or "=" in slot.low or PERIOD.fullmatch(match["label"].strip() + " ") else None


def entries(block: Block, caption: str, first: int) -> Iterator[Entry]:
    """The numbers of a table, each with its head, label and caption."""
    plain: list[Row] = []
    for number, row in enumerate(block.rows):
        if _alternates(row, block):
            yield from _pairs(row, block, caption, first, number)
        else:
            plain.append(row)
    if plain:
        yield from _Columns(block, plain, caption, first).read()


def _alternates(row: Row, block: Block) -> bool:
    slots = [s for s in row.slots if s is not None and s.text]
    if sum(_pair(s) is not None for s in slots) >= max(1, len(slots) - 1) and not any(s.value for s in slots):
        return True
    if len(slots) < 4 or len(slots) % 2 or block.heads:
        return False
    return all((s.value is not None) == bool(n % 2) for n, s in enumerate(slots))


def _pairs(row: Row, block: Block, caption: str, first: int, number: int) -> Iterator[Entry]:
    slots = [s for s in row.slots if s is not None and s.text]
    label = slots[0] if _pair(slots[0]) is None and _pair(slots[-1]) is not None else None
    previous: Slot | None = None
    for column, slot in enumerate(slots):
        match = _pair(slot)
        if match is not None:
            value, at = value_of(match["n"]), slot.start + match.start("n")
            named, raw = match["label"].strip(" :-•*"), slot.text[: match.end("label")].strip(" :-•*")
        elif previous is not None and slot.value is not None and label is None:
            value, at, named, raw = slot.value, slot.start, previous.low, previous.text
        else:
            previous = slot
            continue
        if value is not None:
            head = named if label else ""
            own = whole(row.before.lower(), label.low) if label else named.strip(" :")
            name = label.text if label else raw.strip(" :")
            end = slot.start + (match.end("n") if match else len(slot.text))
            cell = Cell(
                head, own, caption, column, len(slots), name, number, first, (own,), (), row.group, row.parent, "list"
            )
            yield Entry(at, end, value, cell)
        previous = slot


@dataclass
class _Columns:
    """The columns of a table's rows, and what each holds."""

    block: Block
    rows: list[Row]
    caption: str
    first: int

    def read(self) -> Iterator[Entry]:
        width = Counter(len(row.slots) for row in self.rows).most_common(1)[0][0]
        if self.block.parted is Parted.BLANKS:
            heads = self._place(width)
        else:
            lines = self.block.heads
            if self.block.parted is Parted.COMMAS:
                lines = [line for line in lines if len(line) == width] or lines[-1:]
            heads = _joined(lines, width)
        kinds = [self._kind(column, heads) for column in range(max(len(row.slots) for row in self.rows))]
        if "number" not in kinds:
            return
        for number, row in enumerate(self.rows):
            yield from self._row(number, row, heads, kinds)

    def _row(self, number: int, row: Row, heads: Sequence[str], kinds: Sequence[str]) -> Iterator[Entry]:
        named = self._names(row, kinds)
        label = whole(row.before.lower(), ", ".join(s.low for s in named)) + row.label
        name = whole(row.before, ", ".join(s.text for s in named)).strip(" :")
        texts = tuple(
            s.low if s is not None and (kinds[c] != "number" or _worth(s.low) is None) else ""
            for c, s in enumerate(row.slots)
        )
        for column, slot in enumerate(row.slots):
            if slot is None or kinds[column] != "number":
                continue
            value = _worth(slot.low, numeric=True)
            if value is None:
                continue
            head = heads[column] if column < len(heads) else ""
            yield Entry(
                slot.start, slot.end, value,
                Cell(
                    head, label.strip(" :"), self.caption, column, len(row.slots), name, number, self.first, texts,
                    tuple(heads), row.group, row.parent,
                ),
            )  # fmt: skip

    def _names(self, row: Row, kinds: Sequence[str]) -> list[Slot]:
        """The cells that name a row: those before its first number, else the first of words."""
        counted = next((c for c, kind in enumerate(kinds) if kind == "number"), 0)
        words = [
            (c, s) for c, s in enumerate(row.slots)
            if s is not None and s.text and (kinds[c] in ("text", "year") or (kinds[c] == "rank" and not s.value))
            and not re.fullmatch(r"[-–—*.]+", s.text)
        ]  # fmt: skip
        named = [s for c, s in words if c < counted]
        return named or [s for _c, s in words[:1]]

    def _kind(self, column: int, heads: Sequence[str]) -> str:
        """number, year, rank or text."""
        slots = [row.slots[column] for row in self.rows if column < len(row.slots)]
        filled = [s for s in slots if s is not None and s.text and not re.fullmatch(r"[-–—*.]+|n/?a", s.low)]
        worth = [s for s in filled if _worth(s.low) is not None]
        head = heads[column] if column < len(heads) else ""
        if filled and len(worth) * 3 < len(filled) or not worth:
            return "text"
        if all(is_year(s.low) for s in worth) and (column == 0 or len(worth) > 1 or "year" in head):
            return "year"
        if _RANK.fullmatch(head):
            return "rank"
        if column == 0 and len(worth) > 1 and not head and all(
            s.low.strip(".") == str(n) for n, s in enumerate(worth, 1)
        ):
            return "rank"
        return "number"

    def _place(self, width: int) -> list[str]:
        """The head over each column; rows with fewer cells have theirs put where they stand."""
        usual = [[s for s in row.slots if s is not None] for row in self.rows if len(row.slots) == width]
        spans = [
            (min(line[i].left for line in usual), max(line[i].right for line in usual)) for i in range(width)
        ]
        for row in self.rows:
            if len(row.slots) != width:
                row.slots = _put([s for s in row.slots if s is not None], spans)
        texts = [""] * width
        for n, line in enumerate(self.block.heads):
            last = n == len(self.block.heads) - 1
            for column, low in _over(line, spans, last):
                texts[column] = whole(texts[column], low)
        return texts


def _over(
    line: Sequence[Slot], spans: Sequence[tuple[int, int]], last: bool
) -> Iterator[tuple[int, str]]:
    """The columns that each cell of a head line stands over."""
    width = len(spans)
    if len(line) == width or (len(line) == width - 1 and line[0].left > spans[0][1] - 6):
        yield from ((n + width - len(line), s.low) for n, s in enumerate(line))
        return
    if len(line) == 1 and line[0].left <= spans[0][0] + 3 and line[0].right > spans[-1][0]:
        yield from ((n, line[0].low) for n in range(1, width))
        return
    taken: dict[int, str] = {}
    for slot in line:
        over = [i for i, (left, right) in enumerate(spans) if slot.left < right and left < slot.right]
        if 0 in over and len(over) > 1 and slot.left > spans[0][0] + 3:
            over = over[1:]
        if not over:
            near = min(range(width), key=lambda i: _apart(slot, spans[i]))
            over = [near] if _apart(slot, spans[near]) <= CENTRE else []
        for i in over:
            taken.setdefault(i, slot.low)
    if not last and len(line) < width - 1:
        for i in range(1, width):
            near_slot = min(line, key=lambda s: _apart(s, spans[i]))
            if i not in taken and near_slot.left > spans[0][0] + 3 and _apart(near_slot, spans[i]) <= CENTRE:
                taken[i] = near_slot.low
    yield from sorted(taken.items())


def _apart(slot: Slot, span: tuple[int, int]) -> float:
    return abs((slot.left + slot.right) / 2 - (span[0] + span[1]) / 2)


def _put(line: Sequence[Slot], spans: Sequence[tuple[int, int]]) -> list[Slot | None]:
    """A row with fewer or more cells than usual, each in the column that it stands in or nearest to."""
    slots: list[Slot | None] = [None] * len(spans)
    for slot in line:
        over = [i for i, (left, right) in enumerate(spans) if slot.left < right and left < slot.right]
        free = [i for i in over if slots[i] is None] or [
            i for i in sorted(range(len(spans)), key=lambda i: _apart(slot, spans[i]))[:1]
            if slots[i] is None and _apart(slot, spans[i]) <= CENTRE
        ]  # fmt: skip
        if free:
            slots[free[0]] = slot
    return slots


def _joined(lines: Sequence[Sequence[Slot]], width: int) -> list[str]:
    """The head lines as one, cell by cell; a head that spans columns is given to each of them."""
    texts = [""] * width
    full = [line for line in lines if len(line) == width] or list(lines)
    for n, line in enumerate(lines):
        if line not in full and not any(not s.text for s in line[1:]) and not (n < len(lines) - 1 and 1 < len(line) < width):
            continue
        cells = [s.low for s in line]
        if n < len(lines) - 1:
            cells = _spread(cells, width)
        shift = 1 if len(cells) == width - 1 else 0
        for i, low in enumerate(cells):
            if i + shift < width:
                texts[i + shift] = whole(texts[i + shift], low)
    return texts


def _spread(cells: Sequence[str], width: int) -> list[str]:
    """A head line of fewer cells than columns, or with empty ones: each stands over as many as follow it."""
    if len(cells) == width or ("" in cells[1:] and len(cells) < width):
        cells = [*cells, *([""] * (width - len(cells)))]
        out: list[str] = []
        for i, low in enumerate(cells):
            out.append(low if low or i < 2 else out[-1])
        return out
    rest = list(cells[1:])
    if rest and (width - 1) % len(rest) == 0:
        return [cells[0], *(low for low in rest for _ in range((width - 1) // len(rest)))]
    if cells and (width - 1) % len(cells) == 0:
        return ["", *(low for low in cells for _ in range((width - 1) // len(cells)))]
    return list(cells)


def renamed(entry: Entry, caption: str) -> Entry:
    return replace(entry, cell=replace(entry.cell, caption=caption))
