"""Tables: which cell is a figure, and what its column, its row and the lines above say of it.

Three shapes are understood: metrics across the columns (rows are years, places or agencies), years across
the columns (rows are metrics), and one metric named above the table with a number a row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from config.words import Metric, Qualifier
from monitor.figures import captions, numbers, periods
from monitor.figures.periods import Clock, Days
from monitor.figures.sentences import Kind, Sentence

MAX_COLUMNS: Final = 60

_CELL_NUMBER: Final = re.compile(
    r"\s*(?P<mark>[<>~]\s?)?\$?\s?(?P<n>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,8}|none|zero|nil|-0-)(?:\.00?)?\s*(?:[*†‡¹²³⁴⁵⁶⁷⁸⁹]|\[\w\]|\([a-z]\)|\(\d\))*\s*"
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
    agency: str  #: a column of agencies, as written
    why: str


def cells(row: Sentence) -> list[Cell]:
    """The cells of a row with their place in the document."""
    if "\t" in row.text.strip():
        splitter = r"\t"
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
    """What the head row says of each column."""

    metrics: dict[int, Metric]
    days: dict[int, Days]
    label: int  #: column that names the row
    period: int | None  #: column that holds the row's period
    subsets: dict[int, str]
    agency: int | None = None


def read(rows: Sequence[Sentence], caption: str, clock: Clock, base: Days | None, about: bool) -> list[Found]:
    """All figures of one table. `caption` is the folded text above it; `base` the period it is under."""
    grid = [(row, cells(row)) for row in rows]
    grid = [
        (row, line)
        for row, line in grid
        if len(line) >= 2 and not all(re.fullmatch(r"[-: ]*", c.text) for c in line)
    ]
    if not grid:
        return []
    head, first = _head(grid, caption, clock, about)
    if head is None:
        return []
    found: list[Found] = []
    for row, line in grid[first:]:
        found.extend(_row(row, line, head, clock, base, caption, about))
    return found


def _numeric(line: Sequence[Cell]) -> int:
    return sum(1 for cell in line if cell.number)


def _head(
    grid: Sequence[tuple[Sentence, list[Cell]]], caption: str, clock: Clock, about: bool
) -> tuple[_Head | None, int]:
    line = grid[0][1]
    texts = [cell.low for cell in line]
    days = {
        i: d for i, text in enumerate(texts) if i and _is_period(text, clock) and (d := _period(text, clock))
    }
    if days and len(days) >= max(1, (len(line) - 1) // 2):
        return _Head({}, days, 0, None, {}), 1
    if _numeric(line[1:]) >= max(1, len(line) - 2):
        return _headless(caption, about), 0
    metrics: dict[int, Metric] = {}
    subsets: dict[int, str] = {}
    for i, text in enumerate(texts):
        metric = captions.metric_of(text, about)
        if metric:
            metrics[i] = metric
            if part := captions.part_of(text):
                subsets[i] = part
    label = next(
        (
            i
            for i, text in enumerate(texts)
            if i not in metrics and not re.search(r"\b(?:rank|no\.?|#)\b", text)
        ),
        0,
    )
    period = next(
        (
            i
            for i, text in enumerate(texts)
            if re.search(r"\b(?:year|fy|period|date|quarter|month|fiscal)\b", text) and i not in metrics
        ),
        None,
    )
    agency = next(
        (
            i
            for i, text in enumerate(texts)
            if re.search(r"\b(?:agency|department|facility|jail)\b", text) and i not in metrics
        ),
        None,
    )
    return (_Head(metrics, {}, label, period, subsets, agency), 1) if metrics else (None, 1)


def _headless(caption: str, about: bool) -> _Head | None:
    """Rows of label and number: the label, or what stands above, names the metric."""
    return _Head({}, {}, 0, None, {}) if about or captions.names_detainers(caption) else None


def _row(
    row: Sentence,
    line: Sequence[Cell],
    head: _Head,
    clock: Clock,
    base: Days | None,
    caption: str,
    about: bool,
) -> list[Found]:
    label = line[head.label].text if head.label < len(line) else ""
    low = label.lower()
    total = bool(re.match(r"\s*(?:grand )?(?:totals?|all|state(?:wide)?|county ?wide|sum)\b", low))
    row_days = None
    if head.period is not None and head.period < len(line):
        row_days = _period(_as_period(line[head.period].low, caption), clock)
    row_days = row_days or _period(_as_period(low, caption), clock)
    found: list[Found] = []
    if head.days or not head.metrics:
        metric = captions.metric_of(low, about)
        if metric is None and row_days and not head.days:
            metric = captions.metric_of(caption, about)
        if metric is None:
            return []
        for i, cell in enumerate(line[1:], 1):
            if (match := cell.number) and (i in head.days or not head.days):
                value, qualifier = _value(match)
                found.append(
                    _found(
                        metric,
                        value,
                        qualifier,
                        head.days.get(i) or row_days or base,
                        label,
                        row,
                        cell,
                        total,
                        captions.part_of(low),
                    )
                )
                if not head.days:
                    break
        return found
    for i, metric in head.metrics.items():
        if i < len(line) and (match := line[i].number):
            value, qualifier = _value(match)
            agency = line[head.agency].text if head.agency is not None and head.agency < len(line) else ""
            found.append(
                _found(
                    metric,
                    value,
                    qualifier,
                    row_days or base,
                    label,
                    row,
                    line[i],
                    total,
                    head.subsets.get(i),
                    agency,
                )
            )
    return found


def _as_period(low: str, caption: str) -> str:
    """A bare year in a column or table headed 'fiscal year' is a fiscal year."""
    if re.fullmatch(r"\s*(?:19|20)\d\d\s*\*?\s*", low) and re.search(r"\bfiscal\b|\bfy\b", caption):
        return "fy " + low.strip(" *")
    return low


def _found(
    metric: Metric, value: int, qualifier: Qualifier, days: Days | None, label: str, row: Sentence, cell: Cell,
    total: bool, subset: str | None, agency: str = "",
) -> Found:  # fmt: skip
    return Found(
        metric, value, qualifier, days, label, row, cell, total, subset, agency, f"table row '{label[:40]}'"
    )


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


def plain_numbers(low: str) -> list[numbers.Number]:
    return numbers.find(low)
