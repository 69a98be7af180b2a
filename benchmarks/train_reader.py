"""Learns the reader's weights from the project's own labelled texts, in a few minutes and without a network.

    python -m benchmarks.train_reader [--score]

Reads every document under tests/monitor/figures/documents but the held-out ones, writes
monitor/figures/weights.tsv. The same texts give the same weights. `--score` tells, on texts that were left
out of the learning fold by fold, how often a figure is found and its metric right. Needs numpy and scipy
(`pip install numpy scipy`), which nothing else does.

The model is a conditional logit over "no figure" and the metrics with a normal prior on each weight
(ridge), fitted by L-BFGS; the signs of a metric share their weights (McFadden, "Conditional logit analysis
of qualitative choice behavior", 1974).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from config.shipped import shipped_catalogue
from config.words import Metric
from monitor.figures import labels, weighing
from monitor.figures.counting import TAKEN
from monitor.figures.paper import Paper, open_paper
from monitor.figures.signs import METRICS, Observer

DOCUMENTS: Final = Path("tests/monitor/figures/documents")
WEIGHTS: Final = Path("monitor/figures") / weighing.FILE
HELD_OUT: Final = "held_out"  #: files whose name begins so are never learned from
RARE: Final = 3  #: documents in which a sign must stand to be learned
RIDGE_TOWARD, RIDGE_SHARED, RIDGE_OWN, RIDGE_PART = 3.0, 4.0, 12.0, 6.0
ROUNDS: Final = 120
SMALL: Final = 0.02  #: a weight that is smaller is left out of the file
FOLDS: Final = 4
HALVES: Final = 2  #: models, each of which guesses the documents that it did not learn from
IN_FULL: Final = (
    2.0  #: what a number of a document that is labelled in full weighs, beside one of a short text
)
AT: Final = 2  #: characters by which a label may be off: a sign of money, a bracket
LED_IN: Final = 24  #: characters of what may lead in a number ("more than", "all of those")
_DIGIT: Final = re.compile(r"\d")
_MARK: Final = re.compile(r"\{([^{}|]*)\|([^{}]*)\}")


@dataclass
class Example:
    """A number with its signs and what it counts by the labels."""

    document: int
    plain: list[str]
    toward: list[list[str]]
    metrics: set[Metric] = field(default_factory=set)
    part: bool | None = None
    doubtful: bool = False
    in_full: bool = False
    value: int = 0


def marked(path: Path) -> list[dict[str, Any]]:
    """Short texts with figures marked in place: {12|honored}, {57|requests+declined}, {9|active/part}."""
    found = []
    for number, source in enumerate(re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))):
        title, body = "", source.strip()
        if body.startswith("# "):
            title, _, body = body[2:].partition("\n")
        text, spans, at = "", [], 0
        for mark in _MARK.finditer(body):
            text += body[at : mark.start()]
            spans += [(len(text), len(text) + len(mark[1]), one) for one in mark[2].split("+")]
            text, at = text + mark[1], mark.end()
        text += body[at:]
        if text:
            name = f"{path.stem}-{number}"
            found.append({"id": name, "title": title, "kind": "news", "text": text, "spans": spans})
    return found


def documents(folder: Path) -> list[dict[str, Any]]:
    """All texts to learn from."""
    found: list[dict[str, Any]] = []
    for path in sorted(folder.iterdir()):
        if path.stem.startswith(HELD_OUT):
            continue
        if path.suffix == ".jsonl":
            found += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        elif path.suffix == ".txt":
            found += marked(path)
    return found


def papers(texts: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], Paper]]:
    """Every text, opened."""
    catalogue = shipped_catalogue()
    return [(text, open_paper(text["text"], labels.context_of(text, catalogue))) for text in texts]


def examples(
    texts: Sequence[tuple[Mapping[str, Any], Paper]], guess: Sequence[weighing.Weights] = ()
) -> list[Example]:
    """Every candidate number of every text, with what its labels say. Later numbers go on from what was told
    before: from the labels, or with `guess` from what weights that never saw the text take it for, as in
    reading. Weights that learned from labels alone trust what was told too much."""
    found = []
    for at, (text, paper) in enumerate(texts):
        observer = Observer(paper.candidates, paper.lines, paper.title, official=paper.official)
        full = "figures" in text
        mine = [
            Example(at, observer.plain(c), [], in_full=full, value=c.number.value) for c in paper.candidates
        ]
        label(mine, [candidate.start for candidate in paper.candidates], text)
        for candidate, example in zip(paper.candidates, mine, strict=True):
            example.toward = observer.toward(candidate)
            metric = _followed(example, guess[at % len(guess)] if guess else None)
            if metric is None:
                observer.refuse(candidate)
            else:
                observer.remember(candidate, metric)
        found += mine
    return found


def _followed(example: Example, guess: weighing.Weights | None) -> Metric | None:
    """What later numbers take a number for; None: no figure."""
    labelled = min(example.metrics, key=METRICS.index, default=None)
    if guess is None:
        return labelled
    chances = weighing.chances(guess, example.plain, example.toward)
    metric = chances.best() if chances.figure >= TAKEN else None
    return labelled if labelled and example.doubtful and metric not in example.metrics else metric


def learned(texts: Sequence[tuple[Mapping[str, Any], Paper]]) -> list[Example]:
    """The examples to learn from: those of the second round, in which what was told before is guessed."""
    first = examples(texts)
    halves = [[e for e in first if e.document % HALVES != half] for half in range(HALVES)]
    return examples(texts, [fit(half, Signs.of(half), ROUNDS // 2) for half in halves])


def label(mine: Sequence[Example], starts: Sequence[int], text: Mapping[str, Any]) -> None:
    """Notes with each number, by where it starts, what the labels of its text say it counts."""
    for begin, end, mark in text.get("spans", ()):
        name, doubt = mark.rstrip("?"), mark.endswith("?")
        at = next((i for i, start in enumerate(starts) if begin - 1 <= start < end), None)
        if at is not None:
            _tell(mine[at], Metric(name.removesuffix("/part")), name.endswith("/part"), doubt)
    for one in text.get("figures", ()):
        inside = [i for i, start in enumerate(starts) if stands(one, text, start, mine[i].value)]
        metric = Metric(one["metric"])
        at = next((i for i in inside if metric not in mine[i].metrics), inside[0] if inside else None)
        if at is not None:
            _tell(mine[at], metric, bool(one["subset"]), bool(one["optional"]))
    if text.get("figures"):  # a figure that is told again is labelled once
        told = {example.value for example in mine if example.metrics and example.value > 2}
        for example in mine:
            example.doubtful = example.doubtful or (not example.metrics and example.value in told)


def stands(one: Mapping[str, Any], text: Mapping[str, Any], start: int, value: int) -> bool:
    """Whether a number that begins there is the one of a label: within its quote, or where the label says."""
    if value != one["value"]:
        return False
    if "at" in one:
        at = int(one["at"])
        led_in = at < start <= at + LED_IN and not _DIGIT.search(text["text"], at, start)
        return abs(start - at) <= AT or led_in
    quote = one["quote"] or text["text"]
    begin: int = text["text"].find(quote)
    return begin <= start < begin + len(quote)


def _tell(example: Example, metric: Metric, part: bool, doubt: bool) -> None:
    example.metrics.add(metric)
    example.doubtful = example.doubtful or doubt
    if not doubt:
        example.part = part


@dataclass
class Signs:
    """The signs that were seen often enough, by the column that each has."""

    plain: dict[str, int]
    toward: dict[str, int]

    @staticmethod
    def of(found: Sequence[Example]) -> Signs:
        plain: Counter[str] = Counter()
        toward: Counter[str] = Counter()
        by_document: dict[int, tuple[set[str], set[str]]] = {}
        for example in found:
            one, two = by_document.setdefault(example.document, (set(), set()))
            one.update(example.plain)
            two.update(sign for signs in example.toward for sign in signs)
        for one, two in by_document.values():
            plain.update(one)
            toward.update(two)
        return Signs(_often(plain), _often(toward))

    def matrices(self, found: Sequence[Example]) -> tuple[Any, list[Any]]:
        plain = _matrix([example.plain for example in found], self.plain)
        toward = [_matrix([e.toward[m] for e in found], self.toward) for m in range(len(METRICS))]
        return plain, toward


def _often(seen: Counter[str]) -> dict[str, int]:
    return {sign: i for i, sign in enumerate(sorted(s for s, n in seen.items() if n >= RARE))}


def _matrix(rows: Sequence[Sequence[str]], columns: Mapping[str, int]) -> Any:
    indices: list[int] = []
    ends = [0]
    for signs in rows:
        indices += [columns[sign] for sign in signs if sign in columns]
        ends.append(len(indices))
    return csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(rows), len(columns)))


def _targets(found: Sequence[Example]) -> tuple[Any, Any]:
    """Shares of "no figure" and of each metric; doubtful ones weigh nothing."""
    shares = np.zeros((len(found), 1 + len(METRICS)))
    for i, example in enumerate(found):
        if not example.metrics:
            shares[i, 0] = 1.0
        for metric in example.metrics:
            shares[i, 1 + METRICS.index(metric)] = 1.0 / len(example.metrics)
    return shares, np.array([0.0 if e.doubtful else IN_FULL if e.in_full else 1.0 for e in found])


def fit(found: Sequence[Example], signs: Signs, rounds: int = ROUNDS) -> weighing.Weights:
    """The weights that make the labels of these examples likeliest."""
    plain, toward = signs.matrices(found)
    shares, weigh = _targets(found)
    p, g, k = len(signs.toward), len(signs.plain), len(METRICS)

    def loss(values: Any) -> tuple[float, Any]:
        a, b, c = values[:p], values[p : p + g], values[p + g :].reshape(g, k)
        base, own = plain @ b, plain @ c
        sums = np.zeros((len(found), 1 + k))
        for m in range(k):
            sums[:, 1 + m] = toward[m] @ a + base + own[:, m]
        sums -= sums.max(axis=1, keepdims=True)
        likely = np.exp(sums)
        likely /= likely.sum(axis=1, keepdims=True)
        off = (likely - shares) * weigh[:, None]
        value = -(weigh * (shares * np.log(likely + 1e-12)).sum(axis=1)).sum()
        value += 0.5 * (RIDGE_TOWARD * a @ a + RIDGE_SHARED * b @ b + RIDGE_OWN * (c * c).sum())
        slope = np.concatenate([
            sum(toward[m].T @ off[:, 1 + m] for m in range(k)) + RIDGE_TOWARD * a,
            plain.T @ off[:, 1:].sum(axis=1) + RIDGE_SHARED * b,
            (plain.T @ off[:, 1:] + RIDGE_OWN * c).ravel(),
        ])  # fmt: skip
        return value, slope

    start = np.zeros(p + g + g * k)
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds}).x
    own = best[p : p + g, None] + best[p + g :].reshape(g, k)
    return weighing.Weights(
        {sign: float(best[i]) for sign, i in signs.toward.items()},
        {sign: tuple(float(value) for value in own[i]) for sign, i in signs.plain.items()},
        _fit_part(found, signs),
    )


def _fit_part(found: Sequence[Example], signs: Signs) -> dict[str, float]:
    told = [example for example in found if example.part is not None]
    plain = _matrix([example.plain for example in told], signs.plain)
    aim = np.array([1.0 if example.part else 0.0 for example in told])

    def loss(values: Any) -> tuple[float, Any]:
        sums = plain @ values
        likely = 1.0 / (1.0 + np.exp(-sums))
        value = -(aim * np.log(likely + 1e-12) + (1 - aim) * np.log(1 - likely + 1e-12)).sum()
        return value + 0.5 * RIDGE_PART * values @ values, plain.T @ (likely - aim) + RIDGE_PART * values

    best = minimize(
        loss, np.zeros(len(signs.plain)), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}
    ).x
    return {sign: float(best[i]) for sign, i in signs.plain.items()}


def lines(weights: weighing.Weights) -> list[str]:
    """The weights as the lines of the file, small ones left out."""
    found = []
    for sign, weight in sorted(weights.toward.items()):
        if abs(weight) >= SMALL:
            found.append(f"{weighing.TOWARD}\t{sign}\t{weight:.2f}")
    for sign, own in sorted(weights.plain.items()):
        if max(abs(weight) for weight in own) >= 2 * SMALL:
            told = " ".join(
                f"{weight:.2f}".replace("0.", ".") if abs(weight) >= SMALL else "" for weight in own
            )
            found.append(f"{weighing.PLAIN}\t{sign}\t{told}")
    for sign, weight in sorted(weights.part.items()):
        if abs(weight) >= SMALL:
            found.append(f"{weighing.PART}\t{sign}\t{weight:.2f}")
    return found


def score(found: Sequence[Example]) -> None:
    """How well figures of texts that were left out are found, fold by fold."""
    hits = over = missed = metric = figures = 0
    for fold in range(FOLDS):
        learned = [example for example in found if example.document % FOLDS != fold]
        weights = fit(learned, Signs.of(learned))
        for example in found:
            if example.document % FOLDS != fold or example.doubtful:
                continue
            chances = weighing.chances(weights, example.plain, example.toward)
            taken = chances.figure > 0.5
            hits += taken and bool(example.metrics)
            over += taken and not example.metrics
            missed += not taken and bool(example.metrics)
            if example.metrics:
                figures += 1
                metric += chances.best() in example.metrics
    sys.stdout.write(
        f"figures found: precision {hits / (hits + over):.3f}, recall {hits / (hits + missed):.3f}; "
        f"metric right {metric / figures:.3f} of {figures}\n"
    )


def main() -> int:
    """Learns and writes the weights."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--score", action="store_true", help="score fold by fold; write nothing")
    options.add_argument("--documents", type=Path, default=DOCUMENTS)
    options.add_argument("--out", type=Path, default=WEIGHTS)
    chosen = options.parse_args()
    found = learned(papers(documents(chosen.documents)))
    sys.stdout.write(f"{len({e.document for e in found})} texts, {len(found)} numbers\n")
    if chosen.score:
        score(found)
        return 0
    chosen.out.write_text("\n".join(lines(fit(found, Signs.of(found)))) + "\n", encoding="utf-8")
    sys.stdout.write(f"{chosen.out} written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
