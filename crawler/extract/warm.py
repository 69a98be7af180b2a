"""Imported once by the process that extraction children are forked from, and by nothing else.

It loads what children need, so that a new child starts in milliseconds, and it outlives a SIGTERM to the
whole group. It looks by a timer whether the daemon still lives: the pipe that should tell it is also held by
its children, and one of those may be hanging. When it ends, the kernel kills them (see `child`).
"""

from __future__ import annotations

import gc
import os
import signal
from types import FrameType
from typing import Final

import crawler.extract.extract
import crawler.extract.html
import crawler.extract.pdf
import crawler.extract.plain  # noqa: F401

_LOOK_EVERY: Final = 2.0  #: seconds; timers are not inherited by children
_PARENT: Final = os.getppid()


def _look(_signal: int, _frame: FrameType | None) -> None:
    if os.getppid() != _PARENT:
        os._exit(1)


signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGALRM, _look)
signal.setitimer(signal.ITIMER_REAL, _LOOK_EVERY, _LOOK_EVERY)
gc.freeze()
