"""Where a figure stands: its point, its points' names in keys, and what is headline in a text. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from config.words import UNNAMED, PeriodKind
from storage.records import Figure, Point

#: an id or words longer than this stand in a key by their beginning and a hash
_LONGEST: Final = 80
_SPECIAL: Final = re.compile(r"[:,%\s\x00-\x1f\x7f]+")


def point_of(figure: Figure) -> Point | None:
    """The figure's point, or None where place or period is missing and it can be compared with nothing."""
    period = figure.period
    if not figure.place or period.kind is PeriodKind.NONE or period.first is None:
        return None
    if period.kind is PeriodKind.RUNNING:
        last = ""
    elif period.last is None:
        return None
    else:
        last = period.last.isoformat()
    return Point(figure.place, figure.agency, figure.metric, period.kind, period.first.isoformat(), last)


def is_unnamed(party: str) -> bool:
    return party.startswith(UNNAMED)


def between_parties(point: Point) -> bool:
    """Whether parties may be compared here: not on running totals, nor where the fiscal year is unknown."""
    return point.kind in (PeriodKind.CLOSED, PeriodKind.DAY)


def word(text: str) -> str:
    """`text` as one part of a change key: no separator in it, and bounded."""
    clean = _SPECIAL.sub("_", text)
    if clean == text and len(text) <= _LONGEST:
        return text
    return f"{clean[:_LONGEST]}~{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:12]}"


def in_words(point: Point) -> str:
    """The point as change keys name it: place, agency, metric, and its days."""
    days = f"{point.first}..{point.last}" if point.first != point.last else point.first
    kind = "fiscal-" if point.kind is PeriodKind.FISCAL else ""
    return ",".join((word(point.place), word(point.agency), point.metric, kind + days))


def background(figures: Iterable[Figure]) -> frozenset[int]:
    """Ordinals of the figures of an earlier period than the latest one of the same agency.

    The headline is the latest period of an agency, over all its metrics and whoever says it. Stocks are
    told apart from flows: a count of one day in January does not push last year's total into the background.
    """
    latest: dict[tuple[str, str, bool], date] = {}
    told = [figure for figure in figures if figure.subset is None and point_of(figure)]
    for figure in told:
        series = _series(figure)
        latest[series] = max(latest.get(series, date.min), _end(figure))
    return frozenset(figure.ordinal for figure in told if _end(figure) < latest[_series(figure)])


def _series(figure: Figure) -> tuple[str, str, bool]:
    return figure.place, figure.agency, figure.period.kind is PeriodKind.DAY


def _end(figure: Figure) -> date:
    if figure.period.kind is PeriodKind.RUNNING:
        return figure.as_of or date.max
    return figure.period.last or date.max
