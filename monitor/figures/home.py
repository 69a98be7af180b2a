"""What a document is about: its state and its place, by publisher, title, dateline and what it names most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from config.catalogue import Place
from monitor.figures import gazetteer, place_names, places, spots, states
from monitor.figures.levels import (
    BODY,
    OF_COUNTIES,
    Gathered,
    county_of,
    level_of,
    national_publisher,
    words_of_agencies,
)
from monitor.figures.place_names import ONE_WITH_ITS_CITY
from monitor.figures.places import Atlas, Finder, Mention, Spot
from monitor.figures.sentences import Sentence
from monitor.figures.states_told import DATELINE, NAMES, agencies_of, named_in, state_of

__all__ = ["Home", "locate", "national_publisher", "title_names"]

LINE: Final = 2_000  #: characters of one sentence that are looked at
HEAD: Final = 20_000  #: characters that are looked at: a place named only later is not what it is about
LOCAL: Final = 3.0  #: how far a state may be ahead of its one city or county that is named
FAR: Final = 1.5  #: times as many votes as any other place that make a place plain
ENOUGH: Final = 0.8  #: votes without which no place is plain


@dataclass(frozen=True)
class Home:
    """`spot` is None where nothing tells a place. `finder` is tuned to the document's state and counties."""

    spot: Spot | None
    code: str | None
    finder: Finder
    told: bool = False  #: given with the source, named by publisher or title, or named far more than others
    given: bool = False  #: given with the source, or named by the publisher
    corrections: bool = False  #: it has a department of corrections of its own


def locate(
    sentences: Sequence[Sentence],
    text: str,
    title: str,
    publisher: str,
    source: Place | None,
    built: Atlas,
    official: bool,
) -> Home:
    """The place that the document is about, and a finder that reads its other places in that light."""
    head = text[:HEAD]
    lines = [(s.start, s.text[:LINE]) for s in sentences if s.start < HEAD]
    finder = _tuned(lines, head, title, publisher, source, built, official)
    votes = _votes(finder, lines, head, title, publisher, official)
    spot = places.spot_of(source) if source and source.id != "us" else None
    if spot:
        votes[spot] = votes.get(spot, 0.0) + (4.0 if official else 1.5)
    best = _best(votes, finder, title)
    published = frozenset(m.spot for m in finder.find(publisher) if not m.aside)
    published |= _bare_counties(publisher, finder)
    if official and not spot and (field := _filled_in(head, finder)):
        return Home(field, finder.code, finder, told=True)
    if best is None or best != spot:
        best = level_of(best, Gathered(publisher, title, head, official, finder.code, published, votes))
    named = published | {m.spot for m in finder.find(title) if not m.aside}
    if official and not source and best is not None and _unresolved(publisher, finder) and best not in named:
        best = None  # a sheriff of a county that nothing tells is not of another place that the text names
    given = source is not None and best == places.spot_of(source)
    alone = best is not None and best in votes and _ahead(votes, best)
    if (
        best is not None
        and not given
        and (finder.guessed or not _state_told(best, f"{publisher}\n{title}\n{head}"))
    ):
        return Home(best, finder.code, finder)
    own = best is not None and _has_corrections(best, f"{publisher}\n{title}\n{head}")
    return Home(best, finder.code, finder, given or best in named or alone, given or best in published, own)


def _filled_in(head: str, finder: Finder) -> Spot | None:
    """The county that a form's field names, where it has one: "County: Forsyth"."""
    names = {match["name"] for match in _FIELD.finditer(head)}
    if len(names) != 1 or finder.code is None:
        return None
    name = names.pop().removesuffix(" County")
    return finder.county(name, finder.code) if gazetteer.has_county(name, finder.code) else None


_FIELD: Final = re.compile(
    r"^[ \t]*(?:Reporting )?(?:County|COUNTY|Parish)(?: [Nn]ame| of)?[ \t]*:[ \t]*"
    r"(?P<name>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?)(?=[ \t]{2,}|[ \t]*$)",
    re.MULTILINE,
)


def _has_corrections(spot: Spot, text: str) -> bool:
    """Whether a county or city has a department of corrections of its own, by the text."""
    name = re.escape(spot.name.partition(",")[0].removesuffix(" County"))
    own = (
        rf"\b{name}(?: County| City| Metro| Parish)*(?:'s|’s)? (?:Metro )?"
        r"(?:Department of )?(?:Correction|Prison)"
    )
    return spot.name in _CORRECTIONS or re.search(own, text, re.IGNORECASE) is not None


