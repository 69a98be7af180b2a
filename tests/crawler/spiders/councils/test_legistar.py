"""Whole runs over a council's API."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import unquote

import pytest

from config.catalogue import SourceEntry
from config.words import DocumentKind, PublishedHow, RunOutcome, SourceKind, Verdict
from storage import facts
from tests.crawler.visits import Visitor, kept, source
from tests.papers import letter
from tests.world.council import Council, Event, Matter
from tests.world.site import Site

TITLE = "Letter from the Police Commissioner on civil immigration detainer results for calendar year 2025"
LINES = (
    "Dear Members of the Council:",
    "In calendar year 2025 the Department received 57 civil immigration detainer requests.",
    "No person was transferred to the custody of ICE.",
)
MATTER = "legistar:harbor:matter:128"
PAPER = f"{MATTER}:attachment:7"


@pytest.fixture
def council(site: Site) -> Council:
    council = Council(site)
    filed = council.add(Matter(id=128, title=TITLE, text="Filed under section 3 of the ordinance."))
    council.attach(
        filed, 7, "Commissioner's letter", site.put("/files/letter.pdf", letter(LINES), "application/pdf")
    )
    council.add(Matter(id=129, title="Order about street trees"))
    return council


@pytest.fixture
def legistar(site: Site, council: Council) -> SourceEntry:
    return source(
        SourceKind.LEGISTAR,
        council.address,
        site.host,
        official=True,
        every=timedelta(hours=1),
        publisher="City Council",
    )


def test_a_matter_with_watch_words_is_kept_with_its_letter(
    visits: Visitor, site: Site, legistar: SourceEntry
) -> None:
    report = visits.visit(legistar)
    assert (report.outcome, report.reason) == (RunOutcome.COMPLETE, None)
    assert kept(report.counts, "listed", "versions") == {"listed": 1, "versions": 2}
    known = visits.documents()
    assert set(known) == {MATTER, PAPER}
    assert (known[MATTER].kind, known[PAPER].kind) == (DocumentKind.MATTER, DocumentKind.ATTACHMENT)
    assert known[PAPER].parent_id == known[MATTER].id
    assert known[PAPER].title == "Commissioner's letter"
    assert (str(known[MATTER].published_on), known[MATTER].published_how) == (
        "2025-01-08",
        PublishedHow.STATED,
    )
    assert known[MATTER].url == "https://harbor.legistar.com/gateway.aspx?m=l&id=128"
    assert "57 civil immigration detainer requests" in visits.text(PAPER)
    assert "Filed under section 3 of the ordinance." in visits.text(MATTER)


def test_json_is_asked_for_and_pages_in_a_stable_order(
    visits: Visitor, site: Site, legistar: SourceEntry
) -> None:
    visits.visit(legistar)
    asked = [each for each in site.asked if "/matters?" in each.path]
    assert asked
    assert all("application/json" in each.headers["accept"] for each in asked)
    assert all("$orderby=MatterId&$top=1000&$skip=0" in each.path for each in asked)


def test_pages_are_read_until_one_is_short_and_no_matter_twice(
    visits: Visitor, site: Site, council: Council, legistar: SourceEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crawler import pipeline

    monkeypatch.setattr(pipeline, "MAX_NEW", 1)
    for number in range(1000, 2500):
        council.add(Matter(id=number, title=f"Detainer order {number}"))
    report = visits.visit(legistar)
    assert report.counts["listed"] == 1501
    assert len(visits.documents()) >= 1501


def test_a_page_that_brings_nothing_new_ends_it(
    visits: Visitor, site: Site, council: Council, legistar: SourceEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An API that ignores $skip gives page one for ever."""
    from crawler import pipeline

    monkeypatch.setattr(pipeline, "MAX_NEW", 1)
    for number in range(1000, 2000):
        council.add(Matter(id=number, title=f"Detainer order {number}"))
    honest = council._list
    monkeypatch.setattr(council, "_list", lambda rows, query, key: honest(rows, {**query, "skip": "0"}, key))
    assert visits.visit(legistar).counts["listed"] == 1000
    assert len([path for path in site.paths() if "/matters?" in path]) <= 4


