"""What a cell counts is read from its head, its label and the lines above it."""

from __future__ import annotations

import pytest

from config.words import Metric
from monitor.figures import captions
from monitor.figures.captions import Verdict
from monitor.figures.page import Cell

ABOVE = "jail report \n immigration detainers, 2019"


def _read(head: str = "", label: str = "", caption: str = ABOVE, **more: object) -> Verdict:
    heads = more.pop("heads", ("", head))
    cell = Cell(head, label, caption, 1, 2, label.title(), 0, 0, (), heads)  # type: ignore[arg-type]
    for name, value in more.items():
        object.__setattr__(cell, name, value)
    return captions.read(cell)


@pytest.mark.parametrize(
    ("words", "metric"),
    [
        ("ice detainers received", Metric.REQUESTS),
        ("i-247a forms lodged", Metric.REQUESTS),
        ("number of hold requests", Metric.REQUESTS),
        ("rec'd", Metric.REQUESTS),
        ("honored", Metric.HONORED),
        ("inmates held past their release", Metric.HONORED),
        ("complied with", Metric.HONORED),
        ("not complied with", Metric.DECLINED),
        ("detainers rejected", Metric.DECLINED),
        ("released, ice not present", Metric.DECLINED),
        ("requests denied", Metric.DECLINED),
        ("released to ice", Metric.TRANSFERRED),
        ("picked up by ice", Metric.TRANSFERRED),
        ("persons turned over to federal agents", Metric.TRANSFERRED),
        ("detainers lifted by ice", Metric.WITHDRAWN),
        ("cancelled", Metric.WITHDRAWN),
        ("lifted by the county", Metric.DECLINED),
        ("notifications sent to ice", Metric.NOTIFIED),
        ("release date given", Metric.NOTIFIED),
        ("inmates with an active ice detainer", Metric.ACTIVE),
        ("on hand, last day", Metric.ACTIVE),
        ("reimbursement received", Metric.COST),
    ],
)
def test_words_name_their_metric_as_head_and_as_label(words: str, metric: Metric) -> None:
    assert _read(head=words, label="march").metric is metric
    assert _read(head="2019", label=words).metric is metric


@pytest.mark.parametrize(
    "words",
    [
        "bookings",
        "average daily population",
        "percent honored",
        "% of detainers honored",
        "change from 2018",
        "arrests",
        "rated capacity",
        "detainers per 100 bookings",
        "u.s. marshals holds",
        "rank",
        "queries to the ice support center",
        "agencies with a detainer",
    ],
)
def test_what_is_none_of_ours_is_alien(words: str) -> None:
    verdict = _read(head=words, label="march")
    assert verdict.metric is None
    assert verdict.alien


def test_a_bare_number_under_a_year_takes_the_metric_of_the_caption() -> None:
    assert _read(head="2018", label="elm county", caption="ice detainers received, by county").metric is (
        Metric.REQUESTS
    )


def test_the_more_special_of_head_and_label_is_meant() -> None:
    assert _read(head="ice detainers", label="declined").metric is Metric.DECLINED


def test_a_row_below_another_is_a_part_of_it() -> None:
    verdict = _read(head="2019", label="by fax", parent="ice detainers received")
    assert verdict.metric is Metric.REQUESTS
    assert verdict.part == "by fax"


def test_an_outcome_of_these_is_a_whole_of_its_own() -> None:
    verdict = _read(label="of these, turned over to ice", parent="ice detainers received")
    assert verdict.metric is Metric.TRANSFERRED
    assert verdict.part is None


def test_charges_and_nationalities_are_parts_and_their_total_is_not() -> None:
    above = "ice detainers received by most serious charge, 2018"
    assert _read(head="number", label="assault", caption=above).part == "assault"
    assert _read(head="number", label="total", caption=above).part is None


def test_counties_years_and_months_are_wholes() -> None:
    for label in ("elm county", "2019", "march", "fy 2018", "q3"):
        verdict = _read(head="detainers received", label=label)
        assert (verdict.metric, verdict.part) == (Metric.REQUESTS, None)


def test_districts_are_parts() -> None:
    verdict = _read(head="detainers received", label="oak", heads=("judicial district", "detainers received"))
    assert verdict.part == "oak"


def test_evictions_are_alien() -> None:
    verdict = _read(head="detainers filed", label="2019", caption="unlawful detainer cases")
    assert verdict.alien


def test_only_the_rows_of_ice_count_in_a_table_of_many_authorities() -> None:
    above = "holds and warrants on file, by issuing authority"
    assert _read(head="persons", label="other states", caption=above).metric is None
    assert _read(head="persons", label="total", caption=above).metric is None


def test_without_a_word_of_detainers_or_ice_nothing_is_ours() -> None:
    assert _read(head="received", label="march", caption="complaint log").metric is None
    assert _read(head="honored", label="2019", caption="veterans day").metric is None


def test_money_under_a_neutral_head_is_cost() -> None:
    assert _read(head="total", label="2019", caption="ice detainers", money=True).metric is Metric.COST


def test_sure_only_where_the_words_of_the_cell_say_it() -> None:
    assert _read(head="ice detainers received", label="2019").sure
    assert not _read(head="2018", label="2019", caption="ice detainers received").sure
