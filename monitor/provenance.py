"""Where a figure comes from: its quote among its neighbours, our copy of the document, who read it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from config.words import Metric
from monitor.figures import sentences
from monitor.phrases import link, one_line
from storage.records import Document, Figure, Json, Version

MAX_AROUND: Final = 300  #: characters of what stands before or after a quote
_WINDOW: Final = 4 * MAX_AROUND  #: characters in which neighbours are looked for
MAX_HEADER: Final = 200  #: characters of a header as it is told; the evidence has it whole
MAX_HEADERS: Final = 20
PDF: Final = "application/pdf"

#: what a reason of the reader's may be for
_PARTS: Final = frozenset({"period", "place", "party", *Metric})
_QUOTED: Final = re.compile(r"'([^']+)'")


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """What stands right before and after a quote in its document, as lines to print; '' at an end."""

    before: str = ""
    after: str = ""


class ReadBy(NamedTuple):
    """Which reader with which revision of the catalogue."""

    reader: str
    catalogue: str


def surroundings(text: str, figure: Figure) -> Surroundings:
    """The rest of the quote's own sentence, and the sentence on either side, within the same page."""
    start, end = figure.span
    if not 0 <= start <= end <= len(text):
        return Surroundings()
    left = max(text.rfind("\f", 0, start) + 1, start - _WINDOW)
    page_end = text.find("\f", end)
    right = min(len(text) if page_end < 0 else page_end, end + _WINDOW)
    near = sentences.split(text[left:right])
    own_start, own_end = min(figure.sentence.start, start), max(figure.sentence.end, end)
    begin = max((left + s.start for s in near if left + s.end <= own_start), default=own_start)
    stop = min((left + s.end for s in near if left + s.start >= own_end), default=own_end)
    return Surroundings(
        before=_last(text[max(begin, left) : start]), after=_first(text[end : min(stop, right)])
    )


def _last(text: str) -> str:
    line = one_line(text, _WINDOW)
    return line if len(line) <= MAX_AROUND else "…" + line[1 - MAX_AROUND :].lstrip()


def _first(text: str) -> str:
    return one_line(text, MAX_AROUND)


def doubts(figure: Figure) -> list[str]:
    """What the reader itself finds doubtful, in its words; its reasons for each part are not among them."""
    return [one_line(why, 200) for why in figure.why if why.partition(": ")[0] not in _PARTS]


def reason(figure: Figure, part: str) -> str:
    """Why the reader took a part (place, party) for what it is: the document's words, or where it looked."""
    found = next((why for why in figure.why if why.startswith(f"{part}: ")), "")
    return _QUOTED.sub(r"“\1”", one_line(found.removeprefix(f"{part}: "), 200))


def read_by(words: str | None) -> ReadBy:
    """`reader/4+3f2a` in its two parts."""
    reader, _, catalogue = (words or "").partition("+")
    return ReadBy(reader, catalogue)


def saved_copy(document: Document, version: Version) -> dict[str, Json]:
    """Our copy of a document beside its time and hash: how it came, what was made of it, by whom."""
    reader = read_by(version.read_by)
    return {
        "version": version.seq,
        "text_sha256": version.text_hash,
        "media_type": version.media_type,
        "extractor": version.extractor,
        "reader": reader.reader,
        "catalogue": reader.catalogue,
        "answer": answer(document, version),
    }


def answer(document: Document, version: Version) -> Json:
    """What the server said beside the bytes; None where no server was asked."""
    if version.status is None and not version.headers:
        return None
    headers: dict[str, Json] = {
        name: one_line(value, MAX_HEADER) for name, value in sorted(version.headers.items())[:MAX_HEADERS]
    }
    return {
        "status": version.status,
        "address": link(version.final_url or document.url),
        "headers": headers,
    }


def page(figure: Figure, version: Version) -> int | None:
    """A page that a reader of the document can turn to."""
    return figure.page if version.media_type == PDF else None
