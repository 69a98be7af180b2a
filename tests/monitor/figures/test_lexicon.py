"""Where a text may speak of detainers."""

from __future__ import annotations

import pytest

from monitor.figures import lexicon


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ICE lodged a detainer", ["ICE", "detainer"]),
        ("Forms I-247A went unanswered under the Trust Act", ["I-247A", "Trust Act"]),
        ("An ice cream, and no price", []),
        ("The HEROES acted on an I.C.E. hold", ["I.C.E."]),
    ],
)
def test_each_watch_word_is_found_where_it_stands(text: str, words: list[str]) -> None:
    assert lexicon.found(text) == [text.index(word) for word in words]
    assert lexicon.watched(text) is bool(words)


def test_letters_that_grow_when_made_small_do_not_move_what_is_found() -> None:
    text = "\u0130zmir. ICE lodged a detainer"
    assert lexicon.found(text) == [text.index("ICE")]
