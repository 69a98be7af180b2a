"""How the sources are doing, and which documents went away: what the operator hears of what breaks.

A source fails once: three failed runs in a row, three runs of a feed that listed nothing, or silence for
four times its usual gap. It is told once, reminded of at growing gaps, and its recovery is told once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from config.catalogue import SourceEntry
from config.settings import Settings
from config.words import ChangeKind, SourceKind, SourceState
from monitor import alerts
from storage import departures, documents, facts, findings, sources
from storage.database import Store
from storage.departures import Departure
from storage.records import Change, SourceRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

Clock = Callable[[], datetime]

FAILED_RUNS: Final = 3
EMPTY_RUNS: Final = 3
SILENT_GAPS: Final = 4  #: times the usual gap between two things that were new
#: a source that brings something new every hour may still rest over a weekend
SILENT_AT_LEAST: Final = timedelta(days=3)
#: after these spans the operator is reminded of what still fails; then every thirty days
REMINDERS: Final = tuple(timedelta(days=days) for days in (1, 3, 7, 14, 30))
#: kinds whose listing is never empty while they work; a news sitemap and a council week may be
_NEVER_EMPTY: Final = (SourceKind.FEED, SourceKind.LISTING)
_FACT: Final = "failing sources"  #: JSON: source -> what was told of it


class RunReport(Protocol):
    """What `crawler.run` says of a visit."""

    @property
    def source_id(self) -> str: ...
    @property
    def run_id(self) -> int | None: ...
    @property
    def counts(self) -> Mapping[str, int]: ...
    @property
    def recorded(self) -> bool: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """Why a source counts as failing."""

    reason: str
    failures: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """That the operator knows: since when, under which change, how often reminded."""

    key: str
    since: datetime
    reminders: int = 0


# --- rules --------------------------------------------------------------------------------------------


def trouble(row: SourceRow, source: SourceEntry, now: datetime) -> Trouble | None:
    """Whether the source fails, and why."""
    if row.state is not SourceState.ACTIVE:
        return None
    if row.failures >= FAILED_RUNS:
        return Trouble(reason=row.reason or "its runs failed", failures=row.failures)
    if row.empties >= EMPTY_RUNS and source.kind in _NEVER_EMPTY:
        return Trouble(reason=f"it listed nothing {row.empties} times in a row", failures=row.empties)
    if row.last_new_at is not None and row.usual_gap_s:
        usual = timedelta(seconds=row.usual_gap_s)
        silent = now - row.last_new_at
        if silent > max(SILENT_GAPS * usual, SILENT_AT_LEAST):
            return Trouble(
                reason=f"nothing new for {_span(silent)}; something usually comes every {_span(usual)}"
            )
    return None


def reminders_due(told: Told, now: datetime) -> int:
    """How many reminders should have gone out by now."""
    lasted = now - told.since
    sent = sum(lasted >= span for span in REMINDERS)
    return sent + max(0, (lasted - REMINDERS[-1]) // REMINDERS[-1])


def _span(span: timedelta) -> str:
    if span >= timedelta(days=2):
        return f"{span.days} days"
    hours = round(span.total_seconds() / 3600)
    return f"{hours} hours" if hours >= 2 else f"{max(1, round(span.total_seconds() / 60))} minutes"


# --- with the store -------------------------------------------------------------------------------------


def after_run(store: Store, settings: Settings, clock: Clock, report: RunReport) -> list[Change]:
    """What a run that has just ended says of its source and its documents; the changes that are new."""
    source = settings.sources.get(report.source_id)
    if not report.recorded or report.run_id is None or source is None:
        return []
    now, changes = clock(), list[Change]()
    if report.counts.get("gone") or report.counts.get("returned"):
        changes += _documents(store, settings, source, report.run_id, now)
    return changes + _look(store, settings, [source], now)


def look(store: Store, settings: Settings, clock: Clock) -> list[Change]:
    """What time alone says: sources that went silent, and reminders of those that still fail."""
    return _look(store, settings, list(settings.sources.values()), clock())


def _look(store: Store, settings: Settings, watched: Sequence[SourceEntry], now: datetime) -> list[Change]:
    with store.read() as conn:
        known = _told(conn)
        rows = {row.id: row for row in sources.rows(conn)}
        wanted = [source for source in watched if source.id in rows]
        found = [(source, trouble(rows[source.id], source, now)) for source in wanted]
        runs = {
            source.id: runs[0].id
            for source, it in found
            if (it is None) == (source.id in known) and (runs := sources.recent_runs(conn, source.id, 1))
        }
    changes: list[Change] = []
    for source, it in found:
        if source.id in runs:
            change = _change(source, it, runs[source.id], now)
            changes += store.transact(_record, settings, source.id, change, now)
        elif it is not None and source.id in known:
            _remind(store, settings, source, it, known[source.id], now)
    return changes


def _change(source: SourceEntry, it: Trouble | None, run: int, now: datetime) -> Change:
    """That the source fails, or, without a trouble, that it works again."""
    kind = ChangeKind.FAILING if it else ChangeKind.RECOVERED
    return Change(
        key=f"{kind}:{source.id}:{run}",
        kind=kind,
        at=now,
        run_id=run,
        source_id=source.id,
        more={"place": source.place, "reason": it.reason, "failures": it.failures}
        if it
        else {"place": source.place},
    )


def _record(tx: Connection, settings: Settings, source: str, change: Change, now: datetime) -> list[Change]:
    known = _told(tx)
    if change.kind is ChangeKind.FAILING:
        known[source] = Told(key=change.key, since=now)
    else:
        known.pop(source, None)
    _tell(tx, known)
    return findings.record_changes(tx, [change], alerts.owed(change, settings, settings.catalogue, now), now)


def _remind(
    store: Store, settings: Settings, source: SourceEntry, it: Trouble, told: Told, now: datetime
) -> None:
    from monitor.deliver import dispatcher

    due = reminders_due(told, now)
    if due <= told.reminders:
        return
    dispatcher.notify_operator(
        store,
        settings,
        now,
        f"reminder:{told.key}:{due}",
        f"Still failing: {source.id}",
        [f"The source {source.id} has failed for {_span(now - told.since)}: {it.reason}."],
    )
    store.transact(_reminded, source.id, due)


def _reminded(tx: Connection, source: str, count: int) -> None:
    known = _told(tx)
    if source in known:
        _tell(tx, {**known, source: replace(known[source], reminders=count)})


def _told(conn: Connection) -> dict[str, Told]:
    kept = json.loads(facts.get(conn, _FACT) or "{}")
    return {
        source: Told(key=it["key"], since=datetime.fromisoformat(it["since"]), reminders=it["reminders"])
        for source, it in kept.items()
    }


def _tell(tx: Connection, known: Mapping[str, Told]) -> None:
    kept = {
        source: {"key": it.key, "since": it.since.isoformat(), "reminders": it.reminders}
        for source, it in known.items()
    }
    facts.put(tx, _FACT, json.dumps(kept, sort_keys=True))


# --- documents that went, and came back -----------------------------------------------------------------


def _documents(
    store: Store, settings: Settings, source: SourceEntry, run: int, now: datetime
) -> list[Change]:
    with store.read() as conn:
        found = departures.untold(conn, source.id)
        known = documents.known(conn, [each.document.key for each in found])
    changes = [_of_document(each, known[each.document.key].carries_claim, source, run, now) for each in found]
    owed = [each for change in changes for each in alerts.owed(change, settings, settings.catalogue, now)]
    return store.transact(findings.record_changes, changes, owed, now) if changes else []


def _of_document(departure: Departure, carries: bool, source: SourceEntry, run: int, now: datetime) -> Change:
    document = departure.document
    gone = document.gone_since is not None
    return Change(
        key=f"gone:{document.id}:{run}" if gone else f"returned:{document.id}:{departure.told_gone_in}",
        kind=ChangeKind.GONE if gone else ChangeKind.RETURNED,
        at=now,
        run_id=run,
        document_id=document.id,
        source_id=source.id,
        more={"place": document.place, "carries_figure": carries},
    )
