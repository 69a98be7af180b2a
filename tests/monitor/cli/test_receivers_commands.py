"""Commands about those who get alerts: how they fare, on again, everything once more."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

import pytest

from config import loading
from monitor.cli import desk
from monitor.declared import declare
from storage import leases, outbox, receivers
from storage.database import Store
from storage.records import ReceiverRow
from tests.monitor.cli.conftest import Office
from tests.monitor.deliver import hookserver, samples

DAY = timedelta(days=1)


@dataclass
class Desk:
    """A receiver `desk` with messages of the last days, the newest last."""

    office: Office
    hooks: hookserver.Ledger
    ids: list[str]

    @contextmanager
    def store(self) -> Iterator[Store]:
        with Store.open(f"sqlite:///{self.office.store}", create=False, now=desk.clock()) as store:
            yield store

    def numbers(self) -> list[int]:
        return [json.loads(body)["seq"] for _, body in self.hooks.at("/as-set")]

    def row(self) -> ReceiverRow:
        with self.store() as store, store.read() as conn:
            return receivers.known(conn, "desk")

    def states(self) -> list[str]:
        with self.store() as store, store.read() as conn:
            return [outbox.deliveries(conn, id_)[-1].state.value for id_ in self.ids]


@pytest.fixture
def told_desk(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("DESK_SECRET", "a secret of more than twenty-four characters")
    with hookserver.running() as (port, hooks):
        office.config.write_text(
            "daemon: {store: watch.db}\n"
            f"receivers: {{desk: {{webhook: 'http://127.0.0.1:{port}/as-set', secret: env:DESK_SECRET, "
            f"allow: ['127.0.0.1:{port}']}}}}\n"
            "subscriptions: [{to: desk, places: [us-il]}]\n"
        )
        made = Desk(office, hooks, [str(uuid4()) for _ in range(4)])
        with made.store() as store:
            declare(store, loading.load(office.config, os.environ), desk.clock())
            for ago, id_ in zip((9, 3, 2, 1), made.ids, strict=True):
                alert = samples.made(samples.every_kind()[:1], f"run:{ago}/1")
                body = {**alert.body, "id": id_}
                at = desk.clock() - ago * DAY
                alert = replace(alert, id=id_, body=body, made_at=at)
                store.transact(outbox.freeze, alert, [], desk.clock())
        yield made


def delivered(told_desk: Desk) -> None:
    """All four have arrived."""
    done = told_desk.office("alerts", "resend", told_desk.ids[-1])
    assert (done.code, told_desk.numbers()) == (0, [1, 2, 3, 4])
    told_desk.hooks.requests.clear()


def off(told_desk: Desk) -> None:
    with told_desk.store() as store:
        store.transact(receivers.switch_off, "desk", "HTTP 410", desk.clock())


# --- how they fare --------------------------------------------------------------------------------


def test_who_gets_alerts_and_how_each_fares(told_desk: Desk) -> None:
    (row,) = [each for each in told_desk.office("alerts", "receivers", "--json").json if each["id"] == "desk"]
    assert (row["state"], row["waiting"], row["dead"], row["last_taken"]) == ("on", 4, 0, None)

    told_desk.hooks.status = 500
    assert told_desk.office("alerts", "resend", told_desk.ids[0]).code == 1
    listed = told_desk.office("alerts", "receivers")
    (line,) = [each for each in listed.rows if each[0] == "desk"]
    assert (line[1:3], line[4]) == (["webhook", "failing"], "4")
    assert "127.0.0.1" not in listed.out  # an address may hold a token
    status = told_desk.office("status")
    assert "! receiver desk takes nothing since" in status.out
    assert "4 messages kept for it" in status.out
    told = told_desk.office("status", "--json").json
    assert [(each["id"], each["waiting"]) for each in told["receivers_failing"]] == [("desk", 4)]


def test_one_that_left_is_shown_with_what_was_cancelled(told_desk: Desk) -> None:
    told_desk.office.config.write_text("daemon: {store: watch.db}\n")
    with told_desk.store() as store:
        declare(store, loading.load(told_desk.office.config, os.environ), desk.clock())
    (row,) = [each for each in told_desk.office("alerts", "receivers", "--json").json if each["id"] == "desk"]
    assert (row["state"], row["why"]) == ("left", "no longer in the configuration")
    listed = told_desk.office("alerts", "list", "--to", "desk", "--json").json
    assert {each["deliveries"][-1]["state"] for each in listed} == {"cancelled"}
    refused = told_desk.office("alerts", "on", "desk")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "not in the configuration any more" in refused.err


def test_one_that_the_daemon_has_not_seen_yet_is_new(told_desk: Desk) -> None:
    text = told_desk.office.config.read_text().replace("desk: {webhook", "other: {webhook")
    told_desk.office.config.write_text(text.replace("to: desk", "to: other"))
    states = {each["id"]: each["state"] for each in told_desk.office("alerts", "receivers", "--json").json}
    assert (states["other"], states["desk"]) == ("new", "left")


# --- on again -------------------------------------------------------------------------------------


def test_switched_on_again_what_was_kept_is_due(told_desk: Desk) -> None:
    off(told_desk)
    kept = told_desk.office("alerts", "resend", told_desk.ids[0])
    assert (kept.code, told_desk.hooks.requests) == (1, [])
    assert "desk is switched off: it is sent after `detainer-watch alerts on desk`" in kept.err
    assert (
        "receiver desk is off: HTTP 410; 4 messages kept for it; `alerts on desk`"
        in told_desk.office("status").out
    )

    done = told_desk.office("alerts", "on", "desk")
    assert (done.code, done.out) == (0, "desk is on again; 4 messages wait for it\n")
    assert told_desk.row().on
    told_desk.office("alerts", "resend", told_desk.ids[0])
    assert told_desk.numbers() == [1, 2, 3, 4]


def test_who_is_on_and_fails_is_tried_at_once(told_desk: Desk) -> None:
    told_desk.hooks.status = 500
    told_desk.office("alerts", "resend", told_desk.ids[0])
    done = told_desk.office("alerts", "on", "desk", "--json")
    assert done.json == {"receiver": "desk", "was_on": True, "waiting": 4}
    assert told_desk.row().failures == 0


def test_nobody_is_switched_on_by_a_wrong_name(told_desk: Desk) -> None:
    done = told_desk.office("alerts", "on", "dsk")
    assert done.code == 2
    assert "no receiver 'dsk'; did you mean desk?" in done.err


# --- once more ------------------------------------------------------------------------------------


def test_a_receiver_that_lost_its_data_gets_all_since_then_under_the_same_ids_in_order(
    told_desk: Desk,
) -> None:
    delivered(told_desk)
    done = told_desk.office("alerts", "replay", "--to", "desk", "--since", "5 days", "--yes")

    assert (done.code, done.out) == (0, "desk: 3 messages queued once more; 3 accepted\n")
    assert told_desk.numbers() == [2, 3, 4]
    ids = [headers["webhook-id"] for headers, _ in told_desk.hooks.at("/as-set")]
    assert ids == told_desk.ids[1:]
    shown = told_desk.office("alerts", "show", told_desk.ids[1], "--json").json
    assert [(each["round"], each["state"]) for each in shown["deliveries"]] == [
        (1, "delivered"),
        (2, "delivered"),
    ]


def test_it_says_first_what_it_would_send(told_desk: Desk) -> None:
    delivered(told_desk)
    dry = told_desk.office(
        "alerts", "replay", "--to", "desk", "--since", "5 days", "--dry-run", "--json"
    ).json
    assert [(each["seq"], each["to_be_sent"]) for each in dry] == [(2, True), (3, True), (4, True)]
    asked = told_desk.office("alerts", "replay", "--to", "desk", "--since", "5 days", stdin=b"n\n")
    assert "Send 3 messages to desk once more, numbers 2 to 4" in asked.err
    assert asked.code == 0
    alone = told_desk.office("alerts", "replay", "--to", "desk", "--since", "5 days")
    assert (alone.code, "--yes" in alone.err) == (2, True)
    assert told_desk.hooks.requests == []
    assert told_desk.states() == ["delivered"] * 4


def test_said_twice_while_a_daemon_has_it_queued_it_is_queued_once(told_desk: Desk) -> None:
    delivered(told_desk)
    with told_desk.store() as store, leases.own(store):
        first = told_desk.office("alerts", "replay", "--to", "desk", "--since", "30 days", "--yes")
        again = told_desk.office("alerts", "replay", "--to", "desk", "--since", "30 days", "--yes")
    assert (first.code, first.out) == (0, "desk: 4 messages queued once more; the daemon sends them\n")
    assert (again.code, again.out) == (0, "")
    assert "4 messages since then are queued already" in again.err
    assert told_desk.hooks.requests == []
    with told_desk.store() as store, store.read() as conn:
        assert [each.round for each in outbox.deliveries(conn, told_desk.ids[0])] == [1, 2]


def test_what_was_cancelled_comes_by_it_when_the_receiver_is_back(told_desk: Desk) -> None:
    text = told_desk.office.config.read_text()
    for config in ("daemon: {store: watch.db}\n", text):
        told_desk.office.config.write_text(config)
        with told_desk.store() as store:
            declare(store, loading.load(told_desk.office.config, os.environ), desk.clock())
    assert told_desk.states() == ["cancelled"] * 4
    told_desk.office("alerts", "replay", "--to", "desk", "--since", "30 days", "--yes")
    assert told_desk.numbers() == [1, 2, 3, 4]


def test_what_is_not_accepted_or_kept_needs_a_person(told_desk: Desk) -> None:
    delivered(told_desk)
    told_desk.hooks.status = 500
    failed = told_desk.office("alerts", "replay", "--to", "desk", "--since", "5 days", "--yes", "--json")
    assert (failed.code, failed.json) == (1, {"receiver": "desk", "queued": 3, "delivered": 0})
    off(told_desk)
    kept = told_desk.office("alerts", "replay", "--to", "desk", "--since", "30 days", "--yes")
    assert (kept.code, "desk is switched off" in kept.err) == (1, True)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--to", "dsk", "--since", "5 days"), "no receiver"),
        (("--to", "desk", "--since", "soon"), "no day"),
        (
            (
                "--to",
                "desk",
            ),
            "since",
        ),
        (("--since", "5 days"), "to"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_sent(told_desk: Desk, args: tuple[str, ...], said: str) -> None:
    done = told_desk.office("alerts", "replay", *args, "--yes")
    assert done.code == 2
    assert said in done.err
    assert told_desk.hooks.requests == []
