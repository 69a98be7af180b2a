"""The desk of a real run: known documents out of the store, what the spider met into it.

Outcomes are gathered and stored in batches (a hundred, a second, or eight megabytes, whichever comes
first) by transaction 1, in the order in which they came. A run that lost its lease stores nothing more.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from config.catalogue import SourceEntry
from config.settings import MIB
from config.words import RunOutcome, SourceKind, Verdict
from crawler import examine, gates
from crawler.errors import one_line
from crawler.examine import Extract, SourceRules
from crawler.spiders.items import Fetched, Subject
from crawler.verdict import Judged
from storage import documents, facts
from storage.database import Store
from storage.errors import LeaseLost, StoreError
from storage.records import KnownDocument, Recorded, Run, Seen

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

BATCH: Final = 100  #: outcomes in one transaction
BATCH_SECONDS: Final = 1.0  #: an outcome waits no longer than this
BATCH_BYTES: Final = 8 * MIB  #: of fetched bytes held back
MAX_NEW: Final = 200  #: documents fetched for the first time in one run; the rest are due at the next one
MAX_DUE: Final = 500  #: documents looked at again in one run, the longest waiting first

_log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Progress = Callable[[Mapping[str, int]], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """How a run was asked for, where it is not the usual visit."""

    recheck: bool = False  #: known documents too, due or not
    unconditional: bool = False  #: without validators, past the gates
    dry_run: bool = False  #: nothing is stored


class Recorder:
    """Outcomes on their way into the store. `lost` says why it takes no more."""

    def __init__(
        self, store: Store, run_id: int, clock: Clock, recorded: Callable[[Seen, Recorded], None]
    ) -> None:
        self._store = store
        self._run_id = run_id
        self._clock = clock
        self._recorded = recorded
        self._waiting: list[Seen] = []
        self._bytes = 0
        self._turn = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._flushing: set[asyncio.Task[None]] = set()
        self.lost: Exception | None = None
        self.closed = False

    async def put(self, seen: Seen) -> None:
        """Take one outcome; waits while a full batch is stored: the crawl goes at the store's pace."""
        if self.lost is not None or self.closed:
            return
        self._waiting.append(seen)
        self._bytes += _bytes_of(seen)
        if len(self._waiting) >= BATCH or self._bytes >= BATCH_BYTES:
            await self.flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(BATCH_SECONDS, self._flush_soon)

    def _flush_soon(self) -> None:
        self._timer = None
        task = asyncio.get_running_loop().create_task(self.flush())
        self._flushing.add(task)
        task.add_done_callback(self._flushing.discard)

    async def flush(self) -> None:
        """Store what waits. Where that fails it is `lost`, and raises nothing: a timer calls it too."""
        async with self._turn:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            while self._waiting and self.lost is None:
                batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
                self._bytes = sum(map(_bytes_of, self._waiting))
                await self._write(batch)

    async def close(self) -> None:
        """Store what waits, and take nothing more: an answer that comes now came too late."""
        await self.flush()
        self.closed = True

    async def _write(self, batch: list[Seen]) -> None:
        try:
            results = await self._store.transact_async(
                documents.record_seen, self._run_id, batch, self._clock()
            )
        except StoreError as error:
            self.lost = error
            return
        except Exception as error:  # a batch's border: what is not stored must not pass for stored
            _log.exception("crawl.not_stored run=%s", self._run_id)
            self.lost = error
            return
        for seen, recorded in zip(batch, results, strict=True):
            self._recorded(seen, recorded)


def _bytes_of(seen: Seen) -> int:
    return len(seen.version.raw if seen.version is not None else seen.raw)


