from __future__ import annotations

from storage import findings, outbox
from storage.database import Store
from storage.records import Alert, Change
from storage.unsaid import unsay
from tests.storage import world
from tests.storage.world import NOW


def told(store: Store, *keys: str) -> list[Change]:
    """Changes that are owed to two receivers."""
    store.transact(outbox.sync_receivers, {"desk": "email", "box": "email"}, NOW)
    version = world.stored(store)
    new = [world.change(version, key) for key in keys]
    owed = [world.owe(key, receiver) for key in keys for receiver in ("desk", "box")]
    return store.transact(findings.record_changes, new, owed, NOW)


def waiting(store: Store) -> set[tuple[str, str]]:
    with store.read() as conn:
        return {(group.receiver, change.key) for group in outbox.ready(conn, NOW) for change in group.changes}


def send(store: Store, receiver: str, changes: list[Change]) -> Alert | None:
    message = Alert(
        id=f"to {receiver}",
        receiver=receiver,
        occasion="run:1/1",
        made_at=NOW,
        seq=0,
        subject="new",
        body={"value": 57},
    )
    return store.transact(outbox.freeze, message, [change.id or 0 for change in changes], NOW)


def test_what_nobody_was_told_is_told_to_nobody(store: Store) -> None:
    wrong, _ = told(store, "wrong", "right")
    assert store.transact(unsay, [wrong.id or 0]) == 2
    assert waiting(store) == {("desk", "right"), ("box", "right")}
    assert store.transact(unsay, [wrong.id or 0]) == 0
    with store.read() as conn:
        assert findings.change(conn, wrong.id or 0).key == "wrong"  # what happened stays


def test_who_was_told_stays_told(store: Store) -> None:
    changes = told(store, "wrong", "right")
    sent = send(store, "desk", changes)
    assert sent is not None
    assert store.transact(unsay, [changes[0].id or 0]) == 1
    assert waiting(store) == {("box", "right")}
    with store.read() as conn:
        assert outbox.alert(conn, sent.id) == sent
        assert [each.alert_id for each in outbox.due(conn, NOW, 9, ["desk", "box"])] == [sent.id]


def test_changes_that_are_not_known_spare_nobody(store: Store) -> None:
    told(store, "right")
    assert store.transact(unsay, []) == 0
    assert store.transact(unsay, [98, 99]) == 0
    assert len(waiting(store)) == 2
