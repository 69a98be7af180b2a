"""Cells that count detainers at one moment: those there on a day, or at the end of a month."""

from __future__ import annotations

import re
from typing import Final

from config.words import Metric
from monitor.figures import caption_patterns as patterns
from monitor.figures import caption_words as words
from monitor.figures.metric_words import FED
from monitor.figures.page import Cell

_DAY: Final = re.compile(
    r"\W*(?:on |as of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:, "
    r"?(?:19|20)\d\d)?\W*"
)


def stands(cell: Cell) -> bool:
    """Whether detainers are counted at one moment: by a day, or by the nearest line above that says so."""
    if _DAY.fullmatch(cell.label) and not words.flows(cell.head):
        return True
    return not words.flows(f"{cell.head} {cell.label}") and _standing(cell)


def inventory(cell: Cell) -> bool:
    """Whether rows are the authorities for whom people are held now: nothing came in, nothing is dated."""
    first = cell.heads[0] if cell.heads else ""
    near = f"{' '.join(cell.caption.split(chr(10))[-2:])} {cell.group} {first}"
    if not (patterns.AUTHORITY.search(near) or _HOLDERS.search(first)) or not FED.search(cell.label):
        return False
    dated = patterns.PERIOD.fullmatch(f"{cell.head} ") and re.search(r"\d", cell.head)
    return (
        not dated and not patterns.SPAN.search(near) and not words.flows(f"{near} {cell.head} {cell.label}")
    )


_HOLDERS: Final = re.compile(
    r"\b(?:hold types?|types? of hold|kind of hold|hold(?:ing)? (?:for|agency|authority)|held for|"
    r"authority|hold)$"
)


def _standing(cell: Cell) -> bool:
    """Whether what stands nearest above counts detainers at one moment."""
    for line in (cell.group, *reversed(cell.caption.split("\n"))):
        found = words.read(line.strip(), False)
        if found.metric is not None:
            return found.metric is Metric.ACTIVE and not spans(line)
    return False


def spans(line: str) -> bool:
    """Whether those with a detainer are counted over a stretch of time, not at one moment."""
    return bool(patterns.SPAN.search(line)) and not patterns.MOMENT.search(line)
