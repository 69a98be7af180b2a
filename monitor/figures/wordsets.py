"""Closed classes of words, written as a line of them."""

from __future__ import annotations


def one_of(words: str) -> frozenset[str]:
    """The words of a line, to look one up in."""
    return frozenset(words.split())
