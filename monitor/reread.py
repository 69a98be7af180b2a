"""What a newer reader or catalogue sees otherwise in what is stored: a report, and taking it over.

Nobody is alerted. Taking it over reads every version again and builds the ledger anew from the readings
and from people's words, in the order in which the versions came; changes, alerts and deliveries stay as
they are, since they are history.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from config.settings import Settings
from config.words import RunKind, RunOutcome
from monitor import citation, reading, sides
from monitor.compare import compare
from monitor.comparison import Mode, rules
from storage import copies, documents, findings, ledger, sources
from storage.database import Store
from storage.records import Figure, ReadFigure, Version

if TYPE_CHECKING:
    from sqlalchemy import Connection

Clock = Callable[[], datetime]
Progress = Callable[[int], None]

AT_ONCE: Final = 200  #: versions that are listed in one query
LEASE: Final = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One version that today's reader reads otherwise than the reader of its day did."""

    version: Version
    title: str
    read_by: str  #: today's
    gone: tuple[Figure, ...]  #: read then, not now
    seen: tuple[Figure, ...]  #: read now, not then


def differences(
    store: Store,
    settings: Settings,
    *,
    since: datetime | None = None,
    source_id: str | None = None,
    progress: Progress = lambda _count: None,
) -> Iterator[Difference]:
    """What is read otherwise, in version order. Nothing is stored."""
    for count, version in enumerate(_versions(store, since, source_id), 1):
        with store.read() as conn:
            ready = reading.prepare(conn, version, settings)
            then = [each.figure for each in findings.figures(conn, version.id)]
        gone, seen = _apart(then, ready.now)
        if gone or seen:
            yield Difference(
                version=version, title=ready.document.title, read_by=ready.read_by, gone=gone, seen=seen
            )
        progress(count)


def take_over(
    store: Store, settings: Settings, clock: Clock, progress: Progress = lambda _count: None
) -> int:
    """Let today's readings count, all of them or none; says how many versions were read.

    The caller owns the store: this is one long transaction.
    """
    return store.transact(_take_over, settings, clock(), progress)


def _take_over(tx: Connection, settings: Settings, now: datetime, progress: Progress) -> int:
    run = sources.begin_run(
        tx, kind=RunKind.REREAD, source_id=None, owner="reread", now=now, lease_until=now + LEASE
    )
    assert run is not None  # noqa: S101  # only a source can be held by another run
    ledger.forget(tx)
    copies.forget_all(tx)
    count = last = 0
    while versions := documents.compared(tx, after=last, limit=AT_ONCE):
        for version in versions:
            _again(tx, settings, version, run.id, now)
            count += 1
            progress(count)
        last = versions[-1].id
    sources.end_run(
        tx,
        run.id,
        outcome=RunOutcome.COMPLETE,
        counts={"versions": count},
        reason=None,
        next_due_at=None,
        now=now,
    )
    return count


def _again(tx: Connection, settings: Settings, version: Version, run: int, now: datetime) -> None:
    """Compare one version as if it had just come, telling nobody."""
    ready = reading.prepare(tx, version, settings)
    context = replace(ready.context, mode=Mode.REREAD, appeared=None, edit=None, late=False)
    done = compare(ready.ledger, context, ready.before, ready.now, rules(settings))
    read = [
        ReadFigure(figure=figure, fate=fate, version_id=version.id)
        for figure, fate in zip(ready.now, done.fates, strict=True)
    ]
    findings.reread(tx, version.id, ready.read_by, read)
    if ready.copies is not None:
        copies.write(tx, version.id, ready.copies)
    changes = [replace(change, run_id=run) for change in sides.complete(tx, done.changes)]
    findings.record_ledger(tx, ready.ledger, done.ledger, changes, (), now, read_by=ready.read_by)


def _versions(store: Store, since: datetime | None, source_id: str | None) -> Iterator[Version]:
    last = 0
    while True:
        with store.read() as conn:
            some = documents.compared(conn, after=last, since=since, source_id=source_id, limit=AT_ONCE)
        if not some:
            return
        yield from some
        last = some[-1].id


def _apart(then: Sequence[Figure], now: Sequence[Figure]) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    return _without(then, now), _without(now, then)


def _without(these: Sequence[Figure], those: Sequence[Figure]) -> tuple[Figure, ...]:
    """Those of `these` that have no counterpart, each counterpart taken once."""
    left = Counter(_said(figure) for figure in those)
    kept = []
    for figure in these:
        key = _said(figure)
        if left[key]:
            left[key] -= 1
        else:
            kept.append(figure)
    return tuple(kept)


def _said(figure: Figure) -> tuple[object, ...]:
    """What makes two readings the same to a person: not the reasons, not the place in the text."""
    when = citation.period(figure.period)
    what = (figure.metric, figure.value, figure.qualifier, figure.place, figure.agency, when, figure.as_of)
    return (*what, figure.party, figure.subset, figure.hand, figure.certainty)
