"""Forms and lists: "Requests received: 31", "Persons kept ...... 0", "12 - requests", "412" over "Detainers
received", a question with its answer, "By year: 2019 44, 2020 31". A label and a number, and no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from monitor.figures import numbers
from monitor.figures.caption_patterns import PERIOD
from monitor.figures.page import Cell, PageLine, Parted, Slot, Value, is_year, value_of

MAX_LABEL: Final = 30  #: words
MAX_REST: Final = 8  #: words after the number that may remark on it
_MARK: Final = (
    r"(?:[-*•–—▪·>☐☑☒✓#]\s*|\[[ \w]{0,8}\]\s*|\(?(?:[0-9]{1,2}|[a-h]|[ivx]{1,4})[.)]\s+|"
    r"q\.?\s?\d{0,2}[.:)]\s+|\d{1,2}[a-z]?\.\s+)*"
)
_FIELD: Final = re.compile(
    rf"\s*{_MARK}(?P<label>[\"'(]?[a-z0-9#$][^\n]{{1,220}}?)"
    r"\s*(?P<sep>[:=?]|\s[-–—]{1,2}\s|\s?\.{3,}|\s\.(?=\s\d[\d,]*$)|\s?…+|(?:\s\.){3,}|_{3,}|"
    r"\s{2,})[\s.…_]*(?P<value>[\"'(\[]?[^\s.:;,…_].{0,120})$"
)
_BEGINS: Final = re.compile(
    r"(?:[\"'(\[]|a total of |the (?:number|total) (?:is|was) |total |about |approx(?:imately|"
    r"\.)? |some |maybe |"
    r"more than |fewer than |at least |at most |up to |over |under |less than |around |roughly |"
    r"nearly |[~<>≈] ?){0,3}"
    r"(?:\$\s?)?(?:\d|none\b|zero\b|nil\b|no one\b|nobody\b|not one\b|-0-|(?:one|two|three|four|"
    r"five|six|seven|eight|nine|ten|eleven|"
    r"twelve|[a-z]+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b)"
)
_LEADING: Final = re.compile(
    r"\s*(?:[-*•–—▪·]\s*)?(?P<value>\$?\d[\d,]*|none|zero)\s*(?:[-–—=]+>?\s+|→\s*|:\s+|\.{3,}\s*|"
    r"=\s*|\t+|\s{3,})(?P<label>[a-z(][^\n]{3,160})$"
)
_UNIT: Final = re.compile(
    r"\s*(?:%|percent|per\b|hours?\b|days?\b|years?\b|months?\b|weeks?\b|minutes?\b|a\.?m\b|"
    r"p\.?m\b|x\d|mi(?:les)?\b|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|(?:st|nd|rd|th)\b|[:/]\d|-\d|"
    r"[a-z]*(?:street|avenue|ave|st\.|road)\b)"
)
_VERBAL: Final = re.compile(
    r"\b(?:said|says|told|wrote|asked|reported|according|because|although|we|they|he|she|it|which|who|i)\b"
)
_SPEAKER: Final = re.compile(
    r"(?:>>\s*)?(?:the )?(?:(?:vice|deputy|assistant|general|madam|mr|ms|mrs|dr|acting|chief|under)[ .]*)*"
    r"(?:commissioner|undersheriff|sheriff|president|chair\w*|council\w*|counsel|alder\w*|"
    r"legislator|chief|supervisor|member|"
    r"senator|representative|speaker|moderator|clerk|mayor|warden|director|captain|major|"
    r"lieutenant|witness|q|a|question|"
    r"answer|fiscal impact|note|source|date|time|page|phone|fax|re|subject|from|to|cc|bcc|"
    r"sent)(?: [a-z.'-]+)?(?: \(.*?\))?$"
)
#: a sentence of its own before the label: "In 2019 the jail got 379 detainers. (2018: 410)"
_ENDED: Final = re.compile(r"\d[^.]*\b[a-z]{3,}\.[\"')]?\s+[\"'(]?[a-z0-9]")
_ANSWER: Final = re.compile(r"\s*(?:a(?:nswer)?\s?\d{0,2}[.:)]\s*|[-–•>]\s*)?(?P<value>[^\s].*)$")


@dataclass
class Field:
    """A label with its number."""

    label: Slot
    value: Value
    start: int
    end: int
    upto: int  #: where the line's label and number end in the document
    line: int


def field_of(line: PageLine, index: int) -> Field | None:
    """The label and the number of a form's line; None where it is a sentence, or something else."""
    low = line.low
    if len(low) > 400 or not re.search(
        r"\d|none|zero|nil|no one|nobody|\bone\b|\bt(?:wo|hree|en|wel)|\bf(?:our|ive)|\bsix|seven|eight|nine",
        low,
    ):
        return None
    for match in _fields(low):
        label = low[match.start("label") : match.end("label")]
        if (
            len(label.split()) > MAX_LABEL
            or (_spoken(label) and not _terse(label, low, match.start("value")))
            or not re.search(r"[a-z]{3}|\b(?:19|20)\d\d\b|fy", label)
        ):
            continue
        if _SPEAKER.match(label) or _ENDED.search(label) or label.count("(") > label.count(")"):
            continue
        found = _number(low, match.start("value"))
        if found is None:
            continue
        value, start, end = found
        rest = low[end:]
        if _UNIT.match(rest) or not _remark(rest):
            continue
        at = match.start("label")
        return Field(
            Slot(line.text[at : match.end("label")], label, line.start + at, at),
            value, line.start + start, line.start + end, line.start + end, index,
        )  # fmt: skip
    return _led(line, index)


