"""What a document is about: its state and its place, by publisher, title, dateline and what it names most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from config.catalogue import Place
from monitor.figures import gazetteer, places, states
from monitor.figures.places import Atlas, Finder, Spot
from monitor.figures.sentences import Sentence

LINE: Final = 2_000  #: characters of one sentence that are looked at
HEAD: Final = 20_000  #: characters that are looked at: a place named only later is not what it is about
LOCAL: Final = 3.0  #: how far a state may be ahead of its one city or county that is named
FAR: Final = 1.5  #: times as many votes as any other place that make a place plain
ENOUGH: Final = 0.8  #: votes without which no place is plain
LEAD: Final = 1.1  #: times as many votes as the next state has
_DATELINE: Final = re.compile(
    r"\s*([A-Z][A-Z .'’-]{2,40})(?:,\s*([A-Z][\w. ]{1,16}?))?\s*(?:\([^)]{1,60}\)\s*)?(?:[-–—]|--)\s"
)
_WORD: Final = re.compile(r"[A-Z][\w'’.-]*(?: [A-Z][\w'’-]*)?")


@dataclass(frozen=True)
class Home:
    """`spot` is None where nothing tells a place. `finder` is tuned to the document's state and counties."""

    spot: Spot | None
    code: str | None
    finder: Finder
    told: bool = False  #: given with the source, named by publisher or title, or named far more than others
    given: bool = False  #: given with the source, or named by the publisher


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
    finder = Finder(built)
    _learn(finder, f"{publisher}\n{title}\n{head}")
    finder.countywise = len(_OF_COUNTIES.findall(f"{title}\n{head}")) >= 2
    lines = [(s.start, s.text[:LINE]) for s in sentences if s.start < HEAD]
    finder.code = _state(finder, lines, head, title, publisher, source)
    finder.settled = True
    finder.others = frozenset(code for _start, _end, code in states.find(f"{title}\n{head}"))
    _shorten(finder, f"{title}\n{head}", built)
    votes = _votes(finder, lines, head, title, publisher, official)
    if source and source.id != "us":
        spot = places.spot_of(source)
        votes[spot] = votes.get(spot, 0.0) + (4.0 if official else 1.5)
    best = max(votes, key=lambda spot: (votes[spot], spot.id)) if votes else None
    if best is not None and finder.code and best.state not in (None, finder.code) and votes[best] < 1.5:
        own = {spot: vote for spot, vote in votes.items() if spot.state == finder.code}
        best = max(own, key=lambda spot: (own[spot], spot.id)) if own else places.state_spot(finder.code)
    if best is not None and best.kind == "state" and best.state not in places.UNIFIED and not title_names(finder, title, best):
        local = [spot for spot in votes if spot.kind in ("city", "county") and spot.state == best.state]
        local.sort(key=lambda spot: (-votes[spot], spot.id))
        plain = len(local) == 1 or (len(local) > 1 and votes[local[0]] >= 2 * votes[local[1]])
        if plain and votes[local[0]] * LOCAL >= votes[best]:
            best = local[0]  # the one place of the state that the text speaks of
    published = {m.spot for m in finder.find(publisher) if not m.aside}
    if not source or source.id == "us":
        best = _leveled(best, votes, f"{title}\n{head}", published, publisher, finder.code, official)
    named = {m.spot for part in (publisher, title) for m in finder.find(part) if not m.aside}
    if official and not source and best is not None and _unresolved(publisher, finder):
        best = None  # a sheriff of a county that nothing tells is not of another place that the text names
    given = bool(source) and best == places.spot_of(source) if source else False
    alone = best is not None and best in votes and _ahead(votes, best)
    if best is not None and not given and not _state_told(best, f"{publisher}\n{title}\n{head}"):
        return Home(best, finder.code, finder)
    return Home(best, finder.code, finder, bool(given or best in named or alone), given or best in published)


_OWN: Final = re.compile(
    r"\b(?:County|Parish|City of|Town of|Village of)\b|[A-Z][\w'’-]+ (?:Police|Sheriff|Jail|Corrections)"
)


def _unresolved(publisher: str, finder: Finder) -> bool:
    """Whether the publisher is named for a place that could not be told."""
    if re.search(r"\bU\.S\.|\b(?:State|Association|Department of (?:State|Justice))\b", publisher):
        return False
    return bool(_OWN.search(publisher)) and not finder.find(publisher)


