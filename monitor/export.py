"""Tables for spreadsheets, changes as a feed, duties as a calendar: what others take away, quotable.

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
from monitor import export_rows, feed, sheets
from monitor.export_forms import Format as Format
from monitor.export_forms import Table as Table
from monitor.export_forms import Wanted as Wanted
from storage import facts
from storage.database import Store
from storage.records import Json

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
    # what goes into a pipe is read by a program, which may take the mark for a part of the first name
    encoding = CSV_ENCODING if order.wanted.name else "utf-8"
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
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
    from monitor import changes_feed

    made, entries = changes_feed.read(order.store, order.settings, order.wanted, order.now)
    stream.write(feed.atom(made, entries))
    return len(entries)


def _calendar(order: Order, stream: BinaryIO) -> int:
    from monitor import duty_calendar, duty_days

    made, days = duty_days.read(order.store, order.settings, order.wanted, order.now)
    stream.write(duty_calendar.ics(made, days))
    return len(days)


#: a format is one function; a new one needs a line here, its word in `export_forms`, and nothing else
_WRITERS: Final[Mapping[Format, Callable[[Order, BinaryIO], int]]] = {
    Format.CSV: _csv,
    Format.JSON: _json,
    Format.ATOM: _feed,
    Format.ICS: _calendar,
}
