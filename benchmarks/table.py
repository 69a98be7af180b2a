"""The results as a table for people, and as JSON."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from benchmarks import keeping, starting
from benchmarks.keeping import Kept
from benchmarks.rounds import Measured, Ratio

MIB = 1024 * 1024


def lines(measured: Measured) -> Iterator[str]:
    """One scenario."""
    yield f"\n{measured.scenario.told} ({measured.pages} pages, {len(measured.rounds)} rounds)"
    for peer in measured.scenario.peers:
        costs = [each[peer.name] for each in measured.rounds]
        wall = Ratio.of([cost.wall for cost in costs])
        peak, child = max(cost.peak for cost in costs), max(cost.child_peak for cost in costs)
        children = f", largest child {child / MIB:.0f} MiB" if child else ""
        yield (
            f"  {peer.name:<14}{measured.cpu_a_page(peer):7.1f} ms CPU a page,"
            f"{wall.middle:7.1f} s wall, peak {peak / MIB:4.0f} MiB{children}"
        )
    for goal in measured.scenario.goals:
        found = measured.ratio(goal)
        against = (
            goal.against.name if not goal.by_way_of else f"{goal.by_way_of}, by way of {goal.against.name}"
        )
        said = f"{goal.peer.name} / {against}, {goal.measure}"
        yield _goal(goal.id, said, str(found), found.middle, goal.most)
    yield "  right: " + ("; ".join(measured.faults) if measured.faults else "every version, and no other")


def start_lines(ratios: Mapping[str, Ratio]) -> Iterator[str]:
    yield "\nstart of a command without network"
    for name, ratio in ratios.items():
        yield _goal("P12", f"{name} / importing a crawl, CPU", str(ratio), ratio.middle, starting.GOAL)


def kept_lines(kept: Kept) -> Iterator[str]:
    yield f"\nbytes a stored version, {keeping.VERSIONS} versions of each text"
    git = f", git packed {kept.git:.0f}" if kept.git else ", no git here"
    yield f"  text {kept.text:.0f}, store {kept.store:.0f}{git}"
    if kept.ratio is not None:
        yield _goal("P10", "store / git packed", f"{kept.ratio:.2f}", kept.ratio, keeping.GOAL)


def _goal(id_: str, said: str, found: str, middle: float, most: float) -> str:
    return f"  {id_:<4}{said:<60} {found:<19} goal {most:<5g} {'met' if middle <= most else 'NOT MET'}"


def machine() -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in ("scrapy", "trafilatura", "sqlalchemy"))
    return f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {versions}"


def as_json(
    scenarios: list[Measured], starts: Mapping[str, Ratio] | None, kept: Kept | None
) -> dict[str, Any]:
    return {
        "machine": machine(),
        "scenarios": [
            {
                "name": each.scenario.name,
                "pages": each.pages,
                "rounds": [{name: asdict(cost) for name, cost in costs.items()} for costs in each.rounds],
                "ratios": [
                    {
                        "goal": goal.id,
                        "of": goal.peer.name,
                        "to": goal.by_way_of or goal.against.name,
                        "by_way_of": goal.against.name if goal.by_way_of else None,
                        "measure": goal.measure.value,
                        "at_most": goal.most,
                        **asdict(each.ratio(goal)),
                    }
                    for goal in each.scenario.goals
                ],
                "faults": each.faults,
            }
            for each in scenarios
        ],
        "start": {name: asdict(ratio) for name, ratio in starts.items()} if starts else None,
        "bytes_a_version": asdict(kept) if kept else None,
    }
