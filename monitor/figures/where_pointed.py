"""The place that the language model points to for a number, weighed with the one that rules found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from monitor.figures import gazetteer, levels, place_names, spots, states
from monitor.figures.hints import Hint
from monitor.figures.home import Home
from monitor.figures.language import Grasp
from monitor.figures.paper import Choice, Paper
from monitor.figures.places import Spot
from monitor.figures.pointed import Trust, at_none, together, words_at

TRUST: Final = Trust(rules=0.5, pointer=0.65, left=0.03, unsaid=0.02)
#: A place that rules alone see, with less of the pointer than `FAINT` and named less plainly than `PLAIN`, is
#: held for review (`DISPUTED`: on labelled texts it was right in half of the cases). One that is named right
#: beside the number (`BESIDE`) is not given up for where the pointer goes, but held too.
FAINT: Final = 0.3
PLAIN: Final = 0.93
BESIDE: Final = 0.975
DISPUTED: Final = 0.6
_WORD: Final = r"(?:St\.|[A-Z][\w’'-]*)"
_NAME: Final = re.compile(rf"{_WORD}(?: (?:(?:of|du|de|la|the) )?{_WORD})*")
_OWN: Final = re.compile(r"['’]s?$")
_MOST: Final = 3  #: words of a name
AROUND: Final = 120  #: characters on either side of a word in which its name is looked for
LONG: Final = 6  #: letters of a name that is looked for in every state
_COUNTY: Final = re.compile(
    r"\b(?:jails?|sheriffs?|count(?:y|ies)|deput(?:y|ies)|wardens?|prisons?|detention)\b"
)
_CITY: Final = re.compile(r"\b(?:police|officers?|chiefs?|city|cities|towns?)\b")


def masses(
    grasp: Grasp, paper: Paper, starts: Sequence[int], hints_of: Callable[[int], Sequence[Hint]]
) -> dict[Spot, float]:
    """The chance of each place that the model points to. `starts`: where each line begins."""
    found: dict[Spot, float] = {}
    for line, at, chance in words_at(grasp.places, starts):
        hint = next((one for one in hints_of(line) if one.start <= at < one.end), None)
        spot = hint.spot if hint is not None else bare(paper.lines[line].sentence.text, at, paper.home)
        if hint is not None and hint.aside and hint.text == "Washington" and paper.home.code != "WA":
            spot = paper.home.spot  # the capital: nothing is counted there
        if spot is not None:
            spot = _held_by(spot, paper.home)
            found[spot] = found.get(spot, 0.0) + chance
    if paper.home.spot is not None:
        found[paper.home.spot] = found.get(paper.home.spot, 0.0) + at_none(grasp.places)
    return found


def _held_by(spot: Spot, home: Home) -> Spot:
    """The county whose own paper names its seat: what is counted is its jail's."""
    if spot.kind != "city" or not home.given or home.spot is None or home.spot.kind != "county":
        return spot
    return home.spot if levels.county_of(spot) == home.spot else spot


def bare(text: str, at: int, home: Home) -> Spot | None:
    """The town or county that a word belongs to, by its bare name: rules do not take 'Mercer' for a place
    wherever it stands, but what is pointed to is one. It is of the document's state, or of the only one that
    has the name. A name of both is the county's where the line speaks of a jail or a sheriff, or the document
    of counties."""
    begin = max(0, at - AROUND)
    begin = begin and text.find(" ", begin, at) + 1  # no name begins in the middle of a word
    near = text[begin : at + AROUND]
    run = next((one for one in _NAME.finditer(near) if one.start() <= at - begin < one.end()), None)
    if run is None or "New England" in run[0]:
        return None
    if home.spot is not None and home.spot.name.startswith(run[0].replace("’", "'")):
        return home.spot  # "Prince George's"
    words = [(m.start() + run.start(), m.end() + run.start()) for m in re.finditer(r"\S+", run[0])]
    here = next(i for i, (_start, end) in enumerate(words) if at - begin < end)
    for size in range(_MOST, 0, -1):
        for first in range(max(0, here - size + 1), min(here, len(words) - size) + 1):
            name = _OWN.sub("", near[words[first][0] : words[first + size - 1][1]])
            if spot := _of_name(place_names.title(name, 1), near, home):
                return spot
    return None


def _of_name(name: str, text: str, home: Home) -> Spot | None:
    state = states.CODE.get(name.lower())
    if state is not None and name.lower() not in states.DOUBTFUL:
        return spots.state_spot(state)  # "Hawaii" is no county of that name
    if home.code is None:
        return _elsewhere(name, home)
    town = gazetteer.town(name, home.code) or home.finder.atlas.known(name, home.code)
    county = home.finder.county(name, home.code) if home.finder.is_county(name) else None
    if not town and not county:
        return _elsewhere(name, home)
    if not town or not county:
        return county or home.finder.city(name, home.code)
    low = text.lower()
    of_county = _COUNTY.search(low) or (home.finder.countywise and not _CITY.search(low))
    return county if of_county else home.finder.city(name, home.code)


def _elsewhere(name: str, home: Home) -> Spot | None:
    """The county, else the town, that only one state has by that name."""
    if len(name) < LONG:
        return None
    counties = gazetteer.gazetteer().counties.get(gazetteer.fold(name), ())
    if counties:
        return home.finder.county(name, counties[0]) if len(counties) == 1 else None
    codes = list(gazetteer.settled(name))
    told = [code for code in codes if code in home.finder.others]
    near = codes if len(codes) == 1 else told
    return home.finder.city(name, near[0]) if len(near) == 1 else None


def weighed(choice: Choice[Spot], pointed: Mapping[Spot, float]) -> Choice[Spot]:
    """The place that is likeliest by both."""
    spots = [*([choice.value] if choice.value else []), *(s for s in pointed if s != choice.value)]
    if not spots:
        return choice
    both = together(spots, choice.value, choice.chance, pointed, TRUST)
    best = max(spots, key=lambda spot: both[spot])
    if best != choice.value and choice.value is not None and choice.chance >= BESIDE:
        return replace(choice, chance=DISPUTED)
    if best == choice.value:
        alone = pointed.get(best, 0.0) < FAINT and choice.chance < PLAIN
        return replace(choice, chance=min(choice.chance, DISPUTED)) if alone else choice
    return Choice(best, "where the language model points", both[best] / sum(both.values()))
