"""From what was found to figures: repeats dropped, quotes cut, names resolved, certainty told."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Final

from config.words import Certainty, Hand, Metric, PeriodKind
from monitor.figures import agencies, parties
from monitor.figures.context import ReaderContext
from monitor.figures.days import Days, fiscal
from monitor.figures.paper import Paper
from monitor.figures.parties import Speaker
from monitor.figures.telling import Finding
from storage.records import Figure, Period, Span

MAX_QUOTE: Final = 300
#: how likely a reading must be right, in all its parts together, to be called sure or likely; what is less
#: likely is held for review (`benchmarks/calibration.py` tells how often each is wrong)
SURE: Final = 0.92
LIKELY: Final = 0.87
SPOKEN: Final = 0.6  #: how likely the speaker must be right in a sure reading
DOUBTFUL: Final = 0.7  #: the chance of one part under which it is told as a doubt


def _quote(finding: Finding) -> Span:
    """The stretch of the sentence or line that proves the number."""
    if finding.proof is not None:
        return Span(finding.proof.start, finding.proof.start + min(len(finding.proof.text), MAX_QUOTE))
    sentence = finding.candidate.sentence
    if finding.candidate.cell is not None:
        left, right = _window(0, len(sentence.text), finding)
    else:
        left, right = _clause(finding)
    return Span(sentence.start + left, sentence.start + right)


def _clause(finding: Finding) -> tuple[int, int]:
    """The clause that holds the number and the noun or act that it counts, widened to whole phrases."""
    sentence, number = finding.candidate.sentence, finding.candidate.number
    text = sentence.text
    left, right = 0, len(text)
    for match in _JOINT.finditer(text):
        if match.end() <= number.left:
            left = match.end()
        elif match.start() >= number.end:
            right = match.start()
            break
    if not _SPEAKS.search(sentence.low, left, right):
        left, right = 0, len(text)
    left, right = _window(left, right, finding)
    while left < right and text[left] in " ,;\"'":
        left += 1
    while right > left and text[right - 1] in " ,;\n":
        right -= 1
    return left, right


_JOINT: Final = re.compile(r"[;:]\s|\s[-–—]\s|—")
_SPEAKS: Final = re.compile(
    r"detainer|\bice\b|immigration|hold|request|custody|honor|transfer|turned|released"
)


def _window(left: int, right: int, finding: Finding) -> tuple[int, int]:
    if right - left <= MAX_QUOTE:
        return left, right
    number = finding.candidate.number
    start = max(left, number.left - 140)
    return start, max(min(right, start + MAX_QUOTE), min(right, number.end))


def sentence_hash(text: str) -> str:
    """Of the sentence with case, blanks and punctuation folded."""
    folded = re.sub(r"[\W_]+", " ", text.casefold()).strip()
    return hashlib.sha256(folded.encode()).hexdigest()[:32]


def figures_of(findings: Sequence[Finding], paper: Paper) -> tuple[Figure, ...]:
    """The findings that are told, as figures."""
    return tuple(_figure(i, finding, paper) for i, finding in enumerate(findings))


def _period(days: Days | None, text: str) -> Period:
    if days is None:
        return Period()
    if days.kind is PeriodKind.RUNNING:
        return Period(kind=days.kind, first=days.first, last=None, text=text)
    return Period(kind=days.kind, first=days.first, last=days.last, text=text)


def _fiscal(days: Days | None, speaker: Speaker | None, context: ReaderContext) -> Days | None:
    """A fiscal year in days by the start that the speaker's year has, where that is known."""
    if days is None or not days.label.startswith("FY") or speaker is None:
        return days
    party = context.catalogue.parties.get(speaker.id)
    agency = context.catalogue.agency(speaker.id)
    start = party.fiscal_start if party else agency.fiscal_start if agency else None
    return fiscal(int(days.label[2:]), start, days.worked_out) if start else days


