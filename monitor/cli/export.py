"""`export`: a table for a spreadsheet, JSON, a feed, a calendar."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from config.words import Metric
from monitor.cli import choices, desk
from monitor.cli.desk import ConfigOption, Desk, JsonOption, QuietOption, SinceOption
from monitor.export_forms import ENDINGS, TABULAR, WHAT, Format, Table, Wanted


def export(
    file: Annotated[
        Path,
        typer.Argument(help="Where to; its ending says the form unless --format does. - is standard output."),
    ],
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="A table as csv or json; changes as atom; duties as ics."),
    ] = None,
    table: Annotated[
        Table,
        typer.Option(
            "--table",
            help="Rows of csv and json: figures of documents, points by party with past values, or disputes.",
        ),
    ] = Table.FIGURES,
    place: Annotated[list[str] | None, typer.Option("--place", help="A place and those below it.")] = None,
    metric: Annotated[Metric | None, typer.Option("--metric", help="What was counted.")] = None,
    since: SinceOption = None,
    quiet_too: Annotated[
        bool,
        typer.Option(
            "--quiet-too", help="atom: also background, baseline, history, and what only the operator hears."
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write a table with quote, speaker, address, saved copy and citation in each row; changes as a feed;
    duties as a calendar.

    A CSV cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    opened = desk.desk(config, json=json, quiet=quiet)
    now = desk.clock()
    where = choices.places(opened.settings.catalogue, place)
    after = desk.moment(since, now, opened.out.zone)
    form = format_ or _format_of(file)
    _check(form, table, quiet_too=quiet_too)

    from monitor.export import write

    wanted = Wanted(
        places=where,
        asked=tuple(place or ()),
        metric=metric,
        since=after,
        table=table,
        quiet_too=quiet_too,
        name=None if _is_output(file) else file.name,
    )
    with opened.store() as store, _stream(file, force=force) as stream:
        count = write(store, opened.settings, wanted, form, stream, now)
    _say(opened, file, form, count, WHAT.get(form, table.value))


def _check(form: Format, table: Table, *, quiet_too: bool) -> None:
    if form not in TABULAR and table is not Table.FIGURES:
        raise typer.BadParameter(f"{form.value} has no table: leave out --table")
    if form is not Format.ATOM and quiet_too:
        raise typer.BadParameter("only a feed has quiet changes: leave out --quiet-too")


def _say(opened: Desk, file: Path, form: Format, count: int, what: str) -> None:
    if _is_output(file):
        opened.out.say(f"{count:,} {what}")
    elif opened.out.json:
        opened.out.value({"file": str(file), "format": form.value, "rows": count})
    else:
        opened.out.line(f"{file}: {count:,} {what}")


def _is_output(file: Path) -> bool:
    return str(file) == "-"


@contextmanager
def _stream(file: Path, *, force: bool) -> Iterator[BinaryIO]:
    """Where the export goes: a file that is whole or not there, or standard output."""
    from monitor import files

    if _is_output(file):
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    with files.whole(file, force=force) as stream:
        yield stream


def _format_of(file: Path) -> Format:
    form = ENDINGS.get(file.suffix.lower())
    if form is None:
        endings = ", ".join(ENDINGS)
        raise typer.BadParameter(
            f"{str(file)[:200]!r} has none of the endings {endings}; say --format", param_hint="file"
        )
    return form
