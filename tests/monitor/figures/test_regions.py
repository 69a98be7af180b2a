"""Regions and bodies of government that one state only has, and what they tell of a text's state."""

from __future__ import annotations

import pytest

from monitor.figures import regions, state_laws, states
from tests.monitor.figures.world import figures


def _places(text: str, publisher: str) -> set[str]:
    found = figures(text, place=None, publisher=publisher, title="ICE detainers at the jail")
    return {figure.place_text for figure in found}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Hudson Valley Ledger", "NY"),
        ("The Pee Dee Post", "SC"),
        ("Bitterroot Quarterly", "MT"),
        ("Bluegrass Morning Call", "KY"),
    ],
)
def test_a_paper_named_for_a_region_is_of_its_state(name: str, code: str) -> None:
    assert regions.named(name) == {code}


def test_a_region_of_several_states_tells_none() -> None:
    assert regions.named("The Ohio Valley Outlook, Gulf Coast Wire, Tri-Cities Herald") == frozenset()


def test_every_state_that_has_regions_is_a_state() -> None:
    assert {code for code in regions._REGIONS if code not in states.STATES} <= {"DC"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The fiscal court heard the jailer.", "KY"),
        ("The Select Board voted.", "MA"),
        ("The prison board met.", "PA"),
        ("The quorum court met.", "AR"),
    ],
)
def test_a_body_of_one_state_tells_it(text: str, code: str) -> None:
    assert code in state_laws.governed(text)


def test_a_county_of_many_states_is_of_the_state_of_its_paper() -> None:
    text = "The Orange County jail got 41 detainers from ICE in 2024, the sheriff said."
    assert _places(text, "Hudson Valley Ledger") == {"Orange County, NY"}
    assert _places(text, "Inland Empire Ledger") == {"Orange County, CA"}


def test_towns_that_a_text_names_tell_its_state_together() -> None:
    text = (
        "Under the policy the Milford police, like those in Hopedale and Framingham, act on no detainer. "
        "Milford police got 44 detainers from ICE in 2024, the chief told the Select Board."
    )
    assert _places(text, "The Milford Town Crier") == {"Milford, MA"}
