"""How everything stands at one moment: what `status` says, and what of it needs a person."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from config.settings import MIB, Settings
from config.words import DeliveryState, SourceState
from monitor import duty_standing, heartbeat
from monitor.deliver import outages
from monitor.duty_standing import DutyStanding
from monitor.filing import State
from monitor.phrases import plural
from storage import held, leases, mutes, outbox, receivers, sources, tallies
from storage.database import Store
from storage.records import Delivery, ReceiverRow, SourceRow
from storage.tallies import StoreTally

FAILING: Final = 3  #: runs in a row that failed, or listed nothing, until a source is said to fail
SHOWN: Final = 50  #: deliveries that are counted or listed


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    store: str
    owner: str | None  #: the process that owns the store
    beat_at: datetime | None  #: last sign of life
    alive: bool
    sources: Sequence[SourceRow]  #: the declared ones
    undeclared: Sequence[str]  #: ids that are configured and not yet taken over by a daemon
    held: int  #: figures that wait for a person
    tally: StoreTally
    waiting: Sequence[Delivery]
    dead: Sequence[Delivery]
    receivers: Sequence[ReceiverRow]  #: the declared ones
    waiting_for: Mapping[str, int]  #: deliveries that wait, by receiver
    mutes: int  #: in force
    duties: Sequence[DutyStanding]  #: not filed yet
    free: int | None  #: bytes beside the store; None where it is on a server
    stop_below: int

    @property
    def failing(self) -> list[SourceRow]:
        return [row for row in self.sources if failing(row)]

    @property
    def receivers_off(self) -> list[ReceiverRow]:
        return [row for row in self.receivers if not row.on]

    @property
    def receivers_failing(self) -> list[ReceiverRow]:
        return [row for row in self.receivers if row.on and outages.failing(row)]

    @property
    def overdue(self) -> list[DutyStanding]:
        return [each for each in self.duties if each.period.state == State.OVERDUE]

    @property
    def needs(self) -> list[str]:
        """What a person should look at, a line each."""
        return list(self._needs())

    def _needs(self) -> Iterator[str]:
        if self.free is not None and self.free < self.stop_below:
            yield f"fetching is stopped: only {self.free // MIB:,} MiB free beside the store"
        for row in self.failing:
            yield f"source {row.id} fails: {trouble(row)}"
        for receiver in self.receivers:
            if (said := receiver_trouble(receiver, self.waiting_for.get(receiver.id, 0))) is not None:
                yield said
        if self.dead:
            more = f"{len(self.dead)}{' or more' if len(self.dead) >= SHOWN else ''}"
            yield f"{more} dead deliveries: `alerts list`, then `alerts resend ID`"
        if self.held:
            verb = "waits" if self.held == 1 else "wait"
            yield f"{plural(self.held, 'reading')} {verb} for a person: `review list`"
        if perhaps := [each for each in self.duties if each.period.state == State.PERHAPS]:
            verb = "is" if len(perhaps) == 1 else "are"
            yield f"{plural(len(perhaps), 'report')} {verb} perhaps filed: `duties list`"
        if self.tally.set_aside:
            yield f"{self.tally.set_aside} versions could not be compared and are set aside: see the log"


def look(store: Store, settings: Settings, now: datetime) -> Standing:
    """Everything, read in one snapshot."""
    owner = leases.owner_alive(store)
    beat_at = heartbeat.last(store)
    with store.read() as conn:
        rows = [row for row in sources.rows(conn) if row.id in settings.sources]
        dead = outbox.deliveries_in(conn, DeliveryState.DEAD, SHOWN)
        return Standing(
            store=store.url,
            owner=owner,
            beat_at=beat_at,
            alive=owner is not None and (beat_at is None or now - beat_at <= heartbeat.STALE_AFTER),
            sources=rows,
            undeclared=sorted(set(settings.sources) - {row.id for row in rows}),
            held=held.count(conn),
            tally=tallies.of_store(conn),
            waiting=outbox.deliveries_in(conn, DeliveryState.DUE, SHOWN),
            dead=[each for each in dead if _last_round(outbox.deliveries(conn, each.alert_id), each)],
            receivers=[row for row in outbox.receiver_list(conn) if row.id in settings.receivers],
            waiting_for=receivers.waiting(conn),
            mutes=len(mutes.mutes(conn, now)),
            duties=[
                each for each in duty_standing.look(conn, settings, now) if each.period.state != State.FILED
            ],
            free=shutil.disk_usage(store.path.parent).free if store.path else None,
            stop_below=settings.daemon.stop_fetching_below,
        )


def _last_round(rounds: Sequence[Delivery], delivery: Delivery) -> bool:
    """A dead delivery that was sent again is no trouble any more."""
    return bool(rounds) and rounds[-1].id == delivery.id


def failing(row: SourceRow) -> bool:
    watched = row.state is SourceState.ACTIVE
    return watched and (row.failures >= FAILING or row.empties >= FAILING)


def trouble(row: SourceRow) -> str:
    """Why a source is not well, in words."""
    if row.failures:
        return f"{row.failures} runs failed in a row{f': {row.reason}' if row.reason else ''}"
    if row.empties:
        return f"{row.empties} runs in a row listed nothing"
    return row.reason or ""


def receiver_trouble(row: ReceiverRow, waiting: int) -> str | None:
    """Why a receiver needs a person, in words; None where it is well."""
    left = f"; {plural(waiting, 'message')} kept for it" if waiting else ""
    if not row.on:
        return f"receiver {row.id} is off: {row.reason}{left}; `alerts on {row.id}`"
    if outages.failing(row):
        since = f" since {row.failing_since:%Y-%m-%d %H:%M} UTC" if row.failing_since else ""
        return f"receiver {row.id} takes nothing{since}{left}"
    return None
