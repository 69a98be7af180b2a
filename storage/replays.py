"""Messages to one receiver once more, from some time on: for one that lost what it had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from config.words import DeliveryState
from storage import corrections
from storage.deliveries import new_round
from storage.receivers import WAITING
from storage.schema import alerts, deliveries


@dataclass(frozen=True, kw_only=True, slots=True)
class Replayed:
    """A message as it would be sent once more."""

    alert_id: str
    seq: int
    made_at: datetime
    subject: str
    round: int  #: the last one so far
    state: DeliveryState  #: of that round

    @property
    def waits(self) -> bool:
        """It is under way already, and is not queued a second time."""
        return self.state in WAITING


def since(conn: Connection, receiver_id: str, moment: datetime) -> list[Replayed]:
    """All that was made for this receiver from then on, in the order of its numbers."""
    last = (
        select(deliveries.c.alert_id, func.max(deliveries.c.round).label("round"))
        .group_by(deliveries.c.alert_id)
        .subquery()
    )
    query = (
        select(
            alerts.c.id,
            alerts.c.seq,
            alerts.c.made_at,
            alerts.c.subject,
            deliveries.c.round,
            deliveries.c.state,
        )
        .join(deliveries, deliveries.c.alert_id == alerts.c.id)
        .join(last, (last.c.alert_id == alerts.c.id) & (last.c.round == deliveries.c.round))
        .where(alerts.c.receiver_id == receiver_id, alerts.c.made_at >= moment)
        .order_by(alerts.c.seq)
    )
    return [
        Replayed(
            alert_id=row.id,
            seq=row.seq,
            made_at=row.made_at,
            subject=row.subject,
            round=row.round,
            state=DeliveryState(row.state),
        )
        for row in conn.execute(query)
    ]


def queue(tx: Connection, some: Sequence[Replayed], now: datetime) -> list[int]:
    """A further round for each, in their order; the new deliveries. One that waits by now is left out.

    What has been taken back of them since is owed too, where their receiver was never told of that.
    """
    corrections.owe(tx, [each.alert_id for each in some], now)
    made = (new_round(tx, each.alert_id, now) for each in some)
    return [delivery.id for delivery in made if delivery is not None]
