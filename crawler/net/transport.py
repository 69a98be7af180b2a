"""Scrapy's download handler: one whole, decoded answer from a checked address, or a FetchError that says why.

Every request of a crawl ends here, also those for robots.txt, sitemaps and redirects, so that no address is
connected to that was not checked, no host is asked twice at once, and no part of a body passes for the whole.
Proxies are not used, neither from the environment nor from a request.
"""

# Twisted's client is not typed throughout.
# mypy: disable-error-code="no-untyped-call"
from __future__ import annotations

import asyncio
import time
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from twisted.web.http_headers import Headers as TxHeaders
from twisted.web.iweb import UNKNOWN_LENGTH

from crawler.errors import FetchError, TimedOut
from crawler.middleware.manners import manners_of
from crawler.net import coding, urls
from crawler.net.connections import Connections
from crawler.net.exchange import Body, failure_of


class Transport(BaseDownloadHandler):
    """Fetches for one crawl.

    Settings: ALLOW, DOWNLOAD_MAXSIZE, DOWNLOAD_TIMEOUT, HOST_DELAY, MANNERS, RESOLVE, TLS_CA_FILE. Meta of a
    request: `allow`, `download_maxsize`, `download_timeout`, `read_at_most` (the first bytes will do) and
    `not_before`; it is told `download_seconds`, and `received_headers` as they were before decoding.
    """

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._manners = manners_of(crawler)
        self._allow = frozenset(settings.getlist("ALLOW"))
        self._most = settings.getint("DOWNLOAD_MAXSIZE")
        self._seconds = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._delay = settings.getfloat("HOST_DELAY")
        self._connections = Connections(resolve=settings["RESOLVE"], ca_file=settings["TLS_CA_FILE"])

    async def download_request(self, request: Request) -> Response:
        address = urls.parse(request.url)
        not_before = float(request.meta.pop("not_before", 0.0))
        async with self._manners.turn(
            address.authority, delay=self._delay, not_before=not_before, stopped=self._is_stopping
        ):
            started = time.monotonic()
            try:
                return await self._within_deadline(request, address)
            finally:
                request.meta["download_seconds"] = time.monotonic() - started

    async def close(self) -> None:
        await self._connections.close()

    async def _within_deadline(self, request: Request, address: urls.Address) -> Response:
        seconds = float(request.meta.get("download_timeout") or self._seconds)
        try:
            async with asyncio.timeout(seconds):
                return await self._fetch(request, address)
        except TimeoutError as error:
            raise TimedOut(f"not whole after {seconds:g} seconds") from error

    async def _fetch(self, request: Request, address: urls.Address) -> Response:
        cut = "read_at_most" in request.meta
        most = int(request.meta.get("read_at_most") or request.meta.get("download_maxsize") or self._most)
        status, headers, raw = await self._exchange(request, address, Body(most, cut=cut))
        codings = [value.decode("latin-1") for value in headers.getlist("Content-Encoding")]
        body = coding.decode(raw, codings, most, cut=cut)
        request.meta["received_headers"] = headers.copy()
        headers.pop("Content-Encoding", None)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=body[:5000])
        return kind(url=request.url, status=status, headers=headers, body=body)

    async def _exchange(
        self, request: Request, address: urls.Address, body: Body
    ) -> tuple[int, Headers, bytes]:
        agent = self._connections.agent(self._allow | frozenset(request.meta.get("allow") or ()))
        try:
            asked = agent.request(request.method.encode("ascii"), address.url.encode("ascii"), _sent(request))
            answer: Any = await asked.asFuture(asyncio.get_running_loop())
            raw = await body.of(answer)
        except FetchError:
            raise
        except Exception as error:  # whatever Twisted tells of a connection becomes one of our words
            raise failure_of(error) from error
        headers = Headers(dict(answer.headers.getAllRawHeaders()))
        if answer.length is not UNKNOWN_LENGTH:  # Twisted keeps the header itself
            headers.setdefault("Content-Length", str(answer.length))
        return int(answer.code), headers, raw

    def _is_stopping(self) -> bool:
        # Scrapy has no public word for a spider that is being closed.
        slot = getattr(self.crawler.engine, "_slot", None)
        return slot is None or slot.closing is not None


def _sent(request: Request) -> TxHeaders:
    """What is sent: the request's own headers. A body is never sent; nothing here posts."""
    return TxHeaders({name: list(values) for name, values in request.headers.items()})
