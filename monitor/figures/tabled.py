"""What the words of a table decide: where head, label and caption of a cell say what it counts, or that it is
none of ours, they are right more often than the weights, which see the words but not how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from config.words import Metric
from monitor.figures.captions import Verdict
from monitor.figures.weighing import Chances

PART: Final = 0.8  #: the chance of a part where the words name one
WHOLE: Final = 0.5  #: what is left of a doubt about the whole where the words name no part
CLEAR: Final = 0.8  #: the chance of a figure from which the weights agree that it is one
#: the least chance of a metric that the words name: where they are sure and where not, with the weights' yes
#: to its being a figure and without it; so many were right on labelled tables that nothing was learned from
_LEAST: Final = {(True, True): 0.93, (True, False): 0.8, (False, True): 0.85, (False, False): 0.7}


def told(verdict: Verdict, weighed: Sequence[Metric]) -> list[Metric]:
    """The metrics of a cell: what its words say, and what the weights say where they say nothing."""
    if verdict.alien:
        return []
    if verdict.metric is None:
        return list(weighed)
    return [verdict.metric]


def chance(verdict: Verdict, metric: Metric, chances: Chances) -> float:
    """How likely a cell that was taken counts `metric`."""
    weighed = chances.of(metric)
    if verdict.metric is not metric:
        return weighed
    return max(weighed, _LEAST[verdict.sure, chances.figure >= CLEAR])


def part(verdict: Verdict, weighed: float) -> float:
    """How likely a cell counts only a part of a whole."""
    if verdict.part:
        return max(weighed, PART)
    return weighed * WHOLE if verdict.metric is not None and weighed < WHOLE else weighed
