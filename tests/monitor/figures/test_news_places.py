"""Where news stories put a count: all of a state, several of its counties, or the one compared with them."""

from __future__ import annotations

import pytest

from tests.monitor.figures.world import figures


def _places(text: str, *values: int) -> list[str]:
    found = {
        f.value: f.place_text
        for f in figures(text, place=None, publisher="Daily Wire", title="Jails and ICE")
    }
    return [found.get(value, "") for value in values]


@pytest.mark.parametrize("they", ["they held 61", "the ten jails held 61", "all counties held 61"])
def test_several_of_a_state_are_gone_on_with(they: str) -> None:
    text = (
        "BOISE, Idaho — Jails in Idaho's ten largest counties held 214 people for ICE in 2024. "
        f"In 2023 {they} people for ICE. Canyon County reported the most in 2024."
    )
    assert _places(text, 214, 61) == ["Idaho", "Idaho"]


@pytest.mark.parametrize("also", ["and Baltimore city", "and Baltimore"])
def test_the_counties_of_a_state_and_its_city_are_the_state(also: str) -> None:
    text = f"Maryland's 23 counties {also} reported 2,890 detainers to lawmakers for 2024."
    assert _places(text, 2890) == ["Maryland"]


@pytest.mark.parametrize("share", ["more of the statewide total", "a larger part of the statewide number"])
def test_what_a_share_is_of_is_not_whose_count_it_is(share: str) -> None:
    text = (
        "RALEIGH, N.C. — Mecklenburg County accounts for "
        f"{share} than any other: its sheriff said that 180 people with ICE detainers were let go in 2019."
    )
    assert _places(text, 180) == ["Mecklenburg County, NC"]


def test_a_statewide_total_is_of_the_state() -> None:
    text = "RALEIGH, N.C. — Mecklenburg County's jail got 71 ICE detainers. Statewide, ICE lodged 489."
    assert _places(text, 489) == ["North Carolina"]
