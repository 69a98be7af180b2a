"""The parties that may assert a count, each with the signs that weigh for or against it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from monitor.figures.candidates import Candidate
from monitor.figures.hearing import Heard, Told
from monitor.figures.sayings import Reach

BACK: Final = 12  #: sentences in which a speaker is looked for before a count
AHEAD: Final = 3  #: and behind it
OLDER: Final = 4  #: sayings that are looked at before a count
LEDE: Final = 25  #: sentences in which a text comes to who told what it begins with

_ARTICLE: Final = re.compile(r"^(?:the|an?|its|his|her|their|that|this)\s+")
_SPOKES: Final = re.compile(r"\bspokes\w+|\bofficials?\b|\baide\b")
_OTHERS: Final = re.compile(r"'s\b|s'|[A-Z]")
_TELLS: Final = re.compile(r"\b(?:said|says|told|tells|according|wrote|put|puts|show|shows|report\w*)\b")


@dataclass(slots=True)
class Option:
    """One party that may assert a count; no words: the paper itself, or nobody."""

    words: str
    why: str
    signs: dict[str, float] = field(default_factory=dict)

    def add(self, signs: dict[str, float]) -> None:
        for sign, value in signs.items():
            if value > self.signs.get(sign, 0.0):
                self.signs[sign] = value


@dataclass
class Options:
    """The options of one count, one for each wording of a party."""

    found: dict[str, Option] = field(default_factory=dict)
    state: str = "none"  #: what the nearest saying is to the count

    def offer(self, words: str, why: str, signs: dict[str, float]) -> None:
        key = folded(words)
        if key in self.found:
            if words.isupper() or not self.found[key].words.isupper():
                self.found[key].add(signs)
            else:
                self.found[key].words = words
                self.found[key].add(signs)
        else:
            self.found[key] = Option(words, why, signs)


def folded(words: str) -> str:
    return _ARTICLE.sub("", words.lower())


@dataclass(frozen=True)
class Room:
    """Everything that is told in a document."""

    heard: Sequence[Heard]
    often: Counter[str]  #: how many times each has the word
    titled: frozenset[str]  #: who has it in the title
    first: Told | None  #: the first who speaks

    @property
    def most(self) -> str:
        return max(self.often, key=lambda key: self.often[key]) if self.often else ""


def room_of(heard: Sequence[Heard], title: Sequence[Heard]) -> Room:
    spoken = [t for line in heard for t in line.told if not t.press and not t.quoted]
    titled = frozenset(folded(t.words) for line in title for t in line.told)
    first = next((t for line in heard[:LEDE] for t in line.told if not (t.quoted or t.press or t.pronoun)), None)
    return Room(heard, Counter(folded(t.words) for t in spoken), titled, first)


def gather(room: Room, candidate: Candidate) -> Options:
    """Who may have told a count, by what the sentences around it say."""
    options = Options()
    _here(room, candidate, options)
    rivals = len(room.heard[candidate.index].told)
    _back(room, candidate, options, rivals)
    _ahead(room, candidate, options, rivals)
    if room.first is not None and not any(line.told for line in room.heard[: candidate.index + 1]):
        options.offer(room.first.words, f"'{room.first.cue}', told first", {"first": 1.0})
    _nearest(room, candidate, options)
    _spoken_of(room, candidate, options)
    return options


def _nearest(room: Room, candidate: Candidate, options: Options) -> None:
    """The saying that a reader who knows nothing but the order of words takes."""
    heard, at = room.heard, candidate.index
    line, told = heard[at], None
    own = line.sentence.paragraph
    costs = [(cost(line, one, candidate.number.start), i) for i, one in enumerate(line.told)]
    if costs:
        options.state, told = "said", line.told[min(costs)[1]]
    elif any(a <= candidate.number.start < b for a, b in line.quotes) and (told := _quoted(heard, at)):
        options.state = "quoted"
    else:
        for i in (*range(at - 1, max(-1, at - 9), -1), *range(at + 1, min(len(heard), at + 3))):
            outside = [one for one in heard[i].told if not one.quoted]
            near = heard[i].sentence.paragraph == own
            if outside and (near or i < at):
                told = outside[-1] if i < at else outside[0]
                options.state = "next" if i > at else "before" if near else "far"
                break
        if told is None and room.first is not None and not any(line.told for line in heard[:at]):
            options.state, told = "first", room.first
    if told is not None:
        options.offer(told.words, f"'{told.cue}'", {"nearest": 1.0, f"nearest {options.state}": 1.0})


def _of_told(told: Told, on: str) -> dict[str, float]:
    signs = {on: 1.0}
    if told.pronoun:
        signs[f"{on} pronoun"] = 1.0
    if told.paper:
        signs[f"{on} paper"] = 1.0
        if not _OTHERS.search(told.words[1:]):
            signs[f"{on} paper of nobody"] = 1.0
    if told.quoted:
        signs[f"{on} quoted"] = 1.0
    if told.press:
        signs[f"{on} press"] = 1.0
    return signs


def _here(room: Room, candidate: Candidate, options: Options) -> None:
    """The sayings of a count's own sentence, and of its quotation."""
    line, at = room.heard[candidate.index], candidate.number.start
    inside = any(a <= at < b for a, b in line.quotes)
    costs = [cost(line, told, at) for told in line.told]
    for i, told in enumerate(line.told):
        signs = _of_told(told, "here")
        signs["here best"] = float(costs[i] == min(costs))
        signs["here cost"] = min(costs[i], 6.0) / 3
        side = "behind" if told.start > at else "before"
        signs[f"here {side} {told.reach.value}"] = 1.0
        gap = told.start - at if told.start > at else at - told.end
        signs[f"here {side} far"] = float(gap > 90)
        signs["here tight"] = float(gap < 35)
        if len(costs) > 1:
            signs["here of several"] = 1.0
        if inside and not told.quoted:
            signs["here of the quotation"] = 1.0
        if told.cue.endswith((" reported", " counted", " gave", " identified")):
            rest = line.sentence.low[told.end : told.end + 3].strip()
            signs["here passed on"] = float(rest[:1].isdigit())
        options.offer(told.words, f"'{told.cue}'", signs)
    if inside:
        told_by = _quoted(room.heard, candidate.index)
        if told_by is not None:
            options.offer(
                told_by.words, f"'{told_by.cue}', of the quotation", {"quotation": 1.0, "quotation alone": 1.0 - bool(costs)}
            )


