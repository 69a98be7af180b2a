"""`python -m benchmarks`: our product beside bare Scrapy and trafilatura. See docs/speed.md."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks import rounds, table
from benchmarks.keeping import Kept, bytes_a_version
from benchmarks.pages import Site
from benchmarks.rounds import Measured, Ratio
from benchmarks.running import Paper
from benchmarks.scenarios import SCENARIOS
from benchmarks.starting import start_ratios

START, KEEP = "start", "bytes"


def main() -> None:
    asked = _arguments()
    chosen = asked.only or [*(scenario.name for scenario in SCENARIOS), START, KEEP]
    site = Site(pages=asked.pages, mention_every=asked.mention_every)
    found: list[Measured] = []
    starts: dict[str, Ratio] | None = None
    kept: Kept | None = None
    print(table.machine())
    with tempfile.TemporaryDirectory(prefix="detainer-watch-bench-") as folder, Paper(site) as paper:
        work = Path(folder)
        for scenario in SCENARIOS:
            if scenario.name in chosen:
                found.append(rounds.run(scenario, paper, work, asked.rounds, _say))
                _print(table.lines(found[-1]))
        if START in chosen:
            starts = start_ratios(work / START, max(asked.rounds, 3))
            _print(table.start_lines(starts))
        if KEEP in chosen:
            kept = bytes_a_version(site, work / KEEP)
            _print(table.kept_lines(kept))
    if asked.pages < 1000:
        print(
            "\nThe goals are for 1000 pages; with fewer the start of the program weighs more (--pages 1000)."
        )
    if asked.json is not None:
        asked.json.write_text(
            json.dumps(table.as_json(found, starts, kept), indent=1) + "\n", encoding="utf-8"
        )
    if any(each.faults for each in found):
        raise SystemExit("benchmarks: a run stored what it should not, or missed what it should have stored")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--pages", type=int, default=200, help="pages of the site (200; the goals: 1000)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each scenario (3)")
    parser.add_argument(
        "--mention-every", type=int, default=10, help="one page in so many tells of detainers (10)"
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=[*(each.name for each in SCENARIOS), START, KEEP],
        help="may be repeated",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="every run and ratio")
    return parser.parse_args()


def _print(lines: Iterable[str]) -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    for line in lines:
        print(line, flush=True)


def _say(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
