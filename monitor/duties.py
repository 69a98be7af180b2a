"""Reports that a law orders: which are awaited, filed or overdue, and what may be said when none came.

    due.py           which period is due on which day
    filing.py        whether a paper is the report, and for which period
    duty_telling.py  the changes that tell of it
    duty_words.py    a person's word on one
    duties.py        one row for each duty and period, brought up to date

Nobody is told that a report is overdue unless the sources where it would appear have worked since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from config.catalogue import Catalogue, Duty
from config.settings import Settings
from config.words import Quiet
from monitor import duty_telling, filing
from monitor.due import Deadline, deadlines
from monitor.filing import Paper, State
from storage.records import Change, DutyPeriod, SourceRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from storage.database import Store

__all__ = ["Paper", "State", "expected", "judge", "look", "recognised", "zone_of"]

#: the longest that lies between two days on which one report is due, and some
_REACH: Final = timedelta(days=800)


def zone_of(duty: Duty, catalogue: Catalogue, otherwise: str) -> ZoneInfo:
    """The zone that the duty's days are read in."""
    place = catalogue.places.get(duty.place)
    return ZoneInfo(place.zone if place else otherwise)


# --- when -----------------------------------------------------------------------------------------


def expected(duty: Duty, today: date, at: datetime, since: date | None = None) -> tuple[DutyPeriod, ...]:
    """The period that was due last and the one that is due next, as awaited; none before the first.

    `since`: also those between, where nobody looked for a while.
    """
    near = [each for each in deadlines(duty.due, today - _REACH, today + _REACH) if _watched(duty, each)]
    past = [each for each in near if each.due_on <= today]
    missed = [each for each in past[:-1] if since is not None and each.due_on > since]
    coming = [each for each in near if each.due_on > today][:1]
    return tuple(_awaited(duty, each, at) for each in (*missed, *past[-1:], *coming))


def _watched(duty: Duty, deadline: Deadline) -> bool:
    return duty.first_period is None or deadline.covered.last >= duty.first_period


def _awaited(duty: Duty, deadline: Deadline, at: datetime) -> DutyPeriod:
    return DutyPeriod(
        duty_id=duty.id,
        period=deadline.covered.name,
        due_on=deadline.due_on,
        grace_until=deadline.due_on + duty.grace,
        state=State.AWAITED,
        document_id=None,
        changed_at=at,
    )


# --- what may be said -------------------------------------------------------------------------------


def judge(
    period: DutyPeriod, sources: Sequence[SourceRow], today: date, zone: ZoneInfo
) -> tuple[State, tuple[str, ...]]:
    """What is to be said of an open period today, and the sources because of which we cannot tell.

    A source that is still in its baseline, or has not worked since the grace ended, can hide a report;
    where none is watched, nobody can tell.
    """
    current = State(period.state)
    if current is State.FILED or today <= period.grace_until:
        return current, ()
    blind = tuple(row.id for row in sources if not _saw(row, period.grace_until, zone))
    if blind or not sources:
        return (State.CANNOT_TELL if current is not State.OVERDUE else current), blind
    return State.OVERDUE, ()


def _saw(row: SourceRow, day: date, zone: ZoneInfo) -> bool:
    worked = row.last_ok_at
    return row.baseline_run is not None and worked is not None and worked.astimezone(zone).date() > day


# --- with the store -----------------------------------------------------------------------------------


def recognised(
    conn: Connection,
    settings: Settings,
    paper: Paper,
    listed_by: Sequence[str],
    *,
    at: datetime,
    run: int,
    version: int,
    quiet: Quiet,
) -> list[tuple[DutyPeriod, Change]]:
    """The duties that this document answers, newly: each period with the change that tells of it."""
    answered = []
    for duty in settings.duties.values():
        state = filing.recognise(duty, paper) if filing.may_answer(duty, paper, listed_by) else None
        if state is None:
            continue
        seen_on = at.astimezone(zone_of(duty, settings.catalogue, settings.zone)).date()
        for period in _answered(conn, duty, paper, state, seen_on, at):
            change = duty_telling.found(duty, period, at=at, run=run, version=version, quiet=quiet)
            answered.append((period, change))
    return answered


