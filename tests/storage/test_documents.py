from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from config.words import DocumentKind, PublishedHow, RunOutcome, Verdict, VersionState
from storage import bodies, documents, sources
from storage.database import Store
from storage.errors import LeaseLost, NoSuchRow, NotKept
from storage.records import Recorded, Run, Seen
from storage.schema import fetches, metadata
from tests.storage.world import HOUR, NOW, begin, declare, new_version, seen, sha


@pytest.fixture
def run(store: Store) -> Run:
    declare(store, "feed", "mirror")
    return begin(store)


def record(store: Store, run: Run, *batch: Seen) -> list[Recorded]:
    return store.transact(documents.record_seen, run.id, batch, NOW)


def counts(store: Store) -> dict[str, int]:
    with store.read() as conn:
        return {
            table.name: conn.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


def test_a_new_text_becomes_a_pending_version(store: Store, run: Run) -> None:
    [made] = record(store, run, seen("https://a/1", "57 detainers", title="Police letter"))
    assert made.is_new
    assert made.version_id is not None
    with store.read() as conn:
        [pending] = documents.pending(conn, 10)
        assert (pending.id, pending.seq, pending.state) == (made.version_id, 1, VersionState.PENDING)
        assert documents.text(conn, pending.id) == "57 detainers"
        assert documents.raw(conn, pending.id) == b"<p>57 detainers</p>"
        assert documents.document(conn, made.document_id).title == "Police letter"
        assert documents.sources_of(conn, made.document_id) == ["feed"]
        assert documents.previous(conn, pending) is None


def test_the_same_text_again_is_a_check_and_no_version(store: Store, run: Run) -> None:
    record(store, run, seen("https://a/1", "57 detainers"))
    [again] = record(store, run, seen("https://a/1", "57 detainers", at=NOW + HOUR, etag=b'"2"'))
    assert again.version_id is None
    assert not again.is_new
    with store.read() as conn:
        known = documents.known(conn, ["https://a/1", "https://a/2"])["https://a/1"]
        assert len(documents.versions(conn, known.id)) == 1
    assert (known.checks, known.etag, known.last_checked_at) == (2, b'"2"', NOW + HOUR)
    assert known.text_hash == sha(b"57 detainers")
    assert known.text_length == len("57 detainers")
    assert not known.carries_claim


def test_a_batch_recorded_twice_leaves_nothing_second(store: Store, run: Run) -> None:
    batch = [
        seen("https://a/1", "one"),
        seen("https://a/2", "two", at=NOW + HOUR),
        seen("https://a/2", "three", at=NOW + 2 * HOUR),
        seen("https://a/2", "two", at=NOW + 3 * HOUR),
        seen("https://a/3", verdict=Verdict.SERVER_ERROR, status=500),
        seen("https://a/4", verdict=None),
        seen("https://a/5", verdict=Verdict.MISSING, status=404),
    ]
    first = record(store, run, *batch)
    before = counts(store)
    with store.read() as conn:
        rows = documents.known(conn, [item.key for item in batch])
    second = record(store, run, *batch)
    assert counts(store) == before
    assert before["versions"] == 4
    assert before["fetches"] == 2
    with store.read() as conn:
        assert documents.known(conn, [item.key for item in batch]) == rows
    assert [each.version_id for each in second] == [each.version_id for each in first]


def test_back_to_an_earlier_text_is_a_version_of_its_own(store: Store, run: Run) -> None:
    for step, text in enumerate(["57", "61", "57"]):
        record(store, run, seen("https://a/1", text, at=NOW + step * HOUR))
    with store.read() as conn:
        [document] = documents.search(conn, words="A/1")
        made = documents.versions(conn, document.id)
        assert [version.seq for version in made] == [1, 2, 3]
        assert [documents.text(conn, version.id) for version in made] == ["57", "61", "57"]
        assert documents.previous(conn, made[2]) == made[1]


def test_several_versions_at_one_instant_of_a_clock_that_stands_still(store: Store, run: Run) -> None:
    record(store, run, seen("https://a/1", "57"))
    record(store, run, seen("https://a/1", "61"))
    later = begin(store, "mirror")
    record(store, later, seen("https://a/1", "57"))
    assert counts(store)["versions"] == 3


def test_only_an_ok_answer_can_make_a_version(store: Store, run: Run) -> None:
    with pytest.raises(ValueError, match="only an ok answer"):
        record(store, run, seen("https://a/1", "57", verdict=Verdict.PAYWALL))
    assert counts(store)["documents"] == 0


@pytest.mark.parametrize("field", ["raw_hash", "text_hash"])
def test_it_refuses_a_version_whose_hash_is_wrong(store: Store, run: Run, field: str) -> None:
    fields: dict[str, object] = {field: sha(b"other")}
    wrong = replace(new_version("57"), **fields)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=field):
        record(store, run, seen("https://a/1", version=wrong, verdict=Verdict.OK))


