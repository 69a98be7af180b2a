"""What RFC 4287 asks of a feed, as far as a machine can tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
#: RFC 3339, as section 3.3 has it: with an upper-case T, and Z or an offset
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
#: RFC 4151
_TAG = re.compile(r"tag:[a-z0-9.-]+\.[a-z0-9-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:[\w.~!$&'()*+,;=:@/?%-]*")
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_ONE = {"feed": ("id", "title", "updated"), "entry": ("id", "title", "updated")}
_ONE_AT_MOST = {"feed": ("subtitle", "generator", "icon", "logo", "rights"), "entry": ("content", "summary",
                "published", "rights", "source")}  # fmt: skip
_KNOWN = {"author", "category", "contributor", "link", "entry"}


def entries(raw: bytes) -> list[Element]:
    return list(ElementTree.fromstring(raw).iter(f"{ATOM}entry"))


def broken(raw: bytes) -> list[str]:
    """Every rule that the feed breaks."""
    feed = ElementTree.fromstring(raw)
    found = [*_container(feed, "feed")]
    if feed.tag != f"{ATOM}feed":
        found.append(f"the root is {feed.tag}")
    if not any((name.text or "").strip() for name in feed.findall(f"{ATOM}author/{ATOM}name")):
        found.append("no author has a name")
    several = Counter(entry.findtext(f"{ATOM}id") for entry in entries(raw))
    found += [f"the id {id_} stands {count} times" for id_, count in several.items() if count > 1]
    for entry in entries(raw):
        found += _container(entry, "entry")
        alternate = any(link.get("rel", "alternate") == "alternate" for link in entry.findall(f"{ATOM}link"))
        if not alternate and entry.find(f"{ATOM}content") is None:
            found.append("an entry has neither content nor an alternate link")
        if (entry.findtext(f"{ATOM}published") or "") > (entry.findtext(f"{ATOM}updated") or ""):
            found.append("an entry was updated before it was published")
    updated = [datetime.fromisoformat(each.findtext(f"{ATOM}updated") or "") for each in entries(raw)]
    if updated and datetime.fromisoformat(feed.findtext(f"{ATOM}updated") or "") < max(updated):
        found.append("an entry is newer than the feed")
    return found


def _container(element: Element, kind: str) -> Iterator[str]:
    names = Counter(child.tag.removeprefix(ATOM) for child in element)
    yield from (f"{kind}: {names[name]} {name}" for name in _ONE[kind] if names[name] != 1)
    yield from (f"{kind}: {names[name]} {name}" for name in _ONE_AT_MOST[kind] if names[name] > 1)
    unknown = set(names) - set(_ONE[kind]) - set(_ONE_AT_MOST[kind]) - _KNOWN
    yield from (f"{kind}: unknown {name}" for name in unknown)
    if not _TAG.fullmatch(element.findtext(f"{ATOM}id") or ""):
        yield f"{kind}: no tag address"
    for name in ("updated", "published"):
        text = element.findtext(f"{ATOM}{name}")
        if text is not None and not _DATE.fullmatch(text):
            yield f"{kind}: {name} is no date: {text}"
    yield from _links(element, kind)
    for part in element.findall(f"{ATOM}content") + element.findall(f"{ATOM}title"):
        if part.get("type", "text") in ("text", "html") and len(part):
            yield f"{kind}: {part.tag} has elements in it"
    if any(not category.get("term") for category in element.findall(f"{ATOM}category")):
        yield f"{kind}: a category without a term"


def _links(element: Element, kind: str) -> Iterator[str]:
    links = element.findall(f"{ATOM}link")
    if any(not _IRI.fullmatch(link.get("href", "")) for link in links):
        yield f"{kind}: a link leads nowhere"
    rels = Counter((link.get("rel", "alternate"), link.get("type"), link.get("hreflang")) for link in links)
    yield from (f"{kind}: several {rel}" for (rel, *_), count in rels.items()
                if rel in ("alternate", "self") and count > 1)  # fmt: skip
