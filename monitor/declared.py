"""What the configuration declares, told to the store: sources, receivers, what was taken out."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from config.catalogue import SourceEntry
from config.settings import Settings
from monitor import subscriptions
from storage.records import DeclaredSource

if TYPE_CHECKING:
    from storage.database import Store


def fingerprint(source: SourceEntry) -> str:
    """A short hash of what a source is, so that the store sees a changed one. Its token is left out."""
    facts = (source.kind, source.address, source.place, source.publisher, source.official, source.every)
    rest = (source.words, source.rolling, source.routine, source.select, source.pattern)
    return hashlib.sha256(repr((facts, rest)).encode()).hexdigest()[:16]


def declare(store: Store, settings: Settings, now: datetime) -> None:
    """Bring the store's sources and receivers in line with the configuration.

    A source that left is retired, with its history; deliveries to a receiver that left are cancelled, and
    the operator hears of it.
    Called again with the same configuration it changes nothing.
    """
    from storage import receivers, sources

    declared = [
        DeclaredSource(
            id=source.id, config_hash=fingerprint(source), formerly=source.formerly, every=source.every
        )
        for source in settings.sources.values()
    ]
    known = subscriptions.receivers(settings)
    store.transact(sources.sync, declared, now)
    departed = store.transact(
        receivers.sync_receivers,
        {receiver.id: receiver.kind.value for receiver in known.values()},
        now,
        addresses={receiver.id: receiver.address for receiver in known.values()},
    )
    if departed:
        from monitor.deliver.notices import Notices

        Notices(store, settings).left(departed, now)
