"""Who says it: attribution in a sentence, and the party that a publisher is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
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
    ("attorney general", r"(?:state )?attorney general(?:'s office)?"),
    ("governor", r"(?:spokes\w+ for )?gov\.(?: \w+){0,2}|(?:the )?governor(?:'s office)?"),
    (
        "publisher",
        r"\b(?:we|our)\b(?= (?:count|found|review|analysis|tally|obtained))|(?:newspaper|news)'s (?:review|"
        r"analysis|count)",
    ),
)
_LOCAL: Final = (
    r"(?:(?:the|a|an|its|his|her|county|city|state|acting|then-?)\s+)*"
    r"(?:sheriff(?:'s)?(?: (?:office|department|spokes\w+))?|undersheriff|police(?: "
    r"(?:department|commissioner|chief|spokes\w+|officials?))?|commissioner|"
    r"\bchief\b|warden|superintendent|jail(?:'s)?(?: (?:officials?|records|logs|director|administrator|"
    r"captain|commander))?|captain|lieutenant|major|jailer|"
    r"department(?: of corrections?)?|county attorney|county officials?|county manager|general counsel|"
    r"city officials?|probation|bpd|nypd|lapd|"
    r"corrections (?:officials?|director|department)|spokes(?:man|woman|person)|administrator|"
    r"the county|the city|the office|the (?:same |annual |yearly |department's )?(?:letter|report|filing|"
    r"memo|review)|the filing|the memo|the agency's report|district attorney|deputy|director|auditor|"
    r"mayor's office|prisons commissioner)"
)
_SAY: Final = (
    r"(?:said|says|say|saying|told|tells|reported|reports|wrote|writes|announced|acknowledged|acknowledges|"
    r"confirmed|confirms|conceded|testified|explained|"
    r"estimates?|estimated|put (?:it|the|that|last)|puts (?:it|the|that|last)|counts?|counted|claims|"
    r"claimed|contends|lists|listed|disclosed|noted|notes|added|adds|stated|answered|"
    r"replied|show(?:s|ed)?|gave|has it|recalled|insists?|insisted|maintains?|tallied|fired back|"
    r"allege[sd]?|revealed|credits|recorded|indicates?|"
    r"(?:has |had )?(?:no|not|n't) dispute)"
)
_ACCORDING: Final = (
    r"(?:according to|as reported by|by the (?:count|tally|reckoning) of|per|(?:figures|"
    r"data|records|numbers|statistics|documents|letter|report|memo|disclosure|statement|"
    r"logs?|tally|count|spreadsheets?|testimony|email|reply)\s+(?:\w+\s+){0,3}?(?:from|by|"
    r"of|kept (?:by|at)|released by|provided by|obtained from|collected by|shared by|"
    r"compiled by))"
)


_PEOPLE: Final = (
    r"\b(?:sheriff|undersheriff|chief|commissioner|warden|superintendent|captain|lieutenant|major|director|"
    r"administrator|jailer|"
    r"counsel|attorney|auditor|deputy|manager|spokes\w+)\b"
)


@cache
def people() -> re.Pattern[str]:
    """Titles of people who may be "he" or "she" later on."""
    return re.compile(_PEOPLE)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A party as found: its id where the catalogue knows it, and its name."""

    id: str
    name: str
    text: str  #: the words of the text


@dataclass(frozen=True, slots=True)
class Attribution:
    start: int
    end: int
    speaker: Speaker


@cache
def _speaker_pattern() -> re.Pattern[str]:
    research = "|".join(f"(?P<r{i}>{source})" for i, (_name, source) in enumerate(_RESEARCH))
    return re.compile(rf"(?P<dhs>{_DHS})|{research}|(?P<ice>{_ICE})|(?P<local>(?<![\w-]){_LOCAL}(?!\w))")


@cache
def _say_after() -> re.Pattern[str]:
    return re.compile(
        rf"(?:'s (?:own )?(?:count|data|figures|records|report|letter|tally|books|numbers|annual report|"
        rf"office|spokes\w+|statement|files))?"
        rf"(?:[, ]+(?!(?:ice|it|he|she|they|sheriff|police|who)\b)[\w.'-]+){{0,5}}?,? (?:also |later |now |"
        rf"has |had |have |then |itself |themselves )?{_SAY}\b|'s (?:count|data|figures|records|tally|"
        rf"books|numbers)\b"
    )


@cache
def _say_before() -> re.Pattern[str]:
    return re.compile(
        rf"\b{_ACCORDING}\s+(?:the\s+|a\s+|an\s+|recent\s+|disclosure from\s+)*(?:[\w.'-]+\s+){{0,3}}?$|"
        rf"\b{_SAY}\s+(?:the\s+|a\s+|an\s+)?(?:[\w.'-]+\s+){{0,2}}?$"
    )


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(rf"\b{_SAY}\b|\b{_ACCORDING}\b|'s (?:count|data|figures|records|tally|books|numbers)")


