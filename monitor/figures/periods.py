"""Phrases of time in a sentence, each with the span of days that it names.

A phrase that points back ("that year", "the year before") is resolved later, against the period that was
spoken of last.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from config.words import PeriodKind
from monitor.figures import spans
from monitor.figures.days import Clock, Days, Mention, a_day, closed, fiscal, last_of, shifted, year

__all__ = ["Clock", "Days", "Mention", "a_day", "closed", "find", "fiscal", "last_of", "shifted", "year"]

_M: Final = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_Y: Final = r"(?:19[89]\d|20[0-4]\d)"
_MY: Final = (
    rf"(?P<{{0}}m>{_M})(?:\s+(?P<{{0}}d>\d{{{{1,2}}}})(?!\d)(?:st|nd|rd|th)?)?(?:,?\s+(?:of\s+)"
    rf"?(?P<{{0}}y>{_Y})\b)?"
)
_TO: Final = r"\s*(?:through|thru|to|until|till|and|up\sto|[-–—])\s*(?:the\send\sof\s+)?"
_WEEKDAY: Final = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_N: Final = (
    r"(?P<n>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty-four|"
    r"twenty|eighteen|sixteen|fifteen|thirteen)"
)

#: days that have a name, as month and day; each is shorter than its name
_FEASTS: Final = (("new year's day", "jan. 1"), ("new year's eve", "dec. 31"), ("christmas day", "dec. 25"), (
    "halloween", "oct. 31"),
                  ("independence day", "july 4"), ("fourth of july", "july 4"), ("inauguration day", 
                      "jan. 20"))  # fmt: skip


_Rule = tuple[str, Callable[[re.Match[str], Clock], Days | None], int | None]


#: pattern, what it names, years it shifts, and what a text must hold for it
_Compiled = tuple[
    re.Pattern[str], Callable[[re.Match[str], Clock], Days | None], int | None, str, frozenset[str]
]


@cache
def _rules() -> tuple[_Compiled, ...]:
    a, b = _MY.format("a"), _MY.format("b")
    rules: tuple[_Rule, ...] = (
        (rf"(?:(?:from|between|for)\s+)?(?:the\s+week\s+of\s+)"
         rf"?{_WEEKDAY}{a},?{_TO}{_WEEKDAY}{b}(?P<this>\s+of\s+this\s+year)?", spans.between, None),
        (rf"from\s+{a},\s[^,.;:]{{3,70}},\s(?:through|to|until)\s+{b}", spans.between, None),
        (rf"(?P<am>{_M})\s+(?P<ad>\d{{1,2}})\s*(?:[-–—]|to|through)\s*(?P<bd>\d{{1,2}})(?:,?\s+(?P<ay>{_Y})"
         rf")?", spans.days_of_month, None),
        (rf"(?:the\s+)?{_N}[\s-]months?\s+(?:ending|ended|through|to|up\sto|that ended)(?:\s+(?:in|on))"
         rf"?\s+{a}", spans.months_ending, None),
        (rf"(?:(?:in|for)\s+)?(?P<y>{_Y})(?:,)?\s+(?:through|to|up\sto|as\sof)\s+(?P<am>{_M})"
         rf"(?:\s+(?P<ad>\d{{1,2}}))?(?!\s*\d|,?\s+20)", spans.year_through, None),
        (
            rf"(?:this\s+year|so\s+far|year\s+to\s+date|to\s+date)(?:,)?\s+(?:through|as\s+of|up\s+to)\s+{a}",
            spans.so_far_through, None,
        ),
        (
            rf"since\s+(?:it|the\s+\w+)\s+(?:took\s+effect|began|started)\s+(?:in|on)?\s*{a}",
            spans.since, None,
        ),
        (rf"since\s+[^.;:0-9]{{3,45}}?(?:287\(g\)\s+)?in\s+(?P<y>{_Y})\b", spans.since_year, None),
        (
            rf"(?:since|from)\s+{_WEEKDAY}{a}(?:\s+on\b)?(?:,?\s+(?:through|to|until)\s+(?:now|today|date))?",
            spans.since, None,
        ),
        (r"since\s+(?:the\s+day\s+)?(?:president\s+)?(?:donald\s+)?(?:trump|the\s+president)(?:'s)"
         r"?\s+(?:\w+\s+){0,2}?(?:inaugurat\w+|took\s+office|taking\s+office|return\w*|came\s+back|"
         r"term\s+began)(?:\s+to\s+(?:the\s+white\s+house|office|power))?|since\s+(?:the\s+)"
         r"?inauguration(?:\s+day)?", spans.inaugurated, None),
        (rf"since\s+(?:the\s+(?:start|beginning)\s+of\s+)?(?P<y>{_Y})\b", spans.since_year, None),
        (r"since\s+(?:new\s+year'?s(?:\s+day)?|the\s+(?:start|beginning|first)\s+of\s+(?:the|this)\s+year)|"
         r"(?:so\s+far\s+)?(?:in\s+)?this\s+year(?:\s+so\s+far)?"
         r"|this\s+calendar\s+year|year[\s-]to[\s-]date|so\s+far\s+this\s+(?:calendar\s+)?year|"
         r"for\s+the\s+year\s+to\s+date|ytd\b", spans.so_far, None),
        (rf"so\s+far\s+in\s+(?P<y>{_Y})|(?P<y2>{_Y})\s+(?:so\s+far|to\s+date|ytd)", spans.so_far_in, None),
        (rf"(?:the\s+|state\s+|federal\s+|city\s+)*(?:fiscal(?:\s+years?)?|fy|budget\s+year|sfy|ffy)"
         rf"[\s-]*'?(?P<y>{_Y}|\d\d)\s*[-–/]\s*(?P<later>(?:20)?\d\d)\b", spans.fiscal_year, None),
        (rf"(?:the\s+|state\s+|federal\s+|city\s+)*(?:fiscal(?:\s+years?)?|fy|budget\s+year|sfy|ffy)"
         rf"[\s-]*'?(?P<y>{_Y}|\d\d)\b", spans.fiscal_year, None),
        (rf"(?:the\s+)?(?P<y>{_Y})\s+(?:federal\s+)?fiscal\s+year", spans.fiscal_year, None),
        (
            r"(?:the\s+)?(?:last|past|previous|prior)\s+(?:federal\s+)?fiscal\s+year",
            spans.relative_fiscal, None,
        ),
        (rf"(?:the\s+)?(?P<q>first|second|third|fourth|last|1st|2nd|3rd|4th)[\s-]quarter\s+(?:of\s+|,\s+)"
         rf"?(?P<y>{_Y})", spans.quarter_of, None),
        (rf"q(?P<q>[1-4])[\s,/-]*(?P<y>{_Y})|(?P<y2>{_Y})[\s-]*q(?P<q2>[1-4])", spans.short_quarter, None),
        (
            rf"(?:the\s+)?(?P<which>first|second|last|latter|1st|2nd)\s+half\s+of\s+(?P<y>{_Y})",
            spans.half, None,
        ),
        (rf"(?:the\s+)?(?P<which>first|last|final)\s+{_N}\s+months\s+of\s+(?:(?P<y>{_Y})|this\s+year|"
         rf"the\s+year)", spans.first_months, None),
        (
            rf"(?:the\s+)?(?:past|last|previous|latest)\s+{_N}\s+(?P<unit>month|week|day|year)s",
            spans.past_months, None,
        ),
        (
            r"(?:the|this)\s+past\s+year|(?:the\s+)?(?:past|last)\s+(?:12|twelve)\s+months",
            spans.past_year, None,
        ),
        (r"(?:the\s+)?year\s+before\s+last|two\s+years\s+(?:ago|earlier|before)", spans.relative(-2), None),
        (r"(?:the\s+)?(?:year\s+before(?!\s+(?:the|it|he|she|they|ice|a)\b)(?:\s+that)?|(?:previous|prior|"
         r"preceding|earlier)\s+(?:calendar\s+)?year(?:'s)?|a\s+year\s+(?:earlier|before)|"
         r"one\s+year\s+earlier|the\s+year\s+prior|the\s+year\s+previous)", spans.nothing, -1),
        (
            r"(?:the\s+)?(?:year\s+after(?:\s+that)?|following\s+year|next\s+year|a\s+year\s+later)",
            spans.nothing, 1,
        ),
        (r"(?:that|those|the\s+same)\s+(?:calendar\s+)?(?:year(?:'s)?|period|stretch|span|time|(?:\w+\s+)?months|"
         r"week|quarter)|over\s+the\s+same\s+\w+\s+months", spans.nothing, 0),
        (r"last\s+(?:calendar\s+)?year(?:'s)?|last\s+calendar\s+year", spans.relative(-1), None),
        (r"a\s+year\s+ago", spans.relative(-1), None),
        (r"(?P<which>last|this)\s+month", spans.last_month, None),
        (rf"(?P<y>{_Y})\s*(?:[-–—]|through|to)\s*(?P<later>{_Y}|\d\d)(?!\d|-\d)", spans.years, None),
        (rf"(?:from|between)\s+(?P<y>{_Y})\s+(?:through|to|and)\s+(?P<later>{_Y})", spans.years, None),
        (
            rf"(?:in|for|over|during|years)\s+(?P<y>{_Y})\s+and\s+(?P<later>{_Y})(?:\s+(?:combined|together))?",
            spans.two_years, None,
        ),
        (rf"(?P<y>{_Y})-(?P<mo>\d\d)-(?P<da>\d\d)(?!\d)", spans.iso, None),
        (rf"(?P<y>{_Y})-(?P<mo>0[1-9]|1[0-2])(?![\d-])", spans.iso_month, None),
        (r"(?<![\d/])(?P<mo>\d{1,2})/(?P<da>\d{1,2})/(?P<y>\d{4}|\d\d)(?![\d/])", spans.slashed, None),
        (
            rf"(?:early|late|mid|spring|summer|fall|autumn|winter)[\s-](?:of\s+)?(?:{_M}\s+)?{_Y}\b|mid-{_M}",
            spans.nothing, None,
        ),
        (rf"(?P<ad>\d{{1,2}})\s+(?P<am>{_M})(?:\s+(?P<ay>{_Y}))", spans.month, None),
        (rf"(?:(?:in|during|for|of|by|on)\s+)?(?:all\s+of\s+)?{a}", spans.month, None),
        (rf"(?:(?:in|during|for|of|calendar(?:\s+year)?|cy)\s*)?(?:all\s+of\s+)?(?:calendar(?:\s+year)?\s+|"
         rf"cy\s*)?(?<![\w$.,/-])(?P<y>{_Y})(?!\d|[,.]\d|-\d|/\d|\()", spans.plain_year, None),
        (r"(?:calendar(?:\s+year)?\s*|cy\s*|in\s+|for\s+|of\s+|during\s+)'?(?<=')(?P<y>[0-2]\d)\b|"
         r"\bcy\s?(?P<y2>\d\d)\b", spans.short_year, None),
    )  # fmt: skip
    return tuple(
        (
            re.compile(rf"(?<![\w-])(?:{source})(?!\w)"),
            resolve,
            shift,
            "month" if "(?P<am>" in source else "year" if "(?P<y>" in source else "",
            _gate(source),
        )
        for source, resolve, shift in rules
    )


#: words without which a rule that holds one of them cannot fit; those of one group stand for each other
_GATES: Final = (
    ("since",), ("fiscal", "fy", "budget", "sfy", "ffy"), ("quarter",), ("half",),
)  # fmt: skip


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(word for group in _GATES for word in group))


def _gate(source: str) -> frozenset[str]:
    """The words of which a text must hold one for a rule to be tried; none where any text may fit it."""
    for group in _GATES:
        if all(_begins(alternative, group) for alternative in _alternatives(source)):
            return frozenset(group)
    return frozenset()


def _begins(alternative: str, group: tuple[str, ...]) -> bool:
    """Whether a word of the group is bound to stand in what the alternative fits."""
    if group == ("since",):
        return alternative.startswith("since")
    if group[0] == "fiscal":
        return "(?:fiscal(?:" in alternative or alternative.endswith("fiscal\\s+year")
    return (
        group[0] in ("quarter", "half")
        and re.search(rf"(?:\\s\+|-\])(?:{group[0]})", alternative) is not None
    )


def _alternatives(source: str) -> list[str]:
    """The alternatives of a pattern at its top level."""
    found, depth, begin = [], 0, 0
    for i, sign in enumerate(source):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            found.append(source[begin:i])
            begin = i + 1
    return [*found, source[begin:]]


@cache
def _hint() -> re.Pattern[str]:
    return re.compile(rf"\d{{2}}|\b(?:{_M}|years?|months?|weeks?|fiscal|quarter|half|ytd)\b|year")


def find(low: str, clock: Clock) -> list[Mention]:
    """Every phrase of time in a folded sentence, in order, the longest reading of each."""
    if not _hint().search(low):
        return []
    found: list[Mention] = []
    words = frozenset(_words().findall(low))
    has = {"month": bool(_a_month().search(low)), "year": bool(re.search(r"\d\d|half|months", low))}
    free = low
    for feast, day in _FEASTS:
        free = free.replace(feast, day.ljust(len(feast)))
    for pattern, resolve, shift, needs, gate in _rules():
        if (needs and not has[needs]) or (gate and not gate & words):
            continue
        before = len(found)
        for match in pattern.finditer(free):
            if not match.group().strip() or "\0" in match.group():
                continue
            if _is_verb_may(low, match):
                continue
            days = resolve(match, clock)
            point = bool(days and days.kind is PeriodKind.DAY)
            found.append(
                Mention(match.start(), match.end(), days, low[match.start() : match.end()], shift, point)
            )
        for taken in found[before:]:
            free = free[: taken.start] + "\0" * (taken.end - taken.start) + free[taken.end :]
    return sorted(found, key=lambda mention: mention.start)


@cache
def _a_month() -> re.Pattern[str]:
    return re.compile(rf"\b{_M}|halloween|christmas|new year's|fourth of july|independence day")


def _is_verb_may(low: str, match: re.Match[str]) -> bool:
    """'may' and 'march' alone are months only after a preposition or beside a day or year."""
    bare = re.fullmatch(r"(?:may|march|mar|dec|sep|jun|jul)\.?", match.group())
    return bool(bare) and not re.search(
        r"\b(?:since|until|last|of|in|to|through|from|and|by)\s+$", low[: match.start()][-12:]
    )
