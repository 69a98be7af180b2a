"""Reprints, copies, misprints, edits: what papers do with one number, and who is told of it."""

from __future__ import annotations

import pytest

from tests.monitor.scenarios.conftest import Going
from tests.monitor.scenarios.test_totals import read_before
from tests.monitor.scenarios.watch import BPD, ICE, TO_BPD, Watch, docket, feed

BAY = feed("bay-paper", "The Bay Paper")
POLICE_2025 = "requests,2025-01-01..2025-12-31 by us-ma-boston/police"


def a_letter_is_told(watch: Watch) -> None:
    watch.visit()
    watch.heard_next_morning()
    watch.wait(hours=1)
    watch.letter(57)
    watch.visit("city-council")
    assert watch.heard() == {
        "desk": ["New: Boston police say they received 57 ICE detainer requests in 2025 [appeared]"]
    }
    watch.wait(hours=1)


@pytest.fixture
def papers(going: Going) -> Watch:
    """Two papers and the council, read before; then a letter with 57 for 2025, which was told."""
    return going(a_letter_is_told, feed(), BAY, docket())


def test_reprints_and_wire_copies_are_counted_and_not_told(papers: Watch) -> None:
    papers.story("/a", BPD.format(57, 2025))
    papers.story("/b", BPD.format(57, 2025), paper="bay-paper")
    papers.story("/wire", BPD.format(57, 2025), paper="bay-paper", by="harbor-paper", title="From the wires")
    papers.visit("harbor-paper", "bay-paper")
    assert papers.heard() == {}
    (claim,) = papers.book().claims.values()
    assert len(claim.supports) == 4
    assert sum(support.copy_of is not None for support in claim.supports) == 1


def test_a_late_mirror_of_the_old_number_is_stale(papers: Watch) -> None:
    papers.letter(61, number=2)
    papers.visit("city-council")
    assert papers.heard() == {
        "desk": ["Revised: Boston police now say 61, before 57: ICE detainer requests in 2025"]
    }
    papers.story("/late", BPD.format(57, 2025))
    papers.visit("harbor-paper")
    assert papers.heard() == {}
    assert papers.standing() == {POLICE_2025: "standing 61, past [57]"}


def test_a_misprint_is_for_the_digest_once_however_often_it_is_copied(papers: Watch) -> None:
    papers.story("/a", BPD.format(75, 2025))
    papers.visit("harbor-paper")
    assert papers.heard() == {}
    papers.story("/b", BPD.format(75, 2025), paper="bay-paper")
    papers.visit("bay-paper")
    assert papers.heard_next_morning() == {
        "morning": [
            f"digest: Reports differ: The Harbor Paper has 75, Boston police say 57: {TO_BPD}",
            "digest: New: Boston police say they received 57 ICE detainer requests in 2025 [appeared]",
        ]
    }
    assert papers.standing() == {POLICE_2025: "standing 57, past [75]"}


def test_a_conflict_is_told_once_and_who_takes_a_side_later_is_not(papers: Watch) -> None:
    papers.story("/a", ICE.format(167, 2025))
    papers.visit("harbor-paper")
    assert papers.heard() == {"desk": [f"Conflict: ICE says 167, Boston police say 57: {TO_BPD}"]}
    papers.story(
        "/b", "DHS says ICE lodged a total of 167 detainers with Boston police in 2025.", paper="bay-paper"
    )
    papers.visit("bay-paper")
    assert papers.heard() == {}
    assert len(papers.disputed()) == 2


def test_the_same_sentence_under_a_new_date_is_no_new_year(papers: Watch) -> None:
    last_year = "Boston police received a total of 44 ICE detainers last year, the department said."
    papers.story("/a", last_year, published=papers.now)
    papers.visit("harbor-paper")
    papers.heard()
    before = papers.standing()
    papers.wait(days=370)
    papers.story("/again", last_year, paper="bay-paper", published=papers.now)
    papers.visit("bay-paper")
    assert "desk" not in papers.heard()
    assert papers.standing() == before


# --- what stands under the headline ---------------------------------------------------------------


