"""One attempt: leased before it, sent, recorded after it; and who is told of what came of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from config.settings import Receiver, Settings
from config.words import DeliveryState, ReceiverKind
from monitor import log, subscriptions
from monitor.deliver import channels, outages, retry
from monitor.deliver.deadline import Deadline
from monitor.deliver.freezing import Clock
from monitor.deliver.notices import Notices, notify_operator
from monitor.deliver.outages import Turn
from monitor.deliver.retry import Answer
from storage import deliveries, outbox, receivers
from storage.database import Store
from storage.errors import LeaseLost
from storage.records import Alert, Attempt, Delivery, ReceiverRow

if TYPE_CHECKING:
    from monitor.deliver.mail_line import MailLine

LEASE: Final = timedelta(minutes=3)  #: longer than any one attempt may take


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a message in a sender's hands."""

    attempt: Attempt | None = None  #: None where nothing was tried
    over: bool = False  #: what else waits for its receiver is not sent now


class Sender:
    """Makes attempts, from several threads at once, until it is told to stop."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        clock: Clock,
        holder: str,
        jitter: Callable[[], float],
        sessions: channels.Sessions,
    ) -> None:
        self.store = store
        self.settings = settings
        self.clock = clock
        self.holder = holder
        self.jitter = jitter
        self.sessions = sessions
        self.stopping = threading.Event()
        #: why no mail can be sent just now: asked once, and not by every message
        self.mail_down: Answer | None = None
        self.probes: Collection[int] = ()  #: deliveries that only ask a failing receiver whether it is back
        self._notices = Notices(store, settings)
        self._live: set[Deadline] = set()
        self._lock = threading.Lock()
        self._log = log.logger("deliver")

    def abort(self) -> None:
        """Cut every exchange that is on the way, and start no other."""
        self.stopping.set()
        with self._lock:
            live = list(self._live)
        for deadline in live:
            deadline.abort()

    @contextmanager
    def cut_by_stop(self, deadline: Deadline) -> Iterator[Deadline]:
        """`deadline`, which ends at once when the sender is told to stop."""
        with self._lock:
            self._live.add(deadline)
            if self.stopping.is_set():
                deadline.abort()
        try:
            yield deadline
        finally:
            with self._lock:
                self._live.discard(deadline)

    def mail_is_down(self, answer: Answer) -> None:
        """The others of this round are not tried. An account that is refused is told to the operator."""
        self.mail_down = replace(answer, text=f"not tried: {answer.text}", ours=True)
        if not answer.refused_login:
            return
        self._log.error("mail.refused", answer=answer.text)
        known, operator = subscriptions.receivers(self.settings), subscriptions.operator(self.settings)
        by_mail = operator in known and known[operator].kind is ReceiverKind.EMAIL
        now = self.clock()
        notify_operator(
            self.store,
            self.settings,
            now,
            f"operator:mail:{now.astimezone(UTC).date().isoformat()}",
            "The mail server refuses our account",
            [
                f"It answered: {answer.text}.",
                "No mail can be sent until `mail` in the configuration is right. Each message is tried "
                "again an hour later, and no sooner, so that the account is not locked.",
            ],
            not_to=operator if by_mail else None,
        )

    def attempt(
        self,
        delivery: Delivery,
        receiver: Receiver,
        line: MailLine | None = None,
        answer: Answer | None = None,
    ) -> Tried:
        """Lease it, send it, record what came of it; `answer` is what is known without sending.

        Nothing is tried where another sender has it, or its receiver takes nothing by now.
        """
        started, at, probe = time.monotonic(), self.clock(), delivery.id in self.probes
        with self.store.read() as conn:
            alert = outbox.alert(conn, delivery.alert_id)
            before = receivers.known(conn, receiver.id)
        if not outages.may_try(before, probe=probe, first=not delivery.attempts, now=at):
            return Tried()
        if not self.store.transact(deliveries.lease, delivery.id, self.holder, at + LEASE, at, early=probe):
            return Tried()
        answer = answer or self._sent(alert, receiver, at, line)
        now = self.clock()
        attempt = _attempt(delivery, answer, at, time.monotonic() - started)
        then = self._next(delivery, receiver, before, answer, now)
        back = answer.acknowledged and outages.failing(before)
        try:
            self._record(attempt, then, answer, now, others_follow=back)
        except LeaseLost:  # another sender has it by now; what it records counts
            self._log.warning("delivery.lease_lost", receiver=receiver.id, alert=alert.id)
            return Tried(attempt)
        self._tell(alert, attempt, then, now)
        if back:
            self._log.info("receiver.back", receiver=receiver.id, failed=before.failures)
        # what waited longer goes before the rest of this queue
        over = back if answer.acknowledged else self._closes(delivery, then, attempt, now)
        return Tried(attempt, over)

    def _next(
        self, delivery: Delivery, receiver: Receiver, before: ReceiverRow, answer: Answer, now: datetime
    ) -> retry.Next:
        then = retry.after(
            delivery.attempts + 1,
            answer,
            receiver.kind,
            delivery.first_due_at,
            now,
            self.jitter(),
            silence=outages.silent(before, now),
        )
        if then.due_at is None:
            return then
        again = outages.due_again(before, then.due_at, now)
        asked = min(answer.retry_after or timedelta(0), retry.LONGEST)
        return replace(then, due_at=max(again, now + asked))

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

    def _closes(self, delivery: Delivery, then: retry.Next, attempt: Attempt, now: datetime) -> bool:
        """What a failed try means for its receiver: told as failing, off; whether its turn is over."""
        with self.store.read() as conn:
            row = receivers.known(conn, delivery.receiver)
        if then.off or outages.given_up(row, now):
            why = attempt.answer if then.off else f"it took nothing for five days; at last: {attempt.answer}"
            if self.store.transact(receivers.switch_off, row.id, why, now):
                self._notices.switched_off(row.id, why, now)
            return True
        since = row.failing_since or delivery.first_due_at
        if outages.long_failing(row, since, now):
            self._notices.long_failing(row.id, since, attempt, now)
        if row.held_until is not None:
            return True
        return delivery.id not in self.probes and outages.turn(row, now) in (Turn.PROBE, Turn.NONE)

    def _sent(self, alert: Alert, receiver: Receiver, now: datetime, line: MailLine | None) -> Answer:
        with self.cut_by_stop(Deadline(channels.limit(receiver))) as deadline:
            try:
                answer = channels.send(alert, receiver, self.settings, now, deadline, self.sessions, line)
            except Exception as error:  # one message's border: it must not take those after it along
                self._log.exception("delivery.fault", receiver=receiver.id, alert=alert.id)
                return Answer(text=f"a fault of ours: {type(error).__name__}; see the log", ours=True)
        if answer.refused_login:
            self.mail_is_down(answer)
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
            self._notices.dead(alert, attempt, now)


def _attempt(delivery: Delivery, answer: Answer, at: datetime, took_s: float) -> Attempt:
    return Attempt(
        delivery_id=delivery.id,
        n=delivery.attempts + 1,
        at=at,
        ms=round(took_s * 1000),
        answer=answer.text,
        acknowledged=answer.acknowledged,
    )
