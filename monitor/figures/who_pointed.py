"""The party that the language model points to as who tells a number, weighed with what rules found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from monitor.figures.hearing import Heard
from monitor.figures.language import Grasp
from monitor.figures.paper import Choice
from monitor.figures.parties import Speaker
from monitor.figures.pointed import Trust, at_none, together, words_at

TRUST: Final = Trust(rules=1.0, pointer=0.5, left=0.05, unsaid=0.02)
HEEDED: Final = 0.1  #: the chance from which a word is looked at as one of a speaker

Party = Speaker | None  #: none where nobody is named


def offsets(grasps: Mapping[int, Grasp]) -> list[int]:
    """Where in the text the words begin that may name a speaker, in order."""
    return sorted(
        {at for grasp in grasps.values() for at, chance in grasp.speakers.items() if chance >= HEEDED}
    )


def masses(
    grasp: Grasp, heard: Sequence[Heard], starts: Sequence[int], name: Callable[[str], Party], own: Party
) -> dict[Party, float]:
    """The chance of each party that the model points to. `starts`: where each line begins. `own`: the party
    that goes without saying."""
    found: dict[Party, float] = {}
    for line, at, chance in words_at(grasp.speakers, starts):
        words = next((words for begin, end, words in heard[line].voices if begin <= at < end), None)
        if words is not None:
            party = name(words) if words else own
            found[party] = found.get(party, 0.0) + chance
    found[own] = found.get(own, 0.0) + at_none(grasp.speakers)
    return found


def weighed(choice: Choice[Speaker], pointed: Mapping[Party, float]) -> Choice[Speaker]:
    """The party that is likeliest by both. Parties are the same where their names are."""
    by_name: dict[str, float] = {}
    for party, chance in pointed.items():
        by_name[_name(party)] = by_name.get(_name(party), 0.0) + chance
    chosen = _name(choice.value)
    both = together(dict.fromkeys([chosen, *by_name]), chosen, choice.chance, by_name, TRUST)
    best = max(both, key=lambda name: both[name])
    if best == chosen:
        return choice
    party = next(one for one in pointed if _name(one) == best)
    return Choice(party, "whom the language model points to", both[best] / sum(both.values()))


def _name(party: Party) -> str:
    return party.name if party is not None else ""
