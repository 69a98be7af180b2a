"""A number of detainers: how many came, and what was done with them."""

from __future__ import annotations

import re
from typing import Final

from config.words import Certainty, Metric
from monitor.figures.acts import acts_on, is_base, is_part_of, make, metric_for, words_of
from monitor.figures.lexicon import Act, Event
from monitor.figures.numbers import Number
from monitor.figures.scene import Reading, Scene

_NONE_OF: Final = re.compile(r"\b(?:none|not one|neither|any|no one) of (?:the |those |these |its )?$")
_MIGHT: Final = re.compile(r"\b(?:may|can|could|would|should|must|shall|might|will|let)\b[^.;]{0,30}$")


def detainers(scene: Scene, index: int, number: Number, head: str, end: int) -> tuple[list[Reading], str]:
    """A number before a noun that is a detainer."""
    noun = scene.low[number.end : end]
    done = acts_on(scene, index, number, end, head)
    sure = Certainty.SURE if head == "strong" else Certainty.LIKELY
    if is_base(scene, number) and any(
        n.end <= number.left and n.value and is_part_of(scene, n, number) for n in scene.numbers
    ):
        return [make(scene, number, Metric.REQUESTS, sure, "the whole of which another number is part")], ""
    special = _by_noun(scene, number, noun, head)
    if special:
        return special, ""
    outcome = next(((s, e) for s, e in done if e.act is not Act.ASK and s > 1.5), None)
    ask = next(((s, e) for s, e in done if e.act is Act.ASK), None)
    if outcome and not (ask and ask[0] > outcome[0] + 0.3):
        event = outcome[1]
        metric = (
            Metric.DECLINED
            if event.act is Act.LIFT and _local_lift(scene, event)
            else metric_for(event, number)
        )
        if event.act is Act.HOLD and head == "strong" and not number.whole:
            metric = Metric.HONORED
        if metric is None:
            return [], "the act is denied"
        quantifier = _NONE_OF.search(scene.low[: number.left][-24:])
        if quantifier and metric is Metric.HONORED:
            metric = Metric.DECLINED
        elif quantifier and not quantifier.group().startswith("any"):
            return [], "none of them; the zero counts"
        readings = [make(scene, number, metric, sure, f"'{words_of(scene, event)}' said of them")]
        if (number.whole or is_base(scene, number)) and number.value:
            readings += [
                make(scene, number, Metric.REQUESTS, sure, "all of them, so that many came", implied=True)
            ]
        return readings, ""
    if ask and ask[1].negated and number.form != "zero" and not ask[1].weak:
        return [], "said not to have been"
    if number.form == "zero" and not (
        ask
        and re.search(
            r"receiv|had|were|was|got|been|sent|lodged|issued|placed|filed|seen|presented|have",
            words_of(scene, ask[1]),
        )
    ):
        return [], "none, but nothing says that they were counted"
    if not ask and _MIGHT.search(scene.low[: number.left][-50:]):
        return [], "said of what might be"
    if ask or head == "strong" or number.whole:
        certainty = sure if ask and not ask[1].weak else Certainty.LIKELY
        why = f"'{words_of(scene, ask[1])}'" if ask else "detainers, with no act said"
        return [make(scene, number, Metric.REQUESTS, certainty, why)], ""
    return [], "no act that makes them detainers"


def _local_lift(scene: Scene, event: Event) -> bool:
    return bool(re.match(r"\s+by the (?:county|sheriff|jail|city|department)", scene.low[event.end :]))


def _by_noun(scene: Scene, number: Number, noun: str, head: str) -> list[Reading]:
    """Nouns that tell the metric by themselves: refusals, transfers, active detainers."""
    if re.search(r"\b(?:active|outstanding|open|pending)\b", noun) and head == "strong":
        return [make(scene, number, Metric.ACTIVE, Certainty.LIKELY, "detainers called active", stock=True)]
    if head != "weak":
        return []
    for pattern, metric in (
        (r"refusals|rejections", Metric.DECLINED),
        (r"handovers?|transfers?|pickups?", Metric.TRANSFERRED),
        (r"release-date notices|notices?|notifications?", Metric.NOTIFIED),
    ):
        if re.search(rf"\b(?:{pattern})\s*$", noun) and not re.search(r"notices of detention", noun):
            return [make(scene, number, metric, Certainty.LIKELY, f"'{noun.strip()}'")]
    if re.search(r"\breleases?\s*$", noun):
        told = re.search(r"\b(?:notif\w+|told|alert\w+|inform\w+)\b[^;]*$", scene.low[: number.left][-60:])
        return (
            [make(scene, number, Metric.NOTIFIED, Certainty.LIKELY, "ICE was told of them")] if told else []
        )
    return []
