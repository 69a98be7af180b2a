"""What commands say of copies: the original, those that repeat it, and how many speak for themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.monitor.cli.conftest import Office
from tests.monitor.copied_texts import reordered
from tests.monitor.newsroom import Newsroom
from tests.monitor.test_kinship import CREDITED, OWN, SOURCES, WIRE


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Herald's story, Globe's copy of it, Mirror's own report; and before them a story that credits AP."""
    folder: Path = tmp_path_factory.mktemp("copies")
    room = Newsroom(folder, *SOURCES)
    room.settle_in()
    room.publish("herald", "a", WIRE, whole=False, published=date(2026, 1, 10), title="83 and none")
    room.publish("globe", "b", reordered(WIRE), whole=False, published=date(2026, 1, 11))
    room.publish("mirror", "c", OWN, whole=False)
    room.publish("mirror", "d", CREDITED.replace("83", "19").replace("2025", "2023"), whole=False)
    room.store.close()
    (folder / "detainer-watch.yaml").write_text("places: [us-ma-boston]\ndaemon:\n  store: watch.db\n")
    return Office(folder)


def test_a_copy_names_its_original_and_the_original_its_copies(office: Office) -> None:
    copy, original = office("show", "2"), office("show", "1")
    assert "copy of: 1\ncopied: mostly the same text as document 1, by Herald\n" in copy.out
    assert "  hand: Second-hand: as reported by Herald, as carried by Globe." in copy.out.splitlines()
    assert "  reported by: 2 independent sources (3 documents)" in copy.out.splitlines()
    assert "copied:" not in original.out
    assert "Copies of it\n" in original.out
    assert "2\tGlobe\t" in original.out


def test_programs_get_the_same(office: Office) -> None:
    copy, original = office("show", "2", "--json").json, office("show", "1", "--json").json
    assert (copy["copy_of"], original["copy_of"]) == (1, None)
    assert [each["id"] for each in original["copies"]] == [2]
    assert {(figure["sources"], figure["documents"]) for figure in copy["figures"]} == {(2, 3)}
    assert {(row["sources"], row["documents"]) for row in office("figures", "--json").json} >= {(2, 3)}


def test_an_original_that_was_never_seen_is_named_too(office: Office) -> None:
    told = office("show", "4").out
    assert "copied: a text by Associated Press, whose own page was not seen here\n" in told
    assert "copy of:" not in told


def test_a_series_counts_the_witnesses(office: Office) -> None:
    series = office("series", "us-ma-boston", "--metric", "requests", "--json").json
    said = {
        point["period"]: cell
        for each in series
        for point in each["points"]
        for cell in point["said"].values()
        if cell
    }
    assert (said["2025"]["sources"], said["2025"]["documents"]) == (2, 3)
    assert (said["2023"]["sources"], said["2023"]["documents"]) == (1, 1)
    head, *rows = office("series", "us-ma-boston", "--metric", "requests", "--csv").out.splitlines()
    columns = head.split(",")
    row = next(row.split(",") for row in rows if ",2025," in row)
    assert (row[columns.index("sources")], row[columns.index("documents")]) == ("2", "3")
