"""`review` as a person types it: what waits, one reading whole, and words on several at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.monitor.cli.conftest import Office
from tests.monitor.newsroom import Newsroom, source

NO_NUMBER_KNOWN = "Boston police received a total of 44 ICE detainers, the department said."


@pytest.fixture(scope="module")
def waiting(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story, and two texts whose numbers have no period: of one, two claims have had that number."""
    folder = tmp_path_factory.mktemp("waiting") / "office"
    shutil.copytree(told, folder)
    room = Newsroom(
        folder,
        source("herald"),
        source("globe"),
        source("docket", official=True, publisher="us-ma-boston/police"),
    )
    room.wait(days=1)
    room.publish("globe", "one", NO_NUMBER_KNOWN, title="A story \x1b[31mwithout a year")
    room.publish("docket", "two", NO_NUMBER_KNOWN.replace("44", "43"), title="A page without a year")
    room.store.close()
    return folder


@pytest.fixture
def office(waiting: Path, tmp_path: Path) -> Office:
    shutil.copytree(waiting, tmp_path / "office")
    return Office(tmp_path / "office")


@pytest.fixture(scope="module")
def reading(waiting: Path) -> Office:
    return Office(waiting)


def held(office: Office, *args: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = office("review", "list", "--json", *args).json
    return found


def ids(office: Office) -> dict[int, int]:
    """Value -> id of what waits."""
    return {int(str(each["value"])): int(str(each["id"])) for each in held(office)}


# --- what waits ---------------------------------------------------------------------------------------


def test_each_reading_says_why_it_waits_and_where_it_could_belong(reading: Office) -> None:
    own, other = held(reading)
    assert (own["value"], other["value"]) == (43, 44)  # what the police say themselves comes first
    assert own["reasons"] == ["the text gives no period for it"]
    assert own["document"] != other["document"]
    candidates = own["candidates"]
    assert isinstance(candidates, list)
    assert {each["party"] for each in candidates} >= {"us-ma-boston/police"}
    assert "2025: 57" in str(own["could_belong_to"])
    assert isinstance(own["age_days"], int)


def test_it_is_a_line_a_reading_without_escape_sequences(reading: Office) -> None:
    done = reading("review", "list")
    assert done.code == 0
    assert [len(row) for row in done.rows] == [7, 7]
    assert "\x1b" not in done.out
    assert NO_NUMBER_KNOWN in done.out


def test_it_is_found_by_place_and_reason_and_page(reading: Office) -> None:
    assert len(held(reading, "--place", "us-ma")) == 2
    assert held(reading, "--place", "us-il") == []
    assert len(held(reading, "--reason", "no period")) == 2
    assert held(reading, "--reason", "unsure") == []
    assert [each["value"] for each in held(reading, "--order", "newest", "--limit", "1")] == [43]
    assert [each["value"] for each in held(reading, "--limit", "1", "--skip", "1")] == [44]


@pytest.mark.parametrize(
    ("args", "named"),
    [
        (("--place", "us-ma-bostn"), "us-ma-boston"),
        (("--reason", "tired"), "no place"),
        (("--order", "best"), "likeliest"),
    ],
)
def test_a_filter_that_is_none_names_what_there_is(
    reading: Office, args: tuple[str, ...], named: str
) -> None:
    done = reading("review", "list", *args)
    assert done.code == 2
    assert named in done.err


def test_one_reading_is_shown_in_its_text(reading: Office) -> None:
    id_ = str(ids(reading)[44])
    shown = reading("review", "show", id_).out
    assert f">>> {NO_NUMBER_KNOWN} <<<" in shown
    assert "The council met on Wednesday" in shown
    assert "It waits: the text gives no period for it." in shown
    record = reading("review", "show", id_, "--json").json
    assert record["sentence"] == NO_NUMBER_KNOWN
    assert record["words"] == []
    assert reading("review", "show", "9999").code == 2


# --- a word -------------------------------------------------------------------------------------------


def test_a_period_is_given_to_what_had_none(office: Office) -> None:
    id_ = str(ids(office)[44])
    done = office(
        "review", "correct", id_, "--period", "2023", "--by", "Ann", "--note", "by phone", stdin=b"y\n"
    )
    assert done.code == 0, done.err
    assert "corrected: 2023" in done.err
    assert "New: Boston police say they received 44" in done.err
    assert set(ids(office)) == {43}
    (said,) = office("review", "list", "--said", "--json").json
    assert (said["corrected"], said["by"], said["note"]) == ("2023", "Ann", "by phone")
    words = office("review", "show", id_).out
    assert "Ann: corrected: 2023 (by phone)" in words


def test_several_readings_at_once(office: Office) -> None:
    waits = ids(office)
    done = office("review", "reject", *(str(id_) for id_ in waits.values()), "--by", "Ann", "--yes", "--json")
    assert done.code == 0
    assert done.json == {"verdict": "rejected", "ids": list(waits.values()), "changes": []}
    assert ids(office) == {}
    assert "nothing waits" in office("review", "list").err


def test_what_has_no_period_says_that_confirming_is_not_enough(reading: Office) -> None:
    done = reading("review", "confirm", str(ids(reading)[44]), "--by", "Ann", stdin=b"n\n")
    assert done.code == 2
    assert "it has no period, and counts once it has one: `review correct" in done.err


def test_one_wrong_id_and_nothing_is_said(office: Office) -> None:
    done = office("review", "reject", str(ids(office)[44]), "9999", "--by", "Ann", "--yes")
    assert done.code == 2
    assert "no figure '9999'" in done.err
    assert len(ids(office)) == 2


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "say what is right"),
        (("--period", "last year"), "is no period: write 2024"),
        (("--place", "us-ma-bostn"), "did you mean us-ma-boston"),
        (("--agency", "us-ma-boston/polise"), "did you mean us-ma-boston/police"),
        (("--agency", "us-ma-boston/police", "--place", "us-il"), "is an agency of us-ma-boston"),
        (("--party", "us-ma-boston/polise"), "did you mean us-ma-boston/police"),
        (("--metric", "honoured"), "did you mean honored"),
        (("--qualifier", "aprox"), "did you mean approx"),
        (("--value", "-1"), "--value"),
    ],
)
def test_each_part_is_checked_with_its_nearest_names(
    reading: Office, args: tuple[str, ...], words: str
) -> None:
    done = reading("review", "correct", str(ids(reading)[44]), *args, "--by", "Ann", "--yes")
    assert done.code == 2
    assert words in " ".join(done.err.replace("│", " ").split())


