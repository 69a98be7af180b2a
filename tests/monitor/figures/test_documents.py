"""Whole documents in the labelled form, read with the shipped catalogue and scored against their labels.

The reader's weights were learned from all of these files but the held-out ones
(`benchmarks/train_reader.py`); the floors catch a reader that has become worse, they do not tell how well it
reads the world.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from config.shipped import shipped_catalogue
from monitor.figures.labels import context_of, read_labelled
from monitor.figures.reader import read
from tests.monitor.figures.scoring import Score, documents
from tests.monitor.figures.world import context

#: the least share of figures that must be right, of those labelled and those read together (F1)
FLOORS = {
    "held_out": 0.73,
    "held_out_coast": 0.45,
    "held_out_devious": 0.48,
    "held_out_life": 0.66,
    "held_out_news": 0.71,
    "held_out_tables": 0.54,
    "official": 0.94,
    "prose": 0.94,
    "tables": 0.83,
    "news_plain": 0.74,
}
MAX_QUOTE = 300


# --- what is demanded -----------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_a_file_is_read_at_least_as_well_as_its_floor(name: str) -> None:
    score = Score()
    for line in documents(name):
        found: Any = read_labelled(line, shipped_catalogue())["figures"]
        score.add(line["figures"], found, line["published"] or "")
    assert score.f1 >= FLOORS[name], score


def test_texts_without_a_figure_give_none() -> None:
    found = [read_labelled(line, shipped_catalogue())["figures"] for line in documents("negatives")]
    assert found == [[]] * 3


def test_a_quote_is_a_stretch_of_the_text_and_holds_the_number() -> None:
    for line in documents("official") + documents("prose"):
        for figure in read(line["text"], context_of(line, shipped_catalogue())):
            assert figure.quote == line["text"][figure.span.start : figure.span.end]
            assert 0 < len(figure.quote) <= MAX_QUOTE


def test_the_same_text_gives_the_same_figures() -> None:
    for line in documents("official"):
        assert read_labelled(line, shipped_catalogue()) == read_labelled(line, shipped_catalogue())


def test_there_are_documents_of_every_kind() -> None:
    kinds = {line["kind"] for name in (*FLOORS, "negatives") for line in documents(name)}
    assert kinds >= {"news", "official", "report", "table", "negative"}


# --- hostile texts --------------------------------------------------------------------------------

SHORT, LONG = 2_000, 20_000  #: characters
STEEP = 16  #: times the work that ten times the text may take


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "57 198 3 2024 ",
        "57, 1,044; ",
        "57\n",
        "and ICE sent the jail 57 detainers in 2024, ",
        "Boston police received 57 ICE detainers in 2025. ",
        "“ICE said ‘the jail told “",
        "He said, \"she said, '57 detainers, ",
    ],
)
def test_ten_times_the_text_is_about_ten_times_the_work(piece: str) -> None:
    _work(piece, SHORT)  # what is loaded once is no part of the work
    assert _work(piece, LONG) <= STEEP * _work(piece, SHORT)


def _work(piece: str, length: int) -> int:
    """The calls that reading takes, of functions in Python and C: the same on every machine."""
    text = "ICE detainers in Boston.\n\n" + piece * (length // len(piece))
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read(text, context())
    finally:
        sys.setprofile(before)
    return calls
