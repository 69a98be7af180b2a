"""Sources and their runs: what is due, who is at it, how it went.

A run is the fencing token: everything that it writes later is refused once its lease is somebody else's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, and_, bindparam, func, or_, select, update

from config.words import RunKind, RunOutcome, SourceState
from storage import facts
from storage.errors import LeaseLost, NoSuchRow
from storage.records import DeclaredSource as DeclaredSource
from storage.records import Run, SourceRow
from storage.schema import fetches, runs, sightings, sources

#: how much of the usual gap between two finds is the latest gap
GAP_WEIGHT: Final = 0.3


# --- what is declared ---------------------------------------------------------------------------


def sync(tx: Connection, declared: Sequence[DeclaredSource], now: datetime) -> None:
    """Take over the declared sources: new ones are due now, missing ones retire, returned ones go on.

    A source that says `formerly` takes over the row, baseline, runs and sightings of that id. Called
    again with the same it changes nothing. Paused ones stay paused.
    """
    known = {found.id: found for found in tx.execute(select(sources))}
    ids = {source.id for source in declared}
    for source in declared:
        if source.id not in known:
            former = known.get(source.formerly or "")
            _insert(tx, source, former, now)
            if former is not None and former.id not in ids:
                _take_over(tx, former.id, source.id)
        else:
            _refresh(tx, source, known[source.id], now)
    _retire(tx, ids)
    facts.put(tx, facts.SOURCES, str(len(ids)))


def _insert(tx: Connection, source: DeclaredSource, former: Any, now: datetime) -> None:
    kept = ("baseline_run", "last_ok_at", "last_new_at", "usual_gap_s", "failures", "empties", "reason")
    inherited = {name: getattr(former, name) for name in kept} if former is not None else {}
    tx.execute(
        sources.insert().values(
            id=source.id,
            config_hash=source.config_hash,
            state=SourceState.ACTIVE,
            next_due_at=now,
            **({"failures": 0, "empties": 0} | inherited),
        )
    )


def _take_over(tx: Connection, former: str, now_named: str) -> None:
    for table in (runs, fetches, sightings):
        tx.execute(update(table).where(table.c.source_id == former).values(source_id=now_named))
    tx.execute(sources.delete().where(sources.c.id == former))


def _refresh(tx: Connection, source: DeclaredSource, known: Any, now: datetime) -> None:
    fresh: dict[str, Any] = {}
    if known.config_hash != source.config_hash:
        # a shorter interval holds from now on; a longer one from the next visit on
        fresh |= {
            "config_hash": source.config_hash,
            "next_due_at": min(known.next_due_at, now + source.every),
        }
    if known.state == SourceState.RETIRED:
        fresh |= {"state": SourceState.ACTIVE, "next_due_at": now}
    if fresh:
        tx.execute(update(sources).where(sources.c.id == source.id).values(**fresh))


def _retire(tx: Connection, ids: Collection[str]) -> None:
    live = tx.execute(select(sources.c.id).where(sources.c.state != SourceState.RETIRED)).scalars()
    for gone in [id_ for id_ in live if id_ not in ids]:
        tx.execute(update(sources).where(sources.c.id == gone).values(state=SourceState.RETIRED))


def pause(tx: Connection, source_id: str, reason: str) -> None:
    """Not visited by the daemon until `resume`; a run by name still works."""
    _set_state(tx, source_id, SourceState.PAUSED, reason)


def resume(tx: Connection, source_id: str) -> None:
    _set_state(tx, source_id, SourceState.ACTIVE, None)


def _set_state(tx: Connection, source_id: str, state: SourceState, reason: str | None) -> None:
    changed = tx.execute(
        update(sources)
        .where(sources.c.id == source_id, sources.c.state != SourceState.RETIRED)
        .values(state=state, reason=reason)
    )
    if not changed.rowcount:
        raise NoSuchRow(f"no source {source_id!r} is declared")


# --- reading --------------------------------------------------------------------------------------


def due(conn: Connection, now: datetime) -> list[SourceRow]:
    """Active sources whose time has come and that nobody is visiting, the longest waiting first."""
    free = or_(sources.c.lease_run.is_(None), sources.c.lease_until < now)
    found = conn.execute(
        select(sources)
        .where(sources.c.state == SourceState.ACTIVE, sources.c.next_due_at <= now, free)
        .order_by(sources.c.next_due_at, sources.c.id)
    )
    return [_source(each) for each in found]


def rows(conn: Connection) -> list[SourceRow]:
    return [_source(each) for each in conn.execute(select(sources).order_by(sources.c.id))]


def row(conn: Connection, source_id: str) -> SourceRow | None:
    found = conn.execute(select(sources).where(sources.c.id == source_id)).one_or_none()
    return None if found is None else _source(found)


_RUN: Final = select(runs).where(runs.c.id == bindparam("id"))


def run(conn: Connection, run_id: int) -> Run | None:
    found = conn.execute(_RUN, {"id": run_id}).one_or_none()
    return None if found is None else _run(found)


def recent_runs(conn: Connection, source_id: str | None = None, limit: int = 20) -> list[Run]:
    """Newest first; of one source, or of all."""
    query = select(runs).order_by(runs.c.id.desc()).limit(limit)
    if source_id is not None:
        query = query.where(runs.c.source_id == source_id)
    return [_run(each) for each in conn.execute(query)]


# --- runs -----------------------------------------------------------------------------------------


def begin_run(
    tx: Connection,
    *,
    kind: RunKind,
    source_id: str | None,
    owner: str,
    now: datetime,
    lease_until: datetime,
    force: bool = False,
) -> Run | None:
    """Start a run and lease its source; None where another run holds it or (not `force`) it is not due."""
    baseline = False
    if source_id is not None:
        known = row(tx, source_id)
        if known is None or known.state is SourceState.RETIRED:
            raise NoSuchRow(f"no source {source_id!r} is declared")
        baseline = known.baseline_run is None and kind is RunKind.CRAWL
    made = tx.execute(
        runs.insert()
        .values(
            kind=kind,
            source_id=source_id,
            owner=owner,
            baseline=baseline,
            started_at=now,
            lease_until=lease_until,
            counts={},
        )
        .returning(runs)
    ).one()
    if source_id is not None and not _lease(tx, source_id, made.id, now, lease_until, force=force):
        tx.execute(runs.delete().where(runs.c.id == made.id))
        return None
    return _run(made)


def _lease(
    tx: Connection, source_id: str, run_id: int, now: datetime, until: datetime, *, force: bool
) -> bool:
    when = [sources.c.id == source_id, or_(sources.c.lease_run.is_(None), sources.c.lease_until < now)]
    if not force:
        when += [sources.c.next_due_at <= now, sources.c.state == SourceState.ACTIVE]
    taken = tx.execute(update(sources).where(*when).values(lease_run=run_id, lease_until=until))
    return taken.rowcount == 1


def hold_lease(tx: Connection, run_id: int) -> Run:
    """The run, where it is still the one that may write; else LeaseLost."""
    found = tx.execute(select(runs).where(runs.c.id == run_id)).one_or_none()
    if found is None:
        raise LeaseLost(f"there is no run {run_id}")
    if found.ended_at is not None or found.lease_until is None:
        raise LeaseLost(f"run {run_id} was ended or freed by another process")
    if found.source_id is not None:
        holder = select(sources.c.lease_run).where(sources.c.id == found.source_id)
        if tx.execute(holder).scalar_one_or_none() != run_id:
            raise LeaseLost(f"run {run_id} lost the lease of {found.source_id}")
    return _run(found)


def renew(tx: Connection, run_id: int, until: datetime) -> None:
    """Hold the lease until then; raises LeaseLost where it is gone."""
    hold_lease(tx, run_id)
    tx.execute(update(runs).where(runs.c.id == run_id).values(lease_until=until))
    tx.execute(update(sources).where(sources.c.lease_run == run_id).values(lease_until=until))


def end_run(
    tx: Connection,
    run_id: int,
    *,
    outcome: RunOutcome,
    counts: Mapping[str, int],
    reason: str | None,
    next_due_at: datetime | None,
    now: datetime,
) -> Run:
    """Close the run, free the source, and write how the source is doing.

    Read from `counts`: `listed` (0 in a complete run: an empty one) and `versions` (what was new).
    The first complete crawl closes the baseline. Raises LeaseLost.
    """
    held = hold_lease(tx, run_id)
    ended = tx.execute(
        update(runs)
        .where(runs.c.id == run_id)
        .values(ended_at=now, lease_until=None, outcome=outcome, counts=dict(counts), reason=reason)
        .returning(runs)
    ).one()
    if held.source_id is not None:
        known = tx.execute(select(sources).where(sources.c.id == held.source_id)).one()
        fresh: dict[str, Any] = {"lease_run": None, "lease_until": None}
        if next_due_at is not None:
            fresh["next_due_at"] = next_due_at
        if held.kind is RunKind.CRAWL:
            fresh |= _health(known, run_id, outcome, counts, reason, now)
        tx.execute(update(sources).where(sources.c.id == known.id).values(**fresh))
    return _run(ended)


def _health(
    known: Any, run_id: int, outcome: RunOutcome, counts: Mapping[str, int], reason: str | None, now: datetime
) -> dict[str, Any]:
    if outcome is RunOutcome.INTERRUPTED:
        return {}
    if outcome is RunOutcome.FAILED:
        return {"failures": known.failures + 1, "reason": reason}
    fresh: dict[str, Any] = {"failures": 0, "reason": reason, "last_ok_at": now}
    if outcome is RunOutcome.COMPLETE:
        fresh["empties"] = 0 if counts.get("listed", 0) else known.empties + 1
        if known.baseline_run is None:
            fresh["baseline_run"] = run_id
    if counts.get("versions", 0):
        fresh["last_new_at"] = now
        if known.last_new_at is not None:
            gap = max(0.0, (now - known.last_new_at).total_seconds())
            usual = gap if known.usual_gap_s is None else known.usual_gap_s
            fresh["usual_gap_s"] = round(usual + GAP_WEIGHT * (gap - usual))
    return fresh


def interrupt(tx: Connection, now: datetime, owner: str | None = None) -> list[Run]:
    """Mark the runs that nobody is at any more: those whose lease ran out or was freed, or all of `owner`."""
    stale = or_(runs.c.lease_until.is_(None), runs.c.lease_until < now)
    if owner is not None:
        stale = or_(stale, runs.c.owner == owner)
    ended = tx.execute(
        update(runs)
        .where(and_(runs.c.ended_at.is_(None), stale))
        .values(ended_at=now, lease_until=None, outcome=RunOutcome.INTERRUPTED)
        .returning(runs)
    ).all()
    ids = [each.id for each in ended]
    if ids:
        tx.execute(
            update(sources).where(sources.c.lease_run.in_(ids)).values(lease_run=None, lease_until=None)
        )
    return [_run(each) for each in sorted(ended, key=lambda each: each.id)]


def unended(conn: Connection) -> int:
    """How many runs are under way, or were cut off and not yet marked."""
    return conn.execute(select(func.count()).select_from(runs).where(runs.c.ended_at.is_(None))).scalar_one()


def _source(found: Any) -> SourceRow:
    return SourceRow(
        id=found.id,
        state=SourceState(found.state),
        baseline_run=found.baseline_run,
        next_due_at=found.next_due_at,
        last_ok_at=found.last_ok_at,
        last_new_at=found.last_new_at,
        usual_gap_s=found.usual_gap_s,
        failures=found.failures,
        empties=found.empties,
        reason=found.reason,
        running=found.lease_run is not None,
    )


def _run(found: Any) -> Run:
    return Run(
        id=found.id,
        kind=RunKind(found.kind),
        source_id=found.source_id,
        owner=found.owner,
        baseline=found.baseline,
        started_at=found.started_at,
        ended_at=found.ended_at,
        outcome=None if found.outcome is None else RunOutcome(found.outcome),
        counts=dict(found.counts),
        reason=found.reason,
    )
