"""People's words on readings, on a real store: cases 51 and 65 to 67."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from config.words import Certainty, ChangeKind, ClaimState, DisputeState, Fate, Quiet
from monitor import acting, findings, review
from monitor.deliver import dispatcher
from monitor.errors import Refused
from monitor.figures import reader
from monitor.figures.reader import ReaderContext
from storage import figures as stored
from storage import leases, ledger, outbox, reviews
from storage.errors import NoSuchRow
from storage.records import Change, Claim, Figure, PutRight
from tests.monitor.newsroom import Newsroom, kinds
from tests.monitor.test_findings import HERALD, ICE, LETTER, owed


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    room = Newsroom(tmp_path)
    room.settle_in()
    yield room
    room.store.close()


@pytest.fixture
def unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every reading is a doubtful one."""
    from dataclasses import replace

    real = reader.read

    def read(text: str, context: ReaderContext) -> tuple[Figure, ...]:
        return tuple(replace(figure, certainty=Certainty.UNSURE) for figure in real(text, context))

    monkeypatch.setattr(reader, "read", read)


def figure_id(room: Newsroom, value: int) -> int:
    with room.store.read() as conn:
        found = [each for each in stored.find_figures(conn) if each.figure.value == value]
    return found[0].id


def put_right(room: Newsroom, of: int, by: str = "Ana", **right: Any) -> list[Change]:
    return review.correct(
        room.store, room.settings, room.clock, figure_id(room, of), PutRight(**right), by=by
    )


def claims(room: Newsroom) -> dict[str, Claim]:
    with room.store.read() as conn:
        return {party: claim for (_, party), claim in ledger.everything(conn).claims.items()}


def tell(room: Newsroom) -> None:
    """What is owed goes out."""
    room.wait(hours=1)
    dispatcher.gather(room.store, room.settings, room.clock)


def corrections(room: Newsroom) -> list[tuple[str, ChangeKind]]:
    with room.store.read() as conn:
        groups = outbox.ready(conn, room.time + timedelta(minutes=1))
    return [(group.receiver, change.kind) for group in groups for change in group.changes]


def test_case_65_a_confirmed_reading_is_new_and_says_who_confirmed_it(room: Newsroom, unsure: None) -> None:
    assert kinds(room.publish("docket", "letter", LETTER.format(15))) == []
    with room.store.read() as conn:
        assert [each.fate for each in stored.find_figures(conn, held=True)] == [Fate.UNSURE]
    (change,) = review.confirm(room.store, room.settings, room.clock, figure_id(room, 15), by="Ana")
    assert (change.kind, change.quiet, change.more["confirmed_by"]) == (ChangeKind.NEW, Quiet.NO, "Ana")
    with room.store.read() as conn:
        assert stored.find_figures(conn, held=True) == []
        assert stored.figure(conn, figure_id(room, 15)).fate is Fate.COMPARED
        assert [word.by for word in reviews.recent(conn)] == ["Ana"]


def test_a_confirmed_reading_keeps_its_word_when_the_page_is_edited(room: Newsroom, unsure: None) -> None:
    room.publish("docket", "letter", LETTER.format(15))
    review.confirm(room.store, room.settings, room.clock, figure_id(room, 15), by="Ana")
    assert room.publish("docket", "letter", LETTER.format(15) + "\n\nThe bridge opened.") == []
    assert len(claims(room)) == 1


def test_case_66_what_went_out_is_taken_back_from_exactly_those_who_got_it(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD.format(287))
    tell(room)
    (change,) = review.reject(
        room.store, room.settings, room.clock, figure_id(room, 287), by="Ana", note="287(g) is a program"
    )
    assert change.kind is ChangeKind.RETRACTED
    assert change.more["receivers"] == ["desk"]
    assert change.before is not None
    assert (change.before.value, change.after) == (287, None)
    assert corrections(room) == [("desk", ChangeKind.RETRACTED)]
    (claim,) = claims(room).values()
    assert claim.state is ClaimState.RETRACTED


def test_a_reading_that_moved_nothing_is_taken_back_too_where_it_was_told(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(57))
    room.publish("herald", "a", HERALD.format(57))
    room.publish("herald", "a", HERALD.format(59))
    tell(room)
    (change,) = review.reject(room.store, room.settings, room.clock, figure_id(room, 59), by="Ana")
    assert change.kind is ChangeKind.RETRACTED
    assert change.before is not None
    assert (change.before.value, change.more["receivers"]) == (59, ["desk"])
    (claim,) = claims(room).values()
    assert (claim.state, claim.now.value) == (ClaimState.STANDING, 57)
    assert corrections(room) == [("desk", ChangeKind.RETRACTED)]


def test_what_was_told_to_nobody_is_taken_back_from_nobody(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD.format(287), history=True)
    tell(room)
    (change,) = review.reject(room.store, room.settings, room.clock, figure_id(room, 287), by="Ana")
    assert change.more["receivers"] == []
    assert corrections(room) == []


