"""Numbers of forms, lists and slides get the label that they belong to, however the line is laid out."""

from __future__ import annotations

import time

import pytest

from tests.monitor.figures.test_cells import _found

Shown = tuple[int, str, str]  #: value, label, head


def _shown(text: str) -> list[Shown]:
    return [(c.number.value, c.cell.label, c.cell.head) for c in _found(text) if c.cell is not None]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # a value that is all there is behind its label
        ("ICE came: 53", [(53, "ice came", "")]),
        ("ICE did not come: 23", [(23, "ice did not come", "")]),
        ("Went home: none", [(0, "went home", "")]),
        ("Received: nil", [(0, "received", "")]),
        ("Inmates given to ICE - none", [(0, "inmates given to ice", "")]),
        ("Inmates given to ICE = 0", [(0, "inmates given to ice", "")]),
        ("[tile] Forms received to date: 7", [(7, "forms received to date", "")]),
        ("# Forms received: 7", [(7, "forms received", "")]),
        ("Notices given ......... 38 + 4 = 42", [(42, "notices given", "")]),
        ("The captain said he came: 12 of them stayed.", []),
        ("Refreshed 06:15.", []),
        # dots that go on from the line above
        ("4. ... still in jail ........ 2", [(2, "4. ... still in jail", "")]),
        # the number first
        ("76 -> ICE told of the release", [(76, "ice told of the release", "")]),
        ("- 2 - forms that the desk logged for 2021", [(2, "forms that the desk logged for 2021", "")]),
        ("109 - detainers on file", [(109, "detainers on file", "")]),
        # another time in brackets
        (
            "Forms received: 7 (last year: 10)",
            [(7, "forms received", ""), (10, "forms received", "last year")],
        ),
        ("Forms received: 7 (2018: 31)", [(7, "forms received", ""), (31, "forms received", "2018")]),
        ("Forms received: 7 (31 in 2018)", [(7, "forms received", ""), (31, "forms received", "2018")]),
        ("Forms received: 7 (vs. 31 in May)", [(7, "forms received", ""), (31, "forms received", "may")]),
        ("Forms received: 7 (3 by fax)", [(7, "forms received", "")]),
        # pairs in one line, with and without words that lead to them
        ("2019 44 | 2020 31 | 2021 (part) 7", [(44, "2019", ""), (31, "2020", ""), (7, "2021 (part)", "")]),
        ("Received 16 | Kept 0", [(16, "received", ""), (0, "kept", "")]),
        ("FY14: 88 / FY15: 21", [(88, "fy14", ""), (21, "fy15", "")]),
        ("2017: 378 received / 117 fetched", [(378, "received", "2017"), (117, "fetched", "2017")]),
        ("Nation: HON 41 | SLV 17  (n = 58)", [(41, "hon", "nation"), (17, "slv", "nation")]),
        (
            "C. New in May: parole holds 11; ICE detainers 9.",
            [(11, "parole holds", "new in may"), (9, "ice detainers", "new in may")],
        ),
        ("By year: 2019 44, 2020 31", [(44, "2019", "by year"), (31, "2020", "by year")]),
        ("Tel 555 / Fax 556", []),
        ("He had 3 of 4 / and then some", []),
        ("Home | News | Page 4", []),
    ],
)
def test_a_line_of_a_form_is_read_as_it_is_laid_out(line: str, expected: list[Shown]) -> None:
    assert _shown(f"Report of the jail on ICE detainers\n\n{line}\n") == expected


def test_a_list_set_in_below_a_line_has_its_label_for_a_head() -> None:
    text = (
        "Inmates seen ............. 618\nForms lodged here ........ 130\n"
        "   2008 (part) 38 | 2009 89\n   2010 3\nSent on ................. 92\n"
    )
    shown = _shown(text)
    assert (38, "2008 (part)", "forms lodged here") in shown
    assert (89, "2009", "forms lodged here") in shown
    assert (92, "sent on", "") in shown


def test_a_list_below_a_heading_with_a_colon_or_in_brackets_has_it_for_a_head() -> None:
    for heading in ("Forms received:", "[chart: Forms received]", "(Figure 2: Forms received)"):
        assert (21, "fy15", "forms received") in _shown(f"Our numbers\n{heading}\nFY14: 88 / FY15: 21\n")


def test_a_label_that_leaves_no_room_for_dots_keeps_its_number() -> None:
    text = (
        "(D) Bookings in the year ................ 480\n"
        "(E) Of (D), kept till fetched by the federal agency 58\n"
        "(F) Of (D), let go when the two days were over. 11\n"
        "(G) Escapes ............................. 2\n"
    )
    shown = _shown(text)
    assert (58, "(e) of (d), kept till fetched by the federal agency", "") in shown
    assert (11, "(f) of (d), let go when the two days were over.", "") in shown
    assert (2, "(g) escapes", "") in shown


