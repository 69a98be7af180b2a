"""`read`: figures out of files, and out of labelled documents; nothing is stored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.monitor.cli.conftest import LETTER, Office

BOSTON = ("--place", "us-ma-boston", "--publisher", "us-ma-boston/police", "--published", "2026-01-12")


@pytest.fixture
def letter(empty: Office) -> Path:
    path = empty.folder / "letter.txt"
    path.write_text(LETTER)
    return path


def test_it_reads_a_text_and_stores_nothing(empty: Office, letter: Path) -> None:
    done = empty("read", str(letter), *BOSTON)
    assert [(row[0], row[4], row[5]) for row in done.rows] == [("57", "2025", "first")] * 2
    assert {path.name for path in empty.folder.iterdir()} == {"letter.txt", "detainer-watch.yaml"}


def test_it_reads_a_page_and_a_table(empty: Office) -> None:
    page = empty.folder / "story.html"
    page.write_text(f"<html><body><article><h1>Letter</h1><p>{LETTER}</p></article></body></html>")
    done = empty("read", str(page), *BOSTON, "--json")
    assert [figure["value"] for figure in done.json] == [57, 57]
    assert done.json[0]["file"] == str(page)


def test_several_files_are_one_json_value_and_a_bad_one_does_not_stop_the_others(
    empty: Office, letter: Path
) -> None:
    done = empty("read", "/nonexistent", str(letter), str(empty.folder), *BOSTON, "--json")
    assert done.code == 1
    assert len(done.json) == 2
    assert "/nonexistent: No such file" in done.err
    assert "Is a directory" in done.err


def test_a_damaged_pdf_is_one_line(empty: Office) -> None:
    broken = empty.folder / "x.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + b"\x00junk" * 50)
    done = empty("read", str(broken))
    assert done.code == 1
    assert str(broken) in done.err
    assert "Traceback" not in done.err


def test_it_explains_each_number(empty: Office, letter: Path) -> None:
    seen = empty("read", str(letter), *BOSTON, "--explain", "--json").json
    assert any(number["taken"] for number in seen)
    assert all(number["why"] for number in seen)


@pytest.mark.parametrize(
    ("option", "value"),
    [("--published", "yesterday"), ("--place", "bostn"), ("--publisher", "us-ma-boston/polize")],
)
def test_a_wrong_option_is_a_mistake(empty: Office, letter: Path, option: str, value: str) -> None:
    assert empty("read", str(letter), option, value).code == 2


# --- labelled documents -----------------------------------------------------------------------------


def test_each_labelled_document_gives_one_line(empty: Office) -> None:
    lines = [
        {
            "id": "a",
            "publisher": "Boston Police Department",
            "published": "2026-01-12",
            "kind": "official",
            "text": LETTER,
        },
        {"id": "b", "text": "Nothing of the kind."},
    ]
    typed = "\n\n".join(json.dumps(line) for line in lines).encode() + b"\n"
    done = empty("read", "--jsonl", "-", stdin=typed)
    read = [json.loads(line) for line in done.out.splitlines()]
    assert [line["id"] for line in read] == ["a", "b"]
    assert [figure["value"] for figure in read[0]["figures"]] == [57, 57]
    assert read[1]["figures"] == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"{bad", "no JSON"),
        (b"[1]", "no JSON object"),
        (b'{"id": 1, "text": "x"}', 'no text under "id"'),
        (b'{"id": "x"}', 'no text under "text"'),
        (b"\xff\xfe", "not UTF-8"),
        (b"[" * 100_000, "no JSON: nested too deep"),
    ],
)
def test_a_bad_line_is_named_by_file_and_number(empty: Office, line: bytes, says: str) -> None:
    path = empty.folder / "in.jsonl"
    path.write_bytes(b'{"id": "a", "text": "x"}\n' + line + b"\n")
    done = empty("read", "--jsonl", str(path))
    assert done.code == 2
    assert done.err.startswith(f"{path}:2: {says}")
    assert len(done.out.splitlines()) == 1  # what came before is out
