"""What is owed to whom when something changed, and the message made of it. Pure.

`Change.more` may carry, by kind (all of it optional): `place` (id) and `carries_figure` for documents;
`grown`, `again`, `confirmed_by` for new; `reason`, `failures` for failing; `period`, `due_on`, `usual`,
`perhaps`, `cannot_tell`, `failing` for duties; `counts`, `movements` for data releases; `receivers`,
`alerts`, `by`, `note`, `right_value` for retracted; `sentence_before`, `sentence_after`, `note` for edited.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from config.catalogue import Catalogue
from config.settings import Digest, Settings, Subscription
from config.words import OPERATOR_KINDS, ChangeKind, Quiet
from monitor import subscriptions
from monitor.messages import AlertContext, make, notice
from storage.records import Change, Owed

__all__ = ["AlertContext", "make", "notice", "owed"]

#: baselines of sources that finish within this span share one summary
BASELINE_SPAN: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, order=True)
class _Slot:
    """When a receiver is told, and together with what."""

    due_at: datetime
    occasion: str


def owed(change: Change, settings: Settings, catalogue: Catalogue, now: datetime) -> tuple[Owed, ...]:
    """Whom `change` is owed to: each receiver once, at the earliest of what its subscriptions ask for.

    Told at once, changes of one run are told together, after they have had time to settle. What only
    a newer reader saw is owed to nobody; a correction of ours to exactly those who got the mistake.
    """
    if change.quiet is Quiet.REREAD:
        return ()
    if change.kind is ChangeKind.RETRACTED:
        slots = dict(_corrections(change, settings, now))
    else:
        slots = _earliest(_readers(change, settings, catalogue, now))
        slots = {**dict(_operator(change, settings, now, told=bool(slots))), **slots}
    return tuple(
        Owed(receiver=receiver, change_key=change.key, due_at=slot.due_at, occasion=slot.occasion)
        for receiver, slot in sorted(slots.items())
    )


def _earliest(offers: Iterator[tuple[str, _Slot]]) -> dict[str, _Slot]:
    slots: dict[str, _Slot] = {}
    for receiver, slot in offers:
        slots[receiver] = min(slot, slots.get(receiver, slot))
    return slots


def _readers(
    change: Change, settings: Settings, catalogue: Catalogue, now: datetime
) -> Iterator[tuple[str, _Slot]]:
    if _operator_only(change):
        return
    for subscription in subscriptions.subscriptions(settings):
        if not subscriptions.wants(subscription, change, settings, catalogue):
            continue
        for receiver in subscription.to:
            slot = _slot(change, subscription, receiver, settings, now)
            if slot is not None:
                yield receiver, slot


def _operator_only(change: Change) -> bool:
    return change.kind is ChangeKind.OVERDUE and bool(change.more.get("cannot_tell"))


def _slot(
    change: Change, subscription: Subscription, receiver: str, settings: Settings, now: datetime
) -> _Slot | None:
    if subscription.quiet_too or change.quiet is Quiet.NO:
        if subscription.when is None:
            return _at_once(change, settings, now)
        return _in_digest(subscription.when, receiver, settings, now)
    if change.quiet is Quiet.BASELINE:
        return _in_summary(receiver, settings, now)
    if change.quiet is Quiet.DIGEST and subscription.when is not None:
        return _in_digest(subscription.when, receiver, settings, now)
    return None


def _at_once(change: Change, settings: Settings, now: datetime) -> _Slot:
    return _Slot(now + settings.daemon.settle, f"run:{change.run_id}")


def _in_digest(digest: Digest, receiver: str, settings: Settings, now: datetime) -> _Slot:
    due, day = subscriptions.next_digest(digest, subscriptions.zone_of(receiver, settings), now)
    return _Slot(due, f"digest:{day.isoformat()}")


def _in_summary(receiver: str, settings: Settings, now: datetime) -> _Slot:
    due = now + BASELINE_SPAN
    day, _ = subscriptions.local(due, subscriptions.zone_of(receiver, settings))
    return _Slot(due, f"baseline:{day.isoformat()}")


def _operator(
    change: Change, settings: Settings, now: datetime, *, told: bool
) -> Iterator[tuple[str, _Slot]]:
    """What breaks goes to the operator: failures together by the hour, lesser things once a day."""
    receiver = subscriptions.operator(settings)
    zone = subscriptions.zone_of(receiver, settings)
    if change.kind in (ChangeKind.FAILING, ChangeKind.RECOVERED) or _operator_only(change):
        due = now + settings.daemon.settle
        day, hour = subscriptions.local(due, zone)
        yield receiver, _Slot(due, f"operator:{day.isoformat()}T{hour:02}")
    elif change.kind in OPERATOR_KINDS and not told and change.quiet in (Quiet.NO, Quiet.DIGEST):
        due, day = subscriptions.next_digest(subscriptions.OPERATOR_DIGEST, zone, now)
        yield receiver, _Slot(due, f"operator:{day.isoformat()}")


def _corrections(change: Change, settings: Settings, now: datetime) -> Iterator[tuple[str, _Slot]]:
    got = change.more.get("receivers")
    alerts = change.more.get("alerts")
    for receiver in got if isinstance(got, list) else ():
        if isinstance(receiver, str) and receiver in subscriptions.receivers(settings):
            alert = alerts.get(receiver) if isinstance(alerts, dict) else None
            yield receiver, _Slot(now, f"correction:{alert}" if alert else f"run:{change.run_id}")
