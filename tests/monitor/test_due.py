"""Which period is due on which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from config.due import parse_due
from monitor.due import Covered, deadlines, overlap
from monitor.phrases import duty_period


def dues(text: str, first: date, last: date, year_starts: int = 1) -> list[tuple[str, str]]:
    due = replace(parse_due(text), year_starts=year_starts)
    return [(each.covered.name, each.due_on.isoformat()) for each in deadlines(due, first, last)]


WINTER = (date(2025, 11, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("December 31", [("2025", "2025-12-31")]),
        ("January 1", [("2025", "2026-01-01")]),
        ("March 1", [("2025", "2026-03-01")]),
        ("December 30", [("2024", "2025-12-30")]),
        ("12 months after each year", [("2024", "2025-12-31")]),
        ("January 31 and July 31", [("2025-H2", "2026-01-31")]),
        ("June 30 and December 31", [("2025-H2", "2025-12-31")]),
        ("30 days after each quarter", [("2025-Q4", "2026-01-30")]),
        ("at the end of each quarter", [("2025-Q4", "2025-12-31"), ("2026-Q1", "2026-03-31")]),
        ("January 15, April 15, July 15 and October 15", [("2025-Q4", "2026-01-15")]),
        (
            "15 days after each month",
            [
                ("2025-10", "2025-11-15"),
                ("2025-11", "2025-12-15"),
                ("2025-12", "2026-01-15"),
                ("2026-01", "2026-02-15"),
                ("2026-02", "2026-03-15"),
            ],
        ),
        ("2026-03-01", [("2026-03-01", "2026-03-01")]),
        ("2027-03-01", []),
    ],
)
def test_a_report_is_for_the_period_that_is_over_on_its_day(text: str, found: list[tuple[str, str]]) -> None:
    assert dues(text, *WINTER) == found


def test_a_year_may_begin_in_any_month() -> None:
    year = (date(2025, 1, 1), date(2025, 12, 31))
    assert dues("October 15", *year, year_starts=10) == [("2024-10..2025-09", "2025-10-15")]
    assert dues("September 15", *year, year_starts=10) == [("2023-10..2024-09", "2025-09-15")]
    assert dues("1 month after each year", *year, year_starts=7) == [("2024-07..2025-06", "2025-07-31")]


def test_a_month_later_is_the_end_of_that_month_in_leap_years_too() -> None:
    assert dues("1 month after each month", date(2024, 2, 1), date(2024, 3, 31)) == [
        ("2024-01", "2024-02-29"),
        ("2024-02", "2024-03-31"),
    ]
    assert dues("2 months after each year", date(2025, 1, 1), date(2025, 12, 31)) == [("2024", "2025-02-28")]


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("December 31", "2025-11-30"),
        ("March 1", "2026-01-01"),
        ("30 days after each quarter", "2026-01-01"),
        ("at the end of each month", "2025-11-23"),
        ("2026-03-01", "2026-01-29"),
    ],
)
def test_how_early_a_report_may_come(text: str, earliest: str) -> None:
    found = next(deadlines(parse_due(text), date(2025, 11, 24), date(2026, 3, 31)))
    assert found.earliest.isoformat() == earliest


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("2025", "2025"),
        ("2025-H2", "the second half of 2025"),
        ("2025-Q1", "the first quarter of 2025"),
        ("2025-03", "March 2025"),
        ("2024-10..2025-09", "October 2024 to September 2025"),
        ("2026-03-01", ""),
    ],
)
def test_periods_are_told_in_words(name: str, words: str) -> None:
    assert duty_period(name) == words


def test_spans_are_alike_by_the_days_that_they_share() -> None:
    year = Covered("2025", date(2025, 1, 1), date(2025, 12, 31))
    assert overlap(year, date(2025, 1, 1), date(2025, 12, 31)) == 1
    assert overlap(year, date(2025, 1, 1), date(2025, 3, 31)) < 0.3
    assert overlap(year, date(2024, 7, 1), date(2025, 6, 30)) < 0.6
    assert overlap(year, date(2020, 1, 1), date(2020, 12, 31)) == 0
