"""Receivers that are switched off, and taken out, while a real daemon runs."""

from __future__ import annotations

import signal

from tests.acceptance import ledgers
from tests.acceptance.office import Office
from tests.acceptance.processes import until
from tests.acceptance.town import Town


def subjects(town: Town) -> list[str]:
    return [str(message["Subject"]) for message in town.mails()]


def test_a_receiver_that_answers_410_is_told_by_mail_and_gets_what_was_kept_when_it_is_on_again(
    town: Town, office: Office
) -> None:
    town.hook.moods = [410]
    daemon = office.daemon()
    town.report(10, 2011, 31)
    town.make_due()
    assert until(lambda: "Receiver archive is switched off" in subjects(town)), daemon.tail()
    town.report(11, 2012, 44)
    town.make_due()
    assert until(lambda: town.value("SELECT count(*) FROM alerts WHERE receiver_id = 'archive'") >= 2)
    listed = {row["id"]: row for row in office.json("alerts", "receivers")}
    assert (listed["archive"]["state"], listed["archive"]["waiting"]) == ("off", 2)
    assert listed["city-desk"]["state"] == "on"
    assert town.hook.taken == []

    assert office.command("alerts", "on", "archive").returncode == 0
    assert until(lambda: len(town.hook.taken) == 2), daemon.tail()
    assert [taken.body["seq"] for taken in town.hook.taken] == [1, 2]
    assert len(town.hook.refused) == 1
    assert daemon.stop() == 0
    ledgers.check(town)


def test_who_is_taken_out_of_the_configuration_has_what_waits_cancelled_and_the_operator_told(
    town: Town, office: Office
) -> None:
    town.hook.moods = [503] * 50
    daemon = office.daemon()
    town.report(10, 2011, 31)
    town.make_due()
    assert until(lambda: len(town.hook.refused) > 0), daemon.tail()

    lines = town.config.read_text().splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.strip() == "- to: archive")
    without = [line for line in (*lines[:at], *lines[at + 2 :]) if not line.startswith("  archive:")]
    town.config.write_text("".join(without))
    daemon.signal(signal.SIGHUP)
    assert until(lambda: "Receiver archive left the configuration" in subjects(town)), daemon.tail()
    [waited] = office.json("alerts", "list", "--to", "archive")
    assert waited["deliveries"][-1]["state"] == "cancelled"
    assert daemon.stop() == 0
