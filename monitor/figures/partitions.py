"""Counts of requests that are parts by grammar: what is said to be "of the detainers" is not all of them.

An outcome is another matter: "of the 57 detainers, 12 were declined" counts all that were declined.
"""

from __future__ import annotations

import re
from typing import Final

from monitor.figures.candidates import Line
from monitor.figures.numbers import Number

MOST: Final = 16  #: numbers of a sentence in which a sum is looked for
BEFORE: Final = 120  #: characters before a number in which the whole is named

_COUNT: Final = (
    r"(?:[0-9][0-9,]*|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-[a-z]+)?))"
)
_PAPERS: Final = (
    rf"(?:{_COUNT} )?(?:new |such |ice |immigration |federal |civil )*"
    rf"(?:detainers?(?: requests?)?|requests?|(?:ice |immigration )holds?)\b"
)
#: "thirty-nine of the detainers", "12 of the 57 detainers"
_AFTER: Final = re.compile(rf"\s+of (?:the|those|these|its|their|last year's|this year's) {_PAPERS}")
#: "of the 131 detainers, the state's prisons reported 96", "among the detainers were 14 for men with ..."
_LEAD: Final = re.compile(
    rf"(?:^|[.;:\"] ?)(?:of|among|out of) (?:the|those|these|its|their) {_COUNT} {_PAPERS}[^;.]*$"
)
#: a month or a county that "accounted for 203 of the detainers" has those as its own whole
_SHARE: Final = re.compile(r"\b(?:account(?:s|ed|ing)? for|makes? up|made up|had|got|received|saw) $")
_OTHERS: Final = re.compile(
    r"\b(?:for|in|from|at) (?:all )?(?:the |its )?(?:other|remaining|rest of the) (?:\w+ )?(?:counties|"
    r"parishes|cities|towns|"
    r"jails|agencies|departments|sheriffs|districts|facilities|prisons|state)\b[^;.]*$"
)
_REST: Final = re.compile(
    r"(?:the )?(?:rest of|remainder|remaining|balance of|all others?\b|others?\b(?! agenc)|elsewhere\b)"
)


def of_requests(low: str, number: Number) -> bool:
    """Whether a count of requests counts only a part of the requests that its sentence names."""
    before = low[max(0, number.left - BEFORE) : number.left]
    if number.whole or _SHARE.search(before):
        return False
    if _AFTER.match(low, number.end):
        return True
    return bool(_LEAD.search(before)) or bool(_OTHERS.search(before))


_PLACED: Final = re.compile(
    r"(?:\s+[a-z]+)?\s+(?:at|from|by|through|via|with|under)\b(?! (?:then|now|least|most)\b)"
)


def listed(line: Line) -> frozenset[int]:
    """Where the numbers start that follow a whole in their sentence and sum up to it, each with its place or
    sender: "16 in 2024: ten at Marion, six at Salem". Those of years are wholes of their years."""
    own = [n for n in line.numbers if n.refused not in ("a date or period", "a year")]
    if not 2 < len(own) <= MOST:
        return frozenset()
    last = max((time.start for time in line.times), default=-1)
    for at, whole in enumerate(own[:-2]):
        parts, total = list[Number](), 0
        for number in own[at + 1 :]:
            if total >= whole.value or number.refused or not _PLACED.match(line.sentence.low, number.end):
                break
            parts.append(number)
            total += number.value
        if total == whole.value and len(parts) > 1 and last < parts[0].start:
            return frozenset(number.start for number in parts)
    return frozenset()


def of_label(label: str) -> bool:
    """Whether a label names what is left of a whole: "Rest of the state"."""
    return _REST.match(label) is not None
