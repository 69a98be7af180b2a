"""A text cut into paragraphs, rows and sentences, with offsets into the text kept.

Paragraphs end at an empty line, table rows are tab-separated lines, a form feed begins a page. What
comes from elsewhere (" | " tables, columns by blanks, wrapped lines of a PDF) is understood too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import Final

from monitor.figures import ocr

TRANSLATE: Final = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u2011": "-", "\u2010": "-"}
)
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mr|mrs|ms|dr|gov|sen|rep|reps|sgt|lt|capt|col|"
    r"cmdr|"
    r"gen|no|nos|st|dept|vs|inc|jr|sr|co|rev|hon|art|sec|ch|ave|blvd|rec'd|approx|est|fig|supt|dist|atty|"
    r"mass|conn|calif|colo|fla|ill|ind|kan|ky|la|md|mich|minn|miss|mo|mont|neb|nev|okla|ore|pa|tenn|tex|"
    r"va|vt|wash|wis|wyo|ala|ariz|ark|del|ga)|(?:^|[\s(.\"'])[a-z]|\b[ap]\.m|\bu\.s)\.$",
    re.IGNORECASE,
)
_END: Final = re.compile(r"(?<!\.\.)[.!?][\"')\]]{0,3}(?=\s+[\"'(\[]{0,2}[A-Z0-9$*•])")
_BULLET: Final = re.compile(
    r"\s*(?:[-*•–—▪·]\s|\(?[0-9ivx]{1,3}[.)]\s|\(?[a-z][.)]\s|[qa][0-9]*[.:)]\s)", re.IGNORECASE
)
#: a line of comma-separated values, as a data file that was stored as plain text has it
COMMAS: Final = re.compile(r'(?:"[^"\n]*"|[^,"\n]+)(?:,(?:"[^"\n]*"|[^\s,"][^,"\n]*|)){2,}')
_COLUMNS: Final = re.compile(r"\S(?: {3,}|\t)\s*(?=\S)")


_FROZEN: Final = re.compile(r"\bice\b")  #: frozen water is no agency: only capitals are


MAX_KEPT: Final = 1_000_000  #: characters of a text whose folded form is kept for who asks next
MAX_ROW: Final = 4000  #: characters; a longer line is no row of a table


class Kind(StrEnum):
    PROSE = "prose"
    ROW = "row"
    ITEM = "item"  #: a bullet or a line that stands alone


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` has the length of its slice of the document: straight quotes, nothing else changed. In `low` a
    scanner's mistakes are put right."""

    text: str
    low: str  #: folded, same length
    start: int
    paragraph: int
    line: int
    page: int
    kind: Kind

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def fold(text: str) -> str:
    """Lower case with no change of length, whatever the letters."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if "ice" in low and ("ice" in text or "Ice" in text):
        low = _FROZEN.sub(lambda m: "ICE" if text[m.start() : m.end()] == "ICE" else "i_e", low).replace(
            "ICE", "ice"
        )
    return low


def folded(text: str) -> tuple[str, str]:
    """A text with straight marks, and the same in lower case with a scanner's mistakes put right. Lines and
    sentences are both cut from it: it is made once."""
    return _folded(text) if len(text) <= MAX_KEPT else _both(text)


def _both(text: str) -> tuple[str, str]:
    view = text if text.isascii() else text.translate(TRANSLATE)
    return view, fold(ocr.mend(view))


_folded: Final = lru_cache(maxsize=1)(_both)


def is_commas(line: str) -> bool:
    """Whether a line is one of comma-separated values; blanks after commas make it speech, runs columns."""
    if (
        len(line) > MAX_ROW
        or line.count(",") < 2
        or "  " in line
        or ", " in line
        or "..." in line
        or "…" in line
        or not COMMAS.fullmatch(line)
    ):
        return False
    fields = re.findall(r'"[^"]*"|[^,]+', line)
    return all(re.fullmatch(r"[0-9.%-]+", field) or not field[0].isdigit() for field in fields)


def is_row(line: str) -> bool:
    if len(line) > MAX_ROW:
        return False
    if "\t" in line.strip() or (line.count("|") >= 1 and " | " in line):
        return True
    return len(_COLUMNS.findall(line)) >= 2 or is_commas(line.strip())


def _joins(line: str, following: str, least: int) -> bool:
    """Whether `following` goes on with `line`: a wrapped paragraph, not a new one. `least`: characters of a
    line that is full."""
    ended = line.rstrip()[-1:]
    begins = following.lstrip()[:1]
    if len(line.strip()) < least or is_row(line) or is_row(following) or _BULLET.match(following):
        return False
    return ended not in ".!?:;\"')|" and (begins.islower() or begins.isdigit() or ended in ",-–")


FULL: Final = 45  #: characters of a line that may be wrapped
NARROW: Final = 60  #: characters of the lines of a narrow column


def _full(raws: Sequence[str]) -> Iterator[int]:
    """How long a line must be to be full: as most of its paragraph's, where that is a narrow column."""
    for filled, group in groupby(raws, key=lambda raw: bool(raw.strip())):
        run = [raw.strip() for raw in group]
        least = FULL
        if filled and len(run) > MIN_LINES:
            width = max(len(one) for one in run)
            wide = sum(len(one) >= 0.7 * width for one in run[:-1])
            lower = sum(one[0].islower() for one in run[1:])
            if width < NARROW and wide >= 0.75 * (len(run) - 1) and lower >= 0.5 * (len(run) - 1):
                least = int(0.6 * width)
        yield from (least for _one in run)


