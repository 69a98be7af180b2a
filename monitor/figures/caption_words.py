"""The words of heads and labels: which metric a few words count, what is none of ours, what names a part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from config.words import Metric

_FEDS: Final = r"(?:the )?(?:u\.?s\.? )?(?:ice|i\.c\.e\.|immigration(?: and customs)?|dhs|ero|federal|feds|cbp|border patrol|agents?|homeland)"
DETAINER: Final = re.compile(
    r"\bdetainers?\b|\bi-?247\w*|\b247s?\b|\b(?:ice|immigration|imm|dhs|federal immigration)[ -]+(?:holds?|requests?|flags?|"
    r"forms?|retainers?|asks?)\b|\bhold(?:ing)? requests?\b|\brequests? (?:to|for a) (?:hold|detain\w*|detention)|"
    r"\bdetention requests?\b|\bholds? (?:for|by|from|placed|received|lodged|entered|asked|requested)\b"
)
ABOUT: Final = re.compile(
    r"\bdetainers?\b|\bi-?247|\bice\b|immigration|\bimm\b|homeland|\b287\(?g|\bdhs\b|federal agents?|customs"
)
EVICTION: Final = re.compile(r"unlawful[ -]detainer|\bevict|\blandlord|\btenants?\b")
_VERBS: Final = (
    r"(?:honou?r\w*|compl\w+|acted|action\w*|held|hold|granted|grant|accepted|followed|enforced|kept|keep|obeyed|"
    r"fulfilled|detained|met|taken up|approved|executed|respected|observed|carried out)"
)
_RULES: Final = (
    (Metric.DECLINED, rf"\b(?:not|never|isn't|aren't|were no|n't)(?: \w+)?? (?:been |be |to )?{_VERBS}|\b(?:no|without) (?:action|compliance|hold placed)|"
                      r"\b(?:declin|reject|refus|ignor|disregard|rebuff|dishonor|unhonor|overrid|bounc)\w*|\bden(?:ied|ials?|y)\b|"
                      r"\bnon-?(?:complian|honor)\w*|\bno action taken|\bun(?:fulfilled|answered|heeded)|"
                      r"\b(?:released?|discharged?|freed|let (?:go|out)|walked out|bailed|bonded)\b[^|]{0,40}\b(?:despite|in spite|anyway|without|"
                      rf"{_FEDS} (?:not|did not|didn't|absent|no)\b|no {_FEDS}|over (?:a |the )?detainer|detainer not|(?:on|to) (?:the )?(?:street|community|public|own|family|bail|bond)\b|"
                      r"on schedule|as usual|(?:in )?(?:the )?ordinary|with (?:an? )?(?:active |open )?(?:ice )?(?:detainer|hold)|out of|free|front door)|"
                      rf"\b{_FEDS} (?:request|detainer|hold)s? not |\b(?:turned|turning) (?:down|away|back)|\b(?:lifted|cancel\w+|removed|cleared|dropped|voided) by (?:the |this )?(?:county|sheriff|jail|office|city|department|us)|"
                      r"\b(?:sent|returned|mailed) back|\blet go\b|\bset aside\b|\bset free\b|\bdid not hold\b|\breturned (?:unsigned|unserved|unhonored)|\bno longer followed|\bkept \(no\)|\bheld \(no\)|\bshredded|\bto (?:the )?streets?\b|\bno[ -]shows?\b|\bnotwithstanding\b|^(?:rel\w* )?to (?:the )?(?:community|public|family|bond|bail)\b|\bfiled and forgotten"),
    (Metric.WITHDRAWN, r"\b(?:lift|cancel|rescin|rescission|withdr|void|revo[ck]|retract|recall|dropp|drops?\b)\w*|\bcalled off|\b(?:took|take|taken|pulled|called) back|"
                       rf"\b(?:removed|cleared|ended|closed|abandoned|pulled) by {_FEDS}|\b{_FEDS} (?:removed|no longer wanted|changed its mind|pulled|abandoned|let drop)|\bno longer wanted|\breleases? of detainer|\bdetainers? (?:released|removed) by"),
    (Metric.TRANSFERRED, r"\b(?:transfer|handover|pick-?up|turn-?over|hand-?off|surrender)\w*|\bturn(?:ed|s|ing)? (?:\w+ )?over|\bhand(?:ed|ing|s)? (?:\w+ )?(?:over|to|off)|\bpick(?:ed|s|ing)?[ -](?:\w+ )?up\w*|"
                         rf"\b(?:releas\w+|discharg\w+|given|gave|gone|went|go|going|left|leaving|leave|walked|delivered|remanded|sent|moved|passed|conveyed|driven|taken|bused|out) (?:\w+ ){{0,3}}?(?:w/|to|with|by|into|in(?:to)? the custody of|in|for) ?{_FEDS}\b|"
                         rf"\btaken (?:by|into|away|in|up)|\bcollected\b|\b(?:in)?to (?:the )?(?:custody|hands) of|\bcustody (?:assumed|taken|accepted)|\b(?:took|taking|take|assumed|accepted|gained) (?:into )?custody|"
                         rf"(?<!not to )\bto {_FEDS}(?:'s)?(?: custody)?(?:$|[ )(,/])(?!notif)|\b(?:in|into) (?:ice|federal|immigration|dhs)(?:'s)? (?:custody|hands|van)|"
                         rf"\b{_FEDS} (?:pick|took|taken|assumed|came|appeared|arrived|collected|fetched|got|takes|custody|retrieved|showed|pickup|at the door|(?:then |actually |later )?take)\w*|\bcame (?:and|to|for)|\bcome for|\bfetched|\bretrieved|\bshowed up|\btaken$|\btaken\b(?! (?:off|on|from))|\bvan\b|\bwalked over|\b(?:rel|tot|tr|xfer|t/o)[ -.]+(?:to )?(?:fed|ice|imm)|\bdelivered\b|\bxfer"),
    (Metric.NOTIFIED, rf"\bnotif\w*|\brequests? for (?:advance )?(?:notice|release)|\bi-?247n\b|\bcalls? (?:made )?to {_FEDS}|\bcall(?:ed)? {_FEDS}|\b(?:ice|agents?|ero|dhs) (?:was |were )?(?:told|called|alerted|informed|advised|phoned)|\b(?:told|alerted|informed|advised|phoned|tipped|telephoned) {_FEDS}|"
                      r"\breleases? (?:dates?|times?|info\w*|notices?)|\brelease-(?:date|info)|\bnotices? (?:sent|given|to|of|made|faxed)|\binformation (?:given|provided|shared|requests answered)|\bice told|\bphone calls|\bcalls made|\badvance notice|\bheads-up"),
    (Metric.HONORED, r"\bhono(?:u)?r\w*|\bcompl(?:ied|y|iance|ying|ies)\b|\bheld\b|\bhold(?:ing)? (?:beyond|past)|\b(?:granted|accepted|followed|fulfilled|enforced|obeyed|executed)\b|\bacted (?:up)?on|\baction taken|\bkept\b|\bdetained\b|"
                     r"\bdetentions? (?:under|on|pursuant|beyond|past|solely|for)|\bdetention beyond|\bextra (?:time|hours)|\bheld past|\bholds? honored|\bprolonged|\bcooperat\w+|\bpast (?:their |the )?(?:local )?release|\bapproved\b|\bhold actually|\b(?:hold|keep|held|kept) extra|\b(?:did|do) (?:you|we|they|the \w+) (?:hold|keep|detain|honor|comply)"),
)  # fmt: skip
_COST: Final = re.compile(
    r"reimburs\w*|\bcosts?\b|\binvoic\w+|\bbilled\b|\bdollars\b|\bpayments?\b|\bpaid\b|\bspent\b|\bexpen[sd]\w*|\bamount\b|\breceipts\b|\bclaimed\b|\$"
)
_HARD: Final = re.compile(
    r"\b(?:probation|parole|warrant|marshals?|usms|military|out-of-state|in-state|other (?:agency|state|county)) (?:detainers?|holds?)\b|"
    r"^(?:counties|agencies|jails|departments|sheriffs|facilities|jurisdictions|cities|municipalities) (?:with|that|which|reporting|having|listed)|"
    r"%|\bpercent\w*|\bpct\b|\bshare of\b|^share\b|\brates?\b|\bratio\b|\baverages?\b|\bavg\b|\bmedian\b|\bmean\b|\bper (?:day|week|month|100|1,000|capita|diem|inmate|person)|"
    r"\b(?:change|diff(?:erence)?|increase|decrease) (?:from|since|over|in|on)\b|^(?:net )?(?:change|diff(?:erence)?|increase|decrease)\b|\bchange$|\+/-|^(?:id|age|no\.?|code)$"
)
_LOOSE: Final = re.compile(
    r"\brank\b|\bpage\b|(?<!\d )(?<!-)\b(?:days|nights|hours)\b(?! (?:ran|passed|expired|and))|\blength\b|\bphone\b|\btel\b|\bfax (?:no|number)|\bzip\b|\bdeaths\b|"
    r"\b(?:booking|case|file|id|docket|badge) (?:no|number|id)\b|\bindex\b|\bprobable\b"
)
_SOFT: Final = re.compile(
    r"\b(?:bookings?|booked|admissions?|admitted|intakes?|commitments?|population|adp|capacity|beds?|census|headcount|budget|arrests?|arrestees|arrested|removals?|removed|deport\w*|"
    r"encounters?|interview\w*|inquir\w+|quer(?:y|ies)|checks?|screen\w*|fingerprint\w*|officers?|deput(?:y|ies)|staff|ftes?|positions?|overtime|salar\w+|vacanc\w+|"
    r"calls for|warrants?|i-?200\w*|i-?205\w*|i-?213|subpoenas?|marshals?|parole|probation|visas?|complaints?|citations?|train\w*|visits?|visitors?|meals?|escapes?|incidents?|"
    r"grievances?|contract\w*|rent(?:al|ed)|board(?:ers|ing)|grants?|lawsuits?|claims|suits|foreign-born|born|match\w*|hits|submissions|consent\w*|convictions?|sworn|employees|"
    r"sentenced|pre-?trial|housed|housing|detainees|charges?|offenses?|crimes?|stops|raids?|warrantless|patrol\w*|vehicles?|courts?|other states?|extradit\w*|out-of-state|fugitive|"
    r"weekenders|walkaways|tickets|applications?|records? requests?|public records|forwarded to|information requests|requests? for information|copies|pages|postage|trial|u\.s\. citizens|citizens|naturaliz\w*|"
    r"translat\w*|interpret\w*|forms? i-9|phone|mail|case files|reports?|minutes|hearing|agencies (?:with|that)|consular|queries|jobs|employers?|students?|licenses?|cameras?|releases|commissary|medical|suicide\w*|juveniles held)\b"
)
_STOCK: Final = re.compile(
    r"\b(?:active|outstanding|in[ -]house|last (?:day|night)|end of|eom|year-?end|month-?end|currently|current|in custody|on hand|on file|pending|still (?:here|in|held|open)|remaining|remain|open|"
    r"in jail|as of|today|tonight|this (?:morning|evening)|on (?:that|this|the) (?:day|date)|snapshot|roster|count on|midnight|at the end|in stock|(?:inmates|persons|people|prisoners|individuals|those|offenders|detainees) with|unresolved|under (?:an? )?(?:ice|immigration) (?:detainer|hold)|awaiting|waiting|present|now)\b|"
    r"\bon (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d|\bon \d{1,2}/\d"
)
_FLOW: Final = re.compile(
    r"\b(?:receiv\w+|rec'?d|recd|rcvd|lodg\w+|issu\w+|presented|submitted|sent|logged|new|entered|intake|at booking|booked|came|got|asked|fil(?:ed|ings)|placed|made|faxed|served|delivered)\b"
)
_CROWD: Final = re.compile(
    r"\b(?:custody|counts?|inmates|population|midnight|persons|people|prisoners|individuals|cases|files|positions)\b"
)
_ASK: Final = re.compile(
    r"\b(?:receiv\w+|rec'?d|recd|rcvd|lodg\w+|issu\w+|presented|placed|fil(?:ed|ings?)|submitted|sent|logged|requests?|requested|forms?|asked|asks|detainers?|holds?|i-?247\w*|247\w*|entered|put on|faxes|faxed|came in|served|flags|new$|incoming)\b"
)
_NEUTRAL: Final = re.compile(
    r"(?:the |of )?(?:numbers?|count|counts|total|totals|persons?|people|individuals?|inmates?|cases|instances|times|figures?|value|values|amount|quantity|qty|#|n|no|num|answer|response|result|"
    r"responsive|this (?:year|quarter|month|week|period)|last (?:year|quarter|month|week)|prior (?:year|quarter|month|period)|how many|all|statistic|data|ytd|year to date|"
    r"reported|reporting period|current (?:year|quarter|month|period)|previous (?:year|quarter|month|period)|tally|sum|events?|occurrences|men|women|(?:per |from |according to )?(?:the )?(?:ice|dhs|sheriff|jail|county|trac)(?:'s)?(?: (?:data|counts?|records|figures|numbers?|says))?(?: \(.*\))?)(?: (?:of|in|for|to date|persons|people|cases|total|count|number|only|reported|period|\d+))*"
)
_PLACE: Final = re.compile(
    r"[a-z.' -]{3,28} (?:co\.?|county|parish|counties|jail|p\.?d\.?|police|sheriff(?:'s office)?|department|city|township|borough|reservation)(?: \(.*\))?"
)
_TIME: Final = (
    r"(?:fy|cy|ffy|sfy|calendar|fiscal|federal|state|years?|yr|in|for|the|to|date|ytd|through|thru|first|second|third|fourth|1st|2nd|3rd|4th|half|quarters?|qtr|months?|weeks?|of|ending|ended|ends|partial|part|prelim(?:inary)?|prior|"
    r"so far|since|before|after|from|until|and|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|"
    r"jun|jul|aug|sept?|oct|nov|dec|q[1-4]|h[12]|[1-4]q|\d{1,2}|(?:19|20)\d\d|'\d\d|fy\d\d+|cy\d\d+|ffy\d\d+|spring|summer|fall|winter|only|monday|week|wk)"
)
PERIOD: Final = re.compile(rf"(?:{_TIME}[*†‡]*[ .,()'/:–—-]*)+")
TOTAL: Final = re.compile(
    r"\W*(?:grand |sub-?|year |annual )?(?:totals?|all(?! others?\b)|sum|state(?:wide)?(?: total)?$|county ?wide|combined|overall|system ?wide|entire|whole|ytd|year to date)\b|.*\btotals?$"
)
_OF: Final = re.compile(r"\bof (?:which|whom|these|those|them)\b|^of (?:the|line|item|row) ")
_PART: Final = re.compile(
    r"\bincluding\b|\b(?:with|having|without|no) (?:an? |any )?(?:prior |only )?(?:judicial|judge|criminal|felony|misdemeanor|conviction|court order|warrant|i-?200|administrative|pending charge|local charge)|"
    r"\b(?:charged|convicted|accused|booked) (?:with|of|for|on)\b|\b(?:on|for) (?:persons|people|inmates|those) (?:with|charged|convicted)|\bby (?:fax|e-?mail|phone|mail|hand|charge|reason|district|country|nationality)\b|"
    r"\b(?:felon(?:y|ies)|misdemeanors?|traffic|violent|non-?violent|juveniles?|minors|females?|males?) (?:only|charges?|cases?|detainers?|holds?|offen[cs]es?)|\b(?:through|via|over|from) (?:vcin|ncic|e-?mail|fax|the web|teletype)|\bonly\b.*\bcharge|"
    r"\brequests? (?:for|of) (?:advance )?noti|\b(?:asked|wanted|seeking) only (?:to be )?noti|\b(?:lodged|received|issued) (?:before|prior to)\b|\b(?:lodged|received|issued) in (?:19|20)\d\d\b.*\bonly"
)
_NAMED_PART: Final = re.compile(
    r"\b(?:dui|dwi|oui|driving|assault|battery|drugs?|narcotics?|controlled|felon(?:y|ies)|misdemeanors?|traffic|theft|larceny|homicide|murder|manslaughter|sex(?:ual)?|rape|weapons?|firearms?|domestic|robber(?:y|ies)|burglar\w+|"
    r"convict\w+|charges?|charged|violent|violence|criminal|male|female|males|females|men|women|adults?|juveniles?|minors?|fax(?:ed)?|e-?mail(?:ed)?|telephone|in person|by hand|in writing|trespass\w*|shoplift\w*|arson|fraud|forgery|kidnap\w*|"
    r"larcen\w*|property|person crimes?|disorderly|warrant|judicial|administrative|civil only|gang|terror\w*|other (?:charges?|reasons?|countries|nationalit\w+|offenses?|crimes?|districts?|facilities|stations?)|all others?|others?$|unknown|"
    r"(?<!new )mexic\w+|guatemal\w+|hondur\w+|(?:el )?salvador\w*|brazil\w*|dominican\w*|ecuador\w*|colombia\w*|venezuel\w*|haiti\w*|jamaica\w*|cuba|cuban|cubans|nicaragua\w*|china|chinese|india|vietnam\w*|peru|peruvian\w*|cape verde\w*|"
    r"liberia\w*|somali\w*|russia\w*|canad\w+|philippin\w+|korea\w*|haitian\w*|africa\w*|asia\w*|europe\w*|annex|substation|precinct|station|troop [a-z]|district \w+|zone \w+|area \w+|unit \w+|shift)\b"
)
PART_HEAD: Final = re.compile(
    r"\b(?:districts?|facilit(?:y|ies)|charges?|offen[cs]es?|reasons?|nationalit\w+|countr(?:y|ies)|citizenship|channel|sex|gender|precincts?|stations?|divisions?|how|types?|categor(?:y|ies)|race|level|basis|grounds?|crimes?|"
    r"method|means|age|ages|troop|borough|building|housing|shift|field office|source of|court|courthouse|criminal history|conviction)\b"
)
WHOLE_HEAD: Final = re.compile(
    r"\b(?:count(?:y|ies)|parish(?:es)?|agenc(?:y|ies)|sheriffs?(?:'s)?|cit(?:y|ies)|towns?|states?|jurisdictions?|departments?|municipalit\w+|years?|months?|quarters?|periods?|fy|fiscal|jails?|weeks?|dates?)\b"
)
SPLIT: Final = re.compile(
    r"\bby (?:most serious |top |lead |highest |primary |arresting |booking )?(?:charge|offen[cs]e|reason|nationality|country|citizenship|channel|district|judicial district|facility|precinct|station|sex|gender|crime|race|ground|borough|type|means|category|conviction|method|age)\b|"
    r"\b(?:country|place) of (?:birth|origin|citizenship)|\breasons? (?:given|stated|for)|\bmost serious|\btop charges?\b|\bcharges? of\b|\bbroken (?:down|out) by|\bhow (?:they|it) (?:came|arrived|were sent)"
)
AUTHORITY: Final = re.compile(
    r"\bby (?:issuing |holding |requesting |outside )?(?:authority|agency type|holder|type of hold|kind of hold|hold type)|\bwarrants? (?:and|or) (?:detainers|holds)|\b(?:detainers|holds) (?:and|or) warrants|\bdetainer warrants|\bholds\b[^|]{0,40}\bby (?:agency|authority|jurisdiction)|\bholds? and detainers on\b|\bholds for (?:other|outside) agenc|\b(?:all|other) (?:holds|detainers)\b"
)
FED: Final = re.compile(rf"\b{_FEDS}\b")


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


@lru_cache(maxsize=2)
def rules() -> tuple[tuple[Metric, re.Pattern[str]], ...]:
    return tuple((metric, re.compile(source)) for metric, source in _RULES)


_ENUM: Final = re.compile(r"^\W*(?:\(?(?:[0-9]{1,2}|[a-h]|[ivx]{1,4})[a-z]?[0-9]?[.)]\s+)+|^\W*q\s?\d*[.:]\s+|^[-•–—*·▪>\s]+")
_LEAD: Final = re.compile(r"^(?:the )?(?:total )?(?:number|count|no\.|#|how many)(?: of)? ")


@lru_cache(maxsize=4096)
def read(text: str, about: bool) -> Words:
    """What folded words say; `about`: detainers or ICE are spoken of around them."""
    low = _ENUM.sub("", text[:300].replace("_", " ")).strip(" .:*-?\"'")
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
    place = metric is None and _PLACE.fullmatch(low) is not None
    many = metric is not None and len({m for m, p in rules() if p.search(low)}) > 1
    return Words(metric, bool(noun) or fed, alien and not place, hard, part, named, total and metric is None, total, place, many)


def _first(low: str) -> int | None:
    """Where the first word of ours stands."""
    at = [m.start() for pattern in (DETAINER, *(p for _m, p in rules())) if (m := pattern.search(low))]
    return min(at, default=None)


def _priced(low: str) -> bool:
    """Whether money is named, so that days and rates are how it was reckoned."""
    return bool(re.search(r"\$|\bcosts?\b|reimburs", low)) and not re.search(r"\b(?:average|avg|per (?:day|diem|inmate|person)|daily)\b", low)


def _alien_first(low: str, metric: Metric) -> bool:
    """Whether what is none of ours is the thing counted: it stands before the act."""
    soft = _SOFT.search(low)
    if metric in (Metric.REQUESTS, Metric.ACTIVE):
        held = re.search(r"\bholds?\b|\bforms?\b|\brequests?\b", low)
        return soft is not None and (held is None or soft.start() < held.start())
    act = next((p.search(low) for m, p in rules() if m is metric), None)
    return soft is not None and (act is None or soft.start() < act.start())


def metric_of(low: str, about: bool) -> Metric | None:
    """The metric of folded words, ours or not."""
    noun, fed = bool(DETAINER.search(low)), bool(FED.search(low))
    if not (noun or fed or about) or EVICTION.search(low):
        return None
    found = [(m.start(), metric) for metric, pattern in rules() if (m := pattern.search(low))]
    said = {metric for _at, metric in found}
    stock = bool(_STOCK.search(low))
    if _COST.search(re.sub(r"\(.*?\)", "", low)) and not said & {Metric.DECLINED, Metric.WITHDRAWN} and not re.search(r"\bno cost", low):
        return Metric.COST
    if Metric.NOTIFIED in said and re.search(r"\bcompl(?:ied|y)", low) and not re.search(r"\bheld|\bkept", low):
        return Metric.NOTIFIED
    for metric in (Metric.DECLINED, Metric.WITHDRAWN):
        if metric in said:
            return metric
    found = [(at, metric) for at, metric in found if not _denied(low, at)]
    if found:
        metric = min(found)[1]
        if metric is Metric.HONORED and Metric.TRANSFERRED in {m for _at, m in found}:
            metric = Metric.TRANSFERRED
        if metric is Metric.HONORED and stock and (noun or re.search(r"\bfor (?:ice|immig|federal)", low)) and not _FLOW.search(low) and re.search(r"\b(?:held|detained|kept)\b", low):
            return Metric.ACTIVE
        return metric
    if re.search(r"\breleas|\bexpired\b|\bnot (?:picked|collected|transferred|taken)|\bnever (?:came|collected)", low):
        return None
    if stock and (noun or re.search(r"\bholds?\b|\bice\b", low) or (about and ("still" in low or not _CROWD.search(low)) and not _FLOW.search(low) and len(low.split()) <= 8)):
        if not _FLOW.search(low) or re.search(r"\b(?:active|outstanding|currently|on hand|on file|in custody)\b", low):
            return Metric.ACTIVE
    if noun or (about and _ASK.search(low)):
        return Metric.REQUESTS
    return None


def _denied(low: str, at: int) -> bool:
    return bool(re.search(r"\b(?:not|never|n't|no)\s+(?:been |be |yet )?$", low[max(0, at - 14) : at]))


def flows(low: str) -> bool:
    """Whether words tell of what came in, not of what is there."""
    return bool(_FLOW.search(low))
