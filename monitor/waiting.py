"""What an operator is told of readings that wait for a person: a line, and the newest sentences. Pure."""

from __future__ import annotations

from typing import Final

from monitor.names import Names
from monitor.phrases import one_line, plural
from storage.held import Waiting
from storage.records import StoredFigure

SENTENCE: Final = 200  #: characters of each sentence
#: fact: the newest reading that the operator was told of, by its id
TOLD: Final = "held told"


def lines(waiting: Waiting, names: Names) -> tuple[str, ...]:
    """Nothing where nothing has come since the last time."""
    if not waiting.new:
        return ()
    verb = "waits" if waiting.total == 1 else "wait"
    new = "" if waiting.new == waiting.total else f", {waiting.new:,} of them new"
    head = f"{plural(waiting.total, 'reading')} {verb} for a person{new}: `detainer-watch review list`."
    return head, *(_sentence(each, names) for each in waiting.newest)


def _sentence(held: StoredFigure, names: Names) -> str:
    where = f" ({names.place(held.figure.place)})" if held.figure.place else ""
    title = one_line(held.title or held.url, 100)
    return f"“{one_line(held.figure.quote, SENTENCE)}” — {title}{where}"
