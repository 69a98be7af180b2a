"""How often readings of each certainty are wrong, on documents that the reader never learned from.

python -m benchmarks.calibration
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

from config.shipped import shipped_catalogue
from monitor.figures.labels import read_labelled
from tests.monitor.figures.scoring import FOLDER, agrees, documents, restates

HELD_OUT = tuple(sorted(path.stem for path in FOLDER.glob("held_out*.jsonl")))


def main() -> int:
    """Prints a line a certainty: readings, wrong ones, and their share."""
    told: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for line in (line for name in HELD_OUT for line in documents(name)):
        found: Any = read_labelled(line, shipped_catalogue())["figures"]
        labels, day = line["figures"], line["published"] or ""
        for one in found:
            if one["subset"] or restates(one, labels):
                continue
            told[one["certainty"]] += 1
            wrong[one["certainty"]] += not any(agrees(label, one, day) for label in labels)
    for certainty in ("sure", "likely", "unsure"):
        count = told[certainty]
        share = f"{100 * wrong[certainty] / count:.1f} %" if count else "-"
        sys.stdout.write(f"{certainty:8} {count:5} readings {wrong[certainty]:5} wrong  {share}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