def test_a_sentence_beside_dotted_lines_that_ends_in_a_name_or_a_year_is_no_line_of_the_form() -> None:
    for line in ("Filed with the clerk under item 12", "As told to the board in May 2019", "See note 4"):
        assert len(_shown(f"Forms received ........ 31\n{line}\nKept ....... 4\n")) == 2


def test_a_letter_at_the_end_of_dots_is_the_digit_that_it_looks_like() -> None:
    assert _shown("Forms ............ 31\nKept ............. O\nFetched .......... ll\n") == [
        (31, "forms", ""),
        (0, "kept", ""),
        (11, "fetched", ""),
    ]


def test_a_slide_parts_what_is_above_it_from_what_is_below() -> None:
    text = (
        "SLIDE 3  BOOKED 14,288\nSLIDE 4  ICE REQUESTS\n     forms received ...... 391\n"
        "     may be followed ..... 76\nSLIDE 5  OUR ANSWER\n     76 -> ICE told\n     315 -> no answer\n"
        "--- Slide 6 ---\nHELD: zero\n"
    )
    shown = _shown(text)
    assert (391, "forms received", "") in shown
    assert (315, "no answer", "") in shown
    assert (0, "held", "") in shown
    assert sorted(c.number.value for c in _found(text)) == [0, 76, 76, 315, 391, 14288]


def test_days_and_months_in_digits_are_labels_of_rows() -> None:
    text = (
        "Time                      Requests     Kept\n"
        "10/18/2011 - 12/31/2011        277      n/a\n"
        "2012-04                      1,134      201\n"
        "1/1/13 to 3/31/13              229       47\n"
    )
    assert _shown(text) == [
        (277, "10/18/2011 - 12/31/2011", "requests"),
        (1134, "2012-04", "requests"),
        (201, "2012-04", "kept"),
        (229, "1/1/13 to 3/31/13", "requests"),
        (47, "1/1/13 to 3/31/13", "kept"),
    ]


def test_the_numbers_of_lines_on_a_page_count_nothing() -> None:
    text = "4     We had ninety forms, I believe,\n5     for all of 2013\n6     and the next year\n"
    assert _shown(text) == []


def test_a_line_with_dots_is_a_row_and_not_the_head_of_the_rows_below() -> None:
    text = "Asked where born .......... 100%\nForms lodged .............. 430\nTold .................. 12\n"
    assert _shown(text) == [(430, "forms lodged", ""), (12, "told", "")]


_FORM = (
    "A. Forms that came in ................. 6\n   A1. with a warrant .................. 1\n"
    "B. Forms acted upon ................... 1\nC. Inmates handed over ................ 1\n\n"
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Last quarter (to March 31, 2018): A = 3, B = 0.",
            [
                (3, "forms that came in", "last quarter (to march 31, 2018)"),
                (0, "forms acted upon", "last quarter (to march 31, 2018)"),
            ],
        ),
        (
            "The 2011 form had (a) = 118, (c) = 9.",
            [
                (118, "forms that came in", "the 2011 form had"),
                (9, "inmates handed over", "the 2011 form had"),
            ],
        ),
        (
            "This is the last return. For 2012 we put 530 under line B and 37 under line C.",
            [
                (530, "forms acted upon", "for 2012 we put"),
                (37, "inmates handed over", "for 2012 we put"),
            ],
        ),
        (
            "Line (A) in the second return should have read 64.",
            [(64, "forms that came in", "in the second return should have read")],
        ),
        ("Plan A = 3 was dropped; vitamin K = 4.", []),
        ("See line C; it takes 40 minutes on line 9.", []),
    ],
)
def test_a_letter_stands_for_its_line_of_the_form(line: str, expected: list[Shown]) -> None:
    shown = [(value, label, head) for value, label, head in _shown(_FORM + line) if label[1:3] != ". "]
    assert [one for one in shown if one[0] not in (6, 1)] == expected


def test_hostile_lists_are_read_in_time_that_grows_with_their_length() -> None:
    for piece in (
        "a 1 | ",
        "1 a / ",
        "a = 1, ",
        "(a) = ",
        "line (a) ",
        "x (2018: ",
        "a: 1; ",
        "1 -> ",
        "o....",
        "slide 1 ",
    ):
        start = time.process_time()
        _found(_FORM + piece * 4000)
        _found(_FORM + (piece * 60 + "\n") * 60)
        assert time.process_time() - start < 3, piece
