"""What a small language model takes each number of a text for, by all the words around it.

The signs (`signs`) are what we know to look for; the model has read much English and knows what we forgot:
that a drawer may hold requests and a man may walk. It is MPNet (Song and others, 2020; the lower eight of
its twelve layers, as published under Apache-2.0 for all-mpnet-base-v2), trained on with the project's own
labelled texts by `benchmarks/train_language.py` and shipped in eight-bit numbers as `language.onnx`. It runs
here, on one thread and without a network. The same text gives the same chances; they are rounded, so that
processors that count a little differently in the last digits tell the same.

For each number of a sentence it gives the chance of each metric, that it counts only a part, which of the
times near by it is for, and which words near by name who tells it and the place that it is of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from monitor.figures.sides import METRICS
from monitor.figures.weighing import Chances
from monitor.figures.windows import OUTSIDE, Window, windows

if TYPE_CHECKING:
    from monitor.figures.paper import Paper

FILE: Final = "language.onnx"
DIGITS: Final = 3  #: to which chances are rounded
LEAST: Final = 0.01  #: the chance from which a piece is looked at as a word of a speaker or a place


@dataclass(frozen=True, slots=True)
class Grasp:
    """What one number is taken for. `times`, `speakers`, `places`: the chance of each time, and of each word
    as one that names the speaker or the place, by where in the text it begins; what is left to 1 is that none
    of the text is. Words of hardly any chance are left out."""

    chances: Chances
    part: float
    times: Mapping[int, float]
    speakers: Mapping[int, float]
    places: Mapping[int, float]


NO_GRASP: Final[Mapping[int, Grasp]] = {}


def grasps(paper: Paper, end: int | None = None) -> dict[int, Grasp]:
    """What each number of the text's sentences is taken for, by where in the text it begins. Line `end` and
    what stands below are not read."""
    stop = paper.lines[end].sentence.start if end is not None and end < len(paper.lines) else None
    found: dict[int, Grasp] = {}
    for window in windows(paper, stop):
        found |= _read(window)
    return found


def _read(window: Window) -> dict[int, Grasp]:
    import numpy as np  # heavy: only where there is something to read

    chances, parts, times, speakers, places = _session().run(
        None,
        {
            "pieces": np.array(window.pieces, dtype=np.int64),
            "marks": np.array(window.marks, dtype=np.int64),
            "number_first": np.array([spot.first for spot in window.numbers], dtype=np.int64),
            "number_last": np.array([spot.last for spot in window.numbers], dtype=np.int64),
            "time_first": np.array([spot.first for spot in window.times], dtype=np.int64),
            "time_last": np.array([spot.last for spot in window.times], dtype=np.int64),
        },
    )
    return {
        spot.start: Grasp(
            Chances(tuple(round(float(chance), DIGITS) for chance in chances[i, 1 : 1 + len(METRICS)])),
            round(float(parts[i]), DIGITS),
            {time.start: round(float(times[i, k]), DIGITS) for k, time in enumerate(window.times)},
            _words(window.offsets, speakers[i]),
            _words(window.offsets, places[i]),
        )
        for i, spot in enumerate(window.numbers)
    }


def _words(offsets: Sequence[int], chances: Any) -> dict[int, float]:
    """The chance of each word that has any, all its pieces together."""
    found: dict[int, float] = {}
    for at in (chances[:-1] >= LEAST).nonzero()[0]:
        if offsets[at] != OUTSIDE:
            found[offsets[at]] = round(found.get(offsets[at], 0.0) + float(chances[at]), DIGITS)
    return found


@cache
def _session() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors alone
    # Processors without VNNI add products of bytes in sixteen bits, which overflow, and so make every chance
    # a mere guess; this takes a slower way there, that does not
    options.add_session_config_entry("session.x64quantprecision", "1")
    with resources.as_file(resources.files("monitor.figures").joinpath(FILE)) as path:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
