"""Phrases for fiscal years and for their parts."""

from __future__ import annotations

from typing import Final

from monitor.figures import fiscal_spans, spans
from monitor.figures.time_words import COUNT, FISCAL, MONTH, ORDINAL, YEAR, Rule

_SEVERAL: Final = r"(?:(?:federal|state|city|county)\s+)?(?:fiscal|budget)(?:\s+years?)?|s?f?fys?"
_NAMED: Final = (
    rf"(?:(?:{_SEVERAL})\s*'?(?P<y>{YEAR}|\d\d)\b|"
    rf"(?P<y2>{YEAR})\s+(?:federal\s+|state\s+)?(?:fiscal|budget)\s+year)"
)
_FULL: Final = rf"{FISCAL}[\s-]*'?(?P<y>{YEAR}|\d\d)"
_WORDS: Final = ("fiscal", "fy", "budget")


def fiscal_rules() -> tuple[Rule, ...]:
    """Every phrase for fiscal years, the longer ones first."""
    return (*_several(), *_whole(), *_relative())


def fiscal_parts() -> tuple[Rule, ...]:
    """Halves, quarters and months of a fiscal year, and one that is not over."""
    return (
        *_halves_and_quarters(),
        *_unfinished(),
    )


def _halves_and_quarters() -> tuple[Rule, ...]:
    """Halves, quarters and first months of a fiscal year."""
    part = r"(?P<which>first|second|1st|2nd|last|latter)[\s-]half"
    of = r"\s*(?:,|of|in|for)?\s*(?:the\s+)?"
    return (
        Rule(rf"(?:the\s+)?{part}{of}{_NAMED}", fiscal_spans.fiscal_half, ("half",)),
        Rule(rf"{_FULL}(?:'s)?[\s,-]+{part}", fiscal_spans.fiscal_half, ("half",)),
        Rule(
            rf"(?:the\s+)?(?P<which>first)\s+{COUNT}\s+months{of}{_NAMED}",
            fiscal_spans.fiscal_months,
            ("months",),
        ),
        Rule(
            rf"(?:the\s+)?{ORDINAL}[\s-](?:quarter|qtr\.?){of}{_NAMED}",
            fiscal_spans.fiscal_quarter,
            ("quarter", "qtr"),
        ),
        Rule(
            rf"{_FULL}(?:'s)?[\s,-]+{ORDINAL}[\s-](?:quarter|qtr)",
            fiscal_spans.fiscal_quarter,
            ("quarter", "qtr"),
        ),
        Rule(rf"q(?:uarter\s)?(?P<q>[1-4])(?:[\s,/-]|of)*{_NAMED}", fiscal_spans.fiscal_quarter, _WORDS),
        Rule(rf"{_FULL}[\s,/-]*(?:q|quarter\s)(?P<q>[1-4])", fiscal_spans.fiscal_quarter, _WORDS),
    )


def _unfinished() -> tuple[Rule, ...]:
    """A fiscal year up to a day."""
    return (
        Rule(
            rf"{_FULL}\s+\((?:first\s+|only\s+)?{COUNT}\s+(?:months?|mos?\.?)(?:\s+only)?\)",
            fiscal_spans.fiscal_months,
            ("mo",),
        ),
        Rule(
            rf"(?:(?:so|thus)\s+far\s+in\s+{_FULL.replace('<y>', '<y2>')}|"
            rf"{_FULL},?\s*\(?(?:to\s+date|ytd|so\s+far|year[\s-]to[\s-]date)\b\)?)",
            fiscal_spans.fiscal_to_date,
            ("date", "ytd", "far"),
        ),
        Rule(
            rf"(?:(?:the\s+)?first\s+{COUNT}\s+months\s+of|{COUNT.replace('<n>', '<n2>')}\s+months\s+into|"
            r"(?:half\s?way|midway)\s+(?:through|into))\s+(?:the|this)\s+(?:current\s+)?fiscal\s+year",
            fiscal_spans.this_fiscal_months,
            ("fiscal",),
        ),
        Rule(
            rf"(?:since|from)\s+(?:the\s+)?(?:beginning|start|outset)\s+of\s+(?:the\s+)?{_NAMED},?\s+"
            rf"(?:through|thru|to|up\s+to|until|till|as\s+of)\s+(?:the\s+end\s+of\s+)?(?P<am>{MONTH})"
            rf"(?:\s+(?P<ad>\d{{1,2}})(?!\d))?(?:,?\s+(?P<ay>{YEAR}))?",
            fiscal_spans.fiscal_until,
            _WORDS,
            month=True,
        ),
        Rule(
            rf"{_FULL},?\s*\(?\s*(?:to\s+date\s*[,(]?\s*)?(?:through|thru|to|up\s+to|"
            rf"as\s+of)\s+(?P<am>{MONTH})"
            rf"(?:\s+(?P<ad>\d{{1,2}})(?!\d))?(?:,?\s+(?P<ay>{YEAR}))?",
            fiscal_spans.fiscal_so_far,
            _WORDS,
            month=True,
        ),
        Rule(
            rf"(?:this\s+fiscal\s+year|fiscal\s+year[\s-]to[\s-]date|fytd)\s*[,(]*\s*(?:(?:from\s+)?{MONTH}"
            rf"(?:\s+\d{{1,2}})?\s*)?(?:through|thru|to|up\s+to|as\s+of|[-–—])\s*(?P<am>{MONTH})"
            rf"(?:\s+(?P<ad>\d{{1,2}})(?!\d))?(?:,?\s+(?P<ay>{YEAR}))?",
            fiscal_spans.fiscal_so_far,
            _WORDS,
            month=True,
        ),
    )