def _state_told(best: Spot, text: str) -> bool:
    """Whether a county of a name that several states have is told apart by its state's name in the text."""
    if best.kind != "county" or best.state is None:
        return True
    bare = best.name.partition(",")[0].replace(" County", "").replace(" Parish", "").lower()
    if gazetteer.plain_county(bare) == best.state:
        return True
    if any(code == best.state for _start, _end, code in states.find(text)):
        return True
    return any(gazetteer.shares(name).get(best.state, 0.0) > 0.9 for name in _named_in(text))


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


def _learn(finder: Finder, text: str) -> None:
    """Counties whose state the text tells once are of that state everywhere in it."""
    for name, code in places.told_counties(text):
        finder.explicit.setdefault(f"{name} County".lower(), code)


def _shorten(finder: Finder, text: str, built: Atlas) -> None:
    """A county named in full once may be named without the word: 'Hillsborough: 1,214'."""
    for name in places.county_names(text):
        spot = finder.county(name, None)
        if spot and name.lower() not in states.CODE and name.lower() not in built.by_name:
            finder.shorts.setdefault(name.lower(), spot)


def _state(
    finder: Finder,
    lines: Sequence[tuple[int, str]],
    text: str,
    title: str,
    publisher: str,
    source: Place | None,
) -> str | None:
    votes: dict[str, float] = {}
    heaviest: dict[str, float] = {}

    def vote(code: str, weight: float) -> None:
        votes[code] = votes.get(code, 0.0) + weight

    if source and (code := places.spot_of(source).state):
        vote(code, 3.0)
    if (dateline := _DATELINE.match(text)) and dateline[2] and (code := states.code_of(dateline[2])):
        vote(code, 8.0)
    elif dateline:
        for code, chance in gazetteer.shares(dateline[1].strip()).items():
            vote(code, 3.0 * chance)
    body = [(line, 1.5 if at < 200 else 1.0 if at < 1500 else 0.5) for at, line in lines]
    for part, weight in ((publisher, 5.0), (title, 3.0), *body):
        for mention in finder.find(part):
            if mention.spot.state and not mention.aside:
                doubtful = mention.spot.name.lower() in states.DOUBTFUL and not part[
                    mention.end :
                ].startswith((" State", " state"))
                told = "," in part[mention.start : mention.end]  # another place, named with its own state
                if mention.spot.kind == "county" and not told and not finder.explicit.get(
                    mention.spot.name.partition(",")[0].lower()
                ):
                    continue  # by its name it may be another state's: counted below
                bare = (
                    mention.spot.kind == "city" and not told
                )  # a city's name may be a county's or a person's
                vote(
                    mention.spot.state, weight * (0.15 if doubtful else 0.4 if told else 0.8 if bare else 1.0)
                )
        told = _named_in(part) if weight <= 1.5 else _named_in(part) | _plain_in(part)
        for name in told:
            if weight > heaviest.get(name, 0.0):
                heaviest[name] = weight
    for name, weight in heaviest.items():  # a name that several states have tells as much once as often
        for code, chance in gazetteer.shares(name).items():
            vote(code, (weight if chance > 0.9 else min(weight, 2.0)) * chance)
    for code in _beside(set(heaviest), f"{publisher}\n{title}\n{text}"):
        vote(code, TOGETHER)
    return _clear(votes)


def _beside(named: set[str], text: str) -> list[str]:
    """A state for each town in the text that lies there in a county that the text names too."""
    counties = gazetteer.gazetteer().counties
    codes = {code for name in named for code in counties.get(name, ())}
    if not codes or all(len(counties.get(name, ())) == 1 for name in named):
        return []
    phrases = {match.group().lower() for match in _PHRASE.finditer(text)}
    return [
        code
        for code in sorted(codes)
        for phrase in sorted(phrases)
        if phrase not in named
        and (town := gazetteer.town(phrase, code))
        and gazetteer.fold(town.county) in named
    ][:MOST_TOWNS]


TOGETHER: Final = 1.5  #: votes for a state by a town and its county that are both named
MOST_TOWNS: Final = 12
_PHRASE: Final = re.compile(r"(?<![\w.])[A-Z][a-z]+(?: (?:[A-Z][a-z]+))?")


def _clear(votes: dict[str, float]) -> str | None:
    """The state with a clear lead: two that are as likely are no evidence."""
    ranked = sorted(votes, key=lambda code: (-votes[code], code))
    if not ranked or (len(ranked) > 1 and votes[ranked[1]] * LEAD > votes[ranked[0]]):
        return None
    return ranked[0]


