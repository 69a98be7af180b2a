"""One asyncio loop for everything, with Twisted's reactor on it: for the daemon and for one-off crawls."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run `main()` to its end with Scrapy usable inside it, and return what it returns.

    Once a process: a Twisted reactor cannot start again. Signals are left alone: whoever calls
    decides about SIGTERM, SIGINT and SIGHUP with `loop.add_signal_handler`. Raises what `main` raises.
    """
    if "twisted.internet.reactor" in sys.modules:
        raise RuntimeError("a Twisted reactor is installed already: crawler.loop.run works once a process")
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    reactor = _installed(loop)

    outcome: list[T] = []
    failure: list[BaseException] = []

    async def whole() -> None:
        try:
            outcome.append(await main())
        except BaseException as error:  # whatever ends main ends the loop, and is raised below
            failure.append(error)
        finally:
            reactor.stop()

    tasks: list[asyncio.Task[None]] = []
    reactor.callWhenRunning(lambda: tasks.append(loop.create_task(whole())))
    reactor.run(installSignalHandlers=False)
    if failure:
        raise failure[0]
    return outcome[0]


def _installed(loop: asyncio.AbstractEventLoop) -> Any:
    """The reactor on this loop. Twisted declares it as an interface that mypy cannot call."""
    from twisted.internet import asyncioreactor

    asyncioreactor.install(loop)  # type: ignore[no-untyped-call]
    from twisted.internet import reactor

    return reactor
