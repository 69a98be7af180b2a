"""The mail of a round, from the store to a real SMTP server: few connections, none used twice at once."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from config.settings import Mail, Secret
from config.words import ChangeKind, DeliveryState, Metric
from monitor.deliver import dispatcher, mailroom, retry, turns
from storage import deliveries
from storage.database import Store
from storage.records import Alert, Attempt
from tests.monitor import world
from tests.monitor.deliver import hookserver, mailserver
from tests.monitor.deliver.sending import NOW, Desk

Authority = tuple[Path, ssl.SSLContext]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    ca, context = mailserver.certificates("127.0.0.1")
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    ca.cert_pem.write_to_path(path)
    return path, context


@pytest.fixture
def desk(tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(mailroom, "PATIENCE_S", 60.0)  # a busy machine is no slow server
    mail = Mail(host="127.0.0.1", port=1, sender="w@example.org", ca_file=authority[0])
    with (
        Store.open(f"sqlite:///{tmp_path}/watch.db", create=True, now=NOW) as store,
        hookserver.running() as (port, hooks),
    ):
        yield Desk(store, port, hooks, mail)


def mailboxes(desk: Desk, *moods: str) -> None:
    for n, mood in enumerate(moods):
        desk.mailbox(f"box-{n}", f"{mood}@example.org")


def told(desk: Desk, times: int) -> list[Alert]:
    made = []
    for n in range(times):
        desk.happens(f"new:{n}")
        made += desk.gather(at_once=True)
    return made


def send(desk: Desk, turn_s: float = 30.0) -> list[Attempt]:
    sending = dispatcher.dispatch_due(desk.store, desk.settings, desk.clock, "me", turn_s=turn_s)
    return asyncio.run(sending)


def states(desk: Desk, made: list[Alert]) -> dict[str, set[DeliveryState]]:
    found: dict[str, set[DeliveryState]] = {}
    for alert in made:
        found.setdefault(alert.receiver, set()).add(desk.delivery(alert).state)
    return found


def test_all_mailboxes_of_a_round_share_one_connection_and_one_login(
    desk: Desk, authority: Authority
) -> None:
    with mailserver.running(tls=authority[1], login=True) as (port, ledger):
        desk.mail = replace(desk.mail, port=port, user=mailserver.USER, password=Secret(mailserver.PASSWORD))
        mailboxes(desk, "ok", "ok", "ok")
        made = told(desk, 4)
        assert len(send(desk)) == 12

    assert (ledger.connections, ledger.logins, len(ledger.taken)) == (1, 1, 12)
    assert set.union(*states(desk, made).values()) == {DeliveryState.DELIVERED}
    for box in ("box-0", "box-1", "box-2"):
        numbers = [m["Message-ID"] for m in ledger.messages if box in m["List-Id"]]
        assert numbers == [f"<{alert.id}@example.org>" for alert in made if alert.receiver == box]


def test_a_refused_mailbox_leaves_the_others_of_the_alert_alone(desk: Desk, authority: Authority) -> None:
    with mailserver.running(tls=authority[1]) as (port, ledger):
        desk.mail = replace(desk.mail, port=port)
        mailboxes(desk, "ok", "permfail", "ok")
        made = told(desk, 1)
        send(desk)

    assert states(desk, made) == {
        "box-0": {DeliveryState.DELIVERED},
        "box-1": {DeliveryState.DEAD},
        "box-2": {DeliveryState.DELIVERED},
    }
    assert [m["To"] for m in ledger.messages] == ["ok@example.org"] * 2


def test_what_becomes_of_a_figure_follows_the_first_mail_about_it(desk: Desk, authority: Authority) -> None:
    with mailserver.running(tls=authority[1]) as (port, ledger):
        desk.mail = replace(desk.mail, port=port)
        mailboxes(desk, "ok")
        first = desk.told("new:1")
        desk.told("other", point=world.POINT._replace(metric=Metric.TRANSFERRED))
        revised = desk.told("revised:1", kind=ChangeKind.REVISED)
        withdrawn = desk.told("withdrawn:1", kind=ChangeKind.WITHDRAWN)
        send(desk)

    ids = {name: f"<{alert.id}@example.org>" for name, alert in (("first", first), ("revised", revised))}
    new, other, second, third = ledger.messages
    assert new["References"] is None
    assert other["References"] is None
    assert (second["In-Reply-To"], second["References"]) == (ids["first"], ids["first"])
    assert third["In-Reply-To"] == ids["revised"]
    assert third["References"].split() == [ids["first"], ids["revised"]]
    assert withdrawn.body["thread"] == [first.id, revised.id]


def test_a_slow_mailbox_holds_up_no_other_and_each_keeps_its_order(
    desk: Desk, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailroom, "PATIENCE_S", 0.2)
    with mailserver.running(tls=authority[1], lazy=30) as (port, ledger):
        ledger.enough = 4
        desk.mail = replace(desk.mail, port=port)
        mailboxes(desk, "slow", "ok", "ok")
        told(desk, 2)
        send(desk)

    took = [m["To"].partition("@")[0] for m in ledger.messages]
    assert took[:4] == ["ok"] * 4  # while the first of the slow one is under way
    assert took[4:] == ["slow"] * 2
    assert 2 <= ledger.at_once <= ledger.connections <= mailroom.LANES


def test_what_comes_up_while_a_server_is_slow_goes_out_beside_it(
    desk: Desk, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailroom, "PATIENCE_S", 0.2)
    monkeypatch.setattr(turns, "ASIDE_S", 0.2)
    with mailserver.running(tls=authority[1], lazy=30) as (port, ledger):
        desk.mail = replace(desk.mail, port=port)
        desk.mailbox("late", "slow@example.org")
        made = told(desk, 1)
        desk.mailbox("quick", "ok@example.org")
        desk.hook("archive")
        desk.declare()

        async def beside() -> None:
            sending = asyncio.create_task(
                dispatcher.dispatch_due(desk.store, desk.settings, desk.clock, "me", meanwhile=desk.gather)
            )
            while not ledger.tries["slow"]:
                await asyncio.sleep(0.02)
            desk.happens("new:later")
            desk.now += timedelta(minutes=10)  # and it has settled
            while not (desk.hooks.at("/ok") and ledger.taken):
                await asyncio.sleep(0.02)
            assert desk.delivery(made[0]).state is DeliveryState.LEASED  # still under way
            ledger.enough = 0
            await sending

        asyncio.run(beside())

    assert {m["To"] for m in ledger.messages} == {"ok@example.org", "slow@example.org"}


def test_a_server_that_cannot_be_reached_is_asked_once_a_round(desk: Desk) -> None:
    mailboxes(desk, "ok", "ok")
    made = told(desk, 3)
    attempts = send(desk)

    answers = sorted(attempt.answer for attempt in attempts)
    assert len(answers) == 6
    assert answers[0].startswith("ConnectionRefusedError")
    assert all(answer.startswith("not tried: ConnectionRefusedError") for answer in answers[1:])
    assert set.union(*states(desk, made).values()) == {DeliveryState.DUE}
    assert {desk.delivery(alert).due_at for alert in made} != {NOW}


def test_a_refused_account_is_told_to_the_operator_by_another_way_than_mail(
    desk: Desk, authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    with mailserver.running(tls=authority[1], login=True) as (port, ledger):
        desk.mail = replace(desk.mail, port=port, user=mailserver.USER, password=Secret("wrong one"))
        mailboxes(desk, "ok", "ok")
        made = told(desk, 3)
        send(desk)
        send(desk)

    assert ledger.logins == 1
    assert {desk.row(box).held_until for box in ("box-0", "box-1")} == {NOW + retry.LOGIN_WAIT}
    assert set.union(*states(desk, made).values()) == {DeliveryState.DUE}
    shown = capsys.readouterr().err
    assert shown.count("The mail server refuses our account") >= 1
    assert "wrong one" not in shown


def test_greylisting_is_waited_out_and_no_longer(desk: Desk, authority: Authority) -> None:
    with mailserver.running(tls=authority[1]) as (port, ledger):
        desk.mail = replace(desk.mail, port=port)
        mailboxes(desk, "hinted")
        (alert,) = told(desk, 1)
        send(desk)
        wait = desk.delivery(alert).due_at - NOW
        assert timedelta(minutes=5) <= wait <= timedelta(minutes=5, seconds=15)
        desk.now += timedelta(minutes=4, seconds=59)
        assert send(desk) == []
        desk.now = desk.delivery(alert).due_at
        send(desk)

    assert desk.delivery(alert).state is DeliveryState.DELIVERED
    assert ledger.tries["hinted"] == 2


def test_a_lane_that_gets_no_connection_leaves_its_message_to_the_one_that_stands(
    desk: Desk, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailroom, "PATIENCE_S", 0.2)
    with mailserver.running(tls=authority[1], lazy=1.0, room=1) as (port, _):
        desk.mail = replace(desk.mail, port=port)
        mailboxes(desk, "slow", "ok")
        made = told(desk, 1)
        attempts = send(desk)

    assert [attempt.answer for attempt in attempts] == ["250 2.0.0 taken"] * 2
    assert set.union(*states(desk, made).values()) == {DeliveryState.DELIVERED}


def test_a_stop_while_the_server_is_slow_records_nothing_that_was_not_tried(
    desk: Desk, authority: Authority
) -> None:
    with mailserver.running(tls=authority[1], lazy=30) as (port, ledger):
        desk.mail = replace(desk.mail, port=port)
        mailboxes(desk, "slow", "ok")
        slow, other = told(desk, 1)

        async def stopped() -> None:
            sending = asyncio.create_task(
                dispatcher.dispatch_due(desk.store, desk.settings, desk.clock, "me")
            )
            while not ledger.tries["slow"]:
                await asyncio.sleep(0.02)
            sending.cancel()
            with pytest.raises(asyncio.CancelledError):
                await sending

        began = time.monotonic()
        asyncio.run(stopped())
        assert time.monotonic() - began < 5

    assert desk.delivery(slow).state is not DeliveryState.DELIVERED
    with desk.store.read() as conn:
        assert deliveries.attempts(conn, desk.delivery(other).id) == []
