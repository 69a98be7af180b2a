"""Which place each count is about: the place whose agency the detainers were lodged with.

Each place that is named or meant in the count's own sentence is weighed by where it stands; with none
there, the place that the lines before spoke of, the heading, or the place that the document is about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from config.words import Metric
from monitor.figures import (
    gazetteer,
    grid_places,
    hints,
    levels,
    place_names,
    place_words,
    places,
    where_pointed,
)
from monitor.figures.candidates import Candidate, is_heading
from monitor.figures.focus import Focus
from monitor.figures.hints import Hint, Level
from monitor.figures.language import NO_GRASP, Grasp
from monitor.figures.paper import Choice, Count, Paper
from monitor.figures.places import Spot
from monitor.figures.sentences import Kind, Sentence

#: what speaks for a place in the sentence of a number, and what against it
WEIGHTS: Final = {
    "before": 3.0,
    "after": 1.6,
    "tight": 3.3,  #: "12 in Polk County", "12 from Linn"
    "meant": -0.9,
    "aside": -2.4,
    "number": -0.5,  #: for each other number between
    "break": -0.3,  #: for each end of a clause between
    "far": -0.012,  #: for each character between
    "state": -0.7,
    "foreign": -0.8,  #: of another state than the document's, and no agency
    "agency": 0.4,
    "wide": 0.9,  #: "statewide", "across the country"
    "goal": -4.0,  #: where people were taken to: "32 were driven to Baker County"
    "own": -1.5,  #: a place after the number that a number of its own follows: ", followed by Lee with 12"
}
OFFICE: Final = 60  #: characters before a place in which an office may be named
HEADING: Final = 80  #: characters; a longer line heads no section
ENOUGH: Final = 0.6  #: a hint of less tells nothing
_TIGHT: Final = re.compile(
    r"\s*\(|\)?[^.,;:()]{0,70}?\b(?:in|from|at|by|for|to|with|on|against|of)\s+(?:the\s+|neighboring\s+|"
    r"nearby\s+)?$"
)
_BREAK: Final = re.compile(r"[;:()]|\s[-–—]+\s|—|,\s|\s(?:but|while|whereas|although|though|because|and)\s")
_AND: Final = re.compile(r"\s*(?:,\s*(?:and\s+)?|and\s+|&\s*)(?:the\s+)?\s*")
_GOAL: Final = re.compile(
    r"\b(?:transported|transferred|moved|taken|driven|flown|bused|shipped|delivered|hauled|removed|trucked|left)\b"
    r"[^.;]{0,40}?\b(?:to|for)\s+(?:the\s+|a\s+)?(?:[a-z]+\s+(?:in|at|of)\s+)?$"
)
#: before the place of an office that is not the agency's: "transferred to ICE in Charleston"
_OFFICE: Final = re.compile(
    r"\bto\s+(?:the\s+)?(?:ice|immigration|federal)\b[a-z ]{0,24}?\s(?:in|at)\s+(?:the\s+)?$"
)
_PRONOUN: Final = re.compile(
    r"[\"'(]{0,2}(?:It|They|All|None|Both|Neither|He|She|Of (?:those|these|them|the)|That|Those|These|Its|"
    r"Their|There)\b"
)
_JAIL: Final = re.compile(r"\b(?:jails?|sheriff|inmates?|prison(?:s|ers?)?|deputies|booked|corrections?)\b")
_POLICE: Final = re.compile(r"\b(?:police|officers?|chief)\b")
_DATELINE: Final = re.compile(
    r"\s*([A-Z][A-Z .'’-]{2,40})(?:,\s*[A-Z][\w. ]{1,16}?)?\s*(?:\([^)]{1,60}\)\s*)?(?:[-–—]|--)\s"
)


def _headed(sentence: Sentence) -> re.Match[str] | None:
    """The place that a story comes from, at its head."""
    return _DATELINE.match(sentence.text) if sentence.start < 200 else None


def places_of(
    paper: Paper, counts: Sequence[Count], grasps: Mapping[int, Grasp] = NO_GRASP
) -> list[Choice[Spot]]:
    """The place of each count, in the order of the counts; none where nothing tells one. `grasps`: what the
    language model takes the numbers for."""
    return Places(paper, counts, grasps).all()


#: detainers of a year: the largest county (Los Angeles, Harris) has had some 20,000, the largest state 72,000
#: (California in fiscal 2012, by TRAC)
_MOST: Final = {"city": 40_000, "county": 40_000, "state": 110_000}
NAMED: Final = 0.93  #: the chance of a place that is named plainly beside its number
OF_ALL: Final = 0.75  #: the chance that what is more than any of these has is the country's


def _local(told: Sequence[Hint], number: int) -> list[Hint]:
    """Without the states that only say where another place of the sentence is: 'fifth in Texas with 655'."""
    kept: list[Hint] = []
    for hint in told:
        wide = hint.level is Level.STATE or (hint.spot is not None and hint.spot.kind == "state")
        inner = [h.spot for h in kept if h.spot and not h.aside and h.spot.kind in ("city", "county")]
        passing = wide and hint.end <= number and not hint.agency and not place_words.WIDE.match(hint.text)
        if passing and inner and (hint.spot is None or inner[-1].state == hint.spot.state):
            continue
        kept.append(hint)
    return kept


def _of_all(candidate: Candidate, metric: Metric, choice: Choice[Spot]) -> Choice[Spot]:
    """The whole country, where a number is more than any county or state has, and none is named with it."""
    most = _MOST.get(choice.value.kind) if choice.value else None
    if most is None or candidate.number.value < most:
        return choice
    if metric is Metric.COST or choice.chance >= NAMED:
        return choice
    return Choice(places.NATION, "more than any county or state has", OF_ALL)


def _chance(score: float, hint: Hint) -> float:
    """How likely a hint of that score is right: near and named, nearly sure."""
    chance = min(0.98, 0.86 + 0.04 * score)
    return chance - 0.05 if hint.level or hint.aside else chance


class Places:
    """One pass over the lines of a paper, with the counts that stand in each."""

    def __init__(self, paper: Paper, counts: Sequence[Count], grasps: Mapping[int, Grasp] = NO_GRASP) -> None:
        self.paper = paper
        self.counts = counts
        self.grasps = grasps
        self.starts = [line.sentence.start for line in paper.lines]
        self.hints: dict[tuple[int, bool], list[Hint]] = {}
        self.focus = Focus(paper.home.spot, paper.home.code)
        self.continued = False  #: the paragraph's earlier sentences had a count with a place
        self.chance = 0.9  #: of the last count's place
        self.told_in = -1  #: the line of the last count whose place was told
        self.section: Spot | None = None  #: the place that a heading named
        self.grid = grid_places.Grid(paper)
        self.by_line: dict[int, list[int]] = {}
        for i, count in enumerate(counts):
            self.by_line.setdefault(paper.candidates[count.candidate].index, []).append(i)

    def all(self) -> list[Choice[Spot]]:
        found: dict[int, Choice[Spot]] = {}
        sections = self._sections()
        last = max(self.by_line, default=-1)
        paragraph = -1
        for index, line in enumerate(self.paper.lines[: last + 1]):
            sentence = line.sentence
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
                self.focus.turn()
                self.continued = False
            if dateline := _headed(sentence):
                self._dateline(dateline[1])
            mine = self.by_line.get(index, [])
            told = self._hints(index, bool(mine))
            self.section = sections.get(index, self.section)
            listed = self._listed(index, told) if mine and len(told) > 1 else {}
            for i in mine:
                candidate = self.paper.candidates[self.counts[i].candidate]
                if candidate.cell:
                    found[i] = self._cell(candidate)
                elif hint := listed.get(candidate.number.start):
                    found[i] = Choice(hint.spot, f"'{hint.text}', in the order of the list", 0.93)
                else:
                    found[i] = self._prose(candidate, told)
                found[i] = _of_all(candidate, self.counts[i].metric, found[i])
                if found[i].value:
                    self.focus.topic = found[i].value
                    self.continued, self.told_in, self.chance = True, index, found[i].chance
            self.focus.take(told)
            if not mine:
                self._topic(told)
        return [found[i] for i in range(len(self.counts))]

    def _hints(self, index: int, counted: bool) -> list[Hint]:
        """The hints of a line; `counted`: it is read as one with figures."""
        if (index, counted) not in self.hints:
            sentence = self.paper.lines[index].sentence
            dateline = _headed(sentence)
            self.hints[index, counted] = hints.find(
                sentence.text, sentence.low, self.paper.home, dateline.end() if dateline else 0, counted
            )
        return self.hints[index, counted]

    def _pointed(self, candidate: Candidate, choice: Choice[Spot]) -> Choice[Spot]:
        """What rules chose, unless the language model points elsewhere with more right."""
        grasp = self.grasps.get(candidate.start)
        if grasp is None:
            return choice
        pointed = where_pointed.masses(grasp, self.paper, self.starts, lambda line: self._hints(line, True))
        return where_pointed.weighed(choice, pointed)

    def _listed(self, index: int, told: Sequence[Hint]) -> dict[int, Hint]:
        """As many numbers in one list as places in the list before: each has its own, in that order."""
        numbers = [self.paper.candidates[i].number for i in self.paper.by_line.get(index, ())]
        low = self.paper.lines[index].sentence.low
        runs: list[list[int]] = []
        for k, number in enumerate(numbers):
            if k and _AND.fullmatch(low[numbers[k - 1].end : number.start]):
                runs[-1].append(k)
            else:
                runs.append([k])
        named = [hint for hint in told if hint.spot and not hint.aside and hint.spot.kind != "state"]
        paired: dict[int, Hint] = {}
        for run in runs:
            first = numbers[run[0]].start
            before = [hint for hint in named if hint.start < first]
            if len(run) < 2 or len(before) < len(run):
                continue
            places_ = before[-len(run) :]
            joined = all(_AND.fullmatch(low[a.end : b.start]) for a, b in pairwise(places_))
            if joined:
                paired |= {numbers[k].start: hint for k, hint in zip(run, places_, strict=True)}
        return paired

    def _dateline(self, name: str) -> None:
        """The city that a story comes from is the city it speaks of until it names another."""
        code = self.focus.code
        if code and gazetteer.town(name.strip(), code):
            spot = self.paper.home.finder.city(place_names.title(name.strip().upper(), 1), code)
            if spot:
                self.focus.ever["city"] = spot

    def _sections(self) -> dict[int, Spot]:
        """Headings that name one place each, where a text has several such sections."""
        found: dict[int, Spot] = {}
        first = min(self.by_line, default=0)
        for index, line in enumerate(self.paper.lines):
            sentence = line.sentence
            if (
                index == 0
                or sentence.kind is Kind.ROW
                or len(sentence.text) > HEADING
                or index in self.by_line
            ):
                continue
            if not is_heading(sentence) or sentence.text.endswith((".", "?", '"')):
                continue
            if index < first and place_words.seat(
                sentence.text, self.paper.home.spot if self.paper.home.given else None
            ):
                continue
            told = hints.find(sentence.text, sentence.low, self.paper.home, 0, True)
            named = {hint.spot for hint in told if hint.spot and not hint.aside}
            if len(named) == 1 and (spot := named.pop()).kind in ("city", "county"):
                found[index] = spot
        return found if len(set(found.values())) >= 2 else {}

    def _topic(self, told: Sequence[Hint]) -> None:
        wide = self.focus.home is None or self.focus.home.kind in ("state", "country")
        named = [
            h.spot
            for h in told
            if h.spot
            and not h.aside
            and (wide or h.spot.kind in ("city", "county"))
            and (h.agency or h.spot.kind != "city" or h.spot.state not in places.UNIFIED)
        ]
        if named:
            self.focus.topic = named[0]

    def _cell(self, candidate: Candidate) -> Choice[Spot]:
        told = self.grid.place(candidate)
        if told is not None:
            return told
        if self.section:
            return Choice(self.section, "the heading above", 0.7)
        return self._home()

    def _home(self) -> Choice[Spot]:
        known = self.paper.home
        chance = 0.97 if known.given else 0.91 if known.told else 0.65
        return Choice(known.spot, "the place that the document is about", chance)

    def _prose(self, candidate: Candidate, told: Sequence[Hint]) -> Choice[Spot]:
        at = candidate.number.start
        scored = [(self._score(candidate, hint), -hint.start, hint) for hint in _local(told, at)]
        scored = [row for row in scored if row[0] >= ENOUGH]
        for score, _at, hint in sorted(scored, key=lambda row: row[:2], reverse=True):
            spot = hint.spot or (self._meant(hint, told) if hint.level else None)
            if spot:
                choice = Choice(spot, f"'{hint.text}'", _chance(score, hint))
                wide = (hint.level or spot == places.NATION) and place_words.WIDE.match(hint.text)
                return choice if wide else self._pointed(candidate, choice)
        return self._pointed(candidate, self._carried(candidate))

    def _meant(self, hint: Hint, told: Sequence[Hint]) -> Spot | None:
        """What "the county" means: what was named before it in the sentence, else before the sentence."""
        if hint.level in (Level.COUNTY, Level.CITY, Level.AGENCY):
            for other in reversed([h for h in told if h.start < hint.start and h.spot and not h.aside]):
                if other.spot and (other.spot.kind == hint.level or hint.level is Level.AGENCY):
                    return other.spot
        if hint.level is Level.STATE:
            for other in reversed([h for h in told if h.start < hint.start]):
                if other.spot and other.spot.kind == "state":
                    return other.spot
        return self.focus.of(hint.level) if hint.level else None

    def _carried(self, candidate: Candidate) -> Choice[Spot]:
        if self.told_in == candidate.index and self.focus.topic:
            return Choice(self.focus.topic, "the place told before in the sentence", self.chance * 0.97)
        same = bool(self.focus.last) or self.continued
        if self.focus.topic and (same or (not self.section and _PRONOUN.match(candidate.sentence.text))):
            return Choice(self._leveled(candidate), "the place of the sentence before", self.chance * 0.93)
        if self.section:
            return Choice(self.section, "the heading above", 0.7)
        return self._home()

    def _leveled(self, candidate: Candidate) -> Spot | None:
        """The place of the sentence before; where a jail is spoken of, the one whose jail it is."""
        topic = self.focus.topic
        local = self.focus.home
        if topic and local and topic.kind in ("state", "country") and local.kind in ("city", "county"):
            they = place_words.THEY.search(candidate.sentence.low, 0, candidate.number.left)
            if they and self.told_in == candidate.index - 1:
                return topic
            return local  # what is told of the state in passing is over with its sentence
        if topic is None or topic.kind != "city" or topic == self.focus.home:
            return topic
        if not _JAIL.search(candidate.sentence.low) or _POLICE.search(candidate.sentence.low):
            return topic
        if topic.state in places.UNIFIED and topic.state:
            return places.state_spot(topic.state)
        return levels.county_of(topic) or topic

    def _has_own(self, candidate: Candidate, hint: Hint) -> bool:
        starts = (self.paper.candidates[i].number.start for i in self.paper.by_line.get(candidate.index, ()))
        return any(0 <= start - hint.end <= 14 for start in starts)

    def _score(self, candidate: Candidate, hint: Hint) -> float:
        number, low = candidate.number, candidate.sentence.low
        w = WEIGHTS
        score = w["meant"] if hint.level else w["agency"] if hint.agency else 0.0
        score += w["aside"] if hint.aside else 0.0
        spot = hint.spot
        if hint.level and place_words.WIDE.match(hint.text):
            score += w["wide"]
        elif (spot and spot.kind in ("state", "country") and not hint.agency) or hint.level is Level.STATE:
            score += w["state"]
        if spot and spot.state and spot.state != self.focus.code and not hint.agency:
            score += w["foreign"]
        if _OFFICE.search(low, max(0, hint.start - OFFICE), hint.start):
            score += w["goal"]
        if hint.start < number.start:
            between = low[hint.end : number.start]
            score += w["before"]
        else:
            between = low[number.end : hint.start]
            score += w["tight"] if _TIGHT.fullmatch(between) else w["after"]
            score += w["goal"] if _GOAL.search(between) else 0.0
            if not _TIGHT.fullmatch(between) and self._has_own(candidate, hint):
                score += w["own"]
        left, right = sorted((hint.start, number.start))
        others = self.paper.by_line.get(candidate.index, ())
        crossed = sum(1 for i in others if left < self.paper.candidates[i].number.start < right)
        breaks = len(_BREAK.findall(between))
        return score + w["number"] * crossed + w["break"] * min(breaks, 3) + w["far"] * len(between)
