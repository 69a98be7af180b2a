"""What an answer means for a delivery: done, again later, or dead. Pure.

Ten attempts over about a day, with growing gaps and jitter, then the delivery is dead and shown. A
receiver that names its own time (Retry-After) is asked no earlier; it cannot put us off beyond LONGEST.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from config.words import DeliveryState

#: waits after the first, second … failed attempt; with the last one it has taken about a day
WAITS: Final = (
    timedelta(seconds=20),
    timedelta(minutes=2),
    timedelta(minutes=8),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=4),
    timedelta(hours=6),
    timedelta(hours=10),
)
ATTEMPTS: Final = len(WAITS) + 1
JITTER: Final = 0.2  #: of a wait, added at most
LONGEST: Final = timedelta(days=1)  #: for which a receiver may put us off
#: put off again and again, a delivery ends all the same, but never before a few real tries
LIMIT: Final = timedelta(days=3)
FEW: Final = 3
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Next:
    """What becomes of the delivery."""

    state: DeliveryState
    due_at: datetime | None = None  #: of the next attempt, where state is due
    off: bool = False  #: switch the receiver off


def after(attempt_no: int, answer: Answer, first_due: datetime, now: datetime, jitter: float) -> Next:
    """What follows attempt `attempt_no` (from 1) at `now`; `jitter` is random in [0, 1)."""
    if answer.acknowledged:
        return Next(state=DeliveryState.DELIVERED)
    if answer.off or answer.permanent:
        return Next(state=DeliveryState.DEAD, off=answer.off)
    if attempt_no >= ATTEMPTS or (attempt_no >= FEW and now - first_due > LIMIT):
        return Next(state=DeliveryState.DEAD)
    wait = WAITS[attempt_no - 1]
    asked = min(answer.retry_after or timedelta(0), LONGEST)
    return Next(state=DeliveryState.DUE, due_at=now + max(wait, asked) + wait * (JITTER * jitter))
