"""What spiders ask for and hand on: values, so that any Scrapy part may look at them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from config.words import DocumentKind, PublishedHow
from crawler.spiders.parse.entries import Entry
from storage.records import KnownDocument


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """The document that a request is for, as far as it is known before the answer."""

    key: str
    url: str
    kind: DocumentKind
    title: str = ""
    published_on: date | None = None
    published_how: PublishedHow = PublishedHow.UNKNOWN
    parent_key: str | None = None
    known: KnownDocument | None = None
    keep_all: bool = False  #: kept whatever it holds: a page that a person named, a matched council item
    full: bool = False  #: without validators and past the gates

    @classmethod
    def listed(cls, entry: Entry, kind: DocumentKind) -> Subject:
        """An entry of a listing, not yet looked up."""
        return cls(
            key=entry.url,
            url=entry.url,
            kind=kind,
            title=entry.title,
            published_on=entry.published.day if entry.published else None,
            published_how=PublishedHow.LISTED if entry.published else PublishedHow.UNKNOWN,
        )

    @classmethod
    def again(cls, known: KnownDocument) -> Subject:
        """A document that is due though no listing named it."""
        return cls(
            key=known.key,
            url=known.url,
            kind=known.kind,
            published_on=known.published_on,
            known=known,
        )

    def seen_before(self, known: KnownDocument | None, *, full: bool = False) -> Subject:
        return replace(self, known=known, full=full)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """A whole answer with the verdict *ok*: what the pipeline makes a version of, or finds unchanged."""

    subject: Subject
    at: datetime
    body: bytes = field(repr=False)
    media_type: str  #: by first bytes
    charset: str | None = None  #: as the Content-Type header names it
    headers: Mapping[str, str] = field(default_factory=dict)  #: those worth keeping as evidence
    final_url: str | None = None  #: the address that answered, where it is not the one that was asked
    status: int = 200
    etag: bytes | None = None
    last_modified: bytes | None = None
    ms: int = 0
    text: str | None = field(default=None, repr=False)  #: already made: a council matter is no page
    extractor: str = ""  #: what made `text`
