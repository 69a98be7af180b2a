"""Who gets alerts, as the store knows them: on, or off with a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, and_, select, update

from config.words import DeliveryState
from storage.errors import NoSuchRow
from storage.records import ReceiverRow
from storage.schema import alerts, deliveries, owed, receivers

LEFT_OUT: Final = "no longer in the configuration"
_WAITING: Final = (DeliveryState.DUE, DeliveryState.LEASED)


def sync_receivers(
    tx: Connection,
    declared: Mapping[str, str],
    now: datetime,
    *,
    addresses: Mapping[str, str] | None = None,
) -> None:
    """Take over the declared receivers (id -> kind); what waits for one that left is cancelled.

    One that was switched off stays off until its address changes, by kind or by `addresses`
    (id -> address, kept as a hash only).
    """
    known = {row.id: row for row in tx.execute(select(receivers))}
    for id_, kind in declared.items():
        address = (addresses or {}).get(id_)
        hashed = hashlib.sha256(f"{kind} {address}".encode()).hexdigest() if address is not None else ""
        row = {"kind": kind, "address_hash": hashed}
        on = {"state": "on", "reason": None, "failures": 0, "since": now}
        if id_ not in known:
            tx.execute(receivers.insert().values(id=id_, **row, **on))
        elif _deserves_another_chance(known[id_], kind, hashed):
            tx.execute(update(receivers).where(receivers.c.id == id_).values(**row, **on))
        elif known[id_].address_hash != hashed and hashed:
            tx.execute(update(receivers).where(receivers.c.id == id_).values(**row))
    gone = [id_ for id_ in known if id_ not in declared]
    for id_ in gone:
        if known[id_].state == "on":
            switch_off(tx, id_, LEFT_OUT, now)
    cancel(tx, gone, now)


def _deserves_another_chance(known: Any, kind: str, hashed: str) -> bool:
    if known.state == "on":
        return bool(known.kind != kind)
    other_address = hashed and known.address_hash and known.address_hash != hashed
    return bool(known.reason == LEFT_OUT or known.kind != kind or other_address)


def receiver(conn: Connection, receiver_id: str) -> ReceiverRow | None:
    found = conn.execute(select(receivers).where(receivers.c.id == receiver_id)).one_or_none()
    return None if found is None else _receiver(found)


def receiver_list(conn: Connection) -> list[ReceiverRow]:
    return [_receiver(row) for row in conn.execute(select(receivers).order_by(receivers.c.id))]


def switch_off(tx: Connection, receiver_id: str, reason: str, now: datetime) -> None:
    """Send nothing more to it. What waits for it is dead, with the reason, and can be sent again later."""
    mine = and_(receivers.c.id == receiver_id, receivers.c.state == "on")
    tx.execute(update(receivers).where(mine).values(state="off", reason=reason, since=now))
    theirs = select(alerts.c.id).where(alerts.c.receiver_id == receiver_id)
    if reason != LEFT_OUT:  # those are cancelled
        tx.execute(
            update(deliveries)
            .where(deliveries.c.alert_id.in_(theirs), deliveries.c.state == DeliveryState.DUE)
            .values(
                state=DeliveryState.DEAD,
                ended_at=now,
                last_answer=f"not sent: the receiver is off ({reason})",
            )
        )


def switch_on(tx: Connection, receiver_id: str, now: datetime) -> None:
    on = {"state": "on", "reason": None, "failures": 0, "since": now}
    if not tx.execute(update(receivers).where(receivers.c.id == receiver_id).values(**on)).rowcount:
        raise NoSuchRow(f"no receiver {receiver_id!r} is known")


def cancel(tx: Connection, receivers_gone: Collection[str], now: datetime) -> int:
    """End what waits for receivers that are no longer declared; says how many deliveries that were."""
    if not receivers_gone:
        return 0
    theirs = select(alerts.c.id).where(alerts.c.receiver_id.in_(list(receivers_gone)))
    ended = tx.execute(
        update(deliveries)
        .where(
            deliveries.c.alert_id.in_(theirs),
            deliveries.c.state.in_((DeliveryState.DUE, DeliveryState.LEASED)),
        )
        .values(
            state=DeliveryState.CANCELLED,
            ended_at=now,
            lease_holder=None,
            lease_until=None,
            last_answer=f"not sent: {LEFT_OUT}",
        )
    )
    waiting = and_(owed.c.receiver_id.in_(list(receivers_gone)), owed.c.alert_id.is_(None))
    tx.execute(owed.delete().where(waiting))
    return ended.rowcount


def _receiver(row: Any) -> ReceiverRow:
    return ReceiverRow(
        id=row.id,
        kind=row.kind,
        on=row.state == "on",
        reason=row.reason,
        failures=row.failures,
        since=row.since,
    )
