"""Question and answer: "How many detainers did you receive in 2019?" "108."

The words "how many" stand where the number would: the question is read as if they were one, and the first
bare number of the answer takes what it would have counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from config.words import Certainty, Metric, Qualifier
from monitor.figures import metrics
from monitor.figures.numbers import Number
from monitor.figures.periods import Days
from monitor.figures.scene import Reading, Scene, Verdicts

_HOW: Final = re.compile(r"\b(?:how many|how often|what (?:was|is) the (?:number|total) of)\b")
_LEAD: Final = re.compile(
    r"(?:[\"'>(\s-]|\(?[a-z0-9]{1,3}[.):]\s|a\.\s|answer:|according to [^,]{3,60},|the answer[^.]{0,60} "
    r"(?:is|was|:)|in (?:calendar )?'?\d\d(?:\d\d)?|we (?:got|had|received)|[,:]|about|nearly|some|roughly|"
    r"it was|there were|just|only|\s)*"
)
SHORT: Final = 45  #: characters of a question that only goes on with another one
_PERIODIC: Final = 60  #: an answer's number stands within so many characters


@dataclass(frozen=True, slots=True)
class Question:
    """What a number that answers would count, and for which period it was asked."""

    model: Reading
    days: Days | None


def ask(scene: Scene) -> Question | None:
    """The question that a sentence puts, where it asks for one of our counts."""
    if "?" not in scene.sentence.text[-3:]:
        return None
    match = _HOW.search(scene.low)
    if match is None:
        return None
    slot = Number(1, Qualifier.EXACT, match.start(), match.end(), match.start(), "digits")
    asked = replace_numbers(scene, slot)
    verdicts = metrics.decide(asked)
    model = next((r for r in verdicts.readings if r.number is slot), None)
    if model is None:
        return None
    days = next((m.days for m in scene.times if m.days and not m.point), None)
    return Question(model, days)


def goes_on(scene: Scene, before: Question | None) -> Question | None:
    """'And in 2016?' asks the question before for another period."""
    days = next((m.days for m in scene.times if m.days and not m.point), None)
    if before is None or days is None or "?" not in scene.sentence.text[-3:] or len(scene.low) > SHORT:
        return None
    return Question(before.model, days)


def spoken(scene: Scene) -> Reading | None:
    """What a sentence without a number of its own speaks of: 'It turned such requests away, without
    exception.' 'There were 58.'"""
    if not scene.topic or any(not n.refused for n in scene.numbers):
        return None
    nothing = Number(1, Qualifier.EXACT, 0, 0, 0, "digits")
    return Reading(
        Metric.REQUESTS, 1, Qualifier.EXACT, nothing, Certainty.LIKELY, "spoken of in the sentence before"
    )


def replace_numbers(scene: Scene, slot: Number) -> Scene:
    """The same sentence with one number in it."""
    return Scene(scene.sentence, [slot], scene.times, scene.places, scene.said, scene.about)


def answer(scene: Scene, verdicts: Verdicts, question: Question | None) -> Verdicts:
    """The verdicts with the answer to the question before, where the sentence begins with a bare number."""
    if question is None or verdicts.readings:
        return verdicts
    for refusal in verdicts.refusals:
        number = refusal.number
        if number.refused in ("a date or period", "a list number", "a year"):
            continue
        head, _end = metrics.head_of(scene.low, number)
        if (
            number.refused
            or head not in ("bare", "strong", "weak", "person", "them")
            or number.left > _PERIODIC
        ):
            return verdicts
        if not _LEAD.fullmatch(scene.low[: number.left]):
            return verdicts
        kept = [r for r in verdicts.refusals if r is not refusal]
        return Verdicts([_answered(question, number)], kept)
    return verdicts


def _answered(question: Question, number: Number) -> Reading:
    return replace(
        question.model, value=number.value, qualifier=number.qualifier, number=number,
        certainty=Certainty.LIKELY,
        why="answers a question that names it", implied=False, asked=True,
    )  # fmt: skip
