from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import AddressRefused
from crawler.net.urls import canonical, host_of, join, parse, same_site

READ = {
    "HTTP://Example.COM:80/a?b=c#d": "http://example.com/a?b=c",
    "https://example.com:443": "https://example.com/",
    "https://example.com:8443/": "https://example.com:8443/",
    " \t https://example.com/a b \n": "https://example.com/a%20b",
    "https://example.com./": "https://example.com/",
    "https://münchen.example/ü?ü=%2": "https://xn--mnchen-3ya.example/%C3%BC?%C3%BC=%252",
    "http://2130706433/": "http://127.0.0.1/",  # decimal
    "http://0177.0.0.1/": "http://127.0.0.1/",  # octal
    "http://0x7f.0.0.1/": "http://127.0.0.1/",  # hexadecimal
    "http://0x7F000001/": "http://127.0.0.1/",
    "http://127.1/": "http://127.0.0.1/",  # short
    "http://127.0.0.1./": "http://127.0.0.1/",
    "http://１２７.0.0.1/": "http://127.0.0.1/",  # full-width digits
    "http://127。0。0。1/": "http://127.0.0.1/",  # ideographic full stops
    "http://[::FFFF:127.0.0.1]/": "http://[::ffff:7f00:1]/",
    "http://[0:0::1]:8080/": "http://[::1]:8080/",
    "http://under_score.example/": "http://under_score.example/",
    "http://a.example?q": "http://a.example/?q",
    "http://a.example/%0d%0aX: y": "http://a.example/%0d%0aX:%20y",
    'http://a.example/<">': "http://a.example/%3C%22%3E",
}
REFUSED = {
    "file:///etc/passwd": "another scheme",
    "ftp://a.example/": "another scheme",
    "javascript:alert(1)": "another scheme",
    "data:text/html,x": "another scheme",
    "//a.example/": "no scheme",
    "a.example": "no scheme",
    "": "nothing",
    "http:/a.example": "no host",
    "http:///a": "no host",
    "http://": "no host",
    "http://.": "no host",
    "http://user@a.example/": "user information",
    "http://a.example@127.0.0.1/": "user information",
    "http://a.example:80@127.0.0.1/": "user information",
    "http://a.example\\@127.0.0.1/": "backslash",
    "http:\\\\a.example/": "backslash",
    "http://a.example/a\\b": "backslash",
    "http://a.ex\tample/": "control character",
    "http://a.example/\r\nX: y": "control character",
    "http://a.example/\0": "control character",
    "http://a b.example/": "blank in the host",
    "http://%3127.0.0.1/": "percent in the host",
    "http://256.1.1.1/": "no address",
    "http://1.2.3.4.5/": "no address",
    "http://a.example.1/": "ends in a number, is no address",
    "http://0x1ffffffff/": "beyond IPv4",
    "http://099.1.1.1/": "no octal number",
    "http://" + "1" * 5000: "too long",
    "http://1" + "0" * 100 + "/": "number without end",
    "http://[::1%25lo]/": "zone id",
    "http://[fe80::1%eth0]/": "zone id",
    "http://[::1/": "broken brackets",
    "http://[::1]x/": "text behind the brackets",
    "http://::1/": "no brackets",
    "http://a.example:99999/": "no port",
    "http://a.example:0/": "no port",
    "http://a.example:8 0/": "no port",
    "http://a.example:８０/": "no port",
    "http://a..example/": "empty label",
    "http://-a.example/": "label with a hyphen first",
    "http://" + "a" * 64 + ".example/": "label too long",
}


@pytest.mark.parametrize(("url", "read"), READ.items())
def test_an_address_is_read_in_one_way(url: str, read: str) -> None:
    assert parse(url).url == read
    assert parse(read).url == read


@pytest.mark.parametrize("url", REFUSED)
def test_it_refuses_what_can_be_read_in_two_ways_or_none(url: str) -> None:
    with pytest.raises(AddressRefused):
        parse(url)


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://A.example:443/x?utm_source=rss&utm_medium=feed", "https://a.example/x"),
        ("https://a.example/x?id=2&fbclid=q&page=3&gclid=1", "https://a.example/x?id=2&page=3"),
        ("https://a.example/x?ref=rss&b=1", "https://a.example/x?b=1"),
        ("https://a.example/x?ref=12", "https://a.example/x?ref=12"),  # not tracking: a number of something
        ("https://a.example/x?b=1&a=2", "https://a.example/x?b=1&a=2"),  # order kept
        ("https://a.example/x/?", "https://a.example/x/"),
        ("https://a.example/x", "https://a.example/x"),  # no slash is added
        ("https://a.example/x?sid=0f8e7d6c5b4a39281706", "https://a.example/x"),  # a session
        ("https://a.example/x?sid=1234", "https://a.example/x?sid=1234"),  # a story
        ("https://a.example/x;jsessionid=AF01?b=1", "https://a.example/x?b=1"),
        ("https://a.example/a/../b/./c", "https://a.example/b/c"),
        ("https://a.example/../../a/..", "https://a.example/"),
        ("https://a.example/%7euser/%c3%bc", "https://a.example/~user/%C3%BC"),
        ("https://a.example/a%2fb", "https://a.example/a%2Fb"),  # an encoded slash is no slash
        ("https://a.example/amp/story.amp", "https://a.example/amp/story.amp"),
        ("http://a.example/#ref=rss", "http://a.example/"),
        ("http://a.example/View.ashx?M=F&ID=7&GUID=A-B", "http://a.example/View.ashx?M=F&ID=7&GUID=A-B"),
    ],
)
def test_the_identity_of_a_document(url: str, same: str) -> None:
    assert canonical(url) == same
    assert canonical(same) == same


def test_a_host_is_named_with_its_port_only_where_that_is_not_the_schemes_own() -> None:
    assert host_of("https://A.example/x") == "a.example"
    assert host_of("https://a.example:8443/x") == "a.example:8443"
    assert host_of("http://[::1]:80/") == "[::1]"


def test_www_is_the_same_site() -> None:
    assert same_site("https://www.a.example/", "http://a.example/x")
    assert not same_site("https://b.a.example/", "http://a.example/x")


def test_links_are_joined_and_checked() -> None:
    assert join("https://a.example/x/y", "../z?q=1#f") == "https://a.example/z?q=1"
    assert join("https://a.example/x/y", "//b.example/z") == "https://b.example/z"
    for link in ("javascript:x", "mailto:a@b", "//u@b.example/", "\\\\b.example/", "http://[x/"):
        with pytest.raises(AddressRefused):
            join("https://a.example/", link)


@given(st.text(max_size=80))
def test_no_text_breaks_the_parser(text: str) -> None:
    for url in (text, "http://" + text, "https://a.example/" + text):
        try:
            address = parse(url)
        except AddressRefused:
            continue
        assert parse(address.url).url == address.url
        assert address.url.isascii()
        assert not set(address.url) & set(" \\\r\n\t\0@".replace("@", ""))
        assert canonical(canonical(url)) == canonical(url)
