"""Letters and digits that a scanner took for each other, put right without a change of length."""

from __future__ import annotations

import re
from typing import Final

#: begins with the letters that it is about, so that the scan stops at them alone
_SUSPECT: Final = re.compile(
    r"[l10O](?:(?<=[A-Z]l)[A-Z]|(?<=\bl)(?:[A-Z]{2}|\d|-2|mm|nst|nm)|(?<=\d[lO])|(?<=\bO)\d|"
    r"(?<=[A-Za-z]{2}1)[a-z]{2}|(?<=[A-Za-z]0)[A-Za-z]|(?<=\b0)[A-Za-z]{2})"
)
_DIGITS: Final = re.compile(r"(?<![A-Za-z\d])(?=[lIO]*\d)[\dlIO]{2,}(?![A-Za-z])")
_REPAIRS: Final = (
    (re.compile(r"(?<=[A-Za-z])0(?=[A-Za-z])|\b0(?=[A-Za-z]{2})"), "O"),
    (re.compile(r"(?<=[A-Za-z]{2})1(?=[a-z]{2})"), "i"),
    (re.compile(r"(?<=[A-Z])l(?=[A-Z])|\bl(?=[A-Z]{2})|\bl(?=-2[0-9]{2})|\bl(?=mm|nst|nm)"), "I"),
)
_LIKE: Final = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0", "i": "1"})

_ROUND: Final = str.maketrans({"s": "5", "S": "5", "b": "8", "B": "8"})


def mend(text: str) -> str:
    """The text with 20l2 as 2012, lCE as ICE and 0FFICE as OFFICE; as it is where nothing looks so."""
    if not _SUSPECT.search(text):
        return text
    text = _DIGITS.sub(lambda m: m.group().translate(_LIKE), text)
    for pattern, letter in _REPAIRS:
        text = pattern.sub(letter, text)
    return text


def as_digits(cell: str) -> str:
    """A cell of a column of numbers, with letters that look like digits as these: "llO" is 110."""
    bare = cell.strip()
    if re.fullmatch(r"(?=.*\d)[\dlIOoi|,]*(?:[sSbB][\dlIOoi|,]+)+", bare):
        bare = bare.translate(_ROUND)
    return bare.translate(_LIKE) if re.fullmatch(r"[\dlIOoi|,]{1,7}", bare) else cell