def test_case_67_a_corrected_value_stands_and_is_told_with_the_retraction(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(51))
    tell(room)
    changes = review.correct(
        room.store, room.settings, room.clock, figure_id(room, 51), PutRight(value=15), by="Ana"
    )
    assert kinds(changes) == ["retracted", "new"]
    assert changes[0].more["right_value"] == 15
    assert corrections(room) == [("desk", ChangeKind.RETRACTED)]
    (claim,) = claims(room).values()
    assert (claim.state, claim.now.value) == (ClaimState.STANDING, 15)


def test_what_is_rejected_before_it_went_out_never_goes_out(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD.format(287))
    (change,) = review.reject(room.store, room.settings, room.clock, figure_id(room, 287), by="Ana")
    assert change.more["receivers"] == []
    tell(room)
    with room.store.read() as conn:
        assert outbox.alerts(conn, "desk") == []


def test_what_is_corrected_before_it_went_out_goes_out_right(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(51))
    put_right(room, 51, value=15)
    told = [change.after.value for change in owed(room, "desk") if change.after is not None]
    assert told == [15]


def test_a_correction_of_a_held_reading_is_new(room: Newsroom, unsure: None) -> None:
    room.publish("docket", "letter", LETTER.format(51))
    (change,) = review.correct(
        room.store, room.settings, room.clock, figure_id(room, 51), PutRight(value=15), by="Ana"
    )
    assert change.kind is ChangeKind.NEW
    assert change.after is not None
    assert change.after.value == 15


def test_case_51_a_rejected_reading_stays_rejected_in_copies_and_later_versions(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD.format(287))
    review.reject(room.store, room.settings, room.clock, figure_id(room, 287), by="Ana")
    assert room.publish("globe", "b", HERALD.format(287)) == []
    assert room.publish("globe", "c", "From the wires.\n\n" + HERALD.format(287)) == []
    assert room.publish("herald", "a", HERALD.format(287) + "\n\nThe bridge opened.") == []
    (claim,) = claims(room).values()
    assert claim.state is ClaimState.RETRACTED


def test_a_claim_falls_back_to_what_still_carries_it(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(57))
    room.publish("docket", "letter 2", LETTER.format(287))
    review.reject(room.store, room.settings, room.clock, figure_id(room, 287), by="Ana")
    (claim,) = claims(room).values()
    assert (claim.state, claim.now.value) == (ClaimState.STANDING, 57)


def test_another_witness_keeps_a_claim_whose_first_reading_is_rejected(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD.format(57))
    own = "Boston police received a total of 57 ICE detainers in 2025, the department said." + " More." * 60
    room.publish("globe", "b", own, whole=False)
    changes = review.reject(room.store, room.settings, room.clock, 1, by="Ana")
    assert changes == []
    assert {claim.state for claim in claims(room).values()} == {ClaimState.STANDING}


def test_a_retracted_claim_settles_its_disputes_silently(room: Newsroom) -> None:
    room.publish("docket", "letter", LETTER.format(57))
    room.publish("globe", "b", ICE.format(287))
    assert kinds(review.reject(room.store, room.settings, room.clock, figure_id(room, 287), by="Ana")) == [
        "retracted"
    ]
    with room.store.read() as conn:
        states = [dispute.state for dispute in ledger.everything(conn).disputes.values()]
    assert states == [DisputeState.SETTLED]


def test_the_same_word_twice_changes_nothing(room: Newsroom) -> None:
    room.publish("herald", "a", HERALD.format(287))
    review.reject(room.store, room.settings, room.clock, figure_id(room, 287), by="Ana")
    assert review.reject(room.store, room.settings, room.clock, figure_id(room, 287), by="Ana") == []


def test_it_refuses_what_makes_no_sense(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    room.publish("herald", "a", HERALD.format(57))
    with pytest.raises(Refused, match="confirm it instead"):
        review.correct(
            room.store, room.settings, room.clock, figure_id(room, 57), PutRight(value=57), by="Ana"
        )
    with pytest.raises(NoSuchRow):
        review.confirm(room.store, room.settings, room.clock, 99, by="Ana")
    monkeypatch.setattr(acting, "PATIENCE_S", 0.2)
    until = room.time + timedelta(minutes=5)
    assert room.store.transact(leases.claim, findings.LEASE_NAME, "another", until, room.time)
    with pytest.raises(Refused, match="try again"):
        review.confirm(room.store, room.settings, room.clock, figure_id(room, 57), by="Ana")


def test_a_word_on_one_reading_moves_no_other(room: Newsroom) -> None:
    both = LETTER.format(57) + " In 2024 the Boston Police Department received a total of 15 ICE detainers."
    room.publish("docket", "letter", both)
    before = claims_by_year(room)
    assert len(before) == 2
    changes: list[Change] = review.confirm(
        room.store, room.settings, room.clock, figure_id(room, 15), by="Ana"
    )
    assert changes == []
    assert claims_by_year(room) == before


def claims_by_year(room: Newsroom) -> dict[str, int]:
    with room.store.read() as conn:
        return {point.first: claim.now.value for (point, _), claim in ledger.everything(conn).claims.items()}
