"""From what is owed to frozen alerts, each with a delivery: transaction 3.

It may be called at any time and twice: an occasion gives one alert.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import structlog

from config.settings import Settings
from config.words import SourceState
from monitor import digests, log, messages, subscriptions
from monitor.alerts import BASELINE_SPAN
from monitor.deliver import digesting, gathering
from monitor.messages import AlertContext
from storage import documents, outbox, sources, threads
from storage.database import Store
from storage.records import Alert, Change, OwedGroup

if TYPE_CHECKING:
    from sqlalchemy import Connection

Clock = Callable[[], datetime]

CHUNK: Final = messages.MAX_ENTRIES  #: changes of one message; more make a further one


def gather(
    store: Store,
    settings: Settings,
    clock: Clock,
    *,
    at_once: bool = False,
    awake_since: datetime | None = None,
) -> list[Alert]:
    """Freeze what is owed and due, and the digests whose hour has come. The new alerts.

    `at_once`: also what only waits to settle. `awake_since`: when the daemon started; digests that were
    missed before wait a little for a first look at the sources.
    """
    now = clock()
    known = subscriptions.receivers(settings)
    made = []
    for group in _groups(store, settings, now, at_once=at_once):
        if group.receiver not in known:
            continue
        for start in range(0, len(group.changes), CHUNK):
            chunk = group.changes[start : start + CHUNK]
            made.append(_freeze(store, settings, now, group.receiver, group.occasion, chunk))
    made += digesting.make(store, settings, now, patient=not at_once, awake_since=awake_since)
    alerts = [alert for alert in made if alert is not None]
    for alert in alerts:
        _log().info(
            "alert.made",
            receiver=alert.receiver,
            alert=alert.id,
            occasion=alert.occasion,
            subject=alert.subject,
        )
    return alerts


def _groups(store: Store, settings: Settings, now: datetime, *, at_once: bool) -> list[OwedGroup]:
    """What is told together and due, beside what waits for a digest."""
    with store.read() as conn:
        groups = outbox.ready(conn, now, but=digests.PREFIX)
        if not at_once and not _baselines_over(conn):
            return groups
        told = {(group.receiver, group.occasion) for group in groups}
        settled = now + max(BASELINE_SPAN, settings.daemon.settle)
        early = [
            group
            for group in outbox.ready(conn, settled, but=digests.PREFIX)
            if (group.receiver, group.occasion) not in told
        ]
    groups += [group for group in early if at_once or group.occasion.startswith("baseline:")]
    return groups


def _baselines_over(conn: Connection) -> bool:
    """Whether every source that answers has been read once, and all that came of it was compared.

    Then the one summary need not wait out the span in which late sources may still join it.
    """
    active = [row for row in sources.rows(conn) if row.state is SourceState.ACTIVE]
    waiting = any(row.baseline_run is None and not row.failures for row in active)
    return not waiting and not documents.pending(conn, 1)


def _freeze(
    store: Store, settings: Settings, now: datetime, receiver: str, occasion: str, changes: Sequence[Change]
) -> Alert | None:
    """One alert and its delivery, or None where this occasion was told already."""
    context = gathering.context(store, changes, settings, now)
    lead = messages.leading(occasion, changes, context)
    with store.read() as conn:
        free = outbox.next_occasion(conn, receiver, occasion)
        thread = threads.earlier(conn, receiver, lead) if lead is not None else []
    alert = messages.make(receiver, free, changes, replace(context, thread=thread))
    ids = [change.id for change in changes if change.id is not None]
    return store.transact(outbox.freeze, alert, ids, now)


def _log() -> structlog.stdlib.BoundLogger:
    return log.logger("deliver")


def bare(settings: Settings, now: datetime) -> AlertContext:
    return AlertContext(names=gathering.names(settings), made_at=now, new_id=lambda: str(uuid4()))
