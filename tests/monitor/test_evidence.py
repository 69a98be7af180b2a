"""Evidence as a third person opens it: WARC records that replay, hashes, times of the store."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from config.words import SourceKind
from monitor import findings, warc
from monitor.declared import declare
from monitor.evidence import Evidence, Kept, pack
from monitor.evidence_gathering import gather
from storage.records import Alert, Version
from tests.crawler.visits import extraction_pool, source, visitor
from tests.monitor import world
from tests.world.site import Site

RAW = b"<html>57 detainers\r\n</html>\x00\xff"
AT = datetime(2026, 1, 27, 14, 50, 3, 250000, tzinfo=UTC)


def version(**more: Any) -> Version:
    answered = {
        "status": 200,
        "headers": {"etag": '"x"', "content-length": "17", "content-encoding": "gzip", "date": "Tue"},
        "media_type": "text/html",
        "at": AT,
    }
    return replace(world.version(), **{**answered, **more})


def replayed(*made: warc.Record) -> Iterator[tuple[Any, bytes]]:
    """What warcio's own reader finds, digests checked."""
    out = io.BytesIO()
    warc.write(out, made)
    out.seek(0)
    for record in ArchiveIterator(out, check_digests="raise"):
        yield record, record.content_stream().read()


def test_an_answer_replays_to_the_same_bytes_under_the_address_that_answered() -> None:
    made = warc.record(world.document(), version(final_url="https://b.example.org/letter?x=1"), RAW)
    (about, said), (record, body) = replayed(made)
    assert about.rec_type == "warcinfo"
    assert b"Detainer Watch" in said
    assert (record.rec_type, body) == ("response", RAW)
    assert record.rec_headers.get_header("WARC-Target-URI") == "https://b.example.org/letter?x=1"
    assert record.rec_headers.get_header("WARC-Date") == "2026-01-27T14:50:03.250000Z"
    assert record.http_headers.get_statuscode() == "200"
    headers = dict(record.http_headers.headers)
    assert headers["Etag"] == '"x"'
    # a body without its coding must not claim to have one
    assert headers["Content-Length"] == str(len(RAW))
    assert headers["X-Archive-Orig-content-encoding"] == "gzip"
    assert "Content-Encoding" not in headers


def test_what_no_server_answered_claims_no_headers() -> None:
    letter = world.document(url="letter.pdf")
    made = warc.record(letter, version(status=None, headers={}, media_type="application/pdf"), RAW)
    _, (record, body) = replayed(made)
    assert (record.rec_type, record.http_headers, body) == ("resource", None, RAW)
    assert record.rec_headers.get_header("Content-Type") == "application/pdf"
    assert record.rec_headers.get_header("WARC-Target-URI").startswith("ni:///sha-256;")


@pytest.mark.parametrize("status", [None, 200, 299, 999])
@pytest.mark.parametrize("value", ["a\r\nSet-Cookie: b", "\x00", "\xe9", "x" * 1000, ""])
def test_no_header_breaks_a_record(status: int | None, value: str) -> None:
    made = warc.record(world.document(), version(status=status, headers={"server": value}), RAW)
    _, (record, body) = replayed(made)
    assert body == RAW
    if status is not None:
        assert [name for name, _ in record.http_headers.headers] == ["Server", "Content-Length"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300))
def test_any_bytes_replay(raw: bytes) -> None:
    for each in (version(), version(status=None)):
        _, (_, body) = replayed(warc.record(world.document(), each, raw))
        assert body == raw


def test_the_same_answer_is_the_same_record() -> None:
    one, other = io.BytesIO(), io.BytesIO()
    for out in (one, other):
        warc.write(out, [warc.record(world.document(), version(), RAW)])
    assert one.getvalue() == other.getvalue()


def packed(**more: Any) -> zipfile.ZipFile:
    kept = Kept(version=version(), raw=lambda: RAW, text=lambda: "57 detainers", figures=[])
    alert = Alert(
        id="A", receiver="metro-desk", occasion="run:1", made_at=AT, seq=1, subject="New: 57", body={}
    )
    facts = {
        "document": world.document(),
        "versions": [kept],
        "all_versions": [version()],
        "changes": [],
        "alerts": [(alert, [3])],
    }
    stream = io.BytesIO()
    pack(Evidence(**{**facts, **more}), stream)
    return zipfile.ZipFile(stream)


