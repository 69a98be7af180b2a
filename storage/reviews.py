"""People's words on readings. Never changed or removed: a later word stands over an earlier one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from config.words import Hand, Metric, PeriodKind, Qualifier, ReviewVerdict
from storage.records import Json, Period, PutRight, Review
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
            corrected=numbered.corrected.value if numbered.corrected else None,
            put_right=_beside(numbered.corrected),
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


def of_reading(
    conn: Connection, document_id: int, sentence_hash: str, metric: Metric, value: int
) -> list[Review]:
    """What people said of this reading in this document, in the order in which it was said."""
    mine = (
        reviews.c.document_id == document_id,
        reviews.c.sentence_hash == sentence_hash,
        reviews.c.metric == metric,
        reviews.c.value == value,
    )
    return [_review(row) for row in conn.execute(select(reviews).where(*mine).order_by(reviews.c.seq))]


def count(conn: Connection) -> int:
    return conn.execute(select(func.count()).select_from(reviews)).scalar_one()


def _said(review: Review) -> tuple[object, ...]:
    return (review.verdict, review.corrected, review.by, review.note)


def put_right(row: Any) -> PutRight | None:
    """What a word says is right; None where it is no correction."""
    if row.verdict != ReviewVerdict.CORRECTED:
        return None
    said: dict[str, Any] = row.put_right or {}
    period = said.get("period")
    return PutRight(
        value=row.corrected,
        qualifier=Qualifier(said["qualifier"]) if "qualifier" in said else None,
        metric=Metric(said["metric"]) if "metric" in said else None,
        place=said.get("place"),
        agency=said.get("agency"),
        party=said.get("party"),
        hand=Hand(said["hand"]) if "hand" in said else None,
        period=_period(period) if period else None,
        period_label=said.get("period_label", ""),
    )


def _beside(right: PutRight | None) -> dict[str, Json] | None:
    """What is put right beside the number, as it is kept."""
    if right is None:
        return None
    said: dict[str, Json] = {
        name: value
        for name in ("qualifier", "metric", "place", "agency", "party", "hand")
        if (value := getattr(right, name)) is not None
    }
    if right.period is not None:
        first, last = (day.isoformat() if day else None for day in (right.period.first, right.period.last))
        said["period"] = {"kind": right.period.kind.value, "first": first, "last": last}
        said["period_label"] = right.period_label
    return said or None


def _period(said: dict[str, Any]) -> Period:
    first, last = (date.fromisoformat(said[name]) if said[name] else None for name in ("first", "last"))
    return Period(kind=PeriodKind(said["kind"]), first=first, last=last)


def _review(row: Any) -> Review:
    return Review(
        document_id=row.document_id,
        sentence_hash=row.sentence_hash,
        metric=Metric(row.metric),
        value=row.value,
        verdict=ReviewVerdict(row.verdict),
        corrected=put_right(row),
        by=row.by,
        note=row.note,
        at=row.at,
        seq=row.seq,
        id=row.id,
    )