#: whose department of correction is named without the place
_CORRECTIONS: Final = frozenset(
    [
        "New York City, NY",
        "New York, NY",
        "Philadelphia, PA",
        "Washington, DC",
        "Louisville, KY",
        "Miami-Dade County, FL",
    ]
)


def _tuned(
    lines: Sequence[tuple[int, str]],
    head: str,
    title: str,
    publisher: str,
    source: Place | None,
    built: Atlas,
    official: bool,
) -> Finder:
    """A finder that knows the document's state, and the counties that it tells once in full."""
    finder = Finder(built)
    for name, code in places.told_counties(f"{publisher}\n{title}\n{head}"):
        finder.explicit.setdefault(f"{name} County".lower(), code)
    county, city = words_of_agencies(f"{title}\n{head}")
    finder.countywise = county >= 2 or county > city
    finder.code = state_of(finder, lines, head, title, publisher, source, official=official)
    finder.settled = True
    for told, code in list(finder.explicit.items()):
        if code != finder.code and _named_before(told, finder.code, f"{publisher}\n{head}"):
            del finder.explicit[told]
    finder.others = frozenset(code for _start, _end, code in states.find(f"{title}\n{head}"))
    _shorten(finder, f"{title}\n{head}", built)
    return finder


def _named_before(told: str, code: str | None, text: str) -> bool:
    """Whether a county of the document's own state stands in the text without a state, before the county of
    that name of another: "Blaine County ... not Blaine County, Montana"."""
    if not gazetteer.has_county(told.removesuffix(" county"), code):
        return False
    first = re.search(rf"\b{re.escape(told)}\b", text, re.IGNORECASE)
    return first is not None and place_names.state_after(text, first.end())[0] is None


def _best(votes: dict[Spot, float], finder: Finder, title: str) -> Spot | None:
    """The place with most votes, or the one place of the state with most that the text speaks of."""
    if not votes:
        return None
    best = max(votes, key=lambda spot: (votes[spot], spot.id))
    if finder.code and best.state not in (None, finder.code) and votes[best] < 1.5:
        own = {spot: vote for spot, vote in votes.items() if spot.state == finder.code}
        best = max(own, key=lambda spot: (own[spot], spot.id)) if own else places.state_spot(finder.code)
    if best.kind != "state" or best.state in places.UNIFIED or title_names(finder, title, best):
        return best
    local = [spot for spot in votes if spot.kind in ("city", "county") and spot.state == best.state]
    local.sort(key=lambda spot: (-votes[spot], spot.id))
    plain = len(local) == 1 or (len(local) > 1 and votes[local[0]] >= 2 * votes[local[1]])
    return local[0] if plain and votes[local[0]] * LOCAL >= votes.get(best, 0.0) else best


_OWN: Final = re.compile(
    r"\b(?:County|Parish|City of|Town of|Village of)\b|[A-Z][\w'’-]+ (?:Police|Sheriff|Jail|Corrections)"
)


def _unresolved(publisher: str, finder: Finder) -> bool:
    """Whether the publisher is named for a place that could not be told."""
    if re.search(r"\bU\.S\.|\b(?:State|Association|Department of (?:State|Justice))\b", publisher):
        return False
    return (
        bool(_OWN.search(publisher)) and not finder.find(publisher) and not _bare_counties(publisher, finder)
    )


def _state_told(best: Spot, text: str) -> bool:
    """Whether a county of a name that several states have is told apart by its state's name in the text."""
    if best.kind != "county" or best.state is None:
        return True
    bare = best.name.partition(",")[0].replace(" County", "").replace(" Parish", "").lower()
    if gazetteer.plain_county(bare) == best.state:
        return True
    if any(code == best.state for _start, _end, code in states.find(text)):
        return True
    return any(gazetteer.shares(name).get(best.state, 0.0) > 0.9 for name in named_in(text))


def _ahead(votes: dict[Spot, float], best: Spot) -> bool:
    """Whether a document names one place far more than any other that does not hold or lie in it."""
    if best.kind not in ("city", "county"):
        return votes[best] >= 2.0 and votes[best] >= FAR * max(
            (v for s, v in votes.items() if s != best), default=0.0
        )
    seat = {best.name.replace(" County", "")} if best.kind == "county" else set()
    rivals = [
        v for s, v in votes.items() if s != best and s.kind in ("city", "county") and s.name not in seat
    ]
    return votes[best] >= FAR * max(rivals, default=0.0) and votes[best] >= ENOUGH


