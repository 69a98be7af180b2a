"""What in a line tells of a place: the places it names, and words such as "the jail" that mean one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Final

from monitor.figures import gazetteer, home, place_names, places, states
from monitor.figures.home import Home
from monitor.figures.places import Mention, Spot

LINE: Final = 4_000  #: characters of one line that are looked at


class Level(StrEnum):
    """What kind of place a word means that names none."""

    COUNTY = "county"
    CITY = "city"
    AGENCY = "agency"  #: "the department", "the office": the agency that was named last
    STATE = "state"
    NATION = "country"


@dataclass(frozen=True, slots=True)
class Hint:
    """A place that is named, or meant: then `level` says of what kind and `spot` is none."""

    start: int
    end: int
    text: str
    spot: Spot | None
    level: Level | None = None
    aside: bool = False
    agency: bool = False  #: an agency of the place is named, not the place alone


_JAIL: Final = re.compile(
    r"(?:'s|’s)?,? (?:(?:adult|central|main|city|downtown|regional|area|metro) )?"
    r"(?:jails?|sheriff|detention|correctional|lockup|house of correction)\b",
    re.IGNORECASE,
)
_POLICE: Final = re.compile(r"(?:'s|’s)? (?:(?:city|metro|metropolitan) )?(?:police|p\.?d\b|chief|officers)", re.IGNORECASE)
_AGENCY: Final = re.compile(
    r"(?:'s|’s)? (?:\w+ )?(?:police|p\.?d\b|sheriff|jail|detention|correction|deputies|officers|prison|probation|"
    r"department|house of|prisons|jails|counties|sheriffs|agencies|authorities)",
    re.IGNORECASE,
)
_PERSON: Final = re.compile(
    r" (?:man|woman|men|women|lawyer|attorney|resident|residents|residents?'|native|teenager|couple|family|"
    r"mother|father|immigration (?:lawyer|attorney|court|judge)|lawmaker|Democrat|Republican|law|statute|"
    r"driver|driver's|council(?:man|woman|or)|suburb|mayor|Law|Act|Constitution|Supreme|State University)\b"
)
_BODY: Final = re.compile(
    r" (?!Police|PD\b|P\.D|County|Parish|Sheriff|Jail|Department|City|Detention|Correction|Metro|Prison|Adult|Regional|Central|Justice|ICE\b|DHS\b|House of)"
    r"[A-Z]"
)
_CITY_OWN: Final = re.compile(
    r"(?:'s|’s)? (?:(?:city|metro|metropolitan) )?(?:police|p\.?d\b|city\b|officers)|, the city|(?:'s|’s)? cops", re.IGNORECASE
)
_STATE: Final = re.compile(r"(?:'s|’s)? (?:[Ss]tate|law|prisons?|counties|sheriffs)")
_LABEL: Final = re.compile(r"\s*(?:[:/|=]|[-–—]\s|\.{3})")
_WORD: Final = re.compile(r"(?<![\w.])(?:St\.|[A-Z][a-zA-ZÀ-ÿ-]*(?:['’][a-z]{2,})?(?:(?<=Prince George)['’]s|(?<=Queen Anne)['’]s|(?<=St. Mary)['’]s)?|(?:of|du|de|la|the|and)(?= [A-Z]))")
_NO_NAME: Final = re.compile(r"(?:'s|’s)? [A-Z]|,? (?:said|says|told|added|wrote|asked)\b")
_TITLED: Final = re.compile(r"(?:(?<![.!?\"] )(?!In|At|For|From|But|And|By|To|With|While|As|Only|Then|Since|Of|The|So|Both|Near)\b[A-Z][a-z]+|Mr\.|Ms\.|Gov\.|Sgt\.|Lt\.|Capt\.|Rep\.|Sen\.|\b[A-Z]\.) $")
_RIDER: Final = re.compile(r"(?:\b[Aa]n? |\bERO |\bICE |\b(?:taken|flown|driven|moved|bused|transported|sent|shipped|off|van|transferred|brought|drove|flew) to |\b(?:near|north of|south of|east of|west of|outside|neighboring|unlike|Unlike) )$"
)


@cache
def meant() -> re.Pattern[str]:
    """Words that mean a place, by the kind of it; the group that matched is a Level's name."""
    return re.compile(
        r"(?P<country>\b(?:nationwide|nationally|across the (?:country|nation)|in the (?:country|nation)(?! (?:illegally|unlawfully|without|legally|for|since))|"
        r"the nation as a whole|the whole (?:country|nation)|"
        r"the nation's|around the country|all over the country)\b)|"
        r"(?P<state>\bstatewide\b|\b(?:the )?state(?:'s)? totals?\b|\b(?:across|around|in|throughout|of|by) (?:the|this|our) (?:whole |entire "
        r")?(?:state|commonwealth)(?! (?:law|house|police|senate|prison|department|attorney))\b|\bthe state(?:'s "
        r"(?:prisons|jails|agencies|counties|sheriffs|police)| as a whole| (?:prison|corrections|department of correction))|"
        r"\bthe state's\b|\ball \w+ counties\b|\bstate(?:'s)? prisons\b)|"
        r"(?P<agency>\b(?:the|her|his|their|our|its|that|this) (?:department|office|force)(?:'s)?\b(?! of))|"
        r"(?P<county>\b(?:the|this|our|that) (?:county|parish|borough)(?:'s)?\b|"
        r"\b(?:the|her|his|their|our|its|this|that|a|county) (?:\w+ )?(?:jail|sheriff|undersheriff|"
        r"jailer|detention (?:center|facility)|correctional (?:center|facility)|house of correction|"
        r"lockup|warden)(?:'s)?\b|\bdeputies\b|\bcounty (?:jail|officials|commissioners|supervisors)\b|"
        r"\bsheriff's (?:office|department|officials|spokes\w+)\b)|"
        r"(?P<city>\b(?:the|this|our) (?:city|town|village)(?:'s)?\b(?! council| hall)|"
        r"\b(?:the|city|our|town) police(?! officers?' )\b|\b(?:a|the) city (?:spokes\w+|attorney|official)\b|\bpolice (?:department|chief|commissioner|officials)\b)"
    )


