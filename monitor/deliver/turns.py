"""The receivers' turns, side by side: each in a thread of its own, all mailboxes together in the mailroom.

A turn that takes long keeps nobody waiting: what becomes due for others meanwhile is sent beside it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Protocol

from monitor.deliver.mailroom import LANES, Mailroom
from storage.records import Attempt, Delivery

WIDTH: Final = 16  #: receivers served side by side, besides mailboxes
ASIDE_S: Final = 2.0  #: after which it is looked what else is due

Queues = Mapping[str, Sequence[Delivery]]


class Work(Protocol):
    """What the turns are made of; all but `by_mail` may take its time."""

    def by_mail(self, receiver_id: str) -> bool: ...
    def queues(self) -> Queues: ...
    def serve(self, receiver_id: str, queue: Sequence[Delivery]) -> list[Attempt]: ...


async def take(
    work: Work, queues: Queues, mailroom: Mailroom, meanwhile: Callable[[], object] | None
) -> list[Attempt]:
    """Serve `queues`, and what comes up while they are served; the attempts that were made."""
    turns = _Turns(work, mailroom)
    try:
        first = turns.begin(queues)
        while waiting := [turn for turn in first if not turn.done()]:
            await asyncio.wait(waiting, timeout=ASIDE_S)
            if not all(turn.done() for turn in first):
                if meanwhile is not None:
                    await asyncio.to_thread(meanwhile)
                turns.begin(await asyncio.to_thread(work.queues))
        return await turns.end()
    finally:
        turns.leave()


class _Turns:
    def __init__(self, work: Work, mailroom: Mailroom) -> None:
        self._work = work
        self._mailroom = mailroom
        self._begun: list[asyncio.Future[list[Attempt]]] = []
        self._serving: dict[str, asyncio.Future[list[Attempt]]] = {}
        self._mail: asyncio.Task[list[Attempt]] | None = None
        self._pool = ThreadPoolExecutor(WIDTH, thread_name_prefix="deliver")
        self._mail_pool = ThreadPoolExecutor(LANES, thread_name_prefix="mail")

    def begin(self, queues: Queues) -> list[asyncio.Future[list[Attempt]]]:
        """A turn for each receiver that has none under way; those that began."""
        known = len(self._begun)
        loop = asyncio.get_running_loop()
        for receiver, queue in queues.items():
            if self._work.by_mail(receiver) or not _over(self._serving.get(receiver)):
                continue
            turn = loop.run_in_executor(self._pool, self._work.serve, receiver, queue)
            self._serving[receiver] = turn
            self._begun.append(turn)
        if mail := {receiver: queue for receiver, queue in queues.items() if self._work.by_mail(receiver)}:
            self._mailroom.put(mail)
            if _over(self._mail):
                self._mail = asyncio.create_task(self._mailroom.run(self._mail_pool))
                self._begun.append(self._mail)
        return self._begun[known:]

    async def end(self) -> list[Attempt]:
        """Wait for all of them; a fault of one is raised when the others have ended."""
        done = await asyncio.gather(*self._begun, return_exceptions=True)
        for result in done:
            if isinstance(result, BaseException):
                raise result
        return [attempt for result in done if not isinstance(result, BaseException) for attempt in result]

    def leave(self) -> None:
        if self._mail is not None:
            self._mail.cancel()
        for pool in (self._pool, self._mail_pool):
            pool.shutdown(wait=False, cancel_futures=True)


def _over(turn: asyncio.Future[list[Attempt]] | None) -> bool:
    return turn is None or turn.done()
