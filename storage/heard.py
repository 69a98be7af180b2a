"""Who heard of a change: whom to correct where it was wrong.

An alert counts where it got there, is on its way, or was tried and may have got there unseen. One that was
never tried, and never will be (its receiver was dropped), was heard by nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, and_, exists, or_, select

from config.words import DeliveryState, Quiet
from storage.records import Json
from storage.schema import alerts, changes, deliveries, owed
from storage.upserts import chunks


def hearers(conn: Connection, change_ids: Collection[int]) -> dict[str, str]:
    """Receiver -> id of the newest alert in which it heard of one of these changes."""
    wanted = set(change_ids)
    found: dict[str, tuple[int, str]] = {}
    for row in _alerts(conn, wanted):
        if _mentions(row.body, wanted):
            found[row.receiver_id] = max(found.get(row.receiver_id, (0, "")), (row.seq, row.id))
    return {receiver: id_ for receiver, (_, id_) in sorted(found.items())}


def _alerts(conn: Connection, wanted: set[int]) -> Iterator[Any]:
    """Alerts that may tell of them: those in which they were owed, those of their versions' headlines
    where they are background, and what was sent again to others."""
    ids: set[str] = set()
    for some in chunks(sorted(wanted)):
        direct = select(owed.c.alert_id).where(owed.c.change_id.in_(some), owed.c.alert_id.is_not(None))
        ids |= set(conn.execute(direct).scalars())
        beside = changes.alias("beside")
        under = (
            select(owed.c.alert_id)
            .join(changes, changes.c.id == owed.c.change_id)
            .join(beside, beside.c.version_id == changes.c.version_id)
            .where(beside.c.id.in_(some), beside.c.quiet == Quiet.BACKGROUND, owed.c.alert_id.is_not(None))
        )
        ids |= set(conn.execute(under).scalars())
    ids |= _sent_again(conn, ids) if ids else set()
    for few in chunks(sorted(ids)):
        yield from conn.execute(select(alerts).where(alerts.c.id.in_(few), _went_out()))


def _sent_again(conn: Connection, ids: Collection[str]) -> set[str]:
    """The copies of these messages that went to other receivers, and the copies of those."""
    query = select(alerts.c.id, alerts.c.occasion).where(alerts.c.occasion.startswith("resend:"))
    copies: dict[str, set[str]] = {}
    for row in conn.execute(query):
        copies.setdefault(row.occasion.removeprefix("resend:").partition("/")[0], set()).add(row.id)
    found: set[str] = set()
    fresh = set(ids)
    while fresh:
        fresh = set().union(*(copies.get(id_, ()) for id_ in fresh)) - found
        found |= fresh
    return found


def _went_out() -> Any:
    under_way = (DeliveryState.DUE, DeliveryState.LEASED, DeliveryState.DELIVERED)
    tried = or_(deliveries.c.state.in_(under_way), deliveries.c.attempts > 0)
    return exists().where(and_(deliveries.c.alert_id == alerts.c.id, tried))


def named_in(body: Mapping[str, Json]) -> set[int]:
    """The changes that a message names; a long one leaves some out, which nobody then reads in it."""
    return {*_named(body.get("changes")), *_named(body.get("background"))}


def _mentions(body: Mapping[str, Json], wanted: set[int]) -> bool:
    return "changes" not in body or not wanted.isdisjoint(named_in(body))


def _named(entries: Json) -> Iterator[int]:
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict):
            if isinstance(id_ := entry.get("id"), int):
                yield id_
            yield from _named(entry.get("also"))
