"""Whole documents in the labelled form, read with the shipped catalogue and scored against their labels.

The reader's weights were learned from all of these files but the held-out ones
(`benchmarks/train_reader.py`); the floors catch a reader that has become worse, they do not tell how well it
reads the world.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from config.shipped import shipped_catalogue
from monitor.figures.labels import context_of, read_labelled
from monitor.figures.reader import read
from tests.monitor.figures.world import context

FOLDER = Path(__file__).parent / "documents"
MONTH = timedelta(days=31)
#: the least share of figures that must be right, of those labelled and those read together (F1)
FLOORS = {
    "held_out": 0.48,
    "official": 0.94,
    "prose": 0.90,
    "tables": 0.79,
    "news_plain": 0.68,
}
MAX_QUOTE = 300


@cache
def documents(name: str) -> tuple[Mapping[str, Any], ...]:
    text = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
    return tuple(json.loads(line) for line in text.splitlines())


# --- the scorer -----------------------------------------------------------------------------------


@dataclass
class Score:
    right: int = 0
    missed: int = 0
    over: int = 0

    def add(
        self, labels: Sequence[Mapping[str, Any]], readings: Sequence[Mapping[str, Any]], day: str
    ) -> None:
        """Labels that are optional or of a part may be read, and need not be; parts read are left out."""
        wholes = [one for one in readings if not one["subset"]]
        for label in labels:
            if not label["optional"] and not label["subset"]:
                found = any(_agrees(label, one, day) for one in wholes)
                self.right += found
                self.missed += not found
        self.over += sum(
            not any(_agrees(label, one, day) for label in labels) and not _restates(one, labels)
            for one in wholes
        )

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.missed + self.over)


def _agrees(label: Mapping[str, Any], reading: Mapping[str, Any], published: str) -> bool:
    return all(label[key] == reading[key] for key in ("metric", "value", "place")) and _same_period(
        label["period"] or "", reading["period"] or "", published, stock=label["metric"] == "active"
    )


def _restates(reading: Mapping[str, Any], labels: Sequence[Mapping[str, Any]]) -> bool:
    """'honored 0' beside 'declined N' says nothing new."""
    return reading["metric"] == "honored" and any(
        (reading["value"] == 0 and label["metric"] == "declined")
        or (reading["value"] == label["value"] and label["metric"] == "transferred")
        for label in labels
    )


def _same_period(label: str, reading: str, published: str, *, stock: bool) -> bool:
    """The same days; what runs on, and a stock, may end a month apart."""
    one, other = _span(label), _span(reading)
    if one == other:
        return True
    if one[0] != other[0] and not stock:
        return False
    if not (stock or "" in (one[1], other[1])):
        return False
    ends = [date.fromisoformat(end or published) for end in (one[1], other[1]) if end[:2] != "FY"]
    return len(ends) == 2 and abs(ends[0] - ends[1]) <= MONTH


def _span(period: str) -> tuple[str, str]:
    """First and last day, as far as a label tells them."""
    if len(period) == 7 and period[5] == "Q":
        first = 3 * int(period[6]) - 2
        period = f"{period[:4]}-{first:02d}/{period[:4]}-{first + 2:02d}"
    first_text, _, last_text = period.partition("/")
    last_text = last_text or first_text
    return _day(first_text, first=True), "" if last_text == ".." else _day(last_text, first=False)


def _day(text: str, *, first: bool) -> str:
    parts = text.split("-")
    if not text[:4].isdigit() or len(parts) > 2:
        return text
    year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 1 if first else 12
    day = date(year, month, 1) if first else date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return day.isoformat()


# --- what is demanded -----------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_a_file_is_read_at_least_as_well_as_its_floor(name: str) -> None:
    score = Score()
    for line in documents(name):
        found: Any = read_labelled(line, shipped_catalogue())["figures"]
        score.add(line["figures"], found, str(line["published"]))
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
