"""Starts processes of the product quickly: forks of one process that has imported everything already.

Importing costs two seconds of CPU a process, which says nothing about the product. What is forked is a
process like any other: in a session of its own, with its own folder, environment and log. Orders come as
JSON lines on stdin: {"start": …} is answered with a pid, {"poll": pid} with an exit code or null.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import runpy
import sys
from typing import Any, Final

#: what the product imports late, from outside
LATE: Final = (
    "apscheduler.schedulers.asyncio",
    "css_inline",
    "requests",
    "standardwebhooks",
    "twisted.web.client",
)
NOT_HERE: Final = ("__main__", ".migrations", "extract.warm")


def preload() -> None:
    """Import all of the product, and read the shipped catalogue once."""
    for root in ("config", "storage", "crawler", "monitor"):
        package = importlib.import_module(root)
        for found in pkgutil.walk_packages(package.__path__, f"{root}."):
            if not any(part in found.name for part in NOT_HERE):
                importlib.import_module(found.name)
    for name in LATE:
        importlib.import_module(name)
    importlib.import_module("config.loading").shipped_catalogue()
    assert "twisted.internet.reactor" not in sys.modules, "a reactor does not survive a fork"
    gc.freeze()  # or each child copies the pages that its collector looks at


def serve() -> dict[str, Any] | None:
    """Answer orders until stdin ends. In a forked child: the order that it was started with."""
    ended: dict[int, int] = {}
    for line in sys.stdin:
        order = json.loads(line)
        if "poll" in order:
            print(json.dumps(_code(order["poll"], ended)), flush=True)
            continue
        pid = os.fork()
        if not pid:
            return dict(order["start"])
        print(json.dumps(pid), flush=True)
    return None


def _code(pid: int, ended: dict[int, int]) -> int | None:
    if pid not in ended:
        done, status = os.waitpid(pid, os.WNOHANG)
        if not done:
            return None
        ended[pid] = os.waitstatus_to_exitcode(status)
    return ended[pid]


def become(order: dict[str, Any]) -> None:
    """Take on folder, environment and log, and run the module, as `python -m MODULE ARGS…` would."""
    os.setsid()
    log = os.open(order["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for number, target in ((os.open(os.devnull, os.O_RDONLY), 0), (log, 1), (log, 2)):
        os.dup2(number, target)
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["environ"])
    sys.argv = [order["module"], *order["args"]]
    runpy.run_module(order["module"], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    preload()
    print(json.dumps("ready"), flush=True)
    mine = serve()
    if mine is not None:
        become(mine)
