"""A limit on a whole exchange, not only on each read: a peer that drips a byte a second is cut off."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from typing import Self


class Deadline:
    """Cuts the watched connection when the time is over or `abort` is called: reads and writes then fail.

    `watch` takes a function, since a connection changes its socket when it turns to TLS. Once the
    exchange has ended nothing is cut any more: the connection may be in use for the next one.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.over = False
        self._current: Callable[[], object] | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self.abort)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            self._current = None

    def watch(self, current: Callable[[], object]) -> None:
        with self._lock:
            self._current = current
            if self.over:
                _cut(current())

    def abort(self) -> None:
        """End the exchange now, from any thread; may be called twice."""
        with self._lock:
            self.over = True
            if self._current is not None:
                _cut(self._current())


def _cut(sock: object) -> None:
    if isinstance(sock, socket.socket):
        with contextlib.suppress(OSError):
            # below TLS: no closing handshake with a peer that may not answer
            socket.socket.shutdown(sock, socket.SHUT_RDWR)
