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
from monitor import digests, subscriptions
from monitor.messages import AlertContext, make, notice
from storage.records import Change, Owed, Series

__all__ = ["AlertContext", "Telling", "make", "notice", "owed", "tellings"]

#: baselines of sources that finish within this span share one summary
BASELINE_SPAN: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, order=True)
class _Slot:
    """When a receiver is told, and together with what."""

    due_at: datetime
    occasion: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """That a receiver is to be told of a change, when, and why."""

    slot: _Slot
    subscription: int | None = None  #: which one asked for it, from 1; None: it comes without being asked for
    about: Series | None = None  #: what has to be muted for it not to be told

    @property
    def due_at(self) -> datetime:
        return self.slot.due_at

    @property
    def in_digest(self) -> bool:
        return digests.is_digest(self.slot.occasion)


def owed(change: Change, settings: Settings, catalogue: Catalogue, now: datetime) -> tuple[Owed, ...]:
    """Whom `change` is owed to: each receiver once, at the earliest of what its subscriptions ask for.

    Told at once, changes of one run are told together, after they have had time to settle. What only
    a newer reader saw is owed to nobody; a correction of ours to exactly those who got the mistake.
    """
    return tuple(
        Owed(
            receiver=receiver,
            change_key=change.key,
            due_at=telling.due_at,
            occasion=telling.slot.occasion,
            about=telling.about,
        )
        for receiver, telling in sorted(tellings(change, settings, catalogue, now).items(), key=_receiver)
    )


def _receiver(item: tuple[str, Telling]) -> str:
    return item[0]


def tellings(change: Change, settings: Settings, catalogue: Catalogue, now: datetime) -> dict[str, Telling]:
    """Receiver -> when and why it is told of the change; nobody else is."""
    if change.quiet is Quiet.REREAD:
        return {}
    if change.kind is ChangeKind.RETRACTED:
        return {to: Telling(slot=slot) for to, slot in _corrections(change, settings, now)}
    readers = _earliest(_readers(change, settings, catalogue, now))
    operator = {to: Telling(slot=slot) for to, slot in _operator(change, settings, now, told=bool(readers))}
    return {**operator, **readers}


def _earliest(offers: Iterator[tuple[str, Telling]]) -> dict[str, Telling]:
    found: dict[str, Telling] = {}
    for receiver, offer in offers:
        known = found.get(receiver)
        if known is None or _sooner(offer) < _sooner(known):
            found[receiver] = offer
    return found


def _sooner(offer: Telling) -> tuple[bool, _Slot]:
    """At once comes before a digest, also where the digest's hour is only minutes away."""
    return offer.in_digest, offer.slot


def _readers(
    change: Change, settings: Settings, catalogue: Catalogue, now: datetime
) -> Iterator[tuple[str, Telling]]:
    if _operator_only(change):
        return
    about = subscriptions.series_of(change, settings, catalogue)
    for number, subscription in enumerate(subscriptions.subscriptions(settings), 1):
        if not subscriptions.wants(subscription, change, settings, catalogue):
            continue
        for receiver in subscription.to:
            slot = _slot(change, subscription, receiver, settings, now)
            if slot is not None:
                yield receiver, Telling(slot=slot, subscription=number, about=about)


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
    due, _ = digests.next_digest(digest, subscriptions.zone_of(receiver, settings), now)
    return _Slot(due, digests.occasion(digest))


def _in_summary(receiver: str, settings: Settings, now: datetime) -> _Slot:
    due = now + BASELINE_SPAN
    day, _ = subscriptions.local(due, subscriptions.zone_of(receiver, settings))
    return _Slot(due, f"baseline:{day.isoformat()}")


def _operator(
    change: Change, settings: Settings, now: datetime, *, told: bool
) -> Iterator[tuple[str, _Slot]]:
    """What breaks goes to the operator: failures together by the hour, lesser things in its digest."""
    receiver = subscriptions.operator(settings)
    zone = subscriptions.zone_of(receiver, settings)
    if change.kind in (ChangeKind.FAILING, ChangeKind.RECOVERED) or _operator_only(change):
        due = now + settings.daemon.settle
        day, hour = subscriptions.local(due, zone)
        yield receiver, _Slot(due, f"operator:{day.isoformat()}T{hour:02}")
    elif change.kind in OPERATOR_KINDS and not told and change.quiet in (Quiet.NO, Quiet.DIGEST):
        own = subscriptions.rhythms(receiver, settings) or (digests.OPERATOR_DIGEST,)
        due = min(digests.next_digest(digest, zone, now)[0] for digest in own)
        yield receiver, _Slot(due, digests.FOR_OPERATOR)


def _corrections(change: Change, settings: Settings, now: datetime) -> Iterator[tuple[str, _Slot]]:
    got = change.more.get("receivers")
    alerts = change.more.get("alerts")
    for receiver in got if isinstance(got, list) else ():
        if isinstance(receiver, str) and receiver in subscriptions.receivers(settings):
            alert = alerts.get(receiver) if isinstance(alerts, dict) else None
            yield receiver, _Slot(now, f"correction:{alert}" if alert else f"run:{change.run_id}")
