"""Which state a text is of: by the states it names, and by its counties and towns that few states have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from config.catalogue import Place
from monitor.figures import gazetteer, place_names, places, regions, state_laws, states
from monitor.figures.places import Finder

LEAD: Final = 1.1  #: times as many votes as the next state has
DATELINE: Final = re.compile(
    r"\s*([A-Z][A-Z .'’-]{2,40})(?:,\s*([A-Z][\w. ]{1,16}?))?\s*(?:\([^)]{1,60}\)\s*)?(?:[-–—]|--)\s"
)
_WORD: Final = re.compile(r"[A-Z][\w'’.-]*(?: [A-Z][\w'’-]*)?")


NAMES: Final = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)?(?![\w])")


@dataclass
class _Votes:
    """What speaks for each state: `states` by itself, `names` of counties and cities each with the heaviest
    part of the document that it stands in."""

    states: dict[str, float] = field(default_factory=dict)
    names: dict[str, float] = field(default_factory=dict)

    def state(self, code: str, weight: float) -> None:
        self.states[code] = self.states.get(code, 0.0) + weight

    def name(self, name: str, weight: float) -> None:
        self.names[name] = max(weight, self.names.get(name, 0.0))


def state_of(
    finder: Finder,
    lines: Sequence[tuple[int, str]],
    text: str,
    title: str,
    publisher: str,
    source: Place | None,
    *,
    official: bool,
) -> str | None:
    """The state that most speaks for; none where two are as likely. What an official paper's own name leaves
    open is guessed."""
    heads, votes = f"{publisher}\n{title}", _Votes()
    if source and (code := places.spot_of(source).state):
        votes.state(code, 3.0)
    _by_dateline(votes, text)
    top = text[:HEAD_OF_LAWS]
    for code in state_laws.cited(f"{heads}\n{top}"):
        votes.state(code, BY_LAW)
    for code in regions.named(heads):
        votes.state(code, BY_REGION)
    for code in regions.named(top) | state_laws.governed(f"{heads}\n{top}"):
        votes.state(code, BY_REGION_IN_PASSING)
    for name in _one_word_in(heads):
        votes.name(name, BY_ONE_WORD)
    body = [(line, 1.5 if at < 200 else 1.0 if at < 1500 else 0.5) for at, line in lines]
    for part, weight in ((publisher, 5.0 if official else 3.0), (title, 3.0), *body):
        _by_part(votes, finder, part, weight)
    for code in _bracketed(f"{heads}\n{text[:HEAD]}"):
        votes.state(code, 4.0)
    for code in _addressed(text[:HEAD]) | _letterhead(text[:HEAD]):
        votes.state(code, BY_ADDRESS if official else BY_ADDRESS / 2)
    for code in _beside(set(votes.names), f"{heads}\n{text}"):
        votes.state(code, TOGETHER)
    for code, weight in _by_towns(f"{heads}\n{text}", set(votes.names)).items():
        votes.state(code, weight)
    plain = any(max(gazetteer.shares(name).values(), default=0.0) >= SURE for name in votes.names)
    if not votes.states and not plain and len(votes.names) <= 1:  # a name of several states, and nothing else
        named = {*votes.names, *(name.lower() for name in _agencies_named(heads))}
        finder.guessed = True
        return _guessed(*named) if official and len(named) == 1 else None
    for name, weight in votes.names.items():  # a name that several states have tells as much once as often
        for code, chance in gazetteer.shares(name).items():
            votes.state(code, (weight if chance > 0.9 else min(weight, 2.0)) * chance)
    return _clear(votes.states)


def _by_dateline(votes: _Votes, text: str) -> None:
    """The state that a dateline names, else those that have its town."""
    dateline = DATELINE.match(text)
    if dateline and dateline[2] and (code := states.code_of(dateline[2])):
        votes.state(code, 8.0)
    elif dateline and not states.code_of(dateline[1]):
        for code, chance in gazetteer.settled(dateline[1].strip()).items():
            votes.state(code, 3.0 * chance)


def _by_part(votes: _Votes, finder: Finder, part: str, weight: float) -> None:
    """The states, counties and cities that the publisher's name, the title or a line names."""
    for mention in finder.find(part):
        spot = mention.spot
        if not spot.state or mention.aside:
            continue
        told = "," in part[mention.start : mention.end]  # another place, named with its own state
        if (
            spot.kind == "county"
            and not told
            and not finder.explicit.get(spot.name.partition(",")[0].lower())
        ):
            continue  # by its name it may be another state's: counted with the names
        of_state = part[mention.end :].startswith((" State", " state"))
        doubtful = spot.name.lower() in states.DOUBTFUL and not of_state
        bare = spot.kind == "city" and not told  # a city's name may be a county's or a person's
        votes.state(spot.state, weight * (0.15 if doubtful else 0.4 if told else 0.8 if bare else 1.0))
    for name in named_in(part) | (_plain_in(part) if weight > 1.5 else _agents_in(part)):
        votes.name(name, weight)


