"""Whole runs of feeds and pages: real crawler, real store, a local site."""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NoReturn

import pytest

from config.catalogue import SourceEntry
from config.words import RunOutcome, SourceKind, Verdict
from crawler import pipeline
from crawler.errors import SourceHeld, Unreadable, UnreadableKind
from storage import quarantine, sources
from tests.crawler.visits import START, Visitor, kept, source
from tests.world import reactor
from tests.world.pages import Story, article, rss
from tests.world.site import Site

LETTER = Story(
    path="/police-letter",
    title="Police report 57 detainer requests",
    paragraphs=("Boston police received 57 ICE detainer requests in 2025, the commissioner wrote.",),
    published=datetime(2026, 1, 27, 12, tzinfo=UTC),
    comments=("I heard it was 900 detainers!",),
)
GAME = Story(
    path="/game",
    title="Home team wins",
    paragraphs=("They won in overtime.",),
    published=datetime(2026, 1, 27, 11, tzinfo=UTC),
)


def publish(site: Site, *stories: Story, listed: tuple[Story, ...] | None = None) -> None:
    for story in stories:
        site.put(story.path, article(story))
    site.put("/feed", rss(site.base, stories if listed is None else listed), "application/rss+xml")


@pytest.fixture
def feed(site: Site) -> SourceEntry:
    publish(site, LETTER, GAME)
    return source(SourceKind.FEED, f"{site.base}/feed", site.host)


# --- what is kept ---------------------------------------------------------------------------------


def test_news_with_a_watch_word_becomes_a_pending_version_without_its_comments(
    visits: Visitor, site: Site, feed: SourceEntry
) -> None:
    report = visits.visit(feed)
    key = site.base + LETTER.path
    assert report.outcome is RunOutcome.COMPLETE
    assert kept(report.counts, "listed", "fetched", "versions", "failed") == {
        "listed": 2,
        "fetched": 2,
        "versions": 1,
        "failed": 0,
    }
    assert "57 ICE detainer requests" in visits.text(key)
    assert "900" not in visits.text(key)
    document = visits.documents()[key]
    assert (document.title, document.baseline, document.relevant) == (LETTER.title, True, True)
    assert document.publisher == "The Harbor Paper"


def test_news_without_one_leaves_address_hash_and_date_only(
    visits: Visitor, site: Site, feed: SourceEntry
) -> None:
    visits.visit(feed)
    document = visits.documents()[site.base + GAME.path]
    assert (document.relevant, visits.versions(document.key)) == (False, [])
    assert document.published_on == GAME.published.date() if GAME.published else None


def test_headers_are_kept_as_evidence(visits: Visitor, site: Site, feed: SourceEntry) -> None:
    visits.visit(feed)
    (version,) = visits.versions(site.base + LETTER.path)
    assert version.headers["content-type"] == "text/html; charset=utf-8"
    assert "etag" in version.headers
    assert (version.status, version.final_url, version.note) == (200, None, "")


def test_headers_are_kept_as_received_and_none_that_is_a_secret(visits: Visitor, site: Site) -> None:
    """Before decoding: their length and coding are those of the transfer; a cookie is nobody's evidence."""
    packed = gzip.compress(article(LETTER).encode())
    headers = {"Content-Encoding": "gzip", "Link": "<x>; rel=up", "Set-Cookie": "id=7", "X-Junk": "y"}
    address = site.put("/packed", packed, headers=headers | {"Server": "z" * 5000})
    visits.visit(source(SourceKind.PAGE, address, site.host))
    (version,) = visits.versions(address)
    assert version.headers["content-encoding"] == "gzip"
    assert version.headers["content-length"] == str(len(packed))
    assert version.headers["link"] == "<x>; rel=up"
    assert len(version.headers["server"]) == 1000
    assert not {"set-cookie", "x-junk"} & set(version.headers)


def test_the_address_that_answered_in_the_end_is_kept(visits: Visitor, site: Site) -> None:
    site.put("/new-place", article(LETTER))
    address = site.say("/old-place", 302, Location="/new-place")
    visits.visit(source(SourceKind.PAGE, address, site.host))
    (version,) = visits.versions(address)
    assert (version.status, version.final_url) == (200, f"{site.base}/new-place")


