"""`check`: every mistake of the configuration at once; with --probe each source is asked once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import ReceiverKind
from monitor.cli import desk
from monitor.cli.desk import ConfigOption, Desk, JsonOption, QuietOption
from monitor.cli.exits import Exit
from monitor.errors import Refused, UnknownId

if TYPE_CHECKING:
    from config.catalogue import SourceEntry
    from config.settings import Settings
    from crawler.run import Probe

PROBES_AT_ONCE = 8


def check(
    probe: Annotated[
        bool, typer.Option("--probe", help="Ask each source once: does it answer, what does it list?")
    ] = False,
    source: Annotated[
        list[str] | None, typer.Option("--source", help="Only this source; may be repeated.")
    ] = None,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Read the configuration whole and name every mistake with its line."""
    opened = desk.desk(config, json=json, quiet=quiet, secrets=True)
    settings = opened.settings
    _check_chats(settings)
    chosen = _chosen(opened, source)
    if probe or source:
        probes = run_probes(opened, chosen)
        print_probes(opened, probes)
        if any(not _answers(each) for each in probes):
            raise typer.Exit(Exit.ATTENTION)
        return
    if json:
        opened.out.value(
            {
                "file": str(settings.path) if settings.path else None,
                "places": list(settings.places),
                "sources": sorted(settings.sources),
                "receivers": sorted(settings.receivers),
                "duties": sorted(settings.duties),
                "warnings": list(settings.warnings),
            }
        )
        return
    where = str(settings.path) if settings.path else "no file: the shipped defaults"
    opened.out.line(
        f"{where}: no mistake. Places: {', '.join(settings.places)}. {len(settings.sources)} sources, "
        f"{len(settings.receivers) or 'no'} receivers, {len(settings.duties)} duties."
    )
    _announce(opened)


def _check_chats(settings: Settings) -> None:
    """Ask the chat library about its addresses: only it knows how each is written. Raises Refused."""
    found = [each for each in settings.receivers.values() if each.kind is ReceiverKind.CHAT]
    if not found:
        return
    from monitor.deliver import chat

    problems = [f"receivers.{each.id}.chat: {why}" for each in found if (why := chat.problem(each))]
    if problems:
        raise Refused("\n".join(problems))


def _announce(opened: Desk) -> None:
    """The reports that are watched for: when each is due next, and where it would appear."""
    from monitor import duty_standing

    for line in duty_standing.announced(opened.settings, desk.clock()):
        opened.out.line(f"  {line}")


def _chosen(opened: Desk, ids: Sequence[str] | None) -> list[SourceEntry]:
    known = opened.settings.sources
    for id_ in ids or ():
        if id_ not in known:
            raise UnknownId("source", id_, known)
    return [known[id_] for id_ in ids] if ids else list(known.values())


def _answers(probe: Probe) -> bool:
    return probe.verdict.value in ("ok", "unchanged")


def run_probes(opened: Desk, sources: Sequence[SourceEntry]) -> list[Probe]:
    """Ask each source once, several side by side; one that breaks does not spoil the others."""
    from crawler import loop
    from crawler.extract.pool import ExtractionPool
    from crawler.middleware.manners import Manners
    from crawler.run import probe
    from monitor import log

    log.configure(level=40)

    async def all_of_them() -> list[Probe]:
        manners = Manners(clock=desk.clock)
        room = asyncio.Semaphore(PROBES_AT_ONCE)
        async with ExtractionPool(opened.settings.daemon.workers) as pool:

            async def one(source: SourceEntry) -> Probe:
                async with room:
                    return await probe(
                        source, settings=opened.settings, pool=pool, clock=desk.clock, manners=manners
                    )

            return list(await asyncio.gather(*(one(source) for source in sources)))

    opened.out.say(f"asking {len(sources)} sources …")
    return loop.run(all_of_them)


def print_probes(opened: Desk, probes: Sequence[Probe]) -> None:
    columns = ("source", "verdict", "items", "newest", "would read", "note")
    rows = [
        (
            each.source_id,
            each.verdict.value,
            each.items,
            each.newest,
            each.would_read[:1] and each.would_read[0],
            each.note,
        )
        for each in probes
    ]
    records = [
        {
            "source": each.source_id,
            "verdict": each.verdict.value,
            "items": each.items,
            "newest": each.newest,
            "would_read": list(each.would_read),
            "note": each.note,
        }
        for each in probes
    ]
    opened.out.rows(columns, ([cell or None for cell in row] for row in rows), records)
