from __future__ import annotations

from datetime import date

from monitor.figures import numbers, stock_days
from monitor.figures.days import year


def told(low: str, value: int, base: date | None) -> list[date | None]:
    found = numbers.find(low, [])
    number = next(one for one in found if one.value == value)
    return [o.days.first if o.days else None for o in stock_days.options(low, number, found, base)]


def test_a_year_behind_a_number_is_told_at_the_end_of_the_year() -> None:
    assert told("holds in effect at year's end: 24 in 2013, 28 in 2012.", 28, None) == [date(2012, 12, 31)]


def test_the_same_day_of_another_year_is_seen_from_the_stock_before() -> None:
    assert told("it was 15 on the same day of 2016.", 15, date(2017, 5, 1)) == [date(2016, 5, 1)]


def test_without_a_stock_before_the_same_day_is_none() -> None:
    assert told("it was 15 on the same day of 2016.", 15, None) == []


def test_a_caption_s_day_is_taken_in_the_year_of_a_row() -> None:
    days = stock_days.in_year(year(2016), "inmates with an ice detainer on july 1")
    assert days is not None
    assert days.first == date(2016, 7, 1)
