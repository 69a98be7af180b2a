"""What can go wrong between a text and people.

MonitorError
├── PortInUse       the address for /healthz and /metrics is taken
├── UnknownId       a source, document, alert or receiver that is not there
└── Refused         what was asked for cannot be done as things stand
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence


class MonitorError(Exception):
    """A trouble that a person can understand and act on; its text is the one line they read."""


class PortInUse(MonitorError):
    """Another process listens where /healthz and /metrics should. Choose another `web.listen`, or `off`."""

    def __init__(self, listen: str, reason: str) -> None:
        super().__init__(
            f"cannot listen on {listen}: {reason}; set web.listen to another port, "
            "or stop the process that has it"
        )


class UnknownId(MonitorError):
    """Nothing has this id. The message names the nearest ones."""

    def __init__(
        self, what: str, wanted: str, known: Iterable[str] = (), *, near: Sequence[str] | None = None
    ) -> None:
        wanted = wanted[:100]
        if near is None:
            near = difflib.get_close_matches(wanted, list(known), n=3)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"no {what} {wanted!r}{hint}")


class Refused(MonitorError):
    """The request makes sense, but not now or not here; the message says what to do instead."""
