from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from config.words import ClaimState, DisputeState, Hand, Metric, PeriodKind, Qualifier
from monitor.series import label, tables
from storage.records import Claim, Dispute, FigureRef, Point, Statement

NOW = datetime(2026, 2, 1, tzinfo=UTC)
POLICE = "us-ma-boston/police"


def year(number: int) -> Point:
    return Point(
        "us-ma-boston", POLICE, Metric.REQUESTS, PeriodKind.CLOSED, f"{number}-01-01", f"{number}-12-31"
    )


def claim(point: Point, party: str, *values: int, qualifier: Qualifier = Qualifier.EXACT) -> Claim:
    statements = tuple(
        Statement(
            seq=n, value=value, qualifier=qualifier, hand=Hand.FIRST, figure=FigureRef(1, n), made_at=NOW
        )
        for n, value in enumerate(values, 1)
    )
    return Claim(point=point, party=party, state=ClaimState.STANDING, statements=statements)


def test_a_gap_is_a_gap_and_a_zero_is_a_zero() -> None:
    [series] = tables([claim(year(2022), POLICE, 12), claim(year(2024), POLICE, 0)], [])
    assert [(row.period, row.cells[0].text if row.cells[0] else "-") for row in series.rows] == [
        ("2022", "12"),
        ("2023", "-"),
        ("2024", "0"),
    ]


def test_two_parties_apart_are_two_columns_with_a_mark_on_both() -> None:
    dispute = Dispute(point=year(2024), party_a="ice", party_b=POLICE, state=DisputeState.OPEN, opened_at=NOW)
    [series] = tables([claim(year(2024), "ice", 198), claim(year(2024), POLICE, 15)], [dispute])
    assert series.parties == (POLICE, "ice")
    assert [cell.text for cell in series.rows[0].cells if cell] == ["15 ≠", "198 ≠"]


def test_past_values_stay_visible() -> None:
    [series] = tables([claim(year(2025), POLICE, 57, 61)], [])
    assert series.rows[0].cells[0] is not None
    assert series.rows[0].cells[0].text == "61 (was 57)"


def test_the_same_value_again_is_no_past() -> None:
    [series] = tables([claim(year(2025), POLICE, 57, 57)], [])
    assert series.rows[0].cells[0] is not None
    assert series.rows[0].cells[0].text == "57"


def test_what_was_only_reported_was_never_the_partys_own() -> None:
    told = claim(year(2025), POLICE, 50, 59, 57)
    first, reported, now = told.statements
    told = replace(told, statements=(first, replace(reported, ended_at=NOW), now))
    [series] = tables([told], [])
    assert series.rows[0].cells[0] is not None
    assert series.rows[0].cells[0].text == "57 (was 50; also reported as 59)"


@pytest.mark.parametrize(
    ("kind", "first", "last", "name"),
    [
        (PeriodKind.CLOSED, "2024-01-01", "2024-12-31", "2024"),
        (PeriodKind.CLOSED, "2025-01-01", "2025-03-31", "2025-Q1"),
        (PeriodKind.CLOSED, "2024-02-01", "2024-02-29", "2024-02"),
        (PeriodKind.CLOSED, "2018-07-01", "2019-06-30", "2018-07-01/2019-06-30"),
        (PeriodKind.RUNNING, "2025-01-20", "", "since 2025-01-20"),
        (PeriodKind.DAY, "2026-01-05", "2026-01-05", "2026-01-05"),
        (PeriodKind.FISCAL, "2019-01-01", "2019-12-31", "FY2019"),
    ],
)
def test_a_period_has_a_short_name(kind: PeriodKind, first: str, last: str, name: str) -> None:
    assert label(Point("us", "", Metric.REQUESTS, kind, first, last)) == name
