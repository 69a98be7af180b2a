from __future__ import annotations

from dataclasses import replace

import pytest

from config.words import ChangeKind, DisputeState, Fate, Metric, Quiet, ReviewVerdict, VersionState
from storage import documents, findings, ledger, outbox, reviews
from storage.database import Store
from storage.errors import NoSuchRow
from storage.records import Claim, Dispute, FigureRef, Ledger, PutRight, ReadFigure, Review, Version
from tests.storage import world
from tests.storage.world import NOW, POINT, seen


@pytest.fixture
def version(store: Store) -> Version:
    version = world.stored(store)
    store.transact(outbox.sync_receivers, {"desk": "email"}, NOW)
    return version


def load(store: Store) -> Ledger:
    with store.read() as conn:
        return ledger.load(conn, points=[POINT])


def no_ids(claim: Claim) -> Claim:
    return replace(claim, id=None)


def test_what_a_version_says_is_stored_at_once(store: Store, version: Version) -> None:
    told = world.findings(version)
    [made] = store.transact(findings.record, told, NOW)
    assert made == replace(told.changes[0], id=made.id)
    with store.read() as conn:
        assert documents.version(conn, version.id).state is VersionState.DONE
        assert documents.version(conn, version.id).read_by == told.read_by
        assert documents.pending(conn, 9) == []
        [read] = findings.figures(conn, version.id)
        assert (read.figure, read.fate) == (told.figures[0].figure, Fate.COMPARED)
        assert findings.change(conn, made.id or 0) == made
        [claim] = ledger.series(conn, "us-ma-boston", Metric.REQUESTS, "us-ma-boston/police")
        assert documents.known(conn, ["https://a/1"])["https://a/1"].carries_claim
        [group] = outbox.ready(conn, NOW)
    assert no_ids(claim) == told.after.claims[(POINT, "us-ma-boston/police")]
    assert (group.receiver, group.occasion, group.changes) == ("desk", "run:1", (made,))


def test_a_version_that_is_done_records_nothing(store: Store, version: Version) -> None:
    store.transact(findings.record, world.findings(version), NOW)
    before = load(store)
    again = world.findings(version, changes=(world.change(version, "another"),), owed=(world.owe("another"),))
    assert store.transact(findings.record, again, NOW) == []
    assert load(store) == before
    with store.read() as conn:
        assert len(findings.changes(conn, quiet_too=True)) == 1


def test_a_failure_in_the_middle_leaves_nothing(store: Store, version: Version) -> None:
    broken = world.findings(version, owed=(world.owe("new:requests:2025", receiver="nobody"),))
    with pytest.raises(NoSuchRow, match="nobody"):
        store.transact(findings.record, broken, NOW)
    with store.read() as conn:
        assert [each.id for each in documents.pending(conn, 9)] == [version.id]
        assert findings.figures(conn, version.id) == ()
        assert ledger.everything(conn) == Ledger()
        assert findings.changes(conn) == []


def test_a_change_known_by_its_key_is_not_told_again(store: Store, version: Version) -> None:
    [made] = store.transact(findings.record, world.findings(version), NOW)
    same = world.change(version, more={"differently": "told"})
    other = world.change(version, "other", kind=ChangeKind.EDITED)
    owed = [world.owe(same.key), world.owe("other"), world.owe("other"), world.owe("not a change")]
    new = store.transact(findings.record_changes, [same, other, other], owed, NOW)
    assert [each.key for each in new] == ["other"]
    with store.read() as conn:
        [group] = outbox.ready(conn, NOW)
        assert group.changes == (made, new[0])


def test_a_comparison_that_fails_twice_is_set_aside(store: Store, version: Version) -> None:
    assert not store.transact(findings.failed, version.id, NOW)
    assert store.transact(findings.failed, version.id, NOW)
    with store.read() as conn:
        assert documents.version(conn, version.id).state is VersionState.SET_ASIDE
        assert documents.pending(conn, 9) == []
    assert store.transact(findings.retry, version.id)
    assert not store.transact(findings.retry, version.id)
    with store.read() as conn:
        assert len(documents.pending(conn, 9)) == 1


