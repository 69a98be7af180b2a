"""The stretches of a text that the language model reads at once, with the numbers and times in each.

A number is read with what stands before it and a little of what follows; the title goes before every stretch.
Cells of a long table are left out: they would take long, and their heads and labels say what they are. So are
numbers far from any word that speaks of detainers, as most of the minutes of a meeting are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from monitor.figures import lexicon, wordpieces
from monitor.figures.paper import Paper

SIZE: Final = 448  #: pieces of a window
BEFORE: Final = 120  #: pieces that are read before its first number
AFTER: Final = 40  #: pieces that are read after its last number
TITLE: Final = 24  #: pieces of the title
OUTSIDE: Final = -1
CELLS: Final = 150  #: numbers in cells that a document may have for these to be read too
MOST: Final = 24  #: windows of a document; numbers beyond are judged by their signs alone
REACH: Final = 4_000  #: characters from a watch word in which numbers are read


@dataclass(frozen=True, slots=True)
class Spot:
    """The first and the last piece of a number or of a time, and where in the text it begins."""

    first: int
    last: int
    start: int


@dataclass(frozen=True, slots=True)
class Window:
    """`offsets`: where in the text the word of each piece begins; `OUTSIDE` for what is not of the text."""

    pieces: list[int]
    offsets: list[int]
    numbers: tuple[Spot, ...]
    times: tuple[Spot, ...]

    @property
    def marks(self) -> list[int]:
        """1 for each piece of a number that is asked about, 0 for all others."""
        found = [0] * len(self.pieces)
        for spot in self.numbers:
            found[spot.first : spot.last + 1] = [1] * (spot.last + 1 - spot.first)
        return found


def windows(paper: Paper, stop: int | None = None) -> Iterator[Window]:
    """The windows that hold the numbers of the text, in order; at most `MOST`. What stands from
    `stop` on, an offset in the text, is not read."""
    read = paper.text[:stop]
    few = sum(candidate.cell is not None for candidate in paper.candidates) <= CELLS
    watched = lexicon.found(read)
    numbers = [
        (candidate.start, candidate.sentence.start + candidate.number.end)
        for candidate in paper.candidates
        if candidate.start < len(read) and (candidate.cell is None or few) and _near(candidate.start, watched)
    ]
    if not numbers:
        return
    text = wordpieces.cut(read)
    marked = [_spot(text.starts, *number) for number in numbers]
    times = _times(paper, text.starts, len(read))
    known = wordpieces.known()
    head = [known[wordpieces.BEGIN], *wordpieces.cut(paper.title).ids[:TITLE], known[wordpieces.BREAK]]
    room = SIZE - len(head) - 1
    at = count = 0
    while at < len(marked) and count < MOST:
        begin = 0 if marked[at].last < room - AFTER else max(0, marked[at].first - BEFORE)
        end = min(len(text.ids), begin + room)
        reach = end if end == len(text.ids) else end - AFTER
        stop = max(at + 1, _first_beyond(marked, at, reach))
        pieces = [*head, *text.ids[begin:end], known[wordpieces.BREAK]]
        inside = [spot for spot in times if begin <= spot.first < end]
        yield Window(
            pieces,
            [*[OUTSIDE] * len(head), *text.starts[begin:end], OUTSIDE],
            tuple(_moved(spot, len(head) - begin, len(pieces) - 2) for spot in marked[at:stop]),
            tuple(_moved(spot, len(head) - begin, len(pieces) - 2) for spot in inside),
        )
        at, count = stop, count + 1


def _near(start: int, watched: Sequence[int]) -> bool:
    """Whether a watch word stands within reach; where the title alone has one, all numbers are."""
    at = bisect_left(watched, start - REACH)
    return not watched or (at < len(watched) and watched[at] <= start + REACH)


def _first_beyond(marked: Sequence[Spot], at: int, reach: int) -> int:
    """The first of the numbers from `at` on that does not end within reach."""
    return next((i for i in range(at, len(marked)) if marked[i].last >= reach), len(marked))


def _spot(starts: Sequence[int], begin: int, end: int) -> Spot:
    first = max(0, bisect_right(starts, begin) - 1)
    while first and starts[first - 1] == starts[first]:  # a word of several pieces
        first -= 1
    return Spot(first, max(first, bisect_left(starts, end) - 1), begin)


def _moved(spot: Spot, by: int, most: int) -> Spot:
    return Spot(spot.first + by, min(spot.last + by, most), spot.start)


def _times(paper: Paper, starts: Sequence[int], stop: int) -> list[Spot]:
    found: dict[int, Spot] = {}
    for line in paper.lines:
        for time in line.times:
            begin, end = line.sentence.start + time.start, line.sentence.start + time.end
            if begin < stop:
                found.setdefault(begin, _spot(starts, begin, end))
    return [found[begin] for begin in sorted(found)]
