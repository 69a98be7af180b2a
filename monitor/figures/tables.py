"""Tables and lines of pairs in a document: what stands above them, and what their cells take from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from config.words import Certainty, Metric, Qualifier
from monitor.figures import agencies, captions, heads, lexicon, numbers, pairs, periods, rows
from monitor.figures.assemble import Draft
from monitor.figures.home import Home
from monitor.figures.parties import Speaker
from monitor.figures.periods import Clock, Days
from monitor.figures.places import Spot
from monitor.figures.scene import Reading
from monitor.figures.sentences import Kind, Sentence
from monitor.figures.talk import Told

ABOVE: Final = 4  #: lines above a table that may be its caption
FAR: Final = 60  #: lines of a list between a line and its caption
NEAR: Final = 10  #: lines above a table that may name the agency whose detainers it lists
PROSE: Final = 60  #: characters of a line that ends in a full stop, above which it is no heading
HEADS: Final = 3  #: lines above the first row that may be part of its head

#: a column of parts of one place
_DIVISION: Final = re.compile(
    r"\b(?:districts?|divisions?|precincts?|stations?|charges?|offen[cs]es?|nationality|country|"
    r"citizenship|reason|units?|gender|sex|age|race|channel|category|type)\b"
)
_COUNTIES: Final = re.compile(r"\b(?:count(?:y|ies)|sheriffs?|jails?)\b")
_BARE: Final = re.compile(r"(?:St\. )?[A-Z][\w'’-]*(?: [A-Z][\w.'’-]*){0,2}(?=$| ?[(*†0-9,])")


@dataclass(frozen=True)
class Paper:
    """What a table's cells take from their document."""

    text: str
    title: str
    sentences: Sequence[Sentence]
    home: Home
    clock: Clock
    base: Days | None
    speaker: Speaker | None
    speaker_why: str
    about: bool  #: the document speaks of detainers
    sourced: bool  #: its place is given with its source, or in its head

    mixed: bool = False  #: it speaks of other detainers too: only what names the agency is ours

    def indent(self, sentence: Sentence) -> int:
        """How far from the left edge of the page a line begins."""
        return sentence.start - (self.text.rfind("\n", 0, sentence.start) + 1)

    def caption_above(self, first: int, heads_above: int = 0) -> str:
        """The folded title and the lines above one, that may say what it counts."""
        found: list[str] = []
        for i in range(first - 1, max(-1, first - FAR), -1):
            if self._caption(i):
                found.insert(0, self.sentences[i].low[:300])
            if len(found) >= ABOVE + heads_above:
                break
        return " ".join([self.title.lower(), *found])

    def _caption(self, i: int) -> bool:
        """Whether a line may head what stands below it: no row, and no sentence of a paragraph."""
        line = self.sentences[i]
        return (
            line.kind is not Kind.ROW
            and "..." not in line.low
            and not (line.text.endswith(".") and len(line.text) > PROSE)
        )


def read(paper: Paper, group: Sequence[int]) -> list[Draft]:
    """The figures of one table."""
    lines = [paper.sentences[i] for i in group]
    above = list(_head_lines(paper, group[0]))
    caption = paper.caption_above(group[0], len(above))
    about = paper.about or captions.names_detainers(caption)
    base = _caption_period(caption, paper.clock) or paper.base
    listed = _pairs(paper, group, caption, about)
    if listed:
        return listed
    placed = [(line, paper.indent(line)) for line in lines]
    near = " ".join(s.low for s in paper.sentences[max(0, group[0] - NEAR) : group[0] + 1])
    headed = bool(lexicon.AGENCY.search(near))
    found = rows.read(placed, above, caption, paper.clock, base, about)
    labels = {cell.label for cell in found if _BARE.match(cell.label) and not cell.total}
    known = sum(1 for label in labels if paper.home.finder.is_county(_bare(label)))
    listed_counties = known >= 2 and known * 2 >= len(labels)
    spots = {cell.label: row_place(paper.home, cell, caption, listed_counties) for cell in found}
    return [
        _draft(paper, cell, spots[cell.label], group[0], caption)
        for cell in found
        if (not cell.by_caption or spots[cell.label] or cell.total)
        and (headed or not paper.mixed or lexicon.AGENCY.search(cell.row.low))
    ]


