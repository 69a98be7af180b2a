"""Refuses what can be refused by looking at the address alone, before robots.txt is asked for.

The check that counts is made at connect time (`net.connections`); this one spares the look-up.
"""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.net import resolver, urls


class GateMiddleware:
    def __init__(self, crawler: Crawler) -> None:
        self._allow = frozenset(crawler.settings.getlist("ALLOW"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> GateMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        address = urls.parse(request.url)
        resolver.check_literal(address, self._allow | frozenset(request.meta.get("allow") or ()))
