"""Documents and their versions: what is known, what is due, what was said when.

`record_seen` is transaction 1; its machinery is in `storage.recording`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, exists, or_, select

from config import wires
from config.words import CopyHow, DocumentKind, PublishedHow, Verdict, VersionState
from storage import bodies
from storage.errors import NoSuchRow
from storage.recording import record_seen as record_seen
from storage.records import Document, Fetch, KnownDocument, Origin, Version
from storage.schema import documents, fetches, origins, sightings, supports
from storage.schema import versions as kept
from storage.upserts import chunks

# What is asked for each version that is compared, put together once: that takes longer than the query itself.
_ORIGINAL: Final = documents.alias("original")
_WHOSE: Final = (
    origins.c.original_id,
    origins.c.original_key,
    origins.c.name,
    origins.c.how,
    origins.c.whole,
    _ORIGINAL.c.publisher_party.label("original_publisher"),
)
_DOCUMENTS: Final = (
    select(documents, *_WHOSE)
    .outerjoin(origins, origins.c.document_id == documents.c.id)
    .outerjoin(_ORIGINAL, _ORIGINAL.c.id == origins.c.original_id)
)
_DOCUMENT: Final = _DOCUMENTS.where(documents.c.id == bindparam("id"))
_SOURCES_OF: Final = (
    select(sightings.c.source_id)
    .where(sightings.c.document_id == bindparam("id"))
    .order_by(sightings.c.first_run, sightings.c.source_id)
)
_VERSION: Final = select(kept).where(kept.c.id == bindparam("id"))
_VERSIONS: Final = select(kept).where(kept.c.document_id == bindparam("id")).order_by(kept.c.seq)
_PREVIOUS: Final = (
    select(kept)
    .where(kept.c.document_id == bindparam("id"), kept.c.seq < bindparam("seq"))
    .order_by(kept.c.seq.desc())
    .limit(1)
)
_PENDING: Final = (
    select(kept).where(kept.c.state == VersionState.PENDING).order_by(kept.c.id).limit(bindparam("most"))
)
_TEXT_HASH: Final = select(kept.c.text_hash).where(kept.c.id == bindparam("id"))

# --- what a spider must know ----------------------------------------------------------------------


def known(conn: Connection, keys: Collection[str]) -> dict[str, KnownDocument]:
    """Those of the keys that are in the store."""
    found: dict[str, KnownDocument] = {}
    for some in chunks(list(keys)):
        for row in conn.execute(_known().where(documents.c.key.in_(some))):
            found[row.key] = _as_known(row)
    return found


def due(
    conn: Connection, source_id: str, now: datetime, limit: int, every: bool = False
) -> list[KnownDocument]:
    """Documents that this source listed and whose next look has come, the longest waiting first.

    `every`: all that are not gone, due or not; what is gone is looked for at its own, rarer times.
    """
    due_now = documents.c.next_due_at <= now
    when = or_(due_now, documents.c.gone_since.is_(None)) if every else due_now
    listed = and_(sightings.c.document_id == documents.c.id, sightings.c.source_id == source_id)
    query = (
        _known()
        .where(exists().where(listed), when)
        .order_by(documents.c.next_due_at.is_(None), documents.c.next_due_at, documents.c.id)
        .limit(limit)
    )
    return [_as_known(row) for row in conn.execute(query)]


def _known() -> Select[Any]:
    newest = and_(kept.c.document_id == documents.c.id, kept.c.seq == documents.c.newest)
    carries = exists().where(supports.c.document_id == documents.c.id, supports.c.ended_at.is_(None))
    return select(
        documents,
        kept.c.text_hash,
        kept.c.text_length,
        carries.label("carries_claim"),
    ).select_from(documents.outerjoin(kept, newest))


def _as_known(row: Row[Any]) -> KnownDocument:
    return KnownDocument(
        id=row.id,
        key=row.key,
        url=row.url,
        kind=DocumentKind(row.kind),
        etag=row.etag,
        last_modified=row.last_modified,
        raw_hash=row.raw_hash,
        gate_hash=row.gate_hash,
        gate_algo=row.gate_algo,
        text_hash=row.text_hash,
        text_length=row.text_length or 0,
        relevant=row.relevant,
        carries_claim=bool(row.carries_claim),
        published_on=row.published_on,
        first_seen_at=row.first_seen_at,
        last_checked_at=row.last_checked_at,
        next_due_at=row.next_due_at,
        checks=row.checks,
        misses=row.misses,
        gone_since=row.gone_since,
        last_full_at=row.last_full_at,
        quarantined_raw=row.quarantined_raw,
        quarantined_by=row.quarantined_by,
    )


# --- documents ------------------------------------------------------------------------------------


def document(conn: Connection, document_id: int) -> Document:
    """Raises NoSuchRow."""
    found = conn.execute(_DOCUMENT, {"id": document_id}).one_or_none()
    if found is None:
        raise NoSuchRow(f"no document {document_id} is known")
    return _as_document(found)


def by_key(conn: Connection, key: str) -> Document | None:
    found = conn.execute(_DOCUMENTS.where(documents.c.key == key)).one_or_none()
    return None if found is None else _as_document(found)


def by_ids(conn: Connection, ids: Collection[int]) -> dict[int, Document]:
    found: dict[int, Document] = {}
    for some in chunks(list(ids)):
        for row in conn.execute(_DOCUMENTS.where(documents.c.id.in_(some))):
            found[row.id] = _as_document(row)
    return found


def search(
    conn: Connection,
    *,
    words: str = "",
    place: str | None = None,
    source_id: str | None = None,
    kind: DocumentKind | None = None,
    relevant: bool | None = None,
    since: datetime | None = None,
    limit: int = 50,
) -> list[Document]:
    """Newest first; `words` as they stand, in title, address or key, without regard to case."""
    query = _DOCUMENTS.order_by(documents.c.id.desc()).limit(limit)
    where: list[ColumnElement[bool]] = []
    if words:
        columns = (documents.c.title, documents.c.url, documents.c.key)
        where.append(or_(*(column.icontains(words, autoescape=True) for column in columns)))
    if place is not None:
        where.append(documents.c.place_id == place)
    if source_id is not None:
        listed = select(sightings.c.document_id).where(sightings.c.source_id == source_id)
        where.append(documents.c.id.in_(listed))
    if kind is not None:
        where.append(documents.c.kind == kind)
    if relevant is not None:
        where.append(documents.c.relevant == relevant)
    if since is not None:
        where.append(documents.c.first_seen_at >= since)
    return [_as_document(row) for row in conn.execute(query.where(*where))]


def children(conn: Connection, document_id: int) -> list[Document]:
    """Its attachments, in the order in which they were first seen."""
    query = _DOCUMENTS.where(documents.c.parent_id == document_id).order_by(documents.c.id)
    return [_as_document(row) for row in conn.execute(query)]


def sources_of(conn: Connection, document_id: int) -> list[str]:
    """Ids of the sources that listed it, the first one first."""
    return list(conn.execute(_SOURCES_OF, {"id": document_id}).scalars())


def recent_fetches(conn: Connection, document_id: int, limit: int = 20) -> list[Fetch]:
    """Attempts that brought nothing good, newest first."""
    query = (
        select(fetches).where(fetches.c.document_id == document_id).order_by(fetches.c.id.desc()).limit(limit)
    )
    return [_as_fetch(row) for row in conn.execute(query)]


# --- versions -------------------------------------------------------------------------------------


def versions(conn: Connection, document_id: int) -> list[Version]:
    return [as_version(row) for row in conn.execute(_VERSIONS, {"id": document_id})]


def version(conn: Connection, version_id: int) -> Version:
    """Raises NoSuchRow."""
    found = conn.execute(_VERSION, {"id": version_id}).one_or_none()
    if found is None:
        raise NoSuchRow(f"no version {version_id} is kept")
    return as_version(found)


def versions_by_ids(conn: Connection, ids: Collection[int]) -> dict[int, Version]:
    found: dict[int, Version] = {}
    for some in chunks(sorted(ids)):
        for row in conn.execute(select(kept).where(kept.c.id.in_(some))):
            found[row.id] = as_version(row)
    return found


def previous(conn: Connection, of: Version) -> Version | None:
    """The version of the same document before this one, as far as kept."""
    if of.seq == 1:
        return None
    found = conn.execute(_PREVIOUS, {"id": of.document_id, "seq": of.seq}).one_or_none()
    return None if found is None else as_version(found)


def pending(conn: Connection, limit: int) -> list[Version]:
    """The work list of transaction 2, in the order in which the versions were stored."""
    return [as_version(row) for row in conn.execute(_PENDING, {"most": limit})]


def compared(
    conn: Connection,
    *,
    after: int = 0,
    since: datetime | None = None,
    source_id: str | None = None,
    limit: int = 200,
) -> list[Version]:
    """Versions that are done, in the order in which they were stored, from behind `after` on."""
    query = select(kept).where(kept.c.state == VersionState.DONE, kept.c.id > after)
    if since is not None:
        query = query.where(kept.c.at >= since)
    if source_id is not None:
        listed = select(sightings.c.document_id).where(sightings.c.source_id == source_id)
        query = query.where(kept.c.document_id.in_(listed))
    return [as_version(row) for row in conn.execute(query.order_by(kept.c.id).limit(limit))]


def text(conn: Connection, version_id: int) -> str:
    """The text as it was stored. Raises NoSuchRow."""
    found = conn.execute(_TEXT_HASH, {"id": version_id}).scalar_one_or_none()
    if found is None:
        raise NoSuchRow(f"no version {version_id} is kept")
    return bodies.get(conn, found).decode()


def raw(conn: Connection, version_id: int) -> bytes:
    """The bytes as fetched; raises NotKept where they were pruned or never kept."""
    return bodies.get(conn, version(conn, version_id).raw_hash)


def _as_document(row: Row[Any]) -> Document:
    return Document(
        id=row.id,
        key=row.key,
        url=row.url,
        kind=DocumentKind(row.kind),
        parent_id=row.parent_id,
        publisher=row.publisher_party,
        place=row.place_id,
        official=row.official,
        title=row.title,
        published_on=row.published_on,
        published_how=PublishedHow(row.published_how),
        first_seen_at=row.first_seen_at,
        history=row.history,
        baseline=row.baseline,
        relevant=row.relevant,
        gone_since=row.gone_since,
        quarantined=row.quarantined,
        origin=_origin(row) if row.how is not None else None,
    )


def _origin(row: Row[Any]) -> Origin:
    return Origin(
        document=row.id,
        original=row.original_id,
        key=row.original_key,
        name=row.name or row.original_publisher or _site(row.original_key or ""),
        how=CopyHow(row.how),
        whole=row.whole,
    )


def _site(address: str) -> str:
    """Who publishes at an address, as far as its host tells."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return wires.service(host) or host


def as_version(row: Row[Any]) -> Version:
    return Version(
        id=row.id,
        document_id=row.document_id,
        seq=row.seq,
        run_id=row.run_id,
        at=row.at,
        raw_hash=row.raw_hash,
        text_hash=row.text_hash,
        norm_hash=row.norm_hash,
        media_type=row.media_type,
        extractor=row.extractor,
        ocr=row.ocr,
        cut_short=row.cut_short,
        state=VersionState(row.state),
        tries=row.tries,
        read_by=row.read_by,
        headers=dict(row.headers),
        status=row.status,
        final_url=row.final_url,
        note=row.note or "",
    )


def _as_fetch(row: Row[Any]) -> Fetch:
    return Fetch(
        id=row.id,
        document_id=row.document_id,
        source_id=row.source_id or "",
        run_id=row.run_id,
        at=row.at,
        status=row.status,
        verdict=Verdict(row.verdict),
        size=row.size,
        ms=row.ms,
        note=row.note or "",
    )
