"""The phrases of time that are understood: how each is written, and which function works out its days."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from monitor.figures import fiscal_spans, pointers, ranges, spans
from monitor.figures.days import Clock, Days, Pointer

MONTH: Final = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
YEAR: Final = r"(?:19[89]\d|20[0-4]\d)"
#: a month, with its day and year where they stand there
_MY: Final = (
    rf"(?P<{{0}}m>{MONTH})(?:\s+(?P<{{0}}d>\d{{{{1,2}}}})(?!\d)(?:st|nd|rd|th)?)?(?:,?\s+(?:of\s+)"
    rf"?(?P<{{0}}y>{YEAR})\b)?"
)
_TO: Final = r"\s*(?:through|thru|to|until|till|and|up\sto|[-–—])\s*(?:the\send\sof\s+)?"
_WEEKDAY: Final = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_N: Final = (
    r"(?P<n>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty-four|"
    r"twenty|eighteen|sixteen|fifteen|thirteen|fourteen)"
)
_ORD: Final = r"(?P<q>first|second|third|fourth|last|final|1st|2nd|3rd|4th)"
_WHOSE: Final = (
    r"(?P<whose>this(?:\s+calendar)?\s+year|the\s+current\s+year|last\s+year|that(?:\s+same)?\s+year|"
    r"the\s+(?:same\s+)?year\s+before|the\s+(?:previous|prior|preceding)\s+year|the\s+(?:same\s+)?year)"
)
_FISCAL: Final = (
    r"(?:the\s+|state\s+|federal\s+|city\s+|county\s+)*(?:fiscal(?:\s+years?)?|fy|budget\s+year|sfy|ffy)"
)
_SLASHED: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?(?P<{0}mo>\d{{1,2}})/(?P<{0}da>\d{{1,2}})/(?P<{0}yr>\d{{4}}|\d\d)"
_TAKES: Final = (
    r"(?:\s+(?:that|which))?\s*,?\s+(?:ended|ending|ends|closed|closing|to|through)(?:\s+(?:on|in|with))?\s+"
)
_SPAN: Final = (
    r"(?:year(?:'s)?|period|stretch|span|time(?:frame|\s+frame|\s+span)?|interval|window|"
    r"(?:[\w-]+\s+)?(?:months|years|weeks|quarters)|month|week|quarter|half)"
)

Resolved = Days | Pointer | None
_Resolve = Callable[[re.Match[str], Clock], Resolved]


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to name a time. `words`: folded pieces of text of which one must stand in a sentence for the rule
    to be tried; `shift`: the years by which it points back from the time spoken of."""

    source: str
    resolve: _Resolve
    words: tuple[str, ...]
    shift: int | None = None
    month: bool = False
    year: bool = False


@dataclass(frozen=True, slots=True)
class Compiled:
    pattern: re.Pattern[str]
    rule: Rule


_ANY: Final[tuple[str, ...]] = ()


