"""Reads a YAML file into nodes: bounded, whole, and with every reason to refuse it said."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from config.shapes import Notes, Spot
from config.yamltree import Node, parse

#: room for more than 10,000 sources; a larger file is not a configuration
MAX_FILE = 4 * 1024 * 1024
#: an editor may be writing while we read
READ_TRIES = 5

EXAMPLE = "for example one line: places: [us-ma-boston]"


def read_nodes(path: Path, notes: Notes) -> Node | None:
    """The file's root node; None where there is none to use (which was noted)."""
    at = Spot("", None)
    try:
        data = _read_whole(path)
    except OSError as error:
        notes.mistake(at, f"cannot be read: {error.strerror or 'unknown reason'}")
        return None
    except ValueError as why:
        notes.mistake(at, str(why))
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:4]:
        notes.mistake(at, "is written in UTF-16 or UTF-32", "save it as UTF-8")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        notes.mistake(Spot("", line), "is not UTF-8 text here", "save it as UTF-8")
        return None
    wrong = len(notes.mistakes)
    node = parse(text, lambda line, message, hint: notes.mistake(Spot("", line), message, hint))
    if node is None and len(notes.mistakes) == wrong:
        notes.mistake(at, "is empty", EXAMPLE)
    return node


def _read_whole(path: Path) -> bytes:
    """The content as it was at one moment: read again where it changed meanwhile."""
    for _ in range(READ_TRIES):
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise ValueError("is not a file")
            data = file.read(MAX_FILE + 1)
            after = os.fstat(file.fileno())
        if len(data) > MAX_FILE:
            raise ValueError(f"is larger than {MAX_FILE // 1024 // 1024} MiB")
        if (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size):
            return data
    raise ValueError("keeps changing while it is read")
