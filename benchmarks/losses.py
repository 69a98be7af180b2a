"""Where figures are lost: for each labelled figure that is not read, the step at which it went wrong.

    python -m benchmarks.losses FILE.jsonl ... [--show] [--step period]

The files are labelled documents, one a line (`tests/monitor/figures/documents` has many; those whose name
begins with `held_out` are for totals: do not show what stands in them, or they no longer tell how the reader
does on texts that nobody wrote rules from).

`--show` prints the words of each loss, `--step` only those of one step:

- `period`, `place`, `both`: read, with another period or place
- `part`: read as a part, though it is told of the whole
- `metric`: the number was told as another count
- `held back`: the number was refused or too doubtful, with why
- `no candidate`: the number was never looked at
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from config.shipped import shipped_catalogue
from monitor.figures.labels import context_of, read_labelled
from monitor.figures.reader import survey
from tests.monitor.figures.scoring import agrees, same_period

AROUND: Final = 160  #: characters of the text shown before a quote
STEPS: Final = ("period", "place", "both", "part", "metric", "held back", "no candidate")


@dataclass(frozen=True)
class Loss:
    """A labelled figure that was not read, the step at which it was lost, and what happened instead."""

    document: str
    label: Mapping[str, Any]
    step: str
    instead: str
    words: str


def losses(document: Mapping[str, Any]) -> list[Loss]:
    """Every whole that a document is labelled with and the reader does not tell."""
    found: Any = read_labelled(document, shipped_catalogue())["figures"]
    day = document["published"] or ""
    wanted = [
        one
        for one in document["figures"]
        if not one["optional"]
        and not one["subset"]
        and not any(agrees(one, read, day) and not read["subset"] for read in found)
    ]
    if not wanted:
        return []
    refused = {
        one.candidate.number.value: one.why
        for one in survey(document["text"], context_of(document, shipped_catalogue())).refused
    }
    return [
        Loss(document["id"], one, *_step(one, found, refused, day), _words(document["text"], one["quote"]))
        for one in wanted
    ]


def _step(
    label: Mapping[str, Any], found: Sequence[Mapping[str, Any]], refused: Mapping[int, str], day: str
) -> tuple[str, str]:
    same = [one for one in found if one["value"] == label["value"]]
    alike = [one for one in same if one["metric"] == label["metric"]]
    for one in alike:
        if not one["subset"]:
            stock = label["metric"] == "active"
            period = same_period(label["period"] or "", one["period"] or "", day, stock=stock)
            step = "place" if period else "period" if one["place"] == label["place"] else "both"
            return step, f"{one['period']}, {one['place']}"
    if alike:
        return "part", str(alike[0]["subset"])
    if same:
        return "metric", str(same[0]["metric"])
    if label["value"] in refused:
        return "held back", refused[label["value"]]
    return "no candidate", ""


def _words(text: str, quote: str) -> str:
    at = max(0, text.find(quote))
    return " / ".join(text[max(0, at - AROUND) : at + len(quote)].split("\n"))


def _documents(paths: Sequence[Path]) -> Iterator[Mapping[str, Any]]:
    for path in paths:
        yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)


def main() -> int:
    """Prints how many figures are lost at each step."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("files", type=Path, nargs="+")
    options.add_argument("--show", action="store_true")
    options.add_argument("--step", choices=STEPS)
    chosen = options.parse_args()
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        found = [one for some in workers.map(losses, _documents(chosen.files), chunksize=4) for one in some]
    counted = Counter(one.step for one in found)
    for step in STEPS:
        sys.stdout.write(f"{step:13} {counted[step]:5}\n")
    for one in found if chosen.show else ():
        if chosen.step in (None, one.step):
            label = one.label
            sys.stdout.write(
                f"\n{one.document}: {label['metric']} {label['value']}, {label['period']}, {label['place']}\n"
                f"    {one.step}: {one.instead}\n    {one.words}\n"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
