"""Phrases that tell a time by how it lies to another one, or to the document's own day."""

from __future__ import annotations

from typing import Final

from monitor.figures import lately, pointers, ranges, spans
from monitor.figures.event_rules import VERB
from monitor.figures.time_words import (
    COUNT,
    MONTH,
    SPAN,
    YEAR,
    Rule,
)


def relative_rules(a: str) -> tuple[Rule, ...]:
    return (
        *_spans_beside(),
        *_by_this_day(),
        *_same(a),
        *_halves_and_years_past(),
        *_lately(a),
        *_seasons(),
        *_years_back(),
        *_that_time(),
        *_last_and_this(a),
    )


def _spans_beside() -> tuple[Rule, ...]:
    """Spans on either side of another time."""
    return (
        Rule(
            rf"(?:(?:in|over|during|for)\s+(?:the\s+)?|the\s+){COUNT}[\s-](?P<unit>month|year|week|"
            rf"day)s?\s+(?:before|"
            rf"prior|previous|"
            rf"preceding|earlier|that\s+(?:went|came)\s+before)(?:\s+to)?(?=\s+(?:that|the|it|this|a|his|her|its|our|we|they|he|she|i)\b|"
            rf"[,.;]|$)",
            pointers.before,
            ("before", "prior", "previous", "preceding", "earlier"),
        ),
        Rule(
            rf"(?:the\s+)?(?:previous|preceding|prior)\s+{COUNT}\s+(?P<unit>month|year|week)s"
            rf"|the\s+{COUNT.replace('<n>', '<n2>')}\s+(?:previous|preceding|prior)\s+"
            r"(?P<unit2>month|year|week)s"
            r"|the\s+(?P<unit3>decade)\s+before(?:\s+(?:that|it))?(?=\s*[,.;:)]|\s+(?:it|the|there|they|he|she|we)\b|$)",
            pointers.before,
            ("previous", "preceding", "prior", "decade"),
        ),
        Rule(
            rf"(?:in\s+|over\s+|during\s+)?the\s+(?:(?:first|next|following)\s+)?{COUNT}[\s-](?P<unit>month|"
            rf"year|week)s?\s+"
            rf"(?:after|that\s+followed|following)"
            rf"|(?:in|over|during)\s+the\s+(?:next|following|subsequent)\s+{COUNT.replace('<n>', '<n2>')}\s+"
            r"(?P<unit2>month|year|week)s",
            pointers.after,
            ("after", "follow", "next", "subsequent"),
        ),
    )


_POINT: Final = r"\s+(?:time|point|date|day|stage)"


def _by_this_day() -> tuple[Rule, ...]:
    """Up to the document's day, in another year."""
    lead = r"(?:by|at|to|through|up\s+to)"
    return (
        Rule(
            rf"{lead}\s+this{_POINT}\s+(?:in\s+|of\s+)?(?:(?P<y>{YEAR})|last\s+year|a\s+year\s+ago)"
            rf"|(?:last\s+year|a\s+year\s+ago|(?:in\s+)?(?P<y2>{YEAR})),?\s+(?:{lead}\s+)?"
            rf"(?:this|the\s+same|same){_POINT}(?!\s+(?:of|last|next|in))",
            lately.by_this_day,
            ("this ", "same "),
        ),
    )


