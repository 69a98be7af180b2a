"""The times that the language model points to, where no rule looks for a number's period."""

from __future__ import annotations

from datetime import date
from typing import Final

from config.words import Metric
from monitor.figures.language import Grasp
from monitor.figures.paper import Count, open_paper
from monitor.figures.sides import METRICS
from monitor.figures.weighing import Chances
from monitor.figures.when import periods_of
from tests.monitor.figures.world import context

#: the year stands further below than rules look ahead for one
TEXT: Final = (
    "The jail's tally of ICE detainers came to 57. It was read aloud to the council. Nobody on it objected. "
    "The chair thanked the warden. A vote was put off. All of them came in 2021, the warden added. "
    "The jail's budget for 2024 is next. So is its roof, for which 2024 was the year. It leaks."
)
NO_CHANCES: Final = Chances((0.0,) * len(METRICS))


def _period(times: dict[str, float]) -> str | None:
    paper = open_paper(TEXT, context(published=date(2024, 3, 1)))
    candidate = next(i for i, one in enumerate(paper.candidates) if one.number.value == 57)
    starts = {line.sentence.start + m.start: m.text.strip() for line in paper.lines for m in line.times}
    pointed = {at: times[text] for at, text in starts.items() if text in times}
    assert len(pointed) == len(times)
    grasp = Grasp(NO_CHANCES, 0.0, pointed, {}, {})
    count = Count(candidate, Metric.REQUESTS, False)
    choice = periods_of(paper, [count], {paper.candidates[candidate].start: grasp})[0]
    return choice.value.label if choice.value else None


def test_a_time_far_below_a_number_is_its_period_where_the_model_points_to_it() -> None:
    assert _period({"in 2021": 0.97}) == "2021"


def test_a_time_that_is_hardly_pointed_to_is_left_out() -> None:
    assert _period({"in 2021": 0.05}) != "2021"
