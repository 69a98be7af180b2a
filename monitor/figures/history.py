"""What the numbers before one say of it: those that were taken for figures, and those it goes on from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from config.words import Metric
from monitor.figures import guards
from monitor.figures.candidates import Candidate
from monitor.figures.glances import Glance, near
from monitor.figures.sights import Sight
from monitor.figures.threads import Threads

INHERITED: Final = 8  #: sentences back from which a number may take its metric
PARALLEL: Final = 60  #: figures back among which the sentence before is looked for
LED: Final = 5  #: sentences in which the nearest act is looked for


class History:
    """The numbers of one document that were decided so far, in the order of the text."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._threads = Threads(sight)
        self.told: list[tuple[Candidate, Metric]] = []  #: those that were taken for figures
        self._taken: dict[int, Metric | None] = {}  #: by the place in the text; None: no figure

    def remember(self, candidate: Candidate, metric: Metric) -> None:
        """Tells that a candidate was taken: later ones may go on from it."""
        self.told.append((candidate, metric))
        self._taken[candidate.start] = metric

    def refuse(self, candidate: Candidate) -> None:
        """Tells that a candidate is no figure: nor may be what goes on from it."""
        self._taken[candidate.start] = None

    def toward(self, candidate: Candidate) -> Iterator[tuple[Metric, str]]:
        """How the figures taken before this number speak: the last one, the one before it, the one that
        stands at the same place in the sentence before."""
        sort, timed = "cell", ""
        if candidate.cell is None:
            glance = self._sight.glance(candidate)
            i, sort = glance.i, glance.sort
            if any(t.word == "<t>" for t in glance.seen.tokens[max(0, i - 3) : i + 4]):
                timed = " timed"
            if glance.local is not None:
                sort += " local"
        if not self.told:
            return
        last, known = self.told[-1]
        back = near(candidate.index - last.index)
        yield known, f"after {back}"
        yield known, f"after {back} {sort}{timed}"
        if last.sentence.paragraph == candidate.sentence.paragraph:
            yield known, f"after in paragraph {sort}{timed}"
        if len(self.told) > 1:
            before = self.told[-2][1]
            yield before, f"second {'alike' if before is known else 'other'} {sort}"
        yield from self._parallel(candidate, sort)

    def _parallel(self, candidate: Candidate, sort: str) -> Iterator[tuple[Metric, str]]:
        beside = self._sight.by_line[candidate.index]
        mine = beside.index(candidate)
        for back in (1, 2, 3):
            row = [known for one, known in self.told[-PARALLEL:] if one.index == candidate.index - back]
            if row:
                if mine < len(row):
                    yield row[mine], f"parallel {back} {sort}"
                    if len(row) == len(beside) > 1:
                        yield row[mine], "parallel of as many"
                return

    def carried(self, candidate: Candidate) -> Iterator[tuple[Metric, str]]:
        """The metric that a number in prose takes from what is told before it."""
        glance = self._sight.glance(candidate)
        if glance.local is None:
            yield from self._inherited(candidate, glance.sort)
            yield from self._led(candidate, glance)
        yield from self._threaded(candidate, glance)

    def refused(self, candidate: Candidate) -> list[str]:
        """Signs that the number which this one goes on from was taken for no figure."""
        link = self._threads.link(candidate)
        if link.before is None or self._taken.get(link.before.start, candidate) is not None:
            return []
        own = " local" if self._sight.glance(candidate).local else ""
        found = [f"refused {link.kind}{own}"]
        return [*found, f"refused {link.kind} alike"] if link.alike else found

    def _inherited(self, candidate: Candidate, sort: str) -> Iterator[tuple[Metric, str]]:
        """The metric of the nearest number before that has one of its own."""
        between = 0
        for index in range(candidate.index, max(-1, candidate.index - INHERITED), -1):
            for other in reversed(self._sight.prose.get(index, ())):
                if other.start >= candidate.start:
                    continue
                own = self._sight.glance(other).local
                if own is not None:
                    back = near(candidate.index - index)
                    yield own, f"inherited {back}"
                    yield own, f"inherited {back} {sort}"
                    yield own, f"inherited over {min(between, 3)} {sort}"
                    return
                between += 1

    def _threaded(self, candidate: Candidate, glance: Glance) -> Iterator[tuple[Metric, str]]:
        """The metric of the number that this one goes on from."""
        link = self._threads.link(candidate)
        before = link.before
        if before is None:
            return
        own = " local" if glance.local else ""
        known = self._taken.get(before.start)
        if known is not None:
            yield known, f"link {link.kind}{own}"
            yield known, f"link {link.kind}{own} {glance.sort}"
            if link.alike:
                yield known, f"link alike{own}"
                yield known, f"link {link.kind}{own} alike"
            if link.act:
                yield known, f"link {link.kind}{own} act"
        chained = None if own else self._threads.metric(before)
        if chained is not None:
            yield chained, f"chain {link.kind}"
            if link.alike:
                yield chained, f"chain {link.kind} alike"

    def _led(self, candidate: Candidate, glance: Glance) -> Iterator[tuple[Metric, str]]:
        """The nearest act told before a number that has none; what a question asks after."""
        for back in range(min(LED, candidate.index + 1)):
            seen = self._sight.view(candidate.index - back)
            acts = [t for t in seen.triggers if t.strong and not t.noun and (back or t.at < glance.i)]
            if not acts:
                continue
            asked = "asked " if guards.question(seen.line.sentence.text) else ""
            yield acts[-1].metric, f"lead {asked}{back}"
            yield acts[-1].metric, f"lead {asked}{back} {glance.sort}"
            if asked and back:
                metrics = dict.fromkeys(act.metric for act in acts)
                for metric in metrics:
                    yield metric, f"asked {back} {len(metrics)}"
            return
