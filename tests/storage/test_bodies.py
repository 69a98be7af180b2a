from __future__ import annotations

import os
import random

import pytest
from sqlalchemy import Connection, select, update

from storage import bodies
from storage.database import Store
from storage.errors import NotKept, StoreDamaged
from storage.schema import bodies as rows
from tests.storage.world import sha


def page(rng: random.Random) -> list[str]:
    """About four kilobytes of words."""
    return [rng.choice(VOCABULARY) for _ in range(640)]


VOCABULARY = [
    "".join(random.Random(seed).choices("etaoinshrdlu", k=random.Random(seed).randint(2, 9)))
    for seed in range(600)
]


def edited(words: list[str], rng: random.Random) -> list[str]:
    """The same with one stretch of a twentieth written anew."""
    start = rng.randrange(len(words) - 32)
    return words[:start] + [rng.choice(VOCABULARY) for _ in range(32)] + words[start + 32 :]


def history(store: Store, steps: int) -> list[tuple[str, bytes]]:
    rng = random.Random(7)
    words = page(rng)
    kept: list[tuple[str, bytes]] = []
    base: str | None = None
    for _ in range(steps):
        content = " ".join(words).encode()
        base = store.transact(bodies.put, content, base)
        kept.append((base, content))
        words = edited(words, rng)
    return kept


def depths_of(conn: Connection) -> dict[str, int]:
    return {row.hash: row.depth for row in conn.execute(select(rows.c.hash, rows.c.depth))}


def test_a_version_costs_about_what_changed(store: Store) -> None:
    history(store, 45)
    with store.read() as conn:
        stored = conn.execute(select(rows.c.codec, rows.c.data)).all()
    steps = [len(row.data) for row in stored if row.codec == bodies.CHAINED]
    assert sum(steps) / len(steps) < 160


def test_every_twentieth_body_is_whole(store: Store) -> None:
    kept = history(store, 45)
    with store.read() as conn:
        depths = depths_of(conn)
        assert [depths[hash_] for hash_, _ in kept] == [*range(20), *range(20), *range(5)]
        for hash_, content in kept:
            assert bodies.get(conn, hash_) == content


def test_the_same_bytes_are_stored_once(store: Store) -> None:
    first = store.transact(bodies.put, b"57 detainers", None)
    again = store.transact(bodies.put, b"57 detainers", first)
    assert first == again == sha(b"57 detainers")
    with store.read() as conn:
        assert len(conn.execute(select(rows.c.hash)).all()) == 1


@pytest.mark.parametrize("content", [b"", b"\x00", b"a" * 100_000, os.urandom(5000)], ids=len)
def test_any_bytes_come_back(store: Store, content: bytes) -> None:
    base = store.transact(bodies.put, b"something else entirely", None)
    for under in (None, base, "no such body"):
        hash_ = store.transact(bodies.put, content, under)
    with store.read() as conn:
        assert bodies.get(conn, hash_) == content


def test_what_does_not_resemble_its_base_is_stored_whole(store: Store) -> None:
    base = store.transact(bodies.put, os.urandom(5000), None)
    other = store.transact(bodies.put, os.urandom(5000), base)
    with store.read() as conn:
        assert conn.execute(select(rows.c.codec).where(rows.c.hash == other)).scalar_one() == bodies.WHOLE


def test_bytes_that_were_tampered_with_are_noticed(store: Store) -> None:
    [(first, _), (second, _)] = history(store, 2)

    def tamper(tx: Connection, data: bytes) -> None:
        tx.execute(update(rows).where(rows.c.hash == first).values(data=data))

    with store.read() as conn:
        other = conn.execute(select(rows.c.data).where(rows.c.hash == second)).scalar_one()
    for data in (b"junk", other):
        store.transact(tamper, data)
        for hash_ in (first, second):
            with store.read() as conn, pytest.raises(StoreDamaged):
                bodies.get(conn, hash_)


def test_bytes_that_are_not_there_are_said_not_to_be_kept(store: Store) -> None:
    with store.read() as conn, pytest.raises(NotKept):
        bodies.get(conn, sha(b"never seen"))


def test_a_body_may_be_moved_to_another_base(store: Store) -> None:
    kept = history(store, 5)
    store.transact(bodies.rewrite, kept[3][0], kept[0][0])
    store.transact(bodies.rewrite, kept[1][0], None)
    with store.read() as conn:
        for hash_, content in kept:
            assert bodies.get(conn, hash_) == content
        depths = depths_of(conn)
    assert (depths[kept[1][0]], depths[kept[3][0]]) == (0, 1)
