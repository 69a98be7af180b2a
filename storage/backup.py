"""Copies of a live store that are proved before they count, and putting one back.

A copy is written beside its place under another name, checked whole (the file, its references, every
body by its hash, every row counted), and only then takes its name.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import URL, create_engine, select

from storage import bodies, guard
from storage.database import Store
from storage.errors import BackupRefused, NotAStore, OwnedElsewhere, StoreDamaged, StoreError
from storage.guard import Guard
from storage.leases import file_owner
from storage.opening import MAGIC
from storage.schema import bodies as body_rows
from storage.schema import metadata

#: pages copied at once; the writer waits for none of it, since the copy reads a snapshot
WHOLE: Final = -1


@dataclass(frozen=True, kw_only=True, slots=True)
class Copied:
    """A copy that was proved."""

    path: Path
    size: int
    bodies: int  #: whose bytes were unpacked and hashed
    store: str  #: id of the store that it is a copy of
    revision: str
    counts: Mapping[str, int] = field(default_factory=dict)  #: rows by table


def backup(store: Store, file: Path, *, overwrite: bool = False) -> Copied:
    """A consistent copy of the store as it is now, while it is in use. Never over a file, unless asked."""
    if store.path is None:
        raise StoreError(
            "this store is in PostgreSQL: make the backup with pg_dump, put it back with pg_restore"
        )
    if not overwrite and file.exists():
        raise BackupRefused(f"{file} is there already; name another file, or ask for it to be replaced")
    with _in_place(file, overwrite=overwrite) as fresh:
        counts = _copy(store.path, fresh)
        proved = verify(fresh)
        if proved.counts != counts:
            raise BackupRefused(f"the copy holds {dict(proved.counts)}, the store held {counts}")
    return _at(proved, file)


def verify(file: Path) -> Copied:
    """Prove a copy: the file, its references, and every body by its hash; else StoreDamaged, NotAStore."""
    _check_magic(file)
    try:
        with closing(_open(file)) as db:
            if db.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise StoreDamaged(f"{file} is damaged")
            if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise StoreDamaged(f"{file} has rows that refer to nothing")
            store = str(db.execute("SELECT value FROM facts WHERE name = 'store id'").fetchone()[0])
            revision = str(db.execute("SELECT version_num FROM alembic_version").fetchone()[0])
            counts = _count(db)
    except (sqlite3.DatabaseError, TypeError) as error:
        raise StoreDamaged(f"{file} cannot be read as a store: {error}") from error
    proved = _prove_bodies(file)
    return Copied(
        path=file, size=file.stat().st_size, bodies=proved, store=store, revision=revision, counts=counts
    )


def restore(file: Path, target: Path, *, overwrite: bool = False) -> Copied:
    """Put a proved copy of `file` at `target`, and its guard beside it.

    Refused while a process owns the store there. A store that is there is replaced only where asked, and
    is kept beside it as `TARGET.replaced`.
    """
    who = file_owner(target)
    if who is not None:
        raise OwnedElsewhere(who)
    if not overwrite and target.exists() and target.stat().st_size:
        raise BackupRefused(f"there is a store at {target}; ask for it to be replaced, it is kept beside it")
    with _in_place(target, overwrite=True) as fresh:
        _check_magic(file)
        _copy(file, fresh)
        proved = verify(fresh)
        _set_aside(target)
    guard.write(target, Guard(store=proved.store, sources=proved.counts.get("sources", 0)))
    return _at(proved, target)


def before_migration(store: Store, revision: str, now: datetime) -> Path | None:
    """The copy that every migration makes first; None on PostgreSQL, which migrates in one transaction."""
    if store.path is None:
        return None
    stamp = now.strftime("%Y%m%dT%H%M%SZ")
    file = store.path.with_name(f"{store.path.name}.schema-{revision}.{stamp}.backup")
    if not file.exists():
        backup(store, file)
    return file


@contextmanager
def _in_place(file: Path, *, overwrite: bool) -> Iterator[Path]:
    """A name to write under; what was written takes the name `file` at the end, or is removed."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}.new")
    fresh.unlink(missing_ok=True)
    try:
        os.close(os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        yield fresh
        _to_disk(fresh)
        if overwrite:
            os.replace(fresh, file)
        else:
            os.link(fresh, file)  # unlike a rename, it never replaces what came there meanwhile
    except FileExistsError as error:
        raise BackupRefused(f"{file} is there already") from error
    except OSError as error:
        raise BackupRefused(f"{file}: {error.strerror}") from error
    finally:
        for leftover in ("", "-wal", "-shm", "-journal"):
            fresh.with_name(fresh.name + leftover).unlink(missing_ok=True)
    _to_disk(file.parent)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy(source: Path, target: Path) -> dict[str, int]:
    """Copy one snapshot of `source`, and count its rows in that same snapshot."""
    try:
        with closing(_open(source)) as live, closing(sqlite3.connect(target)) as copy:
            live.execute("BEGIN")
            counts = _count(live)
            live.backup(copy, pages=WHOLE)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, no side files
            return counts
    except sqlite3.Error as error:
        raise BackupRefused(f"the copy of {source} failed: {error}") from error


def _open(file: Path) -> sqlite3.Connection:
    live = sqlite3.connect(file, isolation_level=None)
    live.execute("PRAGMA query_only = ON")
    live.execute("PRAGMA busy_timeout = 30000")
    return live


def _count(db: sqlite3.Connection) -> dict[str, int]:
    there = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {
        name: int(db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 - our own names
        for name in sorted(there & set(metadata.tables))
    }


def _prove_bodies(file: Path) -> int:
    engine = create_engine(URL.create("sqlite", database=str(file)))
    try:
        with engine.connect() as conn:
            hashes = list(conn.execute(select(body_rows.c.hash)).scalars())
            for hash_ in hashes:
                bodies.get(conn, hash_)
        return len(hashes)
    finally:
        engine.dispose()


def _check_magic(file: Path) -> None:
    if not file.is_file():
        raise NotAStore(f"there is no file {file}")
    with file.open("rb") as content:
        if content.read(len(MAGIC)) != MAGIC:
            raise NotAStore(f"{file} is not a store")


def _set_aside(target: Path) -> None:
    """What lies at the place of a restored store, with its write-ahead log, keeps another name."""
    for side in ("", "-wal", "-shm"):
        found = target.with_name(target.name + side)
        if found.exists():
            os.replace(found, target.with_name(f"{target.name}.replaced{side}"))


def _at(proved: Copied, path: Path) -> Copied:
    return Copied(
        path=path,
        size=proved.size,
        bodies=proved.bodies,
        store=proved.store,
        revision=proved.revision,
        counts=proved.counts,
    )
