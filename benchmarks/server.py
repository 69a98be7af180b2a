"""The newspaper's web server, a process of its own: `python -m benchmarks.server PAGES MENTION_EVERY`.

Prints its port, then takes one order a line on stdin (`MODE REVISION`) and answers `ok`. Modes: `validators`
(ETag and Last-Modified, and 304), `plain` (always 200), `noisy` (always 200, with a fresh token each time).
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import sys
from collections.abc import Callable
from typing import Final

from benchmarks.pages import TOKEN, Site, page, path, sitemap

MODES: Final = ("validators", "plain", "noisy")
_DATE: Final = "Mon, 05 Jan 2026 09:30:{:02d} GMT"
_TOKEN: Final = TOKEN.encode()


class Server:
    """All pages of both revisions, and how they are served just now."""

    def __init__(self, site: Site) -> None:
        self.mode = MODES[0]
        self._revision = 0
        self._site = site
        self._revisions: list[dict[str, bytes]] = []
        self._tags: list[dict[str, str]] = []

    def fill(self, base: str) -> None:
        first = {path(number): page(self._site, number) for number in range(self._site.pages)}
        for section in range(self._site.sections):
            first[f"/sitemap-{section}.xml"] = sitemap(self._site, section, base)
        first["/robots.txt"] = b"User-agent: *\nAllow: /\n"
        changed = {
            path(number): page(self._site, number, 1)
            for number in range(self._site.pages)
            if self._site.is_changed(number)
        }
        self._revisions = [first, first | changed]
        self._tags = [
            {name: f'"{hashlib.sha256(body).hexdigest()[:24]}"' for name, body in served.items()}
            for served in self._revisions
        ]

    def order(self, line: str) -> None:
        mode, revision = line.split()
        if mode not in MODES:
            raise ValueError(f"no mode {mode}")
        self.mode, self._revision = mode, int(revision)

    def answer(self, target: str, wanted_tag: str | None) -> bytes:
        body = self._revisions[self._revision].get(target)
        if body is None:
            return _answer("404 Not Found", b"")
        validators = ""
        if self.mode == "validators":
            tag = self._tags[self._revision][target]
            validators = f"ETag: {tag}\r\nLast-Modified: {_DATE.format(self._revision)}\r\n"
            if wanted_tag == tag:
                return _answer("304 Not Modified", b"", validators)
        elif self.mode == "noisy":
            body = body.replace(_TOKEN, secrets.token_hex(20).encode())
        kind = "text/html; charset=utf-8" if target.endswith(".html") else "text/plain"
        return _answer("200 OK", body, f"Content-Type: {kind}\r\n{validators}")


def _answer(status: str, body: bytes, headers: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + body


class _Connection(asyncio.Protocol):
    """Requests without bodies, one after the other, on a connection that stays open."""

    def __init__(self, answer: Callable[[str, str | None], bytes]) -> None:
        self._answer = answer
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received and self._transport is not None:
            head, self._received = self._received.split(b"\r\n\r\n", 1)
            first, *lines = head.decode("latin-1").split("\r\n")
            fields = {
                name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
            }
            self._transport.write(self._answer(first.split()[1], fields.get("if-none-match")))


async def _serve(site: Site) -> None:
    server = Server(site)
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(lambda: _Connection(server.answer), "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    server.fill(f"http://127.0.0.1:{port}")
    print(port, flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        server.order(line)
        print("ok", flush=True)


if __name__ == "__main__":
    asyncio.run(_serve(Site(pages=int(sys.argv[1]), mention_every=int(sys.argv[2]))))
