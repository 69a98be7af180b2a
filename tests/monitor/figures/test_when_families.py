"""Families of ways in which a text tells when: each in several wordings."""

from __future__ import annotations

from datetime import date

import pytest

from config.words import Metric
from monitor.figures.when import OF_A_DAY
from tests.monitor.figures.test_when import chosen, labels
from tests.monitor.figures.world import figures

ON = date(2025, 6, 12)  # a Thursday
TODAY = "2025-06-12"


def told(text: str, official: bool, *values: int, metric: Metric = Metric.REQUESTS) -> list[str | None]:
    return labels(text, *values, metric=metric, official=official, place=None)


@pytest.mark.parametrize(
    "note",
    [
        "Years end September 30",
        "Years ending Sept. 30",
        "Each year is the twelve months through September 30",
        "Years are October through September",
        "Reporting years run from October 1 to September 30",
        "The program year begins October 1",
    ],
)
def test_a_note_says_how_the_years_of_a_table_are_reckoned(note: str) -> None:
    for text in (
        f"ICE detainers received ({note})\n\nYear\tReceived\n2021\t47\n2022\t53",
        f"{note}.\n\nICE detainers\n\n\t2021\t2022\nReceived\t47\t53",
        f"* {note}.\n\n2021: 47 detainers received\n2022: 53 detainers received",
    ):
        assert told(text, True, 47, 53) == ["2020-10/2021-09", "2021-10/2022-09"]


def test_a_fiscal_year_that_a_text_explains_leaves_its_other_years_alone() -> None:
    text = "The county's fiscal year ends on Sept. 30. In 2023 the jail received 47 detainers."
    assert told(text, False, 47) == ["2023"]


def test_a_list_takes_the_times_of_the_list_before_in_turn() -> None:
    text = "The jail received 168 detainers in 2022, 77 in 2023 and 92 in 2024. It honored 61, 12 and 3."
    found = {f.value: f.period_label for f in figures(text) if f.metric is Metric.HONORED}
    assert found == {61: "2022", 12: "2023", 3: "2024"}


@pytest.mark.parametrize("until", ["through the third quarter", "to the end of the third quarter"])
def test_a_count_through_a_quarter_begins_with_its_year(until: str) -> None:
    text = f"The jail honored 402 ICE detainers in 2023. In 2024 {until} it honored 71."
    assert told(text, False, 71, metric=Metric.HONORED) == ["2024-01/2024-09"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In the first half of fiscal year 2024 the jail received 71 detainers.", "2023-07/2023-12"),
        ("In the second half of federal fiscal 2024 the jail declined 71 detainers.", "2024-04/2024-09"),
        ("TRAC counts 71 detainers sent to it in fiscal years 2016 through 2019.", "2015-10/2019-09"),
        ("The jail received 71 detainers in FY2023 and FY2024 combined.", "2022-07/2024-06"),
        ("Through the first nine months of fiscal year 2025, it received 71 detainers.", "2024-07/2025-03"),
        ("In fiscal year 2016-2017 the jail received 71 detainers.", "FY2017"),
    ],
)
def test_parts_and_sums_of_fiscal_years(text: str, expected: str) -> None:
    assert told(text, False, 71) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The law took effect on March 1, 2024. Since then the jail has received 71 detainers.",
        "The council adopted a policy on March 1, 2024.\n\nIt got 71 detainers since the policy was adopted.",
        "The ordinance, in force since March 1, 2024, bars holds. Since the ordinance it got 71 detainers.",
        "The agreement was signed March 1, 2024. In 2023 it got 44 detainers. Since the signing it got 71.",
        "The judge ruled on March 1, 2024. Since the ruling, the jail has received 71 detainers.",
        "He took office on March 1, 2024. Since taking office he has received 71 detainers.",
    ],
)
def test_an_event_that_the_text_dates_begins_a_running_total(text: str) -> None:
    assert told(text, False, 71) == [f"2024-03-01/{TODAY}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In the two years before it took effect", "2017-03-15/2019-03-14"),
        ("In the year before the directive", "2018-03-15/2019-03-14"),
        ("In its first six months", "2019-03-15/2019-09-14"),
        ("In the first ten weeks after the directive", "2019-03-15/2019-05-23"),
        ("From that day through April 30, 2020,", "2019-03-15/2020-04-30"),
        ("Between Jan. 1 and the directive", "2019-01-01/2019-03-15"),
    ],
)
def test_an_event_that_the_text_dates_bounds_a_span(text: str, expected: str) -> None:
    whole = f"The trust directive came into force March 15, 2019. {text} the jail received 71 detainers."
    assert told(whole, False, 71) == [expected]


