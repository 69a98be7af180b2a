"""What can go wrong with the store. Each docstring says when it happens and what the operator can do.

StoreError
├── Unopenable
│   ├── StoreMissing
│   ├── NotAStore
│   ├── StoreNewer
│   ├── StoreOlder
│   ├── StoreDamaged
│   └── StoreEmptied
├── Transient
│   ├── StoreBusy
│   ├── StoreFull
│   └── StoreUnreachable
├── StoreGone
├── LeaseLost
├── OwnedElsewhere
├── NotKept
├── NoSuchRow
└── BackupRefused
"""

from __future__ import annotations


class StoreError(Exception):
    """Any failure of the store; without words of its own it says the docstring of its class."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or " ".join((type(self).__doc__ or "").split()))


class Unopenable(StoreError):
    """The store cannot be used as it lies there; nothing was changed. A person has to decide."""


class StoreMissing(Unopenable):
    """There is no store at that address. Start `detainer-watch daemon` or `crawl`, which make one."""


class NotAStore(Unopenable):
    """The file is something else than a store of Detainer Watch. Name another file in `daemon.store`."""


class StoreNewer(Unopenable):
    """A newer Detainer Watch wrote this store. Install that version, or restore an older backup."""


class StoreOlder(Unopenable):
    """An older Detainer Watch wrote this store. Start the daemon: it makes a backup, then migrates."""


class StoreDamaged(Unopenable):
    """The store's bytes are not what was written. Stop everything, then `detainer-watch restore BACKUP`."""


class StoreEmptied(Unopenable):
    """A store that held work is empty, gone or another one. Restore it, or remove the guard file."""


class Transient(StoreError):
    """The same call may well succeed later; nothing of it was written."""


class StoreBusy(Transient):
    """Another process held the store's write lock for longer than we wait."""


class StoreFull(Transient):
    """No space left for the store. Free some space; what was being written is not in the store."""


class StoreUnreachable(Transient):
    """The database server does not answer, or closed the connection."""


class StoreGone(StoreError):
    """The store's file was moved, deleted or replaced while in use. Restart after looking at the disk."""


class LeaseLost(StoreError):
    """This run's lease was taken over or freed: its writes are refused. Another run does the work."""


class OwnedElsewhere(StoreError):
    """Another process owns the store. Stop that one first, or let it do the work."""

    def __init__(self, who: str) -> None:
        super().__init__(f"the store is owned by another process: {who}")
        self.who = who


class NotKept(StoreError):
    """These bytes were never stored or have been pruned; the hash and the text may still be there."""


class NoSuchRow(StoreError):
    """Nothing in the store has this id."""


class BackupRefused(StoreError):
    """The copy was not made or not put in place, for the reason given; nothing was overwritten."""
