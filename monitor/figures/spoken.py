"""The times that a sentence names, those that point to another time among them worked out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from config.words import PeriodKind
from monitor.figures.day_words import day_words
from monitor.figures.days import Clock, Days, Mention, closed, fiscal, running, shifted, units_on, year
from monitor.figures.events import told_in
from monitor.figures.numbers import words_value
from monitor.figures.pointing import point, resolve, span_beside
from monitor.figures.time_marks import Known, Spoken, kind_of, marks_of

_EXPLAINED: Final = re.compile(
    r"\s*[^\w\s]{0,2}(?:\s*\w+'s \w+\s*)?[,(]\s*(?:that is,?\s*|or\s+|meaning\s+|which is\s+)?(?:from\s+)?"
)


_DATED: Final = re.compile(r"\d{4}|ago|last|past|this")


#: what comes after these is told beside a count, and is not the year of its months
_COMPARED: Final = re.compile(r"\b(?:against|compared|than|versus|from|while|after)\b|;")
#: a day by which the year before it is explained: "fiscal 2017, which ended Sept. 30"
_BY_ITS_END: Final = re.compile(r"\b(?:which|that)\s+(?:ended|ends|began|begins|started)\s+(?:on\s+|in\s+)?$")
_SEASON: Final = re.compile(r"(?:(?:in|for|during)\s+)?\d{4}\s*[-–/]\s*(?:20)?\d\d")
_PAST_YEARS: Final = re.compile(r"(?:the\s+)?(?:past|last)\s+(?P<n>\w+)\s+years")
_SINCE_YEAR: Final = re.compile(r"since\s+(?:early\s+|late\s+)?\d{4}")
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
BEFORE: Final = 24  #: characters before a time that may say what it is to the year before it
NOT_OVER: Final = timedelta(days=15)  #: months that end so long after the document are of a year before
DECEMBER: Final = 12  #: from which on a year is told as a whole one
NEAREST: Final = 5  #: mentions looked at on each side of a number


def spoken(low: str, mentions: Sequence[Mention], known: Known, clock: Clock) -> list[Spoken]:
    """The times of a sentence in order; a phrase that may mean several times is there once for each."""
    found: list[Spoken] = []
    here: Days | None = None
    base: Days | None = None
    for place, mention in enumerate(mentions):
        marks = marks_of(low, mention, clock)
        following = mentions[place + 1].start if place + 1 < len(mentions) else len(low)
        if _EXPLAINED.fullmatch(low, mention.end, following):
            marks = (*marks, "explained")
        if mention.days is not None:
            found.append(Spoken(mention.days, mention.start, mention.end, mention.text, marks))
            found += _of_context(low, mention, marks, here, known, clock)
            if "law" not in marks and not (
                here and _BY_ITS_END.search(low[max(0, mention.start - BEFORE) : mention.start])
            ):
                here = base = mention.days
            continue
        from_ = (
            base
            if mention.pointer and mention.pointer.kind == "shift" and abs(mention.pointer.first) > 1
            else here
        )
        anchors = _anchors(low, mention, from_, known, mentions[place + 1 :])
        pointed = [*_together(mention, marks, anchors), *_pointed(mention, marks, anchors, clock)]
        if mention.pointer and mention.pointer.kind == "since" and known.next_to and here is None:
            pointed = [_just_told(one, known) for one in pointed]
        found += pointed
        here = next((s.days for s in pointed if "by here" in s.marks and "since" not in s.marks), here)
        if here is None and pointed and mention.shift:
            here = pointed[0].days
        found += _counted(mention, marks, {s.days.label for s in pointed}, clock)
    merged = list(_merged(low, found, day_words(low, clock), known, clock))
    return [*found, *merged, *_alike(low, mentions, merged, clock)]


def _anchors(
    low: str, mention: Mention, here: Days | None, known: Known, ahead: Sequence[Mention]
) -> list[tuple[str, Days | None]]:
    """The times that a phrase may point to, the likeliest first."""
    pointer = mention.pointer
    anchors = known.anchors(here)
    if pointer is None:
        return anchors
    if pointer.kind in ("before", "after", "months") and not pointer.event:
        following = next((m for m in ahead if m.days), None)
        if following and not (
            pointer.kind == "months" and _COMPARED.search(low, mention.end, following.start)
        ):
            anchors.insert(0, ("ahead", following.days))
    if known.events is None or pointer.kind not in ("since", "before", "after", "until", "to"):
        return anchors
    words = told_in(low[mention.start : mention.end + (0 if pointer.event else 40)])
    if pointer.event and words:
        anchors = [
            (by, days) for by, days in anchors[:3] if days and kind_of(days) in ("day", "month", "running")
        ]
    events = known.events.like(words, known.index)
    return [*((how, days) for days, how in events), *anchors]


_THOSE_YEARS: Final = re.compile(r"(?:those|these|the same)\s+(?:calendar\s+)?(?P<n>\w+)\s+years")


def _together(
    mention: Mention, marks: tuple[str, ...], anchors: Sequence[tuple[str, Days | None]]
) -> Iterator[Spoken]:
    """'It looked at 2014 and 2015. In those two years ...': both, where they were told one by one."""
    match = _THOSE_YEARS.fullmatch(mention.text)
    count = words_value(match["n"]) if match and match["n"] in COUNTED else None
    told = sorted({days.first.year for _by, days in anchors if days and kind_of(days) == "year"})
    if not count or len(told) < count or told[-1] - told[-count] != count - 1:
        return
    found = closed(date(told[-count], 1, 1), date(told[-1], 12, 31), True)
    if found:
        yield Spoken(
            found, mention.start, mention.end, mention.text, (*marks, "moved", "by here", "its length")
        )


def _pointed(
    mention: Mention, marks: tuple[str, ...], anchors: Sequence[tuple[str, Days | None]], clock: Clock
) -> Iterator[Spoken]:
    """What a phrase that points to another time means, seen from each time that it may point to."""
    seen: set[str] = set()
    for by, anchor in anchors:
        for days, how in resolve(mention, anchor, clock):
            if days.label in seen:
                continue
            seen.add(days.label)
            yield Spoken(
                days, mention.start, mention.end, mention.text,
                (*marks, how, f"by {by}", *_length(mention.text, days, clock)),
            )  # fmt: skip


def _counted(mention: Mention, marks: tuple[str, ...], seen: set[str], clock: Clock) -> Iterator[Spoken]:
    """What a phrase means that is counted from the document's day, not from another time."""
    pointer, published = mention.pointer, clock.published
    if pointer is None or published is None:
        return
    if pointer.kind == "months":
        own = point(pointer, year(published.year), clock)
        if own and own.last and own.last > published + NOT_OVER:
            own = shifted(own, -1)
        if own and own.label not in seen:
            yield Spoken(own, mention.start, mention.end, mention.text, (*marks, "by published"))
    elif pointer.kind == "since" and pointer.first:
        first = units_on(published, -pointer.first, pointer.unit)
        if first:
            yield Spoken(
                running(first, published), mention.start, mention.end, mention.text, (*marks, "since counted")
            )