def test_a_bundle_names_the_alerts_and_nobody_who_got_them() -> None:
    given = version(note="by A. Source")
    bundle = packed(versions=[Kept(version=given, raw=lambda: RAW, text=str, figures=[])])
    [alert] = json.loads(bundle.read("chain.json"))["alerts"]
    assert alert == {"id": "A", "made_at": AT.isoformat(), "subject": "New: 57", "changes": [3]}
    everything = b"".join(bundle.read(name) for name in bundle.namelist())
    assert b"metro-desk" not in everything
    assert b"A. Source" not in everything


def test_a_bundle_has_the_answer_as_it_was_received() -> None:
    told = json.loads(packed().read("version-1/headers.json"))
    assert (told["status"], told["headers"]["content-encoding"]) == (200, "gzip")
    assert told["answered"] == told["asked"] == world.document().url


def test_a_file_that_somebody_gave_was_asked_of_nobody() -> None:
    given = Kept(version=version(status=None, headers={}), raw=lambda: RAW, text=str, figures=[])
    bundle = packed(document=world.document(url="letter.pdf"), versions=[given])
    told = json.loads(bundle.read("version-1/headers.json"))
    assert (told["asked"], told["answered"], told["status"], told["headers"]) == (None, None, None, {})


def test_the_times_in_a_bundle_are_those_of_the_store() -> None:
    times = {entry.date_time for entry in packed().infolist()}
    assert times == {(2026, 1, 27, 14, 50, 2)}  # a zip counts seconds in twos


@pytest.mark.parametrize("media_type", ["../../etc/passwd", "text/html; x=/..", "application/x-sh", ""])
def test_the_names_in_a_bundle_are_ours(media_type: str) -> None:
    kept = Kept(version=version(media_type=media_type), raw=lambda: RAW, text=str, figures=[])
    names = packed(versions=[kept]).namelist()
    assert names[0] == "version-1/original.bin"
    assert not any(".." in name or name.startswith("/") for name in names)


def test_a_page_that_was_really_fetched_replays_with_its_headers(tmp_path: Path) -> None:
    """From a server, through a redirect and gzip, to a bundle that warcio reads: the page itself."""
    page = (
        b"<html><head><title>Police report</title></head><body><article><p>Boston police received 57 ICE "
        b"detainer requests in 2025, the commissioner wrote.</p></article></body></html>"
    )
    with Site() as site, extraction_pool() as pool, visitor(tmp_path, pool) as visits:
        headers = {"Content-Encoding": "gzip", "Set-Cookie": "id=7"}
        site.put("/new", gzip.compress(page), headers=headers)
        address = site.say("/old", 302, Location="/new")
        visits.visit(source(SourceKind.PAGE, address, site.host))
        declare(visits.store, visits.settings, visits.clock())
        findings.process_pending(visits.store, visits.settings, visits.clock)
        document = visits.documents()[address]
        stream = io.BytesIO()
        with visits.store.read() as conn:
            pack(gather(conn, visits.store, visits.settings, document, None), stream)
        final = f"{site.base}/new"
    bundle = zipfile.ZipFile(stream)
    assert bundle.read("version-1/original.html") == page
    told = json.loads(bundle.read("version-1/headers.json"))
    assert (told["asked"], told["answered"], told["status"]) == (address, final, 200)
    assert "set-cookie" not in told["headers"]
    [figure] = json.loads(bundle.read("version-1/reading.json"))["figures"]
    assert figure["value"] == 57
    records = [*ArchiveIterator(io.BytesIO(bundle.read("record.warc")), check_digests="raise")]
    assert [record.rec_type for record in records] == ["warcinfo", "response"]
    [body] = [
        record.content_stream().read()
        for record in ArchiveIterator(io.BytesIO(bundle.read("record.warc")))
        if record.rec_headers.get_header("WARC-Target-URI") == final
    ]
    assert body == page
