"""Rows of a table that add up to another: the one is the total whatever it is called, they are its parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

from monitor.figures.page import Entry

MOST: Final = 400  #: rows of a table in which a sum is looked for
PARTS: Final = 3  #: rows that add up by no accident; two do where more than one column agrees


class Role(StrEnum):
    """What a row is to the rows around it."""

    TOTAL = "total"
    PART = "part"


def roles(entries: Iterable[Entry]) -> dict[tuple[int, int], Role]:
    """The rows that add up and those that they add up to, by the table's first line and the row's number."""
    tables: dict[int, dict[int, dict[int, int]]] = {}
    groups: dict[tuple[int, int], str] = {}
    for entry in entries:
        cell = entry.cell
        if cell.shape != "table":
            continue
        row = tables.setdefault(cell.first, {}).setdefault(cell.row, {})
        row[cell.column] = entry.value.value
        groups[cell.first, cell.row] = cell.group
    found: dict[tuple[int, int], Role] = {}
    for first, rows in tables.items():
        order = sorted(rows)[:MOST]
        for run in _runs(order, [groups[first, n] for n in order]):
            _mark(found, first, run, rows)
        _mark(found, first, order, rows)
    return found


def _runs(order: Sequence[int], named: Sequence[str]) -> list[list[int]]:
    """The rows that stand under one line of words."""
    runs: list[list[int]] = []
    last: str | None = None
    for number, group in zip(order, named, strict=True):
        if group != last:
            runs.append([])
        runs[-1].append(number)
        last = group
    return runs if len(runs) > 1 else []


def _mark(
    found: dict[tuple[int, int], Role], first: int, run: Sequence[int], rows: dict[int, dict[int, int]]
) -> None:
    """The last row, or the first, as the total of the others where every column of it agrees."""
    if len(run) < PARTS:
        return
    for total, parts in ((run[-1], run[:-1]), (run[0], run[1:])):
        if _adds_up(rows[total], [rows[n] for n in parts]):
            found[first, total] = Role.TOTAL
            for number in parts:
                found.setdefault((first, number), Role.PART)
            return


def _adds_up(total: dict[int, int], parts: Sequence[dict[int, int]]) -> bool:
    agreed = 0
    for column, value in total.items():
        own = [row[column] for row in parts if column in row]
        if len(own) < 2:
            continue
        if sum(own) != value:
            return False
        agreed += value > 0 and sum(n > 0 for n in own) > 1
    return agreed > 1 or (agreed == 1 and len(parts) >= PARTS)
