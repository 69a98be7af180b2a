"""Ellipsis: numbers that take their metric from the figure before.

They received 19 requests in 2023, 12 the year before and 2 in 2021.
For 2023 the commissioner put it at 19.     ICE says the number was 198.
up from 29 in 2024                           from 15 in 2024 to 57 in 2025
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from config.words import Certainty
from monitor.figures import metrics
from monitor.figures.numbers import Number
from monitor.figures.scene import Reading, Refusal, Scene, Verdicts
from monitor.figures.talk import FORGOTTEN, Told

#: reasons that an ellipsis may overrule; all others stand
OPEN: Final = frozenset(
    {"stands alone, no act", "stands alone, and no act close enough", "no noun, and the act is a common one",
     "nothing here speaks of detainers", "no act that makes them detainers"}
)  # fmt: skip
TIMED: Final = 5  #: sentences after which a number with a period of its own no longer goes on with a figure
_COUNT: Final = (
    r"(?:the|that|its|their|this|ice's|a)\s+(?:\w+\s+){0,2}?(?:number|figure|count|total|tally|answer)"
    r"s?(?:\s+(?:was|were|is|had been|stood at|came to|at|of))?|"
    r"\b(?:it|they) (?:was|were) (?:sent|issued|given)|\b(?:it|there) (?:was|were|had been|is)|there "
    r"(?:were|was|had been)|put (?:it|the number|the figure|the count|that) at|(?:listed|reported|showed|"
    r"logged|counted|recorded|had|got|gave|has it at|says?|said)(?: only| just| it was| it sent| there "
    r"were| the number was)?"
)
_BEFORE: Final = re.compile(rf"(?:{_COUNT})\s*(?:only|just|a mere|at)?\s*$")
_COMPARED: Final = re.compile(
    r"\b(?:up from|down from|compared (?:with|to)|against|versus|vs\.?|from(?: just| only| the)?|than(?: "
    r"the)?|to|with|quadrupled from the|tripled from the|doubled from the)\s*(?:the\s+|just\s+|only\s+)?$"
)


def extend(
    scene: Scene, verdicts: Verdicts, last: Told | None, index: int, spoken: Reading | None = None
) -> Verdicts:
    """The verdicts with those bare numbers read that follow a figure, in this sentence or just before.
    `spoken`: what the sentence before would count, though it told no number."""
    kept: list[Refusal] = []
    readings = list(verdicts.readings)
    for refusal in verdicts.refusals:
        pattern = _pattern_of(scene, refusal, readings, last, index, spoken)
        if pattern is None:
            kept.append(refusal)
            continue
        model, why = pattern
        number = refusal.number
        readings.append(
            Reading(
                model.metric,
                number.value,
                number.qualifier,
                number,
                Certainty.LIKELY,
                why,
                None,
                model.stock,
                False,
                True,
            )
        )
    readings.sort(key=lambda reading: reading.number.start)
    return Verdicts(readings, kept)


def _pattern_of(
    scene: Scene,
    refusal: Refusal,
    readings: list[Reading],
    last: Told | None,
    index: int,
    spoken: Reading | None,
) -> tuple[Reading, str] | None:
    number = refusal.number
    head, end = metrics.head_of(scene.low, number)
    one = refusal.why == "'one' alone"
    if (
        number.refused
        or number.money
        or (refusal.why not in OPEN and not one)
        or head not in ("bare", "weak", "strong")
    ):
        return None
    earlier = [r for r in readings if r.number.end <= number.start and r.subset is None and not r.implied]
    reach = FORGOTTEN * 3 if _BEFORE.search(scene.low[max(0, number.left - 40) : number.left]) else FORGOTTEN
    if scene.times and not earlier:
        reach = max(reach, TIMED)
    model = earlier[-1] if earlier else _previous(last, index, reach)
    later = [r for r in readings if r.number.start > number.end and r.subset is None]
    if model is None and later and re.search(r"\bfrom\s+$", scene.low[: number.left][-8:]):
        model = later[0]
    if model is None and spoken and not one and len(refusals_of(scene)) == 1:
        model = spoken
    if model is None:
        return None
    if _hard_before(scene, number) or (_OTHER_COUNTS.search(scene.low) and not scene.topic):
        return None
    timed = _time_beside(scene, number, end)
    if _place_beside(scene, number, last):
        return model, "goes on from the figure before, for another place"
    before = scene.low[max(0, number.left - 60) : number.left]
    if one and not re.search(r"(?:[,;]|\band)\s+$", before):
        return None
    if timed and (earlier or _BEFORE.search(before) or _list_item(scene, number, before)):
        return model, "goes on from the figure before, with a period of its own"
    elsewhere = [
        m for m in scene.places if not m.aside and m.end <= number.left and last and m.spot != last.spot
    ]
    if elsewhere and _BEFORE.search(before) and not timed:
        return model, "goes on from the figure before, for another place"
    if timed and (_COMPARED.search(before) or later):
        return model, "compared with the figure beside it"
    if _foreign(scene, number):
        return None
    if timed and _TIGHT_TIME.match(scene.low, end) and not scene.events_near(number):
        return model, "goes on from the figure before, with a period of its own"
    if timed and _led_by_time(scene, number):
        return model, "goes on from the figure before, after a period of its own"
    if one:
        return None
    if (
        scene.said
        and _BEFORE.search(before)
        and not earlier
        and re.search(r"\bsa(?:ys?|id)\b|\bput\b|\bgave\b|\bcount", before)
    ):
        return model, "another party's number for the same"
    return None


_LED: Final = re.compile(
    r"[,:;\s]*(?:altogether|overall|in all|combined|alone)?[,\s]*"
    r"(?:(?:there|it|they|we|he|she|the (?:\w+ ){0,2}?(?:jail|county|city|police|sheriff|department|"
    r"office|agency|number|"
    r"figure|count|total|answer))\s+)?(?:(?:had|has|were|was|saw|got|been|counted|reported|logged|recorded|"
    r"listed|took|stood|came|reached|totall?ed|sent|at|to|only|just|but|a|mere|another|rather)\s+){0,4}"
)
_FOREIGN: Final = re.compile(
    r"\b(?:population|census|headcount|capacity|beds?|average[ds]?|averaging|employ\w*|residents|"
    r"workers|votes?|"
    r"voted|calls?|budget|overtime|admissions|arrests?|bookings?|booked|charges?|convict\w+|officers|"
    r"deputies|"
    r"percent|students|homes|deaths|degrees|stolen|crashes|fires)\b"
)


def _led_by_time(scene: Scene, number: Number) -> bool:
    """'In 2020 there were only 1,844', 'In the first five months of 2016, 88'."""
    for mention in scene.times:
        if (
            mention.end <= number.left
            and not mention.point
            and _LED.fullmatch(scene.low[mention.end : number.left])
        ):
            return True
    return False


def _foreign(scene: Scene, number: Number) -> bool:
    """Whether the clause speaks of what is counted elsewhere in the text: cells, staff, votes."""
    left, right = scene.clause(number.start)
    return bool(_FOREIGN.search(scene.low, left, right))


def refusals_of(scene: Scene) -> list[Number]:
    """The numbers of a sentence that may count something."""
    return [n for n in scene.numbers if not n.refused]


_TIGHT_TIME: Final = re.compile(
    r"(?:,|\s+[-–—])?\s+\(?(?:in|for|during|so far|as of|the (?:year|month)|(?=[a-z]{3,9} to ))\b"
)
_OTHER_COUNTS: Final = re.compile(
    r"\b(?:removals?|arrests?|arrested|deport\w+|encounters?|bookings?|booked|crimes?|citations?|inquir\w+|"
    r"evictions?)\b"
)


def _hard_before(scene: Scene, number: Number) -> bool:
    """Whether the number before this one in the sentence was refused for what it counts: then so is this."""
    earlier = [
        n
        for n in scene.numbers
        if n.end <= number.start and n.refused not in ("a date or period", "a year", "a list number")
    ]
    return bool(earlier) and bool(earlier[-1].refused)


_PLACE_GAP: Final = re.compile(
    r"(?:'s)?(?:\s+(?:county|jail|police|department|sheriff))?(?:\s+in\s+[a-z. ]{3,20}?)?,?\s*(?:(?:with|"
    r"had|counted|got|reported|has|logged|recorded|saw|at|listed|was next(?:, a distant second)? at|was "
    r"second (?:at|with)|followed (?:at|with))\s+|\(|:\s*)(?:just |only )?"
)


def _place_beside(scene: Scene, number: Number, last: Told | None) -> bool:
    """'Polk County, with 488', '142 in Travis County', 'Georgia had zero'."""
    for mention in scene.places:
        if mention.aside or (last and mention.spot == last.spot):
            continue
        if mention.end <= number.left and _PLACE_GAP.fullmatch(scene.low[mention.end : number.left]):
            return True
        if mention.start >= number.end and re.fullmatch(
            r"\s+(?:in|for|from|to|at)\s+(?:the\s+)?", scene.low[number.end : mention.start]
        ):
            return True
        zero = number.form == "zero" and mention.end <= number.left
        if zero and re.fullmatch(
            r",?\s+(?:there (?:were|was)|had|reported|it was)\s+", scene.low[mention.end : number.left]
        ):
            return True
    return False


def _previous(last: Told | None, index: int, reach: int) -> Reading | None:
    if last is None or index - last.sentence > reach or last.reading.subset is not None:
        return None
    return replace(last.reading, implied=False)


def _time_beside(scene: Scene, number: Number, end: int) -> bool:
    """Whether a phrase of time stands right after or before the number, in its clause."""
    for mention in scene.times:
        if mention.point or (mention.days is None and mention.shift is None):
            continue
        if mention.start >= end and re.fullmatch(
            r"[\s,(–—-]*(?:(?:in|for|during|of|had|from|came|over|all|were|filed|lodged|received)\s+)"
            r"*(?:all of\s+)?",
            scene.low[end : mention.start],
        ):
            return True
        gap = scene.low[mention.end : number.left]
        if (
            mention.end <= number.start
            and len(gap) <= 60
            and not any(not n.refused and mention.end <= n.start < number.start for n in scene.numbers)
            and not re.search(r";", gap)
        ):
            return True
    return False


def _list_item(scene: Scene, number: Number, before: str) -> bool:
    """'The year before, 44; in 2020, 47.'"""
    return bool(
        re.search(r"(?:^|[,;:]\s*|\b(?:was|were|had|and)\s+)(?:just |only |about |another )?$", before)
    )
