"""What one phrase tells twice: how many there were, and that all or none of them came to something."""

from __future__ import annotations

import pytest

from tests.monitor.figures.world import counts

ASKED = "Immigration and Customs Enforcement sends detainers to Boston police."
NONE_OF = [
    "The department honored none of the 34 detainers it received in 2025.",
    "In 2025 it complied with none of the 34.",
    "It acted on none of the 34 it logged last year.",
    "None of the 34 requests lodged in 2025 was honored.",
    "It did not honor any of the 34 detainers it was sent in 2025.",
    "The city got 34 such requests in 2025 and honored none.",
    "The city got 34 of the requests last year and honored none of them.",
    "Police received 34 detainers last year, none of which was honored.",
    "Police received 34 detainers last year, not one of them honored.",
    "ICE lodged 34 detainers in 2025; not one was acted on.",
    "Police received 34 detainers in 2025 and did not comply with any.",
    "Police received 34 detainers in 2025 and never acted on any of them.",
    "Police received 34 detainers in 2025 and ignored every one.",
    "Police received 34 detainers in 2025 and turned them all down.",
    "Police received 34 detainers in 2025 and held nobody on any of them.",
    "The department received 34 detainers in 2025, all of which were rejected.",
    "The department rejected all 34 detainers it received last year.",
    "The department rejected every one of the 34 detainers it received last year.",
    "In 2025 the department took 34 detainers, each of which it declined.",
    "Received in 2025: 34 detainers; zero honored.",
    "Detainers received in 2025: 34; none honored.",
    "There were 34 detainers in 2025. The department took no action on any of them.",
    "There were 34 detainers in 2025. Every one was disregarded.",
    "There were 34 detainers in 2025. Not a single one of them was granted.",
    "There were 34 detainers in 2025. All were turned down, the chief said.",
    "There were 34 detainers in 2025. None of the 34 people was held for ICE.",
    "There were 34 detainers in 2025. All 34 people were released on their regular dates.",
]
ALL_OF = [
    "The jail honored all 58 detainers it received in 2025.",
    "The jail complied with every one of the 58 detainers that came in 2025.",
    "The jail received 58 detainers in 2025, all honored.",
    "The jail received 58 detainers in 2025 and honored each of them.",
    "The jail received 58 detainers in 2025 and complied with every one.",
    "The jail received 58 detainers in 2025. It honored them all.",
    "The jail received 58 detainers in 2025. All 58 were honored.",
    "The jail received 58 detainers in 2025. Every last one was honored.",
    "ICE lodged 58 detainers with the jail in 2025, each of which was accepted.",
    "The jail honored 58 of 58 detainers in 2025.",
    "In 2025 the jail honored 58 of the 58 detainers it received.",
]
OTHERS = [
    "Boston police received 34 detainers in 2025. None of the councilors was surprised.",
    "Boston police received 34 detainers in 2025. Nearly all of them were declined.",
    "Boston police received 34 detainers in 2025. All but a few were declined.",
    "Boston police received 34 detainers in 2025. All will be declined, the chief said.",
    "Boston police received 34 detainers in 2025. Not all of them were declined.",
    "Boston police received 34 detainers in 2025. Were any of them declined?",
    "Boston police received 34 detainers in 2025. The chief declined all interviews.",
    "Boston police received 34 detainers in 2025. If none is honored, ICE will sue.",
    "Boston police received 34 detainers in 2025. Police honor none without a warrant.",
    "Boston police received 34 detainers in 2025. In 2019 none was honored.",
    "Boston police received 34 detainers in 2025. Both departments declined to comment.",
]


@pytest.mark.parametrize("sentence", NONE_OF)
def test_none_of_so_many_is_so_many_asked_and_declined(sentence: str) -> None:
    assert {("requests", 34), ("declined", 34)} <= counts(f"{ASKED} {sentence}")


@pytest.mark.parametrize("sentence", ALL_OF)
def test_all_of_so_many_is_so_many_asked_and_honored(sentence: str) -> None:
    assert {("requests", 58), ("honored", 58)} <= counts(f"{ASKED} {sentence}")


@pytest.mark.parametrize("sentence", OTHERS)
def test_what_is_of_some_of_others_or_only_possible_proves_nothing(sentence: str) -> None:
    assert counts(sentence) - {("honored", 0)} == {("requests", 34)}


def test_what_another_county_did_is_said_of_its_own() -> None:
    text = (
        "Boston police received 34 ICE detainers in 2025. Suffolk County honored "
        "none of them, its sheriff said."
    )
    assert ("declined", 34) not in counts(text)
