"""What certainty rests on: places told or guessed, other detainers, running totals with a last day."""

from __future__ import annotations

from datetime import date

import pytest

from config.shipped import shipped_catalogue
from monitor.figures.reader import ReaderContext, read
from storage.records import Figure
from tests.monitor.figures.world import figures, told


def _read(
    text: str, title: str = "", publisher: str = "The Valley Paper", **more: object
) -> tuple[Figure, ...]:
    context = ReaderContext(
        catalogue=shipped_catalogue(), publisher=publisher, title=title, published=date(2024, 3, 5),
        **more,  # type: ignore[arg-type]
    )  # fmt: skip
    return read(text, context)


def test_a_figure_is_sure_where_every_part_stands_in_its_sentence() -> None:
    found = figures("Boston police said they received 15 ICE detainer requests in 2024.")
    assert [(f.value, f.certainty.value) for f in found] == [(15, "sure")]


@pytest.mark.parametrize(
    "text",
    [
        "Boston police said they received 15 ICE detainer requests last year.",
        "Boston police made a report for 2024. They received 15 ICE detainer requests.",
    ],
)
def test_a_period_that_is_worked_out_or_stands_elsewhere_makes_it_no_more_than_likely(text: str) -> None:
    assert {f.certainty.value for f in figures(text)} <= {"likely", "unsure"}


def test_the_jail_of_a_seat_is_the_county_s() -> None:
    text = (
        "READING, Pa. - The Berks County jail received 40 ICE detainers in 2023, the warden said. "
        "Reading is the county's seat.\n\nThe sheriff told the county board that the jail honored 12 in 2023."
    )
    assert {f.place_text for f in _read(text)} == {"Berks County, PA"}


def test_a_county_of_a_common_name_without_its_state_is_not_told() -> None:
    found = _read("The Jefferson County jail received 40 ICE detainers in 2023.")
    assert not [f for f in found if f.place and f.certainty.value != "unsure"]


def test_the_capital_is_no_state() -> None:
    text = "WASHINGTON - ICE said local agencies nationwide declined 900 detainers in 2023, it told Congress."
    assert {f.place_text for f in _read(text)} == {"United States"}


def test_where_other_detainers_are_spoken_of_only_those_of_the_agency_count() -> None:
    text = (
        "The Boston jail honored 212 parole detainers in 2024. The jail received 88 detainers in 2023.\n\n"
        "ICE lodged 12 detainers with it in 2024."
    )
    assert told(text) == [("requests", 12, "2024")]


def test_a_question_goes_on_for_another_year() -> None:
    text = (
        'How many ICE detainers did Boston police receive in 2023?\n\n"Nineteen."\n\n'
        'And in 2022?\n\n"Twelve."'
    )
    assert told(text) == [("requests", 19, "2023"), ("requests", 12, "2022")]


def test_what_follows_an_act_belongs_to_that_act() -> None:
    assert told("Boston police received 11 ICE detainers and honored two in 2024.") == [
        ("requests", 11, "2024"),
        ("honored", 2, "2024"),
    ]