def _ranges(a: str, b: str) -> tuple[Rule, ...]:
    one, two = _SLASHED.format("a"), _SLASHED.format("b")
    return (
        Rule(rf"(?:(?:from|between|for)\s+)?(?:the\s+week\s+of\s+)?{_WEEKDAY}{a},?{_TO}{_WEEKDAY}{b}"
             rf"(?P<this>\s+of\s+this\s+year)?", spans.between, _ANY, month=True),
        Rule(rf"(?:from|between)\s+{a},\s[^.;:]{{3,90}}?,\s(?:through|to|until|and)\s+(?:the\s+(?:end|close)\s+of\s+)?{b}"
             rf"(?P<this>\s+of\s+this\s+year)?", spans.between, ("from", "between"), month=True),
        Rule(rf"(?:from\s+|between\s+)?(?P<ay>{YEAR})\s+(?:through|thru|to|until|up\s+to)\s+(?:the\s+end\s+of\s+)?"
             rf"(?P<bm>{MONTH})(?:\s+(?P<bd>\d{{1,2}}))?(?:(?P<this>\s+of\s+this\s+year)|,?\s+(?P<by>{YEAR}))",
             ranges.year_to_month, _ANY, month=True, year=True),
        Rule(rf"(?:from\s+|between\s+)?{a},?{_TO}(?P<later>{YEAR})\b", ranges.month_to_year, _ANY, month=True),
        Rule(rf"(?:from\s+|between\s+)?{a}\s+(?:through|thru|to|until|till|and|up\s+to)\s+(?:now|today|yesterday|"
             rf"this\s+(?:week|month|morning)|last\s+(?:week|night)|press\s+time|the\s+present|mid-?{MONTH}|"
             rf"(?:mon|tues|wednes|thurs|fri|satur|sun)day)", spans.since, ("now", "day", "this", "last", "press", "present", "mid"), month=True),
        Rule(rf"(?<![\d/])(?:from\s+|between\s+)?{one}\s*(?:[-–—]|to|through|thru|and)\s*{two}(?![\d/])",
             ranges.slashed_range, ("/",)),
        Rule(rf"(?P<am>{MONTH})\s+(?P<ad>\d{{1,2}})\s*(?:[-–—]|to|through)\s*(?P<bd>\d{{1,2}})(?:,?\s+(?P<ay>{YEAR})"
             rf")?", spans.days_of_month, _ANY, month=True),
        Rule(rf"(?:the\s+)?(?:past\s+|last\s+|first\s+)?{_N}[\s-]months?\s+(?:period\s+)?(?:ending|ended|through|to|"
             rf"up\sto|that ended)(?:\s+(?:in|on|with))?\s+{a}", spans.months_ending, ("month",), month=True),
        Rule(rf"(?:the\s+)?(?:quarter|three[\s-]month\s+period){_TAKES}{a}", ranges.quarter_ending, ("quarter", "period"),
             month=True),
        Rule(rf"(?:the\s+)?(?:week|seven\s+days){_TAKES}{a}", ranges.week_ending, ("week", "seven"), month=True),
        Rule(rf"(?:the\s+)?(?:fiscal\s+|budget\s+)year{_TAKES}(?:last\s+)?{a}", fiscal_spans.fiscal_ending, ("fiscal", "budget"),
             month=True),
        Rule(rf"(?:the\s+)?(?:year|twelve[\s-]month\s+period)\s+(?:that\s+)?(?:ended|ending|closed)(?:\s+(?:on|in))?\s+"
             rf"(?:last\s+)?{a}", ranges.year_ending, ("year", "twelve"), month=True),
        Rule(rf"(?:(?:in|for)\s+)?(?P<y>{YEAR})(?:,)?\s+(?:\(?through|to|up\sto|\(?as\sof)\s+(?P<am>{MONTH})"
             rf"(?:\s+(?P<ad>\d{{1,2}}))?(?!\s*\d|,?\s+20)", spans.year_through, _ANY, month=True),
        Rule(rf"(?:this\s+year|so\s+far|year\s+to\s+date|to\s+date)(?:,)?\s+(?:through|as\s+of|up\s+to)\s+{a}",
             spans.so_far_through, ("year", "far", "date"), month=True),
    )  # fmt: skip


