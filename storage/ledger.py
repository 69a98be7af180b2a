"""The ledger as rows: loads the part that a comparison needs, saves what it changed. No rule is here.

A claim is known by point and party, and keeps its row when an unnamed one takes a name; a figure by
version and ordinal. `load` after `save` gives back what was saved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, select, tuple_

from config.words import ClaimState, DisputeState, Hand, Metric, Qualifier, ReviewVerdict, SupportRole
from storage.ledger_saving import save as save
from storage.readings import point_of
from storage.records import (
    Claim,
    Dispute,
    FigureRef,
    Ledger,
    MissingSupport,
    Point,
    Statement,
    Support,
)
from storage.reviews import put_right
from storage.schema import claims, disputes, documents, figures, points, reviews, statements, supports
from storage.upserts import chunks

#: composite keys in one IN list: six values each
_KEYS: Final = 100
_POINT: Final = (
    points.c.place_id,
    points.c.agency_id,
    points.c.metric,
    points.c.period_kind,
    points.c.period_from,
    points.c.period_to,
)


_SUPPORT: Final = (
    *supports.c,
    statements.c.claim_id,
    statements.c.seq.label("statement_seq"),
    figures.c.version_id,
    figures.c.ordinal,
)
_SUPPORTS: Final = supports.join(statements, statements.c.id == supports.c.statement_id).join(
    figures, figures.c.id == supports.c.figure_id
)


def load(
    conn: Connection,
    *,
    points: Collection[Point] = (),
    unplaced: Collection[tuple[str, str, Metric]] = (),
    document_ids: Collection[int] = (),
    sentences: Collection[tuple[str, int, str]] = (),
) -> Ledger:
    """What a comparison of these figures may have to know.

    All claims and disputes at `points`, at the points where `document_ids` support something, and at
    those where a party of `unplaced` (party, place, metric) claims something; people's words on readings
    of `document_ids`; and at which points each of `sentences` (hash, value, party) stood before.
    """
    ids = _points_named(conn, points) | _points_of(conn, unplaced) | _points_supported(conn, document_ids)
    return Ledger(
        claims=_claims(conn, ids),
        disputes=_disputes(conn, ids),
        sentences=_sentences(conn, {hash_ for hash_, _, _ in sentences}, set(sentences)),
        **_reviews(conn, document_ids),
    )


def words(conn: Connection, document_ids: Collection[int]) -> Ledger:
    """Only what people said of readings of these documents."""
    return Ledger(**_reviews(conn, document_ids))


def everything(conn: Connection) -> Ledger:
    """The whole ledger: for the summary of a baseline, exports, and reading all anew."""
    return Ledger(
        claims=_claims(conn, None),
        disputes=_disputes(conn, None),
        sentences=_sentences(conn, None, None),
        **_reviews(conn, None),
    )


def series(
    conn: Connection, place: str, metric: Metric | None = None, agency: str | None = None
) -> list[Claim]:
    """The claims of a place, by agency, metric, period and party."""
    where = [points.c.place_id == place]
    if metric is not None:
        where.append(points.c.metric == metric)
    if agency is not None:
        where.append(points.c.agency_id == agency)
    ids = set(conn.execute(select(points.c.id).where(*where)).scalars())
    return [claim for _, claim in sorted(_claims(conn, ids).items())]


def all_series(
    conn: Connection, places: Collection[str] | None = None, metric: Metric | None = None
) -> list[tuple[str, Metric, str]]:
    """Place, metric and agency of each series that anybody said something of, in that order."""
    columns = (points.c.place_id, points.c.metric, points.c.agency_id)
    query = select(*columns).join(claims, claims.c.point_id == points.c.id).distinct().order_by(*columns)
    if places is not None:
        query = query.where(points.c.place_id.in_(list(places)))
    if metric is not None:
        query = query.where(points.c.metric == metric)
    return [(row.place_id, Metric(row.metric), row.agency_id) for row in conn.execute(query)]


def disputes_at(conn: Connection, wanted: Collection[Point]) -> list[Dispute]:
    """Open and settled ones at these points, in the order in which they were opened."""
    return list(_disputes(conn, _points_named(conn, wanted)).values())


def missing(conn: Connection) -> list[MissingSupport]:
    """Supports that a good check no longer found and whose time is not yet up, oldest first."""
    query = (
        select(*_SUPPORT, claims.c.party_id, *_POINT, documents.c.last_ok_at, documents.c.gone_since)
        .select_from(_SUPPORTS)
        .join(claims, claims.c.id == statements.c.claim_id)
        .join(points, points.c.id == claims.c.point_id)
        .join(documents, documents.c.id == supports.c.document_id)
        .where(supports.c.missing_since.is_not(None), supports.c.ended_at.is_(None))
        .order_by(supports.c.missing_since, supports.c.statement_id, supports.c.figure_id)
    )
    return [
        MissingSupport(
            point=point_of(row),
            party=row.party_id,
            support=_support(row),
            last_ok_at=row.last_ok_at,
            gone_since=row.gone_since,
        )
        for row in conn.execute(query)
    ]


def carried_by(
    conn: Connection, document_ids: Collection[int], sentence_hash: str, metric: Metric, value: int
) -> frozenset[tuple[int, int, FigureRef]]:
    """The live supports that are this reading, by whichever reader, in these documents: claim row id,
    number of the statement, figure."""
    found: set[tuple[int, int, FigureRef]] = set()
    query = (
        select(*_SUPPORT)
        .select_from(_SUPPORTS)
        .where(
            supports.c.ended_at.is_(None),
            figures.c.sentence_hash == sentence_hash,
            figures.c.metric == metric,
            figures.c.value == value,
        )
    )
    for some in chunks(sorted(document_ids)):
        for row in conn.execute(query.where(supports.c.document_id.in_(some))):
            found.add((row.claim_id, row.statement_seq, FigureRef(row.version_id, row.ordinal)))
    return frozenset(found)


def forget(tx: Connection) -> None:
    """Remove the whole projection, to be built again from figures and reviews; the history stays."""
    for table in (supports, disputes, statements, claims):
        tx.execute(table.delete())


# --- which points ---------------------------------------------------------------------------------


def _points_named(conn: Connection, wanted: Collection[Point]) -> set[int]:
    found: set[int] = set()
    for some in chunks(sorted(wanted), _KEYS):
        found.update(conn.execute(select(points.c.id).where(tuple_(*_POINT).in_(some))).scalars())
    return found


def _points_of(conn: Connection, wanted: Collection[tuple[str, str, Metric]]) -> set[int]:
    key = tuple_(claims.c.party_id, points.c.place_id, points.c.metric)
    query = select(points.c.id).join(claims, claims.c.point_id == points.c.id)
    found: set[int] = set()
    for some in chunks(sorted(wanted), _KEYS):
        found.update(conn.execute(query.where(key.in_(some))).scalars())
    return found


def _points_supported(conn: Connection, document_ids: Collection[int]) -> set[int]:
    query = (
        select(claims.c.point_id)
        .join(statements, statements.c.claim_id == claims.c.id)
        .join(supports, supports.c.statement_id == statements.c.id)
    )
    found: set[int] = set()
    for some in chunks(sorted(document_ids)):
        found.update(conn.execute(query.where(supports.c.document_id.in_(some))).scalars())
    return found


def _within(column: ColumnElement[int], ids: set[int] | None) -> list[list[ColumnElement[bool]]]:
    """Conditions that together select `ids`, a bounded number at a time; None selects all."""
    if ids is None:
        return [[]]
    return [[column.in_(some)] for some in chunks(sorted(ids))]


# --- claims and disputes --------------------------------------------------------------------------


def _claims(conn: Connection, point_ids: set[int] | None) -> dict[tuple[Point, str], Claim]:
    found: dict[tuple[Point, str], Claim] = {}
    for where in _within(claims.c.point_id, point_ids):
        said: defaultdict[int, list[Statement]] = defaultdict(list)
        query = (
            select(statements, figures.c.version_id, figures.c.ordinal)
            .join(figures, figures.c.id == statements.c.figure_id)
            .join(claims, claims.c.id == statements.c.claim_id)
        )
        for row in conn.execute(query.where(*where).order_by(statements.c.seq)):
            said[row.claim_id].append(_statement(row))
        carried: defaultdict[int, list[Support]] = defaultdict(list)
        carrying = select(*_SUPPORT).select_from(_SUPPORTS).join(claims, claims.c.id == statements.c.claim_id)
        for row in conn.execute(carrying.where(*where).order_by(supports.c.seq)):
            carried[row.claim_id].append(_support(row))
        head = select(claims.c.id, claims.c.party_id, claims.c.state, *_POINT).join(points)
        for row in conn.execute(head.where(*where).order_by(claims.c.id)):
            point = point_of(row)
            found[(point, row.party_id)] = Claim(
                point=point,
                party=row.party_id,
                state=ClaimState(row.state),
                statements=tuple(said[row.id]),
                supports=tuple(carried[row.id]),
                id=row.id,
            )
    return found


def _statement(row: Any) -> Statement:
    return Statement(
        seq=row.seq,
        value=row.value,
        qualifier=Qualifier(row.qualifier),
        hand=Hand(row.hand),
        figure=FigureRef(row.version_id, row.ordinal),
        made_at=row.made_at,
        as_of=row.as_of,
        stated_on=row.stated_on,
        ended_at=row.ended_at,
    )


def _support(row: Any) -> Support:
    return Support(
        statement=row.statement_seq,
        document=row.document_id,
        figure=FigureRef(row.version_id, row.ordinal),
        role=SupportRole(row.role),
        hand=Hand(row.hand),
        copy_of=row.copy_of,
        sentence_hash=row.sentence_hash,
        missing_since=row.missing_since,
        ended_at=row.ended_at,
    )


def _disputes(conn: Connection, point_ids: set[int] | None) -> dict[tuple[Point, str, str], Dispute]:
    one, other = claims.alias("one"), claims.alias("other")
    query = (
        select(disputes, one.c.party_id.label("party_one"), other.c.party_id.label("party_other"), *_POINT)
        .join(one, one.c.id == disputes.c.claim_a)
        .join(other, other.c.id == disputes.c.claim_b)
        .join(points, points.c.id == disputes.c.point_id)
        .order_by(disputes.c.id)
    )
    found: dict[tuple[Point, str, str], Dispute] = {}
    for where in _within(disputes.c.point_id, point_ids):
        for row in conn.execute(query.where(*where)):
            point = point_of(row)
            party_a, party_b = sorted((row.party_one, row.party_other))
            found[(point, party_a, party_b)] = Dispute(
                point=point,
                party_a=party_a,
                party_b=party_b,
                state=DisputeState(row.state),
                opened_at=row.opened_at,
                settled_at=row.settled_at,
                change_key=row.change_key,
            )
    return found


# --- what was read before, and what people said of it ---------------------------------------------


def _sentences(
    conn: Connection, hashes: set[str] | None, wanted: set[tuple[str, int, str]] | None
) -> dict[tuple[str, int, str], frozenset[Point]]:
    """Where second-hand sentences carry, or carried, a claim.

    Through the supports, not the figures: an old story under a new date is read at another point, but
    supports nothing there, and must not make the first reading look like the copy.
    """
    query = (
        select(figures.c.sentence_hash, figures.c.value, figures.c.party_id, *_POINT)
        .join(supports, supports.c.figure_id == figures.c.id)
        .join(statements, statements.c.id == supports.c.statement_id)
        .join(claims, claims.c.id == statements.c.claim_id)
        .join(points, points.c.id == claims.c.point_id)
        .where(figures.c.hand == Hand.SECOND)
        .distinct()
    )
    stood: defaultdict[tuple[str, int, str], set[Point]] = defaultdict(set)
    some: Iterable[Sequence[str] | None] = [None] if hashes is None else chunks(sorted(hashes))
    for few in some:
        where = [] if few is None else [figures.c.sentence_hash.in_(few)]
        for row in conn.execute(query.where(and_(True, *where))):
            key = (row.sentence_hash, row.value, row.party_id)
            if wanted is None or key in wanted:
                stood[key].add(point_of(row))
    return {key: frozenset(where) for key, where in stood.items()}


def _reviews(conn: Connection, document_ids: Collection[int] | None) -> dict[str, Any]:
    """The latest word on each reading; of two documents with the same sentence the later one."""
    some = [None] if document_ids is None else list(chunks(sorted(document_ids)))
    words: dict[int, Any] = {}
    for few in some:
        where = [] if few is None else [reviews.c.document_id.in_(few)]
        words |= {row.id: row for row in conn.execute(select(reviews).where(and_(True, *where)))}
    last = {(row.sentence_hash, Metric(row.metric), row.value): row for _, row in sorted(words.items())}
    said = {key: ReviewVerdict(row.verdict) for key, row in last.items()}
    return {
        "rejected": frozenset(key for key, verdict in said.items() if verdict is ReviewVerdict.REJECTED),
        "confirmed": frozenset(key for key, verdict in said.items() if verdict is ReviewVerdict.CONFIRMED),
        "corrected": {key: right for key in said if (right := put_right(last[key])) is not None},
    }
