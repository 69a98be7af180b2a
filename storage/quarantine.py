"""Documents set aside because whatever tries to read them dies: their bytes, and another chance."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, exists, select

from storage import bodies
from storage.errors import NotKept
from storage.schema import documents, sightings


def raw(conn: Connection, document_id: int) -> bytes:
    """The bytes that could not be read, as fetched; raises NotKept where the document is not set aside."""
    query = select(documents.c.quarantined_raw).where(documents.c.id == document_id)
    found = conn.execute(query).scalar_one_or_none()
    if found is None:
        raise NotKept(f"document {document_id} is not set aside")
    return bodies.get(conn, found)


def another_chance(tx: Connection, source_id: str, tools: str, now: datetime) -> int:
    """What this source listed and other tools than these gave up on is due now; how many documents.

    They stay set aside until a good check. Each gets one chance: how that ends is told with the tools' name.
    """
    listed = exists().where(sightings.c.document_id == documents.c.id, sightings.c.source_id == source_id)
    return tx.execute(
        documents.update()
        .where(documents.c.quarantined_by != tools, documents.c.gone_since.is_(None), listed)
        .values(next_due_at=now, quarantined_by=None)
    ).rowcount
