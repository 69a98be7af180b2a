"""What is owed, the messages made of it, and getting each one there: transactions 3 and 4.

A change owed to a receiver is in exactly one alert. An alert is frozen with its first delivery; each
try is leased before it and recorded after it; a delivery ends delivered, dead or cancelled.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Connection, and_, func, or_, select, update

from config.words import DeliveryState
from storage import events
from storage.errors import LeaseLost, NoSuchRow
from storage.records import Alert, Attempt, Delivery, OwedGroup, ReceiverRow
from storage.schema import alerts as alert_rows
from storage.schema import attempts as attempt_rows
from storage.schema import changes as change_rows
from storage.schema import deliveries as delivery_rows
from storage.schema import owed, receivers
from storage.upserts import chunks

LEFT_OUT: Final = "no longer in the configuration"
_WAITING: Final = (DeliveryState.DUE, DeliveryState.LEASED)


# --- what is owed, and transaction 3 --------------------------------------------------------------


def ready(conn: Connection, now: datetime) -> list[OwedGroup]:
    """What is to be told together and has had its time to settle: groups whose earliest row is due."""
    due = (
        select(owed.c.receiver_id, owed.c.occasion)
        .where(owed.c.alert_id.is_(None))
        .group_by(owed.c.receiver_id, owed.c.occasion)
        .having(func.min(owed.c.due_at) <= now)
        .subquery()
    )
    query = (
        events.selected()
        .add_columns(owed.c.receiver_id, owed.c.occasion)
        .join(owed, owed.c.change_id == change_rows.c.id)
        .join(due, and_(due.c.receiver_id == owed.c.receiver_id, due.c.occasion == owed.c.occasion))
        .where(owed.c.alert_id.is_(None))
        .order_by(change_rows.c.id)
    )
    groups: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in conn.execute(query):
        groups[(row.receiver_id, row.occasion)].append(events.change_of(row))
    return [
        OwedGroup(receiver=receiver, occasion=occasion, changes=tuple(changes))
        for (receiver, occasion), changes in groups.items()
    ]


def next_occasion(conn: Connection, receiver: str, occasion: str) -> str:
    """The alert's own occasion: `run:9/1`, `run:9/2` for stragglers; others get a number from the second on."""
    query = select(alert_rows.c.occasion).where(
        alert_rows.c.receiver_id == receiver,
        or_(
            alert_rows.c.occasion == occasion,
            alert_rows.c.occasion.startswith(f"{occasion}/", autoescape=True),
        ),
    )
    taken = [str(found).removeprefix(occasion).removeprefix("/") for found in conn.execute(query).scalars()]
    highest = max((int(part or 1) for part in taken if part.isdigit() or not part), default=0)
    if not highest and not occasion.startswith("run:"):
        return occasion
    return f"{occasion}/{highest + 1}"


def freeze(tx: Connection, alert: Alert, change_ids: Collection[int], due_at: datetime) -> Alert | None:
    """Transaction 3: the alert with its sequence number, its first delivery, and its changes no longer owed.

    None, and nothing written, where this occasion has its alert, or one of the changes was told in
    another: gather again what is owed. A `seq` in the body is filled in.
    """
    wanted = set(change_ids)
    if _occasion_taken(tx, alert.receiver, alert.occasion) or _waiting(tx, alert.receiver, wanted) != len(
        wanted
    ):
        return None
    receiver_row = receiver(tx, alert.receiver)
    if receiver_row is None:
        raise NoSuchRow(f"no receiver {alert.receiver!r} is known")
    frozen = _numbered(tx, alert)
    tx.execute(alert_rows.insert().values(**_alert_row(tx, frozen)))
    for some in chunks(sorted(wanted)):
        mine = and_(owed.c.receiver_id == alert.receiver, owed.c.change_id.in_(some))
        tx.execute(update(owed).where(mine).values(alert_id=alert.id))
    _new_delivery(tx, frozen, receiver_row, 1, due_at)
    return frozen


def _occasion_taken(conn: Connection, receiver_id: str, occasion: str) -> bool:
    taken = select(alert_rows.c.id).where(
        alert_rows.c.receiver_id == receiver_id, alert_rows.c.occasion == occasion
    )
    return conn.execute(taken).first() is not None


def _waiting(conn: Connection, receiver_id: str, change_ids: set[int]) -> int:
    mine = and_(owed.c.receiver_id == receiver_id, owed.c.alert_id.is_(None))
    counts = (
        conn.execute(
            select(func.count()).select_from(owed).where(mine, owed.c.change_id.in_(some))
        ).scalar_one()
        for some in chunks(sorted(change_ids))
    )
    return sum(counts)


