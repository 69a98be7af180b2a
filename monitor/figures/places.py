"""Places in a text: which one each phrase names, and which one the document is about.

A county or a city of the same name exists in many states; the state comes from the words beside it,
from the rest of the document, or from the catalogue. Without one there is no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Final

from config.catalogue import Catalogue, Place
from monitor.figures import counties, states
from monitor.figures.phrases import Phrases

_CAP: Final = r"(?:[A-Z][a-zA-Z'’.-]*[a-zA-Z]|St\.|Ste\.)"
_NAME: Final = rf"{_CAP}(?:[ -](?:{_CAP}|of|du|de|la))(?:[ ]{_CAP})?|{_CAP}"
_COUNTY: Final = re.compile(
    rf"\b((?:{_CAP}(?: |-)(?:(?:of|du|de|la|the) )?){{0,3}}{_CAP}) (?:County|COUNTY|Parish)(?!-)\b"
)
_COUNTIES: Final = re.compile(
    rf"\b((?:{_CAP}(?: {_CAP})?, ){{0,8}}{_CAP}(?: {_CAP})? and {_CAP}(?: {_CAP})?) counties\b"
)
_CITY_OF: Final = re.compile(rf"\b(?:City|Town|Village|CITY|TOWN) (?:of|OF) ({_CAP}(?: {_CAP}){{0,2}})")
_POLICE: Final = re.compile(
    rf"\b((?:{_CAP} ){{0,2}}{_CAP})(?:'s|’s)? (?=[Pp]olice\b|P\.?D\.?\b|city (?:police|jail)|City "
    rf"(?:Council|Jail|Hall)|POLICE)"
)
_AFTER_STATE: Final = re.compile(r"\s*(?:,|\(|in|in the state of|–|-)\s*")
_CITY_BEFORE: Final = re.compile(rf"({_CAP}(?: {_CAP}){{0,2}}), ?$")
_CITY_HINT: Final = re.compile(r"[Pp]olice|POLICE|PD\b|P\.D\.|[Cc]ity|[Tt]own|[Vv]illage|CITY|TOWN")
_POSTAL: Final = re.compile(r", ([A-Z]{2})\b")
_NOT_HERE: Final = re.compile(
    r"\b(?:jail in|center in|judge in|court in|ruling in|ruled in|field office in|born in|native of|office "
    r"in|based in|from|"
    r"lawsuit in|killed in|"
    r"city of|flown to|moved to|court for|judges? in|University of|University in|Bank of|case in|"
    r"ordered in|"
    r"arrested in|stopped in|office at|wanted in|University at|capital)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_PAPER: Final = re.compile(
    r"^(?:'s|’s)?\s+(?:Herald|Globe|Post|Times|Tribune|Gazette|News|Press|Journal|Star|Sun|Observer|Ledger|"
    r"Record|Chronicle|"
    r"Review|office|Courier|Register|Dispatch|Monitor|Patch|field office|Field Office|ICE|office of (?:ICE|"
    r"Imm)|Monitor|Public Radio|"
    r"Free Press|Beacon|Sentinel|Examiner|Daily|Weekly|Mirror|University|Law|School|College|Avenue|Street|"
    r"St\.|Ave|Road|"
    r"Project|Republican|Democrat|native|Celtics|Patriots|Trust Act|TRUST Act|Compact)"
)
_LEAD: Final = frozenset(
    [
        "in",
        "at",
        "the",
        "from",
        "for",
        "and",
        "but",
        "since",
        "while",
        "when",
        "by",
        "on",
        "to",
        "of",
        "sheriff",
        "last",
        "this",
        "that",
        "also",
        "as",
        "a",
        "an",
        "only",
        "its",
        "his",
        "her",
        "ice",
        "dhs",
        "new-york-based",
        "under",
        "about",
        "between",
        "until",
        "with",
        "across",
        "nearby",
        "neighboring",
        "both",
        "says",
        "said",
        "county",
        "jail",
        "not",
        "over",
        "after",
        "before",
        "if",
        "all",
        "most",
        "meanwhile",
        "elsewhere",
        "statewide",
        "nationally",
        "how",
        "why",
        "what",
        "where",
        "who",
        "sheriffs",
        "former",
        "deputy",
        "then",
        "chief",
        "our",
        "your",
        "or",
        "acting",
        "mayor",
        "gov",
        "judge",
        "some",
        "many",
        "two",
        "three",
        "one",
        "no",
        "yes",
        "police",
        "city",
        "town",
        "state",
        "is",
        "are",
        "was",
        "were",
        "has",
        "had",
        "did",
        "does",
        "do",
        "will",
        "would",
        "could",
        "should",
        "may",
        "might",
        "federal",
        "u.s",
        "us",
        "district",
        "court",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "president",
        "trump",
        "biden",
        "rank",
        "jurisdiction",
        "today",
        "yesterday",
        "like",
        "unlike",
        "against",
        "inside",
        "outside",
        "near",
        "here",
        "there",
        "it",
        "he",
        "she",
        "they",
        "we",
        "i",
        "officers",
        "deputies",
        "local",
        "because",
        "so",
        "which",
        "such",
        "more",
        "fewer",
        "year",
        "years",
        "fiscal",
        "total",
        "sum",
        "re",
        "subject",
        "dear",
    ]
)


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
_NATION_WORDS: Final = re.compile(
    r"\b(?:[Nn]ationwide|[Nn]ationally|across the (?:country|nation|United States)|(?:in|of) the "
    r"(?:country|nation|United States)|"
    r"around the country|[Ii]n the nation\b|the nation's|[Nn]ational total)\b"
)


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "").replace(".", "")).strip("-")


def _spot(name: str, code: str, kind: str) -> Spot:
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
        spot = _spot(city.title().replace("Of", "of"), code, "city")
        if not names.get(city):
            names.setdefault(city, []).append(spot)
    plain_names = (name for name in names if not name.endswith((" county", " parish")))
    return Atlas(catalogue, {name: tuple(spots) for name, spots in names.items()}, Phrases(plain_names))


@dataclass
class Finder:
    """Finds places in one document. `code` is the document's state, `shorts` its counties by bare name."""

    atlas: Atlas
    code: str | None = None
    explicit: dict[str, str] = field(
        default_factory=dict
    )  #: "orange county" -> CA, told anywhere in the text
    shorts: dict[str, Spot] = field(default_factory=dict)
    _light: object = None
    _kept: dict[str, list[Mention]] = field(default_factory=dict, repr=False)
    countywise: bool = False  #: the document speaks of counties and sheriffs rather than of cities

    def county(self, name: str, code: str | None) -> Spot | None:
        """The county of that name: by the state told, else the document's, else the one state that has it."""
        full = f"{name} County".lower()
        code = code or self.explicit.get(full)
        if code is None:
            having = counties.counties().get(name.lower().replace("’", "'"))
            if having is None or self.code in having:
                code = self.code
            elif len(having) == 1:
                code = having[0]
        if code is None:
            return None
        return self.atlas.known(full, code) or _spot(name, code, "county")

    def is_county(self, name: str) -> bool:
        """Whether the document's state is known to have a county of that name."""
        if self.code is None or name.lower() in ONE_WITH_ITS_CITY:
            return False
        known = self.code in counties.counties().get(name.lower().replace("’", "'"), ())
        return known or self.atlas.known(f"{name} county", self.code) is not None

    def city(self, name: str, code: str | None) -> Spot | None:
        code = code or self.explicit.get(name.lower())
        if code is None:
            own = self.atlas.known(name, self.code) if self.code else None
            return (
                own or self.atlas.known(name, None) or (_spot(name, self.code, "city") if self.code else None)
            )
        return self.atlas.known(name, code) or _spot(name, code, "city")

    def find(self, text: str) -> list[Mention]:
        """Places named in a stretch of text (original case), in order, without overlaps."""
        light = (self.code, self.countywise, len(self.shorts), len(self.explicit))
        if light != self._light:  # what is known of the document has changed
            self._light, self._kept = light, {}
        known = self._kept.get(text)
        if known is None:
            known = self._kept[text] = self._find(text)
        return list(known)

    def _find(self, text: str) -> list[Mention]:
        found: list[Mention] = []
        for mention in self._candidates(text):
            if all(mention.end <= other.start or other.end <= mention.start for other in found):
                found.append(mention)
        return sorted(found, key=lambda mention: mention.start)

    def _candidates(self, text: str) -> Iterator[Mention]:
        yield from self._counties(text)
        yield from self._county_lists(text)
        yield from self._cities_with_state(text)
        yield from self._cities(text)
        yield from self._known(text)
        yield from self._bare_counties(text)
        yield from self._towns(text)
        yield from self._states(text)
        for match in _NATION_WORDS.finditer(text):
            yield Mention(match.start(), match.end(), NATION)

    def _counties(self, text: str) -> Iterator[Mention]:
        if "ounty" not in text and "COUNTY" not in text and "arish" not in text:
            return
        for match in _COUNTY.finditer(text):
            lead, name = _strip(match[1])
            code, end = _state_after(text, match.end())
            spot = self.county(_title(name), code) if name else None
            if spot:
                yield Mention(
                    match.start() + lead, end, spot, _aside(text, match.start() + lead, match.end())
                )

    def _county_lists(self, text: str) -> Iterator[Mention]:
        if " counties" not in text:
            return
        for match in _COUNTIES.finditer(text):
            code, _end = _state_after(text, match.end())
            for part in re.finditer(rf"{_CAP}(?: {_CAP})?", match[1]):
                lead, name = _strip(part.group())
                spot = self.county(name, code) if name else None
                if spot:
                    at = match.start() + part.start() + lead
                    yield Mention(at, match.start() + part.end(), spot, _aside(text, at, match.end()))

    def _cities_with_state(self, text: str) -> Iterator[Mention]:
        for start, end, code in states.find(text):
            city = (
                _CITY_BEFORE.search(text[max(0, start - 60) : start])
                if text[max(0, start - 2) : start].strip() == ","
                else None
            )
            if city:
                lead, name = _strip(city[1])
                begin = start - len(city.group()) + lead
                if name and not name.lower().startswith(("county", "sen", "rep")):
                    spot = self.city(_title(name), code)
                    if spot:
                        yield Mention(begin, end, spot, _aside(text, begin, end))

    def _cities(self, text: str) -> Iterator[Mention]:
        for pattern in (_CITY_OF, _POLICE):
            if not _CITY_HINT.search(text):
                return
            for match in pattern.finditer(text):
                lead, name = _strip(match[1])
                if name and name.lower() not in _LEAD and (spot := self.city(_title(name), None)):
                    yield Mention(match.start(1) + lead, match.end(1), spot, False)

    def _known(self, text: str) -> Iterator[Mention]:
        for start, at, name in self.atlas.names.find(text):
            code, end = _state_after(text, at)
            spot = self.atlas.known(name, code) or (None if code else self._doubtful(name))
            if spot and code is None and spot.state != self.code and self._own_name(name):
                continue  # the county of that name in the document's own state is as likely
            if spot:
                yield Mention(start, end, spot, _aside(text, start, at))
        for start, end, name in self._short.find(text) if self.shorts else ():
            if not _NO_SHORT.match(text, end):
                yield Mention(start, end, self.shorts[name], _aside(text, start, end))

    def _own_name(self, name: str) -> bool:
        """Whether the document's own state has a county or city of that name."""
        if self.code is None:
            return False
        return self.code in counties.counties().get(name, ()) or self.code in counties.cities().get(name, ())

    @cached_property
    def _short(self) -> Phrases:
        return Phrases(self.shorts)

    def _bare_counties(self, text: str) -> Iterator[Mention]:
        """'Guilford: 41', "Clarke's count", 'In Forsyth 180 came', where the text is about counties."""
        if self.code is None or not self.countywise:
            return
        for match in _BARE_COUNTY.finditer(text):
            name = match["name"]
            if name.lower() in _LEAD or not self.is_county(name) or name.lower() in states.CODE:
                continue
            spot = self.county(name, self.code)
            if spot:
                yield Mention(match.start("name"), match.end("name"), spot)

    def _towns(self, text: str) -> Iterator[Mention]:
        """Cities of the document's own state by bare name."""
        if self.code is None:
            return
        for start, end, _name in _towns_of(self.code).find(text):
            if not _NO_TOWN.match(text, end):
                yield Mention(start, end, _spot(text[start:end], self.code, "city"), _aside(text, start, end))

    def _doubtful(self, name: str) -> Spot | None:
        spots = self.atlas.by_name.get(name.lower(), ())
        if self.code is None and name.lower().removesuffix(" county") in COMMON:
            return None
        own = [spot for spot in spots if spot.state == self.code]
        return own[0] if own else spots[0] if len(spots) == 1 else None

    def _states(self, text: str) -> Iterator[Mention]:
        for start, end, code in states.find(text):
            yield Mention(start, end, state_spot(code), _aside(text, start, end))


