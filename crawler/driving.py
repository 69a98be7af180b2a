"""A spider made, started and stopped: Scrapy's part of a run, whoever asks for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final, Protocol

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.settings import Settings as ScrapySettings

from config.catalogue import SourceEntry
from config.settings import Settings
from config.words import SourceKind
from crawler import settings as scrapy_settings
from crawler.errors import AddressRefused, one_line
from crawler.middleware.manners import Manners
from crawler.net import urls
from crawler.spiders.base import SourceSpider
from crawler.spiders.councils.legistar import LegistarSpider
from crawler.spiders.councils.legistar_api import Client
from crawler.spiders.desk import Desk
from crawler.spiders.feed import FeedSpider
from crawler.spiders.listing import ListingSpider
from crawler.spiders.page import PageSpider
from crawler.spiders.sitemap import SitemapSpider

STOP_WITHIN: Final = timedelta(seconds=10)  #: that a download under way may still take when a run is stopped

SPIDERS: Final[Mapping[SourceKind, type[SourceSpider]]] = {
    SourceKind.FEED: FeedSpider,
    SourceKind.SITEMAP: SitemapSpider,
    SourceKind.LISTING: ListingSpider,
    SourceKind.PAGE: PageSpider,
    SourceKind.FILE: PageSpider,
    SourceKind.LEGISTAR: LegistarSpider,
}


class Driven(Desk, Protocol):
    """A desk that can end the crawl, and is told how it ends."""

    stop: Callable[[str], None]  #: ends the crawl, called with why; `attend` sets it
    ending: bool  #: the crawl is being stopped before it is done

    def broke(self, said: str) -> None:
        """The spider itself failed over an answer."""

    def cut_short(self, why: str) -> None:
        """The crawl was ended before it was done."""


def host_of(source: SourceEntry) -> str:
    """The host that a source's own address is on."""
    address = source.address
    if source.kind is SourceKind.LEGISTAR:
        address = Client.of(address).base
    try:
        return urls.host_of(address)
    except AddressRefused:
        return address[:200]


def made(source: SourceEntry, settings: Settings, manners: Manners) -> Crawler:
    """The crawler of one source, not yet started."""
    ours = scrapy_settings.for_run(
        manners=manners, contact=settings.contact, delay=source.delay, allow=source.allow
    )
    # a runner would first look for spiders by name, and copy all settings once more for that
    return Crawler(SPIDERS[source.kind], ScrapySettings(ours))


async def run_spider(crawler: Crawler, desk: Driven, limit: timedelta) -> None:
    """Crawl until the spider is done, the limit is reached, or the desk says stop."""
    attend(crawler, desk)
    task = asyncio.get_running_loop().create_task(crawler.crawl_async(desk=desk))
    try:
        await asyncio.wait({task}, timeout=limit.total_seconds())
        if not task.done():
            desk.cut_short(f"not done after {limit.total_seconds() / 60:g} minutes")
            await _stop(crawler, desk, task)
    except asyncio.CancelledError:
        await _stop(crawler, desk, task)
        raise
    if task.done() and not task.cancelled():
        task.result()


async def _stop(crawler: Crawler, desk: Driven, task: asyncio.Task[None]) -> None:
    """Ask for nothing more, and wait a while for what is under way."""
    desk.ending = True
    if not task.done():
        stopping = asyncio.get_running_loop().create_task(crawler.stop_async())
        await asyncio.wait({task, stopping}, timeout=STOP_WITHIN.total_seconds())
    if not task.done():
        task.cancel()


def attend(crawler: Crawler, desk: Driven) -> None:
    """Let the desk end the crawl, and hear of the spider's own faults."""
    ending: set[asyncio.Task[None]] = set()

    def stop(_why: str) -> None:
        if not ending:
            desk.ending = True
            ending.add(asyncio.get_running_loop().create_task(crawler.stop_async()))

    def broke(failure: Any, response: Any, spider: Spider) -> None:
        desk.broke(one_line(f"{type(failure.value).__name__}: {failure.value}"))

    crawler.attend = (stop, broke)  # type: ignore[attr-defined] # signals hold their receivers weakly
    desk.stop = stop
    crawler.signals.connect(broke, signal=signals.spider_error)
