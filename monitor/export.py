"""Tables for spreadsheets and programs, changes as a feed: what others take away, whole and quotable.

CSV and JSON have the rows of one table of `monitor.export_rows`; docs/export.md tells its columns. Rows go
out as they are read, a few hundred at a time: an export of a million needs no more memory than one of a
thousand, and sees one state of the store. In CSV a cell of outside text cannot become a formula (see
`monitor.sheets`); JSON is literal. Saved bytes are never exported.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Final

from config.settings import Settings
from monitor import export_rows, feed, sheets, told
from monitor.deliver import gathering
from monitor.export_forms import Format as Format
from monitor.export_forms import Table as Table
from monitor.export_forms import Wanted as Wanted
from storage import facts, findings
from storage.database import Store
from storage.records import Json

MAX_ENTRIES: Final = 500  #: of a feed; readers ask often
SCHEMA: Final = 1
#: with a byte order mark: without it Excel takes UTF-8 for the code page of its country
CSV_ENCODING: Final = "utf-8-sig"


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """One export that was asked for, and all that a writer of any format needs for it."""

    store: Store
    settings: Settings
    wanted: Wanted
    now: datetime


def write(
    store: Store, settings: Settings, wanted: Wanted, form: Format, stream: BinaryIO, now: datetime
) -> int:
    """Write the export; says how many rows or entries it has."""
    order = Order(store=store, settings=settings, wanted=wanted, now=now)
    return _WRITERS[form](order, stream)


def _csv(order: Order, stream: BinaryIO) -> int:
    columns = export_rows.COLUMNS[order.wanted.table]
    text = io.TextIOWrapper(stream, encoding=CSV_ENCODING, errors="replace", newline="")
    with order.store.read() as conn:
        rows = export_rows.rows(conn, order.settings, order.wanted)
        count = sheets.write(text, columns, ([row[name] for name in columns] for row in rows))
    text.flush()
    text.detach()
    return count


def _json(order: Order, stream: BinaryIO) -> int:
    """One object; its last member is the table, a row a line."""
    columns, count = export_rows.COLUMNS[order.wanted.table], 0
    with order.store.read() as conn:
        head: dict[str, Json] = {
            "schema": SCHEMA,
            "made_at": order.now.isoformat(),
            "store": facts.get(conn, facts.STORE_ID),
            "table": order.wanted.table.value,
        }
        stream.write(_line(head)[:-1] + b', "%s": [' % order.wanted.table.value.encode())
        for row in export_rows.rows(conn, order.settings, order.wanted):
            stream.write((b",\n" if count else b"\n") + _line({name: row[name] for name in columns}))
            count += 1
    stream.write(b"\n]}\n")
    return count


def _line(value: Mapping[str, Json]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def _feed(order: Order, stream: BinaryIO) -> int:
    store, settings, wanted = order.store, order.settings, order.wanted
    with store.read() as conn:
        changes = findings.changes(conn, since=wanted.since, places=wanted.places, limit=MAX_ENTRIES)
        store_id, made_at = facts.get(conn, facts.STORE_ID) or "", facts.get(conn, facts.MADE_AT) or ""
    context = gathering.context(store, changes, settings, order.now)
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


#: a format is one function; a new one needs a line here, its word in `export_forms`, and nothing else
_WRITERS: Final[Mapping[Format, Callable[[Order, BinaryIO], int]]] = {
    Format.CSV: _csv,
    Format.JSON: _json,
    Format.ATOM: _feed,
}
