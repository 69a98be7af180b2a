"""What signs weigh: the chance that a number is a figure of each metric, and that it counts only a part.

The weights were learned from the project's own labelled texts (`benchmarks/train_reader.py`) and stand in
`weights.tsv`, a sign a line, so that they can be read. For each number the weights of its signs are added
up for each metric and for "no figure"; the chances are those sums, each as a power of e, as shares of their
total (a conditional logit).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import Final

from config.words import Metric
from monitor.figures.sides import METRICS, Sides

FILE: Final = "weights.tsv"
TOWARD, PLAIN, PART = "toward", "plain", "part"


@dataclass(frozen=True, slots=True)
class Powers:
    """What chances by signs and by the language model are taken to, before they are multiplied."""

    signs: float
    words: float


PROSE: Final = Powers(0.5, 0.7)
CELL: Final = Powers(0.8, 0.6)  #: the signs of a cell know its column, the model only the words before it
CELL_PART: Final = Powers(0.8, 0.4)  #: whether a cell is a part its table tells better still
KEPT: Final = 0.55
LEAST: Final = 1e-4  #: no chance is taken for less


@dataclass(frozen=True)
class Weights:
    """`toward`: of signs for one metric, the same for all. `plain`: of signs of the number, one weight a
    metric in the order of `METRICS`. `part`: of signs that it counts only a part."""

    toward: Mapping[str, float]
    plain: Mapping[str, tuple[float, ...]]
    part: Mapping[str, float]

    @cached_property
    def sides(self) -> Mapping[str, tuple[float, float]]:
        """The weights of each sign toward a metric: where it speaks for it, and where for another."""
        names = {sign.removeprefix("-") for sign in self.toward}
        return {name: (self.toward.get(name, 0.0), self.toward.get(f"-{name}", 0.0)) for name in names}


@dataclass(frozen=True, slots=True)
class Chances:
    """The chance of each metric, in the order of `METRICS`; what is left is that of no figure."""

    metrics: tuple[float, ...]

    @property
    def figure(self) -> float:
        return sum(self.metrics)

    def of(self, metric: Metric) -> float:
        return self.metrics[METRICS.index(metric)]

    def best(self) -> Metric:
        return METRICS[max(range(len(METRICS)), key=lambda m: self.metrics[m])]


@cache
def shipped() -> Weights:
    """The weights of this release."""
    text = resources.files("monitor.figures").joinpath(FILE).read_text(encoding="utf-8")
    return parse(text)


def parse(text: str) -> Weights:
    """Weights from lines of kind, sign and numbers, tab-separated."""
    toward: dict[str, float] = {}
    plain: dict[str, tuple[float, ...]] = {}
    part: dict[str, float] = {}
    for line in text.splitlines():
        kind, sign, values = line.split("\t")
        if kind == PLAIN:
            plain[sign] = tuple(float(value or 0) for value in values.split(" "))
        else:
            (toward if kind == TOWARD else part)[sign] = float(values)
    return Weights(toward, plain, part)


def chances(weights: Weights, plain: Sequence[str], toward: Sequence[Sequence[str]]) -> Chances:
    """The chances of a number with these signs; `toward` in the order of `METRICS`."""
    speaking = weights.toward
    return _shares(
        [
            own + sum([speaking[sign] for sign in signs if sign in speaking])
            for own, signs in zip(_plain(weights, plain), toward, strict=True)
        ]
    )


def chances_of(weights: Weights, plain: Sequence[str], sides: Sides) -> Chances:
    """The same, with what speaks for one metric or another weighed once for all of them."""
    pairs, speaking = weights.sides, weights.toward
    rows: list[Sequence[float]] = [_NOTHING]
    met: dict[str, list[int]] = {}
    for owner, name in sides.found:
        pair = pairs.get(name)
        if pair is None:
            continue
        m, owners = METRICS.index(owner), met.setdefault(name, [])
        if not owners:
            rows.append(_for_one(m, *pair))
        elif m not in owners:  # what speaks for two speaks against the first one too
            rows.append(_for_another(m, owners[0] if len(owners) == 1 else m, *pair))
        owners.append(m)
    sums = [
        own + sum([speaking[sign] for sign in signs if sign in speaking], sum(column))
        for own, signs, column in zip(_plain(weights, plain), sides.own, zip(*rows, strict=True), strict=True)
    ]
    return _shares(sums)


_NOTHING: Final = (0.0,) * len(METRICS)


@lru_cache(maxsize=8192)
def _for_one(owner: int, mine: float, theirs: float) -> tuple[float, ...]:
    """What a sign that speaks for one metric weighs for each."""
    return tuple(mine if m == owner else theirs for m in range(len(METRICS)))


@lru_cache(maxsize=1024)
def _for_another(owner: int, first: int, mine: float, theirs: float) -> tuple[float, ...]:
    """What it adds that a sign speaks for one more metric."""
    return tuple(mine if m == owner else theirs if m == first else 0.0 for m in range(len(METRICS)))


def _plain(weights: Weights, plain: Sequence[str]) -> list[float]:
    """The weights of signs of the number itself, added up for each metric."""
    known = weights.plain
    rows = [known[sign] for sign in plain if sign in known]
    return [sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * len(METRICS)


def _shares(sums: Sequence[float]) -> Chances:
    """The chances for sums of weights."""
    top = max(0.0, *sums)
    powers = [math.exp(value - top) for value in sums]
    total = math.exp(-top) + sum(powers)
    return Chances(tuple(power / total for power in powers))


def only(chances: Chances, metrics: Sequence[Metric]) -> Chances:
    """The chances where nothing but some metrics, or no figure, is possible."""
    kept = [
        chance if metric in metrics else 0.0 for metric, chance in zip(METRICS, chances.metrics, strict=True)
    ]
    total = 1.0 - chances.figure + sum(kept)
    return Chances(tuple(chance / total for chance in kept)) if total > 0 else chances


def together(by_signs: Chances, by_words: Chances, powers: Powers = PROSE) -> Chances:
    """The chances by what signs weigh and by what the language model says: weighed products of both, first of
    that it is a figure, then of each metric. What the signs alone take for a figure keeps `KEPT` of its
    chance, so that it is at least held for review."""
    taken = _product(by_signs.figure, by_words.figure, powers)
    left = _product(1.0 - by_signs.figure, 1.0 - by_words.figure, powers)
    figure = max(taken / (taken + left), KEPT * by_signs.figure)
    shares = [
        _product(one / max(by_signs.figure, LEAST), other / max(by_words.figure, LEAST), powers)
        for one, other in zip(by_signs.metrics, by_words.metrics, strict=True)
    ]
    total = sum(shares)
    return Chances(tuple(figure * share / total for share in shares))


def _product(by_signs: float, by_words: float, powers: Powers) -> float:
    return float(max(by_signs, LEAST) ** powers.signs * max(by_words, LEAST) ** powers.words)


def part_together(by_signs: float, by_words: float, powers: Powers = PROSE) -> float:
    """The same for the chance that a number counts only a part."""
    part = _product(by_signs, by_words, powers)
    return part / (part + _product(1.0 - by_signs, 1.0 - by_words, powers))


def part_chance(weights: Weights, plain: Sequence[str]) -> float:
    """The chance that a figure with these signs counts only a part of a whole."""
    return 1.0 / (1.0 + math.exp(-sum([weights.part[sign] for sign in plain if sign in weights.part])))


def reasons(
    weights: Weights, plain: Sequence[str], toward: Sequence[str], metric: Metric, limit: int = 4
) -> list[str]:
    """The signs that weigh most for and against a metric, the heaviest first."""
    m = METRICS.index(metric)
    found = [(weights.plain[sign][m], sign) for sign in plain if sign in weights.plain]
    found += [(weights.toward[sign], sign) for sign in toward if sign in weights.toward]
    found.sort(key=lambda one: (-abs(one[0]), one[1]))
    return [f"{sign} {weight:+.2f}" for weight, sign in found[:limit]]
