"""Word to the operator about the product itself: once an occasion, and by a way that works."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Final

from config.settings import Settings
from monitor import log, messages, subscriptions
from monitor.deliver.freezing import bare
from monitor.phrases import plural
from storage import outbox, receivers
from storage.database import Store
from storage.records import Alert, Attempt, ReceiverRow

INSTEAD: Final = "This comes to you because {operator}, who hears of such things, cannot be reached."


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
    """Tell the operator, once an occasion; the log has it in any case.

    Where the operator's own receiver is switched off, or is `not_to`, the one that cannot be reached,
    another receiver hears of it, at another address; the terminal where there is none.
    """
    operator = subscriptions.operator(settings)
    log.logger("deliver").warning("operator.told", occasion=occasion, headline=headline)
    with store.read() as conn:
        rows = {row.id: row for row in receivers.receiver_list(conn)}
    off = {row.id for row in rows.values() if not row.on}
    receiver = operator
    if operator in off or operator == not_to:
        receiver = stand_in(settings, operator, off | ({not_to} if not_to else set()), rows)
        lines = [*lines, INSTEAD.format(operator=operator)] if receiver != subscriptions.TERMINAL else lines
    if receiver not in rows:
        return None  # the log has it
    notice = messages.notice(receiver, occasion, headline, lines, bare(settings, now))
    return store.transact(outbox.freeze, notice, [], now)


def stand_in(
    settings: Settings, operator: str, unreachable: Collection[str], rows: dict[str, ReceiverRow]
) -> str:
    """Who hears of it in the operator's place: best one that is well, and reached in another way."""
    own = settings.receivers.get(operator)
    others = [
        receiver
        for receiver in settings.receivers.values()
        if receiver.id in rows
        and receiver.id not in unreachable
        and (own is None or receiver.address != own.address)
    ]

    def unlike(id_: str) -> tuple[bool, bool]:
        return rows[id_].failures > 0, own is not None and settings.receivers[id_].kind is own.kind

    return min((receiver.id for receiver in others), key=unlike, default=subscriptions.TERMINAL)


class Notices:
    """What the operator is told of deliveries and their receivers."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings

    def switched_off(self, receiver: str, why: str, now: datetime) -> None:
        with self._store.read() as conn:
            waiting = receivers.waiting(conn).get(receiver, 0)
        self._tell(
            receiver,
            f"off:{receiver}:{_day(now)}",
            f"Receiver {receiver} is switched off",
            [
                f"Reason: {why}.",
                f"{plural(waiting, 'message')} for it {'is' if waiting == 1 else 'are'} kept, "
                "and so is what comes.",
                f"`detainer-watch alerts on {receiver}` switches it on again and sends what waits, in order.",
            ],
            now,
        )

    def long_failing(self, receiver: str, since: datetime, last: Attempt, now: datetime) -> None:
        self._tell(
            receiver,
            f"failing:{receiver}:{since.isoformat()}",
            f"Receiver {receiver} takes nothing",
            [
                f"Nothing was acknowledged since {since.astimezone(UTC):%Y-%m-%d %H:%M} UTC. "
                f"The last answer was: {last.answer}.",
                "It is tried again every hour, and gets all that waits once it answers. "
                "After five days it is switched off.",
            ],
            now,
        )

    def dead(self, alert: Alert, last: Attempt, now: datetime) -> None:
        self._tell(
            alert.receiver,
            f"dead:{alert.receiver}:{_day(now)}",
            f"A message to {alert.receiver} could not be delivered",
            [
                f"“{alert.subject}” ({alert.id}) is given up after {plural(last.n, 'attempt')}.",
                f"The last answer was: {last.answer}.",
                f"`detainer-watch alerts resend {alert.id}` sends it again.",
                "Further ones of this day are shown by `detainer-watch status --deliveries`.",
            ],
            now,
        )

    def left(self, departed: Sequence[receivers.Departed], now: datetime) -> None:
        """Receivers that were taken out of the configuration with something still to tell them."""
        for gone in departed:
            unsaid = (
                f", and {plural(gone.unsaid, 'change')} had not been told to it yet" if gone.unsaid else ""
            )
            self._tell(
                gone.id,
                f"left:{gone.id}:{now.isoformat()}",
                f"Receiver {gone.id} left the configuration",
                [
                    f"{plural(gone.cancelled, 'message')} for it {'was' if gone.cancelled == 1 else 'were'} "
                    f"cancelled{unsaid}.",
                    f"`detainer-watch alerts list --to {gone.id}` shows them. Should it come back, "
                    f"`detainer-watch alerts replay --to {gone.id} --since DAY` sends them.",
                ],
                now,
            )

    def _tell(self, about: str, occasion: str, headline: str, lines: Sequence[str], now: datetime) -> None:
        if about != subscriptions.TERMINAL:
            notify_operator(self._store, self._settings, now, occasion, headline, lines, not_to=about)


def _day(now: datetime) -> str:
    return now.astimezone(UTC).date().isoformat()
