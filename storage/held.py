"""Readings that wait for a person: unsure ones, and those that have no place or no period.

One row a reading, however many copies of its text carry it. A word on the text, or on a copy of it, ends
the wait.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, or_, select

from config.words import Fate, Hand, PeriodKind
from storage.figures import figure, shown, stored
from storage.readings import superseded, waits
from storage.records import StoredFigure
from storage.schema import documents, versions
from storage.schema import figures as rows


class Reason(StrEnum):
    """Why a reading waits, by what can be asked of the store."""

    NO_PLACE = "no place"
    NO_PERIOD = "no period"
    UNSURE = "unsure"


class Order(StrEnum):
    LIKELIEST = "likeliest"  #: what most probably is news, the oldest of it first
    OLDEST = "oldest"
    NEWEST = "newest"


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A reading that waits, and in how many documents of the same text it stands."""

    stored: StoredFigure
    documents: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """What an operator is told of: how many wait, how many of them are new, and the newest few."""

    total: int
    new: int
    newest: tuple[StoredFigure, ...]
    last: int  #: id of the newest figure that waits; say it the next time


def count(conn: Connection) -> int:
    return conn.execute(select(func.count()).select_from(_each().subquery())).scalar_one()


def waiting(conn: Connection, after: int = 0, limit: int = 3) -> Waiting:
    """How things stand; new is what has come after the figure `after`."""
    ids = sorted(conn.execute(_each()).scalars())
    new = [id_ for id_ in ids if id_ > after]
    newest = tuple(figure(conn, id_) for id_ in reversed(new[-limit:])) if limit else ()
    return Waiting(total=len(ids), new=len(new), newest=newest, last=max(ids, default=after))


def readings(
    conn: Connection,
    *,
    places: Collection[str] | None = None,
    reason: Reason | None = None,
    order: Order = Order.LIKELIEST,
    limit: int = 100,
    skip: int = 0,
) -> list[Held]:
    """What waits, in the order asked for. A reading without a place is of its document's place."""
    nth = _numbered().subquery()
    query = (
        shown()
        .add_columns(nth.c.copies)
        .join(nth, and_(nth.c.id == rows.c.id, nth.c.nth == 1))
        .order_by(*_order(order))
        .limit(limit)
        .offset(skip)
    )
    if places is not None:
        here = list(places)
        query = query.where(
            or_(rows.c.place_id.in_(here), and_(rows.c.place_id == "", documents.c.place_id.in_(here)))
        )
    if reason is not None:
        query = query.where(_because(reason))
    return [Held(stored=stored(row), documents=row.copies) for row in conn.execute(query)]


def _each() -> Select[Any]:
    nth = _numbered().subquery()
    return select(nth.c.id).where(nth.c.nth == 1)


def _numbered() -> Select[Any]:
    """Every held reading, numbered among those that say the same in the same text."""
    same = (versions.c.norm_hash, rows.c.sentence_hash, rows.c.metric, rows.c.value)
    return (
        select(
            rows.c.id,
            func.row_number().over(partition_by=same, order_by=rows.c.id).label("nth"),
            func.count().over(partition_by=same).label("copies"),
        )
        .join(versions, versions.c.id == rows.c.version_id)
        .where(versions.c.read_by == rows.c.read_by, ~superseded(), *waits())
    )


def _because(reason: Reason) -> Any:
    match reason:
        case Reason.NO_PLACE:
            return rows.c.place_id == ""
        case Reason.NO_PERIOD:
            return rows.c.period_kind == PeriodKind.NONE
        case Reason.UNSURE:
            return rows.c.fate == Fate.UNSURE


def _order(order: Order) -> tuple[Any, ...]:
    if order is Order.NEWEST:
        return (rows.c.id.desc(),)
    if order is Order.OLDEST:
        return (rows.c.id,)
    lacks = (rows.c.hand != Hand.FIRST, rows.c.place_id == "", rows.c.period_kind == PeriodKind.NONE)
    return (*(case((lack, 1), else_=0) for lack in lacks), rows.c.id)
