"""The text of a PDF."""

from __future__ import annotations

import pytest

from crawler.extract.extract import extract
from crawler.extract.values import CannotExtract, Extracted, ExtractJob
from tests.papers import Picture, Words, lines, paper, table

LETTER = [
    "January 12, 2026",
    "",
    "Dear Mr. Clerk:",
    "",
    "Under the Trust Act the Department reports that it received a total of 57 civil de-",
    "tainer requests from Immigration and Customs Enforcement during the year 2025, and",
    "that none of them was honored.",
    "",
    "In 2024 the Department received 15 such requests on Form I-",
    "247A, none of which was honored either, as reported to the City Council in a letter of",
    "that year.",
]


def read(body: bytes) -> Extracted:
    return extract(ExtractJob(body=body, media_type="application/pdf"))


def test_it_joins_the_lines_of_a_paragraph_and_mends_broken_words() -> None:
    made = read(paper(lines(LETTER)))
    assert made.text.split("\n\n") == [
        "January 12, 2026",
        "Dear Mr. Clerk:",
        "Under the Trust Act the Department reports that it received a total of 57 civil "
        "detainer requests from "
        "Immigration and Customs Enforcement during the year 2025, and that none of them was honored.",
        "In 2024 the Department received 15 such requests on Form I-247A, none of which was "
        "honored either, as "
        "reported to the City Council in a letter of that year.",
    ]
    assert (made.page_count, made.cut_short, made.note) == (1, False, "")


def test_it_parts_pages_by_a_form_feed() -> None:
    made = read(paper(lines(["First page."]), lines(["Second page."]), [], lines(["Fourth page."])))
    assert made.text.split("\f") == ["First page.", "Second page.", "", "Fourth page."]
    assert made.page_count == 4


def test_it_gives_the_rows_of_a_table_with_tabs() -> None:
    rows = [("Year", "Requests", "Honored"), ("2024", "15", "0"), ("2025", "57", "0")]
    made = read(paper([*lines(["Detainer requests by year"]), *table(rows, columns=(72, 220, 330))]))
    assert made.text == "Detainer requests by year\n\nYear\tRequests\tHonored\n2024\t15\t0\n2025\t57\t0"


def test_a_number_before_a_paragraph_is_no_cell() -> None:
    made = read(paper([Words("1.", 72, 700), Words("The Department received 15 requests.", 108, 700)]))
    assert made.text == "1. The Department received 15 requests."


def test_two_columns_do_not_make_a_sentence() -> None:
    left = lines(["Received 15 ICE", "detainer requests", "in 2024."])
    right = lines(["Overtime cost was", "$40 in 2023 and", "60 detainees rode"], left=320)
    one_after_the_other = read(paper([*left, *right])).text
    assert "15 ICE detainer requests in 2024." in one_after_the_other
    line_by_line = read(paper([mark for pair in zip(left, right, strict=True) for mark in pair])).text
    assert "Received 15 ICE\tOvertime cost was" in line_by_line


def test_a_number_broken_over_two_lines_is_not_read_as_its_end() -> None:
    made = read(
        paper(
            lines(
                ["The Department received in the whole of the year a number of requests of 1", "5 detainers."]
            )
        )
    )
    assert "1 5 detainers" in made.text


def test_it_says_which_pages_are_pictures() -> None:
    made = read(paper(lines(LETTER), [Picture()], [Picture(), *lines(["Filed 03/10/21 Page 3 of 3"])]))
    assert made.note == "2 of 3 pages without a text layer: 2, 3"
    assert made.cut_short
    assert made.text.split("\f")[2] == "Filed 03/10/21 Page 3 of 3"


def test_a_letterhead_behind_the_text_is_no_scan() -> None:
    assert not read(paper([Picture(), *lines(LETTER)])).cut_short


def test_it_says_that_a_text_layer_is_no_language() -> None:
    made = read(paper(lines(["Wkh Ghsduwphqw uhfhlyhg d wrwdo ri iliwb vhyhq flylo ghwdlqhu"] * 12)))
    assert made.note == "1 of 1 pages with a text layer that is no language: 1"
    assert made.cut_short


def test_it_takes_the_title_unless_it_is_a_file_name() -> None:
    assert read(paper(lines(LETTER), title="Trust Act report")).title == "Trust Act report"
    assert read(paper(lines(LETTER), title="Microsoft Word - letter.doc")).title == "January 12, 2026"


def test_an_empty_page_is_told() -> None:
    made = read(paper([]))
    assert (made.text, made.note, made.cut_short) == ("", "no text on any page", True)


def test_it_refuses_what_it_cannot_open() -> None:
    with pytest.raises(CannotExtract, match="encrypted"):
        read(paper(lines(LETTER), encrypt=True))
    with pytest.raises(CannotExtract, match="damaged"):
        read(paper(lines(LETTER))[:300])


def test_it_opens_a_paper_behind_junk() -> None:
    assert "57 civil detainer requests" in read(b"\0junk" * 200 + paper(lines(LETTER))).text


def test_it_stops_after_some_hundred_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.extract.pdf.MAX_PAGES", 2)
    made = read(paper(*(lines([f"Page {number}"]) for number in range(5))))
    assert made.page_count == 5
    assert made.note == "only the first 2 of 5 pages"
    assert made.cut_short
