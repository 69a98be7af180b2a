"""Messages and their deliveries, as the `alerts` commands find them, tell them and have them sent."""

from __future__ import annotations

import asyncio
import os
import time
from typing import TYPE_CHECKING

from monitor.cli import desk
from monitor.cli.desk import Desk
from monitor.errors import UnknownId

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from storage.database import Store
    from storage.records import Alert, Attempt, Delivery, ReceiverRow

RECENT = 1000  #: alerts among which a shortened id is looked for
LOG_LEVEL = 40  #: errors only: what was sent is the result of the command
PATIENCE_S = 30.0  #: for the daemon to send what was asked of it


def alert_of(conn: Connection, wanted: str) -> Alert:
    """The message with this id, or the one whose id begins so."""
    from storage import outbox
    from storage.errors import NoSuchRow

    try:
        return outbox.alert(conn, wanted)
    except NoSuchRow:
        recent = outbox.alerts(conn, None, RECENT)
    begin = [alert for alert in recent if len(wanted) >= 4 and alert.id.startswith(wanted)]
    if len(begin) == 1:
        return begin[0]
    near = [alert.id for alert in begin[:3]] if begin else None
    raise UnknownId("alert", wanted, [alert.id for alert in recent], near=near)


def known_receiver(conn: Connection, opened: Desk, receiver: str) -> ReceiverRow:
    """Raises UnknownId for a receiver that the store has never had."""
    from monitor import subscriptions
    from storage import outbox

    row = outbox.receiver(conn, receiver)
    if row is None:
        known = {row.id for row in outbox.receiver_list(conn)} | set(subscriptions.receivers(opened.settings))
        raise UnknownId("receiver", receiver, known - {receiver})
    return row


def configured_receiver(conn: Connection, opened: Desk, receiver: str) -> ReceiverRow:
    """One that something can be sent to. Raises UnknownId, or Refused for one that left."""
    from monitor import subscriptions
    from monitor.errors import Refused

    row = known_receiver(conn, opened, receiver)
    if receiver not in subscriptions.receivers(opened.settings):
        raise Refused(f"receiver {receiver} is not in the configuration any more; put it back first")
    return row


def sent_ourselves(opened: Desk, store: Store, done: Callable[[], bool]) -> None:
    """Without a daemon, send what is due until `done`, or until nothing goes out any more."""
    from monitor.deliver import dispatcher
    from storage import leases

    holder = f"alerts, process {os.getpid()}"
    while leases.owner_alive(store) is None and not done():
        if not asyncio.run(dispatcher.dispatch_due(store, opened.settings, desk.clock, holder)):
            return


def awaited(opened: Desk, store: Store, delivery: Delivery) -> Delivery:
    """The delivery after its try: by the daemon that owns the store, else by us."""
    from storage import leases, outbox

    def now() -> Delivery:
        with store.read() as conn:
            return outbox.delivery(conn, delivery.id)

    def tried() -> bool:
        found = now()
        return found.attempts > delivery.attempts or found.state.value not in ("due", "leased")

    sent_ourselves(opened, store, tried)
    until = time.monotonic() + PATIENCE_S
    while not tried() and leases.owner_alive(store) is not None and time.monotonic() < until:
        time.sleep(0.2)
    return now()


# --- as they are told -----------------------------------------------------------------------------


def told_alert(alert: Alert, rounds: Sequence[Delivery]) -> dict[str, object]:
    return {
        "id": alert.id,
        "made_at": alert.made_at,
        "receiver": alert.receiver,
        "occasion": alert.occasion,
        "seq": alert.seq,
        "subject": alert.subject,
        "corrects": alert.corrects,
        "deliveries": [told_delivery(each) for each in rounds],
    }


def told_delivery(delivery: Delivery) -> dict[str, object]:
    return {
        "id": delivery.id,
        "alert": delivery.alert_id,
        "receiver": delivery.receiver,
        "round": delivery.round,
        "state": delivery.state.value,
        "tries": delivery.attempts,
        "due_at": delivery.due_at,
        "ended_at": delivery.ended_at,
        "last_answer": delivery.last_answer,
    }


def told_try(attempt: Attempt, delivery: Delivery) -> dict[str, object]:
    return {
        "round": delivery.round,
        "n": attempt.n,
        "at": attempt.at,
        "ms": attempt.ms,
        "answer": attempt.answer,
        "acknowledged": attempt.acknowledged,
    }
