"""Rows that are parts of a whole are not told as the whole, whatever the clerk calls them; totals are."""

from __future__ import annotations

from datetime import date

import pytest

from config.words import Qualifier
from monitor.figures import sums
from monitor.figures.page import Cell, Entry, Value
from monitor.figures.reader import ReaderContext, read
from storage.records import Figure
from tests.monitor.figures.world import WORLD, told

ABOVE = "BEAVER COUNTY JAIL, BEAVER COUNTY, PENNSYLVANIA\nImmigration detainers, calendar year 2018\n\n"


def _figures(text: str, title: str = "Jail report") -> list[Figure]:
    context = ReaderContext(
        catalogue=WORLD, publisher="Beaver County Jail", title=title, published=date(2019, 2, 1)
    )
    return list(read(text, context))


def _told(text: str, title: str = "Jail report") -> dict[tuple[str, int], bool]:
    """Metric and number of each figure, and whether it was told as a whole."""
    return {(f.metric.value, f.value): f.subset is None for f in _figures(text, title)}


def _table(head: str, *names: str, total: str = "Total") -> str:
    values = [11, 23, 8, 17, 31][: len(names)]
    rows = [f"{name:32s}{value:6d}" for name, value in zip(names, values, strict=True)]
    return ABOVE + "\n".join([f"{head:32s}Detainers received", *rows, f"{total:32s}{sum(values):6d}"])


# --- what parts are called ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("Facility", ("Main jail", "Annex", "Work release")),
        ("Inst.", ("NRC", "SRC", "WCI")),
        ("District", ("One", "Two", "Three")),
        ("Precinct", ("1", "2", "3")),
        ("Shift", ("Day", "Evening", "Midnight")),
        ("Arresting agency", ("Aliquippa Police", "Monaca Police", "Sheriff's road patrol")),
        ("Brought in by", ("Ambridge Police", "State troopers", "Constables")),
        ("Offense", ("Burglary", "Simple assault", "Public drunkenness")),
        ("Citizenship", ("Honduras", "Ghana", "Uzbekistan")),
        ("Squad", ("North", "South", "Downtown")),
        ("Custody level", ("Minimum", "Medium", "Close")),
        ("Form", ("I-247D", "I-247N", "I-247X")),
    ],
)
def test_rows_of_a_division_are_parts_and_their_sum_is_the_whole(head: str, names: tuple[str, ...]) -> None:
    told = _told(_table(head, *names))
    assert told.pop(("requests", 42)) is True
    assert not any(told.values()), told


@pytest.mark.parametrize(
    "total", ["Three shifts", "All shifts", "Shifts, all", "The three together", "Around the clock"]
)
def test_a_row_that_the_others_add_up_to_is_the_whole_whatever_it_is_called(total: str) -> None:
    told = _told(_table("Shift", "Day", "Evening", "Midnight", total=total))
    assert told[("requests", 42)] is True


@pytest.mark.parametrize("head", ["County", "Month"])
def test_rows_of_places_and_times_stay_wholes_of_their_own(head: str) -> None:
    names = ("Armstrong", "Butler", "Greene") if head == "County" else ("January", "February", "March")
    told = _told(_table(head, *names))
    assert told[("requests", 11)] is True


@pytest.mark.parametrize(
    "title",
    [
        "Detainers by housing unit",
        "Detainers by arresting department",
        "Detainers by qualifying charge",
        "Detainers by institution",
    ],
)
def test_a_title_tells_what_the_rows_divide(title: str) -> None:
    assert _told(_table("", "Alpha", "Bravo", "Charlie"), title).get(("requests", 23)) is not True


# --- sums -----------------------------------------------------------------------------------------


def _rows(*rows: tuple[int, ...], group: str = "") -> list[Entry]:
    return [
        Entry(
            0, 1, Value(value, Qualifier.EXACT, money=False),
            Cell("", "", "", column, len(row), "", number, 0, group=group),
        )
        for number, row in enumerate(rows)
        for column, value in enumerate(row, 1)
    ]  # fmt: skip


def test_the_last_or_the_first_row_may_be_the_sum() -> None:
    assert sums.roles(_rows((3, 1), (5, 2), (8, 3)))[0, 2] is sums.Role.TOTAL
    assert sums.roles(_rows((8, 3), (3, 1), (5, 2)))[0, 0] is sums.Role.TOTAL


