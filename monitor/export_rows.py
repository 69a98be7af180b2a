"""The rows of an export, read from one snapshot of the store and handed on as they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from config.settings import Settings
from monitor import citation, point_rows, witnesses
from monitor.deliver import gathering
from monitor.export_forms import Table, Wanted
from monitor.names import Names
from monitor.point_rows import Known, Proof
from monitor.points import point_of
from storage import documents, ledger
from storage import figures as stored_figures
from storage.figures import Sought
from storage.records import FigureRef, Json, StoredFigure

if TYPE_CHECKING:
    from sqlalchemy import Connection

Row = Mapping[str, Json]

#: columns are only ever added, and at the end: docs/export.md tells each
COLUMNS: Final[Mapping[Table, Sequence[str]]] = {
    Table.FIGURES: (*citation.COLUMNS, "disputed", "disputed_with"),
    Table.POINTS: point_rows.POINTS,
    Table.DISPUTES: point_rows.DISPUTES,
}


def rows(conn: Connection, settings: Settings, wanted: Wanted) -> Iterator[Row]:
    names = gathering.names(settings)
    match wanted.table:
        case Table.FIGURES:
            yield from _figures(conn, names, wanted)
        case Table.POINTS:
            for known in _series(conn, wanted):
                yield from point_rows.points(known, names, wanted.since)
        case Table.DISPUTES:
            for known in _series(conn, wanted):
                yield from point_rows.disputes(known, names, wanted.since)


def _figures(conn: Connection, names: Names, wanted: Wanted) -> Iterator[Row]:
    """A row for each figure of the newest version of each document, newest first."""
    sought = Sought(places=wanted.places, metric=wanted.metric, since=wanted.since)
    for some in stored_figures.each_figure(conn, sought):
        versions = documents.versions_by_ids(conn, {each.version_id for each in some})
        points = {point for each in some if (point := point_of(each.figure))}
        apart = point_rows.apart(ledger.disputes_at(conn, points))
        for each in some:
            row = citation.cited(each, versions[each.version_id], names)
            point = point_of(each.figure)
            told = apart.get((point, each.figure.party)) if point else None
            yield {**row, **(told or point_rows.NOT_APART)}


def _series(conn: Connection, wanted: Wanted) -> Iterator[Known]:
    """What is known of one series after the other."""
    for place, metric, agency in ledger.all_series(conn, wanted.places, wanted.metric):
        claims = ledger.series(conn, place, metric, agency)
        refs = {statement.figure for claim in claims for statement in claim.statements}
        yield Known(
            claims=claims,
            disputes=ledger.disputes_at(conn, {claim.point for claim in claims}),
            proofs=_proofs(conn, stored_figures.by_refs(conn, refs)),
            witnesses=witnesses.look(conn, claims),
        )


def _proofs(conn: Connection, stored: Mapping[FigureRef, StoredFigure]) -> dict[FigureRef, Proof]:
    versions = documents.versions_by_ids(conn, {each.version_id for each in stored.values()})
    return {ref: Proof(each, versions[each.version_id]) for ref, each in stored.items()}
