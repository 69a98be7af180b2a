"""A web site that a test writes as it goes: put a page, change it, take it away, see who asked for what."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import urlsplit


@dataclass(frozen=True, kw_only=True)
class Answer:
    body: bytes = b""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    validators: bool = True  #: ETag and Last-Modified, with an honest 304
    modified: float = 0.0  #: seconds since the epoch


@dataclass(frozen=True, kw_only=True)
class Asked:
    path: str  #: with its query
    headers: Mapping[str, str]  #: names in lower case
    began: float  #: monotonic
    ended: float
    status: int


Page = Answer | Callable[[str], Answer]


class Site:
    """One host. Everything asked for is in `asked`; a path that nobody put is a 404."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.prefixes: list[tuple[str, Callable[[str], Answer]]] = []
        self.asked: list[Asked] = []
        self.latency = 0.0  #: seconds that each answer takes
        self._lock = threading.Lock()
        self._under_way = 0
        self.most_at_once = 0
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.site = self
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        self.base = f"http://{self.host}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    # --- writing it ---

    def put(
        self, path: str, body: str | bytes, media_type: str = "text/html; charset=utf-8", **more: Any
    ) -> str:
        """Put a page, or change it; returns its address."""
        raw = body.encode() if isinstance(body, str) else body
        self.pages[path] = Answer(body=raw, media_type=media_type, modified=time.time(), **more)
        return self.base + path

    def say(self, path: str, status: int, body: bytes = b"", **headers: str) -> str:
        """From now on a path answers only this."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = Answer(status=status, body=body, headers=named, validators=False)
        return self.base + path

    def mount(self, prefix: str, answer: Callable[[str], Answer]) -> None:
        """All paths below a prefix are answered by a function of path and query."""
        self.prefixes.append((prefix, answer))

    # --- looking at it ---

    def paths(self) -> list[str]:
        """What was asked for, in order, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def forget(self) -> None:
        self.asked.clear()

    # --- answering ---

    def answer(self, target: str) -> Answer:
        path = urlsplit(target).path
        page = self.pages.get(target) or self.pages.get(path)
        if page is None:
            page = next((answer for prefix, answer in self.prefixes if path.startswith(prefix)), None)
        if page is None:
            return Answer(status=404, body=b"<html><body>Not found</body></html>", validators=False)
        return page(target) if callable(page) else page

    def enter(self) -> None:
        with self._lock:
            self._under_way += 1
            self.most_at_once = max(self.most_at_once, self._under_way)

    def leave(self, asked: Asked) -> None:
        with self._lock:
            self._under_way -= 1
            self.asked.append(asked)


class _Server(ThreadingHTTPServer):
    site: Site
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        site = self.server.site
        began = time.monotonic()
        site.enter()
        status = 0
        try:
            if site.latency:
                time.sleep(site.latency)
            answer = site.answer(self.path)
            status = self._send(answer)
        finally:
            named = {name.lower(): value for name, value in self.headers.items()}
            site.leave(
                Asked(path=self.path, headers=named, began=began, ended=time.monotonic(), status=status)
            )

    def _send(self, answer: Answer) -> int:
        headers = dict(answer.headers)
        status, body = answer.status, answer.body
        if answer.validators and status == 200:
            headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            headers["Last-Modified"] = formatdate(answer.modified, usegmt=True)
            if self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return status

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""
