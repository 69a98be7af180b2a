"""Acts and numbers: which act of a sentence is done to a number, and the reading that it makes.

An act counts as done to the number where it stands right before it ("rejected all 57 requests") or where
the number is its subject ("12 were honored"); the words that may stand between are the gaps below.
"""

from __future__ import annotations

import re
from typing import Final

from config.words import Certainty, Metric
from monitor.figures import subsets
from monitor.figures.lexicon import Act, Event
from monitor.figures.numbers import Number
from monitor.figures.scene import Reading, Scene

METRICS: Final = {
    Act.ASK: Metric.REQUESTS, Act.HONOR: Metric.HONORED, Act.HOLD: Metric.HONORED,
    Act.DECLINE: Metric.DECLINED,
    Act.HAND: Metric.TRANSFERRED, Act.LIFT: Metric.WITHDRAWN, Act.TELL: Metric.NOTIFIED,
    Act.FREE: Metric.DECLINED,
}  # fmt: skip
_OBJECT_GAP: Final = re.compile(
    r"(?:\s+(?:none|neither|not|on|with|to|for|of|by|all|any|every|every one|each|only|just|a|total|the|"
    r"another|an|additional|ice|it|up|over|"
    r"custody|in|as|many|about|nearly|them|him|us|its|their|these|those|such|out|even|exactly|some|more|"
    r"than|at|least|roughly|"
    r"civil|detainers?|requests?|holds?|against|because|alone|also|him|more|still|notice|release|ice's))*\s+"
)
_SUBJECT_GAP: Final = re.compile(
    r"(?:[\s,]+(?:that|which|who|whom|were|was|had|been|have|has|are|is|being|and|then|later|all|also|"
    r"ultimately|eventually|"
    r"subsequently|actually|recorded|reported|listed|counted|as|to|of|them|people|\w+ly|ice|it|they|he|she|"
    r"then|did|does|do|in|the|end|agency|department|sheriff|jail|county|"
    r"city|police|so|far|got|get|had|for|from|with|detainers?|federal|agents|officers|immigration|"
    r"concerned|by|officials|these|those|we))*[\s,]*"
)
_RELATIVE: Final = re.compile(r"\s+(?:that|which)\s+[a-z' -]{3,45}\s+")


def acts_on(scene: Scene, index: int, number: Number, end: int, head: str = "") -> list[tuple[float, Event]]:
    """The acts that may be done to the number, the likeliest first."""
    found: list[tuple[float, Event]] = []
    left, right = scene.clause(number.start)
    earlier = [n for n in scene.numbers[:index] if not n.refused and not _quantifies(scene, n, number)]
    before_number = max((n.end for n in earlier), default=0)
    after_number = min(
        (n.left for n in scene.numbers[index + 1 :] if not n.refused and not is_base(scene, n)),
        default=len(scene.low),
    )
    for event in scene.events:
        if event.end <= number.left and event.start >= left - 1:
            gap = scene.low[event.end : number.left] + " "
            direct = bool(_OBJECT_GAP.fullmatch(gap)) and event.start >= before_number
            near = len(gap) <= 50 and event.end >= before_number and "," not in gap
            score = (
                3.0
                if direct and not event.passive
                else 2.0
                if direct
                else 1.2
                if near and not event.passive
                else 0.0
            )
        elif event.start >= end and event.end <= max(right, end + 2):
            gap = scene.low[end : event.start]
            direct = bool(_SUBJECT_GAP.fullmatch(gap)) and event.end <= after_number + 1
            if direct and not event.passive and has_object(scene, event):
                direct = False  # "received 11 and honored two": what follows is the object
            direct = direct or (
                event.end <= after_number + 1 and event.act is not Act.ASK and bool(_RELATIVE.fullmatch(gap))
            )
            if (
                direct
                and head == "strong"
                and not event.passive
                and not gap.startswith(" that")
                and re.search(r"\b(?:and|it|they|he|she|we)\b", gap)
            ):
                direct = False
            score = 2.8 if direct else 1.0 if len(gap) <= 45 and event.end <= after_number else 0.0
        else:
            continue
        if score:
            score += 0.4 if event.act is not Act.ASK else -1.5 if event.weak else 0.0
            found.append((score - 0.001 * _distance(event, number, end), event))
    return sorted(found, key=lambda pair: (-pair[0], pair[1].start))


def has_object(scene: Scene, event: Event) -> bool:
    """Whether a number follows an act as what it was done to."""
    return (
        any(
            not n.refused
            and n.left >= event.end
            and _OBJECT_GAP.fullmatch(scene.low[event.end : n.left] + " ")
            for n in scene.numbers
        )
        and not event.passive
    )


def _quantifies(scene: Scene, one: Number, other: Number) -> bool:
    """'none of the 57': the first number only says how many of the second."""
    return one.form == "zero" and bool(
        re.fullmatch(r"\s+of\s+(?:the |those |these |its )?", scene.low[one.end : other.left])
    )


def _distance(event: Event, number: Number, end: int) -> int:
    return number.left - event.end if event.end <= number.left else event.start - end


def is_base(scene: Scene, number: Number) -> bool:
    """Whether a number is what another one is a part of: 12 of the 57."""
    return bool(
        re.search(
            r"(?<!custody )(?<!possession )(?<!total )(?<!release )(?<!releases )(?<!list )(?<!number )"
            r"(?<!hold )(?<!told )\b(?:of|out of) (?:the |those |these |its |all )?$",
            scene.low[max(0, number.left - 16) : number.left],
        )
    )


def is_part_of(scene: Scene, one: Number, base: Number) -> bool:
    """Whether one number is told as a part of another: '12 of the 57'."""
    return bool(
        re.fullmatch(
            r",?\s+(?:of|out of)\s+(?:the |those |its |these |all )?", scene.low[one.end : base.left]
        )
    )


def metric_for(event: Event, number: Number) -> Metric | None:
    if event.act is Act.HONOR and event.negated and number.form != "zero":
        return Metric.DECLINED
    if (
        event.act in (Act.HOLD, Act.HAND, Act.TELL, Act.LIFT, Act.ASK)
        and event.negated
        and number.form != "zero"
    ):
        return None
    if event.act is Act.DECLINE and event.negated and number.form != "zero":
        return None
    if event.act is Act.DECLINE and number.form == "zero" and event.denies:
        return Metric.HONORED  # "has not honored a single one"
    return METRICS[event.act]


def make(
    scene: Scene, number: Number, metric: Metric, certainty: Certainty, why: str, **more: bool
) -> Reading:
    part = None if metric is Metric.COST else subsets.of(scene.low, number, metric)
    return Reading(metric, number.value, number.qualifier, number, certainty, why, subset=part, **more)


def words_of(scene: Scene, event: Event) -> str:
    return scene.low[event.start : event.end][:60]
