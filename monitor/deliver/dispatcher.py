"""From what is owed to what was acknowledged: transactions 3 and 4.

    gather        what is owed and due becomes frozen alerts, each with a delivery
    dispatch_due  each delivery that is due is leased, sent, and its answer recorded

Both may be called at any time and twice: an occasion gives one alert, a lease one sender. Receivers are
served side by side, so that a slow one holds up nobody; within one, first sends go in order, and a message
that fails does not keep back those after it.
"""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import structlog

from config.settings import Receiver, Settings
from config.words import DeliveryState, ReceiverKind, SourceState
from monitor import log, messages, subscriptions
from monitor.alerts import BASELINE_SPAN
from monitor.deliver import channels, gathering, retry
from monitor.deliver.deadline import Deadline
from monitor.deliver.retry import Answer
from monitor.errors import UnknownId
from monitor.messages import AlertContext
from storage import deliveries, documents, outbox, receivers, sources
from storage.database import Store
from storage.errors import LeaseLost
from storage.records import Alert, Attempt, Change, Delivery, OwedGroup

if TYPE_CHECKING:
    from sqlalchemy import Connection

Clock = Callable[[], datetime]

LEASE: Final = timedelta(minutes=3)  #: longer than any one attempt may take
AT_ONCE: Final = 500  #: deliveries looked at in one round
WIDTH: Final = 16  #: receivers served side by side
TURN_S: Final = 5.0  #: after which a receiver with more to come waits for the next round
CHUNK: Final = messages.MAX_ENTRIES  #: changes of one message; more make a further one


# --- transaction 3 --------------------------------------------------------------------------------


def gather(store: Store, settings: Settings, clock: Clock, *, at_once: bool = False) -> list[Alert]:
    """Freeze what is owed and due; with `at_once` also what only waits to settle. The new alerts."""
    now = clock()
    known = subscriptions.receivers(settings)
    made = []
    for group in _groups(store, settings, now, at_once=at_once):
        if group.receiver not in known:
            continue
        for start in range(0, len(group.changes), CHUNK):
            chunk = group.changes[start : start + CHUNK]
            made.append(_freeze(store, settings, now, group.receiver, group.occasion, chunk))
    made += [_empty_digest(store, settings, now, receiver) for receiver in settings.receivers.values()]
    alerts = [alert for alert in made if alert is not None]
    for alert in alerts:
        _log().info(
            "alert.made",
            receiver=alert.receiver,
            alert=alert.id,
            occasion=alert.occasion,
            subject=alert.subject,
        )
    return alerts


def _groups(store: Store, settings: Settings, now: datetime, *, at_once: bool) -> list[OwedGroup]:
    with store.read() as conn:
        groups = outbox.ready(conn, now)
        told = {(group.receiver, group.occasion) for group in groups}
        settled = now + max(BASELINE_SPAN, settings.daemon.settle)
        early = [
            group for group in outbox.ready(conn, settled) if (group.receiver, group.occasion) not in told
        ]
        if early and at_once:
            groups += [group for group in early if not group.occasion.startswith("digest:")]  # keeps its hour
        elif early and _baselines_over(conn):
            groups += [group for group in early if group.occasion.startswith("baseline:")]
    return groups


def _baselines_over(conn: Connection) -> bool:
    """Whether every source that answers has been read once, and all that came of it was compared.

    Then the one summary need not wait out the span in which late sources may still join it.
    """
    active = [row for row in sources.rows(conn) if row.state is SourceState.ACTIVE]
    waiting = any(row.baseline_run is None and not row.failures for row in active)
    return not waiting and not documents.pending(conn, 1)


def _freeze(
    store: Store, settings: Settings, now: datetime, receiver: str, occasion: str, changes: Sequence[Change]
) -> Alert | None:
    """One alert and its delivery, or None where this occasion was told already."""
    context = gathering.context(store, changes, settings, now)
    with store.read() as conn:
        free = outbox.next_occasion(conn, receiver, occasion)
    alert = messages.make(receiver, free, changes, context)
    ids = [change.id for change in changes if change.id is not None]
    return store.transact(outbox.freeze, alert, ids, now)


def _empty_digest(store: Store, settings: Settings, now: datetime, receiver: Receiver) -> Alert | None:
    """The digest that says that nothing is new, where the last one that was due has not been made."""
    for subscription in subscriptions.subscriptions(settings):
        if subscription.when is None or receiver.id not in subscription.to:
            continue
        due, day = subscriptions.last_digest(subscription.when, receiver.zone, now)
        occasion = f"digest:{day.isoformat()}"
        with store.read() as conn:
            row = receivers.receiver(conn, receiver.id)
            told = outbox.next_occasion(conn, receiver.id, occasion) != occasion
        if row is not None and row.on and row.since < due and not told:
            context = gathering.context(store, (), settings, now)
            return store.transact(outbox.freeze, messages.make(receiver.id, occasion, (), context), [], now)
    return None


def notify_operator(
    store: Store,
    settings: Settings,
    now: datetime,
    occasion: str,
    headline: str,
    lines: Sequence[str],
    *,
    not_to: str | None = None,
) -> Alert | None:
    """Word to the operator about the product itself, once an occasion.

    Where the operator is `not_to`, the one that cannot be reached, the terminal and the log have it.
    """
    receiver = subscriptions.operator(settings)
    if receiver == not_to:
        receiver = subscriptions.TERMINAL
    _log().warning("operator.told", occasion=occasion, headline=headline)
    with store.read() as conn:
        if receivers.receiver(conn, receiver) is None:
            return None  # the log has it
    context = _bare(settings, now)
    return store.transact(
        outbox.freeze, messages.notice(receiver, occasion, headline, lines, context), [], now
    )


def _log() -> structlog.stdlib.BoundLogger:
    return log.logger("deliver")


def _bare(settings: Settings, now: datetime) -> AlertContext:
    return AlertContext(names=gathering.names(settings), made_at=now, new_id=lambda: str(uuid4()))


# --- transaction 4 --------------------------------------------------------------------------------


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
        self._log = _log()

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
        receiver_id, f"test:{now.isoformat()}", "Test of Detainer Watch", lines, _bare(settings, now)
    )
    deadline = Deadline(channels.limit(receiver))
    return channels.send(alert, receiver, settings, now, deadline, sessions or channels.checked_sessions())
