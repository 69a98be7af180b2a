"""Places as values, and the atlas: what the catalogue knows of them by the names that people write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from config.catalogue import Catalogue, Place
from monitor.figures import facilities, place_names, states
from monitor.figures.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Spot:
    """One place: its id, its name as people write it, its state (none for the country)."""

    id: str
    name: str
    state: str | None
    kind: str  #: city, county, state, country


@dataclass(frozen=True, slots=True)
class Mention:
    start: int
    end: int
    spot: Spot
    aside: bool = False  #: named in passing: a court, a birthplace, a newspaper


NATION: Final = Spot("us", "United States", None, "country")


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "").replace(".", "")).strip("-")


def make_spot(name: str, code: str, kind: str) -> Spot:
    suffix = "" if kind != "county" else " Parish" if code == "LA" else " County"
    return Spot(f"us-{code.lower()}-{slug(name + suffix)}"[:63], f"{name}{suffix}, {code}", code, kind)


def state_spot(code: str) -> Spot:
    return Spot(f"us-{code.lower()}", states.name_of(code), code, "state")


def spot_of(place: Place) -> Spot:
    """A catalogue place as a spot."""
    parts = place.id.split("-")
    code = parts[1].upper() if len(parts) > 1 and parts[1].upper() in states.STATES else None
    if code is None:
        return NATION if place.id == "us" else Spot(place.id, place.name, None, "country")
    if len(parts) == 2:
        return state_spot(code)
    kind = "county" if "county" in place.name.lower() or "parish" in place.name.lower() else "city"
    name = place.name if "," in place.name else f"{place.name}, {code}"
    return Spot(place.id, name, code, kind)


@dataclass(frozen=True)
class Atlas:
    """What the catalogue knows, by the names that people write. Built once for a catalogue."""

    catalogue: Catalogue
    by_name: Mapping[str, tuple[Spot, ...]]  #: "boston", "cook county" -> places of that name
    names: Phrases = field(repr=False)

    def known(self, name: str, code: str | None) -> Spot | None:
        """The catalogue's place of that name in that state; without a state only where it is the one."""
        spots = self.by_name.get(name.lower().replace("’", "'"), ())
        if code is not None:
            return next((spot for spot in spots if spot.state == code), None)
        return spots[0] if len(spots) == 1 else None


def atlas(catalogue: Catalogue) -> Atlas:
    """The atlas of a catalogue; the last few are kept, since a reader asks for each document."""
    for known, built in _KEPT:
        if known is catalogue:
            return built
    built = _build(catalogue)
    _KEPT.insert(0, (catalogue, built))
    del _KEPT[4:]
    return built


_KEPT: list[tuple[Catalogue, Atlas]] = []


def _build(catalogue: Catalogue) -> Atlas:
    names: dict[str, list[Spot]] = {}
    for place in catalogue.places.values():
        spot = spot_of(place)
        if spot.kind not in ("city", "county"):
            continue
        plain = spot.name.partition(",")[0]
        for name in {plain, *(alias for alias in place.aliases if len(alias) > 4 and alias[0].isupper())}:
            names.setdefault(name.lower(), []).append(spot)
    for city, code in states.CITIES.items():
        spot = make_spot(place_names.title(city.upper(), 1), code, "city")
        if not names.get(city):
            names.setdefault(city, []).append(spot)
    for facility, whose, code in facilities.facilities():
        known = [*names.get(f"{whose}, {code}".lower(), []), *names.get(whose.lower(), [])]
        own = [spot for spot in known if spot.state == code]
        names.setdefault(facility.lower(), own[:1] or [_made(whose, code)])
    plain_names = (name for name in names if not name.endswith((" county", " parish")))
    return Atlas(catalogue, {name: tuple(spots) for name, spots in names.items()}, Phrases(plain_names))


def _made(place: str, code: str) -> Spot:
    bare = place.removesuffix(" County").removesuffix(" Parish")
    return make_spot(bare, code, "city" if bare == place else "county")
