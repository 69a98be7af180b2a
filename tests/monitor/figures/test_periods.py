"""Periods: what span of days a phrase names, against the document's date."""

from __future__ import annotations

from datetime import date

import pytest

from config.words import PeriodKind
from monitor.figures.days import closed, running, to_come
from monitor.figures.periods import Clock, find, fiscal, shifted, year

ON = date(2025, 3, 20)


def label(text: str, published: date | None = ON) -> list[str | None]:
    return [m.days.label if m.days else None for m in find(text, Clock(published)) if m.shift is None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in 2024", ["2024"]),
        ("jan. 7, 2025", ["2025-01-07"]),
        ("7 january 2025", ["2025-01-07"]),
        ("2025-01-07", ["2025-01-07"]),
        ("01/07/2025", ["2025-01-07"]),
        ("07/01/2025", ["2025-07-01"]),  # the American order
        ("13/01/2025", []),
        ("31 feb 2025", [None]),
        ("2025-13-01", [None]),
        ("29 feb 2024", ["2024-02-29"]),
        ("29 feb 2025", [None]),
        ("fy2019", ["FY2019"]),
        ("fiscal year 2019", ["FY2019"]),
        ("fy 2018-19", ["FY2019"]),
        ("state fiscal year 2019-20", ["FY2020"]),
        ("last year", ["2024"]),
        ("so far this year", ["2025-01-01/2025-03-20"]),
        ("year to date", ["2025-01-01/2025-03-20"]),
        ("since jan. 20", ["2025-01-20/2025-03-20"]),
        ("since jan. 20, 2025", ["2025-01-20/2025-03-20"]),
        ("between jan. 28 and feb. 3", ["2025-01-28/2025-02-03"]),
        ("between dec. 28 and jan. 3", ["2024-12-28/2025-01-03"]),  # over the new year
        ("the first quarter of 2025", ["2025-Q1"]),
        ("q1 2025", ["2025-Q1"]),
        ("the first half of 2012", ["2012-01/2012-06"]),
        ("in the past six months", ["2024-09-18/2025-03-20"]),
        ("the twelve months through october", ["2023-11/2024-10"]),
        ("the twenty-four months ending july 2013", ["2011-08/2013-07"]),
        ("the last six months of 2024", ["2024-07/2024-12"]),
        ("2024 jul-dec", ["2024-07/2024-12"]),
        ("in the half year that ended dec. 31", ["2024-07/2024-12"]),
        ("the federal year which ended sept. 30", ["FY2024"]),
        ("so far 49 came", ["2025-01-01/2025-03-20"]),
        ("in 2024, up to nov. 14, 20 came", ["2024-01-01/2024-11-14"]),
        ("july 1, 2019 - june 30, 2020", ["2019-07/2020-06"]),
        ("from october 2021 through june 2025", ["2021-10/2025-06"]),
        ("in 2012 and 2013", ["2012-01/2013-12"]),
        ("its seven full years through 2014", ["2008-01/2014-12"]),
        ("the past three calendar years", ["2022-01/2024-12"]),
        ("between january 2016 and september of the next year", ["2016-01/2017-09"]),
        ("from february 2018 through this february", ["2018-02/2025-02"]),
        ("from february through last november", ["2024-02/2024-11"]),
        ("between dec. 7 and the end of january", ["2024-12-07/2025-01-31"]),
        ("from the start of the year through feb. 28", ["2025-01/2025-02"]),
        ("the first half of the present year", ["2025-01/2025-06"]),
        ("the fiscal year that closed last week", ["FY2024"]),
        ("in the week of feb. 11", ["2025-02-11/2025-02-17"]),
        ("the week that began on saturday, jan. 28, 2017", ["2017-01-28/2017-02-03"]),
        ("the week of jan. 28 through feb. 3", ["2025-01-28/2025-02-03"]),
        ("since inauguration day", ["2025-01-20/2025-03-20"]),
        ("the first three quarters of 2024", ["2024-01/2024-09"]),
        ("from january to may of last year", ["2024-01/2024-05"]),
        ("from november to december of last year", ["2024-11/2024-12"]),
        ("from the start of the year to feb. 28", ["2025-01/2025-02"]),
        ("this year to feb. 28", ["2025-01/2025-02"]),
        ("the year to june 30", ["2023-07/2024-06"]),
        ("the last three fiscal years", ["2021-07/2024-06"]),
        ("fiscal 2022-24", ["2021-07/2024-06"]),
        ("between fiscal 2019 and fiscal 2023", ["2018-07/2023-06"]),
        ("since the start of the fiscal year", ["2024-07-01/2025-03-20"]),
        ("so far this fiscal year", ["2024-07-01/2025-03-20"]),
        ("the first five months of the fiscal year", ["2024-07/2024-11"]),
        ("the first ten months of the fiscal year", ["2023-07/2024-04"]),
        ("year to date (through feb. 28)", ["2025-01/2025-02"]),
        ("from 2020 on, they", ["2020-01-01/2025-03-20"]),
        ("march '24", ["2024-03"]),
        ("in half a year", ["2024-09-20/2025-03-20"]),
        ("since the summer of 2023", ["2023-06-01/2025-03-20"]),
        ("since the ruling came down on july 24 of last year", ["2024-07-24/2025-03-20"]),
        ("for the week of february 11 to 17", ["2025-02-11/2025-02-17"]),
        ("between feb. 4 and 10", ["2025-02-04/2025-02-10"]),
        ("between feb. 4 and 1,200 men", ["2025-02-04"]),
        ("between may and christmas", ["2024-05-01/2024-12-25"]),
        ("between labor day and thanksgiving of 2023", ["2023-09-04/2023-11-23"]),
        ("by memorial day", ["2024-05-27"]),
        ("jan. 3 (a friday) to march 1", ["2025-01-03/2025-03-01"]),
        ("from 2014, when the act began, to the end of 2016", ["2014-01/2016-12"]),
        ("from 2014 to the last day of 2016", ["2014-01/2016-12"]),
        ("last year by this time", ["2024-01-01/2024-03-20"]),
        ("at this point in 2023", ["2023-01-01/2023-03-20"]),
        ("the first ten weeks of this year", ["2025-01-01/2025-03-11"]),
        ("since the fiscal year began last oct. 1", ["2024-10-01/2025-03-20"]),
        ("the fiscal year that ran to june 30, 2023", ["FY2023"]),
        ("since program start, january 2008:", ["2008-01-01/2025-03-20"]),
        ("the week of feb. 4-10", ["2025-02-04/2025-02-10"]),
        ("in the second week of january", ["2025-01-08/2025-01-14"]),
        ("the first week of 2025", ["2025-01-01/2025-01-07"]),
        ("from jan. 1 to last friday", ["2025-01-01/2025-03-20"]),
        ("mon 07/08/24 to sun 07/14/24", ["2024-07-08/2024-07-14"]),
        ("december 1, 2024, to date", ["2024-12-01/2025-03-20"]),
        ("jan. 1 to present", ["2025-01-01/2025-03-20"]),
        ("2022-present", ["2022-01-01/2025-03-20"]),
        ("2022-2025 ytd", ["2022-01-01/2025-03-20"]),
        ("2022, 2023 and the present year", ["2022", "2023"]),
        ("2025 (ytd)", ["2025-01-01/2025-03-20"]),
        ("thus far in 2025", ["2025-01-01/2025-03-20"]),
        ("2024 (to may 20)", ["2024-01-01/2024-05-20"]),
        ("'24 to may 20", ["2024-01-01/2024-05-20"]),
        ("from 2022 through the first half of 2024", ["2022-01/2024-06"]),
        ("from 2022 through the first quarter of this year", ["2022-01/2025-03"]),
        ("since the july resolution", ["2024-07-01/2025-03-20"]),
        ("since the law's july 1 effective date", ["2024-07-01/2025-03-20"]),
        ("since mr. trump's second inauguration", ["2025-01-20/2025-03-20"]),
        ("since the start of the trump administration", ["2025-01-20/2025-03-20"]),
        ("for the year ending 6/30/24", ["2023-07/2024-06"]),
        ("the year that ended on the last day of may", ["2023-06/2024-05"]),
        ("the fiscal year over on june 30", ["FY2024"]),
        ("the most recent complete fiscal year", ["FY2024"]),
        ("last budget year", ["FY2024"]),
        ("ten years ago this week", ["2015-03-17/2015-03-23"]),
        ("five years ago this month", ["2020-03"]),
        ("two years ago in may", ["2023-05"]),
        ("in november a year ago", ["2023-11"]),
        ("three months into 2024", ["2024-Q1"]),
        ("eight months into the fiscal year", ["2024-07/2025-02"]),
        ("halfway through this fiscal year", ["2024-07/2024-12"]),
        ("the ten months that ended friday", ["2024-05-15/2025-03-14"]),
        ("for the week ending sunday", ["2025-03-10/2025-03-16"]),
        ("a nine-month stretch ending in february", ["2024-06/2025-02"]),
        ("over an 18-month period that began in july 2022", ["2022-07/2023-12"]),
        ("the first year after the act became law in january 2023", ["2023"]),
        ("for the year through february", ["2025-01/2025-02"]),
        ("six in january, 31 in june, two in december", ["2024-01", "2024-06", "2024-12"]),
        ("this fiscal year, ice said", ["2024-10-01/2025-03-20"]),
        ("complaints that fall under the act", []),
        ("in the calendar year just ended", ["2024"]),
        ("fy2025 ytd", ["2024-07-01/2025-03-20"]),
        ("q1-q3 2024", ["2024-01/2024-09"]),
        ("q1 and q2 of last year", ["2024-01/2024-06"]),
        ("the july-to-september quarter of 2024", ["2024-Q3"]),
        ("2024's first half", ["2024-01/2024-06"]),
        ("last year's third quarter", ["2024-Q3"]),
        ("this year's first two months", ["2025-01/2025-02"]),
        ("first half 2024", ["2024-01/2024-06"]),
        ("the month that ended june 30", ["2024-06"]),
        ("2021 and 2022 combined", ["2021-01/2022-12"]),
        ("in 2022, 2023 and 2024 taken together", ["2022-01/2024-12"]),
        ("in 2021 or 2022", ["2021-01/2022-12"]),
        ("in 2020 or 2018", ["2020", "2018"]),
        ("in the past year and a half", ["2023-09-20/2025-03-20"]),
        ("the three calendar years before this one", ["2022-01/2024-12"]),
        ("five years ago", ["2020"]),
        ("a decade ago", ["2015"]),
        ("since this january", ["2025-01-01/2025-03-20"]),
        ("since october of last year", ["2024-10-01/2025-03-20"]),
        ("from july of last year through february of this one", ["2024-07/2025-02"]),
        ("between march 5 of last year and march 4 of this one", ["2024-03-05/2025-03-04"]),
        ("through february of this year", ["2025-01/2025-02"]),
        ("after march 2 of this year, when it began", ["2025-03-02"]),
        ("fiscal year (fy) 2024", ["FY2024"]),
        ("in fiscal years 2022 and 2023", ["2021-07/2023-06"]),
        ("fiscal years 2021, 2022 and 2023", ["FY2021", "FY2022", "FY2023"]),
        ("the four fiscal years ending june 30, 2024", ["2020-07/2024-06"]),
        ("the fiscal year that began july 1", ["2024-07-01/2025-03-20"]),
        ("the year that began july 1, 2022", ["2022-07/2023-06"]),
        ("fiscal year to date", ["2024-07-01/2025-03-20"]),
        ("calendar ytd through feb. 28", ["2025-01/2025-02"]),
        ("month to date", ["2025-03-01/2025-03-20"]),
        ("between 2019 and last year", ["2019-01/2024-12"]),
        ("from 2019 through last month", ["2019-01/2025-02"]),
        ("between 2009 and last friday", ["2009-01-01/2025-03-20"]),
        ("from calendar year 2019 through calendar year 2021", ["2019-01/2021-12"]),
        ("the most recent quarter", ["2024-Q4"]),
        ("the back half of 2023", ["2023-07/2023-12"]),
        ("in the first half of march", ["2025-03-01/2025-03-15"]),
        ("2024 (9 months)", ["2024-01/2024-09"]),
        ("2024 (jan.-sept.)", ["2024-01/2024-09"]),
        ("2024 thru 9/30", ["2024-01/2024-09"]),
        ("2019 thru oct.  52", ["2019-01/2019-10"]),
        ("fy 2018 (july through june)", ["FY2018", "2023-07/2024-06"]),
        ("third quarter 2019 (july-september)", ["2019-Q3", "2024-07/2024-09"]),
        ("jan. 20, 2025 - present", ["2025-01-20/2025-03-20"]),
        ("from the 20th of january to the 10th of march", ["2025-01-20/2025-03-10"]),
        ("since 1/20", ["2025-01-20/2025-03-20"]),
        ("1/20 - 2/28", ["2025-01-20/2025-02-28"]),
        ("7/13-6/14", ["2013-07/2014-06"]),
        ("two thirds, or 2/3 of them, since 9/11", []),
        ("2013-14", ["FY2014"]),
        ("in 2021/22", ["FY2022"]),
        ("in 2013-2014", ["2013-01/2014-12"]),
        ("fy 2024 ytd", ["2023-07/2024-06"]),
        ("fy 2012 - fy 2013 (24 months)", ["2011-07/2013-06"]),
        ("fy 2023 (9 months)", ["2022-07/2023-03"]),
        ("2024 h1", ["2024-01/2024-06"]),
        ("fye 6/30/24", ["FY2024"]),
        ("prior fy", ["FY2024"]),
        ("calendar '25", ["2025"]),
        ("between new year's day and halloween", ["2024-01/2024-10"]),
        ("the year 9999 and the year 1600", []),
        ("spring 2025", ["2025-03/2025-05"]),
        ("they may march", []),
        ("in may", ["2024-05"]),
        ("0001-01-01t00:00:00", []),
    ],
)
def test_a_phrase_names_its_days(text: str, expected: list[str | None]) -> None:
    assert label(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in the twelve months to the end of june 2023", "2022-07/2023-06"),
        ("the hundred days that ended on march 10", "2024-12-01/2025-03-10"),
        ("the 18 months ending june 2023", "2022-01/2023-06"),
        ("in the twelve months until nov. 27, 2018", "2017-11-27/2018-11-26"),
        ("in the year before oct. 1, 2023", "2022-10/2023-09"),
        ("the six weeks before march 3", "2025-01-20/2025-03-02"),
        ("the first year after july 1, 2022", "2022-07/2023-06"),
        ("in the two years from april 2021", "2021-04/2023-03"),
        ("in the six months after jan. 1", "2025-01-01/2025-03-20"),  # as far as they have come
    ],
)
def test_a_length_and_one_end_make_a_span(text: str, expected: str) -> None:
    assert label(text) == [expected]