def _numbered(tx: Connection, alert: Alert) -> Alert:
    """The alert as the receiver's next one. Alerts are never removed, so the numbers have no gap."""
    last = select(func.max(alert_rows.c.seq)).where(alert_rows.c.receiver_id == alert.receiver)
    seq = (tx.execute(last).scalar_one() or 0) + 1
    body = {**alert.body, "seq": seq} if "seq" in alert.body else alert.body
    return replace(alert, seq=seq, body=body)


def _alert_row(tx: Connection, alert: Alert) -> dict[str, Any]:
    known = select(alert_rows.c.id).where(alert_rows.c.id == alert.corrects)
    return {
        "id": alert.id,
        "receiver_id": alert.receiver,
        "occasion": alert.occasion,
        "made_at": alert.made_at,
        "seq": alert.seq,
        "subject": alert.subject,
        "body": dict(alert.body),
        "corrects": tx.execute(known).scalar_one_or_none() if alert.corrects else None,
    }


def _new_delivery(tx: Connection, alert: Alert, to: ReceiverRow, round_: int, due_at: datetime) -> Delivery:
    """Due; or dead from the start, and shown as such, where the receiver is switched off."""
    row = {
        "alert_id": alert.id,
        "round": round_,
        "state": DeliveryState.DUE if to.on else DeliveryState.DEAD,
        "due_at": due_at,
        "first_due_at": due_at,
        "attempts": 0,
        "ended_at": None if to.on else due_at,
        "last_answer": None if to.on else f"not sent: the receiver is off ({to.reason})",
    }
    made = tx.execute(delivery_rows.insert().values(**row).returning(delivery_rows)).one()
    return _delivery(made, alert.receiver)


# --- deliveries, and transaction 4 ----------------------------------------------------------------


def due(conn: Connection, now: datetime, limit: int) -> list[Delivery]:
    """What is to be sent now, in turns: each receiver's first, then each one's second, …

    So one receiver with a thousand messages waiting never holds up another; a receiver's own go out in
    the order of their numbers.
    """
    turn = func.row_number().over(partition_by=alert_rows.c.receiver_id, order_by=delivery_rows.c.id)
    open_ = or_(
        delivery_rows.c.state == DeliveryState.DUE,
        and_(delivery_rows.c.state == DeliveryState.LEASED, delivery_rows.c.lease_until < now),
    )
    query = (
        select(delivery_rows, alert_rows.c.receiver_id, turn.label("turn"))
        .join(alert_rows, alert_rows.c.id == delivery_rows.c.alert_id)
        .where(open_, delivery_rows.c.due_at <= now)
        .order_by("turn", delivery_rows.c.id)
        .limit(limit)
    )
    return [_delivery(row, row.receiver_id) for row in conn.execute(query)]


def lease(tx: Connection, delivery_id: int, holder: str, until: datetime, now: datetime) -> bool:
    """Take a delivery for one try; False where another took it, or it is not due."""
    open_ = or_(
        delivery_rows.c.state == DeliveryState.DUE,
        and_(delivery_rows.c.state == DeliveryState.LEASED, delivery_rows.c.lease_until < now),
    )
    taken = tx.execute(
        update(delivery_rows)
        .where(delivery_rows.c.id == delivery_id, delivery_rows.c.due_at <= now, open_)
        .values(state=DeliveryState.LEASED, lease_holder=holder, lease_until=until)
    )
    return taken.rowcount == 1


def record_attempt(
    tx: Connection,
    attempt: Attempt,
    holder: str,
    *,
    state: DeliveryState,
    due_at: datetime | None,
    now: datetime,
) -> Delivery:
    """Transaction 4: one try and its answer. `state` is delivered, dead, or due again at `due_at`.

    An acknowledgement is taken whoever holds the lease by now, since it really happened; anything else
    of a lost lease raises LeaseLost. Recorded twice it is there once.
    """
    found = tx.execute(_joined().where(delivery_rows.c.id == attempt.delivery_id)).one_or_none()
    if found is None:
        raise NoSuchRow(f"no delivery {attempt.delivery_id} is known")
    if _recorded(tx, attempt):
        return _delivery(found, found.receiver_id)
    held = found.state == DeliveryState.LEASED and found.lease_holder == holder
    if not held and not attempt.acknowledged:
        raise LeaseLost(f"delivery {attempt.delivery_id} is no longer leased by {holder}")
    _write_attempt(tx, attempt, found.attempts + 1)
    if found.state not in _WAITING and not attempt.acknowledged:
        return _delivery(found, found.receiver_id)
    again = state is DeliveryState.DUE
    tx.execute(
        update(delivery_rows)
        .where(delivery_rows.c.id == attempt.delivery_id)
        .values(
            state=state,
            attempts=found.attempts + 1,
            due_at=due_at if again and due_at is not None else found.due_at,
            lease_holder=None,
            lease_until=None,
            ended_at=None if again else now,
            last_answer=attempt.answer,
        )
    )
    failures: Any = 0 if attempt.acknowledged else receivers.c.failures + 1
    tx.execute(update(receivers).where(receivers.c.id == found.receiver_id).values(failures=failures))
    return delivery(tx, attempt.delivery_id)