def find(text: str, low: str, home_: Home, skip: int = 0, counted: bool = False) -> list[Hint]:
    """The hints of a line in order; places named before `skip` (a dateline) are left out. A line that is
    `counted` holds a figure: there a bare name may be a county's."""
    text, low = text[:LINE], low[:LINE]
    if counted and len(text) < 60 and text.isupper():
        text = text.title()
    mentions = [m for m in home_.finder.find(text) if m.start >= skip]
    if counted:
        bare = list(_bare(text, home_, mentions, skip))
        mentions = [m for m in mentions if not any(b.start <= m.start and m.end <= b.end for b in bare)]
        mentions = sorted([*mentions, *bare], key=lambda m: m.start)
    named = _settle([_named(text, mention, home_) for mention in mentions], home_)
    taken = [(hint.start, hint.end) for hint in named]
    for match in meant().finditer(low):
        if any(a < match.end() and match.start() < b + 14 for a, b in taken):
            continue  # "the Polk County jail", "Boston police department" are named
        named.append(
            Hint(match.start(), match.end(), text[match.start() : match.end()], None, Level(match.lastgroup or "county"))
        )
    return sorted(named, key=lambda hint: hint.start)


def _bare(text: str, home_: Home, taken: list[Mention], skip: int) -> Iterator[Mention]:
    """Counties by their bare names: 'followed by Orange with 1,122, Hillsborough with 874'."""
    code = home_.code
    if code is None or not home_.finder.countywise:
        return
    words = [word for word in _WORD.finditer(text, skip)]
    until = 0
    for i, word in enumerate(words):
        if word.start() < until:
            continue
        for size in (3, 2, 1):
            if i + size > len(words):
                continue
            start, end = word.start(), words[i + size - 1].end()
            if any(b.start() - a.end() > 1 for a, b in pairwise(words[i : i + size])):
                continue  # not side by side
            spot = _county_at(text, start, end, home_)
            over = [m for m in taken if m.start < end and start < m.end]
            if spot is None or any(m.spot.kind != "city" or m.end - m.start >= end - start for m in over):
                continue
            until = end
            yield Mention(start, end, spot)
            break


