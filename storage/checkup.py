"""The daily look at the store's file: damage is found while there is still a good backup."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from storage import facts
from storage.database import Store

CHECK_EVERY: Final = timedelta(days=1)  #: pages and rows: it reads the file once
WHOLE_EVERY: Final = timedelta(days=7)  #: and every index against its table: several times as long
CHECKED: Final = "checked at"  #: fact: ISO time of the last check
CHECKED_WHOLE: Final = "checked whole at"


def check_up(store: Store, now: datetime) -> bool:
    """Check the file if a day has passed, in a week's turn wholly; whether it was done.

    Raises StoreDamaged. It reads a snapshot, so nobody waits for it, but takes a second for some
    hundred megabytes. PostgreSQL looks after its own bytes.
    """
    if store.path is None:
        return False
    with store.read() as conn:
        checked, whole = (_time(facts.get(conn, name)) for name in (CHECKED, CHECKED_WHOLE))
    if checked is not None and now - checked < CHECK_EVERY:
        return False
    wholly = whole is None or now - whole >= WHOLE_EVERY
    store.verify(quick=not wholly)
    store.transact(facts.put, CHECKED, now.isoformat())
    if wholly:
        store.transact(facts.put, CHECKED_WHOLE, now.isoformat())
    return True


def _time(told: str | None) -> datetime | None:
    return None if told is None else datetime.fromisoformat(told)