def _named_in(part: str) -> set[str]:
    """The counties and larger cities that are named here, folded."""
    counties, cities = gazetteer.gazetteer().counties, gazetteer.gazetteer().cities
    found = {name.lower() for name in places.county_names(part) if gazetteer.fold(name) in counties}
    for match in _WORD.finditer(part):
        for words in (match.group().lower(), match.group().split(" ")[0].lower()):
            if words in cities and words not in counties:
                found.add(words)
    return found


def _plain_in(part: str) -> set[str]:
    """Counties of two words that a publisher or a title names without the word."""
    names = {match.group().lower() for match in _NAMES.finditer(part) if " " in match.group()}
    return {name for name in names if gazetteer.plain_county(name)}


_JAIL_OF: Final = re.compile(r"(?:'s|’s)? (?:(?:main|downtown|adult|central) )?(?:[Jj]ail|[Ss]heriff)")


def _votes(
    finder: Finder, lines: Sequence[tuple[int, str]], text: str, title: str, publisher: str, official: bool
) -> dict[Spot, float]:
    votes: dict[Spot, float] = {}
    counts: dict[Spot, int] = {}
    named: set[Spot] = set()
    dateline = _DATELINE.match(text)
    body = text[dateline.end() :] if dateline else text
    skip = dateline.end() if dateline else 0
    if dateline and dateline[1].strip() == "WASHINGTON" and not dateline[2]:
        votes[places.NATION] = 2.0
    parts: list[tuple[str, float, int | None]] = [
        (publisher, (1.0 if _BODY.search(publisher) else 8.0) if official else 2.0, None),
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
            level = {"country": 0.5, "state": 0.5 if at is not None else 0.8}.get(mention.spot.kind, 1.0)
            if at is None:
                named.add(spot)
            counts[spot] = counts.get(spot, 0) + 1
            early = max(0.0, 1.0 - (at - skip + mention.start) / 1500) if at is not None else 0.0
            if spot.kind == "city" and not finder.atlas.known(
                spot.name.partition(",")[0], spot.state
            ):
                police = re.match(r"(?:'s|’s)? (?:[Pp]olice|P\.?D\b|[Cc]ity)", part[mention.end :])
                level *= 1.0 if police else 0.4  # a town is where a jail stands; the jail is the county's
            if spot.kind == "state" and _STATES_OWN.match(part, mention.end):
                level = 2.5  # the state's own prisons
            if spot.name == "Washington" and finder.code != "WA":
                level *= 0.1  # the capital, in a story about the country
            votes[spot] = votes.get(spot, 0.0) + (weight + early) * level * (
                0.2 if mention.aside else 1.0
            )
    _by_agency(votes, f"{title}\n{body}", named)
    for spot in votes:  # a city or county that is named once, in passing
        if counts.get(spot) == 1 and spot not in named and spot.kind in ("city", "county"):
            votes[spot] *= 0.5
    return votes


def _bare_counties(part: str, finder: Finder) -> set[Spot]:
    """Counties that a publisher or a title names without the word: 'Prince William-Manassas Regional Jail'."""
    if not (finder.countywise or _OF_COUNTIES.search(part)):
        return set()
    found: set[Spot] = set()
    covered = finder.find(part)
    for match in _NAMES.finditer(part):
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


_NAMES: Final = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)?(?![\w])")
_STATES_OWN: Final = re.compile(
    r"(?:'s|’s)?\s+(?:Department of Corrections?|[Pp]risons?|DOC\b|Department of Public Safety)"
)
_OF_COUNTIES: Final = re.compile(r"\b(?:[Ss]heriff|[Cc]ounty|[Jj]ail|[Dd]etention [Cc]enter|[Pp]arish|[Ww]arden|[Pp]risons?|[Cc]ounties|[Ss]heriffs|[Jj]ails)\b")
_OF_CITIES: Final = re.compile(r"\b(?:[Pp]olice|[Cc]ity|[Mm]ayor|[Cc]ouncil|PD)\b")


