"""What ids are called in sentences: who speaks, about which agency, in which document. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from config.catalogue import Catalogue, Duty, SourceEntry
from config.words import DHS, ICE, UNNAMED, AgencyKind
from monitor.phrases import one_line
from storage.records import Document

MAX_NAME: Final = 80  #: characters of a name that comes from a text

_SHORT: Final = {ICE: "ICE", DHS: "DHS"}
_OFFICE: Final = re.compile(r"\b(Department|Office|Division|Bureau|Authority|Commission|Agency)\b", re.I)


class Speaker(NamedTuple):
    """A name with its grammar: `Boston police say`, `ICE says`."""

    name: str
    plural: bool = False

    @property
    def say(self) -> str:
        return "say" if self.plural else "says"

    @property
    def they(self) -> str:
        return "they" if self.plural else "it"

    @property
    def them(self) -> str:
        return "them" if self.plural else "it"

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
        return one_line(self.catalogue.name(id_), MAX_NAME)

    def party(self, id_: str) -> str:
        """The full name, for lists: no article, no grammar."""
        if id_.startswith(UNNAMED):
            return f"nobody named ({self.place(id_.removeprefix(UNNAMED))})"
        return one_line(self.catalogue.name(id_), MAX_NAME) or "nobody named"

    def speaker(self, party: str, document: int | None = None) -> Speaker:
        """Who says it, to stand before a verb; where the text names nobody, that is said."""
        if not party or party.startswith(UNNAMED):
            told_by = self.publisher(document)
            return Speaker(f"{told_by}, naming no speaker," if told_by else "A text that names no speaker")
        return Speaker(self._spoken(party), self._is_plural(party))

    def agency(self, agency: str, place: str) -> str:
        """The agency, to stand within a sentence; '' is the whole place."""
        if agency:
            return self._spoken(agency)
        name = self.place(place)
        return f"agencies in {name}," if ", " in name else f"agencies in {name}"

    def publisher(self, document: int | None) -> str:
        found = self.documents.get(document) if document is not None else None
        return self._spoken(found.publisher) if found and found.publisher else ""

    def title(self, document: int | None) -> str:
        found = self.documents.get(document) if document is not None else None
        return one_line(found.title or found.url) if found else "a document"

    def source(self, id_: str | None) -> str:
        return one_line(id_ or "a source", MAX_NAME)

    def _spoken(self, id_: str) -> str:
        if id_ in _SHORT:
            return _SHORT[id_]
        police = self._police_alias(id_)
        if police:
            return police
        name = one_line(self.catalogue.name(id_), MAX_NAME)
        return f"the {name}" if _OFFICE.search(name) and not name.lower().startswith("the ") else name

    def _is_plural(self, id_: str) -> bool:
        return self._police_alias(id_) is not None

    def _police_alias(self, id_: str) -> str | None:
        """`Boston police`, where the catalogue has such an alias: how people say it aloud."""
        agency = self.catalogue.agency(id_) if "/" in id_ else None
        if agency is None or agency.kind is not AgencyKind.POLICE:
            return None
        return next((alias for alias in agency.aliases if re.fullmatch(r"[A-Z].* police", alias)), None)
