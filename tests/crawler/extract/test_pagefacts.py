"""What a page says of itself."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from config.words import PublishedHow
from crawler.extract.extract import extract
from crawler.extract.pagefacts import date_in_path, read_date
from crawler.extract.values import Extracted, ExtractJob
from tests.crawler.extract.pages import page

URL = "https://ledger.example/news/requests"
BOSTON = ZoneInfo("America/New_York")


def read(
    head: str = "", *, url: str = URL, above: str = "", title: str = "Police got 15 requests"
) -> Extracted:
    body = page(head=head, above=above, title=title).encode()
    return extract(ExtractJob(body=body, media_type="text/html", url=url, zone="America/New_York"))


def ld(*blocks: str) -> str:
    return "".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)


OWN = (
    '{"@type": "NewsArticle", "url": "https://www.ledger.example/news/requests/",'
    ' "datePublished": "2025-01-17T09:00:00-05:00"}'
)
TYPED = OWN.replace('"NewsArticle"', '["Thing", "NewsArticle"]')
OTHER = '{"@type": "NewsArticle", "url": "https://ledger.example/news/other", "datePublished": "2019-03-03"}'

DAY = date(2025, 1, 17)
STATED, NOTHING = PublishedHow.METADATA, PublishedHow.UNKNOWN
NO_ADDRESS = '{"@type": "Article", "datePublished": "2025-01-17"}'
NO_DAY = '{"@type": "NewsArticle", "datePublished": "0000-99-99"}'
BROKEN = '{"@type": "NewsArticle", "datePublished": '
DATED = [
    ("the page's own article among others", ld(OTHER, OWN), DAY, STATED),
    ("inside a graph", ld(f'{{"@graph": [{OTHER}, {OWN}]}}'), DAY, STATED),
    ("inside a list, with a list of types", ld(f"[{OTHER}, {TYPED}]"), DAY, STATED),
    ("the only one, with no address", ld(NO_ADDRESS), DAY, STATED),
    ("only of another story: not believed", ld(OTHER), None, NOTHING),
    ("a broken block beside a good one", ld(BROKEN, OWN), DAY, STATED),
    ("no day of the calendar", ld(NO_DAY), None, NOTHING),
    ("a meta tag", '<meta property="article:published_time" content="2025-01-18T03:30:00Z">', DAY, STATED),
    ("a meta tag in words", '<meta name="pubdate" content="Friday, January 17, 2025 9:00 am">', DAY, STATED),
]


@pytest.mark.parametrize(
    ("head", "day", "how"), [case[1:] for case in DATED], ids=[case[0] for case in DATED]
)
def test_it_finds_the_day_of_publication(head: str, day: date | None, how: PublishedHow) -> None:
    made = read(head)
    assert (made.published_on, made.published_how) == (day, how)


def test_it_believes_a_time_that_says_it_means_publication() -> None:
    made = read(above='<time class="entry-date" datetime="2025-01-17T23:00:00-05:00">today</time>')
    assert (made.published_on, made.published_how) == (date(2025, 1, 17), PublishedHow.METADATA)


def test_it_guesses_from_any_time_and_from_the_address() -> None:
    made = read(above='<time datetime="2025-01-17">Jan. 17</time>')
    assert (made.published_on, made.published_how) == (date(2025, 1, 17), PublishedHow.GUESSED)
    made = read(url="https://ledger.example/2025/01/16/requests")
    assert (made.published_on, made.published_how) == (date(2025, 1, 16), PublishedHow.GUESSED)


def test_it_reads_a_moment_in_the_zone_of_the_source() -> None:
    assert read_date("2026-01-01T04:59:00Z", BOSTON) == date(2025, 12, 31)
    assert read_date("2026-01-01T05:01:00+00:00", BOSTON) == date(2026, 1, 1)
    assert read_date("2026-01-01 04:59:00", BOSTON) == date(2026, 1, 1)  # no zone: the page's own words


@pytest.mark.parametrize(
    "said", ["", "soon", "2025-13-01", "1850-01-01", "99999", "2025-02-30T00:00:00Z", None]
)
def test_it_makes_no_day_of_what_is_none(said: str | None) -> None:
    assert read_date(said, BOSTON) is None


def test_it_finds_no_day_in_a_number_in_the_address() -> None:
    assert date_in_path("https://x.example/id/20250117/99") is None
    assert date_in_path("https://x.example/2025/jan/17/a") == date(2025, 1, 17)


def test_it_takes_the_title_that_is_shown() -> None:
    assert read().title == "Police got 15 requests"
    assert (
        read('<meta property="og:title" content="15 requests &amp; none honored">').title
        == "15 requests & none honored"
    )


def test_it_cleans_a_title() -> None:
    assert (
        read(title="Report\r\nBcc: victim@x.example \u202eydob").title == "Report Bcc: victim@x.example body"
    )


def test_it_resolves_the_canonical_address_and_refuses_what_is_none() -> None:
    assert read('<link rel="canonical" href="/news/requests">').canonical == URL
    assert read('<link rel="canonical" href="javascript:alert(1)">').canonical is None
    assert read('<link rel="canonical" href="http://[::1">').canonical is None
    assert read().canonical is None


def test_it_reads_nothing_of_the_kind_where_it_is_not_asked_for() -> None:
    body = page(head=ld(OWN)).encode()
    made = extract(ExtractJob(body=body, media_type="text/html", url=URL, want_metadata=False))
    assert (made.title, made.published_on, made.canonical) == ("", None, None)
