"""Sources: the catalogue's, and a person's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import urlsplit

from config import keys
from config.catalogue import Party, Place, SourceEntry
from config.gazetteer import agency_ids
from config.reach import reach_problem
from config.records import Key, Values
from config.secrets import Secrets
from config.shapes import Notes
from config.words import SourceKind

#: how often a source is visited where nobody says it
USUAL_EVERY: Mapping[SourceKind, timedelta] = {
    SourceKind.FEED: timedelta(minutes=30),
    SourceKind.SITEMAP: timedelta(hours=1),
    SourceKind.LISTING: timedelta(hours=1),
    SourceKind.PAGE: timedelta(hours=6),
    SourceKind.FILE: timedelta(days=1),
    SourceKind.LEGISTAR: timedelta(hours=1),
}
#: more often than this is hard on a host that is not one's own
RUDE = timedelta(minutes=1)

#: keys whose value is taken over as it is, with the field of `SourceEntry` that they fill
_DETAILS: Mapping[str, Key[object]] = {
    "official": keys.OFFICIAL,
    "every": keys.EVERY,
    "words": keys.WATCH,
    "rolling": keys.ROLLING,
    "routine": keys.ROUTINE,
    "select": keys.SELECT,
    "pattern": keys.PATTERN,
    "allow": keys.ALLOW,
    "delay": keys.DELAY,
    "formerly": keys.FORMERLY,
    "seen": keys.SEEN,
}
_ONLY_FOR: tuple[tuple[Key[object], frozenset[SourceKind]], ...] = (
    (keys.SELECT, frozenset({SourceKind.LISTING})),
    (keys.PATTERN, frozenset({SourceKind.LISTING, SourceKind.SITEMAP})),
    (keys.TOKEN, frozenset({SourceKind.LEGISTAR})),
)


@dataclass(frozen=True, kw_only=True)
class World:
    """What sources and duties may refer to."""

    places: Mapping[str, Place]
    parties: Mapping[str, Party]
    agencies: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "agencies", agency_ids(self.places))

    def public(self, publisher: str) -> bool:
        party = self.parties.get(publisher)
        return publisher in self.agencies or (party is not None and party.public_body)


def source(
    values: Values, world: World, notes: Notes, secrets: Secrets, base: SourceEntry | None = None
) -> SourceEntry | None:
    """The entry that the keys declare, upon the catalogue's where `base` is given; None after a mistake."""
    id_ = values.get(keys.SOURCE_ID)
    made = _kind_and_address(values, base, notes)
    place = _place(values, base, world, notes)
    publisher = _publisher(values, base, world, notes)
    if made is None:
        return None
    kind, address = made
    publisher = publisher or (urlsplit(address).hostname or address)
    usual = base or SourceEntry(
        id=id_ or "",
        kind=kind,
        address=address,
        place=place or "",
        publisher=publisher,
        official=kind is SourceKind.LEGISTAR or world.public(publisher),
        every=USUAL_EVERY[kind],
    )
    given = {field: values.get(key) for field, key in _DETAILS.items() if values.get(key) is not None}
    given |= {"kind": kind, "address": address, "publisher": publisher, "place": place or usual.place}
    token = secrets.secret(values.get(keys.TOKEN), values.spot(keys.TOKEN))
    if token:
        given["token"] = token.reveal()
    entry: SourceEntry = replace(usual, **given)  # type: ignore[arg-type] # each key's shape is its field's type
    _check(entry, values, notes)
    return entry if id_ and place else None


def _kind_and_address(
    values: Values, base: SourceEntry | None, notes: Notes
) -> tuple[SourceKind, str] | None:
    given = [(kind, key) for kind, key in keys.ADDRESS_KEYS.items() if values.given(key)]
    if not given and base is not None:
        return base.kind, base.address
    if len(given) != 1:
        names = ", ".join(key.name for key in keys.ADDRESS_KEYS.values())
        count = "no address" if not given else "two addresses: " + ", ".join(key.name for _, key in given)
        notes.mistake(values.at, f"the source has {count}", f"exactly one of {names}")
        return None
    kind, key = given[0]
    address = values.get(key)
    return None if address is None else (kind, address)


def _place(values: Values, base: SourceEntry | None, world: World, notes: Notes) -> str | None:
    place = values.get(keys.PLACE_OF)
    if place is None:
        if base is None and not values.given(keys.PLACE_OF):
            notes.mistake(values.at, "`place` is missing", keys.PLACE_OF.about)
        return base.place if base else None
    if place not in world.places:
        notes.unknown(values.spot(keys.PLACE_OF), "place", place, world.places)
        return None
    return place


def _publisher(values: Values, base: SourceEntry | None, world: World, notes: Notes) -> str | None:
    publisher = values.get(keys.PUBLISHER)
    if publisher is None:
        return base.publisher if base else None
    if "/" in publisher and publisher not in world.agencies:
        notes.unknown(values.spot(keys.PUBLISHER), "agency", publisher, world.agencies)
    return publisher


def _check(entry: SourceEntry, values: Values, notes: Notes) -> None:
    for key, kinds in _ONLY_FOR:
        if values.given(key) and entry.kind not in kinds:
            notes.mistake(values.spot(key), f"`{key.name}` has no meaning for a {entry.kind}")
    if "://" in entry.address:
        problem = reach_problem(entry.address, entry.allow)
        if problem:
            notes.mistake(values.spot(keys.ADDRESS_KEYS[entry.kind]), problem)
    if entry.every < RUDE and not entry.allow:
        notes.warn(f"{entry.id}: every {int(entry.every.total_seconds())} seconds is hard on its host")
