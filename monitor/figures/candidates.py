"""Every number of a text that may be a figure, with what stands around it: a sentence, or a table's cell."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from config.words import Qualifier
from monitor.figures import caption_patterns as patterns
from monitor.figures import legends, numbers, periods, references, sheets, sums
from monitor.figures.numbers import Number
from monitor.figures.page import Cell as Cell
from monitor.figures.page import Entry, value_of
from monitor.figures.periods import Clock
from monitor.figures.periods import Mention as Time
from monitor.figures.sentences import Kind, Sentence

MAX_NUMBERS: Final = 150  #: in one sentence; more is a list of values, not speech
MAX_SENTENCE: Final = 20_000  #: characters; a longer "sentence" is a data dump, not speech
ABOVE: Final = 4  #: lines above a table that may be its caption
FAR: Final = 60  #: lines between a table and its caption
PROSE: Final = 60  #: characters of a line that ends in a full stop, above which it is no heading
NEAR: Final = 40  #: lines before and after the beginning of a table that may tell its subject
MAX_PEERS: Final = 3000  #: characters
MAX_BARE: Final = 12  #: sentences in a row without a word, beyond which they are no speech
_WORD: Final = re.compile(r"[a-z]{3}")
_QUESTION: Final = re.compile(
    r"\W*q\d{1,2}[.)]\s+(?=(?:how|number|did|does|do|what|were|was|has|have|of|if|is|are|please)\b)"
)
LEADS: Final = 300  #: characters of a sentence that leads to a list


@dataclass(frozen=True, slots=True)
class Candidate:
    index: int  #: of the sentence in the document
    sentence: Sentence
    number: Number
    cell: Cell | None = None

    @property
    def start(self) -> int:
        return self.sentence.start + self.number.start


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the phrases of time and the numbers in it; refused numbers among them."""

    sentence: Sentence
    times: tuple[Time, ...]
    numbers: tuple[Number, ...]


def lines(sentences: Sequence[Sentence], clock: Clock) -> list[Line]:
    """Each sentence with its times and numbers."""
    return [_line(sentence, clock) for sentence in sentences]


def _line(sentence: Sentence, clock: Clock) -> Line:
    low = sentence.low
    if len(low) > MAX_SENTENCE:
        return Line(sentence, (), ())
    if len(low) < 4 and low.isascii() and low.isdigit():
        return Line(sentence, (), (Number(int(low), Qualifier.EXACT, 0, len(low), 0, "digits"),))
    asked = _QUESTION.match(low)
    times = [time for time in periods.find(low, clock) if asked is None or time.start >= asked.end()]
    if not numbers.any_number().search(low):
        return Line(sentence, tuple(times), ())
    found = numbers.find(low, [(m.start, m.end) for m in times])
    return Line(sentence, tuple(times), tuple(found) if len(found) <= MAX_NUMBERS else ())


def find(text: str, title: str, found: Sequence[Line]) -> list[Candidate]:
    """The numbers that may count something, in the order of the text."""
    starts = [line.sentence.start for line in found]
    if not starts:
        return []
    sheet = sheets.read(text, lambda at: max(0, bisect_right(starts, at) - 1))
    entries = references.resolved(sheet.entries, text)
    placed = [(max(0, bisect_right(starts, e.start) - 1), e) for e in entries]
    rows = frozenset(index for index, _entry in placed)
    peers = _peers([entry.cell for _index, entry in placed])
    added = sums.roles(entries)
    spelt = _legend(found, [entry.cell for _index, entry in placed])
    captions: dict[int, str] = {}
    abouts: dict[int, bool] = {}
    candidates: list[Candidate] = []
    for index, entry in placed:
        first = entry.cell.first
        if first not in captions:
            captions[first] = caption_above(title, found, first, skipped=rows)
            abouts[first] = any(
                patterns.ABOUT.search(line.sentence.low)
                for line in found[max(0, first - NEAR) : first + NEAR]
            )
        near = peers[first if entry.cell.shape == "table" else -1]
        cell = replace(
            entry.cell, caption=captions[first], peers=near, money=entry.value.money, about=abouts[first],
            sums=added.get((first, entry.cell.row), ""),
        )  # fmt: skip
        candidates.append(_celled(index, found[index].sentence, entry, _spelt(cell, spelt)))
    covered = list(sheets.talk(sheet))
    dumped = _dumped(found)
    for index, line in enumerate(found):
        for number in () if index in dumped else line.numbers:
            if not number.refused and not _inside(line.sentence.start + number.start, covered):
                candidates.append(Candidate(index, line.sentence, number))
    return sorted(candidates, key=lambda candidate: candidate.start)


