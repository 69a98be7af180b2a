"""Runs one command and says what it cost: `python launch.py REPORT COMMAND...`.

A process of its own, and a small one, for two reasons: the peak memory of a child counts that of the process
it was forked from; and a command's helpers may outlive it for a moment, so that only an adopting process can
count them. Adoption is Linux's; elsewhere what a command did not wait for itself goes uncounted.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import time

_PR_SET_CHILD_SUBREAPER = 36
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


def main(report: str, command: list[str]) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    started = time.monotonic()
    process = subprocess.Popen(command)
    cost: dict[str, float] = {"cpu": 0.0, "wall": 0.0, "peak": 0, "child_peak": 0, "code": 0}
    while True:
        try:
            pid, status, used = os.wait4(-1, 0)
        except ChildProcessError:
            break
        cost["cpu"] += used.ru_utime + used.ru_stime
        peak = used.ru_maxrss * _RSS_UNIT
        if pid == process.pid:
            cost["wall"] = time.monotonic() - started
            cost["peak"] = peak
            cost["code"] = os.waitstatus_to_exitcode(status)
            cost["own_cpu"] = used.ru_utime + used.ru_stime
        else:
            cost["child_peak"] = max(cost["child_peak"], peak)
    with open(report, "w", encoding="utf-8") as file:
        json.dump(cost, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
