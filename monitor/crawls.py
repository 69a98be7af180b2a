"""The daemon's crawls under way: which start, how each one's end is told, how all of them stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from config.catalogue import SourceEntry
from config.words import RunOutcome
from monitor import log, schedule
from storage.errors import StoreGone, Transient, Unopenable
from storage.records import SourceRow

if TYPE_CHECKING:
    from crawler.run import RunReport
    from monitor.daemon import Daemon


class Crawls:
    """At most one of each source and of each host, each in a task that ends its own errors."""

    def __init__(self, daemon: Daemon) -> None:
        self._daemon = daemon
        self._running: dict[str, asyncio.Task[None]] = {}
        self._pauses = schedule.Pauses()
        self._visited: set[str] = set()  # with `once`: no source is visited a second time
        self._log = log.logger("crawl")

    def __len__(self) -> int:
        return len(self._running)

    def start(self, due: Sequence[SourceRow]) -> None:
        """Start what is due and has room."""
        resting = self._pauses.resting() | (self._visited if self._daemon.once else set())
        chosen = schedule.choose(due, self._daemon.settings.sources, self._running, resting=resting)
        for source in chosen:
            self._visited.add(source.id)
            task = asyncio.create_task(self._crawl(source), name=f"crawl {source.id}")
            self._running[source.id] = task

    def cancel(self) -> list[asyncio.Task[None]]:
        """Ask all of them to stop; each stores what it has first."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        return tasks

    async def _crawl(self, source: SourceEntry) -> None:
        from crawler.errors import SourceHeld

        try:
            report = await self._visit(source)
            self._tell(report)
            await self._daemon.crawled(report)
            self._pauses.worked(source.id)
        except SourceHeld as error:
            self._pauses.held(source.id)
            self._log.info("crawl.put_off", source=source.id, reason=str(error))
        except (StoreGone, Unopenable) as error:
            self._daemon.fail(error)
        except Transient as error:
            self._pauses.held(source.id)
            self._log.warning("crawl.put_off", source=source.id, reason=str(error))
        except Exception:  # one source's border: the others go on
            self._pauses.broke(source.id)
            self._log.exception("crawl.broke", source=source.id)
        finally:
            self._running.pop(source.id, None)
            self._daemon.wake()

    async def _visit(self, source: SourceEntry) -> RunReport:
        from crawler.run import crawl

        daemon = self._daemon
        return await crawl(
            source,
            store=daemon.store,
            settings=daemon.settings,
            pool=daemon.pool,
            clock=daemon.clock,
            owner=daemon.owner,
            manners=daemon.manners,
        )

    def _tell(self, report: RunReport) -> None:
        """One line a visit; a short one where it brought nothing."""
        if (
            report.outcome is RunOutcome.COMPLETE
            and report.reason is None
            and not report.counts.get("versions")
        ):
            listed = report.counts.get("listed", 0)
            self._log.info("crawl.nothing_new", source=report.source_id, listed=listed)
            return
        failed = report.outcome is RunOutcome.FAILED
        self._log.log(
            logging.WARNING if failed else logging.INFO,
            "crawl.ended",
            source=report.source_id,
            outcome=report.outcome.value,
            **({"reason": report.reason} if report.reason else {}),
            **log.counts(report.counts),
        )
