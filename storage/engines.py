"""Connections to SQLite and PostgreSQL that behave alike: one writer at a time, readers on a snapshot."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, StatementError

from storage.errors import (
    NotAStore,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreUnreachable,
)

BUSY_TIMEOUT_MS: Final = 5_000  #: how long SQLite itself waits for a lock before we see BUSY
WAL_LIMIT: Final = 64 * 1024 * 1024  #: what is left of a write-ahead log after a checkpoint
#: PostgreSQL advisory locks of one database: write transactions, the owner
WRITE_LOCK: Final = 0x6465_7461_0001
OWNER_LOCK: Final = 0x6465_7461_0002

_SQLITE_ERRORS: Final[dict[int, type[StoreError]]] = {
    sqlite3.SQLITE_BUSY: StoreBusy,
    sqlite3.SQLITE_LOCKED: StoreBusy,
    sqlite3.SQLITE_FULL: StoreFull,
    sqlite3.SQLITE_CORRUPT: StoreDamaged,
    sqlite3.SQLITE_NOTADB: NotAStore,
}
_POSTGRES_ERRORS: Final[dict[str, type[StoreError]]] = {
    "55P03": StoreBusy,  # lock not available in time
    "40001": StoreBusy,
    "40P01": StoreBusy,
    "53100": StoreFull,
    "53300": StoreUnreachable,  # too many connections
    "57P01": StoreUnreachable,  # shutting down
    "57P02": StoreUnreachable,
    "57P03": StoreUnreachable,
}


def address(url: str) -> URL:
    """The store's address: an SQLAlchemy URL or a plain path; PostgreSQL always through psycopg 3."""
    if "://" not in url:
        url = f"sqlite:///{url}"
    parsed = make_url(url)
    match parsed.get_backend_name():
        case "sqlite":
            if not parsed.database or parsed.database == ":memory:":
                raise NotAStore("a store has to be a file: one in memory would forget everything")
            return parsed
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+psycopg")
        case other:
            raise NotAStore(f"stores live in SQLite or PostgreSQL; {other!r} is neither")


def file_of(url: URL) -> Path | None:
    return Path(str(url.database)).absolute() if url.get_backend_name() == "sqlite" else None


def write_engine(url: URL) -> Engine:
    """One connection. Each transaction takes the write lock first, so it never fails half-way for a lock."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(
            url, pool_size=1, max_overflow=0, hide_parameters=True, connect_args={"check_same_thread": False}
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    else:
        engine = create_engine(
            url,
            pool_size=1,
            max_overflow=0,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"application_name": "detainer-watch", "connect_timeout": 10},
        )
        event.listen(engine, "begin", _begin_locked)
    return engine


def read_engine(url: URL) -> Engine:
    """Connections that see one state from their first read on, and cannot write."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(
            url, pool_size=5, max_overflow=20, hide_parameters=True, connect_args={"check_same_thread": False}
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "connect", _forbid_writing)
        event.listen(engine, "begin", _begin)
        return engine
    return create_engine(
        url,
        pool_size=5,
        max_overflow=20,
        pool_pre_ping=True,
        hide_parameters=True,
        isolation_level="REPEATABLE READ",
        execution_options={"postgresql_readonly": True},
        connect_args={"application_name": "detainer-watch", "connect_timeout": 10},
    )


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # a commit survives the loss of power
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA journal_size_limit = {WAL_LIMIT}")


def _forbid_writing(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA query_only = ON")


def _begin(conn: Connection) -> None:
    conn.exec_driver_sql("BEGIN")


def _begin_immediate(conn: Connection) -> None:
    # a WAL transaction that reads first and writes later may get BUSY whatever the time-out
    conn.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_locked(conn: Connection) -> None:
    conn.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_TIMEOUT_MS}")
    conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")


def told(error: StatementError) -> Exception:
    """The store's own error for one of the database; a mistake in a value stays the mistake it is."""
    original: Any = error.orig
    if not isinstance(error, DBAPIError):
        return original if isinstance(original, Exception) else StoreError(str(error))
    # PostgreSQL's further lines repeat the values of the row
    primary = getattr(getattr(original, "diag", None), "message_primary", None)
    words = " ".join(str(primary or original).split())[:300]
    if isinstance(original, sqlite3.Error):
        code = getattr(original, "sqlite_errorcode", 0) & 0xFF
        kind = _SQLITE_ERRORS.get(code, StoreError)
    else:
        state = getattr(original, "sqlstate", None) or ""
        lost = error.connection_invalidated or state.startswith("08") or "connection" in words[:60]
        kind = _POSTGRES_ERRORS.get(state, StoreUnreachable if lost else StoreError)
    if kind is StoreError:
        return StoreError(f"the database refused: {words}")
    return kind(f"{' '.join((kind.__doc__ or '').split())} ({words})")
