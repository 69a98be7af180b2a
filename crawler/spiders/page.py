"""One page or one file that a person named: looked at on each visit, kept whatever it holds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from config.words import DocumentKind, SourceKind
from crawler import verdict
from crawler.net import urls
from crawler.spiders.base import SourceSpider, judged_of
from crawler.spiders.items import Fetched, Subject


class PageSpider(SourceSpider):
    """The listing and the document are one: where it fails, the run fails."""

    name = "page"
    kind: ClassVar[SourceKind] = SourceKind.PAGE

    async def begin(self) -> AsyncIterator[Request]:
        address = self.desk.source.address
        key = urls.canonical(address)
        self._asked.add(key)
        known = (await self.desk.known([key])).get(key)
        full = known is not None and self.desk.is_full(known)
        is_file = self.desk.source.kind is SourceKind.FILE
        kind = DocumentKind.FILE if is_file else DocumentKind.PAGE
        yield self.request_for(self.shaped(Subject(key=key, url=address, kind=kind, known=known, full=full)))

    def again(self, known: Any) -> list[Request]:
        return []  # the one document is asked for already

    def shaped(self, subject: Subject) -> Subject:
        return replace(subject, keep_all=True)

    async def answered(self, response: Response, subject: Subject) -> AsyncIterator[Fetched]:
        judged = judged_of(response)
        if judged.good:
            self.desk.listed(1)
        else:
            self.desk.listing_failed(judged)
        async for item in super().answered(response, subject):
            yield item

    async def failed(self, failure: Failure) -> None:
        self.desk.listing_failed(verdict.of_failure(failure))
        await super().failed(failure)
