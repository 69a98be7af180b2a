"""Whose agency it is: jails are the county's, police the city's, in a few states jails are the state's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from monitor.figures import gazetteer, places, spots
from monitor.figures.places import Spot
from monitor.figures.states_told import DATELINE

OF_COUNTIES: Final = re.compile(
    r"\b(?:[Ss]heriff|[Cc]ounty|[Jj]ail|[Dd]etention [Cc]enter|[Pp]arish|[Ww]arden|[Pp]risons?|"
    r"[Cc]ounties|[Ss]heriffs|[Jj]ails)\b"
)
OF_CITIES: Final = re.compile(r"\b(?:[Pp]olice|[Cc]ity|[Mm]ayor|[Cc]ouncil|PD)\b")


_STATE_JAIL: Final = re.compile(
    r"\bRegional Jail (?:and|&|Authority)|\b[Rr]egional jails?\b|\bRegional Jail\b"
)
BODY: Final = re.compile(
    r"\b(?:House|Senate|Legislat\w+|Court|General Assembly|Judiciary|Attorney General|University)\b"
)


@lru_cache(maxsize=8)
def words_of_agencies(text: str) -> tuple[int, int]:
    """How often a text speaks of counties' agencies, and of cities'; asked several times of one document."""
    return len(OF_COUNTIES.findall(text)), len(OF_CITIES.findall(text))


@dataclass(frozen=True)
class Gathered:
    """What was gathered of a document: who published it, its title and text, and the places it names."""

    publisher: str
    title: str
    text: str
    official: bool
    code: str | None
    published: frozenset[Spot]  #: places that the publisher's name names
    votes: Mapping[Spot, float]

    @property
    def national(self) -> bool:
        return bool(national_publisher().search(self.publisher))

    @property
    def states(self) -> set[str]:
        return {spot.state for spot in self.votes if spot.state and self.votes[spot] >= 0.25}


def level_of(best: Spot | None, found: Gathered) -> Spot | None:
    """The place whose agency it is, for the place that is named most."""
    if best is None:
        return places.NATION if found.national else None
    if found.official and not BODY.search(found.publisher):
        local = [spot for spot in found.published if spot.kind in ("city", "county") and spot in found.votes]
        if len(local) == 1:
            return local[0]
    if whole := _statewide(best, found):
        return whole
    if best.kind == "city" and not _POLICE.search(found.publisher) and (told := _in_title(best, found)):
        return told
    if best in found.published:
        own = [s for s in found.published if s.kind in ("city", "county") and s.state == best.state]
        return own[0] if best.kind == "state" and len(own) == 1 else best
    if found.national and found.code and _FIELD.match(found.text):
        return places.state_spot(found.code)  # an agency's release from one of its field offices
    if _of_the_nation(best, found):
        return places.NATION
    return _jailed(best, found) if best.kind in ("city", "county") else best


def _statewide(best: Spot, found: Gathered) -> Spot | None:
    """The state whose legislature, attorney general or like body published it, unless the title names a place
    of it."""
    wide = [spot for spot in found.published if spot.kind == "state"]
    if len(wide) != 1 or len(found.published) != 1 or wide[0].state != best.state or best.kind == "state":
        return None
    local = any(
        spot.kind != "state" and spot.name.partition(",")[0].removesuffix(" County") in found.title
        for spot in found.votes
    )
    return None if local or not _STATEWIDE.search(found.publisher) else wide[0]


_STATEWIDE: Final = re.compile(
    r"\b(?:Attorney General|Legislat\w+|General Assembly|Governor|Supreme Court|Auditor|Senate|Sentencing|"
    r"Secretary of State|House of (?:Representatives|Delegates)|"
    r"Department of (?:Public Safety|Corrections?|Justice|Law)|Associations? of|Sheriffs['’]? Association|"
    r"American Civil Liberties|ACLU|Budget (?:Office|& Policy)|Office of (?:Research|Policy)|Police Chiefs|"
    r"State (?:Police|Patrol))\b"
)


def _in_title(city: Spot, found: Gathered) -> Spot | None:
    """The county of a city, where the title names it in full: 'Who gets a detainer in Harris County'."""
    county = county_of(city)
    return county if county and f"{county.name.partition(',')[0]}" in found.title else None


def _of_the_nation(best: Spot, found: Gathered) -> bool:
    """Whether the places of a text are examples from all over the country."""
    votes, named = found.votes, found.states
    if found.national and (len(named) >= 2 or votes[best] < 1.0):
        return True
    whole = sum(vote for spot, vote in votes.items() if spot.state)
    own = sum(vote for spot, vote in votes.items() if spot.state == best.state)
    if best.state and len(named) >= 4 and own < 0.45 * whole:
        return True
    nation = votes.get(places.NATION, 0.0)
    return best.kind != "state" and nation >= 0.8 * votes.get(best, 0.0) and len(named) >= 2


def _jailed(best: Spot, found: Gathered) -> Spot:
    """The county, or the state, whose jail it is; the city where its police are spoken of."""
    text = f"{found.title}\n{found.text}"
    jail, police = words_of_agencies(text)
    jail += 4 * len(OF_COUNTIES.findall(found.title))
    police += 4 * len(_POLICE.findall(found.title))
    alike = [
        spot
        for spot, vote in found.votes.items()
        if spot.kind == "city" and spot.state == best.state and vote * 2.5 >= found.votes[best]
    ]
    unified = best.state in places.UNIFIED and jail > police
    if best.kind == "city" and best.state and (len(alike) >= 3 or unified):
        return places.state_spot(best.state)
    if best.state == "WV" and _STATE_JAIL.search(text):
        return places.state_spot("WV")
    county = county_of(best) if best.kind == "city" else None
    if (
        county
        and (jail >= 3 or (jail and not police))
        and (jail > police or (jail == police and county in found.votes))
    ):
        return county
    return best


_POLICE: Final = re.compile(r"[Pp]olice|\b[A-Z]{1,4}PD\b|\bPD\b")
_FIELD: Final = re.compile(r"(?!WASHINGTON)" + DATELINE.pattern)


def county_of(city: Spot) -> Spot | None:
    """The county whose jail a city's people are brought to; none for a city that has its own."""
    name = city.name.partition(",")[0]
    town = gazetteer.town(name, city.state)
    if town is None or town.alone or city.state is None or name.lower() in KEEPS_ITS_JAIL:
        return None
    return spots.make_spot(town.county, city.state, "county")


#: cities that are one with their county, and named as the city
KEEPS_ITS_JAIL: Final = frozenset(
    [
        "san francisco",
        "denver",
        "philadelphia",
        "new york city",
        "new york",
        "louisville",
        "honolulu",
        "anchorage",
        "broomfield",
    ]
)


@cache
def national_publisher() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:TRAC\b|U\.S\. (?:Immigration|Department)|Immigration and Customs Enforcement|Department of "
        r"Homeland Security|"
        r"Congressional|DHS\b|Office of (?:the )?Inspector General|Migration (?:Data|Policy)|"
        r"American Immigration|"
        r"Government Accountability|Deportation Data Project|Transactional Records)",
        re.IGNORECASE,
    )
