"""How news stories tell times: since an edge of a year, at the end of a list, beside what is compared."""

from __future__ import annotations

from datetime import date

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


@pytest.mark.parametrize(
    ("phrase", "label"),
    [
        ("in the first half of the year, as against five in the whole of 2024", "2025-01/2025-06"),
        ("from January 2024 through May", "2024-01/2025-05"),
        ("in the twelve months ending last September", "2023-10/2024-09"),
        ("from 2019 to the middle of this year", "2019-01/2025-06"),
        ("in July, August and September of 2024", "2024-Q3"),
        ("since Feb. 11, when the president took over the police", "2025-02-11/2025-07-18"),
    ],
)
def test_a_phrase_of_time_names_its_days(phrase: str, label: str) -> None:
    text = f"The jail received 71 ICE detainers {phrase}, the sheriff said."
    assert labels(text, 71, official=False, place=None, published=date(2025, 7, 18)) == [label]


def test_the_same_stretch_of_another_year_ends_where_it_says() -> None:
    text = (
        "The jail had 1,046 ICE detainers in the 12 months ending January 31, 2025. "
        "In the same stretch ending January 2024 there had been 88 detainers."
    )
    assert told(text, 1046, 88) == ["2024-02/2025-01", "2023-02/2024-01"]


def test_the_number_of_a_resolution_is_no_span_of_years() -> None:
    text = "Under Resolution 2017-23 the jail received 71 ICE detainers in 2024."
    assert told(text, 71) == ["2024"]


def test_numbers_stand_respectively_for_the_years_of_an_earlier_sentence() -> None:
    text = (
        "You asked about calendar years 2022 and 2023. We answer in your order.\n\n"
        "1. Immigration detainers that we received: 88 and 103, respectively."
    )
    assert told(text, 88, 103) == ["2022", "2023"]


def test_a_line_that_begins_with_its_year_keeps_it() -> None:
    text = (
        "What came and what followed\n\n2021: 176 ICE detainers in, 61 releases told to ICE, 28 pickups\n"
        "2022: 190 ICE detainers in, 58 releases told to ICE, 24 pickups"
    )
    assert told(text, 176, 190) == ["2021", "2022"]


def test_a_month_in_a_list_of_months_is_no_verb() -> None:
    text = "ICE detainers by month: January, 19. February, 33. March, 58."
    assert told(text, 58) == ["2025-03"]


def test_months_that_do_not_follow_each_other_are_told_one_by_one() -> None:
    assert told("The jail received 71 ICE detainers in January, March and April.", 71) != ["2025-Q1"]
    text = "In January, February and March of 2025 it received 11, 12 and 13 ICE detainers, respectively."
    assert "2025-Q1" not in told(text, 11, 12, 13)


def test_after_a_day_is_since_it() -> None:
    text = (
        "The jail held 71 people on ICE detainers in 2024. After May 1, it held 12 people on ICE detainers."
    )
    assert told(text, 12, metric=Metric.HONORED) == ["2025-05-01/2025-06-12"]