def _head_lines(paper: Paper, first: int) -> Iterator[tuple[Sentence, int]]:
    """Lines just above the first row that stand in its columns."""
    found: list[tuple[Sentence, int]] = []
    for i in range(first - 1, max(-1, first - 1 - HEADS), -1):
        line = paper.sentences[i]
        inside = re.search(r"\S {2,}\S", line.text) or (line.text and paper.indent(line) > 8)
        near = line.paragraph == paper.sentences[first].paragraph
        if not near or not inside or re.search(r"\.$|\t|\|", line.text):
            break
        found.insert(0, (line, paper.indent(line)))
    yield from found


def _caption_period(caption: str, clock: Clock) -> Days | None:
    found = [m.days for m in periods.find(caption, clock) if m.days and not m.point and not m.days.worked_out]
    return found[-1] if found else None


def _pairs(paper: Paper, group: Sequence[int], caption: str, about: bool) -> list[Draft]:
    drafts: list[Draft] = []
    for index in group:
        line = pair_line(paper, index, caption, about)
        if not line:
            return drafts
        drafts += line
    return drafts


def pair_line(paper: Paper, index: int, caption: str, about: bool) -> list[Draft]:
    """The figures of a line of pairs; what they count stands in the nearest line above."""
    sentence = paper.sentences[index]
    found = pairs.of_years(sentence, paper.clock)
    above = _line_above(paper, index) if found else caption
    metric = captions.metric_of(above, about) if found else None
    if not found and "..." in sentence.text:
        metric = captions.metric_of(caption, about)
        found = pairs.of_places(sentence, lambda label: _county_or_city(paper.home, label, caption))
    if not found or metric is None:
        return []
    drafts = []
    for pair in found:
        days = pair.days
        stock = metric is Metric.ACTIVE
        if stock:
            days = _stock_day(caption, paper.clock)
        if days is None and pair.spot is not None and not stock:
            days = _caption_period(caption, paper.clock) or paper.base
        number = numbers.Number(pair.value, Qualifier.EXACT, pair.start, pair.end, pair.start, "digits")
        why = f"'{pair.label}' in a line of pairs"
        reading = Reading(metric, pair.value, Qualifier.EXACT, number, Certainty.LIKELY, why, None, stock)
        told = Told(
            reading, days, pair.spot or paper.home.spot, paper.speaker,
            agencies.kind_in(above), index, sentence.paragraph, "its own pair", "its own pair",
            paper.speaker_why,
        )  # fmt: skip
        drafts.append(Draft.of_line(told, sentence))
    return drafts


def _line_above(paper: Paper, index: int) -> str:
    """The nearest line above that is no line of pairs itself."""
    for i in range(index - 1, max(-1, index - 6), -1):
        if not pairs.of_years(paper.sentences[i], paper.clock):
            return paper.sentences[i].low
    return ""


def _stock_day(caption: str, clock: Clock) -> Days | None:
    named = [m.days for m in periods.find(caption, clock) if m.days and m.point]
    if named:
        return named[-1]
    return periods.closed(clock.published, clock.published, True) if clock.published else None


def _bare(label: str) -> str:
    match = _BARE.match(label)
    return match.group() if match else ""


def row_place(home: Home, cell: rows.Found, caption: str, counties: bool) -> Spot | None:
    """The place that a row is about; a district of the table's own place is no place of its own.
    `counties`: most rows bear the name of a county of the document's state."""
    if _DIVISION.search(cell.heading.lower()) or cell.total or _no_place(cell.label):
        return None
    found = [m.spot for m in home.finder.find(cell.label)]
    if re.search(r"\b(?:County|Parish)\b", cell.label) and found:
        return found[0]
    bare = _BARE.match(cell.label)
    about = f"{cell.heading.lower()} {caption}"
    headed = re.search(r"\bcount(?:y|ies)\b", cell.heading.lower()) or (counties and _COUNTIES.search(about))
    spoken = _COUNTIES.search(cell.heading.lower()) or (
        not cell.heading and re.search(r"\bcount(?:y|ies)\b|\bsheriffs\b", caption)
    )
    if bare and (headed or (spoken and home.finder.is_county(bare.group()))):
        own = home.finder.county(bare.group(), None)
        if own:
            return own
    return found[0] if found else None


