"""Counties and cities by state: evidence for which state a text is about.

A name that one state only has tells the state by itself; one of several states only counts towards
each. Names that are missing are no evidence, and no harm.
"""

from __future__ import annotations

from functools import cache

from monitor.figures.gazetteer import gazetteer


def counties() -> dict[str, tuple[str, ...]]:
    """Folded county name, without the word County, to the states that have one of that name."""
    return gazetteer().counties


def cities() -> dict[str, tuple[str, ...]]:
    """Folded name of a larger city to the states that have one of that name."""
    return gazetteer().cities


@cache
def towns_of(code: str) -> tuple[str, ...]:
    """Names of a state's cities and towns that are large enough to be named without their state."""
    return tuple(name for name, town in gazetteer().towns.get(code, {}).items() if town.size)
