"""`export`: a table for a spreadsheet, JSON, or a feed."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import choices, desk
from monitor.cli.desk import ConfigOption, JsonOption, QuietOption, SinceOption


class Form(StrEnum):
    CSV = "csv"
    JSON = "json"
    ATOM = "atom"


#: what a file's name says of its form
_ENDINGS = {".csv": Form.CSV, ".json": Form.JSON, ".atom": Form.ATOM, ".xml": Form.ATOM}


def export(
    file: Annotated[Path, typer.Argument(help="Where to; its ending says the form unless --format does.")],
    format_: Annotated[
        Form | None, typer.Option("--format", help="Figures as csv or json; changes as atom.")
    ] = None,
    place: Annotated[list[str] | None, typer.Option("--place", help="A place and those below it.")] = None,
    since: SinceOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write all figures with quote, speaker, address, time and hash, or the changes as a feed.

    A CSV cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    opened = desk.desk(config, json=json, quiet=quiet)
    now = desk.clock()
    where = choices.places(opened.settings.catalogue, place)
    after = desk.moment(since, now, opened.out.zone)
    form = format_ or _form_of(file)

    from monitor import files
    from monitor.export import Format, Wanted, write

    files.check(file, force=force)
    with opened.store() as store, files.whole(file, force=force) as stream:
        wanted = Wanted(places=where, since=after)
        count = write(store, opened.settings, wanted, Format(form.value), stream, now)
    if json:
        opened.out.value({"file": str(file), "format": form.value, "rows": count})
    else:
        opened.out.line(f"{file}: {count:,} {'changes' if form is Form.ATOM else 'figures'}")


def _form_of(file: Path) -> Form:
    form = _ENDINGS.get(file.suffix.lower())
    if form is None:
        endings = ", ".join(_ENDINGS)
        raise typer.BadParameter(
            f"{str(file)[:200]!r} has none of the endings {endings}; say --format", param_hint="file"
        )
    return form
