"""What a told number leaves possible, and whether two told numbers can both be true. Pure."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Final, Protocol

from config.words import Qualifier

#: an "about" is good for this part of its value, or for half of its last non-zero place
APPROX_SHARE: Final = Fraction(5, 100)


class Relation(StrEnum):
    AGREE = "agree"  #: the same, or an "about" that takes the other in: only this supports
    CONSISTENT = "consistent"  #: a bound that does not exclude the other
    CONTRADICT = "contradict"  #: nothing can be both: only this makes a change


class Told(Protocol):
    """A figure, a statement, or a side of a change."""

    @property
    def value(self) -> int: ...

    @property
    def qualifier(self) -> Qualifier: ...


def span(told: Told) -> tuple[Fraction, Fraction | None]:
    """Least and greatest number that `told` leaves possible; None is no upper end."""
    value = Fraction(told.value)
    match told.qualifier:
        case Qualifier.EXACT:
            return value, value
        case Qualifier.AT_LEAST:
            return value, None
        case Qualifier.AT_MOST:
            return Fraction(min(0, told.value)), value
        case Qualifier.APPROX:
            give = max(abs(value) * APPROX_SHARE, Fraction(_last_place(told.value), 2))
            return value - give, value + give


def relation(one: Told, other: Told) -> Relation:
    """How two told numbers stand to each other; the order of the two makes no difference."""
    if (one.value, one.qualifier) == (other.value, other.qualifier):
        return Relation.AGREE
    if _apart(span(one), span(other)):
        return Relation.CONTRADICT
    bounds = (Qualifier.AT_LEAST, Qualifier.AT_MOST)
    return Relation.CONSISTENT if one.qualifier in bounds or other.qualifier in bounds else Relation.AGREE


def agree(one: Told, other: Told) -> bool:
    return relation(one, other) is Relation.AGREE


def contradict(one: Told, other: Told) -> bool:
    return relation(one, other) is Relation.CONTRADICT


def sharpness(told: Told) -> int:
    """2 for a number, 1 for an "about", 0 for a bound: the sharper one is kept where two fit together."""
    return {Qualifier.EXACT: 2, Qualifier.APPROX: 1}.get(told.qualifier, 0)


def _apart(one: tuple[Fraction, Fraction | None], other: tuple[Fraction, Fraction | None]) -> bool:
    (low, high), (least, most) = one, other
    return (high is not None and high < least) or (most is not None and most < low)


def _last_place(value: int) -> int:
    """The worth of the last digit that is not zero: 100 for 1,200; 0 for 0."""
    place = 1
    while value and value % (place * 10) == 0:
        place *= 10
    return place if value else 0