# --- looking again --------------------------------------------------------------------------------


def test_validators_are_sent_verbatim_and_a_304_ends_it(
    visits: Visitor, site: Site, feed: SourceEntry
) -> None:
    visits.visit(feed)
    (version,) = visits.versions(site.base + LETTER.path)
    site.forget()
    visits.clock.pass_(hours=2)
    report = visits.visit(feed)
    (asked,) = [each for each in site.asked if each.path == LETTER.path]
    assert asked.status == 304
    assert asked.headers["if-none-match"] == version.headers["etag"]
    assert asked.headers["if-modified-since"] == version.headers["last-modified"]
    assert kept(report.counts, "fetched", "unchanged", "versions") == {
        "fetched": 1,
        "unchanged": 1,
        "versions": 0,
    }


def test_an_edited_story_makes_a_second_version(visits: Visitor, site: Site, feed: SourceEntry) -> None:
    visits.visit(feed)
    edited = replace(LETTER, paragraphs=("Boston police received 61 ICE detainer requests in 2025.",))
    site.put(LETTER.path, article(edited))
    visits.clock.pass_(hours=2)
    assert visits.visit(feed).counts["versions"] == 1
    assert "61 ICE" in visits.text(site.base + LETTER.path)
    assert len(visits.versions(site.base + LETTER.path)) == 2


def test_a_fresh_token_or_new_comments_make_none(visits: Visitor, site: Site, feed: SourceEntry) -> None:
    visits.visit(feed)
    for turn, hours in enumerate((7, 24)):
        noisy = article(replace(LETTER, comments=(f"comment {turn}",)))
        site.put(LETTER.path, noisy.replace("</head>", f"<meta name='token' content='{turn}'></head>"))
        visits.clock.pass_(hours=hours)
        report = visits.visit(feed)
        assert report.counts["versions"] == 0
        assert len([path for path in site.paths() if path == LETTER.path]) == turn + 2


def test_a_due_document_is_looked_at_though_the_feed_shows_it_no_more(
    visits: Visitor, site: Site, feed: SourceEntry
) -> None:
    visits.visit(feed)
    publish(site, GAME)
    site.forget()
    visits.clock.pass_(hours=2)
    visits.visit(feed)
    assert LETTER.path in site.paths()


def test_a_document_that_is_not_due_is_only_seen(visits: Visitor, site: Site, feed: SourceEntry) -> None:
    visits.visit(feed)
    site.forget()
    visits.clock.pass_(minutes=30)
    visits.visit(feed)
    assert site.paths() == ["/feed"]


def test_an_unchanged_feed_is_not_read_again_and_counts_as_before(
    visits: Visitor, site: Site, feed: SourceEntry
) -> None:
    visits.visit(feed)
    visits.clock.pass_(minutes=30)
    site.forget()
    report = visits.visit(feed)
    assert [asked.status for asked in site.asked if asked.path == "/feed"] == [304]
    assert (report.outcome, report.counts["listed"]) == (RunOutcome.COMPLETE, 2)


def test_recheck_looks_at_all_known_documents_due_or_not(
    visits: Visitor, site: Site, feed: SourceEntry
) -> None:
    visits.visit(feed)
    site.forget()
    visits.visit(feed, recheck=True)
    assert sorted(site.paths()) == ["/feed", GAME.path, LETTER.path]


def test_unconditional_sends_no_validators(visits: Visitor, site: Site, feed: SourceEntry) -> None:
    visits.visit(feed)
    site.forget()
    report = visits.visit(feed, recheck=True, unconditional=True)
    assert not any("if-none-match" in asked.headers for asked in site.asked)
    assert kept(report.counts, "unchanged", "versions") == {"unchanged": 2, "versions": 0}


