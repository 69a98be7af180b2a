"""The text of a web page."""

from __future__ import annotations

import pytest

from config.settings import WATCH_WORDS
from crawler.extract.extract import extract
from crawler.extract.values import Extracted, ExtractJob
from tests.crawler.extract.pages import COMMENTS, STORY, page, paragraphs


def read(
    html: str | bytes,
    *,
    keep_all: bool = False,
    full: bool = False,
    previous_length: int = 0,
    unless: str | None = None,
) -> Extracted:
    body = html.encode() if isinstance(html, str) else html
    return extract(
        ExtractJob(
            body=body,
            media_type="text/html",
            url="https://ledger.example/2025/01/17/requests",
            zone="America/New_York",
            keep_all=keep_all,
            full=full,
            previous_length=previous_length,
            words=WATCH_WORDS,
            unless_gate=unless,
        )
    )


def test_it_gives_the_story_in_paragraphs() -> None:
    text = read(page()).text
    assert [paragraph for paragraph in text.split("\n\n") if paragraph in STORY] == list(STORY)
    assert "Home" not in text
    assert "Main Street" not in text


def test_it_gives_the_same_text_for_the_same_bytes() -> None:
    assert read(page()) == read(page())


def test_it_keeps_tables_as_rows_with_tabs() -> None:
    table = (
        "<h2>Requests by year</h2><table><caption>Detainers</caption><tr><th>Year</th><th>Requests</th></tr>"
        "<tr><td>2024</td><td> <b>15</b>\n</td></tr><tr><td>2025</td><td>57</td></tr></table>"
    )
    text = read(page(body=paragraphs() + table)).text
    assert "Year\tRequests\n2024\t15\n2025\t57" in text
    assert "\n\nRequests by year\n\n" in text


def test_it_keeps_list_items_apart() -> None:
    items = (
        "<p>What the letter says of each year, as the clerk read it:</p><ul>"
        "<li>2023: 19 detainer requests, none honored by the police</li>"
        "<li>2024: 15 detainer requests, none honored by the police</li></ul>"
    )
    text = read(page(body=paragraphs() + items)).text
    assert "none honored by the police\n\n2024" in text.replace("- ", "")


BELOW = "".join(f"<p>{comment}</p>" for comment in COMMENTS)
COMMENTED = [
    (
        "a list with the usual names",
        '<section id="comments"><ol class="comment-list"><li>{}</li></ol></section>',
    ),
    ("articles that are comments", '<div class="comments-area"><article class="comment">{}</article></div>'),
    ("a service's own block", '<div id="disqus_thread"><div class="post-message">{}</div></div>'),
    ("another one's", '<div data-x="1" class="viafoura"><vf-widget>{}</vf-widget></div>'),
    ("a heading and a list without a name", "<h3>14 Comments</h3><ul><li>{}</li></ul>"),
    (
        "a heading in a wrapper, blocks after it",
        '<div class="x1"><div><h2>Comments (2)</h2></div><div class="x2">{}</div></div>',
    ),
    ("a heading that is no heading", '<div class="x1"><div>14 Comments</div>{}</div>'),
    ("a number apart from its word", '<div class="x1"><h4><span>2</span> Comments</h4>{}</div>'),
    ("an invitation", "<div><h3>Join the conversation</h3><div>{}</div></div>"),
    ("thoughts", '<div class="x"><h2>2 thoughts on “Police got 15 requests”</h2><ol><li>{}</li></ol></div>'),
]


@pytest.mark.parametrize("block", [case[1] for case in COMMENTED], ids=[case[0] for case in COMMENTED])
@pytest.mark.parametrize("full", [False, True])
def test_it_drops_what_readers_wrote(block: str, full: bool) -> None:
    text = read(page(block.format(BELOW)), full=full).text
    assert "9,999" not in text
    assert "7,777" not in text
    assert STORY[0] in text
    assert STORY[3] in text


@pytest.mark.parametrize("block", [case[1] for case in COMMENTED], ids=[case[0] for case in COMMENTED])
def test_it_drops_them_from_a_page_that_is_kept_whole_too(block: str) -> None:
    table = "<table><tr><td>2024</td><td>15</td></tr></table>"
    text = read(page(block.format(BELOW), body=paragraphs() + table), keep_all=True).text
    assert "9,999" not in text
    assert "15" in text


def test_it_does_not_take_a_counter_above_the_story_for_a_comment_section() -> None:
    above = '<div class="meta"><span>By A. Reporter</span> <span>14 Comments</span></div>'
    assert STORY[3] in read(page(above=above)).text


def test_it_does_not_drop_a_wrapper_that_is_named_after_the_comments_it_also_holds() -> None:
    html = page().replace('<div class="page">', '<div class="page content-with comments">')
    assert STORY[3] in read(html).text


