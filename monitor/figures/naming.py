"""Which party a phrase means: one name for the sheriff, his office and "she", however a text words them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from config.catalogue import Catalogue
from config.words import DHS, ICE
from monitor.figures import agencies, states
from monitor.figures.parties import Speaker, kind_of
from monitor.figures.places import Finder, Spot

_DHS: Final = re.compile(r"\bdhs\b|\bhomeland security\b(?! investigations)|\bassistant secretary\b")
_ICE: Final = re.compile(
    r"\bice\b|\bimmigration and customs\b|\bcustoms enforcement\b|\bero\b|\benforcement and removal\b|"
    r"\bfederal immigration\b|\bimmigration (?:officials?|authorities|agents|officers?|service)\b|\bfeds\b|"
    r"\bfederal (?:officials?|agents|authorities|officers?|agency)\b|\bfield office\b"
)
_BODIES: Final = (
    ("TRAC", re.compile(r"\btrac\b|transactional records access|\bclearinghouse\b|\bsyracuse university")),
    ("Deportation Data Project", re.compile(r"deportation data project")),
    ("Judicial Watch", re.compile(r"judicial watch")),
    ("Center for Immigration Studies", re.compile(r"center for immigration studies")),
    ("Immigrant Legal Resource Center", re.compile(r"immigrant legal resource center")),
)
_ACLU: Final = re.compile(r"\baclu\b|american civil liberties union")
#: titles and offices of a place that are none of its jailers or police
_OFFICES: Final = re.compile(
    r"\b(?:county|city|district|state|state's|town|prosecuting) (?:attorney|counsel|manager|administrator|"
    r"executive|auditor|clerk|solicitor|judge|comptroller|controller|council|commission|officials?|"
    r"prosecutors?|lawyers?)\b|\battorney general\b|\bgovernor\b|\bmayor\b|\bauditors?\b|\bcomptroller\b|"
    r"\bcontroller\b|\bombudsman\b|\bcouncil\b|\bcourts?\b|\bcorporation counsel\b|"
    r"\bpublic defender\b|\bprosecutors?\b|\bcounty executive\b|\blegislature\b|\bgrand jury\b"
)
_PLAINTIFFS: Final = re.compile(
    r"\b(?:plaintiffs?|petitioners?|defendants?|lawsuit|complaint|professor|researchers?|students?|union|"
    r"association|coalition|group|advocates?|organizers?|university|institute|academics|economist|pastor|"
    r"monitor|foundation|senator|representative|legislators?|newspaper)\b"
)
_JAILERS: Final = re.compile(
    r"\b(?:captain|lieutenant|sergeant|major|commander|director|administrator|deputy|deputies|official|"
    r"officials|officers?|spokes\w+|supervisor|department|office|agency|records|report|custodian|"
    r"counsel|lawyer|manager|chief|commissioner|facility|center|staff|division|letter|memo|data|figures|log|"
    r"logs|form|dashboard|website|email|spreadsheet|statement|secretary|coordinator|unit)\b"
)
_ARTICLE: Final = re.compile(r"^(?:the|a|an|its|his|her|their|our|this|that|my|one)\s+", re.IGNORECASE)


@dataclass
class Namer:
    """Names parties in one document. `kind` is of the agency that the text spoke of last."""

    catalogue: Catalogue
    finder: Finder
    home: Spot | None
    kind: str | None = None
    _named: dict[tuple[str, Spot | None], Speaker] = field(default_factory=dict, repr=False)

    def notice(self, low: str) -> bool:
        """Remember which kind of agency a phrase spoke of; whether it spoke of any."""
        kind = agencies.kind_in(low)
        if kind and not re.search(r"^(?:the |a )?(?:commissioner|chief|superintendent)$", low):
            self.kind = kind
            return True
        return False

    def name(self, words: str, spot: Spot | None) -> Speaker:
        """The party that words mean, beside a count at a place."""
        if (words, spot) not in self._named:
            self._named[words, spot] = self._name(words, spot)
        return self._named[words, spot]

    def _name(self, words: str, spot: Spot | None) -> Speaker:
        low = words.lower()
        federal = _federal(low)
        if federal:
            return Speaker(federal, federal.upper(), words)
        for name, pattern in _BODIES:
            if pattern.search(low):
                return Speaker(known(self.catalogue, name), name, words)
        own = self._place(words)
        if _ACLU.search(low):
            branch = f"ACLU of {_state(own or spot)}" if _state(own or spot) else "ACLU"
            return Speaker(known(self.catalogue, branch) or known(self.catalogue, "ACLU"), branch, words)
        spot = own or spot or self.home
        found = agencies.named(self.catalogue, words, spot)
        if found:
            return Speaker(found.id, found.name, words)
        return self._local(words, low, spot, own)

    def _place(self, words: str) -> Spot | None:
        found = [m.spot for m in self.finder.find(words) if m.spot.kind in ("city", "county", "state")]
        return found[0] if found else None

    def _local(self, words: str, low: str, spot: Spot | None, own: Spot | None) -> Speaker:
        bare = _ARTICLE.sub("", words)
        if spot is None or spot.kind == "country" or _PLAINTIFFS.search(low):
            return Speaker(known(self.catalogue, bare), bare, words)
        if _OFFICES.search(low) and not agencies.kind_in(low):
            plain = spot.name.partition(",")[0]
            name = bare if own else f"{plain} {bare}"
            return Speaker(known(self.catalogue, name), name, words)
        kind = agencies.kind_in(low)
        if kind is None and _JAILERS.search(low):
            kind = self.kind or kind_of(words, spot)
        if kind is None and not own and re.search(r"[A-Z]", bare):
            return Speaker(known(self.catalogue, bare), bare, words)
        if own and own.kind != "state" and kind is None and _just_place(low):
            kind = self.kind if own is not self.home and self.kind in ("jail", "sheriff") else None
            return (
                Speaker("", own.name.partition(",")[0], words)
                if kind is None
                else self._agency(own, kind, words)
            )
        return self._agency(spot, kind, words) if kind else Speaker("", bare, words)

    def _agency(self, spot: Spot, kind: str, words: str) -> Speaker:
        if kind == "police" and spot.kind == "county" and "police" not in words.lower():
            kind = "sheriff"
        agency = agencies.resolve(self.catalogue, spot, kind)
        return Speaker(agency.id, agency.name, words) if agency else Speaker("", words, words)


def _just_place(low: str) -> bool:
    return bool(re.fullmatch(r"(?:the )?(?:city of )?[\w.' -]+?(?: county| parish)?", low))


#: parties of a state, and papers on more than one place
_WIDE: Final = re.compile(
    r"\bstate\b|\bgovernor\b|\bdivision\b|\bdepartment of\b|\bcommission\b|\bassociation\b|\breport\b|"
    r"\bacting\b.*\bdirector\b|\baudit\b|\brecords\b|\bdata\b|\battorney general\b"
)


def is_local(words: str) -> bool:
    """Whether words name a party of one city or county: no federal one, no state's, no researcher."""
    low = words.lower()
    if _federal(low) or _WIDE.search(low) or _PLAINTIFFS.search(low) or _ACLU.search(low):
        return False
    return not any(pattern.search(low) for _name, pattern in _BODIES)


def _federal(low: str) -> str:
    if _DHS.search(low) and "department of safety and homeland" not in low:
        return DHS
    return ICE if _ICE.search(low) else ""


def _state(spot: Spot | None) -> str:
    return states.name_of(spot.state) if spot and spot.state else ""


def known(catalogue: Catalogue, name: str) -> str:
    """The id of the party that the catalogue knows by a name, else ''."""
    folded = name.lower()
    for party in catalogue.parties.values():
        if folded in (party.name.lower(), party.id, *(alias.lower() for alias in party.aliases)):
            return party.id
    return ""
