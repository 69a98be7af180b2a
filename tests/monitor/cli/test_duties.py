"""`duties` as a person types it, and where else they are shown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.monitor.cli.conftest import Office

LETTER = "boston-trust-act-letter"
MORE = """\
places: [us-ma-boston, us-il-chicago]
daemon:
  store: watch.db
duties:
  - id: my-table
    place: us-ma-boston
    law: Order of the mayor
    report: The monthly table
    filed_by: us-ma-boston/police
    filed_to: the public
    metrics: [requests]
    due: 15 days after each month
"""


@pytest.fixture
def office(told: Path, tmp_path: Path) -> Office:
    shutil.copytree(told, tmp_path / "office")
    made = Office(tmp_path / "office")
    made.config.write_text(MORE)
    return made


@pytest.fixture(scope="module")
def reading(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("duties") / "office"
    shutil.copytree(told, folder)
    made = Office(folder)
    made.config.write_text(MORE)
    return made


def test_each_watched_report_stands_with_its_period_and_how_it_is(reading: Office) -> None:
    found = reading("duties", "list", "--json").json
    assert {each["duty"] for each in found} == {
        LETTER,
        "my-table",
        "chicago-welcoming-city-report",
        "illinois-trust-act-reports",
    }
    table = [each for each in found if each["duty"] == "my-table"]
    assert len(table) == 2
    assert table[0]["rule"] == "15 days after each month"
    assert table[-1]["told"] == "awaited; no source of it is watched"
    assert {each["named_day"] for each in found if each["duty"].startswith("chicago")} == {False}


def test_they_are_found_by_place(reading: Office) -> None:
    rows = reading("duties", "list", "--place", "us-il-chicago").rows
    assert {row[0] for row in rows} == {"chicago-welcoming-city-report"}
    assert {row[3] for row in rows} == {"no day named"}
    assert reading("duties", "list", "--place", "us-ma-bostn").code == 2


def test_a_report_that_came_by_mail_is_filed_and_taken_back(office: Office) -> None:
    done = office(
        "duties", "filed", LETTER, "2024", "--document", "3", "--on", "2025-01-20",
        "--by", "Ann", "--note", "x", stdin=b"y\n",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert "Filed: The Police Commissioner's yearly letter" in done.err
    assert "20 days after it was due" in done.err
    (row,) = [
        each
        for each in office("duties", "list", "--all", "--json").json
        if (each["duty"], each["period"]) == (LETTER, "2024")
    ]
    assert (row["told"], row["note"]) == ("filed on 2025-01-20, says Ann", "x")
    assert (LETTER, "2024") not in {tuple(each[:2]) for each in office("duties", "list").rows}

    done = office("duties", "reopen", LETTER, "2024", "--by", "Ben", "--yes")
    assert done.out.startswith("awaited again")
    assert [LETTER, "2024"] in [each[:2] for each in office("duties", "list").rows]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("filed", "boston-trust-act-leter", "2025", "--yes"), f"did you mean {LETTER}"),
        (("filed", LETTER, "2025-Q1", "--yes"), "did you mean 2025"),
        (("filed", LETTER, "2025", "--document", "99", "--yes"), "no document '99'"),
        (("filed", LETTER, "2025", "--on", "yesterday", "--yes"), "expected a date"),
        (("filed", LETTER, "2025"), "say --yes"),
        (("reopen", LETTER, "2025", "--yes"), "nothing was taken for"),
    ],
)
def test_mistakes_are_one_line_and_change_nothing(reading: Office, args: tuple[str, ...], words: str) -> None:
    before = reading("duties", "list", "--all").rows
    done = reading("duties", *args, "--by", "Ann")
    assert done.code == 2
    assert words in " ".join(done.err.replace("│", " ").split())
    assert reading("duties", "list", "--all").rows == before


def test_status_and_check_show_them(reading: Office) -> None:
    status = reading("status", "--duties").out
    assert "how it stands" in status
    assert LETTER in status
    assert {each["duty"] for each in reading("status", "--json").json["duties"]} >= {LETTER, "my-table"}
    check = reading("check").out
    assert f"{LETTER} (December 31; 20" in check
    assert "my-table (15 days after each month" in check
    assert "no source of it is watched" in check
