"""What a page says of itself: title, day of publication, own address, language, whether it is closed.

Read from JSON-LD, meta tags and `time` elements with lxml: far cheaper than a general metadata reader,
and it says how it knows. Related-story boxes carry dates too: only the JSON-LD article that has the
page's own address, or is the only one, is believed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from config.words import PublishedHow
from crawler.extract import pagehints, tidy

Element = Any  # lxml has no types of its own

_MAX_LD: Final = 300_000  #: characters of one JSON-LD block
_MAX_OBJECTS: Final = 500
_MAX_URL: Final = 2000
_ARTICLE = re.compile(r"article|blogposting|report|pressrelease|newsrelease", re.IGNORECASE)
_CLOSED = re.compile(r'"isAccessibleForFree"\s*:\s*"?[fF]alse')
_CLOSED_LENGTH: Final = 1500  #: characters: the whole text is often there although the page says it is closed
_DATE_TAGS: Final = (
    "article:published_time", "article:published", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "date",
    "pubdate", "publishdate", "publish-date", "publication_date", "article.published",
    "citation_publication_date", "cxenseparse:recs:publishtime", "bt:pubdate",
)  # fmt: skip
_TITLE_TAGS: Final = ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline")
_ISO = re.compile(
    r"\s*(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]\s*(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_MEANS_PUBLISHED = re.compile(r"publish|pubdate|entry-date|posted", re.IGNORECASE)
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T\d+Z?)?\s*")
_SLASHES = re.compile(r"\s*(\d{4})/(\d{1,2})/(\d{1,2})\b")
_ENGLISH = re.compile(
    r"(?:(?P<day>\d{1,2})\s+(?P<month>[a-z]{3,9})\.?,?\s+|(?P<month2>[a-z]{3,9})\.?\s+(?P<day2>\d{1,2}),?\s+)"
    r"(?P<year>\d{4})",
    re.IGNORECASE,
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_PATH = re.compile(
    r"[/_-](20\d{2}|19\d{2})[/_-](\d{1,2}|[a-z]{3})[/_-](\d{1,2})(?=[/_.-]|$)", re.IGNORECASE
)
_FIRST_YEAR: Final = 1990


@dataclass(frozen=True, kw_only=True, slots=True)
class PageFacts:
    title: str = ""
    published_on: date | None = None
    published_how: PublishedHow = PublishedHow.UNKNOWN
    canonical: str | None = None
    language: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)  #: of where the text comes from


def says_closed(html: str, text: str) -> bool:
    """The page says that it is not free, and what we got is too short to be the whole of it."""
    return len(text) < _CLOSED_LENGTH and _CLOSED.search(html) is not None


def page_facts(root: Element, url: str, zone: str) -> PageFacts:
    """Read from the whole tree, before anything is taken out of it."""
    metas = _metas(root)
    canonical = _canonical(root, url)
    own = _comparable(url)
    article = _own_article(root, {own, _comparable(canonical or url)})
    published_on, how = _published(root, metas, article, url, _zone(zone))
    return PageFacts(
        title=_title(root, metas, article),
        published_on=published_on,
        published_how=how,
        canonical=canonical,
        language=_language(root),
        hints=pagehints.hints(
            root,
            metas,
            article,
            canonical,
            absolute=lambda said: _absolute(said, url),
            is_own=lambda address: _comparable(address) == own,
        ),
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def _metas(root: Element) -> dict[str, str]:
    """The first content of each meta tag, by lower-case name, property or itemprop."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = meta.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower()[:100], content[:1000])
    return found


def _language(root: Element) -> str:
    said = (root.get("lang") or "").strip().lower()[:20]
    return said if re.fullmatch(r"[a-z]{2,3}(?:[-_][a-z0-9]{1,8}){0,3}", said) else ""


def _canonical(root: Element, url: str) -> str | None:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return _absolute(link.get("href"), url)
    return None


