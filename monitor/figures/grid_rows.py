"""The rows of a table as they are read, and the questions of a form that a row asks on from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from monitor.figures.page import PageLine, Parted, Slot


@dataclass
class Row:
    line: PageLine
    slots: list[Slot | None]
    label: str = ""
    group: str = ""
    parent: str = ""
    before: str = ""  #: the first half of a label that was broken over two lines


@dataclass
class Block:
    """The lines of one table: those at its head, and its rows."""

    first: int
    last: int
    parted: Parted
    heads: list[list[Slot]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


#: a label that says nothing without the question above it
_ASKS: Final = re.compile(
    r"\W*(?:[a-z0-9]{1,2}[.)] )?(?:if (?:yes|so|any|applicable)\b[^a-z]*(?:,? ?(?:how many|number|"
    r"state (?:the )?number|give "
    r"(?:the )?number|enter (?:the )?number|indicate (?:the )?number))?|how many|enter (?:the )?number)\W*"
)


def asks(low: str) -> bool:
    """Whether a label asks on: "If yes, how many?"."""
    return bool(low) and _ASKS.fullmatch(low) is not None


def ask(block: Block, cut: Sequence[tuple[PageLine, list[Slot]]]) -> None:
    """Rows that ask on have the question above them put before their label."""
    at = {line.start: n for n, (line, _slots) in enumerate(cut)}
    for row in block.rows:
        n = at.get(row.line.start, 0)
        first = next((s for s in row.slots if s is not None and s.text), None)
        if not n or first is None or not asks(first.low):
            continue
        above = next((s for s in cut[n - 1][1] if s.text.endswith("?")), None)
        if above is not None:
            row.before = above.text
