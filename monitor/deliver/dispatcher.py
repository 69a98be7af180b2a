"""From frozen alerts to what was acknowledged: transaction 4. `gather`, from `freezing`, comes before it.

It may be called at any time and twice: a delivery is leased before it is sent, and its answer recorded.
Receivers are served side by side, so that a slow one holds up nobody; within one, messages go in order, and
one that fails does not keep back those after it, unless the receiver takes nothing at all (see `outages`).
"""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from config.settings import Receiver, Settings
from config.words import DeliveryState, ReceiverKind
from monitor import log, messages, subscriptions
from monitor.deliver import channels, outages, queues, retry
from monitor.deliver.deadline import Deadline
from monitor.deliver.freezing import Clock, bare, gather
from monitor.deliver.notices import Notices, notify_operator
from monitor.deliver.outages import Turn
from monitor.deliver.queues import Queue
from monitor.deliver.retry import Answer
from monitor.errors import UnknownId
from storage import deliveries, leases, outbox, receivers
from storage.database import Store
from storage.errors import LeaseLost
from storage.records import Alert, Attempt, Delivery, ReceiverRow

__all__ = ["dispatch_due", "gather", "notify_operator", "test_alert"]

LEASE: Final = timedelta(minutes=3)  #: longer than any one attempt may take
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
    waiting = await asyncio.to_thread(round_.queues)
    if not waiting:
        return []
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(min(WIDTH, len(waiting)), thread_name_prefix="deliver")
    turns = [loop.run_in_executor(pool, round_.serve, queue) for queue in waiting]
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


@dataclass(frozen=True, slots=True)
class _Tried:
    """One try, and the turns that go on after it."""

    attempt: Attempt
    go_on: Collection[Turn] = tuple(Turn)


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
        self.notices = Notices(store, settings)
        self.stopping = threading.Event()
        self.login_refused = (
            threading.Event()
        )  #: an account that is refused once is not tried by all the others
        self._live: set[Deadline] = set()
        self._lock = threading.Lock()
        self._log = log.logger("deliver")

    def queues(self) -> list[Queue]:
        """What is to be tried now. What waits for receivers that are configured no longer is cancelled."""
        now = self.clock()
        with self.store.read() as conn:
            waiting = receivers.waiting(conn).keys()
            made = queues.ready(conn, waiting & self.receivers.keys(), now) if waiting else []
        if gone := waiting - self.receivers.keys():
            self.notices.left(self.store.transact(receivers.cancel, gone, now), now)
        return made

    def serve(self, queue: Queue) -> list[Attempt]:
        """One receiver's turn: message after message, until there is none left or the turn is over.

        One process at a time sends to a receiver, so that its messages stay in order.
        """
        name = f"deliver to {queue.receiver}"
        now = self.clock()
        if not self.store.transact(leases.claim, name, self.holder, now + LEASE, now):
            return []
        try:
            return self._served(queue)
        finally:
            self.store.transact(leases.release, name, self.holder)

    def _served(self, queue: Queue) -> list[Attempt]:
        ends = time.monotonic() + self.turn_s
        attempts: list[Attempt] = []
        for delivery in queue.deliveries:
            if self.stopping.is_set() or time.monotonic() > ends:
                break
            now, early = self.clock(), queue.turn is Turn.PROBE
            if not self.store.transact(
                deliveries.lease, delivery.id, self.holder, now + LEASE, now, early=early
            ):
                continue
            tried = self._attempt(delivery, self.receivers[queue.receiver])
            attempts.append(tried.attempt)
            if queue.turn not in tried.go_on:
                break
        return attempts

    def abort(self) -> None:
        """Cut every exchange that is on the way, and start no other."""
        self.stopping.set()
        with self._lock:
            live = list(self._live)
        for deadline in live:
            deadline.abort()

    def _attempt(self, delivery: Delivery, receiver: Receiver) -> _Tried:
        with self.store.read() as conn:
            alert = outbox.alert(conn, delivery.alert_id)
            before = receivers.known(conn, receiver.id)
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
        then = self._next(delivery, receiver, before, attempt.n, answer, now)
        back = answer.acknowledged and outages.failing(before)
        try:
            self._record(attempt, then, answer, now, others_follow=back)
        except LeaseLost:  # another sender has it by now; what it records counts
            self._log.warning("delivery.lease_lost", receiver=receiver.id, alert=alert.id)
            return _Tried(attempt)
        self._tell(alert, attempt, then, now)
        if not answer.acknowledged:
            return _Tried(attempt, self._after_failure(receiver.id, then, attempt, now))
        if back:
            self._log.info("receiver.back", receiver=receiver.id, failing_since=str(before.failing_since))
            return _Tried(attempt, ())  # what waited longer goes before the rest of this queue
        return _Tried(attempt)

    def _record(
        self, attempt: Attempt, then: retry.Next, answer: Answer, now: datetime, *, others_follow: bool
    ) -> None:
        self.store.transact(
            deliveries.record_attempt,
            attempt,
            self.holder,
            state=then.state,
            due_at=then.due_at,
            now=now,
            held_until=now + answer.retry_after if answer.retry_after else None,
            ours=answer.ours or answer.refused_login,
            others_follow=others_follow,
        )

    def _next(
        self,
        delivery: Delivery,
        receiver: Receiver,
        before: ReceiverRow,
        n: int,
        answer: Answer,
        now: datetime,
    ) -> retry.Next:
        silence = outages.silent(before, now)
        then = retry.after(
            n, answer, receiver.kind, delivery.first_due_at, now, self.jitter(), silence=silence
        )
        if then.due_at is None or answer.retry_after is not None:
            return then
        return replace(then, due_at=outages.due_again(before, then.due_at, now))

    def _after_failure(
        self, receiver_id: str, then: retry.Next, attempt: Attempt, now: datetime
    ) -> Collection[Turn]:
        """What a failed try means for its receiver: off, told as failing, or to be asked with one more."""
        with self.store.read() as conn:
            row = receivers.known(conn, receiver_id)
        if then.off or outages.given_up(row, now):
            why = attempt.answer if then.off else f"it took nothing for five days; at last: {attempt.answer}"
            if self.store.transact(receivers.switch_off, receiver_id, why, now):
                self.notices.switched_off(receiver_id, why, now)
            return ()
        if outages.long_failing(row, now):
            self.notices.long_failing(row, attempt, now)
        return () if row.held_until is not None else (outages.turn(row, now), Turn.PROBE)

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
            answer = Answer(text=f"a fault of ours: {type(error).__name__}; see the log", ours=True)
        finally:
            with self._lock:
                self._live.discard(deadline)
        if answer.refused_login:
            self.login_refused.set()
        return answer

    def _tell(self, alert: Alert, attempt: Attempt, then: retry.Next, now: datetime) -> None:
        """Log the attempt; a delivery that is dead is told to the operator."""
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
        if then.state is DeliveryState.DEAD:
            self.notices.dead(alert, attempt, now)


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
