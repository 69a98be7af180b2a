"""Phrases that name a span by its ends or by its beginning: ranges, and what is told since a day."""

from __future__ import annotations

from monitor.figures import fiscal_spans, lately, pointers, ranges, spans
from monitor.figures.event_rules import NOUN
from monitor.figures.length_rules import length_rules
from monitor.figures.time_words import (
    ANY,
    COUNT,
    END_OF,
    ENDING,
    MONTH,
    TO,
    WEEKDAY,
    YEAR,
    Rule,
)


def ranges_rules(a: str, b: str) -> tuple[Rule, ...]:
    return (
        *_both_ends(a, b),
        *_to_month_or_year(a),
        *_days_both_ends(a),
        *length_rules(a),
        *_years_by_last(),
        *_by_last_day(a),
        *_years_so_far(a),
    )


def _both_ends(a: str, b: str) -> tuple[Rule, ...]:
    """Spans told by both their ends."""
    return (
        Rule(
            rf"(?:from\s+|between\s+)?{a}{TO}(?P<bm>{MONTH})(?:\s+(?P<bd>\d{{1,2}}))?,?\s+(?:of\s+)?the\s+"
            r"(?:next|following)\s+year",
            ranges.into_next_year,
            ("next", "following"),
            month=True,
            months=2,
            years=1,
        ),
        Rule(
            rf"(?:(?:in|for|during|over)\s+)?(?P<am>{MONTH}),\s+(?:{MONTH},\s+){{0,9}}?{MONTH},?\s+and\s+(?P<bm>{MONTH})"
            rf"(?:,?\s+(?:of\s+)?(?P<y>{YEAR}))?(?!\s+\d)",
            ranges.listed_months,
            (" and ",),
            month=True,
            months=2,
        ),
        Rule(
            rf"(?:the\s+)?(?P<am>{MONTH}){TO}(?P<bm>{MONTH})\s+(?:quarter|period|half|stretch|months),?\s+(?:of|in)\s+"
            rf"(?P<y>{YEAR})",
            ranges.months_of_year,
            ("quarter", "period", "half", "stretch", "months"),
            month=True,
            year=True,
            months=2,
        ),
        Rule(
            rf"(?P<y>{YEAR}),?\s+\(?(?P<am>{MONTH})\s*(?:[-–—]|through|thru|to)\s*(?P<bm>{MONTH})(?!\s*\d)",
            ranges.months_of_year,
            ("-", "–", "—", "through", "to"),
            month=True,
            year=True,
            months=2,
            years=1,
        ),
        Rule(
            rf"(?:(?:from|between|for)\s+)?(?:the\s+week\s+of\s+)?{WEEKDAY}{a},?{TO}{WEEKDAY}{b}"
            rf"(?:(?P<this>,?\s+(?:of\s+)?this\s+year)|(?P<last>,?\s+(?:of\s+)?last\s+year))?",
            spans.between,
            ANY,
            month=True,
            months=2,
        ),
        Rule(
            rf"(?:from|between)\s+{a}(?:,\s[^.;:]{{3,90}}?,)?\s+(?:through|to|until|and)\s+(?:the\s+end\s+of\s+)?last\s+month",
            ranges.to_last_month,
            ("last month",),
            month=True,
        ),
        Rule(
            rf"(?:from\s+)?(?P<am>{MONTH}){TO}(?P<bm>{MONTH}),?\s+(?:of\s+)?that\s+(?:same\s+)?year",
            pointers.months_of_that_year,
            ("that",),
            month=True,
            months=2,
        ),
        Rule(
            rf"(?:from|between)\s+{a},\s[^.;:]{{3,90}}?,\s(?:through|to|until|and)\s+{END_OF}{b}"
            rf"(?P<this>,?\s+(?:of\s+)?this\s+year)?",
            spans.between,
            ("from", "between"),
            month=True,
            months=2,
        ),
        Rule(
            rf"(?:from\s+|between\s+)?{a}\s+\([^()]{{2,60}}\),?{TO}{b}",
            spans.between,
            ("(",),
            month=True,
            months=2,
        ),
        Rule(
            rf"from\s+(?P<y>{YEAR}),\s[^.;:]{{3,90}}?,\s(?:through|to|until|till)\s+{END_OF}(?P<later>{YEAR})",
            spans.years,
            ("from",),
            year=True,
            years=2,
        ),
        Rule(
            rf"(?:from|between)\s+(?P<y>{YEAR})\s+(?:through|to|until|till|and)\s+(?:and\s+including\s+)?the\s+"
            rf"(?:end|close|last\s+day)\s+of\s+(?P<later>{YEAR})",
            spans.years,
            ("from", "between"),
            year=True,
            years=2,
        ),
    )


