from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from config.words import DeliveryState
from storage import deliveries, findings, leases, outbox, receivers
from storage.database import Store
from storage.errors import LeaseLost, NoSuchRow
from storage.records import Alert, Attempt, Change, Delivery, ReceiverRow
from tests.storage import world
from tests.storage.world import HOUR, NOW


@pytest.fixture(autouse=True)
def told(store: Store) -> list[Change]:
    """Three changes of run 1, owed to the desk; one of them to the archive too."""
    version = world.stored(store)
    store.transact(outbox.sync_receivers, {"desk": "email", "archive": "webhook"}, NOW)
    changes = [world.change(version, key) for key in "abc"]
    owed = [world.owe(key, due_at=NOW + HOUR) for key in "abc"] + [world.owe("a", "archive")]
    return store.transact(findings.record_changes, changes, owed, NOW)


def alert(receiver: str = "desk", occasion: str = "run:1/1", **more: object) -> Alert:
    values: dict[str, object] = {
        "id": str(uuid4()),
        "receiver": receiver,
        "occasion": occasion,
        "made_at": NOW,
        "seq": 0,
        "subject": "Boston police say 57",
        "body": {"seq": 0, "text": "57"},
    }
    return Alert(**(values | more))  # type: ignore[arg-type]


def freeze(store: Store, message: Alert, *change_ids: int | None) -> Alert | None:
    return store.transact(outbox.freeze, message, [id_ or 0 for id_ in change_ids], NOW)


BOTH = ("desk", "archive")


def due(store: Store) -> list[Delivery]:
    with store.read() as conn:
        return outbox.due(conn, NOW, 100, BOTH)


def attempt(delivery: Delivery, n: int = 1, *, acknowledged: bool = True, answer: str = "250 OK") -> Attempt:
    return Attempt(
        delivery_id=delivery.id, n=n, at=NOW + n * HOUR, ms=12, answer=answer, acknowledged=acknowledged
    )


def test_a_group_is_ready_when_its_earliest_row_is_due(store: Store, told: list[Change]) -> None:
    with store.read() as conn:
        [archive] = outbox.ready(conn, NOW)
        assert (archive.receiver, archive.changes) == ("archive", (told[0],))
        groups = outbox.ready(conn, NOW + HOUR)
    assert {group.receiver: group.changes for group in groups} == {
        "archive": (told[0],),
        "desk": tuple(told),
    }


def test_freezing_gives_the_next_number_and_a_delivery(store: Store, told: list[Change]) -> None:
    frozen = freeze(store, alert(), *(change.id for change in told))
    assert frozen is not None
    assert (frozen.seq, frozen.body["seq"]) == (1, 1)
    [delivery] = due(store)
    assert (delivery.alert_id, delivery.state, delivery.round) == (frozen.id, DeliveryState.DUE, 1)
    with store.read() as conn:
        assert outbox.alert(conn, frozen.id) == frozen
        assert [group.receiver for group in outbox.ready(conn, NOW + HOUR)] == ["archive"]


def test_an_occasion_has_one_alert_however_often_it_is_frozen(store: Store, told: list[Change]) -> None:
    assert freeze(store, alert(), told[0].id) is not None
    assert freeze(store, alert(), told[1].id) is None
    with store.read() as conn:
        assert outbox.next_occasion(conn, "desk", "run:1") == "run:1/2"
        assert len(outbox.alerts(conn)) == 1


def test_a_change_is_told_to_a_receiver_in_one_alert_only(store: Store, told: list[Change]) -> None:
    assert freeze(store, alert(), told[0].id) is not None
    assert freeze(store, alert(occasion="run:1/2"), told[0].id, told[1].id) is None
    second = freeze(store, alert(occasion="run:1/2"), told[1].id, told[2].id)
    assert second is not None
    assert second.seq == 2


def test_occasions_of_a_run_are_counted_and_others_when_repeated(store: Store) -> None:
    def following(occasion: str) -> str:
        with store.read() as conn:
            return outbox.next_occasion(conn, "desk", occasion)

    assert following("run:9") == "run:9/1"
    assert following("digest:2026-01-27") == "digest:2026-01-27"
    for occasion in ("run:9/1", "run:90/1", "run:9/2", "digest:2026-01-27"):
        freeze(store, alert(occasion=occasion))
    assert following("run:9") == "run:9/3"
    assert following("digest:2026-01-27") == "digest:2026-01-27/2"


