"""Feeds: RSS 2.0, RSS 1.0 (RDF), Atom by feedparser; JSON Feed by `json_feed`.

Identity: the canonical address of an entry's link. Sites change a guid at each edit, or give one
to all their entries, so it is kept as a hint and never decides.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import tzinfo
from typing import Any, Final

from crawler.errors import ListingUnreadable
from crawler.spiders.parse import json_feed
from crawler.spiders.parse.dates import read_date
from crawler.spiders.parse.entries import Candidate, Listing, listing
from crawler.spiders.parse.xml import refuse_traps

MAX_ENTRIES: Final = 500  #: a feed holds 10 to 200; more is an archive, and its newest will do
MAX_PARSED: Final = 2000  #: items in the document's own order that are looked at for the newest
_ITEM_END = re.compile(rb"</(?:[A-Za-z_][\w.-]*:)?(?:item|entry)\s*>", re.I)
_ROOT = re.compile(rb"<([A-Za-z_][\w.:-]*)")


def read_feed(body: bytes, *, content_type: str, url: str, zone: tzinfo, limit: int = MAX_ENTRIES) -> Listing:
    """The entries of a feed, newest first. Raises ListingUnreadable where this is no feed.

    May take a second for the largest document that is let through: call it off the reactor's thread.
    """
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return json_feed.read_json_feed(body, url=url, zone=zone, limit=limit)
    refuse_traps(body, content_type)
    import feedparser  # slow to load, and only feeds need it

    cut, beyond = _cut(body)
    parsed = feedparser.parse(
        io.BytesIO(cut),  # never the bytes themselves: feedparser fetches a text that looks like an address
        response_headers={"content-type": content_type, "content-location": url},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.entries and not parsed.get("version"):
        raise ListingUnreadable("not a feed")
    return listing(_candidates(parsed.entries, zone), base=url, limit=limit, beyond=beyond)


def _cut(body: bytes) -> tuple[bytes, int]:
    """The document up to its MAX_PARSED-th item, closed again, and how many items were left off."""
    ends = [found.end() for found in _ITEM_END.finditer(body)]
    if len(ends) <= MAX_PARSED:
        return body, 0
    root = _ROOT.search(body)
    name = root[1] if root else b"rss"
    closing = b"</channel></" + name + b">" if name.lower() == b"rss" else b"</" + name + b">"
    return body[: ends[MAX_PARSED - 1]] + closing, len(ends) - MAX_PARSED


def _candidates(found: list[Any], zone: tzinfo) -> Iterator[Candidate]:
    for each in found:
        # dict.get: feedparser's own takes `published` for a missing `updated`, with a warning
        stated = next(
            filter(None, (dict.get(each, name) for name in ("published", "created", "updated"))), ""
        )
        yield Candidate(each.get("link"), each.get("title"), read_date(stated, zone), each.get("id"))
