"""From frozen alerts to what was acknowledged: transaction 4. `gather`, from `freezing`, comes before it.

It may be called at any time and twice: a delivery is leased before it is sent, and its answer recorded.
Receivers are served side by side, so that a slow one holds up nobody; within one, first sends go in order,
and a message that fails does not keep back those after it.
"""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Final

from config.settings import Receiver, Settings
from config.words import DeliveryState, ReceiverKind
from monitor import log, messages, subscriptions
from monitor.deliver import channels, retry
from monitor.deliver.deadline import Deadline
from monitor.deliver.freezing import Clock, bare, gather, notify_operator
from monitor.deliver.retry import Answer
from monitor.errors import UnknownId
from storage import deliveries, outbox, receivers
from storage.database import Store
from storage.errors import LeaseLost
from storage.records import Alert, Attempt, Delivery

__all__ = ["dispatch_due", "gather", "notify_operator", "test_alert"]

LEASE: Final = timedelta(minutes=3)  #: longer than any one attempt may take
AT_ONCE: Final = 500  #: deliveries looked at in one round
WIDTH: Final = 16  #: receivers served side by side
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
) -> list[Attempt]:
    """Send what is due now, side by side over receivers; the attempts that were made.

    Cancelled, it cuts what is on the way: unacknowledged, it is sent again after the next start.
    """
    round_ = _Round(store, settings, clock, holder, jitter, sessions or channels.checked_sessions(), turn_s)
    queues = await asyncio.to_thread(round_.queues)
    if not queues:
        return []
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(min(WIDTH, len(queues)), thread_name_prefix="deliver")
    turns = [loop.run_in_executor(pool, round_.serve, receiver, queue) for receiver, queue in queues.items()]
    try:
        done = await asyncio.gather(*turns, return_exceptions=True)
    except asyncio.CancelledError:
        await asyncio.to_thread(round_.abort)
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    for result in done:
        if isinstance(result, BaseException):
            raise result
    return [attempt for result in done if not isinstance(result, BaseException) for attempt in result]


