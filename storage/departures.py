"""Documents that went or came back, and nobody was told yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, exists, select

from config.words import ChangeKind
from storage import documents
from storage.records import Document
from storage.schema import changes, sightings
from storage.schema import documents as rows


@dataclass(frozen=True, kw_only=True, slots=True)
class Departure:
    """A document whose being there is not as it was last told."""

    document: Document  #: `gone_since` says whether it went or came back
    told_gone_in: int | None  #: the run of the change that told it gone, for one that came back


def untold(conn: Connection, source_id: str) -> list[Departure]:
    """Of the documents that this source listed, those that went since they were last told, or came back.

    It looks at those that are gone and those that were told gone, not at all that were ever listed.
    """
    seen = sightings.alias("seen")
    listed = exists().where(seen.c.document_id == rows.c.id, seen.c.source_id == source_id)
    went = select(rows.c.id).where(rows.c.gone_since.is_not(None), listed, ~_last_told())
    back = (
        select(changes.c.document_id, changes.c.run_id)
        .join(rows, rows.c.id == changes.c.document_id)
        .where(changes.c.kind == ChangeKind.GONE, rows.c.gone_since.is_(None), listed, ~_told_later())
    )
    runs: dict[int, int | None] = dict.fromkeys(conn.execute(went).scalars())
    runs |= {row.document_id: row.run_id for row in conn.execute(back)}
    return _departures(conn, runs)


def _told_later() -> ColumnElement[bool]:
    """Whether `changes` is not the last that was told of its document's going and coming."""
    later = changes.alias("later")
    return exists().where(
        later.c.document_id == changes.c.document_id,
        later.c.id > changes.c.id,
        later.c.kind.in_([ChangeKind.GONE, ChangeKind.RETURNED]),
    )


def _last_told() -> ColumnElement[bool]:
    """Whether the last that was told of the document is that it went."""
    return exists().where(
        changes.c.document_id == rows.c.id, changes.c.kind == ChangeKind.GONE, ~_told_later()
    )


def _departures(conn: Connection, runs: dict[int, int | None]) -> list[Departure]:
    found = documents.by_ids(conn, runs)
    ids: Sequence[int] = sorted(found)
    return [Departure(document=found[id_], told_gone_in=runs[id_]) for id_ in ids]
