"""Whether a paper is the report that is due, and for which period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from config.catalogue import Duty
from config.due import parse_due
from config.words import PeriodKind
from monitor import filing
from monitor.filing import Paper, State
from storage.records import DutyPeriod, Figure, Period
from tests.monitor.ledgers import letter
from tests.monitor.test_duties import LAW, WORDS, paper

QUARTERLY = replace(LAW, due=parse_due("30 days after each quarter"))
MONTHLY = replace(LAW, due=parse_due("15 days after each month"))
HALF_YEARLY = replace(LAW, due=parse_due("January 31 and July 31"))
TITLED = "Yearly report"


def answered(duty: Duty, found: Paper, *known: DutyPeriod) -> list[str]:
    rows = {each.period: each for each in known}
    return [each.covered.name for each in filing.answers(duty, found, date(2026, 1, 20), rows)]


def of(first: date, last: date) -> Figure:
    closed = Period(kind=PeriodKind.CLOSED, first=first, last=last, text="")
    return replace(letter(15, 2025), period=closed)


def row(period: str, due_on: date, state: State = State.OVERDUE) -> DutyPeriod:
    return DutyPeriod(
        duty_id=LAW.id,
        period=period,
        due_on=due_on,
        grace_until=due_on,
        state=state,
        document_id=None,
        changed_at=datetime(2025, 3, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("duty", "on", "period"),
    [
        (QUARTERLY, date(2026, 1, 3), "2025-Q4"),
        (QUARTERLY, date(2025, 12, 28), "2025-Q3"),
        (MONTHLY, date(2026, 1, 5), "2025-12"),
        (MONTHLY, date(2025, 12, 30), "2025-11"),
        (HALF_YEARLY, date(2026, 1, 20), "2025-H2"),
        (replace(LAW, due=parse_due("March 1")), date(2026, 1, 10), "2025"),
        (replace(LAW, due=parse_due("2026-02-01")), date(2026, 1, 10), "2026-02-01"),
    ],
)
def test_a_paper_without_another_sign_is_for_the_period_of_its_day(duty: Duty, on: date, period: str) -> None:
    assert answered(duty, paper(published_on=on)) == [period]


def test_a_paper_that_comes_before_its_time_answers_nothing() -> None:
    assert answered(replace(LAW, due=parse_due("2026-06-01")), paper(published_on=date(2026, 1, 10))) == []
    young = replace(LAW, first_period=date(2026, 1, 1))
    assert answered(young, paper()) == []


@pytest.mark.parametrize(
    ("duty", "title", "period"),
    [
        (QUARTERLY, "Report for the second quarter of 2025", "2025-Q2"),
        (QUARTERLY, "Trust Act report, Q3 2025", "2025-Q3"),
        (QUARTERLY, "2025 Q2 report", "2025-Q2"),
        (HALF_YEARLY, "First half of 2025", "2025-H1"),
        (LAW, "Detainer report for 2024", "2024"),
        (LAW, "Report on calendar year 2024", "2024"),
        (LAW, "Docket 2023-0145", "2025"),
    ],
)
def test_a_title_may_name_the_period(duty: Duty, title: str, period: str) -> None:
    assert answered(duty, replace(paper(), title=title)) == [period]


def test_a_year_in_running_text_names_no_period() -> None:
    assert answered(LAW, paper(f"The ordinance was amended in 2024. {WORDS}")) == ["2025"]
    assert answered(LAW, paper(f"This report is for calendar year 2024. {WORDS}")) == ["2024"]


def test_figures_say_more_than_title_and_date() -> None:
    half = of(date(2025, 1, 1), date(2025, 6, 30))
    assert answered(HALF_YEARLY, replace(paper(figures=(half,)), title="Second half of 2025")) == ["2025-H1"]
    year = of(date(2025, 1, 1), date(2025, 12, 31))
    assert answered(QUARTERLY, paper(figures=(year,))) == ["2025-Q4"]


def test_a_report_whose_year_is_not_that_of_the_law_is_read_by_its_days() -> None:
    law = replace(LAW, due=replace(parse_due("October 15"), year_starts=10))
    fiscal = of(date(2018, 7, 1), date(2019, 6, 30))
    early = paper(figures=(fiscal,), published_on=date(2019, 10, 20))
    assert answered(law, early) == ["2018-10..2019-09"]


def test_the_papers_of_one_matter_are_one_filing() -> None:
    """An attachment is for what its matter was taken for, whatever its date, unless its figures say more."""
    attached = replace(paper(published_on=date(2025, 1, 8)), kin=frozenset({7}))
    taken = replace(row("2025", date(2025, 12, 31), State.FILED), document_id=7)
    assert answered(LAW, attached) == ["2024"]
    assert answered(LAW, attached, taken) == ["2025"]
    late = replace(attached, published_on=date(2026, 1, 26))
    older = replace(row("2024", date(2024, 12, 31), State.FILED), document_id=7)
    assert answered(LAW, late, older) == ["2024"]
    assert answered(LAW, late, taken) == ["2025"]
    assert answered(LAW, replace(late, figures=(letter(15, 2024),)), taken) == ["2024"]


def test_one_paper_may_bring_what_was_awaited_in_vain() -> None:
    both = paper(figures=(letter(57, 2025), letter(15, 2024)))
    late = row("2024", date(2024, 12, 31))
    assert answered(LAW, both) == ["2025"]
    assert answered(LAW, both, late) == ["2025", "2024"]
    assert answered(LAW, both, replace(late, state=State.FILED)) == ["2025"]


@pytest.mark.parametrize(
    ("duty", "found", "listed_by", "may"),
    [
        (LAW, paper(), ["council"], True),
        (LAW, paper(), ["herald"], False),
        (LAW, paper(place="us-ma-boston"), [], True),
        (LAW, paper(place="us-il-chicago"), [], False),
        (LAW, paper(publisher="us-ma-boston/police"), [], True),
        (replace(LAW, sources=()), paper(place="us-ma-boston"), ["council"], True),
        (replace(LAW, sources=()), paper(place="us-ma-somerville"), ["council"], False),
    ],
)
def test_a_paper_stands_where_the_report_would(
    duty: Duty, found: Paper, listed_by: Sequence[str], may: bool
) -> None:
    assert filing.may_answer(duty, found, listed_by) is may
