"""Starts processes of the product quickly: forks of one process that has imported everything already.

Importing costs two seconds of CPU a process, which says nothing about the product. What is forked is a
process like any other: in a session of its own, with its own folder, environment and log. Orders come as
JSON lines on stdin: {"start": …} is answered with a pid, {"poll": pid} with an exit code or null.
"""

from __future__ import annotations

import importlib
import json
import os
import runpy
import sys
from typing import Any, Final

PRELOADED: Final = (
    "config.loading",
    "config.shipped",
    "crawler.net.webhook",
    "monitor.cli.main",
    "monitor.daemon",
    "monitor.deliver.channels",
    "monitor.deliver.email",
    "monitor.deliver.webhook",
    "monitor.duties",
    "monitor.findings",
    "monitor.health",
    "monitor.web.server",
    "crawler.loop",
    "crawler.run",
    "crawler.net.transport",
    "storage.leases",
    "apscheduler.schedulers.asyncio",
    "css_inline",
)


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
    for name in PRELOADED:
        importlib.import_module(name)
    assert "twisted.internet.reactor" not in sys.modules, "a reactor does not survive a fork"
    print(json.dumps("ready"), flush=True)
    mine = serve()
    if mine is not None:
        become(mine)
