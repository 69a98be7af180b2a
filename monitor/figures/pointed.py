"""What the language model points to, and how its chances are weighed with those of rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Trust:
    """The powers that both chances are taken to, and what each leaves, at the least, for what it does not
    name."""

    rules: float
    pointer: float
    left: float
    unsaid: float


def words_at(words: Mapping[int, float], starts: Sequence[int]) -> Iterator[tuple[int, int, float]]:
    """The line of each word that is pointed to, where in it the word begins, and its chance. `words`: by
    where in the text they begin. `starts`: where each line begins."""
    for offset, chance in words.items():
        line = bisect_right(starts, offset) - 1
        yield line, offset - starts[line], chance


def at_none(words: Mapping[int, float]) -> float:
    """The chance that no word is meant."""
    return max(0.0, 1.0 - sum(words.values()))


def together(
    found: Iterable[K], chosen: K | None, chance: float, pointed: Mapping[K, float], trust: Trust
) -> dict[K, float]:
    """What speaks for each of those found, by both. `chosen`: by rules, with that chance."""
    left = max(trust.left, (1.0 - chance) / 2)
    return {
        one: (chance if one == chosen else left) ** trust.rules
        * max(trust.unsaid, pointed.get(one, 0.0)) ** trust.pointer
        for one in found
    }  # fmt: skip
