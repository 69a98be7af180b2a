from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from config.words import RunKind, RunOutcome, SourceState
from storage import documents, leases, sources
from storage.database import Store
from storage.errors import LeaseLost, NoSuchRow
from storage.records import DeclaredSource, Run, SourceRow
from tests.storage.world import HOUR, NOW, begin, declare, seen


def row(store: Store, source: str = "feed") -> SourceRow:
    with store.read() as conn:
        found = sources.row(conn, source)
    assert found is not None
    return found


def end(
    store: Store,
    run: Run,
    outcome: RunOutcome = RunOutcome.COMPLETE,
    *,
    listed: int = 3,
    versions: int = 0,
    now: datetime = NOW,
    reason: str | None = None,
) -> Run:
    return store.transact(
        sources.end_run,
        run.id,
        outcome=outcome,
        counts={"listed": listed, "versions": versions},
        reason=reason,
        next_due_at=now + HOUR,
        now=now,
    )


def due(store: Store, now: datetime) -> list[str]:
    with store.read() as conn:
        return [each.id for each in sources.due(conn, now)]


def test_a_new_source_is_due_at_once_and_a_missing_one_retires(store: Store) -> None:
    declare(store, "feed", "page")
    assert due(store, NOW) == ["feed", "page"]
    declare(store, "page")
    assert row(store).state is SourceState.RETIRED
    assert due(store, NOW) == ["page"]
    declare(store, "feed", "page", now=NOW + HOUR)
    assert due(store, NOW) == ["page"]
    assert due(store, NOW + HOUR) == ["page", "feed"]


def test_declaring_the_same_again_changes_nothing(store: Store) -> None:
    declare(store, "feed")
    end(store, begin(store))
    before = row(store)
    declare(store, "feed", now=NOW + HOUR)
    assert row(store) == before


def test_a_shorter_interval_holds_from_now_on(store: Store) -> None:
    declare(store, "feed")
    end(store, begin(store))
    changed = DeclaredSource(id="feed", config_hash="2", every=timedelta(minutes=5))
    store.transact(sources.sync, [changed], NOW)
    assert row(store).next_due_at == NOW + timedelta(minutes=5)


def test_a_source_with_a_new_id_keeps_its_baseline_and_its_sightings(store: Store) -> None:
    declare(store, "feed")
    run = begin(store)
    [made] = store.transact(documents.record_seen, run.id, [seen("https://a/1", "57")], NOW)
    end(store, run)
    renamed = DeclaredSource(id="paper", config_hash="1", every=HOUR, formerly="feed")
    for _ in range(2):
        store.transact(sources.sync, [renamed], NOW)
    with store.read() as conn:
        assert [each.id for each in sources.rows(conn)] == ["paper"]
        assert documents.sources_of(conn, made.document_id) == ["paper"]
        assert [each.id for each in sources.recent_runs(conn, "paper")] == [run.id]
    assert row(store, "paper").baseline_run == run.id


def test_a_source_is_visited_by_one_run_at_a_time(store: Store) -> None:
    declare(store, "feed")
    first = begin(store)
    assert due(store, NOW) == []
    ask = {"kind": RunKind.CRAWL, "source_id": "feed", "owner": "two", "now": NOW}
    taken = store.transact(sources.begin_run, lease_until=NOW + HOUR, force=True, **ask)  # type: ignore[arg-type]
    assert taken is None
    with store.read() as conn:
        assert [each.id for each in sources.recent_runs(conn, "feed")] == [first.id]


def test_a_lease_that_ran_out_is_taken_over_and_its_run_refused(store: Store) -> None:
    declare(store, "feed")
    first = begin(store)
    later = NOW + 2 * HOUR
    second = begin(store, now=later)
    for write in (
        lambda: end(store, first),
        lambda: store.transact(sources.renew, first.id, later),
        lambda: store.transact(documents.record_seen, first.id, [seen("https://a/1", "57")], NOW),
    ):
        with pytest.raises(LeaseLost):
            write()
    end(store, second)


