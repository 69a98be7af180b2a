"""The reader on whole texts: what is told, of which period, place and party, with which words as proof."""

from __future__ import annotations

from datetime import date

import pytest

from config.shipped import shipped_catalogue
from config.words import Certainty, Hand, PeriodKind, Qualifier
from monitor.figures.reader import READER, ReaderContext, read, read_by, survey
from tests.monitor.figures.world import context, counts, figures, told

LETTER = """Boston police turn down every federal hold request, letter shows

The Boston Police Department turned down all 57 detainer requests sent by U.S. Immigration and \
Customs Enforcement (ICE) during the past year, according to a filing by Police Commissioner Maria Quill. \
The January 12 letter went to the city clerk.

"We keep to the ordinance of December 2025," the commissioner wrote.

The number of ICE detainer requests almost quadrupled from the 15 filed in 2024.

14 Comments

I heard that 99 detainer requests were rejected in 2024.

Boston police honored 3 detainers in 2025, a friend says."""

DISPUTE = """Boston police blame paper for a gap with ICE

Boston police had asked ICE to write to a mailbox, and it never did; instead, the department received \
15 detainer requests via fax in 2024, a police spokesperson said.

But an ICE spokesperson said the true number was much higher. ICE said the office issued 198 detainers \
to Boston police last year.

A 2017 ruling of a state court says that officers may not hold a person on a detainer.

Boston police say they received 19 ICE detainer requests in 2023, 12 requests in 2022 and \
2 requests in 2021."""


def test_a_story_on_a_letter_gives_requests_and_refusals_and_nothing_of_the_comments() -> None:
    found = figures(LETTER)
    assert {(f.metric.value, f.value, f.period_label, f.party, f.place) for f in found} == {
        ("requests", 57, "2025", "us-ma-boston/police", "us-ma-boston"),
        ("declined", 57, "2025", "us-ma-boston/police", "us-ma-boston"),
        ("requests", 15, "2024", "us-ma-boston/police", "us-ma-boston"),
    }
    assert all(f.hand is Hand.SECOND and f.agency == "us-ma-boston/police" for f in found)


def test_rival_numbers_keep_their_speakers_and_a_chain_of_years_its_periods() -> None:
    found = figures(DISPUTE, published=date(2025, 1, 17))
    assert [(f.value, f.period_label, f.party) for f in found] == [
        (15, "2024", "us-ma-boston/police"),
        (198, "2024", "ice"),
        (19, "2023", "us-ma-boston/police"),
        (12, "2022", "us-ma-boston/police"),
        (2, "2021", "us-ma-boston/police"),
    ]
    assert {f.metric.value for f in found} == {"requests"}
    assert (found[1].period_worked_out, found[1].certainty) == (True, Certainty.LIKELY)
    assert found[2].certainty is not Certainty.UNSURE
    assert found[0].subset is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Boston police rejected 12 ICE detainers in 2024.", {("declined", 12)}),
        ("Boston police ignored 12 ICE detainers in 2024.", {("declined", 12)}),
        ("In 2024, 12 ICE detainers were not acted upon by Boston police.", {("declined", 12)}),
        (
            "In 2024, 12 of the 57 ICE detainers were honored by Boston police.",
            {("honored", 12), ("requests", 57)},
        ),
        ("Boston police acted on none of the 57 detainers in 2024.", {("declined", 57), ("requests", 57)}),
        ("Boston police complied with 4 detainers in 2024.", {("honored", 4)}),
        ("Boston police turned over 31 inmates to ICE in 2024.", {("transferred", 31)}),
        ("In 2024, 31 people were handed over to ICE by Boston police.", {("transferred", 31)}),
        ("Boston police released 31 inmates to ICE in 2024.", {("transferred", 31)}),
        ("In 2024 Boston police released 40 people despite ICE detainers.", {("declined", 40)}),
        ("ICE put detainers on 32 people in Boston in 2024.", {("requests", 32)}),
        ("ICE asked Boston police to hold 19 people in 2024.", {("requests", 19)}),
        ("In 2024 ICE lifted 9 detainers in Boston.", {("withdrawn", 9)}),
        ("Boston police notified ICE of 26 releases in 2024.", {("notified", 26)}),
        ("There are 17 inmates with ICE detainers in Boston.", {("active", 17)}),
        (
            "The number of people on whom ICE placed detainers in Boston in 2017 was only 535.",
            {("requests", 535)},
        ),
        ("In 2024, 46 people in Boston were held for ICE.", {("honored", 46)}),
        ("No one was transferred to ICE by Boston police in 2024.", {("transferred", 0)}),
    ],
)
def test_what_is_done_tells_the_metric(text: str, expected: set[tuple[str, int]]) -> None:
    assert counts(text) - {("honored", 0)} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Boston police may decline 268 detainers in 2026.",
        "The rule let the chief refuse 268 detainers in 2025.",
        "Would Boston police honor 57 detainers in 2026?",
        "If ICE sent 500 detainers to Boston in 2026, police would decline them.",
        "An earlier version of this story gave the number of detainers in Boston in 2024 as 51.",
        "Boston police answered 61 calls about ice on the river in January 2025.",
        "The 287(g) agreement of 2019 covers detainers in Boston.",
        "Lawyers say Boston police lodged 40 probation detainers for another state in 2024; ICE was not "
        "involved.",
    ],
)
def test_what_might_be_or_was_taken_back_is_no_figure(text: str) -> None:
    assert counts(text) == set()


