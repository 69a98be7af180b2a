"""`crawl`: visit sources now, or look at one address without storing anything."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import desk
from monitor.cli.desk import ConfigOption, Desk, JsonOption, QuietOption
from monitor.cli.exits import Exit
from monitor.errors import UnknownId

if TYPE_CHECKING:
    from config.catalogue import SourceEntry
    from crawler.extract.pool import ExtractionPool
    from crawler.middleware.manners import Manners
    from crawler.run import RunReport
    from monitor.cli.progress import Bars
    from storage.database import Store
    from storage.tallies import RunTally

COLUMNS = (
    "source",
    "outcome",
    "listed",
    "fetched",
    "unchanged",
    "versions",
    "figures",
    "changes",
    "failed",
    "why",
)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How to visit, as it was asked for."""

    recheck: bool = False
    unconditional: bool = False
    dry_run: bool = False
    wait: timedelta = timedelta(seconds=30)


@dataclass
class Visits:
    """What became of each source: a report, or `held`: another process was at it for the whole wait."""

    reports: list[RunReport] = field(default_factory=list)
    held: dict[str, str] = field(default_factory=dict)


def crawl(
    sources: Annotated[list[str] | None, typer.Argument(help="Source ids.", metavar="[SOURCE]...")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every source of the configuration.")] = False,
    url: Annotated[
        str | None, typer.Option("--url", help="Read one address and print it; nothing is stored.")
    ] = None,
    allow: Annotated[
        list[str] | None, typer.Option("--allow", help="With --url: HOST:PORT that may be a private address.")
    ] = None,
    recheck: Annotated[bool, typer.Option("--recheck", help="Known documents too, due or not.")] = False,
    unconditional: Annotated[
        bool, typer.Option("--unconditional", help="Without validators and gates: fetch and read all again.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Fetch and count; store nothing.")] = False,
    wait: Annotated[
        str, typer.Option("--wait", help="How long to wait for a source that is being crawled.")
    ] = "30s",
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Visit sources now, due or not, and say what came of each.

    Beside a running daemon the daemon compares and delivers; without one this command does.
    """
    opened = desk.desk(config, json=json, quiet=quiet, secrets=True)
    if url is not None:
        from monitor.cli import look

        look.look(opened, url, tuple(allow or ()))
        return
    chosen = _chosen(opened, sources or [], all_)
    wish = Wish(recheck=recheck, unconditional=unconditional, dry_run=dry_run, wait=_span(wait))
    visits, tallies = _crawl(opened, chosen, wish)
    _print(opened, visits, tallies)
    if visits.held:
        raise typer.Exit(Exit.ELSEWHERE)
    if any(report.outcome.value != "complete" for report in visits.reports):
        raise typer.Exit(Exit.ATTENTION)


def _chosen(opened: Desk, ids: Sequence[str], all_: bool) -> list[SourceEntry]:
    known = opened.settings.sources
    if all_ == bool(ids):
        raise typer.BadParameter("name the sources to visit, or say --all", param_hint="SOURCE")
    for id_ in ids:
        if id_ not in known:
            raise UnknownId("source", id_, known)
    return [known[id_] for id_ in dict.fromkeys(ids)] if ids else list(known.values())


def _span(text: str) -> timedelta:
    from config.durations import parse_duration

    try:
        return parse_duration(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--wait") from None


def _crawl(opened: Desk, chosen: Sequence[SourceEntry], wish: Wish) -> tuple[Visits, dict[int, RunTally]]:
    from crawler import loop
    from monitor import health, log
    from monitor.cli.beside import placed
    from storage import tallies

    log.configure(level=30)
    with placed(opened) as place:
        try:
            visits = loop.run(lambda: _visit_all(opened, place.store, chosen, wish))
        except asyncio.CancelledError:  # by Ctrl-C; each run has stored what it had
            raise typer.Exit(Exit.INTERRUPTED) from None
        runs = [report.run_id for report in visits.reports if report.run_id is not None]
        for report in visits.reports if place.ours else ():
            health.after_run(place.store, opened.settings, desk.clock, report)
        place.finish(runs)
        with place.store.read() as conn:
            return visits, tallies.of_runs(conn, runs) if runs else {}


async def _visit_all(opened: Desk, store: Store, chosen: Sequence[SourceEntry], wish: Wish) -> Visits:
    """One visit a host at a time, several hosts side by side; Ctrl-C stops cleanly, a second one at once."""
    import signal

    from crawler.extract.pool import ExtractionPool
    from crawler.middleware.manners import Manners
    from monitor.cli.progress import bars
    from monitor.schedule import CRAWLS_AT_ONCE, host_of

    loop = asyncio.get_running_loop()
    whole = asyncio.current_task()
    assert whole is not None  # noqa: S101
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, _interrupt, whole)
    visits = Visits()
    manners = Manners(clock=desk.clock)
    by_host: dict[str, list[SourceEntry]] = {}
    for source in chosen:
        by_host.setdefault(host_of(source), []).append(source)
    room = asyncio.Semaphore(CRAWLS_AT_ONCE)
    async with ExtractionPool(opened.settings.daemon.workers) as pool:
        with bars(len(chosen), quiet=opened.out.quiet) as progress:

            async def host(sources: Sequence[SourceEntry]) -> None:
                async with room:
                    for source in sources:
                        await _visit(opened, store, source, wish, pool, manners, visits, progress)

            async with asyncio.TaskGroup() as group:
                for sources in by_host.values():
                    group.create_task(host(sources))
    return visits


def _interrupt(whole: asyncio.Task[object]) -> None:
    if whole.cancelling():
        os._exit(int(Exit.INTERRUPTED))
    whole.cancel()


async def _visit(
    opened: Desk,
    store: Store,
    source: SourceEntry,
    wish: Wish,
    pool: ExtractionPool,
    manners: Manners,
    visits: Visits,
    progress: Bars,
) -> None:
    from crawler.errors import SourceHeld
    from crawler.run import crawl as visit

    patience = asyncio.get_running_loop().time() + wish.wait.total_seconds()
    while True:
        try:
            report = await visit(
                source,
                store=store,
                settings=opened.settings,
                pool=pool,
                clock=desk.clock,
                owner=f"crawl on {socket.gethostname()}, process {os.getpid()}",
                manners=manners,
                force=True,
                recheck=wish.recheck,
                unconditional=wish.unconditional,
                dry_run=wish.dry_run,
                progress=lambda counts: progress.advance(source.id, counts),
            )
        except SourceHeld as error:
            if asyncio.get_running_loop().time() >= patience:
                visits.held[source.id] = str(error)
                progress.done(source.id)
                return
            await asyncio.sleep(0.5)
            continue
        visits.reports.append(report)
        progress.done(source.id)
        return


# --- what is shown --------------------------------------------------------------------------------


def _print(opened: Desk, visits: Visits, tallies: Mapping[int, RunTally]) -> None:
    records = [_record(report, tallies.get(report.run_id or 0)) for report in visits.reports]
    records += [
        dict.fromkeys(COLUMNS) | {"source": id_, "outcome": "held", "why": why}
        for id_, why in visits.held.items()
    ]
    records.sort(key=lambda record: str(record["source"]))
    opened.out.rows(COLUMNS, ([record[name] for name in COLUMNS] for record in records), records)


def _record(report: RunReport, tally: RunTally | None) -> dict[str, object]:
    counted = {
        name: report.counts.get(name, 0) for name in ("listed", "fetched", "unchanged", "versions", "failed")
    }
    return {
        "source": report.source_id,
        "outcome": report.outcome.value,
        **counted,
        "figures": tally.figures if tally else 0,
        "changes": tally.changes if tally else 0,
        "why": report.reason,
    }
