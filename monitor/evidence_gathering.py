"""What a bundle of evidence needs from the store."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from config.settings import Settings
from monitor import citation, told
from monitor.deliver import gathering
from monitor.evidence import Evidence, Kept
from monitor.names import Names
from storage import documents, findings, outbox
from storage.database import Store
from storage.errors import NotKept
from storage.figures import of_version
from storage.records import Document, Json, Version

if TYPE_CHECKING:
    from sqlalchemy import Connection


def gather(
    conn: Connection, store: Store, settings: Settings, document: Document, only: Version | None
) -> Evidence:
    """`only`: one version and what came of it; None: all. To be packed before the snapshot is closed."""
    versions = documents.versions(conn, document.id)
    names = gathering.names(settings, {document.id: document})
    changes = [
        change
        for change in findings.changes_of_document(conn, document.id)
        if only is None or change.version_id == only.id
    ]
    context = gathering.context(store, changes, settings, document.first_seen_at)
    entries = [
        told.entry(told.completed(change, context.evidence), (), context.evidence, context.names, None)
        for change in changes
    ]
    ids = [change.id for change in changes if change.id is not None]
    return Evidence(
        document=document,
        versions=[_kept(conn, each, names) for each in versions if only is None or each.id == only.id],
        all_versions=versions,
        changes=entries,
        alerts=outbox.alerts_of(conn, ids),
    )


def _kept(conn: Connection, version: Version, names: Names) -> Kept:
    figures: list[dict[str, Json]] = [
        {**citation.cited(each, version, names), "span": [*each.figure.span]}
        for each in of_version(conn, version.id)
    ]
    return Kept(
        version=version,
        raw=partial(_raw, conn, version.id),
        text=partial(documents.text, conn, version.id),
        figures=figures,
    )


def _raw(conn: Connection, version_id: int) -> bytes | None:
    try:
        return documents.raw(conn, version_id)
    except NotKept:
        return None