def _terse(label: str, low: str, at: int) -> bool:
    """ "ICE came: 53": a few words, and a number that is all there is behind them."""
    if not low[at - 1].isspace() or ". " in label or len(label.split()) > 6:
        return False
    return value_of(low[at:].strip()) is not None and not _SAID.search(label)


def _fields(low: str) -> Iterator[re.Match[str]]:
    """The ways to part a line into a label and a value: at each colon or gap, the first that fits."""
    at = 0
    for _try in range(4):
        match = _FIELD.match(low) if at == 0 else _later(low, at)
        if match is None:
            return
        if _BEGINS.match(low, match.start("value")) and not _clock(low, match.start("sep")):
            yield match
        at = match.end("sep")


def _clock(low: str, at: int) -> bool:
    """Whether a colon stands inside a time of day."""
    return low[at] == ":" and low[at - 1].isdigit() and low[at + 1 : at + 2].isdigit()


def _later(low: str, at: int) -> re.Match[str] | None:
    return _field_from(max(1, min(200, at - 2))).match(low)


@cache
def _field_from(least: int) -> re.Pattern[str]:
    """The pattern of a field whose label has so many characters at least."""
    return re.compile(_FIELD.pattern.replace("{1,220}?", f"{{{least},220}}?"))


def _led(line: PageLine, index: int) -> Field | None:
    match = _LEADING.match(line.low) or _COUNTED.match(line.low)
    if match is not None and match.re is _COUNTED and _FINITE.search(match["label"]):
        return None
    if (
        match is None
        or _UNIT.match(match["label"])
        or len(match["label"].split()) > 14
        or (_spoken(match["label"]) and not _ARROW.match(line.low, match.end("value")))
    ):
        return None
    value = value_of(match["value"])
    if value is None or is_year(match["value"]) or re.search(r"\d", _DATES.sub("", match["label"])):
        return None
    at = match.start("label")
    slot = Slot(line.text[at:].rstrip(), line.low[at:].rstrip(), line.start + at, at)
    begin = line.start + match.start("value")
    return Field(slot, value, begin, line.start + match.end("value"), slot.end, index)


#: digits that a label may hold: years, days of a month, the names of forms
_DATES: Final = re.compile(
    r"247|287|\b(?:19|20)\d\d\b|(?<=[a-z]\. )\d{1,2}\b|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b|\b\d{1,2} (?:hours?|days?)\b"
)
_ARROW: Final = re.compile(r"\s*(?:[-–—=]+>|→)")
_COUNTED: Final = re.compile(
    r"\s*(?:[-*•–—▪·]\s*)(?P<value>\d[\d,]*)\s+(?P<label>(?:[a-z(][\w'/().&-]*\s*){1,12})$"
)
_FINITE: Final = re.compile(
    r"\b(?:was|were|is|are|had|has|have|did|came|went|said|that|who|which|we|they|of them|of these)\b"
)


