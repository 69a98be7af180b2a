"""Tables: which cell is a figure, and what its column, its row and the lines above say of it.

Three shapes are understood: metrics across the columns (rows are years, places or agencies), periods
across the columns (rows are metrics), and one metric named above the table with a number a row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from config.words import Metric, Qualifier
from monitor.figures import captions, cells, heads
from monitor.figures.cells import Cell
from monitor.figures.heads import Head
from monitor.figures.periods import Clock, Days, closed, last_of
from monitor.figures.sentences import Kind, Sentence

_TOTAL: Final = re.compile(
    r"\s*(?:grand )?(?:totals?|all(?! other)|state(?:wide)?|county ?wide|sum)\b", re.IGNORECASE
)
_NOTHING: Final = Cell("", "", 0, 0, 0, 0)
_UNTIL: Final = re.compile(r"(?:to|through|thru|until|as of)\s+([a-z]{3,9}\.? \d{1,2})\b")


@dataclass(frozen=True, slots=True)
class Found:
    """A number in a table, with what its row and column say."""

    metric: Metric
    value: int
    qualifier: Qualifier
    days: Days | None
    label: str  #: of the row, as written
    row: Sentence
    cell: Cell
    total: bool
    subset: str | None
    heading: str  #: of the column that names the rows
    agency: str  #: a column of agencies, as written
    why: str
    column: str = ""  #: the head over the number, folded
    by_caption: bool = False  #: the metric stands above the table: only places, agencies and totals count
    own_days: bool = True  #: the period stands in the row or the head, not above
    doubtful: bool = False  #: which head or caption it stands under comes by guess
    placed: bool = False  #: its head stands over it, and is not told by its number


def read(
    rows: Sequence[tuple[Sentence, int]],
    above: Sequence[tuple[Sentence, int]],
    caption: str,
    clock: Clock,
    base: Days | None,
    about: bool,
) -> list[Found]:
    """All figures of one table: its rows and the head lines above them, each with its indent. `caption` is
    the folded text above it; `base` the period it is under."""
    if re.search(r"\bunlawful|\beviction", caption):
        return []
    grid = cells.grid(rows, above)
    head = heads.read(grid.heads, caption, clock, about) if grid else None
    if grid is None or head is None:
        return []
    found: list[Found] = []
    for row, line in grid.rows:
        found.extend(_Row(row, line, head, clock, base, caption, about).read())
    return [replace(one, placed=True) for one in found] if grid.placed and above else found


@dataclass
class _Row:
    """One row under a head."""

    row: Sentence
    line: Sequence[Cell | None]
    head: Head
    clock: Clock
    base: Days | None
    caption: str
    about: bool

    def read(self) -> list[Found]:
        if self.head.days or not self.head.metrics:
            return self._by_label()
        days, own = self._days()
        return [
            replace(
                self._found(metric, i, days, self.head.subsets.get(i)),
                own_days=own,
                doubtful=i in self.head.doubled,
            )
            for i, metric in self.head.metrics.items()
            if self._has(i)
        ]

    def _cell(self, i: int) -> Cell | None:
        return self.line[i] if i < len(self.line) else None

    def _has(self, i: int) -> bool:
        cell = self._cell(i)
        return cell is not None and cell.number is not None

    @property
    def label(self) -> str:
        cell = self._cell(self.head.label)
        return cell.text if cell else ""

    def _days(self) -> tuple[Days | None, bool]:
        """The row's period, and whether the row names it itself."""
        around = f"{self.caption} {self.head.heading}"
        cell = self._cell(self.head.period) if self.head.period is not None else None
        own = self._month(cell.text if cell else self.label)
        own = own or (heads.period(heads.as_period(cell.low, around), self.clock) if cell else None)
        own = own or heads.period(heads.as_period(self.label.lower(), around), self.clock)
        return (own, True) if own else (self._noted(), False)

    def _noted(self) -> Days | None:
        """The table's period, shorter where a note in the row says until when its numbers run."""
        notes = [_UNTIL.fullmatch(cell.low.strip()) for cell in self.line[1:] if cell]
        note = next((match for match in notes if match), None)
        if note and self.base and self.base.label == str(self.base.first.year):
            return heads.period(f"{self.base.first.year} through {note[1]}", self.clock) or self.base
        return self.base

    def _month(self, name: str) -> Days | None:
        """A row named by a month alone, in a table of one year."""
        bare = re.fullmatch(
            r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?", name.strip().lower()
        )
        if bare is None or self.base is None or self.base.label != str(self.base.first.year):
            return None
        return heads.period(f"{bare[1]} {self.base.first.year}", self.clock)

    def _by_label(self) -> list[Found]:
        """Rows that name the metric, with periods across; or label and number under a caption."""
        low = self.label.lower()
        own = heads.period(heads.as_period(low, self.caption), self.clock)
        metric = captions.metric_of(low, self.about)
        above = metric is None and not captions.is_other(low)
        if above and (own or self.head.days):
            metric = captions.metric_of(self.caption, self.about)
        if metric is None:
            return self._inline()
        part = captions.part_of(low)
        if self.head.days:
            found = [
                self._found(metric, i, _moment(metric, days), part)
                for i, days in self.head.days.items()
                if self._has(i)
            ]
            return [replace(one, by_caption=above and not own) for one in found]
        counting = [i for i in range(1, len(self.line)) if self._has(i)]
        if not counting:
            return []
        one = self._found(metric, counting[0], own or self.base, part)
        return [replace(one, own_days=own is not None, doubtful=len(counting) > 1)]

    def _inline(self) -> list[Found]:
        """Cells that hold label and number both: 'Received 16 | Honored 0'."""
        found: list[Found] = []
        for cell in self.line:
            if cell is None:
                continue
            match = re.fullmatch(r"(?P<label>[a-z][^0-9]{3,60}?):?\s+(?P<n>[0-9][0-9,]{0,9})", cell.low)
            metric = captions.metric_of(match["label"], self.about) if match else None
            if match is None or metric is None:
                continue
            days = heads.period(heads.as_period(self.label.lower(), self.caption), self.clock)
            inner = replace(
                cell, text=match["n"], low=match["n"],
                start=cell.start + match.start("n"), end=cell.start + match.end("n"),
            )  # fmt: skip
            one = self._found(metric, 0, days or self.base, None)
            value = int(match["n"].replace(",", ""))
            found.append(
                replace(
                    one, value=value, qualifier=Qualifier.EXACT, cell=inner, label=match["label"],
                    own_days=days is not None,
                )
            )  # fmt: skip
        return found

    def _found(self, metric: Metric, i: int, days: Days | None, subset: str | None) -> Found:
        cell = self.line[i] or _NOTHING
        value, qualifier = cell.value()
        agency = self._cell(self.head.agency) if self.head.agency is not None else None
        column = self.head.texts[i] if i < len(self.head.texts) else ""
        return Found(
            metric, value, qualifier, days, self.label, self.row, cell, bool(_TOTAL.match(self.label)),
            subset, self.head.heading, agency.text if agency else "", f"table row '{self.label[:40]}'",
            column,
        )  # fmt: skip


def _moment(metric: Metric, days: Days) -> Days:
    """A stock in the column of a month or year is that of its last day."""
    if metric is not Metric.ACTIVE or days.last is None or days.first == days.last:
        return days
    end = days.last if days.label == str(days.first.year) else last_of(days.last.year, days.last.month)
    return closed(end, end) or days


def groups(sentences: Sequence[Sentence]) -> list[list[int]]:
    """Runs of row lines that make one table, as indexes."""
    found: list[list[int]] = []
    for i, sentence in enumerate(sentences):
        if sentence.kind is not Kind.ROW:
            continue
        if found and found[-1][-1] == i - 1:
            found[-1].append(i)
        else:
            found.append([i])
    return found
