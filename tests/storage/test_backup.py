from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import backup, documents, guard, leases
from storage.database import Store
from storage.errors import BackupRefused, NotAStore, OwnedElsewhere, StoreDamaged, StoreError, StoreGone
from tests.storage import world
from tests.storage.world import NOW, seen


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "watch.db"


def filled(file: Path, count: int = 3) -> None:
    with Store.open(str(file), create=True, now=NOW) as store:
        world.declare(store, "feed")
        run = world.begin(store)
        batch = [seen(f"https://a/{number}", f"{number} detainers") for number in range(count)]
        store.transact(documents.record_seen, run.id, batch, NOW)


def test_a_copy_is_proved_private_and_complete(file: Path, tmp_path: Path) -> None:
    filled(file)
    target = tmp_path / "copies" / "a.db"
    target.parent.mkdir()
    with Store.open(str(file), create=False, now=NOW) as store:
        copied = backup.backup(store, target)
        assert copied.store == store.id
    assert (copied.path, copied.counts["versions"], copied.bodies) == (target, 3, 6)
    assert copied.size == target.stat().st_size
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(target.parent.iterdir()) == [target]
    assert backup.verify(target) == copied


def test_it_never_replaces_a_file_unasked(file: Path, tmp_path: Path) -> None:
    filled(file)
    target = tmp_path / "a.db"
    target.write_text("precious")
    with Store.open(str(file), create=False, now=NOW) as store:
        with pytest.raises(BackupRefused, match="already"):
            backup.backup(store, target)
        assert target.read_text() == "precious"
        backup.backup(store, target, overwrite=True)
    assert backup.verify(target).counts["documents"] == 3


def test_a_copy_to_a_place_that_is_not_there_says_so(file: Path, tmp_path: Path) -> None:
    filled(file)
    with (
        Store.open(str(file), create=False, now=NOW) as store,
        pytest.raises(BackupRefused, match="No such file"),
    ):
        backup.backup(store, tmp_path / "nowhere" / "a.db")


def test_a_copy_made_while_the_store_is_written_is_consistent(file: Path, tmp_path: Path) -> None:
    filled(file)
    with Store.open(str(file), create=False, now=NOW) as store:
        run = world.begin(store, None)
        stop = threading.Event()

        def write() -> None:
            number = 0
            while not stop.is_set():
                number += 1
                batch = [seen(f"https://b/{number}/{n}", f"text {number} {n}") for n in range(5)]
                store.transact(documents.record_seen, run.id, batch, NOW)

        writer = threading.Thread(target=write)
        writer.start()
        try:
            copies = [backup.backup(store, tmp_path / f"{n}.db") for n in range(2)]
        finally:
            stop.set()
            writer.join()
    for copied in copies:
        assert copied.counts["versions"] == copied.counts["documents"]
        assert (copied.counts["versions"] - 3) % 5 == 0


def test_a_store_comes_back_from_its_copy(file: Path, tmp_path: Path) -> None:
    filled(file)
    copy = tmp_path / "copy.db"
    with Store.open(str(file), create=False, now=NOW) as store:
        backup.backup(store, copy)
        known = store.id
    file.unlink()
    restored = backup.restore(copy, file)
    assert restored.counts["documents"] == 3
    with Store.open(str(file), create=False, now=NOW) as store, store.read() as conn:
        assert store.id == known
        assert len(documents.pending(conn, 9)) == 3


def test_a_store_that_is_there_is_replaced_only_where_asked_and_kept(file: Path, tmp_path: Path) -> None:
    filled(file)
    copy = tmp_path / "copy.db"
    with Store.open(str(file), create=False, now=NOW) as store:
        backup.backup(store, copy)
        run = world.begin(store, None)
        store.transact(documents.record_seen, run.id, [seen("https://new", "new")], NOW)
        with pytest.raises(BackupRefused, match="kept beside it"):
            backup.restore(copy, file)
        backup.restore(copy, file, overwrite=True)
        with pytest.raises(StoreGone):
            world.begin(store, None)
    with Store.open(str(file), create=False, now=NOW) as store, store.read() as conn:
        assert documents.by_key(conn, "https://new") is None
    assert backup.verify(file.with_name("watch.db.replaced")).counts["documents"] == 4


def test_nothing_is_restored_under_a_living_owner(file: Path, tmp_path: Path) -> None:
    filled(file)
    copy = tmp_path / "copy.db"
    with Store.open(str(file), create=False, now=NOW) as store:
        backup.backup(store, copy)
        with leases.own(store), pytest.raises(OwnedElsewhere, match=str(os.getpid())):
            backup.restore(copy, file, overwrite=True)


@pytest.mark.parametrize("damage", ["cut", "scrambled", "another file"])
def test_a_bad_copy_is_never_put_in_place(file: Path, tmp_path: Path, damage: str) -> None:
    filled(file, 40)
    copy = tmp_path / "copy.db"
    with Store.open(str(file), create=False, now=NOW) as store:
        backup.backup(store, copy)
    content = bytearray(copy.read_bytes())
    if damage == "cut":
        content = content[: len(content) // 2]
    elif damage == "scrambled":
        content[8192:20000] = os.urandom(20000 - 8192)
    else:
        content = bytearray(b"hello")
    copy.write_bytes(content)
    before = file.read_bytes()
    with pytest.raises((StoreDamaged, NotAStore, BackupRefused)):
        backup.restore(copy, file, overwrite=True)
    assert file.read_bytes() == before
    assert guard.read(file) is not None
    assert not [path for path in tmp_path.iterdir() if ".new" in path.name]


def test_a_copy_whose_bodies_were_changed_is_refused(file: Path, tmp_path: Path) -> None:
    import sqlite3

    filled(file)
    copy = tmp_path / "copy.db"
    with Store.open(str(file), create=False, now=NOW) as store:
        backup.backup(store, copy)
    with sqlite3.connect(copy) as db:
        db.execute("UPDATE bodies SET data = (SELECT data FROM bodies LIMIT 1)")
    db.close()
    with pytest.raises(StoreDamaged):
        backup.verify(copy)


def test_on_postgresql_it_says_what_to_use(new_database: Callable[[], str], tmp_path: Path) -> None:
    with (
        Store.open(new_database(), create=True, now=NOW) as store,
        pytest.raises(StoreError, match="pg_dump"),
    ):
        backup.backup(store, tmp_path / "a.db")
