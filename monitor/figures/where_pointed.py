"""The place that the language model points to for a number, weighed with the one that rules found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from monitor.figures.hints import Hint
from monitor.figures.language import Grasp
from monitor.figures.paper import Choice, Paper
from monitor.figures.places import Spot
from monitor.figures.pointed import Trust, at_none, together, words_at

TRUST: Final = Trust(rules=0.5, pointer=0.5, left=0.03, unsaid=0.02)
FAINT: Final = 0.3  #: a place that rules alone see, with less than this of the pointer,
PLAIN: Final = 0.93  #: unless it is named as plainly as this,
DISPUTED: Final = 0.6  #: is held for review: on labelled texts it was right in half of the cases


def masses(
    grasp: Grasp, paper: Paper, starts: Sequence[int], hints_of: Callable[[int], Sequence[Hint]]
) -> dict[Spot, float]:
    """The chance of each place that the model points to. `starts`: where each line begins."""
    found: dict[Spot, float] = {}
    for line, at, chance in words_at(grasp.places, starts):
        hint = next((one for one in hints_of(line) if one.start <= at < one.end), None)
        if hint is not None and hint.spot is not None:
            found[hint.spot] = found.get(hint.spot, 0.0) + chance
    if paper.home.spot is not None:
        found[paper.home.spot] = found.get(paper.home.spot, 0.0) + at_none(grasp.places)
    return found


def weighed(choice: Choice[Spot], pointed: Mapping[Spot, float]) -> Choice[Spot]:
    """The place that is likeliest by both."""
    spots = [*([choice.value] if choice.value else []), *(s for s in pointed if s != choice.value)]
    if not spots:
        return choice
    both = together(spots, choice.value, choice.chance, pointed, TRUST)
    best = max(spots, key=lambda spot: both[spot])
    if best == choice.value:
        alone = pointed.get(best, 0.0) < FAINT and choice.chance < PLAIN
        return replace(choice, chance=min(choice.chance, DISPUTED)) if alone else choice
    return Choice(best, "where the language model points", both[best] / sum(both.values()))
