"""How a time is told: by what kind of phrase, as the end of another one, or of what is no count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from config.words import PeriodKind
from monitor.figures.days import Clock, Days, Mention

if TYPE_CHECKING:
    from monitor.figures.events import Events

_ASIDE: Final = re.compile(
    r"(?:'s)?[\s-]+(?:[a-z-]+\s+){0,2}?(?:law|act|ordinance|order|ruling|decision|opinion|lawsuit|suit|case|"
    r"election|"
    r"campaign|policy|memo|memorandum|agreement|resolution|directive|statute|settlement|guidance|letter|"
    r"session|budget|amendment|bill|measure|executive|contract|audit|study|vote|murder|killing|arrest|"
    r"conviction|edition)\b"
)
#: "at last year's forum", "the March 3 hearing": the day of the talk, not of what it tells
_MEETING: Final = re.compile(
    r"(?:'s)?\s+(?:[a-z-]+\s+){0,2}?(?:forum|hearing|meeting|town hall|retreat|workshop|summit|rally|debate|"
    r"testimony|presentation|conference|lunch|luncheon|dinner|breakfast|interview|speech)\b"
)
#: "in last year's report": the paper is of that year, what it counts may be of another
_PAPER: Final = re.compile(
    r"(?:(?<='s)|'s)\s+(?:[a-z-]+\s+)?(?:reports?|survey|newsletter|handout|filing|audit|disclosure|request)\b"
)
_EVENT: Final = re.compile(
    r"\b(?:rul(?:ed|ing)|pass(?:ed|age)|adopt(?:ed|ion)|elect(?:ed|ion)|sign(?:ed|ing)|took (?:office|"
    r"effect|over)|"
    r"approved|vot(?:ed|e)|enacted|issued (?:an?|the|its)|arrested|sworn|opened|began|begun|ended|"
    r"expired?s?|started|"
    r"created|founded|joined|struck|decid(?:ed|sion)|renewed|amended|dated|repealed|filed (?:a |"
    r"the )?(?:suit|lawsuit)|"
    r"dropped|quit|halted|withdrew|scrapped|banned|barred|outlawed|halting|dropping|leaving|"
    r"(?:law|act|ordinance|order|ruling|decision|agreement|contract|decree|settlement|study|report|letter) "
    r"(?:from|of)|"
    r"hired|retired|appointed|effective|born|built|enlarged|incorporated|expanded|launched|introduced|bought|"
    r"installed|"
    r"remodell?ed|won|lost|moved|graduated|serv(?:ed|ing) since|came to|died|promoted|meeting|hearing|"
    r"settled|chang(?:ed|e)|stopped|policy|order)\b"
    r"(?:\s+[a-z0-9().,'-]+){0,5}?\s*$"
)
_TOLD: Final = re.compile(
    r"\b(?:said|told|wrote|posted|published|released|obtained|testif\w+|updated|according)\b[^.;]{0,25}$"
)
_UNTIL: Final = re.compile(
    r"(?:\b(?:as of|thr(?:ough|u)|until|till|up to|to|by)\s+(?:the\s+(?:end|close|middle)\s+of\s+|mid-|"
    r"last\s+|this\s+)?|"
    r"\b(?:to date|so far|ytd|year-to-date)\s*[,(]\s*)$"
)
_WEATHER: Final = re.compile(r"spring|summer|fall\b|autumn")
_BESIDE: Final = re.compile(r"\b(?:before|after|prior to)\s+$")
_SINCE: Final = re.compile(r"\b(?:since|from)\s*$")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A time that a sentence names at one place in it. `marks` say how it was told."""

    days: Days
    start: int
    end: int
    text: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """The times spoken of before a sentence, by which it may point to its own."""

    count: Days | None  #: of the count told last
    line: Days | None  #: named last before the sentence
    frame: Days | None = None  #: of the table, heading or title
    more: tuple[Days, ...] = ()  #: others spoken of shortly before
    index: int = 0  #: of the sentence
    events: Events | None = None  #: what the document dates
    next_to: bool = False  #: `line` is named in the sentence right before

    def anchors(self, here: Days | None) -> list[tuple[str, Days | None]]:
        """The times that a phrase may point to, the nearest first."""
        others = [("more", days) for days in self.more]
        return [("here", here), ("count", self.count), ("line", self.line), *others, ("frame", self.frame)]


def marks_of(low: str, mention: Mention, clock: Clock) -> tuple[str, ...]:
    """How a time is told: by what kind of phrase, and whether of something else than a count."""
    marks: list[str] = []
    before = low[max(0, mention.start - 60) : mention.start]
    if mention.shift is not None:
        marks.append("shift" if mention.shift else "again")
    elif mention.pointer is not None:
        marks.append("pointer")
    elif mention.days is not None:
        marks.append(kind_of(mention.days))
        if clock.published and mention.days.first > clock.published:
            marks.append("future")
    if _ASIDE.match(low, mention.end):
        marks.append("law")
    if _EVENT.search(before) or _MEETING.match(low, mention.end) or _PAPER.match(low, mention.end):
        marks.append("event")
    if mention.point and (_TOLD.search(before) or low.startswith("on ", mention.start)):
        marks.append("told")
    if mention.days and mention.days.last and clock.published:
        span = (mention.days.last - mention.days.first).days
        if (span <= 31 and 0 <= (clock.published - mention.days.last).days <= 40) or (
            span <= 31 and mention.days.worked_out and mention.days.last > clock.published
        ):
            marks.append("lately")
    if _WEATHER.search(mention.text):
        marks.append("weather")
    if is_until(low, mention):
        marks.append("until")
    if _BESIDE.search(before):
        marks.append("beside")
    if _SINCE.search(before):
        marks.append("since")
    return tuple(marks)


def is_until(low: str, mention: Mention) -> bool:
    """Whether a time is told as the end of another one: "through August", "as of May 15"."""
    at = mention.start
    if mention.pointer is not None and mention.pointer.kind == "whole year":
        return False
    if low.startswith(("of ", "by "), at):
        at += 3
    return bool(_UNTIL.search(low[max(0, at - 24) : at])) and not low.startswith("in ", mention.start)


def kind_of(days: Days) -> str:
    if days.kind is PeriodKind.RUNNING:
        return "running"
    if days.label.startswith("FY") or days.kind is PeriodKind.FISCAL:
        return "fiscal"
    if days.kind is PeriodKind.DAY:
        return "day"
    if days.label == str(days.first.year):
        return "year"
    if "Q" in days.label:
        return "quarter"
    return "month" if len(days.label) == 7 else "range"


def end_of(days: Days, clock: Clock) -> date:
    return days.last or clock.published or days.first