def _to_month_or_year(a: str) -> tuple[Rule, ...]:
    """Spans that last to a month by its name, or to a year or its middle."""
    return (
        Rule(
            rf"(?:from\s+|between\s+)?{a}{TO}(?:this|last)\s+(?P<bm>{MONTH})(?!\s*\d)",
            ranges.to_named_month,
            ("this", "last"),
            month=True,
            months=2,
        ),
        Rule(
            rf"(?:from\s+|(?P<two>between\s+))?(?P<ay>{YEAR})\s+(?:through|thru|to|until|"
            rf"up\s+to|(?(two)and|to))\s+(?:the\s+end\s+of\s+)?"
            rf"(?P<bm>{MONTH})(?:\s+(?P<bd>\d{{1,2}}))?(?:(?P<this>\s+of\s+this\s+year)|(?:,|\s+of)?\s+(?P<by>{YEAR}))",
            ranges.year_to_month,
            ("through", "thru", "to", "until", "between"),
            month=True,
            year=True,
            months=1,
            years=1,
        ),
        Rule(
            r"(?:from|since|(?P<two>between))\s+(?:the\s+(?:beginning|start)\s+of\s+)?"
            rf"(?P<y>{YEAR}),?\s+(?:through|thru|to|until|up\s+to|(?(two)and|to))\s+"
            rf"(?:the\s+end\s+of\s+)?(?P<am>{MONTH})(?:\s(?P<ad>[1-9]|[12]\d|3[01])\b)?"
            r"(?!\s?\d|,?\s+20\d\d|,?\s+of\b)(?P<ay>)",
            ranges.year_to_last_month,
            ("from", "since", "between"),
            month=True,
            year=True,
        ),
        Rule(
            rf"(?:from\s+)?(?P<ay>{YEAR})\s+(?:through|thru|to|until|up\s+to)\s+(?:the\s+middle\s+of\s+|mid-)"
            rf"(?:(?P<this>this\s+year)|(?P<by>{YEAR}))",
            ranges.year_to_middle,
            ("mid",),
            year=True,
            years=1,
        ),
        Rule(
            rf"(?:from|between)\s+(?P<ay>{YEAR})\s+(?:through|thru|to|until|and)\s+(?:the\s+end\s+of\s+)?"
            r"last\s+(?P<until>year|month)",
            ranges.year_to_lately,
            ("last",),
            year=True,
            years=1,
        ),
        Rule(
            rf"(?:from\s+)?(?:calendar\s+year|cy)\s*(?P<y>{YEAR})(?:\s*[-–—]\s*|\s+(?:through|to|until)\s+)"
            rf"(?:calendar\s+year|cy)\s*(?P<later>{YEAR})",
            spans.years,
            ("calendar", "cy"),
            year=True,
            years=2,
        ),
        Rule(
            rf"(?:(?:in|for|during|over)\s+)?(?:the|our|its)\s+(?:fiscal\s+|budget\s+|federal\s+|state\s+|reporting\s+)*year\s+"
            rf"(?:that\s+|which\s+)?(?:began|beginning|started|starting|opened)\s+(?:on\s+|in\s+|last\s+)?{a}"
            r"(?!\s*(?:[-–—]|,?\s+(?:and|to|through|until)\b))",
            ranges.year_from,
            ("beg", "start", "opened"),
            month=True,
        ),
        Rule(
            rf"(?:(?:from|between)\s+)?(?P<ay>{YEAR})\s+(?:through|thru|to|until|and)\s+(?:the\s+)?"
            rf"(?:(?P<q>first|second|third)[\s-]quarter|(?P<half>first)[\s-]half|first\s+{COUNT}\s+months)"
            rf"\s+of\s+(?:(?P<by>{YEAR})|this\s+year)",
            ranges.year_to_part,
            ("quarter", "half", "months"),
            year=True,
            years=1,
        ),
        Rule(
            rf"(?:from\s+|between\s+)?{a},?{TO}(?P<later>{YEAR})\b",
            ranges.month_to_year,
            ANY,
            month=True,
            months=1,
            years=1,
        ),
    )


