"""Numbers in a sentence: what each is worth, how it is qualified, and why it is refused.

A number is refused here for what it *is* (a year, an age, a share, a section of law, a difference);
whether it counts detainers is decided by `metrics`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from config.words import Qualifier
from monitor.figures import number_refusals

LARGEST: Final = 20_000_000  #: more than all detainers ever issued
LARGEST_SUM: Final = 1_000_000_000  #: dollars; more than all states ever spent on them in a year
LISTED: Final = 40  #: the largest number that an item of a list may bear

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
        (?:(?:(?<=ndred|usand|llion)\s+and\s+|(?<=usand|llion),\s(?=(?:{_UNIT})\shundred\b)|[\s-]+)
        (?:{_UNIT}|hundred|thousand|million)){{0,8}})\b
    | \b(?P<zero>not\s(?:one|any|a\s(?:single(?:\sone)?|one))|no\sone|nobody|none|zero|nil|nought|naught|
        no(?=\s+
        (?:such\s+|civil\s+|immigration\s+|ice\s+|federal\s+|new\s+|valid\s+|further\s+)*
        (?:detainers?|requests?|holds?|inmates?|people|persons?|individuals?|one|transfers?|prisoners?|detainees?|
        offenders?|arrestees?|refusals?|rejections?|handovers?|pickups?|i-247s?|i-247as?)\b)|not\sat\sall|neither)\b
    | \b(?P<times>twice|thrice)\b(?!\s+(?:as|the|a|an|that|daily|weekly|monthly|over|his|her|its|their)\b)
    | \b(?P<couple>a\s(?:couple|pair)
        (?:\sof(?!\s(?:[a-z]+\s)?(?:hour|day|week|month|year|minute|night)s\b)|(?=[.,;)])))
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
#: how the qualifying words before a number end
_QUALIFYING: Final = (
    "than", "over", "least", "of", "upward", "upwards", "exceed", "exceeds", "exceeded", "exceeding", ">",
    "to", "most", "under", "as", "<", "below", "about", "nearly", "some", "roughly", "approximately",
    "around", "almost", "estimated", "perhaps", "maybe", "~", "like",
)  # fmt: skip
_QUALIFIED: Final = re.compile(
    r"(?P<least>\+|-plus\b|\s+(?:or more|and counting|plus)\b)|"
    r"(?P<about>\s+or (?:so|thereabouts)\b|-odd\b|-some\b)|"
    r"(?P<most>\s+(?:or (?:fewer|less)|at most)\b)"
)
_BY_GROUP: Final = {
    "least": Qualifier.AT_LEAST, "about": Qualifier.APPROX, "most": Qualifier.AT_MOST,
}  # fmt: skip
#: how `_ALL` ends
_SHARED: Final = (
    "all", "one", "each", "any", "none", "neither", "of", "the", "those", "these", "its", "their", "his",
    "her",
)  # fmt: skip
#: where `_NUMBER` may match: begins with a letter or a digit, so that the scan stops at those alone
_BEGINS: Final = re.compile(
    r"[0-9$abdefhmnostz](?:(?<=[0-9$])|(?<!\w.)(?:(?<=a)\s|(?<=b)oth|(?<=d)ozen|(?<=e)(?:igh|lev)|"
    r"(?<=f)(?:ive|our|if|ort)|(?<=h)(?:alf|undred)|(?<=m)illion|(?<=n)[aeio]|(?<=o)ne|(?<=s)(?:ix|eve)|"
    r"(?<=t)(?:wo|hree|en|wel|hir|wen|housand|wice|hrice)|(?<=z)ero))"
)
_ENUM: Final = re.compile(r"^\(?[0-9]{1,3}[.)]\s|^\([ivx]+\)\s|^[0-9]{1,2}:[0-9]{2}\b")
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
    """What number words are worth, "two thirty-one" with its hundred left out; None where they are no one
    number ("two three")."""
    total, current, last = 0, 0, 0
    for word in re.split(r"[\s,-]+", text):
        if word in ("and", "a"):
            current = current or (1 if word == "a" else 0)
            continue
        if word in _UNITS:
            unit = _UNITS[word]
            if 0 < current == last < 20 and unit >= 10 and not total:
                current, last = 100 * current, 100
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
    if match["times"]:
        return (2 if match["times"] == "twice" else 3), "times"
    if match["couple"]:
        return 2, "words"
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
    if before.rstrip().endswith(_QUALIFYING):
        for pattern, qualifier in (
            (_AT_LEAST, Qualifier.AT_LEAST),
            (_AT_MOST, Qualifier.AT_MOST),
            (_APPROX, Qualifier.APPROX),
        ):
            if hit := pattern.search(before):
                return qualifier, len(before) - hit.start()
    told = _QUALIFIED.match(after)
    return (_BY_GROUP[told.lastgroup or ""] if told else Qualifier.EXACT), 0


def _refusal(match: re.Match[str], value: int | None, form: str, before: str, after: str) -> str:
    if value is None:
        return "no whole number"
    if value > (LARGEST_SUM if match["money"] else LARGEST):
        return "implausibly large"
    if match["cents"] and not match["scale"] and not match["money"]:
        return "a decimal"
    return number_refusals.refusal(match.group(), value, form, before, after)


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


def _written(low: str) -> Iterator[re.Match[str]]:
    """Every number as it is written, in order."""
    at = 0
    while begins := _BEGINS.search(low, at):
        match = _NUMBER.match(low, begins.start())
        at = match.end() if match else begins.start() + 1
        if match:
            yield match


def find(low: str, taken: Sequence[tuple[int, int]] = ()) -> list[Number]:
    """Every number of a folded sentence; those inside `taken` (dates, periods) come back refused."""
    found: list[Number] = []
    hidden = bool(_BIDI.search(low))
    spans, at = sorted(taken), 0
    for match in _written(low):
        start, end = match.start(), match.end()
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        before, after = low[max(0, start - 40) : start], low[end : end + 48]
        value, form = _value(match, bool(match["single"] and _DENIED.search(before)))
        qualifier, used = _qualify(before, after)
        reason = _refusal(match, value, form, before, after)
        if hidden:
            reason = "near marks that turn the reading direction"
        elif at < len(spans) and spans[at][0] < end and start < spans[at][1]:
            reason = "a date or period"
        elif not reason and _year_like(match, value, before, after):
            reason = "a year"
        elif not reason and start <= 1 and form == "digits" and (value or 0) <= LISTED and _ENUM.match(low):
            reason = "a list number"
        lead = before[: len(before) - used]
        whole = form == "both" or (lead.rstrip().endswith(_SHARED) and _ALL.search(lead) is not None)
        found.append(
            Number(value or 0, qualifier, start, end, start - used, form, whole, _money(match, after), reason)
        )
    return _doubled(low, found)


def _money(match: re.Match[str], after: str) -> bool:
    return bool(match["money"]) or ("dollars" in after and _DOLLARS.match(after) is not None)


_DOLLARS: Final = re.compile(r"\s+(?:u\.s\. )?dollars\b")


_THINGS: Final = re.compile(
    r"\s(?:[a-z]+ )?(?:detainers?|requests?|holds?|people|persons?|inmates?|individuals?)\b"
)


def _doubled(low: str, found: list[Number]) -> list[Number]:
    """'seven (7)' is one number; 'fifteen (14)' contradicts itself and is none. 'one (2015)' tells its year,
    and '402 (597)' two numbers."""
    kept: list[Number] = []
    for number in found:
        last = kept[-1] if kept else None
        twice = (
            last and low[last.end : number.start] in (" (", "(") and low[number.end : number.end + 1] == ")"
        )
        told = number.refused not in ("a year", "a date or period")
        if last and twice and told and (last.form != number.form or _THINGS.match(low, number.end + 1)):
            agrees = last.value == number.value
            reason = last.refused if agrees else "said twice, and not alike"
            kept[-1] = replace(last, end=number.end + 1, refused=reason)
            continue
        kept.append(number)
    return kept


@cache
def any_number() -> re.Pattern[str]:
    """A cheap test whether a text may hold a number at all."""
    return re.compile(
        rf"[0-9]|\b(?:{_UNIT}|hundred|dozen|none|no|zero|nil|not|nobody|neither|both|single|score|nought|naught|never|twice|thrice|couple|pair|n't)\b|"
        rf"n't\b"
    )