def test_weeks_since_an_event_without_a_date_are_counted_from_the_document() -> None:
    assert told("In the six weeks since the order, the jail got 71 detainers.", False, 71) == [
        f"2025-05-01/{TODAY}"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It got 71 detainers in May and 66 the month before.", ["2025-05", "2025-04"]),
        ("In April the jail got 71 detainers. The following month it got 66.", ["2025-04", "2025-05"]),
        ("In the first quarter of 2024 it got 71 detainers, up from 66 in the previous quarter.",
         ["2024-Q1", "2023-Q4"]),
        ("The jail got 71 detainers in the first half of 2024 and 66 in the second.",
         ["2024-01/2024-06", "2024-07/2024-12"]),
        ("First quarter of 2024, 71 detainers received; second, 66.", ["2024-Q1", "2024-Q2"]),
        ("The jail got 71 detainers in 2023 and 66 in 2024. ",
         ["2023", "2024"]),
        ("By April 30 it had been sent 71 detainers this year, up from 66 in the same period of 2024.",
         ["2025-01/2025-04", "2024-01/2024-04"]),
        ("The number fell from 71 detainers in 2022 to 66 in 2023.", ["2022", "2023"]),
        ("Detainers received numbered 71 and 66 in 2021 and 2022.", ["2021", "2022"]),
        ("The jail got 71 detainers in 2023 and 66 in the first three months of the next year.",
         ["2023", "2024-Q1"]),
        ("In 2023 the jail got 71 detainers. That summer it got 66.", ["2023", "2023-06/2023-08"]),
        ("In fiscal 2024, which ended June 30, it got 71 detainers, and the fiscal year before, 66.",
         ["FY2024", "FY2023"]),
        ("In the year that ended Feb. 28 it got 71 detainers. The year before it got 66.",
         ["2024-03/2025-02", "2023-03/2024-02"]),
        ("In the first quarter of 2024 it got 71 detainers. There were 66 by the end of that year.",
         ["2024-Q1", "2024"]),
        ("There were 71 detainers last year. As of May 31, there had been 66 this year.",
         ["2024", "2025-01/2025-05"]),
        ("In 2023 the jail got 71 detainers, and in the decade before, 66.", ["2023", "2013-01/2022-12"]),
        ("Over the past two calendar years, the yearly numbers of detainers received were 71 and 66.",
         ["2023", "2024"]),
        ("The jail got 71 detainers in the past three calendar years and 66 since January.",
         ["2022-01/2024-12", f"2025-01-01/{TODAY}"]),
    ],
)  # fmt: skip
def test_a_time_is_told_by_the_one_before_it(text: str, expected: list[str]) -> None:
    assert told(text, False, 71, 66) == expected


def test_a_year_that_has_ended_a_practice_is_the_one_its_day_is_in() -> None:
    text = "It quit honoring detainers on July 1, 2022. That year it honored 71. In 2023 it got 44 detainers."
    assert told(text, False, 71) == ["2022"]


def test_the_years_of_a_sentence_are_not_shared_out_where_its_own_count_is_of_them_all() -> None:
    text = (
        "The state's jails got 171 detainers from 2022 to 2024. Clark got 71, Washoe 66 and Nye 12 detainers."
    )
    assert told(text, False, 171, 71, 66, 12) == ["2022-01/2024-12"] * 4


def test_in_either_year_is_in_both() -> None:
    text = (
        "The jail got 71 detainers in 2023 and 66 in 2024. How many did it honor? It held 3, in either year."
    )
    assert told(text, False, 71, 66) == ["2023", "2024"]
    found = labels(text, 71, 66, 3, metric=Metric.REQUESTS, official=False, place=None)
    assert found[2] == "2023-01/2024-12"


def test_what_is_counted_of_one_day_is_doubtful() -> None:
    (day,) = chosen("On May 31, 2025, the jail got 71 detainers.", 71, metric=Metric.REQUESTS)
    (year,) = chosen("In 2024 the jail got 71 detainers.", 71, metric=Metric.REQUESTS)
    assert day.value is not None
    assert day.value.label == "2025-05-31"
    assert day.chance <= OF_A_DAY < year.chance


def test_this_year_says_since_when_a_total_to_a_day_runs() -> None:
    text = (
        "It has held nobody since April 2014. In 2013 it got 71 detainers. There were 44 last year. "
        "As of May 31, there had been 66 this year."
    )
    found = chosen(text, 71, 44, 66, metric=Metric.REQUESTS, official=False, place=None)[2]
    assert found.value is not None
    assert found.value.label == "2025-01/2025-05"
    assert found.chance > OF_A_DAY  # of all the beginnings that it might have, the others share too little


def test_what_is_not_over_is_no_period() -> None:
    text = "In the first ten months under the new act it got 71 detainers."
    assert told(text, False, 71) != ["2025-01/2025-10"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In both years together, agents collected 35 people.", 35),
        ("In the two years, it honored 35.", 35),
        ("That is 137 in all.", 137),
    ],
)
def test_all_of_the_times_that_were_told_are_one_time_together(text: str, value: int) -> None:
    whole = f"The jail received 71 detainers in 2023 and 66 in 2024. {text}"
    assert told(whole, False, 71, 66, value)[2] == "2023-01/2024-12"


