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
class Queue:
    """What one receiver is to be sent in this round, in order."""

    receiver: str
    turn: Turn
    deliveries: Sequence[Delivery]


def ready(conn: Connection, known: Collection[str], now: datetime) -> list[Queue]:
    """The queues of the known receivers; those that fare well come first, so that no other holds them up."""
    turns = {row.id: outages.turn(row, now) for row in receivers.receiver_list(conn) if row.id in known}
    due = deliveries.due(conn, now, AT_ONCE, _at(turns, Turn.ALL), _at(turns, Turn.FIRST))
    due += [probe for id_ in _at(turns, Turn.PROBE) for probe in deliveries.probes(conn, id_, now)]
    queued: dict[str, list[Delivery]] = {}
    for delivery in due:
        queued.setdefault(delivery.receiver, []).append(delivery)
    made = [Queue(id_, turns[id_], tuple(some)) for id_, some in queued.items()]
    return sorted(made, key=lambda queue: list(Turn).index(queue.turn))


def _at(turns: Mapping[str, Turn], turn: Turn) -> list[str]:
    return [id_ for id_, its in turns.items() if its is turn]
