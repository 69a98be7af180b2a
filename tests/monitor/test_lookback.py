"""A store of before there were keys gets them, and its copies are linked, some at each round."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, func, select, update

from monitor import housekeeping, lookback, passages
from storage import copies, facts, leases
from storage import findings as stored
from storage.schema import origins, signatures, supports
from storage.schema import passages as entries
from tests.monitor import copied_texts as texts
from tests.monitor.newsroom import Newsroom
from tests.monitor.test_kinship import SOURCES, WIRE, links, origin

COMING = (
    ("mirror", "c", texts.reordered(WIRE), date(2026, 1, 12)),
    ("herald", "a", WIRE, date(2026, 1, 10)),
    ("globe", "b", texts.with_boilerplate(WIRE), date(2026, 1, 11)),
)
LINKED = {1: 2, 2: None, 3: 2}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    """Three papers with one text, as a store of the first schema had them."""
    room = Newsroom(tmp_path, *SOURCES)
    room.settle_in()
    for name, path, text, day in COMING:
        room.publish(name, path, text, whole=False, published=day)
    assert links(room) == LINKED
    room.store.transact(forget)
    yield room
    room.store.close()


def forget(tx: Connection) -> None:
    for table in (origins, entries, signatures):
        tx.execute(delete(table))
    tx.execute(update(supports).values(copy_of=None))


def count(room: Newsroom) -> int:
    with room.store.read() as conn:
        return conn.execute(select(func.count()).select_from(signatures)).scalar_one()


def look(room: Newsroom) -> None:
    assert lookback.look(room.store, room.settings, room.clock) == ()


def test_what_came_before_is_signed_and_linked(room: Newsroom) -> None:
    look(room)
    assert links(room) == LINKED
    assert [(found := origin(room, id_)) and found.original for id_ in (1, 2, 3)] == [2, None, 2]
    assert count(room) == 3  # the mirror came before its original, and keeps the keys that it had till then


def test_it_goes_on_where_it_stopped(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookback, "AT_ONCE", 1)
    for looked in (1, 2, 3, 3):
        look(room)
        with room.store.read() as conn:
            assert sum(bool(copies.keys_of(conn, version)) for version in (1, 2, 3)) == looked
    assert links(room) == LINKED


def test_once_done_nothing_is_looked_at_again(room: Newsroom) -> None:
    look(room)
    room.store.transact(forget)
    look(room)
    assert count(room) == 0


def test_keys_of_another_make_are_replaced(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    look(room)
    with room.store.read() as conn:
        old = copies.keys_of(conn, 2)
    monkeypatch.setattr(passages, "algo", lambda: "of another make")
    look(room)
    with room.store.read() as conn:
        assert not set(old) & set(copies.keys_of(conn, 2))
        kept = conn.execute(select(entries.c.key)).scalars().all()
        assert not set(old) & set(kept)
        assert set(conn.execute(select(signatures.c.algo)).scalars()) == {"of another make"}
    assert links(room) == LINKED


def test_an_earlier_version_is_signed_and_says_nothing_of_whose_text_the_page_is_now(room: Newsroom) -> None:
    own = "The police of Boston have a drawer for them. " * 3
    room.publish("globe", "b", own, whole=False)
    room.store.transact(forget)
    look(room)
    assert origin(room, 3) is None
    with room.store.read() as conn:
        assert copies.keys_of(conn, 3)


def test_nothing_is_done_beside_another_consumer(room: Newsroom) -> None:
    until = room.time.replace(year=2027)
    assert room.store.transact(leases.claim, "findings", "another", until, room.time)
    look(room)
    assert count(room) == 0


def test_housekeeping_looks_back(room: Newsroom) -> None:
    housekeeping.keep(room.store, room.settings, room.clock, None)
    assert links(room) == LINKED
    with room.store.read() as conn:
        assert facts.get(conn, lookback.DONE) == f"{passages.algo()} all"


def test_a_version_that_failed_is_left_for_its_own_turn(room: Newsroom) -> None:
    with room.run("globe") as run:
        room.see(run, "globe", "d", WIRE)
    for _ in range(2):
        room.store.transact(stored.failed, 4, room.time)
    look(room)
    with room.store.read() as conn:
        assert copies.keys_of(conn, 4) == ()
