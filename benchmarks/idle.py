"""`python -m benchmarks.idle`: what a daemon costs while nothing is due. Linux only: it reads /proc.

The goal is under 2 % of one core.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.acceptance.processes import Fresh, Process, until
from tests.acceptance.town import town

SETTLE_S: Final = 10.0  #: after the first visits
MEASURE_S: Final = 20.0
GOAL: Final = 0.02


def cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="detainer-watch-idle-") as folder, town(Path(folder)) as place:
        place.configure(every="1 hour")
        place.file(57, 9001)
        daemon = Process(
            Fresh(),
            "monitor",
            ["daemon", "--config", str(place.config)],
            cwd=place.home,
            environ=place.environ(),
            log=place.home / "daemon.log",
        )
        try:
            ended = "SELECT count(*) FROM runs WHERE ended_at IS NOT NULL"
            assert until(lambda: place.value(ended) == 2), daemon.tail()
            time.sleep(SETTLE_S)
            before, began = cpu_s(daemon.pid), time.monotonic()
            time.sleep(MEASURE_S)
            share = (cpu_s(daemon.pid) - before) / (time.monotonic() - began)
        finally:
            daemon.destroy()
    print(f"idle daemon: {share:.2%} of a core over {MEASURE_S:.0f} s (goal: under {GOAL:.0%})")


if __name__ == "__main__":
    main()
