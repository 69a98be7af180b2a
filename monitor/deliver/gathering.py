"""What a message needs from the store beside its changes, read in one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from config.settings import Settings
from config.words import ClaimState, Qualifier, Quiet, SourceState
from monitor.messages import AlertContext
from monitor.names import Names
from monitor.phrases import year_before
from monitor.told import Evidence
from storage import documents, findings, ledger, sources
from storage.records import Change, Document, Figure, FigureRef, Point, Side, SourceRow, Version

if TYPE_CHECKING:
    from sqlalchemy import Connection

MAX_BACKGROUND: Final = 40  #: earlier periods told under one message

Earlier = dict[tuple[Point, str], tuple[int, Qualifier]]


def context(
    conn: Connection,
    changes: Sequence[Change],
    settings: Settings,
    now: datetime,
    new_id: Callable[[], str] = lambda: str(uuid4()),
) -> AlertContext:
    """All that `alerts.make` is told for these changes."""
    beside = _background(conn, changes)
    evidence = _evidence(conn, [*changes, *beside])
    watched = [row for row in sources.rows(conn) if row.state is SourceState.ACTIVE]
    failing = tuple(row.id for row in watched if not _works(row))
    return AlertContext(
        names=names(settings, evidence.documents),
        made_at=now,
        new_id=new_id,
        evidence=evidence,
        background=beside,
        working=len(watched) - len(failing),
        sources=len(watched),
        failing=failing,
        public_url=settings.public_url,
    )


def names(settings: Settings, known: Mapping[int, Document] | None = None) -> Names:
    """What things are called under this configuration."""
    return Names(
        catalogue=settings.catalogue, sources=settings.sources, duties=settings.duties, documents=known or {}
    )


def told_names(conn: Connection, changes: Sequence[Change], settings: Settings) -> Names:
    """The names that these changes are told with, where only their sentences are wanted."""
    wanted = {id_ for change in changes for id_ in _document_ids(change)}
    return names(settings, documents.by_ids(conn, wanted))


def _works(row: SourceRow) -> bool:
    return row.last_ok_at is not None and row.failures == 0


def _background(conn: Connection, changes: Sequence[Change]) -> tuple[Change, ...]:
    """Earlier periods of the same versions that are not owed themselves."""
    versions = {(change.document_id, change.version_id) for change in changes if not change.quiet}
    owed = {change.key for change in changes}
    return tuple(
        change
        for document_id in sorted({document for document, _ in versions if document is not None})
        for change in findings.changes_of_document(conn, document_id)
        if change.quiet is Quiet.BACKGROUND
        and (document_id, change.version_id) in versions
        and change.key not in owed
    )[:MAX_BACKGROUND]


def _evidence(conn: Connection, changes: Sequence[Change]) -> Evidence:
    version_ids = {side.version_id for change in changes for side in _sides(change)}
    version_ids |= {change.version_id for change in changes if change.version_id is not None}
    versions = {id_: documents.version(conn, id_) for id_ in sorted(version_ids)}
    document_ids = {version.document_id for version in versions.values()}
    document_ids |= {id_ for change in changes for id_ in _document_ids(change)}
    return Evidence(
        documents=documents.by_ids(conn, document_ids),
        versions=versions,
        figures=dict(_figures(conn, versions.values())),
        earlier=_earlier(conn, changes),
    )


def _sides(change: Change) -> Iterator[Side]:
    yield from (side for side in (change.before, change.after) if side is not None)


def _document_ids(change: Change) -> Iterator[int]:
    yield from (side.document_id for side in _sides(change) if side.document_id)
    if change.document_id is not None:
        yield change.document_id


def _figures(conn: Connection, versions: Iterable[Version]) -> Iterator[tuple[FigureRef, Figure]]:
    for version in versions:
        for stored in findings.figures(conn, version.id, version.read_by):
            yield FigureRef(version.id, stored.figure.ordinal), stored.figure


def _earlier(conn: Connection, changes: Sequence[Change]) -> Earlier:
    """What the same parties say for the year before each figure that is told."""
    wanted = {
        (before, change.after.party)
        for change in changes
        if change.point is not None and change.after is not None
        if (before := year_before(change.point)) is not None
    }
    found: Earlier = {}
    for place, agency, metric in sorted({point[:3] for point, _ in wanted}):
        for claim in ledger.series(conn, place, metric, agency):
            if claim.state is ClaimState.STANDING and (claim.point, claim.party) in wanted:
                found[claim.point, claim.party] = (claim.now.value, claim.now.qualifier)
    return found
