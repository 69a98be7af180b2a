from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from crawler.errors import ListingUnreadable
from crawler.spiders.parse.entries import Listing
from crawler.spiders.parse.links import matches, read_links

PAGE = "https://police.example/news/"
HTML = """<html><body><nav><a href="/about">About</a></nav>
<ul class="news">
  <li><time datetime="2025-01-07">January 7</time> <a href="/news/2025/letter">The <b>letter</b></a></li>
  <li><a href="/news/2024/report.pdf?utm_source=x">Report</a> <a href="/news/2024/report.pdf">again</a></li>
  <li><a href="https://other.example/news/2025/x">Elsewhere</a> <a href="mailto:a@b.example">Mail</a></li>
</ul></body></html>"""


def read(html: str = HTML, select: str | None = None, pattern: str | None = None, **more: object) -> Listing:
    return read_links(
        html,
        url=PAGE,
        zone=ZoneInfo("America/New_York"),
        select=select,
        pattern=pattern,
        hosts=more.get("hosts", ()),  # type: ignore[arg-type]
        limit=more.get("limit", 500),  # type: ignore[arg-type]
    )


def paths(listing: Listing) -> list[str]:
    return [entry.url.removeprefix("https://police.example") for entry in listing.entries]


def test_links_by_selector_in_the_page_s_own_order_each_document_once() -> None:
    listing = read(select="ul.news a")
    assert paths(listing) == ["/news/2025/letter", "/news/2024/report.pdf"]
    assert listing.entries[0].title == "The letter"
    assert listing.entries[0].published is not None
    assert listing.entries[0].published.day == date(2025, 1, 7)
    assert listing.skipped == 1  # the other host; a mail address is no link to a document


def test_a_selector_may_name_the_part_that_holds_the_links() -> None:
    assert paths(read(select="ul.news")) == paths(read(select="ul.news a"))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("/news/20??/*", ["/news/2025/letter", "/news/2024/report.pdf"]),
        ("https://police.example/news/*/*.pdf", ["/news/2024/report.pdf"]),
        ("*.pdf*", ["/news/2024/report.pdf"]),
        ("/nothing/*", []),
    ],
)
def test_links_by_a_shell_style_pattern_of_the_address(pattern: str, expected: list[str]) -> None:
    assert paths(read(pattern=pattern)) == expected


def test_other_hosts_only_where_allowed() -> None:
    listing = read(select="ul.news", hosts={"other.example"})
    assert paths(listing)[-1] == "https://other.example/news/2025/x"


def test_the_base_of_the_page_is_honoured() -> None:
    listing = read("<base href='/papers/'><a href='one'>1</a>", pattern="/papers/*")
    assert paths(listing) == ["/papers/one"]


def test_it_is_bounded() -> None:
    listing = read("".join(f"<a href='/{i}'>x</a>" for i in range(1000)), limit=10)
    assert (len(listing.entries), listing.beyond) == (10, 990)


def test_a_selector_that_cannot_be_read_is_a_typed_error() -> None:
    with pytest.raises(ListingUnreadable):
        read(select="a[[")


def test_a_pattern_s_special_letters_mean_themselves() -> None:
    assert matches("https://a.example/x.pdf", "/x.pdf")
    assert not matches("https://a.example/xzpdf", "/x.pdf")
    assert matches("https://a.example/[x]", "/[x]")


def test_many_stars_end_quickly() -> None:
    assert not matches("https://a.example/" + "a" * 1900, "*a" * 4 + "b")
