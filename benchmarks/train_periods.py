"""Fits what each sign of a period weighs, from the project's own labelled texts, in a few minutes.

    python -m benchmarks.train_periods [--heard MODEL FILE [FILE ...]] [--out monitor/figures/when_weights.py]

Reads every document under tests/monitor/figures/documents but the held-out ones. Each labelled figure is
given with its number and metric, and the walk through its document (`monitor.figures.when`) offers the
periods that it may be for; the weights are those that make the labelled one likeliest: a conditional logit
with a normal prior (ridge), options of the same period added up. Three rounds: in the first the walk is told
the right period of each figure before it goes on, then mostly what it would choose itself.

How much the language model's word counts beside the signs is told by documents that it has not read: of those
that it has learned it is far too sure. `--heard` (as often as needed) names a language model and files of the
folder that were labelled after it was trained, such as the one that was shipped before; the weights are then
fitted once more to these documents, near those of the first rounds. The same texts and models give the same weights. Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from benchmarks.train_reader import DOCUMENTS, documents, papers, stands
from config.words import Metric
from monitor.figures import language
from monitor.figures.choosing import heard
from monitor.figures.days import Days
from monitor.figures.language import Grasp
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
    "pointed": -1.0,  # offered by the language model alone, which is not asked in the first rounds
    "heard": 1.0,
}  # fmt: skip
HEARD_RIDGE: Final = 6.0
HEAD: Final = '''"""What each sign weighs for or against a period; fitted by `benchmarks/train_periods.py`."""

from __future__ import annotations

from typing import Final

WEIGHTS: Final[dict[str, float]] = {
'''


@dataclass(frozen=True)
class Text:
    """A document with its labelled figures, in the order of their numbers, and what a language model takes its
    numbers for."""

    paper: Paper
    counts: list[Count]
    labels: list[Mapping[str, Any]]
    grasps: Mapping[int, Grasp] = field(default_factory=dict)


@dataclass(frozen=True)
class Lesson:
    """The signs of each period offered for one figure, which are right, and what the figure weighs."""

    options: Sequence[Mapping[str, float]]
    right: list[bool]
    weighs: float


class _Taught(Walk):
    """A walk that notes what is offered for each figure and is told some of what is right."""

    def __init__(self, text: Text, weights: Mapping[str, float], told: float, chance: random.Random) -> None:
        super().__init__(text.paper, text.counts, weights, text.grasps)
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
        self.lessons.append(Lesson(self._signs(i, options), right, self._weighs(i)))
        if any(right) and self.chance.random() < self.share:
            told = options[right.index(True)]
            return Choice(told.days, told.why, 1.0)
        return choice

    def _signs(self, i: int, options: Sequence[Option]) -> list[Mapping[str, float]]:
        count = self.counts[i]
        candidate = self.paper.candidates[count.candidate]
        grasp = None if candidate.cell else self.grasps.get(candidate.start)
        if grasp is None or count.metric is Metric.ACTIVE or not grasp.times:
            return [option.signs for option in options]
        found = heard(options, grasp.times)
        return [{**option.signs, **more} for option, more in zip(options, found, strict=True)]

    def _weighs(self, i: int) -> float:
        """A table of many cells tells hardly more than one of a few."""
        label = self.text.labels[i]
        slight = SLIGHT if label["optional"] or label["subset"] else 1.0
        cells = sum(1 for count in self.counts if self.paper.candidates[count.candidate].cell)
        in_cell = self.paper.candidates[self.counts[i].candidate].cell is not None
        return float(slight / max(cells, 1) ** 0.5 if in_cell and cells > 2 else slight)


def labelled(text: Mapping[str, Any], paper: Paper, model: Path | None = None) -> Text:
    """A document with those of its labels whose numbers are found. `model`: it too is asked of them."""
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
    grasps = language.grasps(paper, model=model) if model else {}
    return Text(paper, [count for count, _one in found], [one for _count, one in found], grasps)


def gather(texts: Sequence[Text], weights: Mapping[str, float], told: float) -> list[Lesson]:
    """What is offered for every figure of every text."""
    chance, found = random.Random(SEED), list[Lesson]()
    for text in texts:
        walk = _Taught(text, weights, told, chance)
        walk.run()
        found += walk.lessons
    return found


def fit(
    lessons: Sequence[Lesson],
    start: Mapping[str, float],
    prior_: Mapping[str, float] = PRIOR,
    ridge: float = RIDGE,
) -> dict[str, float]:
    """The weights that make the right periods likeliest. `start`: where the search begins; `prior_`: what
    signs weigh of which the lessons tell little."""
    told = [one for one in lessons if any(one.right) and not all(one.right)]
    seen = Counter(sign for one in told for option in one.options for sign in option)
    signs = {sign: i for i, sign in enumerate(sorted(s for s, n in seen.items() if n >= RARE))}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    group: list[int] = []
    right: list[float] = []
    for g, one in enumerate(told):
        for option, good in zip(one.options, one.right, strict=True):
            known = [(signs[sign], value) for sign, value in option.items() if sign in signs and value]
            rows += [len(group)] * len(known)
            columns += [column for column, _value in known]
            values += [value for _column, value in known]
            group.append(g)
            right.append(float(good))
    matrix = csr_matrix((values, (rows, columns)), shape=(len(group), len(signs)))
    aim, groups = np.array(right), np.array(group)
    weighs = np.array([one.weighs for one in told])
    prior = np.array([prior_.get(sign, 0.0) for sign in signs])

    def loss(weights: Any) -> tuple[float, Any]:
        sums = matrix @ weights
        top = np.full(len(told), -1e9)
        np.maximum.at(top, groups, sums)
        powers = np.exp(sums - top[groups])
        whole = np.bincount(groups, weights=powers, minlength=len(told))
        good = np.bincount(groups, weights=powers * aim, minlength=len(told)) + 1e-12
        off = (powers / whole[groups] - powers * aim / good[groups]) * weighs[groups]
        value = -(weighs * np.log(good / whole)).sum() + 0.5 * ridge * ((weights - prior) ** 2).sum()
        return value, matrix.T @ off + ridge * (weights - prior)

    begin = np.array([start.get(sign, prior_.get(sign, 0.0)) for sign in signs])
    best = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    return {**prior_, **{sign: float(best[i]) for sign, i in signs.items()}}


def _listened(heard_: Sequence[Sequence[str]], folder: Path) -> list[Text]:
    """The documents of each `--heard`, read by its language model."""
    found: list[Text] = []
    for model, *files in heard_:
        texts = [
            json.loads(line)
            for name in files
            for line in (folder / name).read_text(encoding="utf-8").splitlines()
        ]
        found += [labelled(text, paper, Path(model)) for text, paper in papers(texts) if text["figures"]]
    return [text for text in found if text.counts]


def main() -> int:
    """Fits and writes the weights."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--documents", type=Path, default=DOCUMENTS)
    options.add_argument(
        "--heard", nargs="+", action="append", default=[], metavar="MODEL FILE",
        help="a language model, and files of documents that it has not read",
    )  # fmt: skip
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
    listened = _listened(chosen.heard, chosen.documents)
    if listened:
        lessons = gather(listened, weights, 0.0)
        weights = fit(lessons, weights, weights, HEARD_RIDGE)
        sys.stdout.write(f"heard with {len(lessons)} figures\n")
    kept = [f'    "{sign}": {value:.2f},' for sign, value in sorted(weights.items()) if abs(value) >= SMALL]
    chosen.out.write_text(HEAD + "\n".join(kept) + "\n}\n", encoding="utf-8")
    sys.stdout.write(f"{chosen.out} written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
