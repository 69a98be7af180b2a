"""Numbers that a text gives for the lines of its form by their letters: "Last quarter: A = 3, B = 0",
"307 under line 4", "Line (e) should have read 64"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from monitor.figures.page import PageLine, Parted, Slot, Value, is_year, value_of

MAX_LEAD: Final = 90  #: characters
MAX_TEXT: Final = 600  #: characters of a line that refers
_MARKED: Final = re.compile(r"\s*\(?(?P<mark>[a-z]\d?|\d{1,2})[.)]\s+(?P<label>\S.*)")
_LABEL_END: Final = re.compile(
    r"\s*(?:[:=]?\s*(?:\.{3,}|…|_{3,}|\s{2,})|[:=]\s*(?=[\d$(~]|none|nil|zero|no\b|[a-z-]+ \(\d)).*$|"
    r"[.:=]?\s+\d[\d,]*\W*$"
)
_N: Final = r"(?P<n>\d{1,3}(?:,\d{3})+|\d+|none|nil|zero)"
_REFERRING: Final = (
    re.compile(
        rf"(?:^|[:,;(]\s*|\b(?:and|had|has|was|with|gave|showed|said|to)\s+)\(?(?P<mark>[a-z]\d?)\)?\s*=\s*{_N}(?![\d/])"
    ),
    re.compile(rf"\((?P<mark>[a-z]\d?)\)\s*(?:was|were|stood at|came to|at)\s+{_N}\b"),
    re.compile(
        rf"(?<![\w$]){_N} (?:under|in|on|at|for) (?:line|item|row|box) \(?(?P<mark>[a-z]\d?|\d{{1,2}})\b"
    ),
    re.compile(
        rf"\b(?:line|item|row|box) \(?(?P<mark>[a-z]\d?|\d{{1,2}})\)?,? "
        rf"(?:in [a-z0-9 ]{{3,40}} )?(?:\([^()]{{1,60}}\) )?"
        rf"(?:was|is|stood at|came to|showed|had|has|gave|reads?|should (?:have )?(?:be|been|read|say|said))"
        rf"(?: only| then| instead)? {_N}\b"
    ),
)
_NAMED_LINE: Final = re.compile(r"^\s*(?:and |the )?(?:line|item|row|box) \(?[a-z\d]{1,2}\)?,?\s*")


def labels(lines: Sequence[PageLine]) -> dict[str, str]:
    """The label of each lettered or numbered line of the forms of a page, by its letter; of two the first."""
    found: dict[str, str] = {}
    for line in lines:
        match = _MARKED.match(line.low) if line.parted in (Parted.TEXT, Parted.BLANKS) else None
        filled = match is not None and re.search(r"[\d)lo*.]\W*$", match["label"])
        if match is not None and filled and len(line.low) <= 240:
            label = _LABEL_END.sub("", match["label"]).strip(" .:")
            if re.search(r"[a-z]{3}", label):
                found.setdefault(match["mark"], label)
    return found


def read(line: PageLine, known: dict[str, str]) -> Iterator[tuple[Slot, str, Value, int, int]]:
    """Label, words that lead, value and place of each number of a line that is given by a letter."""
    if len(known) < 2 or len(line.low) > MAX_TEXT or _MARKED.match(line.low):
        return
    taken: set[int] = set()
    for pattern in _REFERRING:
        for match in pattern.finditer(line.low):
            label, value = known.get(match["mark"]), value_of(match["n"])
            at = match.start("n")
            if label is None or value is None or is_year(match["n"]) or at in taken:
                continue
            taken.add(at)
            slot = Slot(label, label, line.start + match.start("mark"), 0)
            yield (
                slot,
                _lead(line, match.start("mark") if "=" in match.group() or match.start("mark") > at else at),
                value,
                line.start + at,
                line.start + match.end("n"),
            )


def _lead(line: PageLine, upto: int) -> str:
    """The words of a sentence before its first reference or number: mostly the time that it speaks of."""
    sentence = re.split(r"[.;]\s", line.low[line.indent : upto])[-1]
    sentence = _NAMED_LINE.sub("", sentence)
    words = re.split(r":\s|=|\(?\b[a-z]\d?\)?\s*=|\s\d[\d,]*(?= [a-z]+ (?:line|item|row|box)\b)", sentence)[0]
    return words[:MAX_LEAD].strip(" (,")
