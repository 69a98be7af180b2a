"""Receivers that fail, for minutes or for days, and one that is dropped: nothing is lost or doubled."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

import pytest

from config import loading
from monitor import messages
from monitor.deliver import freezing
from storage import outbox
from storage.database import Store
from tests.acceptance import ledgers
from tests.acceptance.office import Office
from tests.acceptance.processes import until
from tests.acceptance.town import Town
from tests.monitor.deliver import hookserver

FIRST_YEAR: Final = 2011
#: of the outage: when somebody looks, in hours; a report turns up at the whole ones
OUTAGE: Final = (0, 0.2, 3, 24, 48, 72)


@pytest.mark.timeout(300)
def test_a_receiver_that_is_down_for_three_days_gets_everything_in_order(town: Town, office: Office) -> None:
    office.once()
    town.hook.usual = 500
    for hours in OUTAGE:
        if hours in (0, 24, 48):
            file(town)
        at_hour(town, office, hours)
    assert town.hook.taken == []
    subjects = [str(mail["Subject"]) for mail in town.mails()]
    assert [subject.strip()[:4] for subject in subjects].count("New:") == 3  # the others were told at once
    assert "Receiver archive takes nothing" in subjects

    town.hook.usual = 204
    for hours in (97, 98):  # within a day, which is the longest pause, and once more
        at_hour(town, office, hours)
    ledgers.check(town)
    assert [taken.body["seq"] for taken in town.hook.taken] == [1, 2, 3]
    assert set(ledgers.received(town).values()) == {1}
    assert len([mail for mail in town.mails() if "New:" in str(mail["Subject"])]) == 3


def test_bad_receivers_are_told_apart_and_hold_up_nobody(town: Town, office: Office) -> None:
    with hookserver.running() as (port, ledger):
        moods = (
            "ok",
            "500",
            "410",
            "busy",
            "redirect",
            "permanent-redirect",
            "timeout",
            "dropped",
            "endless",
        )
        add_receivers(town, {mood: f"http://127.0.0.1:{port}/{mood}" for mood in moods}, f"127.0.0.1:{port}")
        office.once()
        file(town)
        town.make_due()
        office.once()

        answers = {row["receiver"]: (row["state"], row["answer"]) for row in deliveries(town)}
        for good in ("city-desk", "archive", "mood-ok", "mood-endless"):
            assert answers[good][0] == "delivered", answers
        assert answers["mood-410"][0] == "due", answers  # kept, should it be switched on again
        for bad in ("500", "busy", "redirect", "permanent-redirect", "timeout", "dropped"):
            assert answers[f"mood-{bad}"][0] == "due", answers
        assert "redirects are not followed" in answers["mood-redirect"][1]
        assert len(ledger.at("/ok")) == 1  # no redirect was followed to it
        assert any("mood-410 is switched off" in str(mail["Subject"]) for mail in town.mails())

        asked = {mood: len(ledger.at(f"/{mood}")) for mood in moods}
        file(town)
        town.make_due()
        office.once()
        assert len(ledger.at("/ok")) == 2
        assert len(ledger.at("/410")) == asked["410"]  # it wants no further message
        at_hour(town, office, 0.25)
        assert len(ledger.at("/busy")) == asked["busy"]  # it asked for half an hour
        assert set(ledgers.received(town).values()) == {1}


def test_bad_mailboxes_are_told_apart_and_hold_up_nobody(town: Town, office: Office) -> None:
    moods = ("tempfail", "greylist", "permfail", "datatemp", "datafail", "drop", "busy")
    more = "".join(f"  mood-{mood}: {{email: {mood}@example.org}}\n" for mood in moods)
    subscribe(town, more, [f"mood-{mood}" for mood in moods])
    office.once()
    file(town)
    town.make_due()
    office.once()

    states = {row["receiver"]: row["state"] for row in deliveries(town) if row["receiver"] != "city-desk"}
    assert states["archive"] == "delivered"
    assert {mood for mood in moods if states[f"mood-{mood}"] == "due"} == {
        "tempfail", "greylist", "datatemp", "drop", "busy",
    }, states  # fmt: skip
    assert states["mood-permfail"] == states["mood-datafail"] == "dead"
    to_desk = [mail for mail in town.mails() if mail["To"] == "desk@example.org"]
    assert len([mail for mail in to_desk if "could not be delivered" in str(mail["Subject"])]) == 2

    at_hour(town, office, 1)
    answers = {row["receiver"]: row["state"] for row in deliveries(town) if row["receiver"] != "city-desk"}
    assert answers["mood-greylist"] == "delivered"
    dropped = [mail["Message-ID"] for mail in town.mails() if mail["To"] == "drop@example.org"]
    assert len(dropped) >= 2, "it never said that it has the message"
    assert len(set(dropped)) == 1
    assert len(town.hook.taken) == 1


def test_a_receiver_that_leaves_the_configuration_is_sent_no_more_and_its_messages_are_shown(
    town: Town, office: Office
) -> None:
    office.once()
    town.hook.usual = 500
    file(town)
    town.make_due()
    office.once()
    refused = len(town.hook.refused)
    assert refused == 1
    before = town.config.read_text()
    kept = [line for line in before.splitlines() if not line.startswith("  archive:")]
    dropped = "\n".join(kept).replace("  - to: archive\n    kinds: everything", "")
    town.config.write_text(dropped + "\n")
    town.hook.usual = 204
    at_hour(town, office, 2)

    assert town.hook.taken == []
    assert [row["state"] for row in deliveries(town) if row["receiver"] == "archive"] == ["cancelled"]
    subjects = [str(mail["Subject"]).strip() for mail in town.mails()]
    assert len([subject for subject in subjects if subject.startswith("New:")]) == 1
    assert [subject for subject in subjects if "archive" in subject]  # the operator is told of what waited
    listed = office.json("alerts", "list")
    assert "cancelled" in str(listed)


QUEUED: Final = 10_000
DRAINED: Final = 450  #: of them that are waited for; all of them are in `python -m benchmarks.draining`
KILLS: Final = 3


@pytest.mark.timeout(300)
def test_ten_thousand_queued_alerts_keep_their_order_over_kills_and_hold_up_no_other_receiver(
    town: Town, office: Office
) -> None:
    office.once()
    queue(town, QUEUED)
    file(town)
    town.make_due()
    chance = random.Random(20261122)
    for _ in range(KILLS):
        daemon = office.daemon()
        enough = len(town.hook.taken) + chance.randrange(20, DRAINED // KILLS)
        assert until(lambda enough=enough: len(town.hook.taken) >= enough), daemon.tail()  # type: ignore[misc]
        daemon.destroy()
    recorded, came = ledgers.acknowledged(town), ledgers.received(town)
    assert came.total() - len(came) <= KILLS  # the one that was on its way at each kill

    daemon = office.daemon()
    assert until(lambda: len(town.hook.taken) >= DRAINED), daemon.tail()
    assert until(lambda: len(town.mails()) == 1), daemon.tail()  # told while thousands wait for another
    assert daemon.stop() == 0
    assert all(ledgers.received(town)[id_] == came[id_] for id_ in recorded)

    numbers = {taken.body["seq"]: None for taken in town.hook.taken}  # in the order of their first coming
    assert list(numbers) == list(range(1, len(numbers) + 1))
    assert waiting(town) == QUEUED + 1 - len(numbers)
    assert town.value("PRAGMA integrity_check") == "ok"


# --- small parts ------------------------------------------------------------------------------------


def file(town: Town) -> None:
    """A report of another year turns up."""
    year = FIRST_YEAR + len(town.council.matters)
    town.report(100 + year, year, year - 1980)


def at_hour(town: Town, office: Office, hours: float) -> None:
    """All that is due so many hours from now, to the end."""
    town.make_due()
    made = office.start(str(hours), "daemon", "--once", module="tests.acceptance.shifted")
    assert made.wait() == 0, made.tail()


def add_receivers(town: Town, urls: dict[str, str], host: str) -> None:
    """Unsigned webhooks that want everything, beside the two receivers that the town has."""
    lines = [f'  mood-{mood}: {{webhook: "{url}", allow: ["{host}"]}}\n' for mood, url in urls.items()]
    subscribe(town, "".join(lines), [f"mood-{mood}" for mood in urls])


def subscribe(town: Town, receivers: str, ids: list[str]) -> None:
    """Write further receivers into the configuration, that want what the archive wants."""
    text = town.config.read_text().replace("subscriptions:\n", receivers + "subscriptions:\n", 1)
    town.config.write_text(text.replace("  - to: archive\n", f"  - to: [archive, {', '.join(ids)}]\n", 1))


def deliveries(town: Town) -> list[sqlite3.Row]:
    """Each delivery with its receiver and the last answer."""
    return town.rows(
        "SELECT a.receiver_id AS receiver, d.state AS state, d.last_answer AS answer"
        " FROM deliveries d JOIN alerts a ON a.id = d.alert_id ORDER BY d.id"
    )


def waiting(town: Town) -> int:
    return int(town.value("SELECT count(*) FROM deliveries WHERE state IN ('due', 'leased')"))


def queue(town: Town, count: int) -> None:
    """Messages to the webhook, as if they had been owed while it could not be reached: one, and its like."""
    now = datetime.now(UTC)
    settings = loading.load(town.config, town.environ())
    with closing(Store.open(f"sqlite:///{town.store}", create=False, now=now)) as store:
        alert = messages.notice(
            "archive", "test:1", "One of many", ["It waited."], freezing.bare(settings, now)
        )
        frozen = store.transact(outbox.freeze, alert, [], now)
    assert frozen is not None
    with closing(sqlite3.connect(town.store)) as conn, conn:
        for seq in range(2, count + 1):
            id_ = str(uuid4())
            more = {"id": id_, "seq": seq, "occasion": f"test:{seq}"}
            copy(conn, "alerts", "id", frozen.id, {**more, "body": json.dumps({**frozen.body, **more})})
            copy(conn, "deliveries", "alert_id", frozen.id, {"id": None, "alert_id": id_})


def copy(conn: sqlite3.Connection, table: str, key: str, value: str, instead: dict[str, object]) -> None:
    """The row of that key once more, with some other values."""
    names = [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]
    wanted = ", ".join(f":{name}" if name in instead else name for name in names)
    columns = ", ".join(names)
    query = f"INSERT INTO {table} ({columns}) SELECT {wanted} FROM {table} WHERE {key} = :wanted_key"  # noqa: S608
    conn.execute(query, {**instead, "wanted_key": value})
