from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, inspect, text

from config.words import RunKind, VersionState
from storage import (
    bodies,
    digests,
    documents,
    duties,
    facts,
    findings,
    guard,
    leases,
    ledger,
    migrations,
    mutes,
    opening,
    outbox,
    reviews,
    sources,
)
from storage.database import Store
from storage.engines import address
from storage.errors import (
    NotAStore,
    OwnedElsewhere,
    StoreDamaged,
    StoreEmptied,
    StoreError,
    StoreGone,
    StoreMissing,
    StoreNewer,
    StoreOlder,
)
from storage.records import DeclaredSource, PutRight, Version
from storage.schema import REVISION, metadata
from storage.types import Instant
from tests.storage import world
from tests.storage.world import NOW


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "watch.db"


def made(file: Path) -> Path:
    with Store.open(str(file), create=True, now=NOW) as store:
        world.declare(store, "feed")
    return file


def reopen(file: Path, *, create: bool = True, migrate: bool = False) -> None:
    Store.open(str(file), create=create, now=NOW, migrate=migrate).close()


def alter(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def test_a_store_is_made_only_where_that_is_said(file: Path) -> None:
    with pytest.raises(StoreMissing, match="makes one"):
        reopen(file, create=False)
    assert list(file.parent.iterdir()) == []
    made(file)
    reopen(file, create=False)


def test_a_new_store_is_for_its_owner_only(file: Path) -> None:
    with Store.open(str(file), create=True, now=NOW):
        modes = {path.name: path.stat().st_mode & 0o777 for path in file.parent.iterdir()}
    assert set(modes) == {"watch.db", "watch.db-wal", "watch.db-shm", "watch.db.id"}
    assert set(modes.values()) == {0o600}


def test_the_pragmas_that_survive_a_loss_of_power_are_set(file: Path) -> None:
    with Store.open(str(file), create=True, now=NOW) as store:
        for name, wanted in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
            assert store.transact(pragma, name) == wanted


def pragma(conn: Connection, name: str) -> object:
    return conn.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_readers_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError), store.read() as conn:
        conn.execute(text("DELETE FROM facts"))