def _days_both_ends(a: str) -> tuple[Rule, ...]:
    """Spans of days, and those that last to the document's day."""
    return (
        Rule(
            rf"(?:(?:in|for|during|over)\s+)?the\s+week\s+(?:of|that\s+(?:began|started)|beginning|starting)\s+"
            rf"(?:on\s+)?{WEEKDAY}{a}(?!\s*(?:[-–—]|to|through|thru)\s*\d|\s*\d)",
            ranges.week_of,
            ("week",),
            month=True,
        ),
        Rule(
            rf"(?:from\s+|between\s+)?{a}(?:,?\s+(?:through|thru|to|until|till|and|up\s+to)\s+|\s*[-–—]\s*(?=present|date|now|today))(?:now|today|date|"
            rf"yesterday|this\s+(?:week|month|morning)|(?:last|this)\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
            rf"last\s+(?:week|night)|press\s+time|(?:the\s+)?present(?:\s+day)?|mid-?{MONTH}|"
            rf"(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
            spans.since,
            ("now", "day", "this", "last", "press", "present", "mid", "date"),
            month=True,
        ),
        Rule(
            rf"(?:(?:the\s+)?(?:week|days|period|weekend)\s+(?:of|from)\s+|from\s+|(?P<two>between\s+))?(?P<am>{MONTH})\s+(?P<ad>\d{{1,2}})\s*"
            rf"(?:[-–—]|to|through|thru|until|till|(?(two)and|to))\s*(?P<bd>\d{{1,2}})(?!,\d|\.\d)(?:,?\s+(?P<ay>{YEAR})"
            rf")?",
            spans.days_of_month,
            ("-", "–", "—", "to", "through", "thru", "until", "till", "and"),
            month=True,
            months=1,
        ),
    )


def _years_by_last() -> tuple[Rule, ...]:
    """Years told by their count and the last of them."""
    return (
        Rule(
            rf"(?:(?:the|its|his|her|their|our)\s+)?(?:past\s+|last\s+|first\s+)?{COUNT}\s+(?:full\s+|calendar\s+)?"
            rf"years(?:\s+(?:ending|ended)\s+(?:in|with)|,?\s+(?:through|up\s+to))\s+(?:the\s+end\s+of\s+)?"
            rf"(?P<later>{YEAR})(?![\d-])",
            spans.years_ending,
            ("years",),
            year=True,
            years=1,
        ),
    )


def _by_last_day(a: str) -> tuple[Rule, ...]:
    """Quarters, halves, weeks and years told by their last day."""
    return (
        Rule(
            rf"(?:the\s+)?(?:quarter|three[\s-]month\s+period){ENDING}{a}",
            ranges.quarter_ending,
            ("quarter", "period"),
            month=True,
        ),
        Rule(rf"fye\s+{a}", fiscal_spans.fiscal_ending, ("fye",), month=True),
        Rule(
            rf"(?:the\s+)?(?:half[\s-]year|six[\s-]month\s+period){ENDING}(?:last\s+)?{a}",
            ranges.half_ending,
            ("half", "six"),
            month=True,
        ),
        Rule(rf"(?:the\s+)?month{ENDING}{a}", ranges.month_ending, ("month",), month=True),
        Rule(
            rf"(?:in\s+|during\s+)?(?:the\s+)?(?P<q>second|third|fourth)\s+(?:full\s+)?week\s+(?:of|in)\s+{a}",
            ranges.nth_week,
            ("week",),
            month=True,
        ),
        Rule(
            rf"(?:the\s+)?(?:week|seven\s+days){ENDING}{a}", ranges.week_ending, ("week", "seven"), month=True
        ),
        Rule(
            rf"(?:the\s+)?(?:(?:federal\s+|state\s+)?(?:fiscal|budget)|federal)\s+year{ENDING}(?:last\s+)?{a}",
            fiscal_spans.fiscal_ending,
            ("fiscal", "budget", "federal"),
            month=True,
        ),
        Rule(
            rf"(?<!of )(?<!of the )(?<!this )(?:the\s+)?(?:year|twelve\s+months)\s+to\s+{a}",
            ranges.year_ending,
            ("year to", "months to"),
            month=True,
        ),
        Rule(
            rf"(?:the\s+)?(?:year|twelve[\s-]month\s+period)\s+(?:that\s+)?(?:ended|ending|"
            rf"closed)(?:\s+(?:on|in))?\s+"
            rf"(?:last\s+)?{a}",
            ranges.year_ending,
            ("year", "twelve"),
            month=True,
        ),
    )


