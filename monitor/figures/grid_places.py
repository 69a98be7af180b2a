"""The place of a table's cell: told by the row, by the column's head, by a row above, or by the caption."""

from __future__ import annotations

import re
from typing import Final

from monitor.figures import gazetteer, levels, place_names, places, states
from monitor.figures.candidates import Candidate
from monitor.figures.paper import Choice, Paper
from monitor.figures.places import Mention, Spot

_NATION: Final = re.compile(r"\b(?:nationwide|national|united states|u\.s\.(?: total)?|all states)\b")
_FACILITY: Final = re.compile(
    r"\s+(?:county\b.*|co\.?\b.*|parish\b.*|jail\b.*|sheriff.*|so\b|p\.?d\.?$|police.*|detention.*|correction.*|"
    r"adult .*|regional .*)$",
    re.IGNORECASE,
)
#: of a table of counties
_WHOLE: Final = re.compile(
    r"(?:the )?(?:whole |entire )?state(?:wide)?(?: total)?|all (?:\w+ )?(?:counties|jails|sheriffs)"
)
_DESK: Final = re.compile(r"\bICE(?:'s|’s)? (?:office |agents |officers )?(?:in|at|from|of) (?:the )?$")
_DEED: Final = re.compile(r"\b(?:[Rr]eceived|[Hh]eld|[Kk]ept|[Pp]icked up|[Tt]aken|[Bb]ooked|[Rr]eleased)\b")
_POLICE: Final = re.compile(r"\bpolice|\bp\.?d\.?(?!\w)|\bcity\b", re.IGNORECASE)
_BOROUGH: Final = re.compile(
    r"(?:the )?(?:bronx|brooklyn|manhattan|queens|staten island)\b"
)  #: parts of one city
_YEAR: Final = re.compile(r"(?<=[A-Za-z]),? \(?(?:FY ?)?(?:19|20)\d\d.*$")
_BARE: Final = re.compile(r"[A-Z][A-Za-z.'’-]+(?: (?:of |du |de )?[A-Z][A-Za-z.'’-]+){0,3}")


def _unframed(label: str) -> str:
    """A label without the marks around it; the point of "N.J." is its own."""
    label = label.strip(" *:\t")
    stated = label.endswith(".") and any(end == len(label) for _start, end, _code in states.find(label))
    return label if stated else label.strip(" *:.\t")


class Grid:
    """The places of the tables of one paper."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.finder = paper.home.finder
        self.counties: dict[int, bool] = {}  #: by the first line of a table

    def place(self, candidate: Candidate) -> Choice[Spot] | None:
        """The place of one cell; None where its table tells none."""
        cell = candidate.cell
        if cell is None:
            return None
        home = self.paper.home.spot
        if (
            home is not None
            and home.name in ("New York City, NY", "New York, NY")
            and _BOROUGH.match(cell.name.lower())
        ):
            return Choice(home, f"the row '{cell.name[:60]}', a borough", 0.95)
        code = self._state_beside(candidate)
        labels = [cell.name, *[text for text in cell.row_heads if text and text != cell.name.lower()][:4]]
        for label in labels:
            if spot := self.named(label, cell.first, code):
                return Choice(spot, f"the row '{label.strip()[:60]}'", 0.95)
        if spot := self.named(cell.head, cell.first, None):
            return Choice(spot, f"the column '{cell.head[:60]}'", 0.93)
        if self.finder.code and _WHOLE.fullmatch(cell.label.strip(" .:*")) and self._of_counties(cell.first):
            return Choice(places.state_spot(self.finder.code), f"the row '{cell.label[:60]}'", 0.9)
        if _NATION.search(cell.label):
            return Choice(places.NATION, f"the row '{cell.label[:60]}'", 0.9)
        return None

    def _state_beside(self, candidate: Candidate) -> str | None:
        cell = candidate.cell
        for text in cell.row_heads if cell else ():
            if code := states.code_of(text.upper() if len(text) == 2 else text):
                return code
        return None

    def named(self, label: str, first: int, code: str | None) -> Spot | None:
        """The place that a label names, in full or by its bare name."""
        label = _YEAR.sub("", _unframed(label)).strip(" ,")
        if not label or len(label) > 120:
            return None
        if label.islower():
            label = place_names.title(label.upper(), 1)
        if code is not None and (spot := self._bare(label, first, code)):
            return spot
        mentions = [m for m in self.finder.find(label) if not m.aside and self._whose(m, label)]
        own = [m.spot for m in mentions if m.spot.kind == "county"]
        if own and len(set(own)) == 1:
            return own[0]
        if len({m.spot for m in mentions}) == 1:
            spot = mentions[0].spot
            if spot.kind == "country" or not (self.finder.countywise or self._of_counties(first)):
                return spot
            if not _POLICE.search(label):
                return self._bare(label, first, self.finder.code) or spot
            return spot
        return self._bare(label, first, self.finder.code)

    def _whose(self, mention: Mention, label: str) -> bool:
        """Whether a place that a label names is the one that is counted for: not where ICE has its desk, nor
        the town of the county's own jail."""
        if mention.spot.kind != "city":
            return True
        home = self.paper.home.spot
        own = home is not None and home.kind == "county" and levels.county_of(mention.spot) == home
        return not (_DESK.search(label[: mention.start]) or (own and _DEED.search(label[: mention.start])))

    def _of_counties(self, first: int) -> bool:
        """Whether most rows of a table are named for counties of the document's state."""
        if first not in self.counties:
            names = {c.cell.name for c in self.paper.candidates if c.cell and c.cell.first == first}
            known = sum(
                1
                for name in names
                if gazetteer.has_county(_YEAR.sub("", name).strip(" *:."), self.finder.code)
            )
            self.counties[first] = known >= 2 and known * 2 >= len(names)
        return self.counties[first]

    def _bare(self, label: str, first: int, code: str | None) -> Spot | None:
        bare = _FACILITY.sub("", label).strip(" ,.")
        bare = re.sub(r", [A-Z]{2}$", "", bare)
        if code is None or not _BARE.fullmatch(bare):
            return None
        county = gazetteer.has_county(bare, code) and bare.lower() not in levels.KEEPS_ITS_JAIL
        town = gazetteer.town(bare, code)
        if county and not _POLICE.search(label):
            return self.finder.county(bare, code)
        if town and (town.size or town.alone):
            return self.finder.city(bare, code)
        return None
