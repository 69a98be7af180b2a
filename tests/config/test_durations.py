from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.durations import format_duration, format_size, parse_duration, parse_size


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("1 second", timedelta(seconds=1)),
        ("90 seconds", timedelta(seconds=90)),
        ("10 minutes", timedelta(minutes=10)),
        ("6 hours", timedelta(hours=6)),
        ("1 day", timedelta(days=1)),
        ("2 weeks", timedelta(days=14)),
        ("30s", timedelta(seconds=30)),
        ("5m", timedelta(minutes=5)),
        ("50 ms", timedelta(milliseconds=50)),
    ],
)
def test_a_span_is_said_in_words(text: str, span: timedelta) -> None:
    assert parse_duration(text) == span


@pytest.mark.parametrize(
    "text", ["", "0 days", "-1 day", "5", "1.5 hours", "1 parsec", "6 hrs", "s", "٣ hours", "1 day "]
)
def test_what_is_no_span_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(ValueError, match="6 hours"):
        parse_duration(text)


@given(st.integers(1, 300_000_000))
def test_a_span_survives_being_told(seconds: int) -> None:
    span = timedelta(seconds=seconds)
    assert parse_duration(format_duration(span)) == span


def test_a_span_is_told_in_its_largest_unit() -> None:
    assert format_duration(timedelta(days=1)) == "1 day"
    assert format_duration(timedelta(minutes=90)) == "90 minutes"
    assert format_duration(timedelta(0)) == "0 seconds"


@given(st.integers(1, 1 << 20))
def test_a_size_survives_being_told(kib: int) -> None:
    assert parse_size(format_size(kib * 1024)) == kib * 1024


@pytest.mark.parametrize("text", ["500", "500 MB", "0 MiB", "1.5 GiB", "999999999 GiB"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"size|larger"):
        parse_size(text)
