"""How words are cut into the pieces that the language model knows."""

from __future__ import annotations

import pytest

from monitor.figures import wordpieces


def _pieces(text: str) -> list[str]:
    names = {number: piece for piece, number in wordpieces.known().items()}
    return [names[number] for number in wordpieces.cut(text).ids]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Jail detainers", ["jail", "det", "##aine", "##rs"]),
        ("1,204 men", ["1", ",", "204", "men"]),
        ("I-247A", ["i", "-", "247", "##a"]),
        ("ICE’s", ["ice", "’", "s"]),
        ("Doña Ana", ["dona", "ana"]),
        ("snake_case", ["snake", "_", "case"]),
        ("", []),
        (" ", []),
        ("Year\tHeld\n\n2024", ["year", "|", "held", "[SEP]", "202", "##4"]),
        ("Held    12", ["held", "|", "12"]),
    ],
)
def test_a_word_is_cut_into_the_longest_known_pieces(text: str, pieces: list[str]) -> None:
    assert _pieces(text) == pieces


def test_every_piece_knows_where_its_word_begins() -> None:
    text = "The jail’s detainers: 57."
    assert [text[at] for at in wordpieces.cut(text).starts][:3] == ["T", "j", "’"]
    assert text[wordpieces.cut(text).starts[-2] :] == "57."


@pytest.mark.parametrize("word", ["x" * 41, "7" * 500, "ǅ" * 3, "\U0001f600", "\u0301"])
def test_a_word_that_no_pieces_make_is_unknown_as_a_whole(word: str) -> None:
    assert set(_pieces(word)) <= {wordpieces.UNKNOWN}


def test_no_piece_is_listed_twice() -> None:
    assert sorted(wordpieces.known().values()) == list(range(len(wordpieces.known())))
