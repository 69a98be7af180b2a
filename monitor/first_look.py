"""What the one summary of a first look tells: how things stand, in whatever order they were met. Pure.

The documents of a baseline come in any order. What is told is what the ledger says when it is over: the
newest point that each party gives for each series, and the disputes that are still open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from config.words import ChangeKind
from monitor.values import contradict
from storage.records import Change, Point, Side

#: a value by one party at one point
FIGURES: Final = frozenset(
    {
        ChangeKind.NEW,
        ChangeKind.CONFIRMED,
        ChangeKind.CORROBORATED,
        ChangeKind.REVISED,
        ChangeKind.CORRECTED,
    }
)

#: what each party says now at each point that is told; a party that says nothing any more has no entry
Present = Mapping[tuple[Point, str], Side]


def summed_up(changes: Sequence[Change], present: Present | None) -> list[Change]:
    """The newest point that each party gives for each series, and all that is no figure.

    `present` None: nothing is known but the changes themselves.
    """
    changes = (
        changes if present is None else [now for each in changes if (now := _as_it_stands(each, present))]
    )
    newest: dict[tuple[object, ...], Change] = {}
    others: list[Change] = []
    settled = {_dispute(change) for change in changes if change.kind is ChangeKind.SETTLED}
    for change in changes:
        if change.kind in FIGURES and change.point is not None:
            series = (*change.point[:3], change.party)
            best = newest.get(series)
            if best is None or recent(change) > recent(best):
                newest[series] = change
        elif change.kind is ChangeKind.CONFLICTING and _dispute(change) in settled:
            continue
        elif change.kind is not ChangeKind.SETTLED:
            others.append(change)
    return [*others, *newest.values()]


def _as_it_stands(change: Change, present: Present) -> Change | None:
    """The change with what its parties say at the end; None where they no longer say it, or agree by now."""
    if change.point is None:
        return change
    if change.kind in FIGURES:
        now = present.get((change.point, change.party or ""))
        if now is None or change.after is None:
            return None
        # what is met for the first time was neither confirmed nor revised before the reader's eyes
        return replace(change, kind=ChangeKind.NEW, after=now, before=None, more={})
    if change.kind is ChangeKind.CONFLICTING and not change.between_reports and change.other_party:
        one = present.get((change.point, change.party or ""))
        other = present.get((change.point, change.other_party))
        if one is None or other is None or not contradict(one, other):
            return None
        return replace(change, after=one, before=other)
    return change


def _dispute(change: Change) -> tuple[object, ...]:
    return (change.point, frozenset((change.party, change.other_party)))


def recent(change: Change) -> tuple[str, str, int]:
    """The latest period first, then the change that was found last."""
    point = change.point
    return (point.last or point.first, point.first, change.id or 0) if point else ("", "", change.id or 0)
