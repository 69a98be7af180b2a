"""From what was told to figures: names resolved, repeats dropped, quotes cut, certainty judged."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from config.words import Certainty, Hand, PeriodKind, Qualifier
from monitor.figures import agencies, parties
from monitor.figures.context import ReaderContext
from monitor.figures.parties import Speaker
from monitor.figures.periods import Days, fiscal
from monitor.figures.scene import Reading, Scene
from monitor.figures.sentences import Sentence
from monitor.figures.talk import Told
from storage.records import Figure, Period, Span

MAX_QUOTE: Final = 300


@dataclass(frozen=True, slots=True)
class Draft:
    """A told figure with the sentence and the stretch of it that proves the number."""

    told: Told
    sentence: Sentence
    quote: Span

    @staticmethod
    def of_prose(told: Told, scene: Scene) -> Draft:
        return Draft(told, scene.sentence, _clause(told.reading, scene))

    @staticmethod
    def of_whole(told: Told, scene: Scene) -> Draft:
        """Of a sentence that says of all or none what became of a count told before it."""
        sentence = scene.sentence
        end = min(len(sentence.text), MAX_QUOTE)
        return Draft(told, sentence, Span(sentence.start, sentence.start + end))

    @staticmethod
    def of_line(told: Told, sentence: Sentence) -> Draft:
        start, end = _window(0, len(sentence.text), told.reading)
        return Draft(told, sentence, Span(sentence.start + start, sentence.start + end))


def _clause(reading: Reading, scene: Scene) -> Span:
    """The clause that holds the number and the noun or act that it counts, widened to whole phrases."""
    text = scene.sentence.text
    left, right = 0, len(text)
    number = reading.number
    for match in re.finditer(r"[;:]\s|\s[-–—]\s|—", text):
        if match.end() <= number.left:
            left = match.end()
        elif match.start() >= number.end:
            right = match.start()
            break
    piece = scene.low[left:right]
    if not re.search(
        r"detainer|\bice\b|immigration|hold|request|custody|honor|transfer|turned|released", piece
    ):
        left, right = 0, len(text)
    left, right = _window(left, right, reading)
    while left < right and text[left] in " ,;\"'":
        left += 1
    while right > left and text[right - 1] in " ,;\n":
        right -= 1
    return Span(scene.sentence.start + left, scene.sentence.start + right)


def _window(left: int, right: int, reading: Reading) -> tuple[int, int]:
    if right - left <= MAX_QUOTE:
        return left, right
    start = max(left, reading.number.left - 140)
    end = min(right, max(start + MAX_QUOTE, 0), start + MAX_QUOTE)
    return start, max(end, min(right, reading.number.end))


def sentence_hash(text: str) -> str:
    """Of the sentence with case, blanks and punctuation folded."""
    folded = re.sub(r"[\W_]+", " ", text.casefold()).strip()
    return hashlib.sha256(folded.encode()).hexdigest()[:32]


def figures_of(
    drafts: Sequence[Draft], text: str, context: ReaderContext, publisher: Speaker | None
) -> tuple[Figure, ...]:
    """The figures in the order of the text, each told once."""
    kept: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        kept.setdefault(_key(draft), draft)
    dated, exact, wholes = _indexes(kept.values())
    chosen = [draft for draft in kept.values() if not _shadowed(draft, dated, exact, wholes)]
    chosen.sort(
        key=lambda draft: (draft.sentence.start + draft.told.reading.number.start, draft.told.reading.metric)
    )
    return tuple(_figure(i, draft, text, context, publisher) for i, draft in enumerate(chosen))


def _key(draft: Draft) -> tuple[object, ...]:
    told = draft.told
    return (
        told.reading.metric, told.reading.value, told.spot.id if told.spot else "",
        told.days.label if told.days else "", told.reading.subset,
    )  # fmt: skip


_Group = tuple[str, str, str]
NEAR: Final = 0.06  #: an approximate value this near to an exact one is the same, rounded


def _group(draft: Draft) -> _Group:
    told = draft.told
    return told.reading.metric.value, told.spot.id if told.spot else "", told.days.label if told.days else ""


def _indexes(
    drafts: Iterable[Draft],
) -> tuple[set[tuple[str, str, int]], dict[_Group, list[int]], set[tuple[_Group, int]]]:
    """Values that have a period; exact whole values of each point, sorted; whole values of each point."""
    dated: set[tuple[str, str, int]] = set()
    exact: dict[_Group, list[int]] = {}
    wholes: set[tuple[_Group, int]] = set()
    for draft in drafts:
        group, reading = _group(draft), draft.told.reading
        if group[2]:
            dated.add((group[0], group[1], reading.value))
        if reading.subset is None:
            wholes.add((group, reading.value))
            if reading.qualifier is Qualifier.EXACT:
                insort(exact.setdefault(group, []), reading.value)
    return dated, exact, wholes


def _shadowed(
    draft: Draft,
    dated: set[tuple[str, str, int]],
    exact: Mapping[_Group, Sequence[int]],
    wholes: set[tuple[_Group, int]],
) -> bool:
    """Whether another figure says the same better: with its period, as the whole, or not rounded."""
    group, reading = _group(draft), draft.told.reading
    if not group[2] and (group[0], group[1], reading.value) in dated:
        return True
    if reading.subset is not None:
        return (group, reading.value) in wholes
    if reading.qualifier is Qualifier.EXACT:
        return False
    values = exact.get(group, ())
    at = bisect_left(values, reading.value)
    return any(
        abs(value - reading.value) <= max(value, reading.value) * NEAR
        for value in values[max(0, at - 1) : at + 1]
    )


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


def _agency(told: Told, context: ReaderContext) -> tuple[str, str]:
    """Agency id (or words) and name: the speaker's own where it is one of the place, else by kind."""
    spot = told.spot
    if spot is None:
        return "", ""
    speaker = told.speaker
    if speaker and speaker.id.startswith(f"{spot.id}/"):
        return speaker.id, speaker.name
    found = (
        agencies.resolve(context.catalogue, spot, told.agency_kind)
        if spot.kind in ("city", "county")
        else None
    )
    if found is None:
        return "", ""
    return found.id, found.name


