"""A document listened to: who speaks in each sentence, whom "she" means, whose quotation it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from monitor.figures import sayings
from monitor.figures.hearing_words import (
    COUNTS,
    DATELINE,
    IMMIGRATION,
    INSTITUTIONS,
    PLAIN,
    PRESS,
    TITLES,
    begins,
    many,
    quotes_in,
)  # fmt: skip
from monitor.figures.sentences import Kind as LineKind
from monitor.figures.sentences import Sentence
from monitor.figures.speech import Reach, Saying, Speech
from monitor.figures.voices import Kind, Voice
from monitor.figures.wordclasses import Words


@dataclass(frozen=True, slots=True)
class Told:
    """A saying with the words of the party that it means; `press` where the paper itself speaks."""

    start: int
    end: int
    reach: Reach
    words: str  #: of the party, in full
    cue: str
    press: bool = False
    pronoun: bool = False
    paper: bool = False
    quoted: bool = False  #: said within a quotation


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence: what is told in it, and whom it speaks of."""

    sentence: Sentence
    words: Words
    told: tuple[Told, ...]
    persons: tuple[str, ...]  #: people spoken of, in full words
    bodies: tuple[str, ...]
    quotes: tuple[tuple[int, int], ...]  #: stretches within quotation marks, of the sentence's characters
    opened: bool  #: begins within a quotation
    open: bool  #: ends within one
    voices: tuple[tuple[int, int, str], ...] = ()  #: those asked for: where, and the party's words in full


#: papers in which a person speaks
_LETTERS = frozenset(
    ["letter", "memo", "e-mail", "email", "affidavit", "testimony", "report", "slides", "records"]
)


