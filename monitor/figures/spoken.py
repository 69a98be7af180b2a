"""The times that a sentence names, those that point to another time among them worked out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from config.words import PeriodKind
from monitor.figures.day_words import day_words
from monitor.figures.days import Clock, Days, Mention, closed, fiscal, shifted, year
from monitor.figures.numbers import words_value
from monitor.figures.pointing import point, resolve
from monitor.figures.time_marks import Known, Spoken, kind_of, marks_of

_EXPLAINED: Final = re.compile(
    r"\s*[^\w\s]{0,2}(?:\s*\w+'s \w+\s*)?[,(]\s*(?:that is,?\s*|or\s+|meaning\s+|which is\s+)?(?:from\s+)?"
)


_DATED: Final = re.compile(r"\d{4}|ago|last|past|this")


_SEASON: Final = re.compile(r"(?:(?:in|for|during)\s+)?\d{4}\s*[-–/]\s*(?:20)?\d\d")
_WHEN: Final = re.compile(r",?\s+when\b")
COUNTED: Final = frozenset(
    [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "eighteen",
        "twenty",
    ]
)
NEAREST: Final = 5  #: mentions looked at on each side of a number


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
            found += _of_context(low, mention, marks, here, known)
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
    low: str, mention: Mention, marks: tuple[str, ...], here: Days | None, known: Known
) -> Iterator[Spoken]:
    """Other readings of a time: a month of the year spoken of, a fiscal year like those before."""
    days = mention.days
    if days is None:
        return
    kind = kind_of(days)
    where = (mention.start, mention.end, mention.text)
    season = _SEASON.fullmatch(mention.text)
    if season and days.last and days.last.year == days.first.year + 1:
        yield Spoken(fiscal(days.last.year, None, True), *where, (*marks, "season"))
    if kind == "running" and mention.text.startswith("since") and _WHEN.match(low, mention.end):
        yield Spoken(year(days.first.year), *where, (*marks, "since when"))
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
        partners.sort(key=lambda p: abs(p[2].start - end.start))
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
                for _by, _days, partner in partners[:2]:
                    if by == "here" and partner.days.first == first:
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