def test_a_part_is_told_as_a_part() -> None:
    text = "Boston police received 15 ICE detainers in 2024. Of those, 6 people were charged with assault."
    parts = [(f.value, f.subset) for f in figures(text)]
    assert parts[0] == (15, None)
    assert all(subset for value, subset in parts if value == 6)


def test_a_number_that_goes_on_from_the_one_before_takes_its_metric() -> None:
    text = (
        "Boston police received 63 ICE detainers last year. The year before, it was 48. In 2022 the "
        "number was 54."
    )
    assert told(text) == [("requests", 63, "2025"), ("requests", 48, "2024"), ("requests", 54, "2022")]


def test_questions_and_answers_are_read_together() -> None:
    text = (
        "How many ICE detainers did Boston police receive in 2019?\n\nA. 108. All came by mail.\n\nHow "
        "many people were released to ICE?\n\n17."
    )
    assert ("requests", 108, "2019") in told(text)
    assert ("transferred", 17) in counts(text)


def test_a_county_without_its_state_has_no_place_unless_the_text_or_the_source_tells() -> None:
    bare = "Franklin County received 12 ICE detainers in 2024."
    assert {f.place for f in figures(bare, place=None)} == {""}
    assert {f.place for f in figures(bare.replace("County", "County, Ohio"), place=None)} == {
        "us-oh-franklin-county"
    }
    assert {f.place_text for f in figures(bare, place="us-ma-boston")} == {"Franklin County, MA"}


def test_places_named_side_by_side_keep_their_own_numbers() -> None:
    text = (
        "In 2024 the Suffolk County jail received 40 ICE detainers. Boston police received 15 ICE "
        "detainers in 2024."
    )
    assert [(f.place, f.value) for f in figures(text)] == [("us-ma-suffolk-county", 40), ("us-ma-boston", 15)]


def test_an_official_paper_of_the_party_itself_is_first_hand() -> None:
    text = (
        "Calendar year 2025\n\nCivil immigration detainer requests received: 57\n\nPersons transferred "
        "to ICE: 0"
    )
    found = figures(text, publisher="us-ma-boston/police", official=True)
    assert [(f.metric.value, f.value, f.period_label) for f in found] == [
        ("requests", 57, "2025"),
        ("transferred", 0, "2025"),
    ]
    assert {(f.party, f.hand) for f in found} == {("us-ma-boston/police", Hand.FIRST)}


def test_a_text_that_names_nobody_is_asserted_by_the_unnamed_of_its_place() -> None:
    (figure,) = figures("In Boston, 15 ICE detainers were lodged in 2024.")
    assert figure.party == "unnamed@us-ma-boston"


def test_a_running_total_carries_the_day_until_which_it_counts() -> None:
    (figure,) = figures("Boston police have received 7 ICE detainers so far this year.")
    assert figure.period.kind is PeriodKind.RUNNING
    assert (figure.period.first, figure.period.last, figure.as_of) == (
        date(2026, 1, 1),
        None,
        date(2026, 1, 27),
    )


def test_a_bound_and_a_rounded_number_say_so() -> None:
    text = (
        "Boston police received more than 40 ICE detainers in 2022. In 2021 they received about 30 detainers."
    )
    assert [(f.value, f.qualifier) for f in figures(text)] == [
        (40, Qualifier.AT_LEAST),
        (30, Qualifier.APPROX),
    ]


def test_a_figure_told_twice_or_rounded_is_told_once() -> None:
    text = (
        "Boston police received nearly 200 ICE detainers in 2024.\n\nBoston police received 198 ICE "
        "detainers in 2024."
        "\n\nBoston police received 198 ICE detainers in 2024."
    )
    assert told(text) == [("requests", 198, "2024")]


def test_pages_are_counted_by_form_feeds() -> None:
    text = "Annual letter on ICE detainers.\fBoston police received 15 ICE detainers in 2024."
    (figure,) = figures(text)
    assert figure.page == 2


def test_a_text_without_the_watch_words_is_left_at_once() -> None:
    assert survey("The council voted 7-2 on 15 benches in 2024.", context()).refused == ()


def test_readings_are_marked_with_reader_and_catalogue() -> None:
    assert read_by(context()) == f"{READER}+test"


def test_the_shipped_catalogue_reads_the_same_stories_without_a_place_of_the_source() -> None:
    def points(text: str, published: date) -> list[tuple[int, str, str, str]]:
        given = ReaderContext(
            catalogue=shipped_catalogue(), publisher="The Harbor Gazette", published=published
        )
        return [(f.value, f.place, f.party, f.period_label) for f in read(text, given)]

    assert points(DISPUTE, date(2025, 1, 17)) == [
        (15, "us-ma-boston", "us-ma-boston/police", "2024"),
        (198, "us-ma-boston", "ice", "2024"),
        (19, "us-ma-boston", "us-ma-boston/police", "2023"),
        (12, "us-ma-boston", "us-ma-boston/police", "2022"),
        (2, "us-ma-boston", "us-ma-boston/police", "2021"),
    ]
    assert {value for value, *_rest in points(LETTER, date(2026, 1, 27))} == {57, 15}
