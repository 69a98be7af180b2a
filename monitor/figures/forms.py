"""Forms: "Detainers received: 15", "Persons held ...... 0", "12 - requests", a label and a number below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from config.words import Metric, Qualifier
from monitor.figures import captions, numbers
from monitor.figures.numbers import Number
from monitor.figures.sentences import Sentence

_LABEL: Final = re.compile(
    r"^(?:[-*•–—▪·]\s*)?(?:\[x\]\s*)?(?:\(?[0-9a-z]{1,4}[.)]\s*)*(?P<label>[a-z][^\n]{3,220}?)"
    r"\s*(?P<sep>[:=–—]|\.{2,}|…+|\s-\s|\s{2,})[\s.]*(?P<value>[^\n]{1,80})",
)
_VALUE: Final = re.compile(
    r"(?:a total of |the (?:number|total) (?:is|was) )?(?:about |approximately |more than |fewer than |at "
    r"least )?\$?(?:[0-9]|none\b|zero\b|nil\b|no\b|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|"
    r"nine\b|ten\b|eleven\b|twelve\b|[a-z]+ty\b)"
)
_LEADING: Final = re.compile(
    r"^(?:[-*•–—▪·]\s*)?(?P<value>[0-9][0-9,]*)\s*(?:[-–—]>|[-–—:]|\.{2,})\s*(?P<label>[a-z][^\n]{4,160})$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One filled line of a form."""

    metric: Metric
    number: Number
    label: str
    subset: str | None


def read(sentence: Sentence, above: str, about: bool) -> Line | None:
    """The figure of a form line; `above` is the line before, which may be the label of a lone number."""
    low = sentence.low
    if lone := re.fullmatch(r"\(?([0-9][0-9,]*|(?:none|zero|nil)\.?)\)?", low.strip()):
        return _lone(sentence, above, about, lone)
    if leading := _LEADING.match(low):
        return _make(sentence, leading["label"], leading.start("value"), leading.end("value"), about)
    match = _LABEL.match(low)
    if match is None or not _VALUE.match(match["value"]):
        return None
    return _make(sentence, match["label"], match.start("value"), match.end("value"), about)


def _make(sentence: Sentence, label: str, start: int, end: int, about: bool) -> Line | None:
    if len(label.split()) > 30:
        return None
    metric = captions.metric_of(label, about)
    if metric is None:
        return None
    found = [n for n in numbers.find(sentence.low) if start <= n.start < end]
    number = next((n for n in found if n.start - start <= 24), None)
    if (
        number is None
        or (number.refused and number.refused != "a list number")
        or (number.money and metric is not Metric.COST)
    ):
        return None
    if metric is Metric.COST and number.value and not number.money:
        return None
    counts = [n for n in found if not n.refused and not _aside(sentence.low, n.start)]
    if len(counts) > 1 or any(
        not n.refused
        for n in numbers.find(
            re.sub(
                r"\(.*?\)|[0-9]+\([a-z]\)|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|"
                r"nov|dec)[a-z]*\.? \d+|\b(?:19|20)\d\d\b",
                "",
                label,
            )
        )
    ):
        return None  # speech with a colon in it, or a list
    if number.form == "digits" and re.fullmatch("(?:19|20)[0-9]{2}", sentence.low[number.start : number.end]):
        return None
    head = sentence.low[number.end :].strip(" .;)").split(" ")[0]
    if head and re.match(r"(?:hours?|days?|percent|%|years?|a\.m|p\.m|per\b|of\b|x\b)", head):
        return None
    return Line(metric, number, label, captions.part_of(label))


def _aside(low: str, at: int) -> bool:
    """Whether a number stands in brackets behind another one."""
    return low.count("(", 0, at) > low.count(")", 0, at)


def _lone(sentence: Sentence, above: str, about: bool, match: re.Match[str]) -> Line | None:
    metric = captions.metric_of(re.sub(r"\s+", " ", above), about)
    if metric is None or len(above) > 300:
        return None
    text = match[1].strip(".").replace(",", "")
    value = int(text) if text.isdigit() else 0
    at = sentence.low.index(match[1])
    number = Number(value, Qualifier.EXACT, at, at + len(match[1]), at, "digits")
    return Line(metric, number, above, captions.part_of(above))
