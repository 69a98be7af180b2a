"""Changes as an Atom feed: valid, with ids that stay the same whatever else changes. Pure.

The tag: ids are made of the store's own id and of the change's number, so they hold when the product
moves to another address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.etree import ElementTree

from monitor.phrases import one_line

ATOM: Final = "http://www.w3.org/2005/Atom"
MAX_TEXT: Final = 4000  #: characters of an entry


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedOf:
    """What makes the feed itself."""

    store: str  #: id of the store
    made_on: str  #: ISO day on which the store was made
    title: str
    updated: datetime
    public_url: str | None = None


def atom(feed: FeedOf, entries: Sequence[Mapping[str, object]]) -> bytes:
    """The feed of these entries of `monitor.told`, in their order."""
    ElementTree.register_namespace("", ATOM)
    root = ElementTree.Element(_name("feed"))
    _add(root, "id", tag(feed, "changes"))
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated.isoformat(timespec="seconds"))
    _add(ElementTree.SubElement(root, _name("author")), "name", "Detainer Watch")
    _add(root, "generator", "Detainer Watch")
    if feed.public_url:
        ElementTree.SubElement(root, _name("link"), rel="alternate", href=feed.public_url)
    for entry in entries:
        _entry(root, feed, entry)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def tag(feed: FeedOf, what: str) -> str:
    """A tag: address after RFC 4151; `.invalid` names nobody else's host."""
    return f"tag:{feed.store}.detainer-watch.invalid,{feed.made_on}:{what}"


def _entry(root: ElementTree.Element, feed: FeedOf, entry: Mapping[str, object]) -> None:
    element = ElementTree.SubElement(root, _name("entry"))
    at = str(entry["at"])
    _add(element, "id", tag(feed, f"change/{entry['id']}"))
    _add(element, "title", f"{entry['label']}: {entry['headline']}")
    _add(element, "published", at)
    _add(element, "updated", at)
    document = entry.get("document")
    address = document.get("url") if isinstance(document, Mapping) else None
    link = entry.get("link") or address
    if isinstance(link, str):
        ElementTree.SubElement(element, _name("link"), rel="alternate", href=link)
    if isinstance(address, str) and address != link:
        ElementTree.SubElement(element, _name("link"), rel="via", href=address)
    ElementTree.SubElement(element, _name("category"), term=str(entry["kind"]))
    _add(element, "content", _text(entry), type="text")


def _text(entry: Mapping[str, object]) -> str:
    """Sentence, quotes and notes, a line each."""
    lines = [str(entry["sentence"])]
    for side in ("now", "other", "before"):
        said = entry.get(side)
        quote = said.get("quote") if isinstance(said, Mapping) else None
        if isinstance(quote, Mapping) and quote.get("text"):
            lines.append(f"“{quote['text']}”")
    notes = entry.get("notes")
    lines += [str(note) for note in notes] if isinstance(notes, list) else []
    return "\n".join(one_line(line, MAX_TEXT) for line in lines)


def _add(parent: ElementTree.Element, name: str, text: str, **attributes: str) -> None:
    element = ElementTree.SubElement(parent, _name(name), attributes)
    # every character that XML cannot hold is gone after this
    element.text = "\n".join(one_line(line, MAX_TEXT) for line in text.split("\n"))


def _name(name: str) -> str:
    return f"{{{ATOM}}}{name}"
