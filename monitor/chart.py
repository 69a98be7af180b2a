"""A series drawn with characters: a mark a party, gaps as gaps, zero as zero, disputes and odd periods named.

Periods that follow each other (2023, 2024) are joined; a year that nobody spoke of joins nothing, nor does a
quarter a year. Nothing of it comes from outside but the names of parties, which are cleaned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from config.words import ClaimState, PeriodKind
from monitor.phrases import iso_day, one_line
from monitor.series import Series
from storage.records import Point

LEAST_WIDTH: Final = 40  #: cells; on a narrower screen the table says it better
MOST_WIDTH: Final = 100
MOST_PERIODS: Final = 120  #: that are drawn: more would share columns
HEIGHT: Final = 16
_ROOM: Final = HEIGHT - 3  #: rows without frame and labels
#: how much two periods of one kind may differ in length: February and March
_LENGTHS_APART: Final = timedelta(days=3)
_COLOURS: Final = ("blue", "red", "green", "magenta", "cyan", "orange")


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """How it may be drawn on this screen."""

    width: int
    colour: bool = False
    ascii: bool = False


class _Marks(NamedTuple):
    parties: str
    several: str
    line: str
    disputed: str


_UNICODE: Final = _Marks("●○■□▲△", "◉", "·", "≠")
_ASCII: Final = _Marks("ox#+%^", "@", ".", "!")
_FRAME: Final = str.maketrans("─│┌┐└┘┤├┬┴┼", "-|+++++++++")


class _Spot(NamedTuple):
    """What one party says at one row of the series."""

    party: int
    row: int
    value: int


def lines(series: Series, parties: Sequence[str], look: Look) -> list[str]:
    """The chart, its legend under it; nothing where there are fewer than two points, or no room.

    `parties` are the names for the legend, in the order of the series.
    """
    left_out = max(0, len(series.rows) - MOST_PERIODS)
    series = replace(series, rows=series.rows[left_out:])
    spots = _spots(series)
    if len(spots) < 2 or look.width < LEAST_WIDTH:
        return []
    marks = _ASCII if look.ascii else _UNICODE
    drawn = _drawn(series, spots, marks, look)
    if look.ascii:
        drawn = drawn.translate(_FRAME)
    legend = _legend(series, spots, parties, marks)
    if left_out:
        legend.append(f"  the newest {MOST_PERIODS} of {MOST_PERIODS + left_out} periods are drawn")
    return [*(line.rstrip() for line in drawn.rstrip("\n").split("\n")), *legend]


def _spots(series: Series) -> list[_Spot]:
    return [
        _Spot(party, number, cell.claim.now.value)
        for number, row in enumerate(series.rows)
        for party, cell in enumerate(row.cells)
        if cell is not None and cell.claim.state is ClaimState.STANDING
    ]


def _drawn(series: Series, spots: Sequence[_Spot], marks: _Marks, look: Look) -> str:
    from plotext import figure, marker, pixel, uncolorize

    figure.clear()
    figure.theme("colorless")
    figure.plot_size(min(look.width, MOST_WIDTH), HEIGHT)
    top = max(spot.value for spot in spots) or 1

    def mark(sign: str, party: int) -> object:
        return marker(sign, pixel(_COLOURS[party % len(_COLOURS)])) if look.colour else sign

    for one, other in _joined(series, spots):
        rows, values = [one.row, other.row], [one.value, other.value]
        figure.draw(figure.signal(rows, values, marker=mark(marks.line, one.party)).lines())
    alike = _alike(spots, top)
    for spot in spots:
        sign = marks.several if spot in alike else _sign(marks, spot.party)
        figure.draw(figure.signal([spot.row], [spot.value], marker=mark(sign, spot.party)))
    positions, labels = _periods(series, marks, min(look.width, MOST_WIDTH))
    figure.ruler("x").ticks(positions, labels)
    figure.ruler("x").lim(-0.5, len(series.rows) - 0.5)
    values = _steps(top)
    figure.ruler("y").ticks(values, [f"{value:,}" for value in values])
    figure.ruler("y").lim(0, max(top, values[-1]))
    built = figure.build().string()
    figure.clear()
    return str(built) if look.colour else str(uncolorize(built))


def _sign(marks: _Marks, party: int) -> str:
    return marks.parties[party % len(marks.parties)]


def _alike(spots: Sequence[_Spot], top: int) -> frozenset[_Spot]:
    """Those that another party's would hide: the same value, or one too close to be drawn apart."""
    near = top / _ROOM
    by_row: dict[int, list[_Spot]] = {}
    for spot in spots:
        by_row.setdefault(spot.row, []).append(spot)
    return frozenset(
        spot
        for some in by_row.values()
        for spot in some
        for other in some
        if other.party != spot.party and abs(other.value - spot.value) < near
    )


# --- which periods follow each other --------------------------------------------------------------


def _joined(series: Series, spots: Sequence[_Spot]) -> Iterator[tuple[_Spot, _Spot]]:
    by_start: dict[tuple[int, PeriodKind, date], list[_Spot]] = {}
    for spot in spots:
        point = series.rows[spot.row].point
        if first := iso_day(point.first):
            by_start.setdefault((spot.party, point.kind, first), []).append(spot)
    for spot in spots:
        point = series.rows[spot.row].point
        last = iso_day(point.last)
        if point.kind not in (PeriodKind.CLOSED, PeriodKind.FISCAL) or last is None or last == date.max:
            continue
        for other in by_start.get((spot.party, point.kind, last + timedelta(days=1)), ()):
            if abs(_length(series.rows[other.row].point) - _length(point)) <= _LENGTHS_APART:
                yield spot, other


def _length(point: Point) -> timedelta:
    first, last = iso_day(point.first), iso_day(point.last)
    return last - first if first and last else timedelta(0)


# --- what stands beside the drawing ---------------------------------------------------------------


def _periods(series: Series, marks: _Marks, width: int) -> tuple[list[int], list[str]]:
    """Names of the rows along the bottom, as many as there is room for; the last one always."""
    names = [f"{row.period}{marks.disputed if row.disputed else ''}" for row in series.rows]
    room = max(1, (width - 12) // (max(map(len, names)) + 2))
    step = -(-len(names) // room)
    positions = sorted(range(len(names) - 1, -1, -step))
    return positions, [names[at] for at in positions]


def _steps(top: int) -> list[int]:
    """0 and up to five round numbers above it, the last at or over the highest value."""
    step = 1
    while step * 5 < top:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return list(range(0, top + step, step))


def _legend(series: Series, spots: Sequence[_Spot], parties: Sequence[str], marks: _Marks) -> list[str]:
    shown = sorted({spot.party for spot in spots})
    told = [f"{_sign(marks, party)} {one_line(parties[party], 60)}" for party in shown]
    if _alike(spots, max(spot.value for spot in spots) or 1):
        told.append(f"{marks.several} several, too close to be drawn apart")
    if any(row.disputed for row in series.rows):
        told.append(f"{marks.disputed} parties contradict each other")
    told += _odd_periods(series)
    return [f"  {each}" for each in told]


_ODD: Final[Mapping[PeriodKind, str]] = {
    PeriodKind.RUNNING: "since …: running total, still counting",
    PeriodKind.FISCAL: "FY…: fiscal year, its first month is not known",
}


def _odd_periods(series: Series) -> list[str]:
    kinds = {row.point.kind for row in series.rows}
    return [told for kind, told in _ODD.items() if kind in kinds]