def test_one_number_is_right_for_one_reading(reading: Office) -> None:
    both = [str(id_) for id_ in ids(reading).values()]
    done = reading("review", "correct", *both, "--value", "9", "--yes")
    assert done.code == 2
    assert "one number is right for one reading" in " ".join(done.err.replace("│", " ").split())


def test_every_part_can_be_put_right_at_once(office: Office) -> None:
    id_ = str(ids(office)[44])
    done = office(
        "review", "correct", id_, "--value", "40", "--qualifier", "at_least", "--metric", "declined",
        "--period", "FY2025", "--agency", "none", "--party", "ice", "--by", "Ann", "--yes", "--json",
    )  # fmt: skip
    assert done.code == 0, done.err
    (change,) = done.json["changes"]
    assert change["metric"]["id"] == "declined"
    assert (change["period"]["first"], change["period"]["last"]) == ("2024-10-01", "2025-09-30")  # ICE's year
    assert (change["now"]["value"], change["now"]["qualifier"]) == (40, "at_least")
    assert change["now"]["party"]["id"] == "ice"
    assert change["agency"] is None


def test_a_reading_is_not_corrected_to_what_it_says(office: Office) -> None:
    done = office("review", "correct", str(ids(office)[44]), "--value", "44", "--by", "Ann", "--yes")
    assert done.code == 2
    assert "confirm it instead" in done.err


def test_a_word_taken_back(office: Office) -> None:
    figures = office("figures", "--json").json
    id_ = str(next(each["id"] for each in figures if each["value"] == 57 and each["metric"] == "requests"))
    office("review", "reject", id_, "--by", "Ann", "--yes")
    assert "[retracted]" in office("series", "us-ma-boston").out
    done = office("review", "confirm", id_, "--by", "Ben", "--yes")
    assert done.code == 0
    assert "[retracted]" not in office("series", "us-ma-boston").out
    said = office("review", "list", "--said", "--json").json
    assert [(word["by"], word["verdict"]) for word in said] == [("Ben", "confirmed"), ("Ann", "rejected")]
