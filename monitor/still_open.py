"""What still stands open for a receiver: disputes that are not settled, reports that were not seen yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from config.settings import Settings, Subscription
from config.words import DisputeState
from monitor import claims, duty_telling, subscriptions
from monitor.filing import State
from storage import digests, duties, mutes
from storage.records import Change, Dispute, Ledger, Mute

if TYPE_CHECKING:
    from sqlalchemy import Connection

MOST: Final = 100  #: disputes looked at, newest first
SHOWN: Final = 20  #: lines in one digest


def look(
    conn: Connection, receiver: str, settings: Settings, now: datetime, told: Collection[str] = ()
) -> tuple[Change, ...]:
    """The changes by which all of that was told, with the numbers as they are now; not those of `told`."""
    asked = [each for each in subscriptions.subscriptions(settings) if receiver in each.to]
    silent = mutes.mutes(conn, now)
    found = (
        change
        for change in (*_disputes(conn), *_overdue(conn, settings))
        if change.key not in told
        and any(_wants(each, change, settings) for each in asked)
        and not _silenced(receiver, change, silent, settings)
    )
    return tuple(change for _, change in zip(range(SHOWN), found, strict=False))


def _wants(subscription: Subscription, change: Change, settings: Settings) -> bool:
    return subscriptions.wants(subscription, change, settings, settings.catalogue)


def _silenced(receiver: str, change: Change, silent: Collection[Mute], settings: Settings) -> bool:
    about = subscriptions.series_of(change, settings, settings.catalogue)
    return about is not None and any(mute.silences(receiver, about) for mute in silent)


def _disputes(conn: Connection) -> Iterator[Change]:
    """Those that were announced; who took a side later joined in silence."""
    book = digests.open_disputes(conn, MOST)
    announced = [
        each for each in book.disputes.values() if each.state is DisputeState.OPEN and each.change_key
    ]
    known = digests.by_key(conn, [each.change_key for each in announced if each.change_key])
    for dispute in sorted(announced, key=_opened, reverse=True):
        change = known.get(dispute.change_key or "")
        if change is not None:
            yield _as_it_stands(change, dispute, book)


def _opened(dispute: Dispute) -> tuple[datetime, str]:
    return dispute.opened_at, dispute.change_key or ""


def _as_it_stands(change: Change, dispute: Dispute, book: Ledger) -> Change:
    """Both sides may have moved since, and are apart still."""
    parties = {dispute.party_a, dispute.party_b}
    after = change.after.party if change.after else dispute.party_a
    if after not in parties:
        return change
    (before,) = parties - {after}
    first, other = (book.claims.get((dispute.point, party)) for party in (after, before))
    if first is None or other is None:
        return change
    return replace(
        change,
        after=claims.side(after, first.now, first),
        before=claims.side(before, other.now, other),
    )


def _overdue(conn: Connection, settings: Settings) -> Iterator[Change]:
    late = [period for period in duties.periods(conn, open_only=True) if period.state == State.OVERDUE]
    keys = [
        duty_telling.overdue_key(each.duty_id, each.period)
        for each in late
        if each.duty_id in settings.duties
    ]
    known = digests.by_key(conn, keys)
    yield from (known[key] for key in keys if key in known)
