"""Bytes to text."""

from __future__ import annotations

import pytest

from crawler.extract.charset import codec_for, decode

SAID = "The Cañón “Ñandú” Police said 15 – not 51 –"
META = '<meta charset="{}"><p>'

CASES = [
    ("UTF-8 without a word about it", SAID.encode(), None, SAID),
    ("UTF-8 that the header calls Latin-1", SAID.encode(), "iso-8859-1", SAID),
    ("UTF-8 with a mark, called Latin-1", b"\xef\xbb\xbf" + SAID.encode(), "iso-8859-1", SAID),
    ("windows-1252 that the header calls Latin-1", SAID.encode("cp1252"), "ISO-8859-1", SAID),
    ("windows-1252 that the header calls UTF-8", SAID.encode("cp1252"), "utf-8", SAID),
    ("windows-1252 without a word about it", SAID.encode("cp1252"), None, SAID),
    ("UTF-16 with its mark", SAID.encode("utf-16"), None, SAID),
    ("UTF-16 without one, in the header", SAID.encode("utf-16-be"), "UTF-16BE", SAID),
    ("UTF-16 without one, nowhere named", SAID.encode("utf-16-le"), None, SAID),
    ("UTF-16 in the header, UTF-8 in fact", SAID.encode(), "utf-16", SAID),
    ("a charset that nobody knows", SAID.encode("cp1252"), "klingon-8", SAID),
    ("a Python codec that is no text encoding", SAID.encode(), "rot13", SAID),
    ("another one, with letters beyond ASCII", SAID.encode("cp1252"), "unicode_escape", SAID),
    ("UTF-7 is not read", b"+ADw-script+AD4-", "utf-7", "+ADw-script+AD4-"),
    ("a charset as long as a book", SAID.encode(), '"' + "a" * 100_000, SAID),
    ("zero bytes go", b"fif\0teen", None, "fifteen"),
    ("Cyrillic as the header says", "задержание".encode("cp1251"), "windows-1251", "задержание"),
]


@pytest.mark.parametrize(
    ("body", "charset", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_it_reads_what_was_meant(body: bytes, charset: str | None, expected: str) -> None:
    assert decode(body, charset) == expected


def test_it_finds_a_charset_that_the_page_declares_late() -> None:
    page = "<!--" + "x" * 2000 + "-->" + META.format("shift_jis") + "警察は15件"
    assert decode(page.encode("shift_jis")).endswith("警察は15件")


def test_it_believes_the_header_before_the_page() -> None:
    page = META.format("windows-1251") + "Łódź 15"
    assert decode(page.encode("cp1250"), "windows-1250").endswith("Łódź 15")


def test_it_mends_a_page_that_is_half_utf_8_and_half_windows_1252() -> None:
    body = "Cañón ".encode() * 3 + "Cañón “15”".encode("cp1252")
    assert decode(body) == "Cañón Cañón Cañón Cañón “15”"


def test_it_marks_cut_and_overlong_sequences() -> None:
    body = "ñ".encode() * 9 + b" \xc0\xaf \xed\xa0\x80 \xf0\x9f\x98"
    assert decode(body) == "ñ" * 9 + " \ufffd \ufffd \ufffd"


@pytest.mark.parametrize(
    "name", ["base64", "hex", "zlib", "idna", "punycode", "raw_unicode_escape", "utf-7", "undefined"]
)
def test_it_never_looks_up_a_name_of_python(name: str) -> None:
    assert codec_for(name) is None
