"""Weekdays and "today": the last such day up to the document."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from monitor.figures.days import Clock, Days, closed
from monitor.figures.time_marks import Spoken

_WORDS: Final = re.compile(
    r"\b(?P<lead>as of|through|thru|until|up to|to|by|on|since)?\s*(?:this\s+|late\s+|early\s+|last\s+)?"
    r"\b(?P<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday|now|currently|"
    r"this\s+(?:morning|afternoon|evening|day|week)|at\s+present|at\s+the\s+moment|last\s+night|tonight|"
    r"right\s+now|press\s+time)\b"
)
_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HINTS: Final = ("day", "now", "this ", "currently", "night", "press time", "at present", "at the moment")


def day_words(low: str, clock: Clock) -> list[Spoken]:
    """The days that weekday names and "today" or "yesterday" mean: the last such day up to the document."""
    published = clock.published
    if published is None or not any(hint in low for hint in _HINTS):
        return []
    found = []
    for match in _WORDS.finditer(low):
        word = match["day"]
        if word in _NAMES:
            at = published - timedelta(days=(published.weekday() - _NAMES.index(word)) % 7)
        elif word == "yesterday":
            at = published - timedelta(days=1)
        else:
            at = published
        days = closed(at, at, True)
        if days:
            mark = (
                "until"
                if match["lead"] in ("as of", "through", "thru", "until", "up to", "to", "by")
                else "word"
            )
            found.append(Spoken(days, match.start("day"), match.end("day"), match.group(), ("day", mark)))
    return found


_DEED: Final = re.compile(
    rf"[\"']?(?:early |late )?on (?P<day>{'|'.join(_NAMES)})"
    r"(?: (?:morning|afternoon|evening|night))?(?=,| [a-z])"
)
_SAID: Final = re.compile(
    r"\b(?:sa(?:id|ys?)|told|tells|report\w*|announc\w+|according|asked|wrote|published|vot\w+|approv\w+|"
    r"release[sd]? (?:the |its |new )?(?:figures|numbers|data|records|statistics))\b"
)


def deed_day(low: str, clock: Clock) -> Days | None:
    """The day of what a sentence says was done: "On Thursday the jail let seven go"; none where it tells when
    something was said."""
    match = _DEED.match(low)
    if match is None or clock.published is None or _SAID.search(low):
        return None
    at = clock.published - timedelta(days=(clock.published.weekday() - _NAMES.index(match["day"])) % 7)
    return closed(at, at, True)
