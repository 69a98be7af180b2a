"""Whole runs of sitemaps and listing pages."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from config.words import RunOutcome, SourceKind
from crawler.spiders import sitemap as sitemap_spider
from tests.crawler.visits import Visitor, kept, source
from tests.world.pages import Story, article, listing, sitemap, sitemap_index
from tests.world.site import Site

STORIES = [
    Story(
        path=f"/story-{day}",
        title=f"Detainer story {day}",
        paragraphs=("Police received 57 ICE detainer requests in 2025.",),
        published=datetime(2026, 1, day, 12, tzinfo=UTC),
    )
    for day in (20, 21, 22)
]


def publish(site: Site, path: str = "/sitemap.xml") -> str:
    for story in STORIES:
        site.put(story.path, article(story))
    return site.put(path, sitemap(site.base, STORIES), "application/xml")


def test_a_sitemap_s_newest_first(visits: Visitor, site: Site) -> None:
    report = visits.visit(source(SourceKind.SITEMAP, publish(site), site.host))
    assert (report.outcome, report.counts["versions"]) == (RunOutcome.COMPLETE, 3)
    assert site.paths() == ["/sitemap.xml", "/story-22", "/story-21", "/story-20"]


def test_an_index_that_lists_itself_and_a_packed_file(visits: Visitor, site: Site) -> None:
    publish(site)
    site.put("/packed.xml.gz", gzip.compress(sitemap(site.base, STORIES[:2]).encode()), "application/x-gzip")
    index = site.put(
        "/index.xml",
        sitemap_index(
            [f"{site.base}/index.xml", f"{site.base}/packed.xml.gz", "https://elsewhere.example/x.xml"]
        ),
        "application/xml",
    )
    report = visits.visit(source(SourceKind.SITEMAP, index, site.host))
    assert (report.outcome, report.counts["versions"]) == (RunOutcome.COMPLETE, 2)
    assert site.paths()[:2] == ["/index.xml", "/packed.xml.gz"]
    assert site.paths().count("/index.xml") == 1


def test_indexes_that_never_end_are_bounded(
    visits: Visitor, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap_spider, "MAX_FILES", 12)

    def endless(target: str) -> object:
        body = sitemap_index([f"{site.base}{target}a/", f"{site.base}{target}b/"])
        from tests.world.site import Answer

        return Answer(body=body.encode(), media_type="application/xml", validators=False)

    site.mount("/endless/", endless)  # type: ignore[arg-type]
    visits.visit(source(SourceKind.SITEMAP, f"{site.base}/endless/", site.host))
    assert len(site.paths()) <= 12


def test_a_file_of_an_index_that_fails_makes_the_run_partial(visits: Visitor, site: Site) -> None:
    publish(site)
    index = site.put(
        "/index.xml", sitemap_index([f"{site.base}/sitemap.xml", f"{site.base}/lost.xml"]), "application/xml"
    )
    report = visits.visit(source(SourceKind.SITEMAP, index, site.host))
    assert (report.outcome, report.counts["versions"]) == (RunOutcome.PARTIAL, 3)


def test_a_bomb_of_a_sitemap_fails_the_run(visits: Visitor, site: Site) -> None:
    bomb = site.put("/bomb.xml.gz", gzip.compress(b"\0" * (60 << 20)), "application/x-gzip")
    report = visits.visit(source(SourceKind.SITEMAP, bomb, site.host))
    assert (report.outcome, report.reason) == (RunOutcome.FAILED, "too large: unpacks to more than 52 MiB")


def test_a_pattern_chooses_among_a_sitemap_s_addresses(visits: Visitor, site: Site) -> None:
    chosen = source(SourceKind.SITEMAP, publish(site), site.host, pattern="/story-22")
    visits.visit(chosen)
    assert site.paths() == ["/sitemap.xml", "/story-22"]


def test_a_listing_page_by_selector_and_by_pattern(visits: Visitor, site: Site) -> None:
    publish(site)
    links = [
        ("/story-20", "Twenty"),
        ("story-21#top", "Twenty-one"),
        ("https://elsewhere.example/story-1", "No"),
    ]
    address = site.put("/news/", listing([*links, ("/about", "About us")]))
    base = source(SourceKind.LISTING, address, site.host)
    report = visits.visit(replace(base, select="ul.news a", pattern="*/story-*"))
    assert kept(report.counts, "listed", "skipped", "versions") == {"listed": 2, "skipped": 1, "versions": 1}
    assert "/story-20" in site.paths()
    assert visits.documents()[f"{site.base}/story-20"].title == "Detainer story 20"


def test_a_listing_without_a_document_lists_nothing(visits: Visitor, site: Site) -> None:
    address = site.put(
        "/news/", "<html><body><p>Nothing today, come back tomorrow for more.</p></body></html>"
    )
    report = visits.visit(source(SourceKind.LISTING, address, site.host, select="ul.news a"))
    assert (report.outcome, report.counts["listed"]) == (RunOutcome.COMPLETE, 0)
    assert visits.row(report.source_id).empties == 1
