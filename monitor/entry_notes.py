"""What stands under the sentence of a change: the year before, whose word it is, what is doubtful. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from config.words import Certainty, ChangeKind, Metric, PeriodKind, Quiet
from monitor import period_sentences, phrases, provenance, wording
from monitor.counted import METRIC_TEXT
from monitor.names import Names
from monitor.phrases import one_line
from monitor.witnesses import Witnesses
from storage.records import Change, Figure, Json, Point, Side

if TYPE_CHECKING:
    from monitor.told import Evidence

MAX_MOVEMENTS: Final = 10  #: largest movements of a data release that are told
#: kinds under which it is said who has not been heard
_ASKS_WHO_ELSE: Final = frozenset({ChangeKind.NEW, ChangeKind.CONFIRMED, ChangeKind.REVISED})


def period_how(side: Side, evidence: Evidence, names: Names) -> str:
    figure = evidence.figures.get(side.figure)
    if figure is None:
        return ""
    document = evidence.documents.get(side.document_id)
    return period_sentences.how(figure, names, period_sentences.dated(document) if document else None)


def notes_of(change: Change, also: Sequence[Change], evidence: Evidence, names: Names) -> list[str]:
    """A sentence each, in the order in which they are read."""
    return [note for note in _notes(change, also, evidence, names) if note]


def _notes(change: Change, also: Sequence[Change], evidence: Evidence, names: Names) -> list[str]:
    notes = _movements(change, names) + _edits(change)
    side, point = change.after, change.point
    if side is not None and point is not None and change.kind is not ChangeKind.RETRACTED:
        notes += _figure_notes(side, point, evidence, names)
        if change.kind in _ASKS_WHO_ELSE and change.quiet is Quiet.NO and point in evidence.heard:
            notes.append(wording.unheard_note(side, point, evidence.heard[point], names))
    zeros = [other for other in also if other.point and other.point.metric is Metric.HONORED]
    notes += [wording.sentence(other, names) for other in zeros]
    if any(other.kind is ChangeKind.APPEARED for other in also):
        notes.append("The document newly appeared in an official source.")
    return notes


def _figure_notes(side: Side, point: Point, evidence: Evidence, names: Names) -> list[str]:
    figure = evidence.figures.get(side.figure)
    before = phrases.year_before(point)
    earlier = evidence.earlier.get((before, side.party)) if before else None
    return [
        wording.compared(side, point, earlier, names),
        wording.zero_note(side),
        wording.whole_place_note(point, names),
        wording.hand_note(side, names),
        _witnessed(evidence.witnesses.get((point, side.party, side.value))),
        *(_doubts(figure, period_how(side, evidence, names)) if figure else ()),
    ]


def _witnessed(witnesses: Witnesses | None) -> str:
    """Said where there is more than the one document that is told of."""
    return f"Reported by {witnesses.words}." if witnesses is not None and witnesses.documents > 1 else ""


def _doubts(figure: Figure, how: str) -> list[str]:
    notes = []
    if figure.period_worked_out:
        notes.append(f"The period is worked out, not stated: {how}")
    if figure.certainty is not Certainty.SURE:
        reasons = "; ".join(provenance.doubts(figure)[:3])
        notes.append(
            "Not a sure reading: please check it against the document"
            + (f" ({reasons})." if reasons else ".")
        )
    return notes


def _edits(change: Change) -> list[str]:
    if change.kind is not ChangeKind.EDITED:
        return []
    told = [("Before", change.more.get("sentence_before")), ("Now", change.more.get("sentence_after"))]
    return [f"{when}: “{one_line(text, 600)}”" for when, text in told if isinstance(text, str) and text]


def _movements(change: Change, names: Names) -> list[str]:
    rows = change.more.get("movements")
    if not isinstance(rows, list):
        return []
    return [_movement(row, names) for row in rows[:MAX_MOVEMENTS] if isinstance(row, dict)]


def _movement(row: Mapping[str, Json], names: Names) -> str:
    who = names.party(str(row.get("agency") or row.get("place") or ""))
    what = _metric_text(str(row.get("metric") or ""))
    period = _movement_period(row)
    before, after = (_count(row.get(key)) for key in ("before", "after"))
    return f"{who}, {what} {period}: {before} before, {after} now."


def _metric_text(name: str) -> str:
    try:
        return METRIC_TEXT[Metric(name)]
    except ValueError:
        return one_line(name, 40)


def _movement_period(row: Mapping[str, Json]) -> str:
    try:
        kind = PeriodKind(str(row.get("kind")))
    except ValueError:
        return ""
    first, last = str(row.get("first") or ""), str(row.get("last") or "")
    return phrases.period_of(Point("", "", Metric.REQUESTS, kind, first, last))


def _count(value: Json) -> str:
    return phrases.number(value) if isinstance(value, int) else "none"
