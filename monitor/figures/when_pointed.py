"""The times that the language model points to for a number, where no rule looks for its period."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Final

from monitor.figures.candidates import Line
from monitor.figures.days import Clock, Mention
from monitor.figures.time_marks import Spoken
from monitor.figures.when_options import Option, of_type

FAINT: Final = 0.1  #: a time that is pointed to with less is left out


def by_start(lines: Sequence[Line]) -> dict[int, tuple[int, Mention]]:
    """Each time of a text with the line it stands in, by where in the text it begins."""
    return {line.sentence.start + m.start: (i, m) for i, line in enumerate(lines) for m in line.times}


def pointed(
    times: Mapping[int, float], looked_at: Collection[int], starts: Mapping[int, tuple[int, Mention]],
    spoken: Callable[[int], Sequence[Spoken]], clock: Clock,
) -> Iterator[Option]:  # fmt: skip
    """The times that are pointed to and that no option is for yet: a report often begins with its number and
    names the year four sentences later. `looked_at`: where the times begin that an option is for.
    `spoken`: the times of a line, those worked out that point to another."""
    for at, chance in times.items():
        if chance < FAINT or at in looked_at or at not in starts:
            continue
        index, mention = starts[at]
        if mention.point:
            continue
        days = mention.days or next((t.days for t in spoken(index) if t.start == mention.start), None)
        if days is not None:
            why = f"'{mention.text.strip()}', to which the language model points"
            yield Option(days, why, {"pointed": 1.0, **of_type(days, clock, "pointed")}, at=at)