def _recorded(tx: Connection, attempt: Attempt) -> bool:
    same = and_(attempt_rows.c.delivery_id == attempt.delivery_id, attempt_rows.c.at == attempt.at)
    answer = attempt_rows.c.answer == attempt.answer
    return tx.execute(select(attempt_rows.c.n).where(same, answer)).first() is not None


def _write_attempt(tx: Connection, attempt: Attempt, n: int) -> None:
    row = {
        "delivery_id": attempt.delivery_id,
        "n": n,
        "at": attempt.at,
        "ms": attempt.ms,
        "answer": attempt.answer,
        "acknowledged": attempt.acknowledged,
    }
    tx.execute(attempt_rows.insert().values(**row))


def expire_leases(tx: Connection, now: datetime) -> int:
    """Deliveries whose lease ran out are due again; says how many."""
    stale = and_(delivery_rows.c.state == DeliveryState.LEASED, delivery_rows.c.lease_until < now)
    freed = tx.execute(
        update(delivery_rows)
        .where(stale)
        .values(state=DeliveryState.DUE, lease_holder=None, lease_until=None)
    )
    return freed.rowcount


def resend(tx: Connection, alert_id: str, receiver_id: str | None, now: datetime) -> Delivery:
    """Send an alert once more: its next round, under the same id.

    To another receiver it goes as an alert of its own. While a round is under way, that one is made due.
    """
    known = alert(tx, alert_id)
    if receiver_id is not None and receiver_id != known.receiver:
        known = _copied(tx, known, receiver_id, now)
    to = receiver(tx, known.receiver)
    if to is None:
        raise NoSuchRow(f"no receiver {known.receiver!r} is known")
    rounds = deliveries(tx, known.id)
    if rounds and rounds[-1].state in _WAITING:
        at_once = delivery_rows.c.id == rounds[-1].id, delivery_rows.c.state == DeliveryState.DUE
        tx.execute(update(delivery_rows).where(*at_once).values(due_at=now))
        return delivery(tx, rounds[-1].id)
    return _new_delivery(tx, known, to, len(rounds) + 1, now)


def _copied(tx: Connection, known: Alert, receiver_id: str, now: datetime) -> Alert:
    fresh_id = str(uuid4())
    body = dict(known.body)
    body |= {name: value for name, value in (("id", fresh_id), ("receiver", receiver_id)) if name in body}
    occasion = next_occasion(tx, receiver_id, f"resend:{known.id}")
    copy = replace(known, id=fresh_id, receiver=receiver_id, occasion=occasion, made_at=now, body=body)
    if receiver(tx, receiver_id) is None:
        raise NoSuchRow(f"no receiver {receiver_id!r} is known")
    numbered = _numbered(tx, copy)
    tx.execute(alert_rows.insert().values(**_alert_row(tx, numbered)))
    return numbered


