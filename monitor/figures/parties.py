"""Parties: the one that a publisher is, and what kind of agency a phrase means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from config.catalogue import Catalogue
from config.words import DHS, ICE, UNNAMED
from monitor.figures import agencies
from monitor.figures.places import Finder, Spot

_ICE: Final = (
    r"(?:u\.s\. )?immigration and customs enforcement(?: \(ice\))?(?:'s \w+)?|\bice\b(?:'s)?(?: "
    r"(?:spokes\w+|officials?|field office|boston|director|agents|data|records|report|figures|statement|"
    r"letter|numbers))*|"
    r"federal immigration (?:officials|authorities)|\bthe feds\b|an ice \w+|\bero\b"
)
_DHS: Final = (
    r"(?:the )?department of homeland security|\bdhs\b(?:'s)?(?: \w*(?:spokes\w+|officials?|"
    r"secretary))?|homeland security(?: officials| secretary)?|assistant secretary"
)
_RESEARCH: Final = (
    ("TRAC", r"\btrac\b(?:'s)?|transactional records access clearinghouse|syracuse university(?: \w+){0,3}"),
    ("Deportation Data Project", r"deportation data project"),
    ("ACLU", r"\baclu\b(?: of [a-z]+)?|american civil liberties union(?: of [a-z]+)?"),
    ("Judicial Watch", r"judicial watch"),
    ("Center for Immigration Studies", r"center for immigration studies"),
    ("Immigrant Legal Resource Center", r"immigrant legal resource center"),
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A party as found: its id where the catalogue knows it, and its name."""

    id: str
    name: str
    text: str  #: the words of the text


def _known_party(catalogue: Catalogue, name: str) -> str:
    folded = name.lower()
    for party in catalogue.parties.values():
        if folded in (party.name.lower(), party.id, *(alias.lower() for alias in party.aliases)):
            return party.id
    return ""


def kind_of(words: str, spot: Spot | None) -> str | None:
    """The agency kind of a phrase; a bare "department" or "spokesman" is the place's usual agency."""
    kind = agencies.kind_in(words.lower())
    if spot is None or spot.kind == "country":
        return None
    if kind == "police" and spot.kind == "county" and "police" not in words.lower():
        return "sheriff"
    if kind in ("sheriff",) and spot.kind == "city":
        return "sheriff"
    if kind:
        return kind
    return {"city": "police", "county": "sheriff", "state": "prison"}[spot.kind]


def publisher(
    name: str, official: bool, local: Spot | None, finder: Finder, catalogue: Catalogue
) -> Speaker | None:
    """The party that an official publisher is; None for the press."""
    if agency := catalogue.agency(name):
        return Speaker(agency.id, agency.name, agency.name)
    if party := catalogue.parties.get(name):
        return Speaker(party.id, party.name, party.name)
    low = name.lower()
    if re.search(rf"\b(?:{_ICE})", low):
        return Speaker(ICE, "ICE", name)
    if re.search(_DHS, low):
        return Speaker(DHS, "DHS", name)
    for body, source in _RESEARCH:
        if re.search(source, low):
            return Speaker(_known_party(catalogue, body), body if "of" not in low else name, name)
    if not official:
        return None
    if own := agencies.named(catalogue, name, local):
        return Speaker(own.id, own.name, name)
    return Speaker("", name, name)


def unnamed(place: str) -> str:
    return f"{UNNAMED}{place}" if place else UNNAMED
