"""What a receiver would have been told under the configuration as it stands: nothing is sent or stored."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Final

from config.settings import Settings
from config.words import ChangeKind, Quiet
from monitor import alerts, subscriptions
from monitor.alerts import Telling
from storage import findings, mutes
from storage.records import Change, Mute

if TYPE_CHECKING:
    from sqlalchemy import Connection

PAGE: Final = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A change that the receiver would have heard of, when and why; or would have, but for a mute."""

    change: Change
    telling: Telling
    zone: str
    why: str
    mute: Mute | None = None

    @property
    def when(self) -> str:
        """`at once`, `in the digest of 2026-01-28`, `in the first summary`, `not: muted until …`."""
        if self.mute is not None:
            return f"not: muted until {subscriptions.local(self.mute.until, self.zone)[0].isoformat()}"
        if self.telling.in_digest:
            return f"in the digest of {self.digest}"
        return "in the first summary" if self.change.quiet is Quiet.BASELINE else "at once"

    @property
    def digest(self) -> str | None:
        """The day of the digest in which it stands."""
        if not self.telling.in_digest:
            return None
        return subscriptions.local(self.telling.due_at, self.zone)[0].isoformat()


def changes(
    conn: Connection,
    receiver: str,
    settings: Settings,
    *,
    since: datetime | None,
    kinds: Collection[ChangeKind] | None = None,
    places: Collection[str] | None = None,
    limit: int,
) -> list[Told]:
    """Newest first. Each change is judged as at the time when it was found."""
    silent = mutes.mutes(conn)
    zone = subscriptions.zone_of(receiver, settings)
    found: list[Told] = []
    for page in _pages(conn, since, kinds, places):
        kept = mutes.kept_from(conn, receiver, [change.id for change in page if change.id is not None])
        for change in page:
            telling = alerts.tellings(change, settings, settings.catalogue, change.at).get(receiver)
            if telling is not None:
                found.append(
                    Told(
                        change=change,
                        telling=telling,
                        zone=zone,
                        why=_why(change, telling, settings),
                        mute=kept.get(change.id or 0) or _silencing(silent, receiver, change, telling),
                    )
                )
        if len(found) >= limit:
            break
    return list(islice(found, limit))


def _pages(
    conn: Connection,
    since: datetime | None,
    kinds: Collection[ChangeKind] | None,
    places: Collection[str] | None,
) -> Iterator[Sequence[Change]]:
    before: int | None = None
    while True:
        page = findings.changes(
            conn, since=since, kinds=kinds, places=places, quiet_too=True, limit=PAGE, before=before
        )
        if page:
            yield page
        if len(page) < PAGE:
            return
        before = page[-1].id


def _silencing(silent: Sequence[Mute], receiver: str, change: Change, telling: Telling) -> Mute | None:
    """The mute that was in force when the change was found; of several, the one that lasts longest."""
    about = telling.about
    if about is None:
        return None
    held = [
        mute for mute in silent if mute.made_at <= change.at < mute.until and mute.silences(receiver, about)
    ]
    return max(held, key=lambda mute: mute.until, default=None)


def _why(change: Change, telling: Telling, settings: Settings) -> str:
    if telling.subscription is not None:
        asked = subscriptions.subscriptions(settings)[telling.subscription - 1]
        return f"subscription {telling.subscription}: {subscriptions.described(asked)}"
    if change.kind is ChangeKind.RETRACTED:
        return "it was told what is now taken back"
    return "the operator hears of what breaks"
