"""The columns of a table: which head each number stands under, and which cells name its row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from monitor.figures.grids import Block, Row, pair, spelt_out, whole, worth
from monitor.figures.page import DITTO, Cell, Entry, Parted, Slot, Value, is_year, value_of

CENTRE: Final = 14  #: characters that a head may stand away from its column
_RANK: Final = re.compile(r"(?:rank|no\.?|#|item|row|line|n[°o]|order|s/?n)[ .:]*(?:\(.*\))?")
#: what is told apart by its number: "Precinct", "Dist. no."
_NUMBERED: Final = re.compile(
    r"(?:council |police |patrol |judicial |station |supervisor(?:ial)? )*(?:districts?|dist|precincts?|"
    r"pct|zones?|"
    r"wards?|areas?|regions?|sectors?|beats?|posts?|troops?|stations?|shifts?|units?|pods?|floors?|levels?|"
    r"divisions?|div|buildings?|bldg|statute|section|code|penal code|group|tier|class|commands?)"
    r"\.?(?: (?:no|number|code|id|#)\.?)?"
)


#: columns of a year's parts by their numbers, with their heads and names
_PARTS: Final = {
    "quarter": (re.compile(r"(?:qtr|quarter|q)s?\.?(?: (?:no|number|#)\.?)?"), ("Q1", "Q2", "Q3", "Q4")),
    "month": (
        re.compile(r"(?:months?|mo|mon)\.?(?: (?:no|number|#)\.?)?"),
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ),
}


_FISCAL: Final = re.compile(r"(?:fiscal|budget|fy\b|s?fy\b)")


def _worth(slot: Slot) -> Value | None:
    return worth(slot.low)


def entries(block: Block, caption: str, first: int) -> Iterator[Entry]:
    """The numbers of a table, each with its head, label and caption."""
    plain: list[Row] = []
    for number, row in enumerate(block.rows):
        if _alternates(row, block):
            row.group = row.group or (_first_words(plain[-1]) if plain else "")
            yield from _pairs(row, block, caption, first, number)
        else:
            plain.append(row)
    if plain:
        yield from _Columns(block, plain, caption, first).read()


def _first_words(row: Row) -> str:
    return next((s.low for s in row.slots if s is not None and s.text and s.value is None), "")


def _alternates(row: Row, block: Block) -> bool:
    slots = [s for s in row.slots if s is not None and s.text]
    if sum(pair(s) is not None for s in slots) >= max(1, len(slots) - 1) and not any(s.value for s in slots):
        return True
    if len(slots) < 4 or len(slots) % 2 or block.heads:
        return False
    return all((s.value is not None) == bool(n % 2) for n, s in enumerate(slots))


def _pairs(row: Row, block: Block, caption: str, first: int, number: int) -> Iterator[Entry]:
    slots = [s for s in row.slots if s is not None and s.text]
    label = slots[0] if pair(slots[0]) is None and pair(slots[-1]) is not None else None
    previous: Slot | None = None
    leads = ""  #: the first label of the line, which a bare one behind it goes on with
    for column, slot in enumerate(slots):
        match = pair(slot)
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
            goes_on = leads if own and own[0].islower() and raw[:1].islower() else ""
            leads = leads or own
            cell = Cell(
                head,
                own,
                caption,
                column,
                len(slots),
                name,
                number,
                first,
                (own,),
                (),
                row.group,
                row.parent or goes_on,
                "list",
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
        heads = [head.replace("_", " ") for head in heads]
        kinds = [self._kind(column, heads) for column in range(max(len(row.slots) for row in self.rows))]
        if "number" not in kinds:
            return
        self._spell_out(kinds, heads)
        for number, row in enumerate(self.rows):
            yield from self._row(number, row, heads, kinds)

    def _spell_out(self, kinds: Sequence[str], heads: Sequence[str]) -> None:
        """What stands for the cell above says it again; a quarter or month by its number is named."""
        above: dict[int, Slot] = {}
        parted = any(kind in _PARTS for kind in kinds)
        for row in self.rows:
            for column, slot in enumerate(row.slots):
                if parted and slot is None and kinds[column] == "year" and column in above:
                    slot = above[column]
                if slot is None or kinds[column] == "number":
                    continue
                if parted and kinds[column] == "year" and is_year(slot.low) and _FISCAL.match(heads[column]):
                    slot = replace(slot, text=f"FY{slot.text}", low=f"fy{slot.low}")
                if slot.low in DITTO and column in above:
                    slot = replace(slot, text=above[column].text, low=above[column].low)
                elif kinds[column] in _PARTS and slot.value is not None:
                    text = _PARTS[kinds[column]][1][slot.value.value - 1]
                    slot = replace(slot, text=text, low=text.lower())
                row.slots[column] = above[column] = slot

    def _row(self, number: int, row: Row, heads: Sequence[str], kinds: Sequence[str]) -> Iterator[Entry]:
        named = self._names(row, kinds)
        label = whole(row.before.lower(), ", ".join(s.low for s in named)) + row.label
        name = whole(row.before, ", ".join(s.text for s in named)).strip(" :")
        texts = tuple(
            s.low if s is not None and (kinds[c] != "number" or worth(s.low) is None) else ""
            for c, s in enumerate(row.slots)
        )
        for column, slot in enumerate(row.slots):
            if slot is None or kinds[column] != "number":
                continue
            value = worth(slot.low, numeric=True)
            if value is None:
                continue
            head = heads[column] if column < len(heads) else ""
            yield Entry(
                slot.start, slot.end, value,
                Cell(
                    head, label.strip(" :"), self.caption, column, len(row.slots), name, number, self.first,
                    texts, tuple(heads), row.group, row.parent,
                ),
            )  # fmt: skip

    def _names(self, row: Row, kinds: Sequence[str]) -> list[Slot]:
        """The cells that name a row: those before its first number, else the first of words."""
        counted = next((c for c, kind in enumerate(kinds) if kind == "number"), 0)
        words = [
            (c, s) for c, s in enumerate(row.slots)
            if s is not None and s.text
            and (kinds[c] in ("text", "year", *_PARTS) or (kinds[c] == "rank" and not s.value))
            and not re.fullmatch(r"[-–—*.]+", s.text)
        ]  # fmt: skip
        named = [s for c, s in words if c < counted]
        return named or [s for _c, s in words[:1]]

    def _kind(self, column: int, heads: Sequence[str]) -> str:
        """number, year, rank or text."""
        slots = [row.slots[column] for row in self.rows if column < len(row.slots)]
        filled = [s for s in slots if s is not None and s.text and not re.fullmatch(r"[-–—*.]+|n/?a", s.low)]
        valued = [s for s in filled if worth(s.low) is not None]
        head = heads[column] if column < len(heads) else ""
        if (filled and len(valued) * 3 < len(filled)) or not valued:
            return "text"
        if all(is_year(s.low) for s in valued) and (column == 0 or len(valued) > 1 or "year" in head):
            return "year"
        named = all(spelt_out(s.low) or re.search(r"\([^)]*[a-z]{3}", s.low) for s in valued)
        if column == 0 and (named or _NUMBERED.fullmatch(head)):
            return "text"
        for kind, (pattern, names) in _PARTS.items():
            if pattern.fullmatch(head) and all(1 <= v.value <= len(names) for v in map(_worth, valued) if v):
                return kind
        if _RANK.fullmatch(head) and not (column and head.startswith(("no", "#", "n"))):
            return "rank"
        if (
            column == 0
            and len(valued) > 1
            and not head
            and all(s.low.strip(".") == str(n) for n, s in enumerate(valued, 1))
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


def _over(line: Sequence[Slot], spans: Sequence[tuple[int, int]], last: bool) -> Iterator[tuple[int, str]]:
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
        if (
            line not in full
            and not any(not s.text for s in line[1:])
            and not (n < len(lines) - 1 and 1 < len(line) < width)
        ):
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
