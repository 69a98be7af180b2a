"""Who speaks in tables and lists: a column or a row of one party, the places that answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from monitor.figures import voices
from monitor.figures.candidates import Candidate
from monitor.figures.hearing import Heard
from monitor.figures.paper import Paper
from monitor.figures.sentences import Kind
from monitor.figures.voices import Kind as Voices

LIST: Final = 3  #: lines of a list


def row_of(candidate: Candidate, official: bool) -> str:
    """The agency whose row of a table it is, or the source that a column names."""
    cell = candidate.cell
    if cell is None or candidate.sentence.kind is not Kind.ROW or not official:
        return ""
    for head, words in zip(cell.heads, cell.row_heads, strict=False):
        if _SOURCE.search(head) and re.search(r"[a-z]{2}", words):
            return words
    return cell.name if _AGENCY_ROW.search(cell.name) else ""


def column_of(candidate: Candidate) -> str:
    """'ICE (federal fiscal year)' over a column: ICE says it."""
    head = candidate.cell.head.strip() if candidate.cell is not None else ""
    match = _SAID_HEAD.match(head) or _SAID_BY.search(head)
    who = (match[1] or match[match.lastindex or 1]) if match else ""
    return who.upper() if who in ("ice", "dhs") else who.capitalize()


_SAID_HEAD: Final = re.compile(
    r"(ice|dhs|sheriff|police|jail|department)\b"
    r"(?:(?:'s)?(?: own)?(?: (?:data|count|records|says|figures|number|tally)) ?(?:\(|:|$|of\b|for\b)|"
    r"'s (?:own )?(?:count|number|figure|tally|records)\b| \((?:calendar|fiscal|federal)|$)|"
    r"(ice|dhs)(?: ?(?:\(|:|$)|'s\b)"
)

_SAID_BY: Final = re.compile(
    r"\b(?:per|says|according to|reported by|given by|told by|claimed by|source:?) (?:the )?"
    r"(ice|dhs|sheriff|police|jail|department|county)\b(?!'s)"
)

_SOURCE: Final = re.compile(r"\b(?:source|answered|respondent|who|answer from|given by|reported by)\b")

_AGENCY_ROW: Final = re.compile(r"\b(?:Sheriff|Police)(?:'s)?\b(?! (?:Marshal|bookings))")


def sources(heard: Sequence[Heard]) -> list[tuple[int, str]]:
    """The lines that name where a table is from, with the party: "Source: TRAC, Syracuse University"."""
    found: list[tuple[int, str]] = []
    for i, line in enumerate(heard):
        match = _FROM.match(line.sentence.text[:200])
        if match is None:
            continue
        rest = match.end()
        for voice in voices.find(line.sentence.text, line.words):
            if voice.start < rest or voice.kind is Voices.PRONOUN:
                continue
            words = voice.owner if voice.kind is Voices.PAPER else voice.text
            if words and (voice.kind is not Voices.NAME or words.isupper()):
                found.append((i, words))
            break
    return found


def source_of(candidate: Candidate, named: Sequence[tuple[int, str]]) -> str:
    """Whom the line under a table, or right over it, names as its source."""
    cell = candidate.cell
    if cell is None or not named:
        return ""
    below = next((words for i, words in named if 0 <= i - candidate.index <= BELOW), "")
    return below or next((words for i, words in reversed(named) if 0 <= cell.first - i <= ABOVE), "")


BELOW: Final = 40  #: lines from a cell to what stands under its table
ABOVE: Final = 3
_FROM: Final = re.compile(
    r"^\W*(?:data )?(?:sources?|source of (?:data|figures)|data from|figures from|provided by|compiled by|"
    r"reported by|furnished by|supplied by|as reported by|"
    r"based on (?:data|figures|records) (?:from|of|kept by))\b\s*:?\s*",
    re.IGNORECASE,
)


def answers(paper: Paper, heard: Sequence[Heard]) -> dict[int, str]:
    """The places that the lines of a newspaper's list begin with, each of which answered for itself."""
    if paper.official:
        return {}
    found: dict[int, str] = {}
    for i, line in enumerate(heard):
        match = _LABEL.match(line.sentence.text)
        if match and paper.home.finder.find(match[1]):
            found[i] = match[1]
    return found if len(found) >= LIST else {}


_LABEL: Final = re.compile(r"^[\W_]{0,4}([A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}):\s")
