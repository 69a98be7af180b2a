"""Listing pages: the documents that a page links to, by CSS selector or address pattern."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import ClassVar

from scrapy import Request
from scrapy.http import Response

from config.words import SourceKind
from crawler.extract.charset import decode
from crawler.spiders.base import SourceSpider, charset_of
from crawler.spiders.parse.links import read_links


class ListingSpider(SourceSpider):
    name = "listing"
    kind: ClassVar[SourceKind] = SourceKind.LISTING

    async def begin(self) -> AsyncIterator[Request]:
        yield await self.ask_first_listing(self.desk.source.address, self.page, wanted="html")

    async def page(self, response: Response) -> AsyncIterator[Request]:
        if not self.is_readable(response):
            return
        source = self.desk.source
        listing = await self.parsed(
            read_links,
            decode(response.body, charset_of(response)),
            url=response.url,
            zone=self.desk.zone,
            select=source.select,
            pattern=source.pattern,
            hosts=source.allow,
        )
        if listing is None:
            return
        self.desk.listed(len(listing.entries), skipped=listing.skipped, beyond=listing.beyond)
        async for request in self.visit(listing.entries):
            yield request
        self.remember_listing(response, len(listing.entries))
