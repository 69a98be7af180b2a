"""Tables: which numbers of a page stand under which head and beside which label.

Lines parted by tabs, bars or commas have their cells counted. Where blanks or dots part them, a head belongs
to each column that it stands over, so that one head may span several.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from monitor.figures import entries, ocr, pairs
from monitor.figures.caption_patterns import PERIOD
from monitor.figures.grid_rows import Block as Block
from monitor.figures.grid_rows import Row as Row
from monitor.figures.grid_rows import ask
from monitor.figures.page import DITTO, PageLine, Parted, Slot, Value, is_year, value_of
from monitor.figures.time_words import MONTH

MAX_PAIR: Final = 80  #: characters of a cell that holds a label with its number
MAX_HEADS: Final = 5  #: lines at the head of a table
_LISTED: Final = (Parted.TABS, Parted.BARS, Parted.COMMAS)
_CHILD: Final = re.compile(
    r"(?:[-•–—*·▪o] +|\.{2,} ?)?(?:of (?:which|these|those|them|whom|the|line|item|row)\b|incl|"
    r"thereof)|(?:[-•–—·▪] +)"
)
#: "10/18/2011 - 12/31/2011", "2022-04": days or months as the label of a row
_DATED: Final = re.compile(
    r"(?:(?:19|20)\d\d-\d{1,2}(?:-\d{1,2})?|\d{1,2}/(?:\d{1,2}/)?(?:(?:19|20)\d\d|\d\d)|"
    r"(?:[qh][1-4]|[1-4][qh])\s?(?:fy)?(?:(?:19|20)?\d\d)?)"
    r"(?:\s*(?:[-–—]|to|through|thru)\s*(?:(?:19|20)\d\d-\d{1,2}(?:-\d{1,2})?|"
    r"\d{1,2}/(?:\d{1,2}/)?(?:(?:19|20)\d\d|\d\d)))?[*†]?"
)
_LETTERED: Final = re.compile(r"[a-z]{2}|\b[a-z]\.[a-z]\b")
#: "q1 2025", "1h19", "0600–1400", "12–24 h": no number, and no word
_WORDLESS: Final = re.compile(
    r"[a-z]?\d[\d:]*\s?(?:[-–—/]\s?\d[\d:]*\s?)?[a-z]?(?:\s?(?:19|20)?\d\d)?[*†‡]{0,3}"
)
#: a month, a quarter or a year alone, at the head of a column
_HEADED: Final = re.compile(
    rf"(?:{MONTH}|q[1-4]|(?:1st|2nd|3rd|4th) (?:quarter|qtr\.?)|(?:cy|fy)?\s?(?:19|20)\d\d)"
)
#: "1 (aggravated felony)"
_NUMBER_NAMED: Final = re.compile(r"\d{1,2}\s?\([^()]*[a-z]{3}[^()]*\)")
_SHARED: Final = re.compile(r"(\d[\d,]*)\s*[(/]\s*\d+(?:\.\d+)?\s?%\s*\)?")
_YEAR_NAMED: Final = re.compile(r"(?:s?fy|cy|fiscal(?: year)?|calendar(?: year)?|year)\s?'?\d\d[*†]?")
_PAIR: Final = re.compile(r"(?P<label>[^:=]*[a-z\d'][^:=]*?)(?:\s*[:=]\s*| )(?P<n>\d[\d,]*)[*†]?")


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
            here.parted is Parted.TEXT
            and len(here.text) <= 60
            and not here.text.rstrip().endswith((".", "?"))
        )
        if not (bridge and j + 1 < len(page) and page[j + 1].parted is parted):
            break
        if _heads_anew(page[first].slots(), page[j + 1].slots()):
            break
        if abs(len(page[j + 1].slots()) - len(page[j - 1].slots())) > (
            0 if here.parted is Parted.EMPTY else 1
        ):
            break
        j += 1
    return j


def _heads_anew(head: Sequence[Slot], slots: Sequence[Slot]) -> bool:
    """Whether a line says the head of the table above again, but for one cell: "2017 | Q1 | Q2 | Year"."""
    if len(slots) < 3 or len(slots) != len(head) or any(s.counts for s in slots[1:]):
        return False
    return sum(a.low != b.low for a, b in zip(head, slots, strict=True)) <= 1


def _opens(page: Sequence[PageLine], i: int) -> bool:
    return i == 0 or page[i - 1].parted in (Parted.EMPTY, Parted.HEADING, *_LISTED)


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
    while j < len(page) and page[j].parted not in (Parted.EMPTY, Parted.HEADING, *_LISTED):
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
    if _heads_anew(one[0].slots(), there[0]) or _under([(line, line.slots()) for line in two], 1):
        return False
    width = len(there[0])
    return width > 2 and abs(here[-1] - width) <= (0 if one[-1].parted is Parted.BLANKS else 1)


def _block(page: Sequence[PageLine], first: int, last: int, parted: Parted) -> Block | None:
    """The table of some lines; None where none of them has a number beside a label."""
    cut = [(line, line.slots()) for line in page[first:last]]
    if parted is Parted.BARS:
        _unframe([slots for line, slots in cut if line.parted is parted])
    body = next(
        (
            n
            for n, (line, slots) in enumerate(cut)
            if _is_row(line, slots, parted) or _bare(cut, n) or _under(cut, n)
        ),
        None,
    )
    if body is None:
        return None
    block = Block(first, last, parted)
    block.heads = _head_lines(cut[:body], parted)
    if block.heads:  # a group may be named between the head and the first row
        while body > 1 and (_groups(*cut[body - 1]) or cut[body - 1][0].parted is Parted.RULE):
            body -= 1
    half = body and cut[body - 1][0].parted is Parted.TEXT and not block.heads
    if _bare(cut, body) or (half and cut[body - 1][1] and _broken(cut[body - 1][1][0], cut[body][1][0])):
        body -= 1
    _fill(block, cut[body:], alone=_under(cut, body))
    ask(block, cut)
    block.first = first + (body - len(block.heads) if parted is Parted.BLANKS else 0)
    return block if block.rows else None


def _bare(cut: Sequence[tuple[PageLine, list[Slot]]], n: int) -> bool:
    """Whether a line is a row of numbers alone, whose label is the line of words above it."""
    if not 0 < n < len(cut) or cut[n][0].parted is not Parted.BLANKS or len(cut[n][1]) < 2:
        return False
    above = [s for s in cut[n - 1][1] if s.text]
    worded = len(above) == 1 and above[0].value is None and bool(re.search(r"[a-z]{3}", above[0].low))
    return worded and all(s.counts for s in cut[n][1])


def _under(cut: Sequence[tuple[PageLine, list[Slot]]], n: int) -> bool:
    """Whether a line is a row of numbers alone right below as many months, quarters or years."""
    if not 0 < n < len(cut) or cut[n][0].parted is not Parted.BLANKS or len(cut[n][1]) < 3:
        return False
    heads, numbers = cut[n - 1][1], cut[n][1]
    if len(heads) != len(numbers) or not all(s.counts for s in numbers):
        return False
    return all(_HEADED.fullmatch(s.low) for s in heads)


def _unframe(rows: Sequence[list[Slot]]) -> None:
    """Bars at both edges of every line frame the table: what is outside them is no cell."""
    for edge in (0, -1):
        if all(len(slots) > 2 and not slots[edge].text for slots in rows):
            for slots in rows:
                del slots[edge]


def _is_row(line: PageLine, slots: Sequence[Slot], parted: Parted) -> bool:
    if line.parted is not parted or len(slots) < 2:
        return False
    filled = [s for s in slots if s.text]
    counted = any(worth(s.low) is not None and not is_year(s.low) for s in slots[1:]) or (
        slots[0].counts and len(filled) > 1
    )
    lettered = any(_LETTERED.search(s.low) and worth(s.low) is None for s in filled)
    lettered = lettered or (len(filled) > 1 and slots[0].text != "" and _labels(slots[0], slots[1:]))
    pairs = [s for s in filled if pair(s) is not None]
    return (counted and (lettered or is_year(slots[0].low) or parted is not Parted.BLANKS)) or (
        len(pairs) > 1 and len(pairs) >= len(filled) - 1
    )


def _labels(first: Slot, others: Sequence[Slot]) -> bool:
    """Whether the first cell of a line names it without a word: "Q1 2025", "0600–1400", "1 (felony)"."""
    if spelt_out(first.low) or (first.value is None and _DATED.fullmatch(first.low)):
        return True
    if first.low in DITTO:
        return sum(s.counts for s in others) > 1
    counted = sum(s.counts for s in others)
    if first.value is None:
        return (
            counted > 1
            and counted == sum(bool(s.text) for s in others)
            and bool(_WORDLESS.fullmatch(first.low))
        )
    return counted > 1 and bool(_NUMBER_NAMED.fullmatch(first.low))


def _head_lines(cut: Sequence[tuple[PageLine, list[Slot]]], parted: Parted) -> list[list[Slot]]:
    """The lines just above the first row that are part of the head."""
    taken: list[list[Slot]] = []
    for line, slots in reversed(cut):
        if line.parted is Parted.RULE or (
            not taken and (line.parted is Parted.EMPTY or _groups(line, slots))
        ):
            continue
        inside = line.parted is parted or (
            parted is Parted.BLANKS
            and line.parted is Parted.TEXT
            and line.indent > 12
            and len(line.slot.text) < 60
        )
        if not inside or len(taken) >= MAX_HEADS or "...." in line.low:
            break
        if parted is Parted.BLANKS and any(len(s.text) > 60 or s.text.endswith("?") for s in slots):
            break
        if parted is not Parted.BLANKS and sum(bool(s.text) for s in slots) < 2:
            break
        taken.insert(0, slots)
    return taken


def _groups(line: PageLine, slots: Sequence[Slot]) -> bool:
    """Whether a line may name the group of the rows below it."""
    filled = [s for s in slots if s.text]
    return (
        len(filled) == 1
        and len(filled[0].text) <= 40
        and line.indent <= 6
        and not filled[0].low.endswith(".")
    )


def _fill(block: Block, cut: Sequence[tuple[PageLine, list[Slot]]], *, alone: bool) -> None:
    """Rows, with the group that each stands under and the row that it is set in below. `alone`: the first
    is a row of numbers below as many heads, without a label."""
    group, half = "", ""
    above: list[tuple[int, str]] = []
    for n, (line, slots) in enumerate(cut):
        if line.parted in (Parted.RULE, Parted.EMPTY) or stands_alone(line):
            continue
        filled = [s for s in slots if s.text]
        below = _under_year(line, filled, block)
        if not (_is_row(line, slots, block.parted) or below or _bare(cut, n) or (alone and not n)):
            words = filled[0] if len(filled) == 1 else None
            if words is not None and words.value is None:
                following = next((c for c in cut[n + 1 :] if c[0].parted is not Parted.RULE), None)
                below = _bare(cut, n + 1) and not words.low.endswith(":")
                if below or (following is not None and following[1] and _broken(words, following[1][0])):
                    half = f"{half} {words.text}".strip()
                elif block.rows and _tail(words, line, following):
                    block.rows[-1].label += f" {words.low}"
                elif len(words.text) <= 100:
                    group, above, half = words.low.strip(" :"), [], ""
            continue
        label = next((s for s in filled if s.value is None and pair(s) is None), None)
        row = Row(line, list(slots), group=group, before=half)
        half = ""
        if label is not None and label is filled[0]:
            while above and above[-1][0] >= line.indent and not _CHILD.match(label.low):
                above.pop()
            row.parent = above[-1][1] if above else ""
            if not _CHILD.match(label.low):
                above.append((line.indent, whole(row.before.lower(), label.low)))
        block.rows.append(row)


def _under_year(line: PageLine, filled: Sequence[Slot], block: Block) -> bool:
    """Whether a line of numbers alone goes on with the row above, whose year it does not say again."""
    if not block.rows or block.parted is not Parted.BLANKS or line.parted is not Parted.BLANKS:
        return False
    above = [slot for slot in block.rows[0].slots if slot is not None and slot.text]
    aligned = len(filled) == len(above) - 1 and abs(filled[0].left - above[1].left) <= ALIGNED
    return aligned and is_year(above[0].low) and len(filled) > 1 and all(slot.counts for slot in filled)


ALIGNED: Final = 3  #: characters


def stands_alone(line: PageLine) -> bool:
    """Whether a line among rows is a field or a list of its own: "2017, from February 4 on: 343"."""
    if line.parted is not Parted.TEXT or not any(c.isdigit() for c in line.low):
        return False
    return pairs.listed(line) is not None or (":" in line.low and entries.field_of(line, 0) is not None)


def _broken(words: Slot, following: Slot) -> bool:
    """Whether a line of words is the first half of the label below."""
    if words.low.endswith(":"):
        return False
    return (
        words.low.endswith("-")
        or bool(re.match(r"[a-z(&]", following.text))
        or bool(re.search(r"\b(?:of|to|the|by|for|and|or|in|with|from|on|law enforcement)$", words.low))
    )


def _tail(words: Slot, line: PageLine, following: tuple[PageLine, list[Slot]] | None) -> bool:
    """Whether a line of words ends the label above it."""
    return bool(re.match(r"[a-z(]", words.text)) and (following is None or line.indent > following[0].indent)


def whole(before: str, label: str) -> str:
    if before.endswith("-") and not before[-2:-1].isdigit():
        return before[:-1] + label
    return f"{before} {label}".strip()


def worth(low: str, numeric: bool = False) -> Value | None:
    if (shared := _SHARED.fullmatch(low)) is not None:
        return value_of(shared[1])
    found = value_of(low)
    return value_of(ocr.as_digits(low)) if found is None and numeric else found


def spelt_out(low: str) -> bool:
    """Whether a cell is a number in words, which at the head of a row is a name: "Three" of the precincts."""
    return low not in ("none", "zero", "nil") and low.isalpha() and value_of(low) is not None


def pair(slot: Slot) -> re.Match[str] | None:
    """'2010: 398' in one cell: a label with its own number."""
    if len(slot.low) > MAX_PAIR:
        return None
    match = _PAIR.fullmatch(slot.low)
    if match is None or is_year(match["n"]) or len(match["label"]) > 60:
        return None
    if _YEAR_NAMED.fullmatch(slot.low):
        return None  # "FY 17"
    return (
        match
        if ":" in slot.low or "=" in slot.low or PERIOD.fullmatch(match["label"].strip() + " ")
        else None
    )
