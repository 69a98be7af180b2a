"""Where the number stands in its quote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.quotes import mark


@pytest.mark.parametrize(
    ("quote", "value", "marked"),
    [
        ("received 57 detainer requests", 57, "57"),
        ("in 2015, 15 requests", 15, "15"),  # not within the year
        ("287(g) and 28 detainers", 28, "28"),
        ("1,204 detainers", 1204, "1,204"),
        ("1204 detainers", 1204, "1204"),
        ("1 204 detainers", 1204, "1 204"),
        ("1,204 detainers", 204, None),  # a part of a number is another number
        ("15.5 per week", 15, None),
        ("it cost $1,200.", 1200, "1,200"),
        ("15.", 15, "15"),
        ("Fifteen of the requests", 15, "Fifteen"),
        ("fifty-seven requests", 57, "fifty-seven"),
        ("fifty seven requests", 57, "fifty seven"),
        ("one hundred and ninety-eight", 198, "one hundred and ninety-eight"),
        ("two hundred requests", 200, "two hundred"),
        ("none of them was transferred", 0, "none"),
        ("did not honor any", 0, None),
        ("no detainers", 0, "no"),
        ("a single detainer", 1, "a single"),
        ("two dozen requests", 24, "two dozen"),
        ("a dozen requests", 12, "a dozen"),
        ("the county\t57\t15", 15, "15"),
        ("1.2 million", 1_200_000, None),
        ("", 57, None),
    ],
)
def test_the_number_is_found_as_written(quote: str, value: int, marked: str | None) -> None:
    span = mark(quote, value)

    assert (quote[span.start : span.end] if span else None) == marked


@given(st.text(alphabet=st.characters(), max_size=200), st.integers(min_value=-10, max_value=10**15))
def test_it_never_raises_and_stays_inside(quote: str, value: int) -> None:
    span = mark(quote, value)

    assert span is None or 0 <= span.start < span.end <= len(quote)


@given(st.integers(min_value=0, max_value=10**9))
def test_a_number_in_digits_is_always_found(value: int) -> None:
    for written in (str(value), f"{value:,}"):
        span = mark(f"They got {written} requests.", value)
        assert span is not None
        assert f"They got {written} requests."[span.start : span.end] == written