def test_a_letter_is_told_beside_the_year_before_and_with_who_is_not_heard(going: Going) -> None:
    watch = going(read_before, feed(), BAY, docket())
    watch.letter(15, year=2024, number=2)
    watch.visit("city-council")
    watch.heard()
    watch.wait(hours=1)
    watch.letter(57)
    watch.visit("city-council")
    watch.heard()
    told, notes = watch.last("desk")
    assert told == "Boston police say they received 57 ICE detainer requests in 2025."
    assert (
        "Boston police said 15 for 2024; the number for 2025 is up by 42: nearly four times as many, an "
        "increase of 280 percent."
    ) in notes
    assert "ICE has not been heard on this in the sources that we watch." in notes
    watch.story("/a", ICE.format(167, 2025))
    watch.visit("harbor-paper")
    watch.heard()
    told, notes = watch.last("desk")
    assert told == (
        "ICE says it made 167 detainer requests to Boston police in 2025, according to The Harbor Paper; "
        "Boston police say 57."
    )
    watch.wait(hours=1)
    watch.letter(61)
    watch.visit("city-council")
    watch.heard()
    told, notes = watch.last("desk")
    assert (
        told == "Boston police now say they received 61 ICE detainer requests in 2025; before, they said 57."
    )
    assert not any("not been heard" in note for note in notes)


def test_a_letter_that_says_otherwise_than_a_paper_is_told_with_its_number(going: Going) -> None:
    watch = going(read_before, feed(), BAY, docket())
    watch.story("/a", BPD.format(57, 2025))
    watch.visit("harbor-paper")
    watch.heard()
    watch.letter(61)
    watch.visit("city-council")
    assert watch.heard() == {
        "desk": [f"Reports differ: Boston police say 61, The Harbor Paper has 57: {TO_BPD} [appeared]"]
    }
    assert watch.standing() == {POLICE_2025: "standing 61, past [57]"}


# --- there and back -------------------------------------------------------------------------------


def test_a_number_there_and_back_in_a_story_is_two_corrections(papers: Watch) -> None:
    papers.story("/a", BPD.format(57, 2025))
    papers.visit("harbor-paper")
    for now, before in ((75, 57), (57, 75)):
        papers.wait(hours=2)
        papers.story("/a", BPD.format(now, 2025))
        papers.visit("harbor-paper", recheck=True)
        assert papers.heard() == {
            "desk": [f"Corrected: The Harbor Paper now has {now}, before {before}: {TO_BPD}"]
        }
    assert papers.standing() == {POLICE_2025: "standing 57, past [75]"}


def test_a_number_there_and_back_in_the_letters_own_file_is_two_revisions(papers: Watch) -> None:
    for now, before in ((61, 57), (57, 61)):
        papers.wait(hours=2)
        papers.letter(now)
        papers.visit("city-council")
        assert papers.heard() == {
            "desk": [f"Revised: Boston police now say {now}, before {before}: ICE detainer requests in 2025"]
        }


def test_a_letter_attached_anew_with_the_same_text_is_no_change(papers: Watch) -> None:
    papers.letter(57, number=2)
    papers.visit("city-council")
    assert papers.heard() == {}


# --- edits ----------------------------------------------------------------------------------------


def test_an_edit_is_told_to_who_asks_and_only_near_the_words_that_matter(papers: Watch) -> None:
    papers.story("/a", BPD.format(57, 2025))
    papers.visit("harbor-paper")
    papers.kinds_since()
    papers.wait(hours=2)
    papers.story("/a", BPD.format(57, 2025), "The mayor was seen at the regatta.")
    papers.visit("harbor-paper", recheck=True)
    assert papers.kinds_since() == []
    papers.wait(hours=2)
    papers.story("/a", BPD.format(57, 2025), "Each detainer is read with care, the department added.")
    papers.visit("harbor-paper", recheck=True)
    assert "edited" in papers.kinds_since()
    assert papers.heard() == {}  # nobody asked for edits


# --- both orders ----------------------------------------------------------------------------------


def test_a_letter_and_two_stories_end_the_same_in_any_order(going: Going) -> None:
    ends = []
    for order in (
        ("city-council", "harbor-paper", "bay-paper"),
        ("bay-paper", "harbor-paper", "city-council"),
    ):
        watch = going(read_before, feed(), BAY, docket())
        watch.letter(57)
        watch.story("/a", ICE.format(167, 2025))
        watch.story("/b", BPD.format(57, 2025), paper="bay-paper")
        watch.visit(*order)
        ends.append((watch.standing(), watch.disputed()))
        assert sum(line.startswith("Conflict:") for line in watch.heard()["desk"]) == 1
    assert ends[0] == ends[1]
