"""Numbers that are no figures whatever their signs, and their likes that may be."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.figures import candidates, sentences
from monitor.figures.periods import Clock
from monitor.figures.refusals import Refusals


def _whys(text: str) -> dict[int, str]:
    """Why each candidate of a text is refused, by its value; '' for one that may be a figure."""
    found = candidates.lines(sentences.split(text), Clock(date(2024, 5, 2)))
    refusals = Refusals(found)
    return {c.number.value: refusals.why(c) for c in candidates.find(text, "", found)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The jail was sent detainers by 14 field offices.", 14),
        ("Its 31 patrol deputies are not trained for that.", 31),
        ("The clerk filed 22 records requests with ICE.", 22),
        ("The annex had 204 ICE detainees on Friday.", 204),
        ("She released a single page on ICE holds.", 1),
        ("They logged 640 detainers of every kind.", 640),
    ],
)
def test_a_noun_that_is_no_detainer_and_nobody_under_one_counts_nothing(text: str, value: int) -> None:
    assert _whys(text)[value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Police were sent 14 county detainer requests.", 14),
        ("They let go 31 jail inmates whom ICE wanted.", 31),
        ("ICE lodged 52 two years before.", 52),
        ("In 61 deputies kept the person for ICE.", 61),
        ("The jail had 12 people with ICE holds in its custody.", 12),
    ],
)
def test_a_noun_of_ours_among_the_words_may_count(text: str, value: int) -> None:
    assert _whys(text)[value] == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They gave what they had; bunks: 118.", 118),
        ("They gave what they had; intakes for the quarter: 3,240.", 3240),
        ("They gave what they had; street arrests by the task force: 77.", 77),
        ("This follows a fall in commitments (4,120).", 4120),
        ("They gave what they had; grievances: 655 since May.", 655),
    ],
)
def test_a_label_of_something_else_counts_nothing(text: str, value: int) -> None:
    assert _whys(text)[value].startswith("labelled")


@pytest.mark.parametrize("text", ["ICE holds: 118.", "SHERIFF: 118.", "Lake County (118)."])
def test_a_label_that_names_the_jail_or_the_speaker_is_no_reason(text: str) -> None:
    assert _whys(text)[118] == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The warden counts 702 in house.", 702),
        ("A ninth of the 450 on the roster are not from here.", 450),
        ("Right now there are 88 prisoners in the county jail.", 88),
        ("The annex was built for 96.", 96),
        ("We have 514 in there tonight.", 514),
    ],
)
def test_all_who_are_kept_are_no_count(text: str, value: int) -> None:
    assert _whys(text)[value] == "a population"


@pytest.mark.parametrize(
    "text", ["We had 88 inmates in the jail with one.", "There are 88 people in the jail on ICE holds."]
)
def test_people_kept_with_a_paper_are_a_count(text: str) -> None:
    assert _whys(text)[88] == ""


@pytest.mark.parametrize(
    ("text", "value", "why"),
    [
        ("A welder, 44, was kept for two days.", 44, "an age"),
        ("She is 37.", 37, "an age"),
        ("He came when he was 9, with an uncle.", 9, "an age"),
        ("The votes needed are 21.", 21, "a vote"),
        ("Cheyenne: windy, low 12.", 12, "a temperature"),
        ("Telephone 211 for a lawyer.", 211, "a number of a law, page or place"),
        ("They met at 410 Oak St. on Monday.", 410, "an address"),
        ("They drew a sample of 80.", 80, "a sample"),
        ("The rates were 14 against 19 in the hundred.", 14, "a ratio"),
        ("Of every thousand, ICE wanted 8.", 8, "a ratio"),
        ("So we have answers from 41.", 41, "counts who was asked"),
        ("For the 41 that replied, it rose.", 41, "counts who was asked"),
        ("4410 ICE detainer.", 4410, "a number of a law, page or place"),
        ("It was one short of that.", 1, "counts nothing"),
    ],
)
def test_words_right_beside_a_number_say_that_it_counts_nothing(text: str, value: int, why: str) -> None:
    assert _whys(text)[value] == why


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The jail called ICE 44 times last year.", 44),
        ("Adams County, 44, and Weld County got the most.", 44),
        ("Requests reached a high of 44.", 44),
        ("He is one of 44.", 44),
        ("The fax from ICE asked for 44 who had gone.", 44),
    ],
)
def test_like_words_that_count_are_no_reason(text: str, value: int) -> None:
    assert _whys(text)[value] == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In May 210 people there had one.", 1),
        ("Nine of the 80 have one.", 1),
        ("Most were at the Salem one.", 1),
        ("Eight jails had fewer than that and four had none.", 0),
        ("Thirty percent said that they had received none.", 0),
    ],
)
def test_how_a_count_is_spread_is_no_count(text: str, value: int) -> None:
    assert _whys(text)[value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The county had one.", 1),
        ("Police got two in 2019, none in 2020.", 0),
        ("In 2018 there were none.", 0),
        ("The other one was withdrawn.", 1),
    ],
)
def test_none_and_one_of_a_place_or_year_are_counts(text: str, value: int) -> None:
    assert _whys(text)[value] == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was 311... sorry, it was 317.", 311),
        ("It got 40, or rather 44, of them.", 40),
        ('"So if they sent us 60 tomorrow, we would say no."', 60),
        ("I never said 70.", 70),
        ("We reported that the jail honored 83 detainers. That was the number of interviews.", 83),
        ("You wrote that police had 29. CHIEF: Good morning. It was a typing error.", 29),
        ("Holds that were withdrawn at once are not counted. There were 36.", 36),
        ("How many inmates this morning? WARDEN: 140.", 140),
    ],
)
def test_what_the_text_takes_back_or_supposes_is_no_figure(text: str, value: int) -> None:
    assert _whys(text)[value]


def test_the_number_that_replaces_a_wrong_one_may_be_a_figure() -> None:
    assert _whys("It was 311... sorry, it was 317.")[317] == ""


def test_a_number_is_of_the_kind_of_that_which_it_is_compared_with() -> None:
    assert _whys("The jails averaged 710 in 2019, 655 the year before.")[655] == "an average"
    assert _whys("Polk had 31 ICE detainees; Linn, 12; Scott, 9.")[9] == "counts something else"
    assert _whys("Jail population: 400. It was 512 in April.")[512] == "labelled population"
    assert _whys("Refusals rose by 12 percent, to 57.")[57] == ""
    assert _whys("In three months it took 52.")[52] == ""


def test_a_clock_in_a_cell_is_no_value() -> None:
    whys = _whys("Snapshot 03/11/2024 18:45")
    assert whys.get(45, "a time")


def test_a_long_run_of_sentences_that_go_on_is_read() -> None:
    text = "Jail population: 400. " + "It was 512 in April. " * 3000
    assert _whys(text)[512] == "labelled population"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The number of agreements with ICE nationwide passed 640 last week.", 640),
        ("The total of officers trained by ICE has since grown to about 640.", 640),
        ("The number of beds that ICE rents fell to 64 in 2023.", 64),
        ("The count of visitors rose from 64 to 88 in 2023.", 64),
        ("The number of arrests by ICE in the county climbed to 64 in 2023.", 64),
    ],
)
def test_the_number_of_something_else_counts_that(text: str, value: int) -> None:
    assert _whys(text)[value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The number of detainers at the jail rose to 64 in 2023.", 64),
        ("The number of agencies' requests to hold people reached 64.", 64),
        ("The number of people handed to ICE by the jail fell to 64.", 64),
        ("The number of bookings with an ICE detainer was 64.", 64),
        ("The total of inmates turned over to ICE stood at 64.", 64),
    ],
)
def test_the_number_of_detainers_or_of_people_may_be_a_figure(text: str, value: int) -> None:
    assert not _whys(text)[value]
