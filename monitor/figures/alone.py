"""A number with no noun of its own: the act must tell, and the talk be of detainers."""

from __future__ import annotations

import re
from typing import Final

from config.words import Certainty, Metric
from monitor.figures import captions, lexicon, people
from monitor.figures.acts import METRICS, acts_on, is_base, make, metric_for, words_of
from monitor.figures.lexicon import Act, Event
from monitor.figures.numbers import Number
from monitor.figures.scene import Reading, Scene


def alone(scene: Scene, index: int, number: Number, head: str, end: int) -> tuple[list[Reading], str]:
    """A number with no noun of its own: the act must tell, and the talk be of detainers."""
    done = acts_on(scene, index, number, end)
    if people.on_people().search(scene.low[: number.left]) and not is_base(scene, number):
        return [make(scene, number, Metric.REQUESTS, Certainty.LIKELY, "detainers were placed on them")], ""
    if head == "times" and re.search(
        r"\b(?:ask|asked|asks|requested|wanted|sought)\b[^;]{0,40}\b(?:hold|keep|detain)",
        scene.low[: number.left],
    ):
        return [make(scene, number, Metric.REQUESTS, Certainty.LIKELY, "times that ICE asked")], ""
    if _HAD_PUT.match(scene.low, number.end):
        return [make(scene, number, Metric.REQUESTS, Certainty.LIKELY, "had a detainer put on them")], ""
    listed = _under_label(scene, number)
    if listed:
        return [listed], ""
    if not done:
        return [], "stands alone, no act"
    score, event = done[0]
    if _lone_act(scene, index, number, end, event, head):
        score = 2.3
    if event.weak or score < (
        0.9 if head == "times" and (event.act is not Act.ASK or (scene.topic and scene.ice)) else 2.2
    ):
        return [], "stands alone, and no act close enough"
    if is_base(scene, number):
        if number.whole and event.act is not Act.ASK:
            return _base_whole(scene, number, event)
        return [], "the whole of which another number is part"
    if event.act is Act.FREE and not people.despite(scene.low, number, end):
        return [], "let go, and not said to be in spite of a detainer"
    if event.act is Act.HOLD and not (people.for_ice(scene.low) or scene.topic):
        return [], "held for no said reason"
    if event.act is Act.ASK and not (
        scene.topic
        or re.search(r"\b(?:requests?|holds?|forms?|faxes)\b", scene.low)
        or _strong_ask(scene, event)
    ):
        return [], "no noun, and the act is a common one"
    metric = metric_for(event, number)
    if metric is None:
        return [], "the act is denied"
    if number.form == "zero" and event.act is Act.ASK:
        return [make(scene, number, metric, Certainty.UNSURE, "none received, of what is not said")], ""
    common = event.act is Act.ASK and not scene.topic and words_of(scene, event) == "got"
    certainty = Certainty.UNSURE if common else Certainty.LIKELY
    return [make(scene, number, metric, certainty, f"alone with '{words_of(scene, event)}'")], ""


def _lone_act(scene: Scene, index: int, number: Number, end: int, event: Event, head: str) -> bool:
    """Whether the one act of the number's clause, near it, can be done to nothing else that is counted."""
    if event.weak or event.act in (Act.ASK, Act.FREE, Act.HOLD) or event.negated or not scene.about:
        return False
    left, right = scene.clause(number.start)
    acts = [e for e in scene.events if left - 1 <= e.start <= right and not e.weak]
    others = [n for n in scene.numbers if n is not number and not n.refused and left <= n.start <= right]
    gap = scene.low[event.end : number.left] if event.end <= number.left else scene.low[end : event.start]
    return acts == [event] and not others and len(gap) <= 40 and (scene.ice or scene.topic or head == "them")


_HAD_PUT: Final = re.compile(
    rf"(?: of (?:them|those|these))?,? (?:had|got|drew|received) (?:an? )?(?:{lexicon.STRONG}|hold) "
    r"(?:put|placed|lodged|filed) (?:on|against)"
)


def _under_label(scene: Scene, number: Number) -> Reading | None:
    """'ICE detainers: 15 in 2024, 11 in 2023', 'Detainers: 2024: 15, 2023: 11'."""
    label = re.match(r"[^:]{5,80}:\s", scene.low)
    if (
        label is None
        or label.end() > number.left
        or any(not n.refused and n.start < label.end() for n in scene.numbers)
    ):
        return None
    after = re.match(r"\s+(?:in|for|during)\s+(?:fy\s?)?(?:19|20)\d\d\b", scene.low[number.end :])
    before = re.search(r"\b(?:19|20)\d\d:\s*$", scene.low[: number.left])
    metric = captions.metric_of(label.group(), scene.about) if after or before else None
    return make(scene, number, metric, Certainty.LIKELY, "listed under its label") if metric else None


def _strong_ask(scene: Scene, event: Event) -> bool:
    return scene.about and words_of(scene, event) in (
        "received",
        "lodged",
        "issued",
        "logged",
        "got",
        "documented",
    )


def _base_whole(scene: Scene, number: Number, event: Event) -> tuple[list[Reading], str]:
    """'acted on none of the 57', 'did not honor any of the 57'."""
    quantifier = scene.low[max(0, number.left - 24) : number.left]
    none = re.search(r"\b(?:none|not one|neither|any|no one) of (?:the |those |these |its )?$", quantifier)
    metric = METRICS[event.act]
    if none and (event.act is Act.HONOR or (event.act is Act.HOLD)):
        metric = Metric.DECLINED
    elif none:
        return [], "none of them; the zero counts"
    readings = [make(scene, number, metric, Certainty.LIKELY, f"'{words_of(scene, event)}' said of all")]
    return [
        *readings,
        make(scene, number, Metric.REQUESTS, Certainty.LIKELY, "the whole of which it is said", implied=True),
    ], ""
