"""Periods of counts: which of the times that a document names each number is for."""

from __future__ import annotations

from datetime import date

import pytest

from config.words import Metric
from monitor.figures import paper, when
from monitor.figures.days import Days
from monitor.figures.paper import Choice, Count
from tests.monitor.figures.world import context

ON = date(2025, 6, 12)  # a Thursday


def chosen(
    text: str, *values: int, metric: Metric = Metric.REQUESTS, published: date | None = ON, **more: object
) -> list[Choice[Days]]:
    opened = paper.open_paper(text, context(published=published, **more))  # type: ignore[arg-type]
    at = [
        next(i for i, c in enumerate(opened.candidates) if c.number.value == value and not c.number.refused)
        for value in values
    ]
    return when.periods_of(opened, [Count(i, metric) for i in at])


def labels(text: str, *values: int, metric: Metric = Metric.REQUESTS, **more: object) -> list[str | None]:
    found = chosen(text, *values, metric=metric, **more)  # type: ignore[arg-type]
    return [c.value.label if c.value else None for c in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The jail got 41 detainers in 2023 and 58 in 2024.", {41: "2023", 58: "2024"}),
        ("In 2022 the sheriff was sent 74 detainers; in 2023 he was sent 91.", {74: "2022", 91: "2023"}),
        ("It got 19 detainers in 2023, 12 the year before; 31 in 2021", {19: "2023", 12: "2022", 31: "2021"}),
        ("ICE lodged 64 detainers last year, up from 37 a year earlier.", {64: "2024", 37: "2023"}),
        ("The city received 15 detainers in 2021. The year after it received 22.", {15: "2021", 22: "2022"}),
        ("It had 48 detainers in fiscal 2022, 57 in 2023", {48: "FY2022", 57: "FY2023"}),
        ("It received 33 detainers in 2019. That year it turned 21 men over.", {33: "2019", 21: "2019"}),
        ("In calendar years 2022 and 2023 it was sent 44 and 52 detainers.", {44: "2022", 52: "2023"}),
    ],
)  # fmt: skip
def test_years_stand_before_and_behind_their_numbers(text: str, expected: dict[int, str]) -> None:
    assert labels(text, *expected) == list(expected.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The jail has received 71 ICE detainers so far this year.", "2025-01-01/2025-06-12"),
        ("Since Jan. 20 the jail has received 71 ICE detainers.", "2025-01-20/2025-06-12"),
        ("This year, through May 31, the jail got 71 detainers.", "2025-01/2025-05"),
        ("The jail has had 71 detainers since the order took effect in March.", "2025-03-01/2025-06-12"),
        ("The jail got 71 detainers between July 2023 and June 2024.", "2023-07/2024-06"),
        ("The jail got 71 detainers in the first quarter of 2024.", "2024-Q1"),
        ("The jail got 71 detainers in the first quarter of this year.", "2025-Q1"),
        ("The jail got 71 detainers in the first half of last year.", "2024-01/2024-06"),
        ("In the fiscal year that ended June 30, 2024, the jail got 71 detainers.", "FY2024"),
        ("From October through December of 2024 the jail got 71 detainers.", "2024-10/2024-12"),
        ("The jail got 71 detainers in the 12 months that ended in March.", "2024-04/2025-03"),
        ("The jail got 71 detainers in May.", "2025-05"),
        ("The jail got 71 detainers in federal fiscal years 2022 through 2024.", "2021-10/2024-09"),
        ("From 2021 through March of this year the jail got 71 detainers.", "2021-01/2025-03"),
        ("The jail got 71 detainers in the week of May 5 to May 11.", "2025-05-05/2025-05-11"),
        ("The jail, which opened in 1998, got 71 detainers in 2024.", "2024"),
        ("Under the 2014 ordinance the police turned away all 71 detainers they got in 2024.", "2024"),
        ("Of the 71 detainers that came in 2024, the sheriff said Tuesday, all were read.", "2024"),
    ],
)  # fmt: skip
def test_a_phrase_names_the_period_of_its_number(text: str, expected: str) -> None:
    assert labels(text, 71) == [expected]


