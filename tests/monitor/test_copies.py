"""Texts that are one text, and edits that matter."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import edits
from monitor.copies import Candidate, alike, origin, shingles
from monitor.figures.assemble import sentence_hash

WORDS = [f"word{n}" for n in range(400)]


def story(seed: int, length: int = 200) -> str:
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) for _ in range(length))


WIRE = story(1)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (WIRE, True),
        (WIRE.upper().replace(" ", ",  "), True),
        ("A headline of our own. " + WIRE, True),
        (WIRE + " " + story(2, 12), True),
        (" ".join(WIRE.split()[:130]), True),
        (" ".join(WIRE.split()[:60]), False),
        (WIRE + " " + story(2), False),
        (story(3), False),
        ("", False),
    ],
    ids=[
        "itself",
        "other clothes",
        "a headline more",
        "a note more",
        "cut by a third",
        "cut to a third",
        "half of another story",
        "another story",
        "nothing",
    ],
)
def test_what_is_the_same_text(other: str, same: bool) -> None:
    assert alike(shingles(WIRE), shingles(other)) is same
    assert alike(shingles(other), shingles(WIRE)) is same


def test_the_original_is_the_document_met_first() -> None:
    met = [Candidate(7, None, WIRE), Candidate(3, None, story(9)), Candidate(9, 5, WIRE)]
    assert origin(WIRE, met) == 5
    assert origin(WIRE, met[:2]) == 7
    assert origin(story(4), met) is None


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_texts_can_be_compared(one: str, other: str) -> None:
    assert alike(shingles(one), shingles(other)) is alike(shingles(other), shingles(one))


# --- edits ------------------------------------------------------------------------------------------

OLD = "The council met.\n\nPolice got 57 detainer requests. None was honored.\n\nThe bridge is closed."
TOLD = {sentence_hash("Police got 57 detainer requests.")}


def test_an_edit_of_a_sentence_with_a_figure_is_noteworthy() -> None:
    edit = edits.noteworthy(OLD, OLD.replace("57", "61"), TOLD, ())
    assert edit is not None
    assert edit.sentence_before == "Police got 57 detainer requests."


def test_an_edit_near_a_watch_word_is_noteworthy() -> None:
    edit = edits.noteworthy(OLD, OLD + "\n\nA detainer is a request.", (), ("detainer",))
    assert edit is not None
    assert (edit.sentence_before, edit.sentence_after) == ("", "A detainer is a request.")


def test_an_edit_elsewhere_or_none_is_not() -> None:
    assert edits.noteworthy(OLD, OLD.replace("closed", "open"), TOLD, ("detainer",)) is None
    assert edits.noteworthy(OLD, OLD, TOLD, ("detainer",)) is None
    assert edits.noteworthy(OLD, OLD.replace("\n\n", "\n\n\n"), TOLD, ("detainer",)) is None


def test_a_correction_note_is_noteworthy_whatever_it_is_about() -> None:
    note = "Correction: the mayor's name was misspelled."
    edit = edits.noteworthy(OLD, f"{OLD}\n\n{note}", TOLD, ("detainer",))
    assert edit is not None
    assert (edit.correction_note, edit.sentence_after) == (True, note)


def test_the_share_of_paragraphs_that_is_left() -> None:
    assert edits.kept(OLD, OLD) == 1
    assert edits.kept(OLD, "The council met.") == pytest.approx(1 / 3)
    assert edits.kept("", OLD) == 1


def test_numbers_near_a_watch_word() -> None:
    text = "Police got 1,204 detainer requests in 2025.\n\nIt rained on 12 days."
    assert edits.numbers_near(text, ("detainer",)) == {1204, 2025}


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_edit_can_be_judged(before: str, after: str) -> None:
    edits.noteworthy(before, after, (), ("detainer",))
    assert 0 <= edits.kept(before, after) <= 1
    edits.numbers_near(after, ("a",))
