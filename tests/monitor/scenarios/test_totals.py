"""Running totals, stocks, and tables of data: what grows, what is counted on a day, what leaves its row."""

from __future__ import annotations

import pytest

from tests.monitor.scenarios.conftest import Going
from tests.monitor.scenarios.watch import Watch, feed, file

SINCE = "Since January 20, 2025, ICE has lodged {} detainers with Boston police, the agency said."
ACTIVE = "As of {}, {} people in custody had active ICE detainers, Boston police said."


def read_before(watch: Watch) -> None:
    watch.visit()
    watch.heard_next_morning()
    watch.wait(hours=1)


@pytest.fixture
def paper(going: Going) -> Watch:
    return going(read_before, feed())


def test_a_running_total_that_grew_is_told_and_its_reprints_are_not(paper: Watch) -> None:
    since = "since January 20, 2025 (as of January {}, 2026)"
    told = f"ICE says it made {{}} detainer requests to Boston police {since}"
    paper.story("/a", SINCE.format(602))
    paper.visit()
    assert paper.heard() == {"desk": [f"New: {told.format(602, 28)}"]}
    paper.wait(days=2)
    paper.story("/reprint", SINCE.format(602))
    paper.visit()
    assert "desk" not in paper.heard()
    paper.wait(hours=20)
    paper.story("/b", SINCE.format(694))
    paper.visit()
    assert paper.heard()["desk"] == [f"Running total: {told.format(694, 31)}"]
    paper.story("/stale", SINCE.format(602))
    paper.visit()
    assert paper.heard() == {}
    assert paper.standing() == {"requests,2025-01-20.. by ice": "standing 694, past [602]"}


def test_a_stock_is_a_point_a_day(paper: Watch) -> None:
    told = "New: Boston police say they had {} ICE detainers in force on January {}, 2026"
    paper.story("/a", ACTIVE.format("January 26, 2026", 12))
    paper.visit()
    assert paper.heard() == {"desk": [told.format(12, 26)]}
    paper.story("/b", ACTIVE.format("January 27, 2026", 14))
    paper.visit()
    assert paper.heard() == {"desk": [told.format(14, 27)]}


# --- tables -----------------------------------------------------------------------------------------

COUNTIES = ("Bristol", "Plymouth", "Suffolk", "Worcester")
YEARS = range(2022, 2026)
Numbers = dict[tuple[str, int], int]


def table(watch: Watch, numbers: Numbers) -> None:
    rows = [f'"{county} County, MA",{year},{number}' for (county, year), number in numbers.items()]
    text = "\n".join(["County,Year,ICE detainers lodged", *rows, ""])
    watch.site.put("/table.csv", text, "text/csv; charset=utf-8")


NUMBERS: Numbers = {
    (county, year): 203 + 10 * n + year % 7 for n, county in enumerate(COUNTIES) for year in YEARS
}


def with_more(numbers: Numbers) -> Numbers:
    """The next release: every number moved, and three years before them came in."""
    older = {(county, year): 70 + n for n, county in enumerate(COUNTIES) for year in range(2019, 2022)}
    return {row: number + (50 if row[0] == "Suffolk" else 1) for row, number in numbers.items()} | older


def a_table_is_known(watch: Watch) -> None:
    table(watch, NUMBERS)
    watch.visit()
    assert len(watch.heard_next_morning()["desk"]) == len(COUNTIES)  # the newest year of each
    assert len(watch.standing()) == len(NUMBERS)
    watch.wait(hours=1)


@pytest.fixture
def data(going: Going) -> Watch:
    """A table of ICE's that was read before: four counties, four years."""
    return going(a_table_is_known, file("/table.csv"))


def test_a_number_that_moved_in_a_table_is_revised(data: Watch) -> None:
    table(data, {**NUMBERS, ("Suffolk", 2025): 400})
    data.visit()
    before = NUMBERS["Suffolk", 2025]
    assert data.heard() == {
        "desk": [
            f"Revised: ICE now says 400, before {before}: ICE detainer requests to agencies in "
            "Suffolk County, MA, in 2025"
        ]
    }


def test_a_release_of_many_numbers_is_one_change(data: Watch) -> None:
    table(data, with_more(NUMBERS))
    data.visit()
    assert data.heard() == {"desk": ["Data release: “table.csv”: 16 revised and 12 new"]}
    assert len(data.standing()) == len(with_more(NUMBERS))
    data.visit()
    assert data.heard() == {}


def test_a_row_that_leaves_its_table_is_withdrawn(data: Watch) -> None:
    table(data, {row: number for row, number in NUMBERS.items() if row != ("Suffolk", 2022)})
    data.visit()
    assert data.heard() == {}
    data.wait(hours=7)
    data.visit()
    was = NUMBERS["Suffolk", 2022]
    assert data.heard() == {
        "desk": [
            f"No longer found: ICE says it made {was} detainer requests to agencies in "
            "Suffolk County, MA, in 2022"
        ]
    }


def test_a_file_that_loses_most_of_its_rows_was_not_loaded_whole(data: Watch) -> None:
    known = data.standing()
    table(data, dict(list(NUMBERS.items())[:3]))
    data.visit()
    data.wait(hours=7)
    data.visit()
    assert data.heard() == {}
    assert data.standing() == known
