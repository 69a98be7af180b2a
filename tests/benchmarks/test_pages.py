"""The generated newspaper: the same for everybody, and different where it must be."""

from __future__ import annotations

import pytest

from benchmarks import pages
from benchmarks.pages import DATELINE, TOKEN, Site
from config.settings import WATCH_WORDS
from crawler.gates import has_watch_word

SITE = Site(pages=200)


def test_a_page_is_the_same_each_time() -> None:
    assert pages.page(SITE, 7) == pages.page(SITE, 7)


def test_a_changed_page_differs_in_a_few_sentences_and_in_nothing_else() -> None:
    before, after = (pages.story_text(SITE, 7, revision) for revision in (0, 1))
    assert before != after
    gone = set(before.replace("\n", " ").split(". ")) - set(after.replace("\n", " ").split(". "))
    assert 1 <= len(gone) <= 6
    frames = [
        page.split(b'<section id="comments"')[1] for page in (pages.page(SITE, 7), pages.page(SITE, 7, 1))
    ]
    assert frames[0] == frames[1]


@pytest.mark.parametrize("number", [0, 1, 7, 8, 57, 199])
def test_only_pages_that_tell_of_detainers_hold_a_watch_word(number: int) -> None:
    body = pages.page(SITE, number)
    assert has_watch_word(body, WATCH_WORDS) is SITE.mentions(number)
    assert has_watch_word(body, [DATELINE])


def test_a_tenth_of_the_pages_tells_of_detainers_and_so_does_a_tenth_of_the_changed_ones() -> None:
    changed = [number for number in range(200) if SITE.is_changed(number)]
    assert sum(map(SITE.mentions, range(200))) == 20
    assert len(changed) == 10
    assert sum(map(SITE.mentions, changed)) == 1


def test_the_token_stands_where_no_reader_sees_it() -> None:
    body = pages.page(SITE, 3).decode()
    assert body.count(TOKEN) == 2
    assert TOKEN not in pages.story_text(SITE, 3, 0)


def test_a_site_is_cut_into_sections_that_hold_every_page_once() -> None:
    site = Site(pages=450)
    assert [number for section in range(site.sections) for number in site.section(section)] == list(
        range(450)
    )
