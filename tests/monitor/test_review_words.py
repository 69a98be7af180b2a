"""What a person's word survives: a second word, copies, another reader, retention, a backup, a daemon."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from config.words import Certainty, ChangeKind, ClaimState, Fate, Hand, Metric, PeriodKind, ReviewVerdict
from monitor import acting, findings, reread, review
from monitor.errors import Refused
from monitor.figures import reader
from storage import backup, documents, figures, held, leases, ledger, retention, reviews
from storage.database import Store
from storage.records import Change, Period, PutRight
from tests.monitor.newsroom import Newsroom, kinds
from tests.monitor.test_findings import HERALD, ICE, LETTER, owed
from tests.monitor.test_review import claims, figure_id, put_right, tell, unsure

__all__ = ["unsure"]  # a fixture

YEAR_2024 = Period(kind=PeriodKind.CLOSED, first=date(2024, 1, 1), last=date(2024, 12, 31))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    room = Newsroom(tmp_path)
    room.settle_in()
    yield room
    room.store.close()


def say(room: Newsroom, verdict: ReviewVerdict, *ids: int, right: PutRight | None = None) -> list[Change]:
    word = review.act(room.settings, room.clock, dict.fromkeys(ids, right), verdict, by="Ana")
    return acting.do(room.store, room.clock, word)


def standing(room: Newsroom) -> list[tuple[str, str, int, ClaimState]]:
    with room.store.read() as conn:
        found = ledger.everything(conn).claims
    return sorted((p.first[:4], party, c.now.value, c.state) for (p, party), c in found.items())


def waiting(room: Newsroom) -> int:
    with room.store.read() as conn:
        return held.count(conn)


# --- one word after another -------------------------------------------------------------------------


def test_a_rejection_is_taken_back_by_confirming(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(57))
    tell(room)
    id_ = figure_id(room, 57)
    for _ in range(2):
        assert kinds(say(room, ReviewVerdict.REJECTED, id_)) == ["retracted"]
        assert standing(room)[0][3] is ClaimState.RETRACTED
        (again,) = say(room, ReviewVerdict.CONFIRMED, id_)
        assert (again.kind, again.more["confirmed_by"]) == (ChangeKind.NEW, "Ana")
        assert standing(room)[0][2:] == (57, ClaimState.STANDING)
    with room.store.read() as conn:
        assert [word.seq for word in reviews.of_documents(conn, [1])] == [1, 2, 3, 4]
        assert figures.figure(conn, id_).fate is Fate.COMPARED


def test_a_second_correction_takes_back_the_first(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(51))
    tell(room)
    put_right(room, 51, value=15)
    tell(room)
    changes = put_right(room, 51, value=17)
    assert kinds(changes) == ["retracted", "new"]
    assert changes[0].before is not None
    assert (changes[0].before.value, changes[0].more["right_value"]) == (15, 17)
    assert changes[0].more["receivers"] == ["desk"]  # it was told 15 by the first correction
    (claim,) = claims(room).values()
    assert (claim.state, claim.now.value) == (ClaimState.STANDING, 17)


def test_who_hears_the_right_number_in_the_correction_does_not_hear_it_as_new(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(51))
    tell(room)
    put_right(room, 51, value=15)
    told = [change.kind for change in owed(room, "desk") if change.after and change.after.value == 15]
    assert told == [ChangeKind.RETRACTED]


def test_an_open_conflict_with_the_right_number_is_told_beside_the_correction(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(57))
    letter = figure_id(room, 57)
    room.publish("globe", "b", ICE.format(57))
    tell(room)
    said = say(room, ReviewVerdict.CORRECTED, letter, right=PutRight(value=15))
    assert kinds(said) == ["retracted", "new", "conflicting"]
    told = [change.kind for change in owed(room, "desk")]
    assert told == [ChangeKind.RETRACTED, ChangeKind.CONFLICTING]


# --- what can be put right ----------------------------------------------------------------------------


def test_a_corrected_period_moves_the_figure_to_its_point(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(57))
    tell(room)
    changes = put_right(room, 57, period=YEAR_2024, period_label="2024")
    assert kinds(changes) == ["retracted", "new"]
    assert changes[0].more["right_point"] == [
        "us-ma-boston",
        "us-ma-boston/police",
        "requests",
        "closed",
        "2024-01-01",
        "2024-12-31",
    ]
    assert [(year, value, state.value) for year, _, value, state in standing(room)] == [
        ("2024", 57, "standing"),
        ("2025", 57, "retracted"),
    ]
    assert room.publish("docket", "letter", LETTER.format(57) + "\n\nThe bridge opened.") == []


def test_a_figure_that_is_put_where_another_stands_is_weighed_against_it(room: Newsroom) -> None:
    room.publish(
        "docket", "old letter", LETTER.format(15).replace("2025", "2024"), published=date(2025, 1, 9)
    )
    room.publish("docket", "letter", LETTER.format(57))
    changes = put_right(room, 57, period=YEAR_2024, period_label="2024")
    assert ChangeKind.REVISED in {change.kind for change in changes}
    assert ("2024", "us-ma-boston/police", 57, ClaimState.STANDING) in standing(room)


def test_a_held_reading_without_a_period_gets_one(room: Newsroom) -> None:
    room.publish("herald", "a", "Boston police received a total of 44 ICE detainers, the department said.")
    assert waiting(room) == 1
    (change,) = put_right(room, 44, period=YEAR_2024, period_label="2024")
    assert (change.kind, change.point and change.point.first) == (ChangeKind.NEW, "2024-01-01")
    assert waiting(room) == 0


def test_speaker_metric_and_place_can_be_put_right(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(57))
    put_right(
        room, 57, party="ice", hand=Hand.SECOND, metric=Metric.DECLINED, place="us-ma-boston", agency=""
    )
    with room.store.read() as conn:
        standing_ = [c for c in ledger.everything(conn).claims.values() if c.state is ClaimState.STANDING]
    assert [(c.party, c.point.metric, c.point.agency) for c in standing_] == [("ice", Metric.DECLINED, "")]


def test_a_number_that_its_sentence_gives_twice_is_not_moved(room: Newsroom) -> None:
    """A word is on the sentence and the number: it would move both."""
    twice = "The Boston Police Department received 15 ICE detainers in 2024 and 15 ICE detainers in 2025."
    room.publish("docket", "letter", twice)
    with room.store.read() as conn:
        same = [each.id for each in figures.find_figures(conn) if each.figure.value == 15]
    assert len(same) == 2
    with pytest.raises(Refused, match="more than once"):
        put_right(room, 15, party="ice", hand=Hand.SECOND)
    put_right(room, 15, value=16)
    assert [(year, value) for year, _, value, _ in standing(room)] == [("2024", 16), ("2025", 16)]


def test_several_readings_get_the_same_word_or_none_does(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(57))
    room.publish("globe", "b", ICE.format(198))
    first, second = figure_id(room, 57), figure_id(room, 198)
    assert kinds(say(room, ReviewVerdict.REJECTED, first, second, first)) == ["retracted", "retracted"]
    with pytest.raises(Refused):
        say(room, ReviewVerdict.CORRECTED, first, second, right=PutRight(value=57))
    with room.store.read() as conn:
        assert reviews.count(conn) == 2


def test_what_would_follow_is_worked_out_and_undone(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(57))
    word = review.act(
        room.settings, room.clock, {figure_id(room, 57): None}, ReviewVerdict.REJECTED, by="Ana"
    )
    assert kinds(acting.foresee(room.store, word)) == ["retracted"]
    assert standing(room)[0][3] is ClaimState.STANDING
    with room.store.read() as conn:
        assert reviews.count(conn) == 0


# --- documents and their copies -----------------------------------------------------------------------


def test_a_word_on_one_copy_ends_the_wait_of_all(room: Newsroom, unsure: None) -> None:
    text = LETTER.format(57)
    room.publish("herald", "a", text)
    room.publish("globe", "b", text)
    assert waiting(room) == 1
    assert kinds(say(room, ReviewVerdict.CONFIRMED, figure_id(room, 57))) == ["new"]
    assert waiting(room) == 0
    with room.store.read() as conn:
        (claim,) = ledger.everything(conn).claims.values()
        assert {support.document for support in claim.supports} == {1, 2}


def test_a_word_on_a_copy_takes_back_what_the_original_said(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD.format(287))
    room.publish("globe", "b", HERALD.format(287))
    tell(room)
    with room.store.read() as conn:
        copy = next(each.id for each in figures.find_figures(conn) if each.document_id == 2)
    (change,) = say(room, ReviewVerdict.REJECTED, copy)
    assert change.more["receivers"] == ["desk"]
    assert standing(room)[0][3] is ClaimState.RETRACTED


def test_what_a_document_no_longer_says_can_be_rejected_and_not_confirmed(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(57))
    old = figure_id(room, 57)
    room.publish("docket", "letter", LETTER.format(61))
    with pytest.raises(Refused, match="no longer says"):
        say(room, ReviewVerdict.CONFIRMED, old)
    say(room, ReviewVerdict.REJECTED, old)
    assert standing(room)[0][2] == 61


# --- what it survives ---------------------------------------------------------------------------------


@pytest.fixture
def worded(room: Newsroom) -> Newsroom:
    """A corrected, a rejected and a confirmed reading, and one that nobody spoke of."""
    room.publish("docket", "letter", LETTER.format(51))
    room.publish("herald", "a", HERALD.format(287))
    room.publish("globe", "b", ICE.format(198))
    put_right(room, 51, value=15)
    say(room, ReviewVerdict.REJECTED, figure_id(room, 287))
    say(room, ReviewVerdict.CONFIRMED, figure_id(room, 198))
    return room


def values(store: Store) -> set[tuple[str, int]]:
    with store.read() as conn:
        found = ledger.everything(conn).claims.values()
    return {(claim.party, claim.now.value) for claim in found if claim.state is ClaimState.STANDING}


RIGHT = {("us-ma-boston/police", 15), ("ice", 198)}


def test_another_reader_meets_the_same_words(worded: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    real = reader.read
    monkeypatch.setattr(reader, "read_by", lambda _context: "reader/99+later")
    monkeypatch.setattr(  # a reader that sees the same numbers in another order, and doubts them
        reader,
        "read",
        lambda text, context: tuple(
            replace(figure, ordinal=figure.ordinal + 3, certainty=Certainty.UNSURE)
            if figure.value == 198
            else replace(figure, ordinal=figure.ordinal + 3)
            for figure in real(text, context)
        ),
    )
    before = values(worded.store)
    assert before == RIGHT
    reread.take_over(worded.store, worded.settings, worded.clock)
    assert values(worded.store) == before
    assert waiting(worded) == 0
    with worded.store.read() as conn:
        (rejected,) = [each for each in figures.find_figures(conn) if each.figure.value == 287]
    assert rejected.fate is Fate.REJECTED
    (again,) = say(worded, ReviewVerdict.REJECTED, figure_id(worded, 198))  # by the new reader's reading
    assert again.kind is ChangeKind.RETRACTED


def test_retention_drops_neither_word_nor_text(worded: Newsroom) -> None:
    for name, path in (("herald", "a"), ("docket", "letter")):
        for turn in range(4):
            worded.publish(name, path, f"The library opens at nine, and on Sundays at {turn + 10}.")
    worded.wait(days=800)
    worded.settle_in()
    with worded.store.read() as conn:
        planned = retention.plan(conn, worded.time, timedelta(days=90))
        words = reviews.recent(conn)
    worded.store.transact(retention.prune, planned)
    with worded.store.read() as conn:
        assert reviews.recent(conn) == words
        for word in words:
            first = documents.versions(conn, word.document_id)[0]
            assert str(word.value) in documents.text(conn, first.id)
            assert documents.raw(conn, first.id)


def test_a_backup_holds_the_words(worded: Newsroom, tmp_path: Path) -> None:
    put_right(worded, 51, period=YEAR_2024, period_label="2024")
    copy = tmp_path / "copy.db"
    backup.backup(worded.store, copy)
    with worded.store.read() as conn:
        words = reviews.recent(conn)
    with Store.open(str(copy), create=False, now=worded.time) as store:
        with store.read() as conn:
            assert reviews.recent(conn) == words
            assert reviews.recent(conn)[0].corrected == PutRight(period=YEAR_2024, period_label="2024")
        assert values(store) == values(worded.store)


def test_a_word_waits_its_turn_beside_a_busy_daemon_and_nothing_is_lost(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(57))
    id_ = figure_id(room, 57)
    with room.run("herald", listed=12) as run:
        for number in range(12):
            room.see(
                run,
                "herald",
                f"story {number}",
                HERALD.format(100 + number).replace("2025", str(1990 + number)),
            )
    daemon = threading.Thread(target=findings.process_pending, args=(room.store, room.settings, room.clock))
    word = review.act(room.settings, room.clock, {id_: None}, ReviewVerdict.REJECTED, by="Ana")
    daemon.start()
    try:
        with Store.open(room.store.url, create=False, now=room.time) as desk:  # as a command beside it has
            assert kinds(acting.do(desk, room.clock, word)) == ["retracted"]
    finally:
        daemon.join()
    findings.process_pending(room.store, room.settings, room.clock)
    with room.store.read() as conn:
        assert documents.pending(conn, 99) == []
        assert len(ledger.everything(conn).claims) == 13


def test_who_makes_findings_steps_aside_for_a_persons_word(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings, "STRETCH_S", 0.0)
    with (
        findings.consuming(room.store, room.clock) as daemon,
        findings.consuming(room.store, room.clock) as person,
    ):
        assert daemon.alone()
        assert not person.alone()
        turn = threading.Thread(target=daemon.step_aside)
        turn.start()
        while not person.alone():
            pass
        room.store.transact(leases.release, findings.LEASE_NAME, person.holder)
        turn.join()
        assert daemon.alone()
