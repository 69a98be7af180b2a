"""A small web server that misbehaves on purpose: one tiny resource a fault, raw bytes on a socket.

It records every request with its times, so that a test can count how many were served at once.
"""

from __future__ import annotations

import gzip
import socket
import socketserver
import ssl
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

ARTICLE = (
    b"<!doctype html><html><head><title>Police report detainers</title></head><body><h1>Report</h1><p>"
    + b"The department received 15 ICE detainer requests in 2024, its commissioner told the council. " * 12
    + b"</p></body></html>"
)


@dataclass
class Hit:
    path: str
    headers: dict[str, str]
    started: float
    ended: float = 0.0


@dataclass
class Site:
    """A running server: its address, and what it was asked."""

    port: int
    hits: list[Hit] = field(default_factory=list)
    busiest: int = 0  #: requests served at once, at most

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def allow(self) -> str:
        return f"127.0.0.1:{self.port}"

    def asked(self, path: str) -> list[Hit]:
        return [hit for hit in self.hits if hit.path == path]

    def pages(self) -> list[Hit]:
        return [hit for hit in self.hits if hit.path != "/robots.txt"]


class Wire:
    """What a resource writes on."""

    def __init__(self, sock: socket.socket, hit: Hit, nth: int) -> None:
        self.sock = sock
        self.hit = hit
        self.nth = nth  #: how often the path was asked for, from 1
        self.well_made = False

    def raw(self, data: bytes) -> None:
        self.sock.sendall(data)

    def reset(self) -> None:
        """Break the connection off, with what was written still on its way."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def reply(
        self, body: bytes = ARTICLE, *headers: str, status: str = "200 OK", type: str | None = "text/html"
    ) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
        lines += [f"Content-Type: {type}"] if type else []
        self.well_made = True
        self.raw("\r\n".join([*lines, "", ""]).encode("latin-1") + body)


Resource = Callable[[Wire], None]
FAULTS: dict[str, Resource] = {}


def fault(path: str) -> Callable[[Resource], Resource]:
    def put(resource: Resource) -> Resource:
        FAULTS[path] = resource
        return resource

    return put


def page(
    path: str, body: bytes = ARTICLE, *headers: str, status: str = "200 OK", type: str | None = "text/html"
) -> None:
    FAULTS[path] = lambda wire: wire.reply(body, *headers, status=status, type=type)


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
ZEROS = gzip.compress(b"\0" * (8 << 20))
RAW_DEFLATE = zlib.compressobj(wbits=-15)

page("/article")
page("/pdf", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", type="application/pdf")
page("/pdf-as-html", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj")
page("/html-as-pdf", b"<html><body>An error happened here</body></html>", type="application/pdf")
page("/png-as-html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
page("/octet-stream", type="application/octet-stream")
page("/no-type", type=None)
page("/empty", b"")
page("/blank", b" \n\t ")
page("/gzip", gzip.compress(ARTICLE), "Content-Encoding: gzip")
page("/gzip-cut", gzip.compress(ARTICLE)[:-40], "Content-Encoding: gzip")
page("/gzip-no-end", gzip.compress(ARTICLE)[:-8], "Content-Encoding: gzip")
page("/gzip-bad-crc", gzip.compress(ARTICLE)[:-8] + b"\0" * 8, "Content-Encoding: gzip")
page("/gzip-false", ARTICLE, "Content-Encoding: gzip")
page("/gzip-silent", gzip.compress(ARTICLE))
page("/gzip-bomb", ZEROS, "Content-Encoding: gzip")
page("/gzip-twice", gzip.compress(gzip.compress(ARTICLE)), "Content-Encoding: gzip, gzip")
page("/deflate", zlib.compress(ARTICLE), "Content-Encoding: deflate")
page("/deflate-raw", RAW_DEFLATE.compress(ARTICLE) + RAW_DEFLATE.flush(), "Content-Encoding: deflate")
page("/unknown-coding", ARTICLE, "Content-Encoding: x-made-up")
page("/part", ARTICLE[:300], "Content-Range: bytes 0-299/5000", status="206 Partial Content")
page("/no-content", b"", status="204 No Content")
page("/not-modified", b"", status="304 Not Modified")
page("/401", b"who", 'WWW-Authenticate: Basic realm="x"', status="401 Unauthorized")
page("/403", b"no", status="403 Forbidden")
page("/404", ARTICLE, status="404 Not Found")
page("/410", b"gone", status="410 Gone")
page("/451", b"law", status="451 Unavailable For Legal Reasons")
page("/999", ARTICLE, status="999 Odd")
page("/500", ARTICLE, status="500 Internal Server Error")
page("/500-for-good", b"LegistarConnectionString is not set", status="500 Internal Server Error")
page("/challenge", b"<html><title>Just a moment...</title><body>Checking your browser</body></html>")
page("/challenge-403", b"<html>x</html>", "cf-mitigated: challenge", status="403 Forbidden")
page("/cookies", ARTICLE, *[f"Set-Cookie: c{n}={'x' * 500}" for n in range(100)])
page("/long-answer", b"<p>" + b"x" * 300_000)
page("/huge-length", ARTICLE, "Content-Length: 10995116277760")
page("/two-lengths", ARTICLE, "Content-Length: 3")
page("/to-article", b"", "Location: article?a=b c#frag", status="302 Found")
page("/to-nowhere", b"", status="302 Found")
page("/to-itself", b"", "Location: /to-itself", status="302 Found")
page("/to-file", b"", "Location: file:///etc/hostname", status="302 Found")
page("/to-user-info", b"", "Location: http://good.example@127.0.0.1/", status="302 Found")
page("/to-backslash", b"", "Location: http://good.example\\@127.0.0.1/", status="302 Found")
page("/meta-refresh", b'<meta http-equiv="refresh" content="0; url=/article">moved')
page("/home", b"", "Location: /", status="301 Moved")
page("/")


@fault("/to-more/")
def _(wire: Wire) -> None:
    wire.reply(b"", f"Location: {wire.hit.path}x", status="302 Found")


@fault("/length-too-long")
def _(wire: Wire) -> None:
    wire.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n" + ARTICLE[:300])


@fault("/length-too-short")
def _(wire: Wire) -> None:
    wire.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n" + ARTICLE)


@fault("/chunks")
def _(wire: Wire) -> None:
    wire.raw(CHUNKED + b"%x\r\n%s\r\n0\r\n\r\n" % (len(ARTICLE), ARTICLE))


@fault("/chunks-cut")
def _(wire: Wire) -> None:
    wire.raw(CHUNKED + b"%x\r\n%s" % (len(ARTICLE), ARTICLE[:400]))


@fault("/chunks-bad")
def _(wire: Wire) -> None:
    wire.raw(CHUNKED + b"zz\r\n" + ARTICLE)


@fault("/until-close")
def _(wire: Wire) -> None:
    wire.raw(PLAIN + ARTICLE)


@fault("/until-reset")
def _(wire: Wire) -> None:
    wire.raw(PLAIN + ARTICLE[:500])
    time.sleep(0.05)
    wire.reset()


@fault("/reset")
def _(wire: Wire) -> None:
    wire.reset()


@fault("/closes")
def _(wire: Wire) -> None:
    return


@fault("/silent")
def _(wire: Wire) -> None:
    time.sleep(1.5)


@fault("/drips")
def _(wire: Wire) -> None:
    wire.raw(PLAIN)
    for _ in range(15):
        wire.raw(b"x")
        time.sleep(0.1)


@fault("/endless")
def _(wire: Wire) -> None:
    wire.raw(PLAIN)
    for _ in range(200):
        wire.raw(b"x" * 65536)


@fault("/endless-headers")
def _(wire: Wire) -> None:
    wire.raw(b"HTTP/1.1 200 OK\r\n")
    for n in range(4000):
        wire.raw(b"X-%d: %s\r\n" % (n, b"y" * 100))


@fault("/long-header")
def _(wire: Wire) -> None:
    wire.raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * (1 << 20) + b"\r\n\r\n")


@fault("/ssh")
def _(wire: Wire) -> None:
    wire.raw(b"SSH-2.0-OpenSSH_9.6\r\n")


@fault("/many-1xx")
def _(wire: Wire) -> None:
    wire.raw(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 500)
    wire.reply()


@fault("/flapping")
def _(wire: Wire) -> None:
    wire.reply(ARTICLE, status="200 OK" if wire.nth == 3 else "503 Busy")


@fault("/slow-down")
def _(wire: Wire) -> None:
    if wire.nth == 1:
        wire.reply(b"", "Retry-After: 1", status="429 Slow Down")
    else:
        wire.reply()


@fault("/slow-down-a-year")
def _(wire: Wire) -> None:
    wire.reply(b"", "Retry-After: 31536000", status="429 Slow Down")


@fault("/busy-since-1999")
def _(wire: Wire) -> None:
    wire.reply(b"", "Retry-After: Mon, 04 Jan 1999 10:00:00 GMT", status="503 Busy")


class _Handler(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        try:
            while self._one():
                pass
        except OSError:
            return

    def _one(self) -> bool:
        head = b""
        while b"\r\n\r\n" not in head:
            data = self.request.recv(65536)
            if not data:
                return False
            head += data
        lines = head.decode("latin-1").split("\r\n")
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:] if line)}
        return self.server.serve(self.request, Hit(lines[0].split(" ")[1], headers, time.monotonic()))


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False

    def __init__(self, extra: dict[str, Resource], tls: ssl.SSLContext | None) -> None:
        super().__init__(("0.0.0.0", 0), _Handler)
        self.resources = {**FAULTS, "/robots.txt": lambda wire: wire.reply(b"", status="404 No"), **extra}
        self.site = Site(port=self.server_address[1])
        self.tls = tls
        self.lock = threading.Lock()
        self.busy = 0

    def get_request(self) -> tuple[Any, Any]:
        sock, address = super().get_request()
        return (self.tls.wrap_socket(sock, server_side=True) if self.tls else sock), address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what half of these resources provoke."""

    def serve(self, sock: socket.socket, hit: Hit) -> bool:
        """Whether the connection may be kept: only after an answer that was well made."""
        with self.lock:
            self.busy += 1
            self.site.busiest = max(self.site.busiest, self.busy)
            self.site.hits.append(hit)
            nth = len(self.site.asked(hit.path))
        try:
            path = hit.path.partition("?")[0]
            resource = self.resources.get(path) or self._below(path)
            wire = Wire(sock, hit, nth)
            resource(wire)
        finally:
            with self.lock:
                self.busy -= 1
                hit.ended = time.monotonic()
        return wire.well_made and path.startswith(("/article", "/robots.txt", "/page/"))

    def _below(self, path: str) -> Resource:
        for prefix, resource in self.resources.items():
            if len(prefix) > 1 and prefix.endswith("/") and path.startswith(prefix):
                return resource
        return lambda wire: wire.reply(b"no such page", status="404 Not Found")


@contextmanager
def serving(extra: dict[str, Resource] | None = None, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A server on a free port, on every local address, until the end of the block."""
    server = _Server(extra or {}, tls)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.site
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
