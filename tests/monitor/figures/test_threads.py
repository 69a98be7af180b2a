"""From which earlier number a number goes on, and what a count of something counts."""

from __future__ import annotations

from datetime import date

import pytest

from config.shipped import shipped_catalogue
from config.words import Metric
from monitor.figures.context import ReaderContext
from monitor.figures.paper import Paper, open_paper
from monitor.figures.sights import Sight
from monitor.figures.signs import Observer
from monitor.figures.threads import Link, Threads


def opened(text: str) -> Paper:
    context = ReaderContext(
        catalogue=shipped_catalogue(),
        publisher="",
        place=None,
        published=date(2021, 5, 4),
        title="",
        kind="news",
    )
    return open_paper(text, context)


def links(text: str) -> list[tuple[int, Link]]:
    paper = opened(text)
    threads = Threads(Sight(paper.candidates, paper.lines))
    return [(c.number.value, threads.link(c)) for c in paper.candidates]


def ways(text: str) -> list[tuple[int, str, int | None]]:
    return [
        (value, link.kind, link.before.number.value if link.before else None) for value, link in links(text)
    ]


@pytest.mark.parametrize(
    ("text", "value", "kind", "before"),
    [
        ("The jail held 41 people for ICE in 2018, 37 in 2019.", 37, "series", 41),
        ("The jail held 41 people for ICE in 2018 and 37 in 2019.", 37, "series", 41),
        ("The jail held 41 people for ICE; in 2019, 37.", 37, "series", 41),
        ("The county honored 66 detainers, up from 52 the year before.", 52, "compare", 66),
        ("The county honored 66 detainers, compared with 52 in 2018.", 52, "compare", 66),
        ("The county honored 66 detainers, as against 52 in 2018.", 52, "compare", 66),
        ("The county honored 14 of 66 detainers.", 66, "base", 14),
        ("The county honored 52 detainers but only 9 in 2019.", 9, "turn", 52),
        ("The county honored 52 detainers and another 9 in May.", 9, "more", 52),
        ("The jail held 41 people for ICE. A year ago it had been 37.", 37, "it was", 41),
        ("The jail held 41 people for ICE. In 2017 the figure was 37.", 37, "sum was", 41),
        ("The jail held 41 people for ICE. The year before there were 37.", 37, "there was", 41),
        ("The jail held 41 people for ICE. Another 37 came in May.", 37, "more", 41),
        ("Detainers by county follow. Cole County: 41. Dent County: 37.", 37, "label", 41),
        ("The jail held 41 people for ICE. Thirty-seven, in 2019.", 37, "fragment", 41),
        ("The jail held 41 people for ICE. The jail next door released 37 of them.", 37, "of", 41),
    ],
)
def test_a_number_goes_on_from_the_one_before_it(text: str, value: int, kind: str, before: int) -> None:
    assert (value, kind, before) in ways(text)


def test_a_number_of_a_thing_that_is_not_counted_here_is_passed_over() -> None:
    text = "The jail held 41 people for ICE, has 112 beds and, a year before, 37."
    assert (37, "series", 41) in ways(text)


def test_numbers_in_the_same_surroundings_are_alike() -> None:
    found = dict(links("The jail held people for ICE, 41 in 2018, 37 in 2019, and after that a mere 12."))
    assert found[37].alike
    assert not found[12].alike


def test_an_act_between_two_numbers_is_told() -> None:
    found = dict(links("The jail received 41 detainers and, its warden said, rejected 37 of them."))
    assert found[37].act


def test_the_first_number_of_a_text_goes_on_from_none() -> None:
    assert [link.before for _value, link in links("In 2019 the jail held 37 people for ICE.")] == [None]


def test_a_chain_takes_the_metric_of_its_head() -> None:
    paper = opened("In 2018 the jail declined 41 detainers. In 2019 it was 37. In 2020 it was 29.")
    threads = Threads(Sight(paper.candidates, paper.lines))
    assert [threads.metric(c) for c in paper.candidates] == [Metric.DECLINED] * 3


def test_a_chain_of_thousands_of_lines_is_followed() -> None:
    paper = opened("ICE detainers.\n\n" + "It was 12.\n\n" * 3000)
    threads = Threads(Sight(paper.candidates, paper.lines))
    assert threads.metric(paper.candidates[-1]) is None


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("The number of detainers that ICE lodged in 2019 was 48.", Metric.REQUESTS),
        ("The number of people for whom ICE issued detainers stood at 48.", Metric.REQUESTS),
        ("The count of detainers declined in 2019 stood at 48.", Metric.DECLINED),
        ("In 2019 the number of detainers that the sheriff refused reached 48.", Metric.DECLINED),
        ("In 2019 the total of inmates handed over to ICE came to 48.", Metric.TRANSFERRED),
        ("The tally of prisoners picked up by ICE was 48.", Metric.TRANSFERRED),
        ("The number of detainers honored in 2019 was no more than 48.", Metric.HONORED),
        ("The number of detainers withdrawn by ICE came to 48.", Metric.WITHDRAWN),
        ("The number of detainers that must be honored was 48.", None),
        ("The number of calls answered was 48.", None),
        ("The answer was 48.", None),
    ],
)
def test_a_count_of_something_counts_what_was_done_with_it(text: str, metric: Metric | None) -> None:
    paper = opened(text)
    observer = Observer(paper.candidates, paper.lines, "", official=False)
    assert [observer.plainly(c) for c in paper.candidates if c.number.value == 48] == [metric]
