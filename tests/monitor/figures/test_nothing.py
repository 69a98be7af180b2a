"""Zeros that count, and denials that count nothing."""

from __future__ import annotations

import pytest

from tests.monitor.figures.world import counts

ASKED = "Immigration and Customs Enforcement files detainers with the Suffolk County jail."
NONE_HANDED = [
    "In 2025 no one was transferred to ICE.",
    "In 2025 nobody was handed over to ICE agents.",
    "No inmate was turned over to ICE in 2025.",
    "Not a single inmate was transferred to ICE in 2025.",
    "The jail did not transfer anyone to ICE in 2025.",
    "In no instance did ICE take custody in 2025.",
    "Not once in 2025 did ICE take custody of anyone.",
    "In 2025 the jail turned over no one to ICE.",
]
NONE_HELD = [
    "In 2025 nobody was kept for ICE.",
    "The jail held no one for ICE in 2025.",
    "The jail did not hold anyone for ICE in 2025.",
    "In 2025 the jail did not keep anybody past his release date.",
    "No detainer was honored in 2025.",
    "No detainers were honored in 2025, the sheriff said.",
    "The sheriff honored no detainers in 2025.",
    "The jail honored none in 2025.",
    "The jail has not honored a single detainer since 2014.",
    "The jail hasn't honored any since 2014.",
    "Not in ten years has the jail kept a soul for ICE.",
    "In no case was anyone held on a detainer in 2025.",
    "At no time in 2025 was an inmate held for ICE.",
    "Since 2014 no individual has been kept for ICE.",
]
NONE_ASKED = [
    "The jail has not had a single detainer since 2014.",
    "The jail hasn't received any detainers since 2014.",
    "The jail has never received a detainer.",
    "The jail did not receive a single detainer in 2025.",
    "In 2025 the jail was not sent a single ICE detainer.",
    "The jail has never had one.",
    "The jail has yet to receive a detainer.",
    "The jail had yet to see one in 2025.",
]
NONE_REFUSED = [
    "The jail refused none in 2025.",
    "The jail did not turn any away in 2025.",
    "No detainer was declined in 2025.",
    "Nobody was released in 2025 in violation of a detainer.",
    "In no case was a detainer declined in 2025.",
]
NONE_PAID = [
    "ICE paid the county nothing in 2025.",
    "In 2025 the county billed ICE nothing for the holds.",
    "ICE reimbursed the county not a dime in 2025.",
    "In 2025 the jail received no reimbursement.",
]
NOTHING = [
    "No one will be held for ICE, the sheriff said.",
    "No detainer shall be honored without a warrant.",
    "No detainers may be honored in the county.",
    "The board voted for no more holds.",
    "The jail no longer honors detainers.",
    "The jail has been charged with nothing but delay.",
    "The man had no criminal conviction.",
    "The jail has no record of a detainer for the man.",
    "Was no one held for ICE in 2025?",
    "If nobody is held, ICE will sue.",
    "No one was injured when the van was hit in 2025.",
    "The sheriff was charged with nothing.",
    "No one would have been held for ICE in 2025, she said.",
    "No one has been held for longer than 48 hours.",
    "The jail did not honor a detainer for a man from Quincy.",
]


@pytest.mark.parametrize("sentence", NONE_HANDED)
def test_none_handed_over_is_a_count(sentence: str) -> None:
    assert ("transferred", 0) in counts(f"{ASKED} {sentence}", place="us-ma-suffolk-county")


@pytest.mark.parametrize("sentence", NONE_HELD)
def test_none_held_is_a_count(sentence: str) -> None:
    assert ("honored", 0) in counts(f"{ASKED} {sentence}", place="us-ma-suffolk-county")


@pytest.mark.parametrize("sentence", NONE_ASKED)
def test_none_asked_for_is_a_count(sentence: str) -> None:
    assert ("requests", 0) in counts(f"{ASKED} {sentence}", place="us-ma-suffolk-county")


@pytest.mark.parametrize("sentence", NONE_REFUSED)
def test_none_refused_is_a_count(sentence: str) -> None:
    assert ("declined", 0) in counts(f"{ASKED} {sentence}", place="us-ma-suffolk-county")


@pytest.mark.parametrize("sentence", NONE_PAID)
def test_nothing_paid_is_a_count(sentence: str) -> None:
    assert ("cost", 0) in counts(f"{ASKED} {sentence}", place="us-ma-suffolk-county")


@pytest.mark.parametrize("sentence", NOTHING)
def test_rules_futures_and_other_denials_count_nothing(sentence: str) -> None:
    assert not [c for c in counts(f"{ASKED} {sentence}", place="us-ma-suffolk-county") if c[1] == 0]


def test_nobody_held_for_longer_than_a_night_is_no_zero() -> None:
    text = (
        "ICE sends the jail detainers. "
        "The chief said his cells have held nobody on one for longer than a night since 2022."
    )
    assert ("honored", 0) not in counts(text)
    assert ("honored", 0) in counts(text.replace(" for longer than a night", ""))
