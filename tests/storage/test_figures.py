"""Figures as they are shown: sought, gone through in pieces, found by what proves a statement."""

from __future__ import annotations

from datetime import timedelta

import pytest

from config.words import DisputeState, Metric
from storage import documents, figures, findings, ledger, outbox
from storage.database import Store
from storage.figures import Sought
from storage.records import Alert, Dispute, FigureRef, Version
from tests.storage import world
from tests.storage.world import NOW, POINT

POLICE = "us-ma-boston/police"


def told(store: Store, key: str = "https://a/1") -> Version:
    """A version that was compared: one claim, one change, owed to the desk."""
    version = world.stored(store, key)
    store.transact(outbox.sync_receivers, {"desk": "email"}, NOW)
    store.transact(findings.record, world.findings(version), NOW)
    return version


def test_many_figures_are_gone_through_in_pieces_while_others_are_asked_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "AT_ONCE", 2)
    versions = [world.stored(store, f"https://a/{number}") for number in range(5)]
    for version in versions:
        empty = world.findings(version, after=world.ledger(), changes=(), owed=())
        store.transact(findings.record, empty, NOW)
    with store.read() as conn:
        pieces = []
        for some in figures.each_figure(conn, Sought()):
            known = documents.versions_by_ids(conn, {each.version_id for each in some})
            assert set(known) == {each.version_id for each in some}
            pieces.append([each.version_id for each in some])
        assert pieces == [
            [versions[4].id, versions[3].id],
            [versions[2].id, versions[1].id],
            [versions[0].id],
        ]
        assert [*figures.each_figure(conn, Sought(metric=Metric.COST))] == []
        assert [*figures.each_figure(conn, Sought(since=NOW + timedelta(days=1)))] == []


def test_a_statement_leads_to_the_figure_that_carries_it(store: Store) -> None:
    version = told(store)
    ref = FigureRef(version.id, 0)
    with store.read() as conn:
        found = figures.by_refs(conn, {ref, FigureRef(version.id, 9)})
        assert set(found) == {ref}
        assert found[ref].figure == world.figure()
        assert found[ref].url == "https://a/1"
        assert [each.id for each in figures.of_version(conn, version.id)] == [found[ref].id]


def test_series_and_disputes_are_named(store: Store) -> None:
    version = world.stored(store)
    store.transact(outbox.sync_receivers, {"desk": "email"}, NOW)
    ref = FigureRef(version.id, 0)
    claims = [world.claim(version.document_id, ref, party=party) for party in ("ice", POLICE)]
    dispute = Dispute(point=POINT, party_a="ice", party_b=POLICE, state=DisputeState.OPEN, opened_at=NOW)
    after = world.ledger(*claims, disputes=[dispute])
    store.transact(findings.record, world.findings(version, after=after), NOW)
    with store.read() as conn:
        assert ledger.all_series(conn) == [(POINT.place, POINT.metric, POINT.agency)]
        assert ledger.all_series(conn, ["us-il"]) == ledger.all_series(conn, None, Metric.COST) == []
        assert ledger.disputes_at(conn, {POINT}) == [dispute]
        assert ledger.disputes_at(conn, {POINT._replace(first="1999-01-01")}) == []


def test_a_change_leads_to_the_messages_that_told_it(store: Store) -> None:
    told(store)
    with store.read() as conn:
        [group] = outbox.ready(conn, NOW)
    [change] = group.changes
    assert change.id is not None
    alert = Alert(id="A", receiver="desk", occasion=group.occasion, made_at=NOW, seq=0, subject="57", body={})
    frozen = store.transact(outbox.freeze, alert, [change.id], NOW)
    with store.read() as conn:
        assert outbox.alerts_of(conn, [change.id]) == [(frozen, [change.id])]
        assert outbox.alerts_of(conn, []) == outbox.alerts_of(conn, [change.id + 1]) == []


def test_what_a_server_answered_is_kept_with_the_version(store: Store) -> None:
    run = world.begin(store, None)
    new = world.new_version(
        "57", headers={"etag": '"x"'}, status=200, final_url="https://b/1", note="by mail"
    )
    store.transact(documents.record_seen, run.id, [world.seen("https://a/1", "57", version=new)], NOW)
    with store.read() as conn:
        [version] = documents.pending(conn, 9)
    assert (version.headers, version.status) == ({"etag": '"x"'}, 200)
    assert (version.final_url, version.note) == ("https://b/1", "by mail")
