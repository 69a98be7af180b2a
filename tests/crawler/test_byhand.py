"""Documents that a person gives: files and addresses."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from config.words import DocumentKind, PublishedHow, RunKind, RunOutcome
from crawler.byhand import About, Added, add
from crawler.errors import NotGiven, Unreadable
from storage import sources
from tests.crawler.visits import Visitor
from tests.papers import letter
from tests.world import reactor
from tests.world.site import Site

ABOUT = About(
    place="us-ma-boston",
    publisher="us-ma-boston/police",
    published=date(2026, 1, 12),
    first_hand=True,
    note="by mail, from the records office",
)
LINES = ("In 2025 the Department received 57 civil immigration detainer requests.",)


def give(visits: Visitor, where: Path | str, about: About = ABOUT, **more: Any) -> Added:
    return reactor.run(
        add(
            where,
            about,
            store=visits.store,
            settings=visits.settings,
            pool=visits.pool,
            clock=visits.clock,
            owner="test",
            **more,
        )
    )


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "letter.pdf"
    file.write_bytes(letter(LINES))
    return file


def test_a_file_becomes_a_pending_version_under_its_hash(visits: Visitor, paper: Path) -> None:
    added = give(visits, paper)
    key = f"hand:{hashlib.sha256(paper.read_bytes()).hexdigest()}"
    document = visits.documents()[key]
    assert document.kind is DocumentKind.BY_HAND
    assert (document.place, document.publisher, document.official) == (
        "us-ma-boston",
        "us-ma-boston/police",
        True,
    )
    assert (document.published_on, document.published_how) == (date(2026, 1, 12), PublishedHow.STATED)
    assert (document.relevant, document.history, document.baseline) == (True, False, False)
    (version,) = visits.versions(key)
    assert version.id == added.recorded.version_id
    assert version.note == "by mail, from the records office"
    assert "57 civil immigration detainer requests" in visits.text(key)


def test_its_run_is_by_hand_and_over(visits: Visitor, paper: Path) -> None:
    added = give(visits, paper)
    with visits.store.read() as conn:
        run = sources.run(conn, added.run_id)
    assert run is not None
    assert (run.kind, run.outcome, run.source_id) == (RunKind.BY_HAND, RunOutcome.COMPLETE, None)


def test_given_again_it_is_the_same_document(visits: Visitor, paper: Path) -> None:
    first, second = give(visits, paper), give(visits, paper)
    assert first.recorded.document_id == second.recorded.document_id
    assert second.recorded.version_id is None
    assert len(visits.documents()) == 1


@pytest.mark.parametrize("body", [b"", b"\x89PNG\r\n\x1a\n" + b"x" * 100, b"%PDF-1.4 broken"])
def test_what_cannot_be_read_is_refused_and_nothing_stored(
    visits: Visitor, tmp_path: Path, body: bytes
) -> None:
    file = tmp_path / "odd.bin"
    file.write_bytes(body)
    with pytest.raises(Unreadable):
        give(visits, file)
    assert visits.documents() == {}


def test_a_file_that_is_not_there(visits: Visitor, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        give(visits, tmp_path / "no-such.pdf")


def test_an_address_is_fetched_and_frozen_as_given(visits: Visitor, site: Site) -> None:
    address = site.put("/letter.pdf", letter(LINES), "application/pdf")
    give(visits, address, allow=(site.host,))
    (document,) = visits.documents().values()
    assert document.key.startswith("hand:")
    assert document.url == address


def test_an_address_that_does_not_give_it(visits: Visitor, site: Site) -> None:
    with pytest.raises(NotGiven, match="missing"):
        give(visits, site.say("/gone", 404), allow=(site.host,))
    with pytest.raises(NotGiven, match="refused"):
        give(visits, site.base)
    assert visits.documents() == {}
