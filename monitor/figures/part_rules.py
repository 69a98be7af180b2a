"""Phrases for fiscal years, and for quarters, halves and months of a year."""

from __future__ import annotations

from monitor.figures import fiscal_spans, pointers, spans
from monitor.figures.time_words import (
    COUNT,
    FISCAL,
    MONTH,
    ORDINAL,
    WHOSE,
    YEAR,
    Rule,
)


def fiscal_rules() -> tuple[Rule, ...]:
    several = r"(?:federal\s+|state\s+)?(?:fiscal|budget)(?:\s+years?)?|fys?"
    return (
        Rule(
            rf"(?:the\s+)?(?P<y>{YEAR})\s*[-–/]\s*(?P<later>(?:20)?\d\d)\s+(?:state\s+|"
            rf"federal\s+)?(?:fiscal|budget)\s+year",
            fiscal_spans.fiscal_year,
            ("fiscal", "budget"),
            year=True,
        ),
        Rule(
            rf"since\s+(?:the\s+(?:start|beginning)\s+of\s+)?(?:{several})\s*'?(?P<y>{YEAR}|\d\d)\b",
            fiscal_spans.since_fiscal,
            ("since",),
            year=True,
        ),
        Rule(
            rf"(?:the\s+)?first\s+{COUNT}\s+months\s+of\s+(?:the\s+)?(?:{several})\s*'?(?P<y>{YEAR}|\d\d)\b",
            fiscal_spans.fiscal_months,
            ("months",),
            year=True,
        ),
        Rule(
            rf"(?:the\s+)?{ORDINAL}[\s-](?:quarter|qtr\.?)\s+of\s+(?:the\s+)?(?:{several})\s*'?(?P<y>{YEAR}|"
            rf"\d\d)\b",
            fiscal_spans.fiscal_quarter,
            ("quarter", "qtr"),
            year=True,
        ),
        Rule(
            rf"(?:the\s+)?(?:{several})\s*'?(?P<y>{YEAR})\s*(?:through|thru|to|"
            rf"[-–—])\s*(?:fy\s*)?(?P<later>20[0-4]\d)\b",
            fiscal_spans.fiscal_years,
            ("fiscal", "fy", "budget"),
            year=True,
        ),
        Rule(
            rf"{FISCAL}[\s-]*'?(?P<y>{YEAR}|\d\d)\s*[-–/]\s*(?P<later>(?:20)?\d\d)\b",
            fiscal_spans.fiscal_year,
            ("fiscal", "fy", "budget"),
            year=True,
        ),
        Rule(
            rf"{FISCAL}[\s-]*'?(?P<y>{YEAR}|\d\d)\b",
            fiscal_spans.fiscal_year,
            ("fiscal", "fy", "budget"),
            year=True,
        ),
        Rule(
            rf"(?:the\s+)?(?P<y>{YEAR})\s+(?:federal\s+|state\s+)?(?:fiscal|budget)\s+year",
            fiscal_spans.fiscal_year,
            ("fiscal", "budget"),
            year=True,
        ),
        Rule(
            r"(?:the\s+)?(?:last|past)\s+(?:federal\s+|state\s+|full\s+)?fiscal\s+year|"
            r"the\s+fiscal\s+year\s+(?:that\s+)?(?:has\s+)?just\s+(?:ended|closed)",
            fiscal_spans.relative_fiscal,
            ("fiscal",),
        ),
        Rule(
            r"(?:this|the\s+current)\s+(?:federal\s+|state\s+)?fiscal\s+year",
            fiscal_spans.this_fiscal,
            ("fiscal",),
        ),
        Rule(
            r"(?:the\s+)?(?:previous|prior|preceding|earlier)\s+fiscal\s+year|"
            r"(?:the\s+)?fiscal\s+year\s+(?:before|earlier|prior)(?!\s+(?:the|it)\b)",
            spans.nothing,
            ("fiscal",),
            -1,
        ),
        Rule(r"(?:that|the(?:\s+same)?)\s+fiscal\s+year", spans.nothing, ("fiscal",), 0),
    )


def parts_rules() -> tuple[Rule, ...]:
    """Quarters, halves and months of a year."""
    return (
        Rule(
            rf"(?:the\s+)?(?P<q>first|second|third|fourth|last|final|1st|2nd|3rd|4th)[\s-](?:quarter|"
            rf"qtr)s?\.?\s+(?:of\s+|,\s+)"
            rf"?(?P<y>{YEAR})",
            spans.quarter_of,
            ("quarter", "qtr"),
            year=True,
        ),
        Rule(
            rf"(?<!f)(?:q|qtr\.?\s?|quarter\s)(?P<q>[1-4])[\s,/-]*(?:of\s+)?(?P<y>{YEAR})|"
            rf"(?P<y2>{YEAR})[\s,-]*(?:q|qtr\.?\s?|quarter\s)"
            rf"(?P<q2>[1-4])|(?P<q3>[1-4])q\s?(?P<y3>{YEAR})",
            spans.short_quarter,
            ("q",),
            year=True,
        ),
        Rule(
            rf"(?:the\s+)?{ORDINAL}[\s-](?:calendar\s+)?(?:quarter|qtr\b)\.?(?:'s)?(?:\s+of\s+{WHOSE})?",
            pointers.quarter,
            ("quarter", "qtr"),
        ),
        Rule(r"(?<![\w-])q(?P<q>[1-4])(?![\w-])", pointers.quarter, ("q1", "q2", "q3", "q4")),
        Rule(
            rf"(?:the\s+)?(?P<which>first|second|last|latter|1st|2nd)[\s-]half\s+of\s+(?P<y>{YEAR})",
            spans.half,
            ("half",),
            year=True,
        ),
        Rule(rf"(?P<which>h1|h2),?\s+(?:of\s+)?(?P<y>{YEAR})", spans.half, ("h1", "h2"), year=True),
        Rule(
            rf"(?:the\s+)?(?P<which>first|second|last|latter|back)[\s-]half(?:\s+of\s+{WHOSE})?(?!\s+of)",
            pointers.half,
            ("half",),
        ),
        Rule(
            rf"(?:the\s+)?(?P<which>first|last|final)\s+{COUNT}\s+months\s+of\s+(?:(?P<y>{YEAR})|"
            rf"this\s+year)",
            spans.first_months,
            ("months",),
        ),
        Rule(
            rf"(?:the\s+)?(?P<which>first|last|final)\s+{COUNT}\s+months(?:\s+of\s+{WHOSE})?(?!\s+(?:of|"
            rf"after|"
            rf"since|in))",
            pointers.first_months,
            ("months",),
        ),
        Rule(rf"(?:in\s+)?(?P<am>{MONTH})\s+of\s+{WHOSE}", pointers.month, ("year",), month=True),
    )
