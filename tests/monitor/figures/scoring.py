"""Scores readings against the labels of a document: how many are right, missed, and over."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "documents"
MONTH = timedelta(days=31)


@cache
def documents(name: str) -> tuple[Mapping[str, Any], ...]:
    """The labelled documents of one file."""
    text = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
    return tuple(json.loads(line) for line in text.splitlines())


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
                found = any(agrees(label, one, day) for one in wholes)
                self.right += found
                self.missed += not found
        self.over += sum(
            not any(agrees(label, one, day) for label in labels) and not restates(one, labels)
            for one in wholes
        )

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.missed + self.over)


def agrees(label: Mapping[str, Any], reading: Mapping[str, Any], published: str) -> bool:
    """Whether metric, value, place and period of a reading are those of a label."""
    return all(label[key] == reading[key] for key in ("metric", "value", "place")) and same_period(
        label["period"] or "", reading["period"] or "", published, stock=label["metric"] == "active"
    )


def restates(reading: Mapping[str, Any], labels: Sequence[Mapping[str, Any]]) -> bool:
    """'honored 0' beside 'declined N' says nothing new."""
    return reading["metric"] == "honored" and any(
        (reading["value"] == 0 and label["metric"] == "declined")
        or (reading["value"] == label["value"] and label["metric"] == "transferred")
        for label in labels
    )


def same_period(label: str, reading: str, published: str, *, stock: bool) -> bool:
    """The same days; what runs on, and a stock, may end a month apart. `published`: '' where not known."""
    one, other = _span(label), _span(reading)
    if one == other:
        return True
    if one[0] != other[0] and not stock:
        return False
    if not (stock or "" in (one[1], other[1])):
        return False
    if "" in (one[1], other[1]) and not published:
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
