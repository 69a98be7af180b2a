"""What is said of all or none of the requests just counted: "None of these was acted upon".

The count stands in the sentence itself or shortly before it; the outcome takes its number, period and place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from config.words import Metric
from monitor.figures.clauses import clause
from monitor.figures.paper import Count, Paper
from monitor.figures.signs import Observer
from monitor.figures.views import View

REACH: Final = 2  #: sentences after the count in which "none of them" still means it
LIKELY: Final = 0.95  #: how often the outcome of a count that is right is right

_THEM: Final = (
    r"(?:of (?:them|these|those|which|whom|it|that number)|"
    r"(?:of )?(?:the|these|those|its|their|such) (?:\w+ ){0,3}?(?:detainers?|requests?|holds?|forms?|people|"
    r"persons?|inmates|individuals))"
)
_NONE: Final = re.compile(
    rf"\b(?:none|not one|not a single one|no one|neither(?! nor))\b(?: (?P<of>{_THEM}))?"
    rf"|\b(?:not|n't|never) (?:\w+ ){{1,3}}?any (?P<of2>{_THEM})"
)
_ALL: Final = re.compile(
    rf"\b(?:all|every one|each|each one|both)\b(?: (?P<of>{_THEM}))?(?! [0-9])|"
    r"\b(?:they|these|those|the (?:detainers|requests)) (?:were|have been) all\b(?P<of2>)|"
    r"\b(?:it|he|she|they|we|(?:the )?(?:police|department|jail|county|sheriff)) (?:\w+ ){1,3}"
    r"(?P<of3>them all|each of them|every one)"
)
_ENDS: Final = frozenset([Metric.DECLINED, Metric.HONORED, Metric.TRANSFERRED, Metric.WITHDRAWN])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a whole that was counted; `line` is the sentence that says so."""

    count: Count
    line: int


def find(paper: Paper, observer: Observer, counts: Sequence[Count]) -> Iterator[Outcome]:
    """The outcomes that sentences tell of all or none, where it is plain of which count."""
    wholes = [c for c in counts if c.metric is Metric.REQUESTS and not c.part and _value(paper, c)]
    if not wholes:
        return
    lines = {paper.candidates[count.candidate].index for count in wholes}
    for line in sorted({at + k for at in lines for k in range(REACH + 1)}):
        if line >= len(paper.lines) or not (said := _said(observer.view(line))):
            continue
        metric, span, anaphor = said
        for whole in _meant(paper, wholes, line, span, anaphor=anaphor):
            told = any(
                c.metric is metric and _value(paper, c) == _value(paper, whole) and not c.part for c in counts
            )
            if not told:
                yield Outcome(Count(whole.candidate, metric, False, whole.chance * LIKELY), line)


def _value(paper: Paper, count: Count) -> int:
    return paper.candidates[count.candidate].number.value


def _meant(
    paper: Paper, wholes: Sequence[Count], line: int, said: tuple[int, int], *, anaphor: bool
) -> list[Count]:
    """The counts that an outcome is of: those before it in its sentence, else the one told just before."""
    inside = [
        count for count in wholes
        if paper.candidates[count.candidate].index == line
        and (
            paper.candidates[count.candidate].number.end <= said[0]
            or said[0] <= paper.candidates[count.candidate].number.start < said[1]
        )
    ]  # fmt: skip
    if inside:
        return inside
    earlier = [c for c in wholes if 0 < line - paper.candidates[c.candidate].index <= REACH]
    here = [n for n in paper.lines[line].numbers if not n.refused and n.form not in ("zero", "both")]
    if not earlier or here or not anaphor:
        return []
    last = paper.candidates[earlier[-1].candidate].index
    of_last = [c for c in earlier if paper.candidates[c.candidate].index == last]
    return of_last if len(of_last) == 1 else []


def _said(seen: View) -> tuple[Metric, tuple[int, int], bool] | None:
    """The metric that all or none make, where the quantifier stands, and whether it points back."""
    low = seen.line.sentence.low
    for pattern, none in ((_NONE, True), (_ALL, False)):
        match = pattern.search(low)
        if match is None:
            continue
        anaphor = match.start() <= 2 or any(text is not None for text in match.groupdict().values())
        at = seen.at(match.start())
        left, right, _inner_left, _inner_right = clause(seen, at)
        acts = [t for t in seen.triggers if left < t.at < right and t.strong and t.metric in _ENDS]
        acts = [t for t in acts if not t.noun and not t.modal]
        if not acts or len({t.metric for t in acts}) > 1:
            continue
        metric, denied = acts[0].metric, any(act.negated for act in acts)
        if none and metric is Metric.HONORED and not denied:
            metric = Metric.DECLINED  # "acted on none of the 57", "none of these requests was acted upon"
        elif none and not (denied and metric is Metric.DECLINED):
            continue  # "none was declined" tells no count of ours
        if none or anaphor or acts[0].passive:
            return metric, match.span(), anaphor
    return None
