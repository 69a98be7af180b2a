"""The lines of a document as words, and its numbers at a glance; each worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.figures import glances
from monitor.figures.candidates import Candidate, Line
from monitor.figures.glances import Glance
from monitor.figures.views import View, view


class Sight:
    """One document's lines and numbers."""

    def __init__(self, candidates: Iterable[Candidate], lines: Sequence[Line]) -> None:
        self.lines = lines
        self.by_line: dict[int, list[Candidate]] = {}
        self.prose: dict[int, list[Candidate]] = {}  #: those of each line that stand in no cell
        self._order: dict[int, int] = {}
        for candidate in candidates:
            self.by_line.setdefault(candidate.index, []).append(candidate)
            if candidate.cell is None:
                row = self.prose.setdefault(candidate.index, [])
                self._order[candidate.start] = len(row)
                row.append(candidate)
        self._views: dict[int, View] = {}
        self._glances: dict[int, Glance] = {}

    def view(self, index: int) -> View:
        """A line as words."""
        known = self._views.get(index)
        if known is None:
            known = self._views[index] = view(self.lines[index])
        return known

    def glance(self, candidate: Candidate) -> Glance:
        """What is needed again and again about a number in prose."""
        known = self._glances.get(candidate.start)
        if known is None:
            known = self._glances[candidate.start] = glances.glance(self.view(candidate.index), candidate)
        return known

    def before(self, candidate: Candidate) -> list[Candidate]:
        """The numbers in prose before one in its line, the nearest first."""
        row = self.prose[candidate.index]
        return row[: self._order[candidate.start]][::-1]
