"""What a text is speaking of at one moment: the figure, period, place and speaker named last.

"The number was 133 the year before" takes its metric, place and speaker from the sentence before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from config.words import PeriodKind
from monitor.figures import periods
from monitor.figures.parties import Attribution, Speaker
from monitor.figures.periods import Days
from monitor.figures.places import Spot
from monitor.figures.questions import Question
from monitor.figures.scene import Reading, Scene

#: reasons for a place, as they are called where nothing but its names tells what a document is about
UNTOLD: Final = {
    "the place that the document is about": "the place that the document names most",
    "the place spoken of in the paragraph": "the place spoken of before",
    "the place of the figure before": "the place spoken of before",
}
FORGOTTEN: Final = 3  #: sentences after which "the number" no longer means the last figure


@dataclass(frozen=True, slots=True)
class Told:
    """A reading with its period, place and speaker."""

    reading: Reading
    days: Days | None
    spot: Spot | None
    speaker: Speaker | None
    agency_kind: str | None
    sentence: int
    paragraph: int
    period_why: str
    place_why: str
    party_why: str


@dataclass
class Talk:
    """Changes as the text is read; one for each document."""

    spot: Spot | None = None  #: of the figure or agency named last
    days: Days | None = None  #: of the last figure
    main: Days | None = None  #: of the last figure that was no link of a chain: what the text is about
    frame: Days | None = None  #: said in this paragraph, with no figure of its own yet
    theme: Days | None = None  #: the first period that a sentence on detainers named
    speaker: Speaker | None = None
    mentioned: Speaker | None = None  #: a person spoken of last: whom "he said" means
    last: Told | None = None
    index: int = -1  #: of the sentence that is read
    paragraph: int = -1
    spot_paragraph: int = -1
    spot_line: int = -1
    speaker_paragraph: int = -1
    agency_kind: str | None = None
    about: bool = False
    question: Question | None = None
    asked: Question | None = None  #: the last one that named what it asked for
    until: date | None = None  #: the last day of the data that the document tells of
    labels: set[str] = field(default_factory=set)  #: of the periods named so far
    spoken: Reading | None = None  #: what the sentence before would have counted, had it told a number
    told: list[Told] = field(default_factory=list)


_TIGHT: Final = re.compile(
    r"[\s,]*(?:(?:detainers?|requests?|people|inmates|holds?|forms?|of them|such|were|was|received|sent|"
    r"issued|lodged|[a-z-]+)\s+){0,3}(?:in|for|during|from|over)?\s*(?:all of\s+)?"
)


def period_of(scene: Scene, reading: Reading, talk: Talk, base: Days | None) -> tuple[Days | None, str]:
    """The period of a reading: said beside it, else in its sentence, else the one spoken of last."""
    if reading.stock:
        return None, ""
    best: tuple[float, periods.Mention] | None = None
    for mention in scene.times:
        if mention.point or (mention.days is None and mention.shift is None):
            continue
        cost = _cost(scene, reading, mention)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, mention)
    if best is None:
        if reading.chained and reading.why.endswith("another place") and talk.main:
            return talk.main, "the period of the figure before"
        if reading.chained and talk.days:
            return talk.days, "the period of the figure before"
        known = talk.frame or talk.main
        if known is None and base is None and talk.theme is not None:
            return talk.theme, "the first period named"
        if known is None:
            return base, "the document's period"
        return known, _why_spoken(scene, reading, talk)
    mention = best[1]
    if mention.shift is not None:
        known = talk.days or base
        moved = periods.shifted(known, mention.shift) if known else None
        return moved, f"'{mention.text}', from the period before"
    return _until(scene, mention.days, talk.until), f"'{mention.text}'"


def _why_spoken(scene: Scene, reading: Reading, talk: Talk) -> str:
    """Where a period that no phrase of the sentence names was spoken of."""
    if reading.asked:
        return "the period that was asked for"
    if len(talk.labels) == 1:
        return "the one period of the document"
    last = talk.last
    if last and talk.index - last.sentence == 1 and last.period_why.startswith("'"):
        return "the period of the sentence before"
    if last is not None and last.paragraph == scene.sentence.paragraph:
        return "the period spoken of last"
    return "the period of the paragraph" if talk.frame else "the period spoken of before"


def _until(scene: Scene, days: Days | None, until: date | None) -> Days | None:
    """A running total ends on the day that the sentence or the document's data name: 'as of May 14'."""
    if days is None or days.kind is not PeriodKind.RUNNING:
        return days
    named = [
        m.days
        for m in scene.times
        if m.point and m.days and _AS_OF.search(scene.low, max(0, m.start - 9), m.start + 3)
    ]
    last = named[0].last if named else until
    if last is None or last <= days.first:
        return days
    return periods.closed(days.first, last, True)


_AS_OF: Final = re.compile(r"\b(?:as of|through|until|up to)(?=\s|$)")


def _cost(scene: Scene, reading: Reading, mention: periods.Mention) -> float | None:
    """How far a phrase of time stands from a number, in characters; numbers in between cost more."""
    number = reading.number
    others = [n for n in scene.numbers if not n.refused and n is not number]
    if mention.start >= number.end:
        gap = scene.low[number.end : mention.start]
        between = sum(1 for n in others if number.end <= n.start < mention.start)
        barrier = sum(1 for b in scene.breaks if number.end <= b < mention.start)
        tight = 0 if _TIGHT.fullmatch(gap + " ") else 12
        return len(gap) + tight + 60 * between + 30 * barrier + 25 * gap.count(",")
    if mention.end <= number.start:
        gap = scene.low[mention.end : number.left]
        between = sum(1 for n in others if mention.end <= n.start < number.start)
        barrier = sum(1 for b in scene.breaks if mention.end <= b < number.start)
        return len(gap) * 0.6 + 8 + 25 * between + 15 * barrier + 12 * gap.count(",")
    return None