def title_names(finder: Finder, title: str, spot: Spot) -> bool:
    """Whether a title names a place as such: 'a Utah jail' does not name the state."""
    return any(m.spot == spot and not _ONE_JAIL.match(title, m.end) for m in finder.find(title))


_ONE_JAIL: Final = re.compile(r"(?:'s|’s)?(?: [a-z]+)? (?:jail|sheriff|county|prison)\b")


def _shorten(finder: Finder, text: str, built: Atlas) -> None:
    """A county named in full once may be named without the word: 'Hillsborough: 1,214'."""
    for name in places.county_names(text):
        spot = finder.county(name, None)
        if spot and name.lower() not in states.CODE and name.lower() not in built.by_name:
            finder.shorts.setdefault(name.lower(), spot)


def _by_name(heads: str, dateline: re.Match[str] | None, code: str | None, text: str) -> dict[Spot, float]:
    """Where nothing is named: where the story comes from, or the county that the paper is named for."""
    town = dateline[1].strip() if dateline else ""
    if spot := _from(town, code, text):
        return {spot: FROM}
    if code and town.lower() == _CAPITALS.get(code):
        return {places.state_spot(code): FROM}
    named = [name for name in NAMES.findall(heads) if code and gazetteer.has_county(name, code)]
    named += [word for word in re.findall(r"[A-Z][a-z]+", heads) if code and gazetteer.has_county(word, code)]
    jail, police = words_of_agencies(text)
    if code is None or not named or jail < police or code in places.UNIFIED:
        return {}
    return {spots.make_spot(named[0], code, "county"): FROM}


FROM: Final = 0.8  #: votes for the place that a story comes from
#: of which stories of the whole state come, in the order of `states.STATES`
_CAPITAL_NAMES: Final = (
    "Montgomery, Juneau, Phoenix, Little Rock, Sacramento, Denver, Hartford, Dover, Tallahassee, Atlanta, "
    "Honolulu, Boise, Springfield, Indianapolis, Des Moines, Topeka, Frankfort, Baton Rouge, Augusta, "
    "Annapolis, Boston, Lansing, St. Paul, Jackson, Jefferson City, Helena, Lincoln, Carson City, Concord, "
    "Trenton, Santa Fe, Albany, Raleigh, Bismarck, Columbus, Oklahoma City, Salem, Harrisburg, Providence, "
    "Columbia, Pierre, Nashville, Austin, Salt Lake City, Montpelier, Richmond, Olympia, Charleston, "
    "Madison, Cheyenne"
)
_CAPITALS: Final = dict(zip(states.STATES, _CAPITAL_NAMES.lower().split(", "), strict=False))  # D.C. has none


def _from(name: str, code: str | None, text: str) -> Spot | None:
    """The county, or the city, of the town that a story comes from, by whose agencies it speaks of; none of
    a capital."""
    if code is None or gazetteer.town(name, code) is None or name.lower() == _CAPITALS.get(code):
        return None
    city = spots.make_spot(place_names.title(name.upper(), 1), code, "city")
    jail, police = words_of_agencies(text)
    if jail < police:
        return city
    return places.state_spot(code) if code in places.UNIFIED else county_of(city) or city


_JAIL_OF: Final = re.compile(r"(?:'s|’s)? (?:(?:main|downtown|adult|central) )?(?:[Jj]ail|[Ss]heriff)")


