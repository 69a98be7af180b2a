"""Why a number of prose is no figure whatever its signs.

What it is (`uncounted`), what it counts (`countables`), that the text takes it back (`retracted`), or that
the number it is compared with is none (`likeness`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from monitor.figures import countables, likeness, retracted, uncounted
from monitor.figures.candidates import Candidate, Line
from monitor.figures.numbers import Number

SHORT: Final = 60  #: characters of a sentence ("Good morning.") after which the next one is heard too


class Refusals:
    """The refusals of one document; each line is looked at once."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self._kinds: dict[int, dict[int, str]] = {}

    def why(self, candidate: Candidate) -> str:
        """Why a candidate is no figure; '' where it may be one."""
        sentence, number = candidate.sentence, candidate.number
        if candidate.cell is not None:
            return uncounted.clock(sentence.low[max(0, number.start - 4) : number.start], number)
        if why := self._kind(candidate.index, number):
            return why
        if why := uncounted.spread(sentence.low, number) or retracted.own(sentence.low, number):
            return why
        before, following = self._low(candidate.index - 1), self._low(candidate.index + 1)
        if len(following) < SHORT:
            following = f"{following} {self._low(candidate.index + 2)}"
        return retracted.before(sentence.low, number, before) or retracted.after(sentence.low, following)

    def _low(self, index: int) -> str:
        return self.lines[index].sentence.low if 0 <= index < len(self.lines) else ""

    def _kind(self, index: int, number: Number) -> str:
        return self._of_line(index).get(number.start, "")

    def _of_line(self, index: int) -> dict[int, str]:
        """What each number of a line is, if it is none of ours; by where it starts."""
        known = self._kinds.get(index)
        if known is None:
            known = self._kinds[index] = self._alone(index)
            self._go_on(index, known)
        return known

    def _alone(self, index: int) -> dict[int, str]:
        """The same as far as the line itself tells."""
        line, kinds = self.lines[index], dict[int, str]()
        low, text = line.sentence.low, line.sentence.text
        for number in line.numbers:
            kinds[number.start] = (
                number.refused
                or countables.thing(low, number)
                or countables.label(low, number)
                or countables.numbered(low, number)
                or countables.housed(low, number)
                or uncounted.around(low, text, number)
                or likeness.alike(low, text, number, line.numbers, lambda n: kinds.get(n.start, ""))
            )
        return kinds

    def _go_on(self, index: int, kinds: dict[int, str]) -> None:
        """Adds what a line takes from the one before it."""
        line = self.lines[index]
        first = next((n for n in line.numbers if n.refused not in likeness.DATES), None)
        if not index or first is None or kinds[first.start] or not likeness.is_it(line.sentence.low, first):
            return
        before = self._kinds.get(index - 1) or self._alone(index - 1)
        kinds[first.start] = likeness.goes_on(
            self.lines[index - 1].numbers, lambda n: before.get(n.start, "")
        )
