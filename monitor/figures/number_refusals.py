"""Why a number counts nothing whatever stands around it: it is an age, a share, a section of law."""

from __future__ import annotations

import re
from typing import Final

CITED: Final = 18  #: characters before a number in which what it cites is named
_CITE: Final = re.compile(
    r"(?:\b(?:section|sections|sec\.?|route|room|bill|bills|no\.?|nos\.?|h\.?r\.?|hb|sb|ab|s\.b\.|h\.b\.|"
    r"lb|hf|chapter|ch\.?|title|act|"
    r"item|doc\.?|file|case|docket|rule|art\.?|article|form|page|pages|pp?\.|district|ward|precinct|level|"
    r"levels|type|channel|"
    r"highway|interstate|i-|public law|p\.a\.|local law|ordinance|question|figure|table|note|part|phase|"
    r"group|"
    r"exhibit|appendix|paragraph|para\.?|volume|vol\.?|ecf|shield|badge|act of|order|directive|code|"
    r"resolution|"
    r"communication|unit|apt\.?|suite|box|station|engine|area|zone|grade|tier|option|measure|proposition|"
    r"prop\.?|"
    r"number|step|version|age|aged|ages|version|lines?|q|usc|u\.s\.c\.|§{1,2}|#)\s?)$"
)
_AFTER_REFUSED: Final = (
    (re.compile(r"\s?(?:%|percent\b|per\s?cent\b|pct\b|percentage\b)"), "a share"),
    (re.compile(r"\.[0-9]"), "a decimal"),
    (re.compile(r"(?:st|nd|rd|th)\b"), "an ordinal"),
    (re.compile(r"\([a-z]\)"), "a section of law"),
    (re.compile(r":[0-9]{2}"), "a time"),
    (re.compile(r"\s?(?:a\.m\.|p\.m\.|am\b|pm\b|o'clock)"), "a time"),
    (re.compile(r"-(?!plus\b|odd\b|some\b)[a-z0-9]|/[0-9]"), "part of a compound"),
    (re.compile(r"[a-z_\u0660-\u0669\uff10-\uff19]"), "glued to letters"),
    (re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]"), "broken by a hidden mark"),
    (re.compile(r"\s+u\.?s\.?c\b"), "a section of law"),
    (
        re.compile(r"\s+(?:more|fewer|less|higher|lower|additional)\s+(?:[a-z-]+\s+){0,4}?than\b"),
        "a difference",
    ),
    (
        re.compile(
            r"\s+(?:fewer|less)\b(?!,|\s+(?:were|was|are|who|whom|people|inmates|detainers|had|have|in|came|"
            r"got|went|left|walked|stayed|sat|remain|waited|requests?|holds?|wait))"
        ),
        "a difference",
    ),
    (
        re.compile(
            r"\s+(?:times\s+(?:as|more|higher|greater|larger|bigger|what|that|"
            r"the\s(?:[a-z']+\s)?(?:number|rate|total|figure|size|amount|count|average|level|share|volume))|-?fold)\b"
        ),
        "a multiple",
    ),
    (
        re.compile(
            r"(?:\s+[a-z-]+){0,3}?(?<! in)(?<!within)(?<!inside)(?<!for)\s+"
            r"(?:(?:a|per|each|every)\s(?:day|week|month|year|night)|daily|weekly|monthly|on average)\b"
            r"(?!\s+(?:earlier|before|ago|later|after|since|prior))"
        ),
        "a rate",
    ),
    (re.compile(r"\s*[-–—]\s*[0-9]"), "a range or a vote"),
    (
        re.compile(r"\s+to\s+[0-9][0-9,]*\s+(?:detainers?|requests?|people|inmates|holds|hours|days|a\s)"),
        "a range",
    ),
    (re.compile(r"\s+(?:years?[\s-]old|years? of age)"), "an age"),
    (
        re.compile(
            r"\s+in\s+(?:[0-9]{1,2}|three|four|five|six|seven|eight|nine|ten|twelve|a hundred)"
            r"\b(?!,|\s+(?:[a-z]+\s)?(?:days?|weeks?|months?|years?|quarters?|hours?|minutes?|nights?)\b)"
        ),
        "a ratio",
    ),
)
#: whether any of them may match; only then it is asked which
_ANY_AFTER: Final = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _reason in _AFTER_REFUSED))
#: each with how the text before a number ends where it matches
_BEFORE_REFUSED: Final = (
    (
        ("\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\n"),
        re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]$|[0-9]\n$"),
        "broken by a hidden mark",
    ),
    (
        ("average", "averages", "averaged", "averaging", ",", " of", " is", " was", "about"),
        re.compile(
            r"\b(?:an? )?(?:daily |monthly |weekly |yearly |annual )?average(?:s|d)?(?: of| is| was|,)"
            r"?\s*(?:about )?$|\baveraging\s*$"
        ),
        "an average",
    ),
    (
        ("up", "down", "of", "by"),
        re.compile(
            r"\b(?:up|down|rise|rose|fell|drop|increase[ds]?|decrease[ds]?|gain|gap|climbed|jumped|grew)"
            r"(?: of| by)\s+$|"
            r"(?:^|[,;:(—–-]|\b(?:is|was|were|are|went|go|goes|gone|edged|ticked|inched|crept|still|numbers|"
            r"detainers|requests|holds|bookings|arrests|total|totals|count|figure|population))\s*"
            r"\b(?:up|down) $"
        ),
        "a difference",
    ),
    (("[",), re.compile(r"\[$"), "a footnote mark"),
    (("not",), re.compile(r",\s+(?:and\s+)?not\s+$"), "said not to be"),
    (
        ("-", "–", "to"),
        re.compile(
            r"(?<![0-9])[0-9]{1,3}\s*(?:-|–)\s*$|"
            r"(?<!\bfrom )(?<! to )(?<!and then )(?<![0-9,])\b[0-9]{1,3} to $"
        ),
        "the end of a range",
    ),
    (
        ("of", "the", "its", "every"),
        re.compile(
            r"\b(?:[0-9]|one|two|three|four|five|six|seven|eight|nine)(?: [a-z]+)? out of "
            r"(?:the |its |every )?$"
        ),
        "a base",
    ),
    (("in", "every"), re.compile(r"\b(?:one|nine|two|three|four|1|2|3|9) in $|\bone of every $"), "a ratio"),
)
#: "than the one in", "a quieter one": the word stands for a thing spoken of, it counts nothing
_ONE_BEFORE: Final = re.compile(
    r"\b(?:the|this|that|which|any|each|every|last|first|only|another|no|a [a-z-]+|an [a-z-]+)\s+$"
)
_ONE_AFTER: Final = re.compile(
    r"\s*$|[,.;:?!]|\s+(?:in|for|that|which|who|was|is|on|at|from|with|by|to|and)\b"
)
_RANGE_BETWEEN: Final = re.compile(r"\bbetween\s+[0-9a-z-][0-9a-z,-]*\s+and\s+$|\bbetween\s+$")
#: "up 12 from 30", "down 7 since May"
_RISE_AFTER: Final = re.compile(r"\s+(?:from|since|over|compared|on (?:the|last)|against)\b")
#: "of that group 58 were", "he'd said no 140 times": no name with its number
_LOOSE: Final = re.compile(r"\b(?:group|question|figure|step|file|no|number)\s$")
_TELLS: Final = re.compile(
    r"\s+(?:were|was|have|had|times|people|persons|men|inmates|detainers?|requests?|holds?)\b"
)
#: "the rows number 12": a verb, where "item number 12" is a name
_VERB_NUMBER: Final = re.compile(r"\b(?:[a-z]+s|they|which|that|now|people|men|women) number $")


def refusal(word: str, value: int, form: str, before: str, after: str) -> str:
    """Why a number is refused for the characters right before and after it; '' where it may count."""
    if _ANY_AFTER.match(after):
        for pattern, reason in _AFTER_REFUSED if form in ("digits", "words") else _AFTER_REFUSED[10:12]:
            if pattern.match(after):
                return reason
    if form in ("digits", "words"):
        if _RISE_AFTER.match(after) and before.endswith((" up ", " down ")):
            return "a difference"
        bare = before.rstrip()
        for ends, pattern, reason in _BEFORE_REFUSED:
            if (bare.endswith(ends) or before.endswith(ends)) and pattern.search(before):
                return reason
        if word == "one" and _ONE_BEFORE.search(before) and _ONE_AFTER.match(after):
            return "stands for a noun"
        cited = form == "digits" and _CITE.search(before, max(0, len(before) - CITED))
        if cited and not _VERB_NUMBER.search(before) and not (_LOOSE.search(before) and _TELLS.match(after)):
            return "a number of a law, page or place"
        if bare.endswith(("between", "and")) and _RANGE_BETWEEN.search(before):
            return "a range"
    return ""
