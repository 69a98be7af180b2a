"""Whole visits for tests: a source of a local world, a real store, the real crawler in this process."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from config.catalogue import Catalogue, Place, SourceEntry
from config.settings import Settings
from config.words import SourceKind
from storage import documents, sources
from storage.database import Store
from storage.records import DeclaredSource, Document, Fetch, Run, Version
from tests.world import reactor

START = datetime(2026, 1, 27, 15, 0, tzinfo=UTC)
BOSTON = Place(id="us-ma-boston", name="Boston, MA", within=None, zone="America/New_York")


@dataclass
class Clock:
    """A clock that a test moves."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class Visitor:
    """A store, a clock and the crawler; `visit` is one run of a source."""

    store: Store
    pool: Any
    clock: Clock = field(default_factory=Clock)
    settings: Settings = field(
        default_factory=lambda: Settings(
            catalogue=Catalogue(places={"us-ma-boston": BOSTON}, parties={}), contact="test@example.org"
        )
    )
    patience: timedelta = timedelta(seconds=5)
    _manners: Any = None
    _declared: dict[str, SourceEntry] = field(default_factory=dict)

    def declare(self, source: SourceEntry) -> None:
        self._declared[source.id] = source
        rows = [
            DeclaredSource(id=each.id, config_hash="x", every=each.every) for each in self._declared.values()
        ]
        self.store.transact(sources.sync, rows, self.clock())

    def visit(self, source: SourceEntry, **options: Any) -> Any:
        """A run at the clock's time, due or not; returns its RunReport."""
        if self._declared.get(source.id) != source:
            self.declare(source)
        return reactor.run(self.visiting(source, **{"force": True, **options}))

    async def visiting(self, source: SourceEntry, **options: Any) -> Any:
        from crawler.run import crawl

        return await crawl(
            source,
            store=self.store,
            settings=self.settings,
            pool=self.pool,
            clock=self.clock,
            owner="test",
            manners=self.manners,
            **options,
        )

    @property
    def manners(self) -> Any:
        if self._manners is None:
            from crawler.middleware.manners import Manners

            self._manners = Manners(clock=self.clock, patience=self.patience)
        return self._manners

    def forget_manners(self) -> None:
        """As after a restart."""
        self._manners = None

    # --- what the store holds ---

    def documents(self) -> dict[str, Document]:
        with self.store.read() as conn:
            return {each.key: each for each in reversed(documents.search(conn, limit=5000))}

    def versions(self, key: str) -> list[Version]:
        with self.store.read() as conn:
            found = documents.by_key(conn, key)
            return documents.versions(conn, found.id) if found else []

    def text(self, key: str) -> str:
        with self.store.read() as conn:
            return documents.text(conn, self.versions(key)[-1].id)

    def fetches(self, key: str) -> list[Fetch]:
        with self.store.read() as conn:
            found = documents.by_key(conn, key)
            return documents.recent_fetches(conn, found.id) if found else []

    def last_run(self, source_id: str) -> Run:
        with self.store.read() as conn:
            return sources.recent_runs(conn, source_id, 1)[0]

    def row(self, source_id: str) -> Any:
        with self.store.read() as conn:
            return sources.row(conn, source_id)


_names = itertools.count()


def source(kind: SourceKind, address: str, host: str, **more: Any) -> SourceEntry:
    """A source of a local world, quick and allowed to be on the loopback."""
    entry = SourceEntry(
        id=f"source-{next(_names)}",
        kind=kind,
        address=address,
        place="us-ma-boston",
        publisher="The Harbor Paper",
        official=False,
        every=timedelta(minutes=30),
        allow=(host,),
        delay=timedelta(milliseconds=1),
    )
    return replace(entry, **more)


@contextmanager
def visitor(folder: Path, pool: Any) -> Iterator[Visitor]:
    with Store.open(f"sqlite:///{folder / 'watch.db'}", create=True, now=START) as store:
        yield Visitor(store=store, pool=pool)


@contextmanager
def extraction_pool() -> Iterator[Any]:
    """One for a session: its children take a moment to start."""
    from crawler.extract.pool import ExtractionPool

    pool = ExtractionPool(1)
    try:
        yield pool
    finally:
        reactor.run(pool.close())


def kept(counts: Mapping[str, int], *names: str) -> dict[str, int]:
    """Those of a run's counts that a test speaks of."""
    return {name: counts.get(name, 0) for name in names}
