"""Who asserts each figure, in sentences of every make."""

from __future__ import annotations

import pytest

from config.words import Metric
from monitor.figures import labels, places, who
from monitor.figures.paper import Choice, Count, open_paper
from monitor.figures.parties import Speaker
from tests.monitor.figures.world import WORLD, context


def _choices(text: str, *values: int, **more: object) -> list[Choice[Speaker]]:
    paper = open_paper(text, context(**more))  # type: ignore[arg-type]
    found = [
        next(i for i, candidate in enumerate(paper.candidates) if candidate.number.value == value)
        for value in values
    ]
    boston = places.spot_of(WORLD.places["us-ma-boston"])
    counts = [Count(i, Metric.REQUESTS) for i in found]
    return who.speakers_of(paper, counts, [boston] * len(counts))


def _words(text: str, *values: int, **more: object) -> list[str]:
    return [choice.value.text if choice.value else "" for choice in _choices(text, *values, **more)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The sheriff said 74 detainers came in.", "The sheriff"),
        ("The jail got 74 detainers, the warden told a committee on Monday.", "the warden"),
        ("The jail, according to the county manager, got 74 detainers.", "the county manager"),
        ("By the sheriff's count, 74 detainers came to the jail.", "the sheriff"),
        ("By the office's own tally it got 74 detainers.", "the office"),
        ('"We had 74 detainers," said the undersheriff, who runs the jail.', "the undersheriff"),
        ("A captain who runs the jail says it took in 74 detainers.", "A captain"),
        ("The commissioner, who took office in May, wrote that 74 came.", "The commissioner"),
        ("Jail records show 74 detainers.", "Jail records"),
        ("A letter from the superintendent says that 74 detainers came.", "the superintendent"),
        (
            "In figures obtained from the Massachusetts Parole Board, 74 are listed.",
            "the Massachusetts Parole Board",
        ),
        ("Asked by a councilor, the chief of corrections said 74.", "the chief of corrections"),
        ("The Harbor Herald reported that ICE says it sent 74 detainers.", "ICE"),
        (
            "Todd Brook, the acting director of ICE, wrote that it sent 74 detainers.",
            "the acting director of ICE",
        ),
        ("A report that the Harvard Project released Monday counts 74 detainers.", "the Harvard Project"),
        ("ICE's own figure is 74 detainers.", "ICE"),
        ("A spokesman for the sheriff put the number of detainers at 74.", "A spokesman for the sheriff"),
        ('Warden: "We had 74 detainers."', "Warden"),
        ("A lawsuit settled in 2013 said that 74 detainers came.", "A lawsuit"),
        (
            "The county, in the east, had 74 detainers, said a spokesman for the sheriff.",
            "a spokesman for the sheriff",
        ),
        ("Jail records obtained by the Harbor Herald show 74 detainers.", "Jail records"),
    ],
)
def test_the_one_who_is_told_to_speak_is_the_speaker(text: str, words: str) -> None:
    assert _words(text, 74) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "The jail told ICE of 74 releases.",
        "ICE put holds on 74 people.",
        "Agents showed up for 74 of them.",
        "The City Council was told on Monday of 74 detainers.",
    ],
)
def test_a_deed_is_no_word(text: str) -> None:
    assert _words(text, 74) == [""]


def test_each_of_two_rivals_has_his_own_number() -> None:
    text = "The warden said 31 detainers were honored, but ICE put the number at 74."
    assert _words(text, 31, 74) == ["The warden", "ICE"]


def test_what_follows_one_speaker_and_precedes_another_goes_by_the_clause() -> None:
    text = "The warden said 31 came; 74 were sent, according to ICE."
    assert _words(text, 31, 74) == ["The warden", "ICE"]


def test_she_is_the_person_spoken_of_last() -> None:
    text = "The undersheriff opened her books on Monday. ICE had sent 74 detainers, she said."
    assert _words(text, 74) == ["The undersheriff"]


def test_a_shorter_title_is_the_fuller_one_named_before() -> None:
    text = "The public safety commissioner spoke. The commissioner said 74 detainers came."
    assert _words(text, 74) == ["The public safety commissioner"]


def test_a_text_goes_on_with_the_figures_of_one_party() -> None:
    text = "The warden said 31 detainers came.\n\nAnother 74 came the year before."
    assert _words(text, 31, 74) == ["The warden", "The warden"]


def test_a_quotation_belongs_to_its_speaker_throughout() -> None:
    text = '"We count. Last year it was 74 detainers," the warden said.'
    assert _words(text, 74) == ["the warden"]


def test_who_is_named_later_told_what_a_text_begins_with() -> None:
    text = "The jail got 74 detainers.\n\nIt books thousands.\n\nThe warden said 31 people left with ICE."
    assert _words(text, 74, 31) == ["The warden", "The warden"]


