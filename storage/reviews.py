"""People's words on readings. Never changed or removed: a later word stands over an earlier one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, select

from config.words import Metric, ReviewVerdict
from storage.records import Review
from storage.schema import reviews
from storage.upserts import chunks


def add(tx: Connection, review: Review) -> Review:
    """Store a word; returns it with its id and number. The same word twice in a row is stored once."""
    mine = (
        reviews.c.document_id == review.document_id,
        reviews.c.sentence_hash == review.sentence_hash,
        reviews.c.metric == review.metric,
        reviews.c.value == review.value,
    )
    last = tx.execute(select(reviews).where(*mine).order_by(reviews.c.seq.desc()).limit(1)).one_or_none()
    if last is not None and _said(_review(last)) == _said(review):
        return _review(last)
    numbered = replace(review, seq=1 if last is None else last.seq + 1)
    made = tx.execute(
        reviews.insert()
        .values(
            document_id=numbered.document_id,
            sentence_hash=numbered.sentence_hash,
            metric=numbered.metric,
            value=numbered.value,
            seq=numbered.seq,
            verdict=numbered.verdict,
            corrected=numbered.corrected,
            by=numbered.by,
            note=numbered.note,
            at=numbered.at,
        )
        .returning(reviews.c.id)
    )
    return replace(numbered, id=made.scalar_one())


def of_documents(conn: Connection, document_ids: Collection[int]) -> list[Review]:
    """All words on readings of these documents, in the order in which they were said."""
    found: list[Review] = []
    for some in chunks(sorted(document_ids)):
        found += [
            _review(row) for row in conn.execute(select(reviews).where(reviews.c.document_id.in_(some)))
        ]
    return sorted(found, key=lambda review: review.id or 0)


def recent(conn: Connection, limit: int = 50) -> list[Review]:
    """Newest first."""
    return [_review(row) for row in conn.execute(select(reviews).order_by(reviews.c.id.desc()).limit(limit))]


def count(conn: Connection) -> int:
    return conn.execute(select(func.count()).select_from(reviews)).scalar_one()


def _said(review: Review) -> tuple[object, ...]:
    return (review.verdict, review.corrected, review.by, review.note)


def _review(row: Any) -> Review:
    return Review(
        document_id=row.document_id,
        sentence_hash=row.sentence_hash,
        metric=Metric(row.metric),
        value=row.value,
        verdict=ReviewVerdict(row.verdict),
        corrected=row.corrected,
        by=row.by,
        note=row.note,
        at=row.at,
        seq=row.seq,
        id=row.id,
    )
