"""Which period each count is for: of all the times that a document names, the likeliest for each number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from config.words import Metric, PeriodKind
from monitor.figures import several, stocks, when_cells
from monitor.figures.candidates import Candidate
from monitor.figures.carrying import carried, is_aside
from monitor.figures.choosing import choose
from monitor.figures.day_words import deed_day
from monitor.figures.days import Days, Mention, closed, to_come
from monitor.figures.eras import Eras
from monitor.figures.events import Events
from monitor.figures.language import NO_GRASP, Grasp
from monitor.figures.numbers import Number
from monitor.figures.paper import Choice, Count, Paper
from monitor.figures.sentences import Kind
from monitor.figures.spoken import nearest, spoken
from monitor.figures.time_marks import Known, Spoken, marks_of
from monitor.figures.when_options import Option, Told, beside, of_type, respective
from monitor.figures.when_pointed import by_start, pointed
from monitor.figures.when_tables import Tables
from monitor.figures.when_weights import WEIGHTS

BACK: Final = 4  #: lines back in which a time may stand that a count is for
_BY_YEAR: Final = re.compile(
    r"\b(?:respectively|year by year|by year|in (?:that )?order|annually|year to year)\b"
)
YEAR: Final = 366  #: days; what is longer is several years
OF_A_DAY: Final = 0.5  #: the chance at most that what is counted is of one day: 1 of 16 readings was right
LATELY: Final = 30  #: counts before, among which those of the sentence before are
FURTHER: Final = 8  #: lines back, for numbers that stand "respectively" for the times of another sentence
AHEAD: Final = 3  #: lines ahead
_ASIDE: Final = frozenset(["law", "event", "told", "future"])
SMALL: Final = 10  #: a smaller number may well be told twice of two things


def periods_of(
    paper: Paper, counts: Sequence[Count], grasps: Mapping[int, Grasp] = NO_GRASP
) -> list[Choice[Days]]:
    """The period of each count, in the order of the counts; none where the text gives none. `grasps`: what
    the language model takes each number for, by where it begins."""
    return Walk(paper, counts, grasps=grasps).run()


class Walk:
    """One reading of a document from its top, in which each count's period is told by those before it too."""

    def __init__(
        self,
        paper: Paper,
        counts: Sequence[Count],
        weights: Mapping[str, float] = WEIGHTS,
        grasps: Mapping[int, Grasp] = NO_GRASP,
    ) -> None:
        self.paper = paper
        self.grasps = grasps
        self.counts = counts
        self.weights = weights
        self.eras = Eras(paper)
        self.events = Events(paper.lines)
        self.tables = Tables(paper, self.eras)
        self.told: list[Told] = []
        self.stocks: list[Told] = []
        self._heard: dict[tuple[int, bool, str], list[Spoken]] = {}
        self._known: dict[int, Known] = {}
        self._shared: dict[int, list[Spoken]] = {}
        self.by_line: dict[int, list[int]] = {}
        for i, count in enumerate(counts):
            self.by_line.setdefault(paper.candidates[count.candidate].index, []).append(i)

    def run(self) -> list[Choice[Days]]:
        order = sorted(range(len(self.counts)), key=lambda i: self.counts[i].candidate)
        chosen: dict[int, Choice[Days]] = {}
        for i in order:
            chosen[i] = self._count(i)
        return [chosen[i] for i in range(len(self.counts))]

    def _count(self, i: int) -> Choice[Days]:
        count = self.counts[i]
        candidate = self.paper.candidates[count.candidate]
        stock = count.metric is Metric.ACTIVE
        pairs = list(stocks.options(self, candidate) if stock else self._options(candidate, count))
        grasp = None if stock or candidate.cell is not None else self.grasps.get(candidate.start)
        if grasp:
            pairs += [(option, None) for option in self._pointed(candidate, grasp, pairs)]
        now = self.paper.clock.published
        pairs = [pair for pair in pairs if pair[0].days is None or not to_come(pair[0].days, now)]
        options = [option for option, _time in pairs]
        choice, best = choose(options, self.weights, grasp.times if grasp else None)
        choice = self._decided(i, options, choice)
        if not stock and choice.value is not None and choice.value.kind is PeriodKind.DAY:
            choice = replace(choice, chance=min(choice.chance, OF_A_DAY))
        time = pairs[best][1] if pairs and choice.value == options[best].days else None
        told = Told(
            choice.value, candidate.index, candidate.sentence.paragraph, count.metric, candidate.number.value,
            candidate.number.start, bool(time and time.start >= candidate.number.end), time, count.part,
            candidate.cell is not None, choice.chance,
            candidate.cell is None
            and (is_aside(candidate.sentence.low, candidate.number) or bool(time and "same" in time.marks)),
        )  # fmt: skip
        (self.stocks if stock else self.told).append(told)
        return choice

    def _decided(self, i: int, options: Sequence[Option], choice: Choice[Days]) -> Choice[Days]:
        """The choice that stands; a place to look on."""
        return choice

    def _options(self, candidate: Candidate, count: Count) -> Iterator[tuple[Option, Spoken | None]]:
        if candidate.cell is not None:
            for option in when_cells.options(self.paper, self.eras, self.tables, candidate, candidate.cell):
                yield option, None
                if option.why == when_cells.SPANNED:
                    return
        has_cell = candidate.cell is not None and candidate.sentence.kind is Kind.ROW
        if candidate.sentence.kind is not Kind.ROW or candidate.cell is None:
            yield from self._sentence(candidate, count)
        for option in self._wide(candidate):
            signs = {f"cell: {k}": v for k, v in option.signs.items()} if has_cell else option.signs
            yield Option(option.days, option.why, signs), None

    def _pointed(
        self, candidate: Candidate, grasp: Grasp, pairs: Sequence[tuple[Option, Spoken | None]]
    ) -> Iterator[Option]:
        looked_at = {option.at for option, _time in pairs if option.at is not None}
        count = self.known(candidate).count
        return pointed(
            grasp.times, looked_at, self.by_start, lambda line: self._elsewhere(line, count), self.paper.clock
        )

    @cached_property
    def by_start(self) -> dict[int, tuple[int, Mention]]:
        """Each time of the text with its line, by where it begins."""
        return by_start(self.paper.lines)

    def _elsewhere(self, index: int, count: Days | None) -> list[Spoken]:
        """The times of a line that a count stands outside of. `count`: the period of the one told last."""
        return self._spoken(index, Known(count, None, None, (), index, self.events), True)

    def _spoken(self, index: int, known: Known, back: bool = False) -> list[Spoken]:
        """The times of a line, worked out once for all its counts, and once for each time told since."""
        key = (index, back, known.count.label if known.count else "")
        if key not in self._heard:
            line = self.paper.lines[index]
            self._heard[key] = spoken(line.sentence.low, line.times, known, self.paper.clock)
        return self._heard[key]

    def known(self, candidate: Candidate) -> Known:
        """The times spoken of before a sentence."""
        if candidate.index not in self._known:
            self._known[candidate.index] = self._before_line(candidate)
        return self._known[candidate.index]

    def _before_line(self, candidate: Candidate) -> Known:
        told = [t for t in self.told[-12:] if t.line != candidate.index]
        before = [t.days for t in told if not t.aside] or [t.days for t in told]
        last = before[-1] if before else None
        line, next_to = None, False
        for index in range(candidate.index - 1, max(-1, candidate.index - 1 - BACK), -1):
            named = [m.days for m in self.paper.lines[index].times if m.days]
            if named:
                line = named[-1]
                next_to = index == candidate.index - 1
                break
        above = self.eras.above(candidate.index)
        frame = above[0].days if above else (self.eras.title or (self.eras.main,))[0]
        more = [t.days for t in reversed(self.told[-8:]) if t.days and t.days != last][:1]
        back = self.paper.lines[max(0, candidate.index - BACK) : candidate.index]
        more += [
            m.days
            for one in reversed(back)
            for m in one.times
            if m.days and not m.point and m.days not in more
        ][:3]
        more += [d for d in (*self.eras.title[:1], *self.eras.top[:1]) if d not in more and d != frame]
        return Known(last, line, frame, tuple(more[:6]), candidate.index, self.events, next_to)

    def _sentence(self, candidate: Candidate, count: Count) -> Iterator[tuple[Option, Spoken | None]]:
        line = self.paper.lines[candidate.index]
        known = self.known(candidate)
        clock = self.paper.clock
        low = line.sentence.low
        times = self._spoken(candidate.index, known)
        here = [t for t in self.told[-LATELY:] if t.line == candidate.index]
        mine = self._others(candidate, None)
        others = [n for n in mine if n.start != candidate.number.start]
        same = self._others(candidate, count.metric)
        near = nearest(times, candidate.number.left, candidate.number.end)
        for option, time in beside(
            low, candidate.number, others, line.numbers, times, near, here, clock, count.metric
        ):  # fmt: skip
            if "by count" in time.marks and self._chained(time, candidate):
                option = replace(option, signs={**option.signs, "chained": 1.0})
            yield replace(option, at=line.sentence.start + time.start), time
        if not times and (day := deed_day(low, clock)):
            yield Option(day, "the weekday that the sentence begins with", {"of a weekday": 1.0}), None
        for option in respective(low, candidate.number, same, near or self._just_before(candidate)):
            yield option, None
        for option in carried(
            low, candidate.number, self.told, candidate.index, candidate.sentence.paragraph, clock,
            count.metric, bool(times), line.sentence.kind is Kind.ITEM,
        ):  # fmt: skip
            yield option, None
        for option in several.options(candidate, self.told, low, same):
            yield option, None
        for option in (*self._before(candidate, known, bool(times)), *self._ahead(candidate, bool(times)),
                       *self._again(candidate, bool(times)), *self._running(near)):  # fmt: skip
            yield option, None
        signs = {"none": 1.0}
        signs["none though timed" if times else "none and untimed"] = 1.0
        if times and all(_ASIDE.intersection(t.marks) for t in times):
            signs["none though only asides"] = 1.0
        if self.told:
            signs["none though told" if self.told[-1].days else "none again"] = 1.0
        if self.eras.main is None:
            signs["none in all"] = 1.0
        if self.paper.clock.published is None:
            signs["none undated"] = 1.0
        yield Option(None, "no period", signs), None

    def _chained(self, time: Spoken, candidate: Candidate) -> bool:
        """Whether the sentence before told its count by the same words: "The year before that" twice."""
        last = self.told[-1] if self.told else None
        if last is None or last.beside is None or not 0 < candidate.index - last.line <= 2:
            return False
        return time.text.strip() == last.beside.text.strip()

    def _others(self, candidate: Candidate, metric: Metric | None) -> list[Number]:
        """The numbers of the counts of a line, of one metric or all."""
        return [
            self.paper.candidates[self.counts[i].candidate].number
            for i in self.by_line.get(candidate.index, ())
            if metric is None or self.counts[i].metric is metric
        ]

    def _just_before(self, candidate: Candidate) -> list[Spoken]:
        """The times of the sentence before: '... in 2016 and 2017. They break down as 11 and 28.' Of one that
        says "respectively" or "by year" those of the last sentence with any."""
        if candidate.index not in self._shared:
            back = FURTHER if _BY_YEAR.search(candidate.sentence.low) else 1
            lines = range(candidate.index - 1, max(-1, candidate.index - 1 - back), -1)
            told = (self._elsewhere(k, None) for k in lines if not self._used(k, candidate))
            self._shared[candidate.index] = next((times for times in told if times), [])
        return self._shared[candidate.index]

    def _used(self, line: int, candidate: Candidate) -> bool:
        """Whether a line has its own count for several years, to which those of a later one do not add up:
        '3,300 from 2018 to 2020. Clark got 2,411, Washoe 640 and Carson City 88.'"""
        own = [
            t
            for t in self.told[-LATELY:]
            if t.line == line and t.days and t.days.last and (t.days.last - t.days.first).days > YEAR
        ]
        if not own:
            return False
        total = sum(number.value for number in self._others(candidate, own[-1].metric))
        return all(t.value != total for t in own)

    def _before(self, candidate: Candidate, known: Known, has_time: bool) -> Iterator[Option]:
        """The times of the sentences shortly before."""
        seen: set[str] = set()
        lines = self.paper.lines
        for index in range(candidate.index - 1, max(-1, candidate.index - 1 - BACK), -1):
            line = lines[index]
            if not line.times:
                continue
            back = candidate.index - index
            told = any(t.line == index for t in self.told[-20:])
            times = [t for t in self._elsewhere(index, known.count) if "law" not in t.marks]
            for rank, time in enumerate(times[-1:] + times[:1]):
                if time.days.label in seen:
                    continue
                seen.add(time.days.label)
                signs = of_type(time.days, self.paper.clock, "back")
                signs[f"back {min(back, 3)}"] = 1.0
                signs["back last" if rank == 0 else "back first"] = 1.0
                if line.sentence.low.endswith(":"):
                    signs["back colon"] = 1.0
                if told:
                    signs["back told"] = 1.0
                if has_time:
                    signs["back though timed"] = 1.0
                same = line.sentence.paragraph == candidate.sentence.paragraph
                signs["back same paragraph" if same else "back other paragraph"] = 1.0
                if line.sentence.low.endswith(("?", '?"')):
                    signs["back question"] = 1.0
                    signs[f"back question {min(back, 3)}"] = 1.0
                for mark in time.marks:
                    signs[f"back mark {mark}"] = 1.0
                at = line.sentence.start + time.start
                yield Option(time.days, f"'{time.text.strip()}' before", signs, at=at)

    def _running(self, near: Sequence[Spoken]) -> Iterator[Option]:
        """A running total ends on the day that the document's data end."""
        until = self.eras.until
        for time in near[:6]:
            if until and time.days.kind is PeriodKind.RUNNING and time.days.first < until:
                days = closed(time.days.first, until, True)
                if days:
                    yield Option(
                        days, f"'{time.text.strip()}', to the end of the data", {"running until": 1.0}
                    )

    def _ahead(self, candidate: Candidate, has_time: bool) -> Iterator[Option]:
        """The times of the sentences that follow: a report often begins with the number alone."""
        lines, seen = self.paper.lines, set[str]()
        for index in range(candidate.index + 1, min(len(lines), candidate.index + 1 + AHEAD)):
            line = lines[index]
            for mention in line.times[:2]:
                days = mention.days
                if days is None or mention.point or days.label in seen:
                    continue
                seen.add(days.label)
                signs = of_type(days, self.paper.clock, "ahead")
                signs[f"ahead {index - candidate.index}"] = 1.0
                signs["ahead though timed" if has_time else "ahead untimed"] = 1.0
                signs["ahead though told" if self.told else "ahead untold"] = 1.0
                for mark in marks_of(line.sentence.low, mention, self.paper.clock):
                    signs[f"ahead mark {mark}"] = 1.0
                at = line.sentence.start + mention.start
                yield Option(days, f"'{mention.text.strip()}' after", signs, at=at)

    def _again(self, candidate: Candidate, has_time: bool) -> Iterator[Option]:
        """The times beside the same number elsewhere in the document."""
        value, seen = candidate.number.value, set[str]()
        if value < SMALL:
            return
        for other in self.same.get(value, ())[:4]:
            if other.index == candidate.index:
                continue
            line = self.paper.lines[other.index]
            named = [m for m in line.times if m.days and not m.point]
            named.sort(key=lambda m: abs(m.start - other.number.start))
            for rank, mention in enumerate(named[:2]):
                if mention.days is None or mention.days.label in seen:
                    continue
                seen.add(mention.days.label)
                signs = {
                    f"said again {rank}": 1.0,
                    "said again though timed" if has_time else "said again": 1.0,
                }
                signs |= of_type(mention.days, self.paper.clock, "again")
                at = line.sentence.start + mention.start
                yield Option(
                    mention.days, f"'{mention.text.strip()}', where the number stands again", signs, at=at
                )

    @cached_property
    def same(self) -> dict[int, list[Candidate]]:
        """The candidates of each value."""
        found: dict[int, list[Candidate]] = {}
        for one in self.paper.candidates:
            found.setdefault(one.number.value, []).append(one)
        return found

    def _wide(self, candidate: Candidate) -> Iterator[Option]:
        """The times that the document as a whole is about."""
        eras, clock = self.eras, self.paper.clock
        named: list[tuple[str, Days | None]] = [
            (f"heading {rank}", heading.days) for rank, heading in enumerate(eras.above(candidate.index))
        ]
        named += [(f"title {rank}", days) for rank, days in enumerate(eras.title)]
        named += [(f"top {rank}", days) for rank, days in enumerate(eras.top[:2])]
        named += [("main", eras.main), ("first", eras.first), ("end", eras.end)]
        official = "official " if self.paper.official else ""
        untold = "" if self.told else " untold"
        for where, days in named:
            if days is None:
                continue
            signs = {f"{official}{where}": 1.0, f"{where}{untold}": 1.0, **of_type(days, clock, "wide")}
            if eras.only:
                signs["the only one"] = 1.0
            yield Option(days, _WHY[where.split()[0]], signs)


_WHY: Final = {
    "heading": "the heading above", "title": "the title", "top": "the head of the paper",
    "main": "the period that the document is about", "first": "the first period named",
    "end": "the latest year named",
}  # fmt: skip
