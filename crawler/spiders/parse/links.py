"""Links of a listing page: by CSS selector, or by a shell-style pattern of their addresses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import tzinfo
from functools import lru_cache
from typing import Any, Final

from cssselect import SelectorError
from parsel import Selector

from crawler.errors import ListingUnreadable
from crawler.net import urls
from crawler.spiders.parse.dates import Published, read_date
from crawler.spiders.parse.entries import Candidate, Listing, absolute, listing

MAX_ENTRIES: Final = 500
MAX_LINKS: Final = 20_000  #: links of one page that are looked at


def read_links(
    text: str,
    *,
    url: str,
    zone: tzinfo,
    select: str | None,
    pattern: str | None,
    hosts: Collection[str] = (),
    limit: int = MAX_ENTRIES,
) -> Listing:
    """The documents that a page links to, in the page's own order.

    `select` names links, or parts that hold links; `pattern` must match the whole address (or its
    path). Only the page's own site and `hosts` count. A `<base href>` of the page is honoured.
    """
    page = Selector(text=text, type="html")
    base = absolute(url, page.css("base::attr(href)").get()) or url
    found = _anchors(page, select)
    return listing(
        _candidates(found[:MAX_LINKS], base, pattern, zone),
        base=base,
        limit=limit,
        beyond=max(0, len(found) - MAX_LINKS),
        newest_first=False,
        allowed=lambda link: urls.same_site(link, url) or urls.host_of(link) in hosts,
    )


def matches(address: str, pattern: str | None) -> bool:
    """Whether a shell-style pattern (* and ?) matches the whole address, or its path with the query."""
    if pattern is None:
        return True
    rule = _compiled(pattern)
    return rule.fullmatch(address) is not None or rule.fullmatch(_path(address)) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Each star takes as little as it can and never takes it back, so that matching is quick for any text."""
    first, *rest = [_literal(piece) for piece in re.split(r"\*+", pattern)]
    if not rest:
        return re.compile(first, re.S)
    *middle, last = rest
    return re.compile(first + "".join(f"(?>.*?{piece})" for piece in middle) + ".*" + last, re.S)


def _literal(piece: str) -> str:
    return "".join("." if c == "?" else re.escape(c) for c in piece)


def _path(address: str) -> str:
    rest = address.partition("://")[2]
    return "/" + rest.partition("/")[2]


def _anchors(page: Selector, select: str | None) -> list[Any]:
    if select is None:
        return list(page.css("a[href]"))
    try:
        chosen = page.css(select)
    except (ValueError, SelectorError) as wrong:
        raise ListingUnreadable(f"the selector cannot be read: {wrong}") from None
    anchors: list[Any] = []
    for node in chosen:
        anchors.extend([node] if node.attrib.get("href") else node.css("a[href]"))
    return anchors


def _candidates(anchors: list[Any], base: str, pattern: str | None, zone: tzinfo) -> Iterator[Candidate]:
    """The links of the kind looked for; a mail address or another pattern is no document."""
    for node in anchors:
        link = absolute(base, node.attrib.get("href"))
        if link is not None and matches(link, pattern):
            title = " ".join(node.css("::text").getall()) or node.attrib.get("title", "")
            yield Candidate(link, title, _date_near(node, zone))


def _date_near(node: Any, zone: tzinfo) -> Published | None:
    """A `<time datetime>` in the link, or beside it in the same row or item that holds no other link."""
    for scope in (node, *node.xpath("ancestor::*[self::li or self::tr or self::article][1]")):
        times = scope.css("time[datetime]::attr(datetime)").getall()
        if len(times) == 1:
            return read_date(times[0], zone)
    return None
