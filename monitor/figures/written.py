"""What a stretch of text names as it is written: found once, whatever comes to be known of its document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from monitor.figures import gazetteer, phrases, place_names, states
from monitor.figures.spots import NATION, Atlas, Mention


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a county or a city, with the state that is told beside it."""

    start: int
    end: int
    name: str
    code: str | None = None
    aside: bool = False


#: before what bodies are for: "Center for Basic Fairness, Kentucky"
_NAMED_ON: Final = re.compile(r"(?:[A-Z]\w+|[A-Z]\w+ (?:of|for)) $")  #: "Office for Local", "Auditor of"
_PARTS: Final = ("St. ", "Saint ", "San ", "Santa ", "Mount ", "Mt. ", "Fort ", "Ft. ", "Lake ", "Port ")
_OF_BODIES: Final = (" for ", " of the ", " on ", " and ", " & ")


class Written:
    """The names in one stretch of text."""

    def __init__(self, text: str, atlas: Atlas) -> None:
        self.text = text
        self.atlas = atlas
        self.capitals = phrases.capitals(text)  #: its words with a capital
        self.states = states.find(text) if self.capitals else []
        self.counties = self._counties()
        self.lists = self._lists()
        self.cities_with_state = self._cities_with_state() if self.states else []
        self.cities = self._cities()
        self.known = self._known() if self.capitals else []
        self.stated = self._stated() if self.states else []
        self.nation = self._nation()

    def _stated(self) -> list[Name]:
        """The same, with whether each is told in passing."""
        text = self.text
        return [
            Name(start, end, text[start:end], code, place_names.aside(text, start, end))
            for start, end, code in self.states
        ]

    def _nation(self) -> list[Mention]:
        """Words for the whole country."""
        if "ation" not in self.text and "ountry" not in self.text and "United States" not in self.text:
            return []
        return [Mention(m.start(), m.end(), NATION) for m in place_names.NATION_WORDS.finditer(self.text)]

    def _counties(self) -> list[Name]:
        """'County of Kern', then 'Kern County'."""
        text = self.text
        if "ounty" not in text and "COUNTY" not in text and "arish" not in text:
            return []
        found = [
            Name(match.start(), match.end(), place_names.title(match[1]))
            for match in place_names.COUNTY_OF.finditer(text)
        ]
        for match in place_names.in_full(text):
            lead, name = place_names.strip(match[1])
            if not name:
                continue
            code, end = place_names.state_after(text, match.end())
            if match.group().endswith("Parish"):
                code = "LA"
            start = match.start() + lead
            aside = place_names.aside(text, start, match.end())
            found.append(Name(start, end, place_names.title(name), code, aside))
        return found

    def _lists(self) -> list[Name]:
        """The counties of 'Kern, Kings and Tulare counties'."""
        text = self.text
        found: list[Name] = []
        for match in place_names.listed(text):
            code, _end = place_names.state_after(text, match.end())
            for part in place_names.LISTED.finditer(match[1]):
                lead, name = place_names.strip(part.group())
                if name:
                    at = match.start() + part.start() + lead
                    aside = place_names.aside(text, at, match.end())
                    found.append(Name(at, match.start() + part.end(), name, code, aside))
        return found

    def _cities_with_state(self) -> list[Name]:
        """'Salem, Oregon'."""
        text, found = self.text, list[Name]()
        for start, end, code in self.states:
            if text[max(0, start - 2) : start].strip() != ",":
                continue
            city = place_names.CITY_BEFORE.search(text[max(0, start - 60) : start])
            if city is None:
                continue
            lead, name = place_names.strip(place_names.AGENCY_AFTER.sub("", city[1]))
            begin = start - len(city.group()) + lead
            if not name or name.lower().startswith(("county", "sen", "rep")) or place_names.is_body(name):
                continue
            known = gazetteer.town(name, code) is not None
            if not known and (text[:begin].endswith(_OF_BODIES) or _NAMED_ON.search(text[:begin][-20:])):
                continue
            aside = place_names.aside(text, begin, end)
            found.append(Name(begin, end, place_names.title(name), code, aside))
        return found

    def _cities(self) -> list[Name]:
        """'City of Salem', 'Salem police'."""
        if not place_names.CITY_HINT.search(self.text):
            return []
        found: list[Name] = []
        for pattern in (place_names.CITY_OF, place_names.POLICE):
            for match in pattern.finditer(self.text):
                lead, name = place_names.strip(place_names.without_body(match[1]))
                if name:
                    begin = match.start(1) + lead
                    found.append(Name(begin, begin + len(name), name))
        return found

    def _known(self) -> list[tuple[int, Name]]:
        """Names that the catalogue knows, each with the end of the name alone."""
        text, found = self.text, list[tuple[int, Name]]()
        for start, at, name in self.atlas.names.among(text, self.capitals):
            if text[max(0, start - 6) : start].endswith(_PARTS):
                continue  # "St. Lawrence", "New Castle"
            code, end = place_names.state_after(text, at)
            found.append((at, Name(start, end, name, code, place_names.aside(text, start, at))))
        return found

    @cached_property
    def bare(self) -> list[Name]:
        """Names that may be a county's by how they stand there."""
        found: list[Name] = []
        for match in place_names.BARE_COUNTY.finditer(self.text):
            name = match["name"]
            low = name.lower()
            if low not in place_names.LEAD and low not in states.CODE:
                found.append(Name(match.start("name"), match.end("name"), name))
        return found
