"""No network, a full disk, a store that vanishes, a port that is taken: said plainly, and the rest unhurt."""

from __future__ import annotations

import contextlib
import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

from tests.acceptance.office import Office
from tests.acceptance.processes import Process, until
from tests.acceptance.town import SECRET, Town
from tests.monitor.deliver import mailserver
from tests.world.council import Council
from tests.world.site import Site

NOWHERE = "feed-nowhere.invalid"


def test_a_source_that_cannot_be_reached_is_named_and_the_others_work(town: Town, office: Office) -> None:
    with closed_port() as refused, free_port() as web:
        town.configure(
            every="1 hour",
            web=f"127.0.0.1:{web}",
            more=source("refused", f"http://127.0.0.1:{refused}/feed.xml", f"127.0.0.1:{refused}")
            + source("nameless", f"http://{NOWHERE}/feed.xml"),
        )
        town.report(10, 2011, 31)
        daemon = office.daemon()
        assert until(lambda: len(daemon.events("crawl.ended")) >= 3), daemon.tail()
        assert any("connection refused" in line for line in about(daemon, "refused")), daemon.tail()
        assert any(f"no address for the name {NOWHERE}" in line for line in about(daemon, "nameless"))
        assert all("level=warning" in line for line in about(daemon, "refused"))
        assert until(lambda: town.value("SELECT count(*) FROM versions") == 1)

        status, health = ask(f"http://127.0.0.1:{web}/healthz")
        assert (status, health["alive"], health["sources"]) == (200, True, 4)
        assert office.command("status").returncode in (0, 1)
        assert {row["id"]: row["failures"] for row in office.json("status")["sources"]}["refused"] == 1
        assert daemon.code is None
        assert daemon.stop() == 0
    assert office.command("status").returncode == 3
    assert "Traceback" not in daemon.log


def test_a_private_address_that_nobody_allowed_is_never_connected_to(town: Town, office: Office) -> None:
    with Site() as canary:
        canary.put("/feed.xml", "<rss/>")
        town.configure(every="1 hour", more=source("inside", f"{canary.base}/feed.xml"))
        town.site.say("/news/way-in", 302, Location=f"{canary.base}/feed.xml")
        daemon = office.start("daemon", "--once")
        # the configuration itself is refused, or the crawl is: either way nothing was asked
        if daemon.wait() == 2:
            assert 'if it is meant, say allow: ["' in daemon.log
        else:
            assert about(daemon, "inside"), daemon.tail()
        assert canary.asked == []

        town.configure(
            every="1 hour", more=source("redirected", f"{town.site.base}/news/way-in", town.site.host)
        )
        redirected = office.start("daemon", "--once")
        assert redirected.wait() == 0, redirected.tail()
        assert about(redirected, "redirected"), redirected.tail()
        assert canary.asked == []


def test_a_store_that_vanishes_ends_the_daemon_loudly(town: Town, office: Office) -> None:
    daemon = office.daemon()
    assert until(lambda: town.value("SELECT count(*) FROM runs WHERE ended_at IS NOT NULL") == 2)
    town.store.rename(town.home / "elsewhere.db")
    assert daemon.wait() == 4, daemon.tail()
    assert daemon.events("daemon.gives_up")
    assert "moved, deleted or replaced" in daemon.log
    assert not town.store.exists()
    again = office.start("daemon")
    assert again.wait() == 4, again.tail()  # never a new, empty store by itself


def test_nothing_is_fetched_while_the_disk_is_nearly_full_and_alerts_still_go_out(
    town: Town, office: Office
) -> None:
    office.once()
    town.configure(every="1 hour", daemon="stop_fetching_below: 1000000 GiB")
    town.make_due()
    town.site.forget()
    daemon = office.daemon()
    assert daemon.says("disk.low")
    assert until(lambda: any("disk is nearly full" in str(mail["Subject"]) for mail in town.mails())), (
        daemon.tail()
    )
    assert town.site.asked == []
    assert daemon.stop() == 0


