"""The product's command, wired to die: `python -m tests.acceptance.mortal POINT MOMENT COMMAND …`.

POINT is one of the steps that write; MOMENT is `before` it has written, `within` its transaction, or `after`
the commit. Of what is sent, `mail` and `post`: before the first byte of the message, within it, or after the
receiver has said that it has it. The process ends itself with SIGKILL there: no handler runs, nothing is
flushed.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any, Final, NoReturn

from monitor.cli.main import main
from storage import deliveries, documents, findings, outbox, sources
from storage.database import Store

POINTS: Final[dict[str, tuple[Any, str]]] = {
    "begin": (sources, "begin_run"),
    "seen": (documents, "record_seen"),  # transaction 1
    "end": (sources, "end_run"),
    "findings": (findings, "record"),  # transaction 2
    "freeze": (outbox, "freeze"),  # transaction 3
    "lease": (deliveries, "lease"),
    "attempt": (deliveries, "record_attempt"),  # transaction 4
}
MOMENTS: Final = ("before", "within", "after")
LEAST_MESSAGE: Final = 600  #: bytes; no command of SMTP is that long


SENDING: Final = ("mail", "post")


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("nobody survives SIGKILL")


def wire(point: str, moment: str) -> None:
    """Have the next call of that step be the last thing that this process does."""
    module, name = POINTS[point]
    work: Callable[..., Any] = getattr(module, name)
    reached = threading.local()

    def mortal(*args: Any, **kw: Any) -> Any:
        if moment == "before":
            die()
        result = work(*args, **kw)
        if moment == "within":
            die()
        reached.yes = True
        return result

    setattr(module, name, mortal)
    attempt = Store._attempt

    def committed(self: Store, bound: Callable[..., Any]) -> Any:
        result = attempt(self, bound)
        if getattr(reached, "yes", False):
            die()
        return result

    setattr(Store, "_attempt", committed)  # noqa: B010


def wire_sending(point: str, moment: str) -> None:
    """Have the next message on the wire be the last thing that this process does."""
    import smtplib
    from http.client import HTTPConnection

    owner: Any = smtplib.SMTP if point == "mail" else HTTPConnection
    answer_name = "data" if point == "mail" else "getresponse"
    send, answer = owner.send, getattr(owner, answer_name)

    def is_message(data: bytes) -> bool:
        return len(data) > LEAST_MESSAGE if point == "mail" else data[:1] == b"{"

    def cut(self: Any, data: Any) -> Any:
        raw = data.encode("ascii", "replace") if isinstance(data, str) else bytes(data)
        if moment != "after" and is_message(raw):
            if moment == "within":
                send(self, raw[: len(raw) // 2])
            die()
        return send(self, data)

    def said(*args: Any, **kw: Any) -> Any:
        result = answer(*args, **kw)
        if moment == "after":
            die()
        return result

    owner.send = cut
    setattr(owner, answer_name, said)


if __name__ == "__main__":
    (wire_sending if sys.argv[1] in SENDING else wire)(sys.argv[1], sys.argv[2])
    main(sys.argv[3:])
