"""Readings that store nothing: one address as a page, or what a source would give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from config.catalogue import SourceEntry
from config.settings import Settings
from config.words import SourceKind, Verdict
from crawler import tryout
from crawler.driving import made, run_spider
from crawler.errors import NotGiven
from crawler.examine import rules_for
from crawler.extract.pool import ExtractionPool
from crawler.middleware.manners import Clock, Manners
from crawler.tryout import LooseDesk
from storage.records import Seen

PROBE_LIMIT: Final = timedelta(minutes=3)


async def look(
    url: str,
    *,
    settings: Settings,
    pool: ExtractionPool,
    clock: Clock,
    manners: Manners,
    allow: tuple[str, ...] = (),
    source: SourceEntry | None = None,
) -> Seen:
    """Fetch and read one address as a page that a person named; nothing is stored.

    `source`: whose place, publisher and words hold; else the address stands for itself.
    """
    entry = source or tryout.unnamed_source(url, allow=allow)
    desk = LooseDesk(rules=rules_for(entry, settings), extract=pool.extract_or_quarantine, clock=clock)
    await run_spider(made(entry, settings, manners), desk, PROBE_LIMIT)
    if not desk.seen:
        raise NotGiven(desk.trouble.note if desk.trouble else "no answer within the limit")
    return desk.seen[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Probe:
    """What one request to a source's listing shows."""

    source_id: str
    verdict: Verdict
    note: str
    items: int
    newest: date | None
    would_read: tuple[str, ...]  #: addresses, newest first, at most ten


async def probe(
    source: SourceEntry, *, settings: Settings, pool: ExtractionPool, clock: Clock, manners: Manners
) -> Probe:
    """Ask a source once: does it answer, what does it list, what would be read. Nothing is stored."""
    desk = LooseDesk(
        rules=rules_for(source, settings), extract=pool.extract_or_quarantine, clock=clock, room=0
    )
    await run_spider(made(source, settings, manners), desk, PROBE_LIMIT)
    first = desk.seen[0] if desk.seen else None
    verdict, note = Verdict.OK, ""
    if desk.trouble is not None:
        verdict, note = desk.trouble.verdict, desk.trouble.note
    elif first is not None and first.verdict is not None:
        verdict, note = first.verdict, first.note
    elif not desk.count and not desk.entries and source.kind is SourceKind.LEGISTAR:
        note = "it answers; no matter has a watch word"  # most weeks of a council are like that
    elif not desk.count and not desk.entries:
        verdict, note = Verdict.EMPTY, "it answers, and lists nothing"
    published = [each.published_on for each in desk.seen if each.published_on]
    return Probe(
        source_id=source.id,
        verdict=verdict,
        note=note,
        items=desk.count,
        newest=desk.newest or max(published, default=None),
        would_read=tuple(each.url for each in desk.entries[:10]),
    )
