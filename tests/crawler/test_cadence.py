"""When to look again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from config.settings import Daemon
from config.words import DocumentKind
from crawler.cadence import next_due, next_visit

RULES = Daemon()
SEEN = datetime(2026, 1, 27, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def due(
    kind: DocumentKind = DocumentKind.ARTICLE,
    *,
    after: timedelta = timedelta(0),
    official: bool = False,
    relevant: bool = True,
    claim: bool = False,
    published: date | None = date(2026, 1, 27),
    checks: int = 1,
    failures: int = 0,
) -> timedelta | None:
    """From first sight to the next look, asked `after` first sight."""
    when = next_due(
        kind,
        official=official,
        relevant=relevant,
        carries_claim=claim,
        first_seen_at=SEEN,
        published_on=published,
        last_checked_at=SEEN + after,
        checks=checks,
        now=SEEN + after,
        rules=RULES,
        failures=failures,
    )
    return None if when is None else when - SEEN


def test_news_with_watch_words_climbs_the_ladder() -> None:
    steps: list[timedelta] = []
    while (step := due(after=steps[-1] if steps else timedelta(0))) is not None:
        steps.append(step)
    assert steps == [HOUR, 6 * HOUR, 24 * HOUR, 3 * DAY, 10 * DAY, 30 * DAY]


def test_a_claim_keeps_it_on_the_list() -> None:
    assert due(after=30 * DAY, claim=True) == 90 * DAY
    assert due(after=90 * DAY, claim=True) == 150 * DAY
    assert due(after=90 * DAY, claim=True, relevant=False) == 150 * DAY


def test_steps_missed_while_we_were_away_are_one() -> None:
    assert due(after=2 * DAY) == 3 * DAY


def test_news_without_watch_words_is_looked_at_once_more() -> None:
    assert due(relevant=False) == 24 * HOUR
    assert due(relevant=False, after=24 * HOUR, checks=2) is None
    assert due(relevant=False, after=40 * DAY, checks=2) is None


def test_old_news_skips_the_early_steps() -> None:
    assert due(published=date(2025, 12, 20)) == 10 * DAY
    assert due(published=date(2024, 1, 27)) is None
    assert due(published=date(2024, 1, 27), claim=True) == 60 * DAY
    assert due(published=date(2026, 1, 26)) == HOUR
    assert due(published=None) == HOUR
    assert due(published=date(2026, 2, 3)) == HOUR  # dated ahead


@pytest.mark.parametrize("kind", [DocumentKind.PAGE, DocumentKind.FILE])
@pytest.mark.parametrize("relevant", [True, False])
def test_pages_and_files_are_looked_at_at_each_visit(kind: DocumentKind, relevant: bool) -> None:
    assert due(kind, official=True, relevant=relevant, after=200 * DAY) == 200 * DAY


def test_a_matter_is_listed_again_for_thirty_days() -> None:
    assert due(DocumentKind.MATTER, after=29 * DAY) == 29 * DAY
    assert due(DocumentKind.MATTER, after=30 * DAY) is None
    assert due(DocumentKind.MATTER, after=30 * DAY, claim=True) == 90 * DAY
    assert due(DocumentKind.ATTACHMENT, after=DAY) == 3 * DAY


def test_a_paper_added_by_hand_is_never_fetched() -> None:
    assert due(DocumentKind.BY_HAND) is None


def test_what_failed_is_tried_again_further_and_further_apart() -> None:
    waits = [due(failures=number, after=DAY) for number in range(1, 8)]
    assert waits == [DAY + step for step in RULES.recheck] + [DAY + RULES.recheck_claims]
    assert due(failures=7, relevant=False) is None


def test_failures_leave_six_hours_between_the_looks_that_make_something_gone() -> None:
    first, second = due(failures=1), due(failures=2)
    assert first is not None
    assert second is not None
    assert first + second >= 6 * HOUR


def visit(
    every: timedelta, failures: int = 0, retry: timedelta | None = None, jitter: float = 0.0
) -> timedelta:
    return next_visit(every, failures=failures, retry_after=retry, now=SEEN, jitter=jitter) - SEEN


def test_a_source_is_visited_at_its_interval_with_some_spread() -> None:
    assert visit(HOUR) == HOUR
    assert visit(HOUR, jitter=0.5) == timedelta(minutes=63)


def test_a_failing_source_backs_off_to_a_day() -> None:
    quarter = timedelta(minutes=15)
    assert [visit(quarter, number) / quarter for number in range(1, 8)] == [1, 2, 4, 8, 16, 32, 64]
    assert visit(quarter, 8) == DAY
    assert visit(quarter, 10_000) == DAY


def test_a_source_that_is_visited_seldom_is_tried_again_soon() -> None:
    assert [visit(7 * DAY, number) for number in (1, 2, 3)] == [HOUR, 2 * HOUR, 4 * HOUR]


def test_what_the_host_asks_for_is_honoured_up_to_a_day() -> None:
    assert visit(HOUR, 1, retry=3 * HOUR) == 3 * HOUR
    assert visit(HOUR, 0, retry=timedelta(minutes=5)) == HOUR
    assert visit(HOUR, 1, retry=400 * DAY) == DAY
