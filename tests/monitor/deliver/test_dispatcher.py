"""From owed to acknowledged, with a real store, a real mail server and real webhooks."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from config.settings import Mail, Receiver, Secret, Settings, Subscription
from config.words import DeliveryState, Quiet, ReceiverKind
from monitor import alerts, subscriptions
from monitor.deliver import channels, dispatcher, email, retry, sender, webhook
from monitor.errors import UnknownId
from storage import deliveries, findings, outbox, receivers
from storage.database import Store
from storage.records import Alert, Attempt, Change, Delivery, Version
from tests.monitor import world
from tests.monitor.deliver import chatserver, hookserver, mailserver
from tests.storage import world as stored_world

NOW = datetime(2026, 1, 27, 12, 0, tzinfo=UTC)
SETTLED = timedelta(minutes=10)


class Desk:
    """A store, receivers of every sort, and a clock that is moved by hand."""

    def __init__(self, store: Store, port: int, hooks: hookserver.Ledger, mail: Mail) -> None:
        self.store = store
        self.port = port
        self.hooks = hooks
        self.mail = mail
        self.now = NOW
        self.receivers: dict[str, Receiver] = {}
        self.subscriptions: tuple[Subscription, ...] = ()
        self.version: Version | None = None

    def clock(self) -> datetime:
        return self.now

    def hook(self, id_: str, path: str = "/ok") -> None:
        self.receivers[id_] = Receiver(
            id=id_,
            kind=ReceiverKind.WEBHOOK,
            address=f"http://127.0.0.1:{self.port}{path}",
            secrets=(Secret("a plain secret of more than 24 bytes"),),
            allow=(f"127.0.0.1:{self.port}",),
        )
        self._follow(id_)

    def mailbox(self, id_: str, address: str) -> None:
        self.receivers[id_] = Receiver(id=id_, kind=ReceiverKind.EMAIL, address=address)
        self._follow(id_)

    def _follow(self, id_: str) -> None:
        self.subscriptions = (*self.subscriptions, Subscription(to=(id_,)))

    @property
    def settings(self) -> Settings:
        return Settings(
            catalogue=world.CATALOGUE,
            receivers=self.receivers,
            subscriptions=self.subscriptions,
            operator=next(iter(self.receivers), None),
            mail=self.mail,
        )

    def declare(self) -> None:
        kinds = {id_: found.kind.value for id_, found in subscriptions.receivers(self.settings).items()}
        self.store.transact(receivers.sync_receivers, kinds, self.now)

    def happens(self, key: str = "new:1", **more: Any) -> Change:
        """A change turns up, and is owed to whom the subscriptions say."""
        if self.version is None:
            self.declare()
            self.version = stored_world.stored(self.store)
            found = stored_world.findings(self.version, changes=(), owed=())
            self.store.transact(findings.record, found, self.now)
        change = stored_world.change(self.version, key, at=self.now, **more)
        owed = alerts.owed(change, self.settings, world.CATALOGUE, self.now)
        (made,) = self.store.transact(findings.record_changes, [change], owed, self.now)
        return made

    def gather(self, *, at_once: bool = False) -> list[Alert]:
        return dispatcher.gather(self.store, self.settings, self.clock, at_once=at_once)

    def send(self) -> list[Attempt]:
        return asyncio.run(
            dispatcher.dispatch_due(self.store, self.settings, self.clock, "me", jitter=lambda: 0.0)
        )

    def told(self, key: str = "new:1", **more: Any) -> Alert:
        """A change that is told: the alert, ready to be sent."""
        self.happens(key, **more)
        (alert,) = self.gather(at_once=True)
        return alert

    def delivery(self, alert: Alert) -> Delivery:
        with self.store.read() as conn:
            return deliveries.deliveries(conn, alert.id)[-1]

    def alerts(self, receiver: str) -> list[Alert]:
        with self.store.read() as conn:
            return outbox.alerts(conn, receiver, 50)


def body(alert: Alert) -> Any:
    return json.loads(webhook.payload(alert))


@pytest.fixture(scope="module")
def mail_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Mail, mailserver.Ledger]]:
    ca, context = mailserver.certificates("127.0.0.1")
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    ca.cert_pem.write_to_path(path)
    with mailserver.running(tls=context) as (port, ledger):
        yield Mail(host="127.0.0.1", port=port, sender="Watch <w@example.org>", ca_file=path), ledger


@pytest.fixture
def desk(
    tmp_path: Path, mail_server: tuple[Mail, mailserver.Ledger], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    monkeypatch.setattr(webhook, "TOTAL_S", 1.0)
    monkeypatch.setattr(email, "TOTAL_S", 2.0)
    mail, ledger = mail_server
    ledger.taken.clear()
    with (
        Store.open(f"sqlite:///{tmp_path}/watch.db", create=True, now=NOW) as store,
        hookserver.running() as (port, hooks),
    ):
        yield Desk(store, port, hooks, mail)


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
    assert {headers["webhook-id"] for headers, _ in desk.hooks.at("/flaky")} == {alert.id}


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

    assert time.monotonic() - started < 3
    assert len(desk.hooks.at("/ok")) == 4
    assert len(desk.hooks.at("/timeout")) == 1


def test_what_a_receiver_asks_for_is_waited(desk: Desk) -> None:
    desk.hook("archive", "/busy")
    alert = desk.told()
    desk.send()

    assert desk.delivery(alert).due_at == NOW + timedelta(minutes=30)


def test_410_switches_off_and_the_operator_hears_of_it(
    desk: Desk, mail_server: tuple[Mail, mailserver.Ledger]
) -> None:
    desk.mailbox("desk", "ok@example.org")
    desk.hook("archive", "/410")
    first = _to(desk, "archive", "new:1")
    second = _to(desk, "archive", "new:2")
    desk.send()

    with desk.store.read() as conn:
        row = receivers.receiver(conn, "archive")
    assert row is not None
    assert not row.on
    assert [desk.delivery(alert).state for alert in (first, second)] == [DeliveryState.DEAD] * 2
    assert len(desk.hooks.at("/410")) == 1
    desk.send()
    subjects = [message["Subject"] for message in mail_server[1].messages]
    assert "Receiver archive is switched off" in subjects


def test_it_is_dead_at_the_end_of_the_schedule_and_the_operator_hears_of_it(desk: Desk) -> None:
    desk.mailbox("desk", "ok@example.org")
    desk.hook("archive", "/500")
    alert = _to(desk, "archive")
    for _ in range(retry.ATTEMPTS):
        assert desk.delivery(alert).state is DeliveryState.DUE
        desk.now = max(desk.now, desk.delivery(alert).due_at)
        desk.send()

    final = desk.delivery(alert)
    assert final.state is DeliveryState.DEAD
    assert final.attempts == retry.ATTEMPTS
    assert final.last_answer == "HTTP 500"
    notices = [found for found in desk.alerts("desk") if found.occasion.startswith("dead:archive:")]
    assert len(notices) == 1
    assert alert.id in json.dumps(notices[0].body)


def test_a_refused_mailbox_is_dead_at_once_and_the_terminal_has_it_where_it_is_the_operators(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.mailbox("desk", "permfail@example.org")
    alert = desk.told()
    desk.send()
    desk.send()

    assert desk.delivery(alert).state is DeliveryState.DEAD
    assert "A message to desk could not be delivered" in capsys.readouterr().err


def test_who_left_the_configuration_is_told_no_more(desk: Desk) -> None:
    desk.hook("stays")
    desk.hook("leaves")
    desk.happens()
    made = desk.gather(at_once=True)
    del desk.receivers["leaves"]
    desk.send()

    states = {alert.receiver: desk.delivery(alert).state for alert in made}
    assert states == {"stays": DeliveryState.DELIVERED, "leaves": DeliveryState.CANCELLED}
    assert len(desk.hooks.requests) == 1


def test_two_senders_send_each_message_once(desk: Desk) -> None:
    desk.hook("archive")
    for n in range(8):
        desk.told(f"new:{n}")

    async def both() -> None:
        await asyncio.gather(
            *(dispatcher.dispatch_due(desk.store, desk.settings, desk.clock, holder) for holder in "ab")
        )

    asyncio.run(both())

    ids = [headers["webhook-id"] for headers, _ in desk.hooks.at("/ok")]
    assert len(ids) == len(set(ids)) == 8


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
    due = {desk.delivery(alert).due_at for alert in made}
    assert min(due) >= NOW + retry.LOGIN_WAIT
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


def _to(desk: Desk, receiver: str, key: str = "new:1") -> Alert:
    """What happened, as it is told to one receiver."""
    desk.happens(key)
    (alert,) = [found for found in desk.gather(at_once=True) if found.receiver == receiver]
    return alert


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
        desk._follow("newsroom")
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