def find(text: str, low: str, finder: Finder, local: Spot | None, catalogue: Catalogue) -> list[Attribution]:
    """Each speaker of a sentence to whom the sentence gives a word of saying."""
    if not _cue().search(low):
        return []
    found: list[Attribution] = []
    for match in _speaker_pattern().finditer(low):
        after = low[match.end() : match.end() + 90]
        before = low[max(0, match.start() - 90) : match.start()]
        said = _say_after().match(after)
        if not said and not _reversed(before):
            continue
        speaker = _speaker(match, text, finder, local, catalogue)
        if speaker:
            found.append(Attribution(match.start(), match.end() + (said.end() if said else 0), speaker))
    return found


@cache
def _according_before() -> re.Pattern[str]:
    return re.compile(
        rf"\b{_ACCORDING}\s+(?:the |a |an |recent |new |its |figures |data |records |reports? |obtained |"
        rf"by |from |disclosure |\w+ly ){{0,5}}$"
        rf"|\b{_ACCORDING}\s+(?:[\w'-]+\s+){{0,5}}?(?:from|by|of)\s+(?:the\s+|a\s+)?$"
    )


@cache
def _said_before() -> re.Pattern[str]:
    return re.compile(r"[,\"'] (?:said|says|wrote|told|replied|reports) (?:the |a |an )?$")


def _reversed(before: str) -> bool:
    return bool(_according_before().search(before) or _said_before().search(before))


def _speaker(
    match: re.Match[str], text: str, finder: Finder, local: Spot | None, catalogue: Catalogue
) -> Speaker | None:
    named = _PERSON_NAME.match(text, match.end())
    words = text[match.start() : named.end() if named else match.end()]
    nearby = text[max(0, match.start() - 40) : match.end()]
    if _SPOKES.fullmatch(match.group()) and (federal := _FEDERAL.search(text[: match.start()].lower())):
        party = DHS if federal["dhs"] else ICE
        return Speaker(party, party.upper(), words)
    if match["dhs"]:
        return Speaker(DHS, "DHS", words)
    if match["ice"]:
        return Speaker(ICE, "ICE", words)
    for i, (name, _source) in enumerate(_RESEARCH):
        if match[f"r{i}"]:
            return Speaker(_known_party(catalogue, name), name, words)
    return local_speaker(words, nearby, finder, local, catalogue)


_SPOKES: Final = re.compile(r"(?:(?:the|a|an|its) )*spokes\w+")
#: the agency that a sentence names before "a spokeswoman said", where it names no other after it
_FEDERAL: Final = re.compile(
    r"\b(?:ice|(?P<dhs>dhs|homeland security)|customs enforcement)\b"
    r"(?!.*\b(?:police|sheriff|jail|department|county|city)\b)"
)
_PERSON_NAME: Final = re.compile(r"(?: [A-Z][\w.'’-]+){1,3}")
_PRONOUN: Final = re.compile(
    rf"\b(?:he|she)(?:'s| has| had)? (?:also |later |then )?{_SAY}\b|\b{_SAY} (?:he|she)\b|\bin (?:his|her)"
    rf" (?:words|count|reading)\b"
)


def by_pronoun(low: str, known: Speaker | None) -> list[Attribution]:
    """'..., he said': the person who was spoken of last."""
    match = _PRONOUN.search(low) if known else None
    return [Attribution(match.start(), match.end(), known)] if match and known else []


def mentioned(
    text: str, low: str, finder: Finder, local: Spot | None, catalogue: Catalogue
) -> Speaker | None:
    """The person or body that a sentence speaks of last and that might speak later on."""
    last = None
    for match in _speaker_pattern().finditer(low):
        if match["local"] and people().search(match.group()):
            last = match
    return _speaker(last, text, finder, local, catalogue) if last else None


def _known_party(catalogue: Catalogue, name: str) -> str:
    folded = name.lower()
    for party in catalogue.parties.values():
        if folded in (party.name.lower(), party.id, *(alias.lower() for alias in party.aliases)):
            return party.id
    return ""


def local_speaker(
    words: str, nearby: str, finder: Finder, local: Spot | None, catalogue: Catalogue
) -> Speaker | None:
    """The agency behind "the sheriff" or "a spokeswoman": at the place named with it, else here."""
    near = [
        m.spot
        for m in finder.find(nearby)
        if m.spot.kind in ("city", "county") and len(nearby) - m.end <= len(words) + 10
    ]
    spot = near[-1] if near else local
    own = agencies.named(catalogue, words, spot)
    if own:
        return Speaker(own.id, own.name, words)
    agency = agencies.resolve(catalogue, spot, kind_of(words, spot))
    return Speaker(agency.id, agency.name, words) if agency else None


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
    for body, source in _RESEARCH[:-1]:
        if re.search(source, low) and body not in ("governor", "attorney general"):
            return Speaker(_known_party(catalogue, body), body if "of" not in low else name, name)
    if not official:
        return None
    if own := agencies.named(catalogue, name, local):
        return Speaker(own.id, own.name, name)
    return Speaker("", name, name)


def unnamed(place: str) -> str:
    return f"{UNNAMED}{place}" if place else UNNAMED
