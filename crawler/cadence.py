"""When to look again: pure rules over times. All times are aware and in UTC.

- A page or file, and a matched council item for 30 days, is looked at at each visit of its source.
- News with watch words is looked at again 1 h, 6 h, 24 h, 3 d, 10 d and 30 d after it was first seen,
  then every 60 d while it carries a claim. News without them once, after 24 h.
- Old news met late skips the early steps: a story of last year is not edited this hour.
- What failed is tried again at the distances of the same ladder.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from config.settings import Daemon
from config.words import DocumentKind

ONCE_AFTER: Final = timedelta(hours=24)  #: news without watch words: written in haste, completed within a day
RELIST_FOR: Final = timedelta(days=30)  #: letters are attached to a matter weeks after it is filed
OLD_SHARE: Final = 10  #: a step shorter than a tenth of a document's age at first sight tells nothing

RETRY_FIRST: Final = timedelta(hours=1)  #: a failing source is tried again after this or its own interval
RETRY_CAP: Final = timedelta(days=1)
SPREAD: Final = 0.1  #: of the interval, so that sources do not march in step


def next_due(
    kind: DocumentKind,
    *,
    official: bool,
    relevant: bool,
    carries_claim: bool,
    first_seen_at: datetime,
    published_on: date | None,
    last_checked_at: datetime | None,
    checks: int,
    now: datetime,
    rules: Daemon,
    failures: int = 0,
) -> datetime | None:
    """When this document is looked at again, asked right after a check; None: not again by itself.

    A time that is not after `now` means: at the next visit of its source. `checks` counts good ones;
    `failures` those in a row that were not.
    """
    if kind is DocumentKind.BY_HAND:
        return None
    if failures:
        return _after_failure(failures, relevant or carries_claim or official, now, rules)
    if kind in (DocumentKind.PAGE, DocumentKind.FILE):
        return now
    if kind is DocumentKind.MATTER and relevant and now < first_seen_at + RELIST_FOR:
        return now
    if not relevant and not carries_claim:
        return _once(first_seen_at, last_checked_at, checks)
    return _on_ladder(first_seen_at, published_on, carries_claim, now, rules)


def _once(first_seen_at: datetime, last_checked_at: datetime | None, checks: int) -> datetime | None:
    second_look = first_seen_at + ONCE_AFTER
    done = checks > 1 and last_checked_at is not None and last_checked_at >= second_look
    return None if done else second_look


def _on_ladder(
    first_seen_at: datetime, published_on: date | None, carries_claim: bool, now: datetime, rules: Daemon
) -> datetime | None:
    """The next step after `now`; steps missed while we were away are one step, not several."""
    age = _age(first_seen_at, published_on)
    for step in rules.recheck:
        if step * OLD_SHARE >= age and first_seen_at + step > now:
            return first_seen_at + step
    return now + rules.recheck_claims if carries_claim else None


def _age(first_seen_at: datetime, published_on: date | None) -> timedelta:
    """At first sight, counted from the end of the day of publication in the zone furthest behind."""
    if published_on is None:
        return timedelta(0)
    ended = datetime.combine(published_on, time.min, UTC) + timedelta(hours=36)
    return max(first_seen_at - ended, timedelta(0))


def _after_failure(failures: int, wanted: bool, now: datetime, rules: Daemon) -> datetime | None:
    if failures <= len(rules.recheck):
        return now + rules.recheck[failures - 1]
    return now + rules.recheck_claims if wanted else None


def next_visit(
    every: timedelta,
    *,
    failures: int,
    retry_after: timedelta | None = None,
    now: datetime,
    jitter: float,
) -> datetime:
    """When a source is visited again.

    `failures`: runs failed in a row, the last one included. A failing source is tried again after an
    hour (or its own interval, if that is shorter), then twice as late each time, at most after a day.
    `retry_after`, what the host asked for, is honoured up to a day. `jitter` in [0, 1) spreads visits.
    """
    wait = _back_off(every, failures) if failures else every
    wait += wait * (SPREAD * jitter)
    if retry_after is not None:
        wait = max(wait, min(retry_after, RETRY_CAP))
    return now + wait


def _back_off(every: timedelta, failures: int) -> timedelta:
    doubled: int = 2 ** min(failures - 1, 20)
    return min(min(every, RETRY_FIRST) * doubled, RETRY_CAP)