def _same(a: str) -> tuple[Rule, ...]:
    """The same months of another year."""
    return (
        Rule(
            rf"(?:(?:in|over|during|for)\s+)?(?:the\s+)?(?:same|like|corresponding|comparable|equivalent)\s+(?:(?:[\w-]+\s+)?months|period|stretch|span)\s+"
            rf"(?:that\s+)?(?:ending|ended|up\s+to|to|through)(?:\s+(?:in|on))?\s+{a}",
            pointers.same_ending,
            ("same", "like", "corresponding", "comparable", "equivalent"),
            month=True,
        ),
        Rule(
            r"(?:(?:in|over|during|for)\s+)?(?:the\s+)?(?:same|like|corresponding|comparable|equivalent)\s+(?:(?:[\w-]+\s+)?(?:months|weeks)|period|stretch|"
            r"span|time|"
            rf"quarter|half|dates?|days|point)(?:\s+(?:in|of|a|during|from))?\s+(?P<y>{YEAR})",
            pointers.same,
            ("same", "like", "corresponding", "comparable", "equivalent"),
            year=True,
        ),
        Rule(
            r"(?:(?:in|over|during|for)\s+)?(?:the\s+)?(?:same|like|corresponding|comparable|equivalent)\s+(?:(?:[\w-]+\s+)?(?:months|weeks)|month|"
            r"period|stretch|span|time|"
            r"quarter|half|dates?|days|point)(?:\s+(?:in|of))?\s+(?P<whose>last\s+year|a\s+year\s+ago|"
            r"a\s+year\s+(?:earlier|before)|"
            r"one\s+year\s+(?:earlier|before)|the\s+(?:year\s+before|(?:previous|prior|preceding)\s+year))",
            pointers.same_before,
            ("same", "like", "corresponding", "comparable", "equivalent"),
        ),
        Rule(
            rf"(?:in\s+)?(?P<y>{YEAR}),?\s+(?:through|up\s+to|to|by)\s+the\s+same\s+(?:month|day|date|point|week)",
            pointers.same,
            ("same",),
            year=True,
            years=1,
        ),
        Rule(
            r"(?:the\s+)?(?:year-ago|prior-year|previous-year|year-earlier)\s+"
            r"(?P<whose>quarter|month|period|half|span|total)",
            pointers.same_before,
            ("year-", "-year"),
        ),
        Rule(
            r"(?P<whose>last\s+year|a\s+year\s+ago|the\s+year\s+before),\s+(?:(?:in|over|during|for)\s+)?(?:the\s+)?(?:same|like)\s+"
            r"(?:stretch|period|span|months|quarter|half|dates)",
            pointers.same_before,
            ("same", "like"),
        ),
    )


def _lately(a: str) -> tuple[Rule, ...]:
    """Days and spans counted from the document's day."""
    return (
        Rule(
            rf"(?:the\s+)?(?:past|last|latest)\s+(?:{COUNT}\s+(?P<unit>month|week|day|year|decade)s|"
            rf"(?P<unit2>decade)\b)",
            lately.past_months,
            ("past", "last", "latest"),
        ),
        Rule(
            rf"(?:the\s+)?(?P<which>first|last)\s+(?:{COUNT}\s+)?(?:full\s+)?(?P<unit>day|week)s?\s+(?:of|"
            rf"in)\s+"
            rf"(?:{a}|this\s+month|the\s+month)",
            lately.first_days,
            ("first", "last"),
        ),
        Rule(
            rf"(?P<n>a|{COUNT[6:-1]})\s+years?\s+ago\s+(?:this\s+(?P<unit>month|week)|(?:in\s+|this\s+)?"
            rf"(?P<am>{MONTH}))(?!\s+\d)",
            lately.ago_in,
            ("ago",),
        ),
        Rule(
            rf"(?P<n>a|{COUNT[6:-1]})\s+(?P<unit>month|week|day)s?\s+ago(?:\s+(?:today|to\s+the\s+day|"
            rf"yesterday))?",
            lately.ago,
            ("ago",),
        ),
        Rule(
            r"(?:(?:on|as\s+of|through|by|since|from)\s+)?the\s+(?P<d>[12]?\d|3[01])(?:st|nd|rd|th)"
            r"(?:\s+(?:of\s+)?(?P<which>this\s+month|last\s+month))?(?=[,.;]|\s+\d|\s+(?:the|there|we|it|he|"
            r"she|they)\b|$)",
            lately.day_of_month,
            ("st", "nd", "rd", "th"),
        ),
    )


