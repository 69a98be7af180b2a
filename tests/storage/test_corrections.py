"""Messages that are sent once more after what they tell was taken back."""

from __future__ import annotations

from dataclasses import replace

from config.words import ChangeKind, DeliveryState
from storage import corrections, findings, heard, outbox, replays
from storage.database import Store
from storage.records import Change
from tests.storage import world
from tests.storage.test_heard import end, ids, sent, told
from tests.storage.world import HOUR, NOW

__all__ = ["told"]  # the fixture


def take_back(store: Store, change: int, *heard_by: str) -> int:
    """A person rejects what a change told; it is owed to those who heard of it. The retraction's id."""
    with store.read() as conn:
        taken = findings.change(conn, change)
    retraction = replace(
        taken, id=None, key="back", kind=ChangeKind.RETRACTED, more={corrections.TAKES_BACK: [change]}
    )
    owed = [world.owe("back", receiver, due_at=NOW) for receiver in heard_by]
    [made] = store.transact(findings.record_changes, [retraction], owed, NOW)
    assert made.id is not None
    return made.id


def waiting(store: Store, receiver: str) -> list[tuple[str, list[int | None]]]:
    """What is owed to a receiver now: each occasion with its changes."""
    with store.read() as conn:
        groups = [group for group in outbox.ready(conn, NOW + HOUR) if group.receiver == receiver]
    return [(group.occasion, [change.id for change in group.changes]) for group in groups]


def test_who_gets_a_message_after_it_was_taken_back_gets_the_correction_too(
    store: Store, told: list[Change]
) -> None:
    a, _, _ = ids(told)
    desk = sent(store, "desk", a)
    back = take_back(store, a, "desk")
    copy = store.transact(outbox.resend, desk.id, "late", NOW)
    assert waiting(store, "late") == [(f"correction:{copy.alert_id}", [back])]
    store.transact(outbox.resend, desk.id, "late", NOW)
    assert len(waiting(store, "late")) == 1  # once, however often it is sent


def test_who_was_corrected_at_the_time_is_not_corrected_again(store: Store, told: list[Change]) -> None:
    a, _, c = ids(told)
    desk = sent(store, "desk", a, c)
    end(store, desk, DeliveryState.DELIVERED, acknowledged=True)
    back = take_back(store, a, "desk")
    before = waiting(store, "desk")
    store.transact(outbox.resend, desk.id, None, NOW)
    assert waiting(store, "desk") == before
    assert [change for _, changes in before for change in changes].count(back) == 1


def test_a_message_that_never_arrived_and_is_replayed_brings_its_correction(
    store: Store, told: list[Change]
) -> None:
    a, _, c = ids(told)
    lost, other = sent(store, "archive", a), sent(store, "desk", c)
    store.transact(outbox.cancel, ["archive"], NOW)
    with store.read() as conn:
        assert heard.hearers(conn, [a]) == {}
    back = take_back(store, a)
    with store.read() as conn:
        found = replays.since(conn, "archive", NOW - HOUR)
    store.transact(replays.queue, found, NOW)
    assert waiting(store, "archive") == [(f"correction:{lost.id}", [back])]
    store.transact(outbox.resend, other.id, "late", NOW)
    assert waiting(store, "late") == []  # it tells of something else
