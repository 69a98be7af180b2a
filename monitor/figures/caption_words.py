"""The words of heads and labels: which metric a few words count, what is none of ours, what names a part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from config.words import Metric
from monitor.figures.metric_words import FED, hits

DETAINER: Final = re.compile(
    r"\bdetainers?\b|\bi-?247\w*|\b247s?\b|\b(?:ice|immigration|imm|dhs|federal immigration)[ "
    r"-]+(?:holds?|requests?|flags?|"
    r"forms?|retainers?|asks?)\b|\bhold(?:ing)? requests?\b|\brequests? (?:to|for a) (?:hold|"
    r"detain\w*|detention)|"
    r"\bdetention requests?\b|\bholds? (?:for|by|from|placed|received|lodged|entered|asked|requested)\b"
)
ABOUT: Final = re.compile(
    r"\bdetainers?\b|\bi-?247|\bice\b|immigration|\bimm\b|homeland|\b287\(?g|\bdhs\b|federal agents?|customs"
)
EVICTION: Final = re.compile(r"unlawful[ -]detainer|\bevict|\blandlord|\btenants?\b")
_COST: Final = re.compile(
    r"reimburs\w*|\bcosts?\b|\binvoic\w+|\bbilled\b|\bdollars\b|\bpayments?\b|\bpaid\b|\bspent\b|"
    r"\bexpen[sd]\w*|\bamount\b|\bclaimed\b|\$(?!\d)"
)
_HARD: Final = re.compile(
    r"\b(?:probation|parole|warrant|marshals?|usms|military|out-of-state|in-state|other "
    r"(?:agency|state|county)) (?:detainers?|holds?)\b|"
    r"^(?:counties|agencies|jails|departments|sheriffs|facilities|jurisdictions|cities|"
    r"municipalities) (?:with|that|which|reporting|having|listed)|"
    r"%|\bpercent\w*|\bpct\b|\bshare of\b|^share\b|\brates?\b|\bratio\b|\baverages?\b|\bavg\b|"
    r"\bmedian\b|\bmean\b|\bper (?:day|week|month|100|1,000|capita|diem|inmate|person)|"
    r"\b(?:change|diff(?:erence)?|increase|decrease) (?:from|since|over|in|on)\b|^(?:net "
    r")?(?:change|diff(?:erence)?|increase|decrease)\b|\bchange$|\+/-|^(?:id|age|no\.?|code)$"
)
_LOOSE: Final = re.compile(
    r"\brank\b|\bpage\b|(?<!\d )(?<!-)\b(?:days|nights|hours)\b(?! (?:ran|passed|expired|and))|"
    r"\blength\b|\bphone\b|\btel\b|\bfax (?:no|number)|\bzip\b|\bdeaths\b|"
    r"\b(?:booking|case|file|id|docket|badge) (?:no|number|id)\b|\bindex\b|\bprobable\b"
)
_SOFT: Final = re.compile(
    r"\b(?:bookings?|booked|book-?ins?|book-?outs?|admissions?|admitted|intakes?|commitments?|population|adp|capacity|"
    r"beds?|census|headcount|budget|arrests?|arrestees|arrested|removals?|removed|deport\w*|"
    r"encounters?|interview\w*|inquir\w+|quer(?:y|ies)|checks?|screen\w*|fingerprint\w*|"
    r"officers?|deput(?:y|ies)|staff|ftes?|positions?|overtime|salar\w+|vacanc\w+|"
    r"calls for|warrants?|i-?200\w*|i-?205\w*|i-?213|subpoenas?|marshals?|parole|probation|"
    r"visas?|complaints?|citations?|train\w*|visits?|visitors?|meals?|escapes?|incidents?|"
    r"grievances?|contract\w*|rent(?:al|ed)|board(?:ers|ing)|grants?|lawsuits?|claims|suits|"
    r"foreign-born|born|match\w*|hits|submissions|consent\w*|convictions?|sworn|employees|"
    r"sentenced|pre-?trial|housed|housing|detainees|charges?|offenses?|crimes?|stops|raids?|"
    r"warrantless|patrol\w*|vehicles?|courts?|other states?|extradit\w*|out-of-state|fugitive|"
    r"weekenders|walkaways|tickets|applications?|records? requests?|public records|forwarded to|"
    r"information requests|requests? for information|copies|pages|postage|trial|u\.s\. citizens|"
    r"citizens|naturaliz\w*|"
    r"translat\w*|interpret\w*|forms? i-9|phone|mail|case files|reports?|minutes|hearing|"
    r"agencies (?:with|that)|consular|queries|jobs|employers?|students?|licenses?|cameras?|"
    r"releases|commissary|medical|suicide\w*|juveniles held)\b"
)
_STOCK: Final = re.compile(
    r"\b(?:active|outstanding|in[ -]house|last (?:day|night)|end of|eom|year-?end|month-?end|"
    r"currently|current|in custody|on hand|on file|pending|still (?:here|in|held|open)|remaining|"
    r"remain|open|"
    r"in jail|as of|today|tonight|this (?:morning|evening)|on (?:that|this|the) (?:day|date)|"
    r"snapshot|roster|count on|midnight|at the end|in stock|(?:inmates|persons|people|prisoners|"
    r"individuals|those|offenders|detainees) with|unresolved|under (?:an? )?(?:ice|immigration) "
    r"(?:detainer|hold)|awaiting|waiting|present|now)\b|"
    r"\bon (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d|\bon \d{1,2}/\d"
)
_FLOW: Final = re.compile(
    r"\b(?:receiv\w+|rec'?d|recd|rcvd|lodg\w+|issu\w+|presented|submitted|sent|logged|new|"
    r"entered|intake|at booking|booked|came|got|asked|fil(?:ed|ings)|placed|made|faxed|served|"
    r"delivered)\b"
)
_CROWD: Final = re.compile(
    r"\b(?:custody|counts?|inmates|population|midnight|persons|people|prisoners|individuals|"
    r"cases|files|positions)\b"
)
_ASK: Final = re.compile(
    r"\b(?:receiv\w+|rec'?d|recd|rcvd|lodg\w+|issu\w+|presented|placed|fil(?:ed|ings?)|submitted|"
    r"sent|logged|requests?|requested|forms?|asked|asks|detainers?|holds?|i-?247\w*|247\w*|"
    r"entered|put on|faxes|faxed|came in|served|flags|new$|incoming)\b"
)
_NEUTRAL: Final = re.compile(
    r"(?:the |of )?(?:numbers?|count|counts|total|totals|persons?|people|individuals?|inmates?|"
    r"cases|instances|times|figures?|value|values|quantity|qty|#|n|no|num|answer|response|result|"
    r"responsive|this (?:year|quarter|month|week|period)|last (?:year|quarter|month|week)|prior "
    r"(?:year|quarter|month|period)|how many|all|statistic|data|ytd|year to date|"
    r"reported|reporting period|current (?:year|quarter|month|period)|previous (?:year|quarter|"
    r"month|period)|tally|sum|events?|occurrences|men|women|(?:per |from |according to )?(?:the "
    r")?(?:ice|dhs|sheriff|jail|county|trac)(?:'s)?(?: (?:data|counts?|records|figures|numbers?|"
    r"says))?(?: \(.*\))?)(?: (?:of|in|for|to date|persons|people|cases|total|count|number|only|"
    r"reported|period|\d+))*"
)
_PLACE: Final = re.compile(
    r"[a-z.' -]{3,36} (?:co\.?|county|parish|counties|jail|p\.?d\.?|police|sheriff(?:'s office)?|department|"
    r"city|township|borough|reservation|facility|cent(?:er|re)|complex|camp|prison|institution|annex|unit|tower|"
    r"workhouse|barracks)(?: \(.*\))?"
)
_ACTED: Final = re.compile(r"\b(?:to|by|from|at|quer|bookings?|arrests?|checks?|calls?|reports?)\b")
_TIME: Final = (
    r"(?:fy|cy|ffy|sfy|calendar|fiscal|federal|state|years?|yr|in|for|the|to|date|ytd|through|"
    r"thru|first|second|third|fourth|1st|2nd|3rd|4th|half|quarters?|qtr|months?|weeks?|of|ending|"
    r"ended|ends|partial|part|prelim(?:inary)?|prior|"
    r"so far|since|before|after|from|until|and|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|jan|feb|mar|apr|"
    r"jun|jul|aug|sept?|oct|nov|dec|q[1-4]|h[12]|[1-4]q|\d{1,2}|(?:19|20)\d\d|'\d\d|fy\d\d+|"
    r"cy\d\d+|ffy\d\d+|spring|summer|fall|winter|only|monday|week|wk)"
)
PERIOD: Final = re.compile(rf"(?:{_TIME}[*†‡]*[ .,()'/:–—-]*)+")
TOTAL: Final = re.compile(
    r"\W*(?:grand |sub-?|year |annual )?(?:totals?|all(?! others?\b)|sum|state(?:wide)?(?: "
    r"total)?$|county ?wide|combined|overall|system ?wide|entire|whole|ytd|year to date)\b|"
    r".*\btotals?$"
)
_OF: Final = re.compile(r"\bof (?:which|whom|these|those|them)\b|^of (?:the|line|item|row) ")
_PART: Final = re.compile(
    r"\bincluding\b|\b(?:with|having|without|no) (?:an? |any )?(?:prior |only )?(?:judicial|"
    r"judge|criminal|felony|misdemeanor|conviction|court order|warrant|i-?200|administrative|"
    r"pending charge|local charge)|"
    r"\b(?:charged|convicted|accused|booked) (?:with|of|for|on)\b|\b(?:on|for) (?:persons|people|"
    r"inmates|those) (?:with|charged|convicted)|\bby (?:fax|e-?mail|phone|mail|hand|charge|"
    r"reason|district|country|nationality)\b|"
    r"\b(?:felon(?:y|ies)|misdemeanors?|traffic|violent|non-?violent|juveniles?|minors|females?|"
    r"males?) (?:only|charges?|cases?|detainers?|holds?|offen[cs]es?)|\b(?:through|via|over|"
    r"from) (?:vcin|ncic|e-?mail|fax|the web|teletype)|\bonly\b.*\bcharge|"
    r"\brequests? (?:for|of) (?:advance )?noti|\b(?:asked|wanted|seeking) only (?:to be )?noti|"
    r"\b(?:lodged|received|issued) (?:before|prior to)\b|\b(?:lodged|received|issued) in (?:19|"
    r"20)\d\d\b.*\bonly"
)
_NAMED_PART: Final = re.compile(
    r"\b(?:dui|dwi|oui|driving|assault|battery|drugs?|narcotics?|controlled|felon(?:y|ies)|"
    r"misdemeanors?|traffic|theft|larceny|homicide|murder|manslaughter|sex(?:ual)?|rape|weapons?|"
    r"firearms?|domestic|robber(?:y|ies)|burglar\w+|"
    r"convict\w+|charges?|charged|violent|violence|criminal|male|female|males|females|men|women|"
    r"adults?|juveniles?|minors?|fax(?:ed)?|e-?mail(?:ed)?|telephone|in person|by hand|in "
    r"writing|trespass\w*|shoplift\w*|arson|fraud|forgery|kidnap\w*|"
    r"larcen\w*|property|person crimes?|disorderly|warrant|judicial|administrative|civil only|"
    r"gang|terror\w*|other (?:charges?|reasons?|countries|nationalit\w+|offenses?|crimes?|"
    r"districts?|facilities|stations?)|all others?|others?$|unknown|"
    r"(?<!new )mexic\w+|guatemal\w+|hondur\w+|(?:el )?salvador\w*|brazil\w*|dominican\w*|"
    r"ecuador\w*|colombia\w*|venezuel\w*|haiti\w*|jamaica\w*|cuba|cuban|cubans|nicaragua\w*|"
    r"china|chinese|india|vietnam\w*|peru|peruvian\w*|cape verde\w*|"
    r"liberia\w*|somali\w*|russia\w*|canad\w+|philippin\w+|korea\w*|haitian\w*|africa\w*|asia\w*|"
    r"europe\w*|annex|substation|(?:facility|complex|unit|camp|tower)$|precinct|"
    r"station|troop [a-z]|district \w+|zone \w+|area \w+|"
    r"unit \w+|shift)\b"
)
PART_HEAD: Final = re.compile(
    r"\b(?:districts?|facilit(?:y|ies)|charges?|offen[cs]es?|reasons?|nationalit\w+|countr(?:y|"
    r"ies)|citizenship|channel|sex|gender|precincts?|stations?|divisions?|how|types?|categor(?:y|"
    r"ies)|race|level|basis|grounds?|crimes?|"
    r"method|means|age|ages|troop|borough|building|housing|shift|field office|source of|court|"
    r"courthouse|criminal history|conviction)\b"
)
WHOLE_HEAD: Final = re.compile(
    r"\b(?:count(?:y|ies)|parish(?:es)?|agenc(?:y|ies)|sheriffs?(?:'s)?|cit(?:y|ies)|towns?|"
    r"states?|jurisdictions?|departments?|municipalit\w+|years?|months?|quarters?|periods?|fy|"
    r"fiscal|jails?|weeks?|dates?)\b"
)
SPLIT: Final = re.compile(
    r"\bby (?:most serious |top |lead |highest |primary |arresting |booking )?(?:charge|"
    r"offen[cs]e|reason|nationality|country|citizenship|channel|district|judicial district|"
    r"facility|precinct|station|sex|gender|crime|race|ground|borough|type|means|category|"
    r"conviction|method|age)\b|"
    r"\b(?:country|place) of (?:birth|origin|citizenship)|\breasons? (?:given|stated|for)|\bmost "
    r"serious|\btop charges?\b|\bcharges? of\b|\bbroken (?:down|out) by|\bhow (?:they|it) "
    r"(?:came|arrived|were sent)"
)
AUTHORITY: Final = re.compile(
    r"\bby (?:issuing |holding |requesting |outside )?(?:authority|agency type|holder|type of "
    r"hold|kind of hold|hold type)|\bwarrants? (?:and|or) (?:detainers|holds)|\b(?:detainers|"
    r"holds) (?:and|or) warrants|\bdetainer warrants|\bholds\b[^|]{0,40}\bby (?:agency|authority|"
    r"jurisdiction)|\bholds? and detainers on\b|\bholds for (?:other|outside) agenc|\b(?:all|"
    r"other) (?:holds|detainers)\b"
)


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
    r"^\W*(?:\(?(?:[0-9]{1,2}|[a-h]|[ivx]{1,4})[a-z]?[0-9]?[.)]\s+)+|^\W*q\s?\d*[.:]\s+|^[-•–—*·▪>\s]+"
)
_LEAD: Final = re.compile(r"^(?:the )?(?:total )?(?:number|count|no\.|#|how many)(?: of)? ")


@lru_cache(maxsize=4096)
def read(text: str, about: bool) -> Words:
    """What folded words say; `about`: detainers or ICE are spoken of around them."""
    low = _ENUM.sub("", text[:300].replace("_", " ").replace("i.c.e.", "ice")).strip(" .:*-?\"'")
    if not low:
        return Words(neutral=True)
    if PERIOD.fullmatch(low + " "):
        return Words(neutral=True)
    total = bool(TOTAL.match(low))
    if _NEUTRAL.fullmatch(low):
        return Words(neutral=True, total=total)
    low = _LEAD.sub("", low)
    noun = DETAINER.search(low)
    fed = bool(FED.search(low))
    loose, act = _LOOSE.search(low), _first(low)
    hard = bool(_HARD.search(low)) or (loose is not None and not (act is not None and act < loose.start()))
    named = bool(_NAMED_PART.search(low))
    said = metric_of(low, about)
    whole = said not in (None, Metric.REQUESTS, Metric.ACTIVE)
    part = bool(_PART.search(low)) or (not whole and bool(_OF.search(low)))
    metric = None if hard and not _priced(low) else said
    if metric is Metric.COST:
        hard = False
    soft = bool(_SOFT.search(low))
    if soft and metric is not None and not noun:
        metric = None if _alien_first(low, metric) else metric
    alien = hard or (soft and metric is None)
    place = metric is None and _PLACE.fullmatch(low) is not None and not _ACTED.search(low)
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
    noun = DETAINER.search(low)
    at = [where for where, _metric in hits(low)]
    return min([*at, noun.start()] if noun else at, default=None)


def _priced(low: str) -> bool:
    """Whether money is named, so that days and rates are how it was reckoned."""
    return bool(re.search(r"\$|\bcosts?\b|reimburs", low)) and not re.search(
        r"\b(?:average|avg|per (?:day|diem|inmate|person)|daily)\b", low
    )


def _alien_first(low: str, metric: Metric) -> bool:
    """Whether what is none of ours is the thing counted: it stands before the act."""
    soft = _SOFT.search(low)
    if metric in (Metric.REQUESTS, Metric.ACTIVE):
        held = re.search(r"\bholds?\b|\bforms?\b|\brequests?\b", low)
        return soft is not None and (held is None or soft.start() < held.start())
    act = next((at for at, named in hits(low) if named is metric), None)
    return soft is not None and (act is None or soft.start() < act)


def metric_of(low: str, about: bool) -> Metric | None:
    """The metric of folded words, ours or not."""
    noun, fed = bool(DETAINER.search(low)), bool(FED.search(low))
    if not (noun or fed or about) or EVICTION.search(low):
        return None
    found = list(hits(low))
    said = {metric for _at, metric in found}
    stock = bool(_STOCK.search(low))
    if (
        _COST.search(re.sub(r"\(.*?\)", "", low))
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
    if noun or (about and _ASK.search(low)):
        return Metric.REQUESTS
    return None


def _held(low: str, noun: bool) -> bool:
    """Whether people are told to be held for ICE at one moment."""
    ours = noun or re.search(r"\bfor (?:ice|immig|federal)", low)
    return bool(ours and not _FLOW.search(low) and re.search(r"\b(?:held|detained|kept)\b", low))


def _stocked(low: str, noun: bool, about: bool) -> bool:
    """Whether words of a moment are about detainers."""
    flow = bool(_FLOW.search(low))
    crowd = "still" not in low and bool(_CROWD.search(low))
    bare = about and not crowd and not flow and len(low.split()) <= 8
    if not (noun or re.search(r"\bholds?\b|\bice\b", low) or bare):
        return False
    standing = re.search(r"\b(?:active|outstanding|currently|on hand|on file|in custody)\b", low)
    return bool(standing) or not flow


def _denied(low: str, at: int) -> bool:
    return bool(re.search(r"\b(?:not|never|n't|no)\s+(?:been |be |yet )?$", low[max(0, at - 14) : at]))


def flows(low: str) -> bool:
    """Whether words tell of what came in, not of what is there."""
    return bool(_FLOW.search(low))


__all__ = [
    "ABOUT",
    "AUTHORITY",
    "DETAINER",
    "EVICTION",
    "FED",
    "PART_HEAD",
    "PERIOD",
    "SPLIT",
    "TOTAL",
    "WHOLE_HEAD",
    "Words",
    "flows",
    "metric_of",
    "read",
]
