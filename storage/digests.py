"""How far each receiver was told in digests, what waits for its next one, and freezing it: transaction 3."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, func, select, update

from config.words import DisputeState
from storage import events, ledger, mutes, outbox
from storage.readings import point_of
from storage.records import Alert, Change, Ledger
from storage.schema import changes as change_rows
from storage.schema import digests as rows
from storage.schema import disputes, owed, points
from storage.upserts import chunks, insert

_POINT: Final = tuple(column for column in points.c if column.name != "id")


def progress(conn: Connection) -> dict[str, tuple[datetime, int]]:
    """Receiver -> up to when it had its digests, and the last reading that it was told waits for a person."""
    return {row.receiver_id: (row.told_to, row.held_to) for row in conn.execute(select(rows))}


def begin(tx: Connection, receiver: str, now: datetime) -> None:
    """The receiver gets digests from now on: nothing before is told. Called again it changes nothing."""
    values = {"receiver_id": receiver, "told_to": now, "held_to": 0}
    tx.execute(insert(tx, rows).on_conflict_do_nothing(index_elements=["receiver_id"]), [values])


def end(tx: Connection, receivers: Collection[str]) -> None:
    """They get no digests any more."""
    tx.execute(delete(rows).where(rows.c.receiver_id.in_(list(receivers))))


def advance(tx: Connection, receiver: str, told_to: datetime, held_to: int | None = None) -> None:
    """The receiver has had its digests up to then."""
    fresh = {"told_to": told_to} | ({} if held_to is None else {"held_to": held_to})
    tx.execute(update(rows).where(rows.c.receiver_id == receiver, rows.c.told_to < told_to).values(**fresh))


def occasions(conn: Connection) -> dict[str, set[str]]:
    """Receiver -> the occasions under which something is owed to it and waits."""
    query = select(owed.c.occasion, owed.c.receiver_id).where(owed.c.alert_id.is_(None)).distinct()
    found: dict[str, set[str]] = {}
    for waits_for, receiver in conn.execute(query):
        found.setdefault(receiver, set()).add(waits_for)
    return found


def waiting(
    conn: Connection, receiver: str, under: Collection[str], limit: int | None = None
) -> list[Change]:
    """What is owed to the receiver under these occasions, in the order in which it was found."""
    query = (
        events.selected()
        .join(owed, owed.c.change_id == change_rows.c.id)
        .where(owed.c.receiver_id == receiver, owed.c.alert_id.is_(None), owed.c.occasion.in_(sorted(under)))
        .order_by(change_rows.c.id)
        .limit(limit)
    )
    return [events.change_of(row) for row in conn.execute(query)]


def freeze(
    tx: Connection,
    parts: Sequence[tuple[Alert, Collection[int]]],
    now: datetime,
    *,
    told_to: datetime | None = None,
    held_to: int | None = None,
    unmuted: Collection[int] = (),
) -> list[Alert]:
    """All messages of one digest with their deliveries, and how far it told, or nothing.

    Nothing, too, where one of the changes was told or taken back meanwhile: gather again. Where the
    digest of that name was made already, only what it reaches to is written down.
    """
    first = parts[0][0]
    taken = outbox.is_taken(tx, first.receiver, first.occasion)
    made: list[Alert] = []
    if not taken:
        if not all(outbox.are_waiting(tx, alert.receiver, ids) for alert, ids in parts):
            return []
        frozen = (outbox.freeze(tx, alert, ids, now) for alert, ids in parts)
        made = [alert for alert in frozen if alert is not None]
        mutes.told(tx, first.receiver, unmuted, first.id)
    if told_to is not None:
        advance(tx, first.receiver, told_to, None if taken else held_to)
    return made


# --- what still stands open -----------------------------------------------------------------------


def open_disputes(conn: Connection, limit: int) -> Ledger:
    """The points of the newest open disputes, with all that is claimed at them now."""
    newest = (
        select(disputes.c.point_id, func.max(disputes.c.id).label("newest"))
        .where(disputes.c.state == DisputeState.OPEN)
        .group_by(disputes.c.point_id)
        .order_by(func.max(disputes.c.id).desc())
        .limit(limit)
        .subquery()
    )
    at = select(*_POINT).join(newest, newest.c.point_id == points.c.id)
    return ledger.load(conn, points={point_of(row) for row in conn.execute(at)})


def by_key(conn: Connection, keys: Collection[str]) -> dict[str, Change]:
    """Changes by what makes them themselves; those that are not known are left out."""
    found: dict[str, Change] = {}
    for some in chunks(sorted(keys)):
        query = events.selected().where(change_rows.c.key.in_(some))
        found |= {row.key: events.change_of(row) for row in conn.execute(query)}
    return found
