"""What whole tables count: heads, labels, groups and captions as clerks of many kinds write them."""

from __future__ import annotations

import pytest

from config.words import Metric
from monitor.figures import candidates, captions, sentences, tabled
from monitor.figures.captions import Verdict
from monitor.figures.periods import Clock
from monitor.figures.weighing import Chances

R, H, D, T = Metric.REQUESTS, Metric.HONORED, Metric.DECLINED, Metric.TRANSFERRED
A, W, N, C = Metric.ACTIVE, Metric.WITHDRAWN, Metric.NOTIFIED, Metric.COST


def _verdicts(text: str, title: str = "Jail report") -> dict[int, Verdict]:
    """Verdicts by value."""
    found = candidates.find(text, title, candidates.lines(sentences.split(text), Clock(None, None)))
    return {c.number.value: captions.read(c.cell) for c in found if c.cell is not None}


def _metrics(text: str, title: str = "Jail report") -> dict[int, Metric | None]:
    return {value: verdict.metric for value, verdict in _verdicts(text, title).items()}


def _parts(text: str, title: str = "Jail report") -> set[int]:
    return {value for value, verdict in _verdicts(text, title).items() if verdict.part}


@pytest.mark.parametrize(
    ("head", "metric"),
    [
        ("Detainers rec'd", R), ("Holds placed by ICE", R), ("I-247s lodged", R), ("Rec'd", R), ("Recd", R),
        ("Hon", H), ("Complied with", H), ("Acted on", H), ("Kept for ICE", H),
        ("Ref'd", D), ("Not acted on", D), ("Let go despite detainer", D), ("ICE no-shows", D),
        ("Paid no heed to", D), ("Released, no judicial warrant", D), ("Released without a court order", D),
        ("T/O ICE", T), ("P/U", T), ("ICE pick-ups", T), ("Turned over", T),
        ("Dropped by ICE", W), ("Canc'd", W), ("W/D", W),
        ("Notif", N), ("ICE told of release", N), ("Notice was given", N), ("Release notices sent", N),
        ("Reimbursed by ICE ($)", C), ("Detainer cost", C),
    ],
)  # fmt: skip
def test_heads_and_their_short_forms_name_their_metric(head: str, metric: Metric) -> None:
    text = f"ICE detainers, all police\n\nTown | {head} | Dogs\nAlder | 31 | 7\nBirch | 12 | 4\n"
    assert _metrics(text)[31] is metric
    assert _metrics(text)[7] is None


@pytest.mark.parametrize(
    "label",
    ["Transferred to state prison", "Sent to another county", "Released to the marshals", "SCAAP award",
     "Turned over to other agencies", "Average per month", "Percent honored", "FY 2030 projected",
     "Total bookings", "287(g) interviews", "Foreign born", "Probation holds"],
)  # fmt: skip
def test_rows_of_others_ratios_and_plans_are_no_figures(label: str) -> None:
    text = f"Immigration detainers at the jail\n\nItem | 2018\nDetainers received | 66\n{label} | 41\n"
    assert _metrics(text) == {66: R, 41: None}


@pytest.mark.parametrize("head", ["2019 actual", "FY 2020"])
def test_what_is_only_planned_is_no_figure(head: str) -> None:
    text = f"Detainers\n\n | {head} | FY 2021 proj.\nICE detainers received | 40 | 55\nHonored | 4 | 6\n"
    assert _metrics(text) == {40: R, 55: None, 4: H, 6: None}


def test_a_caption_counts_for_columns_of_years() -> None:
    text = "Persons handed to ICE by county jails\n\nCounty | 2016 | 2017\nAlder | 30 | 12\nBirch | 4 | 9\n"
    assert set(_metrics(text).values()) == {T}


def test_those_with_a_detainer_over_a_stretch_are_requests_and_at_a_moment_are_active() -> None:
    rows = "Top charge | Men\nTheft | 14\nFraud | 9\nAll charges | 23\n"
    assert _metrics(f"Persons with an ICE detainer, by top charge, March-June 2017\n\n{rows}")[23] is R
    assert _metrics(f"Persons with an ICE detainer, by top charge, on May 4, 2017\n\n{rows}")[23] is A


def test_ice_among_the_authorities_for_whom_people_are_held_is_a_stock() -> None:
    rows = "Authority | Persons\nState parole | 31\nMarshals | 12\nImmigration (ICE) | 8\n"
    assert _metrics(f"Holds and detainers on 3/31, by authority\n\n{rows}")[8] is A
    assert _metrics(f"Detainers received in May, by authority\n\n{rows}")[8] is R


