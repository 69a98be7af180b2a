"""Whole documents in the labelled form, read with the shipped catalogue: every label right, nothing over."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from config.shipped import shipped_catalogue
from monitor.figures.labels import read_labelled

FILES = sorted((Path(__file__).parent / "documents").glob("*.jsonl"))
DOCUMENTS = [json.loads(line) for file in FILES for line in file.read_text(encoding="utf-8").splitlines()]
MONTH = timedelta(days=31)


def _span(period: str | None) -> tuple[str, str]:
    """First and last day, as far as a label tells them."""
    text = period or ""
    if len(text) == 7 and text[5] == "Q":
        first = 3 * int(text[6]) - 2
        text = f"{text[:4]}-{first:02d}/{text[:4]}-{first + 2:02d}"
    first_text, _, last_text = text.partition("/")
    last_text = last_text or first_text
    return _day(first_text, first=True), "" if last_text == ".." else _day(last_text, first=False)


def _day(text: str, *, first: bool) -> str:
    parts = text.split("-")
    if not text[:4].isdigit():
        return text
    year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 1 if first else 12
    if len(parts) > 2:
        return text
    day = date(year, month, 1) if first else date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return day.isoformat()


def _same_period(label: str | None, reading: str | None, published: str, stock: bool) -> bool:
    one, other = _span(label), _span(reading)
    if one == other:
        return True
    if one[0] != other[0] and not stock:
        return False
    ends = [date.fromisoformat(end or published) for end in (one[1], other[1]) if end[:2] != "FY"]
    open_ended = "" in (one[1], other[1]) or stock
    return len(ends) == 2 and open_ended and abs(ends[0] - ends[1]) <= MONTH


def _agrees(label: Mapping[str, object], reading: Mapping[str, object], published: str) -> bool:
    return (
        (label["metric"], label["value"], label["place"])
        == (reading["metric"], reading["value"], reading["place"])
        and label["qualifier"] == reading["qualifier"]
        and _same_period(
            str(label["period"] or ""), str(reading["period"] or ""), published, label["metric"] == "active"
        )
    )


def _restates(reading: Mapping[str, object], labels: Sequence[Mapping[str, object]]) -> bool:
    """'honored 0' beside 'declined N' says nothing new."""
    return reading["metric"] == "honored" and (
        (reading["value"] == 0 and any(label["metric"] == "declined" for label in labels))
        or any(label["metric"] == "transferred" and label["value"] == reading["value"] for label in labels)
    )


@pytest.mark.parametrize("line", DOCUMENTS, ids=[line["id"] for line in DOCUMENTS])
def test_a_document_is_read_as_labelled(line: Mapping[str, object]) -> None:
    labels: list[Mapping[str, object]] = list(line["figures"])  # type: ignore[call-overload]
    published = str(line["published"])
    found = read_labelled(line, shipped_catalogue())["figures"]
    assert isinstance(found, list)
    readings = [one for one in found if isinstance(one, dict) and not one["subset"]]
    wanted = [label for label in labels if not label["optional"]]
    missed = [label for label in wanted if not any(_agrees(label, one, published) for one in readings)]
    over = [
        one
        for one in readings
        if not any(_agrees(label, one, published) for label in labels) and not _restates(one, labels)
    ]
    assert (missed, over) == ([], [])


def test_there_are_documents_of_every_kind() -> None:
    assert len(DOCUMENTS) >= 40
    kinds = {line["kind"] for line in DOCUMENTS}
    assert kinds >= {"news", "official", "report", "table", "negative"}
