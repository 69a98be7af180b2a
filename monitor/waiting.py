"""Readings that wait for a person: what the operator is told of them, why each waits, where it could belong.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from config.words import ClaimState, Metric, PeriodKind, Qualifier
from monitor.names import Names
from monitor.phrases import one_line
from storage.held import Waiting
from storage.records import Claim, Figure, Point, StoredFigure

SENTENCE: Final = 200  #: characters of each sentence


def newest(waiting: Waiting, names: Names) -> tuple[str, ...]:
    """The newest sentences that wait, a line each."""
    return tuple(_sentence(each, names) for each in waiting.newest)


def _sentence(held: StoredFigure, names: Names) -> str:
    where = f" ({names.place(held.figure.place)})" if held.figure.place else ""
    title = one_line(held.title or held.url, 100)
    return f"“{one_line(held.figure.quote, SENTENCE)}” — {title}{where}"


# --- why one waits, and where it could belong ---------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A point that the reading could belong to, with what is said there now."""

    point: Point
    party: str
    value: int
    qualifier: Qualifier
    same: bool  #: the very number that waits


def reasons(figure: Figure) -> tuple[str, ...]:
    """Why a reading is held, in plain words; the likeliest trouble first."""
    told = [why for why in figure.why if why.partition(": ")[0] not in _PARTS]
    if not figure.place and "no place" not in told:
        told.insert(0, "no place")
    if figure.period.kind is PeriodKind.NONE and "no period" not in told:
        told.insert(0, "no period")
    return tuple(_PLAINLY.get(why, why) for why in told) or ("the reader is not sure of it",)


def candidates(held: StoredFigure, claims: Iterable[Claim], limit: int = 3) -> tuple[Candidate, ...]:
    """The points of its place at which this is counted: those with its number first, then those of the
    party that it names, then the latest."""
    figure = held.figure
    found = [
        Candidate(
            point=claim.point,
            party=claim.party,
            value=claim.now.value,
            qualifier=claim.now.qualifier,
            same=figure.value in {statement.value for statement in claim.statements},
        )
        for claim in claims
        if claim.state is not ClaimState.RETRACTED
        and claim.point.metric is figure.metric
        and claim.point.place == (figure.place or held.place)
    ]
    found.sort(key=lambda one: one.point.first, reverse=True)
    found.sort(key=lambda one: (not one.same, one.party != figure.party))
    return tuple(found[:limit])


_PARTS: Final = frozenset({*(metric.value for metric in Metric), "period", "place", "party"})
_PLAINLY: Final = {
    "no period": "the text gives no period for it",
    "no place": "the text gives no place for it",
}
