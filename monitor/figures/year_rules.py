"""Phrases for years, months and days by their names and numbers."""

from __future__ import annotations

from monitor.figures import pointers, ranges, spans
from monitor.figures.time_words import (
    ANY,
    MONTH,
    YEAR,
    Rule,
)


def plain_rules(a: str) -> tuple[Rule, ...]:
    return (
        *_year_spans(),
        *_years_together(),
        *_days_and_months(a),
        *_years(),
    )


def _year_spans() -> tuple[Rule, ...]:
    """Years from one to another, and dates in digits alone."""
    return (
        Rule(rf"cy\s?-?(?P<y>{YEAR})", spans.plain_year, ("cy",), year=True),
        Rule(
            rf"(?:then|that\s+time|that\s+(?:day|date))\s+(?:and|to|until|through)\s+(?:the\s+(?:end|"
            rf"close|last\s+day)\s+of\s+)(?P<y>{YEAR})",
            pointers.until_year,
            ("then", "that"),
            year=True,
            years=1,
        ),
        Rule(
            rf"(?:from\s+(?P<y>{YEAR})\s+on|(?:from\s+)?(?P<y2>{YEAR})\s+onwards?)(?=\s*[,.;:)]|\s+(?:the|it|they|"
            rf"he|she|we)\b|$)",
            spans.since_year,
            ("on",),
            year=True,
            years=1,
        ),
        Rule(rf"(?P<y>{YEAR})-(?P<mo>\d\d)-(?P<da>\d\d)(?!\d)", spans.iso, ("-",), year=True, years=1),
        Rule(rf"(?P<y>{YEAR})-(?P<mo>0[1-9]|1[0-2])(?![\d-])", spans.iso_month, ("-",), year=True, years=1),
        Rule(
            rf"(?<![/\d])(?P<y>{YEAR})/(?P<later>\d\d)(?![\d/])", spans.split_year, ("/",), year=True, years=1
        ),
        Rule(
            rf"(?P<y>{YEAR})(?:\s*[-–—]\s*|\s+(?:through|to)\s+(?=\d{{4}}))(?P<later>{YEAR}|\d\d)(?!\d|-\d)",
            spans.years,
            ANY,
            year=True,
            years=1,
        ),
        Rule(
            rf"(?:from|between)\s+(?P<y>{YEAR})\s+(?:through|to|and)\s+(?P<later>{YEAR})",
            spans.years,
            ("from", "between"),
            year=True,
            years=2,
        ),
    )


def _years_together() -> tuple[Rule, ...]:
    """Two or three years together."""
    return (
        Rule(
            rf"(?:in|for|over|during|years)\s+(?P<y>{YEAR})\s+(?:and|or)\s+(?P<later>{YEAR})(?:\s+(?:combined|together))?"
            rf"|(?<!\d,\s)(?P<y2>{YEAR})\s+(?:and|plus)\s+(?P<later2>{YEAR})\s+(?:combined|together|taken\s+together|in\s+all)",
            spans.two_years,
            ("and", " or ", "plus"),
            year=True,
            years=2,
        ),
        Rule(
            rf"(?:the\s+)?(?P<y>{YEAR})\s+and\s+(?P<later>{YEAR})\s+(?:calendar\s+)?years|"
            rf"(?:calendar\s+years\s+)(?P<y2>{YEAR})\s+and\s+"
            rf"(?P<later2>{YEAR})",
            spans.two_years,
            ("years",),
            year=True,
        ),
        Rule(
            rf"(?P<y>{YEAR}),\s+(?P<mid>{YEAR}),?\s+(?:and|or)\s+(?P<later>{YEAR})",
            ranges.three_years,
            ("and", " or "),
            year=True,
            years=3,
        ),
    )


def _days_and_months(a: str) -> tuple[Rule, ...]:
    """Days and months."""
    return (
        Rule(
            rf"(?:early|late|mid|winter)[\s-](?:of\s+)?(?:{MONTH}\s+)?{YEAR}\b|"
            rf"mid-{MONTH}",
            spans.nothing,
            ("early", "late", "mid", "winter"),
        ),
        Rule(
            rf"(?P<ad>\d{{1,2}})\s+(?P<am>{MONTH})(?:\s+(?P<ay>{YEAR}))",
            spans.month,
            ANY,
            month=True,
            months=1,
            years=1,
        ),
        Rule(rf"(?:(?:in|during|for|of|by|on)\s+)?(?:all\s+of\s+)?{a}", spans.month, ANY, month=True),
    )


def _years() -> tuple[Rule, ...]:
    """A year alone."""
    return (
        Rule(
            rf"(?:(?:in|during|for|of|calendar(?:\s+year)?|"
            rf"cy)\s*)?(?:all\s+of\s+)?(?:calendar(?:\s+year)?\s+|"
            rf"cy\s*)?(?<![\w$.,/-])(?P<y>{YEAR})(?!\d|[,.]\d|-\d|/\d|\()",
            spans.plain_year,
            ANY,
            year=True,
            years=1,
        ),
        Rule(r"cy\s?'?(?P<y>\d\d)\b", spans.short_year, ("cy",)),
    )