def test_a_second_page_that_fails_makes_the_run_partial_and_the_next_one_reads_all_again(
    visits: Visitor, site: Site, council: Council, legistar: SourceEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crawler import pipeline

    monkeypatch.setattr(pipeline, "MAX_NEW", 1)
    monkeypatch.setattr(pipeline, "MAX_DUE", 1)
    for number in range(1000, 2500):
        council.add(Matter(id=number, title=f"Detainer order {number}"))
    council.refused_after = 1000
    report = visits.visit(legistar)
    assert (report.outcome, report.reason) == (RunOutcome.PARTIAL, "server error: 500")
    assert visits.row(legistar.id).baseline_run is None
    with visits.store.read() as conn:
        assert facts.get(conn, f"source {legistar.id} watermark") is None
    council.refused_after = 10**6
    visits.clock.pass_(hours=1)
    assert visits.visit(legistar).outcome is RunOutcome.COMPLETE
    assert visits.row(legistar.id).baseline_run is not None


def test_the_next_read_goes_from_three_days_before_the_newest_stamp(
    visits: Visitor, site: Site, council: Council, legistar: SourceEntry
) -> None:
    visits.visit(legistar)
    site.forget()
    visits.clock.pass_(hours=1)
    report = visits.visit(legistar)
    listings = [unquote(path) for path in site.paths() if "/matters?" in path]
    assert listings
    assert all("and MatterLastModifiedUtc ge datetime'2025-01-05T15:30:01'" in path for path in listings)
    assert (report.outcome, report.counts["listed"]) == (RunOutcome.COMPLETE, 1)
    assert report.counts["versions"] == 0


def test_a_full_sweep_once_a_week(
    visits: Visitor, site: Site, council: Council, legistar: SourceEntry
) -> None:
    visits.visit(legistar)
    late = council.add(Matter(id=7, title="Detainer matter whose stamp never moved"))
    late.modified = datetime(2020, 1, 1)  # noqa: DTZ001
    visits.clock.pass_(hours=1)
    visits.visit(legistar)
    assert "legistar:harbor:matter:7" not in visits.documents()
    visits.clock.pass_(days=7)
    visits.visit(legistar)
    assert "legistar:harbor:matter:7" in visits.documents()


def test_a_changed_matter_makes_a_version_and_an_unchanged_one_is_only_checked(
    visits: Visitor, site: Site, council: Council, legistar: SourceEntry
) -> None:
    visits.visit(legistar)
    filed = council.matters[128]
    filed.status, filed.version, filed.modified = "Placed on File", 2, datetime(2026, 1, 27, 14)  # noqa: DTZ001
    visits.clock.pass_(hours=1)
    assert visits.visit(legistar).counts["versions"] == 1
    assert "Status: Placed on File" in visits.text(MATTER)
    site.forget()
    visits.clock.pass_(hours=1)
    visits.visit(legistar)
    assert not any("/texts/" in path or "/versions" in path for path in site.paths())


def test_a_new_attachment_is_found_though_no_stamp_moved(
    visits: Visitor, site: Site, council: Council, legistar: SourceEntry
) -> None:
    visits.visit(legistar)
    corrected = letter(("The number of requests in 2025 was 61, not 57.",))
    council.attach(
        council.matters[128], 8, "Corrected letter", site.put("/files/b.pdf", corrected, "application/pdf")
    )
    visits.clock.pass_(days=5)
    assert visits.visit(legistar).counts["versions"] == 1
    assert "61, not 57" in visits.text(f"{MATTER}:attachment:8")


def test_a_letter_that_the_clerk_exchanged_is_read_at_the_next_visit(
    visits: Visitor, site: Site, council: Council, legistar: SourceEntry
) -> None:
    """Not at its own next time, which may be weeks away."""
    for hours, number in ((0, 57), (4, 61), (1, 57)):
        visits.clock.pass_(hours=hours)
        council.matters[128].attachments.clear()
        changed = visits.clock().replace(tzinfo=None).isoformat(timespec="seconds")
        told = letter((f"In calendar year 2025 the Department received {number} detainer requests.",))
        url = site.put("/files/letter.pdf", told, "application/pdf")
        council.attach(
            council.matters[128], 7, "Commissioner's letter", url, MatterAttachmentLastModifiedUtc=changed
        )
        visits.clock.pass_(minutes=1)
        visits.visit(legistar)
        assert f"received {number}" in visits.text(PAPER)


def test_an_agenda_item_leads_to_a_matter_without_the_words(
    visits: Visitor, site: Site, council: Council, legistar: SourceEntry
) -> None:
    council.add(Matter(id=300, title="Communication from the administration"))
    item = {"EventItemId": 1, "EventItemTitle": "On ICE detainers", "EventItemMatterId": 300}
    council.events[5] = Event(
        id=5, date="2026-01-20T00:00:00", items=[item, {"EventItemId": 2, "EventItemTitle": "Trees"}]
    )
    council.events[6] = Event(
        id=6, date="2025-11-20T00:00:00", items=[{**item, "EventItemId": 3, "EventItemMatterId": 129}]
    )
    visits.visit(legistar)
    assert "legistar:harbor:matter:300" in visits.documents()
    assert "legistar:harbor:matter:129" not in visits.documents()  # on an agenda of two months ago


@pytest.mark.parametrize("what", ["closed", "unknown"])
def test_what_asking_again_cannot_cure_is_asked_once(
    visits: Visitor, site: Site, council: Council, legistar: SourceEntry, what: str
) -> None:
    setattr(council, what, True)
    report = visits.visit(legistar)
    assert report.outcome is RunOutcome.FAILED
    assert report.reason is not None
    said = {"closed": "closed or wants a token", "unknown": "no such client"}
    assert said[what] in report.reason
    assert len(site.paths()) == len(set(site.paths()))


def test_a_text_that_fails_leaves_the_matter_as_it_was(
    visits: Visitor, site: Site, council: Council, legistar: SourceEntry
) -> None:
    visits.visit(legistar)
    filed = council.matters[128]
    filed.version, filed.modified = 2, datetime(2026, 1, 27, 14)  # noqa: DTZ001
    council.broken = {"matters/128/texts/9128"}
    visits.clock.pass_(hours=1)
    report = visits.visit(legistar)
    assert (report.outcome, report.counts["versions"]) == (RunOutcome.PARTIAL, 0)
    assert "Filed under section 3" in visits.text(MATTER)
    assert [fetch.verdict for fetch in visits.fetches(MATTER)] == [Verdict.SERVER_ERROR]


def test_a_deleted_matter_goes(visits: Visitor, site: Site, council: Council, legistar: SourceEntry) -> None:
    visits.visit(legistar)
    del council.matters[128]
    for _ in range(9):
        visits.clock.pass_(hours=1)
        visits.visit(legistar)
    assert visits.documents()[MATTER].gone_since is not None


def test_a_link_that_leads_anywhere_is_checked_like_any_other(
    visits: Visitor, site: Site, council: Council, legistar: SourceEntry
) -> None:
    with Site() as inside:
        council.attach(
            council.matters[128], 9, "Link", f"{inside.base}/secret", MatterAttachmentIsHyperlink=True
        )
        visits.visit(legistar)
        assert inside.asked == []
    assert visits.fetches(f"{MATTER}:attachment:9")[0].verdict is Verdict.REFUSED


def test_a_token_is_sent_and_stands_in_no_log_and_no_row(
    visits: Visitor, site: Site, council: Council, legistar: SourceEntry, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    council.broken = {"events", "matters/128/versions"}
    visits.visit(replace(legistar, token="s3cr3t-token"))
    assert all("token=s3cr3t-token" in path for path in site.paths() if path.startswith("/v1/"))
    assert "s3cr3t" not in caplog.text
    assert visits.store.path is not None
    for file in visits.store.path.parent.iterdir():
        assert b"s3cr3t" not in file.read_bytes()
