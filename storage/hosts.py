"""Manners per host: when it may be asked again, what holds it, whose turn it is. Outlives every run."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, or_, select, update

from storage import bodies
from storage.records import HostRow
from storage.schema import hosts
from storage.upserts import chunks, insert, upsert

_COLUMNS: Final = [
    "host",
    "next_allowed_at",
    "delay_ms",
    "hold_until",
    "hold_reason",
    "robots_hash",
    "robots_at",
]


def row(conn: Connection, host: str) -> HostRow | None:
    found = conn.execute(select(hosts).where(hosts.c.host == host)).one_or_none()
    return None if found is None else _host(conn, found)


def rows(conn: Connection, names: Collection[str] | None = None) -> list[HostRow]:
    """All that is known, or of these hosts."""
    if names is None:
        return [_host(conn, found) for found in conn.execute(select(hosts).order_by(hosts.c.host)).all()]
    found = [
        each
        for some in chunks(sorted(names))
        for each in conn.execute(select(hosts).where(hosts.c.host.in_(some)).order_by(hosts.c.host)).all()
    ]
    return [_host(conn, each) for each in found]


def claim(tx: Connection, host: str, owner: str, until: datetime, now: datetime) -> bool:
    """Take the host for one process, whose runs share it; False where another process has it."""
    fresh = insert(tx, hosts).values(host=host, delay_ms=0, lease_owner=owner, lease_until=until)
    free = or_(hosts.c.lease_owner.is_(None), hosts.c.lease_owner == owner, hosts.c.lease_until < now)
    taken = tx.execute(
        fresh.on_conflict_do_update(
            index_elements=["host"], set_={"lease_owner": owner, "lease_until": until}, where=free
        ).returning(hosts.c.host)
    )
    return taken.first() is not None


def release(tx: Connection, names: Collection[str], owner: str) -> None:
    for some in chunks(sorted(names)):
        mine = (hosts.c.lease_owner == owner) & hosts.c.host.in_(some)
        tx.execute(update(hosts).where(mine).values(lease_owner=None, lease_until=None))


def save(tx: Connection, known: Iterable[HostRow]) -> None:
    """Write what was learnt of these hosts; leases are left alone. A robots.txt once read is kept."""
    fresh = list(known)
    stored = select(hosts.c.host, hosts.c.robots_hash)
    before = {
        each.host: each.robots_hash
        for some in chunks([each.host for each in fresh])
        for each in tx.execute(stored.where(hosts.c.host.in_(some)))
    }
    rows = [_row(tx, each, before.get(each.host)) for each in fresh]
    if rows:
        tx.execute(upsert(tx, hosts, _COLUMNS), rows)


def hold(tx: Connection, host: str, until: datetime, reason: str) -> None:
    """Do not ask this host before then; a longer hold stays."""
    fresh = insert(tx, hosts).values(host=host, delay_ms=0, hold_until=until, hold_reason=reason)
    tx.execute(
        fresh.on_conflict_do_update(
            index_elements=["host"],
            set_={"hold_until": until, "hold_reason": reason},
            where=or_(hosts.c.hold_until.is_(None), hosts.c.hold_until < until),
        )
    )


def _row(tx: Connection, known: HostRow, robots_before: str | None) -> dict[str, Any]:
    robots = robots_before if known.robots is None else bodies.put(tx, known.robots, robots_before)
    return {
        "host": known.host,
        "next_allowed_at": known.next_allowed_at,
        "delay_ms": known.delay_ms,
        "hold_until": known.hold_until,
        "hold_reason": known.hold_reason,
        "robots_hash": robots,
        "robots_at": known.robots_at,
    }


def _host(conn: Connection, found: Any) -> HostRow:
    return HostRow(
        host=found.host,
        next_allowed_at=found.next_allowed_at,
        delay_ms=found.delay_ms,
        hold_until=found.hold_until,
        hold_reason=found.hold_reason,
        robots=None if found.robots_hash is None else bodies.get(conn, found.robots_hash),
        robots_at=found.robots_at,
    )