def _several() -> tuple[Rule, ...]:
    both = rf"(?:the\s+)?(?:{_SEVERAL})\s*'?(?P<y>{YEAR}|\d\d)"
    return (
        Rule(
            rf"since\s+(?:the\s+(?:start|beginning)\s+of\s+)?(?:{_SEVERAL})\s*'?(?P<y>{YEAR}|\d\d)\b",
            fiscal_spans.since_fiscal,
            ("since",),
            year=True,
        ),
        Rule(
            rf"(?:between|from)\s+{both}\s+(?:and|through|thru|to)\s+(?:(?:{_SEVERAL})\s*'?)?"
            rf"(?P<later>20[0-4]\d|(?<=fy)\d\d)\b",
            fiscal_spans.fiscal_years,
            _WORDS,
        ),
        Rule(
            rf"{both}\s*(?:through|thru|to|[-–—])\s*(?:fy\s*'?)?(?P<later>20[0-4]\d|(?<=fy)\d\d)\b",
            fiscal_spans.fiscal_years,
            _WORDS,
        ),
        Rule(
            rf"{both}\s+and\s+(?:(?:{_SEVERAL})\s*)?(?P<later>20[0-4]\d|\d\d)\s*,?\s*(?:combined|together|"
            rf"in\s+all)",
            fiscal_spans.fiscal_years,
            ("combined", "together", "in all"),
        ),
        Rule(
            rf"(?:in|for|over|during)\s+(?:the\s+)?(?:(?:federal|state|city|county)\s+)?(?:fiscal|budget)\s+years\s+(?P<y>{YEAR})"
            rf"\s+and\s+(?:fy\s+)?(?P<later>{YEAR})",
            fiscal_spans.two_fiscal_years,
            ("fiscal", "budget"),
            year=True,
            years=2,
        ),
        Rule(
            rf"(?:the\s+)?(?P<y>{YEAR})\s*[-–/]\s*(?P<later>(?:20)?\d\d)\s+(?:state\s+|federal\s+)?"
            rf"(?:fiscal|budget)\s+year",
            fiscal_spans.fiscal_year,
            ("fiscal", "budget"),
            year=True,
        ),
    )


def _whole() -> tuple[Rule, ...]:
    return (
        Rule(rf"{_FULL}\s*[-–/]\s*(?P<later>(?:20)?\d\d)\b", fiscal_spans.fiscal_year, _WORDS),
        Rule(rf"{_FULL}\b", fiscal_spans.fiscal_year, _WORDS),
        Rule(
            rf"(?:the\s+)?(?P<y>{YEAR})\s+(?:federal\s+|state\s+)?(?:fiscal|budget)\s+year",
            fiscal_spans.fiscal_year,
            ("fiscal", "budget"),
            year=True,
        ),
    )


def _relative() -> tuple[Rule, ...]:
    return (
        Rule(
            r"(?:the\s+|our\s+|its\s+)?(?:last|past|most\s+recent|latest)\s+(?:federal\s+|state\s+|city\s+|county\s+|full\s+|complete[d]?\s+)*"
            r"(?:fiscal|budget)\s+year|(?:last|prior)\s+fy\b|"
            r"(?:the\s+)?(?:(?:federal|state|city|county)\s+)?fiscal\s+year\s+(?:that\s+)?(?:has\s+)?(?:just|now)\s+"
            r"(?:ended|closed|over)|"
            r"(?:the\s+)?fiscal\s+year\s+(?:that\s+)?(?:has\s+)?(?:just\s+|now\s+)?(?:ended|closed|over)"
            r"(?:\s+(?:yesterday|last\s+(?:week|month|night)))?(?=\s*(?:[.,;:)]|$))",
            fiscal_spans.relative_fiscal,
            ("fiscal", "budget", "fy"),
        ),
        Rule(
            r"(?:fiscal[\s-]+year|fy)[\s-]to[\s-]date|fytd|(?:this|current)\s+fy\b|(?:since\s+the\s+(?:start|beginning)\s+of\s+(?:the|this)(?:\s+current)?|so\s+far\s+(?:in\s+)?this|"
            r"this|the\s+current)\s+(?:federal\s+|state\s+)?(?:fiscal|budget)\s+year(?:\s+(?:so\s+far|to\s+date))?",
            fiscal_spans.this_fiscal,
            ("fiscal", "budget", "fy"),
        ),
        Rule(
            rf"(?:the\s+)?(?:last|past)\s+{COUNT}\s+(?:full\s+|complete\s+)?(?:federal\s+|state\s+)?fiscal\s+years",
            fiscal_spans.fiscal_years_past,
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
