"""All numbers of a page that stand in cells: those of its tables, then those of its forms and lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from monitor.figures import back_references, columns, grids, page, page_lines, pairs, stacks
from monitor.figures import entries as forms
from monitor.figures.entries import Field
from monitor.figures.page import Entry, PageLine, Parted, Slot

MAX_HEADING: Final = 110  #: characters
REACH: Final = 60  #: lines within which a run of labels and numbers is looked at
MAX_TALK: Final = 3  #: words of a cell beyond which numbers in it may be speech
_TELLS: Final = re.compile(r"[a-z]{2}")
_HOLDER: Final = re.compile(
    r"(?:facility|county|agency|jail|month|quarter|year|fiscal year|district|station|region|site|"
    r"location|period|"
    r"department|unit|reporting period)\b"
)
_CHILD: Final = re.compile(
    r"\s*(?:[-•–—*·▪o]\s+)?(?:of (?:which|these|those|them|whom|the|line|item|row)\b|incl|thereof)"
)
_CHART: Final = re.compile(
    r"[\[(<{](?:bar |line |pie |data )?(?:chart|graph|figure|fig|table|image|map|slide|box|panel|tile)\b"
    r"[ \d.]{0,5}[:–—-]\s*(?P<title>[^\])>}]{3,100})[\])>}]"
)
_LABELLED: Final = re.compile(r"\s*(?:\(?[0-9a-z]{1,3}[.)]|[-*•–—▪·>]|q\.?\s?\d*[.:])\s")


@dataclass
class Sheet:
    """`covered`: stretches of the document whose numbers are told by the entries."""

    entries: list[Entry] = field(default_factory=list)
    covered: list[tuple[int, int]] = field(default_factory=list)


def read(text: str, index_of: Callable[[int], int]) -> Sheet:
    """The numbers that stand in cells. `index_of`: which sentence a place of the document belongs to."""
    lines = page_lines.lines(text)
    sheet = Sheet(covered=[(line.start - line.skipped, line.start) for line in lines if line.skipped])
    free = [True] * len(lines)
    for block in grids.blocks(lines):
        if _inline(lines[block.first : block.last]):
            continue
        found = list(columns.entries(block, "", index_of(_at(lines[block.first]))))
        if not found:
            continue
        if any(_named(entry.cell) for entry in found):
            sheet.entries += found
        for i in range(block.first, block.last):
            if block.parted is Parted.BLANKS and grids.stands_alone(lines[i]):
                continue
            free[i] = False
            _cover(sheet, lines[i])
    for stack in stacks.stacks(lines, free):
        sheet.entries += stacks.entries(lines, stack, "", index_of(_at(lines[stack.first])))
        for i in range(stack.first, stack.last + 1):
            free[i] = False
            sheet.covered.append((lines[i].start, lines[i].start + len(lines[i].text)))
    _Walk(lines, free, sheet, index_of, back_references.labels(lines)).go()
    sheet.entries.sort(key=lambda entry: entry.start)
    sheet.covered.sort()
    return sheet


def _inline(block: Sequence[PageLine]) -> bool:
    """Whether each line of a block is a list of its own: no table."""
    filled = [line for line in block if line.parted not in (Parted.EMPTY, Parted.RULE)]
    if any(line.parted is not Parted.BARS for line in filled):
        return False
    return all(pairs.listed(line) is not None for line in filled)


def _named(cell: page.Cell) -> bool:
    """Whether a cell's head or label says anything; numbers among numbers count nothing that can be told."""
    return bool(_TELLS.search(cell.head) or _TELLS.search(cell.label) or forms.is_period(cell.label))


def _at(line: PageLine) -> int:
    return line.start + line.indent


def _cover(sheet: Sheet, line: PageLine) -> None:
    """The cells of a line, but for the wordy ones behind its first: their numbers may be speech."""
    for n, slot in enumerate(line.slots()):
        if n == 0 or len(slot.low.split()) < MAX_TALK or slot.value is not None:
            sheet.covered.append((slot.start, slot.end))