def test_a_week_later_a_look_is_full_and_counts_what_the_gates_hid(
    visits: Visitor, site: Site, feed: SourceEntry
) -> None:
    visits.visit(feed)
    body = article(replace(LETTER, paragraphs=("Boston police received 61 ICE detainer requests in 2025.",)))
    page = site.pages[LETTER.path]
    assert not callable(page)
    site.pages[LETTER.path] = replace(
        page, body=body.encode(), headers={"ETag": '"same for ever"'}, validators=False
    )
    visits.clock.pass_(hours=2)
    visits.visit(feed)  # the new validator is learnt
    lying = replace(page, status=304, body=b"", validators=False)
    honest = replace(page, body=body.replace("61", "75").encode(), validators=False)
    honest = replace(honest, headers={"ETag": '"same for ever"'})
    site.pages[LETTER.path] = lying
    visits.clock.pass_(days=8)
    site.forget()
    site.pages[LETTER.path] = honest
    report = visits.visit(feed)
    (asked,) = [each for each in site.asked if each.path == LETTER.path]
    assert "if-none-match" not in asked.headers
    assert kept(report.counts, "versions", "gate_misses") == {"versions": 1, "gate_misses": 1}


def test_a_dry_run_stores_nothing(visits: Visitor, site: Site, feed: SourceEntry) -> None:
    report = visits.visit(feed, dry_run=True)
    assert (report.recorded, report.run_id) == (False, None)
    assert kept(report.counts, "listed", "versions") == {"listed": 2, "versions": 1}
    assert visits.documents() == {}


# --- what fails -----------------------------------------------------------------------------------


def test_a_listing_that_fails_makes_a_failed_run_and_nothing_goes(
    visits: Visitor, site: Site, feed: SourceEntry
) -> None:
    visits.visit(feed)
    site.put("/feed", "<html><body>We have moved</body></html>", "application/rss+xml")
    visits.clock.pass_(minutes=30)
    report = visits.visit(feed)
    assert report.outcome is RunOutcome.FAILED
    assert report.reason is not None
    assert "wrong type" in report.reason
    assert all(document.gone_since is None for document in visits.documents().values())
    row = visits.row(feed.id)
    assert (row.failures, row.last_ok_at) == (1, START)
    assert visits.clock() < row.next_due_at <= visits.clock() + timedelta(hours=1)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("<!DOCTYPE r [<!ENTITY a 'b'>]><rss version='2.0'><channel/></rss>", "document type"),
        ("", "empty"),
    ],
)
def test_traps_and_empty_answers_fail_the_run(
    visits: Visitor, site: Site, feed: SourceEntry, body: str, word: str
) -> None:
    site.put("/feed", body, "application/rss+xml")
    report = visits.visit(feed)
    assert report.outcome is RunOutcome.FAILED
    assert word in (report.reason or "")
    assert visits.row(feed.id).baseline_run is None


def test_one_document_that_fails_spoils_no_other(visits: Visitor, site: Site, feed: SourceEntry) -> None:
    site.say(GAME.path, 403)
    first = visits.visit(feed)
    assert (first.outcome, first.counts["versions"], first.counts["failed"]) == (RunOutcome.COMPLETE, 1, 1)
    assert visits.row(feed.id).baseline_run == first.run_id  # one dead link keeps no source in baseline
    visits.clock.pass_(hours=3)
    second = visits.visit(feed)
    assert (second.outcome, second.reason) == (RunOutcome.PARTIAL, "documents failed: 1 blocked")
    assert [fetch.verdict for fetch in visits.fetches(site.base + GAME.path)] == [Verdict.BLOCKED] * 2


class Deadly:
    """Extraction that no text comes back from."""

    def __init__(self) -> None:
        self.tried = 0

    async def extract_or_quarantine(self, _job: object) -> NoReturn:
        self.tried += 1
        raise Unreadable(UnreadableKind.CRASHED, "signal 11", quarantine=True)


