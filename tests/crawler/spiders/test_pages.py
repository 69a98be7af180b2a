"""The golden-file law: each kind of source has a saved page, and beside it what the page must give."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from config.words import SourceKind
from crawler.extract.extract import extract
from crawler.extract.values import ExtractJob
from crawler.net import urls
from crawler.spiders.councils import legistar_api as api
from crawler.spiders.councils import matters
from crawler.spiders.councils.legistar_api import Client
from crawler.spiders.parse.entries import Listing
from crawler.spiders.parse.feed import read_feed
from crawler.spiders.parse.json import read_json
from crawler.spiders.parse.links import read_links
from crawler.spiders.parse.sitemap import read_sitemap

PAGES = Path(__file__).parent / "pages"
BOSTON = ZoneInfo("America/New_York")
EXPECTED = {
    path.stem: json.loads(path.read_text())
    for path in sorted(PAGES.glob("*.json"))
    if ".body" not in path.name
}


def body(name: str) -> bytes:
    (found,) = [path for path in PAGES.glob(f"{name}.*") if path.name != f"{name}.json"]
    return found.read_bytes()


def test_each_kind_of_source_has_a_page() -> None:
    kinds = {expected["kind"] for expected in EXPECTED.values()}
    assert kinds == {kind.value for kind in SourceKind} - {"file"}  # a file is a page with other bytes


@pytest.mark.parametrize("name", ["feed", "sitemap", "listing"])
def test_a_listing_gives_its_documents(name: str) -> None:
    expected = EXPECTED[name]
    listing = _listing(expected, body(name))
    found = [
        {
            "key": each.url,
            "title": each.title,
            "day": each.published.day.isoformat() if each.published else None,
        }
        for each in listing.entries
    ]
    assert sorted(found, key=lambda each: str(each["key"])) == sorted(
        expected["documents"], key=lambda each: each["key"]
    )
    assert listing.skipped == expected["skipped"]


def _listing(expected: dict[str, Any], raw: bytes) -> Listing:
    address = expected["address"]
    if expected["kind"] == "feed":
        return read_feed(raw, content_type="application/rss+xml", url=address, zone=BOSTON)
    if expected["kind"] == "sitemap":
        return read_sitemap(raw, content_type="application/xml", url=address, zone=BOSTON)
    return read_links(
        raw.decode(), url=address, zone=BOSTON, select=expected["select"], pattern=expected["pattern"]
    )


def test_a_page_is_its_own_document() -> None:
    expected = EXPECTED["page"]
    assert [urls.canonical(expected["address"])] == [each["key"] for each in expected["documents"]]
    text = extract(ExtractJob(body=body("page"), media_type="text/html", keep_all=True)).text
    assert all(line in text.split("\n") for line in expected["lines"])


def test_a_council_s_answer_gives_its_matters() -> None:
    expected = EXPECTED["legistar"]
    rows = list(api.rows(read_json(body("legistar")), "MatterId"))
    client = Client.of(expected["address"])
    found = [
        {"key": matters.matter_key(client, api.number(row, "MatterId") or 0), "title": matters.title_of(row),
         "day": str(matters.filed_on(row))}
        for row in rows
    ]  # fmt: skip
    assert found == expected["documents"]
    paragraphs = matters.matter_text(rows[0], "").split("\n\n")
    assert all(line in paragraphs for line in expected["lines"])
