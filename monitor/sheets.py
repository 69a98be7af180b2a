"""CSV that a spreadsheet shows as text and never runs. Pure but for the stream it writes to.

A cell of outside text that begins like a formula gets a leading apostrophe, and so does one that begins
with an apostrophe: take one leading apostrophe away, and the text is back as it was. Our own numbers stay
numbers, a missing value is an empty cell.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import Final, TextIO

#: what makes a spreadsheet calculate, also in the full-width forms that some fold to it
_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_LEADING: Final = ("\t", "\r", "\n", "'", "|", "%")


def write(stream: TextIO, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Header and rows; says how many rows."""
    writer = csv.writer(stream)
    writer.writerow(columns)
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 - counted on purpose
        writer.writerow([cell(value) for value in row])
    return count


def cell(value: object) -> str | int:
    """A value as a cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return value
    text = "; ".join(str(item) for item in value) if isinstance(value, list | tuple) else str(value)
    text = text.replace("\0", "")
    risky = text.startswith(_LEADING) or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if risky else text