def _since(a: str) -> tuple[Rule, ...]:
    return (
        Rule(rf"since\s+(?:it|the\s+\w+)\s+(?:took\s+effect|began|started)\s+(?:in|on)?\s*{a}", spans.since,
             ("since",), month=True),
        Rule(rf"since\s+[^.;:,]{{3,80}}?\s(?:in|on|of|dated|last)\s+{a}", spans.since, ("since",), month=True),
        Rule(rf"(?:since|from)\s+(?P<am>{MONTH})(?:\s+(?P<ad>\d{{1,2}}))?,?\s+(?:of\s+)?(?P<whose>last|this)\s+year", ranges.since_of,
             ("since", "from"), month=True),
        Rule(rf"since\s+[^.;:0-9]{{3,45}}?(?:287\(g\)\s+)?in\s+(?P<y>{YEAR})\b", spans.since_year, ("since",), year=True),
        Rule(rf"(?:since|from)\s+{_WEEKDAY}(?:last\s+|that\s+|mid-|late\s+|early\s+)?{a}(?:\s+on(?:ward|wards)?\b)?(?:,?\s+(?:through|"
             rf"to|until)\s+(?:now|today|date))?", spans.since, ("since", "from"), month=True),
        Rule(rf"(?:beginning|starting|effective)\s+(?:in\s+|on\s+)?{a}", spans.since, ("ing", "effective"), month=True),
        Rule(r"since\s+(?:the\s+day\s+)?(?:president\s+)?(?:donald\s+)?(?:trump|the\s+president)(?:'s)"
             r"?\s+(?:\w+\s+){0,2}?(?:inaugurat\w+|took\s+office|taking\s+office|return\w*|came\s+back|"
             r"term\s+began)(?:\s+to\s+(?:the\s+white\s+house|office|power))?|since\s+(?:the\s+)"
             r"?inauguration(?:\s+day)?", spans.inaugurated, ("since",)),
        Rule(rf"(?:since|from)\s+(?:the\s+(?:start|beginning)\s+of\s+|early\s+|january\s+of\s+)(?P<y>{YEAR})\b"
             rf"|since\s+(?P<y2>{YEAR})\b", spans.since_year, ("since", "from"), year=True),
        Rule(r"since\s+(?:new\s+year'?s(?:\s+day)?|the\s+(?:start|beginning|first)\s+of\s+(?:the|this)\s+year)|"
             r"(?:so\s+far\s+)?(?:in\s+)?this\s+year(?:\s+so\s+far)?"
             r"|this\s+calendar\s+year|year[\s-]to[\s-]date|so\s+far\s+this\s+(?:calendar\s+)?year|"
             r"all\s+year|for\s+the\s+year\s+to\s+date|ytd\b", spans.so_far, ("year", "ytd")),
        Rule(rf"so\s+far\s+in\s+(?P<y>{YEAR})|(?P<y2>{YEAR})\s+(?:so\s+far|to\s+date|ytd|year\s+to\s+date)",
             spans.so_far_in, ("far", "date", "ytd"), year=True),
        Rule(r"(?:since|from)\s+(?:then|that\s+(?:date|day|time|point|month|year|vote|week)(?:\s+on)?)|ever\s+since|"
             r"in\s+the\s+(?:[\w-]+\s+)?(?:months?|years?|weeks?|days?)\s+since(?!\s+(?:19|20|the|it|he|she|they|a|we|i)\b)|"
             r"\bsince(?=[,.]|$)", pointers.since, ("since", "from that", "from then")),
    )  # fmt: skip


def _fiscal() -> tuple[Rule, ...]:
    several = r"(?:federal\s+|state\s+)?(?:fiscal|budget)(?:\s+years?)?|fys?"
    return (
        Rule(rf"since\s+(?:the\s+(?:start|beginning)\s+of\s+)?(?:{several})\s*'?(?P<y>{YEAR}|\d\d)\b", fiscal_spans.since_fiscal,
             ("since",), year=True),
        Rule(rf"(?:the\s+)?first\s+{_N}\s+months\s+of\s+(?:the\s+)?(?:{several})\s*'?(?P<y>{YEAR}|\d\d)\b", fiscal_spans.fiscal_months,
             ("months",), year=True),
        Rule(rf"(?:the\s+)?{_ORD}[\s-](?:quarter|qtr\.?)\s+of\s+(?:the\s+)?(?:{several})\s*'?(?P<y>{YEAR}|\d\d)\b",
             fiscal_spans.fiscal_quarter, ("quarter", "qtr"), year=True),
        Rule(rf"(?:the\s+)?(?:{several})\s*'?(?P<y>{YEAR})\s*(?:through|thru|to|[-–—])\s*(?:fy\s*)?(?P<later>20[0-4]\d)\b", fiscal_spans.fiscal_years,
             ("fiscal", "fy", "budget"), year=True),
        Rule(rf"{_FISCAL}[\s-]*'?(?P<y>{YEAR}|\d\d)\s*[-–/]\s*(?P<later>(?:20)?\d\d)\b", fiscal_spans.fiscal_year,
             ("fiscal", "fy", "budget"), year=True),
        Rule(rf"{_FISCAL}[\s-]*'?(?P<y>{YEAR}|\d\d)\b", fiscal_spans.fiscal_year, ("fiscal", "fy", "budget"), year=True),
        Rule(rf"(?:the\s+)?(?P<y>{YEAR})\s+(?:federal\s+|state\s+)?(?:fiscal|budget)\s+year", fiscal_spans.fiscal_year,
             ("fiscal", "budget"), year=True),
        Rule(r"(?:the\s+)?(?:last|past)\s+(?:federal\s+|state\s+|full\s+)?fiscal\s+year|"
             r"the\s+fiscal\s+year\s+(?:that\s+)?(?:has\s+)?just\s+(?:ended|closed)", fiscal_spans.relative_fiscal, ("fiscal",)),
        Rule(r"(?:this|the\s+current)\s+(?:federal\s+|state\s+)?fiscal\s+year", fiscal_spans.this_fiscal, ("fiscal",)),
        Rule(r"(?:the\s+)?(?:previous|prior|preceding|earlier)\s+fiscal\s+year|"
             r"(?:the\s+)?fiscal\s+year\s+(?:before|earlier|prior)(?!\s+(?:the|it)\b)", spans.nothing, ("fiscal",), -1),
        Rule(r"(?:that|the(?:\s+same)?)\s+fiscal\s+year", spans.nothing, ("fiscal",), 0),
    )  # fmt: skip


