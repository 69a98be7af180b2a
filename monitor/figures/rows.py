"""Tables: which cell is a figure, and what its column, its row and the lines above say of it.

Three shapes are understood: metrics across the columns (rows are years, places or agencies), years across
the columns (rows are metrics), and one metric named above the table with a number a row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from config.words import Metric, Qualifier
from monitor.figures import captions, periods
from monitor.figures.periods import Clock, Days
from monitor.figures.sentences import Kind, Sentence, is_commas

MAX_COLUMNS: Final = 60

_CELL_NUMBER: Final = re.compile(
    r"\"?\s*(?P<mark>[<>~]\s?)?\$?\s?(?P<n>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,8}|none|zero|nil|-0-)(?:\.00?)"
    r"?\s*(?:[*†‡¹²³⁴⁵⁶⁷⁸⁹]|\[\w\]|\([a-z]\)|\(\d\))*\s*"
)
_BLANK: Final = re.compile(r"\s*(?:n/?a|[-–—]+|\.+|not (?:available|tracked|reported|kept)|unknown|)\s*")


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    low: str
    start: int  #: in the document
    end: int

    @property
    def number(self) -> re.Match[str] | None:
        return _CELL_NUMBER.fullmatch(self.low)


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
    by_caption: bool = (
        False  #: the metric stands above the table: only rows of places, agencies and totals count
    )


def cells(row: Sentence) -> list[Cell]:
    """The cells of a row with their place in the document."""
    if "\t" in row.text.strip():
        splitter = r"\t"
    elif is_commas(row.text):
        spans = [m.span() for m in re.finditer(r'"[^"]*"|[^,]+', row.text)]
        return [_cell(row, a, b) for a, b in spans][:MAX_COLUMNS]
    elif " | " in row.text or row.text.count("|") > 1:
        splitter = r"\|"
    else:
        splitter = r" {2,}|\t"
    found: list[Cell] = []
    at = 0
    for match in re.finditer(splitter, row.text):
        found.append(_cell(row, at, match.start()))
        at = match.end()
    found.append(_cell(row, at, len(row.text)))
    if found and not found[0].text and splitter == r"\|":
        found = found[1:]
    return found[:MAX_COLUMNS]


def _cell(row: Sentence, start: int, end: int) -> Cell:
    raw = row.text[start:end]
    lead = len(raw) - len(raw.lstrip())
    text = raw.strip()
    return Cell(
        text,
        row.low[start + lead : start + lead + len(text)],
        row.start + start + lead,
        row.start + start + lead + len(text),
    )


def _value(match: re.Match[str]) -> tuple[int, Qualifier]:
    text = match["n"]
    value = 0 if text in ("none", "zero", "nil", "-0-") else int(text.replace(",", ""))
    mark = (match["mark"] or "").strip()
    qualifier = {"<": Qualifier.AT_MOST, ">": Qualifier.AT_LEAST, "~": Qualifier.APPROX}.get(
        mark, Qualifier.EXACT
    )
    return value, qualifier


def _period(text: str, clock: Clock) -> Days | None:
    mentions = [m for m in periods.find(text, clock) if m.days]
    return mentions[0].days if mentions else None


def _is_period(text: str, clock: Clock) -> bool:
    found = [m for m in periods.find(text, clock) if m.days]
    return bool(found) and sum(m.end - m.start for m in found) >= len(text.strip(" *")) * 0.5


@dataclass
class _Head:
    """What the head rows say of each column."""

    metrics: dict[int, Metric]
    days: dict[int, Days]
    label: int = 0  #: column that names the row
    period: int | None = None  #: column that holds the row's period
    agency: int | None = None
    subsets: dict[int, str] = field(default_factory=dict)
    heading: str = ""


def read(rows: Sequence[Sentence], caption: str, clock: Clock, base: Days | None, about: bool) -> list[Found]:
    """All figures of one table. `caption` is the folded text above it; `base` the period it is under."""
    if re.search(r"\bunlawful|\beviction", caption):
        return []
    grid = [(row, cells(row)) for row in rows]
    grid = [
        (row, line)
        for row, line in grid
        if len(line) >= 2 and not all(re.fullmatch(r"[-: =_]*", c.text) for c in line)
    ]
    if not grid:
        return []
    first = _head_rows(grid)
    head = _head([line for _row, line in grid[:first]], caption, clock, about, len(grid[-1][1]))
    if head is None:
        return []
    found: list[Found] = []
    for row, line in grid[first:]:
        found.extend(_Row(row, line, head, clock, base, caption, about).read())
    return found


def _counts(cell: Cell) -> bool:
    """A number that is no year."""
    return bool(cell.number) and not re.fullmatch(r"(?:19|20)\d\d\*?", cell.low)


def _head_rows(grid: Sequence[tuple[Sentence, list[Cell]]]) -> int:
    """How many rows stand at the head: those before the first one with a count in it, three at most."""
    for i, (_row, line) in enumerate(grid[:3]):
        if any(_counts(cell) for cell in line[1:]):
            return i
    return min(len(grid), 1)


def _head(
    lines: Sequence[Sequence[Cell]], caption: str, clock: Clock, about: bool, width: int
) -> _Head | None:
    if any(1 < len(line) < width - 1 for line in lines):
        return None  # heads that span columns: which ones is not said
    texts = _joined([line for line in lines if len(line) > 1], width)
    if not texts:
        return _Head({}, {}) if about or captions.names_detainers(caption) else None
    days = {
        i: d
        for i, text in enumerate(texts)
        if i and _is_period(text, clock) and (d := _period(_as_period(text, caption), clock))
    }
    if days and len(days) >= max(1, (len(texts) - 1) // 2):
        return _Head({}, days, heading=texts[0])
    metrics = {i: metric for i, text in enumerate(texts) if (metric := captions.metric_of(text, about))}
    if not metrics:
        return None
    rest = [i for i in range(len(texts)) if i not in metrics]
    label = next((i for i in rest if not re.search(r"\b(?:rank|no\.?|#)\b|#", texts[i])), 0)
    period = next(
        (i for i in rest if re.search(r"\b(?:year|fy|period|date|quarter|month|fiscal)\b", texts[i])), None
    )
    agency = next((i for i in rest if re.search(r"\b(?:agency|department|facility|jail)\b", texts[i])), None)
    subsets = {i: part for i in metrics if (part := captions.part_of(texts[i]))}
    return _Head(metrics, {}, label, period, agency, subsets, texts[label] if label < len(texts) else "")


def _joined(lines: Sequence[Sequence[Cell]], width: int) -> list[str]:
    """The head rows as one, cell by cell; a shorter one lacks its first cells."""
    texts = [""] * width if lines else []
    for line in lines:
        shift = max(0, width - len(line)) if len(lines) > 1 or len(line) == width - 1 else 0
        for i, cell in enumerate(line):
            if i + shift < width:
                texts[i + shift] = f"{texts[i + shift]} {cell.low}".strip()
    return texts


@dataclass
class _Row:
    """One row under a head."""

    row: Sentence
    line: Sequence[Cell]
    head: _Head
    clock: Clock
    base: Days | None
    caption: str
    about: bool

    def read(self) -> list[Found]:
        if self.head.days or not self.head.metrics:
            return self._by_label()
        return [
            self._found(metric, i, self._days(), self.head.subsets.get(i))
            for i, metric in self.head.metrics.items()
            if self._has(i)
        ]

    def _has(self, i: int) -> bool:
        return i < len(self.line) and self.line[i].number is not None

    @property
    def label(self) -> str:
        return self.line[self.head.label].text if self.head.label < len(self.line) else ""

    def _days(self) -> Days | None:
        column = self.head.period
        if column is not None and column < len(self.line):
            days = _period(
                _as_period(self.line[column].low, f"{self.caption} {self.head.heading}"), self.clock
            )
            if days:
                return days
        own = self._month() or _period(
            _as_period(self.label.lower(), f"{self.caption} {self.head.heading}"), self.clock
        )
        return own or self.base

    def _month(self) -> Days | None:
        """A row named by a month alone, in a table of one year."""
        bare = re.fullmatch(
            r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?", self.label.strip().lower()
        )
        if bare is None or self.base is None or self.base.label != str(self.base.first.year):
            return None
        return _period(f"{bare.group()} {self.base.first.year}", self.clock)

    def _by_label(self) -> list[Found]:
        """Rows that name the metric, with periods across; or label and number under a caption."""
        low = self.label.lower()
        own = _period(_as_period(low, self.caption), self.clock)
        metric = captions.metric_of(low, self.about)
        above = metric is None and not captions.is_other(low)
        if above and (own or self.head.days):
            metric = captions.metric_of(self.caption, self.about)
        if metric is None:
            return self._inline()
        part = captions.part_of(low)
        if self.head.days:
            found = [self._found(metric, i, days, part) for i, days in self.head.days.items() if self._has(i)]
            return [replace(one, by_caption=above and not own) for one in found]
        first = next((i for i in range(1, len(self.line)) if self._has(i)), None)
        return [self._found(metric, first, own or self.base, part)] if first is not None else []

    def _inline(self) -> list[Found]:
        """Cells that hold label and number both: 'Received 16 | Honored 0'."""
        found: list[Found] = []
        for cell in self.line:
            match = re.fullmatch(r"(?P<label>[a-z][^0-9]{3,60}?):?\s+(?P<n>[0-9][0-9,]{0,9})", cell.low)
            metric = captions.metric_of(match["label"], self.about) if match else None
            if match and metric:
                at = cell.start + match.start("n")
                inner = Cell(match["n"], match["n"], at, cell.start + match.end("n"))
                one = self._found(
                    metric,
                    0,
                    _period(_as_period(self.line[0].low, self.caption), self.clock) or self.base,
                    None,
                )
                found.append(
                    replace(
                        one,
                        value=int(match["n"].replace(",", "")),
                        qualifier=Qualifier.EXACT,
                        cell=inner,
                        label=match["label"],
                    )
                )
        return found

    def _found(self, metric: Metric, i: int, days: Days | None, subset: str | None) -> Found:
        cell = self.line[i]
        match = cell.number
        value, qualifier = _value(match) if match else (0, Qualifier.EXACT)
        agency = (
            self.line[self.head.agency].text
            if self.head.agency is not None and self.head.agency < len(self.line)
            else ""
        )
        total = bool(
            re.match(
                r"\s*(?:grand )?(?:totals?|all(?! other)|state(?:wide)?|county ?wide|sum)\b",
                self.label.lower(),
            )
        )
        return Found(
            metric, value, qualifier, days, self.label, self.row, cell, total, subset, self.head.heading,
            agency, f"table row '{self.label[:40]}'",
        )  # fmt: skip


def _as_period(low: str, around: str) -> str:
    """A bare year under a heading that speaks of fiscal years is a fiscal year."""
    if re.fullmatch(r"\s*(?:19|20)\d\d\s*\*?\s*", low) and re.search(r"\bfiscal\b|\bfy\b", around):
        return "fy " + low.strip(" *")
    return low


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
