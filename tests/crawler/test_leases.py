"""What a run holds while it lasts, what it gives back, and what it leaves to others."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from config.catalogue import SourceEntry
from config.words import RunKind, RunOutcome, SourceKind
from crawler import run
from crawler.errors import SourceHeld
from storage import hosts, sources
from tests.crawler.visits import START, Visitor, source
from tests.world import reactor
from tests.world.pages import Story, article, rss
from tests.world.site import Site

STORIES = [
    Story(
        path=f"/story-{number}",
        title=f"Story {number} on detainers",
        paragraphs=("Boston police received 57 ICE detainer requests in 2025.",),
        published=datetime(2026, 1, 27, 12, tzinfo=UTC),
    )
    for number in range(12)
]


@pytest.fixture
def feed(site: Site, visits: Visitor) -> SourceEntry:
    for story in STORIES:
        site.put(story.path, article(story))
    site.put("/feed", rss(site.base, tuple(STORIES)), "application/rss+xml")
    made = source(SourceKind.FEED, f"{site.base}/feed", site.host)
    visits.declare(made)
    return made


def taken(visits: Visitor, host: str) -> bool:
    """Whether another process gets the host now."""
    now = visits.clock()
    return visits.store.transact(hosts.claim, host, "another", now + timedelta(minutes=1), now)


async def under_way(visits: Visitor, site: Site, feed: SourceEntry) -> asyncio.Task[object]:
    site.latency = 0.1
    task = asyncio.get_running_loop().create_task(visits.visiting(feed))
    while not site.asked:
        await asyncio.sleep(0.01)
    return task


def test_the_host_is_held_for_as_long_as_the_run_lasts(
    visits: Visitor, site: Site, feed: SourceEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "RENEW_EVERY", timedelta(seconds=0.05))

    async def long() -> None:
        task = await under_way(visits, site, feed)
        for _ in range(3):
            visits.clock.pass_(minutes=8)
            await asyncio.sleep(0.2)
            assert not taken(visits, site.host)
        await task

    reactor.run(long())
    assert taken(visits, site.host)


def test_a_run_whose_host_another_process_took_asks_for_nothing_more(
    visits: Visitor, site: Site, feed: SourceEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "RENEW_EVERY", timedelta(seconds=0.1))

    async def robbed() -> object:
        task = await under_way(visits, site, feed)
        visits.clock.pass_(minutes=11)  # it slept: nobody held the leases on
        assert taken(visits, site.host)
        return await task

    report = reactor.run(robbed())
    assert getattr(report, "reason", None) == f"another process is at {site.host}"
    assert len(site.asked) < len(STORIES)


def test_a_source_that_is_held_elsewhere_leaves_its_host_free(visits: Visitor, feed: SourceEntry) -> None:
    until = START + timedelta(minutes=10)
    visits.store.transact(
        sources.begin_run,
        kind=RunKind.CRAWL,
        source_id=feed.id,
        owner="another",
        now=START,
        lease_until=until,
        force=True,
    )
    with pytest.raises(SourceHeld):
        visits.visit(feed)
    assert taken(visits, feed.allow[0])


def test_host_rows_that_could_not_be_stored_are_stored_by_the_next_run(
    visits: Visitor, site: Site, feed: SourceEntry
) -> None:
    async def interrupted() -> None:
        task = await under_way(visits, site, feed)
        await visits.store.transact_async(sources.interrupt, visits.clock(), "test")
        await task

    reactor.run(interrupted())
    assert [row.host for row in visits.manners.rows()] == [site.host]


@pytest.mark.parametrize("kind", [SourceKind.FEED, SourceKind.SITEMAP, SourceKind.PAGE, SourceKind.LISTING])
def test_an_address_that_cannot_be_read_fails_its_own_run_only(visits: Visitor, kind: SourceKind) -> None:
    broken = source(kind, "https://news..example.org/feed", "news.example.org")
    report = visits.visit(broken)
    assert report.outcome is RunOutcome.FAILED
    assert "host that is no name" in report.reason
