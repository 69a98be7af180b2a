"""Who asserts each count: the party named for it, the official publisher, or nobody that is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from monitor.figures import authors
from monitor.figures.candidates import Candidate
from monitor.figures.hearing import Heard, Listener, Told
from monitor.figures.naming import Namer, is_local
from monitor.figures.paper import Choice, Count, Paper
from monitor.figures.parties import Speaker
from monitor.figures.places import Spot
from monitor.figures.sayings import Reach
from monitor.figures.sentences import Kind, split

#: how likely a choice is right, by how it was made
CHANCES: Final = {
    "said": 0.84, "quoted": 0.92, "floor": 0.9, "own": 0.82, "list": 0.88, "before": 0.6, "none": 0.56,
    "next": 0.42, "far": 0.4, "first": 0.38,
}  # fmt: skip
LEDE: Final = 25  #: sentences in which a text comes to who told what it begins with
TOP: Final = 3000  #: characters in which a transcript names its speakers in full
SHORT: Final = 3  #: letters of no title
LIST: Final = 3  #: lines of a list
LOOK: Final = 200  #: sentences back in which somebody may have spoken before
FAR: Final = 8  #: sentences over which a speaker carries on


@dataclass(frozen=True, slots=True)
class _Found:
    words: str
    why: str
    how: str
    press: bool = False


def speakers_of(paper: Paper, counts: Sequence[Count], spots: Sequence[Spot | None]) -> list[Choice[Speaker]]:
    """The speaker of each count, in the order of the counts; none where nobody is named. `spots` are the
    places of the counts."""
    if not counts:
        return []
    lines = [line.sentence for line in paper.lines]
    heard = Listener(paper.context.publisher).listen(lines)
    namer = Namer(paper.context.catalogue, paper.home.finder, paper.home.spot)
    signed = authors.author(paper.title, lines) if paper.official else ""
    floor = authors.turns(lines)
    signs = paper.official and not authors.minutes(paper.title)
    author = namer.name(signed, paper.home.spot) if signed else None
    spoken_of = [words for line in heard for words in (*(t.words for t in line.told), *line.bodies)]
    for words in dict.fromkeys(reversed(spoken_of)):
        if namer.notice(words.lower()):
            break
    owner = _short(paper.publisher, paper.text) if paper.publisher is not None else None
    labels = _labels(paper, heard)
    guest = authors.asked(lines)
    host = _host(paper.title, heard) if any(guest) else ""
    chief = _most(heard) if not signs else None
    chosen: list[Choice[Speaker]] = []
    thread = _Thread()
    for count, spot in zip(counts, spots, strict=True):
        candidate = paper.candidates[count.candidate]
        turn = floor[candidate.index]
        if turn:
            words = authors.in_full(turn, f"{paper.title} {paper.text[:TOP]}")
            found: _Found | None = _Found(words, f"'{turn}' has the floor", "floor")
        elif column := _column(candidate):
            found = _Found(column, f"'{column}' over the column", "list")
        elif row := _row(candidate, paper.official):
            found = _Found(row, f"'{row}' of the row", "list")
        elif candidate.index in labels:
            words = labels[candidate.index]
            found = _Found(words, f"'{words}:' in a list of answers", "list")
        else:
            found = _find(heard, candidate, signs)
            if found is None or (paper.official and found.how == "far"):
                found = chief or found
            if guest[candidate.index] and host and (found is None or found.how in _CARRIED or found.press):
                found = _Found(host, "an answer in an interview", "before")
        if not signs and (found is None or found.how in _CARRIED):
            found = _follow(thread, found, spot, candidate)
        thread.go_on(found, spot, candidate)
        if found is None or found.press:
            chosen.append(_own(author or owner, author is not None, found))
            continue
        chosen.append(Choice(namer.name(found.words, spot), found.why, CHANCES[found.how]))
    return chosen


def _row(candidate: Candidate, official: bool) -> str:
    """The agency whose row of a table it is, or the source that a column names."""
    cell = candidate.cell
    if cell is None or candidate.sentence.kind is not Kind.ROW or not official:
        return ""
    for head, words in zip(cell.heads, cell.row_heads, strict=False):
        if _SOURCE.search(head) and re.search(r"[a-z]{2}", words):
            return words
    return cell.name if _AGENCY_ROW.search(cell.name) else ""


def _column(candidate: Candidate) -> str:
    """'ICE (federal fiscal year)' over a column: ICE says it."""
    head = candidate.cell.head.strip() if candidate.cell is not None else ""
    match = _SAID_HEAD.match(head) or _SAID_BY.search(head)
    return match[1].upper() if match else ""


_SAID_HEAD: Final = re.compile(
    r"(ice|dhs)\b(?:(?:'s)?(?: (?:data|count|records|says|figures|number))? ?(?:\(|:|$)|'s\b)"
)
_SAID_BY: Final = re.compile(r"\b(?:per|says|according to) (ice|dhs)\b")
_SOURCE: Final = re.compile(r"\b(?:source|answered|respondent|who|answer from|given by|reported by)\b")
_AGENCY_ROW: Final = re.compile(r"\b(?:Sheriff|Police)(?:'s)?\b(?! (?:Marshal|bookings))")


def _most(heard: Sequence[Heard]) -> _Found | None:
    """The person that a text speaks of most: whose figures they are where nobody is said to tell them."""
    spoken_of = Counter(words for line in heard for words in line.persons if len(words) > SHORT)
    if not spoken_of:
        return None
    words = spoken_of.most_common(1)[0][0]
    return _Found(words, f"'{words}' is spoken of most", "first")


def _host(title: str, heard: Sequence[Heard]) -> str:
    """Who answers in an interview: the person that its title names, else the first that the text does."""
    for line in (*Listener().listen(split(title)), *heard):
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
_NOBODY: Final = _Found("", "nobody is named", "before", press=True)


@dataclass
class _Thread:
    """Who told the figure before, and of which place."""

    last: _Found | None = None
    spot: Spot | None = None
    line: int = -1
    paragraph: int = -1

    def go_on(self, found: _Found | None, spot: Spot | None, candidate: Candidate) -> None:
        self.last, self.spot = found or _NOBODY, spot
        self.line, self.paragraph = candidate.index, candidate.sentence.paragraph


def _follow(thread: _Thread, found: _Found | None, spot: Spot | None, candidate: Candidate) -> _Found | None:
    """Who told the figure before, where a count's own sentence names nobody: a text goes on with one party's
    figures until another is named for one; the sheriff of one county does not speak for the next."""
    before = thread.last
    if before is None:
        return found
    if _elsewhere(before.words, thread.spot, spot):
        return None
    if found is not None and not before.press and found.words != before.words:
        if found.how == "before" and candidate.sentence.paragraph != thread.paragraph:
            return found  # another has spoken since, in this paragraph
        if found.how == "far" and candidate.index != thread.line:
            return None  # another has, further back
    how = "before" if found is not None and found.words == before.words else "far"
    why = before.why if "figure before" in before.why else f"{before.why}, of the figure before"
    return _Found(before.words, why, how, before.press)


_CARRIED: Final = frozenset({"before", "far", "next", "first"})


def _elsewhere(words: str, before: Spot | None, spot: Spot | None) -> bool:
    """Whether a count is of another city or county than the one whose sheriff has been speaking."""
    if before is None or spot is None or before == spot or not is_local(words):
        return False
    return before.kind in ("city", "county") and spot.kind in ("city", "county")


def _own(owner: Speaker | None, signed: bool, found: _Found | None) -> Choice[Speaker]:
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


def _find(heard: Sequence[Heard], candidate: Candidate, official: bool) -> _Found | None:
    line = heard[candidate.index]
    if candidate.cell is not None and official and line.sentence.kind is Kind.ROW:
        return None
    inside = _inside(line, candidate.number.start)
    if inside is not None and official and _its_own(line, inside):
        return None
    if inside is not None and (rival := _gapped(line, inside, candidate.number.start)):
        return _Found(rival, f"'{rival}', as '{inside.cue}'", "said")
    if inside is not None:
        return _Found(inside.words, f"'{inside.cue}'", "said", inside.press)
    quoted = _quoted(heard, candidate)
    if quoted is not None:
        return _Found(quoted.words, f"'{quoted.cue}', of the quotation", "quoted", quoted.press)
    return _carried(heard, candidate, official)


def _gapped(line: Heard, told: Told, at: int) -> str:
    """The second of "Suffolk County reported 31, and Essex County 74", '' where there is none."""
    if at <= told.end or not told.cue.endswith(_COUNTED):
        return ""
    match = _GAP.search(line.sentence.text[told.end : at])
    return match[1] if match and not _MONTHS.match(match[1]) else ""


_COUNTED: Final = (" reported", " counted", " gave", " identified", " said", " claimed", " listed", " had")
_GAP: Final = re.compile(
    r"\d[^.]*(?:\band|,|;) ((?:[A-Z][\w.'-]+ )*(?:[A-Z][\w.'-]+)),? (?:about |some |only |just )?$"
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
    return bool(re.search(r"'s\b|s'|[A-Z]", words[1:]))


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
        breaks = _breaks(between)
        return breaks + (1.5 if told.reach is Reach.BOTH else 0.0) + 0.001 * len(between) + 0.3
    if told.reach is Reach.AFTER:
        return 5.0 + 0.001 * (told.start - at)
    between = low[at : told.start]
    return _breaks(between[:-2]) + 0.001 * len(between)


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


def _carried(heard: Sequence[Heard], candidate: Candidate, official: bool) -> _Found | None:
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
            return _Found(told.words, f"'{told.cue}', told before", how, told.press)
    if official:
        return None
    for i in range(at + 1, min(len(heard), at + 3)):
        if heard[i].sentence.paragraph != own.paragraph:
            break
        outside = [t for t in heard[i].told if not t.quoted]
        if outside:
            return _Found(outside[0].words, f"'{outside[0].cue}', told next", "next", outside[0].press)
    return _first(heard, at)


def _first(heard: Sequence[Heard], at: int) -> _Found | None:
    """The first to speak in a text of which nobody has spoken yet."""
    if any(line.told for line in heard[max(0, at - LOOK) : at]):
        return None
    for line in heard[at : at + LEDE]:
        outside = [t for t in line.told if not t.quoted and not t.press and not t.pronoun]
        if outside:
            return _Found(outside[0].words, f"'{outside[0].cue}', told first", "first", outside[0].press)
    return None
