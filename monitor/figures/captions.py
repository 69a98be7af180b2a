"""What a caption counts: a column's head, the label before a number, a form's line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from config.words import Metric
from monitor.figures import caption_parts as parts
from monitor.figures import caption_patterns as patterns
from monitor.figures import caption_words as words
from monitor.figures import cell_stocks
from monitor.figures.metric_words import FED
from monitor.figures.page import Cell
from monitor.figures.sums import Role


@dataclass(frozen=True, slots=True)
class Verdict:
    metric: Metric | None
    part: str | None = None
    alien: bool = False
    sure: bool = False


def read(cell: Cell) -> Verdict:
    """What a cell counts, by its head, its label and what stands above."""
    around = (
        f"{cell.caption} {cell.peers} {cell.group} {cell.parent} {' '.join(cell.heads)} {cell.head} "
        f"{cell.label}"
    )
    around = around.replace("_", " ")
    if patterns.EVICTION.search(around) or _POPULATION.fullmatch(cell.head) or _everybody(cell):
        return Verdict(None, alien=True)
    about = cell.about or bool(patterns.ABOUT.search(around))
    head, label = words.read(cell.head, about), words.read(cell.label, about)
    if cell.sums == Role.TOTAL and label.metric is None and not label.hard and not parts.of_places(cell):
        label = replace(label, neutral=True, total=True, named_part=False, part=False, alien=False)
    if re.search(r"\b(?:to|by|for|from|with|of)$", cell.head.strip()):
        joint = words.read(f"{cell.head} {cell.label}", about)
        head = replace(head, metric=joint.metric, alien=joint.alien)
    if head.hard or label.hard or (head.alien and label.metric is None):
        return Verdict(None, alien=True)
    split = parts.split(cell)
    if label.alien and head.metric is None and not cell.parent and not split:
        return Verdict(None, alien=True)
    metric, sure = _own(head, label)
    if metric is None and cell.money and (head.neutral or label.neutral) and patterns.DETAINER.search(around):
        return Verdict(Metric.COST)
    if metric is None:
        metric = _context(cell, head, label, about, split)
        if metric is None:
            return Verdict(None, alien=label.alien or head.alien)
    if _strays(cell, head, label, metric):
        return Verdict(None, alien=True)
    if metric is Metric.DECLINED and _ALL_RELEASED.search(cell.label) and _TAKEN.search(cell.peers):
        return Verdict(None, alien=True)  # to ICE or to the street, as the rows below it say
    found = _doubted(cell, head, label, metric, about)
    if found is not None:
        return found
    if metric is Metric.COST and not (patterns.DETAINER.search(around) or _reimbursed(cell)):
        return Verdict(None, alien=True)
    if metric is Metric.REQUESTS and (cell_stocks.stands(cell) or cell_stocks.inventory(cell)):
        metric = Metric.ACTIVE
    if _foreign(cell, label) or (cell.money and metric is not Metric.COST):
        return Verdict(None, alien=True)
    part = parts.part(cell, head, label, metric, about)
    return Verdict(metric, part, False, sure and about and _certain(cell, metric, around))


def _everybody(cell: Cell) -> bool:
    """Whether a column counts all that a jail holds, beside one of those with a detainer."""
    return _ALL.fullmatch(cell.head) is not None and any(
        patterns.DETAINER.search(head) for head in cell.heads if head != cell.head
    )


_ALL: Final = re.compile(
    r"\W*(?:(?:all|total|jail|county|number of) )*(?:inmates|prisoners|persons|people|count|"
    r"headcount|in custody)\W*"
)
#: a column of all that a jail holds
_POPULATION: Final = re.compile(
    r"\W*(?:(?:jail|inmate|total|average|avg\.?|daily|current) )*(?:pop(?:ulation|\.)?|adp|capacity|"
    r"cap\.|beds)\W*"
)


_ALL_RELEASED: Final = re.compile(
    r"\breleased? with (?:an? )?(?:active )?(?:ice |immigration )?(?:detainers?|holds?)\b"
)
_TAKEN: Final = re.compile(
    r"\b(?:transferred|released|turned over|handed over) (?:in)?to (?:ice|ero|dhs|federal)\b"
)


def _strays(cell: Cell, head: words.Words, label: words.Words, metric: Metric) -> bool:
    """Whether an outcome is none of ours: of what the line above counts, or of everybody in a jail."""
    if metric not in (Metric.DECLINED, Metric.HONORED, Metric.WITHDRAWN) or label.strong or head.strong:
        return False
    if cell.parent and label.metric is metric and words.read(cell.parent, False).alien:
        return True
    if not patterns.OUT.match(cell.label):
        return False
    if patterns.DETAINER.search(f"{cell.caption} {cell.group} {cell.parent} {' '.join(cell.heads)}"):
        return False
    asked = (words.read(text, cell.about) for text in cell.peers.split(" | "))
    return not any(one.metric in (Metric.REQUESTS, Metric.ACTIVE) for one in asked)


def _doubted(
    cell: Cell, head: words.Words, label: words.Words, metric: Metric, about: bool
) -> Verdict | None:
    """Where what stands around makes another metric of the words: people paid for were held; forms of an
    earlier year are part of the line above; those with a detainer among a crowd are there now."""
    if metric is Metric.COST and not cell.money and _PEOPLE.search(f"{cell.head} {cell.label}"):
        return Verdict(Metric.HONORED, parts.part(cell, head, label, Metric.HONORED, about))
    if metric in (Metric.HONORED, Metric.DECLINED) and _asks_notice(cell, head, label):
        return Verdict(Metric.NOTIFIED) if metric is Metric.HONORED else Verdict(None, alien=True)
    if metric is not Metric.REQUESTS:
        return None
    if _LATE.match(cell.label) and not head.metric:
        above = _context(cell, head, replace(label, named_part=True), about, parts.split(cell))
        return Verdict(above or metric, cell.label[:120])
    if cell.parent and _CROWD.search(cell.parent) and not words.flows(cell.label):
        return Verdict(Metric.ACTIVE)
    return None


def _asks_notice(cell: Cell, head: words.Words, label: words.Words) -> bool:
    """Whether what was granted or refused are requests for notice, which the line above counts."""
    above = words.read(cell.parent or cell.group, cell.about)
    own = label.metric or head.metric
    return above.metric is Metric.NOTIFIED and own in (Metric.HONORED, Metric.DECLINED)


_LATE: Final = re.compile(
    r"\W*(?:lodged|issued|received|placed|sent|filed) (?:before|after|since|prior to|by|in \d{4}$)"
)
_PEOPLE: Final = re.compile(
    r"\b(?:persons|people|inmates|prisoners|individuals|holds|detainers)\b(?!.*(?:cost|amount|\$|dollar))"
)
_CROWD: Final = re.compile(
    r"\b(?:population|in custody|inmates|headcount|prisoners|in jail|housed|count)\b(?!.*detainer)"
)


def _names_across(cell: Cell, label: words.Words, about: bool) -> bool:
    """Whether the heads of a table are names, since none of them says what is counted: places, agencies."""
    if not (label.neutral or label.named_part) or len(cell.heads) < 3:
        return False
    read = [words.read(head, about) for head in cell.heads[1:]]
    return all(not (one.metric or one.alien) for one in read)


def _certain(cell: Cell, metric: Metric, around: str) -> bool:
    """Whether nothing about a cell is out of the usual: detainers are named near by, the words are few."""
    if not patterns.DETAINER.search(around) or len(cell.head.split()) > 14 or len(cell.label.split()) > 20:
        return False
    return metric is not Metric.ACTIVE or bool(patterns.DETAINER.search(f"{cell.head} {cell.label}"))


def _reimbursed(cell: Cell) -> bool:
    """Whether the money of a cell was paid back, or the table's title is about ICE, and no bed was rented."""
    own = f"{cell.head} {cell.label} {cell.group}"
    if re.search(r"\b(?:scaap|rent|board|housing|bed|contract|grant|salar|overtime)", own):
        return False
    return "reimburs" in own or (
        cell.about and (cell.money or bool(re.search(r"\$|amount|dollar|paid|cost", own)))
    )