def _parts() -> tuple[Rule, ...]:
    """Quarters, halves and months of a year."""
    return (
        Rule(rf"(?:the\s+)?(?P<q>first|second|third|fourth|last|final|1st|2nd|3rd|4th)[\s-](?:quarter|qtr)s?\.?\s+(?:of\s+|,\s+)"
             rf"?(?P<y>{YEAR})", spans.quarter_of, ("quarter", "qtr"), year=True),
        Rule(rf"(?<!f)(?:q|qtr\.?\s?|quarter\s)(?P<q>[1-4])[\s,/-]*(?:of\s+)?(?P<y>{YEAR})|(?P<y2>{YEAR})[\s,-]*(?:q|qtr\.?\s?|quarter\s)"
             rf"(?P<q2>[1-4])|(?P<q3>[1-4])q\s?(?P<y3>{YEAR})", spans.short_quarter, ("q",), year=True),
        Rule(rf"(?:the\s+)?{_ORD}[\s-](?:calendar\s+)?(?:quarter|qtr\b)\.?(?:'s)?(?:\s+of\s+{_WHOSE})?", pointers.quarter,
             ("quarter", "qtr")),
        Rule(r"(?<![\w-])q(?P<q>[1-4])(?![\w-])", pointers.quarter, ("q1", "q2", "q3", "q4")),
        Rule(rf"(?:the\s+)?(?P<which>first|second|last|latter|1st|2nd)[\s-]half\s+of\s+(?P<y>{YEAR})", spans.half,
             ("half",), year=True),
        Rule(rf"(?P<which>h1|h2),?\s+(?:of\s+)?(?P<y>{YEAR})", spans.half, ("h1", "h2"), year=True),
        Rule(rf"(?:the\s+)?(?P<which>first|second|last|latter|back)[\s-]half(?:\s+of\s+{_WHOSE})?(?!\s+of)", pointers.half,
             ("half",)),
        Rule(rf"(?:the\s+)?(?P<which>first|last|final)\s+{_N}\s+months\s+of\s+(?:(?P<y>{YEAR})|this\s+year)",
             spans.first_months, ("months",)),
        Rule(rf"(?:the\s+)?(?P<which>first|last|final)\s+{_N}\s+months(?:\s+of\s+{_WHOSE})?(?!\s+(?:of|after|since|in))",
             pointers.first_months, ("months",)),
        Rule(rf"(?:in\s+)?(?P<am>{MONTH})\s+of\s+{_WHOSE}", pointers.month, ("year",), month=True),
    )  # fmt: skip