def _halves_and_years_past() -> tuple[Rule, ...]:
    """Half a year, and whole years, counted from the document's day; and what is told since a season."""
    return (
        Rule(
            rf"(?:the\s+)?(?:past|last)\s+(?:year|{COUNT})\s+and\s+a\s+half(?:\s+years)?",
            lately.past_and_a_half,
            ("and a half",),
        ),
        Rule(
            r"(?:in|over|during|for)\s+(?:the\s+(?:past|last)\s+)?half\s+a\s+year(?!\s+(?:ago|earlier|before|later))",
            lately.half_a_year,
            ("half a",),
        ),
        Rule(
            rf"the\s+(?:past|last)\s+{COUNT}\s+(?:full\s+|calendar\s+|full\s+calendar\s+|complete\s+)years"
            rf"|the\s+{COUNT.replace('<n>', '<n2>')}\s+(?:full\s+|calendar\s+)*years\s+before\s+this"
            r"(?:\s+(?:one|year))?",
            lately.years_past,
            ("calendar", "full", "complete", "before this"),
        ),
        Rule(
            rf"since\s+(?:the\s+)?(?P<season>spring|summer|fall|autumn)(?:\s+of)?,?\s+(?P<y>{YEAR})",
            lately.since_season,
            ("since",),
            year=True,
            years=1,
        ),
    )


def _seasons() -> tuple[Rule, ...]:
    """Ends of years, seasons, weekends, quarters, the past year."""
    return (
        Rule(
            r"(?:at|by)\s+(?:the\s+end\s+of\s+(?:the|last)\s+year|year(?:'s)?[\s-]end)",
            lately.year_end,
            ("year",),
        ),
        Rule(
            rf"(?:in\s+|over\s+|during\s+)?(?:(?P<which>last|this|this\s+past|past|"
            rf"the)\s+)?(?P<season>spring|summer|fall|"
            rf"autumn)(?:\s+of\s+|,?\s+)(?P<y>{YEAR})|(?:in\s+|over\s+|during\s+)?(?P<which2>last|this|"
            rf"this\s+past|past)\s+"
            rf"(?P<season2>spring|summer|fall|autumn)",
            lately.season,
            ("spring", "summer", "fall", "autumn"),
        ),
        Rule(
            r"(?:in\s+|over\s+|during\s+)?(?:(?P<same>that)|the\s+(?:following|next))\s+"
            r"(?P<season>spring|summer|fall|autumn)(?!\s+(?:under|in|into|within|outside|short|below|on|to)\b)",
            pointers.season,
            ("spring", "summer", "fall", "autumn"),
        ),
        Rule(
            r"(?:over\s+|on\s+|during\s+)?(?P<which>the|last|this\s+past|this|the\s+past)\s+weekend",
            ranges.weekend,
            ("weekend",),
        ),
        Rule(
            r"the\s+quarter\s+(?:that\s+(?:has\s+)?)?just\s+(?:ended|closed|past)|(?:the\s+)?(?:most\s+recent|latest|past)\s+quarter",
            ranges.last_quarter,
            ("quarter",),
        ),
        Rule(
            r"(?:the|this)\s+past\s+(?:calendar\s+)?year|(?:the\s+)?(?:past|last)\s+(?:12|twelve)\s+months",
            lately.past_year,
            ("past", "last"),
        ),
    )


def _years_back() -> tuple[Rule, ...]:
    """Years told by another year."""
    return (
        Rule(
            r"(?:(?:in|for|during|over)\s+)?the\s+(?:calendar\s+)?year\s+(?:that\s+(?:has\s+)?)?just\s+"
            r"(?:ended|closed|past|over|completed|gone)",
            lately.year_just_ended,
            ("just",),
        ),
        Rule(
            r"(?:the\s+)?year\s+before\s+last|two\s+years\s+ago",
            spans.relative(-2),
            ("years ago", "before last"),
        ),
        Rule(
            r"(?:two|2)\s+years\s+(?:earlier|before(?!\s+the))",
            spans.nothing,
            ("years earlier", "years before"),
            -2,
        ),
        Rule(
            r"(?:the\s+)?(?:year\s+before(?!\s+(?:the|ice|a)\b)(?!\s+(?:it|he|she|they)\s+(?:first\s+|"
            rf"formally\s+)?{VERB}\b)(?!\s+(?:it|he|she|they)\s+(?!was\b|were\b|had\b|got\b|came\b|stood\b))(?:\s+that)?|(?:previous|prior|"
            r"preceding|earlier)\s+(?:calendar\s+)?year(?:'s)?|a\s+year\s+(?:earlier|before)|(?:twelve|"
            r"12)\s+months\s+earlier|"
            r"one\s+year\s+earlier|the\s+year\s+prior|the\s+year\s+previous|the\s+year\s+preceding(?:\s+(?:it|that))?(?=\s*[,.;:)]|\s+(?:it|the|that|there)\b|$)|year\s+earlier)",
            spans.nothing,
            ("year", "months earlier"),
            -1,
        ),
        Rule(
            r"(?:the\s+)?(?:year\s+after(?:\s+that)?|year\s+that\s+followed|ensuing\s+year|following\s+year|next\s+year|a\s+year\s+later)",
            spans.nothing,
            ("year",),
            1,
        ),
    )