MIN_LINES: Final = 2


def _lines(text: str) -> Iterator[tuple[int, int, int, int]]:
    """(start, end, paragraph, page) of each block: a line, or the wrapped lines of one paragraph."""
    paragraph, page, position = 0, 1, 0
    held: tuple[int, int, str] | None = None
    raws = re.split(r"(?<=[\n\f])", text)
    for raw, least in zip(raws, _full(raws), strict=True):
        start, position = position, position + len(raw)
        line = raw.rstrip("\n\f\r")
        if not line.strip():
            if held:
                yield held[0], held[1], paragraph, page
                held = None
            paragraph += 1
        elif held and _joins(held[2], line, least):
            held = (held[0], start + len(line), line)
        else:
            if held:
                yield held[0], held[1], paragraph, page
            held = (start, start + len(line), line)
        if raw.endswith("\f"):
            if held:
                yield held[0], held[1], paragraph, page
                held = None
            page += 1
            paragraph += 1
    if held:
        yield held[0], held[1], paragraph, page


def _cuts(block: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for end in _END.finditer(block):
        if block[end.start()] == "." and _abbreviates(block, end.start() + 1, end.end()):
            continue
        yield begin, end.end()
        begin = end.end()
    yield begin, len(block)


def _abbreviates(block: str, dot: int, after: int) -> bool:
    if re.fullmatch(r"\s*\(?(?:[0-9]{1,3}|[a-zA-Z][0-9]{0,2})\.", block[:dot]):
        return True  # "3. Persons held": the number of a list
    if not _ABBREVIATION.search(block[max(0, dot - 14) : dot]):
        return False
    following = block[after : after + 24].lstrip()
    if re.search(r"\b[ap]\.m\.$", block[max(0, dot - 6) : dot], re.IGNORECASE):
        return not re.match(r"(?:The|A|In|It|He|She|They|ICE|But)\b", following)
    return True


def split(text: str) -> list[Sentence]:
    """All sentences, rows and items of the text in order; blank ones are left out."""
    found: list[Sentence] = []
    view, low = folded(text)
    for line, (start, end, paragraph, page) in enumerate(_lines(view)):
        block = view[start:end]
        kind = Kind.ROW if is_row(block) else Kind.ITEM if _BULLET.match(block) else Kind.PROSE
        cuts = [(0, len(block))] if kind is Kind.ROW else _cuts(block)
        for a, b in cuts:
            piece = block[a:b]
            stripped = piece.strip()
            if stripped:
                at = start + a + piece.index(stripped[0])
                own = low[at : at + len(stripped)]
                found.append(Sentence(stripped, own, at, paragraph, line, page, kind))
    return found
