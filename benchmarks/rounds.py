"""Rounds: every peer of a scenario in turn, the other way round each second time, each on a fresh state.

A machine is never equally fast for long, so only what ran within one round is compared: a ratio is the median
of the rounds' own ratios, with the smallest and the largest.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.running import Bare, Cost, Outcome, Paper, Product, copied
from benchmarks.scenarios import Goal, Peer, Say, Scenario


@dataclass(frozen=True, slots=True)
class Ratio:
    middle: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Ratio:
        return cls(median(values), min(values), max(values))

    def __str__(self) -> str:
        return f"{self.middle:.2f} [{self.least:.2f}-{self.most:.2f}]"


@dataclass
class Measured:
    """What the rounds of one scenario gave."""

    scenario: Scenario
    pages: int
    rounds: list[Mapping[str, Cost]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)  #: what came out otherwise than it must

    def ratio(self, goal: Goal) -> Ratio:
        of = goal.measure.of
        return Ratio.of(
            [goal.factor * of(each[goal.peer.name]) / of(each[goal.against.name]) for each in self.rounds]
        )

    def cpu_a_page(self, peer: Peer) -> float:
        """Milliseconds, the median."""
        return 1000 * median(each[peer.name].cpu for each in self.rounds) / self.pages


class States:
    """What the first pass of each peer leaves, made once and copied for every re-check."""

    def __init__(self, paper: Paper, folder: Path) -> None:
        self._paper = paper
        self._folder = folder

    def after_first(self, peer: Peer) -> Path:
        kind = "bare" if isinstance(peer, Bare) else f"product-{peer.gated}"
        state = self._folder / kind
        if not state.exists():
            state.mkdir(parents=True)
            self._paper.serve("validators", 0)
            peer.run(self._paper, state, again=False)
        return state


def run(scenario: Scenario, paper: Paper, folder: Path, rounds: int, say: Say) -> Measured:
    """All rounds of one scenario."""
    states = States(paper, folder / "states")
    measured = Measured(scenario, paper.site.pages)
    if not scenario.first:
        for peer in scenario.peers:
            states.after_first(peer)
    for number in range(rounds):
        paper.serve(scenario.mode, scenario.revision)
        order = scenario.peers if number % 2 == 0 else scenario.peers[::-1]
        costs: dict[str, Cost] = {}
        for peer in order:
            say(f"{scenario.told}: round {number + 1} of {rounds}, {peer.name}")
            outcome = peer.run(paper, _folder(scenario, peer, states, folder), again=not scenario.first)
            costs[peer.name] = outcome.cost
            if isinstance(peer, Product):
                measured.faults += _faults(scenario, peer, paper, outcome)
        measured.rounds.append(costs)
    return measured


def _folder(scenario: Scenario, peer: Peer, states: States, folder: Path) -> Path:
    fresh = folder / "run"
    if not scenario.first:
        return copied(states.after_first(peer), fresh)
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    return fresh


def _faults(scenario: Scenario, product: Product, paper: Paper, outcome: Outcome) -> list[str]:
    expected = {paper.url(number) for number in scenario.expected(paper.site, product)}
    said = f"{scenario.told}, {product.name}"
    faults = []
    if outcome.checked != paper.site.pages:
        faults.append(f"{said}: {outcome.checked} of {paper.site.pages} pages were checked")
    if extra := outcome.stored - expected:
        faults.append(f"{said}: {len(extra)} false changes, such as {min(extra)}")
    if missed := expected - outcome.stored:
        faults.append(f"{said}: {len(missed)} changes missed, such as {min(missed)}")
    return faults
