"""The words of heads and labels: which metric a few words count, what is none of ours, what names a part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from config.words import Metric
from monitor.figures import caption_patterns as patterns
from monitor.figures.metric_words import FED, SHORT, hits


@dataclass(frozen=True, slots=True)
class Words:
    """What a few words say. `strong`: they name detainers or ICE themselves."""

    metric: Metric | None = None
    strong: bool = False
    alien: bool = False
    hard: bool = False  #: alien whatever stands around
    part: bool = False
    named_part: bool = False  #: a charge, a nationality, a channel
    neutral: bool = False  #: a time, a total, "number"
    total: bool = False
    place: bool = False
    many: bool = False  #: several metrics are named


_ENUM: Final = re.compile(
    r"^\W*(?:line|item|row|question) ?\d{1,2}[a-z]?[.:)]? +(?=\w)|"
    r"^\W*(?:\(?(?:[0-9]{1,2}|[a-h]|[ivx]{1,4})[a-z]?[0-9]?[.)]\s+)+|^\W*q\s?\d*[.:]\s+|^[-•–—*·▪>\s]+"
)
_LEAD: Final = re.compile(r"^(?:the )?(?:total )?(?:number|count|no\.|#|how many)(?: of)? ")


@lru_cache(maxsize=4096)
def read(text: str, about: bool) -> Words:
    """What folded words say; `about`: detainers or ICE are spoken of around them."""
    low = _ENUM.sub("", text[:300].replace("_", " ").replace("i.c.e.", "ice")).strip(" .:*-?\"'")
    if not low:
        return Words(neutral=True)
    if patterns.PERIOD.fullmatch(low + " "):
        return Words(neutral=True)
    total = bool(patterns.TOTAL.match(low))
    if patterns.NEUTRAL.fullmatch(low):
        return Words(neutral=True, total=total)
    if about and (short := SHORT.get(low.replace("’", "'"))) is not None:
        return Words(short)
    low = _LEAD.sub("", low)
    noun = patterns.DETAINER.search(low)
    fed = bool(FED.search(low))
    loose, act = patterns.LOOSE.search(low), _first(low)
    hard = bool(patterns.HARD.search(low)) or (
        loose is not None and not (act is not None and act < loose.start())
    )
    named = bool(patterns.NAMED_PART.search(low))
    said = metric_of(low, about)
    whole = said not in (None, Metric.REQUESTS, Metric.ACTIVE)
    part = bool(patterns.PART.search(low)) or (not whole and bool(patterns.OF.search(low)))
    metric = None if hard and not _priced(low) else said
    if metric is Metric.COST:
        hard = False
    soft = bool(patterns.SOFT.search(low)) or (not fed and bool(patterns.ELSEWHERE.search(low)))
    if soft and metric is not None and not noun and not patterns.UNPAPERED.search(low):
        metric = None if _alien_first(low, metric) else metric
    alien = hard or (soft and metric is None)
    place = metric is None and patterns.PLACE.fullmatch(low) is not None and not patterns.ACTED.search(low)
    many = metric is not None and len(hits(low)) > 1
    return Words(
        metric,
        bool(noun) or fed,
        alien and not place,
        hard,
        part,
        named,
        total and metric is None,
        total,
        place,
        many,
    )


def _first(low: str) -> int | None:
    """Where the first word of ours stands."""
    noun = patterns.DETAINER.search(low)
    at = [where for where, _metric in hits(low)]
    return min([*at, noun.start()] if noun else at, default=None)


def _priced(low: str) -> bool:
    """Whether money is named, so that days and rates are how it was reckoned."""
    return bool(re.search(r"\$|\bcosts?\b|reimburs", low)) and not re.search(
        r"\b(?:average|avg|per (?:day|diem|inmate|person)|daily)\b", low
    )


def _alien_first(low: str, metric: Metric) -> bool:
    """Whether what is none of ours is the thing counted: it stands before the act."""
    soft = patterns.SOFT.search(low)
    if metric in (Metric.REQUESTS, Metric.ACTIVE):
        held = re.search(r"\bholds?\b|\bforms?\b|\brequests?\b", low)
        return soft is not None and (held is None or soft.start() < held.start())
    act = next((at for at, named in hits(low) if named is metric), None)
    return soft is not None and (act is None or soft.start() < act)


def metric_of(low: str, about: bool) -> Metric | None:
    """The metric of folded words, ours or not."""
    noun, fed = bool(patterns.DETAINER.search(low)), bool(FED.search(low))
    if not (noun or fed or about) or patterns.EVICTION.search(low):
        return None
    found = list(hits(low if (able := _ABLE.search(low)) is None else low[: able.start()]))
    if re.search(r"\bi-?247n\b", low) and re.search(r"\bi-?247[ad]?\b|\bdetainers?\b", low):
        found = [(at, metric) for at, metric in found if metric is not Metric.NOTIFIED]
    if _WAITS.search(low):
        found = [(at, metric) for at, metric in found if metric is not Metric.TRANSFERRED]
    said = {metric for _at, metric in found}
    stock = bool(patterns.STOCK.search(low)) and not patterns.REST.match(low)
    if (
        patterns.COST.search(re.sub(r"\(.*?\)", "", low))
        and not said & {Metric.DECLINED, Metric.WITHDRAWN}
        and not re.search(r"\bno cost", low)
    ):
        return Metric.COST
    if (
        Metric.NOTIFIED in said
        and re.search(r"\bcompl(?:ied|y)", low)
        and not re.search(r"\bheld|\bkept", low)
    ):
        return Metric.NOTIFIED
    for metric in (Metric.DECLINED, Metric.WITHDRAWN):
        if metric in said:
            return metric
    if patterns.UNPAPERED.search(low):
        return Metric.DECLINED
    if patterns.ELSEWHERE.search(low) and not fed:
        return None
    found = [(at, metric) for at, metric in found if not _denied(low, at)]
    if found:
        metric = min(found)[1]
        if metric is Metric.HONORED and Metric.TRANSFERRED in {m for _at, m in found}:
            metric = Metric.TRANSFERRED
        if metric is Metric.HONORED and stock and _held(low, noun):
            return Metric.ACTIVE
        return metric
    if re.search(
        r"\breleas|\bexpired\b|\bnot (?:picked|collected|transferred|taken)|\bnever (?:came|collected)", low
    ):
        return None
    if stock and _stocked(low, noun, about):
        return Metric.ACTIVE
    if re.fullmatch(r"(?:i-?247)?n (?:forms?|type)", low):
        return Metric.NOTIFIED
    if noun or (about and patterns.ASK.search(low)):
        return Metric.REQUESTS
    return None


#: what could be done with them, not what was
_ABLE: Final = re.compile(r"\b(?:eligible|qualif\w+|subject|entitled) (?:for|to|under)\b|\bwould\b")
#: a pickup that is still to come
_WAITS: Final = re.compile(
    r"\b(?:awaiting|waiting (?:for|on)|pending) (?:\w+ ){0,2}?(?:pick-?up|transfer|custody)"
)


def _held(low: str, noun: bool) -> bool:
    """Whether people are told to be held for ICE at one moment."""
    ours = noun or re.search(r"\bfor (?:ice|immig|federal)", low)
    return bool(ours and not patterns.FLOW.search(low) and re.search(r"\b(?:held|detained|kept)\b", low))


def _stocked(low: str, noun: bool, about: bool) -> bool:
    """Whether words of a moment are about detainers."""
    flow = bool(patterns.FLOW.search(low))
    crowd = "still" not in low and bool(patterns.CROWD.search(low))
    bare = about and not crowd and not flow and len(low.split()) <= 8
    if not (noun or re.search(r"\bholds?\b|\bice\b", low) or bare):
        return False
    standing = re.search(r"\b(?:active|outstanding|currently|on hand|on file|in custody)\b", low)
    return bool(standing) or not flow


def _denied(low: str, at: int) -> bool:
    return bool(re.search(r"\b(?:not|never|n't|no)\s+(?:been |be |yet )?$", low[max(0, at - 14) : at]))


def flows(low: str) -> bool:
    """Whether words tell of what came in, not of what is there."""
    return bool(patterns.FLOW.search(low))
