"""Whose text it is, as the text says itself: `(AP) —`, `originally published by …`, a byline. Pure.

A credit for help ("The Associated Press contributed to this report") or for a photograph makes no copy.
What comes out is outside text: one short line.
"""

from __future__ import annotations

import re
from typing import Final

from config import wires
from monitor.phrases import one_line

MAX_NAME: Final = 60  #: characters
_HEAD: Final = 1500  #: characters in which a dateline or byline may stand
_TAIL: Final = 3000  #: characters at the end in which a text says where it comes from
_LINE: Final = 120  #: a longer line is no byline

_DATELINE = re.compile(
    r"(?m)^[ \t]*(?:[A-Z][\w.'’ -]{1,40}(?:,[ ][A-Z][\w.'’ -]{1,30})?[ ]*)?"
    r"\(([A-Z][\w.&’' -]{1,40})\)[ ]*(?:—|–|--?)[ ]"
)
_NO_NAME = (
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)"
)
_WORD = r"(?:[A-Z]\.|St\.|[A-Z][\w&’'-]*(?:\.\w+)*)"  #: a stop after a longer word ends the sentence
_NAME = (
    rf"(?P<name>(?:[Tt]he )?{_NO_NAME}{_WORD}"
    rf"(?:[ ](?:(?:of|the|for|and|de|&)[ ]){{0,2}}{_WORD}){{0,6}})"
)
_PUBLISHED = re.compile(
    r"\b[Tt]his[ ](?:story|article|report|piece|item|content)[ ](?:was|is|has been|first|originally)"
    r"(?:[ ]\w+){0,4}?[ ](?:published|appeared|reported|produced|written|republished|reprinted)"
    r"[ ](?:by|in|on|at|from|with permission from|here with permission from)[ ]" + _NAME
)
_REPUBLISHED = re.compile(
    r"\b(?:[Rr]epublished|[Rr]eprinted|[Ss]yndicated)(?:[ ]here)?"
    r"(?:[ ]with(?:[ ]the)? permission)?[ ](?:from|by|of)[ ]" + _NAME
)
_COPYRIGHT = re.compile(r"(?:©|\([Cc]\)|[Cc]opyright)[ ]*(?:[12]\d{3}[ ]*,?[ ]*)?(?:by[ ])?" + _NAME)
#: only with "By": a name and a service alone are what stands under a photograph
_BYLINE = re.compile(
    r"^(?:By|BY|by)[ ](?:[^,|/•]{2,60}[ ]*[,|/•][ ]*)?(?:[Tt]he[ ])?([A-Z][\w&.’' -]{1,40})$"
)


def credited(text: str, publisher: str) -> str:
    """Who is credited with the text, other than its own publisher; '' where it credits nobody."""
    for name in _names(text):
        said = one_line(wires.service(name) or name, MAX_NAME).rstrip(" .,;’'")
        if said and not wires.same(said, publisher):
            return said
        if said:
            return ""  # its own publisher's: what else it mentions is help
    return ""


def _names(text: str) -> list[str]:
    """All credits in the order in which they count; those that may be anybody's only for known services."""
    head, tail = text[:_HEAD], text[-_TAIL:]
    found = [match["name"] for match in (*_PUBLISHED.finditer(head), *_PUBLISHED.finditer(tail))]
    found += [match["name"] for match in (*_REPUBLISHED.finditer(head), *_REPUBLISHED.finditer(tail))]
    known = [match[1] for match in _DATELINE.finditer(head)]
    known += [byline[1] for line in head.splitlines() if (byline := _byline(line))]
    known += [match["name"] for match in _COPYRIGHT.finditer(tail)]
    return found + [name for name in known if wires.service(name)]


def _byline(line: str) -> re.Match[str] | None:
    said = line.strip()
    return _BYLINE.match(said) if 2 <= len(said) <= _LINE else None