def test_the_same_months_of_another_year_are_those_months() -> None:
    text = "ICE lodged 38 detainers from January through March. In the same months of 2024 it lodged 16."
    assert labels(text, 38, 16) == ["2025-01/2025-03", "2024-01/2024-03"]


def test_what_became_of_detainers_is_of_the_time_of_the_detainers() -> None:
    text = "The jail received 83 detainers in 2022. Of those, 27 were honored. The other 56 were declined."
    assert labels(text, 83, 27, 56) == ["2022", "2022", "2022"]


def test_a_number_named_again_keeps_its_period() -> None:
    text = (
        "The jail received 83 detainers in 2022 and 95 in 2023, the sheriff said.\n\n"
        "Of the 83, agents collected 14."
    )
    assert labels(text, 83, 95, 14) == ["2022", "2023", "2022"]


def test_the_question_holds_the_year_of_the_answer() -> None:
    text = "Q: How many detainers did you get in 2021?\n\nA: We received 47.\n\nQ: And in 2022?\n\nA: 53."
    assert labels(text, 47, 53) == ["2021", "2022"]


def test_a_heading_names_the_period_of_all_below_it() -> None:
    text = "Calendar year 2022\n\nDetainers received: 47\n\nCalendar year 2023\n\nDetainers received: 53"
    assert labels(text, 47, 53, official=True) == ["2022", "2023"]


def test_a_title_names_the_period_of_a_paper() -> None:
    text = "The Department received 47 detainers. It honored none of them."
    title = "Annual report on civil immigration detainers, calendar year 2023"
    assert labels(text, 47, title=title, official=True, published=date(2024, 2, 1)) == ["2023"]


def test_years_head_the_columns_of_a_table() -> None:
    text = "ICE detainers\n\n\t2022\t2023\t2024\nReceived\t47\t53\t68\nHonored\t12\t9\t3"
    assert labels(text, 47, 53, 68, 9) == ["2022", "2023", "2024", "2023"]


def test_years_name_the_rows_of_a_table_and_its_total_covers_them() -> None:
    text = "Year\tDetainers received\n2022\t47\n2023\t53\n2024\t68\nTotal\t168"
    assert labels(text, 47, 53, 68, 168) == ["2022", "2023", "2024", "2022-01/2024-12"]


def test_months_of_a_table_are_of_the_year_above_it() -> None:
    text = "ICE detainers received, 2023\n\nMonth\tDetainers\nJanuary\t17\nFebruary\t21\nMarch\t13"
    assert labels(text, 17, 21, 13) == ["2023-01", "2023-02", "2023-03"]


def test_a_stock_is_of_the_day_that_is_named_or_else_of_the_document() -> None:
    assert labels("On Monday 31 inmates had ICE detainers.", 31, metric=Metric.ACTIVE) == ["2025-06-09"]
    assert labels("As of Dec. 11, 31 inmates had ICE detainers.", 31, metric=Metric.ACTIVE) == ["2024-12-11"]
    assert labels("The jail now holds 31 inmates with ICE detainers.", 31, metric=Metric.ACTIVE) == [
        "2025-06-12"
    ]


def test_a_text_that_never_says_when_gives_no_period() -> None:
    assert labels("The jail has received 31 ICE detainers, the sheriff said.", 31) == [None]


def test_without_a_date_of_the_document_last_year_is_unknown() -> None:
    assert labels("The jail received 31 ICE detainers last year.", 31, published=None) == [None]


def test_a_period_beside_its_number_is_surer_than_one_carried_over() -> None:
    text = "The jail got 83 detainers in 2022.\n\nThe mayor spoke for an hour.\n\nIt turned 14 people over."
    beside, carried = chosen(text, 83, 14)
    assert beside.chance > carried.chance
    assert "2022" in beside.why
