"""Where a count belongs: the place whose agency the detainers were lodged with."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from config.words import Metric
from monitor.figures import place_names, where
from monitor.figures.context import ReaderContext
from monitor.figures.gazetteer import gazetteer, has_county, plain_county, town
from monitor.figures.paper import Count, Paper, open_paper
from tests.monitor.figures.world import WORLD


def _paper(text: str, title: str = "", publisher: str = "", official: bool = False) -> Paper:
    return open_paper(
        text, ReaderContext(catalogue=WORLD, title=title, publisher=publisher, official=official)
    )


def _places(text: str, values: Collection[int], **told: object) -> dict[int, str]:
    """The place of each of these numbers in a text."""
    paper = _paper(text, **told)  # type: ignore[arg-type]
    counts = [
        Count(i, Metric.REQUESTS) for i, c in enumerate(paper.candidates) if c.number.value in set(values)
    ]
    chosen = where.places_of(paper, counts)
    return {
        paper.candidates[count.candidate].number.value: choice.value.name if choice.value else ""
        for count, choice in zip(counts, chosen, strict=True)
    }


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        (
            "Polk County, with 488 detainers, was first, and Linn was next at 206.",
            {488: "Polk County, IA", 206: "Linn County, IA"},
        ),
        (
            "ICE lodged 31 detainers in Story County and 17 in Scott County.",
            {31: "Story County, IA", 17: "Scott County, IA"},
        ),
        ("Scott's figure was 41 detainers.", {41: "Scott County, IA"}),
        (
            "Story, Linn and Scott counties got 12, 34 and 56 detainers.",
            {12: "Story County, IA", 34: "Linn County, IA", 56: "Scott County, IA"},
        ),
        ("The sheriff received 77 detainers.", {77: "Polk County, IA"}),
        ("Statewide, the jails received 940 detainers.", {940: "Iowa"}),
        ("Nationwide, ICE issued 91,300 detainers.", {91300: "United States"}),
        ("Des Moines police received 9 detainers.", {9: "Des Moines, IA"}),
        ("Inmates with 14 detainers were taken to Omaha.", {14: "Polk County, IA"}),
        ("Story County ranked third in Iowa with 118 detainers.", {118: "Story County, IA"}),
    ],
)  # fmt: skip
def test_a_place_is_told_by_the_count_s_own_sentence(sentence: str, places: dict[int, str]) -> None:
    text = (
        "DES MOINES, Iowa - The Polk County jail and its sheriff have been asked about detainers. "
        f"The Polk County sheriff answered.\n\n{sentence}"
    )
    assert _places(text, places, title="What the Polk County jail says") == places


def test_the_sentences_after_go_on_with_the_place_named_before() -> None:
    text = (
        "BOSTON - Boston police were sent 15 detainers in 2024. Boston police held nobody.\n\n"
        "Somerville police are smaller. The department received nine detainers, and all nine were refused."
    )
    assert _places(text, {15, 9}) == {15: "Boston, MA", 9: "Somerville, MA"}


def test_a_county_s_jail_is_not_the_city_s_in_which_it_stands() -> None:
    text = "TULSA, Okla. - The Tulsa jail got 210 detainers. The sheriff said the jail is full of inmates."
    assert _places(text, {210}) == {210: "Tulsa County, OK"}


def test_a_city_that_is_its_own_county_keeps_its_jail() -> None:
    text = "PHILADELPHIA, Pa. - The Philadelphia jail got 88 detainers, the jail's warden told the city."
    assert _places(text, {88}) == {88: "Philadelphia, PA"}


def test_a_town_is_the_place_only_where_a_number_is_told_of_it() -> None:
    text = (
        "MESA, Ariz. - The Maricopa County jail, run by the sheriff, got 840 detainers.\n\n"
        "Phoenix police said they had received 31; Tempe, 11; and the jail, in Phoenix, 77 in December."
    )
    assert _places(text, {840, 31, 11}) == {840: "Maricopa County, AZ", 31: "Phoenix, AZ", 11: "Tempe, AZ"}


def test_a_parish_tells_its_state() -> None:
    assert _places("The Jefferson Parish jail was sent 33 detainers in 2022.", {33}) == {
        33: "Jefferson Parish, LA"
    }


def test_a_county_of_several_states_is_of_the_one_whose_town_is_named_too() -> None:
    text = "The Clark County jail in Vancouver received 38 detainers. Clark County paid for it."
    assert _places(text, {38}) == {38: "Clark County, WA"}


def test_a_county_of_a_common_name_alone_has_no_place() -> None:
    assert _places("The Franklin County jail received 38 detainers.", {38}) == {38: ""}


def test_a_story_that_names_no_county_is_about_the_one_that_it_comes_from() -> None:
    text = "OGDEN, Utah - The sheriff said that his jail received 38 detainers last year."
    assert _places(text, {38}) == {38: "Weber County, UT"}
    once = "The 38 detainers of 2018 in Visalia, California, went to the sheriff, who would not say more."
    assert _places(once, {38}) == {38: "Tulare County, CA"}
    police = "OGDEN, Utah - The police said that they received 38 detainers last year."
    assert _places(police, {38}) == {38: "Ogden, UT"}


def test_a_capital_that_a_story_comes_from_tells_its_state_alone() -> None:
    text = "HELENA, Mont. - Jails received 38 detainers last year."
    assert _places(text, {38}) == {38: "Montana"}


def test_a_town_that_has_its_name_from_a_capital_is_none() -> None:
    text = "JACKSON, Wyo. - The sheriff said that his jail received 38 detainers last year."
    assert _places(text, {38}) == {38: "Teton County, WY"}


def test_an_agency_may_name_its_county_without_the_word() -> None:
    told = {"publisher": "Mobile Metro Jail", "official": True}
    assert _places("The jail received 38 detainers.", {38}, **told) == {38: "Mobile County, AL"}


def test_a_law_that_is_cited_tells_which_county_of_the_name() -> None:
    told = {"publisher": "Middlesex Sheriff's Office", "official": True}
    text = "Since the decision in Lunn the Office has received 38 detainers."
    assert _places(text, {38}, **told) == {38: "Middlesex County, MA"}


def test_the_street_of_an_official_paper_tells_which_county_of_the_name() -> None:
    letter = "Lincoln County Sheriff's Office\n225 W. Olive Street, Newport, Oregon\n\nWe got 14 detainers."
    publisher = "Lincoln County Sheriff's Office"
    assert _places(letter, {14}, publisher=publisher, official=True) == {14: "Lincoln County, OR"}
    elsewhere = letter.replace("Newport, Oregon", "Libby, Montana")
    assert _places(elsewhere, {14}, publisher=publisher, official=True) == {14: "Lincoln County, MT"}


def test_a_county_in_capitals_has_the_name_that_it_has_elsewhere() -> None:
    text = "RESPONSES OF SHERIFFS\n\nIowa's sheriffs were asked. {} COUNTY received 18 detainers."
    assert _places(text.format("JOHNSON"), {18}) == {18: "Johnson County, IA"}
    assert _places(text.format("LEE"), {18}) == {18: "Lee County, IA"}


@pytest.mark.parametrize(
    ("capitals", "name"),
    [
        ("JOHNSON", "Johnson"),
        ("PRINCE GEORGE'S", "Prince George's"),
        ("MCHENRY", "McHenry"),
        ("FOND DU LAC", "Fond du Lac"),
        ("LAKE OF THE WOODS", "Lake of the Woods"),
        ("MIAMI-DADE", "Miami-Dade"),
        ("DHS", "DHS"),
        ("DeKalb", "DeKalb"),
    ],
)
def test_capitals_become_a_name(capitals: str, name: str) -> None:
    assert place_names.title(capitals) == name


def test_the_name_of_a_body_is_no_town() -> None:
    told = {"publisher": "Comptroller of the Treasury, Tennessee", "official": True}
    assert _places("Jails received 38 detainers.", {38}, **told) == {38: "Tennessee"}


def test_a_county_of_another_state_that_is_named_later_does_not_take_the_name() -> None:
    text = (
        "HAILEY, Idaho - The Blaine County jail received 38 detainers.\n\n"
        "It is often mixed up with Blaine County, Montana."
    )
    assert _places(text, {38}) == {38: "Blaine County, ID"}


def test_rows_named_by_counties_are_those_counties() -> None:
    text = "Detainers at Ohio county jails, 2023\n\nCounty\tDetainers\nHamilton\t212\nLorain\t44\nStark\t31\n"
    assert _places(text, {212, 44, 31}) == {
        212: "Hamilton County, OH",
        44: "Lorain County, OH",
        31: "Stark County, OH",
    }


def test_a_state_beside_the_row_tells_which_county_of_the_name() -> None:
    text = "Declined detainers\n\nCounty\tState\tDetainers\nClark\tNV\t51\nMontgomery\tIA\t3\n"
    assert _places(text, {51, 3}) == {51: "Clark County, NV", 3: "Montgomery County, IA"}


def test_headings_tell_the_place_of_what_stands_below_them() -> None:
    text = (
        "What sheriffs in New Jersey told us\n\nEssex County\n\nThe jail was sent 45 detainers.\n\n"
        "Union County\n\nThe jail was sent 23 detainers."
    )
    assert _places(text, {45, 23}) == {45: "Essex County, NJ", 23: "Union County, NJ"}


def test_a_state_with_one_prison_system_has_the_count_of_its_jails() -> None:
    text = "HARTFORD, Conn. - Connecticut's prisons got 120 detainers. The state's prisons hold all inmates."
    assert _places(text, {120}) == {120: "Connecticut"}


def test_who_asked_does_not_change_the_place() -> None:
    text = (
        "CLEVELAND, Ohio - The Cuyahoga County jail and the sheriff answered.\n\n"
        "ICE Detroit asked the jail to hold 64 people."
    )
    assert _places(text, {64}) == {64: "Cuyahoga County, OH"}


def test_the_gazetteer_knows_every_state_and_which_county_a_town_is_in() -> None:
    assert len(gazetteer().towns) == 51
    assert len(gazetteer().people) > 3_050
    boise = town("Boise", "ID")
    assert boise is not None
    assert boise.county == "Ada"
    assert has_county("Prince George’s", "MD")
    assert plain_county("Hennepin") == "MN"
    assert plain_county("Franklin") is None


@pytest.mark.parametrize(
    "told", ["were driven by ICE to Linn County", "have been transferred to a jail in Linn County"]
)
def test_where_people_were_taken_to_is_not_where_they_were_held(told: str) -> None:
    text = f"The Polk County Jail got 41 detainers last year, the sheriff said. Thirty-two inmates {told}."
    assert _places(text, [32], publisher="Polk County Sheriff", official=True) == {32: "Polk County, IA"}


def test_a_letterhead_tells_the_state_of_its_county() -> None:
    text = (
        "COUNTY OF ERIE, BUFFALO, NEW YORK\n\nIn 2015 the Holding Center received 93 detainers. "
        "This is not Erie County, Pennsylvania, whose prison is named in the article that you enclosed."
    )
    publisher = "Office of the County Executive, Erie County"
    assert _places(text, [93], publisher=publisher, official=True) == {93: "Erie County, NY"}


@pytest.mark.parametrize("told", ["were turned over to ICE in Linn County", "left for Linn County"])
def test_an_office_of_ice_is_not_where_people_were_held(told: str) -> None:
    text = f"The Polk County Jail got 41 detainers last year, the sheriff said. Thirty-two inmates {told}."
    assert _places(text, [32], publisher="Polk County Sheriff", official=True) == {32: "Polk County, IA"}
