"""Signs of a number in a cell: what its head, its label and its caption say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from config.words import Metric
from monitor.figures.candidates import Candidate
from monitor.figures.captions import Verdict
from monitor.figures.page import Cell
from monitor.figures.senses import stem
from monitor.figures.views import TOKEN, speech

WORDS: Final = 24  #: of a head or label
_TIMED: Final = re.compile(
    r"\b(?:19|20)\d\d\b|\bq[1-4]\b|\bfy|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_RATIO: Final = re.compile(r"%|percent|\brate\b|\bshare\b|\bavg\b|average|\bmean\b|\bchange\b|\bper\b")


def seen(candidate: Candidate, cell: Cell, verdict: Verdict) -> Iterator[str]:
    """What is seen of a cell whatever it may count."""
    yield f"verdict {'alien' if verdict.alien else 'none' if verdict.metric is None else 'metric'}"
    if verdict.sure:
        yield "verdict sure"
    if verdict.part:
        yield "verdict part"
    yield f"shape {cell.shape}"
    for mark, text in (("head", cell.head), ("label", cell.label)):
        senses, _speaks = speech(text)
        if not text.strip():
            yield f"{mark} none"
        for sense in senses:
            yield f"{mark} {sense}"
        for word in _words(text):
            yield f"{mark}: {word}"
        if _TIMED.search(text):
            yield f"{mark} timed"
        if _RATIO.search(text):
            yield f"{mark} ratio"
    for sense in speech(cell.caption)[0]:
        yield f"caption {sense}"
    after = candidate.sentence.low[candidate.number.end : candidate.number.end + 2]
    if "%" in after:
        yield "percent after"


def toward(cell: Cell, verdict: Verdict) -> Iterator[tuple[Metric, str]]:
    """What a cell's words speak for."""
    if verdict.metric is not None:
        yield verdict.metric, f"verdict{' sure' if verdict.sure else ''}"
    for mark, text in (("head", cell.head), ("label", cell.label), ("caption", cell.caption)):
        for one, weight in speech(text)[1]:
            yield one, f"cell {mark} {weight:g}"


def _words(text: str) -> list[str]:
    return [stem(match.group()) for match in TOKEN.finditer(text)][:WORDS]
