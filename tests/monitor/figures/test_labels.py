"""The labelled form, and what the reader says of each number that it saw."""

from __future__ import annotations

import re

from monitor.figures.explain import explain
from monitor.figures.labels import read_labelled
from tests.monitor.figures.world import WORLD, context

LINE = {
    "id": "x-1",
    "publisher": "The Harbor Gazette",
    "title": "Boston police report detainers",
    "published": "2025-01-17",
    "kind": "news",
    "text": "Boston police say they received 15 ICE detainer requests in 2024. They have 11 stations.",
}


def test_a_labelled_document_gives_its_figures_in_the_form_of_the_labels() -> None:
    found = read_labelled(LINE, WORLD)
    assert found["id"] == "x-1"
    assert found["figures"] == [
        {
            "metric": "requests",
            "value": 15,
            "qualifier": "exact",
            "place": "Boston, MA",
            "agency": "Boston Police Department",
            "period": "2024",
            "asserted_by": "Boston Police Department",
            "quote": "Boston police say they received 15 ICE detainer requests in 2024.",
            "subset": None,
            "certainty": "sure",
        }
    ]


def test_a_line_with_nothing_in_it_gives_nothing() -> None:
    assert read_labelled({}, WORLD) == {"id": "", "figures": []}
    assert read_labelled({"id": "y", "published": "not a date", "text": None}, WORLD)["figures"] == []


def test_every_number_seen_is_explained() -> None:
    seen = explain(str(LINE["text"]), context())
    assert [(one.number, one.taken) for one in seen] == [
        ("requests 15", True),
        ("11", False),
    ]
    assert re.fullmatch(r"no figure: \d% likely to be one", seen[1].why[0])
    assert all(reason for one in seen for reason in one.why)
