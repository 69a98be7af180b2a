"""What others take away: cells that are no formulas, files that are whole or absent."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.words import Metric
from monitor import export_rows, files, sheets
from monitor.errors import Refused
from monitor.export import Format, Table, Wanted, write
from storage import figures as stored_figures
from tests.monitor.newsroom import PLACE, Newsroom

# --- cells ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",  # LibreOffice drops leading blanks
        "＝1+1",  # full width: folded to = by some
        "＋1",
        "－1",
        "＠A1",
        "|cmd",
        "%0A=1",
        "'quoted",
    ],
)
def test_a_cell_that_could_be_a_formula_begins_with_an_apostrophe(text: str) -> None:
    assert sheets.cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (57, 57),
        (-5, -5),
        (0, 0),
        (None, ""),
        (True, "yes"),
        ("Boston = big", "Boston = big"),
        (["a", "b"], "a; b"),
    ],
    ids=str,
)
def test_our_own_values_stay_what_they_are(value: object, cell: object) -> None:
    assert sheets.cell(value) == cell


def test_one_apostrophe_taken_away_gives_the_text_back() -> None:
    texts = ["=1", "'=1", "''", "plain", "-", "a\nb", 'say "so", now']
    stream = io.StringIO(newline="")
    sheets.write(stream, ["text"], [[text] for text in texts])
    stream.seek(0)
    read = [row[0] for row in csv.reader(stream)][1:]
    assert [cell.removeprefix("'") for cell in read] == texts


# --- figures --------------------------------------------------------------------------------------


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    room = Newsroom(tmp_path)
    room.settle_in()
    room.publish(
        "herald",
        "a",
        "Boston police received 15 ICE detainer requests in 2024, the department said.",
        title="=cmd|'/c'!A1",
    )
    yield room
    room.store.close()


def exported(room: Newsroom, form: Format, wanted: Wanted | None = None) -> bytes:
    stream = io.BytesIO()
    write(room.store, room.settings, wanted or Wanted(), form, stream, room.time)
    return stream.getvalue()


def table(room: Newsroom, table: Table = Table.FIGURES, **wanted: Any) -> list[dict[str, str]]:
    """A CSV export as Python's csv module reads it back."""
    text = exported(room, Format.CSV, Wanted(table=table, **wanted)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_has_all_that_a_citation_needs(room: Newsroom) -> None:
    [row] = table(room)
    assert tuple(row) == export_rows.COLUMNS[Table.FIGURES]
    assert (row["value"], row["period_first"], row["period_last"]) == ("15", "2024-01-01", "2024-12-31")
    assert row["period_text"] == "in 2024"
    assert row["period_how"] == "“in 2024”."
    assert row["title"] == "'=cmd|'/c'!A1"
    assert row["party_name"] == "Boston Police Department"
    assert row["url"] == "https://herald.example.org/a"
    assert len(row["sha256"]) == 64


def test_a_row_can_be_cited_in_a_footnote(room: Newsroom) -> None:
    [row] = table(room)
    assert row["citation"] == (
        "Boston Police Department, as told by Herald, “=cmd|'/c'!A1”, Jan. 15, 2026, "
        f"https://herald.example.org/a, saved copy SHA-256 {row['sha256']}, retrieved "
        "Jan. 15, 2026, 12:04 UTC"
    )


def test_a_partys_own_paper_is_cited_by_itself(room: Newsroom) -> None:
    room.publish(
        "docket",
        "letter",
        "In 2025 the Boston Police Department received a total of 57 ICE detainers.",
        title="letter to the Boston City Council",
    )
    row = table(room)[0]
    assert row["citation"].startswith(
        "Boston Police Department, letter to the Boston City Council, Jan. 15, 2026, https://docket.example.org"
    )


def test_a_spreadsheet_is_told_that_it_is_utf_8(room: Newsroom) -> None:
    file = Wanted(name="figures.csv")
    assert exported(room, Format.CSV, file).startswith(b"\xef\xbb\xbfid,metric,")
    assert exported(room, Format.CSV).startswith(b"id,metric,")  # a pipe leads to a program
    assert not exported(room, Format.JSON, file).startswith(b"\xef")


def test_only_what_was_asked_for(room: Newsroom) -> None:
    assert table(room, places=["us-il"]) == []
    assert len(table(room, places=[PLACE])) == 1
    for each in Table:
        assert table(room, each, metric=Metric.HONORED) == []
        assert table(room, each, since=room.time + timedelta(days=1)) == []


def disagree(room: Newsroom) -> None:
    room.publish("globe", "b", "ICE said it issued 198 detainer requests to Boston police in 2024.")


def test_each_partys_value_is_a_row_and_disputes_are_told(room: Newsroom) -> None:
    disagree(room)
    rows = table(room, Table.POINTS)
    assert tuple(rows[0]) == export_rows.COLUMNS[Table.POINTS]
    assert [(row["party"], row["value"], row["disputed"], row["disputed_with"]) for row in rows] == [
        ("ice", "198", "open", "us-ma-boston/police: 15"),
        ("us-ma-boston/police", "15", "open", "ice: 198"),
    ]
    assert all(row["citation"] and row["quote"] for row in rows)
    assert [(row["independent_sources"], row["documents"]) for row in rows] == [("1", "1"), ("1", "1")]
    assert [row["disputed"] for row in table(room)] == ["open", "open"]
    [dispute] = table(room, Table.DISPUTES)
    assert (dispute["state"], dispute["party_a"], dispute["value_a"]) == ("open", "ice", "198")
    assert dispute["citation_b"].startswith("Boston Police Department, as told by Herald")


def test_a_past_value_is_a_row_of_its_own(room: Newsroom) -> None:
    room.publish(
        "herald", "a", "Boston police received 19 ICE detainer requests in 2024, the department said."
    )
    rows = table(room, Table.POINTS)
    assert [(row["value"], row["state"], bool(row["until"])) for row in rows] == [
        ("15", "past", True),
        ("19", "standing", False),
    ]


def test_json_has_the_same_rows(room: Newsroom) -> None:
    disagree(room)
    for each in Table:
        made = json.loads(exported(room, Format.JSON, Wanted(table=each)))
        assert (made["schema"], made["table"]) == (1, each.value)
        rows = table(room, each)
        assert [tuple(row) for row in made[each.value]] == [tuple(row) for row in rows]
        values = [str(row.get("value", "")) for row in made[each.value]]
        assert values == [row.get("value", "") for row in rows]


def test_an_empty_table_is_one(tmp_path: Path) -> None:
    empty = Newsroom(tmp_path)
    made = {each: json.loads(exported(empty, Format.JSON, Wanted(table=each)))[each.value] for each in Table}
    lines = [exported(empty, Format.CSV, Wanted(table=each)).count(b"\n") for each in Table]
    empty.store.close()
    assert list(made.values()) == [[], [], []]
    assert lines == [1, 1, 1]


def test_many_rows_are_never_in_memory_together(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows go out before the next ones are asked for."""
    for number in range(5):
        room.publish(
            "globe", f"n{number}", f"Boston police received {number + 20} ICE detainers in 201{number}."
        )
    monkeypatch.setattr(stored_figures, "AT_ONCE", 2)
    held: list[int] = []
    each_figure = stored_figures.each_figure

    def counting(*args: Any) -> Iterator[list[Any]]:
        for some in each_figure(*args):
            held.append(len(some))
            yield some

    monkeypatch.setattr(stored_figures, "each_figure", counting)
    with room.store.read() as conn:
        rows = export_rows.rows(conn, room.settings, Wanted())
        next(rows)
        assert held == [2]
        assert 1 + sum(1 for _ in rows) == sum(held) == 6
    assert max(held) == 2


def test_every_column_is_in_the_docs() -> None:
    told = (Path(__file__).parents[2] / "docs" / "export.md").read_text(encoding="utf-8")
    columns = {name for each in export_rows.COLUMNS.values() for name in each}
    missing = [name for name in columns if f"`{name.removesuffix('_a').removesuffix('_b')}`" not in told]
    assert missing == []


#: no surrogates: files hold none
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(_TEXTS, _TEXTS), max_size=5))
def test_whatever_the_text_no_cell_is_a_formula_and_all_come_back(rows: list[tuple[str, str]]) -> None:
    stream = io.StringIO(newline="")
    sheets.write(stream, ["a", "b"], rows)
    read = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))[1:]
    assert [[cell.removeprefix("'") for cell in row] for row in read] == [
        [text.replace("\0", "") for text in row] for row in rows
    ]
    for cell in (cell for row in read for cell in row):
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
        assert not cell.startswith(("\t", "\r", "\n"))


# --- files ----------------------------------------------------------------------------------------


def test_a_file_that_fails_half_way_is_not_there(tmp_path: Path) -> None:
    def write_half() -> None:
        with files.whole(tmp_path / "x") as stream:
            stream.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_came_meanwhile_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "x"

    def write_late() -> None:
        with files.whole(target) as stream:
            target.write_text("theirs")
            stream.write(b"ours")

    with pytest.raises(Refused, match="exists"):
        write_late()
    assert target.read_text() == "theirs"
    assert os.listdir(tmp_path) == ["x"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused, match="no ordinary file"), files.whole(tmp_path / "link", force=True):
        pass
    assert not (tmp_path / "elsewhere").exists()
