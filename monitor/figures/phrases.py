"""Many names found in one pass: an index by first word, so that the cost does not grow with the names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_WORD: Final = re.compile(r"(?<![\w.])[A-Z][\w'’-]*")
_TAIL: Final = re.compile(r"[\w-]")


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
        if not self._by_first:
            return
        until = 0
        for word in _WORD.finditer(text):
            if word.start() < until:
                continue
            form = self._at(text, word)
            if form:
                until = word.start() + len(form)
                yield word.start(), until, form

    def _at(self, text: str, word: re.Match[str]) -> str | None:
        whole = word.group().lower()
        first = whole[:-2] if whole.endswith(("'s", "’s")) else whole
        for form in self._by_first.get(first, ()) or self._by_first.get(whole, ()):
            end = word.start() + len(form)
            if text[word.start() : end].lower().replace("’", "'") == form and not _TAIL.match(text, end):
                return form
        return None
