"""Ids that a person typed, made into what they name; a miss says the nearest ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from monitor.errors import UnknownId

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from config.catalogue import Catalogue
    from config.settings import Settings
    from storage.records import Document, Version

#: no row id is longer, and a longer number is no integer of any database
MAX_ID_DIGITS = 18


def places(catalogue: Catalogue, ids: Sequence[str] | None) -> list[str] | None:
    """The places and all those below them; None where none was named."""
    if not ids:
        return None
    for id_ in ids:
        if id_ not in catalogue.places:
            raise UnknownId("place", id_, catalogue.places)
    return sorted(known for known in catalogue.places if any(catalogue.covers(id_, known) for id_ in ids))


def agency(catalogue: Catalogue, id_: str | None) -> str | None:
    if id_ is not None and catalogue.agency(id_) is None:
        raise UnknownId("agency", id_, agencies(catalogue))
    return id_


def agencies(catalogue: Catalogue) -> list[str]:
    return [agency.id for place in catalogue.places.values() for agency in place.agencies]


def receiver(settings: Settings, id_: str) -> str:
    from monitor import subscriptions

    known = subscriptions.receivers(settings)
    if id_ not in known:
        raise UnknownId("receiver", id_, known)
    return id_


def publisher(catalogue: Catalogue, text: str) -> str:
    """An agency or party by id; other words stand for themselves, but a mistyped id does not."""
    known = [*catalogue.parties, *agencies(catalogue)]
    if "/" in text and " " not in text and "." not in text and text not in known:
        raise UnknownId("publisher", text, known)
    return text


def document(conn: Connection, wanted: str) -> Document:
    """A document by its number, its key or its address."""
    from storage import documents
    from storage.errors import NoSuchRow

    if wanted.isascii() and wanted.isdigit() and len(wanted) <= MAX_ID_DIGITS:
        try:
            return documents.document(conn, int(wanted))
        except NoSuchRow:
            raise UnknownId("document", wanted) from None
    found = documents.by_key(conn, wanted) or documents.by_key(conn, _canonical(wanted))
    if found is not None:
        return found
    near = documents.search(conn, words=wanted[:200], limit=3) if wanted else []
    if len(near) == 1:
        return near[0]
    raise UnknownId("document", wanted, near=[f"{each.id} ({each.title or each.url})" for each in near])


def _canonical(wanted: str) -> str:
    from crawler.errors import CrawlError
    from crawler.net import urls

    try:
        return urls.canonical(wanted)
    except (CrawlError, ValueError):
        return wanted


def version(versions: Sequence[Version], number: int | None, option: str) -> Version:
    """The version of a document with this number, or its newest."""
    found = next((each for each in versions if each.seq == number), None) if number else versions[-1]
    if found is None:
        raise UnknownId(f"version for {option}", str(number), near=[str(each.seq) for each in versions[-5:]])
    return found
