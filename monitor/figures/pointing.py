"""What a phrase that points back means, seen from the time that it points to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from config.words import PeriodKind
from monitor.figures.days import (
    Clock,
    Days,
    Mention,
    Pointer,
    a_day,
    closed,
    months_of,
    months_on,
    running,
    shifted,
    units_on,
    year,
)
from monitor.figures.time_marks import end_of, kind_of


def resolve(mention: Mention, anchor: Days | None, clock: Clock) -> Iterator[tuple[Days, str]]:
    """What a phrase that points back means, seen from `anchor`, each with a mark of how it was read."""
    if anchor is None:
        return
    short = kind_of(anchor) in ("month", "day", "quarter", "range") and not _a_year_long(anchor)
    if mention.shift is not None:
        if short and "fiscal" in mention.text:
            return
        if "year" in mention.text and short and "same" not in mention.text:
            base = year(anchor.first.year + mention.shift, True)
            if mention.shift == 0:
                yield base, "moved"
                return
            yield base, "whole" if "before" in mention.text else "whole though earlier"
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
            mention.pointer.kind == "since"
            and kind_of(anchor) in ("year", "fiscal", "range", "quarter")
            and anchor.last
            and (anchor.last - anchor.first).days > A_WEEK
        ):
            yield running(anchor.last + timedelta(days=1), clock.published), "since its end"
        if (
            mention.pointer.kind == "months"
            and mention.pointer.first == 1
            and kind_of(anchor) in ("day", "month", "running")
        ):
            end = months_on(anchor.first, mention.pointer.last)
            counted = closed(anchor.first, end - timedelta(days=1), True) if end else None
            if counted:
                yield counted, "months from"


def _a_year_long(days: Days) -> bool:
    """Whether twelve months that are no calendar year, which a year before them is as well."""
    return days.last is not None and days.last + timedelta(days=1) == months_on(days.first, 12)


def point(pointer: Pointer, anchor: Days, clock: Clock) -> Days | None:
    """The time that a pointer means, seen from another one."""
    first, last = anchor.first, end_of(anchor, clock)
    match pointer.kind:
        case "since":
            return running(first, clock.published)
        case "before":
            return _before(pointer, anchor)
        case "after":
            begin = first if kind_of(anchor) in ("day", "month", "running") else last + timedelta(days=1)
            return _long(begin, pointer)
        case "shift":
            return _shifted(pointer, anchor)
        case "like":
            return span_beside(anchor, pointer.first)
        case "rest":
            return _rest(pointer.first, anchor, last)
        case "part":
            return _part_of(pointer, anchor)
        case "ordinal":
            return _part(pointer.first, anchor) or _year_of(pointer.first, anchor)
        case "whole year":
            return year(first.year, True)
        case "nth year":
            return _year_of(pointer.first, anchor)
        case "months" | "season":
            return months_of(last.year, pointer.first, pointer.last)
        case "months before":
            return months_of(last.year - 1, pointer.first, pointer.last)
        case "months next":
            return months_of(last.year + 1, pointer.first, pointer.last)
        case "months after":
            return months_of(last.year + (pointer.first <= last.month), pointer.first, pointer.last)
        case "month before":
            return months_of(last.year - (pointer.first >= last.month), pointer.first, pointer.last)
        case "until":
            return closed(first, pointer.day, True) if pointer.day else None
        case "to":
            return _to(pointer, first)
        case "same ending":
            return _moved_to(pointer.day, first, last)
    until = closed(first, last, True) if anchor.kind is PeriodKind.RUNNING else anchor
    if until is None:
        return None
    years = pointer.first - last.year if pointer.kind == "same" else -1
    return shifted(until, years)


def _before(pointer: Pointer, anchor: Days) -> Days | None:
    months = pointer.first * (12 if pointer.unit == "year" else 1)
    if months == 12 and pointer.unit in ("year", "month") and kind_of(anchor) in ("year", "fiscal"):
        return shifted(anchor, -1)
    begin = units_on(anchor.first, -pointer.first, pointer.unit)
    return closed(begin, anchor.first - timedelta(days=1), True) if begin else None


def _long(begin: date, pointer: Pointer) -> Days | None:
    end = units_on(begin, pointer.first, pointer.unit)
    return closed(begin, end - timedelta(days=1), True) if end else None


def _to(pointer: Pointer, last: date) -> Days | None:
    """From a day to the event; a day without a year is the last one before it."""
    if pointer.day is None:
        return None
    first: date | None = pointer.day
    if not pointer.first:
        first = a_day(last.year, pointer.day.month, pointer.day.day)
        if first and first >= last:
            first = a_day(last.year - 1, pointer.day.month, pointer.day.day)
    return closed(first, last, True) if first else None


def _moved_to(end: date | None, first: date, last: date) -> Days | None:
    """The span that is as long as another one and ends on a day."""
    begin = end and months_on(first, (end.year - last.year) * 12 + end.month - last.month)
    return closed(begin, end, True) if begin and end else None


def _year_since(number: int, begin: date) -> Days | None:
    first = units_on(begin, number - 1, "year") if number > 0 else None
    until = units_on(begin, number, "year")
    if first is None or until is None:
        return None
    return closed(first, until - timedelta(days=1), True)


A_WEEK = 7  #: days; since a week is since its beginning
MOST_YEARS = 10  #: of which one is told by its number
_LENGTHS = {"month": (28, 31), "quarter": (89, 92), "half": (181, 184), "week": (5, 8)}


def _shifted(pointer: Pointer, anchor: Days) -> Days | None:
    """The month, quarter or week so many on from one that is as long; a day so many units on."""
    if pointer.unit == "year":
        return shifted(anchor, pointer.first)
    years, left = divmod(pointer.first, 12)
    if pointer.unit == "month" and not left:
        return shifted(anchor, years)
    if anchor.last is None:
        return None
    length = (anchor.last - anchor.first).days + 1
    low, high = _LENGTHS[pointer.unit]
    if not (low <= length <= high or length == 1):
        return None
    if length == 1 and pointer.last and pointer.unit in ("week", "month"):
        return _beside_day(anchor.first, pointer)
    first = units_on(anchor.first, pointer.first, pointer.unit)
    if first is None:
        return None
    if pointer.unit == "week" or length == 1:
        return closed(first, first + timedelta(days=length - 1), True)
    months = {"month": 1, "quarter": 3, "half": 6}[pointer.unit]
    return months_of(first.year, first.month, first.month + months - 1) if first.day == 1 else None


def _beside_day(day: date, pointer: Pointer) -> Days | None:
    """'in the week that followed', of a day"""
    begin = day + timedelta(days=1) if pointer.first > 0 else units_on(day, -1, pointer.unit)
    until = units_on(begin, 1, pointer.unit) if begin else None
    return closed(begin, until - timedelta(days=1), True) if begin and until else None


def span_beside(anchor: Days, way: int) -> Days | None:
    """The span as long as another one, right before (-1) or after it (1)."""
    if anchor.last is None or kind_of(anchor) in ("year", "fiscal"):
        return shifted(anchor, way)
    length = (anchor.last - anchor.first).days + 1
    if length == 1:
        return None
    for unit, (low, high) in _LENGTHS.items():
        if low <= length <= high:
            return _shifted(Pointer("shift", way, unit=unit), anchor)
    end = anchor.last + timedelta(days=1)
    months = (end.year - anchor.first.year) * 12 + end.month - anchor.first.month
    if end.day != anchor.first.day or not months:
        return None
    first, until = months_on(anchor.first, way * months), months_on(end, way * months)
    return closed(first, until - timedelta(days=1), True) if first and until else None


def _rest(value: int, anchor: Days, last: date) -> Days | None:
    """From a day, or the end of a span, to the end of its year."""
    inside = kind_of(anchor) in ("day", "month", "running")
    begin = anchor.first if inside else last + timedelta(days=1)
    if (value and begin.year != value) or (begin.month, begin.day) == (1, 1):
        return None
    return closed(begin, date(begin.year, 12, 31), True)


def _part_of(pointer: Pointer, anchor: Days) -> Days | None:
    """The first or last so many months or years of a longer span."""
    if anchor.last is None:
        return None
    end = anchor.last + timedelta(days=1)
    if pointer.first > 0:
        until = units_on(anchor.first, pointer.first, pointer.unit)
        return closed(anchor.first, until - timedelta(days=1), True) if until and until < end else None
    begin = units_on(end, pointer.first, pointer.unit)
    return closed(begin, anchor.last, True) if begin and begin > anchor.first else None


def _part(number: int, anchor: Days) -> Days | None:
    """The quarter or half of that number, of the year of another one."""
    if anchor.last is None or anchor.first.day != 1:
        return None
    length = (anchor.last - anchor.first).days + 1
    months = 3 if 89 <= length <= 92 else 6 if 181 <= length <= 184 else 0
    if not months or number * months > 12:
        return None
    return months_of(anchor.first.year, months * (number - 1) + 1, months * number)


def _year_of(number: int, anchor: Days) -> Days | None:
    """The year of that number, or the last, of a span of several whole years, or of what began on a day."""
    if anchor.last is None:
        return _year_since(number, anchor.first)
    end = anchor.last + timedelta(days=1)
    years, left = divmod((end.year - anchor.first.year) * 12 + end.month - anchor.first.month, 12)
    if left or end.day != anchor.first.day or not 2 <= years <= MOST_YEARS or number > years:
        return None
    begin = units_on(anchor.first, (number if number > 0 else years) - 1, "year")
    until = units_on(begin, 1, "year") if begin else None
    if begin is None or until is None:
        return None
    if (begin.month, begin.day) == (1, 1):
        return year(begin.year, True)
    return closed(begin, until - timedelta(days=1), True)
