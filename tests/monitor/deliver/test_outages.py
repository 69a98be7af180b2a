"""When a receiver as a whole takes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.deliver import outages
from monitor.deliver.outages import Turn, turn
from storage.records import ReceiverRow

NOW = datetime(2026, 1, 27, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WELL = ReceiverRow(id="archive", kind="webhook", on=True, reason=None, failures=0, since=NOW)


def failing(failures: int, *, new: int = 0, tried: timedelta = timedelta(0)) -> ReceiverRow:
    since = NOW - tried - HOUR
    return replace(WELL, failures=failures, first_failures=new, failing_since=since, tried_at=NOW - tried)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (WELL, Turn.ALL),
        (failing(2, new=2), Turn.ALL),
        (failing(3, new=3), Turn.NONE),
        (failing(3, new=3, tried=MINUTE), Turn.PROBE),
        (failing(3, new=1), Turn.FIRST),  # one bad message says nothing about a new one
        (failing(50, new=2, tried=HOUR), Turn.PROBE),
        (failing(50, new=9, tried=HOUR - MINUTE), Turn.NONE),
        (replace(failing(50, new=9), tried_at=None), Turn.PROBE),  # switched on again
        (replace(WELL, held_until=NOW + MINUTE), Turn.NONE),
        (replace(WELL, held_until=NOW), Turn.ALL),
        (replace(WELL, on=False), Turn.NONE),
        (replace(failing(9, tried=DAY), on=False), Turn.NONE),
    ],
)
def test_what_may_be_sent_to_it(row: ReceiverRow, expected: Turn) -> None:
    assert turn(row, NOW) is expected


def test_probes_come_at_growing_gaps_an_hour_at_most() -> None:
    gaps = [outages.gap(failures) for failures in range(3, 30)]

    assert gaps == sorted(gaps)
    assert (gaps[0], gaps[-1]) == (MINUTE, HOUR)


def test_a_message_is_due_as_the_next_probe_where_that_is_earlier() -> None:
    own = NOW + 10 * HOUR

    assert outages.due_again(WELL, own, NOW) == own
    assert outages.due_again(failing(2), own, NOW) == NOW + MINUTE
    assert outages.due_again(failing(40), NOW + MINUTE, NOW) == NOW + MINUTE


@pytest.mark.parametrize(
    ("since", "told", "off"), [(DAY - HOUR, False, False), (DAY, True, False), (5 * DAY, True, True)]
)
def test_after_a_day_it_is_told_and_after_five_it_is_off(since: timedelta, told: bool, off: bool) -> None:
    row = replace(failing(50), failing_since=NOW - since)

    assert outages.long_failing(row, NOW - since, NOW) is told
    assert outages.given_up(row, NOW) is off


@pytest.mark.parametrize(
    ("row", "probe", "first", "may"),
    [
        (WELL, False, False, True),
        (WELL, True, False, False),  # it is back: what waited longer goes first
        (failing(3, new=1), False, True, True),
        (failing(3, new=1), False, False, False),
        (failing(3, new=3), False, True, False),
        (failing(4, new=3), True, False, True),  # the second of the pair, right after the first
        (replace(failing(4), on=False), True, False, False),
    ],
)
def test_what_is_in_hand_is_sent_only_if_nothing_has_changed(
    row: ReceiverRow, probe: bool, first: bool, may: bool
) -> None:
    assert outages.may_try(row, probe=probe, first=first, now=NOW) is may


def test_two_tries_in_five_days_switch_nobody_off() -> None:
    assert not outages.given_up(replace(failing(2), failing_since=NOW - 9 * DAY), NOW)


def test_nobody_was_there_to_try_where_nothing_was_tried_for_longer_than_any_gap() -> None:
    assert not outages.silent(failing(9, tried=29 * HOUR), NOW)
    assert outages.silent(failing(9, tried=31 * HOUR), NOW)
    assert not outages.silent(WELL, NOW)