def test_an_unnamed_claim_keeps_its_row_when_it_takes_a_name(store: Store, version: Version) -> None:
    ref = FigureRef(version.id, 0)
    unnamed = world.claim(version.document_id, ref, party="unnamed@us-ma-boston")
    ice = world.claim(version.document_id, FigureRef(version.id, 1), value=198, party="ice")
    figures = tuple(
        ReadFigure(figure=each, fate=Fate.COMPARED)
        for each in (world.figure(), world.figure(198, ordinal=1, party="ice"))
    )
    told = world.findings(version, figures=figures, after=world.ledger(unnamed, ice))
    store.transact(findings.record, told, NOW)
    before = load(store)
    old = before.claims[(POINT, "unnamed@us-ma-boston")]
    dispute = Dispute(
        point=POINT,
        party_a="ice",
        party_b="us-ma-boston/police",
        state=DisputeState.OPEN,
        opened_at=NOW,
        change_key="conflicting:1",
    )
    named = replace(old, party="us-ma-boston/police")
    after = world.ledger(named, before.claims[(POINT, "ice")], disputes=[dispute])
    store.transact(findings.record_ledger, before, after, [], [], NOW)
    assert load(store) == after
    assert named.id == old.id
    settled = replace(dispute, state=DisputeState.SETTLED, settled_at=NOW)
    final = world.ledger(*after.claims.values(), disputes=[settled])
    store.transact(findings.record_ledger, after, final, [], [], NOW)
    assert load(store) == final


def test_a_claim_that_merges_into_another_leaves_no_row(store: Store, version: Version) -> None:
    ref = FigureRef(version.id, 0)
    both = world.ledger(
        world.claim(version.document_id, ref), world.claim(version.document_id, ref, party="ice")
    )
    dispute = Dispute(
        point=POINT, party_a="ice", party_b="us-ma-boston/police", state=DisputeState.OPEN, opened_at=NOW
    )
    both = replace(both, disputes={(POINT, dispute.party_a, dispute.party_b): dispute})
    store.transact(findings.record, world.findings(version, after=both), NOW)
    before = load(store)
    assert before.disputes == both.disputes
    after = world.ledger(before.claims[(POINT, "ice")])
    store.transact(findings.record_ledger, before, after, [], [], NOW)
    assert load(store) == after


def test_supports_come_end_and_go(store: Store, version: Version) -> None:
    store.transact(findings.record, world.findings(version), NOW)
    before = load(store)
    [claim] = before.claims.values()
    missing = replace(claim, supports=(replace(claim.supports[0], missing_since=NOW),))
    after = before.with_claim(missing)
    store.transact(findings.record_ledger, before, after, [], [], NOW)
    with store.read() as conn:
        [found] = ledger.missing(conn)
    assert (found.point, found.party, found.support) == (POINT, claim.party, missing.supports[0])
    assert found.last_ok_at == NOW
    ended = after.with_claim(replace(missing, supports=(replace(missing.supports[0], ended_at=NOW),)))
    store.transact(findings.record_ledger, after, ended, [], [], NOW)
    with store.read() as conn:
        assert ledger.missing(conn) == []
        assert not documents.known(conn, ["https://a/1"])["https://a/1"].carries_claim
    bare = ended.with_claim(replace(missing, supports=()))
    store.transact(findings.record_ledger, ended, bare, [], [], NOW)
    assert load(store) == bare


def test_a_second_hand_sentence_remembers_where_it_stood(store: Store, version: Version) -> None:
    second = world.figure(hand="second")
    told = world.findings(version, figures=(ReadFigure(figure=second, fate=Fate.COMPARED),))
    store.transact(findings.record, told, NOW)
    key = (second.sentence_hash, second.value, second.party)
    with store.read() as conn:
        assert ledger.load(conn, sentences=[key, ("x", 1, "y")]).sentences == {key: frozenset({POINT})}
        assert ledger.load(conn, sentences=[(second.sentence_hash, 58, second.party)]).sentences == {}


def test_the_ledger_is_loaded_by_point_by_place_and_by_document(store: Store, version: Version) -> None:
    store.transact(findings.record, world.findings(version), NOW)
    with store.read() as conn:
        whole = ledger.everything(conn)
        place = [("us-ma-boston/police", "us-ma-boston", Metric.REQUESTS)]
        assert ledger.load(conn, unplaced=place) == whole
        assert ledger.load(conn, document_ids=[version.document_id]) == whole
        assert ledger.load(conn, points=[POINT._replace(last="")]) == Ledger()
        assert ledger.load(conn, unplaced=[("ice", "us-ma-boston", Metric.REQUESTS)]) == Ledger()