_SUBJECT_TAIL: Final = re.compile(
    r"(?:'s)?\s+(?:county\s+)?(?:\w+\s+){0,2}?(?:police|jail|sheriff|department|received|got|had|saw|"
    r"counted|led|leads|with|honored|declined|,)"
)


def place_of(scene: Scene, reading: Reading, talk: Talk, home: Spot | None) -> tuple[Spot | None, str]:
    """The place of a reading: named in its clause, else in its sentence, else spoken of in this paragraph,
    else the one that the document is about."""
    here = [m for m in scene.places if not m.aside and not _only_person(scene, m.end)]
    number = reading.number
    best: tuple[float, Spot, str] | None = None
    for mention in here:
        inside = scene.low[min(mention.end, number.end) : max(mention.start, number.start)]
        barrier = sum(
            1 for b in scene.breaks if min(mention.end, number.end) <= b < max(mention.start, number.start)
        )
        others = sum(
            1
            for n in scene.numbers
            if not n.refused
            and min(mention.end, number.end) <= n.start < max(mention.start, number.start)
            and n is not number
        )
        cost = len(inside) + 40.0 * barrier + 50.0 * others
        if mention.start > number.start:
            cost += (
                15
                if re.search(r"\b(?:in|at|to|from|by|for)\s+(?:the\s+)?$", scene.low[: mention.start])
                else 40
            )
        if (
            mention.spot.kind == "state"
            and home
            and home.kind in ("city", "county")
            and not _in_state(scene, mention.start, mention.end)
        ):
            cost += 200
        if best is None or cost < best[0]:
            best = (cost, mention.spot, scene.sentence.text[mention.start : mention.end])
    if best and best[0] < 220:
        return _within(best[1], home), f"'{best[2]}'"
    if (
        home
        and home.kind in ("state", "country")
        and talk.spot
        and talk.spot.kind in ("city", "county")
        and scene.sentence.paragraph - talk.spot_paragraph <= 2
        and _AGENCY_WORD.search(scene.low)
    ):
        return talk.spot, "the place spoken of last"
    if home and home.kind == "country" and not _LOCAL_WORD.search(scene.low):
        return home, "the place that the document is about"
    told_here = talk.last is not None and talk.last.paragraph == scene.sentence.paragraph
    same_line = talk.spot_line == scene.sentence.line
    if (
        talk.spot
        and talk.spot_paragraph == scene.sentence.paragraph
        and (told_here or same_line or not home or home.kind in ("city", "county"))
    ):
        if told_here and _GOES_ON.match(scene.low):
            return talk.spot, "the place of the sentence before"
        return talk.spot, "the place spoken of in the paragraph"
    if reading.chained and talk.last and talk.last.spot:
        return talk.last.spot, "the place of the figure before"
    return home, "the place that the document is about"


_GOES_ON: Final = re.compile(
    r"[\"' ]*(?:in [^,]{3,30}, )?(?:it|they|he|she|of those|of these|of them|the (?:county|city|jail|"
    r"sheriff|police|department|"
    r"office|other|rest)|ice|agents|all|none|another)\b"
)
_AGENCY_WORD: Final = re.compile(
    r"\b(?:the (?:county|city|jail|sheriff|police|department|office|facility|detention center)|it|its)\b"
)
_LOCAL_WORD: Final = re.compile(
    r"\b(?:the (?:county|city|jail|sheriff|police|department|office|agency|facility)|it|its|there|they|"
    r"their|"
    r"he|she|his|her|we|our)\b"
)


def _within(spot: Spot, home: Spot | None) -> Spot:
    return spot


_STATES_OWN: Final = re.compile(
    r"(?:'s)?\s+(?:state\s+)?(?:department of|state (?:police|prisons?)|prisons?|doc\b|corrections)"
)


def _in_state(scene: Scene, at: int, end: int) -> bool:
    return (
        bool(
            re.search(
                r"\b(?:in|across|throughout|statewide|for|had|from)\s+(?:the state of\s+)?$",
                scene.low[max(0, at - 30) : at],
            )
        )
        or at <= 4
        or bool(_STATES_OWN.match(scene.low, end))
    )


def _only_person(scene: Scene, at: int) -> bool:
    return bool(
        re.match(
            r"\s+(?:mayor|councilor|lawyer|democrat|republican|native|resident|attorney|rep\.|sen\.)",
            scene.low[at : at + 20],
        )
    )


def speaker_of(scene: Scene, reading: Reading, talk: Talk) -> tuple[Attribution | None, str]:
    """The attribution that covers a reading: the nearest of its sentence, rather before it than after."""
    number = reading.number
    best: tuple[float, Attribution] | None = None
    for said in scene.said:
        if said.end <= number.start + 1:
            gap = scene.low[said.end : number.start]
            cost = len(gap) * 0.7 + 30.0 * len(re.findall(r";|\bbut\b|\bwhile\b", gap))
        elif said.start >= number.end:
            gap = scene.low[number.end : said.start]
            cost = len(gap) + 10.0 + 40.0 * len(re.findall(r";|\bbut\b|\bwhile\b", gap))
        else:
            cost = 0.0
        if best is None or cost < best[0]:
            best = (cost, said)
    return (best[1], f"'{scene.sentence.text[best[1].start : best[1].end][:60]}'") if best else (None, "")
