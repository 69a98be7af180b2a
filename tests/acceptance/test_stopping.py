"""SIGTERM in the middle of things: the daemon ends soon, with 0, loses nothing, and the next one goes on."""

from __future__ import annotations

import signal
import time

from tests.acceptance import ledgers
from tests.acceptance.office import Office
from tests.acceptance.processes import until
from tests.acceptance.town import Town

PROMISED_S = 30.0


def test_a_crawl_that_is_stopped_keeps_what_it_has_and_is_gone_on_with(town: Town, office: Office) -> None:
    for number in range(8):
        town.report(10 + number, 2010 + number, 20 + number)
    town.site.latency = 0.4
    daemon = office.daemon()
    assert until(lambda: any("/matters/1" in path for path in town.site.paths())), daemon.tail()
    began = time.monotonic()
    assert daemon.stop() == 0
    assert time.monotonic() - began < PROMISED_S
    assert daemon.events("daemon.stopped")
    assert town.value("SELECT outcome FROM runs WHERE source_id = 'city-council'") == "interrupted"
    kept = town.value("SELECT count(*) FROM versions")
    assert kept < 8

    town.site.latency = 0.0
    office.once()
    ledgers.check(town)
    assert town.value("SELECT count(*) FROM versions") == 8
    assert town.value("SELECT count(*) FROM changes WHERE kind = 'new'") == 8
    assert "Traceback" not in office.logs


def test_a_message_on_its_way_is_waited_for_and_not_sent_again(town: Town, office: Office) -> None:
    office.once()
    town.report(10, 2011, 31)
    town.make_due()
    town.hook.latency = 3.0
    daemon = office.daemon()
    assert until(lambda: leased(town)), daemon.tail()
    assert daemon.stop() == 0

    town.hook.latency = 0.0
    office.once()
    ledgers.check(town)
    assert len(town.hook.taken) == 1
    assert set(ledgers.received(town).values()) == {1}


def test_a_second_signal_ends_it_at_once_and_still_loses_nothing(town: Town, office: Office) -> None:
    office.once()
    town.report(10, 2011, 31)
    town.make_due()
    town.hook.latency = 6.0
    daemon = office.daemon()
    assert until(lambda: leased(town)), daemon.tail()
    daemon.signal(signal.SIGTERM)
    assert daemon.says("daemon.stopping")
    began = time.monotonic()
    daemon.signal(signal.SIGTERM)
    assert daemon.wait() == 1
    assert time.monotonic() - began < 3

    town.hook.latency = 0.0
    office.once()
    assert until(lambda: len(town.hook.taken) == 2)  # the cut one arrived, unrecorded, as well
    ledgers.check(town)
    assert len(set(town.hook.ids)) == 1


def test_interrupt_from_the_terminal_is_a_clean_stop_too(town: Town, office: Office) -> None:
    daemon = office.daemon()
    daemon.signal(signal.SIGINT)
    assert daemon.wait() == 0
    assert daemon.events("daemon.stopped")
    assert "Traceback" not in daemon.log


def leased(town: Town) -> bool:
    return bool(
        town.value(
            "SELECT count(*) FROM deliveries d JOIN alerts a ON a.id = d.alert_id"
            " WHERE d.state = 'leased' AND a.receiver_id = 'archive'"
        )
    )
