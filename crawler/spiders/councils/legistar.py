"""Legistar: council matters with watch words, their texts and attachments, through the Web API.

What is known of the API, from public code and dated notes (tests make the answers from these shapes):
- A page has at most 1,000 rows and says nothing of more; order by MatterId, read until a page is short.
- MatterLastModifiedUtc misses things: read again from 72 h before the newest stamp seen, and all of it
  once a week. A new attachment need not move the stamp: attachments of matters with watch words are
  listed again for 30 days, and of all on agendas from 14 days back to the future.
- A client that does not exist answers 500 and speaks of LegistarConnectionString; one whose API is
  closed answers 403 with an empty body. Neither is cured by asking again.
- The figures are rarely in the title: they are in the letter, a PDF attachment, often a scan.
- Boston (client `boston`, no token): the Police Commissioner's January letter is a "Report of Public
  Officer"; MatterFile is the docket number, 2025-0128.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Final, cast

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from config.words import DocumentKind, PublishedHow, SourceKind, Verdict
from crawler import gates, verdict
from crawler.extract import sniff
from crawler.spiders.base import AGAIN, LISTING, NEW, SourceSpider, ms_of
from crawler.spiders.councils import answers, matters
from crawler.spiders.councils import legistar_api as api
from crawler.spiders.councils.legistar_api import Client, Row
from crawler.spiders.items import Fetched, Subject
from crawler.verdict import Judged
from storage.records import KnownDocument

AGENDAS_BACK: Final = timedelta(days=14)
SWEEP_EVERY: Final = timedelta(days=7)
MAX_EVENTS: Final = 200  #: agendas looked at in one run


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One matter on its way to a text: what is there so far."""

    subject: Subject
    row: Row
    attachments: tuple[Row, ...] = ()


