"""One owner a store: a second daemon says who has it; a command beside the daemon works."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path
from tempfile import mkdtemp

from tests.acceptance import ledgers
from tests.acceptance.office import Office
from tests.acceptance.processes import until
from tests.acceptance.town import Town

ROUNDS = 10


def test_a_second_daemon_says_who_has_the_store(town: Town, office: Office) -> None:
    first = office.daemon()
    second = office.start("daemon")
    assert second.wait() == 3
    assert f"the store is owned by another process: process {first.pid}" in second.log
    assert "Traceback" not in second.log
    assert first.stop() == 0
    assert office.daemon().stop() == 0  # and free again


def test_after_kill_nine_the_next_daemon_takes_over_at_once(town: Town, office: Office) -> None:
    first = office.daemon()
    os.kill(first.pid, signal.SIGKILL)
    assert first.wait() == -9
    assert office.daemon().stop() == 0


def test_of_two_daemons_started_together_on_a_new_store_one_works(town: Town, office: Office) -> None:
    for _ in range(ROUNDS // 2):  # two pairs at a time, for two cores
        pairs = [[office.start("daemon", config=config) for _ in "ab"] for config in two_homes(town)]
        for pair in pairs:
            assert until(lambda pair=pair: any(each.code is not None for each in pair))  # type: ignore[misc]
            loser, winner = sorted(pair, key=lambda each: each.code is None)
            assert loser.code == 3, loser.tail()
            assert f"process {winner.pid}" in loser.log, loser.tail()
            assert winner.says("event=daemon.started"), winner.tail()
            assert (loser.stop(), winner.stop()) == (3, 0)


def two_homes(town: Town) -> list[Path]:
    """Two folders with the town's configuration and no store yet."""
    homes = [Path(mkdtemp(dir=town.home)) for _ in range(2)]
    for home in homes:
        for name in ("detainer-watch.yaml", "ca.pem"):
            shutil.copy(town.home / name, home / name)
    return [home / "detainer-watch.yaml" for home in homes]


def test_crawl_beside_a_daemon_stores_and_the_daemon_tells(town: Town, office: Office) -> None:
    daemon = office.daemon()
    assert until(lambda: town.value("SELECT count(*) FROM runs WHERE ended_at IS NOT NULL") == 2)
    town.report(10, 2011, 31)
    crawl = office.start("crawl", "city-council", "--json")
    assert crawl.wait() == 0, crawl.tail()
    assert '"versions": 1' in crawl.log
    assert until(lambda: len(town.hook.taken) == 1 and len(town.mail.taken) == 1), daemon.tail()
    assert daemon.stop() == 0
    ledgers.check(town)
    assert [key.partition(":")[0] for key in town.told()] == ["new", "appeared"]


def test_crawl_waits_for_a_source_that_is_being_crawled_and_then_says_so(town: Town, office: Office) -> None:
    for number in range(6):
        town.report(10 + number, 2010 + number, 20 + number)
    town.site.latency = 0.5
    daemon = office.daemon()
    assert until(lambda: any("/matters/1" in path for path in town.site.paths())), daemon.tail()
    crawl = office.start("crawl", "city-council", "--wait", "1s")
    assert crawl.wait() == 3, crawl.tail()
    assert "held" in crawl.log
    town.site.latency = 0.0
    assert daemon.stop() == 0


def test_a_crawl_of_ones_own_holds_the_daemon_off_without_noise(town: Town, office: Office) -> None:
    """The daemon finds its source held: one line, and a later try; no circle, no traceback."""
    office.once()
    for number in range(6):
        town.report(10 + number, 2010 + number, 20 + number)
    town.site.latency = 0.5
    daemon = office.daemon()
    town.site.forget()
    crawl = office.start("crawl", "city-council")
    assert until(lambda: any("/matters/1" in path for path in town.site.paths())), crawl.tail()
    town.make_due()
    assert daemon.says("crawl.put_off"), daemon.tail()
    town.site.latency = 0.0
    assert crawl.wait() == 0, crawl.tail()
    assert until(lambda: len(town.hook.taken) > 0)
    assert len(daemon.events("crawl.put_off")) < 10
    assert "Traceback" not in daemon.log
    assert daemon.stop() == 0
