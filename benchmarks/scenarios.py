"""What is measured: the scenarios, the peers of each, what must come out, and the goals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from benchmarks.pages import Site
from benchmarks.running import Bare, Cost, Product

PLAIN: Final = Bare(name="bare")
CONDITIONAL: Final = Bare(name="bare-cond", options=("--conditional",))
RAW: Final = Bare(name="bare-raw", options=("--skip-raw",))
GATED: Final = Product(name="with gate")
ALL: Final = Product(name="without gate", gated=False)
ALONE: Final = Product(name="one worker", gated=False, workers=1)

Peer = Bare | Product
PEERS: Final = (PLAIN, CONDITIONAL, RAW, GATED, ALL, ALONE)


class Measure(StrEnum):
    CPU = "CPU"
    WALL = "wall"
    MEMORY = "memory"

    def of(self, cost: Cost) -> float:
        return {Measure.CPU: cost.cpu, Measure.WALL: cost.wall, Measure.MEMORY: float(cost.peak)}[self]


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """`peer` costs at most `most` times what `against` costs. The goals hold for 1000 pages."""

    id: str
    peer: Peer
    against: Peer
    most: float
    measure: Measure = Measure.CPU
    by_way_of: str = ""  #: the peer that the goal really names, which is not run here
    factor: float = 1.0  #: what `against` costs of that peer, as measured once side by side


@dataclass(frozen=True, kw_only=True, slots=True)
class Scenario:
    name: str
    told: str
    mode: str
    revision: int
    first: bool  #: from nothing; else on a copy of the state that a first pass left
    peers: tuple[Peer, ...]
    goals: tuple[Goal, ...]

    def expected(self, site: Site, product: Product) -> frozenset[int]:
        """The pages that must get a new version; no other may."""
        return frozenset(
            number
            for number in range(site.pages)
            if product.kept(site, number) and (self.first or (self.revision and site.is_changed(number)))
        )


SCENARIOS: Final = (
    Scenario(
        name="first",
        told="first pass",
        mode="validators",
        revision=0,
        first=True,
        peers=(PLAIN, GATED, ALL, ALONE),
        goals=(
            Goal(id="P1", peer=ALL, against=PLAIN, most=1.15),
            Goal(id="P1", peer=GATED, against=PLAIN, most=1.15),
            Goal(id="P3", peer=ALL, against=ALONE, most=0.65, measure=Measure.WALL),
            Goal(id="P9", peer=ALL, against=PLAIN, most=1.4, measure=Measure.MEMORY),
            Goal(id="P9", peer=GATED, against=PLAIN, most=1.4, measure=Measure.MEMORY),
        ),
    ),
    Scenario(
        name="304",
        told="unchanged, 304",
        mode="validators",
        revision=0,
        first=False,
        peers=(CONDITIONAL, GATED, ALL),
        goals=(
            Goal(id="P5", peer=ALL, against=CONDITIONAL, most=1.25),
            Goal(id="P5", peer=GATED, against=CONDITIONAL, most=1.25),
            Goal(id="P4", peer=ALL, against=CONDITIONAL, most=0.9, by_way_of="urlwatch", factor=0.71),
            Goal(id="P4", peer=ALL, against=CONDITIONAL, most=0.1, by_way_of="webchanges", factor=0.061),
        ),
    ),
    Scenario(
        name="plain",
        told="unchanged, no validators",
        mode="plain",
        revision=0,
        first=False,
        peers=(RAW, GATED, ALL),
        goals=(
            Goal(id="P6", peer=ALL, against=RAW, most=1.1, by_way_of="urlwatch", factor=0.84),
            Goal(id="P6", peer=GATED, against=RAW, most=1.1, by_way_of="urlwatch", factor=0.84),
            Goal(id="P6", peer=ALL, against=RAW, most=0.6, by_way_of="changedetection.io", factor=0.36),
        ),
    ),
    Scenario(
        name="noisy",
        told="unchanged, fresh token",
        mode="noisy",
        revision=0,
        first=False,
        peers=(PLAIN, GATED, ALL),
        goals=(
            Goal(id="P7", peer=ALL, against=PLAIN, most=0.3),
            Goal(id="P7", peer=GATED, against=PLAIN, most=0.3),
        ),
    ),
    Scenario(
        name="changed",
        told="5 % changed, validators",
        mode="validators",
        revision=1,
        first=False,
        peers=(CONDITIONAL, GATED, ALL),
        goals=(
            Goal(id="P8", peer=ALL, against=CONDITIONAL, most=1.35),
            Goal(id="P8", peer=GATED, against=CONDITIONAL, most=1.35),
        ),
    ),
)

Say = Callable[[str], None]