def test_a_renewed_lease_holds(store: Store) -> None:
    declare(store, "feed")
    run = begin(store)
    store.transact(sources.renew, run.id, NOW + 5 * HOUR)
    assert due(store, NOW + 2 * HOUR) == []
    assert store.transact(sources.interrupt, NOW + 2 * HOUR) == []
    end(store, run)


def test_what_is_not_due_runs_only_by_force(store: Store) -> None:
    declare(store, "feed")
    end(store, begin(store))
    ask = {"kind": RunKind.CRAWL, "source_id": "feed", "owner": "me", "now": NOW, "lease_until": NOW + HOUR}
    assert store.transact(sources.begin_run, **ask) is None  # type: ignore[arg-type]
    assert store.transact(sources.begin_run, force=True, **ask) is not None  # type: ignore[arg-type]


def test_a_paused_source_runs_only_by_name(store: Store) -> None:
    declare(store, "feed")
    store.transact(sources.pause, "feed", "too slow")
    assert due(store, NOW) == []
    declare(store, "feed")
    assert row(store).state is SourceState.PAUSED
    end(store, begin(store))
    store.transact(sources.resume, "feed")
    assert due(store, NOW + HOUR) == ["feed"]
    with pytest.raises(NoSuchRow):
        store.transact(sources.pause, "unknown", "")
    with pytest.raises(NoSuchRow):
        begin(store, "unknown")


def test_only_a_complete_run_closes_the_baseline(store: Store) -> None:
    declare(store, "feed")
    for outcome in (RunOutcome.PARTIAL, RunOutcome.FAILED):
        run = begin(store)
        assert run.baseline
        end(store, run, outcome)
    run = begin(store)
    assert run.baseline
    end(store, run)
    assert row(store).baseline_run == run.id
    assert not begin(store).baseline


def test_failures_and_empty_runs_are_counted_in_a_row(store: Store) -> None:
    declare(store, "feed")
    for _ in range(3):
        end(store, begin(store), RunOutcome.FAILED, reason="no answer")
    assert (row(store).failures, row(store).reason, row(store).last_ok_at) == (3, "no answer", None)
    end(store, begin(store), listed=0)
    end(store, begin(store), listed=0)
    assert (row(store).failures, row(store).empties, row(store).reason) == (0, 2, None)
    end(store, begin(store))
    assert row(store).empties == 0


def test_the_usual_gap_between_finds_is_learnt(store: Store) -> None:
    declare(store, "feed")
    for hours in (0, 10, 20, 120):
        now = NOW + hours * HOUR
        end(store, begin(store, now=now), versions=1, now=now)
        end(store, begin(store, now=now), now=now)
    found = row(store)
    assert found.last_new_at == NOW + 120 * HOUR
    assert found.usual_gap_s == pytest.approx((10 + 0.3 * 90) * 3600)


def test_runs_without_a_live_lease_are_marked_interrupted(store: Store) -> None:
    declare(store, "feed", "page")
    dead, by_hand = begin(store), begin(store, None)
    alive = begin(store, "page", now=NOW + 2 * HOUR)
    marked = store.transact(sources.interrupt, NOW + 2 * HOUR)
    assert [(run.id, run.outcome) for run in marked] == [
        (dead.id, RunOutcome.INTERRUPTED),
        (by_hand.id, RunOutcome.INTERRUPTED),
    ]
    assert row(store).failures == 0
    assert not row(store).running
    end(store, alive)


def test_a_new_owner_frees_every_lease(store: Store) -> None:
    declare(store, "feed")
    cut_off = begin(store)
    store.transact(leases.free_all)
    assert [run.id for run in store.transact(sources.interrupt, NOW)] == [cut_off.id]
    assert due(store, NOW) == ["feed"]
    with pytest.raises(LeaseLost):
        end(store, cut_off)


def test_a_run_is_ended_once(store: Store) -> None:
    declare(store, "feed")
    run = begin(store)
    ended = end(store, run)
    assert ended.counts == {"listed": 3, "versions": 0}
    with pytest.raises(LeaseLost):
        end(store, run, RunOutcome.FAILED)
    with store.read() as conn:
        assert sources.run(conn, run.id) == ended
        assert sources.unended(conn) == 0
