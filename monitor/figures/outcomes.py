"""What is said of all or none of the requests just counted: "None of these was acted upon".

The count stands in the sentence itself or shortly before it; the outcome takes its number, period and place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from config.words import Certainty, Metric
from monitor.figures.lexicon import Act
from monitor.figures.scene import Reading, Scene
from monitor.figures.talk import Told

REACH: Final = 2  #: sentences after the count in which "none of them" still means it

_THEM: Final = (
    r"(?:of (?:them|these|those|which|whom|it|that number)|"
    r"(?:of )?(?:the|these|those|its|their|such) (?:\w+ ){0,3}?(?:detainers?|requests?|holds?|forms?|"
    r"people|"
    r"persons?|inmates|individuals))"
)
_NONE: Final = re.compile(
    rf"\b(?:none|not one|not a single one|no one|neither(?! nor))\b(?: (?P<of>{_THEM}))?"
    rf"|\b(?:not|n't|never) (?:\w+ ){{1,3}}?any (?P<of2>{_THEM})"
)
_ALL: Final = re.compile(
    rf"\b(?:all|every one|each|each one|both)\b(?: (?P<of>{_THEM}))?(?! [0-9])|"
    rf"\b(?:they|these|those|the (?:detainers|requests)) (?:were|have been) all\b(?P<of2>)|"
    r"\b(?:it|he|she|they|we|(?:the )?(?:police|department|jail|county|"
    r"sheriff)) (?:\w+ ){1,3}(?P<of3>them all|each of them|every one)"
)
_WHOLES: Final = {Act.HONOR: Metric.HONORED, Act.DECLINE: Metric.DECLINED, Act.HAND: Metric.TRANSFERRED,
                  Act.LIFT: Metric.WITHDRAWN}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a whole that was counted before; `of` is that count."""

    reading: Reading
    of: Told | None  #: None: a reading of the same sentence


def find(scene: Scene, readings: list[Reading], last: Told | None, index: int) -> list[Outcome]:
    """The outcomes that a sentence tells of all or none, where it is plain of which count."""
    said = _said(scene)
    if said is None:
        return []
    metric, at, anaphor, words = said
    inside = [
        r for r in readings
        if r.metric is Metric.REQUESTS and r.value and r.subset is None and r.number.end <= at
    ]  # fmt: skip
    if inside:
        return [_outcome(r, metric, words, None) for r in inside if not _told(readings, metric, r.value)]
    if last is None or index - last.sentence > REACH or not _whole(last.reading):
        return []
    numbers_here = [n for n in scene.numbers if not n.refused and n.form not in ("zero", "both")]
    if numbers_here or not (anaphor or (index - last.sentence <= 1 and scene.topic)):
        return []
    return [_outcome(last.reading, metric, words, last)]


def _whole(reading: Reading) -> bool:
    return reading.metric is Metric.REQUESTS and reading.value > 0 and reading.subset is None


def _said(scene: Scene) -> tuple[Metric, int, bool, str] | None:
    """The metric that all or none make, where the quantifier stands, and whether it points back."""
    low = scene.low
    for pattern, none in ((_NONE, True), (_ALL, False)):
        match = pattern.search(low)
        if match is None:
            continue
        anaphor = match.start() <= 2 or any(text is not None for text in match.groupdict().values())
        left, right = scene.clause(match.start())
        acts = [e for e in scene.events if left - 1 <= e.start <= right and e.act is not Act.ASK]
        if not acts or {e.act for e in acts} != {acts[0].act}:
            continue
        act = acts[0]
        if none:
            # "none was honored", "honored none": declined. "none was declined" tells no count of ours
            if act.act is Act.HONOR or (act.act is Act.DECLINE and match["of2"]):
                return Metric.DECLINED, match.start(), anaphor, low[act.start : act.end]
            continue
        denied = act.negated and act.act is Act.HONOR
        metric = Metric.DECLINED if denied else None if act.negated else _WHOLES.get(act.act)
        if metric and (anaphor or act.passive):
            return metric, match.start(), anaphor, low[act.start : act.end]
    return None


def _told(readings: list[Reading], metric: Metric, value: int) -> bool:
    return any(r.metric is metric and r.value == value and r.subset is None for r in readings)


def _outcome(whole: Reading, metric: Metric, words: str, of: Told | None) -> Outcome:
    why = f"'{words}' said of all or none of them"
    sure = min(whole.certainty, Certainty.LIKELY, key=lambda c: c is Certainty.SURE)
    return Outcome(replace(whole, metric=metric, why=why, certainty=sure, stock=False, implied=False), of)
