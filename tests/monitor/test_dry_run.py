"""When and why somebody would have been told, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from config.settings import Digest, Settings, Subscription
from config.words import ChangeKind, Quiet
from monitor import dry_run
from storage import findings, mutes
from storage.database import Store
from storage.records import Mute, Version
from tests.monitor import world
from tests.storage import world as stored_world

NOW = datetime(2026, 1, 27, 15, 0, tzinfo=UTC)
AT_ONCE = Subscription(to=("desk",))
DAILY = Subscription(to=("desk",), when=Digest(at=time(7, 30)))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path}/watch.db", create=True, now=NOW) as made:
        yield made


@pytest.fixture
def version(store: Store) -> Version:
    return stored_world.stored(store)


def would(store: Store, settings: Settings, receiver: str = "desk") -> list[tuple[str, str]]:
    with store.read() as conn:
        found = dry_run.changes(conn, receiver, settings, since=None, limit=9)
    return [(each.when, each.why) for each in found]


def test_a_first_look_is_in_the_summary(store: Store, version: Version) -> None:
    change = stored_world.change(version, at=NOW, quiet=Quiet.BASELINE)
    store.transact(findings.record_changes, [change], [], NOW)

    assert would(store, world.settings(AT_ONCE)) == [
        ("in the first summary", "subscription 1: everywhere; at once")
    ]


def test_the_hour_is_that_of_the_receivers_own_clock(store: Store, version: Version) -> None:
    store.transact(findings.record_changes, [stored_world.change(version, at=NOW)], [], NOW)
    settings = world.settings(DAILY)
    east = {"desk": replace(world.RECEIVERS["desk"], zone="Pacific/Auckland")}  # four in the morning

    assert [when for when, _ in would(store, replace(settings, receivers=east))] == [
        "in the digest of 2026-01-28"
    ]
    assert [when for when, _ in would(store, settings)] == ["in the digest of 2026-01-28"]


def test_what_nobody_asked_for_says_why_it_came(store: Store, version: Version) -> None:
    breaks = stored_world.change(version, "failing:1", at=NOW, kind=ChangeKind.FAILING)
    ours = stored_world.change(
        version, "retracted:1", at=NOW, kind=ChangeKind.RETRACTED, more={"receivers": ["desk"]}
    )
    store.transact(findings.record_changes, [breaks, ours], [], NOW)

    assert would(store, world.settings()) == [
        ("at once", "it was told what is now taken back"),
        ("at once", "the operator hears of what breaks"),
    ]


def test_a_subscription_that_is_new_is_tried_with_the_mutes_of_that_time(
    store: Store, version: Version
) -> None:
    muted = Mute(place="us-ma", receiver="desk", made_at=NOW, until=NOW + timedelta(days=2))
    store.transact(mutes.mute, muted)
    during = stored_world.change(version, "new:1", at=NOW + timedelta(days=1))
    after = stored_world.change(version, "new:2", at=NOW + timedelta(days=2))
    store.transact(findings.record_changes, [during, after], [], NOW)
    both = Subscription(to=("desk", "archive"))

    assert [when for when, _ in would(store, world.settings(both))] == [
        "at once",
        "not: muted until 2026-01-29",
    ]
    assert [when for when, _ in would(store, world.settings(both), "archive")] == ["at once", "at once"]


def test_what_only_a_newer_reader_saw_is_told_to_nobody(store: Store, version: Version) -> None:
    change = stored_world.change(version, at=NOW, quiet=Quiet.REREAD)
    store.transact(findings.record_changes, [change], [], NOW)

    assert would(store, world.settings(replace(AT_ONCE, quiet_too=True))) == []
