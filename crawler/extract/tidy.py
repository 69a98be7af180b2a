"""The form that every stored text has, whatever it came from.

NFC; no NUL and no control characters but tab, line feed and form feed; none of the marks that nobody
sees (zero width, direction, soft hyphen); what a right-to-left override turns round is turned round, so
that a number is stored as a reader sees it, never reversed;
every kind of blank is a blank; lines have no blanks at their ends; paragraphs are apart by one empty line.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_INVISIBLE: Final = (
    *(0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x3164, 0xFEFF, 0xFFA0),
    *range(0x200B, 0x2010),  # zero width, left-to-right and right-to-left marks
    *range(0x202A, 0x202F),  # embeddings and overrides
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),
    *range(0xE0100, 0xE01F0),
)
_CONTROLS: Final = [
    code for code in [*range(0x20), *range(0x7F, 0xA0)] if code not in (0x09, 0x0A, 0x0C, 0x0D, 0x85)
]
_BLANKS: Final = [0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
#: where a control stands between words it parts them; what is invisible does not
TRANSLATION: Final = (
    dict.fromkeys(_INVISIBLE, None)
    | dict.fromkeys(_CONTROLS, None)
    | dict.fromkeys(_BLANKS, " ")
    | {0x0D: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n\n", 0x0B: "\n"}
    | dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")
)
# a text has few kinds of them: looking which, and replacing those, is ten times as fast as str.translate
_TRANSLATED_TO: Final = {chr(code): to or "" for code, to in TRANSLATION.items()}
_TRANSLATED: Final = frozenset(_TRANSLATED_TO)
_TURNED = re.compile("\u202e([^\u202a-\u202e\u2066-\u2069\n]{0,2000})")
_RUN = re.compile(r" {2,}")
_AROUND_BREAK = re.compile(r" *\n *")
_EMPTY_LINES = re.compile(r"\n{3,}")
_AROUND_PAGE = re.compile(r"[ \n]*\f[ \n]*")


def characters(text: str) -> str:
    """`text` with only the characters that a stored text may have; breaks and blanks as they stand."""
    if "\u202e" in text:
        text = _TURNED.sub(lambda turned: turned[1][::-1], text)
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")
    for character in _TRANSLATED.intersection(text):
        text = text.replace(character, _TRANSLATED_TO[character])
    return unicodedata.normalize("NFC", text)


def text_of(raw: str) -> str:
    """`raw` in the stored form. Tabs are kept: they part the cells of a row. So are page breaks."""
    text = _RUN.sub(" ", characters(raw))
    text = _EMPTY_LINES.sub("\n\n", _AROUND_BREAK.sub("\n", text))
    if "\f" in text:
        text = _AROUND_PAGE.sub("\f", text)
    return text.strip(" \n")


def one_line(raw: str, limit: int = 500) -> str:
    """`raw` as one bounded line, for titles."""
    return " ".join(characters(raw[: 4 * limit]).split())[:limit].rstrip()
