"""The quotes of a change's two sides, and how sure they are: read from the versions that said them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from storage import documents, findings
from storage.errors import NoSuchRow
from storage.records import Change, Figure, FigureRef, Side

if TYPE_CHECKING:
    from sqlalchemy import Connection


def complete(conn: Connection, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes with a quote, a document and a certainty on each side, as far as they are stored."""
    known: dict[int, dict[FigureRef, Figure]] = {}
    return tuple(
        replace(
            change,
            before=_complete(conn, change.before, known),
            after=_complete(conn, change.after, known),
        )
        for change in changes
    )


def _complete(conn: Connection, side: Side | None, known: dict[int, dict[FigureRef, Figure]]) -> Side | None:
    if side is None or (side.quote and side.document_id):
        return side
    version = side.figure.version
    if version not in known:
        read = findings.figures(conn, version)
        known[version] = {FigureRef(version, each.figure.ordinal): each.figure for each in read}
    figure = known[version].get(side.figure)
    if figure is not None and not side.quote:
        side = replace(side, quote=figure.quote, certainty=figure.certainty)
    return replace(side, document_id=side.document_id or _document(conn, version))


def _document(conn: Connection, version: int) -> int:
    try:
        return documents.version(conn, version).document_id
    except NoSuchRow:
        return 0
