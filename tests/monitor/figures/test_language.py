"""What the shipped language model takes numbers for, and how that is joined with what signs weigh."""

from __future__ import annotations

import subprocess
import sys

import pytest

from config.words import Metric
from monitor.figures import language, weighing
from monitor.figures.choosing import choose
from monitor.figures.days import year
from monitor.figures.language import Grasp
from monitor.figures.paper import open_paper
from monitor.figures.sides import METRICS
from monitor.figures.weighing import Chances
from monitor.figures.when_options import Option
from tests.monitor.figures.world import context


def _grasps(text: str) -> dict[str, Grasp]:
    paper = open_paper(text, context())
    found = language.grasps(paper)
    return {str(one.number.value): found[one.start] for one in paper.candidates if one.start in found}


@pytest.mark.parametrize(
    ("text", "number", "metric"),
    [
        ("ICE lodged 57 detainers with Boston police in 2024, police said.", "57", Metric.REQUESTS),
        ("Of the men that ICE asked for, 41 walked out of the jail in 2024.", "41", Metric.DECLINED),
        ("Deputies handed 31 inmates over to ICE at the back gate last year.", "31", Metric.TRANSFERRED),
    ],
)  # fmt: skip
def test_plain_sentences_are_grasped(text: str, number: str, metric: Metric) -> None:
    assert _grasps(text)[number].chances.best() is metric


def test_a_processor_that_adds_bytes_in_sixteen_bits_is_as_sure_as_any() -> None:
    """Where sums of products of bytes overflow, every chance comes out near that of a mere guess."""
    text = "Deputies handed 31 inmates over to ICE at the back gate last year."
    grasp = _grasps(text)["31"]
    assert grasp.chances.of(Metric.TRANSFERRED) > 0.97
    assert grasp.part < 0.03
    assert max(grasp.times.values()) > 0.9


def test_what_is_no_figure_is_taken_for_none() -> None:
    grasps = _grasps(
        "ICE detainers were on the agenda of the council, whose 13 members voted for 25 new buses."
    )
    assert all(grasp.chances.figure < 0.3 for grasp in grasps.values())


def test_a_number_is_for_the_time_that_its_clause_names() -> None:
    text = "The jail received 57 detainers in 2024 and 214 in 2019."
    for number, time in (("57", "in 2024"), ("214", "in 2019")):
        grasp = _grasps(text)[number]
        assert max(grasp.times, key=lambda at: grasp.times[at]) == text.index(time)


def test_the_same_text_is_grasped_alike_twice() -> None:
    text = "ICE sent the sheriff 57 detainers in 2024; he honored 12 of them and refused 45."
    assert _grasps(text) == _grasps(text)


def test_chances_are_shares() -> None:
    for grasp in _grasps("ICE sent the sheriff 57 detainers in 2024, and he refused 45 of them.").values():
        assert 0 <= grasp.chances.figure <= 1.01
        assert 0 <= grasp.part <= 1
        assert 0 <= sum(grasp.times.values()) <= 1.01


def test_nothing_heavy_is_loaded_before_there_is_something_to_read() -> None:
    code = (
        "import sys, monitor.figures.reader; sys.exit('numpy' in sys.modules or 'onnxruntime' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- joined with the signs ------------------------------------------------------------------------

REQUESTS = Chances(tuple(0.8 if metric is Metric.REQUESTS else 0.01 for metric in METRICS))
DECLINED = Chances(tuple(0.8 if metric is Metric.DECLINED else 0.01 for metric in METRICS))
NOTHING = Chances(tuple(0.001 for _metric in METRICS))


def test_signs_and_words_that_agree_are_surer_than_either() -> None:
    joined = weighing.together(REQUESTS, REQUESTS)
    assert joined.best() is Metric.REQUESTS
    assert joined.of(Metric.REQUESTS) > 0.8


def test_words_that_see_no_figure_lower_the_chance_of_one() -> None:
    assert weighing.together(REQUESTS, NOTHING).figure < REQUESTS.figure


def test_what_the_signs_take_for_a_figure_is_at_least_held() -> None:
    joined = weighing.together(REQUESTS, NOTHING)
    assert joined.best() is Metric.REQUESTS
    assert joined.figure == pytest.approx(weighing.KEPT * REQUESTS.figure)


def test_signs_and_words_that_differ_leave_doubt() -> None:
    joined = weighing.together(REQUESTS, DECLINED)
    assert max(joined.metrics) < 0.8
    assert joined.figure > 0.8


@pytest.mark.parametrize("chance", [0.0, 0.2, 0.5, 0.9, 1.0])
def test_a_part_is_as_likely_as_both_say(chance: float) -> None:
    assert 0 <= weighing.part_together(chance, 0.5) <= 1
    assert weighing.part_together(chance, 0.9) > weighing.part_together(chance, 0.1)


def test_chances_that_are_joined_are_shares() -> None:
    sure = Chances(tuple(float(metric is Metric.COST) for metric in METRICS))
    assert weighing.together(sure, NOTHING).figure <= 1
    assert weighing.together(sure, sure).figure == pytest.approx(1, abs=0.01)


# --- periods --------------------------------------------------------------------------------------

OPTIONS = (
    Option(year(2023), "'2023'", {"one": 1.0}, at=10),
    Option(year(2024), "'2024'", {"other": 1.0}, at=50),
    Option(None, "no period", {}),
)
WEIGHTS = {"one": 1.0, "other": 0.6}


def test_the_time_that_the_model_means_is_chosen_between_two_that_are_about_as_likely() -> None:
    assert choose(OPTIONS, WEIGHTS)[0].value == year(2023)
    choice, best = choose(OPTIONS, WEIGHTS, {10: 0.05, 50: 0.9})
    assert (choice.value, best) == (year(2024), 1)


def test_no_period_is_chosen_where_the_model_means_none_of_the_times() -> None:
    assert choose(OPTIONS, {}, {10: 0.01, 50: 0.01})[0].value is None


# --- what is not read -----------------------------------------------------------------------------


def test_windows_below_the_end_of_a_text_are_not_read() -> None:
    text = "The jail received 57 detainers from ICE in 2024.\n\n" + "The council heard of parks. " * 90
    paper = open_paper(f"{text}\n\nA reader says that 99 detainers came.", context())
    last = max(one.start for one in paper.candidates)
    assert last in language.grasps(paper)
    assert set(language.grasps(paper, len(paper.lines) - 1)) == set(language.grasps(paper)) - {last}
