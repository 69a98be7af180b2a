"""Transaction 2, from the outside: pending versions become figures, changes, and what is owed.

One consumer at a time, in the order in which the versions were stored. A crash in between loses nothing:
the version is still pending. One that fails twice is set aside, and the operator is told.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from config.settings import Settings
from config.words import ChangeKind, Fate
from monitor import alerts, log, reading, recognition, releases, sides, withdrawals
from monitor.compare import compare
from monitor.comparison import rules
from storage import documents, findings, leases, ledger, sources
from storage import duties as duty_rows
from storage.database import Store
from storage.errors import LeaseLost, StoreGone, Transient, Unopenable
from storage.records import Change, DutyPeriod, Findings, Owed, ReadFigure, Version

if TYPE_CHECKING:
    from sqlalchemy import Connection

Clock = Callable[[], datetime]

LEASE_NAME: Final = "findings"
LEASE: Final = timedelta(minutes=5)  #: after a kill -9 another consumer may go on after this
STRETCH_S: Final = 3.0  #: of work, before a person's word gets its turn
ASIDE_S: Final = 0.15  #: longer than who waits for the lease lies idle
ASIDE_TURNS: Final = 40
MANY: Final = 10_000  #: versions looked through for those behind one that failed


@dataclass(frozen=True, kw_only=True, slots=True)
class Processed:
    """What became of one version."""

    version_id: int
    document_id: int
    run_id: int
    figures: tuple[ReadFigure, ...] = ()
    changes: tuple[Change, ...] = ()  #: those that were really new
    set_aside: bool = False
    failed: bool = False  #: it is tried once more


def process_pending(
    store: Store,
    settings: Settings,
    clock: Clock,
    *,
    stopping: Callable[[], bool] = lambda: False,
) -> list[Processed]:
    """Compare what is pending, oldest first, until nothing is left or `stopping` says so.

    Empty where another consumer is at work. Each version is tried once a call.
    """
    done: list[Processed] = []
    last = 0
    with consuming(store, clock) as consumer:
        while consumer.alone() and not stopping():
            version = _next(store, last)
            if version is None:
                break
            done.append(_process(store, settings, clock, version))
            last = version.id
            consumer.step_aside()
    return done


@dataclass(slots=True)
class Consumer:
    """The right to read and change the ledger in one step, as long as `alone()` says so."""

    store: Store
    clock: Clock
    holder: str = field(default_factory=lambda: secrets.token_hex(8))
    until: datetime | None = None
    since: float = field(default_factory=time.monotonic)  #: of this stretch of work

    def alone(self) -> bool:
        """Whether nobody else works on the ledger; holds the lease on in good time."""
        now = self.clock()
        if self.until is None or self.until - now < LEASE / 2:
            held = self.store.transact(leases.claim, LEASE_NAME, self.holder, now + LEASE, now)
            self.until = now + LEASE if held else None
        return self.until is not None

    def step_aside(self) -> None:
        """After a stretch of work, give a person whose word waits a moment to say it; then go on."""
        if time.monotonic() - self.since < STRETCH_S:
            return
        self.store.transact(leases.release, LEASE_NAME, self.holder)
        self.until = None
        for _ in range(ASIDE_TURNS):
            time.sleep(ASIDE_S)
            if self.alone():
                break
        self.since = time.monotonic()


@contextmanager
def consuming(store: Store, clock: Clock) -> Iterator[Consumer]:
    """Be the one consumer, and give the lease back whatever happens."""
    consumer = Consumer(store, clock)
    try:
        yield consumer
    finally:
        if consumer.until is not None:
            store.transact(leases.release, LEASE_NAME, consumer.holder)


def _next(store: Store, after: int) -> Version | None:
    """The next pending version; those that failed in this call lie behind."""
    with store.read() as conn:
        waiting = documents.pending(conn, 1)
        if waiting and waiting[0].id <= after:
            waiting = [version for version in documents.pending(conn, MANY) if version.id > after]
    return waiting[0] if waiting else None


def _process(store: Store, settings: Settings, clock: Clock, version: Version) -> Processed:
    try:
        return _compared(store, settings, clock, version)
    except (Transient, StoreGone, Unopenable, LeaseLost):
        raise  # the store's trouble, not the version's
    except Exception as error:  # one version's border: the others go on
        log.logger("findings").exception("findings.failed", version=version.id, document=version.document_id)
        return _failed(store, settings, clock, version, error)


def _compared(store: Store, settings: Settings, clock: Clock, version: Version) -> Processed:
    with store.read() as conn:
        ready = reading.prepare(conn, version, settings)
        done = compare(ready.ledger, ready.context, ready.before, ready.now, rules(settings))
        changes = sides.complete(conn, done.changes)
        filed = recognition.filed(conn, settings, ready)
    changes = (*changes, *(change for _, change in filed))
    figures = tuple(
        ReadFigure(figure=figure, fate=fate, version_id=version.id)
        for figure, fate in zip(ready.now, done.fates, strict=True)
    )
    now = clock()
    found = Findings(
        version_id=version.id,
        document_id=version.document_id,
        run_id=version.run_id,
        read_by=ready.read_by,
        figures=figures,
        before=ready.ledger,
        after=done.ledger,
        changes=changes,
        owed=owed(changes, settings, now),
        copies=ready.copies,
    )
    made = store.transact(_record, found, filed, now)
    _log_held(version, figures)
    return Processed(
        version_id=version.id,
        document_id=version.document_id,
        run_id=version.run_id,
        figures=figures,
        changes=tuple(made),
    )


def _record(
    tx: Connection, found: Findings, filed: Sequence[tuple[DutyPeriod, Change]], now: datetime
) -> list[Change]:
    """Transaction 2, and in it the duties that the document answers."""
    made = findings.record(tx, found, now)
    told = {change.key for change in made}
    for period, change in filed:
        if change.key in told:
            duty_rows.save(tx, period)
    return made


def owed(changes: Sequence[Change], settings: Settings, now: datetime) -> tuple[Owed, ...]:
    """Whom these changes are owed to."""
    return tuple(
        each for change in changes for each in alerts.owed(change, settings, settings.catalogue, now)
    )


def _failed(store: Store, settings: Settings, clock: Clock, version: Version, error: Exception) -> Processed:
    now = clock()
    aside = store.transact(findings.failed, version.id, now)
    changes: list[Change] = []
    if aside:
        with store.read() as conn:
            listed = documents.sources_of(conn, version.document_id)
        change = Change(
            key=f"set-aside:{version.id}",
            kind=ChangeKind.FAILING,
            at=now,
            run_id=version.run_id,
            version_id=version.id,
            document_id=version.document_id,
            source_id=listed[0] if listed else None,
            more={
                "reason": f"version {version.id} of document {version.document_id} could not be compared"
                f" ({type(error).__name__}) and was set aside"
            },
        )
        changes = store.transact(findings.record_changes, [change], owed([change], settings, now), now)
    return Processed(
        version_id=version.id,
        document_id=version.document_id,
        run_id=version.run_id,
        changes=tuple(changes),
        set_aside=aside,
        failed=True,
    )


def _log_held(version: Version, figures: Sequence[ReadFigure]) -> None:
    held = [each for each in figures if each.fate in (Fate.UNPLACED, Fate.UNSURE)]
    if held:
        log.logger("findings").info("findings.held", version=version.id, figures=len(held))


# --- withdrawals ----------------------------------------------------------------------------------


def withdraw(store: Store, settings: Settings, clock: Clock) -> list[Change]:
    """Withdraw what stayed missing from its page for long enough; the changes that were really new.

    Nothing where another consumer is at work: the next round does it.
    """
    with consuming(store, clock) as consumer:
        return _withdrawn(store, settings, clock()) if consumer.alone() else []


def _withdrawn(store: Store, settings: Settings, now: datetime) -> list[Change]:
    with store.read() as conn:
        missing = ledger.missing(conn)
        checks = {each.support.document: None if each.gone_since else each.last_ok_at for each in missing}
        before = ledger.load(conn, points={each.point for each in missing})
        after, changes = withdrawals.ripe(before, checks, now, rules(settings), run=0)
        kinds = {id_: kept.kind for id_, kept in documents.by_ids(conn, checks).items()}
        placed = [_placed(conn, change) for change in changes]
        told = releases.of_withdrawals(sides.complete(conn, placed), kinds, rules(settings))
    if after == before:
        return []
    return store.transact(findings.record_ledger, before, after, told, owed(told, settings, now), now)


def _placed(conn: Connection, change: Change) -> Change:
    """The change as of the last run of the source that lists its document."""
    listed = documents.sources_of(conn, change.document_id) if change.document_id is not None else []
    for source in listed[:1]:
        for run in sources.recent_runs(conn, source, 1):
            return replace(change, run_id=run.id, source_id=source)
    version = documents.version(conn, change.version_id) if change.version_id is not None else None
    return replace(change, run_id=version.run_id if version else 0)
