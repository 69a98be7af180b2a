"""When a digest is due: every local day once, whatever the clocks do, and one for all that were missed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.settings import Digest
from config.words import SourceState
from monitor import digests
from storage.records import SourceRow

NEW_YORK = "America/New_York"
#: with clock changes at two in the morning, at one, at midnight's edge, and none at all; by half an hour
ZONES = (
    NEW_YORK,
    "America/Chicago",
    "America/Phoenix",
    "Pacific/Honolulu",
    "Europe/London",
    "America/Nuuk",
    "America/Havana",
    "Australia/Lord_Howe",
)
HALF_PAST_SEVEN = Digest(at=time(7, 30))
MONDAYS = Digest(at=time(7, 30), weekday=0)
DAY = timedelta(days=1)

hours = st.times(max_value=time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0))
rhythms = st.builds(Digest, at=hours, weekday=st.none() | st.integers(0, 6))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31)).map(  # noqa: DTZ001 - made aware
    lambda at: at.replace(tzinfo=UTC)
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


@pytest.mark.parametrize(
    ("now", "due", "named"),
    [
        ("2026-01-27T12:29", "2026-01-27T12:30", "2026-01-27"),  # winter: 07:30 is 12:30 UTC
        ("2026-01-27T12:30", "2026-01-28T12:30", "2026-01-28"),  # exactly on time: the next one
        ("2026-03-07T13:00", "2026-03-08T11:30", "2026-03-08"),  # the clocks go forward: 11:30 UTC
        ("2026-10-31T12:00", "2026-11-01T12:30", "2026-11-01"),  # and back
        ("2026-07-02T03:00", "2026-07-02T11:30", "2026-07-02"),  # late evening there, next day in UTC
        ("2025-12-31T13:00", "2026-01-01T12:30", "2026-01-01"),  # the year's end
        ("2028-02-28T13:00", "2028-02-29T12:30", "2028-02-29"),  # a leap day
    ],
)
def test_a_digest_keeps_its_local_hour(now: str, due: str, named: str) -> None:
    assert digests.next_digest(HALF_PAST_SEVEN, NEW_YORK, at(now)) == (at(due), date.fromisoformat(named))


def test_a_digest_in_the_hour_that_is_skipped_comes_once_that_day() -> None:
    half_past_two = Digest(at=time(2, 30))

    first, named = digests.next_digest(half_past_two, NEW_YORK, at("2026-03-08T05:00"))
    after, next_named = digests.next_digest(half_past_two, NEW_YORK, first)

    assert (first, named) == (at("2026-03-08T07:30"), date(2026, 3, 8))
    assert (after, next_named) == (at("2026-03-09T06:30"), date(2026, 3, 9))


def test_a_digest_in_the_hour_that_comes_twice_comes_once() -> None:
    half_past_one = Digest(at=time(1, 30))

    first, named = digests.next_digest(half_past_one, NEW_YORK, at("2026-11-01T04:00"))
    after, next_named = digests.next_digest(half_past_one, NEW_YORK, first)

    assert (first, named) == (at("2026-11-01T05:30"), date(2026, 11, 1))
    assert (after, next_named) == (at("2026-11-02T06:30"), date(2026, 11, 2))


def test_an_hour_skipped_at_midnight_belongs_to_the_day_before() -> None:
    # on March 30, 2024 the clocks of Nuuk went from 23:00 to midnight
    late = Digest(at=time(23, 30))

    due, named = digests.next_digest(late, "America/Nuuk", at("2024-03-31T01:10"))

    assert (due, named) == (at("2024-03-31T01:30"), date(2024, 3, 30))
    assert digests.last_digest(late, "America/Nuuk", due) == (due, named)


@pytest.mark.parametrize("zone", ZONES)
@given(hour=hours, year=st.integers(2024, 2029))
@settings(max_examples=4, deadline=None)
def test_every_local_day_has_exactly_one_digest(zone: str, hour: time, year: int) -> None:
    moment, named = datetime(year, 1, 1, tzinfo=UTC), []
    for _ in range(367):
        last = moment
        moment, local_day = digests.next_digest(Digest(at=hour), zone, moment)
        assert moment > last
        named.append(local_day)

    assert named == [named[0] + n * DAY for n in range(367)]


@given(rhythm=rhythms, zone=st.sampled_from(ZONES), now=moments)
@settings(max_examples=60, deadline=None)
def test_the_last_digest_is_the_one_before_the_next(rhythm: Digest, zone: str, now: datetime) -> None:
    due, named = digests.next_digest(rhythm, zone, now)

    assert due > now
    assert digests.last_digest(rhythm, zone, due) == (due, named)
    before, _ = digests.last_digest(rhythm, zone, due - timedelta(seconds=1))
    assert before <= now
    assert digests.next_digest(rhythm, zone, before) == (due, named)
    assert rhythm.weekday in (None, named.weekday())


# --- what is due --------------------------------------------------------------------------------------


def made(
    rhythms: Sequence[Digest], zone: str, start: datetime, wakes: Sequence[datetime]
) -> list[digests.Due]:
    """The digests of a daemon that looks at these moments only."""
    told_to, found = start, []
    for now in wakes:
        due = digests.due(rhythms, zone, told_to, now)
        if due is not None:
            found.append(due)
            told_to = due.at
    return found


@given(
    asked=st.lists(rhythms, min_size=1, max_size=3, unique=True),
    zone=st.sampled_from(ZONES),
    start=moments,
    gaps=st.lists(st.integers(1, 60 * 24 * 9), min_size=1, max_size=40),
)
@settings(max_examples=40, deadline=None)
def test_however_a_daemon_wakes_nothing_is_told_twice_and_nothing_is_left_out(
    asked: list[Digest], zone: str, start: datetime, gaps: list[int]
) -> None:
    wakes = [start + timedelta(minutes=sum(gaps[:n])) for n in range(1, len(gaps) + 1)]

    found = made(asked, zone, start, wakes)

    names = [due.name for due in found]
    assert len(names) == len(set(names))
    assert [due.since for due in found] == [start, *(due.at for due in found)][: len(found)]
    for due in found:
        assert due.since < due.at
    # after the last wake-up nothing stands out
    assert digests.due(asked, zone, found[-1].at if found else start, wakes[-1]) is None


def test_what_was_missed_is_one_digest_and_says_so() -> None:
    (due,) = made([HALF_PAST_SEVEN], NEW_YORK, at("2026-01-03T12:30"), [at("2026-01-07T15:00")])

    assert due == digests.Due(
        at=at("2026-01-07T12:30"),
        since=at("2026-01-03T12:30"),
        name="2026-01-07",
        waited=frozenset({"digest:daily 07:30"}),
        missed=True,
    )


def test_the_digest_after_a_day_missed_nothing() -> None:
    (due,) = made([HALF_PAST_SEVEN], NEW_YORK, at("2026-01-03T12:30"), [at("2026-01-04T12:30")])

    assert not due.missed


def test_who_begins_today_is_not_told_of_this_morning() -> None:
    assert digests.due([HALF_PAST_SEVEN], NEW_YORK, at("2026-01-03T15:00"), at("2026-01-03T15:00")) is None


def test_a_daily_and_a_weekly_one_of_the_same_hour_are_one() -> None:
    (due,) = made([HALF_PAST_SEVEN, MONDAYS], NEW_YORK, at("2026-02-01T13:00"), [at("2026-02-02T12:30")])

    assert due.waited == {"digest:daily 07:30", "digest:Monday 07:30"}


def test_the_weekly_one_waits_for_its_day() -> None:
    (due,) = made([HALF_PAST_SEVEN, MONDAYS], NEW_YORK, at("2026-02-02T13:00"), [at("2026-02-03T12:30")])

    assert due.waited == {"digest:daily 07:30"}


def test_two_hours_of_a_day_are_two_digests() -> None:
    evening = Digest(at=time(17, 0))
    wakes = [at("2026-02-03T13:00"), at("2026-02-03T22:00"), at("2026-02-04T13:00")]

    found = made([evening, HALF_PAST_SEVEN], NEW_YORK, at("2026-02-03T01:00"), wakes)

    assert [due.name for due in found] == ["2026-02-03", "2026-02-03/2", "2026-02-04"]


def test_another_zone_or_hour_gives_the_same_day_the_same_name() -> None:
    """So the store knows that this day was told."""
    (before,) = made([HALF_PAST_SEVEN], NEW_YORK, at("2026-02-02T13:00"), [at("2026-02-03T12:30")])
    west = digests.due([HALF_PAST_SEVEN], "America/Los_Angeles", before.at, at("2026-02-03T15:30"))
    later = digests.due([Digest(at=time(9, 0))], NEW_YORK, before.at, at("2026-02-03T14:00"))

    assert west is not None
    assert later is not None
    assert before.name == west.name == later.name == "2026-02-03"


# --- sources --------------------------------------------------------------------------------------


def source(**more: object) -> SourceRow:
    facts: dict[str, object] = {
        "id": "feed",
        "state": SourceState.ACTIVE,
        "baseline_run": 1,
        "next_due_at": at("2026-02-03T13:00"),
        "last_ok_at": at("2026-02-03T12:00"),
        "last_new_at": None,
        "usual_gap_s": None,
        "failures": 0,
        "empties": 0,
        "reason": None,
        "running": False,
    }
    return SourceRow(**{**facts, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "well"),
    [
        ({}, True),
        ({"last_ok_at": None}, False),
        ({"failures": 1}, True),  # it worked since the last digest
        ({"failures": 3}, False),  # and fails now
        ({"last_ok_at": at("2026-01-30T12:00")}, True),  # once a week: not its turn yet
        (
            {"last_ok_at": at("2026-01-30T12:00"), "next_due_at": at("2026-02-02T13:00")},
            False,
        ),  # nobody looked
        ({"last_ok_at": at("2026-01-30T12:00"), "failures": 1}, False),
    ],
)
def test_a_source_worked_if_it_was_looked_at_well_or_not_due(more: dict[str, object], well: bool) -> None:
    since, until = at("2026-02-02T12:30"), at("2026-02-03T12:30")

    assert digests.worked(source(**more), since, until) is well
