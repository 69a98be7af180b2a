"""What ids are called in sentences: who speaks, about which agency, in which document, when. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from config.catalogue import Catalogue, Duty, SourceEntry
from config.words import DHS, ICE, UNNAMED, AgencyKind
from monitor import phrases
from monitor.phrases import one_line
from storage.records import Document, Point

MAX_NAME: Final = 80  #: characters of a name that comes from a text

_SHORT: Final = {ICE: "ICE", DHS: "DHS"}
#: names that people say with an article
_WITH_ARTICLE: Final = re.compile(
    r"\b(?:Department|Office|Division|Bureau|Authority|Commission|Agency|Institute|Center|Federation|Union|"
    r"Council|Conference|Assembly|Attorney General|Clearinghouse|Project|Jail|Board|Service|Trial Court|"
    r"Judicial Branch)\b|^ACLU of\b|^Associated Press$",
    re.IGNORECASE,
)
_PLACE_WITH_ARTICLE: Final = re.compile(r"United States|District of Columbia")
#: a place that a text named and the catalogue does not know: its id still says what it is
_ID_OF_STATE: Final = re.compile(r"us-(?P<state>[a-z]{2})-(?P<name>[a-z0-9-]+)")
#: within a quotation they are single ones
_INNER_QUOTES: Final = str.maketrans({"“": "‘", "”": "’", '"': "’"})
#: a party that only a text's own words name, and that is several
_MANY: Final = re.compile(
    r"\b(?:officials|authorities|police|officers|deputies|sheriffs|advocates|lawyers|attorneys|leaders|"
    r"members|councilors|councillors|researchers|records|documents|data|prosecutors|activists|groups|"
    r"agencies|people|residents|spokespeople|spokespersons|spokesmen|staff|supervisors|commissioners)$",
    re.IGNORECASE,
)


def _file_name(url: str) -> str:
    """What a file without a title is called: `table.csv`; a page is called by its address."""
    name = urlsplit(url).path.rpartition("/")[2] if len(url) <= phrases.MAX_URL else ""
    return name if re.fullmatch(r"[\w .()-]+\.[A-Za-z0-9]{2,5}", name) else url


class Speaker(NamedTuple):
    """A name with its grammar: `Boston police say`, `ICE says`."""

    name: str
    plural: bool = False
    is_body: bool = True  #: an agency or body, which "it" may stand for; else perhaps a person

    @property
    def say(self) -> str:
        return "say" if self.plural else "says"

    @property
    def have(self) -> str:
        return "have" if self.plural else "has"

    @property
    def they(self) -> str:
        return "they" if self.plural else "it"

    @property
    def them(self) -> str:
        return "them" if self.plural else "it"

    @property
    def own(self) -> str:
        """`a document of …`; the name where no pronoun can stand for it."""
        return "their own" if self.plural or not self.is_body else "its own"

    @property
    def says(self) -> str:
        return f"{self.name} {self.say}"


@dataclass(frozen=True, kw_only=True)
class Names:
    """The names that a change is told with. What is not known keeps its id, cleaned."""

    catalogue: Catalogue
    sources: Mapping[str, SourceEntry] = field(default_factory=dict)
    duties: Mapping[str, Duty] = field(default_factory=dict)
    documents: Mapping[int, Document] = field(default_factory=dict)

    def place(self, id_: str) -> str:
        name = self.catalogue.name(id_)
        if name == id_ and (found := _ID_OF_STATE.fullmatch(id_)):
            name = f"{found['name'].replace('-', ' ').title()}, {found['state'].upper()}"
        return one_line(name, MAX_NAME)

    def party(self, id_: str) -> str:
        """The full name, for lists: no article, no grammar."""
        if id_.startswith(UNNAMED):
            return f"nobody named ({self.place(id_.removeprefix(UNNAMED))})"
        return self._name(id_) or "nobody named"

    def speaker(self, party: str, document: int | None = None) -> Speaker:
        """Who says it, to stand before a verb; where the text names nobody, that is said."""
        if not party or party.startswith(UNNAMED):
            told_by = self.publisher(document)
            return Speaker(f"{told_by}, naming no speaker," if told_by else "A text that names no speaker")
        known = party in self.catalogue.parties or "/" in party or party in self.catalogue.places
        name = self._spoken(party) or "A text that names no speaker"
        plural = self._police_alias(party) is not None or (not known and bool(_MANY.search(name)))
        return Speaker(name, plural, is_body=known)

    def agency(self, agency: str, place: str) -> str:
        """The agency, to stand within a sentence; '' is the whole place."""
        return self._spoken(agency) if agency else f"agencies in {self.within(place)}"

    def within(self, place: str) -> str:
        """A place after "in": closed by a comma where its name has one, `Boston, MA,`."""
        name = self.place(place)
        name = f"the {name}" if _PLACE_WITH_ARTICLE.fullmatch(name) else name
        return f"{name}," if ", " in name else name

    def period(self, point: Point, party: str = "", as_of: date | None = None) -> str:
        """When a point is, to follow a clause, in the fiscal years of who speaks or else of the agency."""
        return phrases.period_of(point, as_of, self._fiscal_start(point, party))

    def period_name(self, point: Point, party: str = "") -> str:
        return phrases.period_name(point, self._fiscal_start(point, party))

    def publisher(self, document: int | None) -> str:
        found = self.documents.get(document) if document is not None else None
        return self._spoken(found.publisher) if found and found.publisher else ""

    def told_by(self, document: int | None) -> str:
        """Whose text it is: the publisher's, or of a copy, who wrote it and who carried it."""
        found = self.documents.get(document) if document is not None else None
        publisher = self.publisher(document)
        origin = found.origin if found is not None else None
        if origin is None or not origin.whole or not origin.name or not publisher:
            return publisher
        whose = self._spoken(origin.name)
        return publisher if whose == publisher else f"{whose}, as carried by {publisher}"

    def title(self, document: int | None) -> str:
        """The title in quotation marks, to stand in a sentence; `a document` where it is not known."""
        found = self.documents.get(document) if document is not None else None
        if found is None:
            return "a document"
        inner = one_line(found.title or _file_name(found.url)).translate(_INNER_QUOTES)
        return f"“{inner}”"

    def source(self, id_: str | None) -> str:
        return one_line(id_ or "", MAX_NAME)

    def _fiscal_start(self, point: Point, party: str) -> int | None:
        """The one of the speaker, the agency and the place in whose years the point lies, if any."""
        catalogue = self.catalogue
        speaker = catalogue.parties.get(party)
        agency = catalogue.agency(point.agency) if "/" in point.agency else None
        place = catalogue.places.get(point.place)
        starts = [each.fiscal_start for each in (speaker, agency, place) if each is not None]
        begins = phrases.iso_day(point.first)
        return begins.month if begins is not None and begins.month in starts else None

    def _spoken(self, id_: str) -> str:
        if id_ in _SHORT:
            return _SHORT[id_]
        police = self._police_alias(id_)
        if police:
            return police
        name = self._name(id_)
        bare = _WITH_ARTICLE.search(name) and not name.lower().startswith(("the ", "a ", "an "))
        return f"the {name}" if bare else name

    def _name(self, id_: str) -> str:
        """The catalogue's name; of an agency that it does not know, what its id says."""
        name = self.catalogue.name(id_)
        place, _, office = id_.partition("/")
        if name == id_ and place in self.catalogue.places and office:
            name = f"the {office.replace('-', ' ')} of {self.catalogue.name(place).partition(',')[0]}"
        return one_line(name, MAX_NAME)

    def _police_alias(self, id_: str) -> str | None:
        """`Boston police`, where the catalogue has such an alias: how people say it aloud."""
        agency = self.catalogue.agency(id_) if "/" in id_ else None
        if agency is None or agency.kind is not AgencyKind.POLICE:
            return None
        return next((alias for alias in agency.aliases if re.fullmatch(r"[A-Z].* police", alias)), None)
