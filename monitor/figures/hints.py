"""What in a line tells of a place: the places it names, and words such as "the jail" that mean one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from monitor.figures import home, places
from monitor.figures.places import Finder, Mention, Spot

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
    r"department|house of)",
    re.IGNORECASE,
)
_PERSON: Final = re.compile(
    r" (?:man|woman|men|women|lawyer|attorney|resident|residents|residents?'|native|teenager|couple|family|"
    r"mother|father|immigration (?:lawyer|attorney|court|judge)|lawmaker|Democrat|Republican|law|statute|"
    r"driver|driver's|council(?:man|woman|or)|suburb|mayor|Law|Act|Constitution|Supreme|State University)\b"
)
_RIDER: Final = re.compile(r"(?:\b[Aa]n? |\b(?:near|north of|south of|east of|west of|outside|neighboring|unlike|Unlike) )$")


@cache
def meant() -> re.Pattern[str]:
    """Words that mean a place, by the kind of it; the group that matched is a Level's name."""
    return re.compile(
        r"(?P<country>\b(?:nationwide|nationally|across the (?:country|nation)|in the (?:country|nation)|"
        r"the nation's|around the country|all over the country)\b)|"
        r"(?P<state>\bstatewide\b|\b(?:across|around|in|throughout|of|by) (?:the|this|our) (?:whole |entire "
        r")?(?:state|commonwealth)(?! (?:law|house|police|senate|prison|department|attorney))\b|\bthe state(?:'s "
        r"(?:prisons|jails|agencies|counties|sheriffs|police)| as a whole| (?:prison|corrections|department of correction))|"
        r"\bthe state's\b|\ball \w+ counties\b|\bstate(?:'s)? prisons\b)|"
        r"(?P<agency>\b(?:the|her|his|their|our|its|that|this) (?:department|agency|office|force)(?:'s)?\b(?! of))|"
        r"(?P<county>\b(?:the|this|our|that) (?:county|parish|borough)(?:'s)?\b|"
        r"\b(?:the|her|his|their|our|its|this|that|a|county) (?:\w+ )?(?:jail|sheriff|undersheriff|"
        r"jailer|detention (?:center|facility)|correctional (?:center|facility)|house of correction|"
        r"lockup|warden)(?:'s)?\b|\bdeputies\b|\bcounty (?:jail|officials|commissioners|supervisors)\b|"
        r"\bsheriff's (?:office|department|officials|spokes\w+)\b)|"
        r"(?P<city>\b(?:the|this|our) (?:city|town|village)(?:'s)?\b(?! council| hall)|"
        r"\b(?:the|city|our|town) police(?! officers?' )\b|\bpolice (?:department|chief|commissioner|officials)\b)"
    )


def find(text: str, low: str, finder: Finder, skip: int = 0) -> list[Hint]:
    """The hints of a line in order; places named before `skip` (a dateline) are left out."""
    text, low = text[:LINE], low[:LINE]
    named = [_named(text, mention) for mention in finder.find(text) if mention.start >= skip]
    taken = [(hint.start, hint.end) for hint in named]
    for match in meant().finditer(low):
        if any(a < match.end() and match.start() < b + 14 for a, b in taken):
            continue  # "the Polk County jail", "Boston police department" are named
        named.append(
            Hint(match.start(), match.end(), text[match.start() : match.end()], None, Level(match.lastgroup or "county"))
        )
    return sorted(named, key=lambda hint: hint.start)


def _named(text: str, mention: Mention) -> Hint:
    spot, end = mention.spot, mention.end
    after = text[end : end + 60]
    if spot.kind == "city" and _JAIL.match(after) and not re.match(r"(?:'s|’s)?,? city", after):
        spot = home.county_of(spot) or spot
    aside = mention.aside or bool(
        (spot.kind in ("city", "state") and _PERSON.match(after)) or _RIDER.search(text[max(0, mention.start - 16) : mention.start])
    )
    if spot == places.NATION and not aside:
        return Hint(mention.start, end, text[mention.start : end], spot)
    return Hint(mention.start, end, text[mention.start : end], spot, None, aside, bool(_AGENCY.match(after)))
