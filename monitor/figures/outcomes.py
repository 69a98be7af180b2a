"""What is said of all or none of the requests just counted: "None of these was acted upon".

The count stands in the sentence itself or shortly before it; the outcome takes its number, period and place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from config.words import Metric
from monitor.figures import guards, verdicts
from monitor.figures.paper import Count, Paper
from monitor.figures.signs import Observer
from monitor.figures.verdicts import Share, Verdict

REACH: Final = 2  #: sentences after the count in which "none of them" still means it
FAR: Final = 12  #: sentences after the count in which "all 57" still means it
LONGEST: Final = 3000  #: characters of a sentence that is looked at
LIKELY: Final = 0.95  #: how often the outcome of a count that is right is right
ENDS: Final = frozenset([Metric.DECLINED, Metric.HONORED, Metric.TRANSFERRED, Metric.WITHDRAWN])

#: times that are those of the counts before: "in either year", "in all that time"
_SAME_TIME: Final = re.compile(
    r"\b(?:either|both|any|all|each|those|these|that|the same)\s+(?:of\s+)?(?:the\s+|those\s+|these\s+)?"
    r"(?:that\s+)?(?:\w+\s+){0,2}?(?:years?|months?|quarters?|time|period|stretch|span|weeks?)\b"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a whole that was counted; `line` is the sentence that says so, `start` where in it."""

    count: Count
    line: int
    start: int


class Verdicts:
    """The verdicts of each line of a paper; found once."""

    def __init__(self, paper: Paper, observer: Observer) -> None:
        self._paper, self._observer = paper, observer
        self._known: dict[int, tuple[Verdict, ...]] = {}

    def of(self, line: int) -> tuple[Verdict, ...]:
        """The verdicts of a line; none in one that asks or supposes."""
        known = self._known.get(line)
        if known is None:
            known = self._known[line] = tuple(self._find(line))
        return known

    def states(self, line: int) -> bool:
        """Whether a line states something: it neither asks nor supposes."""
        sentence = self._paper.lines[line].sentence
        plain = len(sentence.low) <= LONGEST and not guards.question(sentence.text)
        return plain and not guards.sentence(sentence.low)

    def _find(self, line: int) -> Iterator[Verdict]:
        if verdicts.worth(self._paper.lines[line].sentence.low) and self.states(line):
            yield from verdicts.find(self._observer.view(line))


def find(paper: Paper, said: Verdicts, counts: Sequence[Count]) -> Iterator[Outcome]:
    """The outcomes that sentences tell of all or none, where it is plain of which count."""
    wholes = [c for c in counts if c.metric is Metric.REQUESTS and not c.part and _value(paper, c)]
    if not wholes:
        return
    by_line: dict[int, list[Count]] = {}
    for count in wholes:
        by_line.setdefault(paper.candidates[count.candidate].index, []).append(count)
    told = {(c.metric, _value(paper, c)) for c in counts if not c.part}
    for line in sorted({at + k for at in by_line for k in range(FAR + 1)}):
        if line >= len(paper.lines):
            continue
        for verdict in said.of(line):
            metric = verdict.came
            if metric is None or metric not in ENDS:
                continue
            near = [count for k in range(FAR, -1, -1) for count in by_line.get(line - k, ())]
            for whole in _meant(paper, near, line, verdict):
                if (metric, _value(paper, whole)) not in told:
                    yield Outcome(
                        Count(whole.candidate, metric, False, whole.chance * LIKELY), line, verdict.start
                    )


def _value(paper: Paper, count: Count) -> int:
    return paper.candidates[count.candidate].number.value


def _meant(paper: Paper, wholes: Sequence[Count], line: int, verdict: Verdict) -> list[Count]:
    """The counts that a verdict is of: the one that it names, those before it in its sentence, else those
    told in the sentence just before."""
    if verdict.number is not None:
        return _named(paper, wholes, line, verdict)
    freed = verdict.share is Share.ALL and verdict.deed is Metric.DECLINED and not verdict.strong
    if freed or not verdict.back:
        return []
    inside = [
        c for c in wholes
        if paper.candidates[c.candidate].index == line
        and paper.candidates[c.candidate].number.end <= verdict.start
    ]  # fmt: skip
    if _timed(paper, line, verdict, whole=not inside):
        return []
    if inside:
        return inside
    here = [n for n in paper.lines[line].numbers if not n.refused and n.form not in ("zero", "both")]
    earlier = [c for c in wholes if 0 < line - paper.candidates[c.candidate].index <= REACH]
    if here or not earlier:
        return []
    last = paper.candidates[earlier[-1].candidate].index
    of_last = [c for c in earlier if paper.candidates[c.candidate].index == last]
    return of_last if len(of_last) == 1 or verdict.them else []


def _named(paper: Paper, wholes: Sequence[Count], line: int, verdict: Verdict) -> list[Count]:
    """The last count of the number that a verdict names."""
    numbers = [n for n in paper.lines[line].numbers if n.start == verdict.number]
    before = [
        c for c in wholes
        if numbers and _value(paper, c) == numbers[0].value
    ]  # fmt: skip
    return before[-1:]


def _timed(paper: Paper, line: int, verdict: Verdict, *, whole: bool) -> bool:
    """Whether a verdict is of a time of its own, so that it may not be of all that was counted."""
    low = paper.lines[line].sentence.low
    if _SAME_TIME.search(low):
        return False
    return any(whole or time.start >= verdict.end for time in paper.lines[line].times)