def test_nobody_is_held_for_a_span() -> None:
    assert label("held for 12 days until march 4") == ["2025-03-04"]


@pytest.mark.parametrize("text", ["last year", "this year", "since jan. 20", "in the past six months"])
def test_without_a_date_of_the_document_relative_words_name_nothing(text: str) -> None:
    assert not [found for found in label(text, None) if found]


def test_the_past_year_is_the_year_just_ended_in_winter_and_twelve_months_later_on() -> None:
    assert label("the past year", date(2026, 1, 27)) == ["2025"]
    assert label("the past year", date(2026, 8, 1)) == ["2025-08-01/2026-08-01"]


def test_a_phrase_that_points_back_moves_the_period_before() -> None:
    (mention,) = find("the year before", Clock(ON))
    assert mention.shift == -1
    assert shifted(year(2023), -1) == year(2022, True)
    moved = shifted(fiscal(2019, None), -1)
    assert moved is not None
    assert moved.label == "FY2018"


def test_a_fiscal_year_is_days_only_where_its_start_is_known() -> None:
    assert fiscal(2019, None).kind is PeriodKind.FISCAL
    known = fiscal(2019, 10)
    assert (known.first, known.last, known.label) == (date(2018, 10, 1), date(2019, 9, 30), "FY2019")


