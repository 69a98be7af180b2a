"""Labelled documents, one JSON object a line: read as a stream, so that any number of them may come."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from monitor.errors import Refused

MAX_LINE = 64 * 1024 * 1024  #: bytes of one document


def documents(path: Path) -> Iterator[dict[str, object]]:
    """The documents of a file, or of stdin for `-`. Raises Refused with the number of a line that is none."""
    name = "stdin" if str(path) == "-" else str(path)
    stream = sys.stdin.buffer if str(path) == "-" else path.open("rb")
    with stream:
        number = 0
        while line := stream.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                raise Refused(f"{name}:{number}: the line is longer than {MAX_LINE >> 20} MiB")
            if not line.strip():
                continue
            try:
                yield _document(line)
            except ValueError as why:
                raise Refused(f"{name}:{number}: {why}") from None


def _document(line: bytes) -> dict[str, object]:
    """Raises ValueError with what is wrong with the line."""
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"no JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise ValueError("no JSON: nested too deep") from None
    if not isinstance(found, dict):
        raise ValueError("no JSON object")
    for key in ("id", "text"):
        if not isinstance(found.get(key), str):
            raise ValueError(f'no text under "{key}"')
    return found
