"""What `show` writes to files: the bytes of a version, or the evidence of a document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from monitor.cli.desk import Desk
from monitor.cli.exits import Exit

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.database import Store
    from storage.records import Document, Version


def write_raw(
    opened: Desk, conn: Connection, document: Document, version: Version | None, path: Path, *, force: bool
) -> None:
    """The bytes of a version, else those that no text could be made of. Raises NotKept."""
    from monitor import files
    from storage import bodies, documents, quarantine
    from storage.errors import NotKept

    if version is not None:
        body = documents.raw(conn, version.id)
    elif document.quarantined:
        body = quarantine.raw(conn, document.id)
    else:
        raise NotKept(f"no version of document {document.id} was ever kept")
    with files.whole(path, force=force) as stream:
        stream.write(body)
    opened.out.line(f"{path}: {len(body):,} bytes, SHA-256 {bodies.hash_of(body)}")


def write_evidence(
    opened: Desk,
    store: Store,
    conn: Connection,
    document: Document,
    only: Version | None,
    path: Path,
    *,
    force: bool,
) -> None:
    """The zip, of all versions or of one. Raises NotKept where there is none at all."""
    from monitor import evidence_gathering, files
    from monitor.evidence import pack
    from storage.errors import NotKept

    evidence = evidence_gathering.gather(conn, store, opened.settings, document, only)
    if not evidence.versions:
        raise NotKept(f"no version of document {document.id} was ever kept")
    with files.whole(path, force=force) as stream:
        lost = pack(evidence, stream)
    for kept in evidence.versions:
        version = kept.version
        opened.out.line(
            f"{path}: version {version.seq} of document {document.id}, SHA-256 {version.raw_hash}"
        )
    if lost:
        which = "this version" if only else f"version {', '.join(map(str, lost))}"
        opened.out.say(
            f"the bytes as fetched of {which} are not kept any more: text, hashes and reading are there"
        )
        raise typer.Exit(Exit.NOT_KEPT)
