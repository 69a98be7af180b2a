"""Lines of pairs: "2008 338 | 2009 389", "2018: 14   2019: 21", "Harris ..... 958   Denton ..... 150".

Each pair is a period or a place with its number; what is counted stands in the line above.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from monitor.figures import periods
from monitor.figures.periods import Clock, Days
from monitor.figures.places import Spot
from monitor.figures.sentences import Sentence

_YEARS: Final = re.compile(
    r"(?P<label>(?:fy ?|cy ?)?(?:19|20)\d\d(?: ?to date| ?ytd)?(?: ?\((?:part|q[1-4])\))?)(?: ?[:=]\s*|\s+)"
    r"(?P<n>\d{1,3}(?:,\d{3})+|\d{1,7})(?![\d/-])(?P<note> ?\([^)]{1,40}\))?(?=[\s,;|.*]|$)"
)
_LEADERS: Final = re.compile(
    r"(?P<label>[A-Za-z][\w .'’&-]{1,40}?)\s?\.{3,}\s*(?P<n>\d{1,3}(?:,\d{3})+|\d{1,7})\b"
)
_REST: Final = re.compile(r"[\s|,;.*•-]*(?:before [a-z]{3,9}\.? \d{1,2})?[\s|,;.*•-]*")


_LIKELY: Final = re.compile(
    r"\.{3,}\s*\d|(?:19|20)\d\d[^\n]{0,12}?[:= ]\s*\d[^\n]{0,60}(?:19|20)\d\d[^\n]{0,12}?[:= ]\s*\d"
)


def likely(low: str) -> bool:
    """A cheap test whether a line may be one of pairs."""
    return bool(_LIKELY.search(low))


@dataclass(frozen=True, slots=True)
class Pair:
    value: int
    start: int  #: of the number, in the sentence
    end: int
    days: Days | None
    spot: Spot | None
    label: str


def of_years(sentence: Sentence, clock: Clock) -> list[Pair]:
    """The pairs of a line that holds nothing but periods with their numbers, two at least."""
    found = list(_YEARS.finditer(sentence.low))
    if len(found) < 2 or not _REST.fullmatch(_YEARS.sub("", sentence.low)):
        return []
    return [_year(match, clock) for match in found]


def _year(match: re.Match[str], clock: Clock) -> Pair:
    days = _days(match, clock)
    value = int(match["n"].replace(",", ""))
    return Pair(value, match.start("n"), match.end("n"), days, None, match["label"])


def _days(match: re.Match[str], clock: Clock) -> Days | None:
    label, note = match["label"], (match["note"] or "").strip(" ()")
    year = re.search(r"(?:19|20)\d\d", label)
    quarter = re.search(r"\((q[1-4])\)", label)
    if year and quarter:
        label = f"{quarter[1]} {year.group()}"
    elif year and re.match(r"(?:to|through|thru|until)\s+[a-z]{3,9}\.? \d{1,2}$", note):
        label = f"{year.group()} through {re.sub(r'^[a-z]+ ', '', note)}"
    elif "(part)" in label:
        return None  # which part is not said here
    mentions = [m for m in periods.find(label, clock) if m.days]
    return mentions[0].days if mentions else None


def of_places(sentence: Sentence, place: Callable[[str], Spot | None]) -> list[Pair]:
    """The pairs of a line of dotted leaders from places to numbers; nothing where one is no place."""
    found = list(_LEADERS.finditer(sentence.text))
    if not found or not _REST.fullmatch(_LEADERS.sub("", sentence.text)):
        return []
    pairs: list[Pair] = []
    for match in found:
        spot = place(match["label"].strip())
        if spot is None:
            return []
        value = int(match["n"].replace(",", ""))
        pairs.append(Pair(value, match.start("n"), match.end("n"), None, spot, match["label"].strip()))
    return pairs
