"""Getting each alert there: transaction 4.

Each try is leased before it and recorded after it; a delivery ends delivered, dead or cancelled.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, true, update

from config.words import DeliveryState
from storage import receivers
from storage.errors import LeaseLost, NoSuchRow
from storage.receivers import IS_WAITING, WAITING
from storage.records import Attempt, Delivery
from storage.schema import alerts as alert_rows
from storage.schema import attempts as attempt_rows
from storage.schema import deliveries as delivery_rows
from storage.schema import owed

#: whose a message is, so put that the few that wait are looked up, and not all that were ever sent to it
_WHOSE: Final = alert_rows.c.receiver_id.concat("")


def due(
    conn: Connection, now: datetime, limit: int, to: Collection[str], first_only: Collection[str] = ()
) -> list[Delivery]:
    """What is to be sent now, in turns: each receiver's first, then each one's second, …

    So one receiver with a thousand messages waiting never holds up another. A receiver's own go out in
    the order of their numbers, what is sent once more after them. Only those of the receivers `to`; of
    those in `first_only`, messages that were never tried.
    """
    turn = func.row_number().over(partition_by=alert_rows.c.receiver_id, order_by=_ORDER)
    fresh = and_(_WHOSE.in_(first_only), delivery_rows.c.attempts == 0)
    query = (
        select(delivery_rows, alert_rows.c.receiver_id, turn.label("turn"))
        .join(alert_rows, alert_rows.c.id == delivery_rows.c.alert_id)
        .where(_open(now), delivery_rows.c.due_at <= now, or_(_WHOSE.in_(to), fresh))
        .order_by("turn", delivery_rows.c.id)
        .limit(limit)
    )
    return [_delivery(row, row.receiver_id) for row in conn.execute(query)]


def probes(conn: Connection, receiver_id: str, now: datetime) -> list[Delivery]:
    """What a receiver that takes nothing is asked with, due or not: the next in line, and another.

    The other is the one that was tried least: should the first be a message that nobody could take, the
    second tells whether the receiver is well. Both by turns, so none is asked with for ever.
    """
    waiting = _joined().where(_open(now), _WHOSE.in_([receiver_id]))
    head = conn.execute(waiting.order_by(*_ORDER).limit(1)).one_or_none()
    if head is None:
        return []
    others = waiting.where(delivery_rows.c.id != head.id).order_by(delivery_rows.c.attempts, *_ORDER)
    return [_delivery(row, receiver_id) for row in (head, *conn.execute(others.limit(1)))]


#: of one receiver: in the order in which they were made, but nobody waits for what is sent once more
_ORDER: Final = (delivery_rows.c.round > 1, delivery_rows.c.id)


def _open(now: datetime) -> ColumnElement[bool]:
    """Waiting, and in nobody's hands."""
    free = or_(
        delivery_rows.c.state == DeliveryState.DUE,
        and_(delivery_rows.c.state == DeliveryState.LEASED, delivery_rows.c.lease_until < now),
    )
    return and_(IS_WAITING, free)


def lease(
    tx: Connection, delivery_id: int, holder: str, until: datetime, now: datetime, *, early: bool = False
) -> bool:
    """Take a delivery for one try; False where another took it, or it is not due (`early`: due or not)."""
    ripe = true() if early else delivery_rows.c.due_at <= now
    taken = tx.execute(
        update(delivery_rows)
        .where(delivery_rows.c.id == delivery_id, ripe, _open(now))
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
    held_until: datetime | None = None,
    ours: bool = False,
    others_follow: bool = False,
) -> Delivery:
    """Transaction 4: one try and its answer. `state` is delivered, dead, or due again at `due_at`.

    Its receiver's own state goes with it: `held_until`, the pause it asked for; `ours`, a failure that
    says nothing about it; `others_follow`, it is back: all else that waits for it is due.

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
    if found.state not in WAITING and not attempt.acknowledged:
        return _delivery(found, found.receiver_id)
    _settle(tx, found, attempt, state, due_at, now)
    receivers.record_try(
        tx,
        found.receiver_id,
        acknowledged=attempt.acknowledged,
        first=found.attempts == 0,
        ours=ours,
        held_until=held_until,
        now=now,
    )
    if others_follow:
        receivers.release(tx, found.receiver_id, now)
    return delivery(tx, attempt.delivery_id)


def _settle(
    tx: Connection,
    found: Any,
    attempt: Attempt,
    state: DeliveryState,
    due_at: datetime | None,
    now: datetime,
) -> None:
    """The delivery after a try: ended, or due again; in nobody's hands."""
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
    stale = and_(IS_WAITING, delivery_rows.c.state == DeliveryState.LEASED, delivery_rows.c.lease_until < now)
    freed = tx.execute(
        update(delivery_rows)
        .where(stale)
        .values(state=DeliveryState.DUE, lease_holder=None, lease_until=None)
    )
    return freed.rowcount


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


def new_delivery(tx: Connection, alert_id: str, round_: int, due_at: datetime) -> Delivery:
    """Due; where its receiver is switched off it waits until that is on again."""
    row = {
        "alert_id": alert_id,
        "round": round_,
        "state": DeliveryState.DUE,
        "due_at": due_at,
        "first_due_at": due_at,
        "attempts": 0,
    }
    made = tx.execute(delivery_rows.insert().values(**row).returning(delivery_rows.c.id)).scalar_one()
    return delivery(tx, made)


def new_round(tx: Connection, alert_id: str, due_at: datetime) -> Delivery | None:
    """Its next round, under the same id; None while one is under way."""
    rounds = deliveries(tx, alert_id)
    if rounds and rounds[-1].state in WAITING:
        return None
    return new_delivery(tx, alert_id, len(rounds) + 1, due_at)


def _joined() -> Any:
    return select(delivery_rows, alert_rows.c.receiver_id).join(
        alert_rows, alert_rows.c.id == delivery_rows.c.alert_id
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
