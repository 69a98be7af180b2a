"""What an entry tells of where a figure comes from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from config.words import Certainty
from monitor import alerts
from monitor.provenance import MAX_AROUND, doubts, read_by, reason, saved_copy, surroundings
from storage.records import Figure, FigureRef, Span
from tests.monitor import world
from tests.monitor.deliver import samples

TEXT = (
    "The chief spoke on Monday. He was asked about ICE.\n\n"
    "In 2025, Boston got 57 detainers; none was honored. The council will meet in March. "
    "It has no plans.\f57 is on the next page."
)


def at(text: str, quote: str, sentence: str = "") -> Figure:
    start, own = text.index(quote), text.index(sentence or quote)
    return replace(
        world.figure(),
        quote=quote,
        span=Span(start, start + len(quote)),
        sentence=Span(own, own + len(sentence or quote)),
    )


def test_a_quote_stands_among_the_rest_of_its_sentence_and_its_neighbours() -> None:
    whole = "In 2025, Boston got 57 detainers; none was honored."
    around = surroundings(TEXT, at(TEXT, "Boston got 57 detainers", whole))
    assert around.before == "He was asked about ICE. In 2025,"
    assert around.after == "; none was honored. The council will meet in March."


def test_what_stands_around_a_quote_ends_with_its_page() -> None:
    assert surroundings(TEXT, at(TEXT, "It has no plans.")).after == ""
    assert surroundings(TEXT, at(TEXT, "57 is on the next page.")).before == ""


def test_the_rows_beside_a_row_are_its_neighbours() -> None:
    table = "Year\tDetainers\n2023\t19\n2024\t15\n2025\t57"
    around = surroundings(table, at(table, "2024\t15"))
    assert (around.before, around.after) == ("2023 19", "2025 57")


def test_what_stands_around_a_quote_is_bounded_and_printable() -> None:
    text = "a\x1b[31m " * 2000 + "57 detainers" + " \u202eb" * 2000
    around = surroundings(text, at(text, "57 detainers", text))
    for told in (around.before, around.after):
        assert 0 < len(told) <= MAX_AROUND
        assert told.isprintable()


@pytest.mark.parametrize("span", [Span(5, 2), Span(-3, 4), Span(10, 9999)])
def test_a_span_that_is_not_in_the_text_has_no_surroundings(span: Span) -> None:
    around = surroundings("a short text", replace(world.figure(), span=span))
    assert (around.before, around.after) == ("", "")


def test_a_reader_and_its_catalogue_are_told_apart() -> None:
    assert read_by("reader/4+ab12") == ("reader/4", "ab12")
    assert read_by(None) == ("", "")


def test_the_answer_is_told_as_it_was_received() -> None:
    version = replace(
        world.version(),
        headers={"etag": '"x"', "date": "d" * 999},
        status=200,
        final_url="https://b.example/y",
    )
    told: Any = saved_copy(world.document(), version)["answer"]
    assert (told["status"], told["address"]) == (200, "https://b.example/y")
    assert told["headers"]["etag"] == '"x"'
    assert len(told["headers"]["date"]) == 200
    assert saved_copy(world.document(), replace(world.version(), headers={}, status=None))["answer"] is None


def test_an_entry_proves_itself() -> None:
    context = samples.context()
    ref = FigureRef(11, 0)
    around = surroundings(TEXT, at(TEXT, "Boston got 57 detainers"))
    version = replace(context.evidence.versions[11], headers={"etag": '"x"'}, status=200)
    evidence = replace(
        context.evidence, around={ref: around}, versions={**context.evidence.versions, 11: version}
    )
    alert = alerts.make("desk", "run:1/1", [world.new()], replace(context, evidence=evidence))
    entry: Any = alert.body["changes"][0]  # type: ignore[index]
    now = entry["now"]
    assert now["quote"]["before"] == around.before
    assert now["hand_text"].startswith("First-hand")
    assert entry["period"]["how"] == now["period_how"]
    assert now["document"]["copy"]["answer"]["headers"] == {"etag": '"x"'}
    assert now["document"]["copy"]["extractor"] == version.extractor


def test_reasons_are_told_apart_from_doubts() -> None:
    why = (
        "requests: prose -1.21, local detainer +0.92",
        "period: 'last year'",
        "place: the place of the sentence before",
        "party: 'the department said', of the figure before",
        "its speaker is uncertain",
    )
    figure = replace(world.figure(), why=why)
    assert doubts(figure) == ["its speaker is uncertain"]
    assert reason(figure, "party") == "“the department said”, of the figure before"
    assert reason(figure, "place") == "the place of the sentence before"
    assert reason(replace(figure, why=()), "place") == ""


def test_a_doubtful_reading_is_told_without_the_weights_of_the_reader() -> None:
    context = samples.context()
    why = ("requests: prose -1.21, local detainer +0.92", "its speaker is uncertain")
    figure = replace(world.figure(), why=why, certainty=Certainty.LIKELY)
    evidence = replace(context.evidence, figures={FigureRef(11, 0): figure})
    alert = alerts.make("desk", "run:1/1", [world.new()], replace(context, evidence=evidence))
    entry: Any = alert.body["changes"][0]  # type: ignore[index]
    note = "Not a sure reading: please check it against the document (its speaker is uncertain)."
    assert note in entry["notes"]
