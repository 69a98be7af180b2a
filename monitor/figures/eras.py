"""The times that a document is about as a whole: its title, its headings, and the period it names most."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from monitor.figures import periods
from monitor.figures.candidates import is_heading
from monitor.figures.days import Clock, Days
from monitor.figures.paper import Paper
from monitor.figures.sentences import Kind
from monitor.figures.time_marks import is_until, kind_of, marks_of

LONGEST: Final = 110  #: characters of a line that may head what stands below it
HEAD: Final = 14  #: lines at the top in which a paper says what period it is for
_FORM: Final = re.compile(
    r"\b(?:period|calendar|fiscal|report(?:ing)?|year|quarter|month|re:|subject|covering|through|statistics|data)\b"
)
_TOPIC: Final = re.compile(r"detainer|\bice\b|immigra|i-?247|\bholds?\b|requests?")


@dataclass(frozen=True, slots=True)
class Heading:
    index: int  #: of its line
    days: Days
    alone: bool  #: it says hardly more than the period


class Eras:
    """What a document's parts say of time for all that stands in them."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.clock: Clock = paper.clock

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Lines that name a period and are no sentence."""
        found: list[Heading] = []
        for index, line in enumerate(self.paper.lines):
            sentence = line.sentence
            if not line.times or len(sentence.text) > LONGEST or not is_heading(sentence):
                continue
            if sentence.kind is Kind.ROW or sentence.text.endswith((".", '"', "?")):
                continue
            named = [m for m in line.times if m.days]
            whole = [m for m in named if not m.point] or named
            counted = any(self.paper.candidates[i].number for i in self.paper.by_line.get(index, ()))
            if not whole or (
                counted and not re.match(r"\W*(?:table|section|part|exhibit|\d{1,2}[.)])", sentence.low)
            ):
                continue
            best = whole[0].days
            if best is not None:
                covered = sum(m.end - m.start for m in line.times)
                found.append(Heading(index, best, covered >= 0.5 * len(sentence.text)))
        return tuple(found)

    def above(self, index: int) -> list[Heading]:
        """The headings above a line, nearest first, two at most."""
        found: list[Heading] = []
        for heading in reversed(self._until(index)):
            found.append(heading)
            if len(found) == 2:
                break
        return found

    def _until(self, index: int) -> tuple[Heading, ...]:
        headings = self.headings
        low, high = 0, len(headings)
        while low < high:
            middle = (low + high) // 2
            if headings[middle].index < index:
                low = middle + 1
            else:
                high = middle
        return headings[max(0, low - 2) : low]

    @cached_property
    def title(self) -> tuple[Days, ...]:
        """The periods that the title names."""
        return tuple(
            m.days for m in periods.find(self.paper.title.lower(), self.clock) if m.days and not m.point
        )[:2]

    @cached_property
    def title_days(self) -> tuple[Days, ...]:
        """The days that the title names."""
        found = periods.find(self.paper.title.lower(), self.clock)
        return tuple(m.days for m in found if m.days and m.point)[:2]

    @cached_property
    def top(self) -> tuple[Days, ...]:
        """The periods that the head of a paper names for all that it tells."""
        found: list[Days] = []
        for line in self.paper.lines[:HEAD]:
            if not line.times or not _FORM.search(line.sentence.low):
                continue
            for mention in line.times:
                marks = marks_of(line.sentence.low, mention, self.clock)
                if mention.days and not mention.point and "law" not in marks and mention.days not in found:
                    found.append(mention.days)
        return tuple(found[:3])

    @cached_property
    def _named(self) -> list[tuple[int, Days, bool]]:
        """Every period named in the text, with its line and whether that line counts something of ours."""
        found: list[tuple[int, Days, bool]] = []
        for index, line in enumerate(self.paper.lines):
            if not line.times:
                continue
            about = bool(_TOPIC.search(line.sentence.low)) and index in self.paper.by_line
            for mention in line.times:
                if mention.days is None or mention.point:
                    continue
                marks = marks_of(line.sentence.low, mention, self.clock)
                if "law" not in marks and "event" not in marks and "future" not in marks:
                    found.append((index, mention.days, about))
        return found

    @cached_property
    def main(self) -> Days | None:
        """The period that the text names most, of those that are alike the first."""
        weights: Counter[str] = Counter()
        days: dict[str, Days] = {}
        for _index, named, about in self._named:
            days.setdefault(named.label, named)
            weights[named.label] += 3 if about else 1
        return days[max(weights, key=lambda label: weights[label])] if weights else None

    @cached_property
    def first(self) -> Days | None:
        """The first period that a line with a number of ours names."""
        return next((days for _i, days, about in self._named if about), None)

    @cached_property
    def only(self) -> bool:
        """Whether the document names one period alone."""
        return len({days.label for _i, days, _a in self._named}) == 1

    @cached_property
    def until(self) -> date | None:
        """The day through which the document first says that its numbers run."""
        for line in self.paper.lines:
            for mention in line.times:
                last = mention.days.last if mention.days else None
                if last and is_until(line.sentence.low, mention):
                    return last
        return None

    @cached_property
    def end(self) -> Days | None:
        """The last period named, in time, that is over by the day of the document."""
        past = [
            days for _i, days, _a in self._named
            if days.last and (self.clock.published is None or days.last <= self.clock.published)
            and kind_of(days) in ("year", "fiscal")
        ]  # fmt: skip
        return max(past, key=lambda days: days.last or days.first) if past else None