def test_sequence_numbers_are_gap_free_for_each_receiver(store: Store) -> None:
    for number in range(3):
        freeze(store, alert(occasion=f"test:{number}"))
        freeze(store, alert("archive", occasion=f"test:{number}"))
    with store.read() as conn:
        assert [each.seq for each in outbox.alerts(conn, "desk")] == [3, 2, 1]
        assert [each.seq for each in outbox.alerts(conn, "archive")] == [3, 2, 1]


def test_receivers_take_turns_and_keep_their_own_order(store: Store) -> None:
    for number in range(5):
        freeze(store, alert(occasion=f"test:{number}"))
    freeze(store, alert("archive", occasion="test"))
    with store.read() as conn:
        turns = [delivery.receiver for delivery in outbox.due(conn, NOW, 3, BOTH)]
        order = [delivery.id for delivery in outbox.due(conn, NOW, 99, BOTH) if delivery.receiver == "desk"]
    assert turns == ["desk", "archive", "desk"]
    assert order == sorted(order)


def test_a_delivery_is_leased_once_until_the_lease_runs_out(store: Store) -> None:
    freeze(store, alert())
    [delivery] = due(store)
    until = NOW + HOUR
    assert store.transact(outbox.lease, delivery.id, "one", until, NOW)
    assert not store.transact(outbox.lease, delivery.id, "two", until, NOW)
    assert due(store) == []
    later = NOW + 2 * HOUR
    with store.read() as conn:
        assert [each.id for each in outbox.due(conn, later, 9, BOTH)] == [delivery.id]
    assert store.transact(outbox.lease, delivery.id, "two", later + HOUR, later)
    with pytest.raises(LeaseLost):
        record(store, attempt(delivery, acknowledged=False), "one", DeliveryState.DUE)
    assert store.transact(outbox.expire_leases, later + 2 * HOUR) == 1


def record(store: Store, tried: Attempt, holder: str, state: DeliveryState) -> Delivery:
    return store.transact(
        outbox.record_attempt, tried, holder, state=state, due_at=NOW + 2 * HOUR, now=NOW + HOUR
    )


def leased(store: Store) -> Delivery:
    return leased_for(store, "desk")


def leased_for(store: Store, receiver: str) -> Delivery:
    made = freeze(store, alert(receiver, occasion=f"test:{uuid4()}"))
    assert made is not None
    with store.read() as conn:
        [delivery] = outbox.deliveries(conn, made.id)
    assert store.transact(outbox.lease, delivery.id, "me", NOW + HOUR, NOW)
    return delivery


def test_an_acknowledged_delivery_is_over(store: Store) -> None:
    delivery = leased(store)
    ended = record(store, attempt(delivery), "me", DeliveryState.DELIVERED)
    assert (ended.state, ended.attempts, ended.last_answer) == (DeliveryState.DELIVERED, 1, "250 OK")
    assert ended.ended_at == NOW + HOUR
    assert record(store, attempt(delivery), "me", DeliveryState.DELIVERED) == ended
    with store.read() as conn:
        assert outbox.attempts(conn, delivery.id) == [attempt(delivery)]
        assert outbox.queue_counts(conn)["delivered"] == 1


def test_a_failed_try_is_due_again_later(store: Store) -> None:
    delivery = leased(store)
    failed = attempt(delivery, acknowledged=False, answer="503")
    again = record(store, failed, "me", DeliveryState.DUE)
    assert (again.state, again.due_at, again.ended_at) == (DeliveryState.DUE, NOW + 2 * HOUR, None)
    assert due(store) == []
    with store.read() as conn:
        row = outbox.receiver(conn, "desk")
    assert row is not None
    assert row.failures == 1


def test_an_acknowledgement_counts_even_where_the_lease_is_lost(store: Store) -> None:
    delivery = leased(store)
    store.transact(leases.free_all)
    assert record(store, attempt(delivery), "me", DeliveryState.DELIVERED).state is DeliveryState.DELIVERED
    assert due(store) == []


