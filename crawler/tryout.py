"""Crawls without a store: `scrapy crawl feed -a url=…`, `crawl --url`, `check --probe`. They read and tell.

Also what `scrapy crawl feed -a source=ID` needs before it has a store: the configuration, and from it the
source, its delay and what it may connect to.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from config.catalogue import SourceEntry
from config.settings import Settings
from config.words import SourceKind, Verdict
from crawler import examine
from crawler.errors import CrawlError
from crawler.examine import Extract, SourceRules
from crawler.net import urls
from crawler.settings import user_agent
from crawler.spiders.items import Fetched, Subject
from crawler.verdict import Judged
from storage.records import KnownDocument, Seen

SAMPLE: Final = 20  #: documents that a try-out of a listing fetches
SHOWN: Final = 300  #: characters of a text that a try-out prints


@dataclass(frozen=True, kw_only=True)
class Guest:
    """A crawl that Scrapy's own command started."""

    source: SourceEntry
    settings: Settings
    stored: bool  #: a configured source by its id; else an address to try


def prepare(kind: SourceKind, options: Mapping[str, Any]) -> Guest:
    """From `-a source=ID`, or `-a url=…` with `-a select=…` or `-a pattern=…` for a listing."""
    from config import loading  # the daemon has read its configuration long before it comes here

    settings = loading.load(loading.find(None, os.environ, Path.cwd()), os.environ)
    if "source" in options:
        source = settings.sources.get(options["source"])
        if source is None:
            raise CrawlError(f"no source {options['source']!r} in the configuration")
        return Guest(source=source, settings=settings, stored=True)
    if "url" not in options:
        raise CrawlError("say -a source=ID for a configured source, or -a url=ADDRESS to try one")
    source = unnamed_source(
        options["url"], kind=kind, select=options.get("select"), pattern=options.get("pattern")
    )
    return Guest(source=source, settings=settings, stored=False)


def unnamed_source(
    address: str,
    *,
    kind: SourceKind = SourceKind.PAGE,
    select: str | None = None,
    pattern: str | None = None,
    allow: tuple[str, ...] = (),
) -> SourceEntry:
    """An address that nobody configured, as a source for one reading."""
    host = urls.host_of(address) if "://" in address else address
    return SourceEntry(
        id="try-out",
        kind=kind,
        address=address,
        place="",
        publisher=host,
        official=False,
        every=timedelta(days=1),
        select=select,
        pattern=pattern,
        allow=allow,
    )


def overrides(guest: Guest) -> dict[str, Any]:
    """What the source says about how it is fetched, as Scrapy settings."""
    return {
        "USER_AGENT": user_agent(guest.settings.contact),
        "HOST_DELAY": guest.source.delay.total_seconds(),
        "ALLOW": list(guest.source.allow),
    }


@dataclass
class LooseDesk:
    """`crawler.spiders.desk.Desk` that remembers nothing and keeps what it was told for whoever asked."""

    rules: SourceRules
    extract: Extract
    clock: Callable[[], datetime]
    room: int = SAMPLE
    tell: Callable[[Seen], None] = lambda _seen: None
    seen: list[Seen] = field(default_factory=list)
    entries: list[Subject] = field(default_factory=list)  #: listed
    count: int = 0  #: what the listings name together
    trouble: Judged | None = None
    ending: bool = False

    def __post_init__(self) -> None:
        self.stop: Callable[[str], None] = lambda _why: None

    @property
    def source(self) -> SourceEntry:
        return self.rules.source

    @property
    def zone(self) -> tzinfo:
        return ZoneInfo(self.rules.zone)

    @property
    def words(self) -> tuple[str, ...]:
        return self.rules.words

    @property
    def newest(self) -> date | None:
        return max((each.published_on for each in self.entries if each.published_on), default=None)

    def now(self) -> datetime:
        return self.clock()

    async def known(self, keys: Collection[str]) -> Mapping[str, KnownDocument]:
        return {}

    async def due(self) -> Sequence[KnownDocument]:
        return ()

    async def fact(self, name: str) -> str | None:
        return None

    def remember(self, name: str, value: str) -> None:
        return None

    def wants(self, known: KnownDocument) -> bool:
        return False

    def is_full(self, known: KnownDocument) -> bool:
        return True

    def may_skip(self) -> bool:
        return False

    def asking(self, subject: Subject) -> None:
        self.entries.append(subject)

    async def sighted(self, subjects: Iterable[Subject], *, later: bool = False) -> None:
        self.entries.extend(subjects)

    async def checked(self, subject: Subject, judged: Judged, *, status: int | None, ms: int) -> None:
        self._keep(examine.check(subject, judged, self.rules, self.clock(), status=status, ms=ms))

    async def fetched(self, item: Fetched) -> None:
        self._keep(await examine.examine(item, self.rules, self.extract))

    def _keep(self, seen: Seen) -> None:
        self.seen.append(seen)
        self.tell(seen)

    def listed(self, count: int, *, skipped: int = 0, beyond: int = 0) -> None:
        self.count += count

    def listing_failed(self, judged: Judged, *, part: bool = False) -> None:
        self.trouble = self.trouble or judged

    def broke(self, said: str) -> None:
        self.trouble = self.trouble or Judged(
            verdict=Verdict.UNREADABLE, note=f"a fault of the spider: {said}"
        )

    def cut_short(self, why: str) -> None:
        self.trouble = self.trouble or Judged(verdict=Verdict.TIMEOUT, note=why)


def print_seen(seen: Seen) -> None:
    """One JSON line on stdout for each document of a try-out."""
    told = {
        "address": seen.url,
        "verdict": seen.verdict,
        "title": seen.title,
        "published": seen.published_on.isoformat() if seen.published_on else None,
        "watch word": seen.relevant,
        "characters": len(seen.version.text) if seen.version else 0,
        "text": seen.version.text[:SHOWN] if seen.version else "",
        "note": seen.note,
    }
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")


def print_report(source_id: str, outcome: str, counts: Mapping[str, int], reason: str | None) -> None:
    """How a run of Scrapy's own command went, on stderr."""
    told = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()) if count)
    sys.stderr.write(f"{source_id}: {outcome}{f' ({reason})' if reason else ''}; {told}\n")


def utc_now() -> datetime:
    """The clock of a crawl that Scrapy's own command started: this is its edge."""
    return datetime.now(UTC)
