"""Who gets what, and when: a subscription of the file, checked against what is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from config import keys
from config.catalogue import Catalogue
from config.gazetteer import agency_ids
from config.records import Values
from config.settings import Digest, Subscription
from config.shapes import Name, Notes
from config.words import USUAL_KINDS, Certainty, ChangeKind


def subscription(
    values: Values, receivers: Collection[str], catalogue: Catalogue, notes: Notes
) -> Subscription:
    """One subscription; every name that nobody knows is noted at its line."""
    kinds = values.get(keys.KINDS)
    when = values.get(keys.WHEN)
    places = _places(values, catalogue, notes)
    return Subscription(
        to=_receivers(values, receivers, notes),
        places=places,
        agencies=_agencies(values, places, catalogue, notes),
        metrics=values.get(keys.SUB_METRICS) or (),
        parties=_parties(values, catalogue, notes),
        kinds=_kinds(kinds) | frozenset(values.get(keys.ALSO) or ()),
        at_least=values.get(keys.AT_LEAST),
        certainty=values.get(keys.CERTAINTY) or Certainty.LIKELY,
        when=when if isinstance(when, Digest) else None,
        quiet_too=isinstance(kinds, str),
    )


def _receivers(values: Values, receivers: Collection[str], notes: Notes) -> tuple[str, ...]:
    to = values.get(keys.TO) or ()
    for name in to:
        if name.text not in receivers:
            notes.unknown(name.at, "receiver", name.text, frozenset(receivers))
    if values.given(keys.TO) and not to:
        notes.mistake(values.spot(keys.TO), "names no receiver")
    return tuple(name.text for name in to)


def _places(values: Values, catalogue: Catalogue, notes: Notes) -> tuple[str, ...]:
    found = values.get(keys.SUB_PLACES)
    wanted = () if found is None or isinstance(found, str) else found
    for place in wanted:
        if place.text not in catalogue.places:
            notes.unknown(place.at, "place", place.text, catalogue.places)
    return tuple(place.text for place in wanted)


def _agencies(values: Values, places: tuple[str, ...], catalogue: Catalogue, notes: Notes) -> tuple[str, ...]:
    wanted = values.get(keys.SUB_AGENCIES) or ()
    for agency in wanted:
        place = agency.text.partition("/")[0]
        if catalogue.agency(agency.text) is None:
            notes.unknown(agency.at, "agency", agency.text, agency_ids(catalogue.places))
        elif places and not any(catalogue.covers(outer, place) for outer in places):
            notes.mistake(agency.at, f"{agency.text} lies outside `places`: nothing would ever match")
    return tuple(agency.text for agency in wanted)


def _parties(values: Values, catalogue: Catalogue, notes: Notes) -> tuple[str, ...]:
    found = (_party(name, catalogue, notes) for name in values.get(keys.SUB_PARTIES) or ())
    return tuple(dict.fromkeys(id_ for id_ in found if id_ is not None))


def _party(name: Name, catalogue: Catalogue, notes: Notes) -> str | None:
    """The id of a party or agency that was written as its id, its name, or another name it goes by."""
    agencies = agency_ids(catalogue.places)
    if name.text in catalogue.parties or name.text in agencies:
        return name.text
    wanted = name.text.casefold()
    named = sorted({id_ for id_, called in _names(catalogue) if called.casefold() == wanted})
    if len(named) == 1:
        return named[0]
    if named:
        notes.mistake(name.at, f"`{name.text}` is a name of several", f"one of: {', '.join(named[:6])}")
    else:
        known = {*catalogue.parties, *agencies, *(called for _, called in _names(catalogue))}
        notes.unknown(name.at, "party", name.text, frozenset(known))
    return None


def _names(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for party in catalogue.parties.values():
        yield from ((party.id, called) for called in (party.name, *party.aliases))
    for place in catalogue.places.values():
        for agency in place.agencies:
            yield from ((agency.id, called) for called in (agency.name, *agency.aliases))


def _kinds(found: Iterable[ChangeKind] | str | None) -> frozenset[ChangeKind]:
    if isinstance(found, str):
        return frozenset(ChangeKind)
    return USUAL_KINDS if found is None else frozenset(found)
