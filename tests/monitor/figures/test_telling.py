"""Which findings a reading tells, and why it leaves the others out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from config.words import Metric, Qualifier
from monitor.figures import days
from monitor.figures.paper import Choice, open_paper
from monitor.figures.reader import survey
from monitor.figures.telling import GROUNDED, TOLD, Finding, told
from tests.monitor.figures.world import context

TEXT = "Boston police received 57 detainers in 2025, declined 40, and a year before had 12 and then about 58."
YEAR = days.year(2025)


def finding(
    n: int, chance: float = 0.9, metric: Metric = Metric.REQUESTS, subset: str | None = None
) -> Finding:
    """The nth number of the text as a figure that is as likely as said."""
    candidate = open_paper(TEXT, context()).candidates[n]
    sure: Choice[Any] = Choice(None, "", 1.0)
    return Finding(candidate, metric, subset, chance, Choice(YEAR, "", 1.0), sure, sure, "said so")


def test_a_likely_finding_is_told() -> None:
    one = finding(0)
    assert told([one]) == ([one], [])


def test_what_is_too_doubtful_in_all_its_parts_together_is_not_told() -> None:
    one, doubtful = finding(0), finding(1, TOLD - 0.01, Metric.DECLINED)
    chosen, untold = told([one, doubtful])
    assert chosen == [one]
    assert [left.finding for left in untold] == [doubtful]
    assert "doubtful" in untold[0].why


def test_a_text_with_nothing_but_guesses_tells_nothing() -> None:
    guesses = [finding(0, GROUNDED - 0.01), finding(1, GROUNDED - 0.05, Metric.DECLINED)]
    chosen, untold = told(guesses)
    assert chosen == []
    assert [left.finding for left in untold] == guesses


def test_a_guess_beside_a_grounded_finding_is_told() -> None:
    both = [finding(0, GROUNDED), finding(1, GROUNDED - 0.05, Metric.DECLINED)]
    assert told(both) == (both, [])


def test_a_figure_told_twice_is_told_once() -> None:
    first, again = finding(0, 0.8), finding(0, 0.9)
    chosen, untold = told([first, again])
    assert chosen == [first]
    assert "elsewhere" in untold[0].why


def test_a_much_likelier_repeat_takes_the_place_of_the_first_telling() -> None:
    first, again = finding(0, 0.6), finding(0, 0.9)
    assert told([first, again])[0] == [again]


def test_a_value_without_its_period_gives_way_to_the_one_that_has_it() -> None:
    dated = finding(0)
    undated = replace(dated, period=Choice(None, "", 1.0))
    assert told([undated, dated])[0] == [dated]


def test_a_rounded_value_gives_way_to_the_exact_one() -> None:
    exact, rounded = finding(0), finding(3)
    assert rounded.candidate.number.qualifier is Qualifier.APPROX
    assert told([exact, rounded])[0] == [exact]


def test_a_smaller_whole_of_one_speaker_gives_way_to_a_likelier_larger_one() -> None:
    large, small = finding(0, 0.9), finding(2, 0.6)
    chosen, untold = told([large, small])
    assert chosen == [large]
    assert "larger" in untold[0].why


def test_a_smaller_part_stands_beside_its_whole() -> None:
    whole, part = finding(0, 0.9), finding(2, 0.6, subset="in the north")
    assert told([whole, part])[0] == [whole, part]


def test_what_was_weighed_and_not_told_is_told_when_asked_for() -> None:
    said = "Boston police received 57 detainers in 2025. The department received 57 detainers in 2025."
    found = survey(said, context())
    assert len(found.figures) == 1
    assert [one.why for one in found.refused if "elsewhere" in one.why] == ["told elsewhere in the text"]
