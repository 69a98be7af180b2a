"""What servers do wrong, and the verdict on it: every resource of the test server in one real crawl."""

from __future__ import annotations

import pytest

from config.words import Verdict as V
from tests.crawler.crawling import Came, crawl
from tests.crawler.server import ARTICLE, Site, serving

WHOLE = len(ARTICLE)

#: resource -> verdict, and the size of the body where it arrives whole
EXPECTED: dict[str, tuple[V, int | None]] = {
    "/article": (V.OK, WHOLE),
    "/pdf": (V.OK, None),
    "/pdf-as-html": (V.OK, None),  # told by its first bytes
    "/html-as-pdf": (V.WRONG_TYPE, None),
    "/png-as-html": (V.WRONG_TYPE, None),
    "/octet-stream": (V.OK, WHOLE),
    "/no-type": (V.OK, WHOLE),
    "/empty": (V.EMPTY, None),
    "/blank": (V.EMPTY, None),
    "/gzip": (V.OK, WHOLE),
    "/gzip-cut": (V.TRUNCATED, None),
    "/gzip-no-end": (V.TRUNCATED, None),
    "/gzip-bad-crc": (V.UNDECODABLE, None),
    "/gzip-false": (V.UNDECODABLE, None),
    "/gzip-silent": (V.WRONG_TYPE, None),
    "/gzip-bomb": (V.TOO_LARGE, None),
    "/gzip-twice": (V.UNDECODABLE, None),
    "/deflate": (V.OK, WHOLE),
    "/deflate-raw": (V.OK, WHOLE),
    "/unknown-coding": (V.UNDECODABLE, None),
    "/part": (V.TRUNCATED, None),
    "/no-content": (V.EMPTY, None),
    "/not-modified": (V.STATUS, None),  # nobody asked
    "/401": (V.BLOCKED, None),
    "/403": (V.BLOCKED, None),
    "/404": (V.MISSING, None),
    "/410": (V.GONE, None),
    "/451": (V.BLOCKED, None),
    "/999": (V.STATUS, None),
    "/500": (V.SERVER_ERROR, None),
    "/500-for-good": (V.SERVER_ERROR, None),
    "/challenge": (V.CHALLENGE, None),
    "/challenge-403": (V.CHALLENGE, None),
    "/cookies": (V.OK, WHOLE),
    "/long-answer": (V.OK, None),
    "/endless": (V.TOO_LARGE, None),
    "/huge-length": (V.PROTOCOL, None),  # two lengths: the true one and ten terabytes
    "/two-lengths": (V.PROTOCOL, None),
    "/to-article": (V.OK, WHOLE),
    "/to-nowhere": (V.REDIRECT, None),
    "/to-itself": (V.REDIRECT, None),
    "/to-more/": (V.REDIRECT, None),
    "/to-file": (V.REFUSED, None),
    "/to-user-info": (V.REFUSED, None),
    "/to-backslash": (V.REFUSED, None),
    "/meta-refresh": (V.REDIRECT, None),  # not followed
    "/home": (V.MISSING, None),  # sent to the front page
    "/length-too-long": (V.TRUNCATED, None),
    "/length-too-short": (V.OK, 900),
    "/chunks": (V.OK, WHOLE),
    "/chunks-cut": (V.TRUNCATED, None),
    "/chunks-bad": (V.PROTOCOL, None),
    "/until-close": (V.OK, WHOLE),
    "/until-reset": (V.TRUNCATED, None),
    "/reset": (V.UNREACHABLE, None),
    "/closes": (V.UNREACHABLE, None),
    "/endless-headers": (V.PROTOCOL, None),
    "/long-header": (V.PROTOCOL, None),
    "/ssh": (V.PROTOCOL, None),
    "/many-1xx": (V.OK, WHOLE),
    "/flapping": (V.OK, WHOLE),  # at the third try
}
#: tried again, for a moment later it may be well
TRIED_THRICE = {"/500", "/gzip-cut", "/length-too-long", "/chunks-cut", "/reset", "/closes", "/flapping"}
TRIED_ONCE = {
    "/404",
    "/403",
    "/410",
    "/to-itself",
    "/gzip-bomb",
    "/ssh",
    "/500-for-good",
    "/challenge-403",
    "/part",
}


