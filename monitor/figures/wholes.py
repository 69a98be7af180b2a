"""Numbers that a verdict proves: "acted on none of the 57" tells of 57 requests and of 57 declined.

What is proved so is taken whatever its signs weigh; what is not, is left to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from config.words import Metric
from monitor.figures import hints, outcomes
from monitor.figures.candidates import Candidate
from monitor.figures.outcomes import Verdicts
from monitor.figures.paper import Count, Paper
from monitor.figures.signs import Observer
from monitor.figures.telling import Finding
from monitor.figures.verdicts import Verdict

NAMED: Final = 0.93  #: how often a number that a verdict names is what it says, on the labelled texts
LED: Final = 0.9  #: how often the number right before a verdict counts requests
GAP: Final = 90  #: characters between that number and the verdict
BACK: Final = 3  #: sentences back in which detainers are spoken of

_NOUNS: Final = frozenset(["detainer", "paper", "person", "them", "bare"])
_TOLD: Final = frozenset([Metric.HONORED, Metric.DECLINED])


def proved(candidate: Candidate, observer: Observer, verdicts: Verdicts) -> tuple[tuple[Metric, ...], float]:
    """The metrics that a number of a sentence has by what is said of all or none of it, and how likely."""
    number = candidate.number
    if candidate.cell is not None or number.form not in ("digits", "words") or number.money:
        return (), 0.0
    for verdict in verdicts.of(candidate.index):
        if verdict.came not in _TOLD or not verdict.strong:
            continue
        if verdict.number == number.start:
            named = observer.glance(candidate).noun in _NOUNS and _ours(candidate, observer)
            return ((Metric.REQUESTS, verdict.came), NAMED) if named else ((), 0.0)
        if _leads(candidate, observer, verdict):
            return (Metric.REQUESTS,), LED
    return (), 0.0


def _leads(candidate: Candidate, observer: Observer, verdict: Verdict) -> bool:
    """Whether a number is the last one before a verdict that points back to it: "31, all honored"."""
    number = candidate.number
    if verdict.number is not None or not verdict.back or not 0 <= verdict.start - number.end <= GAP:
        return False
    line = observer.lines[candidate.index]
    between = [n for n in line.numbers if number.end <= n.start < verdict.start]
    if any(not n.refused and n.form != "zero" for n in between) or number.qualifier.value == "at_most":
        return False
    return observer.glance(candidate).noun in _NOUNS and _ours(candidate, observer)


def _ours(candidate: Candidate, observer: Observer) -> bool:
    """Whether detainers are what the text is speaking of."""
    lines = range(max(0, candidate.index - BACK), candidate.index + 1)
    return any("detainer" in observer.view(k).present or "paper" in observer.view(k).present for k in lines)


def joined(proved: Sequence[Metric], told: list[Metric]) -> list[Metric]:
    """What a number counts where a verdict proves some of it."""
    if not proved:
        return told
    kept = [metric for metric in told if metric not in proved and metric in _LEFT]
    return [*proved, *kept] if len(proved) == 1 else list(proved)


#: what requests that a verdict follows may be besides
_LEFT: Final = frozenset([Metric.TRANSFERRED, Metric.ACTIVE])


def outcomes_of(
    paper: Paper, said: Verdicts, counts: Sequence[Count], findings: Sequence[Finding]
) -> list[Finding]:
    """'None of them was honored': as many declined as were counted just before, in their period and place."""
    by_candidate = {
        count.candidate: finding for count, finding in zip(counts, findings, strict=True)
        if count.metric is Metric.REQUESTS
    }  # fmt: skip
    told = []
    for found in outcomes.find(paper, said, counts):
        whole = by_candidate[found.count.candidate]
        if not _elsewhere(paper, whole, found):
            told.append(
                replace(
                    whole, metric=found.count.metric, chance=found.count.chance,
                    why="said of all or none of them", proof=paper.lines[found.line].sentence,
                )
            )  # fmt: skip
    return told


def _elsewhere(paper: Paper, whole: Finding, found: outcomes.Outcome) -> bool:
    """Whether another city or county is named between a count and what is said of all or none."""
    sentence, spot = paper.lines[found.line].sentence, whole.place.value
    if spot is None or spot.kind not in ("city", "county"):
        return False
    begin = whole.candidate.number.end if whole.candidate.index == found.line else 0
    named = (h for h in hints.find(sentence.text, sentence.low, paper.home) if h.spot and not h.aside)
    return any(
        begin <= h.start < found.start and h.spot.id != spot.id and h.spot.kind in ("city", "county")
        for h in named if h.spot
    )  # fmt: skip
