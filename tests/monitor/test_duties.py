"""Reports that a law orders: recognised, overdue, or not to be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from config.catalogue import Due, Duty, Every
from config.words import ChangeKind, DocumentKind, Metric, Quiet, RunOutcome
from monitor import duties, filing
from monitor.duties import Paper, State
from storage import duties as kept
from storage.records import Change, SourceRow
from tests.monitor.ledgers import letter
from tests.monitor.newsroom import Newsroom, source
from tests.monitor.test_findings import LETTER, owed
from tests.monitor.test_health import ROW

LAW = Duty(
    id="trust-act-letter",
    place="us-ma-boston",
    law="Trust Act",
    report="yearly letter",
    filed_by="us-ma-boston/police",
    filed_to="City Clerk",
    metrics=(Metric.REQUESTS,),
    due=Due(every=Every.YEAR, days=((12, 31),)),
    grace=timedelta(days=45),
    sources=("council",),
    recognise_types=("Report of a Public Officer",),
    recognise_filers=("Police Commissioner",),
    recognise_words=("Trust Act", "immigration detainer"),
)
AT = datetime(2026, 1, 20, 12, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")
WORDS = "Under the Trust Act the department reports."


def paper(text: str = WORDS, **more: object) -> Paper:
    facts: dict[str, object] = {"publisher": "City Clerk", "published_on": date(2026, 1, 12), **more}
    return Paper(document_id=1, title="Docket 0145", text=text, **facts)  # type: ignore[arg-type]


# --- when ---------------------------------------------------------------------------------------------


def test_the_period_due_last_and_the_one_due_next_are_expected() -> None:
    found = duties.expected(LAW, date(2026, 1, 20), AT)
    assert [(each.period, each.due_on, each.grace_until, each.state) for each in found] == [
        ("2025", date(2025, 12, 31), date(2026, 2, 14), State.AWAITED),
        ("2026", date(2026, 12, 31), date(2027, 2, 14), State.AWAITED),
    ]


def test_nothing_is_expected_before_the_first_period() -> None:
    young = replace(LAW, first_period=date(2026, 1, 1))
    assert [each.period for each in duties.expected(young, date(2026, 1, 20), AT)] == ["2026"]


# --- which document -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (paper(f"Type: Report of a Public Officer\n\n{WORDS}"), State.FILED),
        (paper(f"Requester: Police Commissioner Michael Cox\n\n{WORDS}"), State.FILED),
        (paper(publisher="us-ma-boston/police"), State.FILED),
        (paper(parent="Type: Report of a Public Officer\nRequester: Clerk"), State.FILED),
        (paper(f"Type: Council Hearing Order\n\n{WORDS} The Police Commissioner shall come."), State.PERHAPS),
        (paper("Type: Report of a Public Officer\n\nOn the budget."), None),
    ],
    ids=["type", "filer", "publisher", "matter's type", "words only", "no words"],
)
def test_filed_needs_type_or_filer_besides_words(found: Paper, state: State | None) -> None:
    assert filing.recognise(LAW, found) is state


@pytest.mark.parametrize(
    ("found", "period"),
    [
        (paper(), "2025"),
        (paper(published_on=date(2025, 12, 30)), "2025"),
        (paper(published_on=date(2025, 6, 30)), "2024"),
        (paper(published_on=None), "2025"),
        (paper(figures=(letter(57, 2025), letter(15, 2024))), "2025"),
        (paper(figures=(letter(15, 2024),)), "2024"),
    ],
    ids=["after", "a day early", "very late", "undated", "by its figures", "an older one by its figures"],
)
def test_which_period_a_report_is_for(found: Paper, period: str) -> None:
    assert [each.covered.name for each in filing.answers(LAW, found, AT.date(), {})] == [period]


# --- what may be said ---------------------------------------------------------------------------------

PERIOD = duties.expected(LAW, date(2026, 1, 20), AT)[0]
AFTER = date(2026, 2, 15)


def row(last_ok: str, **more: object) -> SourceRow:
    when = datetime.fromisoformat(f"{last_ok}T18:00:00+00:00")
    return replace(ROW, id="council", last_ok_at=when, **more)  # type: ignore[arg-type]


def test_case_70_a_report_that_did_not_come_is_overdue() -> None:
    assert duties.judge(PERIOD, [row("2026-02-15")], AFTER, ZONE) == (State.OVERDUE, ())


def test_it_is_not_overdue_within_its_grace() -> None:
    assert duties.judge(PERIOD, [row("2026-02-14")], date(2026, 2, 14), ZONE) == (State.AWAITED, ())


def test_case_69_we_cannot_tell_while_its_source_fails() -> None:
    assert duties.judge(PERIOD, [row("2025-12-30")], AFTER, ZONE) == (State.CANNOT_TELL, ("council",))
    assert duties.judge(PERIOD, [row("2026-02-15", baseline_run=None)], AFTER, ZONE)[0] is State.CANNOT_TELL


def test_nobody_can_tell_of_a_duty_without_a_source() -> None:
    assert duties.judge(PERIOD, [], AFTER, ZONE) == (State.CANNOT_TELL, ())
    assert duties.judge(PERIOD, [], date(2026, 2, 14), ZONE) == (State.AWAITED, ())


def test_perhaps_filed_leaves_it_open() -> None:
    perhaps = replace(PERIOD, state=State.PERHAPS)
    assert duties.judge(perhaps, [row("2026-02-15")], AFTER, ZONE)[0] is State.OVERDUE


# --- with the store -----------------------------------------------------------------------------------


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    council = source("council", official=True, publisher="Boston City Council")
    room = Newsroom(tmp_path, council, source("herald"))
    room.settings = replace(room.settings, duties={LAW.id: LAW})
    yield room
    room.store.close()


def look(room: Newsroom) -> list[Change]:
    return duties.look(room.store, room.settings, room.clock)


def states(room: Newsroom) -> dict[str, str]:
    with room.store.read() as conn:
        return {each.period: each.state for each in kept.periods(conn)}


def file(room: Newsroom, text: str = f"Type: Report of a Public Officer\n\n{WORDS}") -> list[Change]:
    changes = room.publish("council", "0145", text, kind=DocumentKind.MATTER)
    return [change for change in changes if change.kind is ChangeKind.FILED]


def test_what_is_filed_is_told_once_and_never_overdue(room: Newsroom) -> None:
    room.settle_in()
    assert look(room) == []
    (change,) = file(room)
    assert (change.quiet, change.more["period"], change.document_id) == (Quiet.NO, "2025", 1)
    assert ChangeKind.FILED in {change.kind for change in owed(room, "desk")}
    assert file(room, f"Type: Report of a Public Officer\n\n{WORDS} {LETTER.format(57)}") == []
    room.wait(days=60)
    room.settle_in()
    assert look(room) == []
    assert states(room) == {"2025": "filed", "2026": "awaited"}


def test_case_70_overdue_is_told_once(room: Newsroom) -> None:
    room.settle_in()
    look(room)
    room.wait(days=60)
    room.settle_in()
    (change,) = look(room)
    assert (change.kind, change.quiet, change.more["due_on"]) == (ChangeKind.OVERDUE, Quiet.NO, "2025-12-31")
    assert look(room) == []
    assert [change.kind for change in owed(room, "desk")] == [ChangeKind.OVERDUE]


def test_case_69_cannot_tell_goes_to_the_operator_and_is_settled_later(room: Newsroom) -> None:
    room.settle_in()
    look(room)
    room.wait(days=60)
    with room.run("council", outcome=RunOutcome.FAILED):
        pass
    (change,) = look(room)
    assert (change.more["cannot_tell"], change.more["failing"]) == (True, ["council"])
    assert [change.kind for change in owed(room, "box")] == [ChangeKind.OVERDUE]
    assert owed(room, "desk") == []
    assert look(room) == []
    room.settle_in()
    (change,) = look(room)
    assert "cannot_tell" not in change.more


def test_a_report_overdue_at_the_first_look_stands_in_the_baseline_summary(room: Newsroom) -> None:
    room.wait(days=60)
    assert look(room) == []
    room.settle_in()
    (change,) = look(room)
    assert change.quiet is Quiet.BASELINE


def test_what_the_baseline_lists_is_filed_silently(room: Newsroom) -> None:
    (change,) = file(room)
    assert change.quiet is Quiet.BASELINE
    room.wait(days=60)
    room.settle_in()
    assert look(room) == []


def test_words_alone_are_perhaps_and_a_later_paper_files_it(room: Newsroom) -> None:
    room.settle_in()
    (change,) = file(room, f"Type: Hearing Order\n\n{WORDS}")
    assert change.more["perhaps"] is True
    assert states(room) == {"2025": "perhaps"}
    (change,) = file(room)
    assert "perhaps" not in change.more
    assert states(room) == {"2025": "filed"}


def test_news_about_a_report_is_not_the_report(room: Newsroom) -> None:
    room.settle_in()
    assert [c.kind for c in room.publish("herald", "a", WORDS) if c.kind is ChangeKind.FILED] == []
    assert states(room) == {}
