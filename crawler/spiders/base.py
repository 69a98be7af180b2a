"""What all spiders share: whom they report to, which documents they ask for, and how politely.

A run of a spider: what is due is asked for again, the listing is read, its new documents are fetched
newest first. One document that fails spoils no other; a listing that fails makes the run a failed one.

    scrapy crawl feed -a source=wbur-news      # a run of a configured source, stored
    scrapy crawl feed -a url=https://…         # a try: printed, nothing stored
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Final, Self, cast

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from twisted.python.failure import Failure

from config.words import DocumentKind, SourceKind, Verdict
from crawler import verdict
from crawler.errors import ListingUnreadable
from crawler.spiders.desk import Desk
from crawler.spiders.items import Fetched, Subject
from crawler.spiders.parse.entries import Entry, Listing
from crawler.verdict import Judged

CHUNK: Final = 100  #: entries looked up in the store at once
SKIP_LISTING_FOR: Final = timedelta(hours=20)  #: then a listing is read whole again, validators or not

#: order of requests: the listing, then what is new, then what is looked at again
LISTING, NEW, AGAIN = 20, 10, 0
#: response headers that are kept with a version as evidence: none that says anything about us
EVIDENCE: Final = (
    "date",
    "last-modified",
    "etag",
    "content-type",
    "content-length",
    "content-encoding",
    "content-disposition",
    "content-language",
    "content-location",
    "link",
    "server",
    "via",
    "age",
    "cache-control",
    "expires",
    "x-robots-tag",
)
MAX_HEADER: Final = 1000  #: characters of a header that is kept
MAX_URL: Final = 2000


class SourceSpider(Spider):
    """A spider of one source. `desk` is whom it works for; without one the pipeline finds one."""

    kind: ClassVar[SourceKind]
    document: ClassVar[DocumentKind] = DocumentKind.ARTICLE
    wanted: ClassVar[str] = "document"  #: what an entry may be, as `crawler.verdict` names it

    desk: Desk

    def __init__(self, name: str | None = None, *, desk: Desk | None = None, **options: Any) -> None:
        super().__init__(name, **options)
        self._asked: set[str] = set()  # keys that this run has dealt with
        self._new = 0
        if desk is not None:
            self.desk = desk

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **options: Any) -> Self:
        """As Scrapy makes it; without a desk it is Scrapy's own command that runs us (`crawler.tryout`)."""
        if "desk" not in options:
            from crawler import tryout

            guest = tryout.prepare(cls.kind, options)
            crawler.settings.setdict(tryout.overrides(guest), priority="spider")
            options = {"guest": guest}
        return super().from_crawler(crawler, *args, **options)

    # --- the run ---

    async def start(self) -> AsyncIterator[Any]:
        async for request in self.begin():
            yield request
        for known in await self.desk.due():
            for request in self.again(known):
                yield request

    def begin(self) -> AsyncIterator[Request]:
        """The requests for the listing itself."""
        raise NotImplementedError

    def again(self, known: Any) -> Iterable[Request]:
        """The requests that look at a due document again."""
        if known.key not in self._asked:
            self._asked.add(known.key)
            subject = Subject.again(known).seen_before(known, full=self.desk.is_full(known))
            yield self.request_for(self.shaped(subject), AGAIN)

    def shaped(self, subject: Subject) -> Subject:
        """A place for a spider to say what it knows of all its documents."""
        return subject

    # --- listings ---

    def ask_listing(self, url: str, callback: Callable[..., Any], *, wanted: str, **facts: Any) -> Request:
        return Request(
            url,
            callback=callback,
            errback=self.listing_failed,
            cb_kwargs=facts,
            priority=LISTING,
            dont_filter=True,
            meta={"wanted": wanted},
        )

    async def ask_first_listing(self, url: str, callback: Callable[..., Any], *, wanted: str) -> Request:
        """As `ask_listing`, with the validators that the last whole reading left, while they are fresh."""
        request = self.ask_listing(url, callback, wanted=wanted)
        left = _validators(await self.desk.fact("listing")) if self.desk.may_skip() else {}
        if left.get("url") == url and self._is_fresh(left.get("at")):
            if left.get("etag"):
                request.headers["If-None-Match"] = str(left["etag"]).encode("latin-1")
            if left.get("last_modified"):
                request.headers["If-Modified-Since"] = str(left["last_modified"]).encode("latin-1")
            request.meta["listed before"] = left.get("listed", 0)
        return request

    def _is_fresh(self, stamp: object) -> bool:
        try:
            return self.desk.now() - datetime.fromisoformat(str(stamp)) < SKIP_LISTING_FOR
        except (ValueError, TypeError):
            return False

    def remember_listing(self, response: Response, listed: int) -> None:
        """What `ask_first_listing` will send next time."""
        etag, modified = response.headers.get("ETag"), response.headers.get("Last-Modified")
        left = {
            "url": _asked_url(response),
            "at": self.desk.now().astimezone(UTC).isoformat(),
            "etag": etag.decode("latin-1") if etag else None,
            "last_modified": modified.decode("latin-1") if modified else None,
            "listed": listed,
        }
        self.desk.remember("listing", json.dumps(left))

    def is_readable(self, response: Response, *, part: bool = False) -> bool:
        """Whether an answer to a listing request can be parsed; says so to the desk where it cannot."""
        judged = judged_of(response)
        if judged.verdict is Verdict.OK:
            return True
        if judged.verdict is Verdict.UNCHANGED:
            self.desk.listed(int(response.meta.get("listed before", 0)))
        else:
            self.desk.listing_failed(judged, part=part)
        return False

    def listing_failed(self, failure: Failure) -> None:
        request = cast(Request, failure.request)  # type: ignore[attr-defined]
        self.desk.listing_failed(verdict.of_failure(failure), part=bool(request.cb_kwargs.get("part")))

    async def parsed(
        self, read: Callable[..., Listing], *args: Any, part: bool = False, **options: Any
    ) -> Listing | None:
        """A listing, read in a thread, for it may take a second; None (and told) where it cannot be."""
        try:
            return await asyncio.to_thread(read, *args, **options)
        except ListingUnreadable as error:
            self.desk.listing_failed(Judged(verdict=error.verdict, note=error.note), part=part)
            return None

    # --- documents ---

    async def visit(self, entries: Iterable[Entry]) -> AsyncIterator[Request]:
        """The requests for what a listing names: new documents within the run's limit, and those due."""
        fresh = [entry for entry in entries if not self._is_asked(entry.url)]
        for start in range(0, len(fresh), CHUNK):
            async for request in self._visit(fresh[start : start + CHUNK]):
                yield request

    def _is_asked(self, key: str) -> bool:
        if key in self._asked:
            return True
        self._asked.add(key)
        return False

    async def _visit(self, entries: list[Entry]) -> AsyncIterator[Request]:
        known = await self.desk.known([entry.url for entry in entries])
        seen: list[Subject] = []
        later: list[Subject] = []
        for entry in entries:
            subject = self.shaped(Subject.listed(entry, self.document))
            before = known.get(entry.url)
            if before is not None and before.last_checked_at is not None:
                if self.desk.wants(before):
                    yield self.request_for(subject.seen_before(before, full=self.desk.is_full(before)), AGAIN)
                else:
                    seen.append(subject)
            elif self._may_add():
                yield self.request_for(subject.seen_before(before), NEW)
            else:
                later.append(subject)
        await self.desk.sighted(seen)
        await self.desk.sighted(later, later=True)

    def _may_add(self) -> bool:
        """Whether this run may fetch one more new document; counts it."""
        self._new += 1
        return self._new <= self.desk.room

    def request_for(self, subject: Subject, priority: int = NEW) -> Request:
        """One document, with the validators of its last whole answer, verbatim, unless the look is full."""
        self.desk.asking(subject)
        headers: dict[str, bytes] = {}
        known = subject.known
        if known is not None and not subject.full:
            if known.etag:
                headers["If-None-Match"] = known.etag
            if known.last_modified:
                headers["If-Modified-Since"] = known.last_modified
        return Request(
            subject.url,
            headers=headers,
            callback=self.answered,
            errback=self.failed,
            cb_kwargs={"subject": subject},
            priority=priority,
            dont_filter=True,
            meta={"wanted": self.wanted},
        )

    async def answered(self, response: Response, subject: Subject) -> AsyncIterator[Fetched]:
        """An answer for a document: handed on where it is whole and good, else told to the desk."""
        judged = judged_of(response)
        if judged.verdict is Verdict.OK:
            yield fetched(response, subject, judged, self.desk.now())
        else:
            await self.desk.checked(subject, judged, status=response.status, ms=ms_of(response.meta))

    async def failed(self, failure: Failure) -> None:
        request = cast(Request, failure.request)  # type: ignore[attr-defined]
        subject = request.cb_kwargs["subject"]
        await self.desk.checked(subject, verdict.of_failure(failure), status=None, ms=ms_of(request.meta))