def _just_told(one: Spoken, known: Known) -> Spoken:
    """Since the day or month that the sentence right before told: likelier than since an earlier count's."""
    exact = known.line is not None and kind_of(known.line) in ("day", "month")
    return replace(one, marks=(*one.marks, "since just told")) if exact and "by line" in one.marks else one


_SAME: Final = ("same", "same before")


def _alike(low: str, mentions: Sequence[Mention], merged: Sequence[Spoken], clock: Clock) -> Iterator[Spoken]:
    """The same period of another year as a total that ends on a named day: up to that day of it."""
    if not merged:
        return
    for mention in mentions:
        if (mention.pointer is not None and mention.pointer.kind in _SAME) or mention.shift:
            for one in sorted(merged, key=lambda one: "merged in a year" not in one.marks)[:2]:
                for days, how in resolve(mention, one.days, clock):
                    yield Spoken(days, mention.start, mention.end, mention.text, (how, "by merged"))


_LENGTH: Final = re.compile(
    r"(?P<n>\w+)[\s-](?P<unit>months?|years?|weeks?|days?)\b|\b(?P<one>year|quarter|month|week|half)\b"
)


def _length(text: str, days: Days, clock: Clock) -> tuple[str, ...]:
    """Whether a time is as long as the phrase that names it says: "the same eight months"."""
    match = _LENGTH.search(text)
    last = days.last or clock.published
    if match is None or last is None or (days.last is None and not match["unit"]):
        return ()
    units = {"month": 30.44, "year": 365.25, "week": 7.0, "day": 1.0, "quarter": 91.3, "half": 182.6}
    unit = units[(match["unit"] or match["one"]).removesuffix("s")]
    plural = bool(match["unit"] and match["unit"].endswith("s"))
    count = words_value(match["n"]) if plural and match["n"].isalpha() and match["n"] in COUNTED else None
    count = int(match["n"]) if plural and match["n"].isdigit() else count
    if plural and not count:
        return ()
    length = ((last - days.first).days + 1) / (unit * (count or 1))
    return ("its length",) if 0.85 <= length <= 1.15 else ("another length",)


