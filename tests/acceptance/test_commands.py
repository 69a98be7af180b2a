"""`crawl`, `check` and `init` as processes over a real local site, with what their exit codes say."""

from __future__ import annotations

import json
import signal

from tests.acceptance import ledgers
from tests.acceptance.office import Office
from tests.acceptance.processes import Process, until
from tests.acceptance.town import REPRINT, Town
from tests.world.site import Site


def printed(made: Process) -> list[dict[str, object]]:
    """The JSON that it printed, between what it remarked."""
    listed: list[dict[str, object]] = json.JSONDecoder().raw_decode(made.log[made.log.index("[\n") :])[0]
    return listed


def test_crawl_visits_finds_and_delivers_by_itself(town: Town, office: Office) -> None:
    office.once()
    town.file(57, 9001)
    town.publish(REPRINT)
    made = office.start("crawl", "--all", "--json")
    assert made.wait() == 0, made.tail()
    paper, council = sorted(printed(made), key=lambda row: str(row["source"]), reverse=True)
    assert (paper["source"], paper["outcome"], paper["versions"]) == ("harbor-paper", "complete", 1)
    assert (council["source"], council["outcome"], council["versions"]) == ("city-council", "complete", 2)
    assert isinstance(council["figures"], int)
    assert council["figures"] >= 2
    ledgers.check(town)
    assert any(key.startswith("new:") for key in town.told())
    assert len(town.mail.taken) >= 1


def test_crawl_says_what_is_wrong_with_what_was_asked(town: Town, office: Office) -> None:
    for args, said in (
        (("crawl",), "name the sources to visit, or say --all"),
        (("crawl", "harbor-papre"), "did you mean harbor-paper?"),
        (("crawl", "harbor-paper", "--all"), "name the sources to visit, or say --all"),
        (("crawl", "harbor-paper", "--wait", "a while"), "--wait"),
        (("crawl", "../../etc/passwd"), "no source"),
    ):
        made = office.start(*args)
        assert made.wait() == 2, made.tail()
        assert said in made.log
    assert town.site.asked == []
    assert not town.store.exists()


def test_a_source_that_fails_is_exit_code_1(town: Town, office: Office) -> None:
    town.site.say("/feed.xml", 410)
    made = office.start("crawl", "harbor-paper")
    assert made.wait() == 1, made.tail()
    assert "failed" in made.log
    assert "Traceback" not in made.log


def test_a_dry_run_counts_and_stores_nothing(town: Town, office: Office) -> None:
    office.once()
    town.publish(REPRINT)
    made = office.start("crawl", "harbor-paper", "--dry-run", "--json")
    assert made.wait() == 0, made.tail()
    assert printed(made)[0]["versions"] == 1
    assert town.value("SELECT count(*) FROM versions") == 0
    assert town.hook.taken == []


def test_one_address_is_read_and_nothing_is_stored(town: Town, office: Office) -> None:
    address = town.publish(REPRINT)
    made = office.start("crawl", "--url", address, "--allow", town.site.host)
    assert made.wait() == 0, made.tail()
    assert "Police acted on none of 57 requests" in made.log
    assert "57" in made.log
    assert "5,700" not in made.log
    assert not town.store.exists()


def test_one_address_that_is_private_is_refused_unless_allowed(town: Town, office: Office) -> None:
    with Site() as canary:
        for address in (
            f"{canary.base}/x",
            f"http://localhost:{canary.host.rpartition(':')[2]}/x",
            "file:///etc/passwd",
        ):
            made = office.start("crawl", "--url", address)
            assert made.wait() in (1, 2), made.tail()
            assert "Traceback" not in made.log
        assert canary.asked == []


def test_an_interrupted_crawl_ends_cleanly_and_the_next_goes_on(town: Town, office: Office) -> None:
    for number in range(6):
        town.report(10 + number, 2010 + number, 20 + number)
    town.site.latency = 0.5
    made = office.start("crawl", "city-council")
    assert until(lambda: any("/matters/1" in path for path in town.site.paths())), made.tail()
    made.signal(signal.SIGINT)
    assert made.wait(30) == 130, made.tail()
    assert "Traceback" not in made.log
    town.site.latency = 0.0
    office.once()
    assert town.value("SELECT count(*) FROM versions") == 6


def test_check_reads_the_configuration_and_asks_nobody(town: Town, office: Office) -> None:
    made = office.start("check")
    assert made.wait() == 0, made.tail()
    assert "no mistake" in made.log
    assert town.site.asked == []
    town.config.write_text(town.config.read_text().replace("feed:", "fede:"))
    made = office.start("check")
    assert made.wait() == 2
    assert "detainer-watch.yaml:" in made.log
    assert "fede" in made.log


def test_a_probe_says_of_each_source_whether_it_answers(town: Town, office: Office) -> None:
    town.report(10, 2011, 31)
    made = office.start("check", "--probe", "--json")
    assert made.wait() == 0, made.tail()
    assert {row["source"]: row["verdict"] for row in printed(made)} == {
        "harbor-paper": "ok",
        "city-council": "ok",
    }
    assert not town.store.exists()
    town.site.say("/feed.xml", 403)
    made = office.start("check", "--source", "harbor-paper", "--json")
    assert made.wait() == 1, made.tail()
    assert [row["source"] for row in printed(made)] == ["harbor-paper"]
    assert office.start("check", "--source", "nobody").wait() == 2


def test_init_writes_a_file_that_works_and_never_writes_over_one(town: Town, office: Office) -> None:
    fresh = town.home / "fresh.yaml"
    made = office.start("init", "--yes", "--no-probe", config=fresh)
    assert made.wait() == 0, made.tail()
    assert fresh.stat().st_mode & 0o077 == 0
    assert office.start("check", config=fresh).wait() == 0
    written = fresh.read_bytes()
    again = office.start("init", "--yes", "--no-probe", config=fresh)
    assert again.wait() == 2
    assert "exists" in again.log
    assert fresh.read_bytes() == written
    unknown = office.start("init", "--yes", "--place", "us-ma-bostn", config=town.home / "other.yaml")
    assert unknown.wait() == 2
    assert "did you mean us-ma-boston" in unknown.log
    assert not (town.home / "other.yaml").exists()
