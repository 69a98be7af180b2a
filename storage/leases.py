"""Who may act: the one owner of a store, and named leases within it.

The owner's lock lives with its process: whatever way that ends, the lock is free. Named leases run
out by time; the owner frees all of them at its start, because whoever held them is no longer there.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
import weakref
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self

from sqlalchemy import Connection, create_engine, or_, text, update

from config.words import DeliveryState
from storage.database import Store
from storage.engines import OWNER_LOCK
from storage.errors import OwnedElsewhere
from storage.schema import deliveries, hosts, leases, runs, sources
from storage.upserts import insert

#: somebody who only looks whether there is an owner holds the lock for an instant
TRIES: Final = 10
WAIT_S: Final = 0.02


# --- the owner --------------------------------------------------------------------------------


class OwnerLock:
    """Held until `release`, the end of a `with`, or the end of the process."""

    def __init__(self, release: Any, who: str) -> None:
        self._release = release
        self.who = who

    def release(self) -> None:
        self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def own(store: Store) -> OwnerLock:
    """Become the store's one owner, or raise OwnedElsewhere with who it is."""
    me = {"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
    if store.path is not None:
        return _own_file(lock_file(store.path), me)
    return _own_database(store, me)


def owner_alive(store: Store) -> str | None:
    """Who owns the store at this moment, None where nobody does."""
    if store.path is not None:
        return file_owner(store.path)
    with store.read() as conn:
        found = conn.execute(text(_HOLDER), _lock_key()).one_or_none()
    return None if found is None else str(found.application_name)


def lock_file(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


def file_owner(path: Path) -> str | None:
    """The owner of the SQLite store at `path`, which need not exist."""
    try:
        handle = os.open(lock_file(path), os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _said_in(handle)
    finally:
        os.close(handle)
    return None


def _own_file(path: Path, me: dict[str, Any]) -> OwnerLock:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    for left in reversed(range(TRIES)):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if not left:
                who = _said_in(handle)
                os.close(handle)
                raise OwnedElsewhere(who) from None
            time.sleep(WAIT_S)
    os.ftruncate(handle, 0)
    os.pwrite(handle, json.dumps(me).encode() + b"\n", 0)
    held = _Handle(handle)
    return OwnerLock(held.close, _told(me))


class _Handle:
    """An open lock file that forked children let go of: theirs would keep it locked after our death."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle
        myself = weakref.ref(self)

        def let_go() -> None:
            held = myself()
            if held is not None:
                held.close()

        os.register_at_fork(after_in_child=let_go)

    def close(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)


def _said_in(handle: int) -> str:
    try:
        return _told(json.loads(os.pread(handle, 1000, 0)))
    except (ValueError, KeyError, TypeError):
        return "a process that is just starting"


def _told(who: dict[str, Any]) -> str:
    return f"process {int(who['pid'])}, since {str(who['since'])[:40]}"


_HOLDER: Final = """
    SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted AND l.classid = :high AND l.objid = :low
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def _lock_key() -> dict[str, int]:
    return {"high": OWNER_LOCK >> 32, "low": OWNER_LOCK & 0xFFFF_FFFF}


def _own_database(store: Store, me: dict[str, Any]) -> OwnerLock:
    name = _told(me)[:63]  # PostgreSQL cuts it there
    engine = create_engine(
        store.address, isolation_level="AUTOCOMMIT", connect_args={"application_name": name}
    )
    conn = engine.connect()

    def release() -> None:
        conn.close()
        engine.dispose()

    if conn.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": OWNER_LOCK}).scalar_one():
        return OwnerLock(release, name)
    release()
    raise OwnedElsewhere(owner_alive(store) or "a process that is just ending")


# --- named leases -----------------------------------------------------------------------------


def claim(tx: Connection, name: str, holder: str, until: datetime, now: datetime) -> bool:
    """Take the lease, or hold it on; False where another holder has it and its time is not up."""
    fresh = insert(tx, leases).values(name=name, holder=holder, until=until)
    taken = tx.execute(
        fresh.on_conflict_do_update(
            index_elements=["name"],
            set_={"holder": holder, "until": until},
            where=or_(leases.c.holder == holder, leases.c.until < now),
        ).returning(leases.c.name)
    )
    return taken.first() is not None


def renew(tx: Connection, name: str, holder: str, until: datetime) -> bool:
    """Hold it until then; False where it is no longer this holder's."""
    mine = (leases.c.name == name) & (leases.c.holder == holder)
    return tx.execute(update(leases).where(mine).values(until=until)).rowcount == 1


def release(tx: Connection, name: str, holder: str) -> None:
    """Give it back; nothing happens where it is another's by now."""
    tx.execute(leases.delete().where(leases.c.name == name, leases.c.holder == holder))


def release_all(tx: Connection, holder: str, beginning: str) -> None:
    """Give back all of this holder's whose names begin so."""
    tx.execute(leases.delete().where(leases.c.name.startswith(beginning), leases.c.holder == holder))


def free_all(tx: Connection) -> None:
    """For the owner's start: nobody holds anything; `sources.interrupt` then marks the runs cut off."""
    tx.execute(leases.delete())
    tx.execute(update(hosts).values(lease_owner=None, lease_until=None))
    tx.execute(update(sources).values(lease_run=None, lease_until=None))
    tx.execute(update(runs).where(runs.c.ended_at.is_(None)).values(lease_until=None))
    tx.execute(
        update(deliveries)
        .where(deliveries.c.state == DeliveryState.LEASED)
        .values(state=DeliveryState.DUE, lease_holder=None, lease_until=None)
    )
