"""The time that a cell of a table names."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.figures.cell_times import named
from monitor.figures.days import Clock

ON = Clock(date(2025, 6, 12))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Jan-24", "2024-01"),
        ("Jan 20", "2020-01"),
        ("since Jan. 20", "2025-01-20/2025-06-12"),
        ("since Jan-24", "2024-01-01/2025-06-12"),
        ("Sept. 30", "2024-09-30"),  # no year to come
        ("'23", "2023"),
    ],
)
def test_two_digits_behind_a_month_are_a_year_unless_they_must_be_a_day(text: str, label: str) -> None:
    days = named(text.lower(), ON, is_fiscal=False).days
    assert days is not None
    assert days.label == label


def test_months_alone_wait_for_their_year() -> None:
    assert named("april - june", ON, is_fiscal=False).months == (4, 6)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("to 3/31/25", "2025-01/2025-03"),
        ("to Dec. 11", "2024-01-01/2024-12-11"),
        ("FY24 (9 months)", "2023-07/2024-03"),
        ("2023 (10 mos.)", "2023-01/2023-10"),
    ],
)
def test_a_label_tells_how_far_its_year_goes(text: str, label: str) -> None:
    days = named(text.lower(), ON, is_fiscal=False).days
    assert days is not None
    assert days.label == label
