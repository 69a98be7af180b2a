"""Which of the periods that a count may be for is the likeliest, and how likely."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from monitor.figures.days import Days
from monitor.figures.paper import Choice
from monitor.figures.when_options import Option

SOBER: Final = 0.98  #: what was fitted is a little too sure of itself


def _score(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum([weights[sign] * value for sign, value in signs.items() if sign in weights])


def choose(options: Sequence[Option], weights: Mapping[str, float]) -> tuple[Choice[Days], int]:
    """The likeliest period, with the index of the option that speaks best for it."""
    scores = [_score(option.signs, weights) for option in options]
    top = max(scores, default=0.0)
    shares: dict[str, float] = {}
    for option, score in zip(options, scores, strict=True):
        label = option.days.label if option.days else ""
        shares[label] = shares.get(label, 0.0) + math.exp(score - top)
    if not shares:
        return Choice(None, "no period", 0.5), 0
    label = max(shares, key=lambda one: shares[one])
    best = max(
        (i for i, o in enumerate(options) if (o.days.label if o.days else "") == label),
        key=lambda i: scores[i],
    )
    chance = shares[label] / sum(shares.values())
    option = options[best]
    return Choice(option.days, option.why, option.given * (chance * SOBER) ** option.apart), best
