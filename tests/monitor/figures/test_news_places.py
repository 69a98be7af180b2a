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


@pytest.mark.parametrize("wide", ["Nationwide", "Nationally", "In the nation at large"])
def test_what_ice_tells_of_the_country_is_not_of_its_field_office(wide: str) -> None:
    text = (
        "BOSTON - Middlesex County's jail let 12 people with ICE detainers go in fiscal year 2019. "
        f"{wide}, ICE lodged 165,487 detainers in the fiscal year."
    )
    assert _places(text, 165487) == ["United States"]


def test_more_than_any_county_has_is_the_country() -> None:
    text = (
        "HOUSTON - Harris County, Texas, got 8,614 ICE detainers in fiscal 2012. "
        "Looking back, TRAC had counted 273,982 detainers for that year."
    )
    assert _places(text, 8614, 273982) == ["Harris County, TX", "United States"]


def test_the_department_of_correction_is_the_states() -> None:
    text = (
        "HARTFORD, Conn. - Hartford police got 3 ICE detainers in 2014. "
        "It is the Department of Correction that has volume: it received 211 detainers in 2014."
    )
    assert _places(text, 3, 211) == ["Hartford, CT", "Connecticut"]


def test_what_an_attorney_general_surveyed_is_of_the_state() -> None:
    text = (
        "The Attorney General today released the responses of 68 sheriffs to a survey. "
        "Together they report 1,327 ICE detainers lodged in 2020. Fairfax County had 388 detainers."
    )
    found = {
        f.value: f.place_text
        for f in figures(
            text, place=None, publisher="Office of the Attorney General of Virginia", title="Survey"
        )
    }
    assert (found[1327], found[388]) == ("Virginia", "Fairfax County, VA")
