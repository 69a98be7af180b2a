"""What a number counts by its noun: "12 officers", "Bookings for the year: 12,870", "791 in house".

Only things that are never counted as detainers or as people under one are told; a noun that may stand for
either ("cases", "entries", "sheets") is left to the weights.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from typing import Final

from monitor.figures.countable_words import LABELS, ROLES, STOP, THINGS
from monitor.figures.numbers import Number

RUN: Final = 5  #: words after a number among which its noun stands
BACK: Final = 90  #: characters before a number in which its label stands

#: nouns that a detainer or a person under one may be counted by; with them a run of words is ours
_OURS: Final = re.compile(
    r"detainer|i-?247|requests?$|holds?$|forms?$|notices?$|notifications?$|paper|inmate|prisoner|people$|"
    r"persons?$|"
    r"individual|m[ae]n$|wom[ae]n$|immigrant|migrant|alien|detainee|noncitizen|non-citizen|offender|"
    r"defendant|"
    r"suspect|arrestee|national|criminal|felons?$|subject|names?$|cases?$|times$|instances?$|occasions?$|"
    r"transfers?$|"
    r"pick-?ups?$|handovers?$|releases?$|refusals?$|others?$|ones?$|dollars?$|cents?$|such$|warrants?$|"
    r"orders?$|"
    r"residents?$|workers?$|youths?$|juveniles?$|adults?$|mothers?$|fathers?$"
)
_WORD: Final = re.compile(r"[\s]+([a-z][a-z'-]*)")
#: "foia requests", "ice detainees": another kind of paper, people that the agency itself keeps
_ALIEN: Final = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:(?:foia|records?|public[- ]records?|open[- ]records?|information|interview|"
    r"media|press|"
    r"asylum|budget|maintenance|visa|speaking|bail|bond|parole|extradition)\s+(?:requests?|hearings?|"
    r"applications?)"
    r"|requests? (?:for|of) (?:records?|comment|documents|proposals|interviews?|help|assistance|asylum|"
    r"public "
    r"records|service)\b(?! (?:to|with) (?:the )?(?:hold|detain))"
    r"|(?:ice|immigration|federal|dhs|homeland security) (?:detainees|boarders|prisoners under contract|"
    r"arrests)\b(?!-)"
    r"|detainers of (?:all|every|any) (?:kinds?|sorts?|types?)\b)"
)


@lru_cache(maxsize=4096)
def _is_ours(word: str) -> bool:
    return _OURS.search(word) is not None


def thing(low: str, number: Number) -> str:
    """Why the noun after a number counts nothing of ours; '' where it may, or where there is none."""
    after = low[number.end : number.end + 90]
    if _ALIEN.match(after):
        return "counts something else"
    if number.value == 1 and _SINGLE.match(after):
        return "counts something else"
    at, words = 0, list[str]()
    while len(words) < RUN and (match := _WORD.match(after, at)):
        word = match[1].rstrip("'-")
        if word in STOP:
            break
        words.append(word.removesuffix("'s") if not word.endswith("'s") else word)
        at = match.end()
        if word.endswith(("'s", "s'")):
            return ""  # "12 county's": what follows belongs to another
    if not words or any(_is_ours(word) for word in words):
        return ""
    if _COMPARED.match(low, number.end) or (words[0] in ROLES and _IN.search(low, 0, number.left)):
        return ""  # "52 two years before" tells no noun; "in 214 agents came" counts cases
    first = next((word for word in words[:3] if word in THINGS), "")
    return f"counts {first}" if first else ""


_COMPARED: Final = re.compile(
    r"\s+(?:\w+ )?(?:years?|months?|weeks?|days?) (?:earlier|before|ago|later|prior|previously|after|since)\b"
)
#: of which one is no count: "put out a single sheet"
_SINGLE: Final = re.compile(r"\s+(?:\w+ )?(?:sheet|page|piece|line|row|e-?mail|sentence|spreadsheet|thing)\b")
_IN: Final = re.compile(r"(?:^|\s)in $")
_LABEL: Final = re.compile(
    r"(?:^|[.;:•·|)(]\s*|\b(?:and|with)\s+)(?P<label>[a-z][a-z' -]{2,60}?)\s*(?::|\.{2,}|…|=|\()\s*$"
)
_BRACKET: Final = re.compile(r"([a-z]+) \($")
_CUT: Final = re.compile(
    r"\s(?:for|in|of|on|at|by|from|to|under|during|with|reported|recorded|made|as|per|so|this|last)\s.*$"
)


def label(low: str, number: Number) -> str:
    """Why the label before a number ("Beds: 332") is of nothing that is counted here."""
    before = low[max(0, number.left - BACK) : number.left]
    if (bracket := _BRACKET.search(before)) and bracket[1] in LABELS:
        return f"labelled {bracket[1]}"
    match = _LABEL.search(low, max(0, number.left - BACK), number.left)
    return named(match["label"]) if match else ""


def named(text: str) -> str:
    """Why what a label names is nothing that is counted here."""
    if re.search(r"\bice\b|detainer|immigra|\bholds?\b|247", text):
        return ""
    head = re.findall(r"[a-z-]+", _CUT.sub("", text + " "))
    if head[-2:] == ["head", "count"]:
        return "labelled head count"
    return f"labelled {head[-1]}" if head and head[-1] in LABELS else ""


_RISES: Final = (
    r"(?:is|was|stands?|stood|reached|reaches|passed|topped|exceeded|hit|totall?ed|numbered|rose|grew|climbed|"
    r"jumped|soared|swelled|increased|fell|dropped|declined|shrank|sank|went|came|remained|stayed|grown|risen|fallen|been|gone)"
)
#: "the number of agreements nationwide passed 500", "the count of officers had grown to 1,200"
_NUMBER_OF: Final = re.compile(
    r"\b(?:number|count|total|tally|sum) of (?P<label>[a-z][a-z' -]{2,60}?)\s+"
    r"(?:(?:nationwide|statewide|countywide|nationally|there|here|now|alone|today|already|since|has|had|"
    r"recently|also)\s+)*"
    rf"{_RISES}(?:\s+(?:up|down|at|to|by|from|only|just|about|nearly|some|almost|around|over|more than))*"
    r"\s*$"
)


def numbered(low: str, number: Number) -> str:
    """Why the subject of a sentence, "the number of X", is of nothing that is counted here."""
    match = _NUMBER_OF.search(low, max(0, number.left - 2 * BACK), number.left)
    if match is None or re.search(r"detainer|\bholds?\b|247|request", match["label"]):
        return ""
    head = list(takewhile(lambda word: word not in STOP, re.findall(r"[a-z-]+", match["label"])))
    while head and head[-1].endswith("ed"):
        head.pop()  # "officers trained"
    return f"labelled {head[-1]}" if head and (head[-1] in THINGS or head[-1] in LABELS) else ""


_MANY: Final = r"(?:inmates|people|prisoners|persons|men|women|souls)"
#: "the 258 on the roster", "791 in house": all who are there
_HOUSED: Final = re.compile(
    rf"\s+(?:{_MANY} )?(?:in[- ]house\b|on (?:the|its|our|their) (?:jail |full )?(?:roster|rolls|payroll)\b|"
    rf"in the trailer|"
    r"in (?:there|the (?:jail|building|place|facility)),? (?:on |late )?(?:tonight|this (?:morning|week)|"
    r"right now|today|"
    r"last (?:night|week|mon|tues|wednes|thurs|fri|satur|sun)|(?:mon|tues|wednes|thurs|fri|satur|sun)))"
)
_HOUSED_AFTER: Final = re.compile(
    rf"\s+{_MANY} (?:were |are |held |housed )?(?:in (?:the|our|its|his|her) (?:[a-z]+ )?(?:jails?|facility|"
    rf"system|"
    r"custody|prisons?)|at most|at a time|at capacity|when full)\b"
)
_HOUSED_BEFORE: Final = re.compile(
    r"(?:\b(?:population|head ?count|census|capacity|attendance|enrollment|turnout)(?: (?:of|was|is|at|"
    r"stood at|"
    r"reached|averaged)| on \w+ was|,|:)?\s+|\b(?:built|designed|rated|budgeted|authorized|certified|capped|"
    r"meant) "
    r"(?:for|at|to hold)\s+|\b(?:room|hall|gym|chamber|church|auditorium|courtroom) (?:held|seats?|"
    r"holds)\s+)$"
)
_OUR_WORDS: Final = re.compile(
    r"detainer|\bholds?\b(?! (?:\d|up to|about|at most))|\bice\b|247|immigra|\bpaper|federal|\bwith (?:one|"
    r"an?)\b"
)
_OUR_ACTS: Final = re.compile(r"transferr|handed|turned over|picked up|requests?\b|wanted|asked")


def housed(low: str, number: Number) -> str:
    """Why a number is that of all who are kept, or that may be, in a building."""
    begin = max(low.rfind(mark, 0, number.left) for mark in ";:,.")
    own = low[max(0, begin, number.left - 60) : number.left]
    if _HOUSED_BEFORE.search(own):
        return "" if _OUR_WORDS.search(own) else "a population"
    after = low[number.end : number.end + 60]
    if match := _HOUSED.match(after):
        return (
            ""
            if _OUR_WORDS.search(own + after[match.end() :]) and "roster" not in match.group()
            else "a population"
        )
    if match := _HOUSED_AFTER.match(after):
        around = own + after
        return "" if _OUR_WORDS.search(around) or _OUR_ACTS.search(around) else "a population"
    return ""
