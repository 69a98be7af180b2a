"""The least that Scrapy and trafilatura need to do the same: fetch, extract, hash, keep in SQLite.

    python -m benchmarks.bare STATE SITEMAP... [--conditional] [--skip-raw]

What the two libraries do by themselves is the yardstick; the two options are what anybody would add next:
stored validators, so that a 304 ends a check, and no extraction of a body that is equal byte by byte.
Prints as JSON which addresses got a new version.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import scrapy
import trafilatura
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.utils.sitemap import Sitemap

COMMIT_EVERY = 100

SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS page (
    url TEXT PRIMARY KEY, etag BLOB, last_modified BLOB, body_hash TEXT, text_hash TEXT
);
CREATE TABLE IF NOT EXISTS version (url TEXT, text_hash TEXT, text TEXT);
"""


@dataclass(frozen=True, slots=True)
class Page:
    etag: bytes | None
    last_modified: bytes | None
    body_hash: str
    text_hash: str


@dataclass
class Keeper:
    """The state file: what is known of each page, and its versions."""

    file: str
    known: dict[str, Page] = field(default_factory=dict)
    stored: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._db = sqlite3.connect(self.file)
        self._db.executescript(SCHEMA)
        for url, *rest in self._db.execute("SELECT * FROM page"):
            self.known[url] = Page(*rest)
        self._written = 0

    def keep(self, url: str, page: Page, text: str) -> None:
        row = (url, page.etag, page.last_modified, page.body_hash, page.text_hash)
        self._db.execute("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?)", row)
        before = self.known.get(url)
        if before is None or before.text_hash != page.text_hash:
            self._db.execute("INSERT INTO version VALUES (?, ?, ?)", (url, page.text_hash, text))
            self.stored.append(url)
        self._written += 1
        if self._written % COMMIT_EVERY == 0:
            self._db.commit()

    def close(self) -> None:
        self._db.commit()
        self._db.close()


class BareSpider(scrapy.Spider):
    name = "bare"

    def __init__(
        self, keeper: Keeper, sitemaps: Sequence[str], conditional: bool, skip_raw: bool, **options: Any
    ) -> None:
        super().__init__(**options)
        self.keeper = keeper
        self.sitemaps = sitemaps
        self.conditional = conditional
        self.skip_raw = skip_raw

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for sitemap in self.sitemaps:
            yield scrapy.Request(sitemap, callback=self.listed)

    def listed(self, response: Response) -> Iterator[scrapy.Request]:
        for entry in Sitemap(response.body):
            yield scrapy.Request(entry["loc"], headers=self._validators(entry["loc"]), callback=self.page)

    def _validators(self, url: str) -> Mapping[str, bytes]:
        known = self.keeper.known.get(url) if self.conditional else None
        if known is None or known.etag is None or known.last_modified is None:
            return {}
        return {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}

    def page(self, response: Response) -> None:
        if response.status == 304:
            return
        known = self.keeper.known.get(response.url)
        body_hash = hashlib.sha256(response.body).hexdigest()
        if self.skip_raw and known is not None and known.body_hash == body_hash:
            return
        text = trafilatura.extract(response.body, include_comments=False) or ""
        made = Page(
            response.headers.get("ETag"),
            response.headers.get("Last-Modified"),
            body_hash,
            hashlib.sha256(text.encode()).hexdigest(),
        )
        self.keeper.keep(response.url, made, text)


SETTINGS = {
    "LOG_LEVEL": "ERROR",
    "ROBOTSTXT_OBEY": False,
    "TELNETCONSOLE_ENABLED": False,
    "COOKIES_ENABLED": False,
    "HTTPERROR_ALLOWED_CODES": [304],
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("state")
    parser.add_argument("sitemaps", nargs="+")
    parser.add_argument("--conditional", action="store_true")
    parser.add_argument("--skip-raw", action="store_true")
    asked = parser.parse_args()
    keeper = Keeper(asked.state)
    process = CrawlerProcess(SETTINGS)
    process.crawl(
        BareSpider,
        keeper=keeper,
        sitemaps=asked.sitemaps,
        conditional=asked.conditional,
        skip_raw=asked.skip_raw,
    )
    process.start()
    keeper.close()
    print(json.dumps(sorted(keeper.stored)))


if __name__ == "__main__":
    main()
