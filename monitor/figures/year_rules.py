"""Phrases for years and months, plain or told by how far they lie from another time."""

from __future__ import annotations

from monitor.figures import pointers, ranges, spans
from monitor.figures.time_words import (
    ANY,
    COUNT,
    MONTH,
    SPAN,
    YEAR,
    Rule,
)


def relative_rules(a: str) -> tuple[Rule, ...]:
    return (
        Rule(
            rf"(?:(?:in|over|during|for)\s+(?:the\s+)?|the\s+){COUNT}[\s-](?P<unit>month|year|week|"
            rf"day)s?\s+(?:before|"
            rf"prior|previous|"
            rf"preceding|earlier)(?:\s+to)?(?=\s+(?:that|the|it|this|a|his|her|its|our|we|they|he|she|i)\b|"
            rf"[,.;]|$)",
            pointers.before,
            ("before", "prior", "previous", "preceding", "earlier"),
        ),
        Rule(
            rf"(?:the\s+)?(?:previous|preceding|prior)\s+{COUNT}\s+(?P<unit>month|year|week)s",
            pointers.before,
            ("previous", "preceding", "prior"),
        ),
        Rule(
            rf"(?:in\s+|over\s+|during\s+)?the\s+(?:(?:first|next|following)\s+)?{COUNT}[\s-](?P<unit>month|"
            rf"year|week)s?\s+"
            rf"(?:after|that\s+followed|following)",
            pointers.after,
            ("after", "follow"),
        ),
        Rule(
            r"(?:(?:in|over|during|for)\s+)?(?:the\s+)?same\s+(?:(?:[\w-]+\s+)?(?:months|weeks)|period|stretch|"
            r"span|time|"
            rf"quarter|half|dates?|days|point)(?:\s+(?:in|of|a|during|from))?\s+(?P<y>{YEAR})",
            pointers.same,
            ("same",),
            year=True,
        ),
        Rule(
            r"(?:(?:in|over|during|for)\s+)?(?:the\s+)?same\s+(?:(?:[\w-]+\s+)?(?:months|weeks)|month|"
            r"period|stretch|span|time|"
            r"quarter|half|dates?|days|point)(?:\s+(?:in|of))?\s+(?P<whose>last\s+year|a\s+year\s+ago|"
            r"a\s+year\s+(?:earlier|before)|"
            r"one\s+year\s+(?:earlier|before)|the\s+(?:year\s+before|(?:previous|prior|preceding)\s+year))",
            pointers.same_before,
            ("same",),
        ),
        Rule(
            rf"(?:the\s+)?(?:past|last|latest)\s+(?:{COUNT}\s+(?P<unit>month|week|day|year|decade)s|"
            rf"(?P<unit2>decade)\b)",
            spans.past_months,
            ("past", "last", "latest"),
        ),
        Rule(
            rf"(?:the\s+)?(?P<which>first|last)\s+(?:{COUNT}\s+)?(?:full\s+)?(?P<unit>day|week)s?\s+(?:of|"
            rf"in)\s+"
            rf"(?:{a}|this\s+month|the\s+month)",
            spans.first_days,
            ("first", "last"),
        ),
        Rule(
            rf"(?P<n>a|{COUNT[6:-1]})\s+(?P<unit>month|week|day)s?\s+ago(?:\s+(?:today|to\s+the\s+day|"
            rf"yesterday))?",
            spans.ago,
            ("ago",),
        ),
        Rule(
            r"(?:(?:on|as\s+of|through|by|since|from)\s+)?the\s+(?P<d>[12]?\d|3[01])(?:st|nd|rd|th)"
            r"(?:\s+(?:of\s+)?(?P<which>this\s+month|last\s+month))?(?=[,.;]|\s+\d|\s+(?:the|there|we|it|he|"
            r"she|they)\b|$)",
            spans.day_of_month,
            ("st", "nd", "rd", "th"),
        ),
        Rule(
            r"(?:at|by)\s+(?:the\s+end\s+of\s+(?:the|last)\s+year|year(?:'s)?[\s-]end)",
            spans.year_end,
            ("year",),
        ),
        Rule(
            rf"(?:in\s+|over\s+|during\s+)?(?:(?P<which>last|this|this\s+past|past|"
            rf"the)\s+)?(?P<season>spring|summer|fall|"
            rf"autumn)(?:\s+of\s+|,?\s+)(?P<y>{YEAR})|(?:in\s+|over\s+|during\s+)?(?P<which2>last|this|"
            rf"this\s+past|past)\s+"
            rf"(?P<season2>spring|summer|fall|autumn)",
            spans.season,
            ("spring", "summer", "fall", "autumn"),
        ),
        Rule(
            r"(?:over\s+|on\s+|during\s+)?(?P<which>the|last|this\s+past|this|the\s+past)\s+weekend",
            ranges.weekend,
            ("weekend",),
        ),
        Rule(
            r"the\s+quarter\s+(?:that\s+(?:has\s+)?)?just\s+(?:ended|closed|past)",
            ranges.last_quarter,
            ("quarter",),
        ),
        Rule(
            r"(?:the|this)\s+past\s+(?:calendar\s+)?year|(?:the\s+)?(?:past|last)\s+(?:12|twelve)\s+months",
            spans.past_year,
            ("past", "last"),
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
            r"(?:the\s+)?(?:year\s+before(?!\s+(?:the|it|he|she|they|ice|a)\b)(?:\s+that)?|(?:previous|prior|"
            r"preceding|earlier)\s+(?:calendar\s+)?year(?:'s)?|a\s+year\s+(?:earlier|before)|(?:twelve|"
            r"12)\s+months\s+earlier|"
            r"one\s+year\s+earlier|the\s+year\s+prior|the\s+year\s+previous|year\s+earlier)",
            spans.nothing,
            ("year", "months earlier"),
            -1,
        ),
        Rule(
            r"(?:the\s+)?(?:year\s+after(?:\s+that)?|following\s+year|next\s+year|a\s+year\s+later)",
            spans.nothing,
            ("year",),
            1,
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
            r"(?:in|during|for|over|of|through)\s+the\s+(?:(?:whole|entire|"
            r"full)\s+)?(?:calendar\s+)?(?:year|period|quarter|month|half-year)"
            r"(?!\s+(?:ended|ending|that|which|of|to|before|after|since|since|prior|from|and|he|she|they|we|"
            r"when|it|under|with|in|"
            r"beginning|covered|between))",
            spans.nothing,
            ("year", "period", "quarter", "month"),
            0,
        ),
        Rule(
            r"(?<!the )last\s+(?:calendar\s+)?year(?:'s)?|"
            r"the\s+last\s+(?:calendar|full)\s+year(?!\s+(?:in|of|that|before))",
            spans.relative(-1),
            ("last",),
        ),
        Rule(r"a\s+year\s+ago", spans.relative(-1), ("year ago",)),
        Rule(r"(?P<which>last|this|past)\s+month", spans.last_month, ("month",)),
        Rule(r"(?P<which>last|this)\s+quarter", ranges.last_quarter, ("quarter",)),
        Rule(r"(?P<which>last|this|past)\s+week(?!end)", ranges.last_week, ("week",)),
        Rule(rf"last\s+{a}", ranges.last_named_month, ("last",), month=True),
        Rule(rf"the\s+(?P<am>{MONTH})\s+before", pointers.month_before, ("before",), month=True),
    )