def test_a_port_that_is_taken_gets_one_line(town: Town, office: Office) -> None:
    with taken_port() as port:
        town.configure(every="1 hour", web=f"127.0.0.1:{port}")
        daemon = office.start("daemon")
        assert daemon.wait() == 2
    assert f"cannot listen on 127.0.0.1:{port}" in daemon.log
    assert len(daemon.log.splitlines()) == 1
    assert town.site.asked == []


def test_a_loop_that_fails_goes_on_and_takes_no_other_with_it(town: Town, office: Office) -> None:
    town.configure(every="1 second")
    daemon = office.start("tick,find,deliver,housekeeping", "2", "daemon", module="tests.acceptance.faulty")
    assert until(lambda: len(daemon.events("deliver.failed")) >= 2), daemon.tail()
    town.report(10, 2011, 31)
    assert until(lambda: len(town.hook.taken) == 1 and len(town.mail.taken) == 1), daemon.tail()
    for loop in ("tick", "find", "housekeeping"):
        assert daemon.events(f"{loop}.failed"), daemon.tail()
    assert daemon.stop() == 0


def test_a_source_whose_crawl_breaks_down_is_left_alone_for_a_while(town: Town, office: Office) -> None:
    daemon = office.start("crawl", "1000000", "daemon", module="tests.acceptance.faulty")
    assert until(lambda: len(daemon.events("crawl.broke")) >= 2), daemon.tail()
    began = time.monotonic()
    assert until(lambda: time.monotonic() - began > 3)  # in which it would be tried hundreds of times
    assert len(daemon.events("crawl.broke")) == 2  # once each source
    assert daemon.stop() == 0


def test_no_secret_is_in_log_store_or_export(town: Town, office: Office) -> None:
    """Webhook secret, mail password, a token in a source's address and one in a webhook's."""
    token = "tok3n-0f-the-council-a3f9"
    closed = Council(town.site, "closed")
    closed.closed = True
    town.configure(
        every="1 hour",
        more=f"""\
  - id: with-token
    legistar: {closed.address}
    token: env:COUNCIL_TOKEN
    place: us-ma-boston
    publisher: us-ma-boston/police
    every: 1 hour
    delay: 50 ms
    allow: ["{town.site.host}"]
""",
    )
    town.config.write_text(
        town.config.read_text().replace(town.hook.url, f"{town.hook.url}?token=h00k-t0ken-77b1")
    )
    town.report(10, 2011, 31)
    town.hook.moods = [500]
    made = office.start("daemon", "--once", more={"COUNCIL_TOKEN": token})
    assert made.wait() == 0, made.tail()
    assert any(f"token={token}" in path for path in town.site.paths()), "the token was not used at all"
    for args in (("export", "figures.csv"), ("status", "--sources", "--json"), ("alerts", "list", "--json")):
        assert office.start(*args).wait() in (0, 1, 3)  # what they print is in their logs
    kept = [
        path.read_bytes()
        for path in town.home.iterdir()
        if path.is_file() and path.name != "detainer-watch.yaml"
    ]
    assert (town.home / "figures.csv").exists()
    for secret in (SECRET, SECRET.removeprefix("whsec_"), mailserver.PASSWORD, token, "h00k-t0ken-77b1"):
        assert not any(secret.encode() in data for data in kept), secret
        assert not any(secret.encode() in raw for raw in town.mail.taken), secret
        assert not any(secret in json.dumps(taken.body) for taken in town.hook.taken), secret


# --- small parts ------------------------------------------------------------------------------------


def source(id_: str, address: str, allow: str = "") -> str:
    allowed = f'\n    allow: ["{allow}"]' if allow else ""
    return f"""\
  - id: {id_}
    feed: {address}
    place: us-ma-boston
    publisher: Somebody
    every: 1 hour{allowed}
"""


def about(daemon: Process, id_: str) -> list[str]:
    """The lines about how a source's crawls ended badly."""
    return [line for line in daemon.events("crawl.ended") if f"source={id_} " in line]


def ask(address: str) -> tuple[int, dict[str, object]]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


@contextlib.contextmanager
def taken_port() -> Iterator[int]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


@contextlib.contextmanager
def closed_port() -> Iterator[int]:
    """A port that refuses: taken, and not listened on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@contextlib.contextmanager
def free_port() -> Iterator[int]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    yield port