def _relative(a: str) -> tuple[Rule, ...]:
    return (
        Rule(rf"(?:in\s+|over\s+|during\s+)?(?:the\s+)?{_N}[\s-](?P<unit>month|year|week)s?\s+(?:before|prior|previous|"
             rf"preceding|earlier)(?:\s+to)?(?=\s+(?:that|the|it|this|a|his|her|its|our|we|they|he|she|i)\b|[,.;]|$)",
             pointers.before, ("before", "prior", "previous", "preceding", "earlier")),
        Rule(rf"(?:the\s+)?(?:previous|preceding|prior)\s+{_N}\s+(?P<unit>month|year|week)s", pointers.before,
             ("previous", "preceding", "prior")),
        Rule(rf"(?:in\s+|over\s+|during\s+)?the\s+(?:(?:first|next|following)\s+)?{_N}[\s-](?P<unit>month|year|week)s?\s+"
             rf"(?:after|that\s+followed|following)", pointers.after, ("after", "follow")),
        Rule(r"(?:(?:in|over|during|for)\s+)?the\s+same\s+(?:(?:[\w-]+\s+)?(?:months|weeks)|period|stretch|span|time|"
             rf"quarter|half|dates?|days|point)(?:\s+(?:in|of|a|during|from))?\s+(?P<y>{YEAR})", pointers.same, ("same",), year=True),
        Rule(r"(?:(?:in|over|during|for)\s+)?(?:the\s+)?same\s+(?:(?:[\w-]+\s+)?(?:months|weeks)|month|period|stretch|span|time|"
             r"quarter|half|dates?|days|point)(?:\s+(?:in|of))?\s+(?P<whose>last\s+year|a\s+year\s+ago|a\s+year\s+(?:earlier|before)|"
             r"one\s+year\s+(?:earlier|before)|the\s+(?:year\s+before|(?:previous|prior|preceding)\s+year))", pointers.same_before,
             ("same",)),
        Rule(rf"(?:the\s+)?(?:past|last|latest)\s+{_N}\s+(?P<unit>month|week|day|year)s", spans.past_months,
             ("past", "last", "latest")),
        Rule(r"(?:the|this)\s+past\s+(?:calendar\s+)?year|(?:the\s+)?(?:past|last)\s+(?:12|twelve)\s+months", spans.past_year,
             ("past", "last")),
        Rule(r"(?:the\s+)?year\s+before\s+last|two\s+years\s+ago", spans.relative(-2), ("years ago", "before last")),
        Rule(r"(?:two|2)\s+years\s+(?:earlier|before(?!\s+the))", spans.nothing, ("years earlier", "years before"), -2),
        Rule(r"(?:the\s+)?(?:year\s+before(?!\s+(?:the|it|he|she|they|ice|a)\b)(?:\s+that)?|(?:previous|prior|"
             r"preceding|earlier)\s+(?:calendar\s+)?year(?:'s)?|a\s+year\s+(?:earlier|before)|(?:twelve|12)\s+months\s+earlier|"
             r"one\s+year\s+earlier|the\s+year\s+prior|the\s+year\s+previous|year\s+earlier)", spans.nothing, ("year", "months earlier"), -1),
        Rule(r"(?:the\s+)?(?:year\s+after(?:\s+that)?|following\s+year|next\s+year|a\s+year\s+later)",
             spans.nothing, ("year",), 1),
        Rule(rf"(?:that|those|these|this|the\s+same)\s+(?:calendar\s+|same\s+)?(?!year\b(?<=this\s)|month\b(?<=this\s)){_SPAN}(?!\s+ago)"
             rf"|over\s+the\s+same\s+\w+\s+months", spans.nothing, ("that", "those", "same", "this", "these"), 0),
        Rule(r"(?:in|during|for|over|of|through)\s+the\s+(?:(?:whole|entire|full)\s+)?(?:calendar\s+)?(?:year|period|quarter|month|half-year)"
             r"(?!\s+(?:ended|ending|that|which|of|to|before|after|since|since|prior|from|and|he|she|they|we|when|it|under|with|in|"
             r"beginning|covered|between))", spans.nothing, ("the",), 0),
        Rule(r"last\s+(?:calendar\s+)?year(?:'s)?|last\s+calendar\s+year", spans.relative(-1), ("last",)),
        Rule(r"a\s+year\s+ago", spans.relative(-1), ("year ago",)),
        Rule(r"(?P<which>last|this|past)\s+month", spans.last_month, ("month",)),
        Rule(r"(?P<which>last|this)\s+quarter", ranges.last_quarter, ("quarter",)),
        Rule(r"(?P<which>last|this|past)\s+week(?!end)", ranges.last_week, ("week",)),
        Rule(rf"last\s+{a}", ranges.last_named_month, ("last",), month=True),
        Rule(rf"the\s+(?P<am>{MONTH})\s+before", pointers.month_before, ("before",), month=True),
    )  # fmt: skip


