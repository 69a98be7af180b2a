"""How news stories tell times: since an edge of a year, at the end of a list, beside what is compared."""

from __future__ import annotations

import pytest

from config.words import Metric
from tests.monitor.figures.test_when import labels


def told(text: str, *values: int, metric: Metric = Metric.REQUESTS) -> list[str | None]:
    return labels(text, *values, metric=metric, official=False, place=None)


@pytest.mark.parametrize(
    ("since", "first"),
    [
        ("Since the start of last year", "2024-01-01"),
        ("Since the beginning of last year", "2024-01-01"),
        ("Since early last year", "2024-01-01"),
        ("Since late 2023", "2023-01-01"),
        ("Since the end of 2022", "2023-01-01"),
        ("Since the first months of 2024", "2024-01-01"),
        ("From the beginning of 2023", "2023-01-01"),
    ],
)
def test_since_an_edge_of_a_year(since: str, first: str) -> None:
    (label,) = told(f"{since} the jail has received 71 detainers.", 71)
    assert label is not None
    assert label.startswith(f"{first}/")


def test_from_the_start_of_a_year_to_a_day_is_no_running_total() -> None:
    (label,) = told("From the start of 2024 through June 2024 the jail received 71 detainers.", 71)
    assert label == "2024-01/2024-06"


@pytest.mark.parametrize("end", ["in 2022", "for 2022", "during 2022", "in all of 2022"])
def test_a_time_at_the_end_of_a_list_is_of_all_its_items(end: str) -> None:
    for text in (
        f"The warden listed 371 detainers, 102 calls to ICE and 33 lapsed holds {end}.",
        f"At last year's forum, the warden listed 371 detainers, 102 honored holds and 33 lapsed {end}.",
        f"There were 371 requests, 102 declined requests, and 33 repeat requests {end}.",
    ):
        assert told(text, 371, 102, 33) == ["2022"] * 3


def test_an_item_that_is_of_another_one_keeps_the_time_to_itself() -> None:
    text = "For 2020 to 2023 the jail counted 371 detainers, 102 of them in 2023 alone."
    assert told(text, 371) == ["2020-01/2023-12"]


@pytest.mark.parametrize("talk", ["forum", "budget hearing", "council meeting", "town hall", "Rotary lunch"])
def test_the_year_of_a_talk_is_not_the_year_that_is_talked_of(talk: str) -> None:
    assert told(f"At last year's {talk}, the warden reported 71 detainers for 2022.", 71) == ["2022"]


@pytest.mark.parametrize("paper", ["report", "survey", "annual report", "newsletter"])
def test_the_year_of_a_paper_may_be_another_than_that_which_it_tells_of(paper: str) -> None:
    assert told(f"In last year's {paper} the warden listed 71 detainers for 2022.", 71) == ["2022"]


@pytest.mark.parametrize(
    "since", ["Since then", "In the two years since", "Since that month", "In the years since then"]
)
def test_since_goes_back_to_the_day_just_told_not_to_an_earlier_count(since: str) -> None:
    text = (
        "In 2019 the jail received 38 detainers.\n\n"
        f"It stopped honoring them in March 2023. {since}, ICE has sent it 71 detainers."
    )
    label = told(text, 38, 71)[1]
    assert label is not None
    assert label.startswith("2023-03")


@pytest.mark.parametrize(
    "again",
    ["In the same months of last year", "Over the same months of 2024", "During the same period of 2024"],
)
def test_what_follows_a_comparison_goes_back_to_what_was_compared(again: str) -> None:
    text = (
        f"The jail received 71 detainers from January through April. {again} it received 38. "
        "It turned 52 people over to ICE."
    )
    label = labels(text, 71, 38, metric=Metric.REQUESTS, official=False, place=None)
    assert label[1] == "2024-01/2024-04"
    assert (
        labels(text, 71, 38, 52, metric=Metric.REQUESTS, official=False, place=None)[2] == "2025-01/2025-04"
    )


def test_a_fiscal_year_that_was_said_of_something_else_leaves_last_year_alone() -> None:
    text = (
        "ICE deported 368,644 people in the whole country last fiscal year.\n\n"
        "Police here said they received 71 detainers last year."
    )
    assert told(text, 71) == ["2024"]


def test_two_items_that_each_have_their_time_are_no_list() -> None:
    text = "ICE sent the jail 310 detainers in 2016 and 146 detainers in the first half of 2017."
    assert told(text, 310, 146) == ["2016", "2017-01/2017-06"]


@pytest.mark.parametrize("years", ["in 2016, 2017 and 2018", "from 2016 to 2018", "2016-2018"])
def test_years_of_one_sentence_fall_to_the_numbers_of_the_next_in_their_order(years: str) -> None:
    text = f"The jail held 62 people on ICE detainers {years}. They break down as 11, 28 and 23."
    assert told(text, 11, 28, 23) == ["2016", "2017", "2018"]


def test_numbers_after_years_that_are_told_together_are_not_shared_out() -> None:
    text = "The jail got 300 detainers in 2012 and 2013 combined. It kept 120 and let go 150 of them."
    assert told(text, 120, 150) == ["2012-01/2013-12"] * 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("In the first year", "in the second"),
        ("In the first of the two years", "in the last year"),
        ("In year one", "in year two"),
    ],
)
def test_one_year_of_several_is_told_by_its_number(first: str, second: str) -> None:
    text = (
        "The jail received 3,416 ICE detainers from October 1, 2009 to September 30, 2011. "
        f"{first} there were 1,902 detainers, {second} 1,514 detainers."
    )
    assert told(text, 1902, 1514) == ["2009-10/2010-09", "2010-10/2011-09"]
