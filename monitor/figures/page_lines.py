"""The lines of a text as they stand on its page, and what parts the cells of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from monitor.figures.page import PageLine, Parted, is_year, unled
from monitor.figures.sentences import folded, is_commas

MAX_LINE: Final = 4000  #: characters; a longer line is no row of a table

GAP: Final = re.compile(r"(?<=[^\s.!?]) {2,}(?=\S)|(?<=[.!?]) {2,}(?=[^A-Za-z\s])|(?<=[.!?]) {3,}(?=\S)")
#: what was written into the blank of a form: "__4__"
_FILLED: Final = re.compile(r"(?<![^\s:?.)$])_{1,40} ?\$?\d[\d,]{0,12} ?_{1,40}(?![^\s.,;)])")
_RULE: Final = re.compile(r"[\s\-=_+|:.*~—–]*")


def lines(text: str) -> list[PageLine]:
    """The lines of a text as they stand, folded and with a scanner's mistakes put right."""
    view, low = folded(text)
    if "_" in view:
        view, low = (_FILLED.sub(lambda match: match.group().replace("_", " "), one) for one in (view, low))
    found: list[PageLine] = []
    at = 0
    for raw in re.split(r"(?<=[\n\f])", view):
        line = raw.rstrip("\n\f\r")
        if raw:
            found.append(_line(at, line, low[at : at + len(line)]))
        at += len(raw)
    found = _unnumbered(found)
    return [_trailing(found, i) for i in range(len(found))]


def _unnumbered(found: Sequence[PageLine]) -> list[PageLine]:
    """The lines without the numbers that the lines of a transcript bear."""
    begins = [_NUMBERED.match(line.text) if line.text else None for line in found]
    numbers = [int(match["n"]) if match else -1 for match in begins]
    made: list[PageLine] = []
    for i, line in enumerate(found):
        match, n = begins[i], numbers[i]
        run = n > 0 and _counts_on(numbers, i)
        made.append(_after(line, match.end("n"), match.end("n")) if run and match else line)
    return made


def _counts_on(numbers: Sequence[int], i: int) -> bool:
    """Whether a line's number is one of three in a row that count on."""
    for first in (i - 2, i - 1, i):
        three = numbers[first : first + 3] if first >= 0 else []
        if len(three) == 3 and all(n == three[0] + k for k, n in enumerate(three)):
            return True
    return False


def _after(line: PageLine, at: int, skipped: int = 0) -> PageLine:
    return PageLine(line.start + at, line.text[at:], line.low[at:], _parted(line.text[at:]), skipped)


def _line(at: int, text: str, low: str) -> PageLine:
    letters = _LETTERS.search(low) if low[-1:] in ("o", "l", "i") else None
    if letters is not None:
        low = low[: letters.start(1)] + letters[1].translate(_DIGITS)
    return PageLine(at, text, low, _parted(text))


def _trailing(found: Sequence[PageLine], i: int) -> PageLine:
    """A line of a form whose label leaves no room for dots: "Of those, kept until fetched by ICE 58". Only
    beside lines that have them."""
    line = found[i]
    if line.parted is not Parted.TEXT or not line.low[-1:].strip(" *)").isdigit():
        return line
    match = _TRAILING.fullmatch(line.low)
    if (
        match is None
        or _LISTS.search(line.low, 0, match.start("n"))
        or is_year(match["n"])
        or _NAMING.search(line.low, 0, match.start("n"))
    ):
        return line
    if not any(0 <= j < len(found) and _leads(found[j]) for j in (i - 1, i + 1)):
        return line
    return replace(line, parted=Parted.BLANKS, cut=match.start("n"))


def _leads(line: PageLine) -> bool:
    """Whether dots lead from a label to its number at the end of a line."""
    return line.parted is Parted.BLANKS and bool(_LED.search(line.low))


#: the number of a line of a transcript, and words behind it
_NUMBERED: Final = re.compile(r"\s{0,12}(?P<n>\d{1,2})(?=\s{2,}[A-Za-z\">])(?!.*\S\s{2,}[\d$-])")
#: letters at the end of a dotted line that a scanner took for digits
_LETTERS: Final = re.compile(r"(?:\.{3,}|…|_{3,})\s*([oli]{1,4})\s*$")
_DIGITS: Final = str.maketrans({"o": "0", "l": "1", "i": "1"})
_LED: Final = re.compile(r"[a-z)\]](?:\s?\.{3,}|\s?…+|(?:\s\.){3,}|_{3,})\s?[\d$n]")
_TRAILING: Final = re.compile(
    r"\s*[(a-z\d][^\n]{4,200}?[a-z)][.:]? (?P<n>\d{1,3}(?:,\d{3})+|\d{1,6})[*†]?\s*"
)
#: numbers before the last one: a list of its own
_LISTS: Final = re.compile(r"[a-z] \d[\d,]*[,;] [a-z]")
#: words after which a number is a name, a time or a place of the law
_NAMING: Final = re.compile(
    r"\b(?:no|nos|item|line|form|section|sec|chapter|page|part|note|table|rule|order|title|bill|since|until|"
    r"through|after|before|by|on|of|to|room|fy|cy|year|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|"
    r"sep\w*|oct\w*|nov\w*|dec\w*)\.? $"
)
#: "SLIDE 4  ICE requests", "--- Slide 4 ---", "Panel 2: outcomes"
_HEADING: Final = re.compile(
    r"(?:[-=*#]{2,}\s*|\[\s?)?(?:slide|panel|frame)\s*(?:no\.?\s*|#\s*)?\d{1,3}\b(?:\s+of\s+\d+)?"
    r"(?:\s?[-:.)\]|–—=*#]+|\s\s|\s*$)\s*",
    re.IGNORECASE,
)


def rest(line: PageLine) -> PageLine:
    """A slide's heading without its number, as a line of its own."""
    match = _HEADING.match(line.text.strip())
    if line.parted is not Parted.HEADING or match is None:
        return line
    return _after(line, line.indent + match.end())


def _quoted(bare: str) -> bool:
    """Whether a line is one of quoted values, in which commas may stand."""
    return '"' in bare and is_commas(re.sub(r'"[^"]*"', '"v"', bare))


def _parted(line: str) -> Parted:
    bare = line.strip()
    if not bare:
        return Parted.EMPTY
    if len(line) > MAX_LINE:
        return Parted.TEXT
    if bare[0] in "sSpPfF-=*#[" and _HEADING.match(bare):
        return Parted.HEADING
    if _RULE.fullmatch(bare) and not bare.startswith("|  "):
        return Parted.RULE
    if "\t" in bare:
        return Parted.TABS
    if bare.count("|") > 1 or " | " in bare:
        return Parted.BARS
    if "," in bare and (is_commas(bare) or _quoted(bare)):
        return Parted.COMMAS
    plain = unled(bare, 3)
    return Parted.BLANKS if "  " in plain and GAP.search(plain) else Parted.TEXT
