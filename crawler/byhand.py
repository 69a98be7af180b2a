"""A document that a person gives us: half of them arrive by mail. The same extraction, the same store.

    added = await add(
        Path("letter.pdf"), about, store=store, settings=settings, pool=pool, clock=clock, owner=me
    )

It is kept under the hash of its bytes (`hand:SHA256`): given again, it is the same document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from config.catalogue import SourceEntry
from config.settings import MIB, Settings
from config.words import DocumentKind, PublishedHow, RunKind, RunOutcome, SourceKind
from crawler.errors import NotGiven, Unreadable, UnreadableKind
from crawler.examine import SourceRules, examine, rules_for
from crawler.extract import sniff
from crawler.extract.pool import ExtractionPool
from crawler.spiders.items import Fetched, Subject
from storage import documents, sources
from storage.database import Store
from storage.records import Recorded, Seen

if TYPE_CHECKING:
    from crawler.middleware.manners import Manners

Clock = Callable[[], datetime]

MAX_FILE: Final = 100 * MIB  #: a person may have the packet that no crawl would fetch
LEASE: Final = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What a person says of a document."""

    place: str = ""  #: place id
    publisher: str = ""  #: agency or party id, else a name
    published: date | None = None
    first_hand: bool = False  #: issued or filed by the party that speaks in it
    title: str = ""
    note: str = ""  #: who gave it, and why: kept with the version


@dataclass(frozen=True, kw_only=True, slots=True)
class Added:
    run_id: int
    seen: Seen
    recorded: Recorded  #: `version_id` is None where this very text was known


async def add(
    where: Path | str,
    about: About,
    *,
    store: Store,
    settings: Settings,
    pool: ExtractionPool,
    clock: Clock,
    owner: str,
    manners: Manners | None = None,
    allow: tuple[str, ...] = (),
) -> Added:
    """Read a file, or an address (which needs the reactor: `crawler.loop.run`), and store its version.

    Raises Unreadable where no text can be made of it, NotGiven where an address does not give it,
    OSError where a file cannot be read. Nothing is stored then.
    """
    rules = _rules(about, settings)
    if isinstance(where, Path):
        seen = await examine(_from_file(where, about, clock), rules, pool.extract_or_quarantine)
    else:
        from crawler.middleware.manners import Manners  # these load Scrapy, which a file does not need
        from crawler.run import look

        seen = await look(
            where,
            settings=settings,
            pool=pool,
            clock=clock,
            manners=manners or Manners(clock=clock),
            source=replace(rules.source, address=where, allow=allow),
        )
    given = _as_given(seen, about)
    run_id, recorded = await store.transact_async(_record, given, owner, clock)
    return Added(run_id=run_id, seen=given, recorded=recorded)


def _rules(about: About, settings: Settings) -> SourceRules:
    source = SourceEntry(
        id="by-hand",
        kind=SourceKind.PAGE,
        address="",
        place=about.place,
        publisher=about.publisher,
        official=about.first_hand,
        every=timedelta(days=1),
    )
    return rules_for(source, settings)


def _from_file(path: Path, about: About, clock: Clock) -> Fetched:
    if path.stat().st_size > MAX_FILE:
        raise Unreadable(UnreadableKind.FAILED, f"larger than {MAX_FILE // MIB} MiB")
    body = path.read_bytes()
    subject = Subject(
        key=f"hand:{hashlib.sha256(body).hexdigest()}",
        url=path.name,
        kind=DocumentKind.BY_HAND,
        title=about.title or path.name,
        keep_all=True,
    )
    media_type = sniff.media_type(body, None, path.name)
    return Fetched(subject=subject, at=clock(), body=body, media_type=media_type, status=0)


def _as_given(seen: Seen, about: About) -> Seen:
    """Under its own hash, with what the person said of it before what the document says."""
    version = seen.version
    if version is None:
        raise NotGiven(f"{seen.verdict}: {seen.note}" if seen.note else str(seen.verdict))
    if not version.text:
        raise Unreadable(UnreadableKind.FAILED, seen.note or "no text in it")
    return replace(
        seen,
        key=f"hand:{version.raw_hash}",
        kind=DocumentKind.BY_HAND,
        title=about.title or seen.title,
        publisher=about.publisher or seen.publisher,
        published_on=about.published or seen.published_on,
        published_how=PublishedHow.STATED if about.published else seen.published_how,
        history=False,
        next_due_at=None,
        version=replace(version, note=about.note[:500]),
    )


def _record(tx: Any, seen: Seen, owner: str, clock: Clock) -> tuple[int, Recorded]:
    """A whole run in one transaction: it either happened or not."""
    now = clock()
    run = sources.begin_run(
        tx, kind=RunKind.BY_HAND, source_id=None, owner=owner, now=now, lease_until=now + LEASE, force=True
    )
    if run is None:
        raise RuntimeError("a run by hand needs no lease")
    (recorded,) = documents.record_seen(tx, run.id, [seen], now)
    counts = {"listed": 1, "fetched": 1, "versions": int(recorded.version_id is not None)}
    sources.end_run(
        tx, run.id, outcome=RunOutcome.COMPLETE, counts=counts, reason=None, next_due_at=None, now=now
    )
    return run.id, recorded