def plain_rules(a: str) -> tuple[Rule, ...]:
    return (
        Rule(rf"cy\s?-?(?P<y>{YEAR})", spans.plain_year, ("cy",), year=True),
        Rule(
            rf"(?:then|that\s+time|that\s+(?:day|date))\s+(?:and|to|until|through)\s+(?:the\s+(?:end|"
            rf"close)\s+of\s+)(?P<y>{YEAR})",
            pointers.until_year,
            ("then", "that"),
            year=True,
            years=1,
        ),
        Rule(rf"(?P<y>{YEAR})-(?P<mo>\d\d)-(?P<da>\d\d)(?!\d)", spans.iso, ("-",), year=True, years=1),
        Rule(rf"(?P<y>{YEAR})-(?P<mo>0[1-9]|1[0-2])(?![\d-])", spans.iso_month, ("-",), year=True, years=1),
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
        Rule(
            rf"(?:in|for|over|during|years)\s+(?P<y>{YEAR})\s+and\s+(?P<later>{YEAR})(?:\s+(?:combined|"
            rf"together))?",
            spans.two_years,
            ("and",),
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
            rf"(?P<y>{YEAR}),\s+(?P<mid>{YEAR}),?\s+and\s+(?P<later>{YEAR})",
            ranges.three_years,
            ("and",),
            year=True,
            years=3,
        ),
        Rule(r"(?<![\d/])(?P<mo>\d{1,2})/(?P<da>\d{1,2})/(?P<y>\d{4}|\d\d)(?![\d/])", spans.slashed, ("/",)),
        Rule(rf"(?<![\d/])(?P<mo>0?[1-9]|1[0-2])/(?P<y>{YEAR})(?![\d/])", ranges.slashed_month, ("/",)),
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
        Rule(
            rf"(?:(?:in|during|for|of|calendar(?:\s+year)?|"
            rf"cy)\s*)?(?:all\s+of\s+)?(?:calendar(?:\s+year)?\s+|"
            rf"cy\s*)?(?<![\w$.,/-])(?P<y>{YEAR})(?!\d|[,.]\d|-\d|/\d|\()",
            spans.plain_year,
            ANY,
            year=True,
            years=1,
        ),
        Rule(
            r"(?:calendar(?:\s+year)?\s*|cy\s*|in\s+|for\s+|of\s+|during\s+)'?(?<=')(?P<y>[0-2]\d)\b|"
            r"\bcy\s?(?P<y2>\d\d)\b",
            spans.short_year,
            ("'0", "'1", "'2", "cy"),
        ),
    )
