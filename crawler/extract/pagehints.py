"""What a page says of where its text comes from: another address, or somebody's name. Outside text, bounded.

`canonical` and `based_on` are addresses other than the page's own, `credit` is a name. Nothing is believed
here; who compares texts weighs it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from config import wires

Element = Any  # lxml has no types of its own

MAX_NAME: Final = 100  #: characters
_MAX_BYLINES: Final = 20
_MAX_THINGS: Final = 10  #: of one property of an article
_SOURCE_TAGS: Final = ("syndication-source", "original-source", "dc.source", "dcterms.source")
_AUTHOR_TAGS: Final = (
    "author", "article:author", "byl", "dc.creator", "parsely-author", "sailthru.author", "twitter:creator",
)  # fmt: skip
_BYLINE = re.compile(r"byline|author", re.IGNORECASE)
_NO_BYLINE = re.compile(r"photo|image|caption|media|credit|related|avatar", re.IGNORECASE)
_BY = re.compile(r"^\s*by\s+|^@", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:[,|/•·]|\s[-–—]\s|\band\b|\bfor\b)\s*")


def hints(
    root: Element,
    metas: Mapping[str, str],
    article: Mapping[str, object],
    canonical: str | None,
    absolute: Callable[[str], str | None],
    is_own: Callable[[str], bool],
) -> dict[str, str]:
    """`absolute` makes an address whole, `is_own` tells the page's own address from others."""
    found: dict[str, str] = {}
    said = [canonical, metas.get("og:url")] if canonical is None else [canonical]
    for name, values in (("canonical", said), ("based_on", _sources(metas, article))):
        addresses = (absolute(value) for value in values if value)
        address = next((each for each in addresses if each and not is_own(each)), None)
        if address:
            found[name] = address
    if credit := next(_credits(root, metas, article), ""):
        found["credit"] = credit
    return found


def _sources(metas: Mapping[str, str], article: Mapping[str, object]) -> Iterator[str]:
    for tag in _SOURCE_TAGS:
        if _is_address(metas.get(tag, "")):
            yield metas[tag]
    for thing in _things(article.get("isBasedOn")):
        yield from filter(_is_address, _words(thing, "url", "@id"))


def _is_address(said: str) -> bool:
    try:
        return urlsplit(said.strip()).scheme in ("http", "https")
    except ValueError:
        return False


def _credits(root: Element, metas: Mapping[str, str], article: Mapping[str, object]) -> Iterator[str]:
    """Anybody whom the page calls its source; a news service also where it stands as the author."""
    own = {wires.folded(name) for name in (metas.get("og:site_name", ""), *_names(article, "publisher"))}
    for name in (*(metas.get(tag, "") for tag in _SOURCE_TAGS), *_names(article, "sourceOrganization")):
        said = " ".join(name.split())[:MAX_NAME]
        if said and not _is_address(said) and wires.folded(said) not in own:
            yield wires.service(said) or said
    told = [*(metas.get(tag, "") for tag in _AUTHOR_TAGS), *_names(article, "author", "creator", "provider")]
    told += [*_names(article, "copyrightHolder", "creditText"), *_bylines(root)]
    for name in told:
        for part in _PARTS.split(_BY.sub("", name[: 2 * MAX_NAME])):
            service = wires.service(part)
            if service and not any(wires.same(service, each) for each in own if each):
                yield service


def _names(article: Mapping[str, object], *keys: str) -> Iterator[str]:
    for key in keys:
        for thing in _things(article.get(key)):
            yield from _words(thing, "name")


def _things(value: object) -> list[object]:
    return value[:_MAX_THINGS] if isinstance(value, list) else [value]


def _words(thing: object, *keys: str) -> Iterator[str]:
    """The text itself, or what stands under the first of the keys."""
    if isinstance(thing, dict):
        thing = next((thing[key] for key in keys if isinstance(thing.get(key), str)), None)
    if isinstance(thing, str):
        yield thing[:2000]


def _bylines(root: Element) -> Iterator[str]:
    left = _MAX_BYLINES
    for element in root.iter("a", "span", "div", "p", "address", "li"):
        marks = f"{element.get('class', '')} {element.get('rel', '')} {element.get('itemprop', '')}"
        if not _BYLINE.search(marks[:300]) or _NO_BYLINE.search(marks[:300]):
            continue
        if next(element.iterancestors("figure", "figcaption", "aside", "nav", "footer"), None) is not None:
            continue  # of a photograph, or of another story
        said = " ".join("".join(element.itertext()).split()) if len(element) < 10 else ""
        if 0 < len(said) <= MAX_NAME:
            left -= 1
            yield said
        if left <= 0:
            return
