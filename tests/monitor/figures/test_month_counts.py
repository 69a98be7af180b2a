"""Numbers right behind a month or a year that are no day or year of it."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.figures import numbers, periods

CLOCK = periods.Clock(date(2018, 5, 1))


@pytest.mark.parametrize(
    ("text", "times", "counts"),
    [
        ("in january there were 38, in february 57", ["2018-01", "2018-02"], [38, 57]),
        ("from january through september 54 detainers came", ["2017-01/2017-09"], [54]),
        ("at the end of december 1,396 inmates had them", ["2017-12"], [1396]),
        ("it has rung since january 11 times", ["2018-01-01/2018-05-01"], [11]),
        ("in june 31 detainers came in", ["2017-06"], [31]),
        ("in april 12 detainers came in", ["2018-04"], [12]),
        ("aug 38 sep 30 oct 44", ["2017-08", "2017-09", "2017-10"], [38, 30, 44]),
        ("calendar 2015 - 61 lodged", ["2015"], [61]),
        # days and years of them
        ("by march 3 detainers had come", ["2018-03-03"], []),
        ("since march 15 people had come", ["2018-03-15/2018-05-01"], []),
        ("on march 3, 57 came", ["2018-03-03"], [57]),
        ("2015 - 17", ["2015-01/2017-12"], []),
    ],
)
def test_what_no_month_has_as_a_day_counts_something(text: str, times: list[str], counts: list[int]) -> None:
    found = periods.find(text, CLOCK)
    assert [mention.days.label for mention in found if mention.days] == times
    free = numbers.find(text, [(mention.start, mention.end) for mention in found])
    assert [number.value for number in free if not number.refused] == counts
