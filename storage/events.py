"""Changes as rows, and back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Select, select

from config.words import Certainty, ChangeKind, Hand, Qualifier, Quiet
from storage.readings import point_of
from storage.records import Change, FigureRef, Point, Side
from storage.schema import changes, points
from storage.upserts import chunks, insert

_POINT_COLUMNS: Final = tuple(column for column in points.c if column.name != "id")


def write(tx: Connection, new: Sequence[Change], point_ids: Mapping[Point, int]) -> list[Change]:
    """Insert those whose key is not there yet; they come back with their ids, in the same order."""
    fresh: dict[str, Change] = {}
    for change in new:
        fresh.setdefault(change.key, change)
    for key in known(tx, fresh):
        del fresh[key]
    ordered = list(fresh.values())
    if not ordered:
        return []
    statement = insert(tx, changes).returning(changes.c.id, sort_by_parameter_order=True)
    ids = tx.execute(statement, [_row(change, point_ids) for change in ordered]).scalars().all()
    return [replace(change, id=id_) for change, id_ in zip(ordered, ids, strict=True)]


def known(conn: Connection, keys: Collection[str]) -> set[str]:
    """Those of these keys by which a change is stored."""
    found: set[str] = set()
    for some in chunks(list(keys)):
        found.update(conn.execute(select(changes.c.key).where(changes.c.key.in_(some))).scalars())
    return found


def selected() -> Select[Any]:
    """The query whose rows `change_of` reads."""
    return select(changes, *_POINT_COLUMNS).outerjoin(points, points.c.id == changes.c.point_id)


def change_of(row: Any) -> Change:
    return Change(
        key=row.key,
        kind=ChangeKind(row.kind),
        at=row.at,
        run_id=row.run_id,
        quiet=Quiet(row.quiet),
        id=row.id,
        version_id=row.version_id,
        document_id=row.document_id,
        source_id=row.source_id,
        duty_id=row.duty_id,
        point=None if row.point_id is None else point_of(row),
        party=row.party_id,
        other_party=row.other_party_id,
        between_reports=row.between_reports,
        before=_side(row.before),
        after=_side(row.after),
        more=row.more,
    )


def _row(change: Change, point_ids: Mapping[Point, int]) -> dict[str, Any]:
    return {
        "key": change.key,
        "kind": change.kind,
        "at": change.at,
        "run_id": change.run_id,
        "version_id": change.version_id,
        "document_id": change.document_id,
        "source_id": change.source_id,
        "duty_id": change.duty_id,
        "point_id": None if change.point is None else point_ids[change.point],
        "party_id": change.party,
        "other_party_id": change.other_party,
        "between_reports": change.between_reports,
        "before": _side_json(change.before),
        "after": _side_json(change.after),
        "more": dict(change.more),
        "quiet": change.quiet,
    }


def _side_json(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {
        "party": side.party,
        "value": side.value,
        "qualifier": side.qualifier,
        "hand": side.hand,
        "quote": side.quote,
        "document_id": side.document_id,
        "version_id": side.version_id,
        "figure": list(side.figure),
        "stated_on": side.stated_on.isoformat() if side.stated_on else None,
        "as_of": side.as_of.isoformat() if side.as_of else None,
        "certainty": side.certainty,
    }


def _side(told: dict[str, Any] | None) -> Side | None:
    if told is None:
        return None
    return Side(
        party=told["party"],
        value=told["value"],
        qualifier=Qualifier(told["qualifier"]),
        hand=Hand(told["hand"]),
        quote=told["quote"],
        document_id=told["document_id"],
        version_id=told["version_id"],
        figure=FigureRef(*told["figure"]),
        stated_on=date.fromisoformat(told["stated_on"]) if told["stated_on"] else None,
        as_of=date.fromisoformat(told["as_of"]) if told["as_of"] else None,
        certainty=Certainty(told.get("certainty", Certainty.SURE)),  # older changes do not say
    )
