"""A real store with sources that publish texts, for tests of what is made of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from config.catalogue import SourceEntry
from config.loading import load
from config.settings import Receiver, Settings, Subscription
from config.words import (
    ChangeKind,
    DocumentKind,
    PublishedHow,
    ReceiverKind,
    RunKind,
    RunOutcome,
    SourceKind,
    Verdict,
)
from crawler.examine import norm_hash
from monitor import findings
from monitor.declared import declare
from monitor.findings import Processed
from storage import documents, sources
from storage.database import Store
from storage.records import Change, NewVersion, Recorded, Run, Seen

PLACE = "us-ma-boston"
START = datetime(2026, 1, 15, 12, tzinfo=UTC)
FILLER = (
    "The council met on Wednesday and talked about the budget of the library at some length.\n\n"
    "A vote on the new school in the west of the city was put off until the spring.\n\n"
    "Residents asked when the bridge would open again to cars and bicycles.\n\n"
    "Nobody from the city had an answer to that on this evening."
)


def source(name: str, *, official: bool = False, publisher: str = "", **more: Any) -> SourceEntry:
    return SourceEntry(
        id=name,
        kind=more.pop("kind", SourceKind.FEED),
        address=f"https://{name}.example.org/feed",
        place=PLACE,
        publisher=publisher or name.title(),
        official=official,
        every=timedelta(hours=1),
        **more,
    )


SOURCES = (
    source("herald"),
    source("globe"),
    source("docket", official=True, publisher=f"{PLACE}/police"),
)
DESK = Receiver(id="desk", kind=ReceiverKind.WEBHOOK, address="https://hooks.example.org/desk")
BOX = Receiver(id="box", kind=ReceiverKind.WEBHOOK, address="https://hooks.example.org/box")


@cache
def _shipped() -> Settings:
    return load(None, {})


class Newsroom:
    """Sources, a clock, and a desk that wants all that is news of Boston; the box is the operator's."""

    def __init__(self, folder: Path, *entries: SourceEntry) -> None:
        self.time = START
        shipped = _shipped()
        self.settings: Settings = replace(
            shipped,
            sources={entry.id: entry for entry in entries or SOURCES},
            receivers={"desk": DESK, "box": BOX},
            subscriptions=(Subscription(to=("desk",)),),
            operator="box",
            duties={},
        )
        self.store = Store.open(f"sqlite:///{folder / 'watch.db'}", create=True, now=self.time)
        declare(self.store, self.settings, self.time)

    def clock(self) -> datetime:
        return self.time

    def wait(self, **span: float) -> None:
        self.time += timedelta(**span)

    # --- runs -------------------------------------------------------------------------------------

    @contextmanager
    def run(
        self, name: str, *, listed: int = 1, versions: int = 0, outcome: RunOutcome = RunOutcome.COMPLETE
    ) -> Iterator[Run]:
        self.wait(minutes=1)
        run = self.store.transact(
            sources.begin_run,
            kind=RunKind.CRAWL,
            source_id=name,
            owner="test",
            now=self.time,
            lease_until=self.time + timedelta(hours=1),
            force=True,
        )
        assert run is not None
        yield run
        self.store.transact(
            sources.end_run,
            run.id,
            outcome=outcome,
            counts={"listed": listed, "versions": versions},
            reason=None if outcome is RunOutcome.COMPLETE else "timeout",
            next_due_at=self.time + timedelta(hours=1),
            now=self.time,
        )

    def settle_in(self) -> None:
        """Each source has had its first complete run, in which it listed nothing that matters."""
        for name in self.settings.sources:
            with self.run(name):
                pass

    def publish(self, name: str, path: str, text: str, *, whole: bool = True, **more: Any) -> list[Change]:
        """A run of the source that meets this text; what came of it."""
        processed = self.process(name, path, f"{text}\n\n{FILLER}" if whole else text, **more)
        return [change for each in processed for change in each.changes]

    def process(self, name: str, path: str, text: str, **more: Any) -> list[Processed]:
        with self.run(name) as run:
            self.see(run, name, path, text, **more)
        return findings.process_pending(self.store, self.settings, self.clock)

    def check(self, name: str, path: str, verdict: Verdict = Verdict.UNCHANGED) -> Recorded:
        with self.run(name) as run:
            return self.see(run, name, path, None, verdict=verdict)

    def see(
        self,
        run: Run,
        name: str,
        path: str,
        text: str | None,
        *,
        published: date | None = None,
        kind: DocumentKind = DocumentKind.ARTICLE,
        verdict: Verdict = Verdict.OK,
        parent: str | None = None,
        extractor: str = "plain/1",
        title: str = "",
        history: bool = False,
        relevant: bool = True,
        cut_short: bool = False,
        page: str | None = None,
        hints: Mapping[str, str] | None = None,
    ) -> Recorded:
        entry = self.settings.sources[name]
        seen = Seen(
            key=f"https://{name}.example.org/{path}",
            url=f"https://{name}.example.org/{path}",
            kind=kind,
            at=self.time,
            verdict=verdict,
            title=title,
            parent_key=f"https://{name}.example.org/{parent}" if parent else None,
            publisher=entry.publisher,
            place=entry.place,
            official=entry.official,
            published_on=published or self.time.date(),
            published_how=PublishedHow.LISTED,
            history=history,
            relevant=relevant,
            version=_version(text, extractor, cut_short, page, hints or {}) if text is not None else None,
        )
        return self.store.transact(documents.record_seen, run.id, [seen], self.time)[0]


def _version(
    text: str, extractor: str, cut_short: bool, page: str | None, hints: Mapping[str, str]
) -> NewVersion:
    """`page`: the HTML that the text was taken from."""
    raw = (page or text).encode()
    return NewVersion(
        raw=raw,
        raw_hash=hashlib.sha256(raw).hexdigest(),
        text=text,
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
        norm_hash=norm_hash(text),
        media_type="text/html" if page else "text/plain",
        extractor=extractor,
        cut_short=cut_short,
        hints=hints,
    )


def kinds(changes: list[Change], *, documents_too: bool = False) -> list[str]:
    """The kinds in order; edits and appearances only where they are asked for."""
    beside = () if documents_too else (ChangeKind.EDITED, ChangeKind.APPEARED)
    return [change.kind.value for change in changes if change.kind not in beside]