class RunDesk:
    """`crawler.spiders.desk.Desk` for a run that is stored (or, dry, only counted)."""

    def __init__(
        self,
        *,
        run: Run | None,
        rules: SourceRules,
        store: Store,
        extract: Extract,
        clock: Clock,
        asked: Asked,
        progress: Progress | None = None,
    ) -> None:
        self.rules = rules
        self.run = run
        self.counts: Counter[str] = Counter()
        self.retry_after: timedelta | None = None
        self.stop: Callable[[str], None] = lambda _why: None  #: ends the crawl; set by whoever runs it
        self.ending = False  #: the crawl is being stopped before it is done
        self._store = store
        self._extract = extract
        self._clock = clock
        self._asked = asked
        self._progress = progress
        self._zone = ZoneInfo(rules.zone)
        self._remembered: dict[str, str] = {}
        self._open: dict[str, Subject] = {}
        self._is_read = False
        self._trouble: str | None = None  # why the listing could not be read
        self._missing: str | None = None  # why a part of it could not
        self._cut: str | None = None  # why the crawl was ended early
        self._failures: Counter[str] = Counter()
        self._recorder = (
            Recorder(store, run.id, clock, self._stored) if run is not None and not asked.dry_run else None
        )

    # --- asked by the spider ---

    @property
    def source(self) -> SourceEntry:
        return self.rules.source

    @property
    def zone(self) -> tzinfo:
        return self._zone

    @property
    def words(self) -> tuple[str, ...]:
        return self.rules.words

    @property
    def room(self) -> int:
        return MAX_NEW

    def now(self) -> datetime:
        return self._clock()

    async def known(self, keys: Collection[str]) -> Mapping[str, KnownDocument]:
        found = await self._store.read_async(documents.known, keys) if keys else {}
        return {key: self._given(known) for key, known in found.items()}

    async def due(self) -> Sequence[KnownDocument]:
        due = await self._store.read_async(
            documents.due, self.source.id, self._clock(), MAX_DUE, every=self._asked.recheck
        )
        return [self._given(known) for known in due]

    def _given(self, known: KnownDocument) -> KnownDocument:
        """What is set aside is tried again where a person asks for everything anew."""
        return replace(known, quarantined_by=None) if self._asked.unconditional else known

    async def fact(self, name: str) -> str | None:
        return await self._store.read_async(facts.get, fact_name(self.source.id, name))

    def remember(self, name: str, value: str) -> None:
        self._remembered[fact_name(self.source.id, name)] = value

    def wants(self, known: KnownDocument) -> bool:
        if self._asked.recheck:
            return True
        return known.next_due_at is not None and known.next_due_at <= self._clock()

    def is_full(self, known: KnownDocument) -> bool:
        return self._asked.unconditional or gates.is_full_check(known, self._clock())

    def may_skip(self) -> bool:
        return not (self._asked.recheck or self._asked.unconditional)

    # --- told by the spider ---

    def asking(self, subject: Subject) -> None:
        self._open[subject.key] = subject

    async def sighted(self, subjects: Iterable[Subject], *, later: bool = False) -> None:
        for subject in subjects:
            self.counts["later"] += later
            await self._put(examine.sighting(subject, self.rules, self._clock(), later=later))

    async def checked(self, subject: Subject, judged: Judged, *, status: int | None, ms: int) -> None:
        if self.ending and not judged.good:
            return  # given up because we stop: that says nothing of the document, which stays due
        self._open.pop(subject.key, None)
        self._heed(judged)
        await self._count(examine.check(subject, judged, self.rules, self._clock(), status=status, ms=ms))

    async def fetched(self, item: Fetched) -> None:
        try:
            seen = await examine.examine(item, self.rules, self._extract)
        except Exception as error:  # one document's border: a fault of ours must not cost the others
            _log.exception("crawl.document_failed source=%s", self.source.id)
            said = Judged(verdict=Verdict.UNREADABLE, note=one_line(f"{type(error).__name__}: {error}"))
            seen = examine.check(item.subject, said, self.rules, item.at, status=item.status, ms=item.ms)
        self._open.pop(item.subject.key, None)
        await self._count(seen)

    def listed(self, count: int, *, skipped: int = 0, beyond: int = 0) -> None:
        self._is_read = True
        self.counts.update(listed=count, skipped=skipped, beyond=beyond)

    def listing_failed(self, judged: Judged, *, part: bool = False) -> None:
        if self.ending:
            return
        said = f"{judged.verdict}: {judged.note}" if judged.note else str(judged.verdict)
        self._heed(judged)
        if part:
            self._missing = self._missing or said
        else:
            self._trouble = self._trouble or said

    def _heed(self, judged: Judged) -> None:
        if judged.retry_after is not None:
            self.retry_after = max(judged.retry_after, self.retry_after or timedelta(0))

    def broke(self, said: str) -> None:
        """The spider itself failed over an answer: a fault of ours, which costs that answer only."""
        self.counts["broken"] += 1
        self._missing = self._missing or f"a fault of the spider: {said}"

    # --- counting and storing ---

    async def _count(self, seen: Seen) -> None:
        if seen.verdict in (Verdict.OK, Verdict.UNCHANGED):
            self.counts["fetched"] += 1
            self.counts["unchanged"] += seen.verdict is Verdict.UNCHANGED
            self.counts["gate_misses"] += seen.gate_miss
        else:
            self.counts["failed"] += 1
            self._failures[str(seen.verdict)] += 1
        await self._put(seen)

    async def _put(self, seen: Seen) -> None:
        if self._recorder is None:
            self.counts["versions"] += seen.version is not None
        else:
            await self._recorder.put(seen)
            if self._recorder.lost is not None:
                self.stop("the store takes no more")
        if self._progress is not None:
            self._progress(self.counts)

    def _stored(self, seen: Seen, recorded: Recorded) -> None:
        self.counts["versions"] += recorded.version_id is not None
        self.counts["new"] += recorded.is_new
        self.counts["gone"] += recorded.went
        self.counts["returned"] += recorded.returned

    async def close(self) -> None:
        """Once, when the crawl has ended: store what waits. What was never answered is due at once."""
        unanswered = [subject for subject in self._open.values() if subject.known is None]
        self._open.clear()
        await self.sighted(unanswered, later=True)
        if self._recorder is not None:
            await self._recorder.close()

    @property
    def lost(self) -> Exception | None:
        return self._recorder.lost if self._recorder is not None else None

    @property
    def lost_lease(self) -> bool:
        return isinstance(self.lost, LeaseLost)

    def remembered(self) -> Mapping[str, str]:
        """What is kept for the next run: nothing, unless the listing was read whole."""
        return {} if self._trouble or self._missing or not self._is_read else dict(self._remembered)

    def cut_short(self, why: str) -> None:
        """The crawl was ended before it was done. A listing in several parts may then not be whole."""
        self._cut = why
        if self.source.kind in (SourceKind.SITEMAP, SourceKind.LEGISTAR):
            self._missing = self._missing or why

    def outcome(self) -> tuple[RunOutcome, str | None]:
        """How the run went, and why not better.

        A baseline run whose listing was read whole is complete even where documents failed: what it
        listed is baseline also when it is fetched later, and one dead link must not keep a source in
        baseline for ever.
        """
        if self.lost is not None and not self.lost_lease:
            return RunOutcome.FAILED, f"store: {self.lost}"
        if self._trouble is not None or not self._is_read:
            return (
                RunOutcome.FAILED,
                self._trouble or self._missing or self._cut or "the listing was never answered",
            )
        if self._missing is not None:
            return RunOutcome.PARTIAL, self._missing
        fault = self._cut or (_most(self._failures) if self._failures else None)
        baseline = self.run is not None and self.run.baseline
        return (RunOutcome.COMPLETE if baseline or fault is None else RunOutcome.PARTIAL), fault


def fact_name(source_id: str, name: str) -> str:
    return f"source {source_id} {name}"


def _most(failures: Counter[str]) -> str:
    told = ", ".join(f"{count} {verdict}" for verdict, count in failures.most_common(3))
    return f"documents failed: {told}"


class StorePipeline:
    """Scrapy's part: finds a desk for a spider that came without one, hands items to it, closes it.

    `scrapy crawl feed -a source=ID` and `-a url=…` come here without a desk.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._guests = contextlib.AsyncExitStack()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StorePipeline:
        return cls(crawler)

    async def open_spider(self) -> None:
        spider: Any = self._crawler.spider
        if hasattr(spider, "guest") and not hasattr(spider, "desk"):  # neither: a spider of `scrapy shell`
            from crawler import run  # which imports us: only for a crawl that Scrapy's own command started

            spider.desk = await self._guests.enter_async_context(run.guest_desk(self._crawler))

    async def process_item(self, item: object) -> object:
        if isinstance(item, Fetched):
            spider: Any = self._crawler.spider
            await spider.desk.fetched(item)
        return item

    async def close_spider(self) -> None:
        await self._guests.aclose()
