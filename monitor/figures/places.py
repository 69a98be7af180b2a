"""Places in a text: which one each phrase names, in the light of what the document is about.

A county or a city of the same name exists in many states; the state comes from the words beside it,
from the rest of the document, or from the catalogue. Without one there is no place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Final

from monitor.figures import counties, gazetteer, place_names, states
from monitor.figures.gazetteer import COMMON
from monitor.figures.phrases import Phrases
from monitor.figures.place_names import county_names, told_counties
from monitor.figures.spots import NATION, Atlas, Mention, Spot, atlas, make_spot, slug, spot_of, state_spot

__all__ = [
    "COMMON",
    "NATION",
    "UNIFIED",
    "Atlas",
    "Finder",
    "Mention",
    "Spot",
    "atlas",
    "county_names",
    "slug",
    "spot_of",
    "state_spot",
    "told_counties",
]  # fmt: skip


#: states whose jails are the state's own
UNIFIED: Final = ("AK", "CT", "HI", "RI", "VT")


@dataclass
class Finder:
    """Finds places in one document. `code` is the document's state, `shorts` its counties by bare name."""

    atlas: Atlas
    code: str | None = None
    explicit: dict[str, str] = field(
        default_factory=dict
    )  #: "orange county" -> CA, told anywhere in the text
    others: frozenset[str] = frozenset()  #: states that the text names
    shorts: dict[str, Spot] = field(default_factory=dict)
    _light: object = None
    _kept: dict[str, list[Mention]] = field(default_factory=dict, repr=False)
    settled: bool = False  #: the document's state has been looked for
    countywise: bool = False  #: the document speaks of counties and sheriffs rather than of cities

    def county(self, name: str, code: str | None) -> Spot | None:
        """The county of that name: by the state told, else the document's, else the one state that has it."""
        told = code or self.explicit.get(f"{name} County".lower())
        name = county_part(name, code or self.code)
        full = f"{name} County".lower()
        code = code or self.explicit.get(full)
        if code is None:
            having = counties.counties().get(gazetteer.fold(name), ())
            if not having or self.code in having:
                code = self.code
            else:
                near = [other for other in having if other in self.others]
                code = near[0] if len(near) == 1 else gazetteer.plain_county(name)
        if code is None or (name.lower() in states.CODE and not gazetteer.has_county(name, code)):
            return None
        known = self.atlas.known(full, code)
        if known is None and not told and not gazetteer.has_county(name, code):
            return None  # "the Assistant County Attorney"
        return known or make_spot(name, code, "county")

    def is_county(self, name: str) -> bool:
        """Whether the document's state is known to have a county of that name."""
        if self.code in (None, *UNIFIED) or name.lower() in place_names.ONE_WITH_ITS_CITY:
            return False
        town = gazetteer.town(name, self.code)
        if town and town.size == 2 and gazetteer.fold(town.county) != gazetteer.fold(name):
            return False  # Boise is in Ada County, not in Boise County
        return (
            gazetteer.has_county(name, self.code) or self.atlas.known(f"{name} county", self.code) is not None
        )

    def city(self, name: str, code: str | None) -> Spot | None:
        code = code or self.explicit.get(name.lower())
        if code is None:
            own = self.atlas.known(name, self.code) if self.code else None
            return (
                own
                or self.atlas.known(name, None)
                or (make_spot(name, self.code, "city") if self.code else None)
            )
        return self.atlas.known(name, code) or make_spot(name, code, "city")

    def find(self, text: str) -> list[Mention]:
        """Places named in a stretch of text (original case), in order, without overlaps."""
        light = (self.code, self.settled, self.countywise, self.others, len(self.shorts), len(self.explicit))
        if light != self._light:  # what is known of the document has changed
            self._light, self._kept = light, {}
        known = self._kept.get(text)
        if known is None:
            known = self._kept[text] = self._find(text)
        return list(known)

    def _find(self, text: str) -> list[Mention]:
        found: list[Mention] = []  # sorted, none over another: only its neighbours can lie over a new one
        for mention in self._candidates(text):
            at = bisect_left(found, mention.start, key=lambda other: other.start)
            free = at == len(found) or mention.end <= found[at].start
            if free and (at == 0 or found[at - 1].end <= mention.start):
                found.insert(at, mention)
        return found

    def _candidates(self, text: str) -> Iterator[Mention]:
        yield from self._counties(text)
        yield from self._county_lists(text)
        yield from self._cities_with_state(text)
        yield from self._cities(text)
        yield from self._known(text)
        yield from self._bare_counties(text)
        yield from self._towns(text)
        yield from self._states(text)
        for match in place_names.NATION_WORDS.finditer(text):
            yield Mention(match.start(), match.end(), NATION)

    def _counties(self, text: str) -> Iterator[Mention]:
        if "ounty" not in text and "COUNTY" not in text and "arish" not in text:
            return
        for match in place_names.COUNTY_OF.finditer(text):
            spot = self.county(place_names.title(match[1]), None)
            if spot:
                yield Mention(match.start(), match.end(), spot)
        for match in place_names.COUNTY.finditer(text):
            lead, name = place_names.strip(match[1])
            code, end = place_names.state_after(text, match.end())
            if match.group().endswith("Parish"):
                code = "LA"
            spot = self.county(place_names.title(name), code) if name else None
            if spot:
                yield Mention(
                    match.start() + lead,
                    end,
                    spot,
                    place_names.aside(text, match.start() + lead, match.end()),
                )

    def _county_lists(self, text: str) -> Iterator[Mention]:
        if "ount" not in text and "arish" not in text and "OUNTIES" not in text:
            return
        for match in place_names.COUNTIES.finditer(text):
            code, _end = place_names.state_after(text, match.end())
            for part in re.finditer(rf"{place_names.CAP}(?: {place_names.CAP})?", match[1]):
                lead, name = place_names.strip(part.group())
                spot = self.county(name, code) if name else None
                if spot:
                    at = match.start() + part.start() + lead
                    yield Mention(
                        at, match.start() + part.end(), spot, place_names.aside(text, at, match.end())
                    )

    def _cities_with_state(self, text: str) -> Iterator[Mention]:
        for start, end, code in states.find(text):
            city = (
                place_names.CITY_BEFORE.search(text[max(0, start - 60) : start])
                if text[max(0, start - 2) : start].strip() == ","
                else None
            )
            if city:
                lead, name = place_names.strip(place_names.AGENCY_AFTER.sub("", city[1]))
                begin = start - len(city.group()) + lead
                if name and not name.lower().startswith(("county", "sen", "rep")):
                    spot = self.city(place_names.title(name), code)
                    if spot:
                        yield Mention(begin, end, spot, place_names.aside(text, begin, end))

    def _cities(self, text: str) -> Iterator[Mention]:
        for pattern in (place_names.CITY_OF, place_names.POLICE):
            if not place_names.CITY_HINT.search(text):
                return
            for match in pattern.finditer(text):
                lead, name = place_names.strip(match[1])
                name = name and self._town_in(name)
                if name and states.CODE.get(name.lower()) and name.lower() not in ("new york", "washington"):
                    continue  # the police of the whole state
                if (
                    name
                    and name.lower() not in place_names.LEAD
                    and (spot := self.city(place_names.title(name), None))
                ):
                    yield Mention(match.start(1) + lead, match.end(1), spot, False)

    def _town_in(self, name: str) -> str:
        """The town in 'Las Vegas Metropolitan', the whole where no part is known."""
        words = name.split(" ")
        for size in range(len(words), 0, -1):
            part = " ".join(words[:size])
            if gazetteer.town(part, self.code) or self.atlas.known(part, self.code):
                return part
        return name

    def _known(self, text: str) -> Iterator[Mention]:
        for start, at, name in self.atlas.names.find(text):
            code, end = place_names.state_after(text, at)
            spot = self.atlas.known(name, code) or (None if code else self._doubtful(name))
            if spot and code is None and spot.state != self.code and self._own_name(name):
                continue  # the county of that name in the document's own state is as likely
            if spot:
                yield Mention(start, end, spot, place_names.aside(text, start, at))
        for start, end, name in self._short.find(text) if self.shorts else ():
            if not _NO_SHORT.match(text, end):
                yield Mention(start, end, self.shorts[name], place_names.aside(text, start, end))

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
        for match in place_names.BARE_COUNTY.finditer(text):
            name = match["name"]
            if name.lower() in place_names.LEAD or not self.is_county(name) or name.lower() in states.CODE:
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
                yield Mention(
                    start,
                    end,
                    make_spot(text[start:end], self.code, "city"),
                    place_names.aside(text, start, end),
                )

    def _doubtful(self, name: str) -> Spot | None:
        spots = self.atlas.by_name.get(name.lower(), ())
        if self.code is None and name.lower().removesuffix(" county") in COMMON:
            return None
        own = [spot for spot in spots if spot.state == self.code]
        return own[0] if own else spots[0] if len(spots) == 1 else None

    def _states(self, text: str) -> Iterator[Mention]:
        for start, end, code in states.find(text):
            # unless the document is of that state, the name means the capital of the country
            capital = self.settled and self.code != "WA" and text[start:end] in ("Washington", "WASHINGTON")
            aside = capital or place_names.aside(text, start, end)
            yield Mention(start, end, state_spot(code), aside)


def county_part(name: str, code: str | None) -> str:
    """The part of a name that is a county's: 'Athens-Clarke' and 'Tulsa District' are no counties."""
    if gazetteer.fold(name) in counties.counties():
        return name
    parts = [name.rpartition("-")[2], name.partition("-")[0]] if "-" in name else []
    words = name.split(" ")
    parts += [" ".join(words[i:]) for i in range(1, len(words))]
    for part in parts:
        if gazetteer.has_county(part, code) or (code is None and gazetteer.fold(part) in counties.counties()):
            return part
    return name


_NO_SHORT: Final = re.compile(r"(?:'s|’s)? (?:County|and|Street|Avenue|[A-Z])")
_NO_TOWN: Final = re.compile(
    r"(?:'s|’s)? (?!(?:Police|PD|City|Metro|Jail|Council|Department|Mayor|Sheriff|ICE|DHS)\b)"
    r"(?:County|Parish|[A-Z])"
)


@cache
def _towns_of(code: str) -> Phrases:
    return Phrases(counties.towns_of(code))
