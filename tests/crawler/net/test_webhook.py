from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from crawler.errors import AddressRefused, TimedOut, Unreachable
from crawler.net.webhook import MAX_REPLY, post, safe_session
from tests.crawler.server import Site, Wire, serving


def _dripping(wire: Wire) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nX: ":
        wire.raw(bytes([byte]))
        time.sleep(0.05)


@pytest.fixture(scope="module")
def receiver() -> Iterator[Site]:
    with serving({"/drips-headers": _dripping}) as site:
        yield site


def test_it_sends_the_exact_bytes_and_reads_the_answer(receiver: Site) -> None:
    reply = post(f"{receiver.base}/410", b'{"a": 1}', {"X-Id": "7"}, allow=[receiver.allow])
    assert (reply.status, reply.body) == (410, b"gone")
    assert receiver.asked("/410")[-1].headers["x-id"] == "7"


def test_it_follows_no_redirect(receiver: Site) -> None:
    reply = post(f"{receiver.base}/to-article", b"x", {}, allow=[receiver.allow])
    assert reply.status == 302
    with safe_session([receiver.allow]) as session:
        assert session.get(f"{receiver.base}/to-article", timeout=2).status_code == 302
    assert not receiver.asked("/article?a=b%20c")


def test_it_reads_little_of_an_endless_reply(receiver: Site) -> None:
    reply = post(f"{receiver.base}/endless", b"x", {}, allow=[receiver.allow])
    assert reply.status == 200
    assert len(reply.body) == MAX_REPLY


def test_it_does_not_decode_a_reply(receiver: Site) -> None:
    reply = post(f"{receiver.base}/gzip-bomb", b"x", {}, allow=[receiver.allow])
    assert reply.body.startswith(b"\x1f\x8b")


@pytest.mark.parametrize("path", ["/silent", "/drips-headers"])
def test_the_deadline_is_for_the_whole(receiver: Site, path: str) -> None:
    started = time.monotonic()
    with pytest.raises(TimedOut):
        post(receiver.base + path, b"x", {}, allow=[receiver.allow], seconds=0.4)
    assert time.monotonic() - started < 1


def test_a_status_counts_though_the_body_never_ends(receiver: Site) -> None:
    assert post(f"{receiver.base}/drips", b"x", {}, allow=[receiver.allow], seconds=0.5).status == 200


@pytest.mark.parametrize("path", ["/reset", "/closes", "/ssh"])
def test_no_answer_is_unreachable(receiver: Site, path: str) -> None:
    with pytest.raises(Unreachable) as error:
        post(f"{receiver.base}{path}?token=hush", b"x", {}, allow=[receiver.allow])
    assert "hush" not in str(error.value)


def test_it_refuses_what_spiders_are_refused(receiver: Site) -> None:
    before = len(receiver.hits)
    for url in (
        f"http://127.0.0.1:{receiver.port}/article",
        f"http://2130706433:{receiver.port}/article",
        f"http://[::ffff:127.0.0.1]:{receiver.port}/article",
        "http://169.254.169.254/",
        "http://a.example@127.0.0.1/",
        "file:///etc/hostname",
    ):
        with pytest.raises(AddressRefused):
            post(url, b"x", {})
    assert len(receiver.hits) == before


def test_a_name_that_changes_its_answer_gains_nothing(receiver: Site) -> None:
    answers = iter([["127.0.0.1", "10.0.0.1"], ["127.0.0.1"]])
    url = f"http://turns.example:{receiver.port}/article"
    with pytest.raises(AddressRefused):
        post(url, b"x", {}, allow=[receiver.allow], lookup=lambda host, port: next(answers))
    assert post(url, b"x", {}, allow=[receiver.allow], lookup=lambda host, port: next(answers)).status == 200
    with pytest.raises(StopIteration):
        next(answers)


def test_it_ignores_proxies_of_the_environment(receiver: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert post(f"{receiver.base}/article", b"x", {}, allow=[receiver.allow]).status == 200


def test_it_verifies_the_certificate_for_the_receivers_name(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("good.example").configure_cert(context)
    with serving(tls=context) as site:

        def send(name: str, ca_file: str | None) -> int:
            url = f"https://{name}:{site.port}/article"
            return post(
                url, b"x", {}, allow=[site.allow], ca_file=ca_file, lookup=lambda host, port: ["127.0.0.1"]
            ).status

        assert send("good.example", str(tmp_path / "ca.pem")) == 200
        with pytest.raises(Unreachable):
            send("bad.example", str(tmp_path / "ca.pem"))
        with pytest.raises(Unreachable):
            send("good.example", None)
