"""Sitemaps: indexes are followed to a bounded depth and number of files, the newest addresses are fetched."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, ClassVar, Final

from scrapy import Request
from scrapy.http import Response

from config.words import SourceKind
from crawler.net import urls
from crawler.spiders.base import SourceSpider
from crawler.spiders.parse.links import matches
from crawler.spiders.parse.sitemap import read_sitemap

MAX_DEPTH: Final = 3  #: an index in an index in an index; the protocol allows one
MAX_FILES: Final = 50  #: sitemap files in one run, newest first


class SitemapSpider(SourceSpider):
    name = "sitemap"
    kind: ClassVar[SourceKind] = SourceKind.SITEMAP

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._files: set[str] = set()

    async def begin(self) -> AsyncIterator[Request]:
        address = self.desk.source.address
        self._files.add(urls.canonical(address))
        yield await self.ask_first_listing(address, self.sitemap, wanted="sitemap")

    async def sitemap(self, response: Response, depth: int = 0, part: bool = False) -> AsyncIterator[Request]:
        if not self.is_readable(response, part=part):
            return
        declared = (response.headers.get("Content-Type") or b"").decode("latin-1")
        listing = await self.parsed(
            read_sitemap,
            response.body,
            content_type=declared,
            url=response.url,
            zone=self.desk.zone,
            part=part,
        )
        if listing is None:
            return
        entries = [each for each in listing.entries if matches(each.url, self.desk.source.pattern)]
        self.desk.listed(len(entries), skipped=listing.skipped, beyond=listing.beyond)
        for file in listing.children:
            if self._may_follow(file, depth):
                yield self.ask_listing(file, self.sitemap, wanted="sitemap", depth=depth + 1, part=True)
        async for request in self.visit(entries):
            yield request
        if not part and not listing.children:  # an index says little about its files
            self.remember_listing(response, len(entries))

    def _may_follow(self, file: str, depth: int) -> bool:
        key = urls.canonical(file)
        if key in self._files or depth >= MAX_DEPTH or len(self._files) >= MAX_FILES:
            return False
        self._files.add(key)
        return True
