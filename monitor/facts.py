"""The kind-specific facts of a change, read out of its free part without trusting it. Pure."""

from __future__ import annotations

from config.words import Metric, PeriodKind
from monitor import phrases
from monitor.phrases import one_line
from storage.records import Change, Point


def word(change: Change, key: str) -> str:
    value = change.more.get(key)
    return one_line(value, 300) if isinstance(value, str) else ""


def stated_day(change: Change, key: str) -> str:
    text = word(change, key)
    when = phrases.iso_day(text)
    return phrases.day(when) if when else text


def stated_point(change: Change, key: str) -> Point | None:
    """A point as its parts in words."""
    parts = change.more.get(key)
    if not isinstance(parts, list) or len(parts) != len(Point._fields):
        return None
    place, agency, metric, kind, first, last = (str(part) for part in parts)
    try:
        return Point(place, agency, Metric(metric), PeriodKind(kind), first, last)
    except ValueError:
        return None
