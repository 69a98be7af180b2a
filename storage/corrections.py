"""Corrections that follow a message which is sent once more: what it tells may have been taken back since."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from config.words import ChangeKind
from storage.heard import named_in
from storage.records import Json
from storage.schema import alerts, changes, owed
from storage.upserts import chunks

#: in `Change.more` of a retraction: ids of the changes that it takes back
TAKES_BACK: Final = "takes_back"


def owe(tx: Connection, alert_ids: Collection[str], now: datetime) -> int:
    """The receivers of these messages are owed every retraction of what they tell, once; how many are new.

    One that was corrected at the time has it already. So only they are meant who heard nothing then: a
    receiver that gets the message for the first time now, or one that it had never reached.
    """
    retractions = _retractions(tx)
    if not retractions:
        return 0
    fresh = 0
    for some in chunks(sorted(alert_ids)):
        query = select(alerts.c.id, alerts.c.receiver_id, alerts.c.body).where(alerts.c.id.in_(some))
        for row in tx.execute(query).all():
            told = named_in(row.body)
            wanted = {change for change, back in retractions.items() if not told.isdisjoint(back)}
            for change in sorted(wanted - _owed(tx, row.receiver_id, wanted)):
                values = {"receiver_id": row.receiver_id, "change_id": change, "due_at": now}
                tx.execute(owed.insert().values(occasion=f"correction:{row.id}", **values))
                fresh += 1
    return fresh


def _retractions(conn: Connection) -> Mapping[int, frozenset[int]]:
    """Each retraction, with what it takes back. People make them, so that they are few."""
    query = select(changes.c.id, changes.c.more).where(changes.c.kind == ChangeKind.RETRACTED)
    return {row.id: frozenset(_ids(row.more.get(TAKES_BACK))) for row in conn.execute(query)}


def _ids(found: Json) -> list[int]:
    return [id_ for id_ in found if isinstance(id_, int)] if isinstance(found, list) else []


def _owed(conn: Connection, receiver_id: str, wanted: Collection[int]) -> set[int]:
    mine = owed.c.receiver_id == receiver_id, owed.c.change_id.in_(sorted(wanted))
    return set(conn.execute(select(owed.c.change_id).where(*mine)).scalars())
