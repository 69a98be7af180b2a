"""One asyncio loop with Twisted's reactor on it, in a thread, for a whole test session: it starts once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from functools import lru_cache
from typing import Any, TypeVar

T = TypeVar("T")


@lru_cache(maxsize=1)
def loop() -> asyncio.AbstractEventLoop:
    """The session's loop, started at first use."""
    made = asyncio.new_event_loop()
    ready = threading.Event()

    def main() -> None:
        asyncio.set_event_loop(made)
        from twisted.internet import asyncioreactor

        asyncioreactor.install(made)  # type: ignore[no-untyped-call]
        from twisted.internet import reactor

        turning: Any = reactor
        turning.callWhenRunning(ready.set)
        turning.run(installSignalHandlers=False)

    threading.Thread(target=main, name="reactor", daemon=True).start()
    if not ready.wait(20):
        raise RuntimeError("the reactor did not start")
    return made


def run(work: Coroutine[Any, Any, T], timeout: float = 60) -> T:
    """Run a coroutine on the session's loop to its end."""
    return asyncio.run_coroutine_threadsafe(work, loop()).result(timeout)
