"""The agencies of a place: found by name, alias, title or kind, and named the same way each time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from config.catalogue import Agency, Catalogue
from config.words import AgencyKind
from monitor.figures.places import Spot

_KINDS: Final = (
    ("probation", r"probation"),
    (
        "prison",
        r"(?:state )?(?:department|bureau) of corrections?|prisons? (?:commissioner|system|department)|"
        r"corrections department|doc\b|state prisons?",
    ),
    ("sheriff", r"sheriff(?:'s)?(?: (?:office|department|dept\.?))?|undersheriff|deputies|chief deputy"),
    (
        "jail",
        r"jails?|detention (?:center|complex|facility)|correctional (?:facility|center)|lockup|warden|"
        r"jailers?|corrections (?:center|director|complex)|house of correction|justice center|"
        r"superintendent|adult detention",
    ),
    (
        "police",
        r"police(?: (?:department|dept\.?|bureau|commissioner|chief|spokes\w+|officials?|officers))?|"
        r"\bp\.?d\.?\b|\bcommissioner\b|\bchief\b|\bbpd\b|\bnypd\b|\blapd\b|bureau of police",
    ),
)


@dataclass(frozen=True, slots=True)
class AgencyName:
    id: str  #: agency id of the catalogue, else ''
    name: str


@cache
def kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf"(?<!\w)(?:{source})(?!\w)")) for kind, source in _KINDS)


def kind_in(low: str) -> str | None:
    """The kind of agency that a phrase names, the most telling word first."""
    return next((kind for kind, pattern in kinds() if pattern.search(low)), None)


def _fits(agency: Agency, kind: str) -> bool:
    wanted = {"police": AgencyKind.POLICE, "probation": AgencyKind.PROBATION}.get(kind, AgencyKind.JAIL)
    return agency.kind is wanted


def resolve(catalogue: Catalogue, spot: Spot | None, kind: str | None) -> AgencyName | None:
    """The agency of that kind there: the catalogue's one where there is exactly one, else its usual name."""
    if spot is None or kind is None:
        return None
    place = catalogue.places.get(spot.id)
    fitting = [agency for agency in place.agencies if _fits(agency, kind)] if place else []
    if len(fitting) == 1:
        return AgencyName(fitting[0].id, fitting[0].name)
    plain = spot.name.partition(",")[0]
    usual = {
        "police": f"{plain} Police Department",
        "sheriff": f"{plain} Sheriff's Office",
        "jail": f"{plain} Jail",
        "prison": f"{plain} Department of Corrections",
        "probation": f"{plain} Department of Probation",
    }[kind]
    return AgencyName("", usual)


@lru_cache(maxsize=4096)
def _whole(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")


def named(catalogue: Catalogue, text: str, spot: Spot | None) -> AgencyName | None:
    """An agency of the place written by its name, alias or title."""
    place = catalogue.places.get(spot.id) if spot else None
    if place is None:
        return None
    low = text.lower()
    hits = [
        (len(form), agency)
        for agency in place.agencies
        for form in (agency.name, *agency.aliases, *agency.titles)
        if form.lower() in low and _whole(form.lower()).search(low)
    ]
    if not hits:
        return None
    best = max(hits, key=lambda hit: hit[0])[1]
    return AgencyName(best.id, best.name)
