from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.difference import Edit, Mark, Piece, edits, paragraphs

LETTER = "Dear Clerk,\n\nThe Department received 57 requests in 2025.\n\nNone was acted upon.\n\nSincerely"


def test_equal_texts_have_no_edit() -> None:
    assert edits(LETTER, LETTER) == []


def test_a_changed_number_is_one_edit_of_one_word() -> None:
    assert edits(LETTER, LETTER.replace("57", "61")) == [
        Edit(
            (
                Piece(Mark.SAME, "The Department received"),
                Piece(Mark.OUT, "57"),
                Piece(Mark.IN, "61"),
                Piece(Mark.SAME, "requests in 2025."),
            )
        )
    ]


def test_a_paragraph_that_went_is_one_edit() -> None:
    assert edits(LETTER, LETTER.replace("None was acted upon.\n\n", "")) == [
        Edit((Piece(Mark.OUT, "None was acted upon."),))
    ]


def test_a_paragraph_of_other_words_is_out_and_in_not_an_edit() -> None:
    found = edits("Rain fell on the harbor all day long.", "Council votes on a new budget tonight.")
    assert [edit.pieces[0].mark for edit in found] == [Mark.OUT, Mark.IN]


def test_rows_of_a_table_are_told_apart() -> None:
    found = edits("Year\tRequests\n2024\t15\n2025\t57", "Year\tRequests\n2024\t15\n2025\t61")
    assert [(edit.before, edit.after) for edit in found] == [("2025 57", "2025 61")]


def test_a_long_page_on_one_line_takes_no_quadratic_time() -> None:
    text = " ".join(f"word{n}" for n in range(200_000))
    assert len(edits(text, text + " more")) <= 2


@given(st.text(max_size=400), st.text(max_size=400))
def test_the_edits_turn_one_text_into_the_other(before: str, after: str) -> None:
    out = [edit.before for edit in edits(before, after) if edit.before]
    into = [edit.after for edit in edits(before, after) if edit.after]
    old, new = paragraphs(before), paragraphs(after)
    assert all(part in old for part in out)
    assert all(part in new for part in into)
    assert sorted(_without(old, out)) == sorted(_without(new, into))


def _without(parts: list[str], taken: list[str]) -> list[str]:
    left = list(parts)
    for part in taken:
        left.remove(part)
    return left