def test_the_last_word_of_a_person_holds(store: Store, version: Version) -> None:
    def say(verdict: ReviewVerdict, corrected: int | None = None) -> Review:
        review = Review(
            document_id=version.document_id,
            sentence_hash="s",
            metric=Metric.REQUESTS,
            value=287,
            verdict=verdict,
            corrected=PutRight(value=corrected) if corrected else None,
            by="NAME",
            note="287(g) is a program",
            at=NOW,
        )
        return store.transact(reviews.add, review)

    first, again = say(ReviewVerdict.REJECTED), say(ReviewVerdict.REJECTED)
    assert first == again
    key = ("s", Metric.REQUESTS, 287)
    with store.read() as conn:
        assert ledger.load(conn, document_ids=[version.document_id]).rejected == {key}
        assert ledger.load(conn, document_ids=[99]).rejected == frozenset()
    assert say(ReviewVerdict.CORRECTED, 15).seq == 2
    with store.read() as conn:
        words = ledger.load(conn, document_ids=[version.document_id])
        assert (words.rejected, words.corrected) == (frozenset(), {key: PutRight(value=15)})
        assert len(reviews.of_documents(conn, [version.document_id])) == 2


def test_held_figures_wait_until_somebody_says_a_word(store: Store, version: Version) -> None:
    unsure = world.figure(15, ordinal=1)
    told = world.findings(
        version,
        figures=(
            ReadFigure(figure=world.figure(), fate=Fate.COMPARED),
            ReadFigure(figure=unsure, fate=Fate.UNSURE),
        ),
    )
    store.transact(findings.record, told, NOW)
    with store.read() as conn:
        assert len(findings.find_figures(conn, place="us-ma-boston")) == 2
        assert findings.find_figures(conn, place=["us-il"]) == []
        [held] = findings.find_figures(conn, held=True)
        assert held.figure == unsure
        assert findings.figure(conn, held.id) == held
    review = Review(
        document_id=version.document_id,
        sentence_hash=unsure.sentence_hash,
        metric=unsure.metric,
        value=unsure.value,
        verdict=ReviewVerdict.CONFIRMED,
        corrected=None,
        by="NAME",
        note="",
        at=NOW,
    )
    store.transact(reviews.add, review)
    with store.read() as conn:
        assert findings.find_figures(conn, held=True) == []


def test_figures_are_those_of_the_newest_version_that_was_read(store: Store, version: Version) -> None:
    store.transact(findings.record, world.findings(version), NOW)
    run = world.begin(store, None)
    store.transact(documents.record_seen, run.id, [seen("https://a/1", "61 requests")], NOW)
    with store.read() as conn:
        [newer] = documents.pending(conn, 9)
        assert [each.figure.value for each in findings.find_figures(conn)] == [57]
    told = world.findings(
        newer,
        figures=(ReadFigure(figure=world.figure(61), fate=Fate.COMPARED),),
        after=Ledger(),
        changes=(),
        owed=(),
    )
    store.transact(findings.record, told, NOW)
    with store.read() as conn:
        assert [each.figure.value for each in findings.find_figures(conn)] == [61]


def test_changes_are_found_by_kind_place_and_time(store: Store, version: Version) -> None:
    listed = [
        world.change(version, "a"),
        world.change(version, "b", quiet=Quiet.BASELINE),
        world.change(version, "c", kind=ChangeKind.APPEARED, point=None, more={}),
        world.change(
            version,
            "d",
            kind=ChangeKind.OVERDUE,
            point=None,
            document_id=None,
            version_id=None,
            duty_id="law",
        ),
    ]
    store.transact(findings.record_changes, listed, [], NOW)

    def keys(**wanted: object) -> list[str]:
        with store.read() as conn:
            return [each.key for each in findings.changes(conn, **wanted)]  # type: ignore[arg-type]

    assert keys() == ["d", "c", "a"]
    assert keys(quiet_too=True, limit=3) == ["d", "c", "b"]
    assert keys(kinds=[ChangeKind.APPEARED]) == ["c"]
    assert keys(places=["us-ma-boston"]) == ["d", "a"]
    assert keys(places=["us-il"]) == []
    assert keys(since=NOW + world.HOUR) == []
    assert keys(metric=POINT.metric) == ["d", "c", "a"]
    assert keys(metric=Metric.COST) == ["d", "c"]  # of no metric
    with store.read() as conn:
        assert [each.key for each in findings.changes_at(conn, POINT)] == ["a", "b"]
        assert [each.key for each in findings.changes_of_document(conn, version.document_id)] == [
            "a",
            "b",
            "c",
        ]


def test_copies_are_documents_with_the_same_folded_text(store: Store, version: Version) -> None:
    other = world.stored(store, "https://b/1", "57 REQUESTS")
    with store.read() as conn:
        assert findings.copies(conn, version.norm_hash) == [version.document_id, other.document_id]
