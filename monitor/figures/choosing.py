"""Which of the periods that a count may be for is the likeliest, and how likely."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from monitor.figures.days import Days
from monitor.figures.paper import Choice
from monitor.figures.when_options import Option

SOBER: Final = 0.98  #: what was fitted is a little too sure of itself
NAMED: Final = 1.0  #: the power that the language model's chance of a time is taken to
UNNAMED: Final = 0.05  #: the chance of a period that no time near by names
#: signs of periods that no one time names: the third year of a list, the sum of two; the model, which
#: points to times, tells little for or against them
BUILT: Final = frozenset(["respective", "in turn", "summed", "picked", "said together", "of a weekday"])
BUILT_CHANCE: Final = 0.3


def _score(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum([weights[sign] * value for sign, value in signs.items() if sign in weights])


def choose(
    options: Sequence[Option], weights: Mapping[str, float], times: Mapping[int, float] | None = None
) -> tuple[Choice[Days], int]:
    """The likeliest period, with the index of the option that speaks best for it. `times`: which times of the
    text the language model takes it for, by where they begin."""
    scores = [_score(option.signs, weights) for option in options]
    top = max(scores, default=0.0)
    shares: dict[str, float] = {}
    for option, score in zip(options, scores, strict=True):
        label = option.days.label if option.days else ""
        shares[label] = shares.get(label, 0.0) + math.exp(score - top)
    if not shares:
        return Choice(None, "no period", 0.5), 0
    if times:
        built = {
            option.days.label if option.days else "": BUILT_CHANCE
            for option in options
            if not BUILT.isdisjoint(option.signs)
        }
        for label, chance in _named(options, times).items():
            shares[label] *= (max(chance, built.get(label, 0.0)) + UNNAMED) ** NAMED
    label = max(shares, key=lambda one: shares[one])
    best = max(
        (i for i, o in enumerate(options) if (o.days.label if o.days else "") == label),
        key=lambda i: scores[i],
    )
    chance = shares[label] / sum(shares.values())
    option = options[best]
    return Choice(option.days, option.why, option.given * (chance * SOBER) ** option.apart), best


def _named(options: Sequence[Option], times: Mapping[int, float]) -> dict[str, float]:
    """The chance of each period that an option gives, by the times that name it; none is what is left."""
    places: dict[str, set[int]] = {}
    for option in options:
        found = places.setdefault(option.days.label if option.days else "", set())
        if option.at is not None:
            found.add(option.at)
    named = {label: sum(times.get(at, 0.0) for at in found) for label, found in places.items()}
    if "" in named:
        named[""] = max(0.0, 1.0 - sum(times.values()))
    return named
