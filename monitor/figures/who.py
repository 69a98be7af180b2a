"""Who asserts each count: the party named for it, the official publisher, or nobody that is named.

Each party that may have told a count is weighed by its signs (who_options); the weights are fitted to labelled
documents (who_weights)."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from config.words import DHS, ICE, Metric
from monitor.figures import authors, who_options
from monitor.figures.candidates import Candidate
from monitor.figures.hearing import Heard, Listener
from monitor.figures.naming import Namer, is_local
from monitor.figures.paper import Choice, Count, Paper
from monitor.figures.parties import Speaker
from monitor.figures.places import Spot
from monitor.figures.sentences import Kind, split
from monitor.figures.who_options import Option, Options, Room, folded
from monitor.figures.who_weights import WEIGHTS

TOP: Final = 3000  #: characters in which a transcript names its speakers in full
LIST: Final = 3  #: lines of a list
NOBODY: Final = ""  #: the paper's own word
OWNER: Final = "\n"  #: the words of the publisher, that no text has


def speakers_of(paper: Paper, counts: Sequence[Count], spots: Sequence[Spot | None]) -> list[Choice[Speaker]]:
    """The speaker of each count, in the order of the counts; none where nobody is named. `spots` are the
    places of the counts."""
    return Walk(paper, WEIGHTS).run(counts, spots) if counts else []


@dataclass(frozen=True, slots=True)
class _Before:
    """The count before, and who told it."""

    words: str
    why: str
    index: int  #: of its line
    paragraph: int
    spot: Spot | None
    metric: Metric
    chance: float


class Walk:
    """Chooses the speakers of a paper's counts one after another."""

    def __init__(self, paper: Paper, weights: Mapping[str, float]) -> None:
        self.paper, self.weights = paper, weights
        lines = [line.sentence for line in paper.lines]
        self.heard: Sequence[Heard] = Listener(paper.context.publisher).listen(lines)
        title = Listener().listen(split(paper.title))
        self.room: Room = who_options.room_of(self.heard, title)
        self.namer = Namer(paper.context.catalogue, paper.home.finder, paper.home.spot)
        self.floor = authors.turns(lines)
        signed = authors.author(paper.title, lines) if paper.official else ""
        self._recall()
        self.author = self.namer.name(signed, paper.home.spot) if signed else None
        self.owner = _short(paper.publisher, paper.text) if paper.publisher is not None else None
        self.minutes = paper.official and authors.minutes(paper.title)
        self.labels = _labels(paper, self.heard)
        self.guest = authors.asked(lines)
        self.host = _host(title, self.heard) if any(self.guest) else ""
        self.before: _Before | None = None

    def _recall(self) -> None:
        """Remember the kind of agency that a paper speaks of last."""
        spoken_of = [words for line in self.heard for words in (*(t.words for t in line.told), *line.bodies)]
        for words in dict.fromkeys(reversed(spoken_of)):
            if self.namer.notice(words.lower()):
                return

    def run(self, counts: Sequence[Count], spots: Sequence[Spot | None]) -> list[Choice[Speaker]]:
        chosen: list[Choice[Speaker]] = []
        for i, (count, spot) in enumerate(zip(counts, spots, strict=True)):
            candidate = self.paper.candidates[count.candidate]
            options = self._options(candidate, count, spot)
            best, chance = self._weigh(options, spot)
            best = self.decided(i, options, best, spot)
            line = candidate.sentence
            self.before = _Before(
                best.words, best.why, candidate.index, line.paragraph, spot, count.metric, chance
            )
            chosen.append(Choice(self.speaker(best, spot), best.why, chance))
        return chosen

    def decided(self, _number: int, _options: Sequence[Option], best: Option, _spot: Spot | None) -> Option:
        """The option that is taken; a place for a trainer to watch and to teach."""
        return best

    def speaker(self, option: Option, spot: Spot | None) -> Speaker | None:
        if option.words == NOBODY:
            return None if self.owner is None else self.author or self.owner
        if option.words == OWNER:
            return self.owner
        return self.namer.name(option.words, spot)

    def _options(self, candidate: Candidate, count: Count, spot: Spot | None) -> list[Option]:
        options = who_options.gather(self.room, candidate)
        self._nobody(candidate, options)
        self._given(candidate, options)
        self._again(candidate, count, spot, options)
        most = self.room.most
        if most:
            told = next(t for line in self.heard for t in line.told if folded(t.words) == most)
            options.offer(told.words, f"'{told.cue}', who speaks most", {"speaks most": 1.0, f"speaks most though {options.state}": 1.0})
        for option in options.found.values():
            option.signs.update(who_options.of_party(option, self.room))
            option.signs.update(self._of_place(option, count, spot))
        return list(options.found.values())

    def _nobody(self, candidate: Candidate, options: Options) -> None:
        """The paper's own word: its author's, its publisher's, or that of nobody who is named."""
        line = self.heard[candidate.index]
        cell = candidate.cell is not None and line.sentence.kind is Kind.ROW
        told = "told" if line.told else "untold"
        signs = {"nobody": 1.0, f"nobody {told}": 1.0, f"nobody {'cell' if cell else 'prose'}": 1.0}
        near = any(
            other.told and other.sentence.paragraph == line.sentence.paragraph
            for other in self.heard[max(0, candidate.index - 4) : candidate.index + 3]
        )
        signs[f"nobody {'near' if near else 'far'} {told}"] = 1.0
        signs[f"nobody though {options.state}"] = 1.0
        signs["nobody ever"] = float(not self.room.often)
        signs["nobody seldom"] = 1 / (1 + sum(self.room.often.values()))
        signs["nobody at first"] = float(candidate.index < 2)
        signs["nobody but the author"] = float(self.author is not None)
        signs["nobody in minutes"] = float(self.minutes)
        signs["nobody of a list"] = float(line.sentence.kind is Kind.ITEM)
        why = "signed by its author" if self.author else "the publisher's own paper"
        options.offer(NOBODY, why if self.owner else "nobody is named", signs)
        if self.author is not None and self.owner is not None:
            options.offer(OWNER, "the publisher's own paper", {"owner of a signed paper": 1.0})

    def _given(self, candidate: Candidate, options: Options) -> None:
        """Who is given the word by the form of a paper: a turn, a row, the label of a list, an interview."""
        turn = self.floor[candidate.index]
        if turn:
            words = authors.in_full(turn, f"{self.paper.title} {self.paper.text[:TOP]}")
            options.offer(words, f"'{turn}' has the floor", {"floor": 1.0})
        if row := _row(candidate, self.paper.official):
            options.offer(row, f"'{row}' of the row", {"row": 1.0})
        if candidate.index in self.labels:
            words = self.labels[candidate.index]
            options.offer(words, f"'{words}:' in a list of answers", {"label": 1.0})
        if self.guest[candidate.index] and self.host:
            options.offer(self.host, "an answer in an interview", {"guest": 1.0})

    def _again(self, candidate: Candidate, count: Count, spot: Spot | None, options: Options) -> None:
        """Who told the count before."""
        before = self.before
        if before is None:
            return
        if candidate.index == before.index:
            near = "sentence"
        elif candidate.sentence.paragraph == before.paragraph:
            near = "paragraph"
        else:
            near = "next" if candidate.sentence.paragraph - before.paragraph < 3 else "later"
        between = self.heard[before.index + 1 : candidate.index + 1]
        broken = any(not t.quoted for line in between for t in line.told)
        signs = {
            "again": before.chance,
            f"again {near}": 1.0,
            f"again {near} though {options.state}": 1.0,
            f"again {'nobody' if before.words == NOBODY else 'speaker'} though {options.state}": 1.0,
            f"again {near} {'broken' if broken else 'unbroken'}": 1.0,
            f"again {'nobody' if before.words == NOBODY else 'speaker'} {near}": 1.0,
            "again elsewhere": float(_elsewhere(before.words, before.spot, spot)),
            "again of another place": float(before.spot != spot),
            "again of another metric": float(before.metric is not count.metric),
        }
        why = before.why if "figure before" in before.why else f"{before.why}, of the figure before"
        options.offer(before.words, why, signs)

    def _of_place(self, option: Option, count: Count, spot: Spot | None) -> dict[str, float]:
        """Signs of the party that words mean beside the place of a count."""
        if option.words in (NOBODY, OWNER):
            return {}
        party = self.namer.name(option.words, spot)
        signs = {}
        if party.id in (ICE, DHS):
            signs["federal"] = 1.0
            signs[f"federal {count.metric.value}"] = 1.0
            signs[f"federal of {spot.kind if spot else 'nowhere'}"] = 1.0
        elif is_local(option.words):
            own = self.namer.place(option.words)
            signs["local"] = 1.0
            if own is not None and spot is not None:
                signs["of its place" if own == spot else "of another place"] = 1.0
            signs[f"local of {spot.kind if spot else 'nowhere'}"] = 1.0
            signs["no agency"] = float(not party.id and party.text.lower() in (party.name.lower(), option.words))
            signs["only a name"] = float(bool(_NAME.fullmatch(option.words)))
        else:
            signs["wide"] = 1.0
        return signs

    def _weigh(self, options: Sequence[Option], spot: Spot | None) -> tuple[Option, float]:
        """The best option, and how likely it is right: with what all options of its party have together."""
        kind = "official" if self.paper.official else "press"
        scores = [
            sum(
                value * (self.weights.get(sign, 0.0) + self.weights.get(f"{kind}: {sign}", 0.0))
                for sign, value in option.signs.items()
                if value
            )
            for option in options
        ]
        top = max(scores)
        shares: dict[str, float] = {}
        names = [self._name(option, spot) for option in options]
        for name, score in zip(names, scores, strict=True):
            shares[name] = shares.get(name, 0.0) + math.exp(score - top)
        party = max(shares, key=lambda name: shares[name])
        best = max((i for i, name in enumerate(names) if name == party), key=lambda i: scores[i])
        return options[best], shares[party] / sum(shares.values())

    def _name(self, option: Option, spot: Spot | None) -> str:
        speaker = self.speaker(option, spot)
        return "" if speaker is None else speaker.id or speaker.name


