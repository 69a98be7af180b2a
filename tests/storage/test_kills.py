"""Kill -9 at every statement of every transaction: all of it is in the store, or nothing; and races."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from config.words import DeliveryState
from storage import documents, findings, outbox, sources
from storage.database import Store
from storage.records import Alert, Attempt
from storage.schema import metadata
from tests.storage import world
from tests.storage.world import NOW, seen

pytestmark = pytest.mark.slow  # real processes: each dies once

#: for each line "ADDRESS STEP N" it forks a child that does one step and kills itself just before its n-th
#: statement (begin and commit count too), and says how that ended; importing everything once is enough
VICTIMS = """
import os, signal, sys
from sqlalchemy import event
from storage import bodies
from storage.database import Store
from storage.engines import address
from tests.storage import test_kills

def live(url, step, left):
    store = Store(address(url))
    def die(*_):
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    event.listen(store._write_engine, "before_cursor_execute", die)
    event.listen(store._write_engine, "commit", die)
    getattr(test_kills, step)(store)
    store.close()
    os._exit(0)

for line in sys.stdin:
    url, step, left = line.split()
    child = os.fork()
    if not child:
        live(url, step, int(left))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def one(store: Store) -> None:
    """Transaction 1."""
    run = latest_run(store)
    batch = [seen("https://a/1", "61 requests"), seen("https://a/2", "two"), seen("https://a/3", "three")]
    store.transact(documents.record_seen, run, batch, NOW)


def two(store: Store) -> None:
    with store.read() as conn:
        pending = documents.pending(conn, 9)
    for version in pending:
        store.transact(findings.record, world.findings(version), NOW)


def three(store: Store) -> None:
    with store.read() as conn:
        groups = outbox.ready(conn, NOW)
    for group in groups:
        occasion = f"{group.occasion}/1"
        message = Alert(
            id=f"{group.receiver}-{occasion}",
            receiver=group.receiver,
            occasion=occasion,
            made_at=NOW,
            seq=0,
            subject="",
            body={},
        )
        store.transact(outbox.freeze, message, [change.id or 0 for change in group.changes], NOW)


def four(store: Store) -> None:
    with store.read() as conn:
        waiting = outbox.due(conn, NOW, 9, ["desk", "box"])
    for delivery in waiting:
        store.transact(outbox.lease, delivery.id, "me", NOW + world.HOUR, NOW)
        tried = Attempt(delivery_id=delivery.id, n=1, at=NOW, ms=1, answer="250 OK", acknowledged=True)
        store.transact(
            outbox.record_attempt, tried, "me", state=DeliveryState.DELIVERED, due_at=None, now=NOW
        )


def latest_run(store: Store) -> int:
    with store.read() as conn:
        return sources.recent_runs(conn)[0].id


def prepared(address: str, upto: int) -> None:
    """A store in which the transactions before `upto` are done."""
    with Store.open(address, create=True, now=NOW) as store:
        world.stored(store)
        store.transact(outbox.sync_receivers, {"desk": "email"}, NOW)
        for step in (two, three)[: max(0, upto - 2)]:
            step(store)


def content(path: Path) -> dict[str, list[Any]]:
    """Every row of every table, and that the file is sound."""
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        return {
            name: db.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()  # noqa: S608 - our own names
            for name in metadata.tables
        }


@pytest.fixture(scope="module")
def victims() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", VICTIMS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


@pytest.mark.parametrize(("number", "step"), [(1, "one"), (2, "two"), (3, "three"), (4, "four")])
def test_a_kill_at_any_statement_leaves_all_or_nothing(
    number: int, step: str, tmp_path: Path, victims: subprocess.Popen[str]
) -> None:
    address = f"sqlite:///{tmp_path}/watch.db"
    prepared(address, number)
    path = tmp_path / "watch.db"
    copy, before = path.read_bytes(), content(path)
    again(address, step)
    after = content(path)
    assert after != before
    completed = [before, after]  # what was done again from here, and came to the same
    for kill_at in range(1, 99, 2):
        path.write_bytes(copy)
        died = ask(victims, f"{address} {step} {kill_at}") == -signal.SIGKILL
        found = content(path)
        # transaction 4 has the lease before it, as one of its own
        assert found in (before, after) or (number == 4 and not found["attempts"])
        if found not in completed or not died:
            again(address, step)
            assert content(path) == after
            completed.append(found)
        if not died:
            break
    assert kill_at > 5


def again(address: str, step: str) -> None:
    """The step as a daemon does it after a start, when the leases of the dead one have run out."""
    with Store.open(address, create=False, now=NOW) as store:
        store.transact(outbox.expire_leases, NOW + 2 * world.HOUR)
        globals()[step](store)


def ask(victims: subprocess.Popen[str], line: str) -> int:
    """The exit code of the child that this line made."""
    assert victims.stdin is not None
    assert victims.stdout is not None
    victims.stdin.write(f"{line}\n")
    victims.stdin.flush()
    code = int(victims.stdout.readline())
    assert code in (0, -signal.SIGKILL)
    return code


#: two processes, started together, that each take what they can get
RACERS = """
import os, sys
from storage import outbox
from storage.database import Store
from tests.storage.world import HOUR, NOW

ready, go = os.pipe(), os.pipe()
for name in ("one", "two"):
    if not os.fork():
        store = Store.open(sys.argv[1], create=False, now=NOW)
        os.write(ready[1], b"!")
        os.read(go[0], 1)
        for delivery_id in range(1, 51):
            if store.transact(outbox.lease, delivery_id, name, NOW + HOUR, NOW):
                os.write(1, f"{delivery_id}\\n".encode())
        store.close()
        os._exit(0)
for _ in "12":
    os.read(ready[0], 1)
os.write(go[1], b"!!")
sys.exit(max(os.waitstatus_to_exitcode(os.wait()[1]) for _ in "12"))
"""


def test_of_two_processes_one_gets_each_due_row(store: Store) -> None:
    store.transact(outbox.sync_receivers, {"desk": "email"}, NOW)
    for number in range(50):
        message = Alert(
            id=str(number), receiver="desk", occasion=str(number), made_at=NOW, seq=0, subject="", body={}
        )
        store.transact(outbox.freeze, message, [], NOW)
    address = store.address.render_as_string(hide_password=False)
    command = [sys.executable, "-c", RACERS, address]
    got = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    assert sorted(map(int, got)) == list(range(1, 51))
