"""The counties of each state and their towns, from the table that is shipped beside this module.

Facts for telling places apart: which states have a county or a town of a name, and in which county a
town lies. A name that is missing is no evidence, and no harm.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

TABLE: Final = "gazetteer.txt"
FAR: Final = 4  #: times as many people as the next county of its name make a county the one that is meant


VERY_FAR: Final = 25  #: the same for the names that are so common that no one county comes to mind
_COMMON_WORDS: Final = (
    "adams allen benton clark clay columbia cumberland douglas essex fayette franklin greene grant "
    "hamilton hancock jackson jefferson johnson kent knox lake lancaster lee lincoln logan madison "
    "marion marshall mercer middlesex monroe nassau orange montgomery morgan perry pierce plymouth "
    "polk putnam richmond scott suffolk sullivan union warren washington wayne worcester york bristol "
    "carroll clinton dallas hampden henry houston howard norfolk"
)
COMMON: Final = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True, slots=True)
class Town:
    """A town of a state: the county that it lies in, and how large it is."""

    name: str
    county: str  #: without the word County; its own name for a city that is no part of a county
    size: int  #: 2: more than 50,000 people, 1: more than 12,000, 0: fewer
    alone: bool = False  #: a city that is its own county


@dataclass(frozen=True)
class Gazetteer:
    """By folded names."""

    counties: dict[str, tuple[str, ...]]  #: to their states, the most people first
    people: dict[tuple[str, str], int]  #: (state, county) -> thousands in its towns
    written: dict[tuple[str, str], str]  #: (state, county) -> as it is written
    towns: dict[str, dict[str, Town]]  #: state -> town -> what is known of it
    cities: dict[str, tuple[str, ...]]  #: cities of more than 50,000 to their states


@cache
def gazetteer() -> Gazetteer:
    """The table, read once."""
    found = Gazetteer({}, {}, {}, {}, {})
    text = resources.files("monitor.figures").joinpath(TABLE).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        code, county, people, rest = line.split("|", 3)
        alone, county = county.startswith("="), county.lstrip("=")
        if not alone:
            found.people[code, county.lower()] = int(people)
            found.written[code, county.lower()] = county
        own = found.towns.setdefault(code, {})
        for mark in rest.split(",") if rest else ():
            name = mark.lstrip("*+")
            size = 2 if mark[0] == "*" else 1 if mark[0] == "+" else 0
            known = own.get(name.lower())
            if known is None or known.size < size:
                own[name.lower()] = Town(name, county, size, alone)
    for code, name in sorted(found.people, key=lambda key: -found.people[key]):
        found.counties[name] = (*found.counties.get(name, ()), code)
    for code, own in found.towns.items():
        for name, town_ in own.items():
            if town_.size == 2:
                found.cities[name] = (*found.cities.get(name, ()), code)
    return found


def fold(name: str) -> str:
    """A name as the table has it: lower case, straight marks, no accents."""
    low = name.lower().replace("’", "'")
    return low if low.isascii() else unicodedata.normalize("NFKD", low).encode("ascii", "ignore").decode()


def town(name: str, code: str | None) -> Town | None:
    """The town of that name in a state."""
    return gazetteer().towns.get(code or "", {}).get(fold(name))


def may_be_county(name: str, code: str) -> bool:
    """Whether a bare name is not rather that of a large city elsewhere in the state."""
    low = fold(name)
    found = gazetteer().towns.get(code, {}).get(low)
    return found is None or found.size != 2 or fold(found.county) == low  # Boise is in Ada County


def has_county(name: str, code: str | None) -> bool:
    return (code or "", fold(name)) in gazetteer().people


def plain_county(name: str) -> str | None:
    """The state of the county that a bare name means: the one, or one far larger than any other."""
    all_ = gazetteer()
    codes = all_.counties.get(fold(name), ())
    if len(codes) < 2:
        return codes[0] if codes else None
    first, second = (all_.people[code, fold(name)] for code in codes[:2])
    far = VERY_FAR if fold(name) in COMMON else FAR
    return codes[0] if first >= far * second and first >= 50 else None


def shares(name: str) -> dict[str, float]:
    """How likely each state is that has a county or a larger city of that name: 1 in all."""
    all_, low = gazetteer(), fold(name)
    weights = {code: float(all_.people[code, low]) for code in all_.counties.get(low, ())}
    for code in all_.cities.get(low, ()):
        weights[code] = max(weights.get(code, 0.0), 200.0)
    return _parts(weights)


def settled(name: str) -> dict[str, float]:
    """How likely each state is that has a town of that name, however small: 1 in all."""
    low = fold(name)
    towns = gazetteer().towns
    return _parts({code: PEOPLE[own[low].size] for code, own in towns.items() if low in own})


PEOPLE: Final = (4.0, 25.0, 200.0)  #: thousands, in towns of each size


def _parts(weights: dict[str, float]) -> dict[str, float]:
    whole = sum(weights.values())
    return {code: weight / whole for code, weight in weights.items()}