def cost(line: Heard, told: Told, at: int) -> float:
    """How far a saying is from a number of its sentence."""
    low = line.sentence.low
    if told.start <= at < told.end:
        return 0.0
    if at >= told.end:
        between = low[told.end : at]
        return _breaks(between) + (1.5 if told.reach is Reach.BOTH else 0.0) + 0.001 * len(between) + 0.3
    if told.reach is Reach.AFTER:
        return 5.0 + 0.001 * (told.start - at)
    between = low[at : told.start]
    return _breaks(between[:-2]) + 0.001 * len(between)


def _breaks(between: str) -> float:
    return 3.0 * (
        between.count(";") + between.count(" but ") + between.count(" while ") + between.count("whereas")
    ) + 1.0 * (between.count(", and ") + between.count(", which "))


def _quoted(heard: Sequence[Heard], at: int) -> Told | None:
    """The saying that a quotation over more than one sentence belongs to."""
    first = last = at
    while first > 0 and heard[first].opened:
        first -= 1
    while last + 1 < len(heard) and heard[last].open:
        last += 1
    for i in (*range(at, last + 1), *range(at - 1, first - 1, -1)):
        for told in heard[i].told:
            if not told.quoted and not told.press:
                return told
    return None


def _back(room: Room, candidate: Candidate, options: Options, rivals: int) -> None:
    """The sayings of the sentences before."""
    at, seen, begun = candidate.index, 0, room.heard[candidate.index].sentence
    paragraphs = 0
    alone = "alone" if not rivals else "rivalled"
    last = begun.paragraph
    for i in range(at - 1, max(-1, at - 1 - BACK), -1):
        line = room.heard[i]
        if line.sentence.paragraph != last:
            paragraphs, last = paragraphs + 1, line.sentence.paragraph
        for told in reversed(line.told):
            signs = _of_told(told, "back")
            where = f"line {min(at - i, 3)}" if not paragraphs else f"paragraph {min(paragraphs, 3)}"
            signs[f"back {where}"] = 1.0
            signs[f"back {where} {alone}"] = 1.0
            signs[f"back rank {seen}"] = 1.0
            options.offer(told.words, f"'{told.cue}', told before", signs)
            seen += not told.quoted
        if seen >= OLDER:
            return


def _ahead(room: Room, candidate: Candidate, options: Options, rivals: int) -> None:
    """The sayings of the sentences behind."""
    at, own = candidate.index, room.heard[candidate.index].sentence.paragraph
    seen = 0
    for i in range(at + 1, min(len(room.heard), at + 1 + AHEAD)):
        line = room.heard[i]
        near = line.sentence.paragraph == own
        for told in line.told[:2]:
            signs = _of_told(told, "ahead")
            signs[f"ahead {'line' if near else 'paragraph'} {i - at}"] = 1.0
            signs[f"ahead rank {min(seen, 2)}"] = 1.0
            signs["ahead rivalled"] = float(rivals > 0)
            options.offer(told.words, f"'{told.cue}', told next", signs)
            seen += 1


def _spoken_of(room: Room, candidate: Candidate, options: Options) -> None:
    """Those of whom a count's own sentence or the one before speaks."""
    at = candidate.index
    line = room.heard[at]
    for on, other in (("here", line), ("back", room.heard[at - 1] if at else None)):
        if other is None or (on == "back" and other.sentence.paragraph != line.sentence.paragraph):
            continue
        silent = "silent" if not other.told else "told"
        for kind, names in (("body", other.bodies[:3]), ("person", other.persons[:2])):
            for i, words in enumerate(names):
                signs = {f"{kind} {on}": 1.0, f"{kind} {on} though {options.state}": 1.0, f"{kind} {on} {silent}": 1.0, f"{kind} {on} first": float(not i)}
                if on == "here" and other.sentence.text.startswith(words):
                    signs[f"{kind} {on} begins"] = 1.0
                options.offer(words, f"'{words}' is spoken of", signs)


def of_party(option: Option, room: Room) -> Iterator[tuple[str, float]]:
    """Signs of the words of a party alone, and of how often it speaks."""
    key = folded(option.words)
    often = room.often.get(key, 0)
    yield "often", min(often, 5) / 5
    if often and key == room.most:
        yield "most", 1.0
    if key in room.titled:
        yield "in the title", 1.0
    if not often:
        yield "never speaks", 1.0
    if _SPOKES.search(key):
        yield "spokesperson", 1.0
    if len(key.split()) == 1:
        yield "one word", 1.0
