"""The product's command at another hour: `python -m tests.acceptance.shifted HOURS COMMAND …`.

Its clock is that many hours ahead of this machine's; everything else is as it is.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

from monitor.cli import desk
from monitor.cli.main import main


def shift(hours: float) -> None:
    ahead = timedelta(hours=hours)
    desk.clock = lambda: datetime.now(UTC) + ahead


if __name__ == "__main__":
    shift(float(sys.argv[1]))
    main(sys.argv[2:])
