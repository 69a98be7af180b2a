"""Taking back what has not been said yet: a change that a person rejected before its alert was made."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from storage.schema import muted, owed
from storage.upserts import chunks


def unsay(tx: Connection, change_ids: Collection[int]) -> int:
    """These changes are owed to nobody who has not been told; how many were spared. Alerts stay as sent."""
    spared = 0
    for some in chunks(sorted(change_ids)):
        waiting = owed.c.change_id.in_(some) & owed.c.alert_id.is_(None)
        spared += tx.execute(owed.delete().where(waiting)).rowcount
        tx.execute(muted.delete().where(muted.c.change_id.in_(some), muted.c.alert_id.is_(None)))
    return spared