def _years_so_far(a: str) -> tuple[Rule, ...]:
    """Years that are told up to a day."""
    return (
        Rule(
            rf"(?:(?:in|for)\s+)?(?P<y>{YEAR})(?:,)?\s+\(?(?:through|thru|to|up\sto|as\sof)\s+(?P<am>{MONTH})"
            rf"(?:\s(?P<ad>[1-9]|[12]\d|3[01])\b)?(?!\s?\d|,?\s+20\d\d)",
            spans.year_through,
            ("through", "thru", "to", "as"),
            month=True,
            months=1,
            years=1,
        ),
        Rule(
            rf"(?:this\s+year|so\s+far|for\s+the\s+(?:calendar\s+)?year|(?:calendar\s+)?year[\s-]to[\s-]date|ytd|to\s+date|(?:the\s+)?(?:start|beginning|first)\s+of\s+"
            rf"(?:the|this)\s+year),?\s+\(?(?:through|as\s+of|up\s+to|to|until)\s+{a}",
            spans.so_far_through,
            ("year", "far", "date", "ytd"),
            month=True,
        ),
    )


def since_rules(a: str) -> tuple[Rule, ...]:
    return (
        *_since_day(a),
        *_since_beginning(a),
        *_so_far(),
        *_through(a),
    )


def _since_day(a: str) -> tuple[Rule, ...]:
    """What is told since a day or a year."""
    return (
        Rule(
            rf"since\s+(?:it|the\s+(?:\w+\s+)?\w+)\s+(?:took\s+effect|began|started)\s+(?:in\s+|on\s+|last\s+)?{a}",
            spans.since,
            ("since",),
            month=True,
        ),
        Rule(
            rf"since\s+(?:(?:the|its|their|his|her|our|a)\s+|last\s+|this\s+)(?:[\w'-]+\s+){{0,2}}?{a}\s+(?:[\w'-]+\s+)"
            rf"{{0,2}}?{NOUN}\b",
            spans.since,
            ("since",),
            month=True,
        ),
        Rule(rf"since\s+[^.;:,\t0-9]{{3,40}},\s+{a}(?=\s*[:;.)])", spans.since, ("since",), month=True),
        Rule(
            rf"since\s+[^.;:,\t]{{3,80}}?\s(?:in|on|of|dated|last)\s+{a}", spans.since, ("since",), month=True
        ),
        Rule(
            rf"since\s+[^.;:\t0-9]{{3,45}}?(?:287\(g\)\s+)?in\s+(?P<y>{YEAR})\b|since\s+(?:the|an?|its|their|that)"
            rf"\s+(?P<y2>{YEAR})\s+(?:[\w-]+\s+){{0,2}}?{NOUN}\b|since\s+(?:the|an?|its|their|that)"
            rf"\s+(?!start|beginning|end|close)(?:[\w-]+\s+){{0,3}}?{NOUN}\s+of\s+(?P<y3>{YEAR})\b",
            spans.since_year,
            ("since",),
            year=True,
            years=1,
        ),
        Rule(
            rf"(?:since|from)\s+{WEEKDAY}(?:at\s+least\s+|last\s+|that\s+|this\s+(?:past\s+)?|mid-|late\s+|early\s+)?{a}(?:\s+on(?:ward|"
            rf"wards)?\b)?(?:,?\s+(?:through|"
            rf"to|until)\s+(?:now|today|date))?",
            spans.since,
            ("since", "from"),
            month=True,
        ),
    )


def _since_beginning(a: str) -> tuple[Rule, ...]:
    """What is told since something began."""
    return (
        Rule(
            rf"after\s+{a}(?!,?\s+{YEAR})(?=,\s+(?:[a-z]+\s+){{0,3}}?(?:\d|no\b|none|nobody|not|zero))",
            spans.since,
            ("after",),
            month=True,
        ),
        Rule(
            rf"(?:beginning|starting|effective)\s+(?:in\s+|on\s+)?{a}",
            spans.since,
            ("ing", "effective"),
            month=True,
        ),
        Rule(
            r"since\s+(?:the\s+(?:day|start|beginning)\s+(?:of\s+)?)?(?:the\s+)?(?:second\s+)?(?:mr\.\s+|president\s+)?"
            r"(?:donald\s+)?(?:trump|the\s+president)(?:'s)"
            r"?\s+(?:\w+\s+){0,2}?(?:inaugurat\w+|administration|(?:first|second|new)\s+term|took\s+office|taking\s+office|return\w*|came\s+back|"
            r"term\s+began)(?:\s+to\s+(?:the\s+white\s+house|office|power))?|since\s+(?:the\s+)"
            r"?inauguration(?:\s+day)?",
            spans.inaugurated,
            ("since",),
        ),
        Rule(
            rf"(?:since|from)\s+(?:the\s+(?:start|beginning)\s+of\s+|early\s+|january\s+of\s+)(?P<y>{YEAR})\b"
            rf"|(?:since|(?:dating|going)(?:\s+back)?\s+to)\s+(?:at\s+least\s+)?(?P<y2>{YEAR})\b",
            spans.since_year,
            ("since", "from", " to"),
            year=True,
            years=1,
        ),
        Rule(
            rf"(?:since|from)\s+(?:(?:at\s+)?the\s+)?(?P<edge>start|beginning|first|end|close|early|late)\s+"
            rf"(?:(?:days?|weeks?|months?)\s+)?(?:of\s+|in\s+)?(?:last\s+year|(?P<y>{YEAR}))(?=[^-\d/]|$)"
            r"(?!\s+(?:through|to|until|till)\b)",
            spans.since_edge,
            ("since", "from"),
        ),
    )


