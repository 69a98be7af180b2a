"""`add`: a document that came by mail or by word of mouth, through the same path as all others."""

from __future__ import annotations

import asyncio
import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Hand
from monitor.cli import desk
from monitor.cli.desk import ConfigOption, Desk, JsonOption, QuietOption
from monitor.cli.exits import Exit
from monitor.cli.output import complain
from monitor.errors import Refused, UnknownId

if TYPE_CHECKING:
    from crawler.byhand import About, Added
    from monitor.cli.beside import Place


def add(
    where: Annotated[str, typer.Argument(help="A file, or an address.", metavar="FILE or URL")],
    place: Annotated[str, typer.Option("--place", help="The place it is about, as us-ma-boston.")] = "",
    agency: Annotated[
        str | None, typer.Option("--agency", help="The agency that issued it, as us-ma-boston/police.")
    ] = None,
    publisher: Annotated[
        str | None, typer.Option("--publisher", help="Who published it: an agency or party id, else a name.")
    ] = None,
    published: Annotated[
        datetime | None, typer.Option("--published", formats=["%Y-%m-%d"], help="Its date, as 2026-01-26.")
    ] = None,
    hand: Annotated[
        Hand, typer.Option("--hand", help="first: issued or filed by the party that speaks in it.")
    ] = Hand.SECOND,
    title: Annotated[str, typer.Option("--title", help="A title, where the document has none.")] = "",
    by: Annotated[str, typer.Option("--by", help="Who adds it.")] = "",
    note: Annotated[str, typer.Option("--note", help="Where it comes from.")] = "",
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Read a document, keep it, and tell what it changes."""
    from crawler.byhand import About

    opened = desk.desk(config, json=json, quiet=quiet, secrets=True)
    issuer = publisher or agency or ""
    _check(opened, place, agency, issuer)
    if hand is Hand.FIRST and not issuer:
        raise Refused("a first-hand document has an issuer: say who with --agency or --publisher")
    said = " ".join(part for part in (f"added by {by}." if by else "", note) if part)
    about = About(
        place=place or _place_of(issuer),
        publisher=issuer,
        published=_day(published),
        first_hand=hand is Hand.FIRST,
        title=title,
        note=said,
    )
    added = _add(opened, where, about)
    _tell(opened, added)


def _day(published: datetime | None) -> date | None:
    return published.date() if published else None


def _place_of(issuer: str) -> str:
    return issuer.partition("/")[0] if "/" in issuer else ""


def _check(opened: Desk, place: str, agency: str | None, issuer: str) -> None:
    """Ids that look like ids must be known; a name in words may be any."""
    catalogue = opened.settings.catalogue
    if place and place not in catalogue.places:
        raise UnknownId("place", place, catalogue.places)
    agencies = {known.id for each in catalogue.places.values() for known in each.agencies}
    for id_ in (agency, issuer if "/" in issuer else None):
        if id_ and id_ not in agencies:
            raise UnknownId("agency", id_, agencies)


def _add(opened: Desk, where: str, about: About) -> Added:
    from crawler.errors import CrawlError
    from monitor import log
    from monitor.cli.beside import placed

    log.configure(level=30)
    with placed(opened) as store:
        try:
            added = _stored(opened, where, about, store)
        except CrawlError as error:
            complain(f"{where[:200]}: {error}; nothing was stored")
            raise typer.Exit(Exit.ATTENTION) from None
        except OSError as error:
            raise Refused(f"{where[:200]}: {error.strerror or error}") from None
        store.finish([added.run_id])
        return added


def _stored(opened: Desk, where: str, about: About, at: Place) -> Added:
    from crawler import byhand, loop
    from crawler.extract.pool import ExtractionPool

    address = where.startswith(("http://", "https://"))

    async def once() -> Added:
        async with ExtractionPool(1) as pool:
            return await byhand.add(
                where if address else Path(where),
                about,
                store=at.store,
                settings=opened.settings,
                pool=pool,
                clock=desk.clock,
                owner=f"add, process {os.getpid()}",
            )

    return loop.run(once) if address else asyncio.run(once())


def _tell(opened: Desk, added: Added) -> None:
    from storage import findings

    with opened.store() as store, store.read() as conn:
        version = added.recorded.version_id
        figures = [read.figure for read in findings.figures(conn, version)] if version is not None else []
        changes = [
            change
            for change in findings.changes(conn, quiet_too=True, limit=500)
            if change.run_id == added.run_id
        ]
    if opened.out.json:
        from monitor.cli.look import figure_record

        opened.out.value(
            {
                "document": added.recorded.document_id,
                "version": version,
                "run": added.run_id,
                "figures": [figure_record(figure) for figure in figures],
                "changes": [
                    {"id": change.id, "kind": change.kind.value, "key": change.key} for change in changes
                ],
            }
        )
        return
    from monitor import phrases, wording

    known = "" if version is not None else " (this very text was known already)"
    opened.out.line(f"document {added.recorded.document_id}: {added.seen.title}{known}")
    for figure in figures:
        period = figure.period_label or "no period"
        number = phrases.qualified(figure.value, figure.qualifier, figure.metric)
        opened.out.line(f"  {number} {figure.metric.value}, {period}: “{figure.quote}”")
    names = opened.names()
    for change in changes:
        opened.out.line(f"  {wording.label(change)}: {wording.headline(change, names)}")
    if not figures and version is not None:
        opened.out.line("  no detainer figure was read; `review list` shows what is held")
