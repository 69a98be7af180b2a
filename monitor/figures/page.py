"""A text as a page: its lines as they stand, each cut into cells, and what a filled cell is.

Sentences do not matter here: a table, a form and a list are told by how their lines stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from config.words import Qualifier
from monitor.figures.numbers import NUMBER_WORDS, words_value

MAX_CELLS: Final = 60
#: "the same as above"
DITTO: Final = frozenset(['"', "''", "”", "“", "″", "〃", "do.", "ditto", '" "', "same"])

LEADERS: Final = re.compile(
    r"\s?(?:\.{3,}|…+|(?:\s\.){3,}|\.{2}(?=\s+\d)|(?<=\w)\s\.(?=\s\d[\d,]*$)|_{3,})\s?"
)
_VALUE: Final = re.compile(
    r"[\"(~]?\s*(?P<mark>(?:about|some|approx\.?|approximately|around|maybe|perhaps|nearly|roughly|est\.?|"
    r"more than|over|at least|fewer than|less than|up to|at most|under|[<>≤≥~])\s?)?"
    r"(?P<money>(?:us)?\$\s?)?(?P<n>\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+|\d{1,8}|none|zero|nil|"
    r"-0-)(?P<cents>\.\d\d?)?"
    r"(?P<plus>\+)?\s*[\"')]?(?:\s?(?:[*†‡§¹²³⁴⁵⁶⁷⁸⁹#^]|\[\w{1,2}\]|\([a-z0-9*]\)|"
    r"(?<=\d)[a-d](?=$)|[pre]{1}(?=$)))*\.?"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d[*†‡]{0,3}")
_MARKS: Final = {
    "<": Qualifier.AT_MOST, "≤": Qualifier.AT_MOST, "fewer than": Qualifier.AT_MOST,
    "less than": Qualifier.AT_MOST, "up to": Qualifier.AT_MOST, "at most": Qualifier.AT_MOST,
    "under": Qualifier.AT_MOST, ">": Qualifier.AT_LEAST, "≥": Qualifier.AT_LEAST,
    "more than": Qualifier.AT_LEAST, "over": Qualifier.AT_LEAST, "at least": Qualifier.AT_LEAST,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """What a table says of one of its cells: all folded, but for the row's name as it is written."""

    head: str
    label: str
    caption: str
    column: int
    columns: int
    name: str
    row: int
    first: int  #: index of the table's first line
    row_heads: tuple[str, ...] = ()  #: texts of the row that are no numbers, by column
    heads: tuple[str, ...] = ()
    group: str = ""  #: a line without numbers that the row stands under
    parent: str = ""  #: label of the row with numbers that this one is set in below
    shape: str = "table"  #: table, form, list
    peers: str = ""  #: heads and labels of its table, or of all forms of the document
    money: bool = False
    about: bool = False  #: detainers or ICE are spoken of near by
    sums: str = ""  #: whether its row is the total of others, or one of those that a total adds up


@dataclass(frozen=True, slots=True)
class Value:
    value: int
    qualifier: Qualifier
    money: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A number that stands in a cell; `start` and `end` in the document."""

    start: int
    end: int
    value: Value
    cell: Cell


class Parted(StrEnum):
    """What parts the cells of a line."""

    EMPTY = "empty"
    HEADING = "heading"  #: of a slide: what stands above it is another table
    RULE = "rule"
    TABS = "tabs"
    BARS = "bars"
    COMMAS = "commas"
    BLANKS = "blanks"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of a line that stands apart; `left` and `right` are columns of the page."""

    text: str
    low: str
    start: int  #: in the document
    left: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def right(self) -> int:
        return self.left + len(self.text)

    @property
    def value(self) -> Value | None:
        return value_of(self.low)

    @property
    def counts(self) -> bool:
        """A number that is no year."""
        return self.value is not None and not _YEAR.fullmatch(self.low)


