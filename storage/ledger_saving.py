"""Writes the difference between two ledgers: nothing else is touched, so saving twice changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, and_, select, tuple_, update

from storage import readings
from storage.errors import NoSuchRow
from storage.records import Claim, Dispute, FigureRef, Ledger, Point, Statement, Support
from storage.schema import claims, disputes, figures, points, statements, supports
from storage.upserts import chunks, insert

_POINT_COLUMNS = ("place_id", "agency_id", "metric", "period_kind", "period_from", "period_to")


def save(tx: Connection, before: Ledger, after: Ledger, read_by: str) -> None:
    """Make the rows of `before` those of `after`. Figures are found by `read_by` first, else the newest."""
    old: dict[int | None, Claim] = {c.id: c for c in before.claims.values() if c.id is not None}
    wanted = _with_rows(before, after)
    changed = [claim for claim in wanted if before.claims.get((claim.point, claim.party)) != claim]
    kept = {claim.id for claim in wanted}
    dropped = [id_ for id_ in old if id_ is not None and id_ not in kept]
    figure_ids = readings.ids(tx, _refs(changed), read_by)
    point_ids = points_for(tx, {claim.point for claim in changed} | {key[0] for key in after.disputes})
    pairs = _Pairs(tx, before, dropped)
    _drop_disputes(tx, pairs.of_dropped())
    _drop_claims(tx, dropped)
    ids = _write_heads(tx, changed, old, point_ids)
    for claim, id_ in zip(changed, ids, strict=True):
        _Body(tx, id_, old.get(claim.id) if claim.id is not None else None, claim, figure_ids).write()
    _write_disputes(tx, before, after, pairs, point_ids)


def _with_rows(before: Ledger, after: Ledger) -> list[Claim]:
    """The claims of `after`; one that was made anew under a known point and party keeps that row."""
    taken = {claim.id for claim in after.claims.values()}
    known = {key: claim.id for key, claim in before.claims.items() if claim.id not in taken}
    return [
        replace(claim, id=known.get(key)) if claim.id is None else claim
        for key, claim in after.claims.items()
    ]


def points_for(tx: Connection, wanted: Collection[Point]) -> dict[Point, int]:
    """Row ids of the points; those that are new get a row."""
    found: dict[Point, int] = {}
    if not wanted:
        return found
    rows = [dict(zip(_POINT_COLUMNS, point, strict=True)) for point in sorted(wanted)]
    tx.execute(insert(tx, points).on_conflict_do_nothing(index_elements=_POINT_COLUMNS), rows)
    key = tuple_(*(points.c[name] for name in _POINT_COLUMNS))
    for some in chunks(sorted(wanted), 100):
        for row in tx.execute(select(points).where(key.in_(some))):
            found[readings.point_of(row)] = row.id
    return found


def _refs(changed: Iterable[Claim]) -> set[FigureRef]:
    refs: set[FigureRef] = set()
    for claim in changed:
        refs.update(statement.figure for statement in claim.statements)
        refs.update(support.figure for support in claim.supports)
    return refs


# --- claims ---------------------------------------------------------------------------------------


def _drop_claims(tx: Connection, ids: list[int]) -> None:
    for some in chunks(ids):
        mine = select(statements.c.id).where(statements.c.claim_id.in_(some))
        tx.execute(supports.delete().where(supports.c.statement_id.in_(mine)))
        tx.execute(statements.delete().where(statements.c.claim_id.in_(some)))
        tx.execute(claims.delete().where(claims.c.id.in_(some)))


def _write_heads(
    tx: Connection, changed: list[Claim], old: Mapping[int | None, Claim], point_ids: Mapping[Point, int]
) -> list[int]:
    """Rows of the claims themselves: names taken first, then new ones. Returns their ids in order."""
    for claim in changed:
        if claim.id is not None and _head(claim) != _head(old.get(claim.id)):
            row = _head_row(claim, point_ids)
            if not tx.execute(update(claims).where(claims.c.id == claim.id).values(**row)).rowcount:
                raise NoSuchRow(f"claim {claim.id} is not in the store")
    new = [_head_row(claim, point_ids) for claim in changed if claim.id is None]
    made: Iterator[int] = iter(())
    if new:
        statement = insert(tx, claims).returning(claims.c.id, sort_by_parameter_order=True)
        made = iter(tx.execute(statement, new).scalars().all())
    return [next(made) if claim.id is None else claim.id for claim in changed]


def _head(claim: Claim | None) -> object:
    return claim and (claim.point, claim.party, claim.state, claim.now.seq)


def _head_row(claim: Claim, point_ids: Mapping[Point, int]) -> dict[str, Any]:
    return {
        "point_id": point_ids[claim.point],
        "party_id": claim.party,
        "state": claim.state,
        "statement_seq": claim.now.seq,
    }


class _Body:
    """The statements and supports of one claim: what is written, changed and removed."""

    def __init__(
        self,
        tx: Connection,
        claim_id: int,
        old: Claim | None,
        new: Claim,
        figure_ids: Mapping[FigureRef, int],
    ) -> None:
        self._tx = tx
        self._claim_id = claim_id
        self._old = old
        self._new = new
        self._figures = figure_ids
        self._kept_figures: dict[tuple[int, FigureRef], int] = {}

    def write(self) -> None:
        before = {said.seq: said for said in self._old.statements} if self._old else {}
        after = {said.seq: said for said in self._new.statements}
        carried = self._numbered(self._old)
        carrying = self._numbered(self._new)
        if before == after and carried == carrying:
            return
        ids = self._known() if self._old else {}
        gone = [key for key in carried if key not in carrying]
        self._drop_supports([(ids[seq], self._kept_figures[(seq, ref)]) for seq, ref in gone])
        lost = [ids[seq] for seq in before if seq not in after]
        if lost:
            self._tx.execute(statements.delete().where(statements.c.id.in_(lost)))
        for seq, said in after.items():
            if seq not in before:
                ids[seq] = self._insert_statement(said)
            elif before[seq] != said:
                self._update_statement(ids[seq], before[seq], said)
        self._write_supports(carried, carrying, ids)

    def _numbered(self, claim: Claim | None) -> dict[tuple[int, FigureRef], tuple[int, Support]]:
        if claim is None:
            return {}
        return {(each.statement, each.figure): (n, each) for n, each in enumerate(claim.supports)}

    def _known(self) -> dict[int, int]:
        """seq -> row id, and which figure rows the kept supports stand on, whoever read them."""
        rows = self._tx.execute(
            select(statements.c.id, statements.c.seq).where(statements.c.claim_id == self._claim_id)
        )
        ids = {row.seq: row.id for row in rows}
        query = (
            select(statements.c.seq, figures.c.id, figures.c.version_id, figures.c.ordinal)
            .select_from(supports)
            .join(statements, statements.c.id == supports.c.statement_id)
            .join(figures, figures.c.id == supports.c.figure_id)
            .where(statements.c.claim_id == self._claim_id)
        )
        for row in self._tx.execute(query):
            self._kept_figures[(row.seq, FigureRef(row.version_id, row.ordinal))] = row.id
        return ids

    def _figure(self, ref: FigureRef) -> int:
        try:
            return self._figures[ref]
        except KeyError:
            raise NoSuchRow(f"no figure {ref.ordinal} of version {ref.version} is stored") from None

    def _insert_statement(self, said: Statement) -> int:
        row = self._statement_row(said) | {"claim_id": self._claim_id, "seq": said.seq}
        row["figure_id"] = self._figure(said.figure)
        made = self._tx.execute(statements.insert().values(**row).returning(statements.c.id))
        return int(made.scalar_one())

    def _update_statement(self, id_: int, old: Statement, said: Statement) -> None:
        row = self._statement_row(said)
        if said.figure != old.figure:
            row["figure_id"] = self._figure(said.figure)
        self._tx.execute(update(statements).where(statements.c.id == id_).values(**row))

    def _statement_row(self, said: Statement) -> dict[str, Any]:
        return {
            "value": said.value,
            "qualifier": said.qualifier,
            "hand": said.hand,
            "made_at": said.made_at,
            "as_of": said.as_of,
            "stated_on": said.stated_on,
            "ended_at": said.ended_at,
        }

    def _drop_supports(self, keys: list[tuple[int, int]]) -> None:
        for statement_id, figure_id in keys:
            mine = and_(supports.c.statement_id == statement_id, supports.c.figure_id == figure_id)
            self._tx.execute(supports.delete().where(mine))

    def _write_supports(
        self,
        before: Mapping[tuple[int, FigureRef], tuple[int, Support]],
        after: Mapping[tuple[int, FigureRef], tuple[int, Support]],
        ids: Mapping[int, int],
    ) -> None:
        new: list[dict[str, Any]] = []
        for key, (place, support) in after.items():
            if before.get(key) == (place, support):
                continue
            row = self._support_row(support) | {"seq": place}
            if key not in before:
                new.append(row | {"statement_id": ids[key[0]], "figure_id": self._figure(support.figure)})
                continue
            mine = and_(
                supports.c.statement_id == ids[key[0]], supports.c.figure_id == self._kept_figures[key]
            )
            self._tx.execute(update(supports).where(mine).values(**row))
        if new:
            self._tx.execute(insert(self._tx, supports), new)

    def _support_row(self, support: Support) -> dict[str, Any]:
        return {
            "document_id": support.document,
            "role": support.role,
            "hand": support.hand,
            "sentence_hash": support.sentence_hash,
            "copy_of": support.copy_of,
            "missing_since": support.missing_since,
            "ended_at": support.ended_at,
        }


# --- disputes -------------------------------------------------------------------------------------


class _Pairs:
    """Disputes by the rows of their claims, which stay when a claim takes a name."""

    def __init__(self, tx: Connection, before: Ledger, dropped: list[int]) -> None:
        self._tx = tx
        self._dropped = set(dropped)
        self.old = {self.pair(before, dispute): dispute for dispute in before.disputes.values()}

    def pair(self, ledger: Ledger, dispute: Dispute) -> tuple[int, int]:
        one, other = (self._claim(ledger, dispute.point, p) for p in (dispute.party_a, dispute.party_b))
        return (min(one, other), max(one, other))

    def of_dropped(self) -> list[tuple[int, int]]:
        return [pair for pair in self.old if self._dropped & set(pair)]

    def _claim(self, ledger: Ledger, point: Point, party: str) -> int:
        known = ledger.claims.get((point, party))
        if known is not None and known.id is not None:
            return known.id
        query = (
            select(claims.c.id)
            .join(points, points.c.id == claims.c.point_id)
            .where(
                tuple_(*(points.c[name] for name in _POINT_COLUMNS)).in_([point]), claims.c.party_id == party
            )
        )
        found = self._tx.execute(query).scalar_one_or_none()
        if found is None:
            raise NoSuchRow(f"a dispute names {party!r}, which claims nothing at {point}")
        return int(found)


def _drop_disputes(tx: Connection, pairs: Iterable[tuple[int, int]]) -> None:
    for one, other in pairs:
        tx.execute(disputes.delete().where(disputes.c.claim_a == one, disputes.c.claim_b == other))


def _write_disputes(
    tx: Connection, before: Ledger, after: Ledger, pairs: _Pairs, point_ids: Mapping[Point, int]
) -> None:
    unchanged = {key for key, dispute in after.disputes.items() if before.disputes.get(key) == dispute}
    wanted = {pairs.pair(after, dispute): dispute for dispute in after.disputes.values()}
    _drop_disputes(tx, [pair for pair in pairs.old if pair not in wanted])
    for pair, dispute in wanted.items():
        key = (dispute.point, dispute.party_a, dispute.party_b)
        if key in unchanged and pair in pairs.old:
            continue
        row = {
            "point_id": point_ids[dispute.point],
            "state": dispute.state,
            "opened_at": dispute.opened_at,
            "settled_at": dispute.settled_at,
            "change_key": dispute.change_key,
        }
        fresh = insert(tx, disputes).values(claim_a=pair[0], claim_b=pair[1], **row)
        tx.execute(fresh.on_conflict_do_update(index_elements=["claim_a", "claim_b"], set_=row))
