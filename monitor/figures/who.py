"""Who asserts each count: the party named for it, the official publisher, or nobody that is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from monitor.figures import authors, who_pointed
from monitor.figures.candidates import Candidate
from monitor.figures.cell_speakers import answers, column_of, row_of, source_of, sources
from monitor.figures.hearing import Heard, Listener
from monitor.figures.language import NO_GRASP, Grasp
from monitor.figures.naming import Namer, is_local
from monitor.figures.paper import Choice, Count, Paper
from monitor.figures.parties import Speaker
from monitor.figures.places import Spot
from monitor.figures.sentences import split
from monitor.figures.tellers import CARRIED, Found, find

#: how likely a choice is right, by how it was made: between the labelled documents that rules were made from
#: and those that they were not
CHANCES: Final = {
    "said": 0.74, "quoted": 0.9, "floor": 0.88, "own": 0.82, "list": 0.86, "before": 0.58, "none": 0.68,
    "next": 0.45, "far": 0.42, "first": 0.36,
}  # fmt: skip
TOP: Final = 3000  #: characters in which a transcript names its speakers in full

SHORT: Final = 3  #: letters of no title


def speakers_of(
    paper: Paper,
    counts: Sequence[Count],
    spots: Sequence[Spot | None],
    grasps: Mapping[int, Grasp] = NO_GRASP,
) -> list[Choice[Speaker]]:
    """The speaker of each count, in the order of the counts; none where nobody is named. `spots` are the
    places of the counts, `grasps` what the language model takes the numbers for."""
    if not counts:
        return []
    room = _Room(paper, grasps)
    thread = _Thread()
    chosen: list[Choice[Speaker]] = []
    for count, spot in zip(counts, spots, strict=True):
        candidate = paper.candidates[count.candidate]
        found = room.found(candidate)
        if not room.signs and (found is None or found.how in CARRIED):
            found = _follow(thread, found, spot, candidate)
        thread.go_on(found, spot, candidate)
        chosen.append(room.pointed(candidate, room.choice(found, spot), spot))
    return chosen


class _Room:
    """A document with all that speak in it."""

    def __init__(self, paper: Paper, grasps: Mapping[int, Grasp]) -> None:
        lines = [line.sentence for line in paper.lines]
        self.paper = paper
        self.grasps = grasps
        self.starts = [line.start for line in lines]
        self.heard = Listener(paper.context.publisher, who_pointed.offsets(grasps)).listen(lines)
        self.namer = Namer(paper.context.catalogue, paper.home.finder, paper.home.spot)
        #: an official paper is its author's word; minutes only set down what others said
        self.signs = paper.official and not authors.minutes(paper.title)
        signed = authors.author(paper.title, lines) if paper.official else ""
        if self.signs and not signed:
            signed = authors.contributor(paper.context.publisher or "", lines)
        self.floor = authors.turns(lines)
        self.author = self.namer.name(signed, paper.home.spot) if signed else None
        spoken_of = [words for line in self.heard for words in (*(t.words for t in line.told), *line.bodies)]
        for words in dict.fromkeys(reversed(spoken_of)):
            if self.namer.notice(words.lower()):
                break
        self.owner = _short(paper.publisher, paper.text) if paper.publisher is not None else None
        self.sources = sources(self.heard)
        self.answers = answers(paper, self.heard)
        self.guest = authors.asked(lines)
        self.host = _host(paper.title, self.heard) if any(self.guest) else ""
        self.chief = _most(self.heard) if not self.signs else None

    def found(self, candidate: Candidate) -> Found | None:
        """Who tells a candidate by its line, its cell or the sentences about it."""
        turn = self.floor[candidate.index]
        if turn:
            words = authors.in_full(turn, f"{self.paper.title} {self.paper.text[:TOP]}")
            return Found(words, f"'{turn}' has the floor", "floor")
        if column := column_of(candidate):
            return Found(column, f"'{column}' over the column", "list")
        if row := row_of(candidate, self.paper.official):
            return Found(row, f"'{row}' of the row", "list")
        source = source_of(candidate, self.sources)
        if source and not self._own_unit(source):
            return Found(source, f"'{source}', the table's source", "list")
        if candidate.index in self.answers:
            words = self.answers[candidate.index]
            return Found(words, f"'{words}:' in a list of answers", "list")
        found = find(self.heard, candidate, self.signs)
        if found is None or (self.paper.official and found.how == "far"):
            found = self.chief or found
        carried = found is None or found.how in CARRIED or found.press
        if self.guest[candidate.index] and self.host and carried:
            return Found(self.host, "an answer in an interview", "before")
        return found

    def _own_unit(self, words: str) -> bool:
        """Whether words name the publisher itself, or a unit of it."""
        return self.owner is not None and self.namer.name(words, self.paper.home.spot).name == self.owner.name

    def pointed(self, candidate: Candidate, choice: Choice[Speaker], spot: Spot | None) -> Choice[Speaker]:
        """What rules chose, unless the language model points to another with more right."""
        grasp = self.grasps.get(candidate.start) if candidate.cell is None else None
        if grasp is None:
            return choice
        pointed = who_pointed.masses(
            grasp, self.heard, self.starts, lambda words: self.namer.name(words, spot),
            self.author or self.owner,
        )  # fmt: skip
        return who_pointed.weighed(choice, pointed)

    def choice(self, found: Found | None, spot: Spot | None) -> Choice[Speaker]:
        """The party that was found; the paper's own where none was."""
        if found is None or found.press:
            return _own(self.author or self.owner, self.author is not None, found)
        return Choice(self.namer.name(found.words, spot), found.why, CHANCES[found.how])


