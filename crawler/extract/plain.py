"""Plain text and CSV."""

from __future__ import annotations

import csv
import re
from typing import Final

from crawler.extract import tidy
from crawler.extract.charset import decode
from crawler.extract.values import Extracted, ExtractJob

MAX_CHARACTERS: Final = 10_000_000  #: of text; nothing that people write is longer
MAX_ROWS: Final = 200_000
MAX_CELL: Final = 2_000  #: characters

_PLAIN: Final = "plain/1"
_CSV: Final = "csv/1"
_ALIGNED = re.compile(r"(?<=\S) {3,}(?=\S)")
_SAMPLE: Final = 30  #: lines that tell the delimiter
_LONG: Final = 120  #: characters; nobody wraps lines that far out


def extract_plain(job: ExtractJob) -> Extracted:
    """The text as it stands. Where each line is a paragraph, they are set apart; wide gaps part columns."""
    raw = decode(job.body, job.charset)
    cut = len(raw) > MAX_CHARACTERS
    text = tidy.text_of(_ALIGNED.sub("\t", tidy.characters(raw[:MAX_CHARACTERS])))
    if _line_is_paragraph(text):
        text = re.sub(r"\n+", "\n\n", text)
    return Extracted(
        text=text,
        extractor=_PLAIN,
        title=_first_line(text) if job.want_metadata else "",
        cut_short=cut,
        note="" if text else "no text",
    )


def _line_is_paragraph(text: str) -> bool:
    lines = [line for line in text.split("\n") if line]
    if "\t" in text or len(lines) < 2:
        return False
    return sum(len(line) for line in lines if len(line) > _LONG) > len(text) / 2


def _first_line(text: str) -> str:
    return tidy.one_line(text.partition("\n")[0], 200)


def extract_csv(job: ExtractJob) -> Extracted:
    """Rows as tab-separated lines, bounded in number and width."""
    raw = decode(job.body, job.charset)
    rows: list[str] = []
    size = 0
    cut = False
    for row in csv.reader(raw.splitlines(keepends=True), delimiter=_delimiter(raw)):
        line = "\t".join(tidy.one_line(cell, MAX_CELL) for cell in row).rstrip("\t")
        if not line:
            continue
        size += len(line)
        if len(rows) >= MAX_ROWS or size > MAX_CHARACTERS:
            cut = True
            break
        rows.append(line)
    note = f"only the first {len(rows)} rows" if cut else "" if rows else "no rows"
    return Extracted(text="\n".join(rows), extractor=_CSV, cut_short=cut, note=note)


def _delimiter(raw: str) -> str:
    """What parts the first lines into equally many cells; the comma where nothing does."""
    lines = [line for line in raw[:200_000].splitlines()[:_SAMPLE] if line.strip()]
    best, found = 0, ","
    for candidate in ",;\t|":
        counts = [line.count(candidate) for line in lines]
        usual = max(set(counts), key=counts.count) if counts else 0
        score = usual and counts.count(usual) * 100 + usual
        if score > best:
            best, found = score, candidate
    return found
