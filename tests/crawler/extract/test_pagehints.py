"""What a page says of where its text comes from."""

from __future__ import annotations

import json
import time

import pytest

from crawler.extract.extract import extract
from crawler.extract.values import ExtractJob
from tests.crawler.extract.pages import page

URL = "https://ledger.example/news/requests"
ELSEWHERE = "https://wire.example/story/9"


def hints(head: str = "", *, above: str = "", url: str = URL) -> dict[str, str]:
    body = page(head=head, above=above).encode()
    return dict(extract(ExtractJob(body=body, media_type="text/html", url=url)).hints)


def article(**more: object) -> str:
    own = {"@type": "NewsArticle", "url": URL, "publisher": {"name": "Riverton Ledger"}}
    return f'<script type="application/ld+json">{json.dumps(own | more)}</script>'


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (f'<link rel="canonical" href="{ELSEWHERE}">', {"canonical": ELSEWHERE}),
        (f'<meta property="og:url" content="{ELSEWHERE}">', {"canonical": ELSEWHERE}),
        ('<link rel="canonical" href="/news/requests">', {}),
        ('<link rel="canonical" href="https://www.ledger.example/news/requests/?utm_source=x">', {}),
        (f'<link rel="canonical" href="{URL}"><meta property="og:url" content="{ELSEWHERE}">', {}),
        ('<link rel="canonical" href="javascript:alert(1)">', {}),
        (f'<meta name="syndication-source" content="{ELSEWHERE}">', {"based_on": ELSEWHERE}),
        (f'<meta name="original-source" content="{ELSEWHERE}">', {"based_on": ELSEWHERE}),
        ('<meta name="original-source" content="The Arizona Mirror">', {"credit": "The Arizona Mirror"}),
        (article(isBasedOn=ELSEWHERE), {"based_on": ELSEWHERE}),
        (article(isBasedOn=[{"@id": ELSEWHERE}]), {"based_on": ELSEWHERE}),
        (article(isBasedOn={"url": 7}), {}),
        (article(sourceOrganization={"name": "Arizona Mirror"}), {"credit": "Arizona Mirror"}),
        (article(sourceOrganization={"name": "The Riverton Ledger"}), {}),
        (article(author=[{"name": "By A REPORTER, Associated Press"}]), {"credit": "Associated Press"}),
        (article(author={"name": "Riverton Ledger staff"}), {}),
        (article(copyrightHolder={"name": "Big Papers Inc."}), {}),
        (article(copyrightHolder={"name": "Reuters"}), {"credit": "Reuters"}),
        ('<meta name="author" content="The Associated Press">', {"credit": "Associated Press"}),
        ('<meta name="author" content="A reporter">', {}),
        ('<meta property="og:site_name" content="AP News"><meta name="author" content="AP">', {}),
    ],
)  # fmt: skip
def test_what_the_head_of_a_page_tells(head: str, told: dict[str, str]) -> None:
    assert hints(head) == told


@pytest.mark.parametrize(
    ("above", "told"),
    [
        ('<p class="byline">By <a>A REPORTER</a> | Associated Press</p>', {"credit": "Associated Press"}),
        ('<span itemprop="author">Stateline</span>', {"credit": "Stateline"}),
        ('<p class="byline">By a reporter of our own</p>', {}),
        ('<figure><span class="author">A photographer / AP</span></figure>', {}),
        ('<span class="photo-author">AP</span>', {}),
        ("<p>The Associated Press contributed to this report.</p>", {}),
    ],
)
def test_what_a_byline_tells(above: str, told: dict[str, str]) -> None:
    assert hints(above=above) == told


def test_hostile_markup_is_bounded() -> None:
    many = "".join(f'<p class="byline">{"x" * 90}</p>' for _ in range(5000))
    deep = article(
        isBasedOn=[{"url": "https://" + "a" * 100_000}] * 1000, author=[{"name": "AP, " * 5000}] * 50
    )
    started = time.process_time()
    told = hints(deep + f'<meta name="original-source" content="{"N" * 5000}">', above=many)
    assert time.process_time() - started < 5
    assert all(len(said) <= 2000 for said in told.values())
    assert len(told.get("credit", "")) <= 100
