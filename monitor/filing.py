"""Whether a paper is the report that a law orders, and for which period. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from config.catalogue import Duty, Every
from config.words import PeriodKind
from monitor.due import Deadline, deadlines, overlap
from storage.records import DutyPeriod, Figure

#: characters at the beginning of a document in which its type, its filer and its period stand
_HEAD: Final = 3000
_TYPE: Final = re.compile(r"^\s*(?:type|matter type|item type)\s*:\s*(.+)$", re.IGNORECASE | re.MULTILINE)
_FILER: Final = re.compile(
    r"^\s*(?:requester|from|filed by|submitted by|sponsors?)\s*:\s*(.+)$", re.IGNORECASE | re.MULTILINE
)
#: a figure is of a period where the two share this much of the longer one
_ALIKE: Final = 0.7
#: how long ago what a paper may still be for was due
_BACK: Final = timedelta(days=3 * 366)
_AHEAD: Final = timedelta(days=800)  #: and how far ahead: it is due long after its period

_PARTS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_PART: Final = r"(?P<part>first|second|third|fourth|1st|2nd|3rd|4th)"
#: in a title; running text names years for many reasons
_IN_TITLE: Final = r"\b(?:for|during|in) (?P<year>20\d\d)\b"
_NAMED: Final = {
    Every.YEAR: (r"(?:calendar|reporting) year (?P<year>20\d\d)",),
    Every.HALF: (rf"{_PART} half(?: of|,)? (?P<year>20\d\d)", r"\bH(?P<part>[12])[ ,/-]*(?P<year>20\d\d)"),
    Every.QUARTER: (
        rf"{_PART} quarter(?: of|,)? (?P<year>20\d\d)",
        r"\bQ(?P<part>[1-4])[ ,/-]*(?P<year>20\d\d)",
        r"\b(?P<year>20\d\d)[ ,/-]*Q(?P<part>[1-4])\b",
    ),
}


class State(StrEnum):
    AWAITED = "awaited"
    PERHAPS = "perhaps"  #: words fit, type and filer do not prove it: stays open
    FILED = "filed"
    OVERDUE = "overdue"
    CANNOT_TELL = "cannot-tell"  #: its sources did not work, or none is watched


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """What of a document may show that it is the report of a duty."""

    document_id: int
    title: str
    text: str
    publisher: str
    published_on: date | None
    figures: Sequence[Figure] = ()
    parent: str = ""  #: text of the matter that it is attached to
    place: str = ""
    kin: frozenset[int] = frozenset()  #: documents of the same matter: one matter is one filing

    @property
    def head(self) -> str:
        return f"{self.title}\n{self.parent[:_HEAD]}\n{self.text[:_HEAD]}"


# --- whether --------------------------------------------------------------------------------------


def recognise(duty: Duty, paper: Paper) -> State | None:
    """`filed` where type or filer fit beside the words, `perhaps` where only the words do, else None."""
    words = f"{paper.title}\n{paper.text}".casefold()
    if not any(word.casefold() in words for word in duty.recognise_words):
        return None
    types = "\n".join(_TYPE.findall(paper.head)).casefold()
    filers = "\n".join(_FILER.findall(paper.head)).casefold()
    by_type = any(type_.casefold() in types for type_ in duty.recognise_types)
    by_filer = any(filer.casefold() in filers for filer in duty.recognise_filers)
    return State.FILED if by_type or by_filer or paper.publisher == duty.filed_by else State.PERHAPS


def may_answer(duty: Duty, paper: Paper, listed_by: Collection[str]) -> bool:
    """Whether it stands where the report would: in one of its sources; taken by hand or where the duty has
    none, at its place or from its filer."""
    if duty.sources and listed_by:
        return bool(set(duty.sources) & set(listed_by))
    return paper.place == duty.place or paper.publisher == duty.filed_by


# --- for which period -------------------------------------------------------------------------------


def answers(duty: Duty, paper: Paper, seen_on: date, known: Mapping[str, DutyPeriod]) -> tuple[Deadline, ...]:
    """What a recognised paper is for: the latest period of its figures, else what another paper of its matter
    was taken for, else the one that its title or head names, else the one that its date fits.

    With it the earlier ones that were awaited in vain, and that its figures cover.
    """
    when = paper.published_on or seen_on
    near = [each for each in deadlines(duty.due, when - _BACK, when + _AHEAD) if _watched(duty, each)]
    possible = [each for each in near if each.earliest <= when]
    taken = [each for each in near if _taken(known, each, paper)]
    if not possible and not taken:
        return ()
    told = _by_figures(duty, paper, possible)
    named = _by_words(duty, paper.title, possible, title=True) or _by_words(duty, paper.head, possible)
    main = (told or taken or named or possible)[-1]
    return (main, *(each for each in told if each is not main and _open(known, each, when)))


def _watched(duty: Duty, deadline: Deadline) -> bool:
    return duty.first_period is None or deadline.covered.last >= duty.first_period


def _open(known: Mapping[str, DutyPeriod], deadline: Deadline, when: date) -> bool:
    """Whether this one was awaited in vain: its day is over and nothing was filed."""
    row = known.get(deadline.covered.name)
    return row is not None and row.state != State.FILED and deadline.due_on < when


def _taken(known: Mapping[str, DutyPeriod], deadline: Deadline, paper: Paper) -> bool:
    """Whether another paper of the same matter was taken for this one."""
    row = known.get(deadline.covered.name)
    return row is not None and row.document_id in paper.kin


def _by_figures(duty: Duty, paper: Paper, possible: Sequence[Deadline]) -> list[Deadline]:
    """The periods of which the paper itself gives what the duty asks for, in order."""
    spans = {
        (figure.period.first, figure.period.last)
        for figure in paper.figures
        if figure.period.kind is PeriodKind.CLOSED and figure.metric in duty.metrics
    }
    found = []
    for each in possible:
        alike = (overlap(each.covered, first, last) for first, last in spans if first and last)
        if max(alike, default=0) >= _ALIKE:
            found.append(each)
    return found


def _by_words(duty: Duty, text: str, possible: Sequence[Deadline], *, title: bool = False) -> list[Deadline]:
    names = set(_names(duty.due.every, text, title))
    return [each for each in possible if each.covered.name in names]


def _names(every: Every, text: str, title: bool) -> Iterator[str]:
    mark = {Every.HALF: "-H", Every.QUARTER: "-Q"}.get(every)
    patterns = _NAMED.get(every, ())
    for pattern in (*patterns, _IN_TITLE) if title and every is Every.YEAR else patterns:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            if mark is None:
                yield match["year"]
                continue
            part = match["part"].lower()
            yield f"{match['year']}{mark}{_PARTS.get(part, part)}"
