"""What a subscription lets through."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from fractions import Fraction
from typing import Any

import pytest

from config.settings import Digest, Size, Subscription
from config.words import USUAL_KINDS, Certainty, ChangeKind, Metric
from monitor import alerts, subscriptions
from storage.records import Change
from tests.monitor import world

NOW = datetime(2026, 1, 27, 15, 0, tzinfo=UTC)
POLICE = world.POLICE


def told(change: Change, **asked: Any) -> bool:
    """Whether a subscription that asks for this hears of the change."""
    settings = world.settings(Subscription(to=("desk",), **asked), operator="archive")
    return bool(
        [row for row in alerts.owed(change, settings, world.CATALOGUE, NOW) if row.receiver == "desk"]
    )


# --- agencies -------------------------------------------------------------------------------------


def test_an_agency_gets_its_own_figures_and_those_of_nobody_else() -> None:
    assert told(world.new(), agencies=(POLICE,))
    assert not told(world.new(), agencies=("us-ma-boston/council",))
    whole_place = world.new(point=world.POINT._replace(agency=""))
    assert not told(whole_place, agencies=(POLICE,))


def test_a_document_of_the_agencys_place_comes_with_it() -> None:
    assert told(world.appeared(), agencies=(POLICE,))
    assert not told(world.appeared(more={"place": "us-ma-somerville"}), agencies=(POLICE,))


def test_a_document_that_is_plainly_another_agencys_does_not() -> None:
    source = replace(world.SOURCE, publisher=POLICE)
    settings = replace(
        world.settings(Subscription(to=("desk",), agencies=("us-ma-boston/jail",))),
        sources={source.id: source},
    )
    change = world.appeared(source_id=source.id)

    assert not [row for row in alerts.owed(change, settings, world.CATALOGUE, NOW) if row.receiver == "desk"]


def test_a_duty_is_of_the_agency_that_files_it() -> None:
    overdue = world.change(ChangeKind.OVERDUE, point=None, duty_id=world.DUTY.id)

    assert told(overdue, agencies=(POLICE,))
    assert not told(overdue, agencies=("us-ma-boston/jail",))


# --- parties --------------------------------------------------------------------------------------


def test_a_party_gets_what_it_says() -> None:
    assert told(world.new(), parties=(POLICE,))
    assert not told(world.new(), parties=("ice",))


@pytest.mark.parametrize(("party", "hears"), [("ice", True), (POLICE, True), ("dhs", False)])
def test_a_conflict_is_of_both_its_sides(party: str, hears: bool) -> None:
    assert told(world.conflicting(), parties=(party,)) is hears


def test_documents_are_left_alone_by_parties() -> None:
    assert told(world.appeared(), parties=("ice",))


# --- size -----------------------------------------------------------------------------------------


def moved(before: int, after: int, kind: ChangeKind = ChangeKind.REVISED) -> Change:
    return world.change(kind, before=world.side(value=before), after=world.side(value=after))


def so_many(amount: int) -> Size:
    return Size(amount=Fraction(amount))


def percent(amount: float | str) -> Size:
    return Size(amount=Fraction(amount), percent=True)


@pytest.mark.parametrize(
    ("before", "after", "size", "hears"),
    [
        (57, 61, so_many(5), False),
        (57, 62, so_many(5), True),
        (62, 57, so_many(5), True),  # down counts as up
        (100, 109, percent(10), False),
        (100, 110, percent(10), True),
        (100, 90, percent(10), True),
        (1000, 1025, percent("2.5"), True),
        (1000, 1024, percent("2.5"), False),
        (3, 4, percent("33.3333"), True),
        (0, 1, percent(500), True),  # from zero every change is large
        (0, 0, percent(10), False),
        (0, 4, so_many(5), False),
    ],
)
@pytest.mark.parametrize("kind", [ChangeKind.REVISED, ChangeKind.CORRECTED])
def test_a_movement_has_to_be_as_large_as_asked(
    kind: ChangeKind, before: int, after: int, size: Size, hears: bool
) -> None:
    assert told(moved(before, after, kind), at_least=size) is hears


def test_a_conflict_is_as_large_whoever_spoke_first() -> None:
    asked = percent("5.2")

    assert told(moved(57, 60, ChangeKind.CONFLICTING), at_least=asked)
    assert told(moved(60, 57, ChangeKind.CONFLICTING), at_least=asked)
    assert not told(moved(60, 57), at_least=asked)  # of a revision, the number before counts


def test_what_has_no_two_numbers_always_passes() -> None:
    huge = percent(100_000)

    for change in (world.new(), world.appeared(), world.change(ChangeKind.WITHDRAWN, before=world.side())):
        assert told(change, at_least=huge)
    grown = world.new(before=world.side(value=56), more={"grown": True})
    assert told(grown, at_least=huge)


# --- certainty ------------------------------------------------------------------------------------


def likely(value: int = 57) -> Any:
    return world.side(value=value, certainty=Certainty.LIKELY)


def test_only_sure_readings_come_to_who_asks_for_them() -> None:
    assert told(world.new(after=likely()))
    assert not told(world.new(after=likely()), certainty=Certainty.SURE)
    assert told(world.new(), certainty=Certainty.SURE)


def test_a_change_is_as_sure_as_the_less_sure_of_its_sides() -> None:
    revised = world.change(ChangeKind.REVISED, before=likely(57), after=world.side(value=61))

    assert not told(revised, certainty=Certainty.SURE)


def test_what_a_person_confirmed_is_sure() -> None:
    confirmed = world.new(after=likely(), more={"confirmed_by": "desk"})

    assert told(confirmed, certainty=Certainty.SURE)


def test_what_is_no_reading_comes_to_who_wants_only_sure_ones() -> None:
    assert told(world.appeared(), certainty=Certainty.SURE)


# --- all together ---------------------------------------------------------------------------------


def test_everything_that_is_asked_for_has_to_hold() -> None:
    change = world.conflicting()
    asked: dict[str, Any] = {
        "places": ("us-ma",),
        "agencies": (POLICE,),
        "metrics": (Metric.REQUESTS,),
        "parties": ("ice",),
        "kinds": frozenset({ChangeKind.CONFLICTING}),
        "at_least": percent(10),
        "certainty": Certainty.SURE,
    }
    assert told(change, **asked)
    for key, other in {
        "places": ("us-ma-somerville",),
        "agencies": ("us-ma-boston/jail",),
        "metrics": (Metric.COST,),
        "parties": ("dhs",),
        "kinds": frozenset({ChangeKind.NEW}),
        "at_least": percent(1000),
    }.items():
        assert not told(change, **{**asked, key: other}), key


def test_a_correction_of_ours_reaches_who_got_the_mistake_whatever_they_ask_for() -> None:
    change = world.change(ChangeKind.RETRACTED, more={"receivers": ["desk"], "alerts": {"desk": "a-1"}})

    assert told(change, places=("us-il",), at_least=percent(1000), parties=("dhs",))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, "everywhere; at once"),
        ({"quiet_too": True}, "everywhere, everything; at once"),
        ({"kinds": USUAL_KINDS | {ChangeKind.EDITED}}, "everywhere, also edited; at once"),
        (
            {
                "places": ("us-ma",),
                "agencies": (POLICE,),
                "metrics": (Metric.COST,),
                "parties": ("ice",),
                "kinds": frozenset({ChangeKind.REVISED}),
                "at_least": percent("2.5"),
                "certainty": Certainty.SURE,
                "when": Digest(at=time(8), weekday=0),
            },
            "us-ma, us-ma-boston/police, cost, ice, revised, at least 2.5 %, sure; weekly on Monday at 08:00",
        ),
    ],
)
def test_a_subscription_is_described_as_it_was_asked_for(asked: dict[str, Any], words: str) -> None:
    assert subscriptions.described(Subscription(to=("desk",), **asked)) == words
