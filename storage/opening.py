"""What is looked at before a store is used. Refusals change nothing and say what to do."""

from __future__ import annotations

import os
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from typing import Final
from uuid import uuid4

from sqlalchemy import Connection, Engine, func, inspect, select, text

from storage import facts, guard
from storage.errors import NotAStore, StoreDamaged, StoreEmptied, StoreMissing, StoreNewer
from storage.guard import Guard
from storage.schema import REVISION, metadata, sources

MAGIC: Final = b"SQLite format 3\x00"
#: files up to this size are checked at each opening (some 50 ms); all of them once a day by `storage.checkup`
QUICK_CHECK_BELOW: Final = 32 * 1024 * 1024


class Check(Enum):
    """How thoroughly SQLite looks at its file."""

    QUICK_IF_SMALL = auto()  #: as QUICK, and not at all where that would take long
    QUICK = auto()  #: pages and rows
    WHOLE = auto()  #: and each index against its table


def check_file(path: Path, *, create: bool) -> bool:
    """Whether there is a store file to open; False: one may be made. Everything else is refused."""
    known = guard.read(path)
    size = path.stat().st_size if path.is_file() else 0
    if path.exists() and not path.is_file():
        raise NotAStore(f"{path} is not a file")
    if size == 0:
        if known is not None:
            raise StoreEmptied(_emptied(path, "it is gone or empty"))
        if not create:
            raise StoreMissing(f"there is no store at {path}; `detainer-watch daemon` or `crawl` makes one")
        return False
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise NotAStore(f"{path} is not a store: it does not begin like an SQLite file")
    return True


def make_file(path: Path) -> None:
    """An empty file that only its owner can read; the database inherits this for its side files."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def make_tables(tx: Connection, now: datetime) -> None:
    """All tables, and the store's id. Two processes that start together make them once."""
    if revision_of(tx) is not None:
        return
    metadata.create_all(tx, checkfirst=False)
    tx.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    tx.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": REVISION})
    facts.put(tx, facts.STORE_ID, uuid4().hex)
    facts.put(tx, facts.MADE_AT, now.isoformat())
    facts.put(tx, facts.SOURCES, "0")


def revision_of(conn: Connection) -> str | None:
    """The schema's revision; None where there are no tables at all."""
    tables = set(inspect(conn).get_table_names())
    if not tables & (set(metadata.tables) | {"alembic_version"}):
        if tables and conn.dialect.name == "sqlite":
            raise NotAStore("the file is an SQLite database of something else")
        return None
    if "alembic_version" not in tables or "facts" not in tables:
        raise NotAStore("the database has tables of the same names, but is not a store")
    found = conn.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    if len(found) != 1:
        raise StoreDamaged("the store does not say its schema's revision; restore a backup")
    return str(found[0])


def check_revision(found: str) -> bool:
    """Whether the store is as this code wants it; False: it is older. A newer one is refused."""
    if found == REVISION:
        return True
    if not found.isdigit() or int(found) > int(REVISION):
        raise StoreNewer(
            f"the store has schema {found}, this Detainer Watch knows {REVISION}: "
            "install the version that wrote it, or restore an older backup"
        )
    return False


def check_content(conn: Connection, path: Path | None) -> None:
    """The store is the one that belongs here, and still holds what it held."""
    store_id = facts.get(conn, facts.STORE_ID)
    if store_id is None:
        raise StoreDamaged("the store has lost its id; restore a backup")
    count = conn.execute(select(func.count()).select_from(sources)).scalar_one()
    remembered = int(facts.get(conn, facts.SOURCES) or 0)
    if remembered and not count:
        raise StoreEmptied(
            f"the store held {remembered} sources and now holds none: `detainer-watch restore BACKUP`"
        )
    if path is None:
        return
    known = guard.read(path)
    if known is not None and known.store != store_id:
        raise StoreEmptied(_emptied(path, "another one lies there now"))
    fresh = Guard(store=store_id, sources=remembered)
    if known != fresh and os.access(path.parent, os.W_OK):
        guard.write(path, fresh)


def check_bytes(conn: Connection, path: Path | None, check: Check) -> None:
    """SQLite's own check of the file; PostgreSQL has none that we could ask for."""
    if path is None or (check is Check.QUICK_IF_SMALL and path.stat().st_size > QUICK_CHECK_BELOW):
        return
    pragma = "integrity_check" if check is Check.WHOLE else "quick_check"
    found = conn.exec_driver_sql(f"PRAGMA {pragma}(1)").scalar()
    if found != "ok":
        raise StoreDamaged(f"{path} is damaged ({found}); stop everything and restore a backup")


def make(engine: Engine, now: datetime) -> None:
    with engine.begin() as tx:
        make_tables(tx, now)


def _emptied(path: Path, what: str) -> str:
    return (
        f"a store was kept at {path}, but {what}: `detainer-watch restore BACKUP` puts it back; "
        f"to start anew, remove {guard.place(path)}"
    )