def _guessed(name: str) -> str | None:
    """The state that most people of places of a name live in: good for a guess, which is held for review."""
    shares = gazetteer.shares(name) or gazetteer.settled(name)
    code = max(shares, key=lambda one: (shares[one], one), default=None)
    return code if code is None or shares[code] >= PLAIN else None


def _agencies_named(part: str) -> list[str]:
    """Counties and cities by their agencies: "Franklin Sheriff", "City of Berkeley", "Richmond police"."""
    cities = [
        match[1] for pattern in (place_names.CITY_OF, place_names.POLICE) for match in pattern.finditer(part)
    ]
    found = [place_names.strip(place_names.without_body(name))[1] for name in cities]
    return [name for name in (*agencies_of(part), *found) if name]


def _bracketed(text: str) -> set[str]:
    """The states whose letters stand in brackets behind a body that is named: "LEE COUNTY BOARD (VA)"."""
    return {code for match in _BODY.finditer(text) if (code := states.code_of(match[1]))}


def _addressed(text: str) -> set[str]:
    """The states of the streets that a paper's head gives as its own: "707 W. 13th Street, Salem, Oregon"."""
    return {code for match in _ADDRESS.finditer(text) if (code := states.code_of(match[1]))}


def _letterhead(text: str) -> set[str]:
    """The state that ends one of the first two lines of a paper: "COUNTY OF ERIE, BUFFALO, NEW YORK"."""
    match = _LETTERHEAD.match(text)
    return {code} if match and (code := states.code_of(match[1])) else set()


_LETTERHEAD: Final = re.compile(
    r"(?:[^\n]{0,80}\n)?[A-Z][^\n.:;]{3,80},[ ]([A-Z][A-Za-z.]*(?:[ ][A-Z][A-Za-z.]*)?)[ ]*(?=\n|\Z)"
)
BY_ADDRESS: Final = 9.0  #: votes for the state of the street that an official paper comes from
_ADDRESS: Final = re.compile(
    r"\b\d{1,5} [\w. ]{2,40}\b(?i:street|st|avenue|ave|road|rd|drive|dr|boulevard|blvd|lane|way|plaza|square|"
    r"highway|parkway|court|ct)\b\.?[^\n]{0,40}?[,\n] ?[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}, "
    r"([A-Z][a-z]+(?: [A-Z][a-z]+)?|[A-Z]{2})\b"
)
BY_LAW: Final = 2.0  #: votes for a state whose law is cited
BY_REGION: Final = 2.0  #: for one of whose regions the paper or the title is named
BY_REGION_IN_PASSING: Final = 1.0
HEAD_OF_LAWS: Final = 6_000  #: characters in which laws are looked for
HEAD: Final = 600  #: characters at the head of a text
_BODY: Final = re.compile(
    r"\b(?i:county|parish|city|town|sheriff\S*|police|jail|prison|corrections?|detention|board|commission|"
    r"council|"
    r"department|office|cent(?:er|re)|facility)\b[^\n()]{0,40}\(([A-Z]{2})\)"
)


def _beside(named: set[str], text: str) -> list[str]:
    """A state for each town in the text that lies there in a county that the text names too."""
    counties = gazetteer.gazetteer().counties
    codes = {code for name in named for code in counties.get(name, ())}
    if not codes or all(len(counties.get(name, ())) == 1 for name in named):
        return []
    phrases = sorted({match.group().lower() for match in _PHRASE.finditer(text)} - named)
    towns = gazetteer.gazetteer().towns
    return [
        code
        for code in sorted(codes)
        for own in (towns.get(code, {}),)
        for phrase in phrases  # of letters a to z: folded as the table has them
        if phrase in own and gazetteer.fold(own[phrase].county) in named
    ][:MOST_TOWNS]


