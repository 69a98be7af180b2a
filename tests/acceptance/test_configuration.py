"""SIGHUP: a changed configuration is taken up; a broken or missing one leaves the old one in force."""

from __future__ import annotations

import signal

from tests.acceptance.office import Office
from tests.acceptance.processes import Process, until
from tests.acceptance.town import Town


def test_a_new_source_is_crawled_after_sighup(town: Town, office: Office) -> None:
    daemon = office.daemon()
    town.configure(every="1 hour", more=page(town, "second-page"))
    town.site.put("/second", "<html><body><p>The town's second page says nothing new.</p></body></html>")
    hang_up(daemon, "config.taken_up")
    assert until(lambda: "/second" in town.site.paths()), daemon.tail()
    town.configure(every="1 hour")
    hang_up(daemon, "config.taken_up")
    assert until(lambda: town.value("SELECT state FROM sources WHERE id = 'second-page'") == "retired")
    assert daemon.stop() == 0


def test_every_mistake_of_a_broken_configuration_is_named_and_the_old_one_stays(
    town: Town, office: Office
) -> None:
    daemon = office.daemon()
    good = town.config.read_text()
    town.config.write_text(good.replace("every: 1 hour", "every: 1 fortnite") + "recievers: {}\n")
    hang_up(daemon, "config.kept")
    assert len(daemon.events("config.mistake")) >= 3
    assert "recievers" in daemon.log
    assert "fortnite" in daemon.log
    town.config.write_text("places: [us-ma-boston\n")
    hang_up(daemon, "config.kept")
    town.config.unlink()
    hang_up(daemon, "config.kept")
    assert "Traceback" not in daemon.log

    town.config.write_text(good)
    town.config.chmod(0o600)
    hang_up(daemon, "config.taken_up")
    assert "sources=2" in daemon.events("config.taken_up")[-1]
    assert daemon.code is None
    assert daemon.stop() == 0


def test_another_store_takes_a_restart(town: Town, office: Office) -> None:
    daemon = office.daemon()
    town.config.write_text(town.config.read_text().replace("watch.db", "other.db"))
    hang_up(daemon, "config.kept")
    assert not (town.home / "other.db").exists()
    assert daemon.stop() == 0


def page(town: Town, id_: str) -> str:
    return f"""\
  - id: {id_}
    page: {town.site.base}/second
    place: us-ma-boston
    publisher: The Second Page
    every: 1 hour
    allow: ["{town.site.host}"]
"""


def hang_up(daemon: Process, answer: str) -> None:
    """SIGHUP, and wait until the daemon has said what it made of it."""
    before = len(daemon.events(answer))
    daemon.signal(signal.SIGHUP)
    assert until(lambda: len(daemon.events(answer)) > before), daemon.tail()