@dataclass(frozen=True, slots=True)
class PageLine:
    start: int  #: in the document
    text: str
    low: str
    parted: Parted
    skipped: int = 0  #: characters of its number on the page, which stand before it
    cut: int = 0  #: where a number begins that nothing but a blank parts from its label; 0 where none does

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())

    @property
    def slot(self) -> Slot:
        """The whole line as one."""
        bare = self.text.strip()
        at = self.indent
        return Slot(bare, self.low[at : at + len(bare)], self.start + at, at)

    def slots(self) -> list[Slot]:
        if self.parted is Parted.COMMAS:
            spans = [m.span() for m in _COMMAS.finditer(self.text)]
        elif self.parted is Parted.TABS:
            spans = _between(self.text, _TAB)
        elif self.parted is Parted.BARS:
            spans = _between(self.text, _BAR)
        elif self.cut:
            spans = [(0, self.cut), (self.cut, len(self.text))]
        elif self.parted in (Parted.TEXT, Parted.HEADING):
            spans = [(0, len(self.text))]
        else:
            spans = _between(unled(self.text), _BLANKS)
        found = [self._slot(a, b) for a, b in spans[:MAX_CELLS]]
        return [s for s in found if s.text] if self.parted in (Parted.BLANKS, Parted.TEXT) else found

    def _slot(self, a: int, b: int) -> Slot:
        raw = self.text[a:b]
        if self.parted in (Parted.BLANKS, Parted.TEXT):
            raw = _TRAIL.sub("", raw) if may_lead(raw) and LEADERS.search(raw) else raw
        bare = raw.strip().strip('"').strip() if self.parted is Parted.COMMAS else raw.strip()
        at = a + (raw.index(bare) if bare else 0)
        return Slot(bare, self.low[at : at + len(bare)], self.start + at, at)


_COMMAS: Final = re.compile(r'"[^"]*"|[^,]+|(?<=,)(?=,|$)')
_TAB: Final = re.compile(r"\t")
_BAR: Final = re.compile(r"\|")
_BLANKS: Final = re.compile(r" {2,}")
_TRAIL: Final = re.compile(r"[\s.…_]+$")


def may_lead(text: str) -> bool:
    """Whether there are the signs of which leaders are made."""
    return ".." in text or "…" in text or "_" in text or _SPACED.search(text) is not None or " . " in text


_SPACED: Final = re.compile(r"\.\s\.")
#: "4. ... still in jail": what goes on from the item above, and leads nowhere
_ITEM: Final = re.compile(r"\s*(?:\(?[0-9a-z]{1,3}[.)])?\s*", re.IGNORECASE)


def unled(text: str, least: int = 1) -> str:
    """A line with blanks for the dots that lead from a label to its number; at least so many for each."""
    if not may_lead(text):
        return text
    return LEADERS.sub(
        lambda m: m.group() if _ITEM.fullmatch(text, 0, m.start()) else " " * max(least, len(m.group())), text
    )


def _between(text: str, splitter: re.Pattern[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    for match in splitter.finditer(text):
        found.append((at, match.start()))
        at = match.end()
    found.append((at, len(text)))
    return found


_REMARKED: Final = re.compile(
    r"(?P<money>\$\s?)?(?P<n>\d{1,3}(?:,\d{3})+|\d{1,8}|none|zero)[*†]?\s*"
    r"(?:\([^()]{1,30}\)|of (?:the )?\d[\d,]*|"
    r"(?:persons?|people|inmates?|detainers?|requests?|forms?|holds?|cases?|times|individuals?|prisoners?)|"
    r"(?:est|prelim|rev)\w*\.?|to date)\.?"
)
_SUMMED: Final = re.compile(r"\d[\d,]*(?: ?[+-] ?\d[\d,]*){1,6} ?= ?(\d[\d,]*)")
_WORDED: Final = re.compile(r"[a-z]+(?:[ -][a-z]+){0,5}")


def _remarked(low: str) -> Value | None:
    """A number with a remark behind it ("12 (3 by fax)", "9 persons"), or one in words."""
    if "=" in low and (summed := _SUMMED.fullmatch(low)) is not None:
        return value_of(summed[1])
    match = _REMARKED.fullmatch(low)
    if match is not None and not is_year(match["n"]):
        return value_of((match["money"] or "") + match["n"])
    if low[:1] in "otfsen" and _WORDED.fullmatch(low):
        words = re.split(r"[ -]", low)
        if all(word in NUMBER_WORDS for word in words):
            found = words_value(low)
            return None if found is None else Value(found, Qualifier.EXACT, money=False)
    return None


@lru_cache(maxsize=4096)
def value_of(low: str) -> Value | None:
    """The number that a folded cell holds, and nothing else of weight beside it."""
    if len(low) > 40:
        return None
    match = _VALUE.fullmatch(low)
    if match is None:
        return _remarked(low)
    if match["cents"] and not match["money"]:
        return None
    text = match["n"]
    value = 0 if text in ("none", "zero", "nil", "-0-") else int(re.sub(r"\D", "", text))
    if match["cents"] and match["cents"].strip("0") not in (".", ""):
        value = round(float(text.replace(",", "") + match["cents"]))
    mark = (match["mark"] or "").strip()
    qualifier = _MARKS.get(mark, Qualifier.APPROX if mark else Qualifier.EXACT)
    if match["plus"]:
        qualifier = Qualifier.AT_LEAST
    return Value(value, qualifier, bool(match["money"]))


def is_year(low: str) -> bool:
    return bool(_YEAR.fullmatch(low))