def _votes(
    finder: Finder, lines: Sequence[tuple[int, str]], text: str, title: str, publisher: str, official: bool
) -> dict[Spot, float]:
    votes: dict[Spot, float] = {}
    national = bool(national_publisher().search(publisher))
    counts: dict[Spot, int] = {}
    named: set[Spot] = set()
    dateline = DATELINE.match(text)
    body = text[dateline.end() :] if dateline else text
    skip = dateline.end() if dateline else 0
    if dateline and dateline[1].strip() == "WASHINGTON" and not dateline[2]:
        votes[places.NATION] = 2.0
    elif dateline and not official and (spot := _from(dateline[1].strip(), finder.code, f"{title}\n{body}")):
        votes[spot] = FROM
    parts: list[tuple[str, float, int | None]] = [
        (publisher, (1.0 if BODY.search(publisher) else 8.0) if official else 2.0, None),
        (title, 3.0, None),
    ]
    parts += [(line, 1.0, at) for at, line in lines]
    for part, weight, at in parts:
        if at is None:
            for spot in _bare_counties(part, finder):
                votes[spot] = votes.get(spot, 0.0) + weight
                named.add(spot)
        for mention in finder.find(part):
            if at is not None and at + mention.start < skip:
                continue
            spot = mention.spot
            if spot.kind == "city" and _JAIL_OF.match(part, mention.end):
                spot = county_of(spot) or spot
            if at is None:
                named.add(spot)
            counts[spot] = counts.get(spot, 0) + 1
            early = max(0.0, 1.0 - (at - skip + mention.start) / 1500) if at is not None else 0.0
            level = _level(finder, part, mention, spot, heading=at is None)
            if spot == places.NATION and at is not None and not national:
                level *= 0.4  # in passing, in a local paper
            votes[spot] = votes.get(spot, 0.0) + (weight + early) * level
    if not votes:
        votes |= _by_name(f"{publisher}\n{title}", dateline, finder.code, f"{title}\n{body}")
    _by_agency(votes, f"{title}\n{body}", named)
    for spot in votes:  # a city or county that is named once, in passing
        if counts.get(spot) == 1 and spot not in named and spot.kind in ("city", "county"):
            votes[spot] *= 0.5
    return votes


def _level(finder: Finder, part: str, mention: Mention, spot: Spot, *, heading: bool) -> float:
    """What a place that a part names weighs beside one named plainly. `spot`: what is meant by it."""
    level = {"country": 0.5, "state": 0.8 if heading else 0.5}.get(mention.spot.kind, 1.0)
    if spot.kind == "city" and not finder.atlas.known(spot.name.partition(",")[0], spot.state):
        police = re.match(r"(?:'s|’s)? (?:[Pp]olice|P\.?D\b|[Cc]ity)", part[mention.end :])
        level *= 1.0 if police else 0.4  # a town is where a jail stands; the jail is the county's
    if spot.kind == "state" and _STATES_OWN.match(part, mention.end):
        level = 2.5  # the state's own prisons
    if spot.name == "Washington" and finder.code != "WA":
        level *= 0.1  # the capital, in a story about the country
    return level * (0.2 if mention.aside else 1.0)


def _bare_counties(part: str, finder: Finder) -> set[Spot]:
    """Counties that a publisher or a title names without the word: 'Prince William Regional Jail'."""
    if not (finder.countywise or OF_COUNTIES.search(part)):
        return set()
    found: set[Spot] = set()
    covered = finder.find(part)
    for name in agencies_of(part):
        if name.lower() in ONE_WITH_ITS_CITY:
            continue
        code = finder.code or gazetteer.plain_county(name)
        spot = finder.county(name, code) if gazetteer.has_county(name, code) else None
        if spot and not any(m.spot.kind == "county" for m in covered):
            found.add(spot)
    for match in NAMES.finditer(part):
        name = match.group()
        if any(m.start < match.end() and match.start() < m.end for m in covered):
            continue
        told = gazetteer.plain_county(name)
        known = finder.code is not None and finder.is_county(name)
        if known or (told and told == (finder.code or told) and " " in name):
            spot = finder.county(name, finder.code if known else told)
            if spot:
                found.add(spot)
    return found


_STATES_OWN: Final = re.compile(
    r"(?:'s|’s)?\s+(?:Department of Corrections?|[Pp]risons?|DOC\b|Department of Public Safety)"
)


def _by_agency(votes: dict[Spot, float], text: str, named: set[Spot]) -> None:
    """Sheriffs and jails are the county's, police are the city's: the seat of a county is not its jail."""
    if not any(spot.kind == "county" for spot in votes) or not any(spot.kind == "city" for spot in votes):
        return
    county, city = words_of_agencies(text)
    if county >= 3 and county > 2 * city:
        counties_named = [spot for spot in votes if spot.kind == "county"]
        for spot in votes:
            votes[spot] *= 0.45 if spot.kind == "city" and spot not in named else 1.0
        if len(counties_named) == 1:
            ahead = [v for s, v in votes.items() if s.kind == "city" and s.state == counties_named[0].state]
            votes[counties_named[0]] = max(votes[counties_named[0]], *(v + 0.1 for v in ahead), 0.0)
