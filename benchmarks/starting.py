"""P12: what it costs to start a command that touches no network, against importing what a crawl needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

from benchmarks.rounds import Ratio
from benchmarks.running import ROOT, measured

GOAL: Final = 0.50
HEAVY: Final = "import scrapy, trafilatura, sqlalchemy.orm, apscheduler.schedulers.background"
COMMANDS: Final = (("figures", "--json"), ("changes", "--json"), ("check",))


def start_ratios(folder: Path, rounds: int) -> dict[str, Ratio]:
    """For each command, on a store with nothing in it yet."""
    folder.mkdir(parents=True)
    configuration = folder / "detainer-watch.yaml"
    configuration.write_text("daemon:\n  store: store.db\n")
    make = (
        "import sys; from datetime import datetime, UTC; from storage.database import Store;"
        "Store.open(sys.argv[1], create=True, now=datetime.now(UTC)).close()"
    )
    store = f"sqlite:///{folder / 'store.db'}"
    subprocess.run([sys.executable, "-c", make, store], cwd=ROOT, check=True)
    found: dict[str, list[float]] = {}
    for number in range(rounds):
        order = COMMANDS if number % 2 == 0 else COMMANDS[::-1]
        imported = _cpu([sys.executable, "-c", HEAVY], folder)
        for command in order:
            words = [sys.executable, "-m", "monitor", *command, "--config", str(configuration)]
            found.setdefault(command[0], []).append(_cpu(words, folder) / imported)
    return {name: Ratio.of(values) for name, values in found.items()}


def _cpu(command: list[str], folder: Path) -> float:
    cost, _ = measured(command, folder)
    return cost.cpu
