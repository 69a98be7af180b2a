from __future__ import annotations

import codecs
import contextlib
import json
import time
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import ListingUnreadable
from crawler.spiders.parse.entries import Listing
from crawler.spiders.parse.feed import MAX_PARSED, read_feed

BOSTON = ZoneInfo("America/New_York")
HERE = "https://paper.example/feed/"


def read(
    body: str | bytes, content_type: str = "application/rss+xml", limit: int = 500, url: str = HERE
) -> Listing:
    raw = body.encode() if isinstance(body, str) else body
    return read_feed(raw, content_type=content_type, url=url, zone=BOSTON, limit=limit)


def item(name: object, when: str = "Tue, 07 Jan 2025 10:00:00 GMT", guid: str | None = None) -> str:
    return (
        f"<item><title>Story {name}</title><link>https://paper.example/{name}</link>"
        f"<guid isPermaLink='false'>{guid or name}</guid><pubDate>{when}</pubDate></item>"
    )


def rss(items: str, prolog: str = "") -> str:
    return f"{prolog}<rss version='2.0'><channel><title>Paper</title>{items}</channel></rss>"


def urls(listing: Listing) -> list[str]:
    return [entry.url for entry in listing.entries]


def test_rss_newest_first_with_titles_and_days() -> None:
    listing = read(rss(item("old") + item("new", "Wed, 08 Jan 2025 03:00:00 GMT")))
    assert urls(listing) == ["https://paper.example/new", "https://paper.example/old"]
    first = listing.entries[0]
    assert first.title == "Story new"
    assert first.published is not None
    assert first.published.day == date(2025, 1, 7)  # 10 p.m. in Boston


def test_atom_with_relative_links_resolves_them_by_its_base() -> None:
    listing = read(
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://other.example/ok/'>"
        "<title>a</title><entry><id>1</id><title>t</title><link href='story'/>"
        "<published>2025-01-07T10:00:00Z</published><updated>2025-02-01T10:00:00Z</updated></entry></feed>",
        "application/atom+xml",
    )
    assert urls(listing) == ["https://other.example/ok/story"]
    assert listing.entries[0].published is not None
    assert listing.entries[0].published.day == date(2025, 1, 7)  # published, not updated


def test_rdf_without_any_date() -> None:
    listing = read(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
        "<channel rdf:about='https://paper.example/'><title>p</title></channel>"
        "<item rdf:about='https://paper.example/a'><title>A</title><link>https://paper.example/a</link></item>"
        "<item rdf:about='https://paper.example/b'><title>B</title><link>https://paper.example/b</link></item>"
        "</rdf:RDF>"
    )
    assert urls(listing) == ["https://paper.example/a", "https://paper.example/b"]
    assert [entry.published for entry in listing.entries] == [None, None]


def test_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": "1", "url": "/a", "title": "A", "date_published": "2025-01-07T10:00:00-05:00"},
            {"id": "2", "external_url": "https://elsewhere.example/b", "title": "B"},
            {"id": "3"},  # no address
            "no item at all",
        ],
    }
    listing = read(json.dumps(feed), "application/feed+json")
    assert urls(listing) == ["https://paper.example/a", "https://elsewhere.example/b"]
    assert listing.skipped == 2


def test_tracking_parameters_and_fragments_are_no_part_of_the_key() -> None:
    listing = read(
        rss(
            "<item><link>https://paper.example/a?utm_source=rss#ref=rss</link></item>"
            + item("a", guid="other")
        )
    )
    assert [entry.url for entry in listing.entries] == ["https://paper.example/a"]


def test_one_guid_for_all_items_makes_no_two_items_one() -> None:
    listing = read(rss("".join(item(i, guid="same") for i in range(20))))
    assert len(listing.entries) == 20


def test_items_without_a_link_are_skipped_and_counted() -> None:
    listing = read(
        rss("<item><title>No link</title></item><item><link></link><guid></guid></item>" + item(1))
    )
    assert (len(listing.entries), listing.skipped) == (1, 2)


@pytest.mark.parametrize(
    "link", ["file:///etc/passwd", "javascript:alert(1)", "https://user:pw@host.example/"]
)
def test_addresses_that_are_no_web_addresses_are_skipped(link: str) -> None:
    listing = read(rss(f"<item><link>{link}</link></item>" + item(1)))
    assert (len(listing.entries), listing.skipped) == (1, 1)


