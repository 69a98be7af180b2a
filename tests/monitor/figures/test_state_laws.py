"""States by the laws, rulings and bodies that a text cites."""

from __future__ import annotations

import pytest

from monitor.figures.state_laws import cited


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("as RCW 10.93.160 requires", {"WA"}),
        ("since the decision in Lunn", {"MA"}),
        ("the TRUTH Act forum, under Senate Bill 54", {"CA"}),
        ("HB19-1124 took effect on May 28", {"CO"}),
        ("reports under 5 ILCS 805/25", {"IL"}),
        ("Attorney General Directive 2018-6", {"NJ"}),
        ("Public Chapter 814", {"TN"}),
        ("the sheriff told commissioners court", {"TX"}),
        ("Senate Bill 540 passed, 9-4", set()),
        ("the council passed a law in 2019", set()),
    ],
)
def test_a_law_that_one_state_has_tells_the_state(text: str, states: set[str]) -> None:
    assert cited(text) == states
