"""From frozen alerts to what was acknowledged: transaction 4. `gather`, from `freezing`, comes before it.

It may be called at any time and twice: a delivery is leased before it is sent, and its answer recorded.
Receivers are served side by side, so that a slow one holds up nobody; within one, messages go in order, and
one that fails does not keep back those after it, unless the receiver takes nothing at all (see `outages`).
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from config.settings import Settings
from config.words import ReceiverKind
from monitor import messages, subscriptions
from monitor.deliver import channels, queues, turns
from monitor.deliver.deadline import Deadline
from monitor.deliver.freezing import Clock, bare, gather
from monitor.deliver.mailroom import Carried, Mailroom
from monitor.deliver.notices import Notices, notify_operator
from monitor.deliver.retry import Answer
from monitor.deliver.sender import Sender
from monitor.errors import UnknownId
from storage import leases, receivers
from storage.database import Store
from storage.records import Attempt, Delivery

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from monitor.deliver.mail_line import MailLine

__all__ = ["dispatch_due", "gather", "notify_operator", "test_alert"]

CLAIM: Final = timedelta(minutes=10)  #: longer than one round; a process that is killed keeps it so long
TURN_S: Final = 5.0  #: after which a receiver with more to come waits for the next round


async def dispatch_due(
    store: Store,
    settings: Settings,
    clock: Clock,
    holder: str,
    *,
    jitter: Callable[[], float] = random.random,
    sessions: channels.Sessions | None = None,
    turn_s: float = TURN_S,
    meanwhile: Callable[[], object] | None = None,
) -> list[Attempt]:
    """Send what is due now, side by side over receivers; the attempts that were made.

    While some receiver is slow, `meanwhile` freezes what else has settled, which is sent beside it.
    Cancelled, it cuts what is on the way: unacknowledged, it is sent again after the next start.
    """
    sender = Sender(store, settings, clock, holder, jitter, sessions or channels.checked_sessions())
    round_ = _Round(sender, settings, turn_s)
    waiting = await asyncio.to_thread(round_.queues)
    if not waiting:
        return []
    try:
        return await turns.take(round_, waiting, round_.mailroom, meanwhile)
    except asyncio.CancelledError:
        await asyncio.to_thread(round_.abort)
        raise
    finally:
        await asyncio.to_thread(round_.let_go)


class _Round:
    """One call of `dispatch_due`: what its threads share."""

    def __init__(self, sender: Sender, settings: Settings, turn_s: float) -> None:
        self.sender = sender
        self.settings = settings
        self.turn_s = turn_s
        self.receivers = subscriptions.receivers(settings)
        self.mailroom = Mailroom(self._line, self._carry, turn_s=turn_s)

    def queues(self) -> Mapping[str, Sequence[Delivery]]:
        """What is to be tried now. What waits for receivers that are configured no longer is cancelled."""
        now, store = self.sender.clock(), self.sender.store
        with store.read() as conn:
            waiting = receivers.waiting(conn).keys()
            if not waiting:
                return {}
            found = queues.ready(conn, waiting & self.receivers.keys(), now)
        if gone := waiting - self.receivers.keys():
            departed = store.transact(receivers.cancel, gone, now)
            Notices(store, self.settings).left(departed, now)
        ours = store.transact(self._claimed, found.queues, now) if found.queues else ()
        self.sender.probes = {*self.sender.probes, *found.probes}
        return {id_: queue for id_, queue in found.queues.items() if id_ in ours}

    def _claimed(self, tx: Connection, wanted: Collection[str], now: datetime) -> set[str]:
        """One process at a time sends to a receiver, so that its messages stay in order."""
        until, holder = now + CLAIM, self.sender.holder
        return {id_ for id_ in wanted if leases.claim(tx, f"deliver to {id_}", holder, until, now)}

    def let_go(self) -> None:
        """The receivers are free for other processes."""
        self.sender.store.transact(leases.release_all, self.sender.holder, "deliver to ")

    def by_mail(self, receiver_id: str) -> bool:
        return self.receivers[receiver_id].kind is ReceiverKind.EMAIL and self.settings.mail is not None

    def serve(self, receiver_id: str, queue: Sequence[Delivery]) -> list[Attempt]:
        """One receiver's turn: message after message, until there is none left or the turn is over."""
        receiver = self.receivers[receiver_id]
        ends = time.monotonic() + self.turn_s
        attempts: list[Attempt] = []
        for delivery in queue:
            if self.sender.stopping.is_set() or time.monotonic() > ends:
                break
            tried = self.sender.attempt(delivery, receiver)
            if tried.attempt is not None:
                attempts.append(tried.attempt)
            if tried.over:
                break
        return attempts

    def _line(self) -> MailLine:
        from monitor.deliver.mail_line import MailLine

        if self.settings.mail is None:
            raise ValueError("no mail server is configured")  # `by_mail` has seen to it
        return MailLine(self.settings.mail)

    def _carry(self, delivery: Delivery, line: MailLine, spare: bool) -> Carried:
        """One mail over a connection that is made to stand before the message is leased."""
        from monitor.deliver.email import OPEN_S

        down = self.sender.mail_down
        if down is None:
            with self.sender.cut_by_stop(Deadline(OPEN_S)) as deadline:
                down = line.ready(deadline)
            if self.sender.stopping.is_set():
                return Carried(None)
            if down is not None and spare:
                return Carried(None, put_back=True)
            if down is not None:
                self.sender.mail_is_down(down)
                down = replace(down, ours=True)
        tried = self.sender.attempt(delivery, self.receivers[delivery.receiver], line, down)
        return Carried(tried.attempt, over=tried.over)

    def abort(self) -> None:
        self.mailroom.stop()
        self.sender.abort()


# --- one test -------------------------------------------------------------------------------------


def test_alert(
    receiver_id: str,
    settings: Settings,
    clock: Clock,
    *,
    sessions: channels.Sessions | None = None,  # noqa: PT028
) -> Answer:
    """Send a message that says it is a test, now and past the store; what the receiver answered."""
    known = subscriptions.receivers(settings)
    if receiver_id not in known:
        raise UnknownId("receiver", receiver_id, known)
    now, receiver = clock(), known[receiver_id]
    lines = [
        "This is a test. If you can read it, alerts reach this receiver.",
        f"Watched places: {', '.join(settings.catalogue.name(place) for place in settings.places)}.",
    ]
    alert = messages.notice(
        receiver_id, f"test:{now.isoformat()}", "Test of Detainer Watch", lines, bare(settings, now)
    )
    deadline = Deadline(channels.limit(receiver))
    return channels.send(alert, receiver, settings, now, deadline, sessions or channels.checked_sessions())
