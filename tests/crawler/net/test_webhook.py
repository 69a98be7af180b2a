from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import trustme

from crawler.errors import AddressRefused
from crawler.net.resolver import Lookup, look_up
from crawler.net.webhook import safe_session
from tests.crawler.server import Site, serving


@pytest.fixture(scope="module")
def receiver() -> Iterator[Site]:
    with serving() as site:
        yield site


def post(
    url: str, allow: tuple[str, ...] = (), lookup: Lookup = look_up, ca_file: str | None = None
) -> requests.Response:
    with safe_session(allow, lookup=lookup) as session:
        return session.post(url, data=b"x", headers={"X-Id": "7"}, timeout=2, verify=ca_file or True)


def test_it_sends_what_it_is_given(receiver: Site) -> None:
    assert post(f"{receiver.base}/410", (receiver.allow,)).status_code == 410
    assert receiver.asked("/410")[-1].headers["x-id"] == "7"


def test_it_follows_no_redirect(receiver: Site) -> None:
    assert post(f"{receiver.base}/to-article", (receiver.allow,)).status_code == 302
    with safe_session([receiver.allow]) as session:
        assert session.get(f"{receiver.base}/to-article", timeout=2).status_code == 302
    assert not receiver.asked("/article?a=b%20c")


def test_it_refuses_what_spiders_are_refused(receiver: Site) -> None:
    before = len(receiver.hits)
    for url in (
        f"http://127.0.0.1:{receiver.port}/article",
        f"http://2130706433:{receiver.port}/article",
        f"http://[::ffff:127.0.0.1]:{receiver.port}/article",
        f"http://0x7f.1:{receiver.port}/article",
        "http://169.254.169.254/",
        f"http://a.example@127.0.0.1:{receiver.port}/",
        f"http://a.example\\@127.0.0.1:{receiver.port}/",
    ):
        with pytest.raises((AddressRefused, requests.ConnectionError)):
            post(url)
    with pytest.raises(requests.exceptions.InvalidSchema):
        post("file:///etc/hostname")
    assert len(receiver.hits) == before


def test_a_name_that_changes_its_answer_gains_nothing(receiver: Site) -> None:
    answers = iter([["127.0.0.1", "10.0.0.1"], ["127.0.0.1"]])
    url, allow = f"http://turns.example:{receiver.port}/article", (receiver.allow,)
    with pytest.raises(AddressRefused):
        post(url, allow, lambda host, port: next(answers))
    assert post(url, allow, lambda host, port: next(answers)).status_code == 200
    with pytest.raises(StopIteration):
        next(answers)


def test_it_ignores_proxies_of_the_environment(receiver: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert post(f"{receiver.base}/article", (receiver.allow,)).status_code == 200


def test_it_verifies_the_certificate_for_the_receivers_name(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("good.example").configure_cert(context)
    with serving(tls=context) as site:

        def send(name: str, ca_file: str | None) -> int:
            url = f"https://{name}:{site.port}/article"
            return post(url, (site.allow,), lambda host, port: ["127.0.0.1"], ca_file).status_code

        assert send("good.example", str(tmp_path / "ca.pem")) == 200
        with pytest.raises(requests.exceptions.SSLError):
            send("bad.example", str(tmp_path / "ca.pem"))
        with pytest.raises(requests.exceptions.SSLError):
            send("good.example", None)