@pytest.fixture(scope="module")
def tried() -> tuple[Site, dict[str, Came]]:
    with serving() as site:
        urls = [site.base + path for path in EXPECTED]
        meta = {f"{site.base}/500-for-good": {"permanent": ["LegistarConnectionString"]}}
        crawled = crawl(urls, allow=[site.allow], meta=meta)
    return site, {url.removeprefix(site.base): came for url, came in crawled.by_url.items()}


@pytest.mark.parametrize("path", EXPECTED)
def test_it_judges_what_a_server_does_wrong(tried: tuple[Site, dict[str, Came]], path: str) -> None:
    verdict, size = EXPECTED[path]
    came = tried[1][path]
    assert came.verdict is verdict, came.note
    if size is not None:
        assert came.size == size
    assert "\n" not in came.note
    assert len(came.note) <= 300


def test_it_tries_again_twice_what_may_pass_and_nothing_else(tried: tuple[Site, dict[str, Came]]) -> None:
    asked = {path: len(tried[0].asked(path)) for path in TRIED_THRICE | TRIED_ONCE}
    assert {path: n for path, n in asked.items() if n != 3} == dict.fromkeys(TRIED_ONCE, 1)


def test_a_chain_of_redirects_ends_after_five(tried: tuple[Site, dict[str, Came]]) -> None:
    assert len([hit for hit in tried[0].hits if hit.path.startswith("/to-more/")]) == 6


def test_no_cookie_is_ever_sent_back(tried: tuple[Site, dict[str, Came]]) -> None:
    assert not [hit for hit in tried[0].hits if "cookie" in hit.headers or "referer" in hit.headers]


def test_deadlines_are_for_the_whole_download() -> None:
    with serving() as site:
        urls = [f"{site.base}/{path}" for path in ("silent", "drips")]
        came = crawl(urls, allow=[site.allow], settings={"DOWNLOAD_TIMEOUT": 0.3}).by_url
    assert {one.verdict for one in came.values()} == {V.TIMEOUT}


def test_a_request_may_ask_for_its_own_limits_and_type() -> None:
    with serving() as site:
        url = site.base
        meta: dict[str, dict[str, object]] = {
            f"{url}/article": {"download_maxsize": 100},
            f"{url}/pdf": {"wanted": "html"},
            f"{url}/long-answer": {"read_at_most": 1000},
        }
        came = crawl(list(meta), allow=[site.allow], meta=meta).by_url
    assert [came[one].verdict for one in meta] == [V.TOO_LARGE, V.WRONG_TYPE, V.OK]
    assert came[f"{url}/long-answer"].size == 1000


def test_unchanged_needs_a_validator() -> None:
    with serving() as site:
        url = f"{site.base}/not-modified"
        came = crawl([url], allow=[site.allow], headers={"If-None-Match": '"x"'}).by_url[url]
    assert came.verdict is V.UNCHANGED
    assert site.asked("/not-modified")[0].headers["if-none-match"] == '"x"'


def test_no_query_reaches_the_log_or_a_note() -> None:
    with serving() as site:
        urls = [
            f"{site.base}{path}?token=hush" for path in ("/reset", "/404", "/to-itself", "/endless-headers")
        ]
        refused = "http://10.0.0.1/?token=hush"
        crawled = crawl([*urls, refused], allow=[site.allow], settings={"LOG_LEVEL": "DEBUG"}, alone=True)
    assert len(crawled.by_url) == 5
    assert "hush" not in crawled.log
    assert not [came for came in crawled.by_url.values() if "hush" in came.note]
