"""How a period is told to have been worked out, on what the reader itself reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from config.loading import load
from config.settings import Settings
from config.words import PeriodKind, PublishedHow
from monitor.deliver.gathering import names
from monitor.figures.reader import ReaderContext, read
from monitor.period_sentences import Dated, how, words
from storage.records import Figure, Period
from tests.monitor import world
from tests.monitor.deliver import samples

PUBLISHED = date(2026, 1, 26)
LISTED = Dated(on=PUBLISHED, how=PublishedHow.LISTED, place="us-ma-boston")


@cache
def settings() -> Settings:
    return load(None, {})


def read_one(text: str) -> Figure:
    context = ReaderContext(
        catalogue=settings().catalogue, publisher="", place="us-ma-boston", published=PUBLISHED
    )
    return read(text, context)[-1]


@pytest.mark.parametrize(
    ("text", "said", "sentence"),
    [
        (
            "Boston police received 57 ICE detainer requests last year, the department said.",
            "last year",
            "“last year”, read from the date of publication Jan. 26, 2026 (as its source lists it), "
            "in America/New_York.",
        ),
        (
            "In Fiscal Year 2024, ICE lodged 198 detainers with Boston police.",
            "Fiscal Year 2024",
            "“Fiscal Year 2024”, fiscal year from July 1, that of Boston, MA.",
        ),
        (
            "In fiscal year 2024, ICE lodged 198 detainers with Boston police, ICE said.",
            "fiscal year 2024",
            "“fiscal year 2024”, fiscal year from October 1, that of "
            "U.S. Immigration and Customs Enforcement.",
        ),
        (
            "Detainers in 2025 were many. Boston police declined 41 detainers.",
            "in 2025",
            "“in 2025” in the sentences before.",
        ),
        (
            "Boston police received 57 ICE detainers in 2025. It declined 41 detainers.",
            "",
            "Taken from the period of the sentence before.",
        ),
        ("Year\tICE detainers received\n2023\t19\n2024\t15", "", "Taken from its row of the table."),
        (
            "Since Jan. 20, ICE has lodged 6,025 detainers with Boston police, ICE said.",
            "Since Jan. 20",
            "“Since Jan. 20”, read from the date of publication Jan. 26, 2026 (as its source lists it), "
            "in America/New_York, counted until Jan. 26, 2026.",
        ),
    ],
)
def test_a_period_is_told_by_the_documents_words_and_what_they_were_read_by(
    text: str, said: str, sentence: str
) -> None:
    figure = read_one(text)
    assert words(figure) == said
    assert how(figure, names(settings()), LISTED) == sentence


def figure(**more: object) -> Figure:
    return replace(world.figure(), **more)  # type: ignore[arg-type]


def test_an_earlier_date_of_a_copy_is_said_to_be_one() -> None:
    told = figure(
        period=replace(world.figure().period, text="'last year'"),
        period_worked_out=True,
        stated_on=date(2026, 1, 20),
    )
    sentence = how(told, samples.names(), LISTED)
    assert "read from Jan. 20, 2026, the earliest date that this text is known under" in sentence


def test_a_fiscal_year_of_unknown_start_is_said_to_be_one() -> None:
    period = Period(
        kind=PeriodKind.FISCAL, first=date(2019, 1, 1), last=date(2019, 12, 31), text="'fiscal year 2019'"
    )
    told = how(figure(period=period, period_label="FY2019"), samples.names())
    assert told == "“fiscal year 2019”, a fiscal year whose first month is not known."


@pytest.mark.parametrize(
    "text", ["'\x1b[31m\u202e" + "x" * 500 + "'", "'", "''", "' '", "'a'b'c' before", "\0"]
)
def test_no_words_of_a_document_reach_a_terminal_raw(text: str) -> None:
    told = how(figure(period=replace(world.figure().period, text=text)), samples.names())
    assert told.isprintable()
    assert len(told) < 400


def test_no_period_is_said_to_be_none() -> None:
    assert how(figure(period=Period()), samples.names()) == "No period could be read."