def test_what_is_set_aside_keeps_its_bytes_and_waits_for_other_tools(
    visits: Visitor, site: Site, feed: SourceEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, well, visits.pool = site.base + LETTER.path, visits.pool, Deadly()
    visits.visit(feed)
    document = visits.documents()[key]
    assert document.quarantined == "crashed: signal 11"
    with visits.store.read() as conn:
        assert b"57 ICE detainer requests" in quarantine.raw(conn, document.id)
    visits.clock.pass_(hours=2)
    assert visits.visit(feed, recheck=True).counts["failed"] == 1
    assert (visits.pool.tried, len(visits.fetches(key))) == (1, 2)
    visits.visit(feed, recheck=True, unconditional=True)  # a person asks
    assert visits.pool.tried == 2
    monkeypatch.setattr("crawler.run.TOOLS", "newer/1")
    visits.clock.pass_(minutes=40)
    visits.pool = well
    assert visits.visit(feed).counts["versions"] == 1
    assert visits.documents()[key].quarantined is None


def test_a_410_goes_at_once_and_a_404_after_two_looks_six_hours_apart(
    visits: Visitor, site: Site, feed: SourceEntry
) -> None:
    visits.visit(feed)
    site.say(LETTER.path, 404)
    key = site.base + LETTER.path
    visits.clock.pass_(hours=2)
    visits.visit(feed)
    assert visits.documents()[key].gone_since is None
    for _ in range(8):
        visits.clock.pass_(hours=1)
        visits.visit(feed)
    assert visits.documents()[key].gone_since is not None
    site.put(LETTER.path, article(LETTER))
    visits.clock.pass_(days=4)
    report = visits.visit(feed)
    assert report.counts["returned"] == 1
    assert visits.documents()[key].gone_since is None
    site.say(LETTER.path, 410)
    assert visits.visit(feed, recheck=True).counts["gone"] == 1


def test_an_empty_answer_is_no_new_version(visits: Visitor, site: Site, feed: SourceEntry) -> None:
    visits.visit(feed)
    site.put(LETTER.path, "")
    visits.clock.pass_(hours=2)
    report = visits.visit(feed)
    assert kept(report.counts, "versions", "failed") == {"versions": 0, "failed": 1}
    assert "57 ICE" in visits.text(site.base + LETTER.path)


def test_addresses_outside_the_allowed_set_are_never_asked(
    visits: Visitor, site: Site, feed: SourceEntry
) -> None:
    with Site() as inside:
        publish(site, listed=(replace(LETTER, path=""),))
        feed_body = rss(inside.base, (LETTER,)).replace(
            "</channel>", "<item><link>file:///etc/passwd</link></item></channel>"
        )
        site.put("/feed", feed_body, "application/rss+xml")
        report = visits.visit(feed)
        assert inside.asked == []
    assert kept(report.counts, "listed", "failed", "skipped") == {"listed": 1, "failed": 1, "skipped": 1}
    assert visits.fetches(inside.base + LETTER.path)[0].verdict is Verdict.REFUSED


# --- lease, limits, baseline ------------------------------------------------------------------------


def test_a_source_that_is_not_due_or_held_is_not_visited(
    visits: Visitor, site: Site, feed: SourceEntry
) -> None:
    visits.visit(feed)
    site.forget()
    with pytest.raises(SourceHeld):
        visits.visit(feed, force=False)
    assert site.asked == []


def test_more_new_documents_than_a_run_takes_come_later_and_are_still_baseline(
    visits: Visitor, site: Site, feed: SourceEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories = [replace(LETTER, path=f"/story-{i}", title=f"Story {i} on detainers") for i in range(5)]
    publish(site, *stories)
    monkeypatch.setattr(pipeline, "MAX_NEW", 2)
    first = visits.visit(feed)
    assert kept(first.counts, "listed", "fetched", "later") == {"listed": 5, "fetched": 2, "later": 3}
    visits.clock.pass_(minutes=30)
    second = visits.visit(feed)
    assert second.counts["versions"] == 3
    assert all(document.baseline for document in visits.documents().values())


def test_old_news_met_late_is_history_and_only_news(visits: Visitor, site: Site, feed: SourceEntry) -> None:
    visits.visit(feed)
    old = replace(LETTER, path="/old", published=datetime(2024, 1, 5, tzinfo=UTC))
    recent = replace(LETTER, path="/recent", published=datetime(2026, 1, 20, tzinfo=UTC))
    undated = replace(LETTER, path="/undated", published=None)
    publish(site, old, recent, undated)
    visits.clock.pass_(minutes=30)
    visits.visit(feed)
    history = {path: visits.documents()[site.base + path].history for path in ("/old", "/recent", "/undated")}
    assert history == {"/old": True, "/recent": False, "/undated": False}
    official = replace(source(SourceKind.FEED, feed.address, site.host), official=True)
    publish(site, replace(old, path="/old-letter"))
    visits.visit(official)
    visits.clock.pass_(minutes=30)
    publish(site, replace(old, path="/another-old-letter"))
    visits.visit(official)
    assert visits.documents()[site.base + "/another-old-letter"].history is False


def test_a_cancelled_run_keeps_what_it_has_and_the_rest_stays_due(
    visits: Visitor, site: Site, feed: SourceEntry
) -> None:
    stories = [replace(LETTER, path=f"/story-{i}", title=f"Story {i} on detainers") for i in range(30)]
    publish(site, *stories)
    visits.declare(feed)
    site.latency = 0.05

    async def cancelled() -> None:
        task = asyncio.get_running_loop().create_task(visits.visiting(feed))
        while len(site.asked) < 8:
            await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    reactor.run(cancelled())
    run = visits.last_run(feed.id)
    assert run.outcome is RunOutcome.INTERRUPTED
    assert 0 < run.counts["versions"] < 30
    assert len(visits.documents()) == 30
    site.latency = 0.0
    again = visits.visit(feed, force=False)  # it is as due as it was
    assert run.counts["versions"] + again.counts["versions"] == 30
    assert all(document.baseline for document in visits.documents().values())


def test_a_run_ends_at_its_limit(visits: Visitor, site: Site, feed: SourceEntry) -> None:
    stories = [replace(LETTER, path=f"/story-{i}") for i in range(40)]
    publish(site, *stories)
    site.latency = 0.1
    report = visits.visit(feed, limit=timedelta(seconds=1))
    assert 0 < report.counts["versions"] < 40
    assert (report.outcome, report.reason) == (RunOutcome.COMPLETE, "not done after 0.0166667 minutes")


def test_a_run_that_lost_its_lease_stores_nothing_more(
    visits: Visitor, site: Site, feed: SourceEntry
) -> None:
    visits.declare(feed)
    site.latency = 0.2

    async def robbed() -> object:
        task = asyncio.get_running_loop().create_task(visits.visiting(feed))
        while not site.asked:
            await asyncio.sleep(0.02)
        await visits.store.transact_async(sources.interrupt, visits.clock(), "test")
        return await task

    report = reactor.run(robbed())
    assert getattr(report, "recorded", None) is False
    assert visits.documents() == {}


def test_one_request_at_a_time(visits: Visitor, site: Site, feed: SourceEntry) -> None:
    publish(site, *[replace(LETTER, path=f"/story-{i}") for i in range(6)])
    site.latency = 0.03
    visits.visit(feed)
    assert site.most_at_once == 1


def test_progress_is_told_as_it_goes(visits: Visitor, feed: SourceEntry) -> None:
    told: list[int] = []
    visits.visit(feed, progress=lambda counts: told.append(counts.get("fetched", 0)))
    assert told[-1] == 2


# --- one page or file -------------------------------------------------------------------------------


def test_a_named_page_is_kept_whatever_it_holds_and_looked_at_each_visit(visits: Visitor, site: Site) -> None:
    address = site.put("/transparency", article(replace(GAME, path="/transparency")))
    page = source(SourceKind.PAGE, address, site.host, official=True)
    assert visits.visit(page).counts["versions"] == 1
    visits.clock.pass_(minutes=30)
    report = visits.visit(page)
    assert kept(report.counts, "listed", "fetched", "unchanged") == {
        "listed": 1,
        "fetched": 1,
        "unchanged": 1,
    }


def test_a_page_that_fails_is_a_failed_run(visits: Visitor, site: Site) -> None:
    page = source(SourceKind.PAGE, site.say("/transparency", 403), site.host)
    assert visits.visit(page).outcome is RunOutcome.FAILED


def test_a_file_is_read_as_what_its_bytes_are(visits: Visitor, site: Site) -> None:
    table = "year,requests\n2024,15\n2025,57\n"
    file = source(SourceKind.FILE, site.put("/detainers.csv", table, "application/octet-stream"), site.host)
    assert visits.visit(file).counts["versions"] == 1
    assert "2025\t57" in visits.text(file.address)
