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
from monitor.figures.written import Written

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
    _written: dict[str, Written] = field(default_factory=dict, repr=False)
    settled: bool = False  #: the document's state has been looked for
    guessed: bool = False  #: the document's state is the likeliest of several that a name has
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
        if name.lower() in place_names.SAME_AS_CITY:
            return self.city(name, code)
        known = self.atlas.known(full, code)
        if known is None and not told and not gazetteer.has_county(name, code):
            return None  # "the Assistant County Attorney"
        return known or make_spot(place_names.title(name, 1), code, "county")

    def is_county(self, name: str) -> bool:
        """Whether the document's state is known to have a county of that name."""
        if self.code is None or self.code in UNIFIED or name.lower() in place_names.ONE_WITH_ITS_CITY:
            return False
        if not gazetteer.may_be_county(name, self.code):
            return False
        return (
            gazetteer.has_county(name, self.code) or self.atlas.known(f"{name} county", self.code) is not None
        )

    def city(self, name: str, code: str | None) -> Spot | None:
        code = code or self.explicit.get(name.lower())
        if code is None:
            own = self.atlas.known(name, self.code) if self.code else None
            if spot := own or self.atlas.known(name, None):
                return spot
            code = self._state_with(name)
            return make_spot(name, code, "city") if code else None
        return self.atlas.known(name, code) or make_spot(name, code, "city")

    def _state_with(self, name: str) -> str | None:
        """The document's state, unless it has no such town and just one other that the text names has."""
        if self.code and gazetteer.town(name, self.code):
            return self.code
        having = [code for code in self.others if gazetteer.town(name, code)]
        return having[0] if len(having) == 1 else self.code

    def find(self, text: str) -> list[Mention]:
        """Places named in a stretch of text (original case), in order, without overlaps."""
        light = (self.code, self.settled, self.countywise, self.others, len(self.shorts), len(self.explicit))
        if light != self._light:  # what is known of the document has changed
            self._light, self._kept = light, {}
        known = self._kept.get(text)
        if known is None:
            known = self._kept[text] = self._find(text)
        return list(known)

    def written(self, text: str) -> Written:
        """What a stretch of text names as it is written; that does not change with what is known."""
        known = self._written.get(text)
        if known is None:
            known = self._written[text] = Written(text, self.atlas)
        return known

    def _find(self, text: str) -> list[Mention]:
        found: list[Mention] = []  # sorted, none over another: only its neighbours can lie over a new one
        for mention in self._candidates(self.written(text)):
            at = bisect_left(found, mention.start, key=_start) if found else 0
            free = at == len(found) or mention.end <= found[at].start
            if free and (at == 0 or found[at - 1].end <= mention.start):
                found.insert(at, mention)
        return found

    def _candidates(self, names: Written) -> Iterator[Mention]:
        for one in (*names.counties, *names.lists):
            if spot := self.county(one.name, one.code):
                yield Mention(one.start, one.end, spot, one.aside)
        for one in names.cities_with_state:
            if spot := self.city(one.name, one.code):
                yield Mention(one.start, one.end, spot, one.aside)
        if names.cities:
            yield from self._cities(names)
        if names.known or self.shorts:
            yield from self._known(names)
        if self.code is not None and names.capitals:
            if self.countywise:
                yield from self._bare_counties(names)
            yield from self._towns(names)
        if names.stated:
            yield from self._states(names)
        yield from names.nation

    def _cities(self, names: Written) -> Iterator[Mention]:
        for one in names.cities:
            name = self._town_in(one.name)
            if states.CODE.get(name.lower()) and name.lower() not in ("new york", "washington"):
                continue  # the police of the whole state
            if name.lower() not in place_names.LEAD and (spot := self.city(place_names.title(name), None)):
                yield Mention(one.start, one.end, spot, False)

    def _town_in(self, name: str) -> str:
        """The town in 'Las Vegas Metropolitan', the whole where no part is known."""
        words = name.split(" ")
        for size in range(len(words), 0, -1):
            part = " ".join(words[:size])
            if gazetteer.town(part, self.code) or self.atlas.known(part, self.code):
                return part
        return name

    def _known(self, names: Written) -> Iterator[Mention]:
        for _at, one in names.known:
            spot = self.atlas.known(one.name, one.code) or (None if one.code else self._doubtful(one.name))
            if spot and one.code is None and spot.state != self.code and self._own_name(one.name):
                continue  # the county of that name in the document's own state is as likely
            if spot:
                yield Mention(one.start, one.end, spot, one.aside)
        text = names.text
        for start, end, name in self._short.among(text, names.capitals) if self.shorts else ():
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

    def _bare_counties(self, names: Written) -> Iterator[Mention]:
        """'Guilford: 41', "Clarke's count", 'In Forsyth 180 came', where the text is about counties."""
        if self.code is None or not self.countywise:
            return
        for one in names.bare:
            if self.is_county(one.name) and (spot := self.county(one.name, self.code)):
                yield Mention(one.start, one.end, spot)

    def _towns(self, names: Written) -> Iterator[Mention]:
        """Cities of the document's own state by bare name."""
        if self.code is None:
            return
        text = names.text
        for start, end, _name in _towns_of(self.code).among(text, names.capitals):
            if not _NO_TOWN.match(text, end):
                spot = make_spot(text[start:end], self.code, "city")
                yield Mention(start, end, spot, place_names.aside(text, start, end))

    def _doubtful(self, name: str) -> Spot | None:
        spots = self.atlas.by_name.get(name.lower(), ())
        if self.code is None and name.lower().removesuffix(" county") in COMMON:
            return None
        own = [spot for spot in spots if spot.state == self.code]
        return own[0] if own else spots[0] if len(spots) == 1 else None

    def _states(self, names: Written) -> Iterator[Mention]:
        for one in names.stated:
            # unless the document is of that state, the name means the capital of the country
            capital = self.settled and self.code != "WA" and one.name in ("Washington", "WASHINGTON")
            if one.code:
                yield Mention(one.start, one.end, state_spot(one.code), capital or one.aside)


def county_part(name: str, code: str | None) -> str:
    """The part of a name that is a county's: 'Athens-Clarke' and 'Tulsa District' are no counties."""
    if name.startswith(("Du ", "De ", "La ")) and gazetteer.has_county(name.replace(" ", "", 1), code):
        return name.replace(" ", "", 1)
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


def _start(mention: Mention) -> int:
    return mention.start


@cache
def _towns_of(code: str) -> Phrases:
    return Phrases(counties.towns_of(code))