def _through(a: str) -> tuple[Rule, ...]:
    """What is told up to a month or a day, where nothing tells since when."""
    return (
        Rule(
            rf"through\s+{END_OF}{a}",
            ranges.through,
            ("through",),
            month=True,
        ),
    )


def _so_far() -> tuple[Rule, ...]:
    """Years that are not over, and since then."""
    return (
        Rule(
            rf"(?:(?:so|thus)\s+far|to\s+this\s+point|up\s+to\s+now)\s+in\s+(?P<y>{YEAR})|"
            rf"(?<!\d,\s)(?P<y2>{YEAR}),?\s+\(?(?:so\s+far|thus\s+far|to\s+date|ytd|year[\s-]to[\s-]date|partial\s+year)\)?|"
            rf"(?:ytd|year[\s-]to[\s-]date)[\s:,-]+(?P<y3>{YEAR})",
            spans.so_far_in,
            ("far", "date", "ytd", "point", "now", "partial"),
            year=True,
        ),
        Rule(
            rf"(?:(?:from\s+)?(?P<y>{YEAR})(?:\s*[-–—]\s*|\s+(?:through|thru|to|until|till|up\s+to)\s+)|"
            rf"between\s+(?P<y2>{YEAR})\s+and\s+)"
            r"(?:now|today|date|(?:the\s+)?present(?!\s+year)(?:\s+day)?|this\s+(?:week|month)|"
            r"last\s+(?:week|(?:mon|tues|wednes|thurs|fri|satur|sun)day))\b",
            spans.since_year,
            ("now", "day", "date", "present", "this", "last"),
            year=True,
            years=1,
        ),
        Rule(
            rf"(?P<y>{YEAR})\s*(?:[-–—]|to|through)\s*(?P<later>{YEAR}),?\s+\(?(?:ytd|to\s+date|so\s+far|year[\s-]to"
            r"[\s-]date)\)?",
            spans.years_to_date,
            ("far", "date", "ytd"),
            year=True,
            years=2,
        ),
        Rule(r"(?:in\s+the\s+)?month[\s-]to[\s-]date|mtd\b", lately.month_so_far, ("month", "mtd")),
        Rule(
            r"since\s+(?:new\s+year'?s(?:\s+day)?|the\s+year\s+(?:began|started|opened)(?!\s+(?:in|on|with|last|[a-z]+\s+\d))|the\s+(?:start|beginning|first)\s+of\s+(?:the|"
            r"this)\s+year)|"
            r"(?:so\s+far\s+)?(?:in\s+)?this\s+year(?:\s+so\s+far)?"
            r"|this\s+calendar\s+year|year[\s-]to[\s-]date|so\s+far\s+this\s+(?:calendar\s+)?year|"
            r"all\s+year|for\s+the\s+year\s+to\s+date|ytd\b|"
            r"\b(?:so|thus)\s+far(?!\s+(?:as|from|in|this|through|since|[,(]))|\bto\s+date(?=[,.;:)]|$)",
            spans.so_far,
            ("year", "ytd", "far", "date"),
        ),
        Rule(
            r"(?:since|from)\s+(?:then|that\s+(?:date|day|time|point|month|year|vote|week)(?:\s+on)?)|"
            r"ever\s+since|"
            r"in\s+the\s+(?:[\w-]+\s+)?(?:months?|years?|weeks?|days?)\s+since(?!\s+(?:19|20|the|it|he|she|"
            r"they|a|we|i)\b)|"
            r"\bsince(?=[,.]|$)",
            pointers.since,
            ("since", "from that", "from then"),
        ),
    )
