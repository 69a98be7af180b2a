"""How far a receiver was told, and freezing a digest: all of it or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from config.words import DisputeState
from storage import deliveries, digests, findings, mutes, outbox, receivers
from storage.database import Store
from storage.records import Alert, Dispute, FigureRef, Mute, Series
from tests.storage import world
from tests.storage.world import NOW

DAY = timedelta(days=1)
BOSTON = Series(("us-ma-boston", "us-ma"))


def begin(store: Store) -> None:
    store.transact(receivers.sync_receivers, {"desk": "email", "archive": "webhook"}, NOW)
    store.transact(digests.begin, "desk", NOW)


def owe(store: Store, key: str, occasion: str = "digest:daily 07:30") -> int:
    version = world.stored(store, f"https://a/{key}")
    owed = replace(world.owe(key), occasion=occasion, about=BOSTON)
    (made,) = store.transact(findings.record_changes, [world.change(version, key)], [owed], NOW)
    assert made.id is not None
    return made.id


def alert(occasion: str = "digest:2026-01-28") -> Alert:
    return Alert(
        id=f"id of {occasion}", receiver="desk", occasion=occasion, made_at=NOW, seq=0, subject="", body={}
    )


def test_it_begins_once_and_moves_forward_only(store: Store) -> None:
    begin(store)
    store.transact(digests.begin, "desk", NOW + DAY)
    store.transact(digests.advance, "desk", NOW + 2 * DAY, 7)
    store.transact(digests.advance, "desk", NOW + DAY)

    with store.read() as conn:
        assert digests.progress(conn) == {"desk": (NOW + 2 * DAY, 7)}
    store.transact(digests.end, ["desk"])
    with store.read() as conn:
        assert digests.progress(conn) == {}


def test_what_waits_is_found_by_its_rhythm(store: Store) -> None:
    begin(store)
    owe(store, "new:1")
    owe(store, "new:2", "digest:Monday 07:30")

    with store.read() as conn:
        assert digests.occasions(conn) == {"desk": {"digest:daily 07:30", "digest:Monday 07:30"}}
        assert [each.key for each in digests.waiting(conn, "desk", ["digest:Monday 07:30"])] == ["new:2"]
        some = digests.waiting(conn, "desk", ["digest:daily 07:30", "digest:Monday 07:30"], 1)
        assert [each.key for each in some] == ["new:1"]
        assert outbox.ready(conn, NOW + DAY, but="digest:") == []
        assert len(outbox.ready(conn, NOW + DAY)) == 2


def test_all_its_messages_are_frozen_together_with_how_far_it_told(store: Store) -> None:
    begin(store)
    parts = [(alert(), [owe(store, "new:1")]), (alert("digest:2026-01-28+2"), [owe(store, "new:2")])]

    made = store.transact(digests.freeze, parts, NOW, told_to=NOW + DAY, held_to=3)

    assert [each.seq for each in made] == [1, 2]
    with store.read() as conn:
        assert digests.progress(conn) == {"desk": (NOW + DAY, 3)}
        assert digests.occasions(conn) == {}
        assert len(deliveries.due(conn, NOW, 9, ["desk"])) == 2


def test_where_a_change_was_told_meanwhile_nothing_is_written(store: Store) -> None:
    begin(store)
    first, second = owe(store, "new:1"), owe(store, "new:2")
    store.transact(outbox.freeze, alert("run:1/1"), [second], NOW)
    parts = [(alert(), [first]), (alert("digest:2026-01-28+2"), [second])]

    assert store.transact(digests.freeze, parts, NOW, told_to=NOW + DAY) == []

    with store.read() as conn:
        assert digests.progress(conn) == {"desk": (NOW, 0)}
        assert [each.key for each in digests.waiting(conn, "desk", ["digest:daily 07:30"])] == ["new:1"]


def test_a_day_that_had_its_digest_gets_no_second_one(store: Store) -> None:
    begin(store)
    store.transact(digests.freeze, [(alert(), [])], NOW, told_to=NOW + DAY)
    change = owe(store, "new:1")

    again = store.transact(
        digests.freeze, [(alert(), [change])], NOW, told_to=NOW + DAY + timedelta(hours=3), held_to=9
    )

    assert again == []
    with store.read() as conn:
        assert digests.progress(conn) == {"desk": (NOW + DAY + timedelta(hours=3), 0)}
        assert len(digests.waiting(conn, "desk", ["digest:daily 07:30"])) == 1


def test_the_end_of_a_mute_is_told_with_it(store: Store) -> None:
    begin(store)
    made = store.transact(mutes.mute, Mute(place="us-ma", made_at=NOW, until=NOW + DAY))
    owe(store, "new:1")
    store.transact(digests.freeze, [(alert(), [])], NOW + DAY, told_to=NOW + DAY, unmuted=[made.id or 0])

    with store.read() as conn:
        assert mutes.ended(conn, NOW + 2 * DAY) == {}
        assert mutes.counts(conn) == {made.id: 1}


def test_open_disputes_come_with_what_is_claimed_now(store: Store) -> None:
    begin(store)
    version = world.stored(store)
    read = FigureRef(version.id, 0)
    ours = world.claim(version.document_id, read)
    other = world.claim(version.document_id, read, value=198, party="ice")
    party_a, party_b = sorted((ours.party, other.party))
    dispute = Dispute(
        point=world.POINT,
        party_a=party_a,
        party_b=party_b,
        state=DisputeState.OPEN,
        opened_at=NOW,
        change_key="conflicting:1",
    )
    book = world.ledger(ours, other, disputes=[dispute])
    store.transact(findings.record, world.findings(version, changes=(), owed=(), after=book), NOW)

    with store.read() as conn:
        found = digests.open_disputes(conn, 9)
    assert [each.change_key for each in found.disputes.values()] == ["conflicting:1"]
    assert {party for _, party in found.claims} == {party_a, party_b}
    settled = world.ledger(
        *found.claims.values(), disputes=[replace(dispute, state=DisputeState.SETTLED, settled_at=NOW)]
    )
    store.transact(findings.record_ledger, found, settled, [], [], NOW)
    with store.read() as conn:
        assert digests.open_disputes(conn, 9).disputes == {}


def test_changes_are_found_by_what_makes_them_themselves(store: Store) -> None:
    begin(store)
    owe(store, "new:1")

    with store.read() as conn:
        assert list(digests.by_key(conn, ["new:1", "new:9"])) == ["new:1"]
