"""A report recognised through the whole pipeline: a council's API, a matter, the letter attached to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from config.catalogue import SourceEntry
from config.loading import load
from config.words import ChangeKind, Quiet, SourceKind
from monitor import duties, findings
from monitor.declared import declare
from storage import documents
from storage import duties as kept
from storage.records import Change
from tests.crawler.visits import Visitor, extraction_pool, source, visitor
from tests.papers import letter
from tests.world.council import Council, Matter
from tests.world.site import Site

LINES = (
    "Dear City Clerk:",
    "Under the Boston Trust Act I report on civil immigration detainer requests.",
    "In calendar year 2025 the Department received 57 civil immigration detainer requests.",
)
TITLE = "Communication on civil immigration detainer requests under the Trust Act"


@pytest.fixture(scope="module")
def pool() -> Iterator[Any]:
    with extraction_pool() as made:
        yield made


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as made:
        yield made


@pytest.fixture
def visits(tmp_path: Path, pool: Any) -> Iterator[Visitor]:
    with visitor(tmp_path, pool) as made:
        yield made


@pytest.fixture
def council(site: Site) -> Council:
    return Council(site, client="boston")


@pytest.fixture
def legistar(visits: Visitor, site: Site, council: Council) -> SourceEntry:
    """The shipped council and its shipped duty, asked at home; its first run has ended."""
    entry = replace(
        source(
            SourceKind.LEGISTAR, council.address, site.host, official=True, publisher="Boston City Council"
        ),
        id="boston-legistar",
        place="us-ma-boston",
    )
    shipped = load(None, {})
    visits.settings = replace(shipped, sources={entry.id: entry}, contact="test@example.org")
    declare(visits.store, visits.settings, visits.clock())
    council.add(Matter(id=1, title="Order about street trees"))
    visits.visit(entry)
    process(visits)
    visits.clock.pass_(hours=2)
    return entry


def process(visits: Visitor) -> list[Change]:
    done = findings.process_pending(visits.store, visits.settings, visits.clock)
    return [change for each in done for change in each.changes]


def file(council: Council, site: Site, number: int, **more: Any) -> Matter:
    day = datetime(2026, 1, 26)  # noqa: DTZ001  # as the API has it
    facts = {"title": TITLE, "type": "Report of a Public Officer", "intro": day.isoformat(), **more}
    matter = council.add(Matter(id=number, modified=day, **facts))
    address = site.put(f"/files/letter-{number}.pdf", letter(LINES), "application/pdf")
    council.attach(matter, number * 10, "Letter", address)
    return matter


def states(visits: Visitor) -> dict[str, str]:
    with visits.store.read() as conn:
        return {each.period: each.state for each in kept.periods(conn)}


def test_a_matter_of_the_right_type_files_the_report_once(
    visits: Visitor, site: Site, council: Council, legistar: SourceEntry
) -> None:
    assert duties.look(visits.store, visits.settings, visits.clock) == []
    file(council, site, 145)
    visits.visit(legistar)
    filed = [change for change in process(visits) if change.kind is ChangeKind.FILED]
    assert [(change.more["period"], change.quiet, change.more["filed_on"]) for change in filed] == [
        ("2025", Quiet.NO, "2026-01-26")
    ]
    assert filed[0].more["days_after"] == 26
    assert states(visits) == {"2025": "filed", "2026": "awaited"}
    with visits.store.read() as conn:
        row = kept.get(conn, "boston-trust-act-letter", "2025")
        assert row is not None
        assert row.document_id is not None
        assert documents.document(conn, row.document_id).key.startswith("legistar:boston:matter:145")
    visits.clock.pass_(hours=2)
    visits.visit(legistar)
    assert process(visits) == []


def test_a_matter_of_another_type_is_perhaps_the_report(
    visits: Visitor, site: Site, council: Council, legistar: SourceEntry
) -> None:
    duties.look(visits.store, visits.settings, visits.clock)
    matter = file(council, site, 146, type="Council Hearing Order")
    matter.requester = "Councilor at large"
    visits.visit(legistar)
    filed = [change for change in process(visits) if change.kind is ChangeKind.FILED]
    assert [change.more.get("perhaps") for change in filed] == [True]
    assert states(visits) == {"2025": "perhaps", "2026": "awaited"}


def test_it_is_overdue_only_after_the_council_was_asked_again(
    visits: Visitor, council: Council, legistar: SourceEntry
) -> None:
    duties.look(visits.store, visits.settings, visits.clock)
    visits.clock.pass_(days=25)
    council.closed = True
    visits.visit(legistar)
    (change,) = duties.look(visits.store, visits.settings, visits.clock)
    assert change.more["failing"] == ["boston-legistar"]
    council.closed = False
    visits.clock.pass_(days=1)
    visits.forget_manners()
    visits.visit(legistar)
    (change,) = duties.look(visits.store, visits.settings, visits.clock)
    assert (change.kind, change.more["period"]) == (ChangeKind.OVERDUE, "2025")
    assert "cannot_tell" not in change.more
