"""The daemon: one asyncio process that owns the store; it crawls, finds, delivers, and stops cleanly.

    scheduler ─wakes─> tick ──> crawls (one a host) ──> findings ──> gather, dispatch
                       housekeeping: heartbeat, withdrawals, health, duties, retention

Each loop ends its own errors: one that fails is logged and tried again at the next wake-up, and never
takes the others with it. Only a store that is gone ends the daemon.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from config.settings import Settings
from monitor import housekeeping, log, schedule
from monitor.crawls import Crawls
from monitor.web.health import Meter, Pulse, app
from storage.errors import StoreError, StoreGone, Transient, Unopenable

if TYPE_CHECKING:
    from crawler.extract.pool import ExtractionPool
    from crawler.middleware.manners import Manners
    from crawler.run import RunReport
    from storage.database import Store
    from storage.records import Change

Clock = Callable[[], datetime]
#: reads the configuration again; raises `ConfigMistakes`
Reload = Callable[[], Settings]

FALLBACK: Final = timedelta(
    seconds=5
)  #: findings and deliveries are woken by work; this is for what was missed
WORK_ENDS_WITHIN: Final = timedelta(seconds=15)  #: of the thirty seconds that a stop may take
CUT_WITHIN: Final = timedelta(seconds=4)  #: and what was cancelled then
REFUSALS: Final = 3  #: of the database in a row, in one loop; then it is of no use to go on


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
    stopping: Callable[[bool], None] = lambda _failed: None  #: called when a stop begins
    meter: Meter = field(default_factory=Meter)

    def __post_init__(self) -> None:
        self._log = log.logger("daemon")
        self._wakes = schedule.Wakes(("tick", "find", "deliver", "housekeeping"))
        self._crawls = Crawls(self)
        self._stop = asyncio.Event()
        self._told_to_stop = False
        self._fatal: Exception | None = None
        self._find_turn = asyncio.Lock()
        self._deliver_turn = asyncio.Lock()
        self._fetching_stopped: str | None = None
        self._declaring: asyncio.Task[None] | None = None  # held, or asyncio may drop it
        self._pulse = Pulse(started_at=self.clock(), sources=len(self.settings.sources))

    # --- start and stop -----------------------------------------------------------------------

    async def run(self) -> None:
        """Serve until stopped, and clean up whatever happens.

        Raises `PortInUse` before anything has begun, and `StoreError` where the store was lost on the way.
        """
        async with contextlib.AsyncExitStack() as stack:
            stack.push_async_callback(self.pool.close)
            self._signals()
            await self._health_pages(stack)
            await self._take_over()
            loops = [asyncio.create_task(self._loop(name, work), name=name) for name, work in self._work()]
            waker = schedule.scheduler(self._wakes.wake, self._rhythm())
            waker.start()
            self._wakes.wake_all()
            await self._stop.wait()
            waker.shutdown(wait=False)
            await self._wind_down(loops)
        if self._fatal is not None:
            raise self._fatal

    def stop(self) -> None:
        """Begin a clean stop; a second call ends the process at once."""
        if self._told_to_stop:
            os._exit(1)
        self._told_to_stop = True
        self._log.info("daemon.stopping", crawling=len(self._crawls))
        self.stopping(False)
        self._stop.set()

    def _signals(self) -> None:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, self.stop)
        loop.add_signal_handler(signal.SIGHUP, self._take_up_configuration)

    def _work(self) -> Sequence[tuple[str, Callable[[], Awaitable[object]]]]:
        """The loops. With `once`, the last of the ticks does the rest, in order."""
        always: list[tuple[str, Callable[[], Awaitable[object]]]]
        always = [("tick", self._tick), ("find", self._find)]
        return (
            always if self.once else [*always, ("deliver", self._deliver), ("housekeeping", self._keep_house)]
        )

    def _rhythm(self) -> dict[str, timedelta]:
        return {
            "tick": schedule.TICK,
            "find": FALLBACK,
            "deliver": FALLBACK,
            "housekeeping": schedule.HOUSEKEEPING,
        }

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

        try:
            await asyncio.to_thread(declared.declare, self.store, self.settings, self.clock())
        except (StoreGone, Unopenable) as error:
            self._give_up(error)

    async def _wind_down(self, loops: Sequence[asyncio.Task[None]]) -> None:
        """Let what is under way end; what does not is cut: it is unsaid, and done again after a start."""
        self._wakes.wake_all()
        crawls = self._crawls.cancel()
        under_way = {*crawls, *loops}
        _, late = await asyncio.wait(under_way, timeout=WORK_ENDS_WITHIN.total_seconds())
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=CUT_WITHIN.total_seconds())
        cut = ", ".join(sorted(task.get_name() for task in late))
        self._log.info("daemon.stopped", **({"cut": cut} if cut else {}))

    async def _health_pages(self, stack: contextlib.AsyncExitStack) -> None:
        from monitor.web import server

        listen = self.settings.daemon.listen
        if listen is None or self.once:
            return
        listener = server.bind(listen)
        pages = server.server(
            app(lambda: self._pulse, self.meter, self.clock, listen, lambda: self.settings.web_password)
        )
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
        except Exception:  # a signal's border: whatever is wrong with the file, the old one is good
            self._log.exception("config.kept", note="the configuration could not be read")
            return
        old, self._pulse = self.settings.daemon, self._pulse_now()
        if new.daemon.store != old.store or new.daemon.listen != old.listen:
            self._log.error(
                "config.kept", note="another store or address takes a restart; nothing was taken up"
            )
            return
        if new.daemon.workers != old.workers:
            self._log.warning("config.restart_needed", note="daemon.workers counts from the next start on")
        self.settings = new
        self._declaring = asyncio.create_task(self._taken_up())

    async def _taken_up(self) -> None:
        try:
            await self._declare()
        except Exception:  # the store was busy for very long: the next SIGHUP or start declares again
            self._log.exception("config.not_declared")
            return
        new = self.settings
        self._log.info("config.taken_up", sources=len(new.sources), receivers=len(new.receivers))
        if not self.once:
            self._wakes.wake_all()

    # --- loops --------------------------------------------------------------------------------

    async def _loop(self, name: str, work: Callable[[], Awaitable[object]]) -> None:
        refused = 0
        while not self._stop.is_set():
            await self._wakes.wait(name)
            if self._stop.is_set():
                return
            try:
                await work()
            except (StoreGone, Unopenable) as error:
                self._give_up(error)
            except Transient as error:  # busy, full or unreachable: what was to be written is still to do
                self._log.warning(f"{name}.put_off", reason=str(error))
            except Exception as error:  # a job's border: the loop goes on at its next wake-up
                self._log.exception(f"{name}.failed")
                refused = refused + 1 if type(error) is StoreError else 0
                if self.once or refused >= REFUSALS:
                    self._give_up(error)
            else:
                refused = 0

    def _give_up(self, error: Exception) -> None:
        """The store is of no use any more: say so and end, rather than look alive."""
        if self._fatal is None:
            self._fatal = error
            self._log.critical("daemon.gives_up", reason=str(error))
            self.stopping(True)
        self._stop.set()

    async def _tick(self) -> None:
        from storage import sources

        self._watch_disk()
        now = self.clock()
        due = await self.store.read_async(sources.due, now)
        if self._fetching_stopped is None:
            self._crawls.start(due)
        self._pulse = self._pulse_now(ticked_at=now)
        if self.once and not self._crawls:
            await self._finish_once()

    async def _finish_once(self) -> None:
        """Nothing is due any more: find and deliver what there is, then stop."""
        await self._keep_house()
        await self._find()
        while await self._deliver(settled=True):
            pass
        self._stop.set()

    async def crawled(self, report: RunReport) -> None:
        """What a crawl that ended leads to, besides its versions."""
        from monitor import health

        self.meter.runs.labels(outcome=report.outcome.value).inc()
        self.meter.fetches.inc(report.counts.get("fetched", 0))
        self.meter.versions.inc(report.counts.get("versions", 0))
        self._note(await asyncio.to_thread(health.after_run, self.store, self.settings, self.clock, report))

    def wake(self) -> None:
        """A crawl ended: there may be something to compare, and room for another."""
        self._wakes.wake("find")
        self._wakes.wake("tick")

    def fail(self, error: Exception) -> None:
        """A crawl found the store gone."""
        self._give_up(error)

    async def _find(self) -> None:
        from monitor import findings

        async with self._find_turn:
            done = await asyncio.to_thread(
                findings.process_pending,
                self.store,
                self.settings,
                self.clock,
                stopping=lambda: self._told_to_stop or self._fatal is not None,
            )
        for processed in done:
            self._note(processed.changes)
        if done:
            self._wakes.wake("deliver")
            self._wakes.wake("find")

    async def _deliver(self, *, settled: bool = False) -> bool:
        """Send what is due; whether anything was sent. `settled`: what only waits for company goes too."""
        from monitor.deliver import dispatcher

        gather = partial(
            dispatcher.gather,
            self.store,
            self.settings,
            self.clock,
            at_once=settled,
            awake_since=self._pulse.started_at,
        )
        async with self._deliver_turn:
            await asyncio.to_thread(gather)
            sent = await dispatcher.dispatch_due(
                self.store, self.settings, self.clock, self.owner, meanwhile=gather
            )
        for attempt in sent:
            self.meter.attempts.labels(acknowledged=str(attempt.acknowledged).lower()).inc()
        if sent:
            self._wakes.wake("deliver")
        return bool(sent)

    async def _keep_house(self) -> None:
        kept = await asyncio.to_thread(
            housekeeping.keep,
            self.store,
            self.settings,
            self.clock,
            self._fetching_stopped,
            well=self._pulse.alive(self.clock()),
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
        stopped = housekeeping.low_disk(self.store, self.settings)
        if stopped is not None and self._fetching_stopped is None:
            self._log.warning("disk.low", reason=stopped, note="nothing is fetched; alerts still go out")
        elif stopped is None and self._fetching_stopped is not None:
            self._log.warning("disk.enough", note="fetching goes on")
        self._fetching_stopped = stopped

    def _note(self, changes: Sequence[Change]) -> None:
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
