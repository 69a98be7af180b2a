"""The gates between bytes and extraction."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from config.settings import WATCH_WORDS
from config.words import DocumentKind
from crawler import gates
from crawler.gates import Gate, Gated, decide, gate_hash, has_watch_word, is_full_check
from storage.records import KnownDocument
from tests.crawler.extract.pages import STORY, page, paragraphs
from tests.papers import lines, paper

NOW = datetime(2026, 1, 27, 12, 0, tzinfo=UTC)
STORY_PAGE = page().encode()
OTHER_PAGE = page(body=paragraphs(("The library was open on 300 days.",)), title="Library hours").encode()


def known(body: bytes = STORY_PAGE, **changes: object) -> KnownDocument:
    """A story that was read before."""
    document = KnownDocument(
        id=1,
        key="https://ledger.example/a",
        url="https://ledger.example/a",
        kind=DocumentKind.ARTICLE,
        etag=b'"1"',
        last_modified=None,
        raw_hash=decide(body, "text/html", known=None, words=WATCH_WORDS, keep_all=True).raw_hash,
        gate_hash=gate_hash(body, WATCH_WORDS),
        gate_algo=gates.GATE_ALGO,
        text_hash="t",
        text_length=900,
        relevant=True,
        carries_claim=False,
        published_on=None,
        first_seen_at=NOW - timedelta(days=2),
        last_checked_at=NOW - timedelta(hours=6),
        next_due_at=NOW,
        checks=3,
        misses=0,
        gone_since=None,
        last_full_at=None,
    )
    return replace(document, **changes)  # type: ignore[arg-type]


def gated(
    body: bytes,
    document: KnownDocument | None,
    *,
    keep_all: bool = False,
    full: bool = False,
    same: bool = False,
) -> Gated:
    return decide(
        body,
        "text/html",
        known=document,
        words=WATCH_WORDS,
        keep_all=keep_all,
        full_check=full,
        same_validators=same,
    )


def test_equal_bytes_end_a_check() -> None:
    assert gated(STORY_PAGE, known()).gate is Gate.UNCHANGED_RAW
    assert gated(STORY_PAGE, known(), full=True).gate is Gate.UNCHANGED_RAW


def test_equal_bytes_whose_text_was_never_made_go_on() -> None:
    assert gated(STORY_PAGE, known(text_hash=None)).gate is Gate.EXTRACT


def test_a_story_without_a_watch_word_is_not_kept() -> None:
    made = gated(OTHER_PAGE, None)
    assert (made.gate, made.has_word) == (Gate.NO_WATCH_WORD, False)


def test_what_a_person_named_is_kept_whatever_it_holds() -> None:
    assert gated(OTHER_PAGE, None, keep_all=True).gate is Gate.EXTRACT


def test_a_story_that_lost_its_words_is_read_again() -> None:
    """Else a withdrawn figure would stand for ever."""
    assert gated(OTHER_PAGE, known()).gate is Gate.EXTRACT


def test_a_pdf_hides_its_words_from_a_byte_search() -> None:
    made = decide(paper(lines(["x"])), "application/pdf", known=None, words=WATCH_WORDS, keep_all=False)
    assert (made.gate, made.has_word) == (Gate.EXTRACT, None)


def test_a_known_page_is_extracted_only_if_its_main_content_is_another() -> None:
    changed = page(below="<p>token 1</p>").encode()
    document = known()
    assert gated(changed, document).unless == document.gate_hash
    assert gated(changed, replace(document, gate_algo="resiliparse/0.1+1")).unless is None
    assert gated(changed, replace(document, gate_hash=None)).unless is None
    assert gated(changed, replace(document, text_hash=None)).unless is None
    assert gated(changed, None).unless is None


def test_a_full_check_goes_past_the_gate_and_tells_what_it_hid() -> None:
    changed = page(below="<p>token 1</p>").encode()
    document = known()
    made = gated(changed, document, full=True)
    assert (made.gate, made.unless) == (Gate.EXTRACT, None)
    assert made.found(document.gate_hash).hidden is Gate.UNCHANGED_MAIN
    assert made.found("another").hidden is None
    assert gated(changed, document, full=True, same=True).hidden is Gate.UNCHANGED_RAW
    assert gated(changed, document).found(document.gate_hash).hidden is None


FULL = [
    ("the third check, two days old", 3, timedelta(days=2), None, False),
    ("the twentieth", 19, timedelta(days=2), timedelta(days=1), True),
    ("the fortieth", 39, timedelta(days=2), timedelta(days=1), True),
    ("a week after the last full one", 3, timedelta(days=90), timedelta(days=7), True),
    ("six days after it", 3, timedelta(days=90), timedelta(days=6), False),
    ("a week after it was first seen", 3, timedelta(days=7), None, True),
]


@pytest.mark.parametrize(
    ("checks", "age", "since_full", "expected"), [c[1:] for c in FULL], ids=[c[0] for c in FULL]
)
def test_every_twentieth_check_and_one_a_week_is_full(
    checks: int, age: timedelta, since_full: timedelta | None, expected: bool
) -> None:
    last = NOW - since_full if since_full else None
    assert is_full_check(known(checks=checks, first_seen_at=NOW - age, last_full_at=last), NOW) is expected


FOUND = [
    b"a DETAINER request",
    b"form I-247A",
    "form I\u2011247".encode(),
    "form I\u2013247".encode("cp1252"),
    b"form I&#8209;247",
    b"form I&shy;247",
    b"form I247",
    b"form I 247",
    b"an ICE hold",
    b"an ICE&nbsp;<b>hold</b>",
    "an ICE\u00a0hold".encode("latin-1"),
    b"the Trust\n   Act",
    b"ICE-request",
    b"de&shy;tainers",
    "de\u00adtain\u200ber".encode(),
    b"de<wbr>tainer",
    b"&#100;&#x65;tainer",
    "detainer".encode("utf-16"),
    "detainer".encode("utf-16-be"),
    b"detai\0ner",
]
NOT_FOUND = [
    b"",
    b"police hold",
    b"office request",
    b"XI-247",
    b"a retained client",
    b"trust in acts",
    b"ice cream, which they hold",
    bytes(range(128, 256)) * 100,
]


@pytest.mark.parametrize("body", FOUND)
def test_it_finds_a_watch_word(body: bytes) -> None:
    assert has_watch_word(body, WATCH_WORDS)


@pytest.mark.parametrize("body", NOT_FOUND)
def test_it_finds_none_where_none_is(body: bytes) -> None:
    assert not has_watch_word(body, WATCH_WORDS)


def test_it_takes_the_words_of_a_source() -> None:
    assert has_watch_word("la detención".encode(), ["detención"])
    assert not has_watch_word(b"detainer", ["Trust Act", " "])


def test_it_searches_a_large_body_of_traps_in_no_time() -> None:
    trap = b"i-" * 500_000 + b"ice " * 250_000 + b"247" * 10_000 + b"&#" * 100_000 + b"<a " * 100_000
    started = time.process_time()
    assert not has_watch_word(trap, WATCH_WORDS)
    assert time.process_time() - started < 3


def hash_of(html: str) -> str:
    return gate_hash(html, WATCH_WORDS)


RELATED = (
    '<aside class="related"><h3>Most read</h3><ul><li><a href="/{0}">Shelbyville {0} detainers</a></li></ul>'
    "</aside>"
)


def test_the_gate_hash_ignores_what_changes_although_nothing_did() -> None:
    def visit(number: int) -> str:
        clock = (
            f'<p class="meta">Updated {number} minutes ago, 10:{number:02} a.m. EST, {number} comments</p>'
        )
        token = f'<script>var token = "{number}";</script><input type="hidden" value="{number}">'
        return page(RELATED.format(number) + token, above=clock)

    assert hash_of(visit(11)) == hash_of(visit(42))


def test_the_gate_hash_ignores_the_form_of_letters_and_blanks() -> None:
    one = page(body=paragraphs((*STORY, "Cañón City got 15 detainers.")))
    other = page(body=paragraphs((*STORY, "Can\u0303o\u0301n  City\u00a0got 15 de\u00adtainers.")))
    assert hash_of(one) == hash_of(other)


def test_the_gate_hash_sees_each_changed_number() -> None:
    assert hash_of(page()) != hash_of(page().replace("none of the 15 requests", "none of the 51 requests"))


def test_the_gate_hash_sees_a_watched_line_outside_the_main_part() -> None:
    box = '<div class="sidebar"><p>Detainers this year: {}</p></div>'
    assert hash_of(page(box.format(15))) != hash_of(page(box.format(16)))


def test_the_gate_hash_of_a_page_nested_beyond_reason_is_that_of_the_page() -> None:
    deep = "<div>" * 100_000 + "15 detainers"
    started = time.process_time()
    assert hash_of(deep) != hash_of(deep + "!")
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("by", "raw_hash", "aside"),
    [
        ("reader/1", "dead", True),
        ("reader/0", "dead", False),  # other tools tried
        (None, "dead", False),  # another chance was given
        ("reader/1", "other", False),  # other bytes
    ],
)
def test_only_the_very_bytes_stay_set_aside_and_only_for_the_tools_that_tried(
    by: str | None, raw_hash: str, aside: bool
) -> None:
    document = known(quarantined_raw="dead", quarantined_by=by)
    assert gates.is_set_aside(document, raw_hash, "reader/1") is aside


@pytest.mark.parametrize(
    "piece", [b"hold ", b"trust</a><b>", b"request           ", b"ice <a ", b"i-", b"&#x61;ct "]
)
def test_a_page_made_of_halves_of_watch_words_takes_no_longer_than_another(piece: bytes) -> None:
    """It is searched where everything else runs: a minute here is a minute for all."""
    body = piece * (8 * 1024 * 1024 // len(piece))
    started = time.process_time()
    assert not has_watch_word(body, WATCH_WORDS)
    assert time.process_time() - started < 4  # under 1 s where nothing else runs; it was a minute


def test_a_word_behind_many_halves_is_found() -> None:
    for halves in (1, 2, 3, 10, 1000, 100_000):
        body = b"hold " * halves + b"under an ice hold," + b" hold" * halves
        assert has_watch_word(body, ["ICE hold"])
        assert not has_watch_word(body.replace(b"ice", b"icy"), ["ICE hold"])
