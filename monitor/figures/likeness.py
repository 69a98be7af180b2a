"""A bare number is of the kind of the number that it is compared or listed with.

"Averaged 7,938 in 2019, 8,896 the year before"; "153 ICE detainees in Boone County; Campbell County, 86".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from monitor.figures.numbers import Number
from monitor.figures.retracted import BARE

BETWEEN: Final = 90  #: characters between two numbers of a list or comparison

Why = Callable[[Number], str]  #: why a number is no figure, by its own words

DATES: Final = frozenset(["a date or period", "a year"])
#: kinds that go over to the next number; a share or a rate does not ("up 12 percent, to 57")
_LISTED: Final = re.compile(
    r"an average|a population|a temperature|a vote|labelled |counts something|counts who|a sample"
)
#: a county or a bed is compared only where "it" goes on with it
_GOES_ON: Final = re.compile(r"an average|a temperature|a vote|labelled |counts |a sample|a share|a decimal")
_SMALL: Final = re.compile(
    r"\s|in|on|at|the|a|an|and|or|year|years|month|months|week|before|earlier|ago|compared|with|to|up|down|"
    r"from|for|of|last|"
    r"this|previous|prior|after|fiscal|against|versus|vs|about|some|more|than|[^a-z]"
)
_COMPARES: Final = re.compile(
    r"\b(?:after|up from|down from|compared (?:with|to)|against|versus|from|than) (?:about |some )?$"
)
_EARLIER: Final = re.compile(
    r"\s+(?:the year before|a year (?:before|earlier|ago)|the (?:previous|prior) (?:year|month)|last year)\b"
)
#: "It was 985 in March", "In January it was four"
_IT: Final = re.compile(
    r"^(?:[a-z]\. |[a-z ]{1,30}: )?[\"' ]*(?:(?:in|on|by|at) [^,;.]{2,30},? |(?:a|the) (?:year|month|week) "
    r"(?:before|earlier|ago),? |last \w+,? )?"
    r"(?:it|that|this)(?:'s| was| is| had been| stood at) (?:about |only |just |at )?$"
)
_TOTAL: Final = re.compile(r"\s+(?:in all|altogether|in total|all told)\b")


def alike(low: str, text: str, number: Number, numbers: Sequence[Number], why: Why) -> str:
    """Why a number is none of ours, since the one before it in its sentence is none."""
    if not BARE.match(low, number.end) or _TOTAL.match(low, number.end):
        return ""
    own = [n for n in numbers if n.end <= number.left and n.refused not in DATES]
    if not own:
        return ""
    last = own[-1]
    kind = last.refused or why(last)
    if _LISTED.match(kind) and _listed(low, text, last, number):
        return kind
    first = own[0].refused or why(own[0])
    compared = _COMPARES.search(low, max(0, number.left - 30), number.left) and _EARLIER.match(
        low, number.end
    )
    return first if compared and _LISTED.match(first) else ""


def _listed(low: str, text: str, last: Number, number: Number) -> bool:
    """Whether nothing but times, names and small words stands between two numbers and their nouns."""
    if number.left - last.end > BETWEEN:
        return False
    between = text[last.end : number.left]
    noun = re.match(r"(?:\s+(?!in |on |at )[a-z][a-z'-]*){1,4}|\s+ICE [a-z]+", between)
    rest = between[noun.end() :] if noun else between
    if noun and re.search(r"\b(?:and|with|had|got|received)$", noun.group()):
        return False
    return all(
        _SMALL.fullmatch(word.lower()) or word[0].isupper() for word in re.findall(r"[A-Za-z][\w'.-]*", rest)
    )


def is_it(low: str, number: Number) -> bool:
    """Whether a sentence says what "it", counted in the sentence before, was once."""
    return BARE.match(low, number.end) is not None and _IT.search(low, 0, number.left) is not None


def goes_on(earlier: Sequence[Number], why: Why) -> str:
    """Why a number that goes on with the sentence before is none of ours: what that counts is none."""
    own = [n for n in earlier if n.refused not in DATES]
    kind = (own[-1].refused or why(own[-1])) if own else ""
    return kind if _GOES_ON.match(kind) else ""
