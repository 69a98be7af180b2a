"""What an answer means for a delivery: done, again later, or dead. Pure.

A message is tried at growing gaps over more than three days to a webhook or a chat, over five days to a
mailbox, as mail servers themselves do; then it is dead and shown. A receiver that names its own time
(Retry-After) is asked no earlier; it cannot put us off beyond LONGEST. What a receiver that takes nothing
at all means for the other messages to it is in `outages`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from config.words import DeliveryState, ReceiverKind


def _waits(words: str) -> tuple[timedelta, ...]:
    units = {"s": 1, "m": 60, "h": 3600}
    return tuple(timedelta(seconds=int(word[:-1]) * units[word[-1]]) for word in words.split())


#: waits after the first, second … failed try, as Standard Webhooks advises: 76 hours in all
WAITS: Final = _waits("20s 2m 10m 30m 2h 5h 10h 14h 20h 24h")
#: the first ones long enough for greylisting; given up when mail servers give up
MAIL_WAITS: Final = _waits("1m 5m 15m 30m 1h 2h 4h 8h 12h 20h 24h 24h 24h")
JITTER: Final = 0.2  #: of a wait, added at most
LONGEST: Final = timedelta(days=1)  #: for which a receiver may put us off
#: a mail account that is refused is not tried again soon: servers lock accounts that try often
LOGIN_WAIT: Final = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What one attempt came to."""

    text: str  #: one cleaned line, without secrets
    acknowledged: bool = False
    permanent: bool = False  #: asking again will not help
    off: bool = False  #: the receiver wants no further message (410)
    retry_after: timedelta | None = None  #: asked for by the receiver
    refused_login: bool = False  #: the account, not this message: others would fail alike
    ours: bool = False  #: a fault on our side, which says nothing about the receiver


@dataclass(frozen=True, kw_only=True, slots=True)
class Next:
    """What becomes of the delivery."""

    state: DeliveryState
    due_at: datetime | None = None  #: of the next attempt, where state is due
    off: bool = False  #: switch the receiver off; the message waits until it is on again


def waits(kind: ReceiverKind) -> Sequence[timedelta]:
    return MAIL_WAITS if kind is ReceiverKind.EMAIL else WAITS


def span(kind: ReceiverKind) -> timedelta:
    """How long a message is tried at least before it is given up."""
    return sum(waits(kind), timedelta(0))


def after(
    attempt_no: int,
    answer: Answer,
    kind: ReceiverKind,
    first_due: datetime,
    now: datetime,
    jitter: float,
    *,
    silence: bool = False,
) -> Next:
    """What follows attempt `attempt_no` (from 1) at `now`; `jitter` is random in [0, 1).

    Dead is a message only after all its tries and all its time. `silence`: nothing was tried for long
    before this attempt, since we were not running; that time is not held against the message.
    """
    if answer.acknowledged:
        return Next(state=DeliveryState.DELIVERED)
    if answer.off:
        return Next(state=DeliveryState.DUE, due_at=now, off=True)
    gaps = waits(kind)
    over = attempt_no > len(gaps) and now - first_due >= span(kind) and not silence
    if answer.permanent or over:
        return Next(state=DeliveryState.DEAD)
    wait = gaps[min(attempt_no, len(gaps)) - 1]
    asked = min(answer.retry_after or timedelta(0), LONGEST)
    return Next(state=DeliveryState.DUE, due_at=now + max(wait, asked) + wait * (JITTER * jitter))
