"""The place that the language model points to for a number, weighed with the one that rules found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from monitor.figures.hints import Hint
from monitor.figures.language import Grasp
from monitor.figures.paper import Choice, Paper
from monitor.figures.places import Spot

RULES: Final = 0.5  #: the power of the chance that rules give
POINTED: Final = 0.5  #: the power of the chance that the language model gives
LEFT: Final = 0.03  #: what rules leave for each other place, at the least
UNSAID: Final = 0.02  #: what the language model leaves for a place that it does not point to, at the least
FAINT: Final = 0.3  #: a place that rules alone see, with less than this of the pointer,
PLAIN: Final = 0.93  #: unless it is named as plainly as this,
DISPUTED: Final = 0.6  #: is held for review: on labelled texts it was right in half of the cases


def masses(
    grasp: Grasp, paper: Paper, starts: Sequence[int], hints_of: Callable[[int], Sequence[Hint]]
) -> dict[Spot, float]:
    """The chance of each place that the model points to. `starts`: where each line begins."""
    found: dict[Spot, float] = {}
    pointed = 0.0
    for offset, chance in grasp.places.items():
        line = bisect_right(starts, offset) - 1
        at = offset - starts[line]
        pointed += chance
        hint = next((one for one in hints_of(line) if one.start <= at < one.end), None)
        if hint is not None and hint.spot is not None:
            found[hint.spot] = found.get(hint.spot, 0.0) + chance
    if paper.home.spot is not None:
        found[paper.home.spot] = found.get(paper.home.spot, 0.0) + max(0.0, 1.0 - pointed)
    return found


def weighed(choice: Choice[Spot], pointed: Mapping[Spot, float]) -> Choice[Spot]:
    """The place that is likeliest by both."""
    spots = [*([choice.value] if choice.value else []), *(s for s in pointed if s != choice.value)]
    if not spots:
        return choice
    left = max(LEFT, (1.0 - choice.chance) / 2)
    both = {
        spot: (choice.chance if spot == choice.value else left) ** RULES
        * max(UNSAID, pointed.get(spot, 0.0)) ** POINTED
        for spot in spots
    }  # fmt: skip
    best = max(spots, key=lambda spot: both[spot])
    if best == choice.value:
        alone = pointed.get(best, 0.0) < FAINT and choice.chance < PLAIN
        return replace(choice, chance=min(choice.chance, DISPUTED)) if alone else choice
    return Choice(best, "where the language model points", both[best] / sum(both.values()))