def test_bytes_that_may_not_be_kept_leave_their_hash(store: Store, run: Run) -> None:
    version = replace(new_version("sum: 57"), raw=b"", raw_hash=sha(b"a row a person"))
    [made] = record(store, run, seen("https://a/1", verdict=Verdict.OK, version=version))
    assert made.version_id is not None
    with store.read() as conn:
        assert documents.text(conn, made.version_id) == "sum: 57"
        with pytest.raises(NotKept):
            documents.raw(conn, made.version_id)


def test_a_failed_attempt_is_one_row_and_no_good_check(store: Store, run: Run) -> None:
    record(store, run, seen("https://a/1", "57"))
    failed = seen(
        "https://a/1", verdict=Verdict.CHALLENGE, at=NOW + HOUR, status=403, note="bot check", ms=12, size=9
    )
    record(store, run, failed)
    with store.read() as conn:
        known = documents.known(conn, ["https://a/1"])["https://a/1"]
        [fetch] = documents.recent_fetches(conn, known.id)
    assert known.checks == 1
    assert known.last_checked_at == NOW + HOUR
    assert (fetch.verdict, fetch.status, fetch.note, fetch.source_id) == (
        Verdict.CHALLENGE,
        403,
        "bot check",
        "feed",
    )


def test_unchanged_checks_make_no_row(store: Store, run: Run) -> None:
    record(store, run, seen("https://a/1", "57", etag=b"e", last_modified=b"m", gate_hash="g", gate_algo="1"))
    record(store, run, seen("https://a/1", at=NOW + HOUR, next_due_at=NOW + 2 * HOUR))
    with store.read() as conn:
        known = documents.known(conn, ["https://a/1"])["https://a/1"]
        assert conn.execute(select(func.count()).select_from(fetches)).scalar_one() == 0
    assert (known.etag, known.last_modified, known.gate_hash, known.gate_algo) == (b"e", b"m", "g", "1")
    assert (known.checks, known.next_due_at) == (2, NOW + 2 * HOUR)


def test_a_410_is_gone_at_once_and_any_good_check_returns(store: Store, run: Run) -> None:
    record(store, run, seen("https://a/1", "57"))
    [gone] = record(store, run, seen("https://a/1", verdict=Verdict.GONE, status=410, at=NOW + HOUR))
    [still] = record(store, run, seen("https://a/1", verdict=Verdict.GONE, status=410, at=NOW + 2 * HOUR))
    [back] = record(store, run, seen("https://a/1", at=NOW + 3 * HOUR))
    assert (gone.went, still.went, back.went) == (True, False, False)
    assert back.returned
    with store.read() as conn:
        assert documents.document(conn, back.document_id).gone_since is None


def test_two_404s_six_hours_apart_make_a_document_gone(store: Store, run: Run) -> None:
    record(store, run, seen("https://a/1", "57"))
    went = []
    for hours in (1, 2, 6.9, 7, 8):
        at = NOW + timedelta(hours=hours)
        [made] = record(store, run, seen("https://a/1", verdict=Verdict.MISSING, status=404, at=at))
        went.append(made.went)
    assert went == [False, False, False, True, False]
    with store.read() as conn:
        assert documents.document(conn, made.document_id).gone_since == NOW + HOUR


def test_a_good_check_between_two_404s_starts_the_count_anew(store: Store, run: Run) -> None:
    checks = [(1, Verdict.MISSING), (4, Verdict.UNCHANGED), (8, Verdict.MISSING), (9, Verdict.SERVER_ERROR)]
    for hours, verdict in checks:
        [made] = record(store, run, seen("https://a/1", verdict=verdict, at=NOW + hours * HOUR))
        assert not made.went
    with store.read() as conn:
        assert documents.known(conn, ["https://a/1"])["https://a/1"].misses == 1


def test_the_most_credible_and_earliest_date_stays(store: Store, run: Run) -> None:
    told = [
        (date(2026, 1, 20), PublishedHow.LISTED),
        (date(2026, 1, 25), PublishedHow.METADATA),
        (date(2026, 1, 22), PublishedHow.METADATA),
        (date(2026, 1, 24), PublishedHow.METADATA),
        (date(2026, 1, 1), PublishedHow.GUESSED),
    ]
    for day, how in told:
        [made] = record(store, run, seen("https://a/1", published_on=day, published_how=how))
    with store.read() as conn:
        document = documents.document(conn, made.document_id)
    assert (document.published_on, document.published_how) == (date(2026, 1, 22), PublishedHow.METADATA)


