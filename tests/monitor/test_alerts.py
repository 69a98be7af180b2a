"""Who is told what, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from config.settings import Digest, Settings, Subscription
from config.words import USUAL_KINDS, ChangeKind, Metric, Quiet
from monitor import alerts
from storage.records import Change, Owed
from tests.monitor import world

NOW = datetime(2026, 1, 27, 15, 0, tzinfo=UTC)
AT_ONCE = Subscription(to=("desk",), places=("us-ma-boston",))
DAILY = Subscription(to=("desk",), places=("us-ma",), when=Digest(at=time(7, 30)))


def owed(change: Change, *subscriptions_: Subscription, **settings: Any) -> tuple[Owed, ...]:
    return alerts.owed(change, world.settings(*subscriptions_, **settings), world.CATALOGUE, NOW)


def test_at_once_means_together_with_its_run_after_ten_minutes_to_settle() -> None:
    change = world.new()

    assert owed(change, AT_ONCE) == (
        Owed(
            receiver="desk",
            change_key=change.key,
            due_at=NOW + timedelta(minutes=10),
            occasion=f"run:{change.run_id}",
        ),
    )


def test_a_receiver_is_owed_a_change_once_however_many_subscriptions_match() -> None:
    everywhere = Subscription(to=("desk", "archive"))

    got = owed(world.new(), DAILY, AT_ONCE, everywhere, replace(AT_ONCE, metrics=(Metric.REQUESTS,)))

    assert [row.receiver for row in got] == ["archive", "desk"]


@pytest.mark.parametrize("hour", [time(7, 30), time(10, 5)])
def test_at_once_beats_a_digest_also_where_its_hour_is_minutes_away(hour: time) -> None:
    zoned = {**world.RECEIVERS, "desk": replace(world.RECEIVERS["desk"], zone="America/New_York")}
    settings = replace(world.settings(replace(DAILY, when=Digest(at=hour)), AT_ONCE), receivers=zoned)

    (row,) = alerts.owed(world.new(), settings, world.CATALOGUE, NOW)  # 10:00 in New York

    assert row.occasion == "run:9"


@pytest.mark.parametrize(
    ("places", "told"),
    [
        (("us-ma-boston",), True),
        (("us-ma",), True),  # an enclosing place covers it
        (("us",), True),
        ((), True),  # everywhere
        (("us-ma-somerville",), False),
        (("us-ma-bos",), False),  # an id is no prefix
        (("us-ma-somerville", "us-ma"), True),
    ],
)
def test_a_place_covers_those_below_it(places: tuple[str, ...], told: bool) -> None:
    assert bool(owed(world.new(), replace(AT_ONCE, places=places))) is told


def test_a_city_does_not_cover_its_state() -> None:
    change = world.new(point=world.POINT._replace(place="us-ma", agency=""))

    assert owed(change, AT_ONCE) == ()


def test_metrics_narrow_figures_and_leave_documents_alone() -> None:
    only_cost = replace(AT_ONCE, metrics=(Metric.COST,))

    assert owed(world.new(), only_cost) == ()
    assert owed(world.appeared(), only_cost)


def test_a_document_has_the_place_that_is_told_with_it_or_that_of_its_source() -> None:
    told = world.appeared()
    by_source = replace(told, more={}, source_id="boston-legistar")

    assert owed(told, AT_ONCE)
    assert owed(by_source, AT_ONCE)
    assert owed(replace(told, more={}), AT_ONCE) == ()


def test_a_duty_has_the_place_and_the_metrics_of_the_law() -> None:
    overdue = world.change(ChangeKind.OVERDUE, duty_id="boston-letter", point=None)

    assert owed(overdue, AT_ONCE)
    assert owed(overdue, replace(AT_ONCE, metrics=(Metric.COST,))) == ()


def test_corroboration_is_told_to_who_asks() -> None:
    change = world.change(ChangeKind.CORROBORATED)

    assert owed(change, AT_ONCE) == ()
    assert owed(change, replace(AT_ONCE, kinds=USUAL_KINDS | {ChangeKind.CORROBORATED}))


@pytest.mark.parametrize("quiet", [Quiet.BACKGROUND, Quiet.HISTORY])
def test_quiet_changes_go_to_who_asked_for_everything(quiet: Quiet) -> None:
    change = replace(world.new(), quiet=quiet)

    assert owed(change, AT_ONCE, DAILY) == ()
    (row,) = owed(change, AT_ONCE, Subscription(to=("archive",), quiet_too=True))
    assert row.receiver == "archive"
    assert row.occasion == "run:9"


def test_what_is_for_the_digest_waits_for_a_digest() -> None:
    change = replace(world.change(ChangeKind.CONFLICTING), quiet=Quiet.DIGEST)

    assert owed(change, AT_ONCE) == ()
    (row,) = owed(change, AT_ONCE, DAILY)
    assert row.occasion == "digest:daily 07:30"


def test_what_only_a_newer_reader_saw_is_owed_to_nobody() -> None:
    change = replace(world.new(), quiet=Quiet.REREAD)

    assert owed(change, AT_ONCE, Subscription(to=("archive",), quiet_too=True)) == ()


def test_a_baseline_comes_as_one_summary_an_hour_later() -> None:
    first, second = (replace(world.new(), quiet=Quiet.BASELINE, run_id=run) for run in (1, 2))

    rows = owed(first, AT_ONCE) + owed(second, AT_ONCE)

    assert {row.occasion for row in rows} == {"baseline:2026-01-27"}
    assert {row.due_at for row in rows} == {NOW + timedelta(hours=1)}


def test_without_a_receiver_the_terminal_is_told() -> None:
    settings = Settings(catalogue=world.CATALOGUE)

    (row,) = alerts.owed(world.new(), settings, world.CATALOGUE, NOW)

    assert row.receiver == "terminal"


@pytest.mark.parametrize("kind", [ChangeKind.FAILING, ChangeKind.RECOVERED])
def test_what_breaks_goes_to_the_operator_alone(kind: ChangeKind) -> None:
    change = world.change(kind, point=None, source_id="boston-legistar", run_id=4)

    (row,) = owed(change, AT_ONCE, operator="archive")

    assert row.receiver == "archive"
    assert row.occasion == "operator:2026-01-27T15"


def test_forty_sources_that_fail_together_are_one_message() -> None:
    changes = [
        world.change(ChangeKind.FAILING, point=None, run_id=run, key=f"failing:{run}") for run in range(40)
    ]

    occasions = {row.occasion for change in changes for row in owed(change, AT_ONCE, operator="archive")}

    assert len(occasions) == 1


def test_who_asks_for_failures_by_name_gets_them() -> None:
    change = world.change(ChangeKind.FAILING, point=None, source_id="boston-legistar")
    asked = replace(AT_ONCE, kinds=frozenset({ChangeKind.FAILING}))

    assert [row.receiver for row in owed(change, asked, operator="archive")] == ["archive", "desk"]


def test_a_lost_document_goes_to_the_operators_digest_unless_a_figure_hangs_on_it() -> None:
    gone = world.change(ChangeKind.GONE, point=None, more={"place": "us-ma-boston"})
    carried = replace(gone, more={"place": "us-ma-boston", "carries_figure": True})

    (row,) = owed(gone, AT_ONCE, operator="archive")
    assert (row.receiver, row.occasion) == ("archive", "digest:operator")
    (row,) = owed(carried, AT_ONCE, operator="archive")
    assert (row.receiver, row.occasion) == ("desk", "run:9")


def test_only_the_operator_hears_that_a_duty_cannot_be_told() -> None:
    change = world.change(
        ChangeKind.OVERDUE, point=None, duty_id="boston-letter", more={"cannot_tell": True, "failing": ["x"]}
    )

    assert [row.receiver for row in owed(change, AT_ONCE, operator="archive")] == ["archive"]


def test_a_retraction_goes_to_exactly_those_who_got_the_mistake_and_at_once() -> None:
    change = world.change(
        ChangeKind.RETRACTED, more={"receivers": ["archive", "left-us"], "alerts": {"archive": "a-1"}}
    )

    (row,) = owed(change, AT_ONCE)

    assert row == Owed(receiver="archive", change_key=change.key, due_at=NOW, occasion="correction:a-1")


def test_the_same_change_is_always_owed_the_same() -> None:
    everything = (AT_ONCE, DAILY, Subscription(to=("archive",), quiet_too=True))

    assert owed(world.new(), *everything) == owed(world.new(), *reversed(everything))