def _of_context(
    low: str, mention: Mention, marks: tuple[str, ...], here: Days | None, known: Known, clock: Clock
) -> Iterator[Spoken]:
    """Other readings of a time: a month of the year spoken of, a fiscal year like those before."""
    days = mention.days
    if days is None:
        return
    kind = kind_of(days)
    where = (mention.start, mention.end, mention.text)
    past = _PAST_YEARS.fullmatch(mention.text)
    if past and days.last:
        count = int(past["n"]) if past["n"].isdigit() else words_value(past["n"]) or 0
        whole = closed(date(days.last.year - count, 1, 1), date(days.last.year - 1, 12, 31), True)
        if whole:
            yield Spoken(whole, *where, (*marks, "whole years"))
    season = _SEASON.fullmatch(mention.text)
    if season and days.last and days.last.year == days.first.year + 1:
        yield Spoken(fiscal(days.last.year, None, True), *where, (*marks, "season"))
    yield from _like_those_before(mention, marks, known.anchors(here), clock)
    when = _WHEN.match(low, mention.end) if _SINCE_YEAR.fullmatch(mention.text) else None
    if when and not told_in(low[when.end() : when.end() + 60]):
        yield Spoken(year(days.first.year), *where, (*marks, "since when"))
    now = clock.published
    if kind == "year" and now and days.first.year == now.year and now.month < DECEMBER:
        yield Spoken(running(days.first, now), *where, (*marks, "year so far"))
    if kind == "year" and "calendar" not in mention.text and "cy" not in mention.text:
        for by, anchor in known.anchors(here):
            if by != "line" and anchor is not None and kind_of(anchor) == "fiscal":
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


def _like_those_before(
    mention: Mention, marks: tuple[str, ...], anchors: Sequence[tuple[str, Days | None]], clock: Clock
) -> Iterator[Spoken]:
    """'From July 2015', right after twelve months to June: twelve months more. 'A year ago', of a quarter:
    that of the year before."""
    days = mention.days
    ago = mention.text == "a year ago"
    if days is None or not (ago or days.kind is PeriodKind.RUNNING):
        return
    for by, anchor in anchors:
        if (
            anchor is None
            or anchor.last is None
            or kind_of(anchor) not in ("range", "quarter", "month", "fiscal")
        ):
            continue
        found = shifted(anchor, -1) if ago else None
        if not ago and days.first == anchor.last + timedelta(days=1):
            found = span_beside(anchor, 1)
            if found and found.last and clock.published and found.last > clock.published:
                found = None
        if found:
            where = (mention.start, mention.end, mention.text)
            yield Spoken(found, *where, (*marks, "a year ago alike" if ago else "as long", f"by {by}"))
            return


def _merged(
    low: str, found: Sequence[Spoken], words: Sequence[Spoken], known: Known, clock: Clock
) -> Iterator[Spoken]:
    """A year or a running total with the day that it is told through: "this year, through Aug. 31"."""
    for end in [*found, *words]:
        if "until" not in end.marks or end.days.last is None:
            continue
        if (end.days.last - end.days.first).days > 31 and kind_of(end.days) != "year":
            continue
        last = end.days.last
        seen: set[str] = set()
        partners = [
            ("here", s.days, s)
            for s in found
            if s is not end and kind_of(s.days) in ("year", "running", "day", "month")
        ]
        partners.sort(key=lambda p: abs(p[2].start - end.start))
        own = [p for p in partners if "running" in p[2].marks and p[1].first == date(last.year, 1, 1)]
        partners = own or partners
        rest = known.anchors(None)[1:]
        begins = [(by, days.first) for by, days, _s in partners[:2]]
        if not own:  # "this year" says since when
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
