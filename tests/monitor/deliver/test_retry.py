"""What follows an attempt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from config.words import DeliveryState
from monitor.deliver import retry
from monitor.deliver.retry import Answer, Next, after

NOW = datetime(2026, 1, 27, 12, 0, tzinfo=UTC)
NO = Answer(text="HTTP 500")
SECOND = timedelta(seconds=1)


def test_an_acknowledgement_ends_it() -> None:
    assert after(1, Answer(text="ok", acknowledged=True), NOW, NOW, 0.5) == Next(
        state=DeliveryState.DELIVERED
    )


def test_a_final_answer_ends_it_at_once() -> None:
    assert after(1, Answer(text="550", permanent=True), NOW, NOW, 0) == Next(state=DeliveryState.DEAD)


def test_410_ends_it_and_switches_off() -> None:
    assert after(1, Answer(text="410", off=True), NOW, NOW, 0) == Next(state=DeliveryState.DEAD, off=True)


def test_waits_grow_over_about_a_day_and_then_it_is_dead() -> None:
    now, waits = NOW, []
    for attempt in range(1, retry.ATTEMPTS):
        then = after(attempt, NO, NOW, now, 0.5)
        assert then.due_at is not None
        waits.append(then.due_at - now)
        now = then.due_at

    assert waits == sorted(waits)
    assert timedelta(hours=20) < now - NOW < timedelta(hours=30)
    assert after(retry.ATTEMPTS, NO, NOW, now, 0.5) == Next(state=DeliveryState.DEAD)


def test_jitter_only_adds() -> None:
    early, late = (after(3, NO, NOW, NOW, jitter).due_at for jitter in (0, 0.999))

    assert early == NOW + retry.WAITS[2]
    assert early is not None
    assert late is not None
    assert early < late < early + retry.WAITS[2] * 0.21


def test_a_receiver_that_names_its_time_is_asked_no_earlier() -> None:
    asked = Answer(text="429", retry_after=timedelta(hours=3))

    assert after(1, asked, NOW, NOW, 0).due_at == NOW + timedelta(hours=3)


def test_its_time_does_not_shorten_ours() -> None:
    asked = Answer(text="429", retry_after=SECOND)

    assert after(5, asked, NOW, NOW, 0).due_at == NOW + retry.WAITS[4]


def test_nobody_is_put_off_for_ever() -> None:
    asked = Answer(text="429", retry_after=timedelta(days=365))
    then = after(1, asked, NOW, NOW, 0)

    assert then.due_at == NOW + retry.LONGEST
    assert after(3, asked, NOW, NOW + timedelta(days=4), 0) == Next(state=DeliveryState.DEAD)


def test_an_outage_of_ours_does_not_use_up_the_tries() -> None:
    assert after(1, NO, NOW, NOW + timedelta(days=30), 0).state is DeliveryState.DUE