def test_a_dead_delivery_is_shown_and_can_be_sent_again(store: Store) -> None:
    delivery = leased(store)
    dead = record(store, attempt(delivery, acknowledged=False, answer="550"), "me", DeliveryState.DEAD)
    with store.read() as conn:
        assert outbox.deliveries_in(conn, DeliveryState.DEAD) == [dead]
    again = store.transact(outbox.resend, delivery.alert_id, None, NOW)
    assert (again.alert_id, again.round, again.state) == (delivery.alert_id, 2, DeliveryState.DUE)
    assert store.transact(outbox.resend, delivery.alert_id, None, NOW) == again
    with store.read() as conn:
        assert [each.round for each in outbox.deliveries(conn, delivery.alert_id)] == [1, 2]


def test_sent_to_another_receiver_it_is_an_alert_of_its_own(store: Store) -> None:
    frozen = freeze(store, alert(body={"id": "x", "seq": 0, "receiver": "desk"}))
    assert frozen is not None
    copy = store.transact(outbox.resend, frozen.id, "archive", NOW)
    with store.read() as conn:
        sent = outbox.alert(conn, copy.alert_id)
    assert sent.id != frozen.id
    assert sent.body == {"id": sent.id, "seq": 1, "receiver": "archive"}
    with pytest.raises(NoSuchRow):
        store.transact(outbox.resend, frozen.id, "nobody", NOW)


def test_what_waits_for_a_receiver_that_is_off_is_kept_and_due_when_it_is_on_again(store: Store) -> None:
    freeze(store, alert())
    store.transact(outbox.switch_off, "desk", "410", NOW)
    freeze(store, alert(occasion="run:1/2"))
    with store.read() as conn:
        assert receivers.waiting(conn) == {"desk": 2}
    later = NOW + 40 * 24 * HOUR
    store.transact(outbox.switch_on, "desk", later)
    with store.read() as conn:
        waiting = outbox.due(conn, later, 9, BOTH)
    assert [each.first_due_at for each in waiting] == [later] * 2  # each has all its time again


def test_three_failures_and_the_spell_they_belong_to_are_kept_with_the_receiver(store: Store) -> None:
    def fail(hours: int, **more: Any) -> ReceiverRow:
        delivery = leased(store)
        now = NOW + hours * HOUR
        tried = Attempt(delivery_id=delivery.id, n=1, at=now, ms=1, answer="500", acknowledged=False)
        store.transact(
            outbox.record_attempt, tried, "me", state=DeliveryState.DUE, due_at=now, now=now, **more
        )
        with store.read() as conn:
            return receivers.known(conn, "desk")

    assert fail(0).failing_since == NOW
    row = fail(20, held_until=NOW + 30 * HOUR)
    assert (row.failures, row.first_failures, row.failing_since) == (2, 2, NOW)
    assert (row.tried_at, row.held_until) == (NOW + 20 * HOUR, NOW + 30 * HOUR)
    assert fail(60).failing_since == NOW + 60 * HOUR  # nobody knows what was between
    assert fail(61, ours=True).failing_since is None
    record(store, attempt(leased(store)), "me", DeliveryState.DELIVERED)
    with store.read() as conn:
        row = receivers.known(conn, "desk")
    assert (row.failures, row.first_failures, row.failing_since) == (0, 0, None)
    assert row.taken_at == row.tried_at == NOW + HOUR


def test_when_it_is_back_all_that_waits_for_it_is_due_and_for_no_other(store: Store) -> None:
    freeze(store, alert("archive", occasion="other"))
    for delivery in (leased(store), leased(store)):
        record(store, attempt(delivery, acknowledged=False, answer="503"), "me", DeliveryState.DUE)
    last = leased(store)
    store.transact(
        outbox.record_attempt,
        attempt(last),
        "me",
        state=DeliveryState.DELIVERED,
        due_at=None,
        now=NOW,
        others_follow=True,
    )
    assert [each.receiver for each in due(store)] == ["archive", "desk", "desk"]


