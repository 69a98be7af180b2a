"""Extraction in child processes: a page can hang, eat memory or crash the parser, and only its child dies.

Threads will not do: the parsers crash with several at once, and nothing can stop one. Children are forked
from a small server process that has the parsers loaded, so they hold none of the daemon's threads, locks
or sockets. They end with us, also after kill -9.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Final, Self

import pebble
from pebble import ProcessExpired

from crawler.errors import Unreadable, UnreadableKind, one_line
from crawler.extract import child
from crawler.extract.values import CannotExtract, Extracted, ExtractJob

TIMEOUT: Final = 20.0  #: seconds; the usual page takes 0.02, the worst real one seen about 1
MEMORY: Final = 1024 * 1024 * 1024  #: bytes a child may hold
JOBS_PER_CHILD: Final = 500  #: parsers leak a little
IDLE_AFTER: Final = 300.0  #: seconds without a job, after which the children go home

# How long pebble waits for a child to heed SIGTERM, which ours ignore, before SIGKILL; and how often its
# threads wake up to look for time-outs: this is all that an idle pool costs.
pebble.CONSTS.term_timeout = 0.1
pebble.CONSTS.sleep_unit = 0.25


class ExtractionPool:
    """Extracts in at most `workers` children at a time. Made and used on one asyncio loop.

    Children start with the first job and go after five minutes without one; a later job starts new ones.
    """

    def __init__(
        self,
        workers: int,
        timeout_s: float = TIMEOUT,
        memory_bytes: int = MEMORY,
        idle_after_s: float = IDLE_AFTER,
    ) -> None:
        if workers < 1:
            raise ValueError("an extraction pool needs a child process")
        self._workers = workers
        self._timeout = timeout_s
        self._memory = memory_bytes
        self._idle_after = idle_after_s
        self._pool: pebble.ProcessPool | None = None
        self._running = 0
        self._idle: asyncio.TimerHandle | None = None
        self._ending: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def resting(self) -> bool:
        """Whether no child is there."""
        return self._pool is None

    async def extract(self, job: ExtractJob) -> Extracted:
        """One try. Raises Unreadable. Cancelling it kills the child at work."""
        if self._closed:
            raise RuntimeError("the extraction pool is closed")
        pool = self._started()
        self._running += 1
        try:
            return await self._one(pool, job)
        finally:
            self._running -= 1
            self._rest_later()

    async def extract_or_quarantine(self, job: ExtractJob) -> Extracted:
        """Two tries for what kills its child. The second death raises Unreadable with `quarantine` set:
        the document is set aside, shown, and not extracted again by itself.
        """
        try:
            return await self.extract(job)
        except Unreadable as first:
            if not first.kind.is_death:
                raise
        try:
            return await self.extract(job)
        except Unreadable as second:
            raise Unreadable(second.kind, second.detail, quarantine=second.kind.is_death) from second

    async def _one(self, pool: pebble.ProcessPool, job: ExtractJob) -> Extracted:
        try:
            future = pool.schedule(child.work, args=[job], timeout=self._timeout)
            return await asyncio.wrap_future(future)
        except CannotExtract as error:
            raise Unreadable(UnreadableKind.FAILED, str(error)) from error
        except TimeoutError as error:
            raise Unreadable(UnreadableKind.TIMEOUT, f"not done after {self._timeout:g} seconds") from error
        except ProcessExpired as error:
            raise Unreadable(UnreadableKind.CRASHED, f"the parser died ({_exit(error)})") from error
        except BrokenProcessPool as error:
            self._give_up(pool)
            raise Unreadable(UnreadableKind.DOWN, "extraction processes cannot be started") from error
        except MemoryError as error:
            raise Unreadable(UnreadableKind.MEMORY, f"more than {self._memory >> 20} MiB") from error
        except Exception as error:  # a job's border: whatever a parser raises is about this document
            detail = f"{type(error).__name__}: {one_line(str(error), 150)}"
            raise Unreadable(UnreadableKind.FAILED, detail) from error

    def _give_up(self, pool: pebble.ProcessPool) -> None:
        """The next job starts afresh: what was in the way (memory, process limit) may have passed."""
        if self._pool is pool:
            self._pool = None

    def _started(self) -> pebble.ProcessPool:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        if self._pool is None or not self._pool.active:
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(["crawler.extract.warm"])
            self._pool = pebble.ProcessPool(
                max_workers=self._workers,
                max_tasks=JOBS_PER_CHILD,
                initializer=child.settle,
                initargs=[self._memory],
                context=context,
            )
        return self._pool

    def _rest_later(self) -> None:
        if self._running == 0 and self._pool is not None and not self._closed:
            self._idle = asyncio.get_running_loop().call_later(self._idle_after, self._rest)

    def _rest(self) -> None:
        pool, self._pool, self._idle = self._pool, None, None
        if pool is not None:
            ending = asyncio.get_running_loop().create_task(_end(pool))
            self._ending.add(ending)
            ending.add_done_callback(self._ending.discard)

    async def close(self) -> None:
        """Kills what is at work and ends the children. May be called twice."""
        self._closed = True
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        pool, self._pool = self._pool, None
        if pool is not None:
            await _end(pool)
        if self._ending:
            await asyncio.wait(self._ending)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


async def _end(pool: pebble.ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    await asyncio.to_thread(pool.join)


def _exit(error: ProcessExpired) -> str:
    code = error.exitcode
    return f"signal {-code}" if code is not None and code < 0 else f"exit {code}"
