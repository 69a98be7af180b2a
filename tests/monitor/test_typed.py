"""Periods as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from config.loading import shipped_catalogue
from config.words import PeriodKind
from monitor import typed
from storage.records import Period


def closed(first: str, last: str) -> Period:
    return Period(kind=PeriodKind.CLOSED, first=date.fromisoformat(first), last=date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "start", "period", "label"),
    [
        ("2024", None, closed("2024-01-01", "2024-12-31"), "2024"),
        ("2025-Q1", None, closed("2025-01-01", "2025-03-31"), "2025-Q1"),
        ("2025-Q4", None, closed("2025-10-01", "2025-12-31"), "2025-Q4"),
        ("2025-H2", None, closed("2025-07-01", "2025-12-31"), "2025-H2"),
        ("2024-02", None, closed("2024-02-01", "2024-02-29"), "2024-02"),
        ("FY2025", 7, closed("2024-07-01", "2025-06-30"), "FY2025"),
        ("fy2025", 10, closed("2024-10-01", "2025-09-30"), "FY2025"),
        ("FY2025", 1, closed("2025-01-01", "2025-12-31"), "FY2025"),
        ("2024-07-01..2025-06-30", None, closed("2024-07-01", "2025-06-30"), "2024-07-01/2025-06-30"),
        ("2024-07-01/2025-06-30", None, closed("2024-07-01", "2025-06-30"), "2024-07-01/2025-06-30"),
    ],
)
def test_every_form_is_a_span_of_days(text: str, start: int | None, period: Period, label: str) -> None:
    assert typed.period(text, start) == (period, label)


def test_a_running_total_a_day_and_a_fiscal_year_that_nobody_knows() -> None:
    running, label = typed.period("2025-01-20..", None)
    assert (running.kind, running.first, running.last, label) == (
        PeriodKind.RUNNING,
        date(2025, 1, 20),
        None,
        "since 2025-01-20",
    )
    day, _ = typed.period("2026-01-05", None)
    assert (day.kind, day.first, day.last) == (PeriodKind.DAY, date(2026, 1, 5), date(2026, 1, 5))
    assert typed.period("FY2025", None)[0].kind is PeriodKind.FISCAL


@pytest.mark.parametrize(
    "text",
    [
        "",
        "last year",
        "2025-13",
        "2025-00",
        "2025-Q5",
        "1776",
        "FY1776",
        "2025-06-30..2024-07-01",
        "0200-01-01",
    ],
)
def test_anything_else_is_a_mistake(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        typed.period(text, None)


@pytest.mark.parametrize(
    ("party", "agency", "place", "month"),
    [
        ("ice", "us-ma-boston/police", "us-ma-boston", 10),
        ("us-ma-boston/police", "", "us-ma-boston", 7),
        ("unnamed@us-ma-boston", "us-ma-boston/police", "us-ma-boston", 7),
        ("somebody", "", "us-ny", 4),
        ("somebody", "", "", None),
    ],
)
def test_whose_fiscal_year_is_meant(party: str, agency: str, place: str, month: int | None) -> None:
    assert typed.fiscal_start(shipped_catalogue(), party, agency, place) == month
