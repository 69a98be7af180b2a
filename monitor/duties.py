"""Reports that a law orders: when each is due, how one is recognised, and what may be said when none came.

The first half is pure; `recognised` and `look` read the store and keep one row for each duty and period.
Nobody is told that a report is overdue unless the sources where it would appear have worked since.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from config.catalogue import Duty
from config.settings import Settings
from config.words import ChangeKind, PeriodKind, Quiet
from storage.records import Change, DutyPeriod, Figure, SourceRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from storage.database import Store

#: a report may come this long before its day and still be the one that is due
EARLY: Final = timedelta(days=31)
#: characters at the beginning of a document in which its type and filer stand
_HEAD: Final = 3000
_TYPE = re.compile(r"^\s*(?:type|matter type|item type)\s*:\s*(.+)$", re.IGNORECASE | re.MULTILINE)
_FILER = re.compile(r"^\s*(?:requester|from|filed by|submitted by|sponsors?)\s*:\s*(.+)$", re.I | re.M)


class State(StrEnum):
    AWAITED = "awaited"
    PERHAPS = "perhaps"  #: words fit, type and filer do not prove it: stays open
    FILED = "filed"
    OVERDUE = "overdue"
    CANNOT_TELL = "cannot-tell"  #: its sources did not work


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """What of a document may show that it is the report of a duty."""

    document_id: int
    title: str
    text: str
    publisher: str
    published_on: date | None
    figures: Sequence[Figure] = ()
    parent: str = ""  #: text of the matter that it is attached to


# --- when -----------------------------------------------------------------------------------------


def due_in(duty: Duty, year: int) -> date:
    last = calendar.monthrange(year, duty.due_month)[1]
    return date(year, duty.due_month, min(duty.due_day, last))


def period_of(due_on: date) -> str:
    """The period that a yearly report covers: the last calendar year that was over on its day."""
    return str((due_on + timedelta(days=1)).year - 1)


def expected(duty: Duty, today: date, at: datetime) -> tuple[DutyPeriod, ...]:
    """The period that was due last and the one that is due next, as awaited; none before the first."""
    days = (due_in(duty, year) for year in (today.year - 1, today.year, today.year + 1))
    wanted = [
        day for day in days if duty.first_period is None or period_of(day) >= str(duty.first_period.year)
    ]
    past = [day for day in wanted if day <= today][-1:]
    coming = [day for day in wanted if day > today][:1]
    return tuple(_awaited(duty, day, at) for day in (*past, *coming))


def _awaited(duty: Duty, due_on: date, at: datetime) -> DutyPeriod:
    return DutyPeriod(
        duty_id=duty.id,
        period=period_of(due_on),
        due_on=due_on,
        grace_until=due_on + duty.grace,
        state=State.AWAITED,
        document_id=None,
        changed_at=at,
    )


# --- which document -------------------------------------------------------------------------------


def recognise(duty: Duty, paper: Paper) -> State | None:
    """`filed` where type or filer fit beside the words, `perhaps` where only the words do, else None."""
    words = f"{paper.title}\n{paper.text}".casefold()
    if not any(word.casefold() in words for word in duty.recognise_words):
        return None
    head = f"{paper.title}\n{paper.parent[:_HEAD]}\n{paper.text[:_HEAD]}"
    types = "\n".join(_TYPE.findall(head)).casefold()
    filers = "\n".join(_FILER.findall(head)).casefold()
    by_type = any(type_.casefold() in types for type_ in duty.recognise_types)
    by_filer = any(filer.casefold() in filers for filer in duty.recognise_filers)
    return State.FILED if by_type or by_filer or paper.publisher == duty.filed_by else State.PERHAPS


def answers(duty: Duty, paper: Paper, at: datetime) -> DutyPeriod:
    """The period that a recognised paper is for: that of its latest yearly figure, else by its date."""
    years = [
        figure.period.last.year
        for figure in paper.figures
        if figure.period.kind is PeriodKind.CLOSED and figure.period.last and figure.metric in duty.metrics
    ]
    when = paper.published_on or at.date()
    by_date = max(day for day in _days(duty, when) if day - EARLY <= when)
    if years:
        told = [day for day in _days(duty, date(max(years), 12, 31)) if period_of(day) == str(max(years))]
        if told and told[0] - EARLY <= when:
            return _awaited(duty, told[0], at)
    return _awaited(duty, by_date, at)


def _days(duty: Duty, about: date) -> Iterator[date]:
    return (due_in(duty, year) for year in range(about.year - 2, about.year + 2))


# --- what may be said -------------------------------------------------------------------------------


def judge(
    period: DutyPeriod, sources: Sequence[SourceRow], today: date, zone: ZoneInfo
) -> tuple[State, tuple[str, ...]]:
    """What is to be said of an open period today, and the sources because of which we cannot tell.

    A source that is still in its baseline, or has not worked since the grace ended, can hide a report.
    """
    current = State(period.state)
    if current is State.FILED or today <= period.grace_until or not sources:
        return current, ()
    blind = tuple(row.id for row in sources if not _saw(row, period.grace_until, zone))
    if blind:
        return (State.CANNOT_TELL if current is not State.OVERDUE else current), blind
    return State.OVERDUE, ()


def _saw(row: SourceRow, day: date, zone: ZoneInfo) -> bool:
    worked = row.last_ok_at
    return row.baseline_run is not None and worked is not None and worked.astimezone(zone).date() > day


def told(
    duty: Duty, period: DutyPeriod, blind: Sequence[str], *, at: datetime, run: int, baseline: bool
) -> Change:
    """The change that says an open period is overdue, or that we cannot tell."""
    cannot = period.state == State.CANNOT_TELL
    return Change(
        key=f"{'cannot-tell' if cannot else 'overdue'}:{duty.id}:{period.period}",
        kind=ChangeKind.OVERDUE,
        at=at,
        run_id=run,
        quiet=Quiet.BASELINE if baseline and not cannot else Quiet.NO,
        duty_id=duty.id,
        document_id=period.document_id,
        more={
            "place": duty.place,
            "period": period.period,
            "due_on": period.due_on.isoformat(),
            **({"cannot_tell": True, "failing": list(blind)} if cannot else {}),
        },
    )


def found(duty: Duty, period: DutyPeriod, *, at: datetime, run: int, version: int, quiet: Quiet) -> Change:
    """The change that says a report was filed, or perhaps was."""
    perhaps = period.state == State.PERHAPS
    return Change(
        key=f"{'perhaps' if perhaps else 'filed'}:{duty.id}:{period.period}",
        kind=ChangeKind.FILED,
        at=at,
        run_id=run,
        quiet=quiet,
        version_id=version,
        document_id=period.document_id,
        duty_id=duty.id,
        more={
            "place": duty.place,
            "period": period.period,
            "due_on": period.due_on.isoformat(),
            **({"perhaps": True} if perhaps else {}),
        },
    )


# --- with the store -----------------------------------------------------------------------------------


def recognised(
    conn: Connection,
    duties: Mapping[str, Duty],
    paper: Paper,
    listed_by: Sequence[str],
    *,
    at: datetime,
    run: int,
    version: int,
    quiet: Quiet,
) -> list[tuple[DutyPeriod, Change]]:
    """The duties that this document answers, newly: each period with the change that tells of it."""
    from storage import duties as kept

    answered = []
    for duty in duties.values():
        if duty.sources and listed_by and not set(duty.sources) & set(listed_by):
            continue
        state = recognise(duty, paper)
        if state is None:
            continue
        period = answers(duty, paper, at)
        known = kept.get(conn, duty.id, period.period)
        if known is not None and (known.state == State.FILED or known.state == state):
            continue
        period = replace(period, state=state, document_id=paper.document_id)
        told_as = found(duty, period, at=at, run=run, version=version, quiet=quiet)
        answered.append((period, told_as))
    return answered


def look(store: Store, settings: Settings, clock: Callable[[], datetime]) -> list[Change]:
    """Bring every duty's periods up to date and record what has become overdue, or cannot be told."""
    from storage import duties as kept

    now = clock()
    changes: list[Change] = []
    for duty in settings.duties.values():
        place = settings.catalogue.places.get(duty.place)
        zone = ZoneInfo(place.zone if place else settings.zone)
        today = now.astimezone(zone).date()
        with store.read() as conn:
            known = {period.period: period for period in kept.periods(conn, [duty.id])}
        for period in expected(duty, today, now):
            if period.period not in known:
                known[period.period] = period
                store.transact(kept.save, period)
        for period in known.values():
            changes += _judged(store, settings, duty, period, today, zone, now)
    return changes


def _judged(
    store: Store,
    settings: Settings,
    duty: Duty,
    period: DutyPeriod,
    today: date,
    zone: ZoneInfo,
    now: datetime,
) -> list[Change]:
    from storage import sources

    with store.read() as conn:
        watched = [row for row in sources.rows(conn) if row.id in duty.sources and row.id in settings.sources]
        runs = [run for row in watched for run in sources.recent_runs(conn, row.id, 1)]
    state, blind = judge(period, watched, today, zone)
    if state == period.state or not runs or all(row.baseline_run is None for row in watched):
        return []  # a source in its baseline has its summary still to come
    late = replace(period, state=state, changed_at=now)
    first_look = period.changed_at.astimezone(zone).date() > period.grace_until
    change = told(
        duty,
        late,
        blind,
        at=now,
        run=max(run.id for run in runs),
        baseline=first_look and period.state == State.AWAITED,
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
