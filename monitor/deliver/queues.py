"""What is to be sent now, a queue a receiver."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from monitor.deliver import outages
from monitor.deliver.outages import Turn
from storage import deliveries, receivers
from storage.records import Delivery

if TYPE_CHECKING:
    from sqlalchemy import Connection

AT_ONCE: Final = 500  #: deliveries looked at in one round


@dataclass(frozen=True, slots=True)
class Ready:
    """Receivers that fare well come first, so that no other holds them up; each one's messages in order."""

    queues: Mapping[str, Sequence[Delivery]]
    probes: Collection[int]  #: the deliveries that only ask a failing receiver whether it is back


def ready(conn: Connection, known: Collection[str], now: datetime) -> Ready:
    """What the known receivers may be sent at this moment."""
    rows = [row for row in receivers.receiver_list(conn) if row.id in known]
    turns = {row.id: outages.turn(row, now) for row in rows}
    asking = {id_: deliveries.probes(conn, id_, now) for id_ in _at(turns, Turn.PROBE)}
    queued: dict[str, list[Delivery]] = {}
    for delivery in deliveries.due(conn, now, AT_ONCE, _at(turns, Turn.ALL), _at(turns, Turn.FIRST)):
        queued.setdefault(delivery.receiver, []).append(delivery)
    well_first = sorted(queued, key=lambda id_: list(Turn).index(turns[id_]))
    queues = {id_: queued[id_] for id_ in well_first} | {id_: pair for id_, pair in asking.items() if pair}
    queues |= {row.id: _put_off_last(queues[row.id]) for row in rows if row.held_until and row.id in queues}
    return Ready(queues, frozenset(probe.id for pair in asking.values() for probe in pair))


def _put_off_last(queue: Sequence[Delivery]) -> list[Delivery]:
    """After a pause that its receiver asked for, a message that was refused twice goes behind the rest.

    Otherwise one that can never be taken would have each pause begin anew before any other was tried.
    """
    return sorted(queue, key=lambda delivery: delivery.attempts if delivery.attempts > 1 else 0)


def _at(turns: Mapping[str, Turn], turn: Turn) -> list[str]:
    return [id_ for id_, its in turns.items() if its is turn]
