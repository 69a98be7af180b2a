"""Readings that wait: what an operator is told of them, why each waits, where it could belong."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from config.words import ClaimState, Fate, Hand, Metric, PeriodKind, Qualifier
from monitor import waiting
from monitor.names import Names
from storage.held import Waiting
from storage.records import Claim, FigureRef, Period, Point, Statement, StoredFigure
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


def test_the_newest_sentences_are_told_with_their_document_and_place() -> None:
    told = Waiting(total=12, new=2, newest=(held("15 requests."), held("Some 9.", "")), last=9)
    assert waiting.newest(told, NAMES) == (
        "“15 requests.” — Yearly letter (Boston, MA)",
        "“Some 9.” — https://a.example.org/1 (Boston, MA)",
    )


def test_outside_text_is_one_bounded_line() -> None:
    told = Waiting(total=1, new=1, newest=(held("a\r\nBcc: x\x1b[31m " * 50, "t\u202e\n" * 300),), last=9)
    (line,) = waiting.newest(told, NAMES)
    assert line.isprintable()
    assert len(line) < 350


# --- why one waits, and where it could belong ---------------------------------------------------------


def test_reasons_are_said_plainly_and_without_the_readers_own_workings() -> None:
    read = figure(15, why=("requests: received", "period: none", "place: title", "party: named", "no period"))
    assert waiting.reasons(read) == ("the text gives no period for it",)
    bare = figure(15, place="", period=Period(), why=())
    assert waiting.reasons(bare) == ("the text gives no period for it", "the text gives no place for it")
    named = figure(15, why=("the sentence names a person beside a charge", "requests: received"))
    assert waiting.reasons(named) == ("the sentence names a person beside a charge",)
    assert waiting.reasons(figure(15, why=("requests: x",))) == ("the reader is not sure of it",)


def claim(year: int, value: int, party: str = "us-ma-boston/police", **more: Any) -> Claim:
    point = Point(
        "us-ma-boston",
        "us-ma-boston/police",
        Metric.REQUESTS,
        PeriodKind.CLOSED,
        f"{year}-01-01",
        f"{year}-12-31",
    )._replace(**more)
    said = Statement(
        seq=1,
        value=value,
        qualifier=Qualifier.EXACT,
        hand=Hand.FIRST,
        figure=FigureRef(1, 0),
        made_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return Claim(point=point, party=party, state=ClaimState.STANDING, statements=(said,))


def test_it_could_belong_first_where_its_number_stands() -> None:
    waits = held("15 requests.")
    claims = [
        claim(2025, 57),
        claim(2023, 15, "ice"),
        claim(2024, 198, "ice"),
        claim(2022, 12),
        claim(2021, 15, place="us-il"),
        claim(2021, 15, metric=Metric.HONORED),
    ]
    found = [
        (one.point.first[:4], one.party, one.value, one.same) for one in waiting.candidates(waits, claims)
    ]
    assert found == [
        ("2023", "ice", 15, True),
        ("2025", "us-ma-boston/police", 57, False),
        ("2022", "us-ma-boston/police", 12, False),
    ]


def test_a_reading_without_a_place_could_belong_where_its_document_is() -> None:
    stored = replace(held("15 requests."), place="us-ma-boston")
    waits = replace(stored, figure=replace(stored.figure, place=""))
    assert [one.value for one in waiting.candidates(waits, [claim(2025, 57)])] == [57]
    assert waiting.candidates(replace(waits, place=""), [claim(2025, 57)]) == ()
