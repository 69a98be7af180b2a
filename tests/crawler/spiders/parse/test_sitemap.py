from __future__ import annotations

import gzip
import time
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from crawler.errors import ListingUnreadable
from crawler.spiders.parse import sitemap
from crawler.spiders.parse.entries import Listing

BOSTON = ZoneInfo("America/New_York")
HERE = "https://www.paper.example/sitemap.xml"
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def read(body: str | bytes, limit: int = 500) -> Listing:
    raw = body.encode() if isinstance(body, str) else body
    return sitemap.read_sitemap(raw, content_type="application/xml", url=HERE, zone=BOSTON, limit=limit)


def url(path: str, extra: str = "") -> str:
    return f"<url><loc>https://paper.example/{path}</loc>{extra}</url>"


def urlset(urls: str, spaces: str = "") -> str:
    return f"<?xml version='1.0'?><urlset xmlns='{SPACE}' {spaces}>{urls}</urlset>"


def test_newest_by_lastmod_first_then_those_without() -> None:
    listing = read(
        urlset(
            url("a")
            + url("b", "<lastmod>2025-01-07</lastmod>")
            + url("c", "<lastmod>2025-01-09T08:00:00Z</lastmod>")
        )
    )
    assert [entry.url.rpartition("/")[2] for entry in listing.entries] == ["c", "b", "a"]


@pytest.mark.parametrize("prefix", ["news", "n"])
def test_a_news_sitemap_is_known_by_its_namespace_whatever_the_prefix(prefix: str) -> None:
    facts = (
        f"<{prefix}:news><{prefix}:publication_date>2008-12-23</{prefix}:publication_date>"
        f"<{prefix}:title>Companies A, B in talks</{prefix}:title></{prefix}:news>"
        "<lastmod>2025-01-09</lastmod>"
    )
    (entry,) = read(urlset(url("a", facts), f"xmlns:{prefix}='{sitemap.NEWS}'")).entries
    assert entry.title == "Companies A, B in talks"
    assert entry.published is not None
    assert entry.published.day == date(2008, 12, 23)


def test_an_index_names_files_newest_first_and_no_documents() -> None:
    listing = read(
        f"<sitemapindex xmlns='{SPACE}'>"
        "<sitemap><loc>https://paper.example/old.xml.gz</loc><lastmod>2024-01-01</lastmod></sitemap>"
        "<sitemap><loc>/new.xml</loc><lastmod>2025-01-01</lastmod></sitemap>"
        "<sitemap><loc>https://canary.example/x.xml</loc></sitemap></sitemapindex>"
    )
    assert listing.children == ("https://www.paper.example/new.xml", "https://paper.example/old.xml.gz")
    assert (listing.entries, listing.skipped) == ((), 1)


def test_addresses_of_other_sites_and_ports_of_other_hosts_are_left_out() -> None:
    listing = read(
        urlset(
            url("a")
            + "<url><loc>https://other.example/</loc></url><url><loc>http://127.0.0.1:22/</loc></url>"
        )
    )
    assert (len(listing.entries), listing.skipped) == (1, 2)


def test_gzip_is_unpacked() -> None:
    assert len(read(gzip.compress(urlset(url("a")).encode())).entries) == 1


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(b"\0" * (sitemap.MAX_BYTES + 10)),  # a bomb
        gzip.compress(urlset(url("a")).encode())[:-12],  # cut
        b"\x1f\x8bnot gzip",
        b"<html><body>no sitemap</body></html>",
        b"",
        b"plain",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><urlset/>",
        b"<urlset>" + b"<a>" * 100_000,
    ],
    ids=["bomb", "cut gzip", "no gzip", "html", "empty", "text", "entity", "deep"],
)
def test_what_is_no_sitemap_is_refused(body: bytes) -> None:
    with pytest.raises(ListingUnreadable):
        read(body)


def test_a_huge_sitemap_is_bounded_and_says_how_much_is_left() -> None:
    started = time.process_time()
    dated = "<lastmod>2026-01-07</lastmod>"
    listing = read(urlset("".join(url(str(i), dated) for i in range(sitemap.MAX_URLS + 5))), limit=100)
    assert (len(listing.entries), listing.beyond) == (100, sitemap.MAX_URLS - 100 + 5)
    assert time.process_time() - started < 10


def test_an_empty_news_sitemap_is_legal() -> None:
    assert read(urlset("")).entries == ()


def test_without_dates_nobody_knows_what_is_new_so_more_is_looked_at() -> None:
    listing = read(urlset("".join(url(str(i)) for i in range(900))), limit=100)
    assert (len(listing.entries), listing.beyond) == (900, 0)
