"""One attempt: leased before it, sent, recorded after it; and who is told of what came of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from config.settings import Receiver, Settings
from config.words import DeliveryState, ReceiverKind
from monitor import log, subscriptions
from monitor.deliver import channels, retry
from monitor.deliver.deadline import Deadline
from monitor.deliver.freezing import Clock, notify_operator
from monitor.deliver.retry import Answer
from storage import deliveries, outbox, receivers
from storage.database import Store
from storage.errors import LeaseLost
from storage.records import Alert, Attempt, Delivery

if TYPE_CHECKING:
    from monitor.deliver.mail_line import MailLine

LEASE: Final = timedelta(minutes=3)  #: longer than any one attempt may take


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
        self.mail_down = replace(answer, text=f"not tried: {answer.text}")
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
    ) -> tuple[Attempt | None, bool]:
        """Lease it, send it, record what came of it; `answer` is what is known without sending.

        Returns no attempt where another sender has it.
        """
        started, at = time.monotonic(), self.clock()
        if not self.store.transact(deliveries.lease, delivery.id, self.holder, at + LEASE, at):
            return None, False
        with self.store.read() as conn:
            alert = outbox.alert(conn, delivery.alert_id)
        answer = answer or self._sent(alert, receiver, at, line)
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

    def _sent(self, alert: Alert, receiver: Receiver, now: datetime, line: MailLine | None) -> Answer:
        with self.cut_by_stop(Deadline(channels.limit(receiver))) as deadline:
            try:
                answer = channels.send(alert, receiver, self.settings, now, deadline, self.sessions, line)
            except Exception as error:  # one message's border: it must not take those after it along
                self._log.exception("delivery.fault", receiver=receiver.id, alert=alert.id)
                return Answer(text=f"a fault of ours: {type(error).__name__}; see the log")
        if answer.refused_login:
            self.mail_is_down(answer)
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