class LegistarSpider(SourceSpider):
    name = "legistar"
    kind: ClassVar[SourceKind] = SourceKind.LEGISTAR
    document: ClassVar[DocumentKind] = DocumentKind.ATTACHMENT

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._seen: set[int] = set()  # matters that a listing named
        self._newest: datetime | None = None
        self._total = 0

    @property
    def client(self) -> Client:
        return Client.of(self.desk.source.address)

    # --- what to read ---

    async def begin(self) -> AsyncIterator[Request]:
        watermark, swept = await self._moment("watermark"), await self._moment("swept")
        self._newest = watermark
        now = self.desk.now()
        sweep = watermark is None or swept is None or now - swept >= SWEEP_EVERY or not self.desk.may_skip()
        if sweep:
            self.desk.remember("swept", now.isoformat())
        else:
            self._total = int(await self.desk.fact("total") or 0)
            self.desk.listed(self._total)  # a read of what changed lately may well find nothing
        since = None if sweep or watermark is None else watermark - api.OVERLAP
        for at, chosen in enumerate(api.word_filters(self.desk.words, since)):
            yield self._ask_matters(chosen, 0, part=at > 0, count=sweep)
        yield self._ask_events(now - AGENDAS_BACK)

    async def _moment(self, name: str) -> datetime | None:
        try:
            return datetime.fromisoformat(await self.desk.fact(name) or "")
        except ValueError:
            return None

    def _ask(
        self,
        url: str,
        callback: Callable[..., Any],
        errback: Callable[..., Any],
        priority: int = LISTING,
        **facts: Any,
    ) -> Request:
        return Request(
            url,
            headers={"Accept": "application/json"},
            callback=callback,
            errback=errback,
            cb_kwargs=facts,
            priority=priority,
            dont_filter=True,
            meta={"wanted": "json", "permanent": api.PERMANENT},
        )

    def _url(self, path: str, **query: str | int) -> str:
        return self.client.url(path, self.desk.source.token, **query)

    # --- matters by words and date ---

    def _ask_matters(self, chosen: str, page: int, *, part: bool, count: bool) -> Request:
        url = self._url("matters", filter=chosen, orderby="MatterId", top=api.PAGE, skip=page * api.PAGE)
        return self._ask(
            url,
            self.rows_listed,
            self.listing_failed,
            chosen=chosen,
            page=page,
            part=part or page > 0,
            count=count,
        )

    async def rows_listed(
        self, response: Response, chosen: str, page: int, part: bool, count: bool
    ) -> AsyncIterator[Request]:
        found = self._rows(response, "MatterId", part=part)
        if found is None:
            return
        fresh = [row for row in found if self._is_unseen(row)]
        if count:
            self._total += len(fresh)
            self.desk.listed(len(fresh))
            self.desk.remember("total", str(self._total))
        self._raise_watermark(fresh)
        if len(found) >= api.PAGE and fresh:
            if page + 1 < api.MAX_PAGES:
                yield self._ask_matters(chosen, page + 1, part=part, count=count)
            else:
                limit = Judged(
                    verdict=Verdict.TOO_LARGE, note=f"more than {api.MAX_PAGES * api.PAGE} matters"
                )
                self.desk.listing_failed(limit, part=True)
        async for request in self._visit_matters(fresh):
            yield request

    def _is_unseen(self, row: Row) -> bool:
        number = cast(int, row["MatterId"])
        if number in self._seen:
            return False
        self._seen.add(number)
        return True

    def _raise_watermark(self, found: Iterable[Row]) -> None:
        """To the newest stamp seen; kept only when the whole listing was read and stored."""
        stamps = [stamp for row in found if (stamp := api.stamp(row, "MatterLastModifiedUtc"))]
        newest = max([*stamps, *([self._newest] if self._newest else [])], default=None)
        if newest is not None:
            self._newest = min(newest, self.desk.now().astimezone(UTC))
            self.desk.remember("watermark", self._newest.isoformat())

    async def _visit_matters(self, found: list[Row]) -> AsyncIterator[Request]:
        """Requests for matters that are new, changed or due; the others are only seen."""
        newest_first = sorted(found, key=lambda row: cast(int, row["MatterId"]), reverse=True)
        subjects = {(subject := self._subject(row)).key: (subject, row) for row in newest_first}
        fresh = [key for key in subjects if not self._is_asked(key)]
        known = await self.desk.known(fresh)
        idle: list[Subject] = []
        later: list[Subject] = []
        for key in fresh:
            subject, row = subjects[key]
            before = known.get(key)
            if before is None or before.last_checked_at is None:
                if self._may_add():
                    yield self._ask_attachments(Reading(subject=subject.seen_before(before), row=row))
                else:
                    later.append(subject)
            elif self._moved(before, row) or self.desk.wants(before):
                looked = subject.seen_before(before, full=self.desk.is_full(before))
                yield self._ask_attachments(Reading(subject=looked, row=row))
            else:
                idle.append(subject)
        await self.desk.sighted(idle)
        await self.desk.sighted(later, later=True)

    def _subject(self, row: Row) -> Subject:
        number = cast(int, row["MatterId"])
        day = matters.filed_on(row)
        return Subject(
            key=matters.matter_key(self.client, number),
            url=self.client.page_for_people(number),
            kind=DocumentKind.MATTER,
            title=matters.title_of(row),
            published_on=day,
            published_how=PublishedHow.STATED if day else PublishedHow.UNKNOWN,
            keep_all=True,
        )

    @staticmethod
    def _moved(before: KnownDocument, row: Row) -> bool:
        """Whether the row was written since: its RowVersion is kept where a page has its ETag."""
        return before.etag != row_version(row)

    # --- agendas ---

    def _ask_events(self, since: datetime) -> Request:
        chosen = f"EventDate ge {api.moment(since.replace(hour=0, minute=0, second=0))}"
        url = self._url("events", filter=chosen, orderby="EventId", top=api.PAGE, skip=0)
        return self._ask(url, self.events_listed, self.listing_failed, part=True)

    async def events_listed(self, response: Response, part: bool) -> AsyncIterator[Request]:
        for row in (self._rows(response, "EventId", part=part) or [])[-MAX_EVENTS:]:
            path = f"events/{row['EventId']}/eventitems"
            url = self.client.plain(path, self.desk.source.token, AgendaNote=1, MinutesNote=1, Attachments=1)
            yield self._ask(url, self.agenda_read, self.listing_failed, part=True)

    async def agenda_read(self, response: Response, part: bool) -> AsyncIterator[Request]:
        """Items with a watch word lead to their matter, whose attachments are listed anew."""
        if api.trouble(response.status, response.body) == api.NO_SUCH_PART:
            return
        for row in self._rows(response, "EventItemId", part=part) or []:
            number = api.number(row, "EventItemMatterId")
            said = "\n".join(value for value in row.values() if isinstance(value, str))
            if number is None or not gates.has_watch_word(said.encode("utf-8", "replace"), self.desk.words):
                continue
            key = matters.matter_key(self.client, number)
            if number not in self._seen and not self._is_asked(key):
                known = (await self.desk.known([key])).get(key)
                if known is None and not self._may_add():
                    continue
                yield self._ask_matter(key, number, known, NEW)

    # --- one matter ---

    def again(self, known: Any) -> Iterable[Request]:
        number = matters.matter_of(known.key)
        if number is None:
            yield from super().again(known)
        elif not self._is_asked(known.key):
            yield self._ask_matter(known.key, number, known, AGAIN)

    def shaped(self, subject: Subject) -> Subject:
        return replace(subject, keep_all=True)

    def _ask_matter(self, key: str, number: int, known: KnownDocument | None, priority: int) -> Request:
        url = self.client.page_for_people(number)
        full = known is not None and self.desk.is_full(known)
        subject = Subject(key=key, url=url, kind=DocumentKind.MATTER, known=known, full=full, keep_all=True)
        self.desk.asking(subject)
        return self._ask(
            self._url(f"matters/{number}"), self.matter_read, self.failed, priority, subject=subject
        )

    async def matter_read(self, response: Response, subject: Subject) -> AsyncIterator[Request]:
        row = answers.record_of(response)
        if isinstance(row, Judged):
            await self.desk.checked(subject, row, status=response.status, ms=ms_of(response.meta))
            return
        described = self._subject(row).seen_before(subject.known, full=subject.full)
        yield self._ask_attachments(Reading(subject=described, row=row))

    def _ask_attachments(self, reading: Reading) -> Request:
        self.desk.asking(reading.subject)
        url = self._url(f"matters/{reading.row['MatterId']}/attachments")
        return self._ask(url, self.attachments_listed, self.matter_failed, NEW, reading=reading)

    async def attachments_listed(self, response: Response, reading: Reading) -> AsyncIterator[Any]:
        found = answers.rows_of(response, "MatterAttachmentId")
        if isinstance(found, Judged):
            await self._told(reading, found, response)
            return
        reading = replace(reading, attachments=tuple(found))
        known = reading.subject.known
        if (
            known is not None
            and known.text_hash
            and not reading.subject.full
            and not self._moved(known, reading.row)
        ):
            await self._told(reading, Judged(verdict=Verdict.UNCHANGED), response)
        else:
            url = self._url(f"matters/{reading.row['MatterId']}/versions")
            yield self._ask(url, self.versions_listed, self.matter_failed, NEW, reading=reading)
        async for request in self._visit_attachments(reading):
            yield request

    async def versions_listed(self, response: Response, reading: Reading) -> AsyncIterator[Any]:
        trouble = answers.trouble_of(response)
        if trouble is not None and trouble.verdict is not Verdict.MISSING:
            await self._told(reading, trouble, response)
            return
        listed = [] if trouble is not None else answers.value_of(response)
        rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
        key = matters.newest_text_key(rows, api.text(reading.row, "MatterVersion"))
        if key is None:
            yield self._whole(reading, "", response)
        else:
            url = self._url(f"matters/{reading.row['MatterId']}/texts/{key}")
            yield self._ask(url, self.text_read, self.matter_failed, NEW, reading=reading)

    async def text_read(self, response: Response, reading: Reading) -> AsyncIterator[Any]:
        trouble = answers.trouble_of(response)
        if trouble is not None and trouble.verdict is not Verdict.MISSING:
            await self._told(reading, trouble, response)
            return
        value = None if trouble is not None else answers.value_of(response)
        plain = value.get("MatterTextPlain") if isinstance(value, dict) else None
        yield self._whole(reading, plain if isinstance(plain, str) else "", response)

    def _whole(self, reading: Reading, plain: str, response: Response) -> Fetched:
        return Fetched(
            subject=reading.subject,
            at=self.desk.now(),
            body=matters.raw_of(reading.row, plain, reading.attachments),
            media_type=sniff.JSON,
            status=response.status,
            etag=row_version(reading.row),
            ms=ms_of(response.meta),
            text=matters.matter_text(reading.row, plain),
            extractor=matters.EXTRACTOR,
        )

    async def matter_failed(self, failure: Failure) -> None:
        request = cast(Request, failure.request)  # type: ignore[attr-defined]
        reading = cast(Reading, request.cb_kwargs["reading"])
        await self.desk.checked(
            reading.subject, verdict.of_failure(failure), status=None, ms=ms_of(request.meta)
        )

    async def _told(self, reading: Reading, judged: Judged, response: Response) -> None:
        await self.desk.checked(reading.subject, judged, status=response.status, ms=ms_of(response.meta))

    # --- attachments ---

    async def _visit_attachments(self, reading: Reading) -> AsyncIterator[Request]:
        number = cast(int, reading.row["MatterId"])
        papers = {
            matters.attachment_key(self.client, number, paper.id): paper
            for paper in matters.attachments_of(reading.attachments, self.client.base)
        }
        fresh = [key for key in papers if not self._is_asked(key)]
        known = await self.desk.known(fresh)
        idle: list[Subject] = []
        for key in fresh:
            subject = self._paper(key, papers[key], reading)
            before = known.get(key)
            if before is None or self.desk.wants(before) or _changed_since(papers[key], before):
                full = before is not None and self.desk.is_full(before)
                yield self.request_for(
                    subject.seen_before(before, full=full), NEW if before is None else AGAIN
                )
            else:
                idle.append(subject)
        await self.desk.sighted(idle)

    def _paper(self, key: str, paper: matters.Attachment, reading: Reading) -> Subject:
        day = paper.published_on or reading.subject.published_on
        return Subject(
            key=key,
            url=paper.url,
            kind=DocumentKind.ATTACHMENT,
            title=paper.name,
            published_on=day,
            published_how=PublishedHow.LISTED if day else PublishedHow.UNKNOWN,
            parent_key=reading.subject.key,
            keep_all=True,
        )

    def _rows(self, response: Response, key: str, *, part: bool) -> list[Row] | None:
        found = answers.rows_of(response, key)
        if isinstance(found, Judged):
            self.desk.listing_failed(found, part=part)
            return None
        return found


def _changed_since(paper: matters.Attachment, before: KnownDocument) -> bool:
    """Whether we never looked, or the clerk has put another file in its place since we did."""
    looked = before.last_checked_at
    return looked is None or (paper.changed_at is not None and paper.changed_at > looked)


def row_version(row: Row) -> bytes | None:
    """What changes with each write of the row: its RowVersion, else the stamp of its last change."""
    mark = row.get("MatterRowVersion") or row.get("MatterLastModifiedUtc")
    return mark[:200].encode("utf-8", "replace") if isinstance(mark, str) else None
