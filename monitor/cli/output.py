"""What commands print: results on stdout, all else on stderr; tables for people, JSON for programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

#: wide enough that nothing is cut where stdout is a file or a pipe
UNCUT_WIDTH = 10_000

PAGE_WIDTH = 80

#: characters that a column needs on the average to be readable
LEAST_COLUMN = 8

_CONTROL = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029), " ")
_CONTROL |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F), "")


def clean(text: str) -> str:
    """Outside text for a terminal: one line, no escape sequence, no direction override."""
    return text.translate(_CONTROL)


def plain(value: object) -> object:
    """A value as JSON has it: times in ISO with their offset, enums by name, tuples as lists."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return value


@dataclass(frozen=True)
class Output:
    json: bool = False
    quiet: bool = False
    zone: tzinfo = UTC

    def rows(
        self,
        columns: Sequence[str],
        rows: Iterable[Sequence[object]],
        records: Iterable[Mapping[str, object]],
    ) -> None:
        """A listing: a table for people, or with --json one array with a record a row."""
        if self.json:
            self.value([dict(record) for record in records])
        else:
            self.table(columns, rows)

    def value(self, value: object) -> None:
        """One JSON value on stdout."""
        json.dump(plain(value), sys.stdout, ensure_ascii=not speaks_unicode(), indent=2)
        sys.stdout.write("\n")

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Aligned columns on a terminal, tab-separated lines elsewhere. Outside text is cleaned here."""
        cells = [[self.cell(value) for value in row] for row in rows]
        if not sys.stdout.isatty():
            for line in ([*columns], *cells):
                sys.stdout.write("\t".join(line) + "\n")
            return
        console = self.console()
        if console.width < LEAST_COLUMN * len(columns):
            self._blocks(columns, cells)
            return
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for column in columns:
            table.add_column(column, overflow="fold")
        for line in cells:
            table.add_row(*(Text(cell) for cell in line))
        console.print(table)

    def _blocks(self, columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
        """Rows as lines under each other, for a terminal too narrow for columns."""
        for number, line in enumerate(cells):
            if number:
                self.line()
            for column, cell in zip(columns, line, strict=True):
                self.line(f"{column}: {cell}")

    def line(self, text: str = "") -> None:
        """A line of a result, on stdout."""
        sys.stdout.write("\n".join(clean(part) for part in text.split("\n")) + "\n")

    def heading(self, text: str) -> None:
        """A line that stands over others: bold on a terminal."""
        if sys.stdout.isatty():
            from rich.text import Text

            self.console().print(Text(clean(text), style="bold"))
        else:
            self.line(text)

    def say(self, text: str) -> None:
        """A remark, on stderr; silent with --quiet."""
        if not self.quiet:
            complain(text)

    def say_if_cut(self, shown: int, limit: int) -> None:
        if shown >= limit:
            self.say(f"the first {limit:,} are shown; --limit says how many")

    def cell(self, value: object) -> str:
        if value is None:
            return "-"
        if isinstance(value, datetime):
            return value.astimezone(self.zone).strftime("%Y-%m-%d %H:%M %Z")
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int):
            return f"{value:,}"
        return clean(str(value))

    def width(self) -> int:
        """Of what is drawn: that of the terminal, else that of a page."""
        return self.console().width if sys.stdout.isatty() else PAGE_WIDTH

    def coloured(self) -> bool:
        """Whether colours may be used: on a terminal that knows them, unless NO_COLOR says otherwise."""
        dumb = os.environ.get("TERM", "") == "dumb"
        return sys.stdout.isatty() and not dumb and not os.environ.get("NO_COLOR")

    def console(self) -> Console:
        from rich.console import Console

        return Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else UNCUT_WIDTH)


def speaks_unicode() -> bool:
    """Whether every character can be printed; else what is drawn is drawn in ASCII."""
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def ask(question: str) -> bool:
    """Ask a person on stderr; anything but y or yes is no. Raises Refused where nobody can answer."""
    sys.stderr.write(f"{clean(question)} [y/N] ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        from monitor.errors import Refused

        sys.stderr.write("\n")
        raise Refused("nobody is there to answer; say --yes to go ahead without asking")
    return answer.strip().lower() in ("y", "yes")


def complain(text: str) -> None:
    """A line on stderr, whatever --quiet says."""
    sys.stderr.write("\n".join(clean(part) for part in text.split("\n")) + "\n")
