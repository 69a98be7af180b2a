"""Spans told by how long they are and the day or month at one of their ends."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from monitor.figures.days import Clock, Days, a_day, closed, last_of, units_on
from monitor.figures.spans import moment, near, number
from monitor.figures.time_words import COUNT, END_OF, YEAR, Rule

LONGEST: Final = {"day": 400, "week": 104, "month": 120, "year": 20}
_COUNT: Final = COUNT.removesuffix(")") + r"|thirty|forty|fifty|sixty|ninety|(?:a\s+|one\s+)?hundred)"
_LENGTH: Final = (
    rf"(?:(?:past|last|first|full)\s+){{0,3}}(?:{_COUNT}[\s-])?(?:full\s+|fiscal\s+|calendar\s+)?"
    r"(?P<unit>month|year)s?"
)
#: told with its article, so that "held for 12 days until May 4" is none
_SHORT: Final = rf"the\s+(?:past\s+|last\s+|first\s+)?{_COUNT}[\s-](?P<unit>day|week)s?"
_LEAD: Final = r"(?:(?:in|over|during|for|of)\s+)?(?:the\s+)?"
_TO: Final = (
    r"(?:[\s-](?:period|stretch|span|window|run))?(?:\s+(?:that|which))?\s*,?\s+"
    rf"(?:(?:ended|ending|ends|closed|closing|ran|running)(?:\s+(?:on|in|with|to|through|until))?|through|thru|to|"
    rf"up\s+to(?:\s+and\s+including)?)\s+{END_OF}(?:last\s+|this\s+past\s+)?"
)
_BEFORE: Final = r"\s+(?:before|prior\s+to|preceding|leading\s+up\s+to|up\s+until|until|till)\s+(?:last\s+)?"
_AFTER: Final = (
    r"(?:[\s-](?:period|stretch|span|window))?\s+(?:after|following|from|since|beginning|starting|that\s+(?:began|started))\s+(?:on\s+|in\s+)?"
    r"(?:last\s+)?"
)


def length_rules(a: str) -> tuple[Rule, ...]:
    return (
        *_to(a),
        *_before(a),
        *_after(a),
        Rule(
            rf"{_LEAD}first\s+(?:{_COUNT}\s+(?P<units>week|day)s|(?P<unit>week|day))\s+of\s+(?:(?P<y>{YEAR})|(?P<this>this\s+(?:year|one))|"
            r"last\s+year)",
            of_year,
            ("first",),
        ),
    )


def _to(a: str) -> tuple[Rule, ...]:
    """'the twelve months to the end of June', 'the hundred days that ended on April 24'"""
    counted = _LENGTH.replace(rf"(?:{_COUNT}[\s-])?", rf"{_COUNT}[\s-]")
    return (
        Rule(rf"{_LEAD}{counted}{_TO}{a}", to, ("month", "year"), month=True),
        Rule(rf"(?:in\s+|over\s+)?{_SHORT}{_TO}{a}", to, ("day", "week"), month=True),
    )


def _before(a: str) -> tuple[Rule, ...]:
    """'the year before Oct. 1', 'the six weeks until March 3'"""
    words = ("before", "prior", "preceding", "leading", "until", "till")
    return (
        Rule(rf"(?:(?:in|over|during|for|of)\s+)?the\s+{_LENGTH}{_BEFORE}{a}", before, words, month=True),
        Rule(rf"(?:in\s+|over\s+)?{_SHORT}{_BEFORE}{a}", before, words, month=True),
    )


def _after(a: str) -> tuple[Rule, ...]:
    """'the first year after July 1', 'the ninety days from April 2'"""
    words = ("after", "following", "from", "since", "beginning", "starting", "began", "started")
    counted = _LENGTH.replace(rf"(?:{_COUNT}[\s-])?", rf"{_COUNT}[\s-]")
    return (
        Rule(
            rf"(?:(?:in|over|during|for|of)\s+)?(?:the|an?)\s+{counted}{_AFTER}{a}"
            r"(?!\s*(?:[-–—]|to|through|thru|until|till)\b)",
            after, words, month=True,
        ),
        Rule(
            rf"(?:in\s+|over\s+|during\s+)?the\s+(?:first\s+)?(?:full\s+)?(?P<unit>year|month)"
            rf"\s+(?:after|following|from)\s+(?:(?:the|an?|its|their|his|her)\s+[^.;:,0-9]{{3,60}}?\s+(?:in|on)\s+)?{a}(?!\s*(?:[-–—]|to|through|thru|until|till)\b)",
            after, ("after", "following", "from"), month=True,
        ),
        Rule(rf"(?:in\s+|over\s+)?{_SHORT}{_AFTER}{a}", after, words, month=True),
    )  # fmt: skip


def _edge(match: re.Match[str], clock: Clock) -> tuple[date, date] | None:
    """The first and last day of the day or month that is named."""
    year, month, day = moment(match, "a", None)
    year = year if year is not None else near(clock.published, month, day)
    first = a_day(year, month, day or 1) if year else None
    return (first, first if day else last_of(first.year, month)) if first else None


def _length(match: re.Match[str]) -> tuple[int, str] | None:
    groups = match.groupdict()
    told, unit = groups.get("n"), groups.get("units") or match["unit"]
    count = number(re.sub(r"^(?:a|one)\s+", "", told)) if told else 1
    return (count, unit) if 1 <= count <= LONGEST[unit] else None


def to(match: re.Match[str], clock: Clock) -> Days | None:
    edge, length = _edge(match, clock), _length(match)
    first = units_on(edge[1] + timedelta(days=1), -length[0], length[1]) if edge and length else None
    return closed(first, edge[1], True) if first and edge else None


def before(match: re.Match[str], clock: Clock) -> Days | None:
    edge, length = _edge(match, clock), _length(match)
    first = units_on(edge[0], -length[0], length[1]) if edge and length else None
    return closed(first, edge[0] - timedelta(days=1), True) if first and edge else None


def after(match: re.Match[str], clock: Clock) -> Days | None:
    edge, length = _edge(match, clock), _length(match)
    last = units_on(edge[0], length[0], length[1]) if edge and length else None
    if last is None or edge is None:
        return None
    last -= timedelta(days=1)
    if clock.published and last > clock.published > edge[0]:
        last = clock.published
    return closed(edge[0], last, True)


def of_year(match: re.Match[str], clock: Clock) -> Days | None:
    """'the first ten weeks of this year'"""
    length = _length(match)
    value = int(match["y"]) if match["y"] else clock.published and clock.published.year - (not match["this"])
    if length is None or not value:
        return None
    last = units_on(date(value, 1, 1), length[0], length[1])
    return closed(date(value, 1, 1), last - timedelta(days=1), True) if last else None