@pytest.mark.parametrize("content", [b"hello", b"SQLite format 2\x00" * 9, b"\x00" * 5000])
def test_another_kind_of_file_is_refused_and_left_alone(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(NotAStore):
        reopen(file)
    assert file.read_bytes() == content


def test_a_database_of_something_else_is_refused(file: Path) -> None:
    alter(file, "CREATE TABLE bookmarks (id)")
    with pytest.raises(NotAStore, match="something else"):
        reopen(file)


@pytest.mark.parametrize("address", [":memory:", "sqlite://", "mysql://host/db"])
def test_what_cannot_be_a_store_is_refused(address: str) -> None:
    with pytest.raises(NotAStore):
        Store.open(address if "://" in address else f"sqlite:///{address}", create=True, now=NOW)


def test_a_newer_store_is_refused(file: Path) -> None:
    alter(made(file), "UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(StoreNewer, match="0999"):
        reopen(file, migrate=True)


def test_a_damaged_store_is_refused(file: Path) -> None:
    content = bytearray(made(file).read_bytes())
    content[4096 * 3 : 4096 * 9] = os.urandom(4096 * 6)
    file.write_bytes(content)
    with pytest.raises(StoreDamaged):
        reopen(file)


def test_a_store_cut_short_is_refused(file: Path) -> None:
    file.write_bytes(made(file).read_bytes()[: 4096 * 4])
    with pytest.raises(StoreDamaged):
        reopen(file)


def test_a_store_that_was_deleted_is_not_begun_anew(file: Path) -> None:
    made(file).unlink()
    for create in (True, False):
        with pytest.raises(StoreEmptied, match="restore"):
            reopen(file, create=create)
    assert not file.exists()
    guard.place(file).unlink()
    reopen(file)


def test_a_store_that_was_emptied_is_refused(file: Path) -> None:
    made(file).write_bytes(b"")
    with pytest.raises(StoreEmptied):
        reopen(file)


def test_a_store_that_was_swapped_is_refused(file: Path, tmp_path: Path) -> None:
    made(file)
    other = made(tmp_path / "other.db")
    os.replace(other, file)
    with pytest.raises(StoreEmptied, match="another one"):
        reopen(file)


def test_a_store_that_lost_its_sources_is_refused(file: Path) -> None:
    alter(made(file), "DELETE FROM sources")
    with pytest.raises(StoreEmptied, match="1 sources"):
        reopen(file)


def test_a_store_whose_sources_were_all_taken_out_by_hand_is_fine(file: Path) -> None:
    with Store.open(str(file), create=True, now=NOW) as store:
        world.declare(store, "feed")
        store.transact(sources.sync, [], NOW)
    reopen(file)


def test_a_lost_guard_is_made_again(file: Path) -> None:
    known = guard.read(made(file))
    guard.place(file).unlink()
    reopen(file)
    found = guard.read(file)
    assert found is not None
    assert known is not None
    assert found.store == known.store


def test_a_store_that_is_deleted_while_open_is_missed_at_once(file: Path) -> None:
    with Store.open(str(file), create=True, now=NOW) as store:
        file.unlink()
        with pytest.raises(StoreGone):
            world.declare(store, "feed")
        with pytest.raises(StoreGone), store.read():
            pass


def test_a_store_replaced_while_open_is_missed_at_once(file: Path, tmp_path: Path) -> None:
    other = made(tmp_path / "other.db")
    with Store.open(str(file), create=True, now=NOW) as store:
        os.replace(other, file)
        with pytest.raises(StoreGone):
            world.declare(store, "feed")


def test_opening_imports_no_migration_tool(file: Path) -> None:
    made(file)
    code = (
        "import sys; from datetime import *; from storage.database import Store;"
        f"Store.open({str(file)!r}, create=False, now=datetime.now(timezone.utc)).close();"
        "print([name for name in ('alembic', 'zstandard', 'scrapy') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


# --- migrations -----------------------------------------------------------------------------------


def test_the_revision_in_the_code_is_the_newest_on_disk() -> None:
    assert migrations.head() == REVISION


def migrated(url: str) -> Store:
    """An empty database brought to the schema by the migrations alone."""
    store = Store(address(url))
    store.transact(migrations.upgrade)
    return store


def described(store: Store) -> dict[str, Any]:
    """Tables, columns, keys and indexes as the database itself tells them."""

    def look(conn: Connection) -> dict[str, Any]:
        seen = inspect(conn)
        return {
            name: {
                "columns": [(c["name"], str(c["type"]), c["nullable"]) for c in seen.get_columns(name)],
                "key": seen.get_pk_constraint(name)["constrained_columns"],
                "foreign": sorted(
                    (f["constrained_columns"], f["referred_table"], f["referred_columns"])
                    for f in seen.get_foreign_keys(name)
                ),
                "unique": sorted(str(u["column_names"]) for u in seen.get_unique_constraints(name)),
                "checks": sorted(str(c["sqltext"]) for c in seen.get_check_constraints(name)),
                "indexes": sorted(
                    (str(i["name"]), i["column_names"], {k: str(v) for k, v in i["dialect_options"].items()})
                    for i in seen.get_indexes(name)
                ),
            }
            for name in metadata.tables
        }

    with store.read() as conn:
        found = look(conn)
        if store.path is not None:
            for words in ("AUTOINCREMENT", "WITHOUT ROWID"):
                query = text("SELECT name FROM sqlite_master WHERE sql LIKE :words")
                found[words] = sorted(conn.execute(query, {"words": f"%{words}%"}).scalars())
    return found


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_migrations_make_the_schema_that_the_code_describes(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if kind == "sqlite":
        addresses = [f"sqlite:///{tmp_path}/one.db", f"sqlite:///{tmp_path}/two.db"]
        (tmp_path / "two.db").touch()
    else:
        make: Callable[[], str] = request.getfixturevalue("new_database")
        addresses = [make(), make()]
    with Store.open(addresses[0], create=True, now=NOW) as created, migrated(addresses[1]) as other:
        wanted = described(created)
        assert described(other) == wanted
        assert len(wanted["documents"]["columns"]) > 30


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_store_of_the_first_revision_opens_with_all_that_is_in_it(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if kind == "sqlite":
        url = f"sqlite:///{tmp_path}/watch.db"
        (tmp_path / "watch.db").touch()
    else:
        url = request.getfixturevalue("new_database")()
    with Store(address(url)) as old:
        old.transact(migrations.upgrade, "0001")
        old.transact(facts.put, facts.STORE_ID, "made long ago")
        version_id, document_id = old.transact(_version_of_old)
        version = _version(version_id, document_id)
        old.transact(_receiver_of_old)
        old.transact(findings.record, world.findings(version), NOW)
        old.transact(_words_of_old, version.document_id)
    with Store.open(url, create=False, now=NOW, migrate=True) as store, store.read() as conn:
        assert store.id == "made long ago"
        assert documents.text(conn, version.id) == "57 requests"
        found = documents.version(conn, version.id)
        assert (found.headers, found.final_url, found.note) == ({"date": "then"}, "https://b/1", "by mail")
        assert [read.figure for read in findings.figures(conn, version.id)] == [world.figure()]
        [claim] = ledger.everything(conn).claims.values()
        assert (claim.point, claim.now.value) == (world.POINT, 57)
        [word] = reviews.recent(conn)
        assert (word.by, word.corrected) == ("NAME", PutRight(value=15))
        [period] = duties.periods(conn)
        assert (period.state, period.due_on) == ("filed", date(2025, 12, 31))
        [group] = outbox.ready(conn, NOW)
        assert [change.key for change in group.changes] == ["new:requests:2025"]
        assert (mutes.mutes(conn), digests.progress(conn)) == ([], {})
        [receiver] = outbox.receiver_list(conn)
        assert (receiver.on, receiver.failures, receiver.first_failures) == (True, 2, 0)


def _receiver_of_old(tx: Connection) -> None:
    """A receiver as the first revision kept it."""
    tx.execute(
        text(
            "INSERT INTO receivers (id, kind, address_hash, state, failures, since)"
            " VALUES ('desk', 'email', '', 'on', 2, :since)"
        ).bindparams(bindparam("since", type_=Instant)),
        {"since": NOW},
    )


def _version_of_old(tx: Connection) -> tuple[int, int]:
    """A pending version as the first revision kept it; with its document."""
    sources.sync(tx, [DeclaredSource(id="feed", config_hash="1", every=timedelta(hours=1))], NOW)
    run = sources.begin_run(
        tx, kind=RunKind.BY_HAND, source_id=None, owner="me", now=NOW, lease_until=NOW, force=True
    )
    assert run is not None
    [listed] = documents.record_seen(tx, run.id, [world.seen("https://a/1")], NOW)
    told = {"document": listed.document_id, "run": run.id, "at": NOW, "hash": bodies.put(tx, b"57 requests")}
    tx.execute(
        text(
            "INSERT INTO versions (id, document_id, seq, run_id, at, raw_hash, text_hash, text_length,"
            " norm_hash, media_type, extractor, ocr, cut_short, headers, state, tries) VALUES (1, :document,"
            " 1, :run, :at, :hash, :hash, 11, 'n', 'text/plain', 'plain/1', false, false,"
            ' \'{"date": "then", "final-url": "https://b/1", "note": "by mail"}\', \'pending\', 0)'
        ).bindparams(bindparam("at", type_=Instant)),
        told,
    )
    return 1, listed.document_id


def _version(id_: int, document_id: int) -> Version:
    """What the first revision's version is to those who only need to know which one it is."""
    return Version(
        id=id_,
        document_id=document_id,
        seq=1,
        run_id=1,
        at=NOW,
        raw_hash="",
        text_hash="",
        norm_hash="n",
        media_type="text/plain",
        extractor="plain/1",
        ocr=False,
        cut_short=False,
        state=VersionState.PENDING,
        tries=0,
        read_by=None,
    )


def _words_of_old(tx: Connection, document_id: int) -> None:
    """A person's word and a duty, as the first revision kept them."""
    tx.execute(
        text(
            'INSERT INTO reviews (document_id, sentence_hash, metric, value, seq, verdict, corrected, "by",'
            " note, at) VALUES (:document, 's', 'requests', 57, 1, 'corrected', 15, 'NAME', '', :at)"
        ).bindparams(bindparam("at", type_=Instant)),
        {"document": document_id, "at": NOW},
    )
    tx.execute(
        text(
            "INSERT INTO duty_periods (duty_id, period, due_on, grace_until, state, document_id, changed_at)"
            " VALUES ('letter', '2025', '2025-12-31', '2026-02-14', 'filed', :document, :at)"
        ).bindparams(bindparam("at", type_=Instant)),
        {"document": document_id, "at": NOW},
    )


LATER = f"{int(REVISION) + 1:04d}"
NEXT = f"""
revision = "{LATER}"
down_revision = "{REVISION}"
branch_labels = None
depends_on = None

def upgrade():
    import sqlalchemy as sa
    from alembic import op
    with op.batch_alter_table("documents") as table:
        table.add_column(sa.Column("colour", sa.Text()))
"""


@pytest.fixture
def newer_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This code as it may be some day: with one more migration."""
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "later.py").write_text(NEXT)
    upgrade = migrations.upgrade
    monkeypatch.setattr(opening, "REVISION", LATER)
    monkeypatch.setattr(migrations, "upgrade", lambda tx: upgrade(tx, more=[folder]))


@pytest.mark.usefixtures("newer_code")
def test_an_older_store_is_migrated_after_a_backup(file: Path) -> None:
    file = made_by_older_code(file)
    with pytest.raises(StoreOlder, match="backs it up"):
        reopen(file)
    with Store.open(str(file), create=False, now=NOW, migrate=True) as store, store.read() as conn:
        columns = [column["name"] for column in inspect(conn).get_columns("documents")]
        assert "colour" in columns
        assert sources.rows(conn)[0].id == "feed"
    [copy] = file.parent.glob("*.backup")
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("SELECT version_num FROM alembic_version").fetchone() == (REVISION,)


@pytest.mark.usefixtures("newer_code")
def test_a_store_that_somebody_owns_is_not_migrated_under_them(file: Path) -> None:
    file = made_by_older_code(file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "REVISION", REVISION)
        owned = Store.open(str(file), create=False, now=NOW)
    with owned as store, leases.own(store), pytest.raises(OwnedElsewhere):
        reopen(file, migrate=True)
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("SELECT version_num FROM alembic_version").fetchone() == (REVISION,)


def made_by_older_code(file: Path) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "REVISION", REVISION)
        return made(file)


@pytest.mark.usefixtures("newer_code")
def test_a_migration_that_fails_leaves_the_store_as_it_was(file: Path, tmp_path: Path) -> None:
    file = made_by_older_code(file)
    broken = NEXT + "    raise RuntimeError('in the middle')\n"
    (tmp_path / "more" / "later.py").write_text(broken)
    with pytest.raises(RuntimeError, match="in the middle"):
        reopen(file, migrate=True)
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("SELECT version_num FROM alembic_version").fetchone() == (REVISION,)
        assert "colour" not in [row[1] for row in db.execute("PRAGMA table_info(documents)")]
    (tmp_path / "more" / "later.py").write_text(NEXT)
    reopen(file, migrate=True)