def _agency(finding: Finding, context: ReaderContext) -> tuple[str, str]:
    """Agency id (or words) and name: the speaker's own where it is one of the place, else by kind."""
    spot, speaker = finding.place.value, finding.speaker.value
    if spot is None:
        return "", ""
    if speaker and speaker.id.startswith(f"{spot.id}/"):
        return speaker.id, speaker.name
    if spot.kind not in ("city", "county"):
        return "", ""
    kind = agencies.kind_in(finding.candidate.sentence.low)
    found = agencies.resolve(context.catalogue, spot, kind)
    return (found.id, found.name) if found else ("", "")


def _hand(party: str, context: ReaderContext, publisher: Speaker | None) -> Hand:
    if publisher is None or not party:
        return Hand.SECOND
    own = party in (publisher.id, publisher.name, context.publisher)
    firsthand = context.official or publisher.id in context.catalogue.parties
    return Hand.FIRST if own and firsthand else Hand.SECOND


def _certainty(finding: Finding) -> tuple[Certainty, tuple[str, ...]]:
    """How sure a reading is by the chance that all its parts are right, and what is doubtful."""
    doubts: list[str] = []
    if finding.period.value is None:
        doubts.append("no period")
    if finding.place.value is None:
        doubts.append("no place")
    if finding.speaker.value is None:
        doubts.append("nobody is named as the speaker")
    for name, chance in (
        ("what it counts", finding.chance), ("its period", finding.period.chance),
        ("its place", finding.place.chance), ("its speaker", finding.speaker.chance),
    ):  # fmt: skip
        if chance < DOUBTFUL:
            doubts.append(f"{name} is uncertain")
    likely = finding.likely
    days = finding.period.value
    if days and days.worked_out and finding.metric is not Metric.ACTIVE:
        doubts.append("the period is worked out")
        likely = min(likely, SURE - 0.01)
    if finding.candidate.cell is not None or not _beside(finding.period.why):
        likely = min(likely, SURE - 0.01)  # one misread head makes a whole column wrong
    if likely >= SURE and finding.speaker.chance >= SPOKEN and finding.period.value and finding.place.value:
        return Certainty.SURE, tuple(doubts)
    return (Certainty.LIKELY if likely >= LIKELY else Certainty.UNSURE), tuple(doubts)


def _beside(why: str) -> bool:
    """Whether the words for a period stand in the number's own sentence: no more than they are its reason."""
    return why.startswith("'") and why.endswith("'")


def _figure(ordinal: int, finding: Finding, paper: Paper) -> Figure:
    context, text = paper.context, paper.text
    sentence, number = finding.proof or finding.candidate.sentence, finding.candidate.number
    spot, speaker = finding.place.value, finding.speaker.value
    place = spot.id if spot else ""
    party = (speaker.id or speaker.name) if speaker else parties.unnamed(place)
    agency, agency_text = _agency(finding, context)
    certainty, doubts = _certainty(finding)
    days = _fiscal(finding.period.value, speaker, context)
    quote = _quote(finding)
    why = (
        f"{finding.metric.value}: {finding.why}", f"period: {finding.period.why or 'none'}",
        f"place: {finding.place.why}", f"party: {finding.speaker.why}", *doubts,
    )  # fmt: skip
    return Figure(
        ordinal=ordinal, metric=finding.metric, value=finding.value, qualifier=number.qualifier, place=place,
        agency=agency, period=_period(days, finding.period.why), party=party,
        asserted_text=speaker.text if speaker else "", quote=text[quote.start : quote.end],
        span=quote, sentence=Span(sentence.start, sentence.end), sentence_hash=sentence_hash(sentence.text),
        hand=_hand(party, context, paper.publisher), certainty=certainty, subset=finding.subset,
        page=sentence.page,
        as_of=context.published if days and days.kind is PeriodKind.RUNNING else None,
        stated_on=context.published, period_worked_out=bool(days and days.worked_out),
        says_revised=bool(_REVISED.search(sentence.low)), why=why, place_text=spot.name if spot else "",
        agency_text=agency_text, period_label=days.label if days else "",
    )  # fmt: skip


_REVISED: Final = re.compile(
    r"\b(?:revised|corrected|updated|amended|restated)\s+(?:from|to|its|the|figure|number|count)"
)