def _by_agency(votes: dict[Spot, float], text: str, named: set[Spot]) -> None:
    """Sheriffs and jails are the county's, police are the city's: the seat of a county is not its jail."""
    county, city = len(_OF_COUNTIES.findall(text)), len(_OF_CITIES.findall(text))
    if not any(spot.kind == "county" for spot in votes) or not any(spot.kind == "city" for spot in votes):
        return
    if county >= 3 and county > 2 * city:
        counties_named = [spot for spot in votes if spot.kind == "county"]
        for spot in votes:
            votes[spot] *= 0.45 if spot.kind == "city" and spot not in named else 1.0
        if len(counties_named) == 1:
            ahead = [v for s, v in votes.items() if s.kind == "city" and s.state == counties_named[0].state]
            votes[counties_named[0]] = max(votes[counties_named[0]], *(v + 0.1 for v in ahead), 0.0)


_STATE_JAIL: Final = re.compile(r"\bRegional Jail (?:and|&|Authority)|\b[Rr]egional jails?\b|\bRegional Jail\b")
_BODY: Final = re.compile(
    r"\b(?:House|Senate|Legislat\w+|Court|General Assembly|Judiciary|Attorney General|University)\b"
)


def _leveled(
    best: Spot | None,
    votes: dict[Spot, float],
    text: str,
    published: set[Spot],
    publisher: str,
    code: str | None,
    official: bool,
) -> Spot | None:
    """The place whose agency it is: jails are the county's, in a few states the state's own."""
    national = bool(national_publisher().search(publisher))
    if best is None:
        return places.NATION if national else None
    if official and not _BODY.search(publisher):
        local = [spot for spot in published if spot.kind in ("city", "county") and spot in votes]
        if len(local) == 1:
            return local[0]
    if best in published:
        own = [spot for spot in published if spot.kind in ("city", "county") and spot.state == best.state]
        return own[0] if best.kind == "state" and len(own) == 1 else best
    states_named = {spot.state for spot in votes if spot.state and votes[spot] >= 0.25}
    if national and code and _FIELD.match(text.partition("\n")[2]):
        return places.state_spot(code)  # an agency's release from one of its field offices
    if national and (len(states_named) >= 2 or votes[best] < 1.0):
        return places.NATION
    whole = sum(v for s, v in votes.items() if s.state)
    own = sum(v for s, v in votes.items() if s.state == best.state)
    if best.state and len(states_named) >= 4 and own < 0.45 * whole:
        return places.NATION
    if best.kind not in ("city", "county"):
        return best
    if votes.get(places.NATION, 0.0) >= 0.8 * votes.get(best, 0.0) and len(states_named) >= 2:
        return places.NATION
    jail, police = len(_OF_COUNTIES.findall(text)), len(_OF_CITIES.findall(text))
    titled = text.partition("\n")[0]
    jail += 4 * len(_OF_COUNTIES.findall(titled))
    police += 4 * len(re.findall(r"[Pp]olice|\b[A-Z]{1,4}PD\b|\bPD\b", titled))
    towns = [v for s, v in votes.items() if s.kind == "city" and s.state == best.state and s != best]
    alike = sum(1 for vote in towns if vote * 2.5 >= votes[best]) >= 2
    if best.kind == "city" and best.state and (alike or (best.state in places.UNIFIED and jail > police)):
        return places.state_spot(best.state)
    if best.state == "WV" and _STATE_JAIL.search(text):
        return places.state_spot("WV")
    county = county_of(best) if best.kind == "city" else None
    if county and jail >= 3 and (jail > police or (jail == police and county in votes)):
        return county
    return best


_FIELD: Final = re.compile(r"(?!WASHINGTON)" + _DATELINE.pattern)


def county_of(city: Spot) -> Spot | None:
    """The county whose jail a city's people are brought to; none for a city that has its own."""
    name = city.name.partition(",")[0]
    town = gazetteer.town(name, city.state)
    if town is None or town.alone or city.state is None or name.lower() in KEEPS_ITS_JAIL:
        return None
    return places.make_spot(town.county, city.state, "county")


#: cities that are one with their county, and named as the city
KEEPS_ITS_JAIL: Final = frozenset(
    ["san francisco", "denver", "philadelphia", "new york city", "new york", "louisville", "honolulu", "anchorage"]
)


@cache
def national_publisher() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:TRAC\b|U\.S\. (?:Immigration|Department)|Immigration and Customs Enforcement|Department of "
        r"Homeland Security|"
        r"Congressional|DHS\b|Office of (?:the )?Inspector General|Migration (?:Data|Policy)|American Immigration|"
        r"Government Accountability|Deportation Data Project|Transactional Records)",
        re.IGNORECASE,
    )
