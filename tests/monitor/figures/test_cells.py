"""Numbers of tables, forms and lists get the head, the label and the lines that they stand under."""

from __future__ import annotations

import time

from monitor.figures import candidates, sentences
from monitor.figures.candidates import Candidate
from monitor.figures.periods import Clock


def _found(text: str, title: str = "Jail report") -> list[Candidate]:
    return candidates.find(text, title, candidates.lines(sentences.split(text), Clock(None, None)))


def _cells(text: str) -> dict[tuple[str, str], int]:
    """Values by label and head."""
    return {
        (c.cell.label, c.cell.head): c.number.value for c in _found(text) if c.cell is not None
    }  # fmt: skip


def test_bars_part_cells_and_the_first_row_is_the_head() -> None:
    cells = _cells("Year | Lodged | Kept\n2015 | 14 | 3\n2016 | 1,022 | 0")
    assert cells["2016", "lodged"] == 1022
    assert cells["2016", "kept"] == 0
    assert len(cells) == 4


def test_a_head_that_is_said_again_begins_another_table() -> None:
    text = "2016 | Q1 | Q2 | Year\nLodged | 31 | 40 | 71\n\n2017 | Q1 | Q2 | Year\nLodged | 52 | 60 | 112"
    heads = {c.number.value: c.cell.heads[0] for c in _found(text) if c.cell is not None}
    assert (heads[40], heads[60]) == ("2016", "2017")


def test_tabs_part_cells() -> None:
    assert _cells("Town\tForms\tRefused\nAlbion\t7\t5\nBerea\t9\t-")["albion", "refused"] == 5


def test_commas_part_cells_and_quotes_hold_commas() -> None:
    cells = _cells('month,forms,"held, then gone"\nJan 2020,"1,204",3\nFeb 2020,88,1')
    assert cells["jan 2020", "forms"] == 1204
    assert cells["feb 2020", "held, then gone"] == 1


def test_blanks_part_cells_and_a_head_over_two_lines_is_joined() -> None:
    text = (
        "             Forms      Handed\n"
        "Month        received   to ICE\n"
        "March            14         3\n"
        "April            20        11\n"
    )
    assert _cells(text)["april", "handed to ice"] == 11


def test_a_head_that_spans_columns_is_given_to_each_of_them() -> None:
    text = "County | Detainers |  | Outcome |  |\n | 2017 | 2018 | Kept | Let go |\nAda | 4 | 6 | 1 | 5 |"
    cells = _cells(text)
    assert cells["ada", "detainers 2018"] == 6
    assert cells["ada", "outcome let go"] == 5


def test_a_group_between_the_head_and_the_rows_leaves_the_head_in_place() -> None:
    text = (
        "Jail           Lodged   Kept\nNORTH SIDE\n Elm Street       12      2\n Oak Street       30      9\n"
    )
    found = {(c.cell.label, c.cell.head, c.cell.group) for c in _found(text) if c.cell}
    assert ("oak street", "kept", "north side") in found


def test_a_label_broken_over_two_lines_is_made_whole() -> None:
    text = "Number of inmates with ICE de-\ntainers .............. 51\nNumber fetched ....... 40\n"
    assert _cells(text)["number of inmates with ice detainers", ""] == 51


def test_a_row_set_in_below_another_knows_it() -> None:
    text = "Measure          2019   2020\nForms received     31     40\n   by fax          30     22\n"
    row = next(c.cell for c in _found(text) if c.cell and c.number.value == 22)
    assert row is not None
    assert row.parent == "forms received"


def test_ranks_and_years_are_no_counts() -> None:
    text = "Rank | Jail | Detainers\n1 | Elm | 75\n2 | Oak | 64\n3 | Ash | 12"
    assert sorted(c.number.value for c in _found(text) if c.cell) == [12, 64, 75]


def test_letters_that_a_scanner_took_for_digits_are_put_right() -> None:
    text = "Month     Rec'd   Kept\nJan         l04     lO\nFeb          9O      7\nMar          88     ll\n"
    cells = _cells(text)
    assert cells["jan", "rec'd"] == 104
    assert cells["mar", "kept"] == 11


def test_footnote_marks_and_dashes_do_not_hide_a_number() -> None:
    cells = _cells("Year | Forms | Kept\n2019* | 12* | n/a\n2020 | 9 (a) | -\n2021 | none | 0*")
    assert cells["2019*", "forms"] == 12
    assert cells["2020", "forms"] == 9
    assert cells["2021", "forms"] == 0
    assert cells["2021", "kept"] == 0


def test_a_label_may_stand_in_two_columns() -> None:
    cells = _cells("County | Agency | Forms\nAda | Elm Police | 4\nAda | Oak Police | 6")
    assert cells["ada, oak police", "forms"] == 6


