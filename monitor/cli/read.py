"""`read`: the figures that the reader finds in texts, pages, PDFs or tables; nothing is stored."""

from __future__ import annotations

import json as json_
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import choices, desk
from monitor.cli.desk import ConfigOption, Desk, JsonOption, QuietOption
from monitor.cli.exits import Exit
from monitor.cli.output import complain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from config.catalogue import Catalogue
    from crawler.extract.values import Extracted
    from monitor.figures.context import ReaderContext
    from monitor.names import Names
    from storage.records import Figure, Json

TELL_EVERY = 1000  #: documents between two remarks on how far it is
EXPLAINED = ("at", "number", "taken", "why", "sentence")
COLUMNS = ("value", "what", "who says it", "about", "period", "hand", "certainty", "sentence")


def read(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="txt, html, pdf, csv.")
    ] = None,
    jsonl: Annotated[
        Path | None,
        typer.Option("--jsonl", help="One labelled document a line in (- is stdin), one line out."),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option("--published", help="When it came out: 2026-01-26. Else the document's own date."),
    ] = None,
    publisher: Annotated[
        str | None, typer.Option("--publisher", help="Who issued it: us-ma-boston/police, or a name.")
    ] = None,
    place: Annotated[str | None, typer.Option("--place", help="The place that it is about.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Every number: taken or not, and why.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Read texts, pages, PDFs or tables, and print their figures. Nothing is stored.

    With --jsonl, one line {"id", "figures"} comes out for each document that goes in.
    """
    opened = desk.desk(config, json=json, quiet=quiet)
    if bool(files) == (jsonl is not None):
        raise typer.BadParameter("name files, or one input with --jsonl", param_hint="FILE")
    if jsonl is not None:
        _read_lines(opened, jsonl)
        return
    told = _Told(opened.settings.catalogue, publisher, place, published)
    if not _read_files(opened, files or [], told, explain=explain):
        raise typer.Exit(Exit.ATTENTION)


class _Told:
    """What the options say of the documents."""

    def __init__(
        self, catalogue: Catalogue, publisher: str | None, place: str | None, published: str | None
    ) -> None:
        choices.places(catalogue, [place] if place else None)
        self.catalogue = catalogue
        self.publisher = choices.publisher(catalogue, publisher) if publisher else ""
        self.place = place
        self.published = _day(published)

    def context(self, extracted: Extracted) -> ReaderContext:
        from monitor.figures.context import ReaderContext

        agency = self.catalogue.agency(self.publisher) if self.publisher else None
        party = self.catalogue.parties.get(self.publisher)
        return ReaderContext(
            catalogue=self.catalogue,
            publisher=self.publisher,
            place=self.place or (agency.place if agency else None),
            published=self.published or extracted.published_on,
            official=agency is not None or bool(party and party.public_body),
            title=extracted.title,
        )


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f"{text[:40]!r} is no day, as 2026-01-26", param_hint="--published"
        ) from None


# --- what is found -------------------------------------------------------------------------------


def _read_files(opened: Desk, files: Sequence[Path], told: _Told, *, explain: bool) -> bool:
    """Print what is found file by file, as JSON all in one; whether every file could be read."""
    from monitor.cli.texts import texts

    all_records: list[dict[str, object]] = []
    good = True
    for path, made in texts(files):
        if isinstance(made, str):
            complain(f"{path}: {made}")
            good = False
            continue
        if not made.text:
            complain(f"{path}: {made.note or 'no text'}")
        rows, records = _look(opened, made, told, explain=explain)
        all_records += [{"file": str(path), **record} for record in records]
        if opened.out.json:
            continue
        if len(files) > 1:
            opened.out.heading(str(path))
        opened.out.table(EXPLAINED if explain else COLUMNS, rows)
        if not rows:
            opened.out.say(f"{path}: no figure")
    if opened.out.json:
        opened.out.value(all_records)
    return good


def _look(
    opened: Desk, made: Extracted, told: _Told, *, explain: bool
) -> tuple[list[Sequence[object]], list[dict[str, object]]]:
    from monitor.figures import reader
    from monitor.figures.context import ReaderText

    text, context = ReaderText(made.text), told.context(made)
    if explain:
        from monitor.figures.explain import explain as explained

        seen = explained(text, context)
        rows: list[Sequence[object]] = [
            (each.start, each.number, each.taken, "; ".join(each.why), each.sentence) for each in seen
        ]
        return rows, [
            dict(zip(EXPLAINED, row, strict=True)) | {"why": list(each.why)}
            for row, each in zip(rows, seen, strict=True)
        ]
    from monitor import citation

    names = opened.names()
    found = reader.read(text, context)
    return [_row(figure, names) for figure in found], [
        dict(citation.reading(figure, names)) for figure in found
    ]


def _row(figure: Figure, names: Names) -> Sequence[object]:
    from monitor import citation

    told: dict[str, Json] = citation.reading(figure, names)
    who = told["party_name"]
    return (
        citation.amount(figure),
        f"{told['metric_text']}, part: {figure.subset}" if figure.subset else told["metric_text"],
        f"{who} (“{figure.asserted_text}”)" if figure.asserted_text else who,
        told["agency_name"] or figure.agency_text or told["place_name"],
        told["period"] or None,
        figure.hand.value,
        figure.certainty.value,
        figure.quote,
    )


def _read_lines(opened: Desk, path: Path) -> None:
    from monitor.cli import labelled
    from monitor.figures.labels import read_labelled

    count = 0
    for count, document in enumerate(labelled.documents(path), 1):
        sys.stdout.write(json_.dumps(read_labelled(document, opened.settings.catalogue)) + "\n")
        sys.stdout.flush()
        if count % TELL_EVERY == 0:
            opened.out.say(f"{count:,} documents")
    if not count:
        opened.out.say("no document")