@dataclass
class Listener:
    """Reads a document's sentences in order. `asked`: offsets in the text, in order, at which it is to be
    known who is named there, whether or not he is said to speak."""

    publisher: str = ""
    asked: Sequence[int] = ()
    person: str = ""  #: spoken of last
    body: str = ""
    speaker: str = ""  #: whose word was told last
    paper: dict[str, str] = field(default_factory=dict)  #: "report": whose it was when it came up first
    known: dict[str, str] = field(default_factory=dict)  #: "commissioner": "the public safety commissioner"
    names: dict[str, str] = field(default_factory=dict)  #: "cox": "Commissioner Michael Cox"
    paragraph: int = -1
    quoting: bool = False

    def listen(self, lines: Sequence[Sentence]) -> list[Heard]:
        return [self._heard(line) for line in lines]

    def _heard(self, line: Sentence) -> Heard:
        if line.paragraph != self.paragraph or line.kind is LineKind.ROW:
            self.paragraph, self.quoting = line.paragraph, False
        opened = self.quoting
        quotes, self.quoting = quotes_in(line.text, opened)
        speech = sayings.listen(line)
        told = tuple(t for s in speech.sayings if (t := self._told(speech, s, quotes)) is not None)
        voices = tuple(self._named(speech))
        persons, bodies = self._notice(speech, quotes)
        for one in told:
            if not one.quoted and not one.press:
                self.speaker = one.words
        return Heard(line, speech.words, told, persons, bodies, quotes, opened, self.quoting, voices)

    def _named(self, speech: Speech) -> Iterator[tuple[int, int, str]]:
        """The voices that are asked for, each with the words of the party that it means."""
        for voice in speech.voices if self.asked else ():
            begin = speech.sentence.start + voice.start
            at = bisect_left(self.asked, begin)
            if at < len(self.asked) and self.asked[at] < begin + voice.end - voice.start:
                before = dict(self.paper)  # a paper is whose it was when it came up as a source
                words = self._full(speech, voice)
                self.paper = before
                if words is not None:
                    yield voice.start, voice.end, words

    def _told(self, speech: Speech, saying: Saying, quotes: Sequence[tuple[int, int]]) -> Told | None:
        voice = saying.voice
        quoted = any(a <= saying.start < b for a, b in quotes)
        if quoted and voice.kind is Kind.PRONOUN:
            return None
        if voice.kind is not Kind.PRONOUN and PRESS.search(voice.text.lower()):
            return Told(saying.start, saying.end, saying.reach, "", saying.cue, press=True)
        words = self._full(speech, voice)
        if words is None:
            return None
        press = words == ""
        return Told(
            saying.start, saying.end, saying.reach, words, saying.cue, press,
            voice.kind is Kind.PRONOUN, voice.kind is Kind.PAPER, quoted,
        )  # fmt: skip

    def _full(self, speech: Speech, voice: Voice) -> str | None:
        """The words of the party that a voice means; '' for the paper itself, None for nobody known."""
        low = voice.text.lower()
        if voice.kind is Kind.PRONOUN:
            return self._pronoun(speech, voice, low)
        if voice.kind is Kind.PAPER:
            return self._paper(speech, voice, low)
        if voice.kind is Kind.NAME and low in self.names:
            return self.names[low]
        return self._before(speech, voice, low) or self._introduced(voice)

    def _before(self, speech: Speech, voice: Voice, low: str) -> str:
        """The body that the same sentence named in full: "ICE asked for 41, the agency said"."""
        parts = low.split()
        if len(parts) != 2 or parts[0] not in ("the", "that"):
            return ""
        for other in reversed([v for v in speech.voices if v.end <= voice.start]):
            named = other.text.lower()
            if other.kind not in (Kind.BODY, Kind.NAME) or named == low:
                continue
            if parts[1] == "agency" and IMMIGRATION.search(named):
                return other.text
            if parts[1] in INSTITUTIONS and parts[1] in named.split() and len(named.split()) > 2:
                return other.text
        return ""

    def _pronoun(self, speech: Speech, voice: Voice, low: str) -> str | None:
        if low in ("we", "i"):
            return ""
        before = [v for v in speech.voices if v.end <= voice.start]
        if low in ("he", "she"):
            near = [v for v in before if v.kind is Kind.PERSON and v.first <= 1 and not many(v.text)]
            return self._introduced(near[-1]) if near else (self.person or self.speaker or None)
        if low == "they":
            return self.person or self.speaker or self.body or None
        near = [v for v in before if v.kind in (Kind.BODY, Kind.NAME) and begins(speech, v)]
        if near:
            return self._full(speech, near[0])
        return self.speaker or self.body or None

    def _paper(self, speech: Speech, voice: Voice, low: str) -> str:
        """The paper with its owner named: "the report" is the sheriff's where it was before."""
        noun = speech.words.low[voice.last - 1]
        giver = sayings.giver_of(speech, voice)
        if giver is not None and giver.kind is not Kind.PRONOUN:
            full = self._introduced(giver)
            self.paper[noun] = full
            return full
        first = low.split()[0]
        if first in ("his", "her", "their") and noun in COUNTS:
            return self.person or self.speaker or voice.text
        if first in ("his", "her") and noun in _LETTERS and self.person:
            return self.person
        if first == "its":
            near = [v for v in speech.voices if v.end <= voice.start and v.kind in (Kind.BODY, Kind.NAME)]
            owner = near[-1].text if near else self.body or self.speaker
            if owner:
                return owner if noun in COUNTS else f"{owner}'s{voice.text[3:]}"
        if voice.owner and noun in COUNTS:
            return self._owner(voice.owner)
        bare = len([w for w in low.split() if w not in PLAIN]) < 2
        if bare:
            return self.paper.get(noun) or self._bare(speech, voice, first)
        self.paper.setdefault(noun, voice.text)
        return voice.text

    def _bare(self, speech: Speech, voice: Voice, first: str) -> str:
        """ "The report" of whoever spoke before; "records" of the agency that the sentence is about."""
        if first in ("the", "that", "this") and self.speaker:
            return self.speaker
        for other in speech.voices:
            dateline = speech.words.tags[other.last : other.last + 1] in ("-", "(")
            if (
                other.end <= voice.start
                and not dateline
                and other.kind is Kind.BODY
                and re.search(r"[A-Z]", other.text[1:])
                and not IMMIGRATION.search(other.text.lower())  # who filed is not whose records they are
            ):
                return other.text
        return voice.text if first in ("the", "that", "this", "a", "an") else ""

    def _owner(self, words: str) -> str:
        """Whose count it is: "his" is the person's spoken of."""
        low = words.lower()
        if low in ("his", "her"):
            return self.person or words
        return self.known.get(low.split()[-1], words) if len(low.split()) == 2 else words

    def _introduced(self, voice: Voice) -> str:
        """The fullest words by which the text has named the one that a bare "the commissioner" means."""
        parts = voice.text.lower().split()
        if len(parts) == 2 and parts[0] in ("the", "that", "this"):
            return self.known.get(parts[-1], voice.text)
        rest = voice.text[len(parts[0]) :]
        if parts[0] in ("his", "her") and self.person:
            return f"{self.person}'s{rest}"
        return voice.text

    def _notice(
        self, speech: Speech, quotes: Sequence[tuple[int, int]]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        persons: list[str] = []
        bodies: list[str] = []
        for voice in speech.voices:
            if any(a <= voice.start < b for a, b in quotes):
                continue
            if voice.kind is Kind.PERSON and not many(voice.text):
                full = self._introduced(voice)
                persons.append(full)
                self._remember(voice)
            elif voice.kind is Kind.NAME and voice.first == 0 and DATELINE.fullmatch(voice.text):
                continue
            elif voice.kind in (Kind.BODY, Kind.NAME):
                bodies.append(voice.text)
                if voice.kind is Kind.BODY:
                    self._institution(voice)
                elif IMMIGRATION.search(voice.text.lower()):
                    self.known["agency"] = voice.text
            elif voice.kind is Kind.PAPER:
                issuer = sayings.releaser_of(speech.words, speech.voices, voice)
                if issuer is not None and issuer.kind in (Kind.BODY, Kind.NAME, Kind.PERSON):
                    self.paper[speech.words.low[voice.last - 1]] = self._introduced(issuer)
        subject = next((v for v in speech.voices if v.first == 0), None)
        said = [s.voice for s in speech.sayings if s.voice.kind is Kind.PERSON]
        if said:
            self.person = self._introduced(said[-1])
        elif subject is not None and subject.kind is Kind.PERSON and not many(subject.text):
            self.person = self._introduced(subject)
        elif persons and not self.person:
            self.person = persons[-1]
        if bodies:
            self.body = bodies[0]
        return tuple(persons), tuple(bodies)

    def _institution(self, voice: Voice) -> None:
        """ "The division", "the office": the last one that was named in full."""
        low = voice.text.lower()
        parts = low.split()
        if IMMIGRATION.search(low):
            self.known["agency"] = voice.text
            if "department" in parts:
                self.known["department"] = voice.text
            return
        if len(parts) < 2 or (len(parts) == 2 and parts[0] in ("the", "that", "this", "its", "a")):
            return
        for part in parts:
            if part in INSTITUTIONS:
                self.known[part] = voice.text

    def _remember(self, voice: Voice) -> None:
        parts = voice.text.split()
        for part in (p for p in parts[1:] if p[0].isupper()):
            self.names.setdefault(part.lower(), voice.text)
        core = [p for p in parts if p.lower() not in ("the", "a", "an", "its", "his", "her")]
        title = next((p.lower() for p in core if p.lower() in TITLES), core[-1].lower() if core else "")
        if len(core) > 1 and title not in self.known and title != "sheriff":
            self.known[title] = voice.text
