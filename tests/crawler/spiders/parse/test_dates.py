from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.spiders.parse.dates import read_date

BOSTON = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("Tue, 07 Jan 2025 10:00:00 GMT", date(2025, 1, 7), datetime(2025, 1, 7, 10, tzinfo=UTC)),
        (
            "Sun, 07 Jan 2025 10:00:00 EST",
            date(2025, 1, 7),
            datetime(2025, 1, 7, 15, tzinfo=UTC),
        ),  # weekday lies
        ("Mon,6 Jan 2025 9:5:1 GMT+9", date(2025, 1, 5), datetime(2025, 1, 6, 0, 5, 1, tzinfo=UTC)),
        ("07 Jan 25 10:00 -0500", date(2025, 1, 7), datetime(2025, 1, 7, 15, tzinfo=UTC)),
        ("Fri, 17 Jan 2025 02:00:00 +0000 (UTC)", date(2025, 1, 16), datetime(2025, 1, 17, 2, tzinfo=UTC)),
        (
            "2025-01-17T02:00:00Z",
            date(2025, 1, 16),
            datetime(2025, 1, 17, 2, tzinfo=UTC),
        ),  # evening in Boston
        (
            "2025-01-17T02:00:00.03",
            date(2025, 1, 17),
            datetime(2025, 1, 17, 7, tzinfo=UTC),
        ),  # no zone: the place's
        ("2025-01-17", date(2025, 1, 17), datetime(2025, 1, 17, 5, tzinfo=UTC)),
        ("2025-01-17 10:00 +0530", date(2025, 1, 16), datetime(2025, 1, 17, 4, 30, tzinfo=UTC)),
        ("January 17, 2025", date(2025, 1, 17), datetime(2025, 1, 17, 5, tzinfo=UTC)),
        ("Fri, Jan. 17, 2025 at 9:05 PM EST", date(2025, 1, 17), datetime(2025, 1, 18, 2, 5, tzinfo=UTC)),
        ("1736244000000", date(2025, 1, 7), datetime(2025, 1, 7, 10, tzinfo=UTC)),  # epoch in milliseconds
        ("1736244000", date(2025, 1, 7), datetime(2025, 1, 7, 10, tzinfo=UTC)),
    ],
)
def test_it_reads_dates_as_sites_write_them(text: str, day: date, at: datetime) -> None:
    published = read_date(text, BOSTON)
    assert published is not None
    assert (published.day, published.at.replace(microsecond=0)) == (day, at)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "07/01/2025",  # January or July: nobody can tell
        "Mon, 31 Feb 2025 10:00:00 GMT",
        "Mon, 01 Jan 0000 00:00:00 GMT",
        "99999-01-01",
        "1970-01-01T00:00:00Z",  # an epoch of zero means unknown
        "Tue, 07 Foo 2025 10:00:00 GMT",
        "2025-01-07T25:61:00Z +99:99",
        "x" * 10_000,
        None,
        20250107,
    ],
)
def test_a_date_that_cannot_be_read_is_none_and_never_now(text: object) -> None:
    assert read_date(text, BOSTON) is None


@given(st.text(max_size=80))
def test_it_never_raises_on_any_text(text: str) -> None:
    read_date(text, BOSTON)


@given(st.datetimes(min_value=datetime(1990, 1, 2), max_value=datetime(2100, 12, 30)))  # noqa: DTZ001
def test_it_reads_back_what_iso_writes(moment: datetime) -> None:
    published = read_date(moment.replace(tzinfo=UTC, microsecond=0).isoformat(), UTC)
    assert published is not None
    assert published.at == moment.replace(tzinfo=UTC, microsecond=0)
