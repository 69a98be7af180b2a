"""Phrases that name a time by another one: "since then", "the first quarter", "the two years before"."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from monitor.figures import spans
from monitor.figures.days import Clock, Days, Pointer, a_day, month_number, months_of
from monitor.figures.ranges import ending
from monitor.figures.time_words import UNFIT, Unfit

_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}


def since(match: re.Match[str], clock: Clock) -> Pointer:
    return Pointer("since")


def _of(whose: str | None, clock: Clock, first: int, last: int) -> Days | Pointer | None:
    """Months of a year that is named by its words, or of the year that is spoken of."""
    if whose and clock.published:
        if whose.startswith(("this", "the current", "the present")):
            return months_of(clock.published.year, first, last)
        if whose.startswith("last"):
            return months_of(clock.published.year - 1, first, last)
    if whose and re.search(r"before|previous|prior|preceding", whose):
        return Pointer("months before", first, last)
    if whose and re.search(r"next|following", whose):
        return Pointer("months next", first, last)
    return Pointer("months", first, last)


def quarter(match: re.Match[str], clock: Clock) -> Days | Pointer | None:
    text = match["q"]
    number = _QUARTERS.get(text) or int(text[0])
    return _of(match.groupdict().get("whose"), clock, 3 * number - 2, 3 * number)


def quarters(match: re.Match[str], clock: Clock) -> Days | Pointer | None:
    """'Q1 through Q3', 'Q1-Q2 2024'"""
    first, last = int(match["q"] or match["q3"]), int(match["q2"] or match["q4"])
    if last <= first:
        return None
    named = match["y"] or match["y2"]
    if named:
        return months_of(int(named), 3 * first - 2, 3 * last)
    return _of(match["whose"], clock, 3 * first - 2, 3 * last)


def through_quarter(match: re.Match[str], clock: Clock) -> Days | Pointer | Unfit | None:
    """'through the third quarter': from January, where nothing before it tells since when"""
    before = match.string[max(0, match.start() - BEFORE) : match.start()]
    if _BEGUN.search(before):
        return UNFIT
    last = 3 * (_QUARTERS.get(match["q"]) or int(match["q"][0]))
    if match["y"] or match["own"]:
        return months_of(int(match["y"] or match["own"]), 1, last)
    return _of(match["whose"], clock, 1, last)


BEFORE: Final = 40  #: characters in which the beginning of a span may stand before its end
_BEGUN: Final = re.compile(r"\b(?:from|since|between)\b")


def months_of_that_year(match: re.Match[str], clock: Clock) -> Pointer | Unfit:
    """'July to December of that year'"""
    first, last = month_number(match["am"]), month_number(match["bm"])
    return Pointer("months", first, last) if first <= last else UNFIT


def part_of_year(match: re.Match[str], clock: Clock) -> Days | Pointer | None:
    """'2024's first half', 'last year's third quarter'"""
    if match["q"]:
        last = 3 * _QUARTERS[match["q"]]
        first = last - 2
    elif match["which"]:
        first, last = (1, 6) if match["which"] == "first" else (7, 12)
    else:
        first, last = 1, spans.number(match["n"])
    if match["y"]:
        return months_of(int(match["y"]), first, last)
    return _of(match["whose"], clock, first, last)


def season(match: re.Match[str], clock: Clock) -> Pointer:
    """'that summer', of the year spoken of; 'the following spring', the first one after it"""
    return Pointer("season" if match["same"] else "months after", *spans.SEASONS[match["season"]])


def half(match: re.Match[str], clock: Clock) -> Days | Pointer | None:
    early = match["which"] == "first"
    return _of(match["whose"], clock, 1 if early else 7, 6 if early else 12)


def first_months(match: re.Match[str], clock: Clock) -> Days | Pointer | None:
    count = spans.number(match["n"]) if match["n"] else 1
    if not 1 <= count <= 12:
        return None
    if match["which"] == "first":
        return _of(match["whose"], clock, 1, count)
    return _of(match["whose"], clock, 13 - count, 12)


def months_into(match: re.Match[str], clock: Clock) -> Days | Pointer | None:
    """'nine months into 2019', 'six months into the year'"""
    count = spans.number(match["n"])
    if not 1 <= count <= 12:
        return None
    return months_of(int(match["y"]), 1, count) if match["y"] else _of(match["whose"], clock, 1, count)


def month(match: re.Match[str], clock: Clock) -> Days | Pointer | None:
    number = month_number(match["am"])
    return _of(match["whose"], clock, number, number)


def _count(match: re.Match[str]) -> int:
    told = match["n"] or match.groupdict().get("n2")
    return spans.number(told) if told else 1


def _unit(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return groups.get("unit") or groups.get("unit2") or groups.get("unit3") or "month"


def before(match: re.Match[str], clock: Clock) -> Pointer | None:
    if _unit(match) == "decade":
        return Pointer("before", 10, unit="year")
    return Pointer("before", _count(match), unit=_unit(match))


def after(match: re.Match[str], clock: Clock) -> Pointer | None:
    return Pointer("after", _count(match), unit=_unit(match))


def since_event(match: re.Match[str], clock: Clock) -> Pointer:
    """'since the law took effect', 'in the six weeks since the order'"""
    groups = match.groupdict()
    counted = _count(match) if groups.get("unit") else 0
    return Pointer("since", counted, unit=groups.get("unit") or "month", event=True)


def before_event(match: re.Match[str], clock: Clock) -> Pointer:
    return Pointer("before", _count(match), unit=match["unit"], event=True)


def after_event(match: re.Match[str], clock: Clock) -> Pointer:
    return Pointer("after", _count(match), unit=match["unit"], event=True)


def to_event(match: re.Match[str], clock: Clock) -> Pointer | None:
    """'between Jan. 1 and the vote'; without a year it is the last such day before the event."""
    year, month, day = spans.moment(match, "a", 0)
    return Pointer("to", year or 0, 0, day=a_day(year or 2000, month, day or 1), event=True)


def event_until(match: re.Match[str], clock: Clock) -> Pointer | None:
    """'from that day to the end of April'"""
    last = ending(match, clock)
    return Pointer("until", day=last, event=True) if last else None


def shift_back(match: re.Match[str], clock: Clock) -> Pointer:
    return Pointer("shift", -1, int(not match["unit3"]), _unit(match))


def shift_on(match: re.Match[str], clock: Clock) -> Pointer:
    return Pointer("shift", 1, int(not match["unit3"]), _unit(match))


def shift_by(match: re.Match[str], clock: Clock) -> Pointer:
    """'two years earlier', 'three months later'"""
    back = match["way"] in ("earlier", "before")
    return Pointer("shift", -_count(match) if back else _count(match), unit=match["unit"])


def like(match: re.Match[str], clock: Clock) -> Pointer:
    """'the one before': as long a time, right before the one spoken of."""
    return Pointer("like", -1 if match["way"] in ("before", "prior") else 1)


def rest(match: re.Match[str], clock: Clock) -> Pointer:
    """'what remained of 2017': from the day spoken of to the end of its year."""
    ago = clock.published.year - 1 if match["last"] and clock.published else 0
    return Pointer("rest", int(match["y"]) if match["y"] else ago)


def part(match: re.Match[str], clock: Clock) -> Pointer:
    """'the first three of those years', 'those last four months', of the span spoken of."""
    count = spans.number(match["n"] or match["n2"])
    return Pointer(
        "part",
        count if "first" in (match["q"], match["q2"]) else -count,
        unit=match["unit"] or match["unit2"],
    )


def ordinal(match: re.Match[str], clock: Clock) -> Pointer:
    return Pointer("ordinal", _NTH[match["q"]])


def whole_year(match: re.Match[str], clock: Clock) -> Pointer:
    """'by this time last year 21, and 46 by the end of it': all of that year"""
    return Pointer("whole year")


def nth_year(match: re.Match[str], clock: Clock) -> Pointer:
    """'in the first year', 'in year two', of the years that were spoken of; -1 is the last."""
    named = match["q"] or match["q2"]
    return Pointer("nth year", spans.number(match["n"]) if match["n"] else _NTH.get(named, -1))


def same(match: re.Match[str], clock: Clock) -> Pointer:
    return Pointer("same", int(match["y"]))


def same_before(match: re.Match[str], clock: Clock) -> Pointer:
    ago = match["whose"].startswith(("last", "a year ago"))
    return Pointer("same", clock.published.year - 1) if ago and clock.published else Pointer("same before")


def same_ending(match: re.Match[str], clock: Clock) -> Pointer | None:
    """'in the same stretch ending January 2025'"""
    last = ending(match, clock)
    return Pointer("same ending", day=last) if last else None


def month_before(match: re.Match[str], clock: Clock) -> Pointer:
    number = month_number(match["am"])
    return Pointer("month before", number, number)


def until_year(match: re.Match[str], clock: Clock) -> Pointer:
    return Pointer("until", day=date(int(match["y"]), 12, 31))
