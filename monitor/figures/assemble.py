"""From what was found to figures: repeats dropped, quotes cut, names resolved, certainty told."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from config.words import Certainty, Hand, Metric, PeriodKind, Qualifier
from monitor.figures import agencies, parties
from monitor.figures.candidates import Candidate
from monitor.figures.context import ReaderContext
from monitor.figures.days import Days, fiscal
from monitor.figures.paper import Choice, Paper
from monitor.figures.parties import Speaker
from monitor.figures.places import Spot
from monitor.figures.sentences import Sentence
from storage.records import Figure, Period, Span

MAX_QUOTE: Final = 300
#: how likely a reading must be right, in all its parts together, to be called sure or likely; what is less
#: likely is held for review (`benchmarks/calibration.py` tells how often each is wrong)
SURE: Final = 0.92
LIKELY: Final = 0.85
TOLD: Final = 0.35  #: what is less likely than this, all parts together, is no figure at all
SPOKEN: Final = 0.6  #: how likely the speaker must be right in a sure reading
DOUBTFUL: Final = 0.7  #: the chance of one part under which it is told as a doubt
NEAR: Final = 0.06  #: an approximate value this near to an exact one is the same, rounded


@dataclass(frozen=True, slots=True)
class Finding:
    """A number that was found to be a figure, with all that was worked out about it."""

    candidate: Candidate
    metric: Metric
    subset: str | None
    chance: float  #: that it is a figure of that metric, and whole or part as told
    period: Choice[Days]
    place: Choice[Spot]
    speaker: Choice[Speaker]
    why: str
    proof: Sentence | None = None  #: where another sentence than the number's own says it

    @property
    def value(self) -> int:
        return self.candidate.number.value

    @property
    def likely(self) -> float:
        """The chance that metric, period and place are all right."""
        return self.chance * self.period.chance * self.place.chance


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
    """The figures in the order of the text, each told once."""
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        if finding.likely < TOLD:
            continue
        key = _key(finding)
        known = kept.get(key)
        if known is None or finding.likely > known.likely + 0.2:
            kept[key] = finding
    dated, exact, wholes = _indexes(kept.values())
    contradicted = _contradicted(kept.values())
    chosen = [
        one
        for one in kept.values()
        if not _shadowed(one, dated, exact, wholes) and id(one) not in contradicted
    ]
    chosen.sort(key=lambda one: (one.candidate.start, one.metric))
    return tuple(_figure(i, finding, paper) for i, finding in enumerate(chosen))


_Group = tuple[str, str, str]


def _group(finding: Finding) -> _Group:
    place, days = finding.place.value, finding.period.value
    return finding.metric.value, place.id if place else "", days.label if days else ""


def _key(finding: Finding) -> tuple[object, ...]:
    return (*_group(finding), finding.value, finding.subset is not None)


#: of these one speaker tells one whole for a place and a period
_SINGLE: Final = frozenset([Metric.REQUESTS, Metric.TRANSFERRED, Metric.DECLINED])


def _contradicted(findings: Iterable[Finding]) -> frozenset[int]:
    """The findings that are smaller than another one of the same metric, place, period and speaker, and less
    likely: parts that were not seen to be parts, or no figures at all."""
    largest: dict[tuple[object, ...], Finding] = {}
    smaller: list[tuple[Finding, tuple[object, ...]]] = []
    for one in findings:
        if one.subset is not None or one.metric not in _SINGLE or not one.period.value:
            continue
        if one.candidate.number.qualifier is not Qualifier.EXACT:
            continue
        who = one.speaker.value
        key = (*_group(one), (who.id or who.text) if who else "")
        smaller.append((one, key))
        if key not in largest or one.value > largest[key].value:
            largest[key] = one
    return frozenset(
        id(one) for one, key in smaller if one.value < largest[key].value and one.likely < largest[key].likely
    )


def _indexes(
    findings: Iterable[Finding],
) -> tuple[set[tuple[str, str, int]], dict[_Group, list[int]], set[tuple[_Group, int]]]:
    """Values that have a period; exact whole values of each point, sorted; whole values of each point."""
    dated: set[tuple[str, str, int]] = set()
    exact: dict[_Group, list[int]] = {}
    wholes: set[tuple[_Group, int]] = set()
    for finding in findings:
        group = _group(finding)
        if group[2]:
            dated.add((group[0], group[1], finding.value))
        if finding.subset is None:
            wholes.add((group, finding.value))
            if finding.candidate.number.qualifier is Qualifier.EXACT:
                insort(exact.setdefault(group, []), finding.value)
    return dated, exact, wholes


def _shadowed(
    finding: Finding,
    dated: set[tuple[str, str, int]],
    exact: Mapping[_Group, Sequence[int]],
    wholes: set[tuple[_Group, int]],
) -> bool:
    """Whether another figure says the same better: with its period, as the whole, or not rounded."""
    group, value = _group(finding), finding.value
    if not group[2] and (group[0], group[1], value) in dated:
        return True
    if finding.subset is not None:
        return (group, value) in wholes
    if finding.candidate.number.qualifier is Qualifier.EXACT:
        return False
    values = exact.get(group, ())
    at = bisect_left(values, value)
    return any(abs(other - value) <= max(other, value) * NEAR for other in values[max(0, at - 1) : at + 1])


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
    if likely >= SURE and finding.speaker.chance >= SPOKEN and finding.period.value and finding.place.value:
        return Certainty.SURE, tuple(doubts)
    return (Certainty.LIKELY if likely >= LIKELY else Certainty.UNSURE), tuple(doubts)


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
