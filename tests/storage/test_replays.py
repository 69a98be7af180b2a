"""Messages to one receiver once more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from config.words import DeliveryState
from storage import outbox, receivers, replays
from storage.database import Store
from storage.records import Alert, Attempt
from storage.replays import Replayed
from tests.storage.world import HOUR, NOW


@pytest.fixture(autouse=True)
def made(store: Store) -> list[str]:
    """Three messages to the desk, an hour apart, and one to another."""
    store.transact(outbox.sync_receivers, {"desk": "webhook", "other": "webhook"}, NOW)
    ids = []
    for number in range(3):
        message = Alert(
            id=f"m{number}",
            receiver="desk",
            occasion=f"test:{number}",
            made_at=NOW + number * HOUR,
            seq=0,
            subject=f"message {number}",
            body={},
        )
        store.transact(outbox.freeze, message, [], NOW)
        ids.append(message.id)
    store.transact(outbox.freeze, replace(message, id="x", receiver="other"), [], NOW)
    return ids


def since(store: Store, hours: int = 0) -> list[Replayed]:
    with store.read() as conn:
        return replays.since(conn, "desk", NOW + hours * HOUR)


def end(store: Store, alert_id: str, state: DeliveryState) -> None:
    with store.read() as conn:
        delivery = outbox.deliveries(conn, alert_id)[-1]
    assert store.transact(outbox.lease, delivery.id, "me", NOW + HOUR, NOW)
    tried = Attempt(
        delivery_id=delivery.id,
        n=1,
        at=NOW,
        ms=1,
        answer="",
        acknowledged=state is DeliveryState.DELIVERED,
    )
    store.transact(outbox.record_attempt, tried, "me", state=state, due_at=None, now=NOW)


def test_all_that_was_made_since_then_stands_in_order_with_its_last_round(store: Store) -> None:
    end(store, "m0", DeliveryState.DELIVERED)
    found = since(store)

    assert [(each.alert_id, each.seq, each.round) for each in found] == [
        ("m0", 1, 1),
        ("m1", 2, 1),
        ("m2", 3, 1),
    ]
    assert [each.waits for each in found] == [False, True, True]
    assert [each.alert_id for each in since(store, 1)] == ["m1", "m2"]
    assert since(store, 3) == []


@pytest.mark.parametrize("state", [DeliveryState.DELIVERED, DeliveryState.DEAD])
def test_queued_once_more_they_are_a_further_round_in_their_order_and_only_once(
    store: Store, state: DeliveryState
) -> None:
    for id_ in ("m0", "m2"):
        end(store, id_, state)
    queued = store.transact(replays.queue, since(store), NOW)

    with store.read() as conn:
        again = [outbox.delivery(conn, id_) for id_ in queued]
    assert [(each.alert_id, each.round, each.state) for each in again] == [
        ("m0", 2, DeliveryState.DUE),
        ("m2", 2, DeliveryState.DUE),
    ]
    assert store.transact(replays.queue, since(store), NOW) == []
    assert [each.round for each in since(store)] == [2, 1, 2]


def test_what_was_cancelled_can_be_queued(store: Store) -> None:
    store.transact(receivers.cancel, ["desk"], NOW)

    assert len(store.transact(replays.queue, since(store), NOW)) == 3


def test_dead_are_those_that_were_not_sent_again(store: Store) -> None:
    for id_ in ("m0", "m1"):
        end(store, id_, DeliveryState.DEAD)
    store.transact(outbox.resend, "m0", None, NOW)

    with store.read() as conn:
        assert receivers.dead(conn) == {"desk": 1}
        assert receivers.waiting(conn) == {"desk": 2, "other": 1}


def test_who_is_woken_is_asked_at_once_and_is_as_long_failing_as_before(store: Store) -> None:
    end(store, "m0", DeliveryState.DUE)
    store.transact(receivers.wake, "desk")

    with store.read() as conn:
        row = receivers.known(conn, "desk")
    assert (row.tried_at, row.held_until, row.failing_since, row.failures) == (None, None, NOW, 1)
    end(store, "m1", DeliveryState.DUE)
    with store.read() as conn:
        assert receivers.known(conn, "desk").failing_since == NOW
