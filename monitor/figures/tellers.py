"""Who tells a count by its own sentence, its quotation, or those before and after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from monitor.figures.candidates import Candidate
from monitor.figures.hearing import Heard, Told
from monitor.figures.naming import is_local
from monitor.figures.numbers import Number
from monitor.figures.speech import Reach

LEDE: Final = 25  #: sentences in which a text comes to who told what it begins with

LOOK: Final = 200  #: sentences back in which somebody may have spoken before

TRAIL: Final = 0.5  #: what goes before a number has told it rather than what stands behind: the inner report

FAR: Final = 8  #: sentences over which a speaker carries on

CARRIED: Final = frozenset({"before", "far", "next", "first"})


@dataclass(frozen=True, slots=True)
class Found:
    words: str
    why: str
    how: str
    press: bool = False
    line: int = -1  #: the sentence in which it was told


def find(heard: Sequence[Heard], candidate: Candidate, official: bool) -> Found | None:
    line = heard[candidate.index]
    if candidate.cell is not None and official:
        return None  # a cell of an official paper is its own word
    inside = _inside(line, candidate.number.start)
    if inside is not None and official and _its_own(line, inside):
        return None
    if inside is not None and (rival := _gapped(line, inside, candidate.number)):
        return Found(rival, f"'{rival}', as '{inside.cue}'", "said")
    if inside is not None:
        return Found(inside.words, f"'{inside.cue}'", "said", inside.press)
    quoted = _quoted(heard, candidate)
    if quoted is not None:
        return Found(quoted.words, f"'{quoted.cue}', of the quotation", "quoted", quoted.press)
    return _carried(heard, candidate, official)


def _gapped(line: Heard, told: Told, number: Number) -> str:
    """The second of "Suffolk County reported 31, and Essex County 74", '' where there is none. A federal
    agency or a state's that tells of several places goes on telling."""
    if number.start <= told.end or not told.cue.endswith(_COUNTED) or not is_local(told.words):
        return ""
    between = line.sentence.text[told.end : number.start]
    match = _GAP.search(between) or _FOLLOWED.search(between)
    return match[1] if match and not _MONTHS.match(match[1]) else ""


_COUNTED: Final = (" reported", " counted", " gave", " identified", " said", " claimed", " listed", " had")

_GAP: Final = re.compile(
    r"\d[^.]*(?:\band|,|;) ((?:[A-Z][\w.'-]+ )*(?:[A-Z][\w.'-]+)),? (?:about |some |only |just )?$"
)

_FOLLOWED: Final = re.compile(
    r"\d[^.;]*(?:followed by|\band|,|then) ((?:[A-Z][\w.'-]+ )*(?:[A-Z][\w.'-]+)),? (?:with|at) "
    r"(?:about |some |only |just )?$"
)

_MONTHS: Final = re.compile(
    r"(?:In|On|By|From|January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\b"
)


def _passed_on(line: Heard, told: Told) -> bool:
    """ "Sheriffs reported 33", in a paper that counts what was reported to it."""
    rest = line.sentence.low[told.end : told.end + 3].strip()
    return told.cue.endswith((" reported", " counted", " gave", " identified")) and rest[:1].isdigit()


def _its_own(line: Heard, told: Told) -> bool:
    """Whether an official paper only looks something up or sums up what was reported to it."""
    return _passed_on(line, told) or (told.paper and not _others(told.words))


def _others(words: str) -> bool:
    """Whether a paper is another party's: "the file shows" in an official paper is its author's own word."""
    return bool(re.search(r"'s\b|s'|[A-Z]|\b(?:complaint|lawsuit|indictment|affidavit)\b", words[1:]))


def _inside(line: Heard, at: int) -> Told | None:
    """The saying of a count's own sentence that it stands in."""
    best: tuple[float, Told] | None = None
    for i, told in enumerate(line.told):
        cost = _cost(line, told, at, i)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, told)
    return None if best is None else best[1]


def _cost(line: Heard, told: Told, at: int, order: int) -> float | None:
    low = line.sentence.low
    if told.start <= at < told.end:
        return 0.0
    if at >= told.end:
        between = low[told.end : at]
        breaks = _breaks(between) + (0.5 if told.paper or _passed_on(line, told) else 0.0)
        return breaks + (1.5 if told.reach is Reach.BOTH else 0.0) + 0.001 * len(between) + 0.3
    if told.reach is Reach.AFTER:
        return 5.0 + 0.001 * (told.start - at)
    between = low[at : told.start]
    return _breaks(between[:-2]) + 0.001 * len(between) + TRAIL


def _breaks(between: str) -> float:
    return 3.0 * (
        between.count(";") + between.count(" but ") + between.count(" while ") + between.count("whereas")
    ) + 1.0 * (between.count(", and ") + between.count(", which "))


def _quoted(heard: Sequence[Heard], candidate: Candidate) -> Told | None:
    """The saying that a quotation over more than one sentence belongs to."""
    at = candidate.index
    line = heard[at]
    if not any(a <= candidate.number.start < b for a, b in line.quotes):
        return None
    first = at
    while first > 0 and heard[first].opened:
        first -= 1
    last = at
    while last + 1 < len(heard) and heard[last].open:
        last += 1
    order: list[int] = [*range(at, last + 1), *range(at - 1, first - 1, -1)]
    for i in order:
        for told in heard[i].told:
            if not told.quoted and not told.press:
                return told
    return None


def _carried(heard: Sequence[Heard], candidate: Candidate, official: bool) -> Found | None:
    at = candidate.index
    own = heard[at].sentence
    for i in range(at - 1, max(-1, at - 1 - FAR), -1):
        near = heard[i].sentence.paragraph == own.paragraph
        if official and not near:
            return None
        outside = [t for t in heard[i].told if not t.quoted and not (official and _its_own(heard[i], t))]
        if outside:
            told = outside[-1]
            how = "before" if near else "far"
            return Found(told.words, f"'{told.cue}', told before", how, told.press, i)
    if official:
        return None
    for i in range(at + 1, min(len(heard), at + 3)):
        if heard[i].sentence.paragraph != own.paragraph:
            break
        outside = [t for t in heard[i].told if not t.quoted]
        if outside:
            return Found(outside[0].words, f"'{outside[0].cue}', told next", "next", outside[0].press)
    return _first(heard, at)


def _first(heard: Sequence[Heard], at: int) -> Found | None:
    """The first to speak in a text of which nobody has spoken yet."""
    if any(line.told for line in heard[max(0, at - LOOK) : at]):
        return None
    first = None
    for line in heard[at : at + LEDE]:
        outside = [t for t in line.told if not t.quoted and not t.press and not t.pronoun]
        source = next((t for t in outside if t.reach is Reach.SOURCE), None)
        first = first or (outside[0] if outside else None)
        if source is not None:
            return Found(source.words, f"'{source.cue}', their source", "first", source.press)
    return Found(first.words, f"'{first.cue}', told first", "first", first.press) if first else None
