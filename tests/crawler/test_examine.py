"""From an answer to what the store keeps of it, with an extraction that a test hands in."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from config.catalogue import SourceEntry
from config.settings import Daemon
from config.words import DocumentKind, PublishedHow, SourceKind, Verdict
from crawler import examine, gates
from crawler.errors import Unreadable, UnreadableKind
from crawler.examine import SourceRules
from crawler.extract.tools import TOOLS
from crawler.extract.values import Extracted, ExtractJob
from crawler.spiders.items import Fetched, Subject
from crawler.verdict import Judged
from storage.records import KnownDocument, Seen

NOW = datetime(2026, 1, 27, 15, tzinfo=UTC)
NEWS = SourceEntry(
    id="paper",
    kind=SourceKind.FEED,
    address="https://paper.example/feed",
    place="us-ma-boston",
    publisher="The Harbor Paper",
    official=False,
    every=timedelta(minutes=30),
)
RULES = SourceRules(
    source=NEWS, zone="America/New_York", daemon=Daemon(), last_ok_at=NOW - timedelta(hours=1)
)
BODY = b"<html><body><p>Police received 57 ICE detainer requests.</p></body></html>"
TEXT = "Police received 57 ICE detainer requests."
STORY = Subject(
    key="https://paper.example/a", url="https://paper.example/a", kind=DocumentKind.ARTICLE, title="Listed"
)
PAPER = replace(STORY, kind=DocumentKind.ATTACHMENT, title="Letter", keep_all=True)


def known(**more: Any) -> KnownDocument:
    values: dict[str, Any] = {
        "id": 1,
        "key": STORY.key,
        "url": STORY.url,
        "kind": STORY.kind,
        "etag": b'"1"',
        "last_modified": None,
        "raw_hash": "0" * 64,
        "gate_hash": None,
        "gate_algo": None,
        "text_hash": "0" * 64,
        "text_length": 40,
        "relevant": True,
        "carries_claim": False,
        "published_on": None,
        "first_seen_at": NOW - timedelta(hours=2),
        "last_checked_at": NOW - timedelta(hours=2),
        "next_due_at": NOW,
        "checks": 1,
        "misses": 0,
        "gone_since": None,
        "last_full_at": None,
    }
    return KnownDocument(**(values | more))


def item(subject: Subject = STORY, body: bytes = BODY, **more: Any) -> Fetched:
    return Fetched(subject=subject, at=NOW, body=body, media_type=more.pop("media_type", "text/html"), **more)


def examined(
    fetched: Fetched, found: Extracted | Unreadable | None = None, rules: SourceRules = RULES
) -> Seen:
    """`found` None: extraction must not be reached."""

    async def extract(_job: ExtractJob) -> Extracted:
        assert found is not None, "extraction was not expected"
        if isinstance(found, Unreadable):
            raise found
        return found

    return asyncio.run(examine.examine(fetched, rules, extract))


def read(text: str = TEXT, **more: Any) -> Extracted:
    return Extracted(text=text, extractor="test/1", **more)


def test_a_new_text_is_a_version_with_its_hashes() -> None:
    seen = examined(item(etag=b'"2"'), read(title="Its own title", gate_hash="g" * 64))
    assert (seen.verdict, seen.title, seen.relevant, seen.etag) == (Verdict.OK, "Its own title", True, b'"2"')
    assert (seen.gate_hash, seen.gate_algo) == ("g" * 64, gates.GATE_ALGO)
    assert seen.version is not None
    assert seen.version.raw_hash == hashlib.sha256(BODY).hexdigest()
    assert seen.version.text_hash == hashlib.sha256(TEXT.encode()).hexdigest()
    assert seen.next_due_at == NOW + timedelta(hours=1)


def test_what_the_page_says_of_its_origin_is_kept_with_its_version() -> None:
    told = {"canonical": "https://wire.example/story/9", "credit": "Associated Press"}
    seen = examined(item(), read(hints=told))
    assert seen.version is not None
    assert seen.version.hints == told


def test_the_address_behind_a_redirect_is_the_pages_own() -> None:
    there = "https://www.ledger.example/story/9"
    told = {"canonical": "http://ledger.example/story/9/?ref=feed", "credit": "Associated Press"}
    seen = examined(item(final_url=there), read(hints=told))
    assert seen.version is not None
    assert seen.version.hints == {"credit": "Associated Press"}


def test_equal_bytes_and_no_watch_word_never_reach_extraction() -> None:
    same = replace(STORY, known=known(raw_hash=hashlib.sha256(BODY).hexdigest()))
    assert examined(item(same)).verdict is Verdict.UNCHANGED
    plain = examined(item(body=b"<html><body><p>Sports</p></body></html>"))
    assert (plain.verdict, plain.relevant, plain.version) == (Verdict.OK, False, None)
    assert plain.raw_hash is not None


def test_the_same_text_in_other_bytes_is_unchanged_and_carries_no_bytes() -> None:
    before = replace(STORY, known=known(text_hash=hashlib.sha256(TEXT.encode()).hexdigest()))
    seen = examined(item(before), read())
    assert (seen.verdict, seen.version) == (Verdict.UNCHANGED, None)


def test_a_paper_s_words_are_looked_for_in_its_text() -> None:
    pdf = item(replace(STORY, kind=DocumentKind.FILE), b"%PDF-1.4 ...", media_type="application/pdf")
    assert examined(pdf, read("Nothing of interest.")).version is None
    assert examined(pdf, read()).version is not None


@pytest.mark.parametrize(
    ("subject", "found", "verdict", "kept"),
    [
        (
            STORY,
            read("", note="only pictures"),
            Verdict.UNREADABLE,
            False,
        ),  # a page without a text is no page
        (PAPER, read("", note="3 pages without a text layer"), Verdict.OK, True),  # a scanned letter is kept
        (
            replace(PAPER, known=known()),
            read(""),
            Verdict.UNREADABLE,
            False,
        ),  # it had a text: this is a fault
        (STORY, Unreadable(UnreadableKind.FAILED, "damaged"), Verdict.UNREADABLE, False),
        (PAPER, Unreadable(UnreadableKind.FAILED, "a Word file"), Verdict.OK, True),  # for a person to open
        (PAPER, Unreadable(UnreadableKind.TIMEOUT, "slow"), Verdict.UNREADABLE, False),
    ],
)
def test_what_has_no_text(
    subject: Subject, found: Extracted | Unreadable, verdict: Verdict, kept: bool
) -> None:
    seen = examined(item(subject), found)
    assert (seen.verdict, seen.version is not None) == (verdict, kept)
    if seen.version is not None:
        assert (seen.version.text, seen.version.raw) == ("", BODY)


def test_what_killed_two_children_is_set_aside() -> None:
    seen = examined(item(), Unreadable(UnreadableKind.CRASHED, "signal 11", quarantine=True))
    assert (seen.verdict, seen.quarantined) == (Verdict.UNREADABLE, "crashed: signal 11")
    assert (seen.raw, seen.raw_hash) == (BODY, hashlib.sha256(BODY).hexdigest())
    assert seen.quarantined_by == TOOLS


def test_what_failed_without_a_death_is_not_set_aside() -> None:
    seen = examined(item(), Unreadable(UnreadableKind.DOWN, "no process"))
    assert (seen.quarantined, seen.quarantined_by, seen.raw) == (None, None, b"")


def test_the_same_bytes_are_not_tried_again_by_the_same_tools() -> None:
    dead = known(quarantined_raw=hashlib.sha256(BODY).hexdigest(), quarantined_by=TOOLS)
    seen = examined(item(replace(STORY, known=dead)))
    assert (seen.verdict, seen.quarantined) == (Verdict.UNREADABLE, None)
    assert seen.note.startswith("set aside")
    for other in (replace(dead, quarantined_by=None), replace(dead, quarantined_raw="0" * 64)):
        assert examined(item(replace(STORY, known=other)), read()).version is not None


def test_main_content_as_before_ends_it_without_a_text() -> None:
    asked: list[ExtractJob] = []

    async def extract(job: ExtractJob) -> Extracted:
        asked.append(job)
        return Extracted(text="", extractor="test/1", unchanged=True, gate_hash=job.unless_gate)

    before = replace(STORY, known=known(gate_hash="g" * 64, gate_algo=gates.GATE_ALGO))
    seen = asyncio.run(examine.examine(item(before), RULES, extract))
    assert [job.unless_gate for job in asked] == ["g" * 64]
    assert (seen.verdict, seen.version, seen.gate_hash) == (Verdict.UNCHANGED, None, "g" * 64)


def test_a_full_look_goes_past_the_main_content_and_counts_what_that_hid() -> None:
    before = known(gate_hash="g" * 64, gate_algo=gates.GATE_ALGO)
    seen = examined(item(replace(STORY, known=before, full=True)), read(gate_hash="g" * 64))
    assert (seen.verdict, seen.gate_miss) == (Verdict.OK, True)


def test_a_full_look_counts_what_the_gates_hid() -> None:
    full = replace(STORY, known=known(), full=True)
    assert examined(item(full, etag=b'"1"'), read()).gate_miss is True
    assert examined(item(full, etag=b'"2"'), read()).gate_miss is False


@pytest.mark.parametrize(
    ("listed", "found", "expected"),
    [
        (None, (date(2026, 1, 5), PublishedHow.METADATA), (date(2026, 1, 5), PublishedHow.METADATA)),
        (
            date(2026, 1, 7),
            (date(2026, 1, 5), PublishedHow.METADATA),
            (date(2026, 1, 5), PublishedHow.METADATA),
        ),
        (date(2026, 1, 7), (date(2020, 1, 5), PublishedHow.GUESSED), (date(2026, 1, 7), PublishedHow.LISTED)),
        (date(2026, 1, 7), (None, PublishedHow.UNKNOWN), (date(2026, 1, 7), PublishedHow.LISTED)),
    ],
)
def test_the_more_credible_date_holds(
    listed: date | None, found: tuple[date | None, PublishedHow], expected: tuple[date, PublishedHow]
) -> None:
    subject = replace(
        STORY, published_on=listed, published_how=PublishedHow.LISTED if listed else PublishedHow.UNKNOWN
    )
    seen = examined(item(subject), read(published_on=found[0], published_how=found[1]))
    assert (seen.published_on, seen.published_how) == expected


@pytest.mark.parametrize(
    ("published", "changes", "expected"),
    [
        (date(2025, 12, 1), {}, True),
        (date(2026, 1, 20), {}, False),  # not long ago
        (None, {}, False),
        (date(2025, 12, 1), {"last_ok_at": None}, False),  # first run: that is baseline, not history
        (date(2025, 12, 1), {"last_ok_at": datetime(2025, 11, 20, tzinfo=UTC)}, False),  # we were away
        (date(2025, 12, 1), {"source": replace(NEWS, official=True)}, False),
        (date(2025, 12, 1), {"daemon": Daemon(history=None)}, False),
    ],
)
def test_history(published: date | None, changes: dict[str, Any], expected: bool) -> None:
    assert replace(RULES, **changes).is_history(published, NOW) is expected


def test_a_failed_attempt_is_tried_again_at_growing_distances() -> None:
    def due(before: KnownDocument | None, verdict: Verdict) -> datetime | None:
        told = Judged(verdict=verdict, note="status 503")
        seen = examine.check(replace(STORY, known=before), told, RULES, NOW, status=503, ms=3)
        assert (seen.verdict, seen.note, seen.version) == (verdict, "status 503", None)
        return seen.next_due_at

    assert due(None, Verdict.SERVER_ERROR) == NOW + timedelta(hours=1)
    assert due(known(misses=1), Verdict.MISSING) == NOW + timedelta(hours=6)
    assert due(known(), Verdict.GONE) is None
    assert due(known(carries_claim=True), Verdict.GONE) == NOW + Daemon().recheck_claims


def test_a_council_s_record_is_no_page_and_passes_no_gate() -> None:
    matter = replace(PAPER, kind=DocumentKind.MATTER, title="Letter filed")
    made = item(
        matter,
        b'{"matter": 1}',
        media_type="application/json",
        text="Letter\n\nFile: 128",
        extractor="legistar/1",
    )
    seen = examined(made)
    assert seen.version is not None
    assert (seen.version.text, seen.version.extractor, seen.title) == (
        "Letter\n\nFile: 128",
        "legistar/1",
        "Letter filed",
    )
    again = replace(made, subject=replace(matter, known=known(text_hash=seen.version.text_hash)))
    assert examined(again).verdict is Verdict.UNCHANGED


def test_zeros_and_half_characters_do_not_reach_the_store() -> None:
    seen = examined(item(), read("57 detainers\0 \ud800 in 2025"))
    assert seen.version is not None
    assert "\0" not in seen.version.text
    assert seen.version.text_hash == hashlib.sha256(seen.version.text.encode()).hexdigest()


def test_a_copy_in_other_clothes_has_the_same_norm_hash() -> None:
    assert examine.norm_hash("Police  received\n57 “detainers”.") == examine.norm_hash(
        "POLICE received 57 detainers"
    )
    assert examine.norm_hash("57 detainers") != examine.norm_hash("75 detainers")