def _county_at(text: str, start: int, end: int, home_: Home) -> Spot | None:
    """The county of the document's state that stands there by its bare name, if it can be one."""
    name = text[start:end].replace("’", "'")
    if "-" in name:
        name = places.county_part(name, home_.code)
    if name.lower() in place_names.LEAD or name.lower() in states.CODE or not home_.finder.is_county(name):
        return None
    if _NO_NAME.match(text, end) or _TITLED.search(text[max(0, start - 16) : start]):
        return None
    return home_.finder.county(name, home_.code)


def _settle(named: list[Hint], home_: Home) -> list[Hint]:
    """A town beside its own county, or in the county that the text is about, tells nothing by itself."""
    if not home_.finder.countywise:
        return named
    counties = {hint.spot for hint in named if hint.spot and hint.spot.kind == "county"}
    if home_.spot and home_.spot.kind == "county":
        counties.add(home_.spot)
    kept: list[Hint] = []
    for hint in named:
        spot = hint.spot
        if spot is None or spot.kind != "city" or hint.agency or spot == home_.spot:
            kept.append(hint)
            continue
        own = home.county_of(spot)
        if own is None:
            kept.append(hint)
        elif hint.start == 0 or (home_.spot and home_.spot.kind == "city"):
            kept.append(hint)
        elif own not in counties:
            kept.append(replace(hint, spot=own, aside=True))
    return kept


def _named(text: str, mention: Mention, home_: Home) -> Hint:
    spot, end = mention.spot, mention.end
    after = text[end : end + 60]
    shown = text[mention.start : end]
    police = bool(_CITY_OWN.match(after))
    if spot.kind == "city" and _JAIL.match(after) and not re.match(r"(?:'s|’s)?,? city", after):
        spot = home.county_of(spot) or _small(spot) or spot
    elif spot.kind == "city" and not police and spot != home_.spot and home_.finder.countywise and "," not in shown:
        spot = _same_name(spot, shown) or spot
    elif spot.kind == "state" and home_.finder.countywise and gazetteer.has_county(shown, home_.code):
        label = _LABEL.match(after) and not text[: mention.start].strip(" *-•\t")
        if label or (spot.state != home_.code and not mention.aside):
            spot = home_.finder.county(shown, home_.code) or spot
    own_city = home_.spot is not None and home_.spot.name.startswith("New York") and home_.spot.kind == "city"
    if own_city and spot == places.state_spot("NY") and not _STATE.match(after):
        spot = home_.spot or spot
    before = text[max(0, mention.start - 20) : mention.start]
    bare = spot.kind == "county" and not re.search(r"ount|arish|OUNT", shown)
    aside = mention.aside or bool(
        (bare and _TITLED.search(before))
        or (spot.kind in ("city", "state") and (_PERSON.match(after) or _BODY.match(after))) or _RIDER.search(before)
    )
    return Hint(mention.start, end, shown, spot, None, aside, police or bool(_AGENCY.match(after)))


def _small(spot: Spot) -> Spot | None:
    """The county of the name of a small city that is no part of it: Fairfax's jail is the county's."""
    name = spot.name.partition(",")[0]
    town = gazetteer.town(name, spot.state)
    if spot.state is None or town is None or town.size == 2 or not gazetteer.has_county(name, spot.state):
        return None
    return places.make_spot(name, spot.state, "county")


def _same_name(spot: Spot, shown: str) -> Spot | None:
    """The county that a city shares its name with: among sheriffs 'Greenville' is the county."""
    name = spot.name.partition(",")[0]
    if name.lower() in home.KEEPS_ITS_JAIL or not gazetteer.has_county(name, spot.state) or spot.state is None:
        return None
    town = gazetteer.town(name, spot.state)
    if town is not None and (town.alone or gazetteer.fold(town.county) != gazetteer.fold(name)):
        return None
    return places.make_spot(name, spot.state, "county")
