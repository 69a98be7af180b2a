"""Which messages a message follows: those to the same receiver about the same thing, as they were frozen."""

from __future__ import annotations

import pytest

from config.words import ChangeKind, Metric
from storage import findings, outbox, threads
from storage.database import Store
from storage.records import Alert, Change, Version
from tests.storage import world
from tests.storage.world import NOW, POINT

DECLINED = POINT._replace(metric=Metric.DECLINED)
YEAR_BEFORE = POINT._replace(first="2024-01-01", last="2024-12-31")


@pytest.fixture(autouse=True)
def version(store: Store) -> Version:
    made = world.stored(store)
    store.transact(outbox.sync_receivers, {"desk": "email", "archive": "webhook"}, NOW)
    return made


def told(
    store: Store, name: str, *changes: Change, receiver: str = "desk", occasion: str | None = None
) -> str:
    """The id of the message in which these are told."""
    owed = [world.owe(change.key, receiver) for change in changes]
    made = store.transact(findings.record_changes, changes, owed, NOW)
    message = Alert(
        id=name,
        receiver=receiver,
        occasion=occasion or f"run:1/{name}",
        made_at=NOW,
        seq=0,
        subject="x",
        body={"seq": 0},
    )
    assert store.transact(outbox.freeze, message, [change.id or 0 for change in made], NOW) is not None
    return name


def earlier(store: Store, about: Change, receiver: str = "desk") -> list[str]:
    with store.read() as conn:
        return threads.earlier(conn, receiver, about)


def test_a_series_is_followed_over_its_periods_and_no_other_series(store: Store, version: Version) -> None:
    first = told(store, "first", world.change(version, "a", point=YEAR_BEFORE))
    told(store, "declined", world.change(version, "b", point=DECLINED))
    second = told(store, "second", world.change(version, "c"), world.change(version, "d", point=DECLINED))

    assert earlier(store, world.change(version, "e", kind=ChangeKind.REVISED)) == [first, second]
    assert earlier(store, world.change(version, "f", point=DECLINED)) == ["declined", second]
    assert earlier(store, world.change(version, "g", point=POINT._replace(place="us-ma"))) == []


def test_what_another_receiver_got_is_not_followed(store: Store, version: Version) -> None:
    told(store, "theirs", world.change(version, "a"), receiver="archive")

    assert earlier(store, world.change(version, "b")) == []
    assert earlier(store, world.change(version, "b"), "archive") == ["theirs"]


def test_a_digest_and_a_first_look_start_no_thread(store: Store, version: Version) -> None:
    told(store, "digest", world.change(version, "a"), occasion="digest:2026-01-27")
    told(store, "look", world.change(version, "b"), occasion="baseline:1")

    assert earlier(store, world.change(version, "c")) == []


def test_a_long_thread_names_its_first_and_its_newest(store: Store, version: Version) -> None:
    names = [told(store, f"m{n:02}", world.change(version, f"k{n}")) for n in range(15)]

    assert earlier(store, world.change(version, "next")) == [names[0], *names[-9:]]


def test_what_has_no_series_follows_its_report_its_document_or_its_source(
    store: Store, version: Version
) -> None:
    def event(key: str, kind: ChangeKind, **more: object) -> Change:
        return world.change(version, key, kind=kind, point=None, party=None, after=None, **more)

    overdue = event("o", ChangeKind.OVERDUE, duty_id="letter", document_id=None, source_id=None)
    failing = event("f", ChangeKind.FAILING, document_id=None, source_id="feed")
    told(store, "overdue", overdue)
    told(store, "failing", failing)
    told(store, "appeared", event("p", ChangeKind.APPEARED))
    told(store, "figure", world.change(version, "new"))

    assert earlier(store, event("i", ChangeKind.FILED, duty_id="letter")) == ["overdue"]
    assert earlier(store, event("r", ChangeKind.RECOVERED, document_id=None, source_id="feed")) == ["failing"]
    assert earlier(store, event("g", ChangeKind.GONE)) == ["appeared"]


def test_a_copy_to_another_receiver_follows_nothing(store: Store, version: Version) -> None:
    name = told(store, "first", world.change(version, "a"))
    message = Alert(
        id="second",
        receiver="desk",
        occasion="run:2/1",
        made_at=NOW,
        seq=0,
        subject="x",
        body={"id": "second", "seq": 0, "thread": [name]},
    )
    store.transact(outbox.freeze, message, [], NOW)
    copy = store.transact(outbox.resend, "second", "archive", NOW)

    with store.read() as conn:
        assert outbox.alert(conn, copy.alert_id).body["thread"] == []
