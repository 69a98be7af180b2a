"""Labels with their numbers, several in one line: "By reason: assault, 4; theft, 2", "2019 44 | 2020 31",
"8 kept / 117 came", "Kept: 12 (last year: 9)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from monitor.figures.caption_patterns import PERIOD
from monitor.figures.page import PageLine, Parted, Slot, Value, is_year, value_of

MAX_LIST: Final = 800  #: characters
MAX_LEAD: Final = 16  #: words before the colon
_MARK: Final = re.compile(
    r"[\s.;,]*(?:[-*•–—▪·>#]+\s+|\[[ \w]{0,8}\]\s*|\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)]\s+)*"
)
_LIST: Final = re.compile(
    r"\s*(?:and |& )?(?:(?P<l1>[a-z'(][^,;:|]{0,60}?|(?:fy ?|cy ?)?(?:19|"
    r"20)\d\d[^,;:|]{0,14}?)(?:[,:=]\s*|\s+[-–]?\s*)(?P<n1>\d[\d,]*|none|zero|nil)|"
    r"(?P<n2>\d[\d,]*)\s+(?:for\s+|in\s+|from\s+)?(?P<l2>[a-z(][^,;:|\d]{1,60}|(?:in |for )?(?:19|"
    r"20)\d\d)|(?P<l3>[a-z][^,;:|()\d]{1,60}) \((?P<n3>\d[\d,]*)\))\s*[*†]?\.?"
)
_BASE: Final = re.compile(r"\s*\((?:n|total)\s?=?\s?\d[\d,]*\)\s*$")
_NO_LABEL: Final = re.compile(
    r"(?:for|against|and|or|with|to|of|in|a|at|page|pages?|room|suite|floor|tel|fax|phone|ext|box|no|item|"
    r"vol|section|sec|ch|part|step|level|version|district|ward)\W*"
)
_BARS: Final = re.compile(r"\s*\|\s*")
_SLASHES: Final = re.compile(r"\s+/\s+|\s+[•·]\s+")
#: a later or earlier count in brackets: "(last year: 10)", "(10 in 2018)", "(vs. 12 the year before)"
_BESIDE: Final = (
    re.compile(
        r"[\s.,;*]*\(\s*(?P<t>(?:[a-z]|(?:19|20)\d\d\b)[a-z0-9 ,/.'-]{0,36}?)\s*(?:[:=]|\bwas\b|-|\s)\s*"
        r"(?P<n>\d[\d,]*)\s*\)"
    ),
    re.compile(
        r"[\s.,;*]*\(\s*(?:(?:vs\.?|versus|against|compared (?:to|with)|was|from|up from|down from)\s+)?"
        r"(?P<n>\d[\d,]*)\s+(?:in |for |as of |at )?(?P<t>[a-z0-9][a-z0-9 ,/.'-]{2,36}?)\s*\)"
    ),
)
_AGO: Final = re.compile(
    r"(?:(?:the )?same (?:date|day|time|period|month|quarter|week|point) )?(?:(?:a|one) (?:year|month|week) "
    r"(?:ago|earlier|before)|(?:the )?(?:last|prior|previous|preceding) (?:year|month|quarter|week|period|fy|"
    r"report)|(?:the )?(?:year|month|quarter|week) (?:before|earlier|prior|ago)|prior ytd|last ytd|"
    r"(?:at|by) this (?:time|point) last year)"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """The pairs of a line, and the words that lead to them."""

    lead: str
    pairs: tuple[tuple[Slot, Value, int, int], ...]  #: label, value, and where the number stands


def listed(line: PageLine) -> Listed | None:
    """The pairs of a line in which nothing is left over; none where it is speech or a row."""
    if len(line.low) > MAX_LIST or not any(c.isdigit() for c in line.low):
        return None
    begin = _begin(line.low)
    cut = re.compile(r":\s+").search(line.low, begin)
    if line.parted in (Parted.BARS, Parted.TEXT, Parted.BLANKS, Parted.HEADING):
        found = _parted(line, begin, cut)
        if found is not None:
            return found
    if cut is None or line.low.count(",") + line.low.count(";") < 1:
        return None
    lead = line.low[begin : cut.start()]
    if len(lead.split()) > MAX_LEAD or re.search(r"[.!?;]\s", lead):
        return None
    body = line.low[cut.end() :]
    by = r"(?<=;)" if ";" in body else r"(?<=[a-z\d\s)]),(?=\s)(?!\s\d+\s*(?:[,;.]|$))"
    pieces, at = [], cut.end()
    for piece in re.split(by, body):
        pieces.append((at, at + len(piece)))
        at += len(piece) + (";" not in body)
    pairs = _pairs(line, pieces)
    return Listed(lead.strip(" -•*"), pairs) if pairs else None


def _begin(low: str) -> int:
    match = _MARK.match(low)
    return match.end() if match else 0


def _parted(line: PageLine, begin: int, cut: re.Match[str] | None) -> Listed | None:
    """Pairs between bars or slashes, with or without words that lead to them."""
    low = line.low
    splitter = _BARS if line.parted is Parted.BARS else _SLASHES
    if splitter.search(low, begin) is None or len(low) > 300:
        return None
    end = len(low) if (base := _BASE.search(low)) is None else base.start()
    for start, lead in ((begin, ""), *([(cut.end(), low[begin : cut.start()])] if cut else [])):
        pieces, at = [], start
        for gap in splitter.finditer(low, start, end):
            pieces.append((at, gap.start()))
            at = gap.end()
        pieces.append((at, end))
        pieces = [(a, b) for a, b in pieces if low[a:b].strip()]
        words = low[pieces[0][0] : pieces[0][1]] if len(pieces) > 2 and not lead else ""
        if words and not any(c.isdigit() for c in words):
            lead, pieces = words, pieces[1:]
        pairs = _pairs(line, pieces)
        if pairs and len(lead) <= 80:
            return Listed(lead.strip(" :-•*"), pairs)
    return None


def _pairs(line: PageLine, pieces: list[tuple[int, int]]) -> tuple[tuple[Slot, Value, int, int], ...]:
    """All pieces as pairs that look alike; none if one is no pair, or there is but one."""
    found: list[tuple[Slot, Value, int, int]] = []
    shapes: set[str] = set()
    for a, b in pieces:
        match = _LIST.fullmatch(line.low[a:b].rstrip(" ;,."))
        if match is None:
            return ()
        which = "1" if match["n1"] else "2" if match["n2"] else "3"
        value = value_of(match[f"n{which}"])
        if value is None or is_year(match[f"n{which}"]):
            return ()
        start = a + match.start(f"l{which}")
        words = line.text[start : a + match.end(f"l{which}")].strip(" ,:(=")
        if _NO_LABEL.fullmatch(words.lower()):
            return ()
        shapes.add("2" if which == "2" else "1")
        n = (line.start + a + match.start(f"n{which}"), line.start + a + match.end(f"n{which}"))
        found.append((Slot(words, words.lower(), line.start + start, start), value, *n))
    return tuple(found) if len(found) > 1 and len(shapes) == 1 else ()


def beside(line: PageLine, upto: int) -> Iterator[tuple[str, Value, int, int]]:
    """The count of another time in brackets behind a field's own, with the words of that time."""
    for pattern in _BESIDE:
        match = pattern.match(line.low, upto - line.start)
        if match is None or is_year(match["n"]):
            continue
        value, words = value_of(match["n"]), match["t"].strip(" ,.-")
        if value is not None and (_AGO.fullmatch(words) or PERIOD.fullmatch(f"{words} ")):
            yield words, value, line.start + match.start("n"), line.start + match.end("n")
            return
