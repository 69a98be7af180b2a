"""What an operator is told of the readings that wait."""

from __future__ import annotations

from datetime import UTC, datetime

from config.words import Fate
from monitor import waiting
from monitor.names import Names
from storage.held import Waiting
from storage.records import StoredFigure
from tests.monitor.world import CATALOGUE
from tests.storage.world import figure

NAMES = Names(catalogue=CATALOGUE)


def held(quote: str, title: str = "Yearly letter") -> StoredFigure:
    return StoredFigure(
        id=1,
        figure=figure(15, quote=quote),
        fate=Fate.UNSURE,
        version_id=1,
        document_id=1,
        read_by="reader/1",
        at=datetime(2026, 1, 27, tzinfo=UTC),
        url="https://a.example.org/1",
        title=title,
        published_on=None,
    )


def test_nothing_is_said_where_nothing_is_new() -> None:
    assert waiting.lines(Waiting(total=4, new=0, newest=(), last=9), NAMES) == ()


def test_how_many_wait_and_the_newest_sentences() -> None:
    told = Waiting(total=12, new=2, newest=(held("15 requests."), held("Some 9.", "")), last=9)
    assert waiting.lines(told, NAMES) == (
        "12 readings wait for a person, 2 of them new: `detainer-watch review list`.",
        "“15 requests.” — Yearly letter (Boston, MA)",
        "“Some 9.” — https://a.example.org/1 (Boston, MA)",
    )
    assert waiting.lines(Waiting(total=1, new=1, newest=(), last=9), NAMES) == (
        "1 reading waits for a person: `detainer-watch review list`.",
    )


def test_outside_text_is_one_bounded_line() -> None:
    told = Waiting(total=1, new=1, newest=(held("a\r\nBcc: x\x1b[31m " * 50, "t\u202e\n" * 300),), last=9)
    line = waiting.lines(told, NAMES)[1]
    assert line.isprintable()
    assert len(line) < 350
