"""What goes into an extraction and what comes out: values that travel between processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from config.words import PublishedHow


@dataclass(frozen=True, kw_only=True, slots=True)
class ExtractJob:
    """One body to make a text of. The same job always gives the same `Extracted`."""

    body: bytes
    media_type: str  #: as sniffed
    charset: str | None = None  #: as the Content-Type header named it
    url: str = ""
    zone: str = "UTC"  #: IANA name: dates are read in the source's zone
    want_metadata: bool = True  #: title, date, canonical: at first sight and on a change
    previous_length: int = 0  #: characters of the document's last text, 0 without one
    full: bool = False  #: skip the fast extraction
    keep_all: bool = (
        False  #: a page that a person named, or an official one: rather too much text than too little
    )
    words: tuple[str, ...] = ()  #: watch words; with them the gate hash is made too
    unless_gate: str | None = None  #: a page with this gate hash is not extracted again


@dataclass(frozen=True, kw_only=True, slots=True)
class Extracted:
    """A document's text, in the form that `tidy` describes, and what the document says of itself."""

    text: str  #: '' where there is nothing to read; `note` says what there is instead
    extractor: str  #: name/version, as in trafilatura/2.3.1-fast
    title: str = ""
    published_on: date | None = None
    published_how: PublishedHow = PublishedHow.UNKNOWN
    page_count: int | None = None  #: PDF
    cut_short: bool = False  #: the text is known not to be whole: nothing may be missed from it
    canonical: str | None = None  #: what the page names as its own address; unchecked
    hints: Mapping[str, str] = field(default_factory=dict)  #: of where the text comes from, by `pagehints`
    note: str = ""  #: one line on what is odd: pages without a text layer, a closed article
    language: str = ""  #: as the page declares it, lower case
    unchanged: bool = False  #: the gate hash is the job's `unless_gate`; then there is no text here
    gate_hash: str | None = None  #: by `gates.GATE_ALGO`, where watch words were given


class CannotExtract(Exception):
    """These bytes are no document that we can read: damaged, locked, or of a type we do not read."""
