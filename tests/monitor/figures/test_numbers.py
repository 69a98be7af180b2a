"""Numbers: what each is worth, and what is no count at all."""

from __future__ import annotations

import time

import pytest

from config.words import Qualifier
from monitor.figures.numbers import find, words_value
from tests.monitor.figures.world import counts, figures


def values(text: str) -> list[int]:
    return [number.value for number in find(text) if not number.refused]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("received 15 ice detainer requests", [15]),
        ("fifteen detainer requests", [15]),
        ("1,204 detainers", [1204]),
        ("1.204 detainers", []),  # a European thousand, or a decimal: not told apart
        ("1\u00a0204 detainers", [1204]),
        ("1\u202f204 detainers", [1204]),
        ("12o4 detainers", []),
        ("15-20 detainers", []),
        ("15 to 20 detainers", []),
        ("two dozen detainers", [24]),
        ("a dozen; a score; half a dozen", [12, 20, 6]),
        ("a single detainer", [1]),
        ("1.2 million detainers", [1_200_000]),
        ("3.5k detainers", [3500]),
        ("2 thousand detainers", [2000]),
        ("15 (fifteen) requests", [15]),
        ("seven (7) requests", [7]),
        ("15 (14) requests", []),
        ("rose 42 percent", []),
        ("42% of detainers", []),
        ("42 more than last year", []),
        ("201 fewer than in 2018", []),
        ("down 7", []),
        ("an average of 3 a week", []),
        ("540 a year", []),
        ("route 15, room 287, 287(g), i-247a, section 1373, h.r. 29", []),
        ("8 u.s.c. 1357; case 19-cv-00015; phone 617-555-0115", []),
        ("in 2024 detainers", []),
        ("15¹ detainers", [15]),
        ("15[1] detainers", [15]),
        ("15* detainers", [15]),
        ("-15 detainers", []),
        ("15.5 detainers", []),
        ("1e3 detainers", []),
        ("999,999,999,999 detainers", []),
        ("9" * 400 + " detainers", []),
        ("1\u00ad5 detainers", []),
        ("1\u200b5 detainers", []),
        ("１５ detainers", []),
        ("١٥ detainers", []),
        ("\u202e51\u202c detainers", []),
        ("a 22-year-old, 608-bed jail, 48-hour hold", []),
        ("1 in 4 of its residents", []),
        ("the vote was 25-128", []),
        ("one hundred and eighty-five people", [185]),
        ("picked up 99", [99]),
        # all but "twice", which needs no noun, count what stands beside them
        ("the form came twice in march", [2]),
        ("twice the rate; twice as many; twice a week", []),
        ("thrice, the log has it", [3]),
        ("a couple of detainers and a pair of holds", [2, 2]),
        ("a couple of days; a couple of extra hours; a couple from ohio", []),
        ("six times the fax failed", [6]),
        ("six times the number of 2016; six times as many; six times what it was", []),
        ("nought; naught", [0, 0]),
        ("no prisoner was kept, no refusals, no further holds", [0, 0, 0]),
        # a base of many is a count, a small one is a ratio
        ("released 40 out of 212 whom ice wanted", [40, 212]),
        ("nine out of 10; 3 out of 4 of them", [9, 3]),
        # more of what was counted before, and more than
        ("it got 58 more; we had four more in june", [58, 4]),
        ("58 more than in may; 58 fewer; four more detainers than last year", []),
        # within a time, and each time
        ("twenty-eight in five months; 8 in a year; 70 within a day", [28, 5, 8, 70]),
        ("28 a month; 8 a year; 70 each day; 3 on average; 1 in 5", []),
        # verbs with "up" or "number" in them
        ("wrote up 146, gave up 11, the rows number 12", [146, 11, 12]),
        ("detainers, up 12 from may; up 12, the sheriff said; holds were down 7; item number 12", []),
        ("five and one; four and four apiece", [5, 1, 4, 4]),
        ("five thousand, nine hundred and fifty-five of them", [5955]),
        ("60-some detainers; 30-odd holds", [60, 30]),
        ("between eleven and thirteen", []),
        # a change tells both its ends, a range none
        ("rose from 33 to 71; went from 201 to 222 to 260", [33, 71, 201, 222, 260]),
        ("10 to 15 detainers", []),
        # a number in brackets: the same again, another one, or a year
        ("seven (7) men; 402 (597); one (2015); fifteen (14) men", [7, 402, 597, 1]),
        # the hundred that speech leaves out
        ("three-forty, two thirty-one, twelve-sixty; two three", [340, 231, 1260]),
        ("not a one was kept", [0]),
        ("he'd said no 140 times; of that group 58 were; no. 22; question 5", [140, 58]),
        ("212. that's the detainers", [212]),
        ("12. that's the twelfth item", []),
    ],
)
def test_a_number_is_worth_what_a_reader_sees(text: str, expected: list[int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("about 200 detainers", Qualifier.APPROX),
        ("nearly 200 detainers", Qualifier.APPROX),
        ("roughly 200 detainers", Qualifier.APPROX),
        ("200 or so detainers", Qualifier.APPROX),
        ("more than 40 detainers", Qualifier.AT_LEAST),
        ("at least 40 detainers", Qualifier.AT_LEAST),
        ("over 40 detainers", Qualifier.AT_LEAST),
        ("no fewer than 40 detainers", Qualifier.AT_LEAST),
        ("fewer than 10 detainers", Qualifier.AT_MOST),
        ("up to 10 detainers", Qualifier.AT_MOST),
        ("no more than 10 detainers", Qualifier.AT_MOST),
        ("10 detainers", Qualifier.EXACT),
    ],
)
def test_qualifying_words_are_kept(text: str, qualifier: Qualifier) -> None:
    assert [number.qualifier for number in find(text)] == [qualifier]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twenty-three", 23),
        ("one hundred sixty-three", 163),
        ("two thousand five", 2005),
        ("two three", None),
    ],
)
def test_number_words_add_up_or_are_none(words: str, value: int | None) -> None:
    assert words_value(words) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # N03: a part, or nothing
        ("Boston police got detainers. Fifteen of the requests were for men.", set()),
        ("Boston police received no ICE detainers in 2024.", {("requests", 0)}),
        (
            "Boston police received detainers. They did not honor any of the 57 requests in 2024.",
            {("requests", 57), ("declined", 57)},
        ),
        # N26
        (
            "In 2024 Boston police declined 15 and honored 2 of 17 detainers.",
            {("declined", 15), ("honored", 2), ("requests", 17)},
        ),
        # N24, N25: other things that bear the name
        ("Landlords in Boston filed 900 unlawful detainer cases in 2024.", set()),
        ("ICE made 15 arrests, 9 detentions and 4 deportations in Boston in 2024.", set()),
        # N30
        ("ICE could issue up to 500 detainers in 2026. Police would have received 15.", set()),
        # N29
        ("The figure of 15 detainers in 2024 is wrong, the city says.", {("requests", 15)}),
        # N41: another language gives the number or nothing, never another metric
        ("Boston: la policía recibió 15 solicitudes de detención de ICE en 2024.", {("requests", 15)}),
        ("A Boston detainer asks to hold a person. Once, in 2024, one came.", {("requests", 1)}),
        ("No one was surprised that Boston police spoke of detainers in 2024.", set()),
    ],
)
def test_only_what_is_counted_is_a_figure(text: str, expected: set[tuple[str, int]]) -> None:
    found = counts(text)
    assert found <= expected
    if len(expected) > 1 or ("requests", 0) in expected:
        assert found - {("honored", 0)} == expected


def test_a_headline_and_a_text_that_differ_give_both_with_their_quotes() -> None:
    text = (
        "Boston police received 15 ICE detainers in 2024.\n\nIn 2024 Boston police received 14 ICE detainers."
    )
    assert [(f.value, f.quote) for f in figures(text)] == [
        (15, "Boston police received 15 ICE detainers in 2024."),
        (14, "In 2024 Boston police received 14 ICE detainers."),
    ]


def test_ten_thousand_numbers_in_one_sentence_take_under_a_second() -> None:
    text = "Boston police received ICE detainers: " + ", ".join(str(i) for i in range(10_000)) + " in 2024."
    start = time.perf_counter()
    figures(text)
    assert time.perf_counter() - start < 1


def test_dollars_may_be_more_than_people() -> None:
    assert [n.value for n in find("$61.6 million; 61,600,000 people") if not n.refused] == [61_600_000]