_NAME: Final = re.compile(r"(?:[A-Z][\w.'-]*\s?)+")


def _row(candidate: Candidate, official: bool) -> str:
    """The agency whose row of a table it is, or the source that a column names."""
    cell = candidate.cell
    if cell is None or candidate.sentence.kind is not Kind.ROW or not official:
        return ""
    for head, words in zip(cell.heads, cell.row_heads, strict=False):
        if _SOURCE.search(head) and re.search(r"[a-z]{2}", words):
            return words
    return cell.name if _AGENCY_ROW.search(cell.name) else ""


_SOURCE: Final = re.compile(r"\b(?:source|answered|respondent|who|answer from|given by|reported by)\b")
_AGENCY_ROW: Final = re.compile(r"\b(?:Sheriff|Police)(?:'s)?\b(?! (?:Marshal|bookings))")


def _host(title: Sequence[Heard], heard: Sequence[Heard]) -> str:
    """Who answers in an interview: the person that its title names, else the first that the text does."""
    for line in (*title, *heard):
        if line.persons:
            return line.persons[0]
    return ""


def _labels(paper: Paper, heard: Sequence[Heard]) -> dict[int, str]:
    """The places that the lines of a newspaper's list begin with, each of which answered for itself."""
    if paper.official:
        return {}
    found: dict[int, str] = {}
    for i, line in enumerate(heard):
        match = _LABEL.match(line.sentence.text)
        if match and paper.home.finder.find(match[1]):
            found[i] = match[1]
    return found if len(found) >= LIST else {}


_LABEL: Final = re.compile(r"^[\W_]{0,4}([A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}):\s")

def _elsewhere(words: str, before: Spot | None, spot: Spot | None) -> bool:
    """Whether a count is of another city or county than the one whose sheriff has been speaking."""
    if before is None or spot is None or before == spot or not is_local(words):
        return False
    return before.kind in ("city", "county") and spot.kind in ("city", "county")


def _short(publisher: Speaker, text: str) -> Speaker:
    """The publisher by the letters that its paper calls it by: DCSO."""
    initials = "".join(w[0] for w in re.findall(r"[A-Z][\w'-]*", publisher.name)).upper()
    used = [w for w in set(re.findall(r"\b[A-Z]{3,6}\b", text[:TOP])) if initials.endswith(w)]
    return Speaker(publisher.id, publisher.name, max(used, key=len)) if used else publisher
