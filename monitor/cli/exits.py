"""What a command's exit code says. One list for all commands; `detainer-watch --help` prints it."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    DONE = 0
    ATTENTION = 1  #: done, but something needs you
    MISTAKE = 2  #: yours: an option, an argument, the configuration
    ELSEWHERE = 3  #: owned by another process, or the daemon is not alive
    STORE = 4  #: missing, damaged, newer, emptied
    NOT_KEPT = 5  #: what was asked for is not kept any more
    INTERRUPTED = 130


EXPLAINED = (
    "Exit codes: 0 done, 1 done but something needs you, 2 your mistake, 3 owned by another process "
    "or not alive, 4 the store, 5 not kept any more, 130 interrupted."
)
