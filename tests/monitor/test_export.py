"""What others take away: cells that are no formulas, a feed that is one, files that are whole or absent."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from monitor import citation, feed, files, sheets
from monitor.errors import Refused
from monitor.export import Format, Wanted, write
from tests.monitor.newsroom import PLACE, START, Newsroom

ATOM = "{http://www.w3.org/2005/Atom}"


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


def test_a_row_has_all_that_a_citation_needs(room: Newsroom) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(room, Format.CSV).decode(), newline="")))
    assert tuple(rows[0]) == citation.COLUMNS
    row = rows[0]
    assert (row["value"], row["period_first"], row["period_last"]) == ("15", "2024-01-01", "2024-12-31")
    assert row["period_text"]
    assert row["title"] == "'=cmd|'/c'!A1"
    assert row["party_name"] == "Boston Police Department"
    assert row["url"] == "https://herald.example.org/a"
    assert len(row["sha256"]) == 64


def test_only_the_places_that_were_asked_for(room: Newsroom) -> None:
    assert len(exported(room, Format.CSV, Wanted(places=["us-il"])).splitlines()) == 1
    assert len(exported(room, Format.CSV, Wanted(places=[PLACE])).splitlines()) == 2


# --- feed -----------------------------------------------------------------------------------------


def test_the_feed_is_valid_and_its_ids_stay(room: Newsroom) -> None:
    first = etree.fromstring(exported(room, Format.ATOM))
    room.publish("globe", "b", "ICE said it issued 198 detainer requests to Boston police in 2024.")
    second = etree.fromstring(exported(room, Format.ATOM))
    old, new = _ids(first), _ids(second)
    assert new[-len(old) :] == old
    assert len(new) == len(old) + 1
    assert all(id_.startswith("tag:") for id_ in new)
    assert first.findtext(f"{ATOM}id") == second.findtext(f"{ATOM}id")
    for entry in second.findall(f"{ATOM}entry"):
        assert entry.findtext(f"{ATOM}title")
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "").tzinfo is not None
        assert entry.findtext(f"{ATOM}content")
        assert entry.find(f"{ATOM}link") is not None


def _ids(root: object) -> list[str]:
    return [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]  # type: ignore[attr-defined]


def test_a_reader_of_feeds_reads_it(room: Newsroom) -> None:
    parsed = feedparser.parse(exported(room, Format.ATOM))
    assert not parsed.bozo
    assert parsed.entries[0].link == "https://herald.example.org/a"


def test_an_empty_feed_is_a_feed(tmp_path: Path) -> None:
    empty = Newsroom(tmp_path)
    parsed = feedparser.parse(exported(empty, Format.ATOM))
    empty.store.close()
    assert (parsed.bozo, parsed.entries) == (False, [])
    assert parsed.feed.updated.startswith(START.date().isoformat())


def test_no_character_of_a_title_breaks_the_feed() -> None:
    made = feed.FeedOf(store="s", made_on="2026-01-01", title="t", updated=datetime(2026, 1, 1, tzinfo=UTC))
    entry = {
        "id": 1,
        "at": "2026-01-01T00:00:00+00:00",
        "label": "New\x00",
        "headline": "<b>\x0b\ud800 ]]>&\ufffe",
        "sentence": "a\x1fb",
        "kind": "new",
    }
    etree.fromstring(feed.atom(made, [entry]))


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
