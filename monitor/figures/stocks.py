"""The day on which a stock was counted: "on Monday", "as of Dec. 11", "today", else that of the document."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from config.words import PeriodKind
from monitor.figures import stock_days, when_cells
from monitor.figures.candidates import Candidate
from monitor.figures.day_words import day_words
from monitor.figures.days import Clock, Days, closed
from monitor.figures.sentences import Kind
from monitor.figures.spoken import spoken
from monitor.figures.time_marks import Spoken, kind_of, marks_of
from monitor.figures.when_options import Option

if TYPE_CHECKING:
    from monitor.figures.when import Walk


_COUNTED_ON: Final = re.compile(r"\b(?:on|as of|through|of)\s")


def day_of(days: Days, clock: Clock) -> Days | None:
    """A period as the day on which a stock was counted: its last one."""
    last = days.last or clock.published
    if days.kind is PeriodKind.FISCAL and days.last:
        last = days.last.replace(month=9, day=30) if clock.federal else days.last.replace(month=6, day=30)
    return closed(last, last, days.worked_out) if last else None


def options(walk: Walk, candidate: Candidate) -> Iterator[tuple[Option, Spoken | None]]:
    """The days on which a stock may have been counted."""
    clock = walk.paper.clock
    low = candidate.sentence.low
    line = walk.paper.lines[candidate.index]
    number = candidate.number
    own = False
    if candidate.cell is not None:
        for option in when_cells.options(walk.paper, walk.eras, walk.tables, candidate, candidate.cell):
            day = day_of(option.days, clock) if option.days else None
            own = own or "cell of its own" in option.signs
            if option.days and (yearly := stock_days.in_year(option.days, candidate.cell.caption)):
                day = yearly
            if day:
                yield Option(day, option.why, {f"stock {k}": v for k, v in option.signs.items()}), None
    if candidate.sentence.kind is not Kind.ROW or candidate.cell is None:
        times = [*spoken(low, line.times, walk.known(candidate), clock), *day_words(low, clock)]
        for time in times:
            day = day_of(time.days, clock)
            if day is None:
                continue
            after = time.start >= number.end
            gap = low[number.end : time.start] if after else low[time.end : number.left]
            side = "after" if after else "before"
            signs = {
                "stock here": 1.0, f"stock here {kind_of(time.days)}": 1.0, f"stock {side}": 1.0,
                f"stock {side} far": math.log1p(gap.count(" ")),
            }  # fmt: skip
            for mark in time.marks:
                signs[f"stock mark {mark}"] = 1.0
            if re.search(
                r"\b(?:on|as of|through|until|this|since)\s+$", low[max(0, time.start - 9) : time.start]
            ):
                signs["stock on"] = 1.0
            yield Option(day, f"'{time.text.strip()}'", signs), time
        for option in stock_days.options(low, number, line.numbers, _day_before(walk, candidate)):
            yield option, None
    row = candidate.sentence.kind is Kind.ROW
    kind = "own" if own else "table" if row else "timed" if line.times else ""
    for option in _elsewhere(walk, candidate, low):
        signs = dict(option.signs)
        if walk.paper.official:
            signs |= {f"official {sign}": 1.0 for sign in list(signs)[:1]}
        if kind:
            signs |= {f"{sign}, {kind}": 1.0 for sign in list(signs)[:1]}
        yield Option(option.days, option.why, signs), None


def _day_before(walk: Walk, candidate: Candidate) -> date | None:
    """The day of the stock that was told last, not far above."""
    if not walk.stocks or candidate.index - walk.stocks[-1].line > REACH:
        return None
    first = next((t for t in reversed(walk.stocks) if t.line < candidate.index), walk.stocks[-1])
    return first.days.last if first.days else None


REACH: Final = 12  #: lines


def _elsewhere(walk: Walk, candidate: Candidate, low: str) -> Iterator[Option]:
    clock = walk.paper.clock
    if walk.stocks:
        last = walk.stocks[-1]
        where = (
            "here" if last.line == candidate.index else "next" if candidate.index - last.line < 3 else "far"
        )
        yield Option(last.days, "the day of the stock before", {f"stock carry {where}": 1.0})
    for index in range(candidate.index - 1, max(-1, candidate.index - 4), -1):
        line = walk.paper.lines[index]
        for mention in line.times[-2:]:
            if mention.point and mention.days:
                why = f"'{mention.text.strip()}' before"
                signs = {"stock back": 1.0, f"stock back {candidate.index - index}": 1.0}
                for mark in marks_of(line.sentence.low, mention, clock):
                    signs[f"stock back mark {mark}"] = 1.0
                if _COUNTED_ON.search(line.sentence.low[max(0, mention.start - 9) : mention.start + 3]):
                    signs["stock back on"] = 1.0
                yield Option(mention.days, why, signs)
    yield from _above(walk, candidate)
    if clock.published:
        yield from _by_document(clock.published, low)
    yield Option(None, "no day", {"stock none": 1.0, "stock none undated": float(clock.published is None)})


def _above(walk: Walk, candidate: Candidate) -> Iterator[Option]:
    """The days of headings and of the title, and the end of the period spoken of."""
    clock = walk.paper.clock
    for rank, heading in enumerate(walk.eras.above(candidate.index)):
        day = day_of(heading.days, clock)
        if day:
            yield Option(
                day,
                "the heading above",
                {"stock heading": 1.0, f"stock heading {kind_of(heading.days)} {rank}": 1.0},
            )
    for day in walk.eras.title_days:
        yield Option(day, "the title", {"stock title day": 1.0})
    for title in walk.eras.title:
        day = day_of(title, clock)
        if day:
            yield Option(day, "the title", {"stock title": 1.0})
    spoken_of = next(
        (t for t in reversed(walk.told[-4:]) if not t.aside), walk.told[-1] if walk.told else None
    )
    if spoken_of and spoken_of.days:
        day = day_of(spoken_of.days, clock)
        if day:
            near = "near" if candidate.index - spoken_of.line < 3 else "far"
            yield Option(
                day,
                "the end of the period spoken of",
                {f"stock told {near}": 1.0, f"stock told {kind_of(spoken_of.days)}": 1.0},
            )


def _by_document(published: date, low: str) -> Iterator[Option]:
    day = closed(published, published, True)
    past = bool(re.search(r"\b(?:was|were|had)\b", low))
    yield Option(
        day, "the day of the document", {"stock published": 1.0, "stock published past": float(past)}
    )
    if re.search(r"\b(?:a|one) year (?:ago|earlier|before)\b|last year", low):
        then = published.replace(year=published.year - 1, day=min(published.day, 28))
        yield Option(closed(then, then, True), "a year before the document", {"stock year ago": 1.0})
