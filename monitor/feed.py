"""Changes as an Atom feed (RFC 4287): valid, with ids that stay the same whatever else changes. Pure.

The tag: ids are made of the store's own id and of the change's key, which is what makes the change itself:
they hold when the product moves to another address, and when a store is restored and finds the change again.
What was told and is told no longer (withdrawn, or a mistake of ours) keeps its id, says so first, is newer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Final
from urllib.parse import quote
from xml.etree import ElementTree

from monitor.deliver import bodies
from monitor.phrases import one_line

ATOM: Final = "http://www.w3.org/2005/Atom"
XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
MAX_TEXT: Final = 4000  #: characters of one text
MAX_SUMMARY: Final = 900

Told = Mapping[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedOf:
    """What makes the feed itself."""

    store: str  #: id of the store
    made_on: str  #: ISO day on which the store was made
    title: str
    updated: datetime  #: of a feed without entries; else the newest of them is
    what: str = "changes"  #: which changes: part of the feed's id
    public_url: str | None = None
    name: str | None = None  #: of the file, under `public_url`


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A change as `monitor.told` tells it, and what came after it."""

    told: Told
    gone: Told | None = None  #: the later change that withdrew it, or took it back

    @property
    def updated(self) -> datetime:
        return datetime.fromisoformat(str((self.gone or self.told)["at"]))


def atom(feed: FeedOf, entries: Sequence[Entry]) -> bytes:
    """The feed of these entries, in their order."""
    ElementTree.register_namespace("", ATOM)
    root = ElementTree.Element(_name("feed"), {XML_LANG: "en"})
    _add(root, "id", tag(feed, feed.what))
    _add(root, "title", feed.title)
    newest = max((entry.updated for entry in entries), default=feed.updated)
    _add(root, "updated", newest.isoformat(timespec="seconds"))
    _add(ElementTree.SubElement(root, _name("author")), "name", "Detainer Watch")
    _add(root, "generator", "Detainer Watch")
    for rel, href in _links(feed):
        ElementTree.SubElement(root, _name("link"), rel=rel, href=href)
    for entry in entries:
        _entry(root, feed, entry)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def tag(feed: FeedOf, what: str) -> str:
    """A tag: address after RFC 4151; `.invalid` names nobody else's host."""
    return f"tag:{feed.store}.detainer-watch.invalid,{feed.made_on}:{quote(what, safe='/=')}"


def tag_of(feed: FeedOf, key: str) -> str:
    """The id of the entry of the change with this key."""
    return tag(feed, f"change/{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:32]}")


def _links(feed: FeedOf) -> Iterator[tuple[str, str]]:
    if feed.public_url:
        yield "alternate", feed.public_url
        if feed.name:
            yield "self", f"{feed.public_url.rstrip('/')}/{quote(feed.name)}"


def _entry(root: ElementTree.Element, feed: FeedOf, entry: Entry) -> None:
    told = entry.told
    element = ElementTree.SubElement(root, _name("entry"))
    _add(element, "id", tag_of(feed, str(told["key"])))
    _add(element, "title", f"{told['label']}: {told['headline']}")
    _add(element, "published", str(told["at"]))
    _add(element, "updated", entry.updated.isoformat(timespec="seconds"))
    address, own = _address(told), bodies.href(told.get("link"))
    if href := address or own:
        ElementTree.SubElement(element, _name("link"), rel="alternate", href=href)
    if own and address:
        ElementTree.SubElement(element, _name("link"), rel="related", href=own)
    ElementTree.SubElement(element, _name("category"), term=one_line(str(told["kind"])))
    if entry.gone:
        ElementTree.SubElement(element, _name("category"), term=one_line(str(entry.gone["kind"])))
    _add(element, "summary", one_line(_first(entry), MAX_SUMMARY))
    _add(element, "content", "\n".join(_html(entry)), type="html")


def _first(entry: Entry) -> str:
    """What the change says; what came after it stands before."""
    said = str(entry.told["sentence"])
    return f"{entry.gone['label']}: {entry.gone['sentence']} Told before: {said}" if entry.gone else said


def _address(told: Told) -> str | None:
    """Of the document that the change stands in."""
    for part in (told, *(side for key in ("now", "before") if isinstance(side := told.get(key), Mapping))):
        document = part.get("document")
        if isinstance(document, Mapping) and (href := bodies.href(document.get("url"))):
            return href
    return None


# --- the entry as HTML ----------------------------------------------------------------------------


def _html(entry: Entry) -> Iterator[str]:
    """Sentence, quotes with their sources, notes; all text escaped, no script, no image, no style."""
    if entry.gone:
        yield f"<p><strong>{_text(entry.gone['label'])}: {_text(entry.gone['sentence'])}</strong></p>"
    yield f"<p>{_text(entry.told['sentence'])}</p>"
    body = {key: value for key, value in entry.told.items() if isinstance(value, dict)}
    sides = list(bodies.sides(body))
    for name, side in sides:
        if name:
            said = f"{name}: {bodies.text(side, 'says')} {bodies.text(side, 'text')}"
            yield f"<p>{_text(said)}</p>"
        if words := "".join(bodies.quote_parts(side.get("quote"))).strip():
            yield f"<blockquote><p>“{_text(words)}”</p></blockquote>"
        yield from _source(bodies.part(side, "document"))
    if not sides:
        yield from _source(bodies.part(body, "document"))
    notes = entry.told.get("notes")
    for note in notes if isinstance(notes, list) else ():
        yield f"<p>{_text(note)}</p>"


def _source(document: bodies.Body) -> Iterator[str]:
    if not document:
        return
    where, href = _text(bodies.where(document)), bodies.href(document.get("url"))
    named = f'<a href="{escape(href)}">{where}</a>' if href else where
    saved = ", ".join(piece for piece in (bodies.saved(document), bodies.digest(document)) if piece)
    yield f"<p>{named}{f'<br/>{_text(saved)}' if saved else ''}</p>"


def _text(value: object) -> str:
    return escape(one_line(str(value), MAX_TEXT))


def _add(parent: ElementTree.Element, name: str, text: str, **attributes: str) -> None:
    element = ElementTree.SubElement(parent, _name(name), attributes)
    # every character that XML cannot hold is gone after this
    element.text = "\n".join(one_line(line, MAX_TEXT) for line in text.split("\n"))


def _name(name: str) -> str:
    return f"{{{ATOM}}}{name}"
