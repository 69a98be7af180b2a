"""What a listing says: entries, newest first, and what was left out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple

from crawler.errors import AddressRefused, one_line
from crawler.net import urls
from crawler.spiders.parse.dates import Published

MAX_TITLE: Final = 500  #: characters; longer ones are body text by mistake
MAX_GUID: Final = 500
MAX_URL: Final = 2000  #: longer addresses are traps or data
_NO_DATE: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One document as a listing names it. Its canonical address tells it apart; `guid` is only a hint."""

    url: str  #: canonical: no tracking, no fragment. This is what is fetched, and the document's key
    title: str = ""
    published: Published | None = None
    guid: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A listing read to its end: each document once, newest first, at most the limit."""

    entries: tuple[Entry, ...] = ()
    skipped: int = 0  #: no usable address, or one outside what this source may name
    beyond: int = 0  #: left out because of a limit
    children: tuple[str, ...] = ()  #: listings that this one names (a sitemap index)


class Candidate(NamedTuple):
    """One naming of a document, as found: nothing of it is checked yet."""

    link: object
    title: object = ""
    published: Published | None = None
    guid: object = ""


NO_LINK: Final = Candidate(None)


def entry(base: str, found: Candidate) -> Entry | None:
    """An entry for a link as found on `base`; None where that is no web address we would ever fetch."""
    url = absolute(base, found.link)
    if url is None:
        return None
    return Entry(
        url=urls.canonical(url),
        title=one_line(found.title, MAX_TITLE) if isinstance(found.title, str) else "",
        published=found.published,
        guid=one_line(found.guid, MAX_GUID) if isinstance(found.guid, str) else "",
    )


def absolute(base: str, link: object) -> str | None:
    """A link as found on the page `base`, as one whole web address; None where it is none."""
    if not isinstance(link, str) or not link.strip() or len(link) > MAX_URL:
        return None
    try:
        return urls.join(base, link)
    except AddressRefused:
        return None


def listing(
    found: Iterable[Candidate],
    *,
    base: str,
    limit: int,
    beyond: int = 0,
    newest_first: bool = True,
    allowed: Callable[[str], bool] = lambda _url: True,
) -> Listing:
    """Each document once (the first naming of a key wins), newest first, at most `limit` of them.

    Entries without a date keep their place in the listing's own order, after the dated ones: a listing
    that gives no dates is taken to be newest first already. What is beyond the limit is not looked at.
    """
    ordered = list(found)
    if newest_first:
        ordered.sort(key=lambda each: each.published.at if each.published else _NO_DATE, reverse=True)
    kept: dict[str, Entry] = {}
    skipped = 0
    for at, each in enumerate(ordered):
        if len(kept) == limit:
            beyond += len(ordered) - at
            break
        made = entry(base, each)
        if made is None or not allowed(made.url):
            skipped += 1
        else:
            kept.setdefault(made.url, made)
    return Listing(entries=tuple(kept.values()), skipped=skipped, beyond=beyond)
