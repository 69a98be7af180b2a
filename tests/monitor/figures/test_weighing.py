"""What signs weigh, the acts that a line tells, and the sentences that no weight can make up for."""

from __future__ import annotations

import pytest

from config.words import Metric
from monitor.figures import deeds, guards, weighing
from monitor.figures.deeds import Deed
from monitor.figures.senses import senses, stem
from monitor.figures.sides import METRICS, Sides

NONE: list[list[str]] = [[] for _metric in METRICS]


def _acts(text: str) -> list[deeds.Act]:
    words = text.split(" ")
    return deeds.find(words, [senses(word) or senses(stem(word)) for word in words])


def test_signs_that_are_not_known_leave_all_metrics_and_none_alike() -> None:
    chances = weighing.chances(weighing.parse(""), ["a sign"], NONE)
    assert chances.metrics == pytest.approx([1 / (1 + len(METRICS))] * len(METRICS))


def test_a_sign_toward_a_metric_lifts_that_metric_alone() -> None:
    weights = weighing.parse("toward\tobject\t2.00\ntoward\t-object\t-1.00")
    toward = [["object"] if metric is Metric.DECLINED else ["-object"] for metric in METRICS]
    chances = weighing.chances(weights, [], toward)
    assert chances.best() is Metric.DECLINED
    assert chances.of(Metric.DECLINED) > 0.6 > 0.1 > chances.of(Metric.REQUESTS)


def test_sides_weigh_what_their_signs_weigh_one_by_one() -> None:
    weights = weighing.parse(
        "toward\tobject\t2.00\ntoward\t-object\t-1.00\ntoward\t-back 1\t0.30\ntoward\tcost\t-0.70"
    )
    found = [
        (Metric.DECLINED, "object"), (Metric.HONORED, "object"), (Metric.HONORED, "back 1"),
        (Metric.DECLINED, "object"), (Metric.COST, "object"), (Metric.COST, "unknown"),
    ]  # fmt: skip
    sides = Sides(found, [[metric.value] for metric in METRICS])
    toward = [sides.of(metric) for metric in METRICS]
    assert weighing.chances_of(weights, [], sides) == weighing.chances(weights, [], toward)


def test_a_plain_sign_has_a_weight_for_each_metric_and_a_blank_is_none() -> None:
    weights = weighing.parse("plain\tmoney\t-2.00       3.00")
    assert weights.plain["money"] == (-2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.0)


def test_the_heaviest_signs_are_told_as_reasons() -> None:
    weights = weighing.parse("toward\tobject\t2.00\ntoward\tback 1\t0.10")
    told = weighing.reasons(weights, [], ["back 1", "object"], Metric.REQUESTS, 1)
    assert told == ["object +2.00"]


def test_the_shipped_weights_name_every_metric() -> None:
    assert {len(own) for own in weighing.shipped().plain.values()} == {len(METRICS)}


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("deputies handed twelve people over to ice", Deed.HAND),
        ("the jail turned the request down", Deed.DECLINE),
        ("agents took custody of them", Deed.HAND),
        ("ice lodged a detainer", Deed.ASK),
        ("the agency called the detainer off", Deed.LIFT),
        ("he complied with it", Deed.HONOR),
    ],
)
def test_an_act_is_told_by_its_phrase(text: str, deed: Deed) -> None:
    assert deed in {act.deed for act in _acts(text)}


def test_an_act_that_is_denied_or_only_possible_is_marked() -> None:
    denied = [act for act in _acts("the county never honored one") if act.deed is Deed.HONOR]
    possible = [act for act in _acts("the county may honored one") if act.deed is Deed.HONOR]
    assert denied[0].negated
    assert possible[0].modal


def test_a_phrase_does_not_reach_over_a_comma() -> None:
    acts = _acts("they held some , four of them for ice")
    assert Deed.HONOR not in {act.deed for act in acts}


@pytest.mark.parametrize(
    "low",
    [
        "an earlier version of this story misstated the number of detainers as 40.",
        "the number is wrong, the city says.",
        "suppose ice sent 500 detainers.",
    ],
)
def test_what_is_supposed_or_taken_back_is_guarded(low: str) -> None:
    assert guards.sentence(low)


def test_a_plain_statement_is_not_guarded() -> None:
    assert not guards.sentence("the jail received 15 detainers in 2024.")
