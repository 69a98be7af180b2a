"""Outcomes on their way into the store."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from config.words import DocumentKind, RunKind
from crawler import pipeline
from crawler.pipeline import Recorder
from storage import sources
from storage.records import Seen
from tests.crawler.visits import START, Visitor
from tests.world import reactor


def test_a_batch_that_cannot_be_stored_is_not_taken_for_stored(
    visits: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where nobody waits for it: a timer stores what has waited for a second."""
    monkeypatch.setattr(pipeline, "BATCH_SECONDS", 0.01)
    begun = visits.store.transact(
        sources.begin_run,
        kind=RunKind.BY_HAND,
        source_id=None,
        owner="test",
        now=START,
        lease_until=START + timedelta(minutes=10),
        force=True,
    )
    assert begun is not None
    recorder = Recorder(visits.store, begun.id, visits.clock, lambda seen, recorded: None)
    url = "https://news.example.org/a"
    seen = Seen(key=url, url=url, kind=DocumentKind.ARTICLE, at=START, verdict=None)
    zoneless = replace(seen, next_due_at=datetime(2026, 1, 27))  # noqa: DTZ001 - a fault of ours

    async def told() -> None:
        await recorder.put(zoneless)
        await asyncio.sleep(0.3)
        assert isinstance(recorder.lost, ValueError)

    reactor.run(told())
