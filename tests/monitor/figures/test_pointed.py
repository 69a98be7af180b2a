"""What the language model points to, weighed with what rules found."""

from __future__ import annotations

import pytest

from monitor.figures.pointed import Trust, at_none, together, words_at

TRUST = Trust(rules=1.0, pointer=0.5, left=0.05, unsaid=0.04)


def test_a_word_is_found_in_the_line_that_it_stands_in() -> None:
    assert list(words_at({12: 0.5, 3: 0.25}, [0, 10, 20])) == [(1, 2, 0.5), (0, 3, 0.25)]


def test_what_points_to_no_word_is_what_is_left_and_never_less_than_nothing() -> None:
    assert at_none({0: 0.5, 4: 0.25}) == pytest.approx(0.25)
    assert at_none({0: 0.75, 4: 0.5}) == 0.0


def test_both_speak_for_each_and_leave_something_for_the_others() -> None:
    both = together(["a", "b"], "a", 0.9, {"b": 0.81}, TRUST)
    assert both == {"a": pytest.approx(0.9 * 0.2), "b": pytest.approx(0.05 * 0.9)}
