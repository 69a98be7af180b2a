"""Transaction 2 on a real store: from pending versions to changes and what is owed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from config.words import ChangeKind, DisputeState, DocumentKind, Quiet, Verdict, VersionState
from monitor import findings, predecessor, wording
from monitor.compare import compare
from monitor.figures import reader
from monitor.names import Names
from storage import documents, leases, ledger, outbox
from storage import findings as stored
from storage.records import Change, Ledger
from tests.monitor.newsroom import FILLER, Newsroom, kinds

LETTER = "In 2025 the Boston Police Department received a total of {} ICE detainers."
HERALD = "The Boston Police Department received a total of {} ICE detainers in 2025, police said."
ICE = "ICE says it lodged a total of {} detainers with Boston police in 2025."


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    room = Newsroom(tmp_path)
    room.settle_in()
    yield room
    room.store.close()


def book(room: Newsroom) -> Ledger:
    with room.store.read() as conn:
        return ledger.everything(conn)


def owed(room: Newsroom, receiver: str) -> list[Change]:
    """What the receiver will be told, whenever it is due."""
    with room.store.read() as conn:
        groups = outbox.ready(conn, room.time + timedelta(days=30))
    return [change for group in groups if group.receiver == receiver for change in group.changes]


def test_a_story_that_changes_its_number_beside_the_letter_is_told_of_itself(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD.format(57))
    room.publish("docket", "letter", LETTER.format(57))
    (change,) = room.publish("herald", "a", HERALD.format(59))
    assert change.kind is ChangeKind.CORRECTED
    assert change.before is not None
    assert "ICE detainers in 2025, police said" in change.before.quote
    assert change.before.document_id == change.document_id
    told = wording.sentence(change, _names(room))
    assert "before, it had 57. In a document of their own, Boston police still say 57." in told
    assert wording.headline(change, _names(room)).startswith("Herald now has 59, before 57: ")
    (back,) = room.publish("herald", "a", HERALD.format(57))
    assert back.before is not None
    assert (back.before.value, back.after and back.after.value) == (59, 57)
    assert "still say" not in wording.sentence(back, _names(room))


def _names(room: Newsroom) -> Names:
    with room.store.read() as conn:
        known = {each.id: each for each in documents.by_ids(conn, [1, 2]).values()}
    return Names(catalogue=room.settings.catalogue, documents=known)


def test_a_story_a_letter_and_a_contradiction(room: Newsroom) -> None:
    assert kinds(room.publish("herald", "a", HERALD.format(57))) == ["new"]
    assert kinds(room.publish("docket", "letter", LETTER.format(57))) == ["confirmed"]
    changes = room.publish("globe", "b", ICE.format(167))
    assert kinds(changes) == ["conflicting"]
    assert [dispute.state for dispute in book(room).disputes.values()] == [DisputeState.OPEN]
    conflict = changes[-1]
    assert conflict.before is not None
    assert conflict.after is not None
    assert (conflict.before.value, conflict.after.value) == (57, 167)
    assert "57 ICE detainers" in conflict.before.quote
    assert conflict.before.document_id == 2


def test_what_changed_is_owed_to_who_asked_for_it_and_not_to_the_operator(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD.format(57))
    assert [change.kind for change in owed(room, "desk")] == [ChangeKind.NEW]
    assert owed(room, "box") == []


def test_the_version_is_done_and_keeps_its_figures(room: Newsroom) -> None:
    (processed,) = room.process("herald", "a", HERALD.format(57))
    assert [each.figure.value for each in processed.figures] == [57]
    with room.store.read() as conn:
        version = documents.version(conn, processed.version_id)
        figures = stored.figures(conn, version.id)
    assert version.state is VersionState.DONE
    assert version.read_by is not None
    assert version.read_by.endswith(room.settings.catalogue.revision)
    assert [each.figure for each in figures] == [each.figure for each in processed.figures]


def test_processing_again_finds_nothing_to_do(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD.format(57))
    assert findings.process_pending(room.store, room.settings, room.clock) == []
    assert len(owed(room, "desk")) == 1


def test_a_letter_that_is_edited_in_its_file_is_revised(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(57))
    changes = room.publish("docket", "letter", LETTER.format(61))
    assert kinds(changes, documents_too=True) == ["revised"]
    assert changes[0].before is not None
    assert "57" in changes[0].before.quote


def test_a_reprint_is_no_change(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD.format(57))
    assert room.publish("globe", "b", HERALD.format(57)) == []
    (claim,) = book(room).claims.values()
    assert [(support.document, support.copy_of) for support in claim.supports] == [(1, None), (2, 1)]


def test_a_reprint_with_another_headline_is_a_copy_too(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD.format(57))
    room.publish("globe", "b", "From the wires.\n\n" + HERALD.format(57))
    (claim,) = book(room).claims.values()
    assert [support.copy_of for support in claim.supports] == [None, 1]


def test_a_sentence_in_common_makes_no_copy(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD.format(57))
    own = HERALD.format(57) + "\n\n" + "Our own reporter asked every councilor what they make of it. " * 12
    room.publish("globe", "b", own, whole=False)
    (claim,) = book(room).claims.values()
    assert [support.copy_of for support in claim.supports] == [None, None]


# --- baseline and history ---------------------------------------------------------------------------


def test_the_first_run_of_a_source_is_told_in_a_summary(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    changes = room.publish("docket", "letter", LETTER.format(57))
    assert {change.quiet for change in changes} == {Quiet.BASELINE}
    assert kinds(changes, documents_too=True) == ["new"]
    with room.store.read() as conn:
        groups = outbox.ready(conn, room.time + timedelta(hours=2))
    assert {group.occasion.partition(":")[0] for group in groups} == {"baseline"}
    room.store.close()


def test_what_the_first_run_listed_is_live_when_it_is_edited_later(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.publish("docket", "letter", LETTER.format(57))
    (change,) = room.publish("docket", "letter", LETTER.format(61))
    assert (change.kind, change.quiet) == (ChangeKind.REVISED, Quiet.NO)
    room.store.close()


def test_old_news_met_late_fills_silently(room: Newsroom) -> None:
    changes = room.publish("herald", "old", HERALD.format(57), history=True, published=date(2026, 1, 2))
    assert [change.quiet for change in changes] == [Quiet.HISTORY]
    assert owed(room, "desk") == []


def test_what_appears_at_an_official_source_is_told_without_a_number(room: Newsroom) -> None:
    changes = room.publish("docket", "letter", "A letter on civil immigration detainers is attached.")
    assert kinds(changes, documents_too=True) == ["appeared"]
    assert [change.kind for change in owed(room, "desk")] == [ChangeKind.APPEARED]


def test_an_attachment_appears_with_its_matter(room: Newsroom) -> None:
    matter = "Type: Report\n\nOn immigration detainers."
    assert kinds(
        room.publish("docket", "m", matter, kind=DocumentKind.MATTER, whole=False), documents_too=True
    ) == ["appeared"]
    attachment = room.publish("docket", "m/1", LETTER.format(57), kind=DocumentKind.ATTACHMENT, parent="m")
    assert kinds(attachment, documents_too=True) == ["new"]


def test_the_same_attachment_under_a_new_id_is_no_change(room: Newsroom) -> None:
    room.publish("docket", "m", "Type: Report", kind=DocumentKind.MATTER, whole=False)
    room.publish("docket", "m/1", LETTER.format(57), kind=DocumentKind.ATTACHMENT, parent="m")
    assert room.publish("docket", "m/2", LETTER.format(57), kind=DocumentKind.ATTACHMENT, parent="m") == []


# --- edits and upgrades -----------------------------------------------------------------------------


def test_an_edit_near_a_watch_word_is_recorded(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD.format(57))
    changes = room.publish("herald", "a", HERALD.format(57) + "\n\nNo detainer was honored, they added.")
    assert kinds(changes, documents_too=True)[-1] == "edited"
    assert "they added" in str(changes[-1].more["sentence_after"])


def test_an_edit_elsewhere_is_no_change(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD.format(57))
    assert room.publish("herald", "a", HERALD.format(57) + "\n\nThe bridge opened in June.") == []


def test_a_correction_note_is_recorded_whatever_it_is_about(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD.format(57))
    note = "Correction: an earlier version of this story misspelled the mayor's name."
    assert kinds(room.publish("herald", "a", f"{HERALD.format(57)}\n\n{note}"), documents_too=True) == [
        "edited"
    ]


def test_case_64_the_predecessor_is_read_again_by_todays_reader(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(reader, "read", lambda text, context: ())
        assert room.publish("herald", "a", HERALD.format(57)) == []
    changes = room.publish("herald", "a", HERALD.format(57) + "\n\nThe bridge opened in June.")
    assert [change.quiet for change in changes] == [Quiet.REREAD]
    assert owed(room, "desk") == []


def test_a_new_extractor_reads_the_old_bytes_before_it_speaks_of_an_edit(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD.format(57), extractor="plain/0")
    with room.store.read() as conn:
        (old,) = documents.versions(conn, 1)
        new = replace(old, extractor="plain/1")
        document = documents.document(conn, 1)
        text = predecessor.text(conn, old, new, document, "UTC", ())
    assert "57 ICE detainers" in text


# --- withdrawals ------------------------------------------------------------------------------------


def test_case_53_a_number_that_stays_away_for_six_hours_is_withdrawn(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(57))
    room.publish("docket", "letter", "The letter will follow.")
    assert findings.withdraw(room.store, room.settings, room.clock) == []
    room.wait(hours=7)
    assert findings.withdraw(room.store, room.settings, room.clock) == []  # nobody has looked since
    room.check("docket", "letter")
    (change,) = findings.withdraw(room.store, room.settings, room.clock)
    assert change.kind is ChangeKind.WITHDRAWN
    assert change.before is not None
    assert "57" in change.before.quote
    assert findings.withdraw(room.store, room.settings, room.clock) == []
    assert [each.kind for each in owed(room, "desk")][-1] is ChangeKind.WITHDRAWN


def test_case_54_a_number_that_comes_back_in_time_is_no_change(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(57))
    room.publish("docket", "letter", "The letter will follow.")
    room.publish("docket", "letter", LETTER.format(57))
    room.wait(hours=7)
    room.check("docket", "letter")
    assert findings.withdraw(room.store, room.settings, room.clock) == []


def test_case_57_a_failed_fetch_withdraws_nothing(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(57))
    for verdict in (Verdict.PAYWALL, Verdict.CHALLENGE, Verdict.EMPTY, Verdict.TRUNCATED, Verdict.MISSING):
        room.wait(hours=7)
        room.check("docket", "letter", verdict)
    assert findings.process_pending(room.store, room.settings, room.clock) == []
    assert findings.withdraw(room.store, room.settings, room.clock) == []


def test_a_page_that_lost_most_of_its_text_withdraws_nothing(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(57))
    room.publish("docket", "letter", "This page is being rebuilt.", whole=False)
    room.wait(hours=7)
    room.check("docket", "letter")
    assert findings.withdraw(room.store, room.settings, room.clock) == []


@pytest.mark.parametrize("box", [LETTER.format(57), "Detainers so far: 57."], ids=["sentence", "number"])
def test_what_moved_to_a_box_of_the_page_is_not_withdrawn(room: Newsroom, box: str) -> None:
    room.publish("docket", "letter", LETTER.format(57))
    rest = "".join(f"<p>{paragraph}</p>" for paragraph in FILLER.split("\n\n"))
    page = f"<html><body><main><article>{rest}</article></main><div><p>{box}</p></div></body></html>"
    room.publish("docket", "letter", "The letter will follow.", page=page)
    room.wait(hours=7)
    room.check("docket", "letter")
    assert findings.withdraw(room.store, room.settings, room.clock) == []


# --- one consumer, faults -----------------------------------------------------------------------------


def test_a_second_consumer_does_nothing(room: Newsroom) -> None:
    with room.run("herald") as run:
        room.see(run, "herald", "a", f"{HERALD.format(57)}\n\n{FILLER}")
    until = room.time + timedelta(minutes=5)
    assert room.store.transact(leases.claim, findings.LEASE_NAME, "another", until, room.time)
    assert findings.process_pending(room.store, room.settings, room.clock) == []
    assert findings.withdraw(room.store, room.settings, room.clock) == []
    room.wait(minutes=6)
    assert len(findings.process_pending(room.store, room.settings, room.clock)) == 1


def test_two_consumers_at_once_do_the_work_once(room: Newsroom) -> None:
    with room.run("herald") as run:
        for n in range(12):
            room.see(run, "herald", f"{n}", f"{HERALD.format(57)} Story {n}.\n\n{FILLER}")
    done: list[findings.Processed] = []

    def work() -> None:
        done.extend(findings.process_pending(room.store, room.settings, room.clock))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.version_id for each in done) == list(range(1, 13))
    assert len([change for each in done for change in each.changes]) == 1


def test_what_fails_twice_is_set_aside_and_the_operator_is_told(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("a bug")

    with monkeypatch.context() as patch, capture_logs() as logs:
        patch.setattr(findings, "compare", broken)
        (first,) = room.process("herald", "a", HERALD.format(57))
        assert (first.failed, first.set_aside) == (True, False)
        (second,) = findings.process_pending(room.store, room.settings, room.clock)
        assert (second.failed, second.set_aside) == (True, True)
        assert findings.process_pending(room.store, room.settings, room.clock) == []
    assert [entry["event"] for entry in logs if entry["log_level"] == "error"] == ["findings.failed"] * 2
    assert [change.kind for change in owed(room, "box")] == [ChangeKind.FAILING]
    assert kinds(room.publish("herald", "a", HERALD.format(58))) == ["new"]


def test_one_that_fails_does_not_keep_back_the_next(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def picky(*args: object) -> object:
        if args[1].document == 1:  # type: ignore[attr-defined]
            raise RuntimeError("a bug")
        return compare(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(findings, "compare", picky)
    with room.run("herald") as run:
        room.see(run, "herald", "a", HERALD.format(57))
        room.see(run, "herald", "b", HERALD.format(57))
    with capture_logs():
        done = findings.process_pending(room.store, room.settings, room.clock)
    assert [(each.document_id, each.failed) for each in done] == [(1, True), (2, False)]


def test_a_version_that_is_put_back_to_work_late_adds_only_past_values(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(57))
    with room.run("docket") as run:
        room.see(run, "docket", "letter", f"{LETTER.format(59)}\n\n{FILLER}")
    room.store.transact(stored.failed, 2, room.time)
    room.store.transact(stored.failed, 2, room.time)
    assert kinds(room.publish("docket", "letter", LETTER.format(61))) == ["revised"]
    room.store.transact(stored.retry, 2)
    (late,) = findings.process_pending(room.store, room.settings, room.clock)
    assert late.changes == ()
    (claim,) = book(room).claims.values()
    assert [statement.value for statement in claim.statements] == [57, 59, 61]


def test_it_stops_between_two_versions_when_told_to(room: Newsroom) -> None:
    with room.run("herald") as run:
        for n in range(3):
            room.see(run, "herald", f"{n}", f"{HERALD.format(57)} Story {n}.")
    asked = iter([False, False, True])
    done = findings.process_pending(room.store, room.settings, room.clock, stopping=lambda: next(asked))
    assert len(done) == 2
    assert len(findings.process_pending(room.store, room.settings, room.clock)) == 1
