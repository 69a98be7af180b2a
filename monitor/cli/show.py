"""`show`: a document with its versions, figures and changes; its bytes, or the proof in a zip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import changes as changes_
from monitor.cli import choices, desk, show_files, show_page
from monitor.cli.desk import ConfigOption, JsonOption, QuietOption

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.records import Document, Version


def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A document: its number, or its address.")],
    version: Annotated[
        int | None,
        typer.Option("--version", min=1, help="Else the newest; with --evidence else all of them."),
    ] = None,
    raw: Annotated[
        Path | None, typer.Option("--raw", help="Write the bytes as fetched to this file.")
    ] = None,
    evidence: Annotated[
        Path | None,
        typer.Option(
            "--evidence",
            help="Write a zip that anybody can check: bytes, text, headers, hashes, reading, WARC record.",
        ),
    ] = None,
    text: Annotated[bool, typer.Option("--text", help="Print the text that was read.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """A document with all its versions, its figures and what proves each, and what changed in it."""
    opened = desk.desk(config, json=json, quiet=quiet)

    from monitor import files

    for path in (raw, evidence):
        if path is not None:
            files.check(path, force=force)
    with opened.store() as store:
        with store.read() as conn:
            document = choices.document(conn, id_)
            chosen = _chosen(conn, document, version)
            if raw is not None:
                show_files.write_raw(opened, conn, document, chosen, raw, force=force)
            if evidence is not None:
                only = chosen if version is not None else None
                show_files.write_evidence(opened, store, conn, document, only, evidence, force=force)
            if raw is not None or evidence is not None:
                return
            if text:
                _print_text(opened, conn, chosen)
                return
            known = show_page.known(conn, opened, document, chosen)
        entries = changes_.told(store, known.changes, opened.settings)
    if opened.out.json:
        opened.out.value(show_page.as_json(known, entries))
    else:
        show_page.show(opened.out, known, entries)


def _chosen(conn: Connection, document: Document, number: int | None) -> Version | None:
    from storage import documents

    kept = documents.versions(conn, document.id)
    if not kept and number is None:
        return None
    return choices.version(kept, number, "--version")


def _print_text(opened: desk.Desk, conn: Connection, version: Version | None) -> None:
    from storage import documents
    from storage.errors import NotKept

    if version is None:
        raise NotKept("no version of this document was ever kept")
    text = documents.text(conn, version.id)
    if opened.out.json:
        opened.out.value({"version": version.seq, "sha256": version.text_hash, "text": text})
    else:
        opened.out.line(text.replace("\f", "\n"))
