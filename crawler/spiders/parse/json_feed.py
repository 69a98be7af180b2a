"""JSON Feed 1.0 and 1.1, read by us: feedparser does not know it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from crawler.errors import ListingUnreadable
from crawler.spiders.parse.dates import read_date
from crawler.spiders.parse.entries import NO_LINK, Candidate, Listing, listing
from crawler.spiders.parse.json import Json, read_json


def read_json_feed(body: bytes, *, url: str, zone: tzinfo, limit: int) -> Listing:
    """The items of a JSON Feed, newest first. Raises ListingUnreadable where this is none."""
    data = read_json(body)
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list):
        raise ListingUnreadable("JSON without a list of items: not a feed")
    return listing(_candidates(items, zone), base=url, limit=limit)


def _candidates(items: list[Json], zone: tzinfo) -> Iterator[Candidate]:
    for item in items:
        if not isinstance(item, dict):
            yield NO_LINK
            continue
        yield Candidate(
            item.get("url") or item.get("external_url"),
            item.get("title"),
            read_date(item.get("date_published") or item.get("date_modified"), zone),
            item.get("id"),
        )
