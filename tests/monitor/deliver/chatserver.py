"""A real HTTP server on loopback that answers as chat services do; sessions that lead every host to it."""

from __future__ import annotations

import json
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from requests.adapters import HTTPAdapter

#: what some service or other wants to read in an answer
YES = {
    "ok": True,
    "status": "success",
    "result": "success",
    "user_id": "@watch:example.org",
    "room_id": "!room:example.org",
    "event_id": "$1",
    "m.homeserver": {"base_url": "https://matrix.example.org"},
    "versions": ["v1.11"],
    "data": {"authToken": "t", "userId": "u"},
}


@dataclass
class Post:
    """One request as it came: the address that was meant, and its body read as what it says it is."""

    method: str
    url: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        text = self.raw.decode()
        if "form" in self.headers.get("content-type", ""):
            return {key: values[0] for key, values in parse_qs(text).items()}
        return json.loads(text) if text else None


@dataclass
class Chats:
    port: int = 0
    posts: list[Post] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)  #: the next ones; then 200

    @property
    def allow(self) -> tuple[str, ...]:
        return (f"127.0.0.1:{self.port}",)

    def sessions(self, allow: Collection[str]) -> requests.Session:
        """A session to which every host is this server; the address that was meant goes along."""
        session = requests.Session()
        session.mount("https://", _Led(self.port))
        return session


class _Led(HTTPAdapter):
    def __init__(self, port: int) -> None:
        self._port = port
        super().__init__(max_retries=0)

    def send(self, request: requests.PreparedRequest, *args: Any, **more: Any) -> requests.Response:
        parts = urlsplit(str(request.url))
        request.headers["X-Meant"] = str(request.url)
        request.url = parts._replace(scheme="http", netloc=f"127.0.0.1:{self._port}").geturl()
        return super().send(request, *args, **more)


class _Handler(BaseHTTPRequestHandler):
    chats: Chats
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def _any(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        meant = headers.pop("x-meant", f"http://{headers['host']}{self.path}")
        self.chats.posts.append(Post(self.command, meant, headers, raw))
        status, more = self.chats.answers.pop(0) if self.chats.answers else (200, {})
        said = json.dumps(YES).encode() if "hooks.slack.com" not in meant else b"ok"
        self.send_response(status)
        for name, value in more.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_POST = do_PUT = do_DELETE = _any


@contextmanager
def running(tls: Any = None) -> Iterator[Chats]:
    chats = Chats()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"chats": chats}))
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    chats.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield chats
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
