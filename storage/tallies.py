"""Counts that people and monitoring ask for: what a run led to, how the whole store is doing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from config.words import Fate, SourceState, VersionState
from storage import held
from storage.deliveries import queue_counts
from storage.schema import changes, figures, sources, versions


@dataclass(frozen=True, kw_only=True, slots=True)
class RunTally:
    """What came of one run so far. While `pending` is not 0 there is more to come."""

    pending: int = 0
    figures: int = 0
    held: int = 0
    changes: int = 0
    told: int = 0  #: changes that are not quiet


@dataclass(frozen=True, kw_only=True, slots=True)
class StoreTally:
    pending_versions: int
    set_aside: int
    held: int
    failing_sources: int
    due_deliveries: int
    dead_deliveries: int


def of_runs(conn: Connection, run_ids: Collection[int]) -> dict[int, RunTally]:
    """A tally for each of the runs, also for those that led to nothing."""
    found = {
        run_id: dict.fromkeys(("pending", "figures", "held", "changes", "told"), 0) for run_id in run_ids
    }
    mine = versions.c.run_id.in_(run_ids)
    pending = select(versions.c.run_id, func.count()).where(mine, versions.c.state == VersionState.PENDING)
    for run_id, count in conn.execute(pending.group_by(versions.c.run_id)):
        found[run_id]["pending"] = count
    read = (
        select(versions.c.run_id, figures.c.fate, func.count())
        .join(figures, (figures.c.version_id == versions.c.id) & (figures.c.read_by == versions.c.read_by))
        .where(mine)
        .group_by(versions.c.run_id, figures.c.fate)
    )
    for run_id, fate, count in conn.execute(read):
        found[run_id]["figures"] += count
        if fate in (Fate.UNSURE, Fate.UNPLACED):
            found[run_id]["held"] += count
    made = select(changes.c.run_id, changes.c.quiet, func.count()).where(changes.c.run_id.in_(run_ids))
    for run_id, quiet, count in conn.execute(made.group_by(changes.c.run_id, changes.c.quiet)):
        found[run_id]["changes"] += count
        if not quiet:
            found[run_id]["told"] += count
    return {run_id: RunTally(**counts) for run_id, counts in found.items()}


def of_store(conn: Connection) -> StoreTally:
    def count(*where: object) -> int:
        query = select(func.count()).where(*where)  # type: ignore[arg-type]
        return int(conn.execute(query).scalar_one())

    queue = queue_counts(conn)
    return StoreTally(
        pending_versions=count(versions.c.state == VersionState.PENDING),
        set_aside=count(versions.c.state == VersionState.SET_ASIDE),
        held=held.count(conn),
        failing_sources=count(sources.c.failures > 0, sources.c.state == SourceState.ACTIVE),
        due_deliveries=queue["due"] + queue["leased"],
        dead_deliveries=queue["dead"],
    )
