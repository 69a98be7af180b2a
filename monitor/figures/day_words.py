"""Weekdays and "today": the last such day up to the document."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from monitor.figures.days import Clock, closed
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
