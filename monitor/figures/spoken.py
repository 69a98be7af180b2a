"""The times that a sentence names, those that point to another time among them worked out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from config.words import PeriodKind
from monitor.figures.numbers import words_value
from monitor.figures.days import (
    Clock,
    Days,
    Mention,
    Pointer,
    closed,
    fiscal,
    months_of,
    months_on,
    running,
    shifted,
    year,
)

_ASIDE: Final = re.compile(
    r"(?:'s)?[\s-]+(?:[a-z-]+\s+){0,2}?(?:law|act|ordinance|order|ruling|decision|opinion|lawsuit|suit|case|election|"
    r"campaign|policy|memo|memorandum|agreement|resolution|directive|statute|settlement|guidance|letter|"
    r"session|budget|amendment|bill|measure|executive|contract|audit|study|vote|murder|killing|arrest|"
    r"conviction|edition)\b"
)
_EVENT: Final = re.compile(
    r"\b(?:rul(?:ed|ing)|pass(?:ed|age)|adopt(?:ed|ion)|elect(?:ed|ion)|sign(?:ed|ing)|took (?:office|effect|over)|"
    r"approved|vot(?:ed|e)|enacted|issued (?:an?|the|its)|arrested|sworn|opened|began|begun|ended|expired?s?|started|"
    r"created|founded|joined|struck|decid(?:ed|sion)|renewed|amended|dated|repealed|filed (?:a |the )?(?:suit|lawsuit)|"
    r"hired|retired|appointed|effective|born|meeting|hearing|settled|chang(?:ed|e)|stopped|policy|order)\b"
    r"(?:\s+[a-z0-9().,'-]+){0,5}?\s*$"
)
_TOLD: Final = re.compile(
    r"\b(?:said|told|wrote|posted|published|released|obtained|testif\w+|updated|according)\b[^.;]{0,25}$"
)
_EXPLAINED: Final = re.compile(
    r"\s*[^\w\s]{0,2}(?:\s*\w+'s \w+\s*)?[,(]\s*(?:that is,?\s*|or\s+|meaning\s+|which is\s+)?(?:from\s+)?"
)
_UNTIL: Final = re.compile(
    r"\b(?:as of|thr(?:ough|u)|until|till|up to|to|by)\s+(?:the\s+(?:end|close|middle)\s+of\s+|mid-)?$"
)
_BESIDE: Final = re.compile(r"\b(?:before|after|prior to)\s+$")
_SINCE: Final = re.compile(r"\b(?:since|from)\s*$")
_DATED: Final = re.compile(r"\d{4}|ago|last|past|this")
_WORDS: Final = re.compile(
    r"\b(?P<lead>as of|through|thru|until|up to|to|by|on|since)?\s*(?:this\s+|late\s+|early\s+|last\s+)?"
    r"\b(?P<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday|now|currently|"
    r"this\s+(?:morning|afternoon|evening|day|week)|at\s+present|at\s+the\s+moment|last\s+night|tonight|"
    r"right\s+now|press\s+time)\b"
)
_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
COUNTED: Final = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen eighteen twenty".split()
)
NEAREST: Final = 5  #: mentions looked at on each side of a number


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

    def anchors(self, here: Days | None) -> list[tuple[str, Days | None]]:
        """The times that a phrase may point to, the nearest first."""
        others = [("more", days) for days in self.more]
        return [("here", here), ("count", self.count), ("line", self.line), *others, ("frame", self.frame)]


def day_words(low: str, clock: Clock) -> list[Spoken]:
    """The days that weekday names and "today" or "yesterday" mean: the last such day up to the document."""
    published = clock.published
    if published is None or not (
        "day" in low
        or "now" in low
        or "this " in low
        or "current" in low
        or "ight" in low
        or "press" in low
        or "at " in low
    ):
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
        if mention.days.first and clock.published and mention.days.first > clock.published:
            marks.append("future")
    if _ASIDE.match(low, mention.end):
        marks.append("law")
    if _EVENT.search(before):
        marks.append("event")
    if mention.point and (_TOLD.search(before) or low.startswith("on ", mention.start)):
        marks.append("told")
    if mention.days and mention.days.last and clock.published:
        span = (mention.days.last - mention.days.first).days
        if span <= 31 and 0 <= (clock.published - mention.days.last).days <= 40:
            marks.append("lately")
        elif span <= 31 and mention.days.worked_out and mention.days.last > clock.published:
            marks.append("lately")
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


def resolve(mention: Mention, anchor: Days | None, clock: Clock) -> Iterator[tuple[Days, str]]:
    """What a phrase that points back means, seen from `anchor`, each with a mark of how it was read."""
    if anchor is None:
        return
    short = kind_of(anchor) in ("month", "day", "quarter", "range")
    if mention.shift is not None:
        if "year" in mention.text and short and "same" not in mention.text:
            base = year(anchor.first.year + mention.shift, True)
            yield base, "whole"
            if mention.shift == 0:
                return
        elif mention.shift and anchor.kind is PeriodKind.RUNNING:
            until = closed(anchor.first, end_of(anchor, clock), True)
            moved = shifted(until, mention.shift) if until else None
            if moved:
                yield moved, "same span"
        found = shifted(anchor, mention.shift)
        if found:
            yield found, "moved"
    elif mention.pointer is not None:
        pointed = point(mention.pointer, anchor, clock)
        if pointed:
            yield pointed, mention.pointer.kind
        if (
            mention.pointer.kind == "months"
            and mention.pointer.first == 1
            and kind_of(anchor) in ("day", "month", "running")
        ):
            end = months_on(anchor.first, mention.pointer.last)
            counted = closed(anchor.first, end - timedelta(days=1), True) if end else None
            if counted:
                yield counted, "months from"


def point(pointer: Pointer, anchor: Days, clock: Clock) -> Days | None:
    """The time that a pointer means, seen from another one."""
    first, last = anchor.first, end_of(anchor, clock)
    match pointer.kind:
        case "since":
            return running(first, clock.published)
        case "before":
            return _before(pointer.first, anchor)
        case "after":
            begin = first if kind_of(anchor) in ("day", "month", "running") else last + timedelta(days=1)
            end = months_on(begin, pointer.first)
            return closed(begin, end - timedelta(days=1), True) if end else None
        case "months":
            return months_of(last.year, pointer.first, pointer.last)
        case "months before":
            return months_of(last.year - 1, pointer.first, pointer.last)
        case "month before":
            return months_of(last.year - (pointer.first >= last.month), pointer.first, pointer.last)
        case "until":
            return closed(first, date(pointer.first, 12, 31), True)
    until = closed(first, last, True) if anchor.kind is PeriodKind.RUNNING else anchor
    if until is None:
        return None
    years = pointer.first - last.year if pointer.kind == "same" else -1
    return shifted(until, years)


def _before(months: int, anchor: Days) -> Days | None:
    if months == 12 and kind_of(anchor) in ("year", "fiscal"):
        return shifted(anchor, -1)
    begin = months_on(anchor.first, -months)
    return closed(begin, anchor.first - timedelta(days=1), True) if begin else None


def spoken(low: str, mentions: Sequence[Mention], known: Known, clock: Clock) -> list[Spoken]:
    """The times of a sentence in order; a phrase that may mean several times is there once for each."""
    found: list[Spoken] = []
    here: Days | None = None
    for place, mention in enumerate(mentions):
        marks = marks_of(low, mention, clock)
        following = mentions[place + 1].start if place + 1 < len(mentions) else len(low)
        if _EXPLAINED.fullmatch(low, mention.end, following):
            marks = (*marks, "explained")
        if mention.days is not None:
            found.append(Spoken(mention.days, mention.start, mention.end, mention.text, marks))
            found += _of_context(mention, marks, here, known)
            if "law" not in marks:
                here = mention.days
            continue
        seen: set[str] = set()
        anchors = known.anchors(here)
        moved: Days | None = None
        if mention.pointer is not None and mention.pointer.kind in ("before", "after", "months"):
            ahead = next((m.days for m in mentions[place + 1 :] if m.days), None)
            anchors.insert(0, ("ahead", ahead))
        for by, anchor in anchors:
            for days, how in resolve(mention, anchor, clock):
                if days.label not in seen:
                    seen.add(days.label)
                    if by == "here" and how != "since":
                        moved = moved or days
                    found.append(
                        Spoken(
                            days,
                            mention.start,
                            mention.end,
                            mention.text,
                            (*marks, how, f"by {by}", *_length(mention.text, days)),
                        )
                    )
        here = moved or here
        if mention.pointer is not None and mention.pointer.kind == "months" and clock.published:
            own = point(mention.pointer, year(clock.published.year), clock)
            if own and own.first > clock.published:
                own = shifted(own, -1)
            if own and own.label not in seen:
                found.append(Spoken(own, mention.start, mention.end, mention.text, (*marks, "by published")))
    return [*found, *_merged(low, found, day_words(low, clock), known, clock)]


_LENGTH: Final = re.compile(
    r"(?P<n>\w+)[\s-](?P<unit>months?|years?|weeks?)\b|\b(?P<one>year|quarter|month|week|half)\b"
)


def _length(text: str, days: Days) -> tuple[str, ...]:
    """Whether a time is as long as the phrase that names it says: "the same eight months"."""
    match = _LENGTH.search(text)
    if match is None or days.last is None:
        return ()
    units = {"month": 30.44, "year": 365.25, "week": 7.0, "quarter": 91.3, "half": 182.6}
    unit = units[(match["unit"] or match["one"]).removesuffix("s")]
    plural = bool(match["unit"] and match["unit"].endswith("s"))
    count = words_value(match["n"]) if plural and match["n"].isalpha() and match["n"] in COUNTED else None
    count = int(match["n"]) if plural and match["n"].isdigit() else count
    if plural and not count:
        return ()
    length = ((days.last - days.first).days + 1) / (unit * (count or 1))
    return ("its length",) if 0.85 <= length <= 1.15 else ("another length",)


def _of_context(
    mention: Mention, marks: tuple[str, ...], here: Days | None, known: Known
) -> Iterator[Spoken]:
    """Other readings of a time: a month of the year spoken of, a year that is a fiscal one like those before."""
    days = mention.days
    assert days is not None
    kind = kind_of(days)
    where = (mention.start, mention.end, mention.text)
    if kind == "year" and "calendar" not in mention.text and "cy" not in mention.text:
        for by, anchor in known.anchors(here):
            if anchor is not None and kind_of(anchor) == "fiscal":
                start = anchor.first.month if anchor.kind is PeriodKind.CLOSED else None
                made = fiscal(days.first.year, start, True)
                yield Spoken(made, *where, (*marks, "fiscal too", f"by {by}"))
                return
    elif days.worked_out and kind in ("month", "range", "day") and not _DATED.search(mention.text):
        seen = {days.label}
        for by, anchor in known.anchors(here):
            if anchor is None:
                continue
            last = anchor.last or anchor.first
            moved = shifted(days, last.year - (days.last or days.first).year)
            if moved and moved.label not in seen:
                seen.add(moved.label)
                yield Spoken(moved, *where, (*marks, "of that year", f"by {by}"))


def _merged(
    low: str, found: Sequence[Spoken], words: Sequence[Spoken], known: Known, clock: Clock
) -> Iterator[Spoken]:
    """A year or a running total with the day that it is told through: "this year, through Aug. 31"."""
    for end in [*found, *words]:
        if "until" not in end.marks or end.days.last is None:
            continue
        last = end.days.last
        seen: set[str] = set()
        partners = [
            ("here", s.days, s)
            for s in found
            if s is not end and kind_of(s.days) in ("year", "running", "day", "month")
        ]
        partners.sort(key=lambda p: abs(p[2].start - end.start) if p[2] else 0)
        rest = known.anchors(None)[1:]
        begins = [(by, days.first) for by, days, _s in partners[:2]]
        begins += [(by, days.first) for by, days in rest if days is not None]
        begins.append(("january", date(last.year, 1, 1)))
        for by, first in begins:
            days_ = closed(first, last, True) if first < last else None
            if days_ and days_.label not in seen and (last - first).days < 3700:
                seen.add(days_.label)
                year_ = "merged in a year" if first.year == last.year else "merged over years"
                yield Spoken(days_, end.start, end.end, end.text, ("merged", f"merged {by}", year_))
                for by_, _days, partner in partners[:2]:
                    if partner and by == "here" and partner.days.first == first:
                        yield Spoken(
                            days_, partner.start, partner.end, partner.text, ("merged", "merged partner")
                        )
                        break


def nearest(times: Sequence[Spoken], start: int, end: int) -> list[Spoken]:
    """The times on either side of a number, so many that its own is surely among them."""
    before = [t for t in times if t.end <= start]
    after = [t for t in times if t.start >= end]
    cut_before = sorted({t.start for t in before})[-NEAREST:]
    cut_after = sorted({t.start for t in after})[:NEAREST]
    return [t for t in before if t.start in cut_before] + [t for t in after if t.start in cut_after]