def cancel(tx: Connection, receivers_gone: Collection[str], now: datetime) -> int:
    """End what waits for receivers that are no longer declared; says how many deliveries that were."""
    if not receivers_gone:
        return 0
    theirs = select(alert_rows.c.id).where(alert_rows.c.receiver_id.in_(list(receivers_gone)))
    ended = tx.execute(
        update(delivery_rows)
        .where(delivery_rows.c.alert_id.in_(theirs), delivery_rows.c.state.in_(_WAITING))
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


# --- receivers ------------------------------------------------------------------------------------


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
    theirs = select(alert_rows.c.id).where(alert_rows.c.receiver_id == receiver_id)
    if reason != LEFT_OUT:  # those are cancelled
        tx.execute(
            update(delivery_rows)
            .where(delivery_rows.c.alert_id.in_(theirs), delivery_rows.c.state == DeliveryState.DUE)
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


def told(conn: Connection, change_ids: Collection[int]) -> dict[str, str]:
    """Receiver -> id of the newest alert in which it was told one of these changes: whom to correct."""
    query = (
        select(owed.c.receiver_id, owed.c.alert_id)
        .join(alert_rows, alert_rows.c.id == owed.c.alert_id)
        .order_by(alert_rows.c.seq)
    )
    found: dict[str, str] = {}
    for some in chunks(sorted(change_ids)):
        for row in conn.execute(query.where(owed.c.change_id.in_(some))):
            found[row.receiver_id] = row.alert_id
    return found


# --- looking --------------------------------------------------------------------------------------


def alert(conn: Connection, alert_id: str) -> Alert:
    """Raises NoSuchRow."""
    found = conn.execute(select(alert_rows).where(alert_rows.c.id == alert_id)).one_or_none()
    if found is None:
        raise NoSuchRow(f"no alert {alert_id} is known")
    return _alert(found)


def alerts(conn: Connection, receiver_id: str | None = None, limit: int = 50) -> list[Alert]:
    """Newest first, by their first delivery."""
    query = (
        select(alert_rows)
        .join(delivery_rows, and_(delivery_rows.c.alert_id == alert_rows.c.id, delivery_rows.c.round == 1))
        .order_by(delivery_rows.c.id.desc())
        .limit(limit)
    )
    if receiver_id is not None:
        query = query.where(alert_rows.c.receiver_id == receiver_id)
    return [_alert(row) for row in conn.execute(query)]


def delivery(conn: Connection, delivery_id: int) -> Delivery:
    """Raises NoSuchRow."""
    found = conn.execute(_joined().where(delivery_rows.c.id == delivery_id)).one_or_none()
    if found is None:
        raise NoSuchRow(f"no delivery {delivery_id} is known")
    return _delivery(found, found.receiver_id)


def deliveries(conn: Connection, alert_id: str) -> list[Delivery]:
    """Its rounds, in order."""
    query = _joined().where(delivery_rows.c.alert_id == alert_id).order_by(delivery_rows.c.round)
    return [_delivery(row, row.receiver_id) for row in conn.execute(query)]


def deliveries_in(conn: Connection, state: DeliveryState, limit: int = 50) -> list[Delivery]:
    """Newest first: what is dead, what waits."""
    query = _joined().where(delivery_rows.c.state == state).order_by(delivery_rows.c.id.desc()).limit(limit)
    return [_delivery(row, row.receiver_id) for row in conn.execute(query)]


def attempts(conn: Connection, delivery_id: int) -> list[Attempt]:
    query = select(attempt_rows).where(attempt_rows.c.delivery_id == delivery_id).order_by(attempt_rows.c.n)
    return [
        Attempt(
            delivery_id=row.delivery_id,
            n=row.n,
            at=row.at,
            ms=row.ms,
            answer=row.answer,
            acknowledged=row.acknowledged,
        )
        for row in conn.execute(query)
    ]


def queue_counts(conn: Connection) -> dict[str, int]:
    """Deliveries by state, and `owed`: changes that wait to be told."""
    counts = {state.value: 0 for state in DeliveryState}
    by_state = select(delivery_rows.c.state, func.count()).group_by(delivery_rows.c.state)
    counts |= {row[0]: row[1] for row in conn.execute(by_state)}
    waiting = select(func.count()).select_from(owed).where(owed.c.alert_id.is_(None))
    return counts | {"owed": conn.execute(waiting).scalar_one()}


def _joined() -> Any:
    return select(delivery_rows, alert_rows.c.receiver_id).join(
        alert_rows, alert_rows.c.id == delivery_rows.c.alert_id
    )


def _alert(row: Any) -> Alert:
    return Alert(
        id=row.id,
        receiver=row.receiver_id,
        occasion=row.occasion,
        made_at=row.made_at,
        seq=row.seq,
        subject=row.subject,
        body=row.body,
        corrects=row.corrects,
    )


def _delivery(row: Any, receiver_id: str) -> Delivery:
    return Delivery(
        id=row.id,
        alert_id=row.alert_id,
        receiver=receiver_id,
        round=row.round,
        state=DeliveryState(row.state),
        due_at=row.due_at,
        attempts=row.attempts,
        first_due_at=row.first_due_at,
        ended_at=row.ended_at,
        last_answer=row.last_answer,
    )


def _receiver(row: Any) -> ReceiverRow:
    return ReceiverRow(
        id=row.id,
        kind=row.kind,
        on=row.state == "on",
        reason=row.reason,
        failures=row.failures,
        since=row.since,
    )