def _that_time() -> tuple[Rule, ...]:
    """The time that was spoken of, and one year of several."""
    return (
        Rule(
            r"(?:in|during|for|over)\s+(?:the\s+(?P<q>first|second|third|fourth|fifth|last|latter|final)"
            r"(?:\s+(?:full\s+)?year(?=[,.;:]|\s+[a-z\d])|(?:\s+one)?\s+of\s+(?:the|those|these)\s+\w+\s+years)"
            r"|year\s+(?P<n>one|two|three|four|five))"
            r"|the\s+(?P<q2>first|second|third|fourth|fifth|last|final)\s+(?:full\s+)?year"
            r"(?=\s+(?:brought|saw|had|there|came|yielded|produced)\b)",
            pointers.nth_year,
            ("first", "second", "third", "fourth", "fifth", "last", "latter", "final", "year "),
        ),
        Rule(
            rf"(?:that|those|these|this|the\s+same)\s+(?:calendar\s+|same\s+)?(?!year\b(?<=this\s)|"
            rf"month\b(?<=this\s)){SPAN}(?!\s+ago)"
            rf"|over\s+the\s+same\s+\w+\s+months",
            spans.nothing,
            (
                "year",
                "period",
                "stretch",
                "span",
                "time",
                "interval",
                "window",
                "month",
                "week",
                "quarter",
                "half",
            ),
            0,
        ),
        Rule(
            r"(?:by|at)\s+(?:the\s+end\s+of\s+(?:it|that\s+year)|its\s+end)(?=\s*[,.;:)]|$)",
            pointers.whole_year,
            ("end of it", "its end", "end of that"),
        ),
        Rule(
            r"(?:in|during|for|over|of|through)\s+the\s+(?:(?:whole|entire|"
            r"full)\s+)?(?:calendar\s+)?(?:year|period|quarter|month|half-year)"
            r"(?!\s+(?:ended|ending|that|which|of|to|before|after|since|since|prior|from|and|he|she|they|we|"
            r"when|it|under|with|in|"
            r"beginning|covered|between))",
            spans.nothing,
            ("year", "period", "quarter", "month"),
            0,
        ),
    )


def _last_and_this(a: str) -> tuple[Rule, ...]:
    """The year, month, week or quarter of the document, or the one before."""
    return (
        Rule(
            r"(?<!the )last\s+(?:calendar\s+)?year(?:'s)?|"
            r"the\s+last\s+(?:calendar|full)\s+year(?!\s+(?:in|of|that|before))",
            spans.relative(-1),
            ("last",),
        ),
        Rule(
            rf"(?:in\s+)?(?P<am>{MONTH}),?\s+(?:of\s+)?a\s+year\s+ago(?!\s+(?:this|in)\b)",
            lately.month_a_year_ago,
            ("year ago",),
            month=True,
        ),
        Rule(r"a\s+year\s+ago", spans.relative(-1), ("year ago",)),
        Rule(rf"(?:{COUNT}\s+years|a\s+decade)\s+ago", spans.years_ago, ("years ago", "decade ago")),
        Rule(r"(?P<which>last|this|past)\s+month", lately.last_month, ("month",)),
        Rule(r"(?P<which>last|this)\s+quarter", ranges.last_quarter, ("quarter",)),
        Rule(r"(?P<which>last|this|past)\s+week(?!end)", ranges.last_week, ("week",)),
        Rule(rf"last\s+{a}", ranges.last_named_month, ("last",), month=True),
        Rule(rf"the\s+(?P<am>{MONTH})\s+before", pointers.month_before, ("before",), month=True),
    )