_BARE_COUNTY: Final = re.compile(
    rf"(?:^[\"'•*·–—-]*\s*|[;.:]\s+|\b(?:[Ii]n|[Ff]rom|[Aa]t|[Aa]nd|[Bb]ut|[Ff]or|with|than|[Ss]o did|"
    rf"as did)\s+)"
    rf"(?P<name>(?:St\. )?{_CAP}(?: {_CAP})?)"
    rf"(?=:|'s\b|’s\b|,|\s+[a-z0-9(]|[.;]?$)(?!\s(?:police|city|Police|City))"
)
_NO_SHORT: Final = re.compile(r"(?:'s|’s)? (?:County|and|Street|Avenue|[A-Z])")
_NO_TOWN: Final = re.compile(r"(?:'s|’s)? (?:County|Parish|[A-Z])")


#: bare names that mean the city, though there is a county of that name
ONE_WITH_ITS_CITY: Final = frozenset(
    ["san francisco", "denver", "philadelphia", "baltimore", "st. louis", "honolulu", "richmond", "nantucket"]
)
#: county names so common that the catalogue's one of that name may not be meant
COMMON: Final = frozenset(
    [
        "adams",
        "allen",
        "benton",
        "clark",
        "clay",
        "columbia",
        "cumberland",
        "douglas",
        "essex",
        "fayette",
        "franklin",
        "greene",
        "grant",
        "hamilton",
        "hancock",
        "jackson",
        "jefferson",
        "johnson",
        "kent",
        "knox",
        "lake",
        "lancaster",
        "lee",
        "lincoln",
        "logan",
        "madison",
        "marion",
        "marshall",
        "mercer",
        "middlesex",
        "monroe",
        "nassau",
        "orange",
        "montgomery",
        "morgan",
        "perry",
        "pierce",
        "plymouth",
        "polk",
        "putnam",
        "richmond",
        "scott",
        "suffolk",
        "sullivan",
        "union",
        "warren",
        "washington",
        "wayne",
        "worcester",
        "york",
        "bristol",
        "carroll",
        "clinton",
        "dallas",
        "hampden",
        "henry",
        "houston",
        "howard",
        "norfolk",
    ]
)


