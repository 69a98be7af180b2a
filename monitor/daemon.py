"""The daemon: one asyncio process that owns the store; it crawls, finds, delivers, and stops cleanly.

    scheduler ─wakes─> tick ──> crawls (one a host) ──> findings ──> gather, dispatch
                       housekeeping: heartbeat, disk, withdrawals, duties, retention

Each loop ends its own errors: one that fails is logged with its traceback and tried again at the next
wake-up, and never takes the others with it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from config.settings import Settings
from monitor import log, schedule
from monitor.web.health import Meter, Pulse, app

if TYPE_CHECKING:
    from crawler.extract.pool import ExtractionPool
    from crawler.middleware.manners import Manners
    from crawler.run import RunReport
    from storage.database import Store
    from storage.records import Change

Clock = Callable[[], datetime]
#: reads the configuration again; raises `ConfigMistakes`
Reload = Callable[[], Settings]

CRAWLS_STOP_WITHIN = timedelta(seconds=15)  #: of the thirty seconds that a stop may take
SENDS_STOP_WITHIN = timedelta(seconds=11)  #: an attempt may take ten

FALLBACK = timedelta(seconds=5)  #: findings and deliveries are woken by work; this is for what was missed


@dataclass
class Daemon:
    """One run of the daemon. `run()` returns when it was told to stop, or with `once` when nothing is due."""

    settings: Settings
    store: Store
    pool: ExtractionPool
    manners: Manners
    clock: Clock
    owner: str
    reload: Reload
    once: bool = False
    meter: Meter = field(default_factory=Meter)

    def __post_init__(self) -> None:
        self._log = log.logger("daemon")
        self._wakes = schedule.Wakes(("tick", "find", "deliver", "housekeeping"))
        self._stopping = asyncio.Event()
        self._crawls: dict[str, asyncio.Task[None]] = {}
        self._finding = False
        self._delivering = False
        self._fetching_stopped: str | None = None
        self._declaring: asyncio.Task[None] | None = None  # held, or asyncio may drop it
        self._pulse = Pulse(
            started_at=self.clock(),
            ticked_at=None,
            crawling=0,
            pending_versions=0,
            due_deliveries=0,
            dead_deliveries=0,
            failing_sources=0,
            sources=len(self.settings.sources),
            fetching_stopped=None,
        )

    # --- start and stop -----------------------------------------------------------------------

    async def run(self) -> None:
        """Serve until stopped. Cleans up whatever happens; raises `PortInUse` before anything has begun."""
        async with contextlib.AsyncExitStack() as stack:
            stack.push_async_callback(self._pool_down)
            await self._health_pages(stack)
            await self._take_over()
            self._signals()
            loops = [
                asyncio.create_task(self._loop(name, work), name=name)
                for name, work in (
                    ("tick", self._tick),
                    ("find", self._find),
                    ("deliver", self._deliver),
                    ("housekeeping", self._keep_house),
                )
            ]
            waker = schedule.scheduler(
                self._wakes.wake,
                {
                    "tick": schedule.TICK,
                    "find": FALLBACK,
                    "deliver": FALLBACK,
                    "housekeeping": schedule.HOUSEKEEPING,
                },
            )
            waker.start()
            for name in ("housekeeping", "tick", "find", "deliver"):
                self._wakes.wake(name)
            await self._stopping.wait()
            waker.shutdown(wait=False)
            await self._wind_down(loops)

    def stop(self) -> None:
        """Begin a clean stop; a second call ends the process at once."""
        if self._stopping.is_set():
            os._exit(1)
        self._log.info("daemon.stopping", crawling=len(self._crawls))
        self._stopping.set()

    def _signals(self) -> None:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, self.stop)
        loop.add_signal_handler(signal.SIGHUP, self._take_up_configuration)

    async def _take_over(self) -> None:
        """What the last owner left: its leases are void, its runs interrupted; then say what is watched."""
        from storage import deliveries, leases, sources

        now = self.clock()
        await self.store.transact_async(leases.free_all)
        await self.store.transact_async(sources.interrupt, now)
        await self.store.transact_async(deliveries.expire_leases, now)
        await self._declare()
        rows = await self.store.read_async(sources.rows)
        due = min((row.next_due_at for row in rows if row.id in self.settings.sources), default=None)
        self._log.info(
            "daemon.started",
            store=self.store.url,
            sources=len(self.settings.sources),
            receivers=len(self.settings.receivers),
            next_due=due.isoformat(timespec="seconds") if due else "never",
        )
        if not self.settings.receivers:
            self._log.info(
                "daemon.no_receiver", note="alerts are printed here; add receivers to have them sent"
            )

    async def _declare(self) -> None:
        from monitor import declared

        await asyncio.to_thread(declared.declare, self.store, self.settings, self.clock())

    async def _wind_down(self, loops: list[asyncio.Task[None]]) -> None:
        crawls = list(self._crawls.values())
        for task in crawls:
            task.cancel()
        if crawls:
            await asyncio.wait(crawls, timeout=CRAWLS_STOP_WITHIN.total_seconds())
        limit = asyncio.get_running_loop().time() + SENDS_STOP_WITHIN.total_seconds()
        while (self._finding or self._delivering) and asyncio.get_running_loop().time() < limit:
            await asyncio.sleep(0.05)
        for task in loops:
            task.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        self._log.info("daemon.stopped", unfinished_crawls=sum(not task.done() for task in crawls))

    async def _pool_down(self) -> None:
        await self.pool.close()

    async def _health_pages(self, stack: contextlib.AsyncExitStack) -> None:
        from monitor.web import server

        listen = self.settings.daemon.listen
        if listen is None or self.once:
            return
        listener = server.bind(listen)
        pages = server.server(app(lambda: self._pulse, self.meter, self.clock, listen.rpartition(":")[0]))
        serving = asyncio.create_task(pages.serve(sockets=[listener]), name="health pages")

        async def down() -> None:
            pages.should_exit = True
            await asyncio.wait([serving], timeout=3)

        stack.push_async_callback(down)

    def _take_up_configuration(self) -> None:
        """SIGHUP: the new configuration if it is good, else the old one and a line for each mistake."""
        from config.errors import ConfigMistakes

        try:
            new = self.reload()
        except ConfigMistakes as error:
            for mistake in error.mistakes:
                self._log.error("config.mistake", mistake=str(mistake))
            self._log.error("config.kept", note="the configuration has mistakes; the old one stays in force")
            return
        if new.daemon.store != self.settings.daemon.store or new.daemon.listen != self.settings.daemon.listen:
            self._log.error(
                "config.kept", note="another store or address takes a restart; nothing was taken up"
            )
            return
        self.settings = new
        self._declaring = asyncio.create_task(self._declare())
        self._log.info("config.taken_up", sources=len(new.sources), receivers=len(new.receivers))

    # --- loops --------------------------------------------------------------------------------

    async def _loop(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        while not self._stopping.is_set():
            await self._wakes.wait(name)
            if self._stopping.is_set():
                return
            try:
                await work()
            except Exception:  # a job's border: the loop goes on at its next wake-up
                self._log.exception(f"{name}.failed")

    async def _tick(self) -> None:
        from storage import sources

        now = self.clock()
        self._pulse = self._pulse_now(ticked_at=now)
        if self._fetching_stopped is None:
            due = await self.store.read_async(sources.due, now)
            for source in schedule.choose(due, self.settings.sources, self._crawls):
                task = asyncio.create_task(self._crawl(source.id), name=f"crawl {source.id}")
                self._crawls[source.id] = task
            if self.once and not due and not self._crawls:
                await self._finish_once()
        elif self.once:
            await self._finish_once()

    async def _finish_once(self) -> None:
        """Nothing is due: find and deliver what there is, then stop."""
        await self._find()
        await self._deliver(settled=True)
        self._stopping.set()

    async def _crawl(self, source_id: str) -> None:
        from crawler.run import crawl

        try:
            report = await crawl(
                self.settings.sources[source_id],
                store=self.store,
                settings=self.settings,
                pool=self.pool,
                clock=self.clock,
                owner=self.owner,
                manners=self.manners,
            )
            await self._crawled(report)
        except asyncio.CancelledError:
            raise
        except Exception:  # one source's border: the others go on
            self._log.exception("crawl.failed", source=source_id)
        finally:
            self._crawls.pop(source_id, None)
            self._wakes.wake("find")
            self._wakes.wake("tick")

    async def _crawled(self, report: RunReport) -> None:
        from monitor import health

        self.meter.runs.labels(outcome=report.outcome.value).inc()
        self.meter.fetches.inc(report.counts.get("fetched", 0))
        self.meter.versions.inc(report.counts.get("versions", 0))
        self._log.info(
            "crawl.ended",
            source=report.source_id,
            outcome=report.outcome.value,
            **({"reason": report.reason} if report.reason else {}),
            **log.counts(report.counts),
        )
        told = await asyncio.to_thread(health.after_run, self.store, self.settings, self.clock, report)
        self._note(told)

    async def _find(self) -> None:
        from monitor import findings

        self._finding = True
        try:
            done = await asyncio.to_thread(findings.process_pending, self.store, self.settings, self.clock)
        finally:
            self._finding = False
        for processed in done:
            self._note(processed.changes)
        if done:
            self._wakes.wake("deliver")
            self._wakes.wake("find")

    async def _deliver(self, *, settled: bool = False) -> None:
        from monitor.deliver import dispatcher

        self._delivering = True
        try:
            await asyncio.to_thread(
                dispatcher.gather, self.store, self.settings, self.clock, at_once=settled or self.once
            )
            sent = await dispatcher.dispatch_due(self.store, self.settings, self.clock, self.owner)
        finally:
            self._delivering = False
        for attempt in sent:
            self.meter.attempts.labels(acknowledged=str(attempt.acknowledged).lower()).inc()

    async def _keep_house(self) -> None:
        from monitor import housekeeping

        self._watch_disk()
        kept = await asyncio.to_thread(
            housekeeping.keep, self.store, self.settings, self.clock, self._fetching_stopped
        )
        self._note(kept.changes)
        tally = kept.tally
        self._pulse = replace(
            self._pulse_now(),
            pending_versions=tally.pending_versions,
            due_deliveries=tally.due_deliveries,
            dead_deliveries=tally.dead_deliveries,
            failing_sources=tally.failing_sources,
        )
        self._wakes.wake("deliver")

    # --- small parts --------------------------------------------------------------------------

    def _watch_disk(self) -> None:
        path = self.store.path
        if path is None:
            return
        free = shutil.disk_usage(path.parent).free
        limit = self.settings.daemon.stop_fetching_below
        stopped = f"only {free // 2**20} MiB free beside the store" if free < limit else None
        if (stopped is None) != (self._fetching_stopped is None):
            event = "disk.low" if stopped else "disk.enough"
            self._log.warning(event, free_mib=free // 2**20, limit_mib=limit // 2**20)
        self._fetching_stopped = stopped

    def _note(self, changes: tuple[Change, ...] | list[Change]) -> None:
        for change in changes:
            self.meter.changes.labels(kind=change.kind.value).inc()
            self._log.info("change", kind=change.kind.value, key=change.key, quiet=change.quiet.value or "no")

    def _pulse_now(self, ticked_at: datetime | None = None) -> Pulse:
        return replace(
            self._pulse,
            ticked_at=ticked_at or self._pulse.ticked_at,
            crawling=len(self._crawls),
            sources=len(self.settings.sources),
            fetching_stopped=self._fetching_stopped,
        )