def _hand(party: str, context: ReaderContext, publisher: Speaker | None) -> Hand:
    if publisher is None or not party:
        return Hand.SECOND
    own = party in (publisher.id, publisher.name, context.publisher)
    return (
        Hand.FIRST if own and (context.official or publisher.id in context.catalogue.parties) else Hand.SECOND
    )


#: where a period was found, so that two readers would agree on it
_GROUNDED_PERIODS: Final = frozenset(
    ["its row or column", "the line or the form", "its own pair", "the day of the document"]
)
#: where it was taken from elsewhere, and is wrong too often to be told
_GUESSED_PERIODS: Final = frozenset(
    [
        "the first period named",
        "the document's period",
        "the period spoken of before",
        "the period spoken of last",
        "the period of the paragraph",
    ]
)
_GROUNDED_PLACES: Final = frozenset(
    ["the place that the document is about", "its row", "its own pair", "its column", "the table's place",
     "the form's place"]
)  # fmt: skip
_GUESSED_PLACES: Final = frozenset(["the place that the document names most", "the place spoken of before"])
_GROUNDED_PARTIES: Final = frozenset(["the publisher's own paper", "its column"])


def _certainty(told: Told) -> tuple[Certainty, tuple[str, ...]]:
    """Sure where metric, number, period, place and speaker are each grounded in the sentence, the row or what
    was given with the document; unsure where one of them is a guess."""
    reading = told.reading
    doubts: list[str] = []
    if told.days is None:
        doubts.append("no period")
    if told.spot is None:
        doubts.append("no place")
    if told.speaker is None:
        doubts.append("nobody is named as the speaker")
    guessed = told.place_why in _GUESSED_PLACES or (told.period_why in _GUESSED_PERIODS and not reading.stock)
    if guessed:
        doubts.append("its place or its period is a guess")
    if reading.certainty is Certainty.UNSURE or guessed:
        return Certainty.UNSURE, tuple(doubts)
    if told.days and told.days.worked_out and not reading.stock:
        doubts.append("the period is worked out")
    if not _grounded(told.period_why, _GROUNDED_PERIODS) and not doubts:
        doubts.append("the period stands elsewhere in the text")
    if not _grounded(told.place_why, _GROUNDED_PLACES):
        doubts.append("the place stands elsewhere in the text")
    if not _grounded(told.party_why, _GROUNDED_PARTIES):
        doubts.append("the speaker stands elsewhere in the text")
    weak = reading.certainty is Certainty.LIKELY or bool(doubts) or reading.chained
    return (Certainty.LIKELY if weak else Certainty.SURE), tuple(doubts)


def _grounded(why: str, known: frozenset[str]) -> bool:
    """Whether a reason quotes the sentence, or names what is as good."""
    return why.startswith("'") or why in known


def _figure(
    ordinal: int, draft: Draft, text: str, context: ReaderContext, publisher: Speaker | None
) -> Figure:
    told, reading, sentence = draft.told, draft.told.reading, draft.sentence
    place = told.spot.id if told.spot else ""
    speaker = told.speaker
    party = (speaker.id or speaker.name) if speaker else parties.unnamed(place)
    agency, agency_text = _agency(told, context)
    certainty, doubts = _certainty(told)
    days = _fiscal(told.days, speaker, context)
    why = (
        f"{reading.metric.value}: {reading.why}", f"period: {told.period_why or 'none'}",
        f"place: {told.place_why}", f"party: {told.party_why}", *doubts,
    )  # fmt: skip
    return Figure(
        ordinal=ordinal, metric=reading.metric, value=reading.value, qualifier=reading.qualifier, place=place,
        agency=agency, period=_period(days, told.period_why), party=party,
        asserted_text=speaker.text if speaker else "", quote=text[draft.quote.start : draft.quote.end],
        span=draft.quote, sentence=Span(sentence.start, sentence.end),
        sentence_hash=sentence_hash(sentence.text),
        hand=_hand(party, context, publisher), certainty=certainty, subset=reading.subset, page=sentence.page,
        as_of=context.published if days and days.kind is PeriodKind.RUNNING else None,
        stated_on=context.published, period_worked_out=bool(days and days.worked_out),
        says_revised=_revised(sentence.low), why=why, place_text=told.spot.name if told.spot else "",
        agency_text=agency_text, period_label=days.label if days else "",
    )  # fmt: skip


def _revised(low: str) -> bool:
    return bool(
        re.search(
            r"\b(?:revised|corrected|updated|amended|restated)\s+(?:from|to|its|the|figure|number|count)", low
        )
    )
