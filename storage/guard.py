"""The small file beside an SQLite store that remembers which store belongs there.

A database file that was deleted, emptied or swapped cannot tell; `watch.db.id` can.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Guard:
    store: str  #: id of the store; '' where the guard file itself cannot be read
    sources: int


def place(path: Path) -> Path:
    return path.with_name(path.name + ".id")


def read(path: Path) -> Guard | None:
    """The guard of the store at `path`, None where there is none."""
    try:
        found = json.loads(place(path).read_text("utf-8"))
        return Guard(store=str(found["store"]), sources=int(found["sources"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        return Guard(store="", sources=0)


def write(path: Path, guard: Guard) -> None:
    """Put in place whole or not at all; readable by the owner only."""
    target = place(path)
    fresh = target.with_name(f"{target.name}.{os.getpid()}.new")
    words = json.dumps({"store": guard.store, "sources": guard.sources}) + "\n"
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(words)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, target)
