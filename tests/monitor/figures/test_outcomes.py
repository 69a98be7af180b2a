"""What is said of all or none of the requests counted before."""

from __future__ import annotations

from typing import Final

import pytest

from config.words import Certainty, Metric
from tests.monitor.figures.world import figures, told

FIRST = "Boston police received 57 ICE detainer requests in 2025."


@pytest.mark.parametrize(
    "sentence",
    [
        "None of these requests was acted upon.",
        "None of them was honored.",
        "Not one of those detainers was honored.",
        "It did not honor any of them.",
        "All of them were declined.",
        "They were all turned down.",
    ],
)
def test_none_or_all_of_a_count_just_told_is_that_many_declined(sentence: str) -> None:
    assert ("declined", 57, "2025") in told(f"{FIRST} {sentence}")
    assert ("requests", 57, "2025") in told(f"{FIRST} {sentence}")


def test_all_of_them_honored_is_that_many_honored() -> None:
    assert ("honored", 57, "2025") in told(f"{FIRST} All of them were honored.")


def test_none_of_two_is_neither() -> None:
    text = "Boston police received two ICE detainers in 2025. Neither was honored."
    assert ("declined", 2, "2025") in told(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "None of the officers was injured.",
        "The council met on Monday. The mayor spoke for an hour. Nobody answered. None of it was news.",
        "All of the councilors voted for it.",
        "None of these numbers surprised the council.",
    ],
)
def test_what_is_said_of_others_is_no_outcome(sentence: str) -> None:
    assert told(f"{FIRST} {sentence}") == [("requests", 57, "2025")]


def test_an_outcome_is_never_sure() -> None:
    found = [f for f in figures(f"{FIRST} None of these requests was acted upon.") if f.metric == "declined"]
    assert [f.certainty.value for f in found] == ["likely"]
    assert found[0].quote == "None of these requests was acted upon."


LETTER: Final = """Boston Police Department
Office of the Police Commissioner

To the City Clerk

Report under section 3 of the Boston Trust Act for calendar year 2025

This letter corrects my earlier report: the Department received a total of 61 ICE
detainers in calendar year 2025
and acted on none of them, in accordance with the Boston Trust Act.

Police Commissioner
"""


def test_requests_of_which_all_is_told_are_held_for_no_doubt_between_the_two() -> None:
    found = figures(LETTER, publisher="Boston City Council", official=True, title="Corrected letter")
    read = {(f.metric, f.value): f.certainty for f in found}
    assert read[Metric.REQUESTS, 61] is not Certainty.UNSURE
    assert read[Metric.DECLINED, 61] is not Certainty.UNSURE
