"""The periods that a table's cell may be for: what its row, its column and the lines above it name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from config.words import PeriodKind
from monitor.figures.candidates import Candidate, Cell
from monitor.figures.cell_times import (
    NOTHING,
    Named,
    by_frame,
    is_relative,
    named,
    periods_month,
    quarter_of_fiscal,
)  # fmt: skip
from monitor.figures.days import Clock, Days, a_day, closed, fiscal, last_of, months_of, months_on
from monitor.figures.eras import Eras
from monitor.figures.paper import Paper
from monitor.figures.pointing import resolve
from monitor.figures.sentences import Kind
from monitor.figures.sums import Role
from monitor.figures.time_marks import kind_of
from monitor.figures.time_words import MONTH
from monitor.figures.when_options import Option, of_type
from monitor.figures.when_tables import TOTAL, Tables

_ORDINAL: Final = re.compile(r"(?:(first|second|third|fourth)|([1-4])(?:st|nd|rd|th)?)\W*")
SPANNED: Final = "the year to date of the rows above, which ends where they do"  #: and nothing else
_YTD: Final = re.compile(r"\W*(?:totals? |all )?(?:ytd|year[- ]to[- ]date|to date)\b\W*(?:totals?\W*)?$")
_FISCAL: Final = re.compile(r"(?<![a-z])(?:fiscal|[fs]?fys?)(?![a-z])")


def options(paper: Paper, eras: Eras, tables: Tables, candidate: Candidate, cell: Cell) -> Iterator[Option]:
    """The periods that a cell may be for."""
    clock = paper.clock
    lines = [t for t in cell.caption.split(" \n ")[1:] if t]
    around = " ".join([cell.head, *cell.heads, *lines[-2:], paper.title.lower()])
    is_fiscal = bool(_FISCAL.search(around)) and "calendar" not in around
    turn = _turn(cell) if is_fiscal else None
    if turn is not None and clock.fiscal_start is None:
        clock = replace(clock, fiscal_start=turn)
    row = _row(cell, clock, is_fiscal)
    head = named(cell.head, clock, is_fiscal)
    section = tables.section(candidate, cell, is_fiscal)
    if row.days and section.days and row.days != section.days and _of_row(cell, section, clock, is_fiscal):
        section = NOTHING  # the year of a row that names its quarter too
    above = [(h.days, "heading") for h in eras.above(candidate.index)]
    corner = named(cell.heads[0], clock, is_fiscal) if cell.heads and cell.column else NOTHING
    if corner.days and corner.covers and not head.days:
        above.insert(0, (corner.days, "heading"))
    for text in reversed(lines[-4:]):
        if text.endswith(".") and not re.match(r"\W*(?:table|figure|exhibit)", text):
            continue
        told = named(text, clock, is_fiscal)
        if told.days and told.days not in [d for d, _w in above]:
            above.append((told.days, "caption"))
    above += [(d, "title") for d in eras.title] + [(d, "top") for d in eras.top[:1]]
    span = tables.span(candidate, cell, is_fiscal, False) if row.running and _YTD.match(cell.label) else None
    if span is not None:
        yield Option(span, SPANNED, {"cell span down mine": 1.0, **of_type(span, clock, "cell")})
        return
    last = bool(TOTAL.match(cell.label)) or (cell.sums == Role.TOTAL and not (row.days or row.months))
    total = last or bool(TOTAL.match(cell.head))
    state = {
        "has row": bool(row.days or row.months), "has head": bool(head.days or head.months),
        "has section": bool(section.days or section.months), "total": total,
        "running": row.running or head.running,
    }  # fmt: skip
    yield from _own(row, head, section, above, state, clock, lines)
    yield from _framed(cell, head, row, above, state, clock)
    if eras.until:
        yield from _to_date(row, head, section, eras.until, state, clock)
    if total:
        for across in (False, True):
            span = tables.span(candidate, cell, is_fiscal, across)
            if span:
                on = "across" if across else "down"
                mine = bool(TOTAL.match(cell.head)) if across else last
                yield Option(
                    span,
                    "the span of the table",
                    _signs(f"cell span {on}{' mine' if mine else ''}", span, state, clock),
                )
    if candidate.sentence.kind is not Kind.ROW:
        return
    for rank, (days, where) in enumerate(above[:5]):
        signs = _signs(f"cell {where}", days, state, clock)
        signs[f"cell above {min(rank, 3)}"] = 1.0
        yield Option(days, f"the {where} above the table", signs)


def _turn(cell: Cell) -> int | None:
    """The month in which the fiscal year of a table begins, by the order of the months over its columns."""
    months = [m[1] for m in (_MONTH.match(head) for head in cell.heads) if m]
    order = [periods_month(month) for month in months]
    turned = len(order) > 2 and order[0] != 1 and any(month < order[0] for month in order)
    return order[0] if turned else None


_MONTH: Final = re.compile(rf"\W*({MONTH})\b")


def _row(cell: Cell, clock: Clock, is_fiscal: bool) -> Named:
    """The time that a row names: in its first cell, or in another that holds no number."""
    found = [named(cell.label, clock, is_fiscal)]
    ordinal = _ORDINAL.fullmatch(cell.label)
    if ordinal and cell.heads and re.search(r"\bquarter|\bqtr", cell.heads[0]):
        quarter = (
            ("first", "second", "third", "fourth").index(ordinal[1]) if ordinal[1] else int(ordinal[2]) - 1
        )
        found.insert(0, Named(None, (3 * quarter + 1, 3 * quarter + 3), False, True, True))
    if spanned := _from_to(cell, clock):
        return Named(spanned, None, False, True)
    if ended := _ended(cell, found[-1].days):
        found.insert(0, Named(ended, None, False, True))
    found += [named(t, clock, is_fiscal or bool(_FISCAL.search(h))) for t, h in _others(cell)]
    parts = [named(text, clock, is_fiscal) for text in cell.row_heads if text]
    if combined := _combined([n for n in parts if n.covers], clock):
        return combined
    covering = [n for n in found if n.covers and (n.days or n.months)]
    if combined := _combined(covering, clock):
        return combined
    whole = next((n for n in covering if n.days), None)
    part = next((n for n in covering if n.months), None)
    return whole or part or next((n for n in found if n.days or n.months), NOTHING)


_FROM: Final = re.compile(r"\b(?:start|begin|from|first day)")
_UNTIL: Final = re.compile(r"\b(?:end|through|thru|until|to\b|last day)")
_WEEK_OF: Final = re.compile(r"\bweek[ _]?(?:of|begin|start)")
_UNIT_ENDED: Final = re.compile(r"\b(?P<unit>quarter|qtr|month|week|half|year)[ _]?(?:that )?(?:end|through)")


def _from_to(cell: Cell, clock: Clock) -> Days | None:
    """The span of a row that tells its first and last day in columns of their own."""
    ends = [
        next((named(text, clock, False).days for head, text in zip(cell.heads, cell.row_heads, strict=False)
              if text and pattern.search(head.replace("_", " "))), None)
        for pattern in (_FROM, _UNTIL)
    ]  # fmt: skip
    first, last = ends
    if first is None or last is None or last.last is None or kind_of(first) not in ("day", "month"):
        return None
    return closed(first.first, last.last) if first.first < last.last else None


def _ended(cell: Cell, day: Days | None) -> Days | None:
    """The quarter, month or week of a row that is named by its last day: "Quarter ended | 3/31/2021"."""
    if cell.heads and day is not None and kind_of(day) == "day" and _WEEK_OF.search(cell.heads[0]):
        return closed(day.first, day.first + timedelta(days=6))
    match = _UNIT_ENDED.search(cell.heads[0]) if cell.heads else None
    if match is None or day is None or day.last is None or kind_of(day) not in ("day", "month"):
        return None
    if match["unit"] == "week":
        return closed(day.last - timedelta(days=6), day.last)
    length = {"quarter": 3, "qtr": 3, "month": 1, "half": 6, "year": 12}[match["unit"]]
    first = months_on(day.last.replace(day=1), 1 - length)
    return closed(first, last_of(day.last.year, day.last.month)) if first else None


def _combined(covering: Sequence[Named], clock: Clock) -> Named | None:
    """The part of a year that one cell of a row names, in the year that another does."""
    whole = next((n.days for n in covering if n.days and kind_of(n.days) in ("year", "fiscal")), None)
    part = next((n for n in covering if n.months), None)
    if whole is None or part is None or part.months is None:
        return None
    quarters = (days for days, _how in _quarters(part, whole, clock))
    return Named(next(quarters, None) or _placed(part.months, whole, clock) or whole, None, False, True)


def _of_row(cell: Cell, section: Named, clock: Clock, is_fiscal: bool) -> bool:
    return any(named(text, clock, is_fiscal).days == section.days for text in cell.row_heads if text)


def _others(cell: Cell) -> list[tuple[str, str]]:
    heads = [*cell.heads, *[""] * len(cell.row_heads)]
    return [(t, heads[i]) for i, t in enumerate(cell.row_heads) if t and t != cell.label]


def _signs(kind: str, days: Days | None, state: dict[str, bool], clock: Clock) -> dict[str, float]:
    signs = {kind: 1.0, **of_type(days, clock, "cell")}
    for name, holds in state.items():
        if holds:
            signs[f"{kind.split(' mine')[0]}, {name}"] = 1.0
    if days and clock.published and days.last and days.last > clock.published >= days.first:
        signs["cell unfinished"] = 1.0
    if days and clock.published and days.last and kind_of(days) in ("month", "quarter", "range"):
        ago = (clock.published - days.last).days
        signs["cell part lately" if -31 <= ago <= 366 else "cell part not lately"] = 1.0
    if kind.startswith(("cell row", "cell head", "cell section")):
        signs["cell of its own"] = 1.0
    return signs


def _own(
    row: Named, head: Named, section: Named, above: Sequence[tuple[Days, str]], state: dict[str, bool],
    clock: Clock, lines: Sequence[str],
) -> Iterator[Option]:  # fmt: skip
    """What the row, the column and the section name themselves, or together."""
    sources = [("row", row), ("head", head), ("section", section)]
    years = [(n.days, w) for w, n in sources if n.days] + list(above)
    for where, told in sources:
        if told.days:
            name = f"cell {where}{'' if told.covers else ' loose'}"
            yield Option(told.days, f"its {where}", _signs(name, told.days, state, clock))
            yield from _unfinished(told, where, above, state, clock)
        if told.months:
            for rank, (base, by) in enumerate([(d, w) for d, w in years if w != where][:4]):
                for days, how in _quarters(told, base, clock):
                    signs = _signs(f"cell {where} in {by}", days, state, clock)
                    if {where, by} == {"row", "head"} and told.covers:
                        signs["cell crossed"] = 1.0
                    yield Option(days, f"its {where}, in the fiscal year of its {by}", {**signs, how: 1.0})
                placed = _placed(told.months, base, clock)
                if placed:
                    signs = _signs(f"cell {where} in {by}", placed, state, clock)
                    signs[f"cell in {min(rank, 2)}"] = 1.0
                    if {where, by} == {"row", "head"} and told.covers:
                        signs["cell crossed"] = 1.0
                    yield Option(placed, f"its {where}, in the year of its {by}", signs)
            own = months_of(clock.published.year, *told.months) if clock.published else None
            if own:
                signs = _signs(f"cell {where} in published", own, state, clock)
                yield Option(own, f"its {where}, in the document's year", signs)
    yield from _with_months(sources[:2], above, state, clock)


def _framed(
    cell: Cell,
    head: Named,
    row: Named,
    above: Sequence[tuple[Days, str]],
    state: dict[str, bool],
    clock: Clock,
) -> Iterator[Option]:
    """What a head or label tells by another time: by another column, or by the period of the whole report."""
    heads = [n.days for n in (named(t, clock, False) for t in cell.heads if not is_relative(t)) if n.days]
    frames = [*heads, *(days for days, _by in above)]
    for text, told, where in ((cell.head, head, "head"), (cell.label, row, "row")):
        for rank, frame in enumerate(frames[:4]):
            days = by_frame(text, frame)
            if days:
                signs = _signs(f"cell {where} by frame", days, state, clock)
                yield Option(
                    days, f"its {where}, of the report's period", {**signs, f"cell by frame {rank}": 1.0}
                )
                break
        if told.points is None:
            continue
        for frame in frames[:3]:
            for days, how in resolve(told.points, frame, clock):
                signs = _signs(f"cell {where} points", days, state, clock)
                yield Option(days, f"its {where}, seen from another", {**signs, f"cell points {how}": 1.0})


def _to_date(
    row: Named, head: Named, section: Named, until: date, state: dict[str, bool], clock: Clock
) -> Iterator[Option]:
    """A year to date ends on the day on which the data end; of an earlier year, on that day of it."""
    for where, told in (("head", head), ("row", row), ("section", section)):
        if told.days is None or not told.running or kind_of(told.days) not in ("year", "running"):
            continue
        last = a_day(told.days.first.year, until.month, until.day)
        days = closed(told.days.first, last, True) if last and last > told.days.first else None
        if days:
            yield Option(
                days,
                f"its {where}, as far as the data go",
                _signs(f"cell {where} to date", days, state, clock),
            )


def _with_months(
    sources: Sequence[tuple[str, Named]],
    above: Sequence[tuple[Days, str]],
    state: dict[str, bool],
    clock: Clock,
) -> Iterator[Option]:
    """The year of a row or column, in those of its months that the lines above name."""
    months = [(d, w) for d, w in above if kind_of(d) in ("range", "quarter", "month", "day")]
    for where, told in sources:
        if told.days and kind_of(told.days) == "year" and months:
            base, by = months[0]
            last = base.last or base.first
            first_month = 1 if kind_of(base) == "day" else base.first.month
            day = closed(
                told.days.first.replace(month=first_month),
                last.replace(year=told.days.first.year, day=min(last.day, 28)),
                True,
            )
            if last == last_of(last.year, last.month):
                day = (
                    months_of(told.days.first.year, first_month, last.month)
                    if first_month <= last.month
                    else None
                )
            if day:
                signs = _signs(f"cell {where} with months", day, state, clock)
                if (base.first.month, base.first.day) == (
                    1,
                    1,
                ) and base.first.year == last.year > day.first.year:
                    signs["cell to the same day"] = 1.0
                yield Option(day, f"its {where}, the months of the {by}", signs)


def _quarters(told: Named, base: Days, clock: Clock) -> Iterator[tuple[Days, str]]:
    """A quarter by its number, of a fiscal year: it begins where the year does."""
    if not told.quarter or told.months is None or kind_of(base) not in ("fiscal", "range"):
        return
    first, last = told.months
    known = base.kind is PeriodKind.CLOSED
    if not known:
        start = 10 if clock.federal else clock.fiscal_start or 7
        base = fiscal(int(base.label[2:]), start)
    if base.last and 360 <= (base.last - base.first).days <= 366:
        days = quarter_of_fiscal(base, first, last)
        if days:
            yield days, "cell fiscal quarter" if known else "cell fiscal quarter by custom"


def _placed(months: tuple[int, int], base: Days, clock: Clock) -> Days | None:
    """Months of a year, or of a fiscal year or range that holds them once."""
    first, last = months
    if kind_of(base) in ("fiscal", "range", "running"):
        until = base.last or base.first.replace(month=12, day=31)
        if base.kind is PeriodKind.FISCAL:
            turn = 10 if clock.federal else clock.fiscal_start or 7
            return months_of(base.first.year - (first >= turn > 1), first, last) if first <= last else None
        for value in range(until.year, base.first.year - 1, -1):
            days = months_of(value, first, last)
            if days and days.last and base.first <= days.last and days.first <= until:
                return days
        return None
    return months_of(base.first.year, first, last)


def _unfinished(
    told: Named, where: str, above: Sequence[tuple[Days, str]], state: dict[str, bool], clock: Clock
) -> Iterator[Option]:
    """A year that is not over when the table is made ends on a day that is named above, or on its own."""
    days = told.days
    if days is None or days.last is None or kind_of(days) not in ("year", "fiscal"):
        return
    for until, by in above:
        last = until.last
        if last and days.first < last < days.last:
            cut = closed(days.first, last, True)
            if cut:
                yield Option(
                    cut,
                    f"its {where}, through the {by}'s last day",
                    _signs(f"cell {where} cut", cut, state, clock),
                )
                break
    if clock.published and days.first < clock.published < days.last:
        cut = closed(days.first, clock.published, True)
        if cut:
            yield Option(cut, f"its {where}, so far", _signs(f"cell {where} so far", cut, state, clock))
