"""A person's word on a duty: that a report was filed, or that what was taken for it is not it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from config.catalogue import Duty
from config.settings import Settings
from config.words import ChangeKind, Quiet
from monitor import acting, duty_telling, findings
from monitor.due import deadlines
from monitor.duties import zone_of
from monitor.errors import Refused, UnknownId
from monitor.filing import State
from storage import corrections, documents, heard, unsaid
from storage import duties as kept
from storage import findings as stored
from storage.records import Change, DutyPeriod, Json

if TYPE_CHECKING:
    from sqlalchemy import Connection

_REACH: Final = timedelta(days=3660)


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """What somebody says of one period of one duty."""

    duty: Duty
    period: str  #: its name: 2025, 2025-Q1
    by: str
    note: str = ""
    filed: bool = True  #: else: what was taken for it is not it
    document_id: int | None = None  #: the paper, where we have it
    on: date | None = None  #: the day it was filed, where it is not the paper's


def said(tx: Connection, settings: Settings, word: Word, now: datetime) -> list[Change]:
    """Take the word down and tell of it. Raises Refused, UnknownId, NoSuchRow."""
    changes: list[Change] = []
    with acting.run_of(tx, word.by, now, changes) as run:
        row = _row(tx, settings, word, now)
        act = _filed if word.filed else _not_filed
        made = act(tx, settings, word, row, run, now)
        changes += stored.record_changes(tx, made, findings.owed(made, settings, now), now)
    return changes


def _row(tx: Connection, settings: Settings, word: Word, now: datetime) -> DutyPeriod:
    """The period as it stands; one that nobody has looked for yet begins as awaited."""
    known = kept.get(tx, word.duty.id, word.period)
    if known is not None:
        return known
    today = now.astimezone(zone_of(word.duty, settings.catalogue, settings.zone)).date()
    near = {each.covered.name: each for each in deadlines(word.duty.due, today - _REACH, today + _REACH)}
    if word.period not in near:
        raise UnknownId(f"period of {word.duty.id}", word.period, near)
    deadline = near[word.period]
    return DutyPeriod(
        duty_id=word.duty.id,
        period=word.period,
        due_on=deadline.due_on,
        grace_until=deadline.due_on + word.duty.grace,
        state=State.AWAITED,
        document_id=None,
        changed_at=now,
    )


def _filed(
    tx: Connection, settings: Settings, word: Word, row: DutyPeriod, run: int, now: datetime
) -> list[Change]:
    if row.state == State.FILED:
        raise Refused(f"{word.duty.id} for {word.period} stands as filed already")
    today = now.astimezone(zone_of(word.duty, settings.catalogue, settings.zone)).date()
    paper = documents.document(tx, word.document_id) if word.document_id is not None else None
    day = word.on or (paper.published_on if paper else None) or today
    if day > today:
        raise Refused(f"{day} lies in the future")
    period = replace(
        row,
        state=State.FILED,
        document_id=paper.id if paper else None,
        filed_on=day,
        changed_at=now,
        by=word.by,
        note=word.note or None,
        refused=tuple(id_ for id_ in row.refused if paper is None or id_ != paper.id),
    )
    kept.save(tx, period)
    versions = documents.versions(tx, paper.id) if paper else []
    change = duty_telling.found(
        word.duty, period, at=now, run=run, version=versions[-1].id if versions else None, quiet=Quiet.NO
    )
    return [replace(change, key=f"{change.key}:{now.isoformat()}")]


def _not_filed(
    tx: Connection, settings: Settings, word: Word, row: DutyPeriod, run: int, now: datetime
) -> list[Change]:
    """Open again, and that document is not taken for it once more; who was told hears of it."""
    if row.state != State.FILED and row.document_id is None:
        raise Refused(f"nothing was taken for {word.duty.id} for {word.period}: it is {row.state}")
    zone = zone_of(word.duty, settings.catalogue, settings.zone)
    due = datetime.combine(row.due_on, time(), zone).astimezone(UTC)
    period = replace(
        row,
        state=State.OVERDUE if row.state == State.OVERDUE else State.AWAITED,
        document_id=None,
        filed_on=None,
        changed_at=min(now, due),  # if it is overdue, that is news and no matter of a first look
        by=word.by,
        note=word.note or None,
        refused=(*row.refused, *((row.document_id,) if row.document_id is not None else ())),
    )
    kept.save(tx, period, reopen=True)
    told = [
        change.id
        for change in stored.changes_of_duty(tx, word.duty.id)
        if change.id is not None
        and change.kind is ChangeKind.FILED
        and change.more.get("period") == word.period
    ]
    unsaid.unsay(tx, told)
    hearers = heard.hearers(tx, told)
    more: dict[str, Json] = {
        "by": word.by,
        "note": word.note,
        "receivers": list(hearers),
        "alerts": dict(hearers),
        corrections.TAKES_BACK: list(told),
    }
    if row.state != State.FILED:
        more["perhaps"] = True
    return [duty_telling.taken_back(word.duty, row, more, at=now, run=run)]
