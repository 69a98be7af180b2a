"""Feeds: the article behind each entry is fetched; what the feed itself says of it is only a hint."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import ClassVar

from scrapy import Request
from scrapy.http import Response

from config.words import SourceKind
from crawler.spiders.base import SourceSpider
from crawler.spiders.parse.feed import read_feed


class FeedSpider(SourceSpider):
    name = "feed"
    kind: ClassVar[SourceKind] = SourceKind.FEED

    async def begin(self) -> AsyncIterator[Request]:
        yield await self.ask_first_listing(self.desk.source.address, self.feed, wanted="feed")

    async def feed(self, response: Response) -> AsyncIterator[Request]:
        if not self.is_readable(response):
            return
        declared = (response.headers.get("Content-Type") or b"").decode("latin-1")
        listing = await self.parsed(
            read_feed, response.body, content_type=declared, url=response.url, zone=self.desk.zone
        )
        if listing is None:
            return
        self.desk.listed(len(listing.entries), skipped=listing.skipped, beyond=listing.beyond)
        async for request in self.visit(listing.entries):
            yield request
        self.remember_listing(response, len(listing.entries))
