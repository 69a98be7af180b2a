"""The product's command with planted faults: `python -m tests.acceptance.faulty WHAT TIMES COMMAND …`.

WHAT names parts of the daemon, by commas; each raises at its first TIMES calls, as a fault of ours would.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Final

import crawler.run
from monitor import findings, housekeeping
from monitor.cli.main import main
from monitor.deliver import dispatcher
from storage import sources

PARTS: Final[dict[str, tuple[Any, str]]] = {
    "tick": (sources, "due"),
    "find": (findings, "process_pending"),
    "deliver": (dispatcher, "gather"),
    "housekeeping": (housekeeping, "keep"),
    "crawl": (crawler.run, "crawl"),
}


def plant(part: str, times: int) -> None:
    module, name = PARTS[part]
    work: Callable[..., Any] = getattr(module, name)
    left = [times]

    def faulty(*args: Any, **kw: Any) -> Any:
        if left[0]:
            left[0] -= 1
            raise RuntimeError(f"planted in {part}")
        return work(*args, **kw)

    setattr(module, name, faulty)


if __name__ == "__main__":
    for each in sys.argv[1].split(","):
        plant(each, int(sys.argv[2]))
    main(sys.argv[3:])