def _absolute(href: str | None, url: str) -> str | None:
    if not href or len(href) > _MAX_URL:
        return None
    try:
        joined = urljoin(url, href.strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    sound = parts.scheme in ("http", "https") and parts.netloc and joined.isprintable()
    return joined if sound and len(joined) <= _MAX_URL else None


def _comparable(url: str) -> str:
    """Host and path: what two spellings of a page's address have in common."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}"


# --- JSON-LD --------------------------------------------------------------------------------------


def _own_article(root: Element, own: set[str]) -> dict[str, object]:
    """The page's own article object: by its address, else the only one there is; {} if neither."""
    articles = [thing for thing in _objects(root) if _is_article(thing)]
    for article in articles:
        if any(_comparable(address) in own for address in _addresses(article)):
            return article
    dated = [article for article in articles if "datePublished" in article]
    return dated[0] if len(dated) == 1 and not any(_addresses(dated[0])) else {}


def _objects(root: Element) -> Iterator[dict[str, object]]:
    budget = _MAX_OBJECTS
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json" or not script.text:
            continue
        waiting = [_parsed(script.text[:_MAX_LD])]
        while waiting and budget:
            thing = waiting.pop(0)
            if isinstance(thing, list):
                waiting.extend(thing[:budget])
            elif isinstance(thing, dict):
                budget -= 1
                yield thing
                waiting.extend(thing[key] for key in ("@graph", "mainEntity") if key in thing)


def _parsed(text: str) -> object:
    try:
        return json.loads(text.strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _is_article(thing: dict[str, object]) -> bool:
    kinds = thing.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in named)


def _addresses(article: dict[str, object]) -> Iterator[str]:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = article.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith("http"):
            yield value[:_MAX_URL]


# --- title and date -------------------------------------------------------------------------------


def _title(root: Element, metas: dict[str, str], article: dict[str, object]) -> str:
    """As the page shows it: for sharing, as its heading, in the window's title; JSON-LD is seen by nobody."""
    headline = article.get("headline")
    for said in (
        *(metas.get(name) for name in _TITLE_TAGS[:1]),
        _only_heading(root),
        *(metas.get(name) for name in _TITLE_TAGS[1:]),
        headline if isinstance(headline, str) else None,
        root.findtext(".//title"),
    ):
        title = tidy.one_line(said or "")
        if title:
            return title
    return ""


def _only_heading(root: Element) -> str | None:
    texts = [" ".join("".join(heading.itertext()).split()) for heading in root.iter("h1")]
    texts = [text for text in texts if text]
    return texts[0] if len(texts) == 1 and len(texts[0]) > 10 else None


def _published(
    root: Element, metas: dict[str, str], article: dict[str, object], url: str, zone: ZoneInfo
) -> tuple[date | None, PublishedHow]:
    stated = article.get("datePublished")
    candidates = [stated if isinstance(stated, str) else None, *(metas.get(name) for name in _DATE_TAGS)]
    marked, plain = _times(root)
    for said in (*candidates, *marked):
        day = read_date(said, zone)
        if day:
            return day, PublishedHow.METADATA
    for day in (*(read_date(said, zone) for said in plain[:1]), date_in_path(url)):
        if day:
            return day, PublishedHow.GUESSED
    return None, PublishedHow.UNKNOWN


def _times(root: Element) -> tuple[list[str], list[str]]:
    """`time` elements that say they mean publication, and the others, outside lists of other stories."""
    marked: list[str] = []
    plain: list[str] = []
    for element in root.iter("time"):
        if next(element.iterancestors("aside", "nav", "footer", "li"), None) is not None:
            continue
        said = element.get("datetime") or "".join(element.itertext())
        name = " ".join([element.get("class", ""), element.get("itemprop", ""), *element.attrib])
        (marked if _MEANS_PUBLISHED.search(name) else plain).append(said[:200])
    return marked, plain


def read_date(said: str | None, zone: ZoneInfo) -> date | None:
    """The day that a machine-readable date names, in `zone`; None for what is no date after 1990."""
    if not said or not (text := said.strip()[:100]):
        return None
    found = _ISO.match(text)
    if found:
        return _zoned(found, zone)
    numbers = _COMPACT.fullmatch(text) or _SLASHES.match(text)
    if numbers:
        return _day(*map(int, numbers.groups()))
    english = _ENGLISH.search(text)
    if not english:
        return None
    month = (english["month"] or english["month2"])[:3].lower()
    if month not in _MONTHS:
        return None
    return _day(int(english["year"]), _MONTHS.index(month) + 1, int(english["day"] or english["day2"]))


def _zoned(found: re.Match[str], zone: ZoneInfo) -> date | None:
    day = _day(int(found[1]), int(found[2]), int(found[3]))
    if day is None or not found[4] or not found[5]:
        return day
    offset = "+00:00" if found[5] in "Zz" else found[5]
    clock = found[4].zfill(5) if found[4].count(":") == 1 else found[4].zfill(8)
    try:
        moment = datetime.fromisoformat(f"{day.isoformat()}T{clock}{offset}")
        return moment.astimezone(UTC).astimezone(zone).date()
    except (ValueError, OverflowError):
        return day


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= _FIRST_YEAR else None
    except ValueError:
        return None


def date_in_path(url: str) -> date | None:
    """The day that an address like `/2025/01/17/` names."""
    found = _IN_PATH.search(url[:_MAX_URL])
    if not found:
        return None
    month = found[2].lower()
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month) if month.isdigit() else 0
    return _day(int(found[1]), number, int(found[3]))