class _Round:
    """One call of `dispatch_due`: what its threads share."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        clock: Clock,
        holder: str,
        jitter: Callable[[], float],
        sessions: channels.Sessions,
        turn_s: float,
    ) -> None:
        self.store = store
        self.settings = settings
        self.clock = clock
        self.holder = holder
        self.jitter = jitter
        self.sessions = sessions
        self.turn_s = turn_s
        self.receivers = subscriptions.receivers(settings)
        self.stopping = threading.Event()
        self.login_refused = (
            threading.Event()
        )  #: an account that is refused once is not tried by all the others
        self._live: set[Deadline] = set()
        self._lock = threading.Lock()
        self._log = log.logger("deliver")

    def queues(self) -> dict[str, list[Delivery]]:
        """What is due, by receiver: first sends in order, then repeats."""
        now = self.clock()
        with self.store.read() as conn:
            due = deliveries.due(conn, now, AT_ONCE)
        gone = {delivery.receiver for delivery in due} - set(self.receivers)
        if gone:
            self.store.transact(receivers.cancel, gone, now)
        queues: dict[str, list[Delivery]] = {}
        for delivery in sorted(due, key=lambda delivery: (delivery.attempts > 0, delivery.id)):
            if delivery.receiver not in gone:
                queues.setdefault(delivery.receiver, []).append(delivery)
        return queues

    def serve(self, receiver_id: str, queue: Sequence[Delivery]) -> list[Attempt]:
        """One receiver's turn: message after message, until there is none left or the turn is over."""
        receiver = self.receivers[receiver_id]
        ends = time.monotonic() + self.turn_s
        attempts: list[Attempt] = []
        for delivery in queue:
            if self.stopping.is_set() or time.monotonic() > ends:
                break
            now = self.clock()
            if not self.store.transact(deliveries.lease, delivery.id, self.holder, now + LEASE, now):
                continue
            attempt, off = self._attempt(delivery, receiver)
            attempts.append(attempt)
            if off:
                break
        return attempts

    def abort(self) -> None:
        """Cut every exchange that is on the way, and start no other."""
        self.stopping.set()
        with self._lock:
            live = list(self._live)
        for deadline in live:
            deadline.abort()

    def _attempt(self, delivery: Delivery, receiver: Receiver) -> tuple[Attempt, bool]:
        with self.store.read() as conn:
            alert = outbox.alert(conn, delivery.alert_id)
        started, at = time.monotonic(), self.clock()
        answer = self._send(alert, receiver, at)
        now = self.clock()
        attempt = Attempt(
            delivery_id=delivery.id,
            n=delivery.attempts + 1,
            at=at,
            ms=round((time.monotonic() - started) * 1000),
            answer=answer.text,
            acknowledged=answer.acknowledged,
        )
        then = retry.after(attempt.n, answer, delivery.first_due_at, now, self.jitter())
        try:
            self.store.transact(
                deliveries.record_attempt, attempt, self.holder, state=then.state, due_at=then.due_at, now=now
            )
        except LeaseLost:  # another sender has it by now; what it records counts
            self._log.warning("delivery.lease_lost", receiver=receiver.id, alert=alert.id)
            return attempt, False
        self._tell(alert, attempt, then, now)
        return attempt, then.off

    def _send(self, alert: Alert, receiver: Receiver, now: datetime) -> Answer:
        by_mail = receiver.kind is ReceiverKind.EMAIL
        if by_mail and self.login_refused.is_set():
            return channels.LOGIN_REFUSED
        deadline = Deadline(channels.limit(receiver))
        with self._lock:
            self._live.add(deadline)
        try:
            answer = channels.send(alert, receiver, self.settings, now, deadline, self.sessions)
        except Exception as error:  # one message's border: it must not take those after it along
            self._log.exception("delivery.fault", receiver=receiver.id, alert=alert.id)
            answer = Answer(text=f"a fault of ours: {type(error).__name__}; see the log")
        finally:
            with self._lock:
                self._live.discard(deadline)
        if answer.refused_login:
            self.login_refused.set()
        return answer

    def _tell(self, alert: Alert, attempt: Attempt, then: retry.Next, now: datetime) -> None:
        """Log the attempt; a receiver that is off, or a delivery that is dead, is told to the operator."""
        tell = self._log.info if attempt.acknowledged else self._log.warning
        tell(
            "delivery.attempt",
            receiver=alert.receiver,
            alert=alert.id,
            attempt=attempt.n,
            answer=attempt.answer,
            state=then.state.value,
            ms=attempt.ms,
        )
        day = now.astimezone(UTC).date().isoformat()
        if then.off:
            self.store.transact(receivers.switch_off, alert.receiver, attempt.answer, now)
            self._notify(
                alert,
                f"off:{alert.receiver}:{day}",
                f"Receiver {alert.receiver} is switched off",
                [f"It answered: {attempt.answer}.", "Nothing is sent to it until it is switched on again."],
                now,
            )
        elif then.state is DeliveryState.DEAD:
            self._notify(
                alert,
                f"dead:{alert.receiver}:{day}",
                f"A message to {alert.receiver} could not be delivered",
                [
                    f"“{alert.subject}” ({alert.id}) is given up after {attempt.n} attempts.",
                    f"The last answer was: {attempt.answer}.",
                    f"`detainer-watch alerts resend {alert.id}` sends it again.",
                    "Further ones of this day are shown by `detainer-watch status --deliveries`.",
                ],
                now,
            )

    def _notify(
        self, alert: Alert, occasion: str, headline: str, lines: Sequence[str], now: datetime
    ) -> None:
        if alert.receiver == subscriptions.TERMINAL:
            return
        notify_operator(self.store, self.settings, now, occasion, headline, lines, not_to=alert.receiver)


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
