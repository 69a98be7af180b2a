"""The reports that a compared version files: its document as duties look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from config.settings import Settings
from config.words import DocumentKind, Quiet
from monitor import duties
from monitor.comparison import Mode
from monitor.reading import Prepared
from storage import documents
from storage.records import Change, Document, DutyPeriod

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: for a document without a text to compare with, how its quiet kinds are told of
_QUIET: Final = {Mode.BASELINE: Quiet.BASELINE, Mode.HISTORY: Quiet.HISTORY, Mode.REREAD: Quiet.REREAD}


def filed(conn: Connection, settings: Settings, ready: Prepared) -> list[tuple[DutyPeriod, Change]]:
    """The duties that the version's document answers, newly: each period with the change that tells of it."""
    document = ready.document
    if not document.official and document.kind is not DocumentKind.BY_HAND:
        return []
    parent = _newest_text(conn, document.parent_id) if document.parent_id is not None else ""
    paper = duties.Paper(
        document_id=document.id,
        title=document.title,
        text=ready.text,
        publisher=document.publisher,
        published_on=document.published_on,
        figures=ready.now,
        parent=parent,
        place=document.place,
        kin=_kin(conn, document),
    )
    return duties.recognised(
        conn,
        settings,
        paper,
        ready.listed_by,
        at=ready.version.at,
        run=ready.version.run_id,
        version=ready.version.id,
        quiet=_QUIET.get(ready.context.mode, Quiet.NO),
    )


def _kin(conn: Connection, document: Document) -> frozenset[int]:
    """The other documents of its matter."""
    matter = document.parent_id if document.parent_id is not None else document.id
    family = {matter, *(child.id for child in documents.children(conn, matter))}
    return frozenset(family - {document.id})


def _newest_text(conn: Connection, document_id: int) -> str:
    kept = documents.versions(conn, document_id)
    return documents.text(conn, kept[-1].id) if kept else ""