def test_the_lines_of_a_newspaper_s_list_answer_for_themselves() -> None:
    text = "They wrote:\n\nBoston: 31 detainers.\n\nSuffolk County: 74 detainers.\n\nMassachusetts: 900."
    assert _words(text, 31, 74) == ["Boston", "Suffolk County"]


def test_a_sheriff_does_not_speak_for_another_county() -> None:
    text = "The warden of Suffolk County said 31 detainers came.\n\nThere were 74 in Boston."
    paper = open_paper(text, context())
    counts = [Count(i, Metric.REQUESTS) for i, c in enumerate(paper.candidates) if c.number.value in (31, 74)]
    spots = [places.spot_of(WORLD.places[name]) for name in ("us-ma-suffolk-county", "us-ma-boston")]
    first, second = who.speakers_of(paper, counts, spots)
    assert first.value is not None
    assert first.value.id == "us-ma-suffolk-county/sheriff"
    assert second.value is None


def test_the_second_of_two_answers_may_leave_out_its_verb() -> None:
    text = "Suffolk County reported 31 detainers, and Essex County 74."
    assert _words(text, 31, 74) == ["Suffolk County", "Essex County"]


def test_figures_that_nobody_is_said_to_tell_are_those_of_the_person_spoken_of() -> None:
    text = "The undersheriff opened the drawer. The undersheriff had 74 detainers in it."
    assert _words(text, 74) == ["The undersheriff"]


def test_another_who_speaks_in_a_new_paragraph_has_the_word() -> None:
    text = "The warden said 31 came.\n\nThe auditor told reporters of her work. There were 74 last year."
    assert _words(text, 31, 74) == ["The warden", "The auditor"]


def test_nobody_named_is_nobody() -> None:
    assert _words("The jail got 74 detainers last year.", 74) == [""]


def test_one_party_has_one_id_however_it_is_worded() -> None:
    text = "The police commissioner said 31 came. The BPD reported 74 detainers. The department said 52."
    ids = {choice.value.id for choice in _choices(text, 31, 74, 52) if choice.value}
    assert ids == {"us-ma-boston/police"}


def test_an_official_letter_is_its_signer_s() -> None:
    text = (
        "To the Council:\n\nWe received 74 detainers last year.\n\nRespectfully submitted,\n\nChief of Police"
    )
    chosen = _choices(text, 74, official=True, publisher="us-ma-boston/police")[0]
    assert chosen.value is not None
    assert (chosen.value.id, chosen.value.text) == ("us-ma-boston/police", "Chief of Police")


def test_a_memo_is_the_word_of_whom_it_is_from() -> None:
    text = "TO: The Mayor\nFROM: Jail Administrator\n\nThe jail received 74 detainers."
    assert _words(text, 74, official=True, publisher="City of Boston") == ["Jail Administrator"]


def test_an_official_paper_that_quotes_another_gives_him_the_word() -> None:
    text = "The department received 31 detainers. ICE says that it sent 74."
    chosen = _choices(text, 31, 74, official=True, publisher="us-ma-boston/police")
    assert [choice.value.id for choice in chosen if choice.value] == ["us-ma-boston/police", "ice"]


def test_a_transcript_gives_each_turn_to_its_label() -> None:
    text = (
        "COUNCILOR: How many came?\n\nCOMMISSIONER: We had 74 detainers.\n\nCOUNCILOR: And ICE?\n\n"
        "COMMISSIONER: That is for them."
    )
    title = "Transcript: hearing of the committee"
    assert _words(text, 74, official=True, publisher="City Council", title=title) == ["Commissioner"]


def test_a_speaker_s_own_words_are_kept_in_the_reason() -> None:
    choice = _choices("The jail got 74 detainers, the warden said.", 74)[0]
    assert choice.why == "'the warden said'"
    assert choice.chance > 0.7


def test_an_agency_s_title_alone_is_its_label() -> None:
    assert labels._TELLING.sub("", "the sheriff's office").strip(" '") == ""


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("Attachment C - Detainer data, Department of Correction, Boston", "Department of Correction"),
        ("Public Safety Committee, item 3: follow-up answers from DOCR", "DOCR"),
        ("Testimony on the budget\nBoston Prison System", "Boston Prison System"),
        ("The Council heard from many. Minutes follow.", "Boston City Council"),
    ],
)
def test_a_paper_of_a_council_is_the_word_of_the_agency_that_its_head_names(head: str, words: str) -> None:
    text = f"{head}\n\nDetainers received in 2019: 74\n"
    found = _words(text, 74, official=True, publisher="Boston City Council", title="Staff report")
    assert found == [words]


def test_a_police_department_speaks_for_itself() -> None:
    text = "Answers from DOCR\n\nDetainers received in 2019: 74\n"
    assert _words(text, 74, official=True, publisher="Boston Police Department") != ["DOCR"]
