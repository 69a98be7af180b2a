"""Who heard of a change."""

from __future__ import annotations

import pytest

from config.words import DeliveryState, Quiet
from storage import findings, heard, outbox
from storage.database import Store
from storage.records import Alert, Attempt, Change, Delivery, Json
from tests.storage import world
from tests.storage.test_outbox import alert, freeze
from tests.storage.world import HOUR, NOW

RECEIVERS = {"desk": "email", "archive": "webhook", "late": "email"}


@pytest.fixture
def told(store: Store) -> list[Change]:
    """A headline and its background, and a change that stands beside them; owed to the desk."""
    version = world.stored(store)
    store.transact(outbox.sync_receivers, RECEIVERS, NOW)
    changes = [
        world.change(version, "a"),
        world.change(version, "b", quiet=Quiet.BACKGROUND),
        world.change(version, "c"),
    ]
    owed = [world.owe(key, due_at=NOW + HOUR) for key in "ac"] + [world.owe("a", "archive")]
    return store.transact(findings.record_changes, changes, owed, NOW)


def ids(changes: list[Change]) -> tuple[int, ...]:
    return tuple(change.id or 0 for change in changes)


def heard_of(store: Store, *changes: int) -> dict[str, str]:
    with store.read() as conn:
        return heard.hearers(conn, changes)


def sent(
    store: Store,
    receiver: str,
    *changes: int,
    shown: list[Json] | None = None,
    under: list[Json] | None = None,
) -> Alert:
    entries: list[Json] = [{"id": id_, "also": []} for id_ in changes] if shown is None else shown
    body: dict[str, Json] = {"seq": 0, "changes": entries, "background": under or []}
    made = freeze(store, alert(receiver, f"run:1/{receiver}", body=body), *changes)
    assert made is not None
    return made


def end(store: Store, message: Alert, state: DeliveryState, *, acknowledged: bool = False) -> None:
    """One try of its delivery, and what came of it."""
    with store.read() as conn:
        [delivery] = outbox.deliveries(conn, message.id)
    assert store.transact(outbox.lease, delivery.id, "me", NOW + HOUR, NOW)
    tried = Attempt(delivery_id=delivery.id, n=1, at=NOW, ms=1, answer="?", acknowledged=acknowledged)
    store.transact(outbox.record_attempt, tried, "me", state=state, due_at=None, now=NOW)


def test_who_is_on_the_list_and_was_sent_nothing_heard_nothing(store: Store, told: list[Change]) -> None:
    assert heard_of(store, *ids(told)) == {}


def test_an_alert_under_way_or_delivered_is_heard(store: Store, told: list[Change]) -> None:
    a, _, c = ids(told)
    desk, archive = sent(store, "desk", a, c), sent(store, "archive", a)
    assert heard_of(store, a) == {"archive": archive.id, "desk": desk.id}
    assert heard_of(store, c) == {"desk": desk.id}
    end(store, desk, DeliveryState.DELIVERED, acknowledged=True)
    end(store, archive, DeliveryState.DEAD)  # tried: it may have got there without our knowing
    assert set(heard_of(store, a)) == {"archive", "desk"}


def test_what_was_never_tried_was_never_heard(store: Store, told: list[Change]) -> None:
    a, _, _ = ids(told)
    sent(store, "desk", a)
    store.transact(outbox.cancel, ["desk"], NOW)
    assert heard_of(store, a) == {}


def test_background_is_heard_under_its_headline(store: Store, told: list[Change]) -> None:
    a, b, _ = ids(told)
    desk = sent(store, "desk", a, under=[{"id": b}])
    sent(store, "archive", a)
    assert heard_of(store, b) == {"desk": desk.id}


def test_what_a_long_message_left_out_was_not_heard(store: Store, told: list[Change]) -> None:
    a, _, c = ids(told)
    desk = sent(store, "desk", a, c, shown=[{"id": a, "also": [{"id": 99}]}])
    assert heard_of(store, a) == {"desk": desk.id}
    assert heard_of(store, c) == {}


def test_a_change_told_on_the_line_of_another_is_heard(store: Store, told: list[Change]) -> None:
    a, _, c = ids(told)
    desk = sent(store, "desk", a, c, shown=[{"id": a, "also": [{"id": c}]}])
    assert heard_of(store, c) == {"desk": desk.id}


def test_whom_it_was_sent_again_heard_it_too(store: Store, told: list[Change]) -> None:
    a, _, _ = ids(told)
    desk = sent(store, "desk", a)
    again: Delivery = store.transact(outbox.resend, desk.id, "late", NOW)
    assert heard_of(store, a) == {"desk": desk.id, "late": again.alert_id}


def test_whom_a_copy_was_sent_again_heard_it_too(store: Store, told: list[Change]) -> None:
    a, _, _ = ids(told)
    desk = sent(store, "desk", a)
    copy: Delivery = store.transact(outbox.resend, desk.id, "late", NOW)
    of_copy: Delivery = store.transact(outbox.resend, copy.alert_id, "archive", NOW)
    assert heard_of(store, a) == {"archive": of_copy.alert_id, "desk": desk.id, "late": copy.alert_id}


def test_the_newest_alert_is_the_one_that_is_corrected(store: Store, told: list[Change]) -> None:
    a, _, c = ids(told)
    sent(store, "desk", a)
    second = freeze(store, alert("desk", "run:1/9", body={"seq": 0, "changes": [{"id": c}]}), c)
    assert second is not None
    assert heard_of(store, a, c) == {"desk": second.id}
