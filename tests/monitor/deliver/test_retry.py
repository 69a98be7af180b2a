"""What follows an attempt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from config.words import DeliveryState, ReceiverKind
from monitor.deliver import retry
from monitor.deliver.retry import Answer, Next, after

NOW = datetime(2026, 1, 27, 12, 0, tzinfo=UTC)
NO = Answer(text="HTTP 500")
HOOK, MAIL = ReceiverKind.WEBHOOK, ReceiverKind.EMAIL
SECOND = timedelta(seconds=1)


def first(answer: Answer, jitter: float = 0.0) -> Next:
    return after(1, answer, HOOK, NOW, NOW, jitter)


def whole(kind: ReceiverKind, answer: Answer = NO, jitter: float = 0.0) -> Iterator[tuple[datetime, Next]]:
    """When each try is made, and what follows it."""
    now, attempt = NOW, 0
    while True:
        attempt += 1
        then = after(attempt, answer, kind, NOW, now, jitter)
        yield now, then
        if then.due_at is None:
            return
        now = then.due_at


def test_an_acknowledgement_ends_it() -> None:
    assert first(Answer(text="ok", acknowledged=True)) == Next(state=DeliveryState.DELIVERED)


def test_a_final_answer_ends_it_at_once() -> None:
    assert first(Answer(text="550", permanent=True)) == Next(state=DeliveryState.DEAD)


def test_410_switches_off_and_the_message_is_kept() -> None:
    assert first(Answer(text="410", off=True)) == Next(state=DeliveryState.DUE, due_at=NOW, off=True)


@pytest.mark.parametrize(
    ("kind", "tries", "days"), [(HOOK, 11, 3), (MAIL, 14, 4.9)], ids=["webhook", "email"]
)
@pytest.mark.parametrize("jitter", [0.0, 0.999])
def test_waits_grow_past_days_and_then_it_is_dead(
    kind: ReceiverKind, tries: int, days: float, jitter: float
) -> None:
    times, thens = zip(*whole(kind, jitter=jitter), strict=True)
    waits = [later - earlier for earlier, later in pairwise(times)]

    assert len(times) == tries
    assert waits == sorted(waits)
    assert timedelta(days=days) < times[-1] - NOW < timedelta(days=days * 1.3)
    assert [then.state for then in thens[:-1]] == [DeliveryState.DUE] * (tries - 1)
    assert thens[-1] == Next(state=DeliveryState.DEAD)


def test_more_tries_than_planned_do_not_shorten_its_time() -> None:
    early = after(40, NO, HOOK, NOW, NOW + timedelta(hours=70), 0)
    late = after(40, NO, HOOK, NOW, NOW + retry.span(HOOK), 0)

    assert early.state is DeliveryState.DUE
    assert late.state is DeliveryState.DEAD


def test_its_time_alone_does_not_end_it_without_all_its_tries() -> None:
    assert after(3, NO, HOOK, NOW, NOW + timedelta(days=30), 0).state is DeliveryState.DUE


def test_an_outage_of_ours_is_not_held_against_it() -> None:
    late = NOW + timedelta(days=30)

    assert after(40, NO, HOOK, NOW, late, 0, silence=True).state is DeliveryState.DUE
    assert after(41, NO, HOOK, NOW, late, 0).state is DeliveryState.DEAD


def test_jitter_only_adds() -> None:
    early, late = (after(3, NO, HOOK, NOW, NOW, jitter).due_at for jitter in (0, 0.999))

    assert early == NOW + retry.WAITS[2]
    assert early is not None
    assert late is not None
    assert early < late < early + retry.WAITS[2] * 0.21


def test_a_receiver_that_names_its_time_is_asked_no_earlier() -> None:
    asked = Answer(text="429", retry_after=timedelta(hours=3))

    assert first(asked).due_at == NOW + timedelta(hours=3)


def test_its_time_does_not_shorten_ours() -> None:
    asked = Answer(text="429", retry_after=SECOND)

    assert after(5, asked, HOOK, NOW, NOW, 0).due_at == NOW + retry.WAITS[4]


def test_nobody_is_put_off_for_ever() -> None:
    asked = Answer(text="429", retry_after=timedelta(days=365))
    times = [now for now, _ in whole(HOOK, asked)]

    assert times[1] == NOW + retry.LONGEST
    assert times[-1] - NOW < timedelta(days=12)