def _by_towns(text: str, counted: set[str]) -> dict[str, float]:
    """What the smaller towns that a text names say together: each little, and more if few states have it."""
    votes: dict[str, float] = {}
    for phrase in sorted(
        {match.group().lower() for match in _NAME_WITHIN.finditer(text[:HEAD_OF_LAWS])}
        - counted
        - {"justice"}
    ):
        for code, chance in gazetteer.settled(phrase).items():
            if chance >= FEW:
                votes[code] = votes.get(code, 0.0) + BY_TOWN * chance
    return {code: min(vote, MOST_BY_TOWNS) for code, vote in votes.items()}


BY_TOWN: Final = 0.6  #: votes for the one state that has a town of a name
FEW: Final = 0.4
MOST_BY_TOWNS: Final = 2.5
#: a name that does not begin a sentence
_NAME_WITHIN: Final = re.compile(r"(?<=[a-z,;(] )[A-Z][a-z]{3,}(?: [A-Z][a-z]+)?\b")
PLAIN: Final = 0.5  #: of all people in places of a name: the state that it is guessed to be of
SURE: Final = 0.9  #: of all people in counties of a name: the state that is meant by it
TOGETHER: Final = 1.5  #: votes for a state by a town and its county that are both named
MOST_TOWNS: Final = 12
_PHRASE: Final = re.compile(r"(?<![\w.])[A-Z][a-z]+(?: (?:[A-Z][a-z]+))?")


def _clear(votes: dict[str, float]) -> str | None:
    """The state with a clear lead: two that are as likely are no evidence."""
    ranked = sorted(votes, key=lambda code: (-votes[code], code))
    if not ranked or (len(ranked) > 1 and votes[ranked[1]] * LEAD > votes[ranked[0]]):
        return None
    return ranked[0]


def named_in(part: str) -> set[str]:
    """The counties and larger cities that are named here, folded."""
    counties, cities = gazetteer.gazetteer().counties, gazetteer.gazetteer().cities
    found = {name.lower() for name in places.county_names(part) if gazetteer.fold(name) in counties}
    for match in _WORD.finditer(part):
        for words in (match.group().lower(), match.group().split(" ")[0].lower()):
            if words in cities and words not in counties:
                found.add(words)
    return found


def _plain_in(part: str) -> set[str]:
    """Counties that a publisher or a title names without the word: of two words, or with their agency."""
    names = {match.group().lower() for match in NAMES.finditer(part) if " " in match.group()}
    return {name for name in names if gazetteer.plain_county(name)} | _agents_in(part)


_ONE_WORD: Final = re.compile(r"\b[A-Z][a-z]{5,}\b")
BY_ONE_WORD: Final = 0.9  #: votes for the state of the one county of a bare name: it may be another word


def _one_word_in(heads: str) -> set[str]:
    """Counties of a name that one state only has: 'The Tompkins Reader'."""
    return {word.lower() for word in _ONE_WORD.findall(heads) if len(gazetteer.shares(word)) == 1}


def _agents_in(part: str) -> set[str]:
    return {name.lower() for name in agencies_of(part) if gazetteer.plain_county(name)}


def agencies_of(part: str) -> list[str]:
    """Counties whose agency is named without the word County: "Mendocino sheriff", "Mobile Metro Jail"."""
    counties = gazetteer.gazetteer().counties
    found = [match[1] or match[2] for match in _WITH_AGENCY.finditer(part)]
    return [name for name in found if gazetteer.fold(name) in counties]


_NAME: Final = r"([A-Z][a-z]+(?: [A-Z][a-z]+)??)"
_WITH_AGENCY: Final = re.compile(
    rf"\b{_NAME}(?:'s|’s)?(?: (?:Metro|Metropolitan|Regional|Central|Adult|Tribal|&|District))* "
    r"(?i:sheriff|jail|detention|corrections|correctional|prison|house of correction|deputies)|"
    rf"\b(?:[Ss]heriff|[Jj]ail)(?: of|,) {_NAME}"
)