def _dumped(found: Sequence[Line]) -> frozenset[int]:
    """Sentences without a word in long runs of such: the values of a file or a chart, which count nothing."""
    dumped: set[int] = set()
    run: list[int] = []
    for index, line in enumerate(found):
        if not _WORD.search(line.sentence.low):
            run.append(index)
            continue
        if len(run) > MAX_BARE:
            dumped.update(run)
        run = []
    if len(run) > MAX_BARE:
        dumped.update(run)
    return frozenset(dumped)


def _peers(cells: Sequence[Cell]) -> dict[int, str]:
    """Heads and labels of each table by its first line; those of forms together."""
    found: dict[int, dict[str, None]] = {}
    for cell in cells:
        texts = found.setdefault(cell.first if cell.shape == "table" else -1, {})
        for text in (cell.head, cell.label, cell.group):
            texts[text] = None
    return {first: " | ".join(texts)[:MAX_PEERS] for first, texts in found.items()}


def _legend(found: Sequence[Line], cells: Sequence[Cell]) -> dict[str, str]:
    """The words of the codes that stand as heads or labels."""
    codes = {text for cell in cells for text in (cell.head, cell.label) if text and legends.is_code(text)}
    if not codes:
        return {}
    told = legends.read([line.sentence.low for line in found], [cell.label for cell in cells], sorted(codes))
    return {code: words for code, words in told.items() if value_of(words) is None}


def _spelt(cell: Cell, spelt: dict[str, str]) -> Cell:
    """A cell with its codes spelt out."""
    if not spelt:
        return cell
    head = spelt.get(legends.bare(cell.head), "") if legends.is_code(cell.head) else ""
    label = spelt.get(legends.bare(cell.label), "") if legends.is_code(cell.label) else ""
    return replace(cell, head=head or cell.head, label=label or cell.label) if head or label else cell


def _celled(index: int, sentence: Sentence, entry: Entry, cell: Cell) -> Candidate:
    left = entry.start - sentence.start
    value = entry.value
    number = Number(
        value.value, value.qualifier, left, entry.end - sentence.start, left, "digits", money=value.money
    )  # fmt: skip
    return Candidate(index, sentence, number, cell)


def _inside(at: int, covered: Sequence[tuple[int, int]]) -> bool:
    i = bisect_right(covered, (at, sys.maxsize)) - 1
    return i >= 0 and covered[i][0] <= at < covered[i][1]


def is_heading(sentence: Sentence) -> bool:
    """Whether a line may head what stands below it: no row, and no sentence of a paragraph."""
    return (
        sentence.kind is not Kind.ROW
        and "..." not in sentence.low
        and len(sentence.text) <= 200
        and not (sentence.text.endswith((".", "?")) and len(sentence.text) > PROSE)
    )


def caption_above(
    title: str, found: Sequence[Line], first: int, *, skipped: frozenset[int] = frozenset()
) -> str:
    """The folded title and the lines above one, that may say what it counts; not those with cells."""
    taken: list[str] = []
    for i in range(first - 1, max(-1, first - FAR), -1):
        line = found[i].sentence
        if i not in skipped and (
            is_heading(line) or (line.text.endswith((":", "?")) and len(line.text) <= LEADS)
        ):
            taken.insert(0, line.low[:LEADS])
        if len(taken) >= ABOVE:
            break
    return " \n ".join([title.lower(), *taken])