def test_a_probe_is_the_next_in_line_and_the_one_that_was_tried_least(store: Store) -> None:
    def probes() -> list[int]:
        with store.read() as conn:
            return [each.id for each in deliveries.probes(conn, "desk", NOW)]

    assert probes() == []
    made = [leased(store) for _ in range(3)]
    assert probes() == []  # all are in somebody's hands
    for delivery in made[:2]:
        record(store, attempt(delivery, acknowledged=False, answer="503"), "me", DeliveryState.DUE)
    store.transact(leases.free_all)
    assert probes() == [made[0].id, made[2].id]
    assert store.transact(outbox.lease, made[0].id, "me", NOW + HOUR, NOW) is False  # not due
    assert store.transact(outbox.lease, made[0].id, "me", NOW + HOUR, NOW, early=True)


def test_what_is_sent_once_more_stands_behind_what_was_never_sent(store: Store) -> None:
    first = leased(store)
    record(store, attempt(first), "me", DeliveryState.DELIVERED)
    store.transact(outbox.resend, first.alert_id, None, NOW)
    fresh = freeze(store, alert(occasion="new"))
    assert fresh is not None
    assert [each.alert_id for each in due(store)] == [fresh.id, first.alert_id]


def test_only_what_was_never_tried_is_due_where_that_is_asked(store: Store) -> None:
    record(store, attempt(leased(store), acknowledged=False, answer="503"), "me", DeliveryState.DUE)
    fresh = freeze(store, alert(occasion="new"))
    assert fresh is not None
    later = NOW + 3 * HOUR
    with store.read() as conn:
        assert len(outbox.due(conn, later, 9, ["desk"])) == 2
        [only] = outbox.due(conn, later, 9, [], ["desk"])
    assert only.alert_id == fresh.id


def test_a_receiver_that_left_the_configuration_gets_nothing(store: Store, told: list[Change]) -> None:
    freeze(store, alert(), told[0].id)
    departed = store.transact(outbox.sync_receivers, {"archive": "webhook"}, NOW)
    assert departed == [receivers.Departed(id="desk", cancelled=1, unsaid=2)]
    assert due(store) == []
    with store.read() as conn:
        assert [group.receiver for group in outbox.ready(conn, NOW + HOUR)] == ["archive"]
        assert outbox.queue_counts(conn)["cancelled"] == 1
        row = outbox.receiver(conn, "desk")
    assert row is not None
    assert not row.on
    store.transact(outbox.sync_receivers, {"archive": "webhook", "desk": "email"}, NOW)
    with store.read() as conn:
        assert [each.on for each in outbox.receiver_list(conn)] == [True, True]
        assert outbox.queue_counts(conn)["cancelled"] == 1  # what was cancelled stays so


def test_a_new_address_switches_a_receiver_on_again(store: Store) -> None:
    def sync(address: str) -> bool:
        store.transact(outbox.sync_receivers, {"archive": "webhook"}, NOW, addresses={"archive": address})
        with store.read() as conn:
            row = outbox.receiver(conn, "archive")
        assert row is not None
        return row.on

    assert sync("https://one")
    store.transact(outbox.switch_off, "archive", "410", NOW)
    assert not sync("https://one")
    assert sync("https://two")
    record(store, attempt(leased_for(store, "archive"), acknowledged=False), "me", DeliveryState.DUE)
    with store.read() as conn:
        assert receivers.known(conn, "archive").failures == 1
    assert sync("https://three")
    with store.read() as conn:
        assert receivers.known(conn, "archive").failures == 0  # of the other address


def test_a_correction_names_its_alert_only_if_there_is_one(store: Store) -> None:
    first = freeze(store, alert())
    assert first is not None
    known = freeze(store, alert(occasion="correction:1", corrects=first.id))
    unknown = freeze(store, alert(occasion="correction:2", corrects="no such alert"))
    assert known is not None
    assert unknown is not None
    with store.read() as conn:
        assert outbox.alert(conn, known.id).corrects == first.id
        assert outbox.alert(conn, unknown.id).corrects is None


def test_frozen_is_frozen(store: Store, told: list[Change]) -> None:
    frozen = freeze(store, alert(), told[0].id)
    assert frozen is not None
    assert freeze(store, replace(frozen, subject="another")) is None
    with store.read() as conn:
        assert outbox.alert(conn, frozen.id).subject == "Boston police say 57"
