"""What in a line tells of a place: the places it names, and words such as "the jail" that mean one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Final

from monitor.figures import gazetteer, levels, place_names, place_words, places, spots, states
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


def find(text: str, low: str, home_: Home, skip: int = 0, counted: bool = False) -> list[Hint]:
    """The hints of a line in order; places named before `skip` (a dateline) are left out. A line that is
    `counted` holds a figure: there a bare name may be a county's."""
    text, low = text[:LINE], low[:LINE]
    if counted and len(text) < 60 and text.isupper():
        text = place_names.title(text, 1)
    mentions = [m for m in home_.finder.find(text) if m.start >= skip]
    if counted:
        bare = list(_bare(text, home_, mentions, skip))
        mentions = [m for m in mentions if not any(b.start <= m.start and m.end <= b.end for b in bare)]
        mentions = sorted([*mentions, *bare], key=lambda m: m.start)
    named = _settle(text, [_named(text, mention, home_) for mention in mentions], home_)
    taken = [(hint.start, hint.end) for hint in named]
    for match in place_words.meant().finditer(low):
        if any(a < match.end() and match.start() < b + 14 for a, b in taken):
            continue  # "the Polk County jail", "Boston police department" are named
        if place_words.SHARE_AFTER.match(low, match.end()) and place_words.SHARE_BEFORE.search(
            low, max(0, match.start() - 10), match.start()
        ):
            continue  # "more than the statewide average"
        if match["corrections"] and home_.corrections and "state" not in match["corrections"]:
            continue
        named.append(
            Hint(
                match.start(),
                match.end(),
                text[match.start() : match.end()],
                None,
                Level(match.lastgroup or "county"),
            )
        )
    return sorted(named, key=lambda hint: hint.start)


def _bare(text: str, home_: Home, taken: list[Mention], skip: int) -> Iterator[Mention]:
    """Counties by their bare names: 'followed by Orange with 1,122, Hillsborough with 874'."""
    code = home_.code
    listed = any(m.spot.kind == "county" and not m.aside for m in taken)
    if code is None or not (home_.finder.countywise or listed):
        return
    words = list(place_words.WORD.finditer(text, skip))
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
    if place_words.NO_NAME.match(text, end) or place_words.TITLED.search(text[max(0, start - 16) : start]):
        return None
    return home_.finder.county(name, home_.code)


def _is_subject(text: str, hint: Hint) -> bool:
    """Whether a number is told of the place itself: 'Phoenix had 12; Tempe, 3'."""
    before = text[max(0, hint.start - 10) : hint.start]
    return bool(
        place_words.SUBJECT_BEFORE.search(before)
        and place_words.SUBJECT_AFTER.match(text[hint.end : hint.end + 30])
    )


def _settle(text: str, named: list[Hint], home_: Home) -> list[Hint]:
    """A town beside its own county, or in the county that the text is about, tells nothing by itself."""
    named_here = {hint.spot for hint in named if hint.spot and hint.spot.kind == "county"}
    if not home_.finder.countywise and not named_here:
        return named
    counties = set(named_here)
    if home_.spot and home_.spot.kind == "county":
        counties.add(home_.spot)
    kept: list[Hint] = []
    for hint in named:
        spot = hint.spot
        if spot is None or spot.kind != "city" or hint.agency:
            kept.append(hint)
            continue
        own = levels.county_of(spot)
        if spot == home_.spot and not (own in named_here and text[: hint.start].endswith(" in ")):
            kept.append(hint)
            continue
        subject = _is_subject(text, hint)
        if own in named_here and not subject:
            continue
        local = home_.spot is not None and home_.spot.kind == "city"
        if (
            own is None
            or subject
            or hint.start == 0
            or local
            or not home_.finder.countywise
            or spot.state in places.UNIFIED
            or place_words.POLICE_OF.search(text[: hint.start])
        ):
            kept.append(hint)
        elif own not in counties:
            kept.append(replace(hint, spot=own, aside=True))
    return kept


def _named(text: str, mention: Mention, home_: Home) -> Hint:
    spot, end = mention.spot, mention.end
    after = text[end : end + 60]
    shown = text[mention.start : end]
    police = bool(place_words.CITY_OWN.match(after)) or "olice" in shown
    if spot.kind == "city" and place_words.JAIL.match(after) and not re.match(r"(?:'s|’s)?,? city", after):
        spot = levels.county_of(spot) or _small(spot) or spot
    elif (
        spot.kind == "city"
        and not police
        and spot != home_.spot
        and home_.finder.countywise
        and "," not in shown
    ):
        spot = _same_name(spot, shown) or spot
    elif spot.kind == "state" and home_.finder.countywise and gazetteer.has_county(shown, home_.code):
        label = place_words.LABEL.match(after) and not text[: mention.start].strip(" *-•\t")
        if label or (spot.state != home_.code and not mention.aside):
            spot = home_.finder.county(shown, home_.code) or spot
    own_city = home_.spot is not None and home_.spot.name.startswith("New York") and home_.spot.kind == "city"
    if own_city and spot == places.state_spot("NY") and not place_words.STATE_OWN.match(after):
        spot = home_.spot or spot
    before = text[max(0, mention.start - 20) : mention.start]
    bare = spot.kind == "county" and not re.search(r"ount|arish|OUNT", shown)
    aside = mention.aside or bool(
        (bare and place_words.TITLED.search(before))
        or (
            spot.kind in ("city", "state")
            and (place_words.PERSON.match(after) or place_words.BODY.match(after))
        )
        or place_words.RIDER.search(before)
    )
    return Hint(mention.start, end, shown, spot, None, aside, police or bool(place_words.AGENCY.match(after)))


def _small(spot: Spot) -> Spot | None:
    """The county of the name of a small city that is no part of it: Fairfax's jail is the county's."""
    name = spot.name.partition(",")[0]
    town = gazetteer.town(name, spot.state)
    if spot.state is None or town is None or town.size == 2 or not gazetteer.has_county(name, spot.state):
        return None
    return spots.make_spot(name, spot.state, "county")


def _same_name(spot: Spot, shown: str) -> Spot | None:
    """The county that a city shares its name with: among sheriffs 'Greenville' is the county."""
    name = spot.name.partition(",")[0]
    if (
        name.lower() in levels.KEEPS_ITS_JAIL
        or not gazetteer.has_county(name, spot.state)
        or spot.state is None
    ):
        return None
    town = gazetteer.town(name, spot.state)
    elsewhere = town is not None and gazetteer.fold(town.county) != gazetteer.fold(name)
    if town is not None and (town.alone or (elsewhere and town.size)):
        return None
    return spots.make_spot(name, spot.state, "county")
