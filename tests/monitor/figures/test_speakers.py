"""Who is heard to tell a number: the constructions of telling, each in several words."""

from __future__ import annotations

import pytest

from config.words import Metric
from monitor.figures import places, who
from monitor.figures.paper import Count, open_paper
from tests.monitor.figures.world import WORLD, context


def _told(text: str) -> str:
    paper = open_paper(text, context())
    found = next(i for i, candidate in enumerate(paper.candidates) if candidate.number.value == 74)
    boston = places.spot_of(WORLD.places["us-ma-boston"])
    choice = who.speakers_of(paper, [Count(found, Metric.REQUESTS)], [boston])[0]
    return choice.value.text if choice.value else ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The jail got 74 detainers, the Harbor Press Union reported.", "the Harbor Press Union"),
        ("The Department of Public Safety says it got 74 detainers.", "The Department of Public Safety"),
        (
            "The Department of Criminal Justice reports that it got 74 detainers.",
            "The Department of Criminal",
        ),
        ("The Refused Detainer Report, out Monday, tells of 74 detainers.", "The Refused Detainer Report"),
        ("The Department of Correction (DOC), by email, says it got 74.", "The Department of Correction"),
        ("ICE's field office claims (email, Nov. 30) that it lodged 74 detainers.", "ICE's field office"),
        ("A deputy warden, paging through a binder, says the jail got 74.", "A deputy warden"),
        ("The complaint, filed in federal court, says the jail honored 74 detainers.", "The complaint"),
        ("DHS, which oversees ICE, says the jail ignored 74 detainers.", "DHS"),
        ("A group that helps immigrants counted 74 detainers.", "A group"),
        ("The department owned up to 74 detainers.", "The department"),
        ("The warden placed the number at 74 detainers.", "The warden"),
        ("The jail reckons that it got 74 detainers.", "The jail"),
        ("On its website, the sheriff's office lists 74 detainers.", "the sheriff's office"),
        ("When ICE listed the jail, it said that 74 detainers were spurned.", "ICE"),
    ],
)
def test_a_verb_of_saying_has_its_subject(text: str, words: str) -> None:
    assert _told(text).startswith(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The sheriff's office released data showing it got 74 detainers.", "The sheriff's office"),
        ("The numbers come from the warden. The jail got 74 detainers.", "the warden"),
        ("The jail got 74 detainers.\n\nThe numbers come from the warden.", "the warden"),
        ("The jail got 74 detainers. The figures were provided by the warden.", "the warden"),
        ("It got 74, according to data provided to the Beacon by the corrections office.", "the corrections"),
        ("A declaration filed by the captain says the jail honored 74 detainers.", "the captain"),
        ("The county clerk's records list 74 detainers.", "The county clerk"),
        ("The sheriff's answer: 74 detainers.", "The sheriff"),
        ("In the warden's ledger there are 74 detainers.", "the warden's ledger"),
        ("The state's own form has 74 detainers on line 3.", "The state"),
        ("ICE has a different number: 74 detainers.", "ICE"),
        ("ICE begs to differ: 74 detainers.", "ICE"),
    ],
)
def test_numbers_are_of_whose_paper_they_are(text: str, words: str) -> None:
    assert _told(text).startswith(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Records obtained from ICE show that 74 were refused, the Harbor Union reported.", "ICE"),
        ("Agencies reported 74 detainers, the state auditor said.", "the state auditor"),
        ("In reply to a senator's letter, the warden said 74 came.", "the warden"),
        ("His own records show 74 detainers, the warden said.", "the warden"),
    ],
)
def test_the_inner_of_two_reports_is_the_source(text: str, words: str) -> None:
    assert _told(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "The deputies gave 74 people to ICE.",
        "The jail gave ICE notice of 74 releases.",
        "Section II lists 74 detainers.",
        "Half of the total came from four jails: 74.",
        "Housing them for those added hours cost 74 detainers.",
    ],
)
def test_what_is_handed_over_or_added_is_not_told(text: str) -> None:
    assert _told(text) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "The warden's office issued a report Tuesday. The report shows 74 detainers.",
            "The warden's office",
        ),
        ("Asked for numbers, the jail sent a log. The log lists 74 detainers.", "the jail"),
        ("The superintendent wrote to the council. Her letter says there were 74.", "The superintendent"),
        ("The jail turned over a log with 74 detainers.", "The jail"),
    ],
)
def test_a_paper_is_of_the_one_who_gave_it_out(text: str, words: str) -> None:
    assert _told(text) == words


def test_who_got_a_paper_is_not_whose_it_is() -> None:
    text = "The Suffolk County Jail held 74 people, according to records obtained by the Harbor Union."
    assert _told(text) == "The Suffolk County Jail"


def test_who_lodged_the_detainers_is_not_whose_records_they_are() -> None:
    text = "Immigration and Customs Enforcement lodged 74 detainers at the Suffolk County Jail, records show."
    assert _told(text) != "Immigration and Customs Enforcement"


def test_the_agency_is_the_one_named_in_the_same_sentence() -> None:
    text = "The jail freed 74 people whom Immigration and Customs Enforcement sought, the agency said."
    assert _told(text) == "Immigration and Customs Enforcement"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Source: TRAC, a research center", "TRAC"),
        ("Sources: ICE, FOIA request 2020-01", "ICE"),
        ("Compiled by: the Office of the Auditor", "the Office of the Auditor"),
    ],
)
def test_the_line_under_a_table_names_its_source(source: str, words: str) -> None:
    text = f"ICE detainers by county\n\nCounty | 2021 | 2022\nSuffolk | 31 | 74\nEssex | 12 | 15\n\n{source}"
    assert _told(text) == words


def test_a_federal_agency_goes_on_telling_of_the_next_county() -> None:
    text = "ICE said Suffolk County did not honor 128 detainers and Essex County 74."
    assert _told(text) == "ICE"


def test_the_next_county_of_a_list_tells_for_itself() -> None:
    text = "Suffolk County reported 31 detainers, followed by Essex County with 74."
    assert _told(text) == "Essex County"


def test_one_that_has_told_of_several_places_tells_of_the_next() -> None:
    text = "The council said Suffolk County got 31 detainers.\n\nEssex County got 12.\n\nBoston got 74."
    paper = open_paper(text, context())
    counts = [Count(i, Metric.REQUESTS) for i, c in enumerate(paper.candidates)]
    names = ("us-ma-suffolk-county", "us-ma-suffolk-county", "us-ma-boston")
    spots = [places.spot_of(WORLD.places[name]) for name in names]
    told = [choice.value.text if choice.value else "" for choice in who.speakers_of(paper, counts, spots)]
    assert told[:2] == ["The council", "The council"]
