"""What is watched: the places, and the sources and duties that follow from them or stand beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from config import keys
from config.catalogue import Catalogue, Duty, SourceEntry
from config.gazetteer import add_places, revision
from config.obligations import duty
from config.records import Key, Values
from config.secrets import Secrets
from config.shapes import Notes, Spot
from config.sourcing import World, source

DEFAULT_PLACES = ("us-ma-boston",)
NOTHING = Values(Spot("", None), {})

T = TypeVar("T", SourceEntry, Duty)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One file on its way to settings. What is wrong is noted, and the rest still checked."""

    file: Values
    notes: Notes
    secrets: Secrets
    shipped: Catalogue


def choose_places(reading: Reading) -> tuple[Catalogue, tuple[str, ...]]:
    """The catalogue with the file's own places, and the ids of all that are to be watched."""
    file, notes, catalogue = reading.file, reading.notes, reading.shipped
    found = file.get(keys.PLACES) or ()
    if file.get(keys.PLACES) == ():
        notes.mistake(file.spot(keys.PLACES), "names no place", "places: [us-ma-boston]")
    own = [item for item in found if isinstance(item, Values)]
    if own:
        places = add_places(own, catalogue.places, notes)
        catalogue = replace(catalogue, places=places, revision=revision(places, catalogue.parties))
    chosen: list[str] = []
    for item in found:
        id_ = item.get(keys.PLACE_ID) if isinstance(item, Values) else item.text
        if id_ is not None and id_ in catalogue.places:
            chosen.append(id_)
        elif not isinstance(item, Values):
            notes.unknown(item.at, "place", item.text, catalogue.places)
    return catalogue, tuple(dict.fromkeys(chosen)) or DEFAULT_PLACES


def choose_sources(reading: Reading, catalogue: Catalogue, places: Iterable[str]) -> dict[str, SourceEntry]:
    world = World(places=catalogue.places, parties=catalogue.parties)
    sources = _following(reading, reading.shipped.sources, catalogue, places)
    own = _own(reading, keys.SOURCES, keys.SOURCE_ID, reading.shipped.sources, "source")
    for values, base in own:
        entry = source(values, world, reading.notes, reading.secrets, base)
        if entry is not None:
            sources[entry.id] = entry
    for values, _ in own:
        if values.get(keys.FORMERLY) in sources:
            reading.notes.mistake(values.spot(keys.FORMERLY), "a source of this id is still watched")
    return sources


def choose_duties(reading: Reading, catalogue: Catalogue, places: Iterable[str]) -> dict[str, Duty]:
    declared = (values.get(keys.SOURCE_ID) for values in reading.file.get(keys.SOURCES) or ())
    known = {*reading.shipped.sources, *filter(None, declared)}
    world = World(places=catalogue.places, parties=catalogue.parties)
    duties = _following(reading, reading.shipped.duties, catalogue, places)
    for values, base in _own(reading, keys.DUTIES, keys.DUTY_ID, reading.shipped.duties, "duty"):
        entry = duty(values, world, known, reading.notes, base)
        if entry is not None:
            duties[entry.id] = entry
    return duties


def related(catalogue: Catalogue, one: str, other: str) -> bool:
    """Whether one place is the other, lies in it, or lies around it."""
    return catalogue.covers(one, other) or catalogue.covers(other, one)


def check_exceptions(reading: Reading) -> None:
    known = {**reading.shipped.sources, **reading.shipped.duties}
    for name in (reading.file.get(keys.CATALOGUE) or NOTHING).get(keys.EXCEPT) or ():
        if name.text not in known:
            reading.notes.unknown(name.at, "catalogue entry", name.text, known)


def _following(
    reading: Reading, offered: Mapping[str, T], catalogue: Catalogue, places: Iterable[str]
) -> dict[str, T]:
    """The catalogue's entries for the places, those below them and those around them."""
    part = reading.file.get(keys.CATALOGUE) or NOTHING
    if part.get(keys.USE_SOURCES) is False:
        return {}
    out = {name.text for name in part.get(keys.EXCEPT) or ()}
    return {
        id_: entry
        for id_, entry in offered.items()
        if id_ not in out and any(related(catalogue, entry.place, place) for place in places)
    }


def _own(
    reading: Reading,
    key: Key[tuple[Values, ...]],
    id_key: Key[str],
    offered: Mapping[str, T],
    what: str,
) -> list[tuple[Values, T | None]]:
    """A person's own entries, each with the catalogue's entry that it changes, if it does."""
    found: list[tuple[Values, T | None]] = []
    lines: dict[str, int | None] = {}
    for values in reading.file.get(key) or ():
        id_, spot = values.get(id_key), values.spot(id_key)
        wanted = values.get(keys.FROM_CATALOGUE) is True
        if id_ is None:
            found.append((values, None))
        elif id_ in lines:
            reading.notes.mistake(spot, f"the {what} {id_} stands twice", f"first on line {lines[id_]}")
        elif wanted and id_ not in offered:
            reading.notes.unknown(spot, f"catalogue {what}", id_, offered)
        elif not wanted and id_ in offered:
            hint = "from_catalogue: yes changes it; else choose another id"
            reading.notes.mistake(spot, f"the catalogue has a {what} called {id_}", hint)
        else:
            found.append((values, offered.get(id_)))
        if id_ is not None:
            lines.setdefault(id_, spot.line)
    return found
