"""`look` and `probe`: they read and tell, and store nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from config.catalogue import SourceEntry
from config.words import SourceKind, Verdict
from crawler.errors import CrawlError
from tests.crawler.visits import Visitor, source
from tests.world import reactor
from tests.world.council import Council, Matter
from tests.world.pages import Story, article, rss
from tests.world.site import Site

LETTER = Story(
    path="/letter",
    title="Police report 57 detainer requests",
    paragraphs=("Boston police received 57 ICE detainer requests in 2025.",),
    published=datetime(2026, 1, 27, 12, tzinfo=UTC),
)


def probe(visits: Visitor, entry: SourceEntry) -> Any:
    from crawler import run

    return reactor.run(
        run.probe(
            entry, settings=visits.settings, pool=visits.pool, clock=visits.clock, manners=visits.manners
        )
    )


def look(visits: Visitor, url: str, **more: Any) -> Any:
    from crawler import run

    return reactor.run(
        run.look(
            url,
            settings=visits.settings,
            pool=visits.pool,
            clock=visits.clock,
            manners=visits.manners,
            **more,
        )
    )


def test_a_probe_says_what_a_feed_lists_and_would_read(visits: Visitor, site: Site) -> None:
    site.put("/feed", rss(site.base, [LETTER]), "application/rss+xml")
    told = probe(visits, source(SourceKind.FEED, f"{site.base}/feed", site.host))
    assert (told.verdict, told.items, told.newest) == (Verdict.OK, 1, date(2026, 1, 27))
    assert told.would_read == (f"{site.base}/letter",)
    assert site.paths() == ["/feed"]
    assert visits.documents() == {}


@pytest.mark.parametrize(
    ("body", "status", "verdict"),
    [
        (b"<html><body>Moved</body></html>", 200, Verdict.WRONG_TYPE),
        (b"<rss version='2.0'><channel></channel></rss>", 200, Verdict.EMPTY),
        (b"", 403, Verdict.BLOCKED),
        (b"", 404, Verdict.MISSING),
    ],
)
def test_a_probe_says_what_is_wrong(
    visits: Visitor, site: Site, body: bytes, status: int, verdict: Verdict
) -> None:
    site.say("/feed", status, body)
    assert probe(visits, source(SourceKind.FEED, f"{site.base}/feed", site.host)).verdict is verdict


def test_a_probe_of_a_page_and_of_a_council(visits: Visitor, site: Site) -> None:
    page = source(SourceKind.PAGE, site.put("/letter", article(LETTER)), site.host)
    told = probe(visits, page)
    assert (told.verdict, told.items, told.newest) == (Verdict.OK, 1, date(2026, 1, 27))
    council = Council(site)
    council.add(Matter(id=1, title="Letter on detainers"))
    told = probe(visits, source(SourceKind.LEGISTAR, council.address, site.host))
    assert (told.verdict, told.items) == (Verdict.OK, 1)
    council.matters.clear()
    quiet = probe(visits, source(SourceKind.LEGISTAR, council.address, site.host))
    assert (quiet.verdict, quiet.items) == (Verdict.OK, 0)  # a week without a matter of ours is no fault
    council.unknown = True
    assert (
        probe(visits, source(SourceKind.LEGISTAR, council.address, site.host)).verdict
        is Verdict.MISCONFIGURED
    )


def test_a_look_reads_an_address_whatever_it_holds(visits: Visitor, site: Site) -> None:
    seen = look(visits, site.put("/letter", article(LETTER)), allow=(site.host,))
    assert (seen.verdict, seen.title) == (Verdict.OK, LETTER.title)
    assert seen.version is not None
    assert "57 ICE" in seen.version.text
    assert visits.documents() == {}


def test_a_look_at_what_is_not_there_or_not_allowed(visits: Visitor, site: Site) -> None:
    assert look(visits, f"{site.base}/nothing", allow=(site.host,)).verdict is Verdict.MISSING
    assert look(visits, f"{site.base}/nothing").verdict is Verdict.REFUSED
    with pytest.raises(CrawlError):
        look(visits, "file:///etc/passwd")