def _no_place(label: str) -> bool:
    """Whether a row's name is that of a month or of what is counted."""
    low = label.strip().lower()
    return bool(_MONTH.fullmatch(low)) or captions.metric_of(low, True) is not None or captions.is_other(low)


_MONTH: Final = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?")


def _county_or_city(home: Home, label: str, caption: str) -> Spot | None:
    bare = _BARE.fullmatch(label)
    if bare and re.search(r"\bcount(?:y|ies)\b|\bsheriffs\b", caption):
        return home.finder.county(label, None)
    found = [m for m in home.finder.find(label) if m.end - m.start >= len(label) - 2]
    return found[0].spot if found else None


def _draft(paper: Paper, cell: rows.Found, spot: Spot | None, index: int, caption: str) -> Draft:
    label = cell.label.strip()
    named = heads.period(heads.as_period(label.lower(), ""), paper.clock)
    timed = named is not None or bool(_MONTH.fullmatch(label.lower()))
    divided = _DIVISION.search(cell.heading.lower())
    numbered = captions.metric_of(label.lower(), True) is not None and not divided
    subset = cell.subset
    if subset is None and spot is None and label and not (timed or cell.total or numbered or cell.agency):
        subset = label
    days, stock = cell.days, cell.metric is Metric.ACTIVE
    undated = stock and (days is None or days.first != days.last)
    if undated:
        days = _stock_day(caption, paper.clock)
    column = _column_place(paper.home, cell) if spot is None else None
    where = spot or column or paper.home.spot
    certain = _certainty(paper, cell, spot)
    if undated and certain is Certainty.SURE:
        certain = Certainty.LIKELY
    at = cell.cell.start - cell.row.start
    number = numbers.Number(cell.value, cell.qualifier, at, cell.cell.end - cell.row.start, at, "digits")
    reading = Reading(cell.metric, cell.value, cell.qualifier, number, certain, cell.why, subset, stock)
    speaker, why = _column_speaker(cell) or (paper.speaker, paper.speaker_why)
    told = Told(
        reading, days, where, speaker, agencies.kind_in(f"{cell.agency} {label}".lower()), index,
        cell.row.paragraph, "its row or column" if cell.own_days else "above the table",
        "its row" if spot else "its column" if column else "the table's place", why,
    )  # fmt: skip
    return Draft.of_line(told, cell.row)


def _certainty(paper: Paper, cell: rows.Found, spot: Spot | None) -> Certainty:
    """Sure where head, period and place each stand in the table or are given with the source; held for
    review where one of them would be a guess."""
    if cell.doubtful or (spot is None and not paper.home.told):
        return Certainty.UNSURE
    if spot is None and not paper.sourced:
        return Certainty.LIKELY
    return Certainty.SURE if cell.own_days and not cell.placed else Certainty.LIKELY


def _column_place(home: Home, cell: rows.Found) -> Spot | None:
    """'Benton Co.' over a column of numbers."""
    if not cell.column:
        return None
    name = re.fullmatch(r"([a-z][a-z .'-]{2,24}) (?:co\.|county|parish)", cell.column.strip())
    return home.finder.county(name[1].title(), None) if name else None


def _column_speaker(cell: rows.Found) -> tuple[Speaker, str] | None:
    """'ICE (federal fiscal year)' over a column: ICE says it."""
    named = re.match(
        r"(ice|dhs)\b(?:(?:'s)?(?: (?:data|count|records|says|figures|number))? ?(?:\(|:|$)|'s\b)",
        cell.column,
    ) or re.search(r"\b(?:per|says|according to) (ice|dhs)\b", cell.column)
    if named is None:
        return None
    return Speaker(named[1], named[1].upper(), named[1].upper()), "its column"
