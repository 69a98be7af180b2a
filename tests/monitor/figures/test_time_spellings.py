"""Days, months and years in the one spelling that the rules of time know."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.figures.periods import Clock, find
from monitor.figures.time_spellings import spelled

ON = Clock(date(2025, 3, 20))


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("as of 6/30/24", "as of june 30, 2024"),
        ("in 6/2024", "in june 2024"),
        ("1/20-6/30/24", "jan. 20, 2024 - june 30, 2024"),
        ("on 30 june 2024", "on june 30, 2024"),
        ("in '24 and '23's", "in 2024 and 2023's"),
        ("6'10 tall, the '24% and 5'24", "6'10 tall, the '24% and 5'24"),
        ("june of last year", "june 2024"),
        ("on june 2 of last year", "on june 2, 2024"),
        ("through february of this year", "2025 through february"),
        ("from october of last year through february of this year", "from oct"),
        ("it may last year after year", "it may last year after year"),
        ("in may last year", "in may 2024"),
        ("the first of may", "may 1"),
        ("the last day of february 2024", "feb. 29 2024"),
        ("the first of june of that year", "the first of june of that year"),
        ("july-to-september", "july to september"),
        ("by halloween", "by oct. 31"),
        ("13/40/24 and 31 feb 2025", "13/40/24 and 31 feb 2025"),
        ("3/4 of them", "3/4 of them"),
    ],
)
def test_times_are_spelled_one_way(text: str, usual: str) -> None:
    assert spelled(text, ON).text.startswith(usual)


def test_a_stretch_stands_in_the_text_where_its_words_stand() -> None:
    low = "from 1/20/25 to halloween of last year and '24 there were 57"
    found = spelled(low, ON)
    at = found.text.index("2024 there")
    assert low[slice(*found.span(at, at + 4))] == "'24"
    at = found.text.index("there")
    assert low[slice(*found.span(at, at + 5))] == "there"
    assert found.text.startswith("from jan. 20, 2025 to oct. 31, 2024 and")
    assert low[slice(*found.span(5, 18))] == "1/20/25"


def test_a_year_is_worked_out_where_the_text_names_none() -> None:
    named, reckoned = (find(text, ON)[0].days for text in ("in june 2024", "in june of last year"))
    assert named
    assert reckoned
    assert (named.label, named.worked_out) == ("2024-06", False)
    assert (reckoned.label, reckoned.worked_out) == ("2024-06", True)


def test_without_a_date_nothing_is_worked_out() -> None:
    assert spelled("june of last year", Clock(None)).text == "june of last year"


@pytest.mark.parametrize(
    ("one", "usual"),
    [
        ("1/2/24, ", "jan. 2, 2024"),
        ("since 1/2, ", "jan. 2"),
        ("in may last year, ", "may 2024"),
        ("thanksgiving, ", "nov. 28"),
        ("the first of may, ", "may 1"),
    ],
)
def test_many_dates_in_one_text_are_all_spelled_one_way(one: str, usual: str) -> None:
    assert spelled(one * 5_000, ON).text.count(usual) == 5_000
