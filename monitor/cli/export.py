"""`export`: a table for a spreadsheet, JSON, or a feed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from config.words import Metric
from monitor.cli import choices, desk
from monitor.cli.desk import ConfigOption, JsonOption, QuietOption, SinceOption
from monitor.export_forms import ENDINGS, TABULAR, Format, Table, Wanted


def export(
    file: Annotated[Path, typer.Argument(help="Where to; its ending says the form unless --format does.")],
    format_: Annotated[
        Format | None, typer.Option("--format", help="A table as csv or json; changes as atom.")
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
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write a table with quote, speaker, address, saved copy and citation in each row; or changes as a feed.

    A CSV cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    opened = desk.desk(config, json=json, quiet=quiet)
    now = desk.clock()
    where = choices.places(opened.settings.catalogue, place)
    after = desk.moment(since, now, opened.out.zone)
    form = format_ or _format_of(file)
    if form not in TABULAR and (table is not Table.FIGURES or metric is not None):
        raise typer.BadParameter(f"{form.value} has no table: leave out --table and --metric")

    from monitor import files
    from monitor.export import write

    files.check(file, force=force)
    with opened.store() as store, files.whole(file, force=force) as stream:
        wanted = Wanted(places=where, metric=metric, since=after, table=table)
        count = write(store, opened.settings, wanted, form, stream, now)
    if json:
        opened.out.value({"file": str(file), "format": form.value, "rows": count})
    else:
        opened.out.line(f"{file}: {count:,} {table.value if form in TABULAR else 'changes'}")


def _format_of(file: Path) -> Format:
    form = ENDINGS.get(file.suffix.lower())
    if form is None:
        endings = ", ".join(ENDINGS)
        raise typer.BadParameter(
            f"{str(file)[:200]!r} has none of the endings {endings}; say --format", param_hint="file"
        )
    return form
