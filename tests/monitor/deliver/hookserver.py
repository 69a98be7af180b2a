"""A real HTTP server on loopback whose moods go by the path; it keeps what it was sent."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

from tests.world import webhookschema

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  #: that `/strict` knows


@dataclass
class Ledger:
    """Path, headers (lower case) and body of every request, in the order in which they came."""

    requests: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    status: int = 204  #: what `/as-set` answers
    poison: set[int] = field(
        default_factory=set
    )  #: numbers of messages that it answers with 500 all the same
    pause: int = 0  #: seconds that it asks for with each refusal of those
    misfits: list[str] = field(default_factory=list)  #: bodies that are not what the published schema says

    def at(self, path: str) -> list[tuple[dict[str, str], bytes]]:
        return [(headers, body) for where, headers, body in self.requests if where == path]


class _Handler(BaseHTTPRequestHandler):
    ledger: Ledger

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:  # http.server's name
        if self.path == "/no-read":
            self.ledger.requests.append((self.path, {}, b""))
            self.answer(413)
            self.close_connection = True
            return
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.ledger.requests.append((self.path, headers, body))
        if (misfit := webhookschema.trouble(body)) is not None:
            self.ledger.misfits.append(misfit)
        mood = getattr(self, "mood_" + self.path.strip("/").replace("-", "_"), None)
        if mood is not None:
            mood()
        else:
            self.answer(int(self.path.strip("/")))

    def do_GET(self) -> None:
        self.ledger.requests.append((f"GET {self.path}", {}, b""))
        self.answer(200)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def mood_ok(self) -> None:
        self.answer(204)

    def mood_as_set(self) -> None:
        poisoned = json.loads(self.ledger.requests[-1][2])["seq"] in self.ledger.poison
        pause = {"Retry_After": str(self.ledger.pause)} if poisoned and self.ledger.pause else {}
        self.answer(500 if poisoned else self.ledger.status, **pause)

    def mood_strict(self) -> None:
        """204 only if the signature is right and the timestamp within five minutes, as the library checks."""
        _, headers, body = self.ledger.requests[-1]
        try:
            Webhook(SECRET).verify(body, headers)
        except WebhookVerificationError:
            self.answer(401)
        else:
            self.answer(204)

    def mood_slow_200(self) -> None:
        time.sleep(0.5)
        self.answer(200)

    def mood_flaky(self) -> None:
        self.answer(500 if len(self.ledger.at("/flaky")) < 3 else 204)

    def mood_timeout(self) -> None:
        time.sleep(3)

    def mood_drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(40):
            self.wfile.write(b"a")
            time.sleep(0.1)

    def mood_dropped(self) -> None:
        linger = struct.pack("ii", 1, 0)  # a reset, not a polite end
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.connection.close()

    def mood_redirect(self) -> None:
        self.answer(302, Location="/ok")

    def mood_permanent_redirect(self) -> None:
        self.answer(308, Location="/ok")

    def mood_busy(self) -> None:
        self.answer(429, Retry_After="1800")

    def mood_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"x" * 65536)

    def mood_html(self) -> None:
        self.answer(200, b"<html><form>log in</form>", Content_Type="text/html")

    def mood_bomb(self) -> None:
        self.answer(200, gzip.compress(b"0" * 10_000_000), Content_Encoding="gzip")

    def mood_garbled(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nno colon here\r\n\r\n")

    def mood_echo(self) -> None:
        self.answer(500, str(self.headers).encode())


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: Any) -> None:
        pass  # clients that hang up are what is tested here


@contextmanager
def running(tls: Any = None) -> Iterator[tuple[int, Ledger]]:
    ledger = Ledger()
    handler = type("Handler", (_Handler,), {"ledger": ledger})
    server = _Server(("127.0.0.1", 0), handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1], ledger
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert ledger.misfits == [], "a message does not fit docs/webhook.schema.json"
