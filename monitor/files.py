"""Files that a person asked for: whole or not at all, and never over another one unless told to.

What is written goes beside its place under another name, to the disk, and only then takes its name.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from monitor.errors import Refused


@contextmanager
def whole(path: Path, *, force: bool = False) -> Iterator[BinaryIO]:
    """A stream whose content becomes `path` at the end, if all went well. Raises Refused.

    A folder or a device is never replaced; a file only with `force`.
    """
    check(path, force=force)
    aside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.new")
    try:
        # the usual mask decides who may read it: unlike the store, it was made to be handed on
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise Refused(f"cannot write {path}: {error.strerror}") from None
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _put(aside, path, force=force)
    except OSError as error:
        raise Refused(f"cannot write {path}: {error.strerror or error}; nothing was left there") from None
    finally:
        aside.unlink(missing_ok=True)


def check(path: Path, *, force: bool) -> None:
    """Refuse what could not be written anyway, before the work is done."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no file can have this name"
        raise Refused(f"cannot write {str(path)[:200]}: {reason}") from None
    if not stat.S_ISREG(found.st_mode):
        kind = "a folder" if stat.S_ISDIR(found.st_mode) else "no ordinary file"
        raise Refused(f"{path} is {kind}; name a file")
    if not force:
        raise Refused(f"{path} exists; say --force to replace it")


def _put(aside: Path, path: Path, *, force: bool) -> None:
    if force:
        os.replace(aside, path)
        return
    try:
        os.link(aside, path)  # unlike a rename, it never replaces what came there meanwhile
    except FileExistsError:
        raise Refused(f"{path} exists; say --force to replace it") from None
    except OSError:  # a file system without links
        check(path, force=False)
        os.replace(aside, path)
