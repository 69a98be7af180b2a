"""What runs inside an extraction child: limits first, then one job after the other."""

from __future__ import annotations

import ctypes
import logging
import multiprocessing
import multiprocessing.connection
import os
import resource
import signal
import sys
import threading
from typing import Final

from crawler.extract.extract import extract
from crawler.extract.values import Extracted, ExtractJob

_PR_SET_PDEATHSIG: Final = 1
_ON_LINUX: Final[bool] = sys.platform == "linux"


def settle(memory_bytes: int) -> None:
    """Called once at the start of a child: memory limit, signals, and an end together with the parent."""
    _limit_memory(memory_bytes)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the pool decides when we end, by SIGKILL
    _die_with_parent()
    logging.disable(logging.CRITICAL)  # what a library has to say about a page is in the result


def work(job: ExtractJob) -> Extracted:
    return extract(job)


def _limit_memory(memory_bytes: int) -> None:
    """Private memory on Linux; address space elsewhere. A core file of a crash would hold the page."""
    limit = resource.RLIMIT_DATA if _ON_LINUX else resource.RLIMIT_AS
    _, hard = resource.getrlimit(limit)
    wanted = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
    resource.setrlimit(limit, (wanted, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _die_with_parent() -> None:
    """By the kernel on Linux, which works for a parser that never comes back; by a thread elsewhere."""
    if _ON_LINUX:
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        return
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)
