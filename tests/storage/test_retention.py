from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, select

from config.words import Fate, Metric, Quiet, ReviewVerdict, Verdict
from storage import bodies, documents, findings, outbox, retention, reviews
from storage.database import Store
from storage.errors import NoSuchRow
from storage.records import Ledger, ReadFigure, Review, Version
from storage.retention import Pruned
from storage.schema import bodies as body_rows
from storage.schema import fetches
from tests.storage import world
from tests.storage.world import NOW, seen

LATER = NOW + timedelta(days=91)
KEEP = timedelta(days=90)


def page(number: int) -> str:
    return f"version {number} of a page about {number} detainers " + "that says the same for long " * 40


def written(
    store: Store, key: str, count: int, *, official: bool = False, done: bool = True
) -> list[Version]:
    """A document with so many versions, compared or not."""
    run = world.begin(store, None)
    batch = [seen(key, page(number), official=official, relevant=official) for number in range(count)]
    store.transact(documents.record_seen, run.id, batch, NOW)
    with store.read() as conn:
        found = documents.by_key(conn, key)
        assert found is not None
        made = documents.versions(conn, found.id)
    if done:
        store.transact(compared, made)
    return made


def compared(tx: Connection, made: list[Version]) -> None:
    """All of them at once: nothing was found in any."""
    for version in made:
        findings.record(tx, world.findings(version, figures=(), after=Ledger(), changes=(), owed=()), NOW)


def prune(store: Store) -> Pruned:
    with store.read() as conn:
        planned = retention.plan(conn, LATER, KEEP)
    return store.transact(retention.prune, planned)


def kept(store: Store, versions: list[Version]) -> list[int]:
    """Sequence numbers of those that are still there, with text and bytes that prove right."""
    found = []
    with store.read() as conn:
        for version in versions:
            try:
                documents.version(conn, version.id)
            except NoSuchRow:
                continue
            assert documents.text(conn, version.id) == page(version.seq - 1)
            assert documents.raw(conn, version.id)
            found.append(version.seq)
    return found


def test_old_versions_without_evidence_go_but_for_the_last_two(store: Store) -> None:
    versions = written(store, "https://a/1", 7)
    with store.read() as conn:
        planned = retention.plan(conn, LATER, KEEP)
    assert planned.versions == tuple(version.id for version in versions[:5])
    assert planned.kept == {"newest": 2}
    gone = prune(store)
    assert (gone.versions, gone.bodies, gone.kept) == (5, 10, {"newest": 2})
    assert gone.size > 0
    assert kept(store, versions) == [6, 7]
    assert prune(store).versions == 0


def test_nothing_goes_before_its_time(store: Store) -> None:
    written(store, "https://a/1", 4)
    with store.read() as conn:
        assert retention.plan(conn, NOW + KEEP, KEEP).versions == ()


def test_a_pending_version_stays(store: Store) -> None:
    versions = written(store, "https://a/1", 5, done=False)
    assert prune(store).versions == 0
    assert kept(store, versions) == [1, 2, 3, 4, 5]


def test_every_version_of_a_document_with_a_figure_stays(store: Store) -> None:
    versions = written(store, "https://a/1", 5, done=False)
    for version in versions:
        read = (ReadFigure(figure=world.figure(), fate=Fate.UNPLACED),) if version.seq == 2 else ()
        told = world.findings(version, figures=read, after=Ledger(), changes=(), owed=())
        store.transact(findings.record, told, NOW)
    assert prune(store).kept == {"figure": 5}
    assert kept(store, versions) == [1, 2, 3, 4, 5]


def test_a_document_with_a_persons_word_stays(store: Store) -> None:
    versions = written(store, "https://a/1", 5)
    review = Review(
        document_id=versions[0].document_id,
        sentence_hash="s",
        metric=Metric.REQUESTS,
        value=287,
        verdict=ReviewVerdict.REJECTED,
        corrected=None,
        by="NAME",
        note="",
        at=NOW,
    )
    store.transact(reviews.add, review)
    assert prune(store).kept == {"review": 5}


def test_an_official_document_with_a_watch_word_stays(store: Store) -> None:
    versions = written(store, "https://a/1", 5, official=True)
    assert prune(store).kept == {"official": 5}
    assert kept(store, versions) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_a_version_behind_a_change_and_an_alert_stays(store: Store, seq: int) -> None:
    versions = written(store, "https://a/1", 5)
    store.transact(outbox.sync_receivers, {"desk": "email"}, NOW)
    change = world.change(versions[seq - 1], point=None, after=None, quiet=Quiet.NO)
    store.transact(findings.record_changes, [change], [world.owe(change.key)], NOW)
    gone = prune(store)
    assert (gone.versions, gone.kept) == (2, {"change": 1, "newest": 2})
    assert kept(store, versions) == [seq, 4, 5]


def test_what_became_evidence_since_the_plan_stays(store: Store) -> None:
    versions = written(store, "https://a/1", 5)
    with store.read() as conn:
        planned = retention.plan(conn, LATER, KEEP)
    store.transact(findings.record_changes, [world.change(versions[0], point=None)], [], NOW)
    assert store.transact(retention.prune, planned).versions == 2
    assert kept(store, versions) == [1, 4, 5]


def test_a_body_that_two_documents_share_stays_while_one_needs_it(store: Store) -> None:
    versions = written(store, "https://a/1", 4)
    other = written(store, "https://b/1", 2)
    prune(store)
    assert kept(store, versions) == [3, 4]
    assert kept(store, other) == [1, 2]


def test_no_chain_breaks_and_nothing_is_left_over(store: Store) -> None:
    versions = written(store, "https://a/1", 45)
    change = [world.change(versions[n], f"c{n}", point=None, after=None) for n in (7, 22, 23)]
    store.transact(findings.record_changes, change, [], NOW)
    prune(store)
    assert kept(store, versions) == [8, 23, 24, 44, 45]
    with store.read() as conn:
        rows = conn.execute(select(body_rows)).all()
        assert len(rows) == 10
        assert max(row.depth for row in rows) <= bodies.MAX_DEPTH
        for row in rows:
            assert bodies.get(conn, row.hash) is not None


def test_the_log_of_failed_fetches_goes(store: Store) -> None:
    run = world.begin(store, None)
    for days in (0, 80):
        at = NOW + timedelta(days=days)
        failed = seen("https://a/1", verdict=Verdict.TIMEOUT, at=at)
        store.transact(documents.record_seen, run.id, [failed], at)
    assert prune(store).fetches == 1
    with store.read() as conn:
        assert conn.execute(select(func.count()).select_from(fetches)).scalar_one() == 1
