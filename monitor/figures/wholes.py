"""Numbers that a verdict proves: "acted on none of the 57" tells of 57 requests and of 57 declined.

What is proved so is taken whatever its signs weigh; what is not, is left to them.
"""

from __future__ import annotations

from typing import Final

from config.words import Metric
from monitor.figures.candidates import Candidate
from monitor.figures.outcomes import Verdicts
from monitor.figures.signs import Observer
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