def _plain(a: str) -> tuple[Rule, ...]:
    return (
        Rule(rf"(?:then|that\s+time|that\s+(?:day|date))\s+(?:and|to|until|through)\s+(?:the\s+(?:end|close)\s+of\s+)(?P<y>{YEAR})",
             pointers.until_year, ("then", "that"), year=True),
        Rule(rf"(?P<y>{YEAR})\s*(?:[-–—]|through|to)\s*(?P<later>{YEAR}|\d\d)(?!\d|-\d)", spans.years, _ANY, year=True),
        Rule(rf"(?:from|between)\s+(?P<y>{YEAR})\s+(?:through|to|and)\s+(?P<later>{YEAR})", spans.years, _ANY, year=True),
        Rule(rf"(?:in|for|over|during|years)\s+(?P<y>{YEAR})\s+and\s+(?P<later>{YEAR})(?:\s+(?:combined|together))?",
             spans.two_years, _ANY, year=True),
        Rule(rf"(?:the\s+)?(?P<y>{YEAR})\s+and\s+(?P<later>{YEAR})\s+(?:calendar\s+)?years|(?:calendar\s+years\s+)(?P<y2>{YEAR})\s+and\s+"
             rf"(?P<later2>{YEAR})", spans.two_years, ("years",), year=True),
        Rule(rf"(?P<y>{YEAR}),\s+(?P<mid>{YEAR}),?\s+and\s+(?P<later>{YEAR})", ranges.three_years, _ANY, year=True),
        Rule(rf"(?P<y>{YEAR})-(?P<mo>\d\d)-(?P<da>\d\d)(?!\d)", spans.iso, ("-",), year=True),
        Rule(rf"(?P<y>{YEAR})-(?P<mo>0[1-9]|1[0-2])(?![\d-])", spans.iso_month, ("-",), year=True),
        Rule(r"(?<![\d/])(?P<mo>\d{1,2})/(?P<da>\d{1,2})/(?P<y>\d{4}|\d\d)(?![\d/])", spans.slashed, ("/",)),
        Rule(rf"(?<![\d/])(?P<mo>0?[1-9]|1[0-2])/(?P<y>{YEAR})(?![\d/])", ranges.slashed_month, ("/",)),
        Rule(rf"(?:early|late|mid|spring|summer|fall|autumn|winter)[\s-](?:of\s+)?(?:{MONTH}\s+)?{YEAR}\b|mid-{MONTH}",
             spans.nothing, ("early", "late", "mid", "spring", "summer", "fall", "autumn", "winter")),
        Rule(rf"(?P<ad>\d{{1,2}})\s+(?P<am>{MONTH})(?:\s+(?P<ay>{YEAR}))", spans.month, _ANY, month=True),
        Rule(rf"(?:(?:in|during|for|of|by|on)\s+)?(?:all\s+of\s+)?{a}", spans.month, _ANY, month=True),
        Rule(rf"(?:(?:in|during|for|of|calendar(?:\s+year)?|cy)\s*)?(?:all\s+of\s+)?(?:calendar(?:\s+year)?\s+|"
             rf"cy\s*)?(?<![\w$.,/-])(?P<y>{YEAR})(?!\d|[,.]\d|-\d|/\d|\()", spans.plain_year, _ANY, year=True),
        Rule(r"(?:calendar(?:\s+year)?\s*|cy\s*|in\s+|for\s+|of\s+|during\s+)'?(?<=')(?P<y>[0-2]\d)\b|"
             r"\bcy\s?(?P<y2>\d\d)\b", spans.short_year, ("'", "cy")),
    )  # fmt: skip


@cache
def rules() -> tuple[Compiled, ...]:
    """Every rule, the longer phrases first."""
    a, b = _MY.format("a"), _MY.format("b")
    every = (*_ranges(a, b), *_since(a), *_fiscal(), *_parts(), *_relative(a), *_plain(a))
    return tuple(Compiled(re.compile(rf"(?<![\w-])(?:{rule.source})(?!\w)"), rule) for rule in every)
