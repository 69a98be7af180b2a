"""When a report is due, as people write it."""

from __future__ import annotations

import pytest

from config.catalogue import Due, Every
from config.due import DUE_EXAMPLES, parse_due, parse_year, written


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("December 31", Due(every=Every.YEAR, days=((12, 31),))),
        ("January 31 and July 31", Due(every=Every.HALF, days=((1, 31), (7, 31)))),
        (
            "January 15, April 15, July 15 and October 15",
            Due(every=Every.QUARTER, days=((1, 15), (4, 15), (7, 15), (10, 15))),
        ),
        ("30 days after each quarter", Due(every=Every.QUARTER, after=30)),
        ("1 month after each month", Due(every=Every.MONTH, after=1, months=True)),
        ("at the end of each half-year", Due(every=Every.HALF)),
        ("12 months after each year", Due(every=Every.YEAR, after=12, months=True)),
    ],
)
def test_every_form_is_read_and_written_again(text: str, due: Due) -> None:
    assert parse_due(text) == due
    assert written(due) == text


def test_one_day_is_due_once() -> None:
    assert written(parse_due("2026-03-01")) == "2026-03-01"
    assert parse_due("2026-03-01").every is Every.ONCE


@pytest.mark.parametrize("text", DUE_EXAMPLES)
def test_the_examples_that_a_mistake_is_answered_with_are_right(text: str) -> None:
    assert written(parse_due(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sometimes",
        "February 29",
        "December 31 and June 30",
        "May 1 and May 1",
        "May 1, June 1 and July 1",
        "900 days after each year",
        "0 days after each year",
        "3 days after each week",
        "2026-02-30",
        "at the end of each decade",
    ],
)
def test_anything_else_is_a_mistake(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        parse_due(text)


def test_the_year_that_a_report_covers() -> None:
    assert (parse_year("calendar year"), parse_year("year from October")) == (1, 10)
    for text in ("fiscal year", "year from Octember", "year from 10"):
        with pytest.raises(ValueError, match="expected"):
            parse_year(text)
