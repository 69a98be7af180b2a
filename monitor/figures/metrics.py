"""What a number counts: from the noun it stands before and the act that its clause speaks of.

    the department   received   15 detainer requests          ASK  + detainers  -> requests 15
    the department   rejected   all 57 detainer requests      DECLINE + all     -> declined 57, requests 57
    12               were       honored                       subject of HONOR  -> honored 12
    ICE              came for   90                            object of HAND    -> transferred 90

A number whose noun is none of ours, or whose clause does none of these acts, is refused: a wrong figure
is worse than a missing one.
"""

from __future__ import annotations

import re
from typing import Final

from config.words import Certainty, Metric
from monitor.figures import alone, captions, detainers, guards, lexicon, people
from monitor.figures.acts import make
from monitor.figures.lexicon import Act, Event
from monitor.figures.numbers import Number
from monitor.figures.scene import Reading, Refusal, Scene, Verdicts

#: '12 of the 57 detainers': what follows the 12
_OF_BASE: Final = re.compile(
    rf",?\s+(?:of|out of)\s+(?:the\s+|those\s+|its\s+|these\s+|all\s+)"
    rf"?[0-9][0-9,]*(?:\s+(?:{lexicon.STRONG}|{lexicon.WEAK}|{lexicon.PERSON})\b)?"
)
_NEXT_WORD: Final = re.compile(r"[ \n]+([a-z][a-z'-]*)")


#: words that may follow a number that stands alone
_BARE_WORDS: Final = (
    "in for from to were was had have has been of and or during last that who whom which by on since "
    "as at with the this is are did came went against compared between through under after before "
    "while but when so over not never no left all got would could wound ended made walked a an it "
    "they he ice agents despite because where per out then up down into until than more fewer less "
    "without there later each altogether total still remain remained remains being within ago earlier "
    "these such said also only again too now just, there, does do include included includes apiece "
    "according today resulted result led across among throughout if based it's that's put"
)
_BARE_NEXT: Final = frozenset(_BARE_WORDS.split())


def decide(scene: Scene) -> Verdicts:
    """What each number of the sentence counts; those that count nothing of ours with the reason."""
    verdicts = Verdicts()
    stop = guards.sentence(scene.low) or guards.question(scene.sentence.text, scene.numbers)
    for index, number in enumerate(scene.numbers):
        why = stop or number.refused or guards.number(scene.low, number)
        if why:
            verdicts.refusals.append(Refusal(number, why))
            continue
        readings, why = _one(scene, index, number)
        verdicts.readings.extend(readings)
        if not readings:
            verdicts.refusals.append(Refusal(number, why))
    return verdicts


def head_of(low: str, number: Number) -> tuple[str, int]:
    """The noun after a number and where it ends: strong, weak, person, times, them, bare or other."""
    at = number.end + (1 if low[number.end : number.end + 1] in "*+" else 0)
    footnote = re.match(r"[¹²³⁴⁵⁶⁷⁸⁹⁰*†‡]+|\[[0-9a-z]\]|-plus|\+", low[number.end :])
    at = number.end + footnote.end() if footnote else at
    if base := _OF_BASE.match(low, at):
        return "them", base.end()
    for kind, pattern in lexicon.heads():
        if match := pattern.match(low, at):
            return kind, match.end()
    match = _NEXT_WORD.match(low, at)
    if match is None:
        return "bare", at
    word = match[1]
    if word in _BARE_NEXT or any(e.start == match.start(1) for e in _event_starts(low, match.start(1))):
        return "bare", at
    return "other", at


def _event_starts(low: str, at: int) -> list[Event]:
    window = lexicon.events(low[at : at + 40])
    return [Event(e.act, e.start + at, e.end + at, e.negated, e.passive) for e in window if e.start == 0]


def _one(scene: Scene, index: int, number: Number) -> tuple[list[Reading], str]:
    head, end = head_of(scene.low, number)
    if number.money:
        return cost(scene, number)
    if head == "other":
        return [], "counts something else"
    lone = number.form in ("words", "single") and number.value == 1 and head == "bare"
    if lone and not re.match(r"\s+(?:was|were|had been|in (?:19|20)\d\d)", scene.low[end:]):
        return [], "'one' alone"
    if number.form == "both" and head == "bare":
        return [], "'both' counts what was named"
    counted = _counted_subject(scene, number)
    if counted:
        return counted, ""
    if not (scene.topic or scene.about or (scene.ice and _handles(scene))):
        return [], "nothing here speaks of detainers"
    if head in ("strong", "weak"):
        return detainers.detainers(scene, index, number, head, end)
    if head == "person":
        return people.people(scene, index, number, end)
    return alone.alone(scene, index, number, head, end)


def _handles(scene: Scene) -> bool:
    held = any(event.act is Act.HOLD for event in scene.events) and people.for_ice(scene.low)
    asked = bool(_ASKED_TO_HOLD.search(scene.low))
    return held or asked or any(event.act in (Act.HAND, Act.TELL) for event in scene.events)


_ASKED_TO_HOLD: Final = re.compile(
    r"\bice\b[^.;]{0,30}\b(?:asked|requested|wanted|sought)"
    r"\b[^.;]{0,40}\bto (?:hold|keep|detain)\b"
)
_COUNTED: Final = re.compile(
    r"\b(?:number|count|total|tally) of ([^.;:]{4,110}?),?\s+(?:was|were|is|had been|stood at|reached|rose "
    r"to|fell to|dropped to|climbed to|"
    r"came to|totall?ed|grew to|jumped to)\s+(?:only |just |a mere )?$"
)


def _counted_subject(scene: Scene, number: Number) -> list[Reading]:
    """'The number of inmates on whom ICE placed detainers was 535': the subject names what is counted."""
    match = _COUNTED.search(scene.low[max(0, number.left - 150) : number.left])
    if match is None:
        return []
    metric = captions.metric_of(match[1], scene.about)
    return (
        [
            make(
                scene,
                number,
                metric,
                Certainty.SURE,
                f"'the number of {match[1][:40]}'",
                stock=metric is Metric.ACTIVE,
            )
        ]
        if metric
        else []
    )


_COST: Final = re.compile(r"\b(?:reimburs\w+|billed|invoice\w*|cost(?:s|ing)?|spent|paid by ice|charged)\b")


def cost(scene: Scene, number: Number) -> tuple[list[Reading], str]:
    if not re.search(r"\breimburs\w+|\bcost the (?:county|city|state|department)", scene.low):
        return [], "money"
    if (
        _COST.search(scene.low)
        and scene.topic
        and re.search(
            r"\breimburs\w+|\bhold(?:ing)? (?:\w+ ){0,4}(?:detainer|ice)|\bdetainers?\b[^.]{0,40}\bcost|"
            r"\bcost\b[^.]{0,40}\bdetainers?",
            scene.low,
        )
    ):
        return [make(scene, number, Metric.COST, Certainty.LIKELY, "dollars for detainers")], ""
    return [], "money"
