"""What is owed, and the messages made of it: transaction 3. What is done with them is in
`storage.deliveries` (transaction 4) and `storage.receivers`; this is the door to all three.

A change owed to a receiver is in exactly one alert. An alert is frozen together with its first delivery.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, and_, func, or_, select, true, update

from config.words import DeliveryState
from storage import corrections, events
from storage.deliveries import attempts as attempts
from storage.deliveries import deliveries as deliveries
from storage.deliveries import deliveries_in as deliveries_in
from storage.deliveries import delivery as delivery
from storage.deliveries import due as due
from storage.deliveries import expire_leases as expire_leases
from storage.deliveries import lease as lease
from storage.deliveries import new_delivery, new_round
from storage.deliveries import queue_counts as queue_counts
from storage.deliveries import record_attempt as record_attempt
from storage.errors import NoSuchRow
from storage.receivers import cancel as cancel
from storage.receivers import known as known_receiver
from storage.receivers import receiver as receiver
from storage.receivers import receiver_list as receiver_list
from storage.receivers import switch_off as switch_off
from storage.receivers import switch_on as switch_on
from storage.receivers import sync_receivers as sync_receivers
from storage.receivers import wake
from storage.records import Alert, Delivery, OwedGroup
from storage.schema import alerts as alert_rows
from storage.schema import changes as change_rows
from storage.schema import deliveries as delivery_rows
from storage.schema import owed
from storage.upserts import chunks


def ready(conn: Connection, now: datetime, *, but: str = "") -> list[OwedGroup]:
    """What is to be told together and has had its time to settle: groups whose earliest row is due.

    Without those whose occasion begins with `but`.
    """
    others = ~owed.c.occasion.startswith(but, autoescape=True) if but else true()
    due = (
        select(owed.c.receiver_id, owed.c.occasion)
        .where(owed.c.alert_id.is_(None), others)
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
    """The alert's own occasion: `run:9/1`, `run:9/2` for stragglers; others get no number at first."""
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
    if is_taken(tx, alert.receiver, alert.occasion) or not are_waiting(tx, alert.receiver, wanted):
        return None
    known_receiver(tx, alert.receiver)
    frozen = _numbered(tx, alert)
    tx.execute(alert_rows.insert().values(**_alert_row(tx, frozen)))
    for some in chunks(sorted(wanted)):
        mine = and_(owed.c.receiver_id == alert.receiver, owed.c.change_id.in_(some))
        tx.execute(update(owed).where(mine).values(alert_id=alert.id))
    new_delivery(tx, frozen.id, 1, due_at)
    return frozen


def is_taken(conn: Connection, receiver_id: str, occasion: str) -> bool:
    """Whether the receiver has its alert of this occasion."""
    taken = select(alert_rows.c.id).where(
        alert_rows.c.receiver_id == receiver_id, alert_rows.c.occasion == occasion
    )
    return conn.execute(taken).first() is not None


def are_waiting(conn: Connection, receiver_id: str, change_ids: Collection[int]) -> bool:
    """Whether each of these changes is owed to the receiver and was not told yet."""
    mine = and_(owed.c.receiver_id == receiver_id, owed.c.alert_id.is_(None))
    counts = (
        conn.execute(
            select(func.count()).select_from(owed).where(mine, owed.c.change_id.in_(some))
        ).scalar_one()
        for some in chunks(sorted(change_ids))
    )
    return sum(counts) == len(set(change_ids))


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


def resend(tx: Connection, alert_id: str, receiver_id: str | None, now: datetime) -> Delivery:
    """Send an alert once more: its next round, under the same id.

    To another receiver it goes as an alert of its own. While a round is under way, that one is made due.
    A receiver that takes nothing is asked anew: see `receivers.wake`. What has been taken back of it since
    is owed to its receiver too: see `corrections`.
    """
    known = alert(tx, alert_id)
    if receiver_id is not None and receiver_id != known.receiver:
        known = _copied(tx, known, receiver_id, now)
    wake(tx, known.receiver)
    corrections.owe(tx, [known.id], now)
    fresh = new_round(tx, known.id, now)
    if fresh is not None:
        return fresh
    under_way = deliveries(tx, known.id)[-1]
    at_once = delivery_rows.c.id == under_way.id, delivery_rows.c.state == DeliveryState.DUE
    tx.execute(update(delivery_rows).where(*at_once).values(due_at=now))
    return delivery(tx, under_way.id)


def _copied(tx: Connection, known: Alert, receiver_id: str, now: datetime) -> Alert:
    fresh_id = str(uuid4())
    body = dict(known.body)
    own: dict[str, Any] = {
        "id": fresh_id,
        "receiver": receiver_id,
        "thread": [],
    }  # it follows what this one got
    body |= {name: value for name, value in own.items() if name in body}
    occasion = next_occasion(tx, receiver_id, f"resend:{known.id}")
    copy = replace(known, id=fresh_id, receiver=receiver_id, occasion=occasion, made_at=now, body=body)
    known_receiver(tx, receiver_id)
    numbered = _numbered(tx, copy)
    tx.execute(alert_rows.insert().values(**_alert_row(tx, numbered)))
    return numbered


def alerts_of(conn: Connection, change_ids: Collection[int]) -> list[tuple[Alert, list[int]]]:
    """The messages that told any of these changes, each with which; in the order in which they were made."""
    which: dict[str, list[int]] = {}
    for some in chunks(sorted(change_ids)):
        query = select(owed.c.alert_id, owed.c.change_id).where(owed.c.change_id.in_(some))
        for row in conn.execute(query.where(owed.c.alert_id.is_not(None)).order_by(owed.c.change_id)):
            which.setdefault(row.alert_id, []).append(row.change_id)
    found = [(alert(conn, id_), ids) for id_, ids in which.items()]
    return sorted(found, key=lambda told: (told[0].made_at, told[0].id))


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