def _most(heard: Sequence[Heard]) -> Found | None:
    """The person that a text speaks of most: whose figures they are where nobody is said to tell them."""
    spoken_of = Counter(
        words for line in heard for words in line.persons if len(words) > SHORT and not _ASIDE.search(words)
    )
    if not spoken_of:
        return None
    words = spoken_of.most_common(1)[0][0]
    return Found(words, f"'{words}' is spoken of most", "first")


#: who speaks at meetings, but not for a jail
_ASIDE: Final = re.compile(
    r"\b(?:counsel|chair\w*|clerk|council\w*|supervisors?|member|mayor|governor|president|judge|attorney|lawyer|"
    r"senator|representative|plaintiffs?|resident|organizer|advocates?|pastor)$",
    re.IGNORECASE,
)


def _host(title: str, heard: Sequence[Heard]) -> str:
    """Who answers in an interview: the person that its title names, else the first that the text does."""
    for line in (*Listener().listen(split(title)), *heard):
        if line.persons:
            return line.persons[0]
    return ""


_NOBODY: Final = Found("", "nobody is named", "before", press=True)


@dataclass
class _Thread:
    """Who told the figure before, and of which place; `wide` where that party has told of several."""

    last: Found | None = None
    spot: Spot | None = None
    line: int = -1
    wide: bool = False

    def go_on(self, found: Found | None, spot: Spot | None, candidate: Candidate) -> None:
        found = found or _NOBODY
        same = self.last is not None and self.last.words == found.words and bool(found.words)
        far = spot is not None and spot.kind in ("state", "country")
        self.wide = far or (same and (self.wide or (self.spot is not None and self.spot != spot)))
        self.last, self.spot, self.line = found, spot, candidate.index


def _follow(thread: _Thread, found: Found | None, spot: Spot | None, candidate: Candidate) -> Found | None:
    """Who told the figure before, where a count's own sentence names nobody: a text goes on with one party's
    figures until another is named for one; the sheriff of one county does not speak for the next."""
    before = thread.last
    if before is None:
        return found
    since = found is not None and found.line > thread.line and found.words != before.words
    if since and found is not None and found.how == "before":
        return found  # another has spoken since, in this paragraph
    if not thread.wide and _elsewhere(before.words, thread.spot, spot):
        return None
    if since and found is not None and found.how == "far" and not before.press:
        return None  # another has, further back
    how = "before" if found is not None and found.words == before.words else "far"
    why = before.why if "figure before" in before.why else f"{before.why}, of the figure before"
    return Found(before.words, why, how, before.press)


def _elsewhere(words: str, before: Spot | None, spot: Spot | None) -> bool:
    """Whether a count is of another city or county than the one whose sheriff has been speaking."""
    if before is None or spot is None or before == spot or not is_local(words):
        return False
    return before.kind in ("city", "county") and spot.kind in ("city", "county")


def _own(owner: Speaker | None, signed: bool, found: Found | None) -> Choice[Speaker]:
    """The word of the paper itself."""
    why = found.why if found else ""
    if owner is None:
        return Choice(None, why or "nobody is named", CHANCES["none"])
    return Choice(
        owner, why or ("signed by its author" if signed else "the publisher's own paper"), CHANCES["own"]
    )


def _short(publisher: Speaker, text: str) -> Speaker:
    """The publisher by the letters that its paper calls it by: DCSO."""
    initials = "".join(w[0] for w in re.findall(r"[A-Z][\w'-]*", publisher.name)).upper()
    used = [w for w in set(re.findall(r"\b[A-Z]{3,6}\b", text[:TOP])) if initials.endswith(w)]
    return Speaker(publisher.id, publisher.name, max(used, key=len)) if used else publisher
