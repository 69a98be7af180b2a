"""Duties over a real store with a moved clock: every rhythm, outages, late reports, a person's word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from config.catalogue import Duty
from config.due import parse_due
from config.words import ChangeKind, DocumentKind, Quiet, RunOutcome
from monitor import acting, duties, duty_standing, duty_words, wording
from monitor.declared import declare
from monitor.deliver import dispatcher, gathering
from monitor.duty_words import Word
from monitor.errors import Refused, UnknownId
from storage import documents, outbox
from storage import duties as kept
from storage.errors import NoSuchRow
from storage.records import Change, DutyPeriod
from tests.monitor.newsroom import Newsroom, source
from tests.monitor.test_duties import LAW, WORDS
from tests.monitor.test_findings import LETTER, owed

SCHEMA = Path(__file__).parents[2] / "docs" / "webhook.schema.json"
REPORT = f"Type: Report of a Public Officer\n\n{WORDS}"
QUARTERLY = replace(LAW, due=parse_due("30 days after each quarter"), grace=timedelta(days=20))
MONTHLY = replace(LAW, due=parse_due("15 days after each month"), grace=timedelta(days=5))
HALF_YEARLY = replace(LAW, due=parse_due("January 31 and July 31"), grace=timedelta(days=10))
ONCE = replace(LAW, due=parse_due("2026-03-01"), grace=timedelta(days=10))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    council = source("council", official=True, publisher="Boston City Council")
    room = Newsroom(tmp_path, council, source("herald"))
    watch(room, LAW)
    room.settle_in()
    yield room
    room.store.close()


def watch(room: Newsroom, *wanted: Duty) -> None:
    room.settings = replace(room.settings, duties={duty.id: duty for duty in wanted})


def at(room: Newsroom, day: str, *, well: bool = True) -> list[Change]:
    """The clock goes on to this day at noon in Boston, the sources work or fail, duties are looked at."""
    room.time = datetime.fromisoformat(f"{day}T17:00:00+00:00")
    if well:
        room.settle_in()
    else:
        with room.run("council", outcome=RunOutcome.FAILED):
            pass
    return duties.look(room.store, room.settings, room.clock)


def file(room: Newsroom, path: str, text: str = REPORT, **more: Any) -> list[Change]:
    changes = room.publish("council", path, text, kind=DocumentKind.MATTER, **more)
    return [change for change in changes if change.kind is ChangeKind.FILED]


def rows(room: Newsroom) -> dict[str, DutyPeriod]:
    with room.store.read() as conn:
        return {each.period: each for each in kept.periods(conn)}


def states(room: Newsroom) -> dict[str, str]:
    return {name: row.state for name, row in rows(room).items()}


def sentence(room: Newsroom, change: Change) -> str:
    with room.store.read() as conn:
        known = documents.by_ids(conn, [change.document_id] if change.document_id else [])
    return wording.sentence(change, gathering.names(room.settings, known))


# --- every rhythm -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("duty", "late", "period", "words"),
    [
        (QUARTERLY, "2026-02-20", "2025-Q4", "for the fourth quarter of 2025, due January 30, 2026,"),
        (MONTHLY, "2026-01-21", "2025-12", "for December 2025, due January 15, 2026,"),
        (HALF_YEARLY, "2026-02-11", "2025-H2", "for the second half of 2025, due January 31, 2026,"),
        (ONCE, "2026-03-12", "2026-03-01", "(Trust Act, Boston, MA), due March 1, 2026, has"),
    ],
    ids=["quarterly", "monthly", "half-yearly", "once"],
)
def test_what_did_not_come_is_overdue_once(
    room: Newsroom, duty: Duty, late: str, period: str, words: str
) -> None:
    watch(room, duty)
    before = (date.fromisoformat(late) - timedelta(days=1)).isoformat()
    assert all(change.quiet is Quiet.BASELINE for change in at(room, "2026-01-15"))
    assert at(room, before) == []
    (change,) = at(room, late)
    assert (change.more["period"], change.quiet) == (period, Quiet.NO)
    assert words in sentence(room, change)
    assert at(room, late) == []


def test_each_quarter_has_its_report(room: Newsroom) -> None:
    watch(room, QUARTERLY)
    at(room, "2026-01-15")
    for day, path, period in (
        ("2026-01-20", "a", "2025-Q4"),
        ("2026-04-03", "b", "2026-Q1"),
        ("2026-08-05", "c", "2026-Q2"),
    ):
        at(room, day)
        (change,) = file(room, path)
        assert change.more["period"] == period
    at(room, "2026-09-30")
    filed = {name for name, state in states(room).items() if state == "filed"}
    assert filed == {"2025-Q4", "2026-Q1", "2026-Q2"}


def test_after_an_outage_what_was_missed_is_news_and_not_a_first_look(room: Newsroom) -> None:
    watch(room, QUARTERLY)
    at(room, "2026-01-16")
    told = at(room, "2026-11-25")
    assert [(change.more["period"], change.quiet) for change in told] == [
        ("2025-Q4", Quiet.NO),
        ("2026-Q1", Quiet.NO),
        ("2026-Q2", Quiet.NO),
        ("2026-Q3", Quiet.NO),
    ]


def test_what_was_overdue_at_the_first_look_is_no_news(room: Newsroom) -> None:
    (change,) = at(room, "2026-03-20")
    assert (change.more["period"], change.quiet) == ("2025", Quiet.BASELINE)


# --- clocks -------------------------------------------------------------------------------------------


def test_a_day_ends_where_the_place_is(room: Newsroom) -> None:
    """Grace ends with February 14 in Boston: at 05:00 in Greenwich on the 15th."""
    at(room, "2026-01-16")
    room.time = datetime(2026, 2, 15, 4, 50, tzinfo=UTC)
    room.settle_in()
    assert duties.look(room.store, room.settings, room.clock) == []
    room.time = datetime(2026, 2, 15, 5, 10, tzinfo=UTC)
    room.settle_in()
    assert len(duties.look(room.store, room.settings, room.clock)) == 1


def test_the_hour_that_a_clock_change_skips_moves_no_day(room: Newsroom) -> None:
    """Clocks go on in Boston on March 8, 2026: the day has 23 hours, and the next begins at 04:00 UTC."""
    watch(room, replace(LAW, due=parse_due("2026-03-08"), grace=timedelta(days=1)))
    at(room, "2026-01-16")
    for moment, told in (
        (datetime(2026, 3, 10, 3, 50, tzinfo=UTC), 0),
        (datetime(2026, 3, 10, 4, 5, tzinfo=UTC), 1),
    ):
        room.time = moment
        room.settle_in()
        assert len(duties.look(room.store, room.settings, room.clock)) == told


def test_the_year_ends_where_the_place_is(room: Newsroom) -> None:
    watch(room, LAW)
    room.time = datetime(2027, 1, 1, 4, 30, tzinfo=UTC)  # still New Year's Eve in Boston
    assert [each.period for each in duties.expected(LAW, date(2026, 12, 31), room.time)] == ["2026", "2027"]
    (change,) = file(room, "0145")
    assert (change.more["period"], change.more["filed_on"]) == ("2026", "2026-12-31")
    assert "days_after" not in change.more


# --- early, late, twice, several ----------------------------------------------------------------------


def test_a_late_report_says_how_late_and_later_ones_know_what_is_usual(room: Newsroom) -> None:
    at(room, "2026-01-16")
    at(room, "2026-02-20")
    assert states(room)["2025"] == "overdue"
    at(room, "2026-03-02")
    (change,) = file(room, "0145")
    assert change.more["days_after"] == 61
    assert "has been filed, 61 days after it was due (December 31, 2025)" in sentence(room, change)
    told = at(room, "2027-02-20")
    assert "In earlier years it came 61 days after that day." in sentence(room, told[0])


def test_a_second_paper_for_the_same_period_is_no_second_filing(room: Newsroom) -> None:
    at(room, "2026-01-16")
    assert len(file(room, "0145")) == 1
    assert file(room, "0146", f"Corrected. {REPORT}") == []
    assert rows(room)["2025"].document_id == 1


def test_two_years_in_one_paper_are_both_filed_where_both_were_awaited(room: Newsroom) -> None:
    at(room, "2026-01-16")
    at(room, "2026-02-20")
    room.time = datetime(2027, 1, 12, 17, tzinfo=UTC)
    both = f"{REPORT} {LETTER.format(57)} {LETTER.format(61).replace('2025', '2026')}"
    changes = file(room, "0145", both)
    assert [(change.more["period"], change.more.get("days_after")) for change in changes] == [
        ("2026", 12),
        ("2025", 377),
    ]
    assert states(room) == {"2025": "filed", "2026": "filed"}


def test_a_report_for_an_earlier_year_answers_what_was_overdue(room: Newsroom) -> None:
    at(room, "2026-01-16")
    at(room, "2026-02-20")
    (change,) = file(room, "0145", f"{REPORT} {LETTER.format(57)}", published=date(2026, 2, 19))
    assert (change.more["period"], change.more["days_after"]) == ("2025", 50)


def test_a_duty_without_a_named_day_says_so_and_counts_no_days(room: Newsroom) -> None:
    watch(room, replace(LAW, named_day=False))
    at(room, "2026-01-16")
    (change,) = at(room, "2026-02-20")
    told = sentence(room, change)
    assert told.endswith("has not been seen yet in the sources that we watch. The law names no day for it.")
    assert "due" not in told
    (change,) = file(room, "0145")
    assert "days_after" not in change.more


def test_overdue_names_the_document_that_may_be_it(room: Newsroom) -> None:
    at(room, "2026-01-16")
    file(room, "0145", f"Type: Hearing Order\n\n{WORDS}", title="Hearing on the Trust Act")
    (change,) = at(room, "2026-02-20")
    assert "One document may be it, which nothing proves: “Hearing on the Trust Act”" in sentence(
        room, change
    )


def test_perhaps_after_overdue_keeps_it_overdue(room: Newsroom) -> None:
    at(room, "2026-01-16")
    at(room, "2026-02-20")
    (change,) = file(room, "0145", f"Type: Hearing Order\n\n{WORDS}")
    assert change.more["perhaps"] is True
    assert states(room)["2025"] == "overdue"
    assert file(room, "0145", f"Type: Hearing Order\n\n{WORDS} Once more.") == []
    assert at(room, "2026-02-22") == []


def test_without_a_source_nobody_is_told_and_everybody_can_see_it(room: Newsroom) -> None:
    watch(room, replace(LAW, sources=()))
    at(room, "2026-01-16")
    assert at(room, "2026-02-20") == []
    assert states(room)["2025"] == "cannot-tell"
    with room.store.read() as conn:
        told = {each.period.period: each.told for each in duty_standing.look(conn, room.settings, room.time)}
    assert told == {
        "2025": "cannot tell: no source of it is watched",
        "2026": "awaited; no source of it is watched",
    }
    assert len(file(room, "0145")) == 1  # and yet a paper that stands at its place files it


def test_what_was_overdue_before_its_source_was_watched_is_no_news(room: Newsroom) -> None:
    watched = room.settings.sources
    room.settings = replace(room.settings, sources={"herald": watched["herald"]})
    at(room, "2026-01-16")
    assert at(room, "2026-02-20") == []
    assert states(room)["2025"] == "cannot-tell"
    new = replace(watched["council"], id="clerk")
    room.settings = replace(
        room.settings,
        sources={**room.settings.sources, "clerk": new},
        duties={LAW.id: replace(LAW, sources=("clerk",))},
    )
    declare(room.store, room.settings, room.time)
    assert duties.look(room.store, room.settings, room.clock) == []
    (change,) = at(room, "2026-02-22")
    assert (change.more["period"], change.quiet) == ("2025", Quiet.BASELINE)


def test_how_it_stands_names_the_source_that_fails(room: Newsroom) -> None:
    at(room, "2026-01-16")
    at(room, "2026-02-20", well=False)
    with room.store.read() as conn:
        told = [each.told for each in duty_standing.look(conn, room.settings, room.time)]
    assert told == ["cannot tell: council is failing", "awaited"]


# --- a person's word ----------------------------------------------------------------------------------


def say(room: Newsroom, **more: object) -> list[Change]:
    facts: dict[str, object] = {"duty": LAW, "period": "2025", "by": "Ana", **more}
    word = Word(**facts)  # type: ignore[arg-type]
    return acting.do(room.store, room.clock, lambda tx: duty_words.said(tx, room.settings, word, room.time))


def tell(room: Newsroom) -> None:
    room.wait(hours=1)
    dispatcher.gather(room.store, room.settings, room.clock)


def test_what_is_perhaps_filed_is_filed_by_a_persons_word(room: Newsroom) -> None:
    at(room, "2026-01-16")
    file(room, "0145", f"Type: Hearing Order\n\n{WORDS}", title="Docket 0145")
    (change,) = say(room, document_id=1, note="seen in the paper docket")
    assert (change.kind, change.document_id, change.quiet) == (ChangeKind.FILED, 1, Quiet.NO)
    assert "So says Ana. Note: seen in the paper docket." in sentence(room, change)
    row = rows(room)["2025"]
    assert (row.state, row.by, row.filed_on) == ("filed", "Ana", date(2026, 1, 16))
    assert ChangeKind.FILED in {each.kind for each in owed(room, "desk")}
    with pytest.raises(Refused, match="stands as filed already"):
        say(room)


def test_a_report_that_came_on_paper_needs_no_document(room: Newsroom) -> None:
    (change,) = say(room, period="2024", on=date(2025, 1, 20))
    assert change.more["days_after"] == 20
    assert rows(room)["2024"].document_id is None
    at(room, "2026-01-16")
    assert states(room) == {"2024": "filed", "2025": "awaited", "2026": "awaited"}


def test_what_was_wrongly_taken_for_it_is_taken_back_from_who_heard_of_it(room: Newsroom) -> None:
    at(room, "2026-01-16")
    file(room, "0145", title="Budget letter")
    tell(room)
    (change,) = say(room, filed=False, note="it is the budget")
    assert (change.kind, change.more["receivers"]) == (ChangeKind.RETRACTED, ["desk"])
    told = sentence(room, change)
    assert told.startswith(
        "We told you that the yearly letter (Trust Act, Boston, MA) for 2025 had been filed."
    )
    assert "as found by Ana" in told
    assert "“Budget letter”" in told
    room.wait(minutes=1)
    dispatcher.gather(room.store, room.settings, room.clock)
    with room.store.read() as conn:
        alerts = outbox.alerts(conn, "desk")
    assert "Our correction: Not filed after all" in alerts[0].subject
    assert alerts[0].corrects == alerts[1].id
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(alerts[0].body)

    # the same paper is not taken for it again, not even edited; another one is
    assert file(room, "0145", f"{REPORT} Again.", title="Budget letter") == []
    assert states(room)["2025"] == "awaited"
    assert len(at(room, "2026-02-20")) == 1  # news, and no matter of a first look
    (change,) = file(room, "0146")
    assert change.document_id == 2
    assert states(room)["2025"] == "filed"


def test_what_nobody_heard_of_is_taken_back_silently(room: Newsroom) -> None:
    at(room, "2026-01-16")
    file(room, "0145")
    (change,) = say(room, filed=False)
    assert change.more["receivers"] == []
    assert ChangeKind.FILED not in {each.kind for each in owed(room, "desk")}


def test_it_refuses_what_makes_no_sense(room: Newsroom) -> None:
    at(room, "2026-01-16")
    with pytest.raises(Refused, match="nothing was taken for"):
        say(room, filed=False)
    with pytest.raises(Refused, match="lies in the future"):
        say(room, on=date(2026, 12, 1))
    with pytest.raises(UnknownId, match="2025"):
        say(room, period="2025-Q1")
    with pytest.raises(NoSuchRow):
        say(room, document_id=99)
    assert states(room) == {"2025": "awaited", "2026": "awaited"}
