"""What a server asks for by Retry-After."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.pauses import retry_after

NOW = datetime(2026, 1, 27, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "pause"),
    [
        ("7", timedelta(seconds=7)),
        (" 120 ", timedelta(minutes=2)),
        ("0", None),
        ("-5", None),
        ("1.5", None),
        ("1e3", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("Tue, 27 Jan 2026 12:00:30 GMT", timedelta(seconds=30)),
        ("Tue, 27 Jan 2026 12:00:30 -0000", timedelta(seconds=30)),
        ("Tue, 27 Jan 2026 12:10:00", timedelta(minutes=10)),  # without a zone: UTC
        ("Mon, 04 Jan 1999 10:00:00 GMT", None),  # past
        ("Tue, 99 Jan 2026 12:00:30 GMT", None),
        ("\N{ARABIC-INDIC DIGIT SEVEN}", None),
        ("9" * 5000, timedelta(seconds=10**9)),
    ],
)
def test_retry_after_in_seconds_and_dates(value: str | None, pause: timedelta | None) -> None:
    assert retry_after(value, NOW) == pause


@pytest.mark.parametrize("value", ["31536000", "Wed, 27 Jan 2027 12:10:00 GMT"])
def test_nobody_puts_us_off_for_longer_than_we_say(value: str) -> None:
    assert retry_after(value, NOW, timedelta(days=1)) == timedelta(days=1)


def test_a_date_needs_to_know_what_time_it_is() -> None:
    assert retry_after("Tue, 27 Jan 2026 12:00:30 GMT", None) is None
