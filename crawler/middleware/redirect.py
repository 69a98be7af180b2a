"""Redirects: five at most, each through every check again, and no secret header to another origin.

A meta refresh is never followed.
"""

from __future__ import annotations

from typing import Final

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.errors import RedirectBroken
from crawler.net import urls

MAX_REDIRECTS: Final = 5
_STATUSES: Final = frozenset({301, 302, 303, 307, 308})
#: headers that say nothing about us: they go along to any origin
_HARMLESS: Final = frozenset({b"accept", b"accept-language", b"accept-encoding", b"user-agent"})
#: these go along within one site, whose http and www. addresses so often redirect to the one that made them
_VALIDATORS: Final = frozenset({b"if-none-match", b"if-modified-since"})


class RedirectMiddleware:
    """Raises RedirectBroken, or AddressRefused for a place that is no address of ours to fetch."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RedirectMiddleware:
        return cls()

    def process_response(self, request: Request, response: Response) -> Response | Request:
        if response.status not in _STATUSES:
            return response
        location = response.headers.get("Location")
        if not location:
            raise RedirectBroken(f"status {response.status} without a Location")
        been = [*request.meta.get("redirect_urls", ()), request.url]
        target = urls.join(request.url, _text(location))
        if target in been:
            raise RedirectBroken("redirects in a circle")
        if len(been) > MAX_REDIRECTS:
            raise RedirectBroken(f"more than {MAX_REDIRECTS} redirects")
        return _onward(request, target, been)


def _onward(request: Request, target: str, been: list[str]) -> Request:
    headers = request.headers.copy()
    if urls.parse(request.url).origin != urls.parse(target).origin:
        kept = _HARMLESS | (_VALIDATORS if urls.same_site(request.url, target) else frozenset())
        for name in list(headers):
            if name.lower() not in kept:
                del headers[name]
    onward: Request = request.replace(
        url=target, method="GET", body=b"", headers=headers, cookies=None, dont_filter=True
    )
    onward.meta["redirect_urls"] = been
    return onward


def _text(location: bytes) -> str:
    try:
        return location.decode("utf-8")
    except UnicodeDecodeError:
        return location.decode("latin-1")