@dataclass
class _Walk:
    """The lines of forms and lists, one after another."""

    lines: Sequence[PageLine]
    free: Sequence[bool]
    sheet: Sheet
    index_of: Callable[[int], int]
    known: dict[str, str] = field(default_factory=dict)  #: labels by the letters of their lines
    group: str = ""
    series: str = ""  #: the label that lines of bare periods go on with
    anchor: int = -1  #: sentence above which the caption stands
    above: list[tuple[int, str]] = field(default_factory=list)
    row: int = 0
    used: set[int] = field(default_factory=set)

    def go(self) -> None:
        for i, line in enumerate(self.lines):
            if not self.free[i]:
                self._reset()
                continue
            if line.parted in (Parted.EMPTY, Parted.RULE) or i in self.used:
                continue
            if line.parted is Parted.HEADING:
                self._reset()
                line = page_lines.rest(line)
                self.sheet.covered.append((self.lines[i].start, line.start))
            elif self._lone(i) or self._answered(i):
                continue
            if self._referred(line):
                continue
            found = forms.field_of(line, i)
            if found is not None:
                self._take(found)
            elif not self._listed(i, line):
                self._words(i, line)

    def _reset(self, group: str = "") -> None:
        self.group, self.anchor, self.series, self.above = group, -1, "", []

    def _put(
        self, slot: Slot, value: page.Value, start: int, end: int, parent: str = "", head: str = ""
    ) -> None:
        if self.anchor < 0:
            self.anchor, self.row = self.index_of(slot.start), 0
        group = self.group or self.series
        made = forms.cell(slot, "", self.anchor, self.row, group, parent, head)
        self.sheet.entries.append(Entry(start, end, value, made))
        self.row += 1

    def _take(self, found: Field) -> None:
        line = self.lines[found.line]
        label = self._joined(found)
        while self.above and (self.above[-1][0] >= line.indent and not _CHILD.match(line.low)):
            self.above.pop()
        parent = self.above[-1][1] if self.above else ""
        timed = forms.is_period(label.low)
        if not timed:
            self.series = ""
        if not _CHILD.match(line.low) and not timed:
            self.above.append((line.indent, label.low))
        self._put(label, found.value, found.start, found.end, parent if not timed else "")
        if not timed:
            bare = re.sub(r"[,(]?\s*(?:in |for |fy ?|cy ?)?(?:19|20)\d\d\)?\s*$", "", label.low)
            self.series = bare if bare != label.low else ""
        self.sheet.covered.append((line.start, found.upto))
        self._more(found)

    def _more(self, found: Field) -> None:
        """What stands behind the value in the same line: "By reason: assault, 4; theft, 2"."""
        line = self.lines[found.line]
        rest = PageLine(
            found.upto, line.text[found.upto - line.start :], line.low[found.upto - line.start :], line.parted
        )
        for words, value, start, end in pairs.beside(line, found.upto):
            self._put(found.label, value, start, end, head=words)
            self.sheet.covered.append((found.upto, end))
        cut = re.match(r"[^:]{0,80}:\s", rest.low)
        more = pairs.listed(rest) if cut is not None else None
        for label, value, start, end in more.pairs if more else ():
            self._put(label, value, start, end, parent=found.label.low)
            self.sheet.covered.append((found.upto, end))

    def _joined(self, found: Field) -> Slot:
        """The label, with the line above where it was broken."""
        i, label = found.line, found.label
        before = self.lines[i - 1] if i else None
        if before is None or not self.free[i - 1] or before.parted is not Parted.TEXT:
            return label
        if not re.match(r"\s*[a-z(]", self.lines[i].text) or _LABELLED.match(self.lines[i].low):
            return label
        if before.low.rstrip().endswith((".", ":", ";")):
            return label
        if any(e.start >= before.start for e in self.sheet.entries[-1:]):
            return label
        words = before.slot
        low = grids.whole(words.low, label.low)
        return Slot(f"{words.text} {label.text}", low, label.start, label.left)

    def _lone(self, i: int) -> bool:
        """A line that is a number alone: its label stands above it or below."""
        value = forms.lone(self.lines[i])
        if value is None:
            return False
        up, down = self._next(i, -1), self._next(i, 1)
        below = self._below(i, up, down)
        at = down if below else up
        if at is None:
            return False
        label = self._label(at, below)
        slot = self.lines[i].slot
        self._put(label, value, slot.start, slot.end)
        self.sheet.covered.append((slot.start, slot.end))
        if below:
            self.used.add(at)
        return True

    def _next(self, i: int, step: int) -> int | None:
        """The nearest line of words above or below, with no more than one blank between."""
        j, blanks = i + step, 0
        while 0 <= j < len(self.lines) and self.lines[j].parted in (Parted.EMPTY, Parted.RULE):
            j, blanks = j + step, blanks + 1
        if not 0 <= j < len(self.lines) or blanks > 1 or not self.free[j]:
            return None
        line = self.lines[j]
        if forms.lone(line) is not None or not forms.is_label(line):
            return None
        return j

    def _below(self, i: int, up: int | None, down: int | None) -> bool:
        """Whether the label of a lone number is the line below it."""
        if up is None or down is None or up in self.used:
            return up is None or (up in self.used and down is not None)
        if (i - up == 1) != (down - i == 1):
            return down - i == 1
        if len(self.lines[down].text) > 90 or self.lines[up].low.rstrip().endswith((":", "?")):
            return False
        start = i
        while (prior := self._next(start, -1)) is not None and prior - 1 >= 0 and i - start < REACH:
            number = prior - 1
            while number >= 0 and self.lines[number].parted is Parted.EMPTY:
                number -= 1
            if number < 0 or forms.lone(self.lines[number]) is None:
                break
            start = number
        first = self._next(start, -1)
        end: int | None = i
        while end is not None and end - i < REACH:
            after = self._next(end, 1)
            if after is None:
                return False  # the last one has nothing below
            number = after + 1
            while number < len(self.lines) and self.lines[number].parted is Parted.EMPTY:
                number += 1
            end = number if number < len(self.lines) and forms.lone(self.lines[number]) is not None else None
        return first is None or self.lines[first].text.isupper() or len(self.lines[first].text) > 60

    def _label(self, at: int, below: bool) -> Slot:
        """A label of one or several lines, as one."""
        whole = [at]
        while not below and len(whole) < 4 and whole[0] > 0 and not _LABELLED.match(self.lines[whole[0]].low):
            before = self.lines[whole[0] - 1]
            goes_on = re.match(r"\s*[a-z]", self.lines[whole[0]].text) or len(before.text) > 60
            if before.parted is not Parted.TEXT or not goes_on or forms.lone(before) is not None:
                break
            whole.insert(0, whole[0] - 1)
        first = self.lines[whole[0]].slot
        text = " ".join(self.lines[i].slot.text for i in whole)
        return Slot(text, " ".join(self.lines[i].slot.low for i in whole), first.start, first.left)

    def _answered(self, i: int) -> bool:
        """An answer that begins with a number, under its question."""
        up = self._next(i, -1)
        if up is None or not self.lines[up].low.rstrip().endswith("?"):
            return False
        found = forms.answer(self.lines[i])
        if found is None:
            return False
        value, start, end = found
        base = self.lines[i].start
        self._put(self._label(up, False), value, base + start, base + end)
        self.sheet.covered.append((base, base + end))
        return True

    def _listed(self, i: int, line: PageLine) -> bool:
        """A line that is a list of labels with their numbers."""
        found = pairs.listed(line)
        if found is None:
            return False
        holder = self._holder(i)
        head, group = (found.lead, holder) if found.lead else (holder, self.group)
        held, self.group = self.group, group
        for label, value, start, end in found.pairs:
            self._put(label, value, start, end, head=head)
        self.group = held
        self.sheet.covered.append((line.start, found.pairs[-1][3]))
        return True

    def _referred(self, line: PageLine) -> bool:
        """A line that gives numbers for the lines of the form above by their letters."""
        found = list(back_references.read(line, self.known))
        for label, lead, value, start, end in found:
            self._put(label, value, start, end, head=lead)
            self.sheet.covered.append((start, end))
        return bool(found)

    def _holder(self, i: int) -> str:
        """The label of the line above that a list is set in below, or that leads to it with a colon."""
        mine = self.lines[i].indent
        for j in range(i - 1, max(-1, i - REACH), -1):
            line = self.lines[j]
            if line.parted is Parted.EMPTY:
                return ""
            if line.parted is Parted.RULE or (line.indent >= mine and pairs.listed(line)):
                continue
            first = next((s.low for s in line.slots() if s.text), "")
            if (chart := _CHART.fullmatch(line.slot.low)) is not None:
                return chart["title"]
            heading = len(first) <= 60 and not first.endswith(".") and not re.search(r"\d", first)
            if line.indent < mine or first.endswith(":") or heading:
                return first.strip(" :.•*-")
            return ""
        return ""

    def _words(self, i: int, line: PageLine) -> None:
        """A line without a number of its own: a heading, what holds the lines below, or speech."""
        bare = line.slot.low
        if (chart := _CHART.fullmatch(bare)) is not None:
            self._reset(chart["title"])
            return
        if re.match(r"[-•–—*·▪]?\s*\d[\d,]* [a-z]", bare):
            return  # a line of its own, with its number before its words
        if len(bare) > MAX_HEADING or (bare.endswith((".", "?", "!")) and len(bare) > 40):
            self._reset()
            return
        held = re.match(r"(?P<label>[^:]{2,40}):\s+(?P<value>\S.*)$", bare)
        deeper = self._deeper(i)
        if held and not _HOLDER.match(held["label"]) and not deeper:
            return  # another field, filled with words
        if bare.endswith(":") or deeper or held or bare != "":
            self._reset(bare.strip(" :•*-"))

    def _deeper(self, i: int) -> bool:
        following = next(
            (line for line in self.lines[i + 1 : i + 3] if line.parted is not Parted.EMPTY), None
        )
        return following is not None and following.indent > self.lines[i].indent


def talk(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """The covered stretches, in order and joined."""
    last: tuple[int, int] | None = None
    for start, end in sheet.covered:
        if last is not None and start <= last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last is not None:
            yield last
        last = (start, end)
    if last is not None:
        yield last
