"""What the operator hears of sources that fail and documents that go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from config.words import ChangeKind, RunOutcome, SourceKind, SourceState, Verdict
from monitor import health
from storage import outbox, sources
from storage.records import Change, SourceRow
from tests.monitor.newsroom import START, Newsroom, source
from tests.monitor.test_findings import HERALD, owed

ROW = SourceRow(
    id="herald",
    state=SourceState.ACTIVE,
    baseline_run=1,
    next_due_at=START,
    last_ok_at=START,
    last_new_at=START,
    usual_gap_s=None,
    failures=0,
    empties=0,
    reason=None,
    running=False,
)


@dataclass
class Report:
    source_id: str
    run_id: int
    outcome: RunOutcome = RunOutcome.COMPLETE
    counts: dict[str, int] = field(default_factory=dict)
    recorded: bool = True


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    room = Newsroom(tmp_path)
    room.settle_in()
    yield room
    room.store.close()


def visit(room: Newsroom, *, outcome: RunOutcome = RunOutcome.COMPLETE, listed: int = 1) -> list[Change]:
    with room.run("herald", outcome=outcome, listed=listed) as run:
        pass
    return health.after_run(room.store, room.settings, room.clock, Report("herald", run.id))


# --- rules ------------------------------------------------------------------------------------------


def test_three_failed_runs_are_a_trouble_and_two_are_not() -> None:
    feed = source("herald")
    assert health.trouble(replace(ROW, failures=2), feed, START) is None
    found = health.trouble(replace(ROW, failures=3, reason="timeout"), feed, START)
    assert found == health.Trouble(reason="timeout", failures=3)


def test_a_feed_may_not_be_empty_three_times_and_a_sitemap_may() -> None:
    row = replace(ROW, empties=3)
    assert health.trouble(row, source("herald"), START) is not None
    assert health.trouble(row, source("herald", kind=SourceKind.SITEMAP), START) is None
    assert health.trouble(replace(row, empties=2), source("herald"), START) is None


def test_a_source_is_silent_after_four_times_its_usual_gap() -> None:
    row = replace(ROW, usual_gap_s=2 * 24 * 3600)
    assert health.trouble(row, source("herald"), START + timedelta(days=8)) is None
    found = health.trouble(row, source("herald"), START + timedelta(days=9))
    assert found is not None
    assert found.reason == "nothing new for 9 days; something usually comes every 2 days"


def test_an_hourly_source_may_rest_over_a_weekend() -> None:
    row = replace(ROW, usual_gap_s=3600)
    assert health.trouble(row, source("herald"), START + timedelta(days=2.9)) is None
    assert health.trouble(row, source("herald"), START + timedelta(days=3.1)) is not None


def test_a_paused_source_has_no_trouble() -> None:
    row = replace(ROW, state=SourceState.PAUSED, failures=9)
    assert health.trouble(row, source("herald"), START) is None


def test_reminders_come_at_growing_gaps() -> None:
    told = health.Told(key="failing:herald:1", since=START)
    days = [0.5, 1, 2.9, 3, 7, 14, 29, 30, 59, 60, 90]
    counts = [health.reminders_due(told, START + timedelta(days=day)) for day in days]
    assert counts == [0, 1, 1, 2, 3, 4, 4, 5, 5, 6, 7]


# --- sources ----------------------------------------------------------------------------------------


def test_a_failing_source_is_told_once_and_so_is_its_recovery(room: Newsroom) -> None:
    told = [change.kind for _ in range(5) for change in visit(room, outcome=RunOutcome.FAILED)]
    assert told == [ChangeKind.FAILING]
    told = [change.kind for _ in range(2) for change in visit(room)]
    assert told == [ChangeKind.RECOVERED]
    assert [change.kind for change in owed(room, "box")] == [ChangeKind.FAILING, ChangeKind.RECOVERED]
    assert owed(room, "desk") == []


def test_a_source_that_fails_once_more_is_told_once_more(room: Newsroom) -> None:
    outcomes = [RunOutcome.FAILED] * 3 + [RunOutcome.COMPLETE] + [RunOutcome.FAILED] * 3
    keys = [change.key for outcome in outcomes for change in visit(room, outcome=outcome)]
    assert len(keys) == len(set(keys)) == 3


def test_a_feed_that_is_empty_three_times_is_told(room: Newsroom) -> None:
    assert [len(visit(room, listed=0)) for _ in range(4)] == [0, 0, 1, 0]


def test_what_still_fails_is_reminded_of_without_a_further_change(room: Newsroom) -> None:
    for _ in range(3):
        visit(room, outcome=RunOutcome.FAILED)
    for _ in range(3):
        room.wait(hours=25)
        assert health.look(room.store, room.settings, room.clock) == []
    with room.store.read() as conn:
        made = outbox.alerts(conn, "box")
    assert [alert.occasion.partition(":")[0] for alert in made] == ["reminder"] * 2


def test_silence_is_noticed_without_a_run(room: Newsroom) -> None:
    for n in range(3):
        room.wait(days=2)
        with room.run("herald", versions=1) as run:
            room.see(run, "herald", f"{n}", HERALD.format(57))
    assert health.look(room.store, room.settings, room.clock) == []
    room.wait(days=9)
    (change,) = health.look(room.store, room.settings, room.clock)
    assert (change.kind, change.source_id) == (ChangeKind.FAILING, "herald")
    assert health.look(room.store, room.settings, room.clock) == []


def test_a_dry_run_says_nothing(room: Newsroom) -> None:
    report = Report("herald", 1, recorded=False, counts={"gone": 1})
    assert health.after_run(room.store, room.settings, room.clock, report) == []


# --- documents --------------------------------------------------------------------------------------


def lost(room: Newsroom, verdict: Verdict) -> list[Change]:
    recorded = room.check("herald", "a", verdict)
    counts = {"gone": int(recorded.went), "returned": int(recorded.returned)}
    with room.store.read() as conn:
        run = sources.recent_runs(conn, "herald", 1)[0]
    return health.after_run(room.store, room.settings, room.clock, Report("herald", run.id, counts=counts))


def test_case_56_a_story_that_goes_and_comes_back(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD.format(57))
    assert lost(room, Verdict.MISSING) == []
    room.wait(hours=7)
    (gone,) = lost(room, Verdict.MISSING)
    assert (gone.kind, gone.more["carries_figure"]) == (ChangeKind.GONE, True)
    assert lost(room, Verdict.MISSING) == []
    (back,) = lost(room, Verdict.UNCHANGED)
    assert back.kind is ChangeKind.RETURNED
    assert {change.kind for change in owed(room, "desk")} >= {ChangeKind.GONE, ChangeKind.RETURNED}


def test_a_document_without_a_figure_goes_to_the_operator_only(room: Newsroom) -> None:
    room.publish("herald", "a", "The council talked about immigration detainers.")
    (gone,) = lost(room, Verdict.GONE)
    assert gone.more["carries_figure"] is False
    assert [change.kind for change in owed(room, "box")] == [ChangeKind.GONE]
    assert owed(room, "desk") == []


def test_a_document_may_go_and_come_back_twice(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD.format(57))
    verdicts = [Verdict.GONE, Verdict.UNCHANGED, Verdict.GONE, Verdict.UNCHANGED]
    told = [change.kind.value for verdict in verdicts for change in lost(room, verdict)]
    assert told == ["gone", "returned", "gone", "returned"]