@pytest.mark.parametrize(
    "when",
    ["", "Mon, 01 Jan 0000 00:00:00 GMT", "99999-01-01", "Mon, 31 Feb 2025 10:00:00 GMT", "yesterday"],
)
def test_an_item_with_a_bad_date_is_kept_without_one(when: str) -> None:
    (entry,) = read(rss(item(1, when))).entries
    assert entry.published is None


def test_latin_1_declared_by_the_header_or_by_nobody() -> None:
    body = rss(item("a").replace("Story", "Cañón")).encode("latin-1")
    (entry,) = read(body, "application/rss+xml; charset=iso-8859-1").entries
    assert entry.title == "Cañón a"
    (entry,) = read(b"<?xml version='1.0' encoding='utf-8'?>" + body).entries  # a prolog that lies
    assert entry.url == "https://paper.example/a"


def test_blank_lines_and_a_mark_before_the_declaration() -> None:
    assert len(read("\ufeff\n\n  " + rss(item(1), "<?xml version='1.0'?>")).entries) == 1


def test_undeclared_prefixes_and_bare_ampersands_are_read_by_recovery() -> None:
    broken = rss(item(1).replace("</title>", " & Sons</title>") + "<item><foo:bar>x</foo:bar></item>")
    assert urls(read(broken)) == ["https://paper.example/1"]


def test_a_feed_cut_in_the_middle_gives_its_whole_items_each_time_the_same() -> None:
    cut = rss(item(1) + item(2) + item(3))[: len(rss(item(1) + item(2))) - 10]
    assert urls(read(cut)) == urls(read(cut))
    assert "https://paper.example/1" in urls(read(cut))


def test_an_empty_channel_is_a_feed_with_nothing_in_it() -> None:
    assert read(rss("")).entries == ()


@pytest.mark.parametrize(
    "body",
    [
        "<html><body>Moved</body></html>",
        "<!DOCTYPE html><html><body>Moved</body></html>",
        "",
        "Service unavailable",
        "{}",
        '{"items": 3}',
        '{"items": [',
        "[" * 100_000,
        '{"a":' * 100_000,
    ],
)
def test_what_is_no_feed_is_told_apart_from_an_empty_one(body: str) -> None:
    with pytest.raises(ListingUnreadable):
        read(body)


LAUGHS = "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>"


@pytest.mark.parametrize(
    "body",
    [
        rss(item("&b;"), "<?xml version='1.0'?>" + LAUGHS).encode(),
        rss(item("&b;"), LAUGHS).encode("utf-16"),
        rss(
            item("x"),
            "<?xml version='1.0'?><!-- a --><!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>",
        ).encode(),
        rss(item("x"), "<!DOCTYPE r [<!ENTITY % p SYSTEM 'https://canary.example/'> %p;]>").encode(),
        rss(item("x"), "<?xml version='1.0' encoding='utf-7'?>").encode(),
        codecs.BOM_UTF8 + rss(item("x"), "\n\n" + LAUGHS).encode(),
        rss("<a>" * 200_000 + "</a>" * 200_000).encode(),
    ],
    ids=["entities", "utf-16", "external", "parameter entity", "utf-7", "behind a mark", "200,000 deep"],
)
def test_traps_are_refused_within_a_second(body: bytes) -> None:
    started = time.process_time()
    with pytest.raises(ListingUnreadable):
        read(body)
    assert time.process_time() - started < 1


def test_a_document_type_that_declares_nothing_is_let_pass() -> None:
    old = "<!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN' 'http://my.netscape.example/rss.dtd'>"
    assert len(read(rss(item(1), old)).entries) == 1


def test_a_body_that_looks_like_an_address_is_never_fetched() -> None:
    with pytest.raises(ListingUnreadable):
        read("http://127.0.0.1:9/feed")


def test_a_huge_feed_is_read_up_to_the_limit_and_says_how_much_is_left() -> None:
    listing = read(rss("".join(item(i) for i in range(MAX_PARSED + 700))), limit=50)
    assert len(listing.entries) == 50
    assert listing.beyond == MAX_PARSED - 50 + 700
    assert listing.entries[0].url == "https://paper.example/0"


def test_titles_are_one_bounded_line() -> None:
    (entry,) = read(rss(item(1).replace("Story 1", "A\n\tB&#8232;C " + "x" * 9000))).entries
    assert entry.title.startswith("A B C x")
    assert len(entry.title) <= 500


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda t: rss(item(t)).encode()))
def test_any_bytes_are_a_listing_or_a_typed_error(body: bytes) -> None:
    with contextlib.suppress(ListingUnreadable):
        read(body)
