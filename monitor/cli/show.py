"""`show`: a document with its versions, figures and changes; its bytes, or the proof in a zip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import changes as changes_
from monitor.cli import choices, desk
from monitor.cli import figures as figures_
from monitor.cli.desk import ConfigOption, Desk, JsonOption, QuietOption
from monitor.cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from storage.records import Change, Document, Json, ReadFigure, StoredFigure, Version

MAX_LISTED = 200  #: attachments and failed attempts that are listed


def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A document: its number, or its address.")],
    version: Annotated[int | None, typer.Option("--version", min=1, help="Else the newest.")] = None,
    raw: Annotated[
        Path | None, typer.Option("--raw", help="Write the bytes as fetched to this file.")
    ] = None,
    evidence: Annotated[
        Path | None,
        typer.Option("--evidence", help="Write bytes, text, headers, hashes and reading to this zip."),
    ] = None,
    text: Annotated[bool, typer.Option("--text", help="Print the text that was read.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """A document with all its versions, its figures, and what changed in it."""
    opened = desk.desk(config, json=json, quiet=quiet)

    from monitor import files

    for path in (raw, evidence):
        if path is not None:
            files.check(path, force=force)
    with opened.store() as store:
        with store.read() as conn:
            document = choices.document(conn, id_)
            chosen = _chosen(conn, document, version)
            if raw is not None or evidence is not None:
                _write(opened, conn, document, chosen, raw, evidence, force=force)
                return
            if text:
                _print_text(opened, conn, chosen)
                return
            known = _Known(conn, opened, document, chosen)
        entries = changes_.told(store, known.changes, opened.settings)
    _print(opened, known, entries)


class _Known:
    """All that is shown of a document, read in one snapshot."""

    def __init__(self, conn: Connection, opened: Desk, document: Document, chosen: Version | None) -> None:
        from monitor import citation
        from storage import documents, findings

        self.document = document
        self.versions = documents.versions(conn, document.id)
        self.chosen = chosen
        self.sources = documents.sources_of(conn, document.id)
        self.children = documents.children(conn, document.id)[:MAX_LISTED]
        self.fetches = documents.recent_fetches(conn, document.id)
        self.changes: Sequence[Change] = findings.changes_of_document(conn, document.id)
        self.figures = stored_figures(document, chosen, findings.figures(conn, chosen.id)) if chosen else []
        self.names = opened.names({document.id: document})
        self.cited = [citation.cited(each, chosen, self.names) for each in self.figures] if chosen else []


def stored_figures(document: Document, version: Version, read: Sequence[ReadFigure]) -> list[StoredFigure]:
    """The readings of one version, with what is needed to cite them."""
    from storage.records import StoredFigure

    return [
        StoredFigure(
            id=each.id or 0,
            figure=each.figure,
            fate=each.fate,
            version_id=version.id,
            document_id=document.id,
            read_by=version.read_by or "",
            at=version.at,
            url=document.url,
            title=document.title,
            published_on=document.published_on,
        )
        for each in read
    ]


def _chosen(conn: Connection, document: Document, number: int | None) -> Version | None:
    from storage import documents

    kept = documents.versions(conn, document.id)
    if not kept and number is None:
        return None
    return choices.version(kept, number, "--version")


# --- files ----------------------------------------------------------------------------------------


def _write(
    opened: Desk,
    conn: Connection,
    document: Document,
    version: Version | None,
    raw: Path | None,
    evidence: Path | None,
    *,
    force: bool,
) -> None:
    from storage import documents, quarantine
    from storage.errors import NotKept

    if version is None:
        if raw is None or evidence is not None or not document.quarantined:
            raise NotKept(f"no version of document {document.id} was ever kept")
        _write_bytes(opened, quarantine.raw(conn, document.id), raw, force=force)
        return
    if raw is not None:
        _write_bytes(opened, documents.raw(conn, version.id), raw, force=force)
    if evidence is not None and not _pack(opened, conn, document, version, evidence, force=force):
        opened.out.say(
            "the bytes as fetched are not kept any more: the text, the hashes and the reading are there"
        )
        raise typer.Exit(Exit.NOT_KEPT)


def _write_bytes(opened: Desk, body: bytes, path: Path, *, force: bool) -> None:
    from monitor import files
    from storage import bodies

    with files.whole(path, force=force) as stream:
        stream.write(body)
    opened.out.line(f"{path}: {len(body):,} bytes, SHA-256 {bodies.hash_of(body)}")


def _pack(
    opened: Desk, conn: Connection, document: Document, version: Version, path: Path, *, force: bool
) -> bool:
    """Write the zip; False where the bytes themselves are not kept any more."""
    from monitor import citation, files
    from monitor.evidence import Evidence, pack
    from storage import documents, findings
    from storage.errors import NotKept

    try:
        body: bytes | None = documents.raw(conn, version.id)
    except NotKept:
        body = None
    names = opened.names({document.id: document})
    stored = stored_figures(document, version, findings.figures(conn, version.id))
    packed = Evidence(
        document=document,
        version=version,
        text=documents.text(conn, version.id),
        raw=body,
        figures=[citation.cited(each, version, names) for each in stored],
    )
    with files.whole(path, force=force) as stream:
        pack(packed, stream)
    opened.out.line(f"{path}: version {version.seq} of document {document.id}, SHA-256 {version.raw_hash}")
    return body is not None


def _print_text(opened: Desk, conn: Connection, version: Version | None) -> None:
    from storage import documents
    from storage.errors import NotKept

    if version is None:
        raise NotKept("no version of this document was ever kept")
    text = documents.text(conn, version.id)
    if opened.out.json:
        opened.out.value({"version": version.seq, "sha256": version.text_hash, "text": text})
    else:
        opened.out.line(text.replace("\f", "\n"))


# --- on the screen --------------------------------------------------------------------------------


def _print(opened: Desk, known: _Known, entries: Sequence[dict[str, object]]) -> None:
    out, document = opened.out, known.document
    facts = _facts(known)
    if out.json:
        out.value(
            {
                **facts,
                "sources": known.sources,
                "versions": [_version_json(each) for each in known.versions],
                "version": known.chosen.seq if known.chosen else None,
                "figures": known.cited,
                "changes": entries,
                "attachments": [
                    {"id": each.id, "title": each.title, "url": each.url} for each in known.children
                ],
                "failed_attempts": [
                    {"at": each.at, "verdict": each.verdict.value, "status": each.status, "note": each.note}
                    for each in known.fetches
                ],
            }
        )
        return
    out.heading(document.title or document.url)
    for name, value in facts.items():
        if value not in (None, "", False):
            out.line(f"{name.replace('_', ' ')}: {out.cell(value)}")
    out.line(f"listed by: {', '.join(known.sources) or 'nobody'}")
    _section(
        opened,
        "Versions",
        ("version", "when", "SHA-256 of the bytes", "made by", "state"),
        [(each.seq, each.at, each.raw_hash, each.extractor, each.state.value) for each in known.versions],
    )
    rows = [figures_.line(each, record) for each, record in zip(known.figures, known.cited, strict=True)]
    number = known.chosen.seq if known.chosen else 0
    columns = (*figures_.COLUMNS[:-2], "sentence")
    quotes = [(*row[:-2], each.figure.quote) for row, each in zip(rows, known.figures, strict=True)]
    _section(opened, f"Figures of version {number}", columns, quotes)
    told = [changes_.line(change, entry)[:-1] for change, entry in zip(known.changes, entries, strict=True)]
    _section(opened, "Changes", changes_.COLUMNS[:-1], told)
    _section(
        opened,
        "Attachments",
        ("id", "title", "address"),
        [(each.id, each.title, each.url) for each in known.children],
    )
    _section(
        opened,
        "Attempts that failed",
        ("when", "verdict", "status", "note"),
        [(each.at, each.verdict.value, each.status, each.note) for each in known.fetches],
    )


def _section(opened: Desk, title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    if rows:
        opened.out.line()
        opened.out.heading(title)
        opened.out.table(columns, rows)


def _facts(known: _Known) -> dict[str, object]:
    document, names = known.document, known.names
    return {
        "id": document.id,
        "address": document.url,
        "key": document.key,
        "title": document.title,
        "kind": document.kind.value,
        "publisher": names.party(document.publisher) if document.publisher else "",
        "place": names.place(document.place) if document.place else "",
        "official": document.official,
        "published_on": document.published_on,
        "published_how": document.published_how.value,
        "first_seen_at": document.first_seen_at,
        "part_of": document.parent_id,
        "watch_word": document.relevant,
        "gone_since": document.gone_since,
        "set_aside": document.quarantined,
    }


def _version_json(version: Version) -> dict[str, Json]:
    return {
        "version": version.seq,
        "at": version.at.isoformat(),
        "sha256": version.raw_hash,
        "text_sha256": version.text_hash,
        "media_type": version.media_type,
        "extractor": version.extractor,
        "state": version.state.value,
        "read_by": version.read_by,
        "cut_short": version.cut_short,
    }
