"""Sitemaps: url sets and indexes, news sitemaps by their namespace (any prefix), gzip."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import tzinfo
from typing import Any, Final

from lxml import etree

from config.words import Verdict
from crawler.errors import ListingUnreadable
from crawler.net import urls
from crawler.spiders.parse.dates import Published, read_date
from crawler.spiders.parse.entries import Candidate, Listing, listing
from crawler.spiders.parse.xml import refuse_traps

MIB: Final = 1024 * 1024
MAX_BYTES: Final = 52 * MIB  #: unpacked; the protocol's own limit is 50 MiB
MAX_URLS: Final = 50_000  #: in one file, by the protocol
MAX_ENTRIES: Final = 500  #: of one file that are looked at in one run: the newest
MAX_UNDATED: Final = 5000  #: ... where no dates tell which are new: all, as far as a run can bear it
MAX_CHILDREN: Final = 50  #: files that one index may add
NEWS: Final = "http://www.google.com/schemas/sitemap-news/0.9"
_GZIP_MARK: Final = b"\x1f\x8b"


def read_sitemap(
    body: bytes, *, content_type: str, url: str, zone: tzinfo, limit: int = MAX_ENTRIES
) -> Listing:
    """The newest entries of a url set, or the files that an index names, newest first.

    Addresses of another site are left out and counted: a sitemap speaks for its own host only.
    Raises ListingUnreadable where this is no sitemap, or one that unpacks beyond the limit.
    """
    root = _root(unpacked(body), content_type)
    kind = _local(root.tag)
    if kind == "sitemapindex":
        return _index(root, url, zone)
    if kind != "urlset":
        raise ListingUnreadable("not a sitemap")
    nodes = [node for node in root if _local(node.tag) == "url"]
    return _listed(nodes[:MAX_URLS], url, zone, limit, beyond=max(0, len(nodes) - MAX_URLS))


def unpacked(body: bytes) -> bytes:
    """The bytes without gzip around them, where they are gzip."""
    if not body.startswith(_GZIP_MARK):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(body, MAX_BYTES + 1)
    except zlib.error:
        raise ListingUnreadable("broken gzip", Verdict.UNDECODABLE) from None
    if len(data) > MAX_BYTES:
        raise ListingUnreadable(f"unpacks to more than {MAX_BYTES // MIB} MiB", Verdict.TOO_LARGE)
    if not unpacker.eof:
        raise ListingUnreadable("gzip that ends too early", Verdict.TRUNCATED)
    return data


def _root(body: bytes, content_type: str) -> Any:
    refuse_traps(body, content_type)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(body.lstrip(b" \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise ListingUnreadable("not XML") from None
    if root is None or not isinstance(root.tag, str):
        raise ListingUnreadable("not XML")
    return root


def _index(root: Any, url: str, zone: tzinfo) -> Listing:
    nodes = [node for node in root if _local(node.tag) == "sitemap"]
    files = _listed(nodes[:MAX_URLS], url, zone, MAX_CHILDREN)
    children = tuple(each.url for each in files.entries[:MAX_CHILDREN])
    return replace(files, entries=(), children=children)


def _listed(nodes: list[Any], base: str, zone: tzinfo, limit: int, beyond: int = 0) -> Listing:
    found = [_candidate(node, zone) for node in nodes]
    is_dated = any(each.published for each in found)
    return listing(
        found,
        base=base,
        limit=limit if is_dated else max(limit, MAX_UNDATED),
        beyond=beyond,
        allowed=lambda url: urls.same_site(url, base),
    )


def _candidate(node: Any, zone: tzinfo) -> Candidate:
    location, modified, title = None, None, ""
    published: Published | None = None
    for child in node:
        name = _local(child.tag)
        if name == "loc":
            location = child.text
        elif name == "lastmod":
            modified = read_date(child.text, zone)
        elif name == "news" and child.tag.startswith("{" + NEWS + "}"):
            for fact in child:
                if _local(fact.tag) == "publication_date":
                    published = read_date(fact.text, zone)
                elif _local(fact.tag) == "title":
                    title = fact.text or ""
    return Candidate(location, title, published or modified)


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
