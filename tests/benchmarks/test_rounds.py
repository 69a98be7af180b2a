"""Ratios are of what ran in the same round."""

from __future__ import annotations

from benchmarks.rounds import Measured, Ratio
from benchmarks.running import Cost
from benchmarks.scenarios import CONDITIONAL, GATED, SCENARIOS, Goal


def cost(cpu: float) -> Cost:
    return Cost(cpu=cpu, own_cpu=cpu, wall=cpu, peak=1, child_peak=0)


def test_a_ratio_is_the_median_of_the_rounds_own_ratios() -> None:
    measured = Measured(SCENARIOS[1], pages=10)
    for ours, bare in ((2.0, 1.0), (30.0, 10.0), (8.0, 1.0)):  # the second round ran on a busy machine
        measured.rounds.append({GATED.name: cost(ours), CONDITIONAL.name: cost(bare)})
    assert measured.ratio(Goal(id="P5", peer=GATED, against=CONDITIONAL, most=1.25)) == Ratio(3.0, 2.0, 8.0)


def test_a_goal_by_way_of_another_peer_is_multiplied_by_what_that_one_costs_of_it() -> None:
    measured = Measured(SCENARIOS[1], pages=10, rounds=[{GATED.name: cost(2), CONDITIONAL.name: cost(1)}])
    goal = Goal(id="P4", peer=GATED, against=CONDITIONAL, most=0.9, by_way_of="urlwatch", factor=0.5)
    assert measured.ratio(goal).middle == 1.0
