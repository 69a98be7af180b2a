"""Figures as a table or as JSON, changes as a feed: what others take away, whole and quotable.

CSV and JSON have a row for each figure of the newest version of each document, with the columns of
`monitor.citation`. In CSV a cell of outside text cannot become a formula (see `monitor.sheets`); JSON is
literal. Saved bytes are never exported.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO, Final

from config.settings import Settings
from monitor import citation, feed, sheets, told
from monitor.deliver import gathering
from storage import documents, facts, findings
from storage.database import Store
from storage.records import Json

MAX_ROWS: Final = 1_000_000
MAX_ENTRIES: Final = 500  #: of a feed; readers ask often
SCHEMA: Final = 1


class Format(StrEnum):
    CSV = "csv"
    JSON = "json"
    ATOM = "atom"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What to export: of these places (None: all), since then (None: ever)."""

    places: Sequence[str] | None = None
    since: datetime | None = None


def write(
    store: Store, settings: Settings, wanted: Wanted, form: Format, stream: BinaryIO, now: datetime
) -> int:
    """Write the export; says how many rows or entries it has."""
    if form is Format.ATOM:
        return _feed(store, settings, wanted, stream, now)
    rows = figures(store, settings, wanted)
    if form is Format.CSV:
        text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="")
        sheets.write(text, citation.COLUMNS, ([row[name] for name in citation.COLUMNS] for row in rows))
        text.flush()
        text.detach()
    else:
        with store.read() as conn:
            store_id = facts.get(conn, facts.STORE_ID)
        body = {"schema": SCHEMA, "made_at": now.isoformat(), "store": store_id, "figures": rows}
        stream.write(json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")
    return len(rows)


def figures(store: Store, settings: Settings, wanted: Wanted) -> list[dict[str, Json]]:
    """A row for each figure, newest version first."""
    names = gathering.names(settings)
    with store.read() as conn:
        found = findings.find_figures(conn, place=wanted.places, since=wanted.since, limit=MAX_ROWS)
        versions = {id_: documents.version(conn, id_) for id_ in {each.version_id for each in found}}
    return [citation.cited(each, versions[each.version_id], names) for each in found]


def _feed(store: Store, settings: Settings, wanted: Wanted, stream: BinaryIO, now: datetime) -> int:
    with store.read() as conn:
        changes = findings.changes(conn, since=wanted.since, places=wanted.places, limit=MAX_ENTRIES)
        store_id, made_at = facts.get(conn, facts.STORE_ID) or "", facts.get(conn, facts.MADE_AT) or ""
    context = gathering.context(store, changes, settings, now)
    entries = [
        told.entry(
            told.completed(change, context.evidence), (), context.evidence, context.names, settings.public_url
        )
        for change in changes
    ]
    made = feed.FeedOf(
        store=store_id,
        made_on=made_at[:10],
        title="Detainer Watch: what changed",
        updated=changes[0].at if changes else datetime.fromisoformat(made_at),
        public_url=settings.public_url,
    )
    stream.write(feed.atom(made, entries))
    return len(entries)