def _title(name: str) -> str:
    """'MORRIS' as 'Morris'; other spellings stay."""
    return name.title() if name.isupper() and len(name) > 3 else name


def _strip(name: str) -> tuple[int, str]:
    """The name without leading words that only begin the sentence; how many characters went."""
    lead = 0
    while " " in name or name.lower().rstrip(".,") in _LEAD:
        first, _blank, rest = name.partition(" ")
        if first.lower().rstrip(".,") not in _LEAD or not first:
            break
        lead, name = lead + len(first) + 1, rest
        if not name:
            break
    words = name.split(" ")
    for i in range(1, len(words)) if len(words) > 1 else ():
        shorter = " ".join(words[i:])  # "First St. Broward": the county is the end of it
        if shorter.lower() in counties.counties() and name.lower() not in counties.counties():
            return lead + len(name) - len(shorter), shorter
    return lead, re.sub(r"(?:'s|’s)$", "", name)


def _state_after(text: str, end: int) -> tuple[str | None, int]:
    joint = _AFTER_STATE.match(text, end)
    if joint and (found := states.at(text, joint.end())):
        return found
    if match := _POSTAL.match(text, end):
        code = states.code_of(match[1])
        return code, match.end() if code else end
    return None, end


def _aside(text: str, start: int, end: int) -> bool:
    return bool(_NOT_HERE.search(text[max(0, start - 40) : start]) or _PAPER.match(text[end : end + 30]))


@cache
def _towns_of(code: str) -> Phrases:
    return Phrases(name for name, codes in counties.cities().items() if code in codes)


def county_names(text: str) -> list[str]:
    """Counties named in full, by name without the word."""
    found: list[str] = []
    for match in _COUNTY.finditer(text):
        _lead, name = _strip(match[1])
        if name:
            found.append(_title(name))
    for match in _COUNTIES.finditer(text):
        for part in re.finditer(rf"{_CAP}(?: {_CAP})?", match[1]):
            _lead, name = _strip(part.group())
            if name:
                found.append(name)
    return found


def told_counties(text: str) -> list[tuple[str, str]]:
    """Counties named together with their state."""
    found: list[tuple[str, str]] = []
    for match in _COUNTY.finditer(text):
        _lead, name = _strip(match[1])
        code, _end = _state_after(text, match.end())
        if code and name:
            found.append((_title(name), code))
    return found
