"""Many names found in one pass: an index by first word, so that the cost does not grow with the names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

#: a word with a capital; it looks behind after the first letter, so that the scan stops at capitals alone
_WORD: Final = re.compile(r"[A-Z](?<![\w.].)[\w'’-]*")
_TAIL: Final = re.compile(r"[\w-]")

Capital = tuple[int, str, str]  #: where a word with a capital begins, the word folded, the same without 's


def capitals(text: str) -> list[Capital]:
    """The words of a text with a capital, in order."""
    found: list[Capital] = []
    for word in _WORD.finditer(text):
        whole = word.group().lower()
        found.append((word.start(), whole, whole[:-2] if whole.endswith(("'s", "’s")) else whole))
    return found


class Phrases:
    """Names as people write them, with a capital; case of the rest does not matter."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for name in {name.lower() for name in names if name}:
            first = _WORD.match(name[0].upper() + name[1:])
            if first:
                self._by_first.setdefault(first.group().lower(), []).append(name)
        for forms in self._by_first.values():
            forms.sort(key=lambda form: (-len(form), form))

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, folded name) of each name, the longest at its place, without overlaps."""
        if self._by_first:
            yield from self.among(text, capitals(text))

    def among(self, text: str, words: Sequence[Capital]) -> Iterator[tuple[int, int, str]]:
        """`find`, with the words of the text that have a capital known."""
        until = 0
        by_first = self._by_first
        for start, whole, first in words:
            forms = by_first.get(first) or by_first.get(whole)
            if forms is None or start < until:
                continue
            for form in forms:
                end = start + len(form)
                if text[start:end].lower().replace("’", "'") == form and not _TAIL.match(text, end):
                    until = end
                    yield start, end, form
                    break
