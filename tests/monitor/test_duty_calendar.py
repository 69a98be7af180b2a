"""Duties as a calendar: what is known of each day, in a file that calendar programs read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from config.catalogue import Due, Duty, Every
from config.words import DocumentKind, Metric
from monitor import duties, duty_calendar, duty_days
from monitor.duties import State
from monitor.export import Format, Wanted, write
from storage import duties as kept
from storage.records import DutyPeriod
from tests.monitor import world
from tests.monitor.deliver import samples
from tests.monitor.newsroom import PLACE, Newsroom, source
from tests.monitor.test_duties import LAW
from tests.monitor.test_findings import LETTER

QUARTERLY = replace(
    LAW,
    id="quarterly-count",
    report="quarterly count",
    due=Due(every=Every.QUARTER, days=((3, 31), (6, 30), (9, 30), (12, 31))),
    metrics=(Metric.HONORED,),
)
AT = datetime(2026, 1, 20, 12, tzinfo=UTC)
OF = duty_days.CalendarOf(store="5" * 32, title="Duties", made_at=AT)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    council = source("council", official=True, publisher="Boston City Council")
    room = Newsroom(tmp_path, council, source("herald"))
    room.settings = replace(room.settings, duties={LAW.id: LAW})
    yield room
    room.store.close()


def exported(room: Newsroom, **wanted: Any) -> bytes:
    stream = io.BytesIO()
    write(room.store, room.settings, Wanted(**wanted), Format.ICS, stream, room.time)
    raw = stream.getvalue()
    lines = raw.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in lines)  # octets, RFC 5545 section 3.1
    return raw


def events(room: Newsroom, **wanted: Any) -> dict[str, Any]:
    made: Any = Calendar.from_ical(exported(room, **wanted))
    found = {str(event["uid"]).partition("@")[0]: event for event in made.walk("VEVENT")}
    assert all(event["dtstamp"].dt.tzinfo is not None for event in found.values())
    return found


def period(**more: Any) -> DutyPeriod:
    facts: dict[str, Any] = {
        "duty_id": LAW.id,
        "period": "2025",
        "due_on": date(2025, 12, 31),
        "grace_until": date(2026, 2, 14),
        "state": State.AWAITED,
        "document_id": None,
        "changed_at": AT,
    }
    return DutyPeriod(**{**facts, **more})


def told(duty: Duty = LAW, **more: Any) -> duty_days.Day:
    document = world.document() if more.get("document_id") else None
    names = replace(samples.names(), duties={duty.id: duty}, sources={"council": world.SOURCE})
    return duty_days.told(duty, period(**more), document, names)


# --- what is said ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "begins", "says"),
    [
        (State.AWAITED, "Due: ", "Not seen yet in the sources that we watch."),
        (State.OVERDUE, "Not seen yet: ", "has not been seen yet in the sources that we watch"),
        (State.CANNOT_TELL, "Cannot tell: ", "We cannot tell whether"),
        (State.FILED, "Filed: ", "has been filed"),
        (State.PERHAPS, "Perhaps filed: ", "may be the yearly letter"),
    ],
)
def test_a_day_says_what_is_known_and_no_more(state: State, begins: str, says: str) -> None:
    document = 1 if state in (State.FILED, State.PERHAPS) else None
    day = told(state=state, document_id=document)
    assert day.summary == f"{begins}Yearly letter, Boston, MA, for 2025"
    assert says in day.lines[0]
    text = "\n".join(day.lines)
    assert "Law: Trust Act." in text
    assert "Who files it: Boston Police Department. To whom: City Clerk." in text
    assert "Due: December 31, 2025." in text
    assert ("If it is not seen by February 14, 2026, we say so." in text) == (state is not State.FILED)
    assert "Where it would appear: " in text
    assert "failed to" not in text
    assert (day.url is not None) == (document is not None)


def test_who_at_the_desk_said_so_is_not_handed_on() -> None:
    day = told(state=State.FILED, document_id=1, by="Ana Editor", note="by phone", filed_on=date(2026, 1, 12))
    assert "Ana" not in "".join(day.lines)
    assert "phone" not in "".join(day.lines)
    assert "Filed: January 12, 2026." in day.lines


def test_where_none_of_its_sources_is_watched_it_says_so() -> None:
    day = told(replace(LAW, sources=("elsewhere",)), state=State.CANNOT_TELL)
    assert day.lines[0] == "We cannot tell whether it has come: none of its sources is watched."


def test_a_day_that_no_law_names_is_not_called_due() -> None:
    day = told(replace(LAW, named_day=False))
    assert day.summary.startswith("Asked for from today: ")
    assert not any(line.startswith("Due:") for line in day.lines)


# --- the file -------------------------------------------------------------------------------------


def test_it_has_the_last_day_and_the_next_before_the_daemon_ever_looked(room: Newsroom) -> None:
    found = events(room)
    assert {uid: event["dtstart"].dt for uid, event in found.items()} == {
        "trust-act-letter/2025": date(2025, 12, 31),
        "trust-act-letter/2026": date(2026, 12, 31),
    }
    event = found["trust-act-letter/2026"]
    assert event["dtend"].dt == date(2027, 1, 1)
    assert (event["sequence"], str(event["transp"])) == (0, "TRANSPARENT")
    assert "url" not in event


def test_a_filed_report_leads_to_its_document(room: Newsroom) -> None:
    room.settle_in()
    before = events(room)["trust-act-letter/2025"]
    duties.look(room.store, room.settings, room.clock)
    room.wait(days=1)
    room.publish(
        "council",
        "docket-0145",
        f"Type: Report of a Public Officer\n\nUnder the Boston Trust Act. {LETTER.format(57)}",
        kind=DocumentKind.MATTER,
        published=date(2026, 1, 16),
    )
    event = events(room)["trust-act-letter/2025"]
    assert str(event["url"]) == "https://council.example.org/docket-0145"
    assert str(event["summary"]).startswith("Filed: ")
    assert event["uid"] == before["uid"]
    assert event["sequence"] > before["sequence"]
    assert event["dtstamp"].dt == room.time.replace(microsecond=0)


def test_the_same_days_give_the_same_bytes(room: Newsroom) -> None:
    first = exported(room)
    room.wait(hours=5)
    assert exported(room) == first


def test_what_turns_overdue_is_a_newer_form_of_the_same_event(room: Newsroom) -> None:
    room.settle_in()
    duties.look(room.store, room.settings, room.clock)
    before = events(room)["trust-act-letter/2025"]
    room.wait(days=40)
    for name in ("council", "herald"):
        with room.run(name):
            pass
    duties.look(room.store, room.settings, room.clock)
    after = events(room)["trust-act-letter/2025"]
    assert str(after["summary"]).startswith("Not seen yet: ")
    assert "not been seen yet in the sources that we watch" in str(after["description"])
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]


def test_quarters_and_places_and_metrics(room: Newsroom) -> None:
    elsewhere = replace(LAW, id="elsewhere", place="us-il")
    chosen = {each.id: each for each in (LAW, QUARTERLY, elsewhere)}
    room.settings = replace(room.settings, duties=chosen)
    found = events(room)
    assert [uid for uid in found if uid.startswith("quarterly")] == [
        "quarterly-count/2025-Q4",
        "quarterly-count/2026-Q1",
    ]
    assert {uid.partition("/")[0] for uid in events(room, places=[PLACE], asked=[PLACE])} == {
        LAW.id,
        QUARTERLY.id,
    }
    assert {uid.partition("/")[0] for uid in events(room, metric=Metric.HONORED)} == {QUARTERLY.id}
    assert min(event["dtstart"].dt for event in events(room, since=room.time).values()) >= room.time.date()


def test_past_periods_stay_in_it(room: Newsroom) -> None:
    old = period(period="2023", due_on=date(2023, 12, 31), grace_until=date(2024, 2, 14), state=State.FILED)
    room.store.transact(kept.save, old)
    assert list(events(room)) == [f"trust-act-letter/{year}" for year in (2023, 2025, 2026)]


@given(text=st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_no_text_breaks_a_line_or_makes_an_event(text: str) -> None:
    hostile = f"{text}\r\nEND:VEVENT\r\nBEGIN:VALARM\nACTION:EMAIL"
    duty = replace(LAW, report=hostile, law=hostile, filed_to=hostile, filed_by=hostile)
    raw = duty_calendar.ics(replace(OF, title=hostile), [told(duty, state=State.FILED)])
    made: Any = Calendar.from_ical(raw)
    assert [part.name for part in made.walk()] == ["VCALENDAR", "VEVENT"]
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert timedelta(days=1) == made["refresh-interval"].dt