def test_dots_lead_from_a_label_to_its_number() -> None:
    assert _cells("Requests received ........ 84\nRequests met ............. 12\n")["requests met", ""] == 12


def test_lines_of_a_form_are_cells() -> None:
    text = "Requests received: 31\nPersons kept for ICE: none\n[x] Persons handed over = 4"
    cells = _cells(text)
    assert cells["requests received", ""] == 31
    assert cells["persons kept for ice", ""] == 0
    assert cells["persons handed over", ""] == 4


def test_a_number_below_its_label_and_one_above_it() -> None:
    assert _cells("Detainers received\n412\n\nDetainers met\n9\n")["detainers met", ""] == 9
    assert _cells("412\nDetainers received\n\n9\nDetainers met\n")["detainers received", ""] == 412


def test_an_answer_stands_under_its_question() -> None:
    text = "Q3. How many people did you hand over?\nA. 108. All of them at the gate.\n"
    assert _cells(text)["q3. how many people did you hand over", ""] == 108


def test_a_list_behind_a_colon_is_cells_of_one_head() -> None:
    cells = _cells("Detainers by year: 2019 44, 2020 31, 2021 7")
    assert cells["2020", "detainers by year"] == 31


def test_pairs_in_one_line_have_the_label_before_them() -> None:
    text = "   Holds placed     2010: 398   2011: 331\n   Taken by ICE     2010: 306   2011: 240\n"
    assert _cells(text)["taken by ice", "2011"] == 240


def test_a_table_with_one_cell_a_line_is_put_together() -> None:
    text = "Year\nLodged\nKept\n2015\n120\n100\n2016\n130\n40\n2017\n99\n0\n"
    assert _cells(text)["2016", "kept"] == 40


def test_speech_with_a_colon_in_it_is_no_form() -> None:
    found = _found("The sheriff was asked how it went: 12 people were let go, he said, and nobody came.")
    assert [c.cell for c in found if c.number.value == 12] == [None]


def test_the_lines_above_a_table_are_its_caption_and_rows_are_not() -> None:
    text = "HOLDS BY MONTH\n\nBeds: 40\n\nMonth | Holds\nMay | 4\nJune | 7"
    cell = next(c.cell for c in _found(text) if c.number.value == 7)
    assert cell is not None
    assert "holds by month" in cell.caption
    assert "beds" not in cell.caption


def test_a_code_is_spelt_out_by_the_legend() -> None:
    asked = "(Q1) How many detainers came? (Q2) How many went to ICE?"
    text = f"{asked}\n\nCounty | Q1 | Q2\nAda | 8 | 3\nElm | 5 | 1"
    heads = {c.cell.head for c in _found(text) if c.cell}
    assert heads == {"how many detainers came", "how many went to ice"}


def test_every_cell_lies_where_it_says() -> None:
    text = "Intro line.\n\n  Jail       Lodged\n  Elm            14\n  Oak         1,022\n\nHeld: 3\n"
    for candidate in _found(text):
        written = text[candidate.start : candidate.start + candidate.number.end - candidate.number.start]
        assert str(candidate.number.value) == written.replace(",", "")


def test_a_long_page_takes_time_in_step_with_its_length() -> None:
    text = "\n".join(f"Row {n} | {n} | {n + 1}" for n in range(3000)) + "\n" + "word: " * 3000
    assert len(_found("Name | Forms | Kept\n" + text)) >= 5000


def test_hostile_lines_are_read_in_bounded_time() -> None:
    for piece in (
        "a: 1 ",
        "( ",
        "1 . ",
        "x | ",
        "a,1,",
        "a  1  ",
        "....",
        "l0",
        '"a","',
        "1\nword\n",
        "\t1",
        "a = ",
    ):
        _found(piece * 4000)
        _found((piece * 60 + "\n") * 60)


def test_runs_of_numbers_without_a_word_count_nothing() -> None:
    assert len(_found("Detainers\n\n" + "\n\n".join(str(n) for n in range(30)))) <= 1
    assert _found("Detainers\n" + "\n".join(f"{n}\t{n + 1}\t7" for n in range(30))) == []
    answers = "How many forms came? Six. How many in May? 12.\n"
    assert [c.number.value for c in _found(answers)] == [6, 12]


def test_64_kilobytes_of_bare_numbers_take_two_seconds_at_most() -> None:
    for gap in ("\n", "\n\n", ". ", "\t"):
        start = time.process_time()
        _found("Detainers " + gap.join(str(n % 997) for n in range(17_000)))
        assert time.process_time() - start < 3
