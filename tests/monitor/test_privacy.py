from __future__ import annotations

import pytest

from config.words import ChangeKind, Fate
from monitor import review
from monitor.privacy import WHY, names_somebody_charged
from storage import findings as stored
from tests.monitor.newsroom import Newsroom, kinds
from tests.monitor.test_findings import room  # noqa: F401  # a fixture

TOLD = (
    "The Boston Police Department received 12 ICE detainer requests in 2025, including one for "
    "Juan Example, 34, who was charged with assault, police said."
)


@pytest.mark.parametrize(
    "quote",
    [
        "The sheriff honored 44 detainers; John Q. Example, charged with rape, was among them.",
        "ICE lodged 12 detainers, one for José Example-Ruiz, 34, who was charged with assault.",
        "Police got 9 requests, one against Maria Example, of East Boston, accused of murder.",
        "Of the 15, Jean Example, a Lynn man wanted for robbery, was handed over.",
        "One of 7 detainers was for Ana Example (31) convicted of theft.",
    ],
)
def test_a_name_beside_a_charge_is_seen(quote: str) -> None:
    assert names_somebody_charged(quote)


@pytest.mark.parametrize(
    "quote",
    [
        "Police Commissioner Michael Example said 12 people charged with assault had detainers.",
        "The Boston Police Department received 57 detainer requests from ICE in 2025 and declined all 57.",
        "Of the 57 people, 12 were charged with assault and 3 were convicted of theft.",
        "Suffolk County had 4 detainers for men accused of drug crimes.",
    ],
)
def test_officials_and_counts_are_not_persons_charged(quote: str) -> None:
    assert not names_somebody_charged(quote)


def test_what_names_a_person_charged_waits_for_a_person(room: Newsroom) -> None:  # noqa: F811
    assert kinds(room.publish("herald", "a", TOLD)) == []
    with room.store.read() as conn:
        (held,) = stored.find_figures(conn, held=True)
    assert (held.figure.value, held.fate, held.figure.why[0]) == (12, Fate.UNSURE, WHY)
    (change,) = review.confirm(room.store, room.settings, room.clock, held.id, by="Ana")
    assert change.kind is ChangeKind.NEW
