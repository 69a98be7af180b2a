"""Keys, origins and hints as rows, on both databases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from config.words import CopyHow
from storage import backup, copies, documents, findings, retention
from storage.copies import MOST_ENTRIES
from storage.database import Store
from storage.errors import NoSuchRow
from storage.records import CopiesFound, Ledger, Origin, Version
from storage.schema import hints as hint_rows
from storage.schema import origins, passages, signatures
from tests.storage import world
from tests.storage.test_retention import KEEP, LATER
from tests.storage.world import NOW, seen

ALGO = "of these tests"


def stored(store: Store, *keys: str, hints: dict[str, str] | None = None) -> list[Version]:
    """A version of each of these documents."""
    run = world.begin(store, None)
    texts = {key: world.new_version(f"text of {key}", hints=hints or {}) for key in keys}
    store.transact(
        documents.record_seen, run.id, [seen(key, "x", version=text) for key, text in texts.items()], NOW
    )
    with store.read() as conn:
        found = [documents.by_key(conn, key) for key in keys]
        return [documents.versions(conn, document.id)[-1] for document in found if document is not None]


def signed(tx: Connection, version: Version, *keys: int) -> None:
    copies.sign(tx, version.id, ALGO, keys)


def found(store: Store, *keys: int, but: int = 0, most: int = 9) -> list[tuple[int, int]]:
    with store.read() as conn:
        return [(each.version, each.shared) for each in copies.candidates(conn, keys, but=but, most=most)]


def count(store: Store) -> list[int]:
    with store.read() as conn:
        tables = (signatures, passages, hint_rows, origins)
        return [conn.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]


def origin(document: int, original: int | None, **more: object) -> Origin:
    values: dict[str, object] = {"how": CopyHow.ALIKE}
    return Origin(document=document, original=original, **(values | more))  # type: ignore[arg-type]


def test_what_shares_most_keys_comes_first_and_never_the_document_itself(store: Store) -> None:
    a, b, c = stored(store, "a", "b", "c")
    store.transact(signed, a, 1, 2, 3)
    store.transact(signed, b, 2, 3, 2**48 - 1)
    store.transact(signed, c, 7)
    assert found(store, 2, 3, 2**48 - 1) == [(b.id, 3), (a.id, 2)]
    assert found(store, 1, 2, 3, but=a.document_id) == [(b.id, 2)]
    assert found(store, 1, 2, 3, most=1) == [(a.id, 3)]
    assert found(store, 4, 5) == found(store) == []


def test_more_keys_than_one_query_takes(store: Store) -> None:
    (a,) = stored(store, "a")
    store.transact(signed, a, *range(120))
    assert found(store, *range(100, 300)) == [(a.id, 20)]


def test_a_key_that_everybody_has_tells_nothing(store: Store) -> None:
    many = stored(store, *(f"{number}" for number in range(MOST_ENTRIES + 1)))

    def sign(tx: Connection, some: list[Version]) -> None:
        for version in some:
            signed(tx, version, 5, 1000 + version.id)

    store.transact(sign, many[:-1])
    assert len(found(store, 5, most=MOST_ENTRIES)) == MOST_ENTRIES
    store.transact(sign, many[-1:])
    assert found(store, 5) == []
    assert found(store, 5, 1000 + many[3].id) == [(many[3].id, 1)]


def test_keys_are_replaced_and_written_twice_are_the_same(store: Store) -> None:
    (a,) = stored(store, "a")
    for keys in ((1, 2), (1, 2), (2, 3)):
        store.transact(signed, a, *keys)
    assert (found(store, 1), found(store, 3)) == ([], [(a.id, 1)])
    assert count(store)[:2] == [1, 2]
    store.transact(signed, a)
    assert count(store)[:2] == [0, 0]


def test_origins_are_written_changed_and_taken_back(store: Store) -> None:
    a, b, c = (version.document_id for version in stored(store, "https://a/1", "b", "c"))
    rows = {b: origin(b, a), c: origin(c, None, how=CopyHow.CREDITED, name="Associated Press")}
    store.transact(copies.write, 1, CopiesFound(algo=ALGO, origins=rows))
    with store.read() as conn:
        assert copies.origins_of(conn, [a, b, c]) == rows
        assert copies.copies_of(conn, [a]) == [rows[b]]
    late = origin(c, a, key="https://a/1", whole=False)
    store.transact(copies.write, 1, CopiesFound(algo=ALGO, origins={b: None, c: late}))
    with store.read() as conn:
        assert copies.origins_of(conn, [a, b, c]) == {c: late}
        assert copies.naming(conn, ["https://a/1", "https://a/2"], 9) == [late]
        assert copies.by_keys(conn, ["https://a/1", "https://nowhere"]) == [a]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({}, "Boston Herald"),
        ({"name": "Associated Press"}, "Associated Press"),
        ({"original": None, "key": "https://www.apnews.com/article/9"}, "Associated Press"),
        ({"original": None, "key": "https://paper.example.org/9"}, "paper.example.org"),
    ],
)
def test_a_document_says_whose_text_it_is(store: Store, said: dict[str, object], shown: str) -> None:
    run = world.begin(store, None)
    batch = [seen("a", "one text", publisher="Boston Herald"), seen("b", "another text")]
    store.transact(documents.record_seen, run.id, batch, NOW)
    with store.read() as conn:
        a, b = (documents.by_key(conn, key) for key in "ab")
    assert a is not None
    assert b is not None
    row = origin(b.id, **({"original": a.id} | said))  # type: ignore[arg-type]
    store.transact(copies.write, 1, CopiesFound(algo=ALGO, origins={b.id: row}))
    with store.read() as conn:
        copied, own = (documents.by_key(conn, key) for key in "ba")
        assert documents.by_ids(conn, [b.id])[b.id] == copied == documents.document(conn, b.id)
    assert copied is not None
    assert copied.origin is not None
    assert (copied.origin.name, own is not None and own.origin) == (shown, None)


def test_what_a_page_said_is_kept_with_its_version(store: Store) -> None:
    (a,) = stored(store, "a", hints={"credit": "Associated Press\x00"})
    (b,) = stored(store, "b")
    with store.read() as conn:
        assert copies.told(conn, a.id) == {"credit": "Associated Press\ufffd"}
        assert copies.told(conn, b.id) == {}


def test_all_of_it_goes_with_its_version(store: Store) -> None:
    run = world.begin(store, None)
    texts = [world.new_version(f"version {n}", hints={"credit": "x"}) for n in range(4)]
    store.transact(documents.record_seen, run.id, [seen("a", "x", version=text) for text in texts], NOW)

    def compare_all(tx: Connection) -> None:
        for id_ in (1, 2, 3, 4):
            version = documents.version(tx, id_)
            made = world.findings(version, figures=(), after=Ledger(), changes=(), owed=())
            findings.record(tx, replace(made, copies=CopiesFound(algo=ALGO, keys=(id_, 99))), NOW)

    store.transact(compare_all)
    assert count(store) == [4, 8, 4, 0]
    with store.read() as conn:
        planned = retention.plan(conn, LATER, KEEP)
    gone = store.transact(retention.prune, planned)
    assert gone.versions == 2
    assert count(store) == [2, 4, 2, 0]
    assert (found(store, 1), found(store, 4)) == ([], [(4, 1)])
    with store.read() as conn, pytest.raises(NoSuchRow):
        documents.version(conn, 1)


def test_a_backup_holds_them(store: Store, tmp_path: Path) -> None:
    if store.path is None:
        return
    a, b = stored(store, "a", "b", hints={"credit": "Reuters"})
    rows = {b.document_id: origin(b.document_id, a.document_id)}
    store.transact(copies.write, a.id, CopiesFound(algo=ALGO, keys=(1, 2), origins=rows))
    copied = backup.backup(store, tmp_path / "copy.db")
    names = ("signatures", "passages", "hints", "origins")
    assert [copied.counts[name] for name in names] == [1, 2, 2, 1]
    backup.restore(copied.path, tmp_path / "back.db")
    with Store.open(str(tmp_path / "back.db"), create=False, now=NOW) as back:
        assert found(back, 1, 2) == [(a.id, 2)]
        with back.read() as conn:
            assert documents.document(conn, b.document_id).origin is not None


def test_finding_out_anew_forgets_what_was_found_and_keeps_what_pages_said(store: Store) -> None:
    a, b = stored(store, "a", "b", hints={"credit": "Reuters"})
    rows = {b.document_id: origin(b.document_id, a.document_id)}
    store.transact(copies.write, a.id, CopiesFound(algo=ALGO, keys=(1,), origins=rows))
    store.transact(copies.forget_all)
    assert count(store) == [0, 0, 2, 0]
