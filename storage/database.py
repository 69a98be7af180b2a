"""The store: one writer thread, readers on snapshots, and nothing opened that should not be.

store = Store.open("sqlite:///watch.db", create=True, now=now)
store.transact(documents.record_seen, run.id, batch, now)     # from any thread
await store.transact_async(...)                               # from an event loop
with store.read() as conn: documents.versions(conn, 7)
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, Self, TypeVar

from sqlalchemy import URL, Connection
from sqlalchemy.exc import StatementError

from storage import facts, opening
from storage.engines import address, file_of, read_engine, told, write_engine
from storage.errors import (
    StoreBusy,
    StoreError,
    StoreGone,
    StoreMissing,
    StoreOlder,
    StoreUnreachable,
)
from storage.opening import Check

P = ParamSpec("P")
T = TypeVar("T")

#: how long a write waits for another process before it gives up as StoreBusy
PATIENCE_S: Final = 60.0
FIRST_WAIT_S: Final = 0.02
LONGEST_WAIT_S: Final = 1.0
#: a full disk is not: whoever crawls has to stop first
_WORTH_WAITING: Final = (StoreBusy, StoreUnreachable)


class Store:
    """An open store. Safe to use from any thread; `close` it, or use it in a `with`."""

    def __init__(self, url: URL, *, patience: float = PATIENCE_S) -> None:
        self._url = url
        self.path: Path | None = file_of(url)
        self._patience = patience
        self._write_engine = write_engine(url)
        self._read_engine = read_engine(url)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="store-writer")
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="store-reader")
        self._stopping = threading.Event()
        self._in_writer = threading.local()
        self._identity = _identity(self.path)
        self.id = ""

    @property
    def url(self) -> str:
        """The address without its password."""
        return self._url.render_as_string(hide_password=True)

    @property
    def address(self) -> URL:
        return self._url

    # --- opening and closing ---

    @classmethod
    def open(
        cls, url: str, *, create: bool, now: datetime, migrate: bool = False, patience: float = PATIENCE_S
    ) -> Store:
        """Open the store at `url`; make it only where `create` says so. See `storage.errors.Unopenable`.

        One of an older schema is migrated only where nobody owns it: raises OwnedElsewhere.
        """
        where = address(url)
        path = file_of(where)
        if path is not None and not opening.check_file(path, create=create):
            opening.make_file(path)
        store = cls(where, patience=patience)
        try:
            store._make_ready(create=create, now=now, migrate=migrate)
        except BaseException:
            store.close()
            raise
        return store

    def _make_ready(self, *, create: bool, now: datetime, migrate: bool) -> None:
        with self.read() as conn:
            opening.check_bytes(conn, self.path, Check.QUICK_IF_SMALL)
            revision = opening.revision_of(conn)
        if revision is None:
            if not create:
                raise StoreMissing(
                    f"there is no store in {self.url}; `detainer-watch daemon` or `crawl` makes one"
                )
            self.transact(opening.make_tables, now)
        elif not opening.check_revision(revision):
            self._migrate(revision, now, allowed=migrate)
        with self.read() as conn:
            opening.check_content(conn, self.path)
            self.id = facts.get(conn, facts.STORE_ID) or ""

    def _migrate(self, revision: str, now: datetime, *, allowed: bool) -> None:
        if not allowed:
            raise StoreOlder(
                f"the store has the older schema {revision}: the daemon backs it up and migrates it"
            )
        from storage import backup, leases, migrations  # alembic is slow to import and rarely needed

        with leases.own(self):  # never under a daemon that still knows the older schema only
            backup.before_migration(self, revision, now)
            self.transact(migrations.upgrade)

    def close(self) -> None:
        """Wait for what is being written, then close every connection. May be called twice."""
        self._stopping.set()
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        self._read_engine.dispose()
        self._write_engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- writing ---

    def transact(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kw: P.kwargs) -> T:
        """Run `work(tx, …)` in one transaction of the one writer thread: all of it or nothing.

        Where another process holds the lock it waits and runs `work` again, up to the store's patience;
        so `work` must have no effect but on the store.
        """
        if getattr(self._in_writer, "yes", False):
            raise RuntimeError("a transaction cannot start another one")
        return self._writer.submit(self._attempt, _bound(work, *args, **kw)).result()

    async def transact_async(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kw: P.kwargs
    ) -> T:
        """`transact` without blocking the event loop; a cancelled wait does not undo the transaction."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._writer, self._attempt, _bound(work, *args, **kw))

    def _attempt(self, work: Callable[[Connection], T]) -> T:
        self._in_writer.yes = True
        deadline = time.monotonic() + self._patience
        wait = FIRST_WAIT_S
        while True:
            try:
                self._check_present()
                with self._write_engine.begin() as tx:
                    return work(tx)
            except StatementError as error:
                cause = told(error)
                if not isinstance(cause, _WORTH_WAITING) or not self._may_wait(wait, deadline):
                    raise cause from error
                wait = min(wait * 2, LONGEST_WAIT_S)

    def _may_wait(self, wait: float, deadline: float) -> bool:
        if time.monotonic() + wait > deadline or self._stopping.is_set():
            return False
        return not self._stopping.wait(wait)

    # --- reading ---

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the store, whatever is written meanwhile."""
        self._check_present()
        try:
            with self._read_engine.begin() as conn:
                yield conn
        except StatementError as error:
            raise told(error) from error

    async def read_async(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kw: P.kwargs
    ) -> T:
        """`work(conn, …)` in a reader thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, self._look, _bound(work, *args, **kw))

    def _look(self, work: Callable[[Connection], T]) -> T:
        with self.read() as conn:
            return work(conn)

    def verify(self, *, quick: bool = False) -> None:
        """SQLite's whole check of the file, however large; raises StoreDamaged.

        `quick`: pages and rows only, not each index against its table.
        """
        with self.read() as conn:
            opening.check_bytes(conn, self.path, Check.QUICK if quick else Check.WHOLE)

    def _check_present(self) -> None:
        # SQLite would go on writing into a file that has no name any more
        if self.path is not None and _identity(self.path) != self._identity:
            raise StoreGone(f"{self.path} was moved, deleted or replaced while in use")


def _bound(
    work: Callable[Concatenate[Connection, P], T], *args: P.args, **kw: P.kwargs
) -> Callable[[Connection], T]:
    return lambda conn: work(conn, *args, **kw)


def _identity(path: Path | None) -> tuple[int, int]:
    if path is None:
        return (0, 0)
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return (0, 0)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}") from error
    return (found.st_dev, found.st_ino)
