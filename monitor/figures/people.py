"""A number of people: asked for, handed over, let go in spite of a detainer, or kept for ICE."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from config.words import Certainty, Metric
from monitor.figures import lexicon
from monitor.figures.acts import acts_on, has_object, make, words_of
from monitor.figures.lexicon import Act, Event
from monitor.figures.numbers import Number
from monitor.figures.scene import Reading, Scene

_STOCK: Final = re.compile(
    r"\b(?:currently|at present|right now|just now|as of|today|at the moment|still|remain(?:s|ed)? in|"
    r"presently|now has|now have|are in|"
    r"on any given|this morning|sit in|are being held|outstanding|pending|active|on the books)\b"
)


@cache
def on_people() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{lexicon.STRONG}|holds?|such forms)\s+(?:(?!released|transferred)\w+\s+){{0,3}}?(?:on|"
        rf"against|for|naming|upon)\s+"
        r"(?:the\s+|some\s+|about\s+|nearly\s+|more than\s+|at least\s+|another\s+|all\s+)*$"
    )


@cache
def _with_detainer() -> re.Pattern[str]:
    return re.compile(
        rf"[\s,]*(?:[\w'-]+\s+){{0,6}}?(?:with|had|have|has|having|carr(?:y|ied|ying)|under|subject(?:ed)? "
        rf"to|wearing|facing|on|for|each with|flagged (?:with|for))\s+"
        rf"(?:an?\s+|the\s+|such\s+|active\s+|some\s+)?(?:{lexicon.STRONG}|(?:such\s+)?holds?|detainer)"
    )


def people(scene: Scene, index: int, number: Number, end: int) -> tuple[list[Reading], str]:
    """A number before a noun that is people."""
    low = scene.low
    done = acts_on(scene, index, number, end)
    if on_people().search(low[: number.left]):
        return [make(scene, number, Metric.REQUESTS, Certainty.SURE, "detainers were placed on them")], ""
    best = next((event for score, event in done if event.act is not Act.ASK and score > 1.3), None)
    carried = _with_detainer().match(low, end)
    if any(e.start < number.start < e.end and e.act is Act.DECLINE for e in scene.events):
        return [make(scene, number, Metric.DECLINED, Certainty.SURE, "let go in spite of detainers")], ""
    if asked_for(low, number):
        return [make(scene, number, Metric.REQUESTS, Certainty.LIKELY, "ICE asked for them")], ""
    if carried and not (best and best.act in (Act.FREE, Act.DECLINE, Act.TELL, Act.HAND)):
        later = [
            e
            for e in scene.events
            if e.start >= carried.end() and e.act is Act.HAND and not e.negated and not has_object(scene, e)
        ]
        others = [n for n in scene.numbers if n.start > number.end and not n.refused]
        if later and not (others and others[0].start < later[0].start):
            return handed(scene, number, later[0])
    if best and best.act is Act.HAND and not best.negated | (number.form == "zero"):
        return handed(scene, number, best)
    if best and best.act is Act.HAND and number.form == "zero":
        return handed(scene, number, best)
    released = re.search(
        r"\b(?:to|with) (?:ice|immigration|federal|agents|the agency|u\.s\. imm|dhs|homeland|its custody|"
        r"the feds)\b",
        low[end : end + 60],
    )
    if released and re.search(
        r"\b(?:released?|handed|hands|hand|transferred|turned|gave|given|sent|surrendered|delivered|passed|put|moved)\b[^,;]{0,40}$",
        low[: number.left],
    ):
        return [make(scene, number, Metric.TRANSFERRED, Certainty.SURE, "released to ICE")], ""
    if re.search(
        r"\b(?:notif\w+|told|alerted|informed)\b[^;]{0,110}\breleases? of\s+(?:\w+\s+){0,2}$",
        low[: number.left],
    ):
        return [make(scene, number, Metric.NOTIFIED, Certainty.SURE, "ICE was told of their release")], ""
    if best and best.act is Act.TELL and (scene.topic or scene.ice):
        return [make(scene, number, Metric.NOTIFIED, Certainty.LIKELY, "ICE was told of them")], ""
    if best and best.act in (Act.DECLINE, Act.FREE) and despite(low, number, end):
        return [make(scene, number, Metric.DECLINED, Certainty.SURE, "let go in spite of detainers")], ""
    if best and best.act is Act.HOLD and for_ice(low):
        if re.search(r"\bare (?:\w+ )?(?:held|being held|kept)\b", low) or _STOCK.search(low):
            return [make(scene, number, Metric.ACTIVE, Certainty.LIKELY, "people held now", stock=True)], ""
        return [make(scene, number, Metric.HONORED, Certainty.LIKELY, "kept for ICE")], ""
    if carried:
        return _carriers(scene, number, carried)
    return [], "people, and no act of ours done to them"


def asked_for(low: str, number: Number) -> bool:
    before = low[max(0, number.left - 110) : number.left]
    return bool(
        re.search(
            r"\b(?:ask|asked|asks|requested|wanted|sought|request)\b[^,;]{0,70}\bto (?:hold|keep|detain)"
            r"\s+(?:\w+\s+){0,2}$",
            before,
        )
        or re.search(
            r"\b(?:ice|agency|agents|federal \w+|immigration \w+)\b[\w\s,']{0,40}\b(?:asked|sought|wanted|"
            r"requested)\b[\w\s']{0,25}$",
            before,
        )
    )


def handed(scene: Scene, number: Number, event: Event) -> tuple[list[Reading], str]:
    if not (scene.ice or scene.topic or scene.about):
        return [], "handed to somebody else"
    if re.search(r"\b(?:county|state) (?:jail|prison)s? (?:to|from)\b", scene.low) and not scene.ice:
        return [], "handed to somebody else"
    sure = Certainty.SURE if scene.ice else Certainty.LIKELY
    return [make(scene, number, Metric.TRANSFERRED, sure, f"'{words_of(scene, event)}'")], ""


def despite(low: str, number: Number, end: int) -> bool:
    around = low[max(0, number.left - 120) : end + 160]
    return bool(
        re.search(
            r"\b(?:despite|in spite of|instead of|rather than|without|in defiance of|in the face of|"
            r"notwithstanding|over|even though|although)\b[^;]{0,70}\bdetainers?",
            around,
        )
        or re.search(r"\bdetainers?\b[^;]{0,40}\b(?:released|freed|let go|ignored|disregarded)", around)
        or re.search(r"\b(?:who|whom|with|on whom)\b[^;]{0,50}\bdetainers?", low[end : end + 90])
    )


def for_ice(low: str) -> bool:
    return bool(
        re.search(
            r"\b(?:for|because|on behalf of|by request of|at the request of)\b[^;]{0,40}\b(?:ice|"
            r"immigration|federal|homeland)\b",
            low,
        )
        or re.search(
            rf"\b(?:on|under|pursuant to|because of|based on|on the strength of|solely on|for|due to)"
            rf"\s+(?:an?\s+|the\s+|such\s+|civil\s+|its\s+)*(?:{lexicon.STRONG}|detainer)",
            low,
        )
        or re.search(r"\b(?:ice|immigration|federal)\b[^;]{0,30}\b(?:asked|requested|wanted)\b", low)
    )


def _carriers(scene: Scene, number: Number, carried: re.Match[str]) -> tuple[list[Reading], str]:
    low = scene.low
    words = carried.group()
    dated = re.search(r"\b(?:active|outstanding|open)\b", words) or any(m.point for m in scene.times)
    if dated and re.search(r"\bas of\b|\b(?:on|at) (?:that|this) (?:day|moment)|\bactive\b", low):
        return [
            make(
                scene,
                number,
                Metric.ACTIVE,
                Certainty.LIKELY,
                "people who had detainers on a day",
                stock=True,
            )
        ], ""
    if re.search(
        r"\bas of (?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bas of (?:this|today|yesterday)", low
    ):
        return [
            make(
                scene,
                number,
                Metric.ACTIVE,
                Certainty.LIKELY,
                "people who had detainers on a day",
                stock=True,
            )
        ], ""
    now = re.search(r"\b(?:has|have|carry|are|is|with)\b", words) and (
        _STOCK.search(low)
        or re.search(r"\b(?:there (?:are|were)|are|is) (?:\w+ ){0,2}$", low[: number.left][-24:])
        or re.search(r"\b(?:have|has|carry)\b", words)
    )
    if now:
        return [
            make(scene, number, Metric.ACTIVE, Certainty.LIKELY, "people who have detainers now", stock=True)
        ], ""
    if re.search(r"\b(?:had|carried)\b", words) or re.search(r"\b(?:booked|jailed|arrested)\b", low):
        return [make(scene, number, Metric.REQUESTS, Certainty.LIKELY, "people who had detainers")], ""
    if any(m.days and not m.point and m.start >= number.end for m in scene.times):
        return [
            make(scene, number, Metric.REQUESTS, Certainty.LIKELY, "people with detainers, of a period")
        ], ""
    return [
        make(scene, number, Metric.REQUESTS, Certainty.UNSURE, "people with detainers, of no clear time")
    ], ""
