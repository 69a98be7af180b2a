"""The stretches of a text that the language model reads at once."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from monitor.figures import wordpieces
from monitor.figures.paper import Paper, open_paper
from monitor.figures.windows import AFTER, BEFORE, CELLS, MOST, OUTSIDE, REACH, SIZE, Spot, Window, windows
from tests.monitor.figures.world import context

SENTENCE = "In 2024 the jail received 57 detainers from ICE, and in 2023 it had been 44 of them. "
FILLER = "The council heard of parks and of roads and of a bridge. " * 40


def _open(text: str, title: str = "") -> Paper:
    return open_paper(text, replace(context(), title=title))


def _words(window: Window, spot: Spot) -> str:
    names = {number: piece for piece, number in wordpieces.known().items()}
    return " ".join(names[piece] for piece in window.pieces[spot.first : spot.last + 1])


def test_a_short_text_is_one_window_with_its_title_before_it() -> None:
    [window] = windows(_open(SENTENCE, "Holds at the jail"))
    assert _words(window, Spot(0, 5, 0)) == "[CLS] holds at the jail [SEP]"
    assert [_words(window, spot) for spot in window.numbers] == ["57", "44"]
    assert [_words(window, spot) for spot in window.times] == ["in 202 ##4", "in 202 ##3"]


def test_a_number_and_a_time_know_where_in_the_text_they_begin() -> None:
    paper = _open(SENTENCE)
    [window] = windows(paper)
    assert [paper.text[spot.start :][:2] for spot in window.numbers] == ["57", "44"]
    assert all(paper.text[spot.start :].lower().startswith("in 20") for spot in window.times)


def test_every_number_of_a_long_text_stands_in_one_window_with_words_on_both_sides() -> None:
    paper = _open((SENTENCE + FILLER) * 5 + SENTENCE)
    found = list(windows(paper))
    asked = [spot.start for window in found for spot in window.numbers]
    assert asked == [candidate.start for candidate in paper.candidates]
    assert all(len(window.pieces) <= SIZE for window in found)
    for window in found[1:]:
        assert window.numbers[0].first >= BEFORE
    for window in found[:-1]:
        assert window.numbers[-1].last < len(window.pieces) - AFTER


def test_marks_stand_on_the_pieces_of_numbers_alone() -> None:
    [window] = windows(_open("The jail received 1,204 detainers from ICE in 2024."))
    marked = [i for i, mark in enumerate(window.marks) if mark]
    assert marked == list(range(window.numbers[0].first, window.numbers[0].last + 1))
    assert _words(window, window.numbers[0]) == "1 , 204"


def test_windows_come_in_the_order_of_the_text_and_are_bounded() -> None:
    found = list(windows(_open((SENTENCE + FILLER) * (MOST + 5))))
    assert len(found) == MOST
    assert all(one.numbers[-1].start < other.numbers[0].start for one, other in pairwise(found))


def test_a_text_without_numbers_has_no_window() -> None:
    assert list(windows(_open("ICE lodges detainers with the jail."))) == []


TABLE = "Detainers\n\nYear\tReceived\tHonored\n2023\t41\t3\n2024\t57\t0\n"


def test_cells_are_read_with_breaks_between_lines_and_columns() -> None:
    [window] = windows(_open(TABLE))
    assert [_words(window, spot) for spot in window.numbers] == ["41", "3", "57", "0"]
    row = Spot(window.numbers[0].first - 3, window.numbers[1].last + 1, 0)
    assert _words(window, row) == "202 ##3 | 41 | 3 [SEP]"


def test_cells_of_a_long_table_are_left_out() -> None:
    rows = "".join(f"2024\t{57 + row}\t0\n" for row in range(CELLS))
    assert list(windows(_open(TABLE + rows))) == []


def test_each_piece_knows_where_in_the_text_its_word_begins() -> None:
    paper = _open(SENTENCE, "Holds at the jail")
    [window] = windows(paper)
    assert len(window.offsets) == len(window.pieces)
    assert [at for at in window.offsets if at == OUTSIDE] == [OUTSIDE] * 7  # begin, title, breaks
    assert all(window.offsets[spot.first] == spot.start for spot in window.numbers)


def test_numbers_far_from_any_word_of_detainers_are_left_out() -> None:
    minutes = "The board paid 12 bills. " * (REACH // 12)
    paper = _open(SENTENCE + minutes)
    asked = [spot.start for window in windows(paper) for spot in window.numbers]
    assert asked[:2] == [SENTENCE.index("57"), SENTENCE.index("44")]
    assert max(asked) <= len(SENTENCE) + REACH < paper.candidates[-1].start