def _own(head: words.Words, label: words.Words) -> tuple[Metric | None, bool]:
    """The metric that head and label name themselves, and whether they agree on it."""
    if head.metric is None or label.metric is None or head.metric is label.metric:
        found = head.metric or label.metric
        other = label if head.metric else head
        return found, found is not None and (other.neutral or other.metric is found or not other.alien)
    if head.metric is Metric.REQUESTS:
        return label.metric, True
    if label.metric is Metric.REQUESTS:
        return head.metric, label.strong
    return (label.metric, False) if label.strong and not head.strong else (head.metric, False)


def _context(cell: Cell, head: words.Words, label: words.Words, about: bool, split: bool) -> Metric | None:
    """The metric named above a cell whose head and label are a time, a place or a part."""
    form = cell.shape != "table" and not head.alien
    if not (head.neutral or head.place or not cell.head or form or _names_across(cell, label, about)):
        return None
    listed = cell.shape != "table" and not cell.head
    named = label.neutral or label.place or split or parts.is_name(cell)
    for text in (cell.group, cell.parent):
        found = words.read(text, about) if text else None
        if found is not None and found.metric is not None:
            return found.metric if named or label.named_part or label.part or not label.alien else None
        if found is not None and found.hard:
            return None
    if listed and not named and not label.named_part:
        return None
    if not (named or label.named_part or label.part):
        return None
    if not cell.head and not cell.label:
        return None
    ours = bool(FED.search(f"{cell.head} {cell.label}"))
    for line in reversed(cell.caption.split("\n")):
        found = words.read(line.strip(), ours)
        if found.metric is not None and (found.strong or about):
            held = found.metric in (Metric.HONORED, Metric.ACTIVE)
            if held and not re.search(r"detainer|\bholds?\b|247", line):
                continue
            if found.metric is Metric.ACTIVE and cell_stocks.spans(line):
                return Metric.REQUESTS
            return Metric.REQUESTS if found.many and found.strong else found.metric
        if found.alien and not found.strong:
            return None
    return None


_KINDS: Final = re.compile(r"^(?:types? of (?:detainer|hold)s?|(?:detainer|hold) types?|holds?|detainers?)$")


def _foreign(cell: Cell, label: words.Words) -> bool:
    """Whether a label names another authority's papers among those of several."""
    lines = [*cell.caption.split("\n")[-3:], cell.group, cell.heads[0] if cell.heads else ""]
    kinds = _KINDS.search(cell.heads[0] if cell.heads else "") and patterns.OTHERS.search(cell.peers)
    mixed = bool(kinds) or any(patterns.AUTHORITY.search(line) and not FED.search(line) for line in lines)
    if not mixed:
        return bool(
            re.search(r"\bmarshals?\b|\bother (?:alaska )?courts?\b|\bother states?\b", cell.label)
        ) and (not FED.search(cell.label))
    if label.total:
        return True
    timed = patterns.PERIOD.fullmatch(cell.label + " ") is not None and cell.label not in ("state", "federal")
    return label.metric is None and not timed and not FED.search(cell.label)
