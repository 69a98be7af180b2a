from __future__ import annotations

import asyncio
import random
import sqlite3
import string
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Connection

from storage import documents, facts, sources
from storage.database import Store
from storage.engines import read_engine, write_engine
from storage.errors import StoreBusy, StoreFull
from storage.schema import sources as source_rows
from tests.storage import world
from tests.storage.world import NOW, seen


def count(tx: Connection, amount: int = 1) -> int:
    total = int(facts.get(tx, "count") or 0) + amount
    facts.put(tx, "count", str(total))
    return total


def counted(store: Store) -> int:
    with store.read() as conn:
        return int(facts.get(conn, "count") or 0)


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    def fail(tx: Connection) -> None:
        count(tx)
        raise LookupError("in the middle")

    with pytest.raises(LookupError, match="in the middle"):
        store.transact(fail)
    assert counted(store) == 0
    assert store.transact(count, amount=2) == 2


def test_many_threads_write_one_after_the_other(store: Store) -> None:
    threads = [threading.Thread(target=lambda: [store.transact(count) for _ in range(10)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counted(store) == 80


def test_a_transaction_within_another_is_a_mistake_and_no_deadlock(store: Store) -> None:
    with pytest.raises(RuntimeError, match="another"):
        store.transact(lambda tx: store.transact(count))


def test_the_event_loop_goes_on_while_the_store_works(store: Store) -> None:
    def slow(tx: Connection) -> int:
        time.sleep(0.3)
        return count(tx)

    async def work() -> tuple[int, int, int]:
        beats = 0

        async def beat() -> None:
            nonlocal beats
            while True:
                await asyncio.sleep(0.01)
                beats += 1

        beating = asyncio.create_task(beat())
        done = await store.transact_async(slow)
        read = await store.read_async(lambda conn: int(facts.get(conn, "count") or 0))
        beating.cancel()
        return done, read, beats

    done, read, beats = asyncio.run(work())
    assert (done, read) == (1, 1)
    assert beats > 10


def test_a_reader_sees_one_state_and_holds_nobody_up(store: Store) -> None:
    store.transact(count)
    with store.read() as conn:
        assert facts.get(conn, "count") == "1"
        store.transact(count)
        assert facts.get(conn, "count") == "1"
    assert counted(store) == 2


@contextmanager
def locked(path: Path) -> Iterator[Callable[[], None]]:
    """Another process's write lock, as far as SQLite can tell."""
    with closing(sqlite3.connect(path, check_same_thread=False, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield lambda: None if not other.in_transaction else other.rollback()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.engines.BUSY_TIMEOUT_MS", 20)


@pytest.mark.usefixtures("impatient")
def test_it_waits_for_another_process_and_then_writes(tmp_path: Path) -> None:
    path = tmp_path / "watch.db"
    with Store.open(str(path), create=True, now=NOW) as store, locked(path) as unlock:
        timer = threading.Timer(0.4, unlock)
        timer.start()
        assert store.transact(count) == 1
        timer.join()


@pytest.mark.usefixtures("impatient")
def test_it_gives_up_waiting_after_its_patience(tmp_path: Path) -> None:
    path = tmp_path / "watch.db"
    with Store.open(str(path), create=True, now=NOW, patience=0.2) as store:
        with locked(path), pytest.raises(StoreBusy):
            store.transact(count)
        assert counted(store) == 0
        assert store.transact(count) == 1


@pytest.mark.usefixtures("impatient")
def test_closing_does_not_wait_for_a_lock(tmp_path: Path) -> None:
    path = tmp_path / "watch.db"
    store = Store.open(str(path), create=True, now=NOW)

    def wait() -> None:
        with pytest.raises(StoreBusy):
            store.transact(count)

    with locked(path):
        waiting = threading.Thread(target=wait)
        waiting.start()
        time.sleep(0.1)
        begun = time.monotonic()
        store.close()
        waiting.join()
        assert time.monotonic() - begun < 5


def test_postgresql_writers_of_two_processes_take_turns(new_database: Callable[[], str]) -> None:
    address = new_database()
    with (
        Store.open(address, create=True, now=NOW) as one,
        Store.open(address, create=False, now=NOW) as two,
    ):
        threads = [
            threading.Thread(target=lambda store=store: [store.transact(count) for _ in range(20)])
            for store in (one, two)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert counted(one) == 40


def test_a_lost_connection_is_made_again(new_database: Callable[[], str]) -> None:
    with Store.open(new_database(), create=True, now=NOW) as store:
        calls: list[int] = []

        def cut_off_once(tx: Connection) -> int:
            calls.append(1)
            if len(calls) == 1:
                tx.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")
            return count(tx)

        assert store.transact(cut_off_once) == 1
        assert len(calls) == 2


def test_a_full_disk_loses_nothing_that_was_there(tmp_path: Path) -> None:
    with Store.open(f"{tmp_path}/watch.db", create=True, now=NOW) as store:
        run = world.begin(store, None)
        store.transact(documents.record_seen, run.id, [seen("https://a/1", "57")], NOW)
        pages = store.transact(lambda tx: int(tx.exec_driver_sql("PRAGMA page_count").scalar_one()))
        store.transact(lambda tx: tx.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}").all())
        noise = "".join(random.Random(1).choices(string.printable, k=200_000))
        with pytest.raises(StoreFull, match="space"):
            store.transact(documents.record_seen, run.id, [seen("https://a/2", noise)], NOW)
        store.transact(lambda tx: tx.exec_driver_sql("PRAGMA max_page_count = 1000000").all())
        store.transact(documents.record_seen, run.id, [seen("https://a/2", noise)], NOW)
        store.verify()
        with store.read() as conn:
            assert len(documents.pending(conn, 9)) == 2


def test_times_without_a_zone_are_refused(store: Store) -> None:
    world.declare(store, "feed")
    naive = datetime(2026, 1, 27, 12, 0)  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError, match="zone"):
        store.transact(
            sources.sync, [sources.DeclaredSource(id="x", config_hash="", every=world.HOUR)], naive
        )


def test_times_come_back_in_utc_and_sort_as_text(store: Store) -> None:
    zone = timezone(timedelta(hours=-5))
    at = datetime(2026, 1, 27, 7, 0, 0, 5, tzinfo=zone)
    world.declare(store, "feed", now=at)
    with store.read() as conn:
        row = sources.row(conn, "feed")
        assert row is not None
        assert row.next_due_at == at
        assert row.next_due_at.utcoffset() == timedelta(0)
        if store.path is not None:
            stored = conn.exec_driver_sql("SELECT next_due_at FROM sources").scalar_one()
            assert stored == "2026-01-27T12:00:00.000005Z"


def test_errors_show_no_values(store: Store) -> None:
    def insert_twice(tx: Connection) -> None:
        for _ in range(2):
            tx.execute(source_rows.insert().values(id="SECRET-VALUE", config_hash="", state=""))

    with pytest.raises(Exception, match=r"NOT NULL|null value") as refused:
        store.transact(insert_twice)
    assert "SECRET-VALUE" not in repr(refused.value)


def test_the_address_is_shown_without_its_password() -> None:
    from storage.engines import address

    where = address("postgresql://me:hunter2@db.example/watch")
    assert where.drivername == "postgresql+psycopg"
    engines = [write_engine(where), read_engine(where)]
    assert "hunter2" not in repr(engines)
    store = Store(where)
    assert store.url == "postgresql+psycopg://me:***@db.example/watch"
    store.close()
