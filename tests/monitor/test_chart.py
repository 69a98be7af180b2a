"""A series drawn with characters: what stands where, and what never stands there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from config.words import ClaimState, DisputeState, Metric, PeriodKind
from monitor.chart import HEIGHT, MOST_PERIODS, Look, lines
from monitor.series import tables
from storage.records import Claim, Dispute, Point
from tests.monitor.test_series import NOW, POLICE, claim, year

PLAIN = Look(width=60)


def drawn(
    *claims: Claim, disputes: tuple[Dispute, ...] = (), look: Look = PLAIN, names: str = ""
) -> list[str]:
    [series] = tables(claims, disputes)
    return lines(series, [names or party for party in series.parties], look)


def rows(chart: list[str]) -> list[str]:
    """The drawing alone."""
    return chart[:HEIGHT]


def at(chart: list[str], sign: str) -> list[tuple[int, int]]:
    """Line and column of each sign, from the top."""
    return [(y, x) for y, line in enumerate(rows(chart)) for x, char in enumerate(line) if char == sign]


def test_a_zero_stands_on_the_ground_and_a_gap_is_empty() -> None:
    chart = drawn(claim(year(2021), POLICE, 12), claim(year(2023), POLICE, 0))
    (high, left), (low, right) = sorted(at(chart, "●"))
    assert rows(chart)[low].startswith(" 0┤")
    assert high < low
    assert left < right
    assert at(chart, "·") == []  # nobody spoke of 2022: nothing is joined over it
    assert "2022" in chart[HEIGHT - 1]


def test_years_that_follow_each_other_are_joined() -> None:
    assert at(drawn(claim(year(2022), POLICE, 12), claim(year(2023), POLICE, 40)), "·")


def test_a_year_is_not_joined_to_a_quarter() -> None:
    quarter = year(2024)._replace(last="2024-03-31")
    chart = drawn(claim(year(2023), POLICE, 12), claim(quarter, POLICE, 40))
    assert len(at(chart, "●")) == 2
    assert at(chart, "·") == []


def test_each_party_has_its_own_mark_and_disputes_are_named() -> None:
    dispute = Dispute(point=year(2024), party_a="ice", party_b=POLICE, state=DisputeState.OPEN, opened_at=NOW)
    chart = drawn(
        claim(year(2024), POLICE, 15),
        claim(year(2024), "ice", 198),
        claim(year(2025), POLICE, 57),
        disputes=(dispute,),
    )
    assert len(at(chart, "○")) == 1
    assert "2024≠" in chart[HEIGHT - 1]
    assert chart[HEIGHT:] == [f"  ● {POLICE}", "  ○ ice", "  ≠ parties contradict each other"]


@pytest.mark.parametrize("other", [57, 58])
def test_what_would_hide_another_is_drawn_as_several(other: int) -> None:
    chart = drawn(
        claim(year(2024), POLICE, 400), claim(year(2025), POLICE, 57), claim(year(2025), "ice", other)
    )
    assert at(chart, "◉")
    assert at(chart, "○") == []
    assert "  ◉ several, too close to be drawn apart" in chart


def test_running_totals_and_fiscal_years_are_named() -> None:
    since = Point("us-ma-boston", POLICE, Metric.REQUESTS, PeriodKind.RUNNING, "2025-01-20", "")
    fiscal = since._replace(kind=PeriodKind.FISCAL, first="2019-01-01", last="2019-12-31")
    chart = drawn(claim(since, POLICE, 12), claim(fiscal, POLICE, 40))
    assert "FY2019" in chart[HEIGHT - 1]
    assert "since 2025-01-20" in chart[HEIGHT - 1]
    assert chart[HEIGHT + 1].startswith("  since …: running total")
    assert chart[HEIGHT + 2].startswith("  FY…: fiscal year")


def test_what_was_withdrawn_is_not_drawn() -> None:
    gone = replace(claim(year(2024), POLICE, 15), state=ClaimState.WITHDRAWN)
    assert drawn(gone, claim(year(2025), POLICE, 57)) == []


def test_a_single_point_is_no_chart() -> None:
    assert drawn(claim(year(2025), POLICE, 57)) == []


@pytest.mark.parametrize("width", [40, 61, 80, 300])
def test_a_chart_keeps_to_the_width_of_the_screen(width: int) -> None:
    many = [claim(year(number), POLICE, number * 1000) for number in range(1990, 2026)]
    chart = drawn(*many, look=Look(width=width))
    assert all(len(line) <= width for line in rows(chart))
    assert "2025" in chart[HEIGHT - 1]
    assert drawn(*many, look=Look(width=39)) == []


def test_without_unicode_all_of_it_is_ascii() -> None:
    dispute = Dispute(point=year(2024), party_a="ice", party_b=POLICE, state=DisputeState.OPEN, opened_at=NOW)
    chart = drawn(
        claim(year(2024), POLICE, 15),
        claim(year(2024), "ice", 15),
        claim(year(2025), POLICE, 57),
        disputes=(dispute,),
        look=Look(width=60, ascii=True),
    )
    assert "\n".join(chart).isascii()


def test_colours_are_used_only_where_they_may_be() -> None:
    claims = (claim(year(2024), POLICE, 15), claim(year(2025), POLICE, 57))
    assert "\x1b" not in "\n".join(drawn(*claims))
    assert "\x1b[38;5;4m●" in "\n".join(drawn(*claims, look=Look(width=60, colour=True)))


def test_no_name_reaches_the_terminal_as_a_control_sequence() -> None:
    hostile = "\x1b]0;owned\x07\x9b31m\u202e\n" + "x" * 500
    chart = drawn(claim(year(2024), POLICE, 15), claim(year(2025), POLICE, 57), names=hostile)
    assert all(line.isprintable() for line in chart)
    assert len(chart[HEIGHT]) < 80


def test_of_very_many_periods_the_newest_are_drawn() -> None:
    [series] = tables([claim(year(number), POLICE, 5) for number in range(1800, 2026)], [])
    chart = lines(series, ["police"], PLAIN)
    assert chart[-1] == f"  the newest {MOST_PERIODS} of 226 periods are drawn"


def test_zeros_alone_are_a_chart() -> None:
    chart = drawn(claim(year(2024), POLICE, 0), claim(year(2025), POLICE, 0))
    assert len(at(chart, "●")) == 2


def test_a_chart_leaves_nothing_behind_for_the_next() -> None:
    one = drawn(claim(year(2024), POLICE, 15), claim(year(2025), POLICE, 57))
    drawn(claim(year(2020), POLICE, 900), claim(year(2021), POLICE, 57))
    assert drawn(claim(year(2024), POLICE, 15), claim(year(2025), POLICE, 57)) == one
