"""What receivers do not want to hear of for a while, and what was kept from them meanwhile.

A change that is muted is not owed: it is written down here instead, and the receiver is told once how
many there were when the mute is over.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from storage.errors import NoSuchRow
from storage.records import Mute, MuteEnd, Owed
from storage.schema import changes, muted
from storage.schema import mutes as rows
from storage.upserts import chunks, insert


def mute(tx: Connection, wanted: Mute) -> Mute:
    """Do not tell of this until then. Holds from the next change on that becomes owed."""
    values = {
        "place_id": wanted.place,
        "agency_id": wanted.agency,
        "metric": wanted.metric,
        "receiver_id": wanted.receiver,
        "made_at": wanted.made_at,
        "until": wanted.until,
        "by": wanted.by,
        "note": wanted.note,
    }
    return _mute(tx.execute(rows.insert().values(**values).returning(rows)).one())


def unmute(tx: Connection, mute_id: int, now: datetime) -> Mute:
    """End a mute; one that has ended stays as it was. Raises NoSuchRow."""
    tx.execute(update(rows).where(rows.c.id == mute_id, rows.c.until > now).values(until=now))
    found = tx.execute(select(rows).where(rows.c.id == mute_id)).one_or_none()
    if found is None:
        raise NoSuchRow(f"no mute {mute_id} is known")
    return _mute(found)


def mutes(conn: Connection, at: datetime | None = None) -> list[Mute]:
    """Newest first; with `at` only those in force then."""
    query = select(rows).order_by(rows.c.id.desc())
    if at is not None:
        query = query.where(rows.c.made_at <= at, rows.c.until > at)
    return [_mute(row) for row in conn.execute(query)]


def kept_back(tx: Connection, owed: Sequence[Owed], now: datetime) -> dict[tuple[str, str], int]:
    """(receiver, change key) -> the mute that holds it back: of several, the one that lasts longest."""
    mutable = [each for each in owed if each.about is not None]
    active = sorted(mutes(tx, now), key=lambda each: each.until) if mutable else []
    return {
        (each.receiver, each.change_key): mute.id
        for each in mutable
        for mute in active
        if mute.id is not None and each.about is not None and mute.silences(each.receiver, each.about)
    }


def keep(tx: Connection, held: Mapping[tuple[str, int], int]) -> None:
    """Write down what is not told: (receiver, change id) -> mute."""
    if held:
        values = [{"receiver_id": to, "change_id": id_, "mute_id": by} for (to, id_), by in held.items()]
        keys = ["receiver_id", "change_id"]
        tx.execute(insert(tx, muted).on_conflict_do_nothing(index_elements=keys), values)


def kept_from(conn: Connection, receiver: str, change_ids: Collection[int]) -> dict[int, Mute]:
    """Which of these changes were kept from a receiver, and by which mute."""
    query = select(rows, muted.c.change_id).join(muted, muted.c.mute_id == rows.c.id)
    found: dict[int, Mute] = {}
    for some in chunks(sorted(change_ids)):
        mine = query.where(muted.c.receiver_id == receiver, muted.c.change_id.in_(some))
        found |= {row.change_id: _mute(row) for row in conn.execute(mine)}
    return found


def counts(conn: Connection) -> dict[int, int]:
    """How many changes each mute kept back, counted once a change."""
    query = select(muted.c.mute_id, func.count(func.distinct(muted.c.change_id))).group_by(muted.c.mute_id)
    return {row.mute_id: row[1] for row in conn.execute(query)}


def ended(conn: Connection, now: datetime) -> dict[str, list[MuteEnd]]:
    """Receiver -> the mutes that are over and kept something from it, of which it was not told yet."""
    query = (
        select(rows, muted.c.receiver_id.label("kept_from"), func.count(), func.min(changes.c.at))
        .join(muted, muted.c.mute_id == rows.c.id)
        .join(changes, changes.c.id == muted.c.change_id)
        .where(rows.c.until <= now, muted.c.alert_id.is_(None))
        .group_by(*rows.c, muted.c.receiver_id)
        .order_by(rows.c.id)
    )
    found: dict[str, list[MuteEnd]] = {}
    for row in conn.execute(query):
        end = MuteEnd(mute=_mute(row), changes=row[-2], first_at=row[-1])
        found.setdefault(row.kept_from, []).append(end)
    return found


def told(tx: Connection, receiver: str, mute_ids: Collection[int], alert_id: str) -> None:
    """The end of these mutes is told to the receiver in this alert."""
    mine = muted.c.mute_id.in_(list(mute_ids)), muted.c.receiver_id == receiver, muted.c.alert_id.is_(None)
    tx.execute(update(muted).where(*mine).values(alert_id=alert_id))


def _mute(row: Any) -> Mute:
    return Mute(
        id=row.id,
        place=row.place_id,
        agency=row.agency_id,
        metric=row.metric,
        receiver=row.receiver_id,
        made_at=row.made_at,
        until=row.until,
        by=row.by,
        note=row.note,
    )
