"""Imported once by the process that extraction children are forked from, and by nothing else.

It loads what children need, so that a new child starts in milliseconds, and it outlives a SIGTERM to the
whole group: it ends when its parent does, by the end of a pipe.
"""

from __future__ import annotations

import gc
import signal

import crawler.extract.extract
import crawler.extract.html
import crawler.extract.pdf
import crawler.extract.plain  # noqa: F401

signal.signal(signal.SIGTERM, signal.SIG_IGN)
gc.freeze()