def judged_of(response: Response) -> Judged:
    """The verdict that the middlewares put on an answer."""
    return cast(Judged, response.meta["judged"])


def ms_of(meta: dict[str, Any]) -> int:
    return round(1000 * float(meta.get("download_seconds") or 0))


def fetched(response: Response, subject: Subject, judged: Judged, at: datetime) -> Fetched:
    """The item of a good answer."""
    return Fetched(
        subject=subject,
        at=at,
        body=response.body,
        media_type=judged.media_type,
        charset=charset_of(response),
        headers=evidence(response),
        final_url=final_url(response),
        status=response.status,
        etag=response.headers.get("ETag"),
        last_modified=response.headers.get("Last-Modified"),
        ms=ms_of(response.meta),
    )


def evidence(response: Response) -> dict[str, str]:
    """The headers worth keeping, as they were received before anything was decoded, bounded."""
    received: Headers = response.meta.get("received_headers") or response.headers
    return {
        name: b", ".join(values).decode("latin-1")[:MAX_HEADER]
        for name in EVIDENCE
        if (values := received.getlist(name))
    }


def final_url(response: Response) -> str | None:
    """The address that answered, where it is not the one that was asked."""
    return response.url[:MAX_URL] if response.url != _asked_url(response) else None


def charset_of(response: Response) -> str | None:
    declared = (response.headers.get("Content-Type") or b"").decode("latin-1")
    name = declared.lower().partition("charset=")[2].strip(" \"'").partition(";")[0].strip(" \"'")
    return name[:40] or None


def _asked_url(response: Response) -> str:
    redirected: list[str] = response.meta.get("redirect_urls") or []
    if redirected:
        return redirected[0]
    return response.request.url if response.request is not None else response.url


def _validators(text: str | None) -> dict[str, Any]:
    try:
        value = json.loads(text) if text else {}
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
