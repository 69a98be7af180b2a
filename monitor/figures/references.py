"""Lines that name the line they are a part of by its code: "of (a), with a warrant", "of line 3, men"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from monitor.figures.page import Entry

MAX_LINE: Final = 400  #: characters before a number in which its line may begin
_CODE: Final = r"(?P<code>\(?[a-z]{1,2}\)?(?:\(\d{1,2}\))?|\(?\d{1,2}[a-z]?\)?)"
_OWN: Final = re.compile(rf"\W*(?:(?:line|item|row|question|q)\.? ?)?\(*{_CODE}(?:[.:)\]]+|,)?\s")
_NAMED: Final = re.compile(
    r"\bof (?:the (?:number|persons|people|requests|detainers) (?:in|on|under) |those (?:in|on|under) |"
    r"(?:the )?\d+ in )?"
    rf"(?:(?P<word>line|item|row|question|q)\.? ?#?{_CODE}|{_CODE.replace('code', 'mark')})(?=$|[\s,;:.])"
)


_BASE: Final = re.compile(r"\W*of (?:the |these |those )?(?P<n>\d{1,3}(?:,\d{3})*|\d{4,8})\b")


def resolved(entries: Sequence[Entry], text: str) -> list[Entry]:
    """The entries, each with the line that its label names by code as its parent."""
    lines: dict[tuple[int, str], str] = {}
    rows: dict[int, list[str]] = {}
    values: dict[tuple[int, int], str] = {}
    found: list[Entry] = []
    for entry in entries:
        cell = entry.cell
        table = cell.first if cell.shape == "table" else -1
        named = rows.setdefault(table, [])
        if not named or named[-1] != cell.label:
            named.append(cell.label)
        begin = text.rfind("\n", max(0, entry.start - MAX_LINE), entry.start) + 1
        own = _OWN.match(text[begin : begin + 30].lower()) or _OWN.match(cell.label)
        if own is not None:
            lines[table, _bare(own["code"])] = cell.label
        parent = cell.parent or _parent(cell.label, table, lines, named)
        if not parent and (base := _BASE.match(cell.label)) is not None:
            parent = values.get((table, int(base["n"].replace(",", ""))), "")
        values[table, entry.value.value] = cell.label
        found.append(replace(entry, cell=replace(cell, parent=parent)) if parent != cell.parent else entry)
    return found


def _parent(label: str, table: int, lines: Mapping[tuple[int, str], str], rows: Sequence[str]) -> str:
    """The label of the line above that a label refers to; '' where it refers to none."""
    match = _NAMED.search(label) if "of " in label else None
    if match is None:
        return ""
    code = match["code"] or match["mark"]
    if match["mark"] and not _marked(code):
        return ""
    known = lines.get((table, _bare(code)))
    if known is not None and known != label:
        return known
    at = int(code) if match["word"] and code.isdigit() else 0
    return rows[at - 1] if 0 < at < len(rows) else ""


def _marked(code: str) -> bool:
    """Whether a code that no "line" stands before is one, and no word or number."""
    return "(" in code or ")" in code or (len(code) == 1 and code.isalpha() and code != "a")


def _bare(code: str) -> str:
    return re.sub(r"[^a-z0-9]", "", code)
