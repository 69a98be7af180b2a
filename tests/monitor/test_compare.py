"""The table of cases: what is known, what comes, what is told. Numbers are those of the specification."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from config.words import Certainty, Fate, Hand, Metric, Qualifier
from storage.records import Figure
from tests.monitor.ledgers import (
    BOSTON,
    BPD,
    DHS,
    ICE,
    NO_PERIOD,
    NOBODY,
    World,
    days,
    letter,
    says,
    since,
    told,
)

ABOUT, LEAST, MOST = Qualifier.APPROX, Qualifier.AT_LEAST, Qualifier.AT_MOST
REPORTS = "conflicting (reports)"
PARTIES = "conflicting (parties)"
OLDER = "new (background)"
TERM = since("2025-01-20")
NYC, NYPD = "us-ny-new-york", "us-ny-new-york/police"

Doc = tuple[str, list[Figure]]


@dataclass(frozen=True)
class Case:
    number: int
    known: list[Doc]
    comes: Doc
    expected: list[str]
    fates: list[Fate] | None = None
    copy_of: str | None = None


def ice_first(value: int, **more: object) -> Figure:
    return says(ICE, value, hand=Hand.FIRST, **more)  # type: ignore[arg-type]


def dhs(value: int, as_of: str) -> Figure:
    return says(DHS, value, TERM, agency="", as_of=as_of, on=as_of)


LETTER: Doc = ("letter", [letter(57)])
HERALD: Doc = ("herald", [says(BPD, 57, on="2026-01-13")])
L15: Doc = ("letter", [letter(15, 2024, on="2025-01-10")])
H15: Doc = ("herald", [says(BPD, 15, 2024)])
WBUR: Doc = (
    "wbur",
    [says(ICE, 198, 2024), says(BPD, 19, 2023), says(BPD, 12, 2022), says(BPD, 2, 2021)],
)
I198: Doc = ("wbur", [says(ICE, 198, 2024)])
I167: Doc = ("story", [says(ICE, 167, on="2026-02-01")])
LETTER2: Doc = ("letter 2", [letter(61, on="2026-03-20")])
NOV, DEC = ("dhs nov", [dhs(6025, "2025-11-01")]), ("dhs dec", [dhs(6947, "2025-12-04")])
MISPRINT: Doc = ("elsewhere", [says(BPD, 75, on="2026-03-25")])
OLD_SENTENCE = "Last year police got 12 requests."

CASES = [
    Case(1, [], L15, ["new"]),
    Case(2, [], H15, ["new"]),
    Case(3, [L15], H15, []),
    Case(4, [HERALD], LETTER, ["confirmed"]),
    Case(5, [HERALD], ("letter", [letter(61)]), [REPORTS]),
    Case(6, [L15], WBUR, [PARTIES, OLDER, OLDER, OLDER]),
    Case(7, [L15, WBUR], ("wire", WBUR[1]), [], copy_of="wbur"),
    Case(8, [L15, I198], ("dhs", [says(DHS, 198, 2024)]), []),
    Case(9, [L15, I198], ("dhs", [says(DHS, 250, 2024)]), [PARTIES, PARTIES]),
    Case(10, [L15], ("ice", [says(ICE, 15, 2024)]), ["corroborated"]),
    Case(11, [L15], ("ice", [says(ICE, 10, 2024, qualifier=LEAST)]), ["new"]),
    Case(12, [L15], ("ice", [says(ICE, 100, 2024, qualifier=LEAST)]), [PARTIES]),
    Case(13, [("a", [says(BPD, 198)])], ("b", [says(BPD, 200, qualifier=ABOUT)]), []),
    Case(14, [("a", [says(BPD, 50, qualifier=ABOUT)])], ("b", [says(BPD, 57)]), [REPORTS]),
    Case(15, [("a", [says(BPD, 60, qualifier=ABOUT)])], LETTER, ["confirmed"]),
    Case(16, [L15], ("b", [says(BPD, 20, 2024, qualifier=MOST)]), []),
    Case(17, [("a", [says(BPD, 1204)])], ("b", [says(BPD, 40, qualifier=LEAST)]), []),
    Case(18, [LETTER], ("farm", [says(BPD, 57, NO_PERIOD)]), [], [Fate.COMPARED]),
    Case(19, [LETTER], ("farm", [says(BPD, 44, NO_PERIOD)]), [], [Fate.UNPLACED]),
    Case(
        20,
        [("2016", [letter(15, 2016)]), ("2024", [letter(15, 2024)])],
        ("farm", [says(BPD, 15, NO_PERIOD)]),
        [],
        [Fate.UNPLACED],
    ),
    Case(21, [("2016", [letter(15, 2016)])], L15, ["new"]),
    Case(22, [LETTER], I167, [PARTIES]),
    Case(23, [LETTER, I167], LETTER2, ["revised"]),
    Case(24, [LETTER, LETTER2], ("mirror", [says(BPD, 57, on="2026-04-01")]), []),
    Case(25, [LETTER, LETTER2], MISPRINT, [REPORTS]),
    Case(26, [LETTER, LETTER2, MISPRINT], ("copy", MISPRINT[1]), []),
    Case(27, [LETTER], ("story", [says(BPD, 61, on="2026-03-21", says_revised=True)]), ["revised"]),
    Case(28, [LETTER2], LETTER, []),
    Case(29, [LETTER], ("letter", [letter(61)]), ["revised"]),
    Case(30, [LETTER, ("letter", [letter(61)])], LETTER, ["revised"]),
    Case(
        31,
        [("herald", [says(BPD, 15, 2024), says(ICE, 198, 2024)]), I198],
        ("herald", [says(BPD, 15, 2024), says(ICE, 189, 2024)]),
        ["corrected"],
    ),
    Case(33, [LETTER, ("table", [ice_first(167)])], ("table 2", [ice_first(57)]), ["revised", "settled"]),
    Case(34, [L15], ("wbur", [says(ICE, 198, 2024, agency=BPD)]), [PARTIES]),
    Case(
        35,
        [("nypd", [says(NYPD, 2916, place=NYC, agency=NYPD)])],
        ("ice", [says(ICE, 6025, place=NYC, agency="")]),
        ["new"],
    ),
    Case(
        36,
        [("nypd", [says(NYPD, 2916, days("2018-07-01", "2019-06-30"), place=NYC, agency=NYPD)])],
        ("ice", [says(ICE, 6025, days("2018-10-01", "2019-09-30"), place=NYC, agency=NYPD)]),
        ["new"],
    ),
    Case(37, [NOV], ("wire", [dhs(6025, "2025-11-04")]), []),
    Case(38, [NOV], DEC, ["new (grown)"]),
    Case(39, [NOV, DEC], ("reprint", [dhs(6025, "2025-12-05")]), []),
    Case(40, [NOV, DEC], ("other", [dhs(5900, "2025-12-20")]), [REPORTS]),
    Case(
        41,
        [("story", [says(BPD, 12, 2022, sentence=OLD_SENTENCE, worked_out=True)])],
        ("story again", [says(BPD, 12, 2024, sentence=OLD_SENTENCE, worked_out=True)]),
        [],
    ),
    Case(
        42,
        [("2024", [letter(0, 2024, sentence="None was transferred.", worked_out=True)])],
        ("2025", [letter(0, 2025, sentence="None was transferred.", worked_out=True)]),
        ["new"],
    ),
    Case(
        43,
        [],
        ("story", [says(BPD, 19, 2023, sentence="19 and 12"), says(BPD, 12, 2022, sentence="19 and 12")]),
        ["new", OLDER],
    ),
    Case(44, [L15], ("fax", [says(BPD, 15, 2024, subset="via fax")]), [], [Fate.PART]),
    Case(45, [LETTER], ("part", [says(BPD, 12, subset="charged with assault")]), [], [Fate.PART]),
    Case(46, [LETTER], ("paper", [says(NOBODY, 57)]), []),
    Case(47, [LETTER], ("paper", [says(NOBODY, 60)]), [REPORTS]),
    Case(48, [("paper", [says(NOBODY, 57)])], HERALD, []),
    Case(49, [("paper", [says(NOBODY, 57)])], LETTER, ["confirmed"]),
    Case(50, [], ("scan", [letter(57, certainty=Certainty.UNSURE)]), [], [Fate.UNSURE]),
]


def world_of(case: Case) -> World:
    world = World()
    for name, figures in case.known:
        world.tell(name, *figures)
    return world


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"case-{case.number:02}")
def test_case(case: Case) -> None:
    world = world_of(case)
    assert told(world.tell(case.comes[0], *case.comes[1], copy_of=case.copy_of)) == case.expected
    if case.fates is not None:
        assert list(world.fates) == case.fates


def test_case_32_a_story_that_only_its_copies_repeat_takes_the_number_with_it() -> None:
    world = World()
    world.tell("herald", says(ICE, 198, 2024))
    world.tell("copy", says(ICE, 198, 2024), copy_of="herald")
    assert told(world.tell("herald", says(ICE, 189, 2024))) == ["corrected"]
    assert world.value(ICE, 2024) == 189


def test_case_31_a_number_that_another_paper_still_carries_stands() -> None:
    case = next(case for case in CASES if case.number == 31)
    world = world_of(case)
    world.tell(case.comes[0], *case.comes[1])
    assert world.value(ICE, 2024) == 198


def test_case_51_a_rejected_reading_is_not_read_again_in_a_copy() -> None:
    figure = letter(287)
    world = World()
    world.ledger = type(world.ledger)(rejected=frozenset({(figure.sentence_hash, Metric.REQUESTS, 287)}))
    assert world.tell("copy", figure) == []
    assert world.fates == (Fate.REJECTED,)
    assert world.ledger.claims == {}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"case-52-after-{case.number:02}")
def test_case_52_the_same_version_twice_changes_nothing(case: Case) -> None:
    world = world_of(case)
    world.tell(case.comes[0], *case.comes[1], copy_of=case.copy_of)
    after = world.ledger
    assert world.tell(case.comes[0], *case.comes[1], copy_of=case.copy_of, again=True) == []
    assert world.ledger.claims == after.claims
    assert world.ledger.disputes == after.disputes


def test_the_series_keeps_zero_apart_from_no_report() -> None:
    world = World()
    assert told(world.tell("letter", letter(0))) == ["new"]
    assert world.value(BPD) == 0
    assert world.value(BPD, 2024) is None


def test_a_place_and_its_police_are_two_points() -> None:
    world = World()
    world.tell("letter", letter(15))
    assert told(world.tell("ice", says(ICE, 198, agency=""))) == ["new"]
    assert {point.agency for point, _ in world.ledger.claims} == {BPD, ""}
    assert {point.place for point, _ in world.ledger.claims} == {BOSTON}
