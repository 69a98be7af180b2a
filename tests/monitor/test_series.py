from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.words import (
    ClaimState,
    DisputeState,
    DocumentKind,
    Hand,
    Metric,
    PeriodKind,
    Qualifier,
    SupportRole,
)
from monitor import findings
from monitor.series import label, tables
from storage import ledger
from storage.records import Claim, Dispute, FigureRef, Point, Statement, Support
from tests.monitor.newsroom import FILLER, PLACE, Newsroom

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


def papers(statements: dict[int, int], *, hand: Hand = Hand.FIRST, ended: bool = False) -> Claim:
    """The party's own claim with a document behind each value: document -> value, the last one holds."""
    told = claim(year(2025), POLICE, *statements.values())
    supports = tuple(
        Support(
            statement=seq,
            document=document,
            figure=FigureRef(document, 0),
            role=SupportRole.FIRST,
            hand=hand,
            ended_at=NOW if ended and seq == 1 else None,
        )
        for seq, document in enumerate(statements, 1)
    )
    return replace(told, supports=supports)


def text_of(told: Claim) -> str:
    [series] = tables([told], [])
    assert series.rows[0].cells[0] is not None
    return series.rows[0].cells[0].text


def test_a_letter_that_a_later_one_revised_is_told_as_what_was_and_not_as_a_difference() -> None:
    assert text_of(papers({1: 57, 2: 61})) == "61 (was 57)"


@pytest.mark.parametrize("order", [(57, 61), (61, 57)])
def test_two_letters_of_a_first_look_that_differ_are_marked_in_any_order(
    order: tuple[int, int], tmp_path: Path
) -> None:
    room = Newsroom(tmp_path)
    with room.run("docket", listed=2, versions=2) as run:
        for value in order:
            text = f"In 2025 the Boston Police Department received a total of {value} ICE detainers."
            room.see(run, "docket", str(value), f"{text}\n\nLetter {value}. {FILLER}", kind=DocumentKind.FILE)
    findings.process_pending(room.store, room.settings, room.clock)
    with room.store.read() as conn:
        [series] = tables(ledger.series(conn, PLACE), [])
    room.store.close()
    [cell] = series.rows[0].cells
    assert cell is not None
    assert cell.text == "57 (also reported as 61; its own documents differ)"


@pytest.mark.parametrize(
    "told",
    [
        papers({1: 57, 2: 61}, ended=True),  # the first one was edited, and says so no more
        papers({1: 57, 2: 61}, hand=Hand.SECOND),  # others tell it
        papers({1: 57, 2: 57}),
    ],
)
def test_papers_that_do_not_contradict_each_other_are_not_marked(told: Claim) -> None:
    assert "differ" not in text_of(told)


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
