from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from config.words import Verdict
from storage import bodies, documents, quarantine, retention
from storage.database import Store
from storage.errors import NotKept
from storage.records import KnownDocument, Recorded, Run, Seen
from storage.schema import bodies as body_rows
from tests.storage.world import HOUR, NOW, begin, declare, seen, sha

KEY = "https://a/1"
DEADLY = b"%PDF-1.7 that kills" * 50
KEEP = timedelta(days=90)


@pytest.fixture
def run(store: Store) -> Run:
    declare(store, "feed", "mirror")
    return begin(store)


def record(store: Store, run: Run, item: Seen) -> Recorded:
    [made] = store.transact(documents.record_seen, run.id, [item], item.at)
    return made


def deadly(raw: bytes = DEADLY, **more: object) -> Seen:
    values: dict[str, object] = {
        "verdict": Verdict.UNREADABLE,
        "quarantined": "crashed: signal 11",
        "quarantined_by": "reader/1",
        "raw": raw,
        "raw_hash": sha(raw),
    }
    return seen(KEY, None, **(values | more))


def known(store: Store) -> KnownDocument:
    with store.read() as conn:
        return documents.known(conn, [KEY])[KEY]


def aside(store: Store) -> bytes:
    with store.read() as conn:
        return quarantine.raw(conn, documents.known(conn, [KEY])[KEY].id)


def test_bytes_that_could_not_be_read_are_kept(store: Store, run: Run) -> None:
    made = record(store, run, deadly())
    assert made.version_id is None
    assert aside(store) == DEADLY
    assert (known(store).quarantined_raw, known(store).quarantined_by) == (sha(DEADLY), "reader/1")
    with store.read() as conn:
        assert documents.document(conn, made.document_id).quarantined == "crashed: signal 11"
    record(store, run, deadly())
    with store.read() as conn:
        assert len(documents.recent_fetches(conn, made.document_id)) == 1


def test_it_refuses_bytes_under_another_hash(store: Store, run: Run) -> None:
    with pytest.raises(ValueError, match="raw_hash"):
        record(store, run, deadly(raw_hash=sha(b"other")))


@pytest.mark.parametrize(
    "item",
    [
        seen(KEY, "58 detainers", at=NOW + HOUR),  # another text
        seen(KEY, "57 detainers", at=NOW + HOUR),  # the text from before
        seen(KEY, at=NOW + HOUR),  # not changed since the last good answer
    ],
)
def test_any_good_check_ends_it(store: Store, run: Run, item: Seen) -> None:
    record(store, run, seen(KEY, "57 detainers"))
    record(store, run, deadly())
    record(store, run, item)
    assert (known(store).quarantined_raw, known(store).quarantined_by) == (None, None)
    with store.read() as conn:
        assert documents.document(conn, known(store).id).quarantined is None
    with pytest.raises(NotKept, match="not set aside"):
        aside(store)


def test_a_failed_fetch_does_not_end_it(store: Store, run: Run) -> None:
    record(store, run, deadly())
    record(store, run, seen(KEY, verdict=Verdict.TIMEOUT, at=NOW + HOUR))
    assert aside(store) == DEADLY


def test_a_document_that_is_not_known_has_no_bytes(store: Store) -> None:
    with store.read() as conn, pytest.raises(NotKept):
        quarantine.raw(conn, 99)


# --- retention ------------------------------------------------------------------------------------


def prune(store: Store, days: int) -> int:
    with store.read() as conn:
        planned = retention.plan(conn, NOW + timedelta(days=days), KEEP)
    return store.transact(retention.prune, planned).bodies


def kept(store: Store) -> set[str]:
    with store.read() as conn:
        return set(conn.execute(select(body_rows.c.hash)).scalars())


def test_the_bytes_stay_while_the_document_is_set_aside(store: Store, run: Run) -> None:
    record(store, run, deadly())
    assert prune(store, 365) == 0
    assert aside(store) == DEADLY


def test_the_bytes_stay_as_long_as_the_fetch_that_brought_them(store: Store, run: Run) -> None:
    record(store, run, deadly())
    record(store, run, deadly(b"other bytes, as deadly", at=NOW + HOUR))
    assert prune(store, 89) == 0
    assert kept(store) == {sha(DEADLY), sha(b"other bytes, as deadly")}
    assert prune(store, 91) == 1
    assert kept(store) == {sha(b"other bytes, as deadly")}


def test_a_version_that_stands_on_bytes_that_go_stays_whole(store: Store, run: Run) -> None:
    page = b"<p>the same for long</p>" * 100
    record(store, run, deadly(page))
    with store.read() as conn:
        assert bodies.get(conn, sha(page)) == page
    later = seen(KEY, "57 detainers", at=NOW + timedelta(days=100))
    made = record(store, run, later)
    prune(store, 120)
    assert sha(page) not in kept(store)
    with store.read() as conn:
        assert documents.raw(conn, made.version_id or 0) == b"<p>57 detainers</p>"


# --- another chance -------------------------------------------------------------------------------


def due(store: Store, source: str = "feed") -> list[str]:
    with store.read() as conn:
        return [each.key for each in documents.due(conn, source, NOW, 9)]


def test_other_tools_get_one_chance(store: Store, run: Run) -> None:
    record(store, run, deadly())
    assert store.transact(quarantine.another_chance, "feed", "reader/1", NOW) == 0
    assert due(store) == []
    assert store.transact(quarantine.another_chance, "mirror", "reader/2", NOW) == 0
    assert store.transact(quarantine.another_chance, "feed", "reader/2", NOW) == 1
    assert due(store) == [KEY]
    assert (known(store).quarantined_by, known(store).quarantined_raw) == (None, sha(DEADLY))
    assert store.transact(quarantine.another_chance, "feed", "reader/2", NOW) == 0
    record(store, run, deadly(quarantined_by="reader/2", at=NOW + HOUR))
    assert due(store) == []
    assert store.transact(quarantine.another_chance, "feed", "reader/2", NOW) == 0


def test_what_is_gone_or_well_is_not_looked_at_for_other_tools(store: Store, run: Run) -> None:
    record(store, run, deadly())
    record(store, run, seen(KEY, verdict=Verdict.GONE, at=NOW + HOUR))
    record(store, run, seen("https://a/2", "57 detainers"))
    assert store.transact(quarantine.another_chance, "feed", "reader/2", NOW) == 0
    assert aside(store) == DEADLY
