"""What a person does is a run of its own: known by who did it and when, and done whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from config.words import RunKind, RunOutcome
from monitor.errors import Refused
from storage import sources
from storage.database import Store
from storage.records import Change

if TYPE_CHECKING:
    from sqlalchemy import Connection

PATIENCE_S: Final = 30.0  #: for whoever is at work on the ledger to be done
_WAIT_S: Final = 0.1


class Foreseen(Exception):
    """Carries the changes out of a transaction that must not be kept."""

    def __init__(self, changes: list[Change]) -> None:
        self.changes = changes


def foresee(store: Store, act: Callable[[Connection], list[Change]]) -> list[Change]:
    """What `act` would change: worked out as it would be, and then undone."""
    try:
        store.transact(_undone, act)
    except Foreseen as seen:
        return seen.changes
    raise AssertionError("what is undone cannot succeed")


def _undone(tx: Connection, act: Callable[[Connection], list[Change]]) -> None:
    raise Foreseen(act(tx))


def do(
    store: Store, clock: Callable[[], datetime], act: Callable[[Connection], list[Change]]
) -> list[Change]:
    """Do it in one transaction, when nobody else works on the ledger. Raises Refused after a while."""
    from monitor import findings

    until = time.monotonic() + PATIENCE_S
    with findings.consuming(store, clock) as consumer:
        while not consumer.alone():
            if time.monotonic() > until:
                raise Refused("other findings are being made at this moment; try again in a minute")
            time.sleep(_WAIT_S)
        return store.transact(act)


@contextmanager
def run_of(tx: Connection, by: str, now: datetime, changes: list[Change]) -> Iterator[int]:
    """A run of this person; it ends with the count of what `changes` then holds."""
    run = sources.begin_run(
        tx,
        kind=RunKind.REVIEW,
        source_id=None,
        owner=f"review by {by}"[:100],
        now=now,
        lease_until=now + timedelta(minutes=1),
    )
    assert run is not None  # noqa: S101  # only a source can be held by another run
    yield run.id
    sources.end_run(
        tx,
        run.id,
        outcome=RunOutcome.COMPLETE,
        counts={"changes": len(changes)},
        reason=None,
        next_due_at=None,
        now=now,
    )
