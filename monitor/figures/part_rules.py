"""Phrases for quarters, halves and months of a year."""

from __future__ import annotations

from monitor.figures import pointers, ranges, spans
from monitor.figures.time_words import COUNT, MONTH, ORDINAL, WHOSE, YEAR, Rule


def parts_rules(a: str) -> tuple[Rule, ...]:
    """Quarters, halves and months of a year."""
    return (
        *_quarters(),
        *_halves(),
        *_months(a),
    )


def _quarters() -> tuple[Rule, ...]:
    """Quarters."""
    return (
        Rule(
            rf"(?:the\s+)?first\s+(?P<n>two|three|2|3)\s+quarters\s+of\s+(?P<y>{YEAR})",
            spans.first_quarters,
            ("quarters",),
            year=True,
        ),
        Rule(
            rf"q(?P<q>[1-4])\s*(?:[-–—]|to|through|thru|and|&)\s*q(?P<q2>[2-4])(?:,?\s+(?:of\s+|in\s+)?(?:(?P<y>{YEAR})|"
            rf"(?P<whose>this\s+year|last\s+year)))?|(?P<y2>{YEAR}),?\s+q(?P<q3>[1-4])\s*(?:[-–—]|to|through)\s*q(?P<q4>[2-4])",
            pointers.quarters,
            ("q1", "q2", "q3"),
        ),
        Rule(
            rf"(?:(?P<y>{YEAR})|(?P<whose>this\s+year|last\s+year))'s\s+(?:(?P<q>first|second|third|fourth|last|final)[\s-]"
            rf"quarter|(?P<which>first|second|last)[\s-]half|first\s+{COUNT}\s+months)",
            pointers.part_of_year,
            ("quarter", "half", "months"),
        ),
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
            r"(?<!f)(?:q(?P<q>[1-4])(?:[-/]|\s?')(?P<y>[12]\d)|(?P<q2>[1-4])q\s?'?(?P<y2>[12]\d)|"
            r"(?P<y3>[12]\d)q(?P<q3>[1-4]))"
            r"(?![\d,%.])",
            spans.short_quarter,
            ("q",),
        ),
        Rule(
            rf"(?:(?:in\s+|for\s+)?(?P<own>{YEAR}),?\s+)?(?:through|thru|to|up\s+to)\s+(?:the\s+end\s+of\s+)?(?:the\s+)?(?P<q>second|third|2nd|3rd)\s+(?:quarter|qtr\b)"
            rf"(?:\s+of\s+(?:(?P<y>{YEAR})|{WHOSE}))?",
            pointers.through_quarter,
            ("quarter", "qtr"),
        ),
        Rule(
            rf"(?:the\s+)?{ORDINAL}[\s-](?:calendar\s+)?(?:quarter|qtr\b)\.?(?:'s)?(?:\s+of\s+{WHOSE})?",
            pointers.quarter,
            ("quarter", "qtr"),
        ),
        Rule(r"(?<![\w-])q(?P<q>[1-4])(?![\w-])", pointers.quarter, ("q1", "q2", "q3", "q4")),
    )


def _halves() -> tuple[Rule, ...]:
    """Halves."""
    return (
        Rule(
            rf"(?:the\s+)?(?P<which>first|second|last|latter|back|1st|2nd)[\s-]half(?:\s+of|,)?\s+(?P<y>{YEAR})",
            spans.half,
            ("half",),
            year=True,
        ),
        Rule(
            rf"(?P<which>h1|h2|1h|2h),?\s+(?:of\s+)?(?P<y>{YEAR})",
            spans.half,
            ("h1", "h2", "1h", "2h"),
            year=True,
        ),
        Rule(
            rf"(?P<y>{YEAR})[\s,-]+(?P<which>h1|h2|1h|2h|1st\s+half|2nd\s+half|(?:first|second)[\s-]half)\b",
            spans.half,
            ("h1", "h2", "1h", "2h", "half"),
            year=True,
        ),
        Rule(
            rf"(?:the\s+)?(?P<which>first|second|last|latter|back)[\s-]half(?:\s+of\s+{WHOSE})?(?!\s+of)",
            pointers.half,
            ("half",),
        ),
    )


def _months(a: str) -> tuple[Rule, ...]:
    """The first months of a year, and one month."""
    return (
        Rule(
            rf"(?:the\s+)?(?P<which>first|last|final)\s+(?:{COUNT}\s+months|month)\s+of\s+(?:(?P<y>{YEAR})|"
            rf"this\s+year)",
            spans.first_months,
            ("month",),
        ),
        Rule(
            rf"(?:the\s+)?(?P<which>first|last|final)\s+(?:{COUNT}\s+months(?:\s+of\s+{WHOSE})?|"
            rf"month\s+of\s+the\s+year)(?!\s+(?:of|"
            rf"after|under(?!\s+(?:it|him|her|them)\b)|following|"
            rf"since|in))",
            pointers.first_months,
            ("month",),
        ),
        Rule(
            rf"{COUNT}\s+months\s+into\s+(?:(?P<y>{YEAR})|{WHOSE})(?!\s+of)",
            pointers.months_into,
            ("into",),
        ),
        Rule(
            rf"(?:in\s+|during\s+|over\s+|for\s+)?(?:the\s+)?(?P<which>first|second|latter)\s+half\s+of\s+{a}",
            ranges.half_of_month,
            ("half of",),
            month=True,
        ),
        Rule(
            rf"(?P<y>{YEAR})\s+\((?:first\s+|only\s+)?{COUNT}\s+(?:months?|mos?\.?)(?:\s+only)?\)",
            spans.months_in_brackets,
            ("mo",),
            year=True,
            years=1,
        ),
        Rule(rf"(?:in\s+)?(?P<am>{MONTH})\s+of\s+{WHOSE}", pointers.month, ("year",), month=True),
    )