def test_rows_of_one_agency_are_parts_and_other_places_are_not() -> None:
    for first, labels in (
        ("Judicial district", ("Elmwood", "Fairmont")),
        ("Precinct", ("1st", "2nd")),
        ("Borough", ("North", "South")),
        ("Institution", ("River CI", "Hill CI")),
        ("Facility", ("Main Jail", "Work Farm")),
        ("Nationality", ("Mexico", "Brazil")),
        ("Lead charge", ("Theft", "Assault")),
        ("Barracks", ("Troop A", "Troop B")),
    ):
        rows = f"{labels[0]} | 14 | 3\n{labels[1]} | 9 | 1\nTotal | 23 | 4\n"
        text = f"ICE detainers of the year\n\n{first} | Received | Honored\n{rows}"
        assert _parts(text) == {14, 3, 9, 1}, first
    for first, labels in (
        ("County", ("Elmwood", "Fairmont")),
        ("City", ("Ashby", "Oakdale")),
        ("Agency", ("Ashby Police", "Oakdale Police")),
        ("Sheriff", ("Elm", "Oak")),
        ("Month", ("January", "February")),
    ):
        rows = f"{labels[0]} | 14 | 3\n{labels[1]} | 9 | 1\nTotal | 23 | 4\n"
        assert not _parts(f"ICE detainers of the year\n\n{first} | Received | Honored\n{rows}"), first


@pytest.mark.parametrize(
    "label",
    [
        "Rest of the state",
        "Other counties",
        "Remaining 40 counties",
        "Five smaller counties",
        "Balance of state",
    ],
)
def test_what_is_left_of_several_places_is_a_part(label: str) -> None:
    text = f"ICE holds\n\nCounty | Holds received\nElm | 40\n{label} | 17\nTotal | 57\n"
    assert _parts(text) == {17}


def test_counties_set_in_below_a_total_are_places_of_their_own() -> None:
    text = (
        "ICE detainers received by county\n\n"
        "County            2017   2018\nStatewide           90     80\n"
        "  Elm County        50     45\n  Oak County        41     35\n"
    )
    assert not _parts(text)


def test_a_line_of_another_line_is_its_part_or_an_outcome_of_it() -> None:
    text = (
        "(a) detainers received from ICE: 41\n(b) of (a), with a prior conviction: 12\n"
        "(c) of (a), persons let go: 30\n(d) of (a), taken into custody by ICE: 9\n"
        "(e) requests by ICE to be notified of release: 17\n(f) of (e), granted: 5\n(g) of (e), refused: 11\n"
    )
    assert _metrics(text) == {41: R, 12: R, 30: D, 9: T, 17: N, 5: N, 11: None}
    assert {41, 30, 9} & _parts(text) == set()
    assert 12 in _parts(text)


def test_lines_are_named_by_their_number_too() -> None:
    text = (
        "ICE civil detainers\n\n"
        "Line 1 Detainers received ......... 55\nLine 2 Of line 1, inmates with felony convictions ... 14\n"
        "Line 3 Of line 1, action was taken on ...... 9\n"
    )
    assert _metrics(text) == {55: R, 14: R, 9: H}
    assert _parts(text) == {14}


def test_forms_are_told_apart_by_their_letters() -> None:
    text = (
        "I-247 forms by month\n\nMonth | A forms | N forms | New I-247A / I-247N received\nMay | 6 | 4 | 10\n"
    )
    assert _metrics(text) == {6: R, 4: N, 10: R}


def test_packets_and_papers_of_more_than_a_detainer_are_parts() -> None:
    text = "Detainers\n\nCounty | I-247A in | I-247A + I-200 | Paid ($9 per packet)\nElm | 30 | 12 | 600\n"
    assert _parts(text) == {12}


def test_what_the_words_say_goes_over_the_weights() -> None:
    weights = Chances((0.3, 0.0, 0.0, 0.0, 0.0, 0.0, 0.6, 0.0))
    said = Verdict(R, sure=True)
    assert tabled.told(said, [N]) == [R]
    assert tabled.chance(said, R, weights) > 0.9
    assert tabled.told(Verdict(None, alien=True), [N]) == []
    assert tabled.told(Verdict(None), [N]) == [N]
    assert tabled.chance(Verdict(None), N, weights) == 0.6


def test_a_part_that_the_words_name_is_likely_one_and_a_doubt_is_halved_where_they_name_none() -> None:
    assert tabled.part(Verdict(R, part="elm"), 0.1) > 0.5
    assert tabled.part(Verdict(R), 0.4) == 0.2
    assert tabled.part(Verdict(None), 0.4) == 0.4


def test_other_kinds_of_detainers_in_a_log_of_all_are_not_ours() -> None:
    rows = "State | 14 | 3\nProbation | 6 | 2\nICE | 9 | 4\nTotal | 29 | 7\n"
    found = _metrics(f"Warden's log of ICE and other papers\n\nType of detainer | On hand | Received\n{rows}")
    assert (found[9], found[4]) == (A, R)
    assert [found[n] for n in (14, 3, 6, 29, 7)] == [None] * 5


def test_by_year_is_no_part_and_people_asked_for_their_birthplace_are_no_requests() -> None:
    text = (
        "ICE programme of the jail\n\nPersons asked their place of birth ......... 9,120\n"
        "ICE detainers lodged by deputies ........ 640\n  by year:  2010 120    2011 99\n"
    )
    assert _metrics(text) == {9120: None, 640: R, 120: R, 99: R}
    assert not _parts(text)


def test_interviews_in_a_jail_are_no_place() -> None:
    text = "ICE in jail\n\nItem | 2023\nDetainers received | 15\nNumber of ICE interviews in the jail | 5\n"
    assert _verdicts(text)[5].alien