_SAYS: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|does|will|would|can|could|account|went|came|gave|"
    r"it's|there's|that's|wanted|"
    r"shouldn't|wasn't|weren't|you|i|they|he|she|we)\b"
)


_SAID: Final = re.compile(r"\b(?:said|says|told|wrote|added|noted|according|because|i|he|she|they|we|you)\b")


def _spoken(label: str) -> bool:
    """Whether what stands before a colon is speech."""
    if _SAYS.search(label) and not re.match(
        r"\W*(?:how|number|of|in|persons?|people|individuals?|inmates?|was|were|did)\b", label
    ):
        return True
    return bool(
        re.search(r"[.!?;]\s+[a-z]", re.sub(r"\b(?:no|nos|dept|co|st|art|sec|ch|approx|u\.s)\.", "", label))
    ) or bool(re.search(r"\b(?:said|says|told|wrote|added|noted|according|because)\b", label))


def _remark(rest: str) -> bool:
    """Whether the words after a number leave it the value of a form."""
    rest = rest.strip()
    if not rest or rest[0] in ".;*†)]\"'" or rest.startswith("("):
        return True
    if re.match(r"of (?:\d|the \d)|out of", rest):
        return True
    if rest[0] == ",":
        return not re.match(r",\s*(?:and\s+)?\d|,\d", rest)
    words = rest.split()
    return len(words) <= MAX_REST and not _VERBAL.search(rest) and not re.search(r"\d", rest)


def _number(low: str, at: int) -> tuple[Value, int, int] | None:
    """The number with which a value begins, with its bounds."""
    if not _BEGINS.match(low, at):
        return None
    piece = low[at : at + 80]
    found = next((n for n in numbers.find(piece) if n.start <= 26), None)
    if found is None:
        match = re.match(r"[\"'(]?(?P<n>nil|-0-)", piece)
        if match is None:
            return None
        nothing = value_of("nil")
        return (nothing, at + match.start("n"), at + match.end("n")) if nothing else None
    if found.refused and found.refused not in ("a list number", "a base", "a year"):
        return None
    if is_year(piece[found.start : found.end]) and re.match(r"\s*(?:$|[-–/(,;]|to\b)", piece[found.end :]):
        return None
    return Value(found.value, found.qualifier, found.money), at + found.start, at + found.end


def lone(line: PageLine) -> Value | None:
    """The number that is all a line holds; a year is none."""
    bare = line.low.strip().strip("[]").strip()
    if is_year(bare):
        return None
    value = value_of(bare)
    if value is not None:
        return value
    if len(bare) <= 60 and _BEGINS.match(bare):
        found = _number(bare, 0)
        if found and not bare[found[2] :].strip(" ._)\"'"):
            return found[0]
    return None


def answer(line: PageLine) -> tuple[Value, int, int] | None:
    """The number with which an answer begins: "A. 108. All by e-mail", "31 of the 39.", "None."."""
    match = _ANSWER.match(line.low)
    if match is None:
        return None
    found = _number(line.low, match.start("value"))
    if found is None:
        return None
    rest = line.low[found[2] :]
    if _UNIT.match(rest) or not re.match(
        r"\s*(?:$|[.;,(]|of (?:the|those|them|these)\b|in \d{4}|as of)", rest
    ):
        return None
    return found


def cell(
    label: Slot, caption: str, first: int, row: int, group: str = "", parent: str = "", head: str = ""
) -> Cell:
    words = label.low.strip(' :.-?"')
    return Cell(
        head,
        words,
        caption,
        1,
        2,
        label.text.strip(" :.-?"),
        row,
        first,
        (words, ""),
        (),
        group,
        parent,
        "form",
    )


def is_label(line: PageLine) -> bool:
    """Whether a line may be the label of a number that stands alone."""
    bare = line.low.strip()
    return (
        line.parted in (Parted.TEXT, Parted.BLANKS)
        and 2 < len(bare) <= 300
        and bool(re.search(r"[a-z]{3}", bare))
        and not (len(bare.split()) > 40)
    )


def is_period(low: str) -> bool:
    """Whether a label is nothing but a time."""
    return bool(PERIOD.fullmatch(low.strip(" :.*()") + " "))
