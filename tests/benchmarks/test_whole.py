"""The benchmark itself, at its smallest: both peers really run, and what must be stored is stored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import rounds, table
from benchmarks.pages import Site
from benchmarks.running import Paper
from benchmarks.scenarios import GATED, PLAIN, SCENARIOS, Goal


@pytest.mark.slow
def test_a_first_pass_of_both_peers_is_measured_and_what_it_stored_is_right(tmp_path: Path) -> None:
    goal = Goal(id="P1", peer=GATED, against=PLAIN, most=1.15)
    scenario = replace(SCENARIOS[0], peers=(PLAIN, GATED), goals=(goal,))
    with Paper(Site(pages=8)) as paper:
        measured = rounds.run(scenario, paper, tmp_path, 1, lambda _: None)
    assert measured.faults == []
    assert all(cost.cpu > 0 and cost.wall > 0 and cost.peak > 0 for cost in measured.rounds[0].values())
    assert measured.rounds[0][GATED.name].child_peak > 0  # page 7 was extracted in a child
    assert any("P1" in line and "goal 1.15" in line for line in table.lines(measured))
