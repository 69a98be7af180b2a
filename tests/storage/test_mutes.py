"""What is muted is not owed, is counted, and is told of once at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from storage import findings, mutes, outbox, receivers, unsaid
from storage.database import Store
from storage.errors import NoSuchRow
from storage.records import Change, Mute, Owed, Series
from tests.storage import world
from tests.storage.world import NOW

BOSTON = Series(("us-ma-boston", "us-ma", "us"), "us-ma-boston/police", "requests")
WEEK = timedelta(days=7)


def mute(store: Store, **more: object) -> Mute:
    facts: dict[str, object] = {"place": "us-ma-boston", "made_at": NOW, "until": NOW + WEEK}
    return store.transact(mutes.mute, Mute(**{**facts, **more}))  # type: ignore[arg-type]


def happens(store: Store, key: str, *to: str, about: Series | None = BOSTON, days: int = 0) -> Change:
    """A change is recorded, and owed to these receivers."""
    store.transact(receivers.sync_receivers, {"desk": "email", "archive": "webhook"}, NOW)
    version = world.stored(store, f"https://a/{key}")
    change = world.change(version, key)
    owed: Sequence[Owed] = [replace(world.owe(key, each), about=about) for each in to or ("desk",)]
    (made,) = store.transact(findings.record_changes, [change], owed, NOW + timedelta(days=days))
    return made


def owed(store: Store) -> list[tuple[str, str]]:
    with store.read() as conn:
        groups = outbox.ready(conn, NOW + 9 * WEEK)
    return sorted((group.receiver, change.key) for group in groups for change in group.changes)


@pytest.mark.parametrize(
    ("more", "silent"),
    [
        ({}, True),
        ({"place": "us-ma"}, True),  # takes in what is below it
        ({"place": "us-ma-somerville"}, False),
        ({"agency": "us-ma-boston/police"}, True),
        ({"agency": "us-ma-boston/jail"}, False),
        ({"metric": "requests"}, True),
        ({"metric": "cost"}, False),
        ({"agency": "us-ma-boston/police", "metric": "cost"}, False),
        ({"receiver": "desk"}, True),
        ({"receiver": "archive"}, False),
        ({"made_at": NOW - 2 * WEEK, "until": NOW}, False),  # over
        ({"made_at": NOW + timedelta(days=1)}, False),  # not yet
    ],
)
def test_what_is_muted_is_not_owed(store: Store, more: dict[str, object], silent: bool) -> None:
    mute(store, **more)
    change = happens(store, "new:1")

    assert owed(store) == ([] if silent else [("desk", "new:1")])
    with store.read() as conn:
        assert (change.id in mutes.kept_from(conn, "desk", [change.id or 0])) is silent


def test_a_mute_for_one_receiver_leaves_the_others_alone(store: Store) -> None:
    mute(store, receiver="desk")
    happens(store, "new:1", "desk", "archive")

    assert owed(store) == [("archive", "new:1")]


def test_what_may_not_be_muted_is_owed(store: Store) -> None:
    mute(store)
    happens(store, "failing:1", about=None)

    assert owed(store) == [("desk", "failing:1")]


def test_what_was_owed_before_is_told(store: Store) -> None:
    happens(store, "new:1")
    mute(store)

    assert owed(store) == [("desk", "new:1")]


def test_after_its_end_it_holds_no_more(store: Store) -> None:
    mute(store)
    happens(store, "new:1", days=8)

    assert owed(store) == [("desk", "new:1")]


def test_the_longest_of_several_holds_a_change_back(store: Store) -> None:
    mute(store)
    longer = mute(store, place="us", until=NOW + 2 * WEEK)
    change = happens(store, "new:1")

    with store.read() as conn:
        assert mutes.kept_from(conn, "desk", [change.id or 0]) == {change.id: longer}
        assert mutes.ended(conn, NOW + WEEK) == {}


def test_its_end_is_told_once_with_how_much_there_was(store: Store) -> None:
    made = mute(store)
    happens(store, "new:1", "desk", "archive")
    happens(store, "new:2")
    with store.read() as conn:
        assert mutes.ended(conn, NOW) == {}
        ended = mutes.ended(conn, NOW + WEEK)
        assert mutes.counts(conn) == {made.id: 2}

    assert {to: [each.changes for each in ends] for to, ends in ended.items()} == {
        "desk": [2],
        "archive": [1],
    }
    assert ended["desk"][0].mute == made


def test_one_that_is_ended_early_is_over_at_once(store: Store) -> None:
    made = mute(store)
    assert made.id is not None
    later = NOW + timedelta(hours=1)

    ended = store.transact(mutes.unmute, made.id, later)
    again = store.transact(mutes.unmute, made.id, later + WEEK)

    assert ended.until == again.until == later
    with store.read() as conn:
        assert mutes.mutes(conn, later) == []
        assert mutes.mutes(conn) == [ended]


def test_one_that_is_not_there_cannot_be_ended(store: Store) -> None:
    with pytest.raises(NoSuchRow, match="no mute 7"):
        store.transact(mutes.unmute, 7, NOW)


def test_what_a_person_took_back_is_not_counted(store: Store) -> None:
    mute(store)
    change = happens(store, "new:1")
    store.transact(unsaid.unsay, [change.id or 0])

    with store.read() as conn:
        assert mutes.ended(conn, NOW + WEEK) == {}
