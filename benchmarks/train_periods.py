"""Fits what each sign of a period weighs, from the project's own labelled texts, in a few minutes.

    python -m benchmarks.train_periods [--out monitor/figures/when_weights.py]

Reads every document under tests/monitor/figures/documents but the held-out ones. Each labelled figure is
given with its number and metric, and the walk through its document (`monitor.figures.when`) offers the
periods that it may be for; the weights are those that make the labelled one likeliest: a conditional logit
with a normal prior (ridge), options of the same period added up. Three rounds: in the first the walk is told
the right period of each figure before it goes on, then mostly what it would choose itself. The same texts
give the same weights. Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from benchmarks.train_reader import DOCUMENTS, documents, papers, stands
from config.words import Metric
from monitor.figures.days import Days
from monitor.figures.paper import Choice, Count, Paper
from monitor.figures.when import Walk
from monitor.figures.when_options import Option
from tests.monitor.figures.scoring import same_period

WEIGHTS: Final = Path("monitor/figures/when_weights.py")
SEED: Final = 1
RIDGE: Final = 0.4
RARE: Final = 4  #: options in which a sign must stand to be fitted
ROUNDS: Final = 250
TOLD: Final = (1.0, 0.3, 0.3)  #: in each round: how often the walk is told the right period of a figure
SLIGHT: Final = 0.3  #: what a part, or a figure that a fair reader may doubt, weighs
SMALL: Final = 0.05  #: a weight that is smaller is left out of the file
#: what signs weigh that stand in too few texts to be fitted far from this
PRIOR: Final = {
    "respective": 5.0, "said respectively": 1.0, "mark since when": 3.0, "mark season": 2.0,
    "stock cell of its own": 3.0, "stock published, own": -2.0, "stock title day": 2.0, "stock back on": 1.0,
    "after a list": 4.0, "covered counted": 2.4, "picked": 2.4, "mark by merged": 1.8,
    "in turn": 6.0,
    "mark rest": 2.0, "mark part": 2.0, "mark like": 1.0, "mark as long": 2.0, "mark a year ago alike": 1.0,
    "pointed": -1.0,  # offered by the language model alone, which is not asked here
}  # fmt: skip
HEAD: Final = '''"""What each sign weighs for or against a period; fitted by `benchmarks/train_periods.py`."""

from __future__ import annotations

from typing import Final

WEIGHTS: Final[dict[str, float]] = {
'''


@dataclass(frozen=True)
class Text:
    """A document with its labelled figures, in the order of their numbers."""

    paper: Paper
    counts: list[Count]
    labels: list[Mapping[str, Any]]


@dataclass(frozen=True)
class Lesson:
    """The periods offered for one figure, which of them are right, and what the figure weighs."""

    options: Sequence[Option]
    right: list[bool]
    weighs: float


class _Taught(Walk):
    """A walk that notes what is offered for each figure and is told some of what is right."""

    def __init__(self, text: Text, weights: Mapping[str, float], told: float, chance: random.Random) -> None:
        super().__init__(text.paper, text.counts, weights)
        self.text, self.share, self.chance = text, told, chance
        self.lessons: list[Lesson] = []

    def _decided(self, i: int, options: Sequence[Option], choice: Choice[Days]) -> Choice[Days]:
        label, count, published = self.text.labels[i], self.counts[i], self.paper.context.published
        right = [
            same_period(
                label["period"] or "", option.days.label if option.days else "",
                published.isoformat() if published else "", stock=count.metric is Metric.ACTIVE,
            )
            for option in options
        ]  # fmt: skip
        self.lessons.append(Lesson(options, right, self._weighs(i)))
        if any(right) and self.chance.random() < self.share:
            told = options[right.index(True)]
            return Choice(told.days, told.why, 1.0)
        return choice

    def _weighs(self, i: int) -> float:
        """A table of many cells tells hardly more than one of a few."""
        label = self.text.labels[i]
        slight = SLIGHT if label["optional"] or label["subset"] else 1.0
        cells = sum(1 for count in self.counts if self.paper.candidates[count.candidate].cell)
        in_cell = self.paper.candidates[self.counts[i].candidate].cell is not None
        return float(slight / max(cells, 1) ** 0.5 if in_cell and cells > 2 else slight)


def labelled(text: Mapping[str, Any], paper: Paper) -> Text:
    """A document with those of its labels whose numbers are found."""
    found: list[tuple[Count, Mapping[str, Any]]] = []
    taken: set[tuple[int, str]] = set()
    for one in text.get("figures", ()):
        inside = [
            i for i, candidate in enumerate(paper.candidates)
            if stands(one, text, candidate.start, candidate.number.value)
        ]  # fmt: skip
        if inside:
            at = next((i for i in inside if (i, one["metric"]) not in taken), inside[0])
            taken.add((at, one["metric"]))
            found.append((Count(at, Metric(one["metric"]), bool(one["subset"])), one))
    found.sort(key=lambda pair: paper.candidates[pair[0].candidate].start)
    return Text(paper, [count for count, _one in found], [one for _count, one in found])


def gather(texts: Sequence[Text], weights: Mapping[str, float], told: float) -> list[Lesson]:
    """What is offered for every figure of every text."""
    chance, found = random.Random(SEED), list[Lesson]()
    for text in texts:
        walk = _Taught(text, weights, told, chance)
        walk.run()
        found += walk.lessons
    return found


def fit(lessons: Sequence[Lesson], start: Mapping[str, float]) -> dict[str, float]:
    """The weights that make the right periods likeliest."""
    told = [one for one in lessons if any(one.right) and not all(one.right)]
    seen = Counter(sign for one in told for option in one.options for sign in option.signs)
    signs = {sign: i for i, sign in enumerate(sorted(s for s, n in seen.items() if n >= RARE))}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    group: list[int] = []
    right: list[float] = []
    for g, one in enumerate(told):
        for option, good in zip(one.options, one.right, strict=True):
            known = [(signs[sign], value) for sign, value in option.signs.items() if sign in signs and value]
            rows += [len(group)] * len(known)
            columns += [column for column, _value in known]
            values += [value for _column, value in known]
            group.append(g)
            right.append(float(good))
    matrix = csr_matrix((values, (rows, columns)), shape=(len(group), len(signs)))
    aim, groups = np.array(right), np.array(group)
    weighs = np.array([one.weighs for one in told])
    prior = np.array([PRIOR.get(sign, 0.0) for sign in signs])

    def loss(weights: Any) -> tuple[float, Any]:
        sums = matrix @ weights
        top = np.full(len(told), -1e9)
        np.maximum.at(top, groups, sums)
        powers = np.exp(sums - top[groups])
        whole = np.bincount(groups, weights=powers, minlength=len(told))
        good = np.bincount(groups, weights=powers * aim, minlength=len(told)) + 1e-12
        off = (powers / whole[groups] - powers * aim / good[groups]) * weighs[groups]
        value = -(weighs * np.log(good / whole)).sum() + 0.5 * RIDGE * ((weights - prior) ** 2).sum()
        return value, matrix.T @ off + RIDGE * (weights - prior)

    begin = np.array([start.get(sign, PRIOR.get(sign, 0.0)) for sign in signs])
    best = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    return {**PRIOR, **{sign: float(best[i]) for sign, i in signs.items()}}


def main() -> int:
    """Fits and writes the weights."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--documents", type=Path, default=DOCUMENTS)
    options.add_argument("--out", type=Path, default=WEIGHTS)
    chosen = options.parse_args()
    told = [text for text in documents(chosen.documents) if text.get("figures")]
    texts = [text for text in (labelled(one, paper) for one, paper in papers(told)) if text.counts]
    sys.stdout.write(f"{len(texts)} texts, {sum(len(text.counts) for text in texts)} figures\n")
    weights: dict[str, float] = {}
    for number, share in enumerate(TOLD, 1):
        lessons = gather(texts, weights, share)
        weights = fit(lessons, weights)
        reach = sum(any(one.right) for one in lessons) / len(lessons)
        sys.stdout.write(f"round {number} of {len(TOLD)}: the right period is offered for {reach:.3f}\n")
        sys.stdout.flush()
    kept = [f'    "{sign}": {value:.2f},' for sign, value in sorted(weights.items()) if abs(value) >= SMALL]
    chosen.out.write_text(HEAD + "\n".join(kept) + "\n}\n", encoding="utf-8")
    sys.stdout.write(f"{chosen.out} written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
