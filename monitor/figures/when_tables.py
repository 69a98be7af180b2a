"""The tables of a paper: which periods stand over groups of their rows, and which a total covers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from monitor.figures.candidates import Candidate, Cell
from monitor.figures.cell_times import NOTHING, Named, named
from monitor.figures.days import Days, closed, months_of
from monitor.figures.eras import Eras
from monitor.figures.paper import Paper
from monitor.figures.sentences import Kind
from monitor.figures.time_marks import kind_of

TOTAL: Final = re.compile(
    r"\W*(?:grand |sub-?|row |all |combined |program )*(?:totals?|all|sum|both|overall|cumulative|ytd|"
    r"year[- ]to[- ]date)\b|"
    r".{1,60}\b(?:both|all|any) (?:the )?(?:two |three |four |five )?(?:years?|months|quarters|periods)\W*$"
)


class Tables:
    """The tables of a paper: which periods stand over groups of their rows, and which a total covers."""

    def __init__(self, paper: Paper, eras: Eras) -> None:
        self.paper = paper
        self.eras = eras
        self._sections: dict[int, dict[int, Named]] = {}
        self._spans: dict[tuple[int, int, str], Days | None] = {}

    def section(self, candidate: Candidate, cell: Cell, is_fiscal: bool) -> Named:
        """The period that a row of its own, or a label that rows share, names above a row."""
        if cell.first not in self._sections:
            self._sections[cell.first] = self._read(cell.first, is_fiscal)
        return self._sections[cell.first].get(candidate.index, NOTHING)

    def _read(self, first: int, is_fiscal: bool) -> dict[int, Named]:
        found: dict[int, Named] = {}
        current, label, index = NOTHING, NOTHING, first
        lines = self.paper.lines
        while index < len(lines) and lines[index].sentence.kind is Kind.ROW:
            texts = [t.strip() for t in re.split(r"\t|\||\s{2,}", lines[index].sentence.low)]
            filled = [t for t in texts if t]
            own = named(filled[0], self.paper.clock, is_fiscal) if filled else NOTHING
            tells = own.covers and bool(own.days or own.months)
            if len(filled) == 1:
                current, label = own if tells else NOTHING, NOTHING
            elif texts[0]:
                label = own if tells else NOTHING
            found[index] = label if label is not NOTHING else current
            index += 1
        return found

    def span(self, candidate: Candidate, cell: Cell, is_fiscal: bool, across: bool) -> Days | None:
        """From the first to the last period that the rows (or, across, the columns) of a table name."""
        key = (cell.first, cell.row if across else -1, "across" if across else "down")
        if key not in self._spans:
            texts = list(cell.heads) if across else self._labels(cell.first)
            told = [named(t, self.paper.clock, is_fiscal) for t in texts if not TOTAL.match(t)]
            whole = [n.days for n in told if n.covers and n.days]
            self._spans[key] = _cover(whole)
            months = [n.months for n in told if n.covers and n.months]
            if not whole and len(months) > 1:
                base = self._year(candidate)
                self._spans[key] = (
                    months_of(base, min(m[0] for m in months), max(m[1] for m in months)) if base else None
                )
        return self._spans[key]

    def _year(self, candidate: Candidate) -> int | None:
        above = [h.days for h in self.eras.above(candidate.index)] + list(self.eras.title)
        return next(
            (d.first.year for d in above if kind_of(d) in ("year", "running", "range", "month", "quarter")),
            None,
        )

    def _labels(self, first: int) -> list[str]:
        found: list[str] = []
        index, lines = first, self.paper.lines
        while index < len(lines) and lines[index].sentence.kind is Kind.ROW:
            texts = [t.strip() for t in re.split(r"\t|\||\s{2,}", lines[index].sentence.low) if t.strip()]
            found += texts[:1]
            index += 1
        return found or list(
            dict.fromkeys(c.cell.label for c in self.paper.candidates if c.cell and c.cell.first == first)
        )


def _cover(days: Sequence[Days]) -> Days | None:
    lasts = [d.last for d in days if d.last]
    if len(days) < 2 or len(lasts) != len(days):
        return None
    return closed(min(d.first for d in days), max(lasts), True)
