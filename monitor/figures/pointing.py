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
    closed,
    months_of,
    months_on,
    running,
    shifted,
    year,
)
from monitor.figures.time_marks import end_of, kind_of


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
