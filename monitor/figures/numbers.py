"""Numbers in a sentence: what each is worth, how it is qualified, and why it is refused.

A number is refused here for what it *is* (a year, an age, a share, a section of law, a difference);
whether it counts detainers is decided by `metrics`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from config.words import Qualifier

LARGEST: Final = (
    20_000_000  #: more than all detainers ever issued, and all dollars paid for them in one place
)

_UNITS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES: Final = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
#: words of which a number may be made
NUMBER_WORDS: Final = frozenset([*_UNITS, *_SCALES, "and"])
_UNIT: Final = "|".join(sorted(_UNITS, key=len, reverse=True))

_NUMBER: Final = re.compile(
    rf"""
    (?P<money>\$\s?)?(?<![\w.,/:#§+-])(?P<digits>[0-9]{{1,3}}(?:[,\u00a0\u202f\u2009][0-9]{{3}})+|[0-9]+)(?P<cents>\.[0-9]+)?
        (?P<scale>\s?(?:million|thousand|billion)\b|k\b)?
    | \b(?P<half>half\sa\sdozen|half-dozen)\b
    | \b(?P<dozens>(?:(?:a|one|two|three|four|five|six|seven|eight|nine|ten)\s+)?dozens?|a\sscore)\b
    | \b(?P<words>(?:a\s(?=hundred|thousand))?(?:{_UNIT}|hundred|thousand|million)
        (?:(?:\s+and\s+|[\s-]+)(?:{_UNIT}|hundred|thousand|million)){{0,8}})\b
    | \b(?P<zero>not\s(?:one|any|a\ssingle(?:\sone)?)|no\sone|nobody|none|zero|nil|no(?=\s+
        (?:such\s+|civil\s+|immigration\s+|ice\s+|federal\s+|new\s+|valid\s+)*
        (?:detainers?|requests?|holds?|inmates?|people|persons?|individuals?|one|transfers?)\b)|not\sat\sall|neither)\b
    | \b(?P<single>a\ssingle(?:\sone)?|a\slone)\b
    | \b(?P<both>both)\b
    """,
    re.VERBOSE,
)
_APPROX: Final = re.compile(
    r"(?:about|nearly|some|roughly|approximately|around|almost|an estimated|estimated|close to|perhaps|"
    r"maybe|~|"
    r"just about|just under|just short of|something like|in the neighborhood of|as many as about)\s*$"
)
_AT_LEAST: Final = re.compile(
    r"(?:(?<!no )more than|at least|(?<!turned )(?<!handed )(?<!took )(?<!turn )(?<!hand )(?<!turning )"
    r"(?<!handing )(?<!hands )(?<!turns )over|upwards? of|in excess of|no fewer than|no less than|not less "
    r"than|"
    r"not fewer than|well over|exceed(?:ed|ing|s)?|north of|just over|a minimum of|>)\s*$"
)
_AT_MOST: Final = re.compile(
    r"(?:(?<!no )fewer than|(?<!no )less than|up to|at most|no more than|not more than|under|as many as|<|"
    r"below|"
    r"a maximum of|at the most)\s*$"
)
_ALL: Final = re.compile(
    r"(?:\b(?:all|every one|each|any|none|not one|no one|neither|not a single one)(?: of)?(?: (?:the|those|"
    r"these|its|their|his|her))?)\s*$"
)
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
_ENUM: Final = re.compile(r"^\(?[0-9]{1,3}[.)]\s|^\([ivx]+\)\s|^[0-9]{1,2}:[0-9]{2}\b")
_AFTER_REFUSED: Final = (
    (re.compile(r"\s?(?:%|percent\b|per\s?cent\b|pct\b|percentage\b)"), "a share"),
    (re.compile(r"\.[0-9]"), "a decimal"),
    (re.compile(r"(?:st|nd|rd|th)\b"), "an ordinal"),
    (re.compile(r"\([a-z]\)"), "a section of law"),
    (re.compile(r":[0-9]{2}"), "a time"),
    (re.compile(r"\s?(?:a\.m\.|p\.m\.|am\b|pm\b|o'clock)"), "a time"),
    (re.compile(r"-(?!plus\b|odd\b)[a-z0-9]|/[0-9]"), "part of a compound"),
    (re.compile(r"[a-z_\u0660-\u0669\uff10-\uff19]"), "glued to letters"),
    (re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]"), "broken by a hidden mark"),
    (re.compile(r"\s+u\.?s\.?c\b"), "a section of law"),
    (
        re.compile(r"\s+(?:more|fewer|less|higher|lower|additional)\s+(?:[a-z-]+\s+){0,4}?than\b"),
        "a difference",
    ),
    (
        re.compile(
            r"\s+(?:more|fewer|less)\b(?!,|\s+(?:were|was|are|who|whom|people|inmates|detainers|had|have|in|came|"
            r"got|went|left|walked|stayed|sat|remain|waited|requests?|holds?|wait))"
        ),
        "a difference",
    ),
    (re.compile(r"\s+(?:times\s+(?:as|more|the|higher|greater)|-?fold\b)"), "a multiple"),
    (
        re.compile(
            r"(?:\s+[a-z-]+){0,3}?\s+(?:(?:a|per|each|every)\s(?:day|week|month|year|night)|daily|weekly|"
            r"monthly|on average|apiece)\b"
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
            r"\b(?!,)"
        ),
        "a ratio",
    ),
)
_BEFORE_REFUSED: Final = (
    (re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]$|[0-9]\n$"), "broken by a hidden mark"),
    (
        re.compile(
            r"\b(?:an? )?(?:daily |monthly |weekly |yearly |annual )?average(?:s|d)?(?: of| is| was|,)"
            r"?\s*(?:about )?$|\baveraging\s*$"
        ),
        "an average",
    ),
    (
        re.compile(
            r"\b(?:up|down|rise|rose|fell|drop|increase[ds]?|decrease[ds]?|gain|gap|climbed|jumped|grew)"
            r"(?: of| by)\s+$|(?<!picked )(?<!pick )(?<!picks )(?<!picking )(?<!turned )(?<!showed )"
            r"(?<!put )(?<!turn )(?<!them )(?<!him )(?<!gave )(?<!give )(?<!given )(?<!giving )(?<!scooped )"
            r"(?<!swept )(?<!snapped )(?<!rounded )(?<!turns )(?<!turning )(?<!struck )\b(?:up|down) $"
        ),
        "a difference",
    ),
    (re.compile(r"\[$"), "a footnote mark"),
    (re.compile(r",\s+(?:and\s+)?not\s+$"), "said not to be"),
    (re.compile(r"(?<![0-9])[0-9]{1,3}\s*(?:-|–)\s*$|(?<![0-9,])[0-9]{1,3} to $"), "the end of a range"),
    (
        re.compile(r"\b[0-9]+ out of (?:the |its )?$|\b(?<!backed )(?<!opted )out of (?:the |its |some )?$"),
        "a base",
    ),
    (re.compile(r"\b(?:one|nine|two|three|four|1|2|3|9) in $|\bone of every $"), "a ratio"),
)
#: "than the one in", "a quieter one": the word stands for a thing spoken of, it counts nothing
_ONE_BEFORE: Final = re.compile(
    r"\b(?:the|this|that|which|any|each|every|last|first|only|another|no|a [a-z-]+|an [a-z-]+)\s+$"
)
_ONE_AFTER: Final = re.compile(
    r"\s*$|[,.;:?!]|\s+(?:in|for|that|which|who|was|is|on|at|from|with|by|to|and)\b"
)
_RANGE_BETWEEN: Final = re.compile(r"\bbetween\s+[0-9][0-9,]*\s+and\s+$|\bbetween\s+$")
_DENIED: Final = re.compile(r"(?:\bnot|n't|\bnever|\bwithout|\bnor)\s+(?:[a-z]+\s+){0,3}$")
_BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


@dataclass(frozen=True, slots=True)
class Number:
    """`start` to `end` are the number's own characters; `left` takes in the qualifying words."""

    value: int
    qualifier: Qualifier
    start: int
    end: int
    left: int
    form: str  #: digits, words, zero, single, both
    whole: bool = False  #: all 57, any of the 57
    money: bool = False
    refused: str = ""


def words_value(text: str) -> int | None:
    """What number words are worth; None where they are no one number ("two three")."""
    total, current, last = 0, 0, 0
    for word in re.split(r"[\s-]+", text):
        if word in ("and", "a"):
            current = current or (1 if word == "a" else 0)
            continue
        if word in _UNITS:
            unit = _UNITS[word]
            if last and not (last >= 100 or (last % 10 == 0 and last >= 20 and unit < 10)):
                return None
            current, last = current + unit, unit
        else:
            scale = _SCALES[word]
            current, last = max(current, 1) * scale, scale
            if scale > 100:
                total, current = total + current, 0
    return total + current


def _digits_value(match: re.Match[str]) -> int | None:
    digits = re.sub(r"[^0-9]", "", match["digits"])
    if len(digits) > 12:
        return None
    scale = (match["scale"] or "").strip()
    factor = {"million": 1_000_000, "thousand": 1000, "billion": 1_000_000_000, "k": 1000, "": 1}[scale]
    if match["cents"]:
        if not scale and not match["money"]:
            return None
        return round(float(digits + match["cents"]) * factor)
    return int(digits) * factor


def _value(match: re.Match[str], denied: bool) -> tuple[int | None, str]:
    group = match.lastgroup
    if match["digits"]:
        return _digits_value(match), "digits"
    if match["words"]:
        return words_value(match["words"]), "words"
    if match["half"]:
        return 6, "words"
    if match["dozens"]:
        return _dozens(match["dozens"]), "words"
    if match["zero"]:
        return 0, "zero"
    if match["single"]:
        return (0, "zero") if denied else (1, "single")
    return (2, "both") if group == "both" else (None, "")


def _dozens(text: str) -> int | None:
    if text == "a score":
        return 20
    first = text.split()[0]
    if first == "dozens" or first == "dozen":
        return None if first == "dozens" else 12
    return 12 * (1 if first == "a" else _UNITS[first])


def _qualify(before: str, after: str) -> tuple[Qualifier, int]:
    """Qualifier and how many characters before the number belong to it."""
    for pattern, qualifier in (
        (_AT_LEAST, Qualifier.AT_LEAST),
        (_AT_MOST, Qualifier.AT_MOST),
        (_APPROX, Qualifier.APPROX),
    ):
        if hit := pattern.search(before):
            return qualifier, len(before) - hit.start()
    if re.match(r"\+|-plus\b|\s+or more\b|\s+and counting\b|\s+plus\b", after):
        return Qualifier.AT_LEAST, 0
    if re.match(r"\s+or so\b|-odd\b|\s+or thereabouts\b", after):
        return Qualifier.APPROX, 0
    if re.match(r"\s+or (?:fewer|less)\b|\s+at most\b", after):
        return Qualifier.AT_MOST, 0
    return Qualifier.EXACT, 0


def _refusal(low: str, match: re.Match[str], value: int | None, form: str, before: str, after: str) -> str:
    if value is None:
        return "no whole number"
    if value > LARGEST:
        return "implausibly large"
    if match["cents"] and not match["scale"] and not match["money"]:
        return "a decimal"
    for pattern, reason in _AFTER_REFUSED if form in ("digits", "words") else _AFTER_REFUSED[10:12]:
        if pattern.match(after):
            return reason
    if form in ("digits", "words"):
        for pattern, reason in _BEFORE_REFUSED:
            if pattern.search(before):
                return reason
        if match.group() == "one" and _ONE_BEFORE.search(before) and _ONE_AFTER.match(after):
            return "stands for a noun"
        if form == "digits" and _CITE.search(before):
            return "a number of a law, page or place"
        if _RANGE_BETWEEN.search(before):
            return "a range"
    return ""


def _year_like(match: re.Match[str], value: int | None, before: str, after: str) -> bool:
    if value is None or not 1900 <= value <= 2099 or not re.fullmatch("[0-9]{4}", match["digits"] or ""):
        return False
    counts = re.match(
        r"\s+(?:ice |immigration |civil )*(?:detainers?|requests?|people|inmates|persons|holds)\b", after
    )
    preposition = re.search(
        r"\b(?:in|of|for|since|by|during|fy|fiscal|year|calendar|until|through|from|'s)\s+$", before
    )
    return not counts or bool(preposition)


def find(low: str, taken: Sequence[tuple[int, int]] = ()) -> list[Number]:
    """Every number of a folded sentence; those inside `taken` (dates, periods) come back refused."""
    found: list[Number] = []
    hidden = bool(_BIDI.search(low))
    spans, at = sorted(taken), 0
    for match in _NUMBER.finditer(low):
        start, end = match.start(), match.end()
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        before, after = low[max(0, start - 40) : start], low[end : end + 48]
        value, form = _value(match, bool(_DENIED.search(before)))
        qualifier, used = _qualify(before, after)
        reason = _refusal(low, match, value, form, before, after)
        if hidden:
            reason = "near marks that turn the reading direction"
        elif at < len(spans) and spans[at][0] < end and start < spans[at][1]:
            reason = "a date or period"
        elif not reason and _year_like(match, value, before, after):
            reason = "a year"
        elif not reason and _ENUM.match(low) and start <= 1 and form == "digits":
            reason = "a list number"
        whole = bool(_ALL.search(before[: len(before) - used])) or form == "both"
        found.append(
            Number(value or 0, qualifier, start, end, start - used, form, whole, _money(match, after), reason)
        )
    return _doubled(low, found)


def _money(match: re.Match[str], after: str) -> bool:
    return bool(match["money"]) or re.match(r"\s+(?:u\.s\. )?dollars\b", after) is not None


def _doubled(low: str, found: list[Number]) -> list[Number]:
    """'seven (7)' is one number; 'fifteen (14)' contradicts itself and is none."""
    kept: list[Number] = []
    for number in found:
        last = kept[-1] if kept else None
        if last and low[last.end : number.start] in (" (", "(") and low[number.end : number.end + 1] == ")":
            agrees = last.value == number.value
            if last.form != number.form or (not agrees and not low[number.end + 1 :].startswith((",", "."))):
                reason = last.refused if agrees else "said twice, and not alike"
                kept[-1] = replace(last, end=number.end + 1, refused=reason)
                continue
        kept.append(number)
    return kept


@cache
def any_number() -> re.Pattern[str]:
    """A cheap test whether a text may hold a number at all."""
    return re.compile(
        rf"[0-9]|\b(?:{_UNIT}|hundred|dozen|none|no|zero|nil|not|nobody|neither|both|single|score|n't)\b|"
        rf"n't\b"
    )
