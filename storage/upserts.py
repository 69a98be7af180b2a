"""One spelling for INSERT … ON CONFLICT on both databases, and for key lists of any length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam

T = TypeVar("T")

#: keys in one IN list; far below the limits of both databases
CHUNK = 400


def insert(conn: Connection, table: Table) -> Any:
    """The dialect's own insert, which has `on_conflict_do_update` and `on_conflict_do_nothing`."""
    if conn.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)


def upsert(conn: Connection, table: Table, columns: Sequence[str], *, keep: Sequence[str] = ()) -> Any:
    """Insert `columns`; where the primary key exists, overwrite all of them but the key and `keep`."""
    keys = [column.name for column in table.primary_key]
    statement = insert(conn, table).values(
        {name: bindparam(name, type_=table.c[name].type) for name in columns}
    )
    fresh = {name: statement.excluded[name] for name in columns if name not in keys and name not in keep}
    return statement.on_conflict_do_update(index_elements=keys, set_=fresh)


def chunks(items: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
