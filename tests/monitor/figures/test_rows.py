"""Tables and forms: which cell is a figure, and what its head, row and caption say of it."""

from __future__ import annotations

from datetime import date

from monitor.figures.reader import ReaderContext, read
from tests.monitor.figures.world import WORLD, counts, figures, told


def test_rows_by_year_take_the_metric_of_their_column() -> None:
    text = "Detainers in Boston\n\nYear\tDetainers received\tTransferred to ICE\n2023\t19\t1\n2024\t15\t0"
    assert told(text) == [
        ("requests", 19, "2023"),
        ("transferred", 1, "2023"),
        ("requests", 15, "2024"),
        ("transferred", 0, "2024"),
    ]


def test_years_across_the_columns_go_with_the_metric_of_the_row() -> None:
    text = (
        "ICE detainers, Boston\n\nMeasure | 2022 | 2023\nDetainers received | 12 | 19\nDetainers "
        "declined | 12 | 18"
    )
    assert set(told(text)) == {
        ("requests", 12, "2022"),
        ("requests", 19, "2023"),
        ("declined", 12, "2022"),
        ("declined", 18, "2023"),
    }


def test_head_rows_of_two_lines_are_read_together() -> None:
    text = (
        "ICE detainers, Boston\n\n                     Jul-Dec   Jan-Jun   Jul-Dec\n"
        "                       2018      2019      2019\n"
        "Detainers received       88       102        97\nAverage daily population   1,049     1,012     938"
    )
    assert told(text) == [
        ("requests", 88, "2018-07/2018-12"),
        ("requests", 102, "2019-01/2019-06"),
        ("requests", 97, "2019-07/2019-12"),
    ]


def test_a_rank_column_is_no_count_and_each_county_is_a_place() -> None:
    text = (
        "Detainers issued in 2017\n\nRank | Jurisdiction | Detainers issued\n"
        "1 | Clark County, Nevada | 51\n2 | Nassau County, New York | 38"
    )
    ours = ReaderContext(
        catalogue=WORLD, publisher="ice", published=date(2018, 3, 20), title="ICE detainers", official=True
    )
    assert [(f.place, f.value, f.party) for f in read(text, ours)] == [
        ("us-nv-clark-county", 51, "ice"),
        ("us-ny-nassau-county", 38, "ice"),
    ]


def test_districts_are_parts_and_the_total_is_the_whole() -> None:
    text = (
        "ICE detainers in Boston, 2024\n\nDistrict\tDetainers received\nNorth "
        "End\t6\nDorchester\t9\nTotal\t15"
    )
    assert [(f.value, f.subset) for f in figures(text)] == [(6, "North End"), (9, "Dorchester"), (15, None)]


def test_footnote_marks_and_missing_cells_are_no_numbers() -> None:
    text = "ICE detainers in Boston\n\nYear\tDetainers received\n2022\t15¹\n2023\tn/a\n2024\t12*"
    assert told(text) == [("requests", 15, "2022"), ("requests", 12, "2024")]


def test_a_table_of_evictions_is_none_of_ours() -> None:
    text = "Unlawful detainer filings and ICE\n\nYear\tDetainers filed\n2023\t310\n2024\t2,087"
    assert counts(text) == set()


def test_form_lines_tell_label_and_number() -> None:
    text = (
        "Report on civil immigration detainers for calendar year 2024\n\nDetainer requests received: 15\n"
        "Persons held on a detainer ........ 0\nOfficers: "
        "169\nTelephone: 617-555-0100"
    )
    assert set(told(text, publisher="us-ma-boston/police", official=True)) == {
        ("requests", 15, "2024"),
        ("honored", 0, "2024"),
    }


def test_a_number_alone_on_a_line_takes_the_label_above() -> None:
    text = (
        "Calendar year 2024\n\n(1) Civil immigration detainer requests lodged with the city.\n\n7\n\n(2)"
        " Persons transferred to ICE.\n\n0"
    )
    assert set(told(text, official=True)) == {("requests", 7, "2024"), ("transferred", 0, "2024")}


def test_years_after_a_colon_are_periods_and_no_counts() -> None:
    assert told("ICE detainers, Boston: 15 in 2024, 11 in 2023.") == [
        ("requests", 15, "2024"),
        ("requests", 11, "2023"),
    ]
