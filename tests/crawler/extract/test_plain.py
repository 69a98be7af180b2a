"""Plain text and CSV."""

from __future__ import annotations

import pytest

from crawler.extract import plain
from crawler.extract.extract import extract
from crawler.extract.values import CannotExtract, ExtractJob


def read(body: str, media_type: str = "text/plain") -> str:
    return extract(ExtractJob(body=body.encode(), media_type=media_type)).text


def test_it_keeps_a_text_as_it_stands() -> None:
    assert read("Dear Clerk:\n\nReceived 15\nrequests.\n") == "Dear Clerk:\n\nReceived 15\nrequests."


def test_it_sets_paragraphs_apart_where_each_line_is_one() -> None:
    one, two = "The department received 15 requests. " * 9, "None of them was honored by the police. " * 9
    assert read(f"{one}\n{two}") == f"{one.strip()}\n\n{two.strip()}"


def test_it_makes_cells_of_aligned_columns() -> None:
    assert read("Year      Requests\n2024            15\n") == "Year\tRequests\n2024\t15"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_it_gives_csv_as_rows_with_tabs(delimiter: str) -> None:
    rows = [["Agency", "Requests"], ["Police, city", "1,204"], ["Jail\nnorth", "15"]]
    body = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    assert read(body, "text/csv") == "Agency\tRequests\nPolice, city\t1,204\nJail north\t15"


def test_it_bounds_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "MAX_ROWS", 3)
    made = extract(ExtractJob(body=b"a,1\n" * 9, media_type="text/csv"))
    assert made.text == "a\t1\na\t1\na\t1"
    assert (made.cut_short, made.note) == (True, "only the first 3 rows")


def test_it_reads_no_other_type() -> None:
    with pytest.raises(CannotExtract, match="application/zip"):
        read("PK", "application/zip")
