"""From owed to acknowledged, with a real store, a real mail server and real webhooks."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from config.settings import Mail, Receiver, Secret
from config.words import DeliveryState, Quiet, ReceiverKind
from monitor.deliver import channels, dispatcher, retry, sender, webhook
from monitor.errors import UnknownId
from storage import deliveries
from storage.database import Store
from storage.records import Alert
from tests.monitor import world
from tests.monitor.deliver import chatserver, mailserver
from tests.monitor.deliver.sending import NOW, Desk

SETTLED = timedelta(minutes=10)


def body(alert: Alert) -> Any:
    return json.loads(webhook.payload(alert))


# --- gathering ------------------------------------------------------------------------------------


def test_changes_of_one_run_settle_into_one_alert(desk: Desk) -> None:
    desk.hook("archive")
    desk.happens("new:1")
    desk.now += timedelta(minutes=4)
    desk.happens("new:2", point=world.POINT._replace(first="2024-01-01", last="2024-12-31"))

    assert desk.gather() == []
    desk.now = NOW + SETTLED
    (alert,) = desk.gather()

    assert len(body(alert)["changes"]) == 2
    assert alert.seq == 1
    assert desk.gather() == []


def test_a_straggler_of_the_run_has_an_alert_of_its_own(desk: Desk) -> None:
    desk.hook("archive")
    first = desk.told("new:1")
    second = desk.told("new:2")

    assert (first.seq, second.seq) == (1, 2)
    assert first.occasion != second.occasion
    assert len(body(second)["changes"]) == 1


def test_who_does_not_wait_gets_what_only_settles(desk: Desk) -> None:
    desk.hook("archive")
    desk.happens()

    assert len(desk.gather(at_once=True)) == 1


def test_earlier_periods_stand_under_the_headline(desk: Desk) -> None:
    desk.hook("archive")
    desk.happens("new:1")
    desk.happens(
        "new:2",
        quiet=Quiet.BACKGROUND,
        point=world.POINT._replace(first="2023-01-01", last="2023-12-31"),
    )
    (alert,) = desk.gather(at_once=True)

    (earlier,) = body(alert)["background"]
    assert earlier["sentence"] == "Boston police say they received 57 ICE detainer requests in 2023."


def test_the_year_before_comes_from_the_ledger(desk: Desk) -> None:
    desk.hook("archive")
    desk.happens("new:1")
    change = desk.told("new:2", point=world.POINT._replace(first="2026-01-01", last="2026-12-31"))

    entries = json.dumps(change.body["changes"])
    assert "Boston police said 57 for 2025; the number for 2026 is the same." in entries


def test_the_evidence_comes_from_the_store(desk: Desk) -> None:
    desk.hook("archive")
    alert = desk.told()

    assert desk.version is not None
    (entry,) = body(alert)["changes"]
    side = entry["now"]
    assert (side["quote"]["text"], side["quote"]["number"]) == ("57 requests", [0, 2])
    assert side["document"]["sha256"] == desk.version.raw_hash
    assert entry["period"]["how"] == "Taken from last year."


# --- sending --------------------------------------------------------------------------------------


def test_it_reaches_every_receiver_once(desk: Desk, mail_server: tuple[Mail, mailserver.Ledger]) -> None:
    desk.mailbox("desk", "ok@example.org")
    desk.hook("archive")
    desk.happens()
    made = desk.gather(at_once=True)

    attempts = desk.send()

    assert len(attempts) == 2
    assert all(attempt.acknowledged for attempt in attempts)
    assert [desk.delivery(alert).state for alert in made] == [DeliveryState.DELIVERED] * 2
    assert len(mail_server[1].taken) == len(desk.hooks.at("/ok")) == 1
    assert desk.send() == []


def test_first_sends_keep_the_order_of_their_numbers(desk: Desk) -> None:
    desk.hook("archive")
    for n in range(5):
        desk.told(f"new:{n}")
    desk.send()

    assert [json.loads(body)["seq"] for _, body in desk.hooks.at("/ok")] == [1, 2, 3, 4, 5]


def test_it_is_sent_again_later_under_the_same_id(desk: Desk) -> None:
    desk.hook("archive", "/flaky")
    alert = desk.told()
    waits = []
    for _ in range(3):
        assert len(desk.send()) == 1
        assert desk.send() == []  # not before its time
        waits.append(desk.delivery(alert).due_at)
        desk.now = max(desk.now, desk.delivery(alert).due_at)

    assert desk.delivery(alert).state is DeliveryState.DELIVERED
    assert desk.delivery(alert).attempts == 3
    assert waits[0] == NOW + retry.WAITS[0]
    sent = desk.hooks.at("/flaky")
    assert {headers["webhook-id"] for headers, _ in sent} == {alert.id}
    assert len({headers["webhook-timestamp"] for headers, _ in sent}) == 3  # each attempt's own


def test_a_message_that_fails_does_not_keep_back_those_after_it(desk: Desk) -> None:
    desk.hook("archive", "/flaky")
    first, second, third = (desk.told(f"new:{n}") for n in range(3))

    desk.send()

    states = [desk.delivery(alert).state for alert in (first, second, third)]
    assert states == [DeliveryState.DUE, DeliveryState.DUE, DeliveryState.DELIVERED]


def test_a_receiver_that_hangs_does_not_hold_up_another(desk: Desk) -> None:
    desk.hook("slow", "/timeout")
    desk.hook("quick", "/ok")
    for n in range(4):
        desk.happens(f"new:{n}", run_id=desk.version.run_id if desk.version else 1)
        desk.gather(at_once=True)
    started = time.monotonic()

    asyncio.run(dispatcher.dispatch_due(desk.store, desk.settings, desk.clock, "me", turn_s=0.5))

    assert time.monotonic() - started < 10  # one attempt, on a machine that is busy
    assert len(desk.hooks.at("/ok")) == 4
    assert len(desk.hooks.at("/timeout")) == 1


def test_what_a_receiver_asks_for_is_waited(desk: Desk) -> None:
    desk.hook("archive", "/busy")
    alert = desk.told()
    desk.send()

    assert desk.delivery(alert).due_at == NOW + timedelta(minutes=30)


def test_a_refused_mailbox_is_dead_at_once_and_the_terminal_has_it_where_it_is_the_operators(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.mailbox("desk", "permfail@example.org")
    alert = desk.told()
    desk.send()
    desk.send()

    assert desk.delivery(alert).state is DeliveryState.DEAD
    assert "A message to desk could not be delivered" in capsys.readouterr().err


def test_two_processes_send_each_message_once_and_in_order(desk: Desk) -> None:
    desk.hook("archive")
    for n in range(8):
        desk.told(f"new:{n}")

    async def send(store: Store, holder: str) -> None:
        for _ in range(4):
            await dispatcher.dispatch_due(store, desk.settings, desk.clock, holder)

    async def both(other: Store) -> None:
        await asyncio.gather(send(desk.store, "a"), send(other, "b"))

    with Store.open(desk.store.url, create=False, now=desk.now) as other:
        asyncio.run(both(other))

    sent = [json.loads(body)["seq"] for _, body in desk.hooks.at("/ok")]
    assert sent == list(range(1, 9))


def test_a_stop_cuts_what_hangs_and_it_is_sent_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "TOTAL_S", 20.0)
    desk.hook("archive", "/timeout")
    alert = desk.told()

    async def stopped() -> None:
        task = asyncio.create_task(
            dispatcher.dispatch_due(desk.store, desk.settings, desk.clock, "me", jitter=lambda: 0.0)
        )
        while not desk.hooks.requests:
            await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    started = time.monotonic()
    asyncio.run(stopped())
    assert time.monotonic() - started < 2.5

    desk.receivers["archive"] = replace(desk.receivers["archive"], address=f"http://127.0.0.1:{desk.port}/ok")
    desk.now += timedelta(hours=1)
    desk.send()
    assert desk.delivery(alert).state is DeliveryState.DELIVERED


def test_an_account_that_is_refused_is_not_tried_by_every_message(
    desk: Desk, authority_that_wants_a_login: tuple[Mail, mailserver.Ledger]
) -> None:
    desk.mail, ledger = authority_that_wants_a_login
    desk.mailbox("desk", "ok@example.org")
    made = [desk.told(f"new:{n}") for n in range(6)]
    desk.send()

    assert ledger.logins <= 2  # by two mechanisms, over one connection
    desk.send()
    assert ledger.logins <= 2
    assert desk.row("desk").held_until == NOW + retry.LOGIN_WAIT
    assert desk.row("desk").failing_since is None  # the account is ours
    assert {desk.delivery(alert).state for alert in made} == {DeliveryState.DUE}


@pytest.fixture
def authority_that_wants_a_login(tmp_path: Path) -> Iterator[tuple[Mail, mailserver.Ledger]]:
    ca, context = mailserver.certificates("127.0.0.1")
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    with mailserver.running(tls=context, login=True) as (port, ledger):
        yield (
            Mail(
                host="127.0.0.1",
                port=port,
                sender="w@example.org",
                user="watch",
                password=Secret("wrong"),
                ca_file=tmp_path / "ca.pem",
            ),
            ledger,
        )


def test_a_fault_of_ours_takes_no_other_message_along(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.hook("archive")
    first, second = desk.told("new:1"), desk.told("new:2")
    real = channels.send

    def faulty(alert: Alert, *rest: Any) -> retry.Answer:
        if alert.id == first.id:
            raise RuntimeError("a bug")
        return real(alert, *rest)

    monkeypatch.setattr(channels, "send", faulty)
    desk.send()

    assert desk.delivery(second).state is DeliveryState.DELIVERED
    assert desk.delivery(first).state is DeliveryState.DUE
    assert desk.delivery(first).last_answer == "a fault of ours: RuntimeError; see the log"


def test_without_receivers_the_terminal_shows_it(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    alert = desk.told()
    desk.send()

    assert desk.delivery(alert).state is DeliveryState.DELIVERED
    assert "Boston police say they received 57 ICE detainer requests" in capsys.readouterr().err


def test_what_a_killed_sender_held_is_sent_again_under_the_same_id(desk: Desk) -> None:
    desk.hook("archive")
    alert = desk.told()
    held = desk.delivery(alert)
    desk.store.transact(deliveries.lease, held.id, "killed", desk.now + sender.LEASE, desk.now)

    assert desk.send() == []
    desk.now += sender.LEASE + timedelta(seconds=1)
    desk.send()

    ((headers, _),) = desk.hooks.at("/ok")
    assert headers["webhook-id"] == alert.id


# --- tests of a receiver --------------------------------------------------------------------------


def test_a_test_message_goes_out_past_the_store(desk: Desk) -> None:
    desk.hook("archive")
    answer = dispatcher.test_alert("archive", desk.settings, desk.clock)

    assert answer.acknowledged
    ((_, body),) = desk.hooks.at("/ok")
    assert json.loads(body)["type"] == "test"
    assert desk.alerts("archive") == []


def test_a_test_of_nobody_names_who_is_there(desk: Desk) -> None:
    desk.hook("archive")

    with pytest.raises(UnknownId, match="archive"):
        dispatcher.test_alert("archiv", desk.settings, desk.clock)


# --- chats ----------------------------------------------------------------------------------------


def test_an_alert_to_a_chat_is_one_delivery_however_often_it_is_tried(desk: Desk) -> None:
    with chatserver.running() as chats:
        chats.answers += [(500, {}), (429, {"Retry-After": "1800"})]
        desk.receivers["newsroom"] = Receiver(
            id="newsroom",
            kind=ReceiverKind.CHAT,
            address=f"json://127.0.0.1:{chats.port}/hook",
            allow=chats.allow,
        )
        desk.follow("newsroom")
        alert = desk.told()
        states = []
        for _ in range(3):
            desk.send()
            delivery = desk.delivery(alert)
            states.append((delivery.state, delivery.attempts, delivery.last_answer))
            desk.now = delivery.due_at
        assert len(chats.posts) == 3
        assert len({post.raw for post in chats.posts}) == 1
    assert states == [
        (DeliveryState.DUE, 1, "HTTP 500"),
        (DeliveryState.DUE, 2, "HTTP 429"),
        (DeliveryState.DELIVERED, 3, "HTTP 200"),
    ]
