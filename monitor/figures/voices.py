"""Who might speak in a sentence: people by their titles, bodies, papers, proper names and pronouns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from monitor.figures.wordclasses import Words


class Kind(StrEnum):
    PERSON = "person"
    BODY = "body"
    PAPER = "paper"  #: a report, records, a letter: some party's word
    NAME = "name"  #: nothing but capitals: "Cox", "Chester County" is a body
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Voice:
    """A noun phrase that may speak; `start` and `end` are of its characters, `first` and `last` its words."""

    kind: Kind
    text: str
    start: int
    end: int
    first: int
    last: int
    owner: str = ""  #: "the sheriff" of "the sheriff's records", as the text has it


_PHRASE: Final = (
    r"(?:DN?(?:w{1,2}|X|t)?(?=[MHBKCmhbkcw])|)[MHBKCmhbkc]*[HBKC]"
    r"(?:[Op]D?w{0,2}[MHBKCmhbkc]*[HBCM])?(?:OD?[MHBKCmhbkc]*[HBCM])?(?:C+)?"
)
_JOINS: Final = frozenset(["of", "for", "at", "with", "in"])  #: link a title to its agency


@cache
def _phrase() -> re.Pattern[str]:
    return re.compile(rf"{_PHRASE}|R|D?[chb](?=X?V)")


def find(text: str, words: Words) -> list[Voice]:
    """The voices of a sentence, in its order."""
    found: list[Voice] = []
    at = 0
    pattern = _phrase()
    while match := pattern.search(words.tags, at):
        first, end = match.start(), match.end()
        end = _cut(words, first, end)
        at = max(end, first + 1)
        voice = _voice(text, words, first, end)
        if voice:
            found.append(voice)
    return found


def _cut(words: Words, first: int, end: int) -> int:
    """Where the phrase really ends: only few prepositions link a title to its agency."""
    tags = words.tags
    if "p" not in tags[first:end] and "O" not in tags[first:end]:
        return end
    for i in range(first, end):
        tag = tags[i]
        if tag == "p" and (words.low[i] not in _JOINS or words.tags[i - 1] not in "HM"):
            return i
        if tag == "O" and words.low[i] == "for" and words.tags[i - 1] not in "HM":
            return i
        if tag == "p" and words.low[i] == "in" and not _names(words, i + 1, end):
            return i
    return end


def _names(words: Words, first: int, end: int) -> bool:
    return "C" in words.tags[first:end]


def _voice(text: str, words: Words, first: int, end: int) -> Voice | None:
    tags = words.tags[first:end]
    if tags == "R":
        return _made(Kind.PRONOUN, text, words, first, end)
    head = _LINK.split(tags, 1)[0]
    last = next((c for c in reversed(head) if c in "HBKC"), "")
    if not last and tags[-1] in "chb":
        return _made(Kind.BODY, text, words, first, end)  # "Aroostook's said six"
    if not last:
        return None
    if last == "C":
        inner = _INNER.search(head)
        kind = Kind.PERSON if "H" in head and inner else Kind.BODY if "B" in head else Kind.NAME
    else:
        kind = {"H": Kind.PERSON, "B": Kind.BODY, "K": Kind.PAPER}[last]
    if kind is Kind.NAME and end == first + 1 and _PLURAL.search(words.low[first]):
        return None  # "Agencies told": a noun that begins a sentence
    return _made(kind, text, words, first, end)


_LINK: Final = re.compile(r"[Op]")
_INNER: Final = re.compile(r"[HB](?=C*$)")
_OWNER: Final = re.compile(r"(D?[MHBKCmhbkc]*[hbc])[MHBKC]*")
_PLURAL: Final = re.compile(r"(?:ies|ons|ors|ants|ees|ics|ates|ents)$|^persons$")


def _made(kind: Kind, text: str, words: Words, first: int, end: int) -> Voice:
    start, stop = words.starts[first], words.ends[end - 1]
    owner = ""
    if kind is Kind.PAPER:
        owned = _OWNER.match(words.tags[first:end])
        if owned:
            owner = text[start : words.ends[first + owned.end(1) - 1]]
            owner = re.sub(r"'s?$", "", owner)
    return Voice(kind, text[start:stop], start, stop, first, end, owner)
