"""How a document reckons its years, where it says so: "years end September 30", "fiscal year: July-June"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from monitor.figures.days import month_number
from monitor.figures.sentences import Kind, Sentence
from monitor.figures.time_words import MONTH, YEAR

LONGEST: Final = 400  #: characters of a line that may say how years are reckoned
_NO_YEAR: Final = rf"(?!\s*,?\s+{YEAR})"
_KIND: Final = (
    r"(?P<which>(?:all|each|every|these|the|our|its|county|city|state|agency|department|jail)\s+)?"
    r"(?P<kind>(?:state\s+|federal\s+|city\s+|county\s+)*(?:fiscal|budget|program|reporting|report|grant|"
    r"contract|data|statistical|court|plan|operating|water|academic|school|service|policy)\s+|[fp]y\b)?"
)
_LINK: Final = (
    r"(?:[^.;|]{0,40}?\b(?:is|are|means?|runs?|goes|covers?|counted|begins?|from)\s+|\s*[=:,(–—-]+\s*)"
)
#: "years end September 30"; a date with its year tells of one year only
_ENDS: Final = re.compile(
    rf"{_KIND}years?['’]?\s*[,(]?\s*(?:that\s+|which\s+|in\s+this\s+\w+\s+|shown\s+|all\s+)?(?:end(?:s|ed|"
    rf"ing)?|"
    rf"clos(?:es|ed|ing))\s+(?:each\s+|every\s+)?(?:(?:on|in|with|at)\s+)?(?:the\s+(?:last\s+day|"
    rf"end)\s+of\s+)?"
    rf"(?P<month>{MONTH})(?:\s+(?P<day>\d{{1,2}}))?\b{_NO_YEAR}"
)
#: "the program year runs from September 1 through August 31", "FY = July-June"
_RUNS: Final = re.compile(
    rf"{_KIND}(?:years?\b|(?<=[fp]y)\b){_LINK}(?:from\s+|the\s+(?:12|twelve)\s+months\s+(?:from\s+)?)?"
    rf"(?P<a>{MONTH})(?:\s+\d{{1,2}})?\s*(?:to|through|thru|until|-|–|"
    rf"—)\s*(?P<b>{MONTH})(?:\s+\d{{1,2}})?\b{_NO_YEAR}"
)
_BEGINS: Final = re.compile(
    rf"{_KIND}years?\s*[,(]?\s*(?:that\s+|which\s+|\w+\s+)?(?:begin(?:s|ning)?|start(?:s|ing)?)\s+(?:each\s+|"
    rf"every\s+)?(?:on\s+|in\s+)?(?P<month>{MONTH})(?:\s+(?P<day>\d{{1,2}}))?\b{_NO_YEAR}"
)
#: "each year is the twelve months through June 30"
_TWELVE: Final = re.compile(
    rf"{_KIND}years?\b[^.;|]{{0,30}}?(?:12|twelve)[\s-]months?\s+(?:period\s+)?(?:through|to|ending|ended|"
    rf"up\s+to)"
    rf"\s+(?:in\s+|on\s+)?(?P<month>{MONTH})(?:\s+(?P<day>\d{{1,2}}))?\b{_NO_YEAR}"
)
#: "fiscal year 2021 (7/1/20 - 6/30/21)"
_DATED: Final = re.compile(
    rf"(?P<which>)(?P<kind>fiscal|fy|budget)\b[^.;|]{{0,24}}?\(?\b(?:(?P<first>1?\d)/0?1/(?:20)?\d\d|"
    rf"(?P<a>{MONTH})\s+1,?\s+{YEAR})\s*(?:to|through|thru|-|–|—)\s*"
    rf"(?:(?P<last>1?\d)/(?:28|29|30|31)/(?:20)?\d\d|(?P<b>{MONTH})\s+(?:28|29|30|31),?\s+{YEAR})"
)
_MONTHS: Final = re.compile(rf"{MONTH}|/")
_FEDERAL: Final = re.compile(r"\btrac\b|\bfederal fiscal\b|\bffys?\b")
_FISCAL_ONLY: Final = re.compile(
    r"\ball\s+years\b[^.]{0,40}\bfiscal\b|\byears\s+(?:shown\s+)?are\s+(?:\w+\s+)?fiscal\b"
)
_BY_START: Final = re.compile(
    r"\b(?:named|called|labell?ed|known)\b[^.]{0,30}\b(?:begins?|starts?|began|started|first)\b"
)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """In which month the years of a document begin. `bare`: any year of it, not only one called fiscal."""

    start: int | None = None
    bare: bool = False
    begins: bool = False  #: a year is named by the one in which it begins
    fiscal: bool = False  #: they are called fiscal
    federal: bool = False


NONE: Final = Reckoning()


def reckoning(sentences: Sequence[Sentence], title: str) -> Reckoning:
    """What the document says of its years, most of all the first line that tells their ends."""
    federal = False
    told = NONE
    everything = any(_FISCAL_ONLY.search(s.low) for s in sentences if "years" in s.low and "fiscal" in s.low)
    lows = [(s.low, s.kind is Kind.PROSE and s.text.rstrip().endswith(".")) for s in sentences]
    for low, is_prose in [(title.lower(), False), *lows]:
        if not federal and ("trac" in low or "f" in low):
            federal = bool(_FEDERAL.search(low))
        if told is NONE and ("year" in low or "fy" in low or "py" in low) and len(low) <= LONGEST:
            told = _told(low, is_prose) or NONE
    by_start = told.start is not None and any(_BY_START.search(low) for low, _p in lows if "year" in low)
    bare = told.bare or (everything and told.start is not None)
    return Reckoning(told.start, bare, by_start, told.fiscal, federal)


def _told(low: str, is_prose: bool) -> Reckoning | None:
    if not _MONTHS.search(low):
        return None
    for pattern in (_ENDS, _RUNS, _BEGINS, _TWELVE, _DATED):
        match = pattern.search(low)
        start = _start(match) if match else None
        if match and start and start != 1:
            kind = (match["kind"] or "").strip()
            several = "years" in match.group() or (match["which"] or "").strip() in ("all", "each", "every")
            fiscal = "fiscal" in kind or kind == "fy" or "budget" in kind
            bare = (
                (several and not fiscal)
                or (not is_prose and (several or not fiscal))
                or bool(kind and not fiscal)
            )
            return Reckoning(start, bare, False, fiscal)
    return None


def _start(match: re.Match[str]) -> int | None:
    """The month in which the year begins that a phrase tells by an end or a beginning."""
    groups = match.groupdict()
    if groups.get("first") and groups.get("last"):
        first = int(groups["first"])
        return first if first <= 12 and int(groups["last"]) % 12 + 1 == first else None
    if groups.get("a") and groups.get("b"):
        first, last = month_number(groups["a"]), month_number(groups["b"])
        return first if last % 12 + 1 == first else None
    if not groups.get("month"):
        return None
    month, day = month_number(groups["month"]), int(groups["day"] or 0)
    if match.re is _BEGINS:
        return month if day in (0, 1) else None
    return month % 12 + 1 if day in (0, 28, 29, 30, 31) else None
