"""One visit to a source, from lease to report; and readings that store nothing.

    report = await crawl(
        source, store=store, settings=settings, pool=pool, clock=clock, owner=me, manners=manners
    )

Needs a running asyncio loop with Twisted's reactor on it: `crawler.loop.run`.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import random
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from scrapy.crawler import Crawler

from config.catalogue import SourceEntry
from config.settings import Settings
from config.words import RunKind, RunOutcome
from crawler import cadence, tryout
from crawler.driving import attend, host_of, made, run_spider
from crawler.errors import AddressRefused, SourceHeld, one_line
from crawler.examine import rules_for
from crawler.extract.pool import ExtractionPool
from crawler.extract.tools import TOOLS
from crawler.middleware.manners import Manners, manners_of
from crawler.net import urls
from crawler.pipeline import Asked, Clock, Progress, RunDesk
from crawler.readings import Probe as Probe
from crawler.readings import look as look
from crawler.readings import probe as probe
from crawler.tryout import Guest, LooseDesk
from storage import documents, facts, hosts, leases, quarantine, sources
from storage.database import Store
from storage.errors import LeaseLost, StoreError
from storage.records import DeclaredSource, HostRow, Run, SourceRow

LIMIT: Final = timedelta(minutes=30)  #: of a whole run; what is not done stays due
LEASE: Final = timedelta(minutes=10)  #: after a kill -9 the source is free again after this
RENEW_EVERY: Final = timedelta(minutes=2)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class RunReport:
    """How a run went. `counts`: listed, fetched, unchanged, versions, failed, skipped, gate_misses …"""

    source_id: str
    run_id: int | None  #: None: nothing was stored, by wish
    outcome: RunOutcome
    counts: Mapping[str, int] = field(default_factory=dict)
    reason: str | None = None
    recorded: bool = True  #: False: a dry run, or its lease was lost and another run does the work


async def crawl(
    source: SourceEntry,
    *,
    store: Store,
    settings: Settings,
    pool: ExtractionPool,
    clock: Clock,
    owner: str,
    manners: Manners,
    force: bool = False,
    recheck: bool = False,
    unconditional: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    limit: timedelta = LIMIT,
) -> RunReport:
    """Visit a source once. The source must be known to the store.

    `force`: due or not. `recheck`: known documents too, due or not. `unconditional`: without validators
    and gates. `dry_run`: read and count, store nothing.

    Raises SourceHeld where it is not due or somebody else is at it. Cancelled, it stops within
    STOP_WITHIN, stores what it has, ends the run as interrupted and raises CancelledError.
    """
    asked = Asked(recheck=recheck, unconditional=unconditional, dry_run=dry_run)
    visit = await Visit.begin(
        source, store=store, settings=settings, extract=pool.extract_or_quarantine, clock=clock, owner=owner,
        manners=manners, asked=asked, force=force or recheck, progress=progress,
    )  # fmt: skip
    try:
        async with visit.renewing():
            await run_spider(made(source, settings, manners), visit.desk, limit)
    except asyncio.CancelledError:
        await visit.end(interrupted=True)
        raise
    except Exception as error:  # a run's border: the source is freed and says what broke
        _log.exception("crawl.broke source=%s", source.id)
        visit.desk.broke(one_line(f"{type(error).__name__}: {error}"))
    return await visit.end()


# --- lease to report --------------------------------------------------------------------------------


class Visit:
    """A run under way: its lease, its desk, its end."""

    def __init__(
        self,
        *,
        run: Run | None,
        row: SourceRow | None,
        desk: RunDesk,
        store: Store,
        clock: Clock,
        owner: str,
        manners: Manners,
    ) -> None:
        self.run = run
        self.desk = desk
        self._row = row
        self._store = store
        self._clock = clock
        self._owner = owner
        self._manners = manners
        self._host = host_of(desk.source)

    @classmethod
    async def begin(
        cls,
        source: SourceEntry,
        *,
        store: Store,
        settings: Settings,
        extract: Callable[..., Awaitable[Any]],
        clock: Clock,
        owner: str,
        manners: Manners,
        asked: Asked,
        force: bool,
        progress: Progress | None = None,
    ) -> Visit:
        """Take the lease, as the last thing that can fail: nothing is left held. Raises SourceHeld."""
        row = await store.read_async(sources.row, source.id)
        for known in await store.read_async(_host_rows, source, clock()):
            manners.load(known)
        run = None
        if not asked.dry_run:
            run = await store.transact_async(_take, source, owner, clock(), force=force)
        desk = RunDesk(
            run=run,
            rules=rules_for(source, settings, row.last_ok_at if row else None),
            store=store,
            extract=extract,
            clock=clock,
            asked=asked,
            progress=progress,
        )
        return cls(run=run, row=row, desk=desk, store=store, clock=clock, owner=owner, manners=manners)

    @contextlib.asynccontextmanager
    async def renewing(self) -> AsyncIterator[None]:
        """Source and host are held for as long as the block lasts."""
        task = asyncio.get_running_loop().create_task(self._renew())
        try:
            yield
        finally:
            task.cancel()

    async def _renew(self) -> None:
        while self.run is not None:
            await asyncio.sleep(RENEW_EVERY.total_seconds())
            try:
                await self._store.transact_async(
                    _hold_on, self.run.id, self._host, self._owner, self._clock()
                )
            except LeaseLost as error:
                self.desk.cut_short(one_line(str(error)))
                self.desk.stop("the lease was lost")
                return
            except StoreError:  # busy or full: the next write or the next renewal says so again
                continue

    async def end(self, *, interrupted: bool = False) -> RunReport:
        """Store what waits, say how it went, give everything back."""
        await self.desk.close()
        outcome, reason = self.desk.outcome()
        if interrupted:
            outcome, reason = RunOutcome.INTERRUPTED, "stopped"
        recorded = self.run is not None
        if self.run is not None:
            recorded = await self._record(self.run, outcome, reason)
            if self.desk.lost_lease or not recorded:
                outcome, reason, recorded = RunOutcome.INTERRUPTED, "another run took the source over", False
        return RunReport(
            source_id=self.desk.source.id,
            run_id=self.run.id if self.run else None,
            outcome=outcome,
            counts=dict(self.desk.counts),
            reason=reason,
            recorded=recorded,
        )

    async def _record(self, run: Run, outcome: RunOutcome, reason: str | None) -> bool:
        kept = self.desk.remembered() if outcome in (RunOutcome.COMPLETE, RunOutcome.PARTIAL) else {}
        # taken here: while the writer's thread is at it, other crawls go on and meet new hosts
        rows = self._manners.rows()
        try:
            await self._store.transact_async(
                self._close, run, outcome, None if reason is None else one_line(reason), kept, rows
            )
        except LeaseLost:
            self._manners.not_kept(rows)
            return False
        except StoreError:
            self._manners.not_kept(rows)
            raise
        return True

    def _close(
        self,
        tx: Any,
        run: Run,
        outcome: RunOutcome,
        reason: str | None,
        kept: Mapping[str, str],
        rows: Sequence[HostRow],
    ) -> None:
        now = self._clock()
        for name, value in kept.items():
            facts.put(tx, name, value)
        sources.end_run(
            tx,
            run.id,
            outcome=outcome,
            counts=dict(self.desk.counts),
            reason=reason,
            next_due_at=self._next_visit(outcome, now),
            now=now,
        )
        hosts.save(tx, rows)
        hosts.release(tx, [self._host], self._owner)

    def _next_visit(self, outcome: RunOutcome, now: datetime) -> datetime | None:
        """An interrupted source stays as due as it was."""
        if outcome is RunOutcome.INTERRUPTED:
            return None
        before = self._row.failures if self._row else 0
        return cadence.next_visit(
            self.desk.source.every,
            failures=before + 1 if outcome is RunOutcome.FAILED else 0,
            retry_after=self.desk.retry_after,
            now=now,
            jitter=random.random(),  # noqa: S311
        )


def _take(tx: Any, source: SourceEntry, owner: str, now: datetime, *, force: bool) -> Run:
    """Lease source and host; SourceHeld undoes what was leased of them."""
    if not hosts.claim(tx, host_of(source), owner, now + LEASE, now):
        raise SourceHeld(f"another process is at the host of {source.id}")
    run = sources.begin_run(
        tx,
        kind=RunKind.CRAWL,
        source_id=source.id,
        owner=owner,
        now=now,
        lease_until=now + LEASE,
        force=force,
    )
    if run is None:
        raise SourceHeld(f"{source.id} is not due, or another run is at it")
    quarantine.another_chance(tx, source.id, TOOLS, now)
    return run


def _hold_on(tx: Any, run_id: int, host: str, owner: str, now: datetime) -> None:
    """Hold source and host for longer; raises LeaseLost where one of them is another's by now."""
    sources.renew(tx, run_id, now + LEASE)
    if not hosts.claim(tx, host, owner, now + LEASE, now):
        raise LeaseLost(f"another process is at {host}")


