"""Who is told what, as the command line shows it: dry runs of subscriptions, and mutes."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from monitor.cli.desk import clock
from storage import leases, mutes
from storage.database import Store
from tests.monitor.cli.conftest import Done, Office

HOOK = "{webhook: https://hooks.example.org/x, secret: env:KEY}"
CONFIG = f"""
places: [us-ma-boston]
daemon: {{store: watch.db}}
timezone: America/New_York
receivers: {{desk: {HOOK}, ice-desk: {HOOK}, archive: {HOOK}}}
operator: archive
subscriptions:
  - {{to: desk, places: us-ma-boston, when: daily at 07:30}}
  - {{to: desk, kinds: [conflicting], at_least: 100}}
  - {{to: ice-desk, parties: [ICE], kinds: [new, conflicting]}}
  - {{to: archive, kinds: everything}}
"""


@pytest.fixture
def desk(office: Office) -> Office:
    office.config.write_text(CONFIG)
    return office


def told(office: Office, receiver: str, *more: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office("changes", "--for", receiver, "--json", *more).json
    return found


# --- changes --for --------------------------------------------------------------------------------


def test_a_receiver_would_have_been_told_what_it_asks_for_and_no_more(desk: Office) -> None:
    assert [each["change"]["kind"] for each in told(desk, "ice-desk")] == ["conflicting"]
    assert len(told(desk, "archive")) == 6


def test_it_says_when_and_by_which_subscription(desk: Office) -> None:
    found = {each["change"]["kind"]: each for each in told(desk, "desk")}

    conflict, corrected = found["conflicting"], found["corrected"]
    assert (conflict["told"], conflict["digest"], conflict["subscription"]) == ("at once", None, 2)
    assert conflict["why"] == "subscription 2: everywhere, conflicting, at least 100; at once"
    day = corrected["digest"]
    assert corrected["told"] == f"in the digest of {day}"
    assert corrected["why"] == "subscription 1: us-ma-boston; daily at 07:30"
    at = datetime.fromisoformat(corrected["change"]["at"])
    due = datetime.fromisoformat(corrected["due_at"])
    assert timedelta(0) < due - at <= timedelta(days=1)
    assert due.strftime("%H:%M") in ("11:30", "12:30")  # half past seven in New York


def test_the_table_says_the_same(desk: Office) -> None:
    done = desk("changes", "--for", "desk", "--kind", "conflicting")

    ((_, _, when, why, kind, what),) = done.rows
    assert (when, kind) == ("at once", "Conflict")
    assert why.startswith("subscription 2")
    assert "198" in what


def test_a_dry_run_stores_nothing(desk: Office) -> None:
    before = desk.store.read_bytes()
    told(desk, "archive")

    assert desk.store.read_bytes() == before


def test_it_is_looked_at_page_by_page(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from monitor import dry_run

    whole = told(desk, "archive")
    monkeypatch.setattr(dry_run, "PAGE", 2)

    assert told(desk, "archive") == whole
    assert told(desk, "archive", "--limit", "3") == whole[:3]


def test_since_and_place_narrow_it(desk: Office) -> None:
    assert told(desk, "archive", "--since", "2026-11-01") == []
    assert told(desk, "archive", "--place", "us-il") == []


def test_an_unknown_receiver_is_told_with_the_nearest(desk: Office) -> None:
    done = desk("changes", "--for", "dask")

    assert done.code == 2
    assert "did you mean desk" in done.err


# --- mute -----------------------------------------------------------------------------------------


def add(office: Office, text: str) -> Done:
    letter = Path(office.folder) / "letter.txt"
    letter.write_text(text)
    office.config.write_text("places: [us-ma-boston]\ndaemon: {store: watch.db}\n")  # told on the terminal
    return office(
        "add", str(letter), "--place", "us-ma-boston", "--publisher", "us-ma-boston/police",
        "--published", "2024-01-10", "--hand", "first",
    )  # fmt: skip


def test_what_is_muted_is_kept_back_counted_and_shown(desk: Office) -> None:
    made = desk("mute", "us-ma", "--for", "2 weeks", "--note", "the council is in recess", "--json").json
    text = "In 2023 the Boston Police Department received a total of 19 ICE detainers."
    add(desk, text)

    assert "Mutes in force: 1" in desk("status").out
    (listed,) = desk("mute", "list", "--json").json
    assert listed["id"] == made["id"]
    assert listed["muted"] > 0
    assert listed["note"] == "the council is in recess"
    (new,) = [each for each in told(desk, "terminal") if each["change"]["kind"] == "new" and each["mute"]]
    day = datetime.fromisoformat(listed["until"]).astimezone(ZoneInfo("America/New_York")).date()
    assert new["told"] == f"not: muted until {day}"  # in the zone of who is told, not in UTC
    assert new["muted_until"] == listed["until"]


def test_a_mute_is_ended_early(desk: Office) -> None:
    made = desk("mute", "us-ma-boston", "--metric", "requests", "--to", "desk", "--for", "12 hours").out
    number = made.partition(":")[0]

    done = desk("unmute", number)

    assert "Boston, MA, requests: muted for desk until" in made
    assert (done.code, "0 changes were muted" in done.out) == (0, True)
    assert desk("mute", "list", "--json").json == []
    assert len(desk("mute", "list", "--all", "--json").json) == 1
    assert "nothing is muted" in desk("mute").err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("us-ma-bosten", "--for", "1 day"), "did you mean us-ma-boston"),
        (("us-ma-boston",), "for how long"),
        (("us-ma-boston", "--for", "a while"), "no span of time"),
        (
            ("us-ma-boston", "--for", "1 day", "--agency", "us-ma-boston/polise"),
            "did you mean us-ma-boston/police",
        ),
        (("us-il", "--for", "1 day", "--agency", "us-ma-boston/police"), "no agency of us-il"),
        (("us-ma-boston", "--for", "1 day", "--metric", "request"), "requests"),
        (("us-ma-boston", "--for", "1 day", "--to", "dask"), "did you mean desk"),
    ],
)
def test_a_mistake_is_one_clear_line(desk: Office, args: tuple[str, ...], said: str) -> None:
    done = desk("mute", *args)

    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_mute_that_is_not_there_cannot_be_ended(desk: Office) -> None:
    done = desk("unmute", "7")

    assert done.code == 2
    assert "no mute '7'" in done.err


def test_a_mute_holds_while_a_daemon_owns_the_store(desk: Office) -> None:
    with Store.open(f"sqlite:///{desk.store}", create=False, now=clock()) as store, leases.own(store):
        done = desk("mute", "us-ma-boston", "--for", "1 day")
        with store.read() as conn:
            (held,) = mutes.mutes(conn, clock())

    assert done.code == 0
    assert held.place == "us-ma-boston"
