"""How hosts are treated, seen from the server's side."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from config.words import Verdict
from tests.crawler.crawling import crawl
from tests.crawler.server import ARTICLE, Resource, Site, Wire, serving

DELAY = 0.03


def _page(wire: Wire) -> None:
    time.sleep(0.005)
    wire.reply()


def _robots(text: str, **more: str) -> dict[str, Resource]:
    return {"/robots.txt": lambda wire: wire.reply(text.encode(), **more)}


def _verdicts(site: Site, *paths: str) -> list[Verdict]:
    crawled = crawl([site.base + path for path in paths], allow=[site.allow])
    return [crawled.by_url[site.base + path].verdict for path in paths]


def test_two_crawls_of_one_host_never_have_more_than_one_request_open() -> None:
    with serving({"/page/": _page}) as site:
        spiders = [[f"{site.base}/page/{spider}/{n}" for n in range(20)] for spider in "ab"]
        crawled = crawl(*spiders, allow=[site.allow], delay=DELAY)
    assert len(crawled.by_url) == 40
    assert {came.verdict for came in crawled.by_url.values()} == {Verdict.OK}
    assert site.busiest == 1
    pauses = [later.started - sooner.ended for sooner, later in pairwise(site.hits)]
    assert min(pauses) > DELAY * 0.9  # the server's clock starts and stops a moment beside ours
    assert len({hit.path[:8] for hit in site.pages()[:10]}) == 2, "one crawl had the host for itself"
    assert len(site.asked("/robots.txt")) == 1


def test_pauses_are_not_all_the_same() -> None:
    with serving({"/page/": _page}) as site:
        crawl([f"{site.base}/page/{n}" for n in range(8)], allow=[site.allow], delay=0.05)
    pauses = [later.started - sooner.ended for sooner, later in pairwise(site.hits)]
    assert max(pauses) - min(pauses) > 0.002


def test_other_hosts_do_not_wait_for_a_slow_one() -> None:
    with serving() as slow, serving() as quick:
        urls = [f"{slow.base}/silent", *(f"{quick.base}/article?{n}" for n in range(5))]
        crawl(urls, allow=[slow.allow, quick.allow], settings={"DOWNLOAD_TIMEOUT": 0.5})
    assert max(hit.ended for hit in quick.hits) < slow.asked("/silent")[-1].started


def test_robots_rules_are_obeyed() -> None:
    ours = "User-agent: detainerwatch\nDisallow: /private\nAllow: /private/open"
    rules = f"User-agent: other\nDisallow: /\n\n{ours}"
    with serving(_robots(rules, type="text/plain")) as site:
        verdicts = _verdicts(site, "/article", "/private/x", "/private/open")
    assert verdicts == [Verdict.OK, Verdict.ROBOTS, Verdict.MISSING]
    assert not site.asked("/private/x")


def test_robots_rules_with_a_mark_and_old_line_ends_are_obeyed() -> None:
    with serving(_robots("\ufeffUSER-AGENT: *\rDisAllow: /article\r", type="text/plain")) as site:
        assert _verdicts(site, "/article", "/404") == [Verdict.ROBOTS, Verdict.MISSING]


def test_a_redirect_asks_the_rules_of_the_place_it_leads_to() -> None:
    with serving(_robots("User-agent: *\nDisallow: /article")) as site:
        assert _verdicts(site, "/to-article") == [Verdict.ROBOTS]


@pytest.mark.parametrize(
    "robots",
    [
        _robots("", status="404 Not Found"),
        _robots("", status="403 Forbidden"),
        {"/robots.txt": lambda wire: wire.reply(ARTICLE + b"\nUser-agent: *\nDisallow: /")},
        {"/robots.txt": lambda wire: wire.reply(b"", "Location: /robots.txt", status="302 Found")},
        {"/robots.txt": lambda wire: wire.reply(b"", "Location: http://10.0.0.1/", status="302 Found")},
    ],
    ids=["missing", "forbidden", "a page", "in a circle", "leads inside"],
)
def test_what_is_no_robots_txt_is_no_rules(robots: dict[str, Resource]) -> None:
    with serving(robots) as site:
        assert _verdicts(site, "/article") == [Verdict.OK]


@pytest.mark.parametrize(
    "robots",
    [
        _robots("", status="500 Broken"),
        _robots("", status="429 Slow"),
        {"/robots.txt": lambda wire: wire.reset()},
    ],
    ids=["500", "429", "reset"],
)
def test_a_host_whose_rules_cannot_be_read_is_put_off(robots: dict[str, Resource]) -> None:
    with serving(robots) as site:
        assert set(_verdicts(site, "/article", "/404")) == {Verdict.UNREACHABLE}
    assert not site.pages()
    assert len(site.asked("/robots.txt")) == 3, "asked again for every page"


def test_only_the_first_part_of_a_huge_robots_txt_is_read() -> None:
    text = "User-agent: *\nDisallow: /article\n" + "# filler\n" * 100_000 + "Disallow: /404\n"
    with serving(_robots(text, type="text/plain")) as site:
        assert _verdicts(site, "/article", "/404") == [Verdict.ROBOTS, Verdict.MISSING]


def test_crawl_delay_is_kept_between_two_requests() -> None:
    with serving(_robots("User-agent: *\nCrawl-delay: 0.2")) as site:
        _verdicts(site, "/article", "/404")
    assert site.pages()[1].started - site.pages()[0].ended > 0.19


def test_hostile_robots_rules_do_not_hold_the_crawl_up() -> None:
    rules = f"User-agent: *\nCrawl-delay: 86400\nDisallow: /{'*a' * 1000}$\n"
    with serving(_robots(rules, type="text/plain")) as site:
        started = time.monotonic()
        crawled = crawl(
            [f"{site.base}/" + "a" * 2000], allow=[site.allow], settings={"CLOSESPIDER_TIMEOUT": 2}
        )
    assert time.monotonic() - started < 8
    assert [row["delay_ms"] for row in crawled.rows] == [30_000]


def test_retry_after_holds_the_whole_host() -> None:
    with serving() as site:
        verdicts = _verdicts(site, "/slow-down", "/article")
    assert verdicts == [Verdict.OK, Verdict.OK]
    first, *later = site.pages()
    assert first.path == "/slow-down"
    assert min(hit.started for hit in later) - first.ended > 0.95


def test_a_host_that_asks_for_a_year_is_held_for_a_day_and_the_run_does_not_wait() -> None:
    with serving() as site:
        started = time.monotonic()
        urls = [f"{site.base}/slow-down-a-year", f"{site.base}/article"]
        crawled = crawl(urls, allow=[site.allow])
        took = time.monotonic() - started
    assert took < 5
    assert {came.verdict for came in crawled.by_url.values()} == {Verdict.RATE_LIMITED}
    assert "365 days" in crawled.by_url[urls[0]].note
    assert [hit.path for hit in site.pages()] == ["/slow-down-a-year"]
    (row,) = crawled.rows
    assert row["hold_until"] is not None


def test_a_retry_after_in_the_past_is_an_ordinary_pause() -> None:
    with serving() as site:
        assert _verdicts(site, "/busy-since-1999") == [Verdict.SERVER_ERROR]
    assert len(site.pages()) == 3
