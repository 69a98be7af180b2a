"""The catalogue that comes with the product: the data files in `config/catalog/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from config import keys
from config.catalogue import Catalogue, Duty, Place, SourceEntry
from config.errors import ConfigMistakes, Mistake
from config.files import read_nodes
from config.gazetteer import add_places, party, revision
from config.obligations import duty
from config.records import ListOf, Record, Values
from config.secrets import Secrets
from config.shapes import Notes, Spot
from config.sourcing import World, source

FOLDER = Path(__file__).parent / "catalog"


@cache
def shipped_catalogue() -> Catalogue:
    """Read once a process. Raises ConfigMistakes only where the installation is damaged."""
    mistakes: list[Mistake] = []
    places: dict[str, Place] = {}
    for path in sorted((FOLDER / "places").glob("*.yaml"), key=lambda path: path.stem):
        notes = Notes(path)
        places = add_places(_entries(path, keys.PLACE, notes), places, notes)
        mistakes += notes.mistakes
    notes = Notes(FOLDER / "parties.yaml")
    parties = {
        found.id: found for found in map(party, _entries(FOLDER / "parties.yaml", keys.PARTY, notes)) if found
    }
    world = World(places=places, parties=parties)
    sources = _sources(world, mistakes)
    duties = _duties(world, sources, mistakes)
    if mistakes or notes.mistakes:
        raise ConfigMistakes([*mistakes, *notes.mistakes])
    return Catalogue(
        places=places, parties=parties, sources=sources, duties=duties, revision=revision(places, parties)
    )


def _sources(world: World, mistakes: list[Mistake]) -> dict[str, SourceEntry]:
    sources: dict[str, SourceEntry] = {}
    for path in sorted((FOLDER / "sources").glob("*.yaml"), key=lambda path: path.stem):
        notes = Notes(path)
        secrets = Secrets({}, FOLDER, notes, resolve=False)
        for values in _entries(path, keys.CATALOGUE_SOURCE, notes):
            entry = source(values, world, notes, secrets)
            if entry is not None and entry.id in sources:
                notes.mistake(values.at, f"the source {entry.id} stands twice")
            elif entry is not None:
                sources[entry.id] = entry
        mistakes += notes.mistakes
    return sources


def _duties(world: World, sources: dict[str, SourceEntry], mistakes: list[Mistake]) -> dict[str, Duty]:
    path = FOLDER / "duties.yaml"
    notes = Notes(path)
    found = [duty(values, world, sources, notes) for values in _entries(path, keys.DUTY, notes)]
    mistakes += notes.mistakes
    return {entry.id: entry for entry in found if entry is not None}


def _entries(path: Path, record: Record, notes: Notes) -> tuple[Values, ...]:
    node = read_nodes(path, notes)
    return (ListOf(record).read(node, Spot("", None), notes) if node else None) or ()
