"""Places, agencies and parties, from what a file says of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from config import keys
from config.catalogue import Agency, Party, Place
from config.records import Values
from config.shapes import Notes


def add_places(found: Iterable[Values], known: Mapping[str, Place], notes: Notes) -> dict[str, Place]:
    """The known places and the new ones, each within one that came before it."""
    places = dict(known)
    for values in found:
        id_ = values.get(keys.PLACE_ID)
        if id_ is None:
            continue
        if id_ in places:
            notes.mistake(
                values.spot(keys.PLACE_ID), f"the place {id_} is known already", "name it by its id alone"
            )
            continue
        place = _place(id_, values, places, notes)
        if place is not None:
            places[id_] = place
    return places


def _place(id_: str, values: Values, places: Mapping[str, Place], notes: Notes) -> Place | None:
    within = values.get(keys.WITHIN)
    if within is None:
        within = _around(id_, places)
    elif within not in places:
        notes.unknown(values.spot(keys.WITHIN), "place", within, places)
        return None
    zone = values.get(keys.PLACE_ZONE) or (places[within].zone if within else None)
    if zone is None:
        if not values.given(keys.PLACE_ZONE):
            notes.mistake(values.at, "`timezone` is missing", "no place is known around this one")
        return None
    return Place(
        id=id_,
        name=values.get(keys.NAME) or id_,
        within=within,
        zone=zone,
        fiscal_start=values.get(keys.FISCAL),
        aliases=values.get(keys.ALIASES) or (),
        agencies=_agencies(id_, values.get(keys.AGENCIES) or (), notes),
    )


def _around(id_: str, places: Mapping[str, Place]) -> str | None:
    """The nearest place whose id begins this one: us-ma for us-ma-boston."""
    head = id_
    while "-" in head:
        head = head.rpartition("-")[0]
        if head in places:
            return head
    return None


def _agencies(place_id: str, found: Iterable[Values], notes: Notes) -> tuple[Agency, ...]:
    agencies: dict[str, Agency] = {}
    for values in found:
        name, kind = values.get(keys.AGENCY_NAME_ID), values.get(keys.AGENCY_KIND)
        if name is None or kind is None:
            continue
        if name in agencies:
            notes.mistake(values.at, f"{place_id} has two agencies called {name}")
        agencies[name] = Agency(
            id=f"{place_id}/{name}",
            name=values.get(keys.NAME) or name,
            kind=kind,
            aliases=values.get(keys.ALIASES) or (),
            titles=values.get(keys.TITLES) or (),
            fiscal_start=values.get(keys.FISCAL),
        )
    return tuple(agencies.values())


def party(values: Values) -> Party | None:
    id_ = values.get(keys.PARTY_ID)
    if id_ is None:
        return None
    return Party(
        id=id_,
        name=values.get(keys.NAME) or id_,
        aliases=values.get(keys.ALIASES) or (),
        fiscal_start=values.get(keys.FISCAL),
        public_body=values.get(keys.PUBLIC_BODY) or False,
    )


def agency_ids(places: Mapping[str, Place]) -> frozenset[str]:
    return frozenset(agency.id for place in places.values() for agency in place.agencies)


def revision(places: Mapping[str, Place], parties: Mapping[str, Party]) -> str:
    """A short hash of all that a reader may use; the order of entries does not matter."""
    told = {
        "places": {id_: asdict(place) for id_, place in places.items()},
        "parties": {id_: asdict(party) for id_, party in parties.items()},
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]
