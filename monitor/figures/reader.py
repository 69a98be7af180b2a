"""The reader: a text and its context in, figures out. Pure; same in, same out.

Sentences are read in order, since a figure's period, place and speaker may stand in an earlier one. Tables
and form lines go their own way (`rows`, `forms`); all else is decided number by number (`metrics`,
`chains`). What was seen and refused can be asked for (`explain`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from config.words import Certainty, Metric, PeriodKind
from monitor.figures import (
    agencies,
    captions,
    chains,
    forms,
    guards,
    home,
    lexicon,
    metrics,
    numbers,
    outcomes,
    pairs,
    parties,
    periods,
    places,
    questions,
    rows,
    tables,
    talk,
)
from monitor.figures.assemble import Draft, figures_of
from monitor.figures.context import ReaderContext, ReaderText
from monitor.figures.home import Home
from monitor.figures.parties import Speaker
from monitor.figures.periods import Clock, Days
from monitor.figures.places import Spot
from monitor.figures.scene import Reading, Refusal, Scene
from monitor.figures.sentences import Sentence, fold, split
from monitor.figures.talk import Talk, Told
from storage.records import Figure

READER: Final = "reader/2"
MAX_TEXT: Final = 20_000_000  #: characters; what lies beyond is not read
REACH: Final = 2  #: paragraphs after one on our matter that may go on with it
HEAD: Final = 6  #: first lines that are always read: they say what period and place the text is about
MAX_NUMBERS: Final = 150  #: in one sentence; more is a list of values, not speech
MAX_SENTENCE: Final = 20_000  #: characters; a longer "sentence" is a data dump, not speech

_COUNTYS: Final = re.compile(
    r"\b(?:the|county|county's) (?:county|jail|sheriff|correctional|detention|freeholders)\b"
)
_CITYS: Final = re.compile(r"\b(?:police|city|mayor|officers)\b")
_DATA: Final = re.compile(
    r"\b(?:files?|data|records|spreadsheets?|dataset|numbers)\b[^.;]{0,60}\b(?:run|cover|go|through)\b"
)
_DIGITS: Final = re.compile(r"\d+")
#: the state that the document is in
_THE_STATE: Final = re.compile(
    r"\bthe state(?= (?:has|had|released|honored|got|received|let|ignored|declined|turned)\b)|"
    r"\bstatewide\b|\b(?:across|around|in|throughout) the state\b(?! (?:prison|house|senate|capitol|"
    r"capital))"
)

__all__ = ["READER", "ReaderContext", "ReaderText", "read", "read_by", "survey"]


def read_by(context: ReaderContext) -> str:
    """Which reader with which catalogue: what a stored reading is marked with."""
    return f"{READER}+{context.catalogue.revision}"


def read(text: str | ReaderText, context: ReaderContext) -> tuple[Figure, ...]:
    """The figures that a text states, in the order of the text. Never raises, whatever the text."""
    return survey(text, context).figures


@dataclass(frozen=True)
class Survey:
    """The figures of a text, and each number that was refused with its sentence and the reason."""

    figures: tuple[Figure, ...]
    refused: tuple[tuple[Sentence, Refusal], ...]


def survey(text: str | ReaderText, context: ReaderContext) -> Survey:
    """`read`, with what was seen and refused beside it."""
    words = (text.text if isinstance(text, ReaderText) else text)[:MAX_TEXT]
    if not lexicon.watched(words) and not lexicon.watched(context.title):
        return Survey((), ())
    named = lexicon.AGENCY.search(fold(f"{context.publisher}\n{context.title}\n{words}"))
    if not named and lexicon.EVICTION.search(f"{context.title}\n{words}"):
        return Survey((), ())  # detainers of nobody that is named: evictions, parole, other courts
    return _Reading(words, context).run()


@dataclass
class _Reading:
    """One pass over one document."""

    text: str
    context: ReaderContext
    drafts: list[Draft] = field(default_factory=list)
    refused: list[tuple[Sentence, Refusal]] = field(default_factory=list)
    talk: Talk = field(default_factory=Talk)

    def __post_init__(self) -> None:
        context = self.context
        source = context.catalogue.places.get(context.place or "")
        built = places.atlas(context.catalogue)
        agency = context.catalogue.agency(context.publisher)
        publisher = agency.name if agency else context.catalogue.name(context.publisher)
        self.sentences = split(self.text)
        self.home: Home = home.locate(
            self.sentences, self.text, context.title, publisher, source, built, context.official
        )
        if (
            self.home.spot
            and self.home.spot.kind != "country"
            and home.national_publisher().search(publisher)
            and not source
        ):
            counted = self.home.spot.name.partition(",")[0]
            if counted not in context.title:
                self.home = replace(self.home, spot=places.NATION, told=True)
        dated = context.published if context.published and 1950 < context.published.year < 2100 else None
        self.clock = Clock(dated, self._fiscal_start())
        self.publisher = parties.publisher(
            context.publisher or "", context.official, self.home.spot, self.home.finder, context.catalogue
        )
        self.base = self._base_period()
        self.talk.until = self._data_end()
        self.talk.about = lexicon.is_about(fold(f"{self.context.title}\n{self.text[:60_000]}"))
        self.evictions = bool(lexicon.EVICTION.search(f"{context.title}\n{self.text[:60_000]}"))
        self.about_title = captions.names_detainers(context.title.lower())

    def _fiscal_start(self) -> int | None:
        place = self.context.catalogue.places.get(self.home.spot.id) if self.home.spot else None
        return place.fiscal_start if place else None

    def _base_period(self) -> Days | None:
        """The period that the title or the head of an official paper names for all that it tells."""
        head = [self.context.title.lower()]
        if self.context.official:
            head += [
                s.low
                for s in self.sentences[:14]
                if re.search(r"\b(?:period|calendar|fiscal|report|year|for|from|re:)\b", s.low)
            ]
        for low in head:
            for mention in periods.find(low, self.clock):
                days = mention.days
                if (
                    days
                    and not mention.point
                    and not days.worked_out
                    and "/.." not in days.label
                    and len(days.label) != 7
                ):
                    return days
        return None

    def _data_end(self) -> date | None:
        """The day through which the document says that its files or records run."""
        for sentence in self.sentences[:60]:
            if not _DATA.search(sentence.low):
                continue
            for mention in periods.find(sentence.low, self.clock):
                if (
                    mention.point
                    and mention.days
                    and re.search(r"\bthrough\s+$", sentence.low[: mention.start])
                ):
                    return mention.days.last
                if mention.days and mention.days.kind is PeriodKind.CLOSED and " through " in mention.text:
                    return mention.days.last
        return None

    def run(self) -> Survey:
        skip: set[int] = set()
        hot = -REACH - 1  # the last paragraph that spoke of our matter
        tables = {group[0]: group for group in rows.groups(self.sentences)}
        for index, sentence in enumerate(self.sentences):
            if guards.ends_article(sentence.low):
                break
            if index in tables:
                self._table(tables[index])
                skip.update(tables[index])
            if lexicon.HOT.search(sentence.low):
                hot = sentence.paragraph
            near = sentence.paragraph - hot <= REACH or sentence.line < HEAD
            if near and index not in skip and len(sentence.low) <= MAX_SENTENCE:
                self._sentence(index, sentence)
        figures = figures_of(self.drafts, self.text, self.context, self.publisher)
        return Survey(figures, tuple(self.refused))

    # --- prose ------------------------------------------------------------------------------

    def _sentence(self, index: int, sentence: Sentence) -> None:
        low = sentence.low
        if len(_DIGITS.findall(low)) > MAX_NUMBERS:
            return
        if self.evictions and not lexicon.AGENCY.search(low) and not self._agency_near(index):
            return
        self.talk.index = index
        if sentence.paragraph != self.talk.paragraph:
            self.talk.paragraph = sentence.paragraph
            self.talk.frame = None
        if numbers.any_number().search(low) and (
            self._paired(index, sentence) or self._form(index, sentence)
        ):
            return
        scene = self._scene(sentence)
        if len(scene.numbers) > MAX_NUMBERS:
            self.refused.extend(
                (sentence, Refusal(number, "one of a long list of numbers")) for number in scene.numbers
            )
            return
        verdicts = metrics.decide(scene)
        verdicts = questions.answer(scene, verdicts, self.talk.question)
        verdicts = chains.extend(scene, verdicts, self.talk.last, index, self.talk.spoken)
        self.refused.extend((sentence, refusal) for refusal in verdicts.refusals)
        self._outcomes(scene, verdicts.readings, index)
        for reading in verdicts.readings:
            self._tell(scene, reading, index)
        hard = [r for r in verdicts.refusals if r.number.form == "digits" and r.why in chains.OPEN]
        if hard and not verdicts.readings and not scene.topic:
            self.talk.last = None
        self._listen(scene, bool(verdicts.readings))

    def _agency_near(self, index: int) -> bool:
        """Whether the paragraph speaks of the immigration agency before this sentence."""
        paragraph = self.sentences[index].paragraph
        before = self.sentences[max(0, index - 6) : index]
        return any(lexicon.AGENCY.search(s.low) for s in before if s.paragraph == paragraph)

    def _outcomes(self, scene: Scene, readings: list[Reading], index: int) -> None:
        """'198 detainers ..., not one of them honored'; 'None of these requests was acted upon'."""
        for outcome in outcomes.find(scene, readings, self.talk.last, index):
            if outcome.of is None:
                readings.append(outcome.reading)
                continue
            told = replace(outcome.of, reading=outcome.reading, sentence=index)
            self.drafts.append(Draft.of_whole(told, scene))

    def _scene(self, sentence: Sentence) -> Scene:
        times = periods.find(sentence.low, self.clock)
        taken = [(m.start, m.end) for m in times]
        found = numbers.find(sentence.low, taken)
        here = self.home.finder.find(sentence.text)
        if self.home.code:
            spot = places.state_spot(self.home.code)
            here += [places.Mention(m.start(), m.end(), spot) for m in _THE_STATE.finditer(sentence.low)]
        local = self._local(here)
        said = parties.find(sentence.text, sentence.low, self.home.finder, local, self.context.catalogue)
        said = said or parties.by_pronoun(sentence.low, self.talk.mentioned or self.talk.speaker)
        if parties.people().search(sentence.low):
            self.talk.mentioned = (
                parties.mentioned(
                    sentence.text, sentence.low, self.home.finder, local, self.context.catalogue
                )
                or self.talk.mentioned
            )
        return Scene(sentence, found, times, here, said, self.talk.about)

    def _local(self, here: Sequence[places.Mention]) -> Spot | None:
        near = [m.spot for m in here if not m.aside and m.spot.kind in ("city", "county")]
        return (
            near[0]
            if near
            else self.talk.spot
            if self.talk.spot_paragraph == self.talk.paragraph and self.talk.spot
            else self.home.spot
        )

    def _listen(self, scene: Scene, told: bool) -> None:
        """What a sentence leaves for the next one, whether or not it told a figure."""
        sentence, low = scene.sentence, scene.low
        if re.search(r"\bnot (?:a )?detainers?\b|\bno detainers? (?:is|are)\b", low):
            self.talk.last = None
        here = [m for m in scene.places if not m.aside and m.spot.kind in ("city", "county") and m.start < 50]
        here = [
            m for m in here if not re.search(r"\b(?:to|from|of|at|near|with)\s+(?:the\s+)?$", low[: m.start])
        ]
        if here and not told:
            self.talk.spot, self.talk.spot_paragraph = here[-1].spot, sentence.paragraph
            self.talk.spot_line = sentence.line
        if scene.said:
            self.talk.speaker, self.talk.speaker_paragraph = scene.said[-1].speaker, sentence.paragraph
        self.talk.labels.update(m.days.label for m in scene.times if m.days and not m.point)
        times = [m for m in scene.times if m.days and not m.point and not re.match(r"since \d{4}", m.text)]
        if times and not (self.talk.last and self.talk.last.paragraph == sentence.paragraph):
            self.talk.frame = times[0].days
            self.talk.theme = self.talk.theme or (
                times[0].days if scene.topic or scene.ice or sentence.line < 4 else None
            )
        self.talk.question = questions.ask(scene) or questions.goes_on(scene, self.talk.asked)
        self.talk.asked = self.talk.question or self.talk.asked
        self.talk.spoken = None if told or self.talk.question else questions.spoken(scene)

    def _tell(self, scene: Scene, reading: Reading, index: int) -> None:
        days, period_why = talk.period_of(scene, reading, self.talk, self.base)
        if not scene.times and self.talk.question and self.talk.question.days:
            days, period_why = self.talk.question.days, "the period of the question"
        if reading.stock:
            days, period_why = self._stock_day(scene)
        spot, place_why = talk.place_of(scene, reading, self.talk, self.home.spot)
        spot, place_why = self._of_agency(scene, spot, place_why)
        if not self.home.told:
            place_why = talk.UNTOLD.get(place_why, place_why)
        said, party_why = talk.speaker_of(scene, reading, self.talk)
        speaker = said.speaker if said else None
        if speaker is None:
            speaker, party_why = self._silent_speaker(reading)
        told = Told(
            reading, days, spot, speaker, self._agency_kind(scene, reading), index, scene.sentence.paragraph,
            period_why, place_why, party_why,
        )  # fmt: skip
        self.talk.about = True
        if reading.subset is None:
            if not self._lesser(told):
                self.talk.last = told
            if days and not reading.stock:
                self.talk.days = days
                if not reading.chained:
                    self.talk.main, self.talk.frame = days, days
            if spot:
                self.talk.spot, self.talk.spot_paragraph = spot, scene.sentence.paragraph
            if said:
                self.talk.speaker, self.talk.speaker_paragraph = said.speaker, scene.sentence.paragraph
        self.drafts.append(Draft.of_prose(told, scene))

    def _of_agency(self, scene: Scene, spot: Spot | None, why: str) -> tuple[Spot | None, str]:
        """The county, where a city stands for a county's jail or sheriff and the county bears its name."""
        if spot is None or spot.kind != "city" or not _COUNTYS.search(scene.low) or _CITYS.search(scene.low):
            return spot, why
        plain = spot.name.partition(",")[0].title()
        if not self.home.finder.is_county(plain):
            return spot, why
        return self.home.finder.county(
            plain, spot.state
        ), "the county of that name, whose jail or sheriff it is"

    def _lesser(self, told: Told) -> bool:
        """Whether "the number" of the next sentence would rather mean another figure of this one."""
        last = self.talk.last
        if last is None or last.sentence != told.sentence or last.reading.subset is not None:
            return False
        asked = last.reading.metric is Metric.REQUESTS and told.reading.metric is not Metric.REQUESTS
        return (asked and told.reading.number == last.reading.number) or told.reading.value == 0

    def _stock_day(self, scene: Scene) -> tuple[Days | None, str]:
        for mention in scene.times:
            if mention.point and mention.days:
                return mention.days, f"'{mention.text}'"
        published = self.clock.published
        if published and re.search(r"\ba year (?:ago|earlier|before)\b", scene.low):
            then = periods.a_day(published.year - 1, published.month, min(published.day, 28))
            return (periods.closed(then, then, True) if then else None), "a year before the document"
        return (
            (periods.closed(published, published, True), "the day of the document")
            if published
            else (None, "no day")
        )

    def _silent_speaker(self, reading: Reading | None) -> tuple[Speaker | None, str]:
        if self.publisher is not None and (self.context.official or self.talk.speaker is None):
            return self.publisher, "the publisher's own paper"
        if reading and reading.chained and self.talk.last:
            return self.talk.last.speaker, "the speaker of the figure before"
        if self.talk.speaker is not None:
            return self.talk.speaker, "the speaker named last"
        return None, "nobody is named"

    def _agency_kind(self, scene: Scene, reading: Reading) -> str | None:
        left, right = scene.clause(reading.number.start)
        return agencies.kind_in(scene.low[left:right]) or agencies.kind_in(scene.low) or self.talk.agency_kind

    # --- forms and tables ---------------------------------------------------------------------

    def _form(self, index: int, sentence: Sentence) -> bool:
        above = self.sentences[index - 1].low if index else ""
        line = forms.read(sentence, above, self.talk.about or self.about_title)
        if line is None:
            return False
        times = [m.days for m in periods.find(sentence.low, self.clock) if m.days and not m.point]
        days = times[0] if times else self.talk.days if self.talk.days else self.base
        stock = line.metric is Metric.ACTIVE
        if stock:
            published = self.clock.published
            days = periods.closed(published, published, True) if published else None
        reading = Reading(
            line.metric,
            line.number.value,
            line.number.qualifier,
            line.number,
            Certainty.SURE if self.home.given else Certainty.LIKELY,
            f"form line '{line.label[:60]}'",
            line.subset,
            stock,
        )
        speaker, why = self._silent_speaker(reading)
        told = Told(
            reading,
            days,
            self.home.spot,
            speaker,
            self.talk.agency_kind,
            index,
            sentence.paragraph,
            "the line or the form",
            "the form's place" if self.home.told else "the place that the document names most",
            why,
        )
        if line.subset is None:
            self.talk.last = told
        if times and not stock:
            self.talk.days = days
        self.drafts.append(Draft.of_line(told, sentence))
        return True

    def _paired(self, index: int, sentence: Sentence) -> bool:
        """Whether a line holds nothing but pairs of a period or a place with its number."""
        if not pairs.likely(sentence.low):
            return False
        speaker, why = self._silent_speaker(None)
        paper = self._paper(speaker, why)
        drafts = tables.pair_line(paper, index, paper.caption_above(index), paper.about)
        self.drafts.extend(drafts)
        return bool(drafts)

    def _table(self, group: Sequence[int]) -> None:
        speaker, why = self._silent_speaker(None)
        paper = self._paper(speaker, why)
        self.drafts.extend(tables.read(paper, group))

    def _paper(self, speaker: Speaker | None, why: str) -> tables.Paper:
        return tables.Paper(
            self.text, self.context.title, self.sentences, self.home, self.clock, self.base, speaker, why,
            self.about_title or self.talk.about, self.home.given, self.evictions,
        )  # fmt: skip
