"""Receivers that take nothing for hours, days, or ever again, and what comes of what waits for them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from config.settings import Mail
from config.words import DeliveryState, ReceiverKind
from monitor.deliver import outages, queues, retry
from monitor.deliver.dispatcher import CLAIM
from monitor.deliver.sender import LEASE
from storage import deliveries, leases, receivers
from storage.records import Alert
from tests.monitor.deliver import hookserver, mailserver
from tests.monitor.deliver.sending import NOW, Desk

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOOK = ReceiverKind.WEBHOOK


def numbers(hooks: hookserver.Ledger, path: str = "/as-set") -> list[int]:
    return [json.loads(body)["seq"] for _, body in hooks.at(path)]


def passing(desk: Desk, span: timedelta, step: timedelta = timedelta(minutes=10)) -> Iterator[None]:
    """Time passes, and the daemon sends whatever is due."""
    end = desk.now + span
    while desk.now < end:
        desk.now = min(desk.now + step, end)
        while desk.send():
            pass
        yield


def settle(desk: Desk) -> None:
    while desk.send():
        pass


# --- down, and back -------------------------------------------------------------------------------


def test_after_three_days_down_all_that_waited_comes_once_and_in_order(desk: Desk) -> None:
    desk.hook("archive", "/as-set")
    desk.hooks.status = 500
    made = [desk.told(f"new:{n}") for n in range(5)]
    settle(desk)
    for part, _ in enumerate(passing(desk, 3 * DAY, 6 * HOUR)):
        made.append(desk.told(f"later:{part}"))
    assert {desk.delivery(alert).state for alert in made} == {DeliveryState.DUE}
    tried = len(desk.hooks.requests)

    desk.hooks.status = 204
    desk.now += HOUR  # no later than that
    settle(desk)

    assert numbers(desk.hooks)[tried:] == list(range(1, len(made) + 1))
    assert {desk.delivery(alert).state for alert in made} == {DeliveryState.DELIVERED}
    assert tried < 40


def test_a_crowd_of_messages_does_not_hammer_a_receiver_that_is_down(desk: Desk) -> None:
    desk.hook("archive", "/as-set")
    desk.hooks.status = 503
    first = desk.told("new:1")
    desk.store.transact(desk.copies, first, 60)

    settle(desk)
    assert len(desk.hooks.requests) == outages.FAILING
    for _ in passing(desk, 4 * HOUR):
        pass
    assert 10 < len(desk.hooks.requests) < 26

    desk.hooks.status = 204
    tried = len(desk.hooks.requests)
    desk.now += HOUR
    settle(desk)
    assert numbers(desk.hooks)[tried:] == list(range(1, 62))


def test_one_message_that_cannot_be_taken_keeps_back_no_other_and_dies_after_its_time(desk: Desk) -> None:
    desk.hook("archive", "/as-set")
    desk.hooks.poison = {1}
    poisoned = desk.told("new:1")
    settle(desk)
    for part, _ in enumerate(passing(desk, retry.span(HOOK) + 36 * HOUR, 4 * HOUR)):
        if part % 3 == 0:
            alert = desk.told(f"later:{part}")
            settle(desk)
            assert desk.delivery(alert).state is DeliveryState.DELIVERED  # at once, each time
    ended = desk.delivery(poisoned)
    assert ended.state is DeliveryState.DEAD
    assert ended.attempts > len(retry.WAITS)
    assert ended.ended_at is not None
    assert ended.ended_at - NOW >= retry.span(HOOK)
    assert desk.row("archive").on


def test_a_message_that_cannot_be_taken_and_asks_for_pauses_goes_behind_the_others(desk: Desk) -> None:
    desk.hook("archive", "/as-set")
    desk.hooks.poison, desk.hooks.pause = {1}, 3600
    poisoned = desk.told("new:1")
    settle(desk)
    early = [desk.told(f"early:{n}") for n in range(3)]
    for _ in passing(desk, 4 * HOUR, HOUR / 4):
        pass
    assert {desk.delivery(alert).state for alert in early} == {DeliveryState.DELIVERED}

    late = desk.told("late")
    for _ in passing(desk, 2 * HOUR, HOUR / 4):
        pass
    assert desk.delivery(late).state is DeliveryState.DELIVERED
    assert desk.delivery(poisoned).state is DeliveryState.DUE


def test_three_messages_that_cannot_be_taken_hold_up_a_new_one_for_a_probe_at_most(desk: Desk) -> None:
    desk.hook("archive", "/as-set")
    desk.hooks.poison = {1, 2, 3}
    for n in range(3):
        desk.told(f"new:{n}")
    settle(desk)
    alert = desk.told("later")
    settle(desk)
    assert desk.delivery(alert).state is DeliveryState.DUE

    for _ in passing(desk, HOUR):
        pass
    assert desk.delivery(alert).state is DeliveryState.DELIVERED


def test_a_lone_message_is_dead_after_three_days_and_the_operator_hears_of_it(desk: Desk) -> None:
    desk.mailbox("desk", "ok@example.org")
    desk.hook("archive", "/500")
    alert = desk.told_to("archive")
    for _ in passing(desk, 3 * DAY, 4 * HOUR):
        assert desk.delivery(alert).state is DeliveryState.DUE
    for _ in passing(desk, 8 * HOUR, 4 * HOUR):
        pass

    ended = desk.delivery(alert)
    assert ended.state is DeliveryState.DEAD
    assert ended.last_answer == "HTTP 500"
    assert desk.notices("desk") == [
        "A message to archive could not be delivered",
        "Receiver archive takes nothing",
    ]
    (notice,) = [found for found in desk.alerts("desk") if found.occasion.startswith("dead:archive:")]
    assert alert.id in json.dumps(notice.body)


def test_what_is_asked_for_is_waited_by_all_messages_to_that_receiver(desk: Desk) -> None:
    desk.hook("archive", "/busy")
    desk.hook("other", "/ok")
    for n in range(3):
        desk.happens(f"new:{n}")
        desk.gather(at_once=True)
    settle(desk)
    for _ in passing(desk, timedelta(minutes=29)):
        pass

    assert len(desk.hooks.at("/busy")) == 1
    assert len(desk.hooks.at("/ok")) == 3
    for _ in passing(desk, timedelta(minutes=2), timedelta(minutes=1)):
        pass
    assert len(desk.hooks.at("/busy")) == 2


def test_a_probe_that_is_in_anothers_hands_is_not_made_twice(desk: Desk) -> None:
    desk.hook("archive", "/500")
    for n in range(3):
        desk.told(f"new:{n}")
    settle(desk)
    with desk.store.read() as conn:
        head = deliveries.probes(conn, "archive", desk.now)[0]
    desk.now += HOUR
    desk.store.transact(deliveries.lease, head.id, "another", desk.now + LEASE, desk.now, early=True)
    desk.send()

    assert desk.delivery_of(head.id).attempts == 1


def test_another_process_that_sends_to_it_is_left_to_it(desk: Desk) -> None:
    desk.hook("archive")
    desk.told()
    until = desk.now + CLAIM
    desk.store.transact(leases.claim, "deliver to archive", "another", until, desk.now)
    assert desk.send() == []

    desk.now = until + timedelta(seconds=1)  # it was killed
    assert len(desk.send()) == 1
    desk.told("new:2")
    desk.store.transact(leases.claim, "deliver to archive", "another", desk.now, desk.now)
    desk.now += timedelta(seconds=1)
    assert len(desk.send()) == 1  # and nothing of ours is left behind


def test_a_pause_that_was_asked_for_and_the_next_probe_are_both_waited_for(desk: Desk) -> None:
    desk.hook("archive", "/busy")
    alert = desk.told()
    for _ in range(4):
        settle(desk)
        desk.now = desk.delivery(alert).due_at
    waits = [each.at for each in desk.tries(alert)]

    assert [later - earlier for earlier, later in pairwise(waits)] == [timedelta(minutes=30)] * 3


# --- off ------------------------------------------------------------------------------------------


def test_410_switches_off_at_once_keeps_what_waits_and_tells_the_operator_by_mail(
    desk: Desk, mail_server: tuple[Mail, mailserver.Ledger]
) -> None:
    desk.mailbox("desk", "ok@example.org")
    desk.hook("archive", "/410")
    made = [desk.told_to("archive", f"new:{n}") for n in range(2)]
    settle(desk)
    made.append(desk.told_to("archive", "new:3"))
    for _ in passing(desk, 2 * DAY, 12 * HOUR):
        pass

    row = desk.row("archive")
    assert (row.on, row.reason) == (False, "HTTP 410: the receiver wants no further message")
    assert len(desk.hooks.requests) == 1
    assert {desk.delivery(alert).state for alert in made} == {DeliveryState.DUE}
    subjects = [str(message["Subject"]) for message in mail_server[1].messages]
    assert subjects.count("Receiver archive is switched off") == 1


def test_switched_on_again_it_gets_all_that_was_kept_in_order(desk: Desk) -> None:
    desk.hook("archive", "/as-set")
    desk.hooks.status = 410
    made = [desk.told(f"new:{n}") for n in range(4)]
    settle(desk)
    desk.now += 30 * DAY

    desk.hooks.status = 500
    desk.store.transact(receivers.switch_on, "archive", desk.now)
    settle(desk)
    assert {desk.delivery(alert).state for alert in made} == {DeliveryState.DUE}  # none is dead by its age
    desk.hooks.status = 204
    desk.hooks.requests.clear()
    desk.now += HOUR
    settle(desk)

    assert numbers(desk.hooks) == [1, 2, 3, 4]


def test_five_days_without_an_acknowledgement_switch_off_and_the_operator_hears_of_it_on_the_way(
    desk: Desk,
) -> None:
    desk.mailbox("desk", "ok@example.org")
    desk.hook("archive", "/500")
    kept: list[Alert] = []
    for part, _ in enumerate(passing(desk, 5 * DAY, 10 * HOUR)):
        kept.append(desk.told_to("archive", f"new:{part}"))
    assert desk.row("archive").on
    for _ in passing(desk, DAY, 8 * HOUR):
        pass

    row = desk.row("archive")
    assert (row.on, row.reason) == (False, "it took nothing for five days; at last: HTTP 500")
    tried = len(desk.hooks.requests)
    for _ in passing(desk, 2 * DAY, 12 * HOUR):
        pass
    assert len(desk.hooks.requests) == tried
    told = set(desk.notices("desk"))
    assert told >= {"Receiver archive takes nothing", "Receiver archive is switched off"}
    states = [desk.delivery(alert).state for alert in kept]
    assert states.count(DeliveryState.DUE) > len(kept) * 0.7  # kept, but for the first in line


def test_one_acknowledgement_begins_the_five_days_anew(desk: Desk) -> None:
    desk.hook("archive", "/as-set")
    for day in range(7):
        desk.hooks.status = 204 if day == 3 else 500
        desk.told(f"new:{day}")
        for _ in passing(desk, DAY, 8 * HOUR):
            pass

    assert desk.row("archive").on
    assert desk.row("archive").failing_since is not None


def test_days_in_which_nothing_was_tried_do_not_count(desk: Desk) -> None:
    desk.hook("archive", "/500")
    for n in range(3):
        desk.told(f"new:{n}")
    settle(desk)
    desk.now += 6 * DAY  # the daemon did not run
    settle(desk)

    assert desk.row("archive").on
    assert desk.row("archive").failing_since == desk.now


def test_a_mail_server_of_ours_that_is_down_for_a_week_switches_no_mailbox_off(desk: Desk) -> None:
    desk.hook("first")  # the operator
    desk.mailbox("desk", "ok@example.org")
    working, desk.mail = desk.mail, replace(desk.mail, port=1)
    for part, _ in enumerate(passing(desk, 7 * DAY, 20 * HOUR)):
        desk.told_to("desk", f"new:{part}")
    row = desk.row("desk")
    assert (row.on, row.failing_since) == (True, None)
    assert outages.failing(row)
    assert "Receiver desk takes nothing" in desk.notices("first")

    desk.mail = working
    desk.now += HOUR
    settle(desk)
    assert not outages.failing(desk.row("desk"))


def test_those_that_fare_well_are_served_before_those_that_hang(desk: Desk) -> None:
    desk.hook("a-fails", "/500")
    desk.hook("b-well", "/ok")
    for n in range(3):
        desk.happens(f"new:{n}")
        desk.gather(at_once=True)
    settle(desk)
    desk.happens("later")
    desk.gather(at_once=True)
    desk.now += HOUR
    with desk.store.read() as conn:
        found = queues.ready(conn, ["a-fails", "b-well"], desk.now)

    assert list(found.queues) == ["b-well", "a-fails"]
    assert len(found.probes) == len(found.queues["a-fails"]) == 2


def test_what_the_operators_own_receiver_cannot_be_told_another_hears(
    desk: Desk, mail_server: tuple[Mail, mailserver.Ledger]
) -> None:
    desk.hook("first", "/410")  # the first receiver is the operator
    desk.hook("second", "/ok")
    desk.mailbox("desk", "ok@example.org")
    desk.told_to("first")
    settle(desk)

    (notice,) = [found for found in desk.alerts("desk") if found.occasion.startswith("off:")]
    assert "Receiver first is switched off" in notice.subject
    assert "because first, who hears of such things, cannot be reached" in json.dumps(notice.body)
    assert desk.notices("second") == []  # the same way is the likelier one to be broken too
    assert [str(message["Subject"]) for message in mail_server[1].messages].count(notice.subject) == 1


def test_where_there_is_no_other_the_terminal_has_it(desk: Desk) -> None:
    desk.hook("only", "/410")
    desk.told()
    settle(desk)

    assert desk.notices("terminal") == ["Receiver only is switched off"]


# --- left out -------------------------------------------------------------------------------------


def test_what_waits_for_who_left_the_configuration_is_cancelled_shown_and_told(desk: Desk) -> None:
    desk.hook("stays")
    desk.hook("leaves")
    desk.happens()
    made = desk.gather(at_once=True)
    desk.happens("new:2")
    kept = desk.receivers.pop("leaves")
    settle(desk)

    states = {alert.receiver: desk.delivery(alert).state for alert in made}
    assert states == {"stays": DeliveryState.DELIVERED, "leaves": DeliveryState.CANCELLED}
    assert len(desk.hooks.requests) == 2  # the news, and the notice
    (notice,) = [found for found in desk.alerts("stays") if found.occasion.startswith("left:")]
    assert notice.subject == "Receiver leaves left the configuration"
    assert "1 message for it was cancelled, and 1 change had not been told to it yet." in json.dumps(
        notice.body
    )

    desk.receivers["leaves"] = kept  # it comes back: what was cancelled stays so
    desk.declare()
    settle(desk)
    cancelled = next(alert for alert in made if alert.receiver == "leaves")
    assert desk.delivery(cancelled).state is DeliveryState.CANCELLED
