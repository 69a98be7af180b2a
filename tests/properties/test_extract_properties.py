"""What holds for any bytes: no surprise, the same text each time, nothing odd in it."""

from __future__ import annotations

import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.settings import WATCH_WORDS
from crawler import gates
from crawler.extract import layout, sniff, tidy
from crawler.extract.charset import decode
from crawler.extract.extract import extract
from crawler.extract.values import CannotExtract, Extracted, ExtractJob
from tests.crawler.extract.pages import page
from tests.papers import lines, paper

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PIECES = (
    *(
        "<p>",
        "</p>",
        "<div class='comments'>",
        "</div>",
        "<table><tr><td>",
        "</table>",
        "<ul><li>",
        "</html>",
    ),
    *(
        "<h2>14 Comments</h2>",
        "15 detainers",
        "<!--",
        "<script>",
        "<svg>",
        "<body>",
        "<main>",
        "<br>",
        "&shy;",
    ),
    *("\u202e51", "\0", "\u0301", "\ud800", "<a href=x>Related:</a>", "<bdo dir=rtl>51"),
    *("</html>", "&shy;", "\x1f", "&#31;", "&#146;", "&#xD800;"),
    "<time datetime='2025-99-99'>",
)
MARKUP = st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=40).map("".join)
NAMES = (
    st.none()
    | st.text(max_size=20)
    | st.sampled_from(["utf-8", "rot13", "utf-16", "utf-7", "shift_jis", "hex"])
)


def tried(job: ExtractJob) -> Extracted | str:
    try:
        return extract(job)
    except CannotExtract as refusal:
        return str(refusal)


def is_clean(text: str) -> bool:
    odd = {
        character for character in text if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    }
    return odd <= {"\t", "\n", "\f", *_VISIBLE_FORMATS} and unicodedata.is_normalized("NFC", text)


#: format characters that are shown: signs of Arabic numbers, Egyptian joiners, musical beams, shorthand
_VISIBLE_FORMATS = frozenset(
    chr(code)
    for code in (
        *range(0x600, 0x606),
        0x6DD,
        0x70F,
        0x890,
        0x891,
        0x8E2,
        0x110BD,
        0x110CD,
        *range(0x13430, 0x13456),
    )
) | frozenset(chr(code) for code in (*range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B)))


@given(st.binary(max_size=400), NAMES)
@settings(max_examples=300, deadline=None)
def test_any_bytes_decode_to_the_same_text_without_zero_bytes(body: bytes, charset: str | None) -> None:
    text = decode(body, charset)
    assert text == decode(body, charset)
    assert "\0" not in text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_in_utf_8_is_read_as_written(text: str) -> None:
    raw = text.replace("\0", "").removeprefix("\ufeff")
    assert decode(b"\xef\xbb\xbf" + raw.encode(), "windows-1252") == raw.removeprefix("\ufeff")


@given(st.binary(max_size=400), NAMES, st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_any_bytes_have_a_type(body: bytes, declared: str | None, url: str) -> None:
    assert "/" in sniff.media_type(body, declared, url)


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_a_tidy_text_is_clean_and_stays_as_it_is(text: str) -> None:
    once = tidy.text_of(text)
    assert is_clean(once)
    assert tidy.text_of(once) == once
    assert is_clean(tidy.one_line(text))
    assert "\n" not in tidy.one_line(text)


@given(MARKUP, st.booleans(), st.booleans())
@QUICK
def test_any_markup_gives_one_clean_text_or_none(markup: str, keep_all: bool, inside: bool) -> None:
    html = page(markup) if inside else markup
    job = ExtractJob(
        body=html.encode("utf-8", "surrogatepass"),
        media_type=sniff.HTML,
        url="https://ledger.example/a",
        keep_all=keep_all,
        words=WATCH_WORDS,
    )
    made = extract(job)
    assert made == extract(job)
    assert is_clean(made.text)
    assert is_clean(made.title)
    assert made.text or made.note or made.cut_short


@given(
    st.binary(max_size=300),
    st.sampled_from([sniff.HTML, sniff.PLAIN, sniff.CSV, sniff.PDF, sniff.BINARY]),
    NAMES,
)
@QUICK
def test_any_bytes_give_one_clean_text_or_a_refusal(
    body: bytes, media_type: str, charset: str | None
) -> None:
    job = ExtractJob(body=body, media_type=media_type, charset=charset)
    made = tried(job)
    assert made == tried(job)
    assert isinstance(made, str) or is_clean(made.text)


@given(st.integers(0, 900), st.binary(min_size=1, max_size=8))
@QUICK
def test_a_damaged_paper_gives_one_clean_text_or_a_refusal(place: int, damage: bytes) -> None:
    whole = paper(lines(["The Department received 15 detainer requests in 2024."]), lines(["Page two."]))
    body = whole[:place] + damage + whole[place + len(damage) :]
    job = ExtractJob(body=body, media_type=sniff.PDF)
    made = tried(job)
    assert made == tried(job)
    assert isinstance(made, str) or is_clean(made.text)


COORDINATES = st.floats(-1e6, 1e6, allow_nan=False)
GLYPHS = st.lists(
    st.builds(layout.Glyph, st.characters(), COORDINATES, COORDINATES, COORDINATES, COORDINATES), max_size=60
)


@given(GLYPHS)
@QUICK
def test_any_characters_on_a_page_give_a_text(glyphs: list[layout.Glyph]) -> None:
    assert layout.page_text(glyphs) == layout.page_text(glyphs)


@given(st.binary(max_size=300), st.lists(st.text(max_size=12), max_size=4))
@settings(max_examples=200, deadline=None)
def test_the_search_for_words_takes_any_bytes_and_words(body: bytes, words: list[str]) -> None:
    gates.has_watch_word(body, words)


@given(st.sampled_from(WATCH_WORDS), st.text(max_size=50), st.text(max_size=50))
def test_a_word_that_stands_alone_is_found_anywhere(word: str, before: str, after: str) -> None:
    body = f"{before} {word.swapcase()} {after}".encode("utf-8", "replace")
    assert gates.has_watch_word(body, WATCH_WORDS)


@given(MARKUP)
@QUICK
def test_any_page_has_one_gate_hash(markup: str) -> None:
    body = markup.encode("utf-8", "surrogatepass")
    assert gates.gate_hash(body, WATCH_WORDS) == gates.gate_hash(body, WATCH_WORDS)
