"""The mail that is under way: what waits for each mailbox, carried over as few connections as will do.

A lane is a thread with a connection of its own. One lane carries everything, one message of each mailbox
in turn, so that it logs in once. Only where nothing has moved for PATIENCE_S is another one opened, so
that a mailbox whose server is slow holds up no other. A mailbox is in one lane's hands at a time, which
keeps its messages in order.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing
from typing import TYPE_CHECKING, Final, NamedTuple

from storage.records import Attempt, Delivery

if TYPE_CHECKING:
    from monitor.deliver.mail_line import MailLine

PATIENCE_S: Final = 3.0
LANES: Final = 4


class Carried(NamedTuple):
    """What became of a message in a lane's hands."""

    attempt: Attempt | None  #: None where nothing was tried
    put_back: bool = False  #: this lane got no connection; the message stays for another one
    over: bool = False  #: what else waits for this mailbox is not sent now


#: one message over a lane's connection; told whether another lane is under way
Carry = Callable[[Delivery, "MailLine", bool], Carried]


class Mailroom:
    def __init__(self, line: Callable[[], MailLine], carry: Carry, *, turn_s: float) -> None:
        self._line = line
        self._carry = carry
        self._turn_s = turn_s
        self._waiting: deque[tuple[str, deque[Delivery]]] = deque()
        self._held: set[str] = set()  #: mailboxes in a lane's hands
        self._attempts: list[Attempt] = []
        self._moved = 0  #: messages that left a lane's hands
        self._lanes = 0  #: that are under way
        self._enough = False  #: the server gave no further connection
        self._ends = 0.0
        self._lock = threading.Lock()

    def put(self, queues: Mapping[str, Sequence[Delivery]]) -> None:
        """More to carry; mailboxes that are waiting or in hand keep what they have, the rest stays due."""
        with self._lock:
            busy = self._held | {receiver for receiver, _ in self._waiting}
            new = {receiver: queue for receiver, queue in queues.items() if receiver not in busy}
            self._waiting.extend((receiver, deque(queue)) for receiver, queue in new.items())
            self._ends = time.monotonic() + self._turn_s

    def stop(self) -> None:
        """Begin nothing more."""
        with self._lock:
            self._waiting.clear()

    async def run(self, pool: Executor) -> list[Attempt]:
        """Carry what waits, until there is none left or the turn is over; the attempts that were made."""
        loop = asyncio.get_running_loop()
        lanes = {loop.run_in_executor(pool, self._lane)}
        faults: list[BaseException] = []
        while lanes:
            moved = self._moved
            done, lanes = await asyncio.wait(lanes, timeout=PATIENCE_S, return_when=asyncio.FIRST_COMPLETED)
            faults += [fault for lane in done if (fault := lane.exception()) is not None]
            stuck = not done and self._moved == moved
            if stuck and self._waiting and len(lanes) < LANES and not self._enough:
                lanes.add(loop.run_in_executor(pool, self._lane))
        if faults:
            raise faults[0]
        made, self._attempts = self._attempts, []
        return made

    # --- a lane -----------------------------------------------------------------------------------

    def _lane(self) -> None:
        self._count(1)
        try:
            with closing(self._line()) as line:
                while (taken := self._take()) is not None:
                    receiver, queue = taken
                    carried = self._carry(queue[0], line, self._lanes > 1)
                    self._done(receiver, queue, carried)
                    if carried.put_back:
                        return
        finally:
            self._count(-1)

    def _count(self, lanes: int) -> None:
        with self._lock:
            self._lanes += lanes

    def _take(self) -> tuple[str, deque[Delivery]] | None:
        with self._lock:
            if not self._waiting or time.monotonic() > self._ends:
                return None
            receiver, queue = self._waiting.popleft()
            self._held.add(receiver)
            return receiver, queue

    def _done(self, receiver: str, queue: deque[Delivery], carried: Carried) -> None:
        with self._lock:
            self._held.discard(receiver)
            if carried.put_back:
                self._waiting.appendleft((receiver, queue))
                self._enough = True
                return
            self._moved += 1
            queue.popleft()
            if carried.attempt is not None:
                self._attempts.append(carried.attempt)
            if queue and not carried.over:
                self._waiting.append((receiver, queue))