def test_after_a_comparison_a_text_goes_back_to_its_own_period() -> None:
    text = (
        "The jail received 241 detainers in 2024, compared to 198 in 2023. It handed over 187 people.\n\n"
        "In the next county agents placed 66 detainers, up from 31 in 2023. They picked up 52 people."
    )
    assert told(text, False, 241, 198, 187) == ["2024", "2023", "2024"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Week ending June 7, 2025\n\nICE detainers received: 71", "2025-06-01/2025-06-07"),
        ("ICE detainers received\n\n1Q24\t71\n2Q24\t66", "2024-Q1"),
        ("ICE detainers received by month\n\n2024-01\t71\n2024-02\t66", "2024-01"),
        ("ICE detainers, federal fiscal year 2024\n\nMonth\tReceived\nOctober\t71\nMay\t66", "2023-10"),
        ("Detainers received\n\nCY24\t66\nCY25 (Jan-May)\t71", "2025-01/2025-05"),
    ],
)
def test_cells_name_their_time_in_short(text: str, expected: str) -> None:
    assert told(text, True, 71) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As of the 30th, 31 inmates had ICE detainers.", "2025-05-30"),
        ("Two weeks ago 31 inmates had ICE detainers on them.", "2025-05-29"),
        ("At the end of 2024, 31 inmates had ICE detainers.", "2024-12-31"),
        ("The roster of June 2 showed 31 inmates with ICE detainers.", "2025-06-02"),
    ],
)
def test_a_stock_is_of_a_day_that_is_told_by_the_document_s_own(text: str, expected: str) -> None:
    assert told(text, False, 31, metric=Metric.ACTIVE) == [expected]


def _cells(text: str, title: str) -> list[tuple[int, str]]:
    published = date(2025, 7, 18)
    found = figures(
        text, place=None, publisher="Wake County Sheriff", title=title, official=True, published=published
    )
    return [(f.value, f.period_label) for f in found]


def test_a_row_of_a_week_is_no_span_of_years() -> None:
    text = (
        "Week    Dates (2025)         Detainers received from ICE\n"
        "23      Jun 7 - Jun 13                 11\n25      Jun 14 - Jun 20                13\n"
    )
    assert (13, "2025-06-14/2025-06-20") in _cells(text, "Weekly sheet")


def test_the_quarters_of_a_fiscal_year_whose_days_are_told_in_digits_are_its_own() -> None:
    text = (
        "Immigration contact log, county fiscal year 2025 (7/1/24 - 6/30/25)\n\n"
        "TYPE OF CONTACT                     Q1    Q2    Q3    Q4    FY\n"
        "ICE detainers received              31    27    22    24   104\n"
    )
    assert (104, "FY2025") in _cells(text, "Contact log")


def test_halves_are_told_as_1h_and_2h_too() -> None:
    text = (
        "                              1H 2024     2H 2024     1H 2025\n"
        "ICE detainers received             42          35          97\n"
    )
    assert _cells(text, "Half-year sheet") == [
        (42, "2024-01/2024-06"), (35, "2024-07/2024-12"), (97, "2025-01/2025-06"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("From June through October 2023 it got 41 detainers. The five months before, it got 71.",
         "2023-01/2023-05"),
        ("It got 41 detainers in 2023. Twelve months earlier the figure was 71.", "2022"),
        ("The jail got 41 detainers last year and 71 the one before.", "2023"),
        ("It got 41 detainers in 2023. The year before it was 71.", "2022"),
        ("From July through November 2023 it got 41. In the corresponding five months of 2022 it got 71.",
         "2022-07/2022-11"),
        ("Until April 2, 2024, it honored 41 detainers. In what remained of 2024 it received 71.",
         "2024-04-02/2024-12-31"),
        ("It got 112 detainers from 2018 through 2023, and in the first two of those years 71.",
         "2018-01/2019-12"),
    ],
)  # fmt: skip
def test_a_time_is_told_by_another_one(text: str, expected: str) -> None:
    assert told(text, False, 71) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Detainers by year, beginning with 2021: 31, 47, 53.", ["2021", "2022", "2023"]),
        ("Detainers received, 2023, by quarter: 31, 47, 53, 60.", [f"2023-Q{i}" for i in (1, 2, 3, 4)]),
        ("Detainers received in the three years 2021 to 2023: 31, 47, 53.", ["2021", "2022", "2023"]),
    ],
)
def test_a_list_goes_through_a_span(text: str, expected: list[str]) -> None:
    assert told(text, False, *(31, 47, 53, 60)[: len(expected)]) == expected


def test_the_corner_of_a_table_names_the_year_of_its_quarters() -> None:
    text = "ICE detainers\n\n2023 | Q1 | Q2 | Q3 | Q4\nReceived | 31 | 47 | 53 | 60"
    assert told(text, True, 31, 47, 53) == ["2023-Q1", "2023-Q2", "2023-Q3"]