def test_one_document_may_be_listed_by_several_sources(store: Store, run: Run) -> None:
    [first] = record(store, run, seen("https://a/1", verdict=None, place="us-ma", publisher="paper"))
    official = seen("https://a/1", "57", official=True, place="us-ma-boston", publisher="us-ma-boston/police")
    [second] = record(store, begin(store, "mirror"), official)
    assert second.document_id == first.document_id
    assert not second.is_new
    with store.read() as conn:
        assert documents.sources_of(conn, first.document_id) == ["feed", "mirror"]
        document = documents.document(conn, first.document_id)
    assert (document.official, document.place, document.publisher) == (
        True,
        "us-ma-boston",
        "us-ma-boston/police",
    )


def test_an_attachment_finds_its_parent_in_the_same_batch_or_earlier(store: Store, run: Run) -> None:
    matter = seen("legistar:boston:matter:1", verdict=None, kind=DocumentKind.MATTER)
    letter = seen("https://a/letter.pdf", "57", kind=DocumentKind.ATTACHMENT, parent_key=matter.key)
    later = seen("https://a/more.pdf", "58", kind=DocumentKind.ATTACHMENT, parent_key=matter.key)
    made = record(store, run, letter, matter)
    record(store, run, later)
    with store.read() as conn:
        names = [child.key for child in documents.children(conn, made[1].document_id)]
    assert names == ["https://a/letter.pdf", "https://a/more.pdf"]


def test_what_the_first_run_lists_is_baseline_for_good(store: Store, run: Run) -> None:
    assert run.baseline
    record(store, run, seen("https://a/1", verdict=None))
    end = {"outcome": RunOutcome.COMPLETE, "counts": {"listed": 1}, "reason": None, "next_due_at": NOW}
    store.transact(sources.end_run, run.id, now=NOW, **end)  # type: ignore[arg-type]
    later = begin(store)
    assert not later.baseline
    record(store, later, seen("https://a/1", "57"), seen("https://a/2", "61"))
    with store.read() as conn:
        flags = {document.key: document.baseline for document in documents.search(conn)}
    assert flags == {"https://a/1": True, "https://a/2": False}


def test_due_documents_come_longest_waiting_first(store: Store, run: Run) -> None:
    for number, hours in enumerate((3, 1, 9)):
        record(store, run, seen(f"https://a/{number}", next_due_at=NOW + hours * HOUR))
    record(store, run, seen("https://a/never"), seen("https://a/gone", verdict=Verdict.GONE))
    with store.read() as conn:
        due = documents.due(conn, "feed", NOW + 4 * HOUR, 10)
        assert [each.key for each in due] == ["https://a/1", "https://a/0"]
        assert documents.due(conn, "mirror", NOW + 9 * HOUR, 10) == []
        every = documents.due(conn, "feed", NOW, 10, every=True)
    assert [each.key for each in every] == ["https://a/1", "https://a/0", "https://a/2", "https://a/never"]


def test_a_run_that_lost_its_lease_writes_nothing(store: Store, run: Run) -> None:
    store.transact(sources.interrupt, NOW + 2 * HOUR)
    with pytest.raises(LeaseLost):
        record(store, run, seen("https://a/1", "57"))
    assert counts(store)["documents"] == 0


def test_hostile_texts_can_be_stored(store: Store, run: Run) -> None:
    [made] = record(
        store, run, seen("https://a/1", "57", title="NUL \x00 and \ud800", note="\x00", url="https://a/\x00")
    )
    with store.read() as conn:
        assert documents.document(conn, made.document_id).title == "NUL \ufffd and ?"


def test_unknown_ids_are_said_to_be_unknown(store: Store) -> None:
    with store.read() as conn:
        with pytest.raises(NoSuchRow):
            documents.document(conn, 99)
        with pytest.raises(NoSuchRow):
            documents.text(conn, 99)
        with pytest.raises(NotKept):
            bodies.get(conn, "no such hash")


def test_a_batch_of_a_hundred_pages_takes_one_short_transaction(store: Store, run: Run) -> None:
    batch = [seen(f"https://a/{number}", f"text {number} " * 300) for number in range(100)]
    assert len({made.version_id for made in record(store, run, *batch)}) == 100