def test_nothing_has_run_since_a_day_to_come() -> None:
    assert label("since 2027") == [None]
    assert label("since 2024") == ["2024-01-01/2025-03-20"]


def test_a_running_total_has_no_last_day() -> None:
    (mention,) = find("since jan. 20", Clock(ON))
    assert mention.days is not None
    assert (mention.days.kind, mention.days.last) == (PeriodKind.RUNNING, None)


@pytest.mark.parametrize(
    ("published", "first"),
    [
        (date(2026, 3, 5), "2025-01-20"), (date(2025, 1, 21), "2025-01-20"),
        (date(2025, 1, 19), "2021-01-20"), (date(2018, 6, 1), "2017-01-20"),
    ],
)  # fmt: skip
def test_inauguration_day_is_the_last_one(published: date, first: str) -> None:
    assert label("since inauguration day", published) == [f"{first}/{published}"]


def test_a_day_that_has_a_name_is_told_by_it() -> None:
    (found,) = find("since inauguration day, nobody came", Clock(ON))
    assert found.text == "since inauguration day"


def test_a_fiscal_year_to_date_that_were_over_in_july_is_the_federal_one() -> None:
    assert label("fy2025 ytd", date(2025, 9, 12)) == ["2024-10-01/2025-09-12"]
    assert label("fy2025 ytd", date(2025, 6, 12)) == ["2024-07-01/2025-06-12"]
    assert label("fy2025 ytd", date(2025, 10, 12)) == ["2024-07/2025-06"]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2025, 1, 1), date(2025, 3, 31), False),  # the month of the document
        (date(2025, 1, 1), date(2025, 6, 30), True),
        (date(2024, 10, 1), date(2025, 9, 30), False),  # a year as it is reckoned
        (date(2024, 1, 1), date(2025, 12, 31), False),  # the last of several years
        (date(2023, 7, 1), date(2026, 6, 30), True),
        (date(2024, 9, 1), date(2026, 2, 28), True),
        (date(2025, 10, 1), date(2026, 9, 30), True),
    ],
)
def test_a_span_that_is_not_over_is_to_come(first: date, last: date, expected: bool) -> None:
    found = closed(first, last)
    assert found is not None
    assert to_come(found, ON) is expected


def test_a_year_may_be_told_before_it_is_over() -> None:
    assert not to_come(year(2025), ON)
    assert not to_come(fiscal(2025, 7), ON)
    assert not to_come(running(date(2025, 1, 1), ON), ON)
