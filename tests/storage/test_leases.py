from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import leases
from storage.database import Store
from storage.errors import OwnedElsewhere
from tests.storage.world import HOUR, NOW


def test_a_named_lease_has_one_holder_until_its_time_is_up(store: Store) -> None:
    until = NOW + HOUR
    assert store.transact(leases.claim, "findings", "one", until, NOW)
    assert store.transact(leases.claim, "findings", "one", until, NOW)
    assert not store.transact(leases.claim, "findings", "two", until, NOW)
    assert store.transact(leases.claim, "dispatch", "two", until, NOW)
    assert store.transact(leases.renew, "findings", "one", until + HOUR)
    assert not store.transact(leases.claim, "findings", "two", until + 2 * HOUR, until + HOUR / 2)
    assert store.transact(leases.claim, "findings", "two", until + 9 * HOUR, until + 2 * HOUR)
    assert not store.transact(leases.renew, "findings", "one", until + 9 * HOUR)
    store.transact(leases.release, "findings", "one")
    assert not store.transact(leases.claim, "findings", "one", until + 9 * HOUR, until + 2 * HOUR)
    store.transact(leases.release, "findings", "two")
    assert store.transact(leases.claim, "findings", "one", until, NOW)


def test_a_new_owner_frees_named_leases(store: Store) -> None:
    store.transact(leases.claim, "findings", "one", NOW + HOUR, NOW)
    store.transact(leases.free_all)
    assert store.transact(leases.claim, "findings", "two", NOW + HOUR, NOW)


def test_a_store_has_one_owner_who_is_named(store: Store) -> None:
    assert leases.owner_alive(store) is None
    with leases.own(store) as lock:
        assert lock.who.startswith(f"process {os.getpid()}, since 20")
        assert leases.owner_alive(store) == lock.who
        with pytest.raises(OwnedElsewhere) as refused:
            leases.own(store)
        assert refused.value.who == lock.who
    assert leases.owner_alive(store) is None
    leases.own(store).release()


OWNER = """
import sys, time
from datetime import datetime, UTC
from storage import leases
from storage.database import Store
store = Store.open(sys.argv[1], create=True, now=datetime.now(UTC))
lock = leases.own(store)
print(lock.who, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_killed_owner_leaves_the_store_free(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if kind == "sqlite":
        address = f"sqlite:///{tmp_path}/watch.db"
    else:
        make: Callable[[], str] = request.getfixturevalue("new_database")
        address = make()
    with subprocess.Popen([sys.executable, "-c", OWNER, address], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        who = owner.stdout.readline().strip()
        with Store.open(address, create=False, now=NOW) as store:
            assert leases.owner_alive(store) == who
            with pytest.raises(OwnedElsewhere, match=str(owner.pid)):
                leases.own(store)
            owner.send_signal(signal.SIGKILL)
            owner.wait()
            deadline = time.monotonic() + 5
            while leases.owner_alive(store) and time.monotonic() < deadline:
                time.sleep(0.02)
            leases.own(store).release()


FORKING = """
import os, sys, time
from datetime import datetime, UTC
from storage import leases
from storage.database import Store
store = Store.open(sys.argv[1], create=True, now=datetime.now(UTC))
lock = leases.own(store)
if os.fork() == 0:
    time.sleep(60)
print(os.getpid(), flush=True)
time.sleep(60)
"""


def test_a_child_that_outlives_the_owner_does_not_hold_its_lock(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/watch.db"
    owner = subprocess.Popen(
        [sys.executable, "-c", FORKING, address], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert owner.stdout is not None
        owner.stdout.readline()
        owner.kill()
        owner.wait()
        with Store.open(address, create=False, now=NOW) as store, leases.own(store):
            pass
    finally:
        os.killpg(owner.pid, signal.SIGKILL)  # the child is still asleep
        if owner.stdout is not None:
            owner.stdout.close()


def test_looking_for_an_owner_never_stops_one_from_starting(tmp_path: Path) -> None:
    with Store.open(f"{tmp_path}/watch.db", create=True, now=NOW) as store:
        for _ in range(50):
            assert leases.owner_alive(store) is None
            leases.own(store).release()


def test_a_holder_gives_back_all_of_a_kind_and_nothing_else(store: Store) -> None:
    for name, holder in (("to a", "me"), ("to b", "me"), ("to c", "another"), ("other", "me")):
        assert store.transact(leases.claim, name, holder, NOW + HOUR, NOW)
    store.transact(leases.release_all, "me", "to ")

    free = [name for name in ("to a", "to b", "to c", "other") if _claimed(store, name)]
    assert free == ["to a", "to b"]


def _claimed(store: Store, name: str) -> bool:
    return store.transact(leases.claim, name, "third", NOW + HOUR, NOW)