def _answered(
    conn: Connection, duty: Duty, paper: Paper, state: State, seen_on: date, at: datetime
) -> Iterator[DutyPeriod]:
    from storage import duties as kept

    known = {period.period: period for period in kept.periods(conn, [duty.id])}
    dated = replace(paper, published_on=min(paper.published_on or seen_on, seen_on))
    for number, deadline in enumerate(filing.answers(duty, dated, seen_on, known)):
        row = known.get(deadline.covered.name) or _awaited(duty, deadline, at)
        if number and state is not State.FILED:
            return  # what is only perhaps a report is perhaps one report
        if row.state in (State.FILED, state) or paper.document_id in row.refused:
            continue
        # overdue was said already: that stays so until it is really filed
        now = State.OVERDUE if row.state == State.OVERDUE and state is State.PERHAPS else state
        if now is State.OVERDUE and row.document_id == paper.document_id:
            continue
        filed_on = dated.published_on if state is State.FILED else None
        yield replace(
            row,
            state=now,
            document_id=paper.document_id,
            changed_at=at,
            filed_on=filed_on,
            by=None,
            note=None,
        )


def look(store: Store, settings: Settings, clock: Callable[[], datetime]) -> list[Change]:
    """Bring every duty's periods up to date and record what has become overdue, or cannot be told."""
    from storage import duties as kept

    now = clock()
    changes: list[Change] = []
    for duty in settings.duties.values():
        zone = zone_of(duty, settings.catalogue, settings.zone)
        today = now.astimezone(zone).date()
        with store.read() as conn:
            known = {period.period: period for period in kept.periods(conn, [duty.id])}
        for period in _to_await(duty, known, today, now, zone):
            known[period.period] = period
            store.transact(kept.save, period)
        for period in known.values():
            changes += _judged(store, settings, duty, period, list(known.values()), today, zone, now)
    return changes


def _to_await(
    duty: Duty, known: Mapping[str, DutyPeriod], today: date, now: datetime, zone: ZoneInfo
) -> list[DutyPeriod]:
    """The periods without a row. Of a duty that was watched before, those that nobody looked for in time
    were awaited since their day: what is overdue is news then, and no matter of the first look."""
    since = max((row.due_on for row in known.values()), default=None)
    fresh = [each for each in expected(duty, today, now, since) if each.period not in known]
    if since is None:
        return fresh
    return [
        replace(each, changed_at=min(now, datetime.combine(each.due_on, time(), zone).astimezone(UTC)))
        for each in fresh
    ]


def _judged(
    store: Store,
    settings: Settings,
    duty: Duty,
    period: DutyPeriod,
    every: Sequence[DutyPeriod],
    today: date,
    zone: ZoneInfo,
    now: datetime,
) -> list[Change]:
    from storage import duties as kept
    from storage import sources

    with store.read() as conn:
        watched = [row for row in sources.rows(conn) if row.id in duty.sources and row.id in settings.sources]
        runs = [run for row in watched for run in sources.recent_runs(conn, row.id, 1)]
        begun = [run for row in watched if row.baseline_run for run in [sources.run(conn, row.baseline_run)]]
    state, blind = judge(period, watched, today, zone)
    if state == period.state:
        return []
    late = replace(period, state=state, changed_at=now)
    if not any(id_ in settings.sources for id_ in duty.sources):
        store.transact(kept.save, late)  # shown; nobody is told, for nothing has happened
        return []
    if not runs or not begun:
        return []  # a source in its baseline has its summary still to come
    # overdue before we looked for it, or before any of its sources was watched: no news
    looked = [period.changed_at] if period.state == State.AWAITED else []
    looked += [max(run.ended_at for run in begun if run and run.ended_at)] if all(begun) else []
    first_look = any(when.astimezone(zone).date() > period.grace_until for when in looked)
    change = duty_telling.told(
        duty,
        late,
        blind,
        at=now,
        run=max(run.id for run in runs),
        baseline=first_look,
        usual=duty_telling.usual(every),
    )
    return store.transact(_record, settings, late, change, now)


def _record(
    tx: Connection, settings: Settings, period: DutyPeriod, change: Change, now: datetime
) -> list[Change]:
    from monitor import alerts
    from storage import duties as kept
    from storage import findings

    kept.save(tx, period)
    return findings.record_changes(tx, [change], alerts.owed(change, settings, settings.catalogue, now), now)