def test_two_numbers_that_happen_to_make_a_third_are_no_sum() -> None:
    assert sums.roles(_rows((2,), (1,), (3,))) == {}


def test_one_column_that_does_not_agree_denies_the_sum() -> None:
    assert sums.roles(_rows((3, 1), (5, 2), (8, 4))) == {}


# --- forms ----------------------------------------------------------------------------------------


def test_a_blank_that_was_filled_in_holds_its_number() -> None:
    text = (
        "BEAVER COUNTY JAIL, PENNSYLVANIA\nReturn for the year 2018\n\n"
        "1. Did the jail receive any ICE detainer?     [X] Yes   [ ] No\n"
        "   If yes, how many?  __6__\n"
        "2. How many persons did the jail hand over to ICE?  __2__\n"
        "3. Number of deputies on the payroll:  __114__\n"
    )
    assert _told(text) == {("requests", 6): True, ("transferred", 2): True}


def test_those_who_left_for_the_street_were_not_all_wanted_by_ice() -> None:
    text = ABOVE.replace("Immigration detainers, calendar year 2018", "Discharges in 2018") + (
        "To the street                         262\nTo another county                      21\n"
        "To ICE on a detainer                    6\nTo prison                              40\n"
    )
    assert ("declined", 262) not in _told(text)


def test_being_held_too_long_is_another_count() -> None:
    assert ("honored", 3) not in _told(ABOVE + "Detainers received: 12\nDetained past 48 hours: 3\n")


def test_a_column_headed_no_holds_numbers_where_names_stand_before_it() -> None:
    text = ABOVE + (
        "Reason for intake               No.      %\nNew charge                      214   61.0\n"
        "ICE detainer                      8    2.3\nWarrant                          77   21.9\n"
    )
    assert _told(text)[("requests", 8)] is True


# --- places and times -----------------------------------------------------------------------------


def test_the_town_of_a_letterhead_is_where_the_office_is() -> None:
    text = (
        "Beaver County Jail\nAliquippa, Pennsylvania\n\nMonth     Detainers lodged\n"
        "January   22\nFebruary  31\nMarch     38\n"
    )
    assert {f.place for f in _figures(text)} == {"us-pa-beaver-county"}


def test_the_letters_of_a_state_in_brackets_tell_the_state() -> None:
    text = "WARREN COUNTY JAIL BOARD (VA)\n\nICE detainers received in 2018: 14\n"
    context = ReaderContext(
        catalogue=WORLD, publisher="Warren County Jail Board", title="Item 7", published=date(2019, 2, 1)
    )
    assert [f.place for f in read(text, context)] == ["us-va-warren-county"]


def test_the_year_to_date_of_a_table_of_months_ends_with_its_last_month() -> None:
    text = ABOVE.replace(", calendar year 2018", ", 2018") + (
        "Month        Detainers lodged   Picked up by ICE\nJanuary             22                 15\n"
        "February            31                 26\nMarch               38                 33\n"
        "YTD                 91                 74\n"
    )
    found = next(f for f in _figures(text) if f.value == 91)
    assert (found.period.first, found.period.last) == (date(2018, 1, 1), date(2018, 3, 31))


def test_the_boroughs_are_parts_of_one_city() -> None:
    text = (
        "NEW YORK CITY DEPARTMENT OF PROBATION\nDetainers seen in 2018\n\n"
        "Borough | Detainers received\nManhattan | 14\nStaten Island | 3\nQueens | 9\nCity | 26\n"
    )
    context = ReaderContext(
        catalogue=WORLD,
        publisher="New York City Department of Probation",
        title="",
        published=date(2019, 2, 1),
    )
    assert len({f.place for f in read(text, context)}) == 1 < len(read(text, context))


def test_numbers_alone_below_as_many_months_are_a_row() -> None:
    text = (
        "ICE detainers by month, 2018\n\n        Jan   Feb   Mar\n        11     9    14\n\n"
        "        Jul   Aug   Sep\n        13    15     8\n\nFirst half: 73   Second half: 65   Year: 138\n"
    )
    found = told(text, official=True, published=date(2019, 1, 8))
    assert [(value, period) for _metric, value, period in found] == [
        (11, "2018-01"), (9, "2018-02"), (14, "2018-03"), (13, "2018-07"), (15, "2018-08"), (8, "2018-09"),
        (73, "2018-01/2018-06"), (65, "2018-07/2018-12"), (138, "2018"),
    ]  # fmt: skip
