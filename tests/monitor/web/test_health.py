"""/healthz and /metrics as they are really served."""

from __future__ import annotations

import asyncio
import base64
import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from config.settings import Secret
from monitor.errors import PortInUse
from monitor.web import server
from monitor.web.health import STALE_AFTER, Meter, Pulse, app, given_password

NOW = datetime(2026, 1, 26, 12, tzinfo=UTC)
WELL = Pulse(started_at=NOW - timedelta(hours=1), ticked_at=NOW, sources=3, due_deliveries=2)
PASSWORD = "correct horse battery staple"


class Pages:
    """Served in a thread; `pulse`, `now` and `password` may be changed while they are."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.pulse, self.now, self.meter = WELL, NOW, Meter()
        self.password: Secret | None = None
        self.listener = server.bind(f"{host}:0")
        self.port = self.listener.getsockname()[1]
        made = app(
            lambda: self.pulse, self.meter, lambda: self.now, f"{host}:{self.port}", lambda: self.password
        )
        self.server = server.server(made)
        self.thread = threading.Thread(target=lambda: asyncio.run(self.server.serve(sockets=[self.listener])))

    def get(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> tuple[int, str, Mapping[str, str]]:
        conn = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            conn.request(method, path, headers=dict(headers or {}))
            answer = conn.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, answer.read().decode(), named
        finally:
            conn.close()


@contextmanager
def serving(host: str = "127.0.0.1") -> Iterator[Pages]:
    pages = Pages(host)
    pages.thread.start()
    try:
        yield pages
    finally:
        pages.server.should_exit = True
        pages.thread.join(10)
        pages.listener.close()


@pytest.fixture(scope="module")
def served() -> Iterator[Pages]:
    with serving() as pages:
        yield pages


@pytest.fixture
def pages(served: Pages) -> Pages:
    served.pulse, served.now, served.password = WELL, NOW, None
    return served


def test_a_daemon_that_ticks_is_alive(pages: Pages) -> None:
    status, body, _ = pages.get("/healthz")
    assert status == 200
    told = json.loads(body)
    assert (told["alive"], told["sources"], told["due_deliveries"]) == (True, 3, 2)


def test_a_daemon_that_stopped_ticking_is_not(pages: Pages) -> None:
    pages.now = NOW + STALE_AFTER
    status, body, _ = pages.get("/healthz")
    assert (status, json.loads(body)["alive"]) == (503, False)


def test_a_daemon_that_never_ticked_is_alive_for_a_while_only(pages: Pages) -> None:
    pages.pulse = Pulse(started_at=NOW)
    assert pages.get("/healthz")[0] == 200
    pages.now = NOW + STALE_AFTER
    assert pages.get("/healthz")[0] == 503


def test_why_nothing_is_fetched_is_said(pages: Pages) -> None:
    pages.pulse = replace(WELL, fetching_stopped="only 3 MiB free beside the store")
    assert json.loads(pages.get("/healthz")[1])["fetching_stopped"] == "only 3 MiB free beside the store"


def test_metrics_are_in_the_exposition_format(pages: Pages) -> None:
    pages.meter.runs.labels(outcome="complete").inc()
    status, body, headers = pages.get("/metrics")
    assert status == 200
    assert headers["content-type"].startswith("text/plain")
    assert 'detainer_watch_runs_total{outcome="complete"}' in body
    assert "detainer_watch_due_deliveries 2.0" in body
    assert f"detainer_watch_last_tick_seconds {NOW.timestamp():.8e}"[:40] in body


@pytest.mark.parametrize(
    "path", ["/", "/healthz/x", "/static/../../etc/passwd", "/%2e%2e/config", "/metrics%00"]
)
def test_nothing_else_is_there(pages: Pages, path: str) -> None:
    assert pages.get(path)[0] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE"])
def test_there_is_nothing_to_change(pages: Pages, method: str) -> None:
    assert pages.get("/healthz", method=method)[0] == 405


def test_head_works(pages: Pages) -> None:
    assert pages.get("/healthz", method="HEAD")[:2] == (200, "")


def test_a_page_elsewhere_cannot_have_a_browser_read_it_under_its_own_name(pages: Pages) -> None:
    assert pages.get("/healthz", {"Host": "evil.example"})[0] == 400
    assert pages.get("/healthz", {"Host": f"localhost:{pages.port}"})[0] == 200


def test_with_a_password_nobody_comes_in_without_it(pages: Pages) -> None:
    pages.password = Secret(PASSWORD)
    basic = base64.b64encode(f"anybody:{PASSWORD}".encode()).decode()
    wrong = base64.b64encode(b"anybody:wrong").decode()
    for path in ("/healthz", "/metrics", "/nothing"):
        refused = pages.get(path)
        assert refused[0] == 401
        assert refused[2]["www-authenticate"].startswith("Basic")
        assert "sources" not in refused[1]
        assert pages.get(path, {"Authorization": f"Basic {wrong}"})[0] == 401
        assert pages.get(path, {"Authorization": "Basic !!!"})[0] == 401
        assert pages.get(path, {"Authorization": f"Bearer {PASSWORD}x"})[0] == 401
        assert pages.get(f"{path}?password=correct+horse+battery+staple")[0] == 401
    assert pages.get("/healthz", {"Authorization": f"Basic {basic}"})[0] == 200
    assert pages.get("/metrics", {"Authorization": f"Bearer {PASSWORD}"})[0] == 200


def test_everywhere_means_under_any_name_and_with_the_password() -> None:
    with serving("0.0.0.0") as pages:
        pages.password = Secret(PASSWORD)
        named = {"Host": "watch.example.org:8042"}
        assert pages.get("/healthz", named)[0] == 401
        assert pages.get("/healthz", {**named, "Authorization": f"Bearer {PASSWORD}"})[0] == 200


@pytest.mark.parametrize(
    ("header", "password"),
    [
        ("", b""),
        ("Bearer", b""),
        ("Bearer abc", b"abc"),
        ("Bearer gr\xc3\xbcn", "grün".encode()),  # UTF-8, as a header's bytes are read
        ("bearer abc", b"abc"),
        ("Basic YTpiOmM=", b"b:c"),  # a user name has no colon, a password may
        ("Basic YQ==", b""),
        ("Basic é", b""),
        ("Digest abc", b""),
    ],
)
def test_the_password_of_a_header(header: str, password: bytes) -> None:
    assert given_password(header) == password


def test_a_port_that_is_taken_is_said_in_one_line() -> None:
    with server.bind("127.0.0.1:0") as held:
        held.listen()
        port = held.getsockname()[1]
        with pytest.raises(PortInUse, match=f"cannot listen on 127.0.0.1:{port}"):
            server.bind(f"127.0.0.1:{port}")


def test_of_two_that_want_a_port_at_the_same_time_one_is_told() -> None:
    with server.bind("127.0.0.1:0") as first, pytest.raises(PortInUse):
        server.bind(f"127.0.0.1:{first.getsockname()[1]}")
