"""Edits that matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import edits
from monitor.figures.assemble import sentence_hash

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
