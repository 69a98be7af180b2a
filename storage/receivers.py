"""Who gets alerts, as the store knows them: on, or off with a reason; well, or failing since when."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, and_, bindparam, func, select, update

from config.words import DeliveryState
from storage.errors import NoSuchRow
from storage.records import SPELL, ReceiverRow
from storage.schema import alerts, deliveries, owed, receivers

LEFT_OUT: Final = "no longer in the configuration"
WAITING: Final = (DeliveryState.DUE, DeliveryState.LEASED)
#: as words in the statement: what is bound cannot be matched with the index of what waits
IS_WAITING: Final = deliveries.c.state.in_(
    bindparam("waiting", WAITING, expanding=True, literal_execute=True)
)
_WELL: Final[Mapping[str, Any]] = {
    "failures": 0,
    "first_failures": 0,
    "failing_since": None,
    "tried_at": None,
    "held_until": None,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Departed:
    """A receiver that left the configuration with something still to tell it."""

    id: str
    cancelled: int  #: messages
    unsaid: int  #: changes that no message was made of yet


# --- which there are ------------------------------------------------------------------------------


def sync_receivers(
    tx: Connection,
    declared: Mapping[str, str],
    now: datetime,
    *,
    addresses: Mapping[str, str] | None = None,
) -> list[Departed]:
    """Take over the declared receivers (id -> kind); what waits for one that left is cancelled, and told.

    One that was switched off stays off until its address changes, by kind or by `addresses`
    (id -> address, kept as a hash only).
    """
    known = {row.id: row for row in tx.execute(select(receivers))}
    for id_, kind in declared.items():
        address = (addresses or {}).get(id_)
        hashed = hashlib.sha256(f"{kind} {address}".encode()).hexdigest() if address is not None else ""
        row = {"kind": kind, "address_hash": hashed}
        if id_ not in known:
            on = {"state": "on", "reason": None, "since": now}
            tx.execute(receivers.insert().values(id=id_, **row, **on, **_WELL))
        elif _deserves_another_chance(known[id_], kind, hashed):
            tx.execute(update(receivers).where(receivers.c.id == id_).values(**row))
            switch_on(tx, id_, now)
        elif known[id_].address_hash != hashed and hashed:
            tx.execute(update(receivers).where(receivers.c.id == id_).values(**row))
    gone = [id_ for id_ in known if id_ not in declared]
    for id_ in gone:
        if known[id_].state == "on":
            switch_off(tx, id_, LEFT_OUT, now)
    return cancel(tx, gone, now)


def _deserves_another_chance(known: Any, kind: str, hashed: str) -> bool:
    """Whether it is another one by now: nothing that was learnt of the old address holds."""
    other_address = hashed and known.address_hash and known.address_hash != hashed
    return bool(known.reason == LEFT_OUT or known.kind != kind or other_address)


def receiver(conn: Connection, receiver_id: str) -> ReceiverRow | None:
    found = conn.execute(select(receivers).where(receivers.c.id == receiver_id)).one_or_none()
    return None if found is None else _receiver(found)


def known(conn: Connection, receiver_id: str) -> ReceiverRow:
    """Raises NoSuchRow."""
    row = receiver(conn, receiver_id)
    if row is None:
        raise NoSuchRow(f"no receiver {receiver_id!r} is known")
    return row


def receiver_list(conn: Connection) -> list[ReceiverRow]:
    return [_receiver(row) for row in conn.execute(select(receivers).order_by(receivers.c.id))]


def waiting(conn: Connection) -> dict[str, int]:
    """How many deliveries wait, by receiver; those without any are left out."""
    return _counted(conn, IS_WAITING)


def dead(conn: Connection) -> dict[str, int]:
    """How many messages are dead and were not sent again, by receiver."""
    later = deliveries.alias("later")
    again = select(later.c.id).where(
        later.c.alert_id == deliveries.c.alert_id, later.c.round > deliveries.c.round
    )
    return _counted(conn, and_(deliveries.c.state == DeliveryState.DEAD, ~again.exists()))


def _counted(conn: Connection, which: Any) -> dict[str, int]:
    query = (
        select(alerts.c.receiver_id, func.count())
        .join(deliveries, deliveries.c.alert_id == alerts.c.id)
        .where(which)
        .group_by(alerts.c.receiver_id)
    )
    return {row[0]: row[1] for row in conn.execute(query)}


# --- how they fare --------------------------------------------------------------------------------


def record_try(
    tx: Connection,
    receiver_id: str,
    *,
    acknowledged: bool,
    first: bool,
    ours: bool,
    held_until: datetime | None,
    now: datetime,
) -> None:
    """One try at a message, `first` or not. `ours`: its failure says nothing about the receiver."""
    mine = receivers.c.id == receiver_id
    if acknowledged:
        tx.execute(update(receivers).where(mine).values(**{**_WELL, "tried_at": now, "taken_at": now}))
        return
    row = tx.execute(select(receivers).where(mine)).one()
    spell = row.failing_since
    if spell is None or (row.tried_at is not None and now - row.tried_at > SPELL):
        spell = now
    tx.execute(
        update(receivers)
        .where(mine)
        .values(
            failures=receivers.c.failures + 1,
            first_failures=receivers.c.first_failures + int(first),
            failing_since=None if ours else spell,
            tried_at=now,
            held_until=held_until,
        )
    )


def switch_off(tx: Connection, receiver_id: str, reason: str, now: datetime) -> bool:
    """Send nothing more to it. What waits for it is kept until it is on again; whether it was on."""
    mine = and_(receivers.c.id == receiver_id, receivers.c.state == "on")
    off = tx.execute(update(receivers).where(mine).values(state="off", reason=reason, since=now))
    return off.rowcount == 1


def switch_on(tx: Connection, receiver_id: str, now: datetime) -> None:
    """Send to it again, beginning with what waits for it."""
    mine = receivers.c.id == receiver_id
    on = {"state": "on", "reason": None, **_WELL}
    since = {"since": now} if tx.execute(select(receivers.c.state).where(mine)).scalar() != "on" else {}
    if not tx.execute(update(receivers).where(mine).values(**on, **since)).rowcount:
        raise NoSuchRow(f"no receiver {receiver_id!r} is known")
    _hurry(tx, receiver_id, due_at=now, first_due_at=now)  # with all the time that a message has


def wake(tx: Connection, receiver_id: str) -> None:
    """A person wants to know now whether it is back: it is asked at the next round, whatever its gap."""
    tx.execute(update(receivers).where(receivers.c.id == receiver_id).values(tried_at=None, held_until=None))


def release(tx: Connection, receiver_id: str, now: datetime) -> None:
    """It is back: all that waits for it is due now."""
    _hurry(tx, receiver_id, due_at=now)


def _hurry(tx: Connection, receiver_id: str, **times: datetime) -> None:
    theirs = select(alerts.c.id).where(alerts.c.receiver_id == receiver_id)
    waiting = and_(IS_WAITING, deliveries.c.state == DeliveryState.DUE, deliveries.c.alert_id.in_(theirs))
    tx.execute(update(deliveries).where(waiting).values(**times))


def cancel(tx: Connection, receivers_gone: Collection[str], now: datetime) -> list[Departed]:
    """End what waits for receivers that are no longer declared; those for which anything did."""
    return [departed for id_ in receivers_gone if (departed := _cancel(tx, id_, now)) is not None]


def _cancel(tx: Connection, receiver_id: str, now: datetime) -> Departed | None:
    theirs = select(alerts.c.id).where(alerts.c.receiver_id == receiver_id)
    ended = tx.execute(
        update(deliveries)
        .where(deliveries.c.alert_id.in_(theirs), IS_WAITING)
        .values(
            state=DeliveryState.CANCELLED,
            ended_at=now,
            lease_holder=None,
            lease_until=None,
            last_answer=f"not sent: {LEFT_OUT}",
        )
    )
    unsaid = tx.execute(owed.delete().where(owed.c.receiver_id == receiver_id, owed.c.alert_id.is_(None)))
    if not ended.rowcount and not unsaid.rowcount:
        return None
    return Departed(id=receiver_id, cancelled=ended.rowcount, unsaid=unsaid.rowcount)


def _receiver(row: Any) -> ReceiverRow:
    return ReceiverRow(
        id=row.id,
        kind=row.kind,
        on=row.state == "on",
        reason=row.reason,
        failures=row.failures,
        since=row.since,
        first_failures=row.first_failures,
        failing_since=row.failing_since,
        tried_at=row.tried_at,
        taken_at=row.taken_at,
        held_until=row.held_until,
    )
