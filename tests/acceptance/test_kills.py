"""kill -9 before, within and after each step that writes: nothing is lost, and nothing is told twice."""

from __future__ import annotations

import pytest

from tests.acceptance import ledgers
from tests.acceptance.mortal import MOMENTS
from tests.acceptance.office import Office
from tests.acceptance.town import REPRINT, Town

FIRST_YEAR = 2011


def new_of(year: int) -> str:
    return f"new:us-ma-boston,us-ma-boston/police,requests,{year}-01-01..{year}-12-31:us-ma-boston/police"


@pytest.mark.parametrize("point", ["begin", "seen", "end", "findings", "freeze"])
def test_what_is_killed_before_it_sent_anything_is_told_exactly_once(
    town: Town, office: Office, point: str
) -> None:
    office.once()
    years = [die_over_a_new_report(town, office, point, moment) for moment in MOMENTS]
    office.once()

    ledgers.check(town)
    told = town.told()
    assert sorted(key for key in told if key.startswith("new:")) == [new_of(year) for year in years]
    assert len(told) == len(set(told)) == 2 * len(years)  # each appeared, and its figure
    assert set(ledgers.received(town).values()) == {1}


@pytest.mark.parametrize("point", ["lease", "attempt"])
def test_only_what_was_sent_and_not_recorded_comes_again_under_the_same_id(
    town: Town, office: Office, point: str
) -> None:
    office.once()
    years = []
    for moment in MOMENTS:
        recorded, came = ledgers.acknowledged(town), ledgers.received(town)
        years.append(die_over_a_new_report(town, office, point, moment))
        again = [id_ for id_ in recorded if ledgers.received(town)[id_] != came[id_]]
        assert again == [], "an alert was sent again although its acknowledgement was recorded"
    recorded, came = ledgers.acknowledged(town), ledgers.received(town)
    office.once()

    assert all(ledgers.received(town)[id_] == came[id_] for id_ in recorded)
    ledgers.check(town)
    assert sorted(key for key in town.told() if key.startswith("new:")) == [new_of(year) for year in years]
    repeats = ledgers.received(town).total() - len(ledgers.received(town))
    # two receivers are served side by side: each kill leaves at most both unrecorded
    assert repeats <= 2 * len(MOMENTS)


def test_a_story_and_a_letter_survive_a_kill_at_each_step_of_their_way(town: Town, office: Office) -> None:
    office.once()
    town.file(57, 9001)
    town.publish(REPRINT)
    town.make_due()
    for point in ("seen", "findings", "freeze", "attempt"):
        killed = office.start(point, "within", "daemon", "--once", module="tests.acceptance.mortal")
        assert killed.wait() == -9, killed.tail()
    office.once()

    ledgers.check(town)
    told = town.told()
    assert new_of(2025) in told
    assert len(told) == len(set(told))


def die_over_a_new_report(town: Town, office: Office, point: str, moment: str) -> int:
    """A report of another year is filed; the daemon is killed over it, or over what was left before."""
    year = FIRST_YEAR + len(town.council.matters)
    town.report(100 + year, year, year - 1980)
    town.make_due()
    killed = office.start(point, moment, "daemon", "--once", module="tests.acceptance.mortal")
    assert killed.wait() == -9, killed.tail()
    return year


@pytest.mark.parametrize("point", ["mail", "post"])
def test_a_message_that_is_cut_on_the_wire_comes_again_and_an_acknowledged_one_under_the_same_id(
    town: Town, office: Office, point: str
) -> None:
    office.once()
    for moment in MOMENTS:
        came = ledgers.received(town)
        die_over_a_new_report(town, office, point, moment)
        office.once()
        new = ledgers.received(town) - came
        assert len(new) == 2, "each receiver is told"
        # what was taken and not yet recorded cannot be known to have been taken; it keeps its id
        assert new.total() <= (4 if moment == "after" else 3)
        if moment != "after":
            by_this_way = {taken.id for taken in town.hook.taken}
            mine = {id_: n for id_, n in new.items() if (id_ in by_this_way) is (point == "post")}
            assert set(mine.values()) == {1}
    ledgers.check(town)
