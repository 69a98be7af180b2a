"""The address check where it counts: at the connection, in real crawls against a real server."""

from __future__ import annotations

import asyncio
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from config.words import Verdict
from crawler.errors import AddressRefused, Unreachable
from crawler.net.resolver import NameThreads, addresses_of
from crawler.net.urls import parse
from tests.crawler.crawling import crawl
from tests.crawler.server import Site, serving

REDIRECTS = {
    "/to-port": "http://127.0.0.1:{other}/secret",
    "/to-other-loopback": "http://127.0.0.2:{here}/secret",
    "/to-localhost": "http://localhost:{other}/secret",
    "/to-decimal": "http://2130706433:{other}/secret",
    "/to-octal": "http://0177.0.0.1:{other}/secret",
    "/to-hex": "http://0x7f.0.0.1:{other}/secret",
    "/to-short": "http://127.1:{other}/secret",
    "/to-mapped": "http://[::ffff:127.0.0.1]:{other}/secret",
    "/to-zero": "http://0.0.0.0:{other}/secret",
    "/to-wide": "http://１２７.0.0.1:{other}/secret",
    "/to-metadata": "http://169.254.169.254/latest",
    "/to-private": "https://10.0.0.1/",
    "/to-6to4": "http://[2002:7f00:1::]/",
    "/no-scheme": "//127.0.0.1:{other}/secret",
}


@pytest.fixture(scope="module")
def canary() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture(scope="module")
def open_site(canary: Site) -> Iterator[Site]:
    places: dict[str, str] = {}
    resources = {
        path: lambda wire: wire.reply(b"", f"Location: {places[wire.hit.path]}", status="302 Found")
        for path in REDIRECTS
    }
    resources["/leak"] = lambda wire: wire.reply(b"", f"Location: {canary.base}/leaked", status="302 Found")
    with serving(resources) as site:
        for path, place in REDIRECTS.items():
            told = place.format(other=canary.port, here=site.port)
            places[path] = told.encode("utf-8").decode("latin-1")
        yield site


def test_it_refuses_redirects_to_any_spelling_of_loopback_and_private_addresses(
    open_site: Site, canary: Site
) -> None:
    urls = [open_site.base + path for path in REDIRECTS]
    crawled = crawl(urls, allow=[open_site.allow], names={"localhost": [["127.0.0.1"]]})
    verdicts = {url.removeprefix(open_site.base): came.verdict for url, came in crawled.by_url.items()}
    assert verdicts == dict.fromkeys(REDIRECTS, Verdict.REFUSED)
    assert not canary.hits
    assert not [hit for hit in open_site.hits if hit.path == "/secret"]


def test_a_source_is_refused_without_a_word_in_allow(open_site: Site) -> None:
    before = len(open_site.hits)
    came = crawl([f"{open_site.base}/article"]).by_url[f"{open_site.base}/article"]
    assert came.verdict is Verdict.REFUSED
    assert len(open_site.hits) == before


def test_a_name_with_one_bad_address_is_not_connected_to_at_all(open_site: Site) -> None:
    before = len(open_site.hits)
    url = f"http://two.example:{open_site.port}/article"
    names = {"two.example": [["127.0.0.1", "127.0.0.9"]]}
    came = crawl([url], allow=[open_site.allow], names=names).by_url[url]
    assert came.verdict is Verdict.REFUSED
    assert "127.0.0.9" in came.note
    assert len(open_site.hits) == before


def test_the_address_that_was_checked_is_the_one_connected_to() -> None:
    """A name that answers otherwise at the second look-up is looked up and refused again, not trusted."""
    resources = {f"/{n}": lambda wire: wire.reply() for n in range(3)}  # each closes its connection
    with serving(resources) as site:
        urls = [f"http://turns.example:{site.port}/{n}" for n in range(3)]
        names = {"turns.example": [["127.0.0.1"], ["127.0.0.1"], ["127.0.0.5"]]}
        crawled = crawl(urls, allow=[site.allow], names=names)
    verdicts = sorted(came.verdict for came in crawled.by_url.values())
    assert verdicts == [
        Verdict.OK,
        Verdict.OK,
        Verdict.REFUSED,
    ]  # the connection of robots.txt serves one page
    assert len(site.hits) == 3


def test_secret_headers_do_not_follow_to_another_origin(open_site: Site, canary: Site) -> None:
    url = f"{open_site.base}/leak"
    headers = {"Authorization": "Bearer hush", "X-Token": "hush", "If-None-Match": '"1"'}
    crawled = crawl([url], allow=[open_site.allow, canary.allow], headers=headers)
    assert crawled.by_url[url].verdict is Verdict.MISSING
    assert open_site.asked("/leak")[0].headers["authorization"] == "Bearer hush"
    (leaked,) = canary.asked("/leaked")
    assert not {"authorization", "x-token"} & set(leaked.headers)
    assert leaked.headers["user-agent"] == "DetainerWatch/0.1 (+test@example.org)"
    canary.hits.clear()


def test_proxies_of_the_environment_are_not_used(
    open_site: Site, canary: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", canary.base)
    monkeypatch.setenv("HTTP_PROXY", canary.base)
    url = f"{open_site.base}/article"
    assert crawl([url], allow=[open_site.allow], alone=True).by_url[url].verdict is Verdict.OK
    assert not canary.hits


def test_certificates_are_verified_for_the_name_that_was_asked(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("good.example").configure_cert(context)
    with serving(tls=context) as site:
        good, bad = (f"https://{name}.example:{site.port}/article" for name in ("good", "bad"))
        names = {name: [["127.0.0.1"]] for name in ("good.example", "bad.example")}
        trusting = {"TLS_CA_FILE": str(tmp_path / "ca.pem")}
        trusted = crawl([good, bad], allow=[site.allow], names=names, settings=trusting).by_url
        untrusted = crawl([good], allow=[site.allow], names=names).by_url
    assert trusted[good].verdict is Verdict.OK
    assert trusted[bad].verdict is Verdict.UNREACHABLE
    assert untrusted[good].verdict is Verdict.UNREACHABLE
    assert not [hit for hit in site.hits if hit.headers["host"].startswith("bad.")]


@pytest.mark.parametrize(
    "answers", [["93.184.215.14", "10.0.0.1"], ["::1", "93.184.215.14"], ["127.0.0.1"]], ids=str
)
def test_no_order_of_answers_lets_a_private_address_through(answers: list[str]) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return answers

    with pytest.raises(AddressRefused):
        asyncio.run(addresses_of(parse("https://a.example/"), (), resolve))


def test_a_name_without_an_address_is_unreachable() -> None:
    async def resolve(host: str, port: int) -> list[str]:
        raise OSError

    with pytest.raises(Unreachable):
        asyncio.run(addresses_of(parse("https://a.example/"), (), resolve))


def test_a_dead_name_server_holds_nobody_else_up() -> None:
    release = threading.Event()

    def lookup(host: str, port: int) -> list[str]:
        if host == "dead.example":
            release.wait(5)
        return ["93.184.215.14"]

    async def both() -> list[str]:
        names = NameThreads(lookup)
        stuck = asyncio.create_task(names("dead.example", 443))
        await asyncio.sleep(0)
        alive = await names("alive.example", 443)
        stuck.cancel()
        return alive

    started = time.monotonic()
    assert asyncio.run(both()) == ["93.184.215.14"]
    assert time.monotonic() - started < 2
    release.set()
