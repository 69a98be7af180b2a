"""What the product knows of the world: places, agencies, parties, sources, duties.

Values only. The shipped ones are data files in `config/catalog/`, read by `config.loading`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from config.words import AgencyKind, Metric, SourceKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Agency:
    id: str  #: us-ma-boston/police
    name: str  #: Boston Police Department
    kind: AgencyKind
    aliases: tuple[str, ...] = ()  #: BPD; Boston police
    titles: tuple[str, ...] = ()  #: people who speak for it: police commissioner, commissioner
    fiscal_start: int | None = None  #: first month of its fiscal year where it differs from the place's

    @property
    def place(self) -> str:
        return self.id.partition("/")[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    id: str  #: us-ma-boston
    name: str  #: Boston, MA
    within: str | None  #: us-ma; None for a country
    zone: str  #: IANA name; dates without a zone, "last year" and due days are read in it
    fiscal_start: int | None = None  #: first month of its fiscal year
    aliases: tuple[str, ...] = ()
    agencies: tuple[Agency, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """Somebody who asserts numbers and is no local agency: ICE, DHS, a research body."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    fiscal_start: int | None = None
    public_body: bool = False  #: what it publishes itself is official


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceEntry:
    """A source as the catalogue or a person declares it; durations are already durations."""

    id: str
    kind: SourceKind
    address: str  #: URL; for Legistar the client's name
    place: str
    publisher: str  #: an agency or party id, else the name in words
    official: bool
    every: timedelta
    words: tuple[str, ...] = ()  #: watch words instead of the usual ones; () means the usual ones
    rolling: bool = False  #: old years leave this page without being withdrawn
    routine: bool = False  #: a new period is for the digest; a conflict is not
    select: str | None = None  #: listing: CSS selector of the links
    pattern: str | None = None  #: listing: shell-style pattern (*, ?) that a link's address must match
    allow: tuple[str, ...] = ()  #: host:port pairs that may be private addresses, or odd ports
    delay: timedelta = timedelta(seconds=1)  #: between two requests to one host; never 0
    token: str | None = field(default=None, repr=False)  #: Legistar API token, already resolved
    formerly: str | None = None  #: the id that this source had before: it keeps that baseline
    seen: bool = False  #: the address stood in a public list or repository; else inferred by pattern


class Every(StrEnum):
    """How often a report is due, and with it how long a time one covers."""

    YEAR = "year"
    HALF = "half-year"
    QUARTER = "quarter"
    MONTH = "month"
    ONCE = "once"


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """The days on which a report is due: days of the year, or so long after each period, or one day."""

    every: Every
    days: tuple[tuple[int, int], ...] = ()  #: month and day, each year
    after: int = 0  #: days after the end of each period; where `months`, months
    months: bool = False
    on: date | None = None  #: once
    year_starts: int = 1  #: first month of the year that a yearly report covers


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    """A report that a law orders."""

    id: str
    place: str
    law: str
    report: str
    filed_by: str  #: agency id or words
    filed_to: str
    metrics: tuple[Metric, ...]
    due: Due
    grace: timedelta
    sources: tuple[str, ...]
    recognise_types: tuple[str, ...] = ()  #: item types of the council system
    recognise_filers: tuple[str, ...] = ()
    recognise_words: tuple[str, ...] = ()
    first_period: date | None = None
    named_day: bool = True  #: the law names the day; else `due` is only when we begin to ask


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Places, agencies and parties by id. Same catalogue, same readings: `revision` is part of `read_by`."""

    places: Mapping[str, Place]
    parties: Mapping[str, Party]
    sources: Mapping[str, SourceEntry] = field(default_factory=dict)
    duties: Mapping[str, Duty] = field(default_factory=dict)
    revision: str = ""  #: short hash of all that a reader may use

    def agency(self, agency_id: str) -> Agency | None:
        place = self.places.get(agency_id.partition("/")[0])
        if place is None:
            return None
        return next((agency for agency in place.agencies if agency.id == agency_id), None)

    def enclosing(self, place_id: str) -> tuple[str, ...]:
        """The place and all that enclose it, innermost first.

        A place that texts name and the catalogue does not know lies in what its id begins with:
        `us-ma-middlesex-county` in `us-ma`.
        """
        chain: list[str] = []
        current: str | None = place_id
        while current is not None and current not in chain:
            chain.append(current)
            place = self.places.get(current)
            current = place.within if place else self._around(current)
        return tuple(chain)

    def _around(self, id_: str) -> str | None:
        while "-" in id_:
            id_ = id_.rpartition("-")[0]
            if id_ in self.places:
                return id_
        return None

    def covers(self, outer: str, inner: str) -> bool:
        """Whether `outer` takes in `inner`: the same place, or one that encloses it."""
        return outer in self.enclosing(inner)

    def name(self, id_: str) -> str:
        """The name people read: of a place, an agency or a party; an unknown id is its own name."""
        if id_ in self.places:
            return self.places[id_].name
        if id_ in self.parties:
            return self.parties[id_].name
        agency = self.agency(id_)
        return agency.name if agency else id_
