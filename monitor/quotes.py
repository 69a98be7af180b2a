"""Where in a quote the number stands, so that it can be marked. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from storage.records import Span

#: nothing that would make the match a part of a longer number
_BEFORE: Final = r"(?<![\w.,])(?<!\d[  ])"
_AFTER: Final = r"(?![\w]|[.,]\d)"
_BETWEEN_GROUPS: Final = r"[,.\u00a0\u2009\u202f ]?"

# fmt: off
_ONES: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
# fmt: on
_TENS: Final = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ZERO: Final = r"\b(?:zero|none|no|not any|not a single|never|nil)\b"
_ONE: Final = r"\b(?:one|a single|once|an?)\b"
#: other words for small numbers
_SPECIAL: Final = {
    2: r"\b(?:two|twice|both)\b",
    12: r"\b(?:twelve|a dozen)\b",
    24: r"\b(?:two dozen|twenty[- ]four)\b",
}


def mark(quote: str, value: int) -> Span | None:
    """The first place where `value` stands in `quote`, in digits or in words; None where it does not."""
    found = re.search(_digits(value), quote)
    if found is None and (words := _words(value)):
        found = re.search(words, quote, re.IGNORECASE)
    return Span(*found.span()) if found else None


@lru_cache(maxsize=512)
def _digits(value: int) -> str:
    groups = f"{value:,}".split(",")
    return f"{_BEFORE}{_BETWEEN_GROUPS.join(groups)}{_AFTER}"


@lru_cache(maxsize=512)
def _words(value: int) -> str | None:
    if value == 0:
        return _ZERO
    if value == 1:
        return _ONE
    if value in _SPECIAL:
        return _SPECIAL[value]
    if not 0 < value < 1000:
        return None
    parts = [re.escape(word) for word in _spoken(value)]
    return r"\b" + r"[-‐‑\s]+(?:and\s+)?".join(parts) + r"\b"


def _spoken(value: int) -> list[str]:
    if value >= 100:
        rest = _spoken(value % 100) if value % 100 else []
        return [_ONES[value // 100], "hundred", *rest]
    if value < 20:
        return [_ONES[value]]
    return [_TENS[value // 10], *([_ONES[value % 10]] if value % 10 else [])]