def _host_rows(conn: Any, source: SourceEntry, now: datetime) -> list[HostRow]:
    """The rows of the hosts that this run will most likely ask."""
    due = documents.due(conn, source.id, now, 500)
    names = {host_of(source)}
    for known in due:
        with contextlib.suppress(AddressRefused):
            names.add(urls.host_of(known.url))
    return hosts.rows(conn, names)


# --- started by Scrapy's own command -----------------------------------------------------------------


@contextlib.asynccontextmanager
async def guest_desk(crawler: Crawler) -> AsyncIterator[RunDesk | LooseDesk]:
    """The desk of `scrapy crawl … -a source=ID` (a whole run, stored) or `-a url=…` (printed)."""
    guest: Guest = crawler.spider.guest  # type: ignore[union-attr]
    async with ExtractionPool(guest.settings.daemon.workers) as pool:
        if guest.stored:
            async with _guest_run(crawler, guest, pool) as desk:
                yield desk
        else:
            loose = LooseDesk(
                rules=rules_for(guest.source, guest.settings),
                extract=pool.extract_or_quarantine,
                clock=tryout.utc_now,
                tell=tryout.print_seen,
            )
            attend(crawler, loose)
            yield loose


@contextlib.asynccontextmanager
async def _guest_run(crawler: Crawler, guest: Guest, pool: ExtractionPool) -> AsyncIterator[RunDesk]:
    now = tryout.utc_now()
    with Store.open(guest.settings.daemon.store, create=True, now=now) as store, leases.own(store):
        store.transact(_declare_if_new, guest)
        visit = await Visit.begin(
            guest.source,
            store=store,
            settings=guest.settings,
            extract=pool.extract_or_quarantine,
            clock=tryout.utc_now,
            owner=f"scrapy on {socket.gethostname()}, process {os.getpid()}",
            manners=manners_of(crawler),
            asked=Asked(),
            force=True,
        )
        attend(crawler, visit.desk)
        async with visit.renewing():
            yield visit.desk
        report = await visit.end()
        tryout.print_report(report.source_id, report.outcome, report.counts, report.reason)


def _declare_if_new(tx: Any, guest: Guest) -> None:
    """A source that the daemon has not met yet; what it already knows is the daemon's to bring up to date."""
    if sources.row(tx, guest.source.id) is None:
        declared = [
            DeclaredSource(id=each.id, config_hash="", formerly=each.formerly, every=each.every)
            for each in guest.settings.sources.values()
        ]
        sources.sync(tx, declared, tryout.utc_now())
