from __future__ import annotations

from config.words import DeliveryState, Fate, Quiet, RunOutcome
from storage import findings, outbox, sources, tallies
from storage.database import Store
from storage.records import Alert, Attempt, Ledger, ReadFigure, Version
from storage.schema import versions
from storage.tallies import RunTally, StoreTally
from tests.storage import world
from tests.storage.world import HOUR, NOW

NOTHING = StoreTally(
    pending_versions=0,
    set_aside=0,
    held=0,
    failing_sources=0,
    due_deliveries=0,
    dead_deliveries=0,
)


def of_runs(store: Store, *ids: int) -> dict[int, RunTally]:
    with store.read() as conn:
        return tallies.of_runs(conn, ids)


def of_store(store: Store) -> StoreTally:
    with store.read() as conn:
        return tallies.of_store(conn)


def read(store: Store, version: Version, *fates: Fate, quiet: tuple[Quiet, ...] = ()) -> None:
    """Findings of one version: a figure for each fate, a change for each kind of quiet."""
    found = world.findings(
        version,
        figures=tuple(
            ReadFigure(figure=world.figure(57 + number, ordinal=number), fate=fate)
            for number, fate in enumerate(fates)
        ),
        after=Ledger(),
        changes=tuple(
            world.change(version, f"change {number} of {version.id}", quiet=how, after=None)
            for number, how in enumerate(quiet)
        ),
        owed=(),
    )
    store.transact(findings.record, found, NOW)


def test_a_run_that_led_to_nothing_has_a_tally_too(store: Store) -> None:
    version = world.stored(store)
    idle = world.begin(store, None)
    assert of_runs(store, version.run_id, idle.id) == {
        version.run_id: RunTally(pending=1),
        idle.id: RunTally(),
    }
    assert of_runs(store) == {}


def test_it_counts_what_came_of_each_run_and_what_is_held(store: Store) -> None:
    one = world.stored(store)
    two = world.stored(store, "https://a/2", "58 requests")
    read(store, one, Fate.COMPARED, Fate.UNSURE, Fate.UNPLACED, Fate.PART, quiet=(Quiet.NO, Quiet.BASELINE))
    read(store, two, Fate.COMPARED)
    assert of_runs(store, one.run_id, two.run_id) == {
        one.run_id: RunTally(figures=4, held=2, changes=2, told=1),
        two.run_id: RunTally(figures=1),
    }
    assert of_store(store).held == 2


def test_only_the_reading_that_holds_counts(store: Store) -> None:
    version = world.stored(store)
    read(store, version, Fate.UNSURE)
    again = versions.update().where(versions.c.id == version.id).values(read_by="reader/2+a")
    store.transact(lambda tx: tx.execute(again))
    assert of_runs(store, version.run_id)[version.run_id].figures == 0
    assert of_store(store).held == 0


def test_the_store_counts_what_waits_and_what_was_given_up(store: Store) -> None:
    assert of_store(store) == NOTHING
    version = world.stored(store)
    world.stored(store, "https://a/2", "58 requests")
    assert of_store(store).pending_versions == 2
    for _ in range(2):
        store.transact(findings.failed, version.id, NOW)
    assert (of_store(store).pending_versions, of_store(store).set_aside) == (1, 1)


def test_a_paused_source_is_not_failing(store: Store) -> None:
    world.declare(store, "feed", "mirror", "well")
    for source, outcome in (("feed", "failed"), ("mirror", "failed"), ("well", "complete")):
        run = world.begin(store, source)
        store.transact(
            sources.end_run,
            run.id,
            outcome=RunOutcome(outcome),
            counts={"listed": 1},
            reason=None,
            next_due_at=NOW + HOUR,
            now=NOW,
        )
    assert of_store(store).failing_sources == 2
    store.transact(sources.pause, "feed", "for a while")
    assert of_store(store).failing_sources == 1


def test_deliveries_are_due_until_they_are_delivered_or_dead(store: Store) -> None:
    store.transact(outbox.sync_receivers, {"desk": "email"}, NOW)
    for number in range(3):
        message = Alert(
            id=str(number), receiver="desk", occasion=str(number), made_at=NOW, seq=0, subject="", body={}
        )
        store.transact(outbox.freeze, message, [], NOW)
    assert of_store(store).due_deliveries == 3
    store.transact(outbox.lease, 1, "me", NOW + HOUR, NOW)
    assert of_store(store).due_deliveries == 3
    for delivery, state in ((1, DeliveryState.DEAD), (2, DeliveryState.DELIVERED)):
        store.transact(outbox.lease, delivery, "me", NOW + HOUR, NOW)
        tried = Attempt(delivery_id=delivery, n=1, at=NOW, ms=1, answer="", acknowledged=False)
        store.transact(outbox.record_attempt, tried, "me", state=state, due_at=None, now=NOW)
    assert (of_store(store).due_deliveries, of_store(store).dead_deliveries) == (1, 1)
