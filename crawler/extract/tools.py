"""What makes our texts, by name and version: what it could not read is tried again by another one."""

from __future__ import annotations

from importlib.metadata import version
from typing import Final

#: the last number is our own part: raise it when that reads, or survives, what it did not before
TOOLS: Final = (
    f"trafilatura/{version('trafilatura')} lxml/{version('lxml')} pypdfium2/{version('pypdfium2')} +1"
)
