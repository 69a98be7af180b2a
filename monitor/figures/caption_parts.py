"""Which cells count only a part of a whole: a charge, a nationality, a district, a kind of form."""

from __future__ import annotations

import re
from typing import Final

from config.words import Metric
from monitor.figures import caption_patterns as patterns
from monitor.figures import caption_words as words
from monitor.figures.page import Cell
from monitor.figures.sums import Role

_NAME: Final = re.compile(
    r"(?:[A-Z][\w.'’&-]*|of|the|and|St\.|de|la|&|\(.*?\)|[A-Z]{2,}|/|-|,|\d+)(?:[ ,/]+|$)"
)


def is_name(cell: Cell) -> bool:
    """Whether a label is a proper name, each of its words with a capital."""
    name = cell.name.strip(" *†:")
    if not name or len(name) > 120 or _NAME.sub("", name + " ").strip():
        return False
    return len(name.split()) > 1 or not re.search(r"(?:ed|ings?|tions?|ments?|ents)$", name.lower())


def split(cell: Cell) -> bool:
    """Whether the rows of a table are said to be parts of one whole: charges, nationalities, districts."""
    for first in _over_names(cell):
        if patterns.SENDER.search(first):
            return True
        if patterns.PART_HEAD.search(first):
            return not patterns.WHOLE_HEAD.search(first)
        if _PLACES.fullmatch(first):
            return False
    lines = cell.caption.split("\n")
    above = [*(lines[:1] if cell.sums == Role.PART else ()), *lines[-2:]]
    return bool(patterns.SPLIT.search(" ".join([*above, cell.group, cell.head, cell.parent])))


_SEX: Final = re.compile(
    r"(?:adult |juvenile )?(?:men|women|males?|females?|juveniles?|adults?|minors|boys|girls)"
)
_PLACES: Final = re.compile(
    r"(?:name of )?(?:count(?:y|ies)|parish(?:es)?|jurisdictions?|agenc(?:y|ies)|sheriffs?)"
)


def of_places(cell: Cell) -> bool:
    """Whether the rows of a table are places or agencies of their own: what some add up to has no place."""
    return any(_PLACES.search(head) for head in _over_names(cell))


def _over_names(cell: Cell) -> list[str]:
    """The heads of the columns of words that name a row: "Code", "Offense"."""
    named = [head for head, text in zip(cell.heads, cell.row_heads, strict=False) if text and head]
    return [*cell.heads[:1], *named[:3]]


#: one of several kinds of paper
_FORM: Final = re.compile(r"\W*(?:form )?(?:i-?)?(?:247|200|203|205)-?[adgnx]?\b")
_ORDINAL: Final = re.compile(r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|\d{1,2}|zone \w+)")


_HOUSES: Final = re.compile(r"\b(?:facilit(?:y|ies)|institutions?|prisons?|locations?|sites?)\b")


def _holds_places(cell: Cell, parent: words.Words) -> bool:
    """Whether the rows below another are places of their own: a state's counties, a total's towns."""
    return (parent.total or parent.place) and not split(cell)


def part(cell: Cell, head: words.Words, label: words.Words, metric: Metric, about: bool) -> str | None:
    """The words that make a cell a part of a whole; None for a whole."""
    if head.part and not label.total and metric is not Metric.COST:
        return cell.head[:120]
    if _SEX.fullmatch(cell.head.strip()):
        return cell.head[:120]
    own = label.metric is not None or patterns.OUT.match(cell.label) is not None
    if cell.parent:
        parent = words.read(cell.parent, about)
        alike = parent.metric is metric
        named = bool(patterns.DETAINER.search(cell.label)) and not patterns.DETAINER.search(cell.parent)
        if own and label.metric is Metric.REQUESTS and (named or (label.strong and not parent.strong)):
            return None
        if not own and (label.place or is_name(cell)) and _holds_places(cell, parent):
            return None
        if not own or (alike and (label.metric is Metric.REQUESTS or label.part or label.named_part)):
            return None if label.neutral else cell.label[:120]
    if label.part:
        return cell.label[:120]
    if re.match(
        r"(?:facility|district|station|precinct|building|charge|nationality|country)\b[: ]", cell.group
    ):
        return cell.group[:120]
    if label.neutral and not label.total and split(cell) and _ORDINAL.fullmatch(cell.label):
        return cell.label[:120]
    if patterns.REST.match(cell.label) and not label.total and not own:
        return cell.label[:120]
    if patterns.HOUSE.search(cell.label) and _HOUSES.search(cell.heads[0] if cell.heads else ""):
        return None if "county" in cell.label else cell.label[:120]
    if cell.sums == Role.PART and split(cell) and _FORM.match(cell.label):
        return cell.label[:120]
    if own or label.neutral or label.total:
        return None
    if label.named_part:
        return (
            cell.label[:120]
            if not re.search(r"\bcount(?:y|ies)\b|\bsheriff|\bparish\b", cell.label)
            else None
        )
    if split(cell):
        return None if re.search(r"\bcounty\b|\bparish\b|, [a-z]{2}$", cell.label) else cell.label[:120]
    return None
