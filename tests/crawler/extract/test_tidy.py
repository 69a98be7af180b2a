"""The form that every stored text has."""

from __future__ import annotations

import pytest

from crawler.extract import tidy

CASES = [
    ("composed and decomposed letters are one", "Cano\u0301n", "Canón"),
    ("a zero-width blank is no blank", "1\u200b5 requests", "15 requests"),
    ("a soft hyphen is no hyphen", "de\u00adtainer", "detainer"),
    (
        "a number turned round by an override is stored as it is seen",
        "got \u202e51\u202c requests",
        "got 15 requests",
    ),
    ("an override that is never closed ends with its line", "got \u202e51\nrequests", "got 15\nrequests"),
    (
        "every kind of blank is a blank",
        "15\u00a0ICE\u2009detainer\u202frequests\u3000",
        "15 ICE detainer requests",
    ),
    ("zero bytes and controls go", "fif\0teen\x07 \x1b[31m", "fifteen [31m"),
    ("lines are stripped, cells are kept", "  2024 \t 15  \n 2025\t57 ", "2024 \t 15\n2025\t57"),
    ("paragraphs are one empty line apart", "a\r\n\r\n \n\nb\u2029c", "a\n\nb\n\nc"),
    ("a page break stands alone", "a \n\f\n\nb", "a\fb"),
    ("lone surrogates are marked", "a\ud800b", "a\ufffdb"),
]


@pytest.mark.parametrize(("raw", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_it_has_one_form(raw: str, expected: str) -> None:
    assert tidy.text_of(raw) == expected


def test_it_makes_one_bounded_line_of_a_title() -> None:
    assert (
        tidy.one_line("Report\r\nBcc: victim\u2028x  \0y " + "a" * 900, 30)
        == "Report Bcc: victim x y aaaaaaa"
    )


def test_it_takes_no_longer_for_a_trap_than_for_a_text() -> None:
    trap = " " * 100_000 + "\t" * 100_000 + "\n \n" * 30_000 + "\f" * 1000 + "x"
    assert tidy.text_of(trap).endswith("x")