RELATED = [
    (
        "an aside",
        '<aside><h3>Related</h3><ul><li><a href="/a">Shelbyville got 4,040 ICE '
        "detainers</a></li></ul></aside>",
    ),
    (
        "a box in the story",
        '<div class="related-story"><p><a href="/a">Shelbyville got 4,040 ICE detainers</a></p></div>',
    ),
    (
        "a line in the story",
        '<p><strong>Related:</strong> <a href="/a">Shelbyville got 4,040 ICE detainers</a></p>',
    ),
    (
        "a heading and links",
        '<h3>More from The Ledger</h3><ul><li><a href="/a">Shelbyville got 4,040 ICE detainers</a></li></ul>',
    ),
    ("hidden by style", '<p style="display: none">Springfield received 4,040 ICE detainer requests.</p>'),
    ("hidden by attribute", "<p hidden>Springfield received 4,040 ICE detainer requests.</p>"),
    ("a template", "<template><p>Springfield received 4,040 ICE detainer requests in 2024.</p></template>"),
    ("a comment in the markup", "<!-- 4,040 ICE detainer requests -->"),
]


@pytest.mark.parametrize("block", [case[1] for case in RELATED], ids=[case[0] for case in RELATED])
def test_it_drops_other_stories_and_hidden_parts(block: str) -> None:
    body = paragraphs(STORY[:2]) + block + paragraphs(STORY[2:])
    text = read(page(body=body)).text
    assert "4,040" not in text
    assert STORY[2] in text


def test_it_reads_a_number_as_it_is_seen() -> None:
    body = (
        paragraphs() + "<p>The jail got \u202e51\u202c detainers, the court <bdo dir='rtl'>43</bdo>, both "
        "say 1\u200b5 in all.</p>"
    )
    text = read(page(body=body)).text
    assert "got 15 detainers, the court 34, both say 15 in all" in text


def test_it_reads_references_as_browsers_do_and_drops_controls() -> None:
    body = (
        paragraphs()
        + "<p>Boston&#146;s police \x1fgot &#x1;15&#31; &#147;requests&#148; &#xD800;&#99999999; in all.</p>"
    )
    assert "Boston’s police got 15 “requests” \ufffd\ufffd in all." in read(page(body=body)).text


def test_it_gives_the_whole_page_where_an_official_one_would_lose_a_row() -> None:
    html = (
        "<html><body><nav>Menu 1 2 3</nav><h1>Immigration "
        "detainers</h1><div><table><tr><td>Year</td><td>Received</td></tr>"
        "<tr><td>2024</td><td>15</td></tr></table></div><div><div>2023: 19 "
        "detainers</div></div></body></html>"
    )
    made = read(html, keep_all=True)
    assert "2024\t15" in made.text
    assert "2023: 19 detainers" in made.text
    assert "Menu" not in made.text


def test_it_tells_a_page_that_scripts_would_fill_from_an_empty_one() -> None:
    shell = read("<html><body><div id=root></div><script>fetch('/api')</script></body></html>")
    assert (shell.text, shell.note) == ("", "no text without running scripts")
    assert read("<html><frameset cols='*'><frame src=/a></frameset></html>").note == "no text: a frameset"
    assert read("<html><body> \n </body></html>").note == "no text"
    assert read(" \n ").text == ""


def test_it_says_that_a_closed_article_is_cut_short() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
    )
    closed = read(page(head=head, body=paragraphs(STORY[:1])))
    assert closed.cut_short
    assert closed.note == "closed article"
    open_enough = read(page(head=head, body=paragraphs(STORY * 3)))
    assert not open_enough.cut_short


def test_it_does_not_extract_a_page_whose_main_content_is_known() -> None:
    first = read(page(above='<p class="token">seen 3 minutes ago, 8f3a9c2b7d6e5f4a3b2c1d0e</p>'))
    again = read(
        page(above='<p class="token">seen 5 hours ago, 77aa00112233445566778899</p>'), unless=first.gate_hash
    )
    assert again.unchanged
    assert again.text == ""
    changed = read(
        page(body=paragraphs((*STORY[:3], STORY[3].replace("May", "June")))), unless=first.gate_hash
    )
    assert not changed.unchanged
    assert "June" in changed.text


def test_it_renders_a_page_that_is_one_great_table_without_a_search_for_its_story() -> None:
    rows = "".join(f"<tr><td>County {number}</td><td>{number}</td></tr>" for number in range(2500))
    made = read(f"<html><body><h1>Detainers by county</h1><table>{rows}</table></body></html>")
    assert made.extractor == "page/1"
    assert "County 2499\t2499" in made.text
