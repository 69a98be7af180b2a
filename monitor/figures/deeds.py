"""What was done with detainers and the people they name: the phrases of each act, and where they stand.

A phrase is written as its words: `a|b` are alternatives, a star ends the beginning of a word, `~3` stands
for up to three words of any kind, `-3` for up to three that lead to no other thing (`_ELSEWHERE`),
`<n>` for a number, `[ice]` for a word of a sense (`senses`). The longest phrase at a place counts, and an
idiom goes over what begins within it (`idioms`). What is denied, only possible or passive is marked, not
dropped: what that means is for the weighing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from monitor.figures import idioms
from monitor.figures.deed_words import PHRASES, Deed

__all__ = ["LONGEST", "Act", "Deed", "find"]

_NEGATIONS_WORDS: Final = (
    "not never no none nobody neither nor without cannot can't didn't doesn't don't wasn't "
    "weren't isn't aren't hasn't haven't hadn't won't wouldn't couldn't zero nothing"
)
_NEGATIONS: Final = frozenset(_NEGATIONS_WORDS.split())
_MODALS_WORDS: Final = (
    "may might could would should must can will shall if whether let let's allow allowed allows "
    "permit permitted require required requires requiring asked ask forbid forbids prohibit "
    "prohibits bars ban wants want expected expects plans agreed promised vowed pledged"
)
_MODALS: Final = frozenset(_MODALS_WORDS.split())
_PASSIVES_WORDS: Final = "was were been be being is are got get gets getting gotten"
_PASSIVES: Final = frozenset(_PASSIVES_WORDS.split())
LONGEST: Final = 40  #: letters of a word that can begin a phrase
REACH: Final = 4  #: words before an act in which a word may deny it
BEFORE, AFTER = 8, 6  #: words around an act in which the noun that it needs may stand
#: in a tight gap: what leads to another thing
_ELSEWHERE: Final = frozenset(
    ["to", "into", "with", "who", "whose", "despite", "by", "not", "and", "while", "of", "without"]
)
_ENDS: Final = frozenset([".", ";", ":", ","])
_STOPS: Final = frozenset([".", ";", ":"])
#: what follows is only spoken of: "got calls about detainers"; but not in "about 40 detainers"
_TOPICS: Final = frozenset(["about", "concerning", "regarding"])
_ASKS: Final = frozenset(["request", "requests", "hold", "holds", "forms", "247s"])
_AGENCY: Final = frozenset(["ice", "immigration", "federal"])
#: what only a jail's own hand makes a refusal, not a number that fell or a matter that lapsed
_LIFTED: Final = (
    "lift",
    "cancel",
    "rescind",
    "void",
    "remov",
    "revok",
    "vacat",
    "clear",
    "nullif",
    "terminat",
)
_ADVERBS: Final = frozenset(["had", "has", "have", "also", "later", "then", "itself", "himself", "since"])
#: before a body that does nothing here: "lodged at the county jail lifted"
_LEADING: Final = frozenset(
    ["at", "to", "with", "from", "in", "by", "against", "of", "on", "told", "for", "about"]
)


class Act(NamedTuple):
    """One act of a line: tokens `first` to `last`, both in it."""

    deed: Deed
    first: int
    last: int
    negated: bool
    modal: bool
    passive: bool


class _Kind(Enum):
    """Whether a phrase stands by itself, goes over others, or needs its noun."""

    PLAIN = 0
    IDIOM = 1
    PAPER = 2  #: a detainer stands near
    NEAR = 3  #: a detainer or ICE stands near


@dataclass(frozen=True, slots=True)
class _Step:
    """One word of a phrase: one of `words`, or beginning with one of `begins`, or of `sense`; up to `gap`
    other words may stand before it, in a `tight` one none that leads to another thing."""

    words: frozenset[str]
    begins: tuple[str, ...]
    sense: str
    gap: int
    tight: bool

    def fits(self, word: str, senses: Sequence[str]) -> bool:
        return (
            word in self.words or (bool(self.begins) and word.startswith(self.begins)) or self.sense in senses
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Phrase:
    """The words of an act; of none (`deed`) where they are another use of its words."""

    deed: Deed | None
    steps: tuple[_Step, ...]
    kind: _Kind


_NEEDY: Final = (_Kind.PAPER, _Kind.NEAR)
_BROKEN: Final = re.compile(r"\|\s+")  #: alternatives that go on in the next line
_Table = dict[str, list[_Phrase]]


def _phrases() -> Iterator[_Phrase]:
    tables: list[tuple[Mapping[Deed, str] | Mapping[None, str], _Kind]] = [
        (PHRASES, _Kind.PLAIN), (idioms.IDIOMS, _Kind.IDIOM), ({None: idioms.NOTHING}, _Kind.IDIOM),
        (idioms.PAPER_ACTS, _Kind.PAPER), (idioms.NEAR_ACTS, _Kind.NEAR),
    ]  # fmt: skip
    for table, kind in tables:
        for deed, text in table.items():
            for source in _BROKEN.sub("|", text).split(";"):
                if steps := _steps(source.split()):
                    yield _Phrase(deed, steps, kind)


@cache
def _index() -> tuple[_Table, _Table, _Table]:
    """Phrases by the first word, by its beginning (its first two letters) and by its sense."""
    whole: _Table = {}
    begins: _Table = {}
    by_sense: _Table = {}
    for phrase in _phrases():
        first = phrase.steps[0]
        for word in first.words:
            whole.setdefault(word, []).append(phrase)
        for begin in {begin[:2] for begin in first.begins}:
            begins.setdefault(begin, []).append(phrase)
        if first.sense:
            by_sense.setdefault(first.sense, []).append(phrase)
    return whole, begins, by_sense


def _steps(words: Sequence[str]) -> tuple[_Step, ...]:
    steps: list[_Step] = []
    gap, tight = 0, False
    for word in words:
        if word[0] in "~-":
            gap, tight = int(word[1:]), word[0] == "-"
            continue
        options = word.split("|")
        steps.append(
            _Step(
                frozenset(o for o in options if o[0] != "[" and not o.endswith("*")),
                tuple(o[:-1] for o in options if o.endswith("*")),
                next((o.strip("[]") for o in options if o[0] == "["), ""), gap, tight,
            )
        )  # fmt: skip
        gap, tight = 0, False
    return tuple(steps)


def find(words: Sequence[str], senses: Sequence[Sequence[str]]) -> list[Act]:
    """The acts of a line, by its words and their senses; of each deed the longest phrase at a place."""
    found: list[Act] = []
    free = 0  #: the first word that stands in no idiom
    for at, word in enumerate(words):
        phrases = _beginning(word, tuple(senses[at])) if at >= free and len(word) <= LONGEST else ()
        if not phrases:
            continue
        best, idiom = _best(phrases, words, senses, at)
        if idiom is not None:
            deed, last = idiom
            free = last + 1
            best = {} if deed is None else {deed: last}
        if best:
            negated, modal, passive = _bent(at, words)
            for deed, last in best.items():
                told = _of_whom(deed, at, last, words, senses)
                found.append(Act(told, at, last, negated, modal, passive))
    return found


def _best(
    phrases: Sequence[_Phrase], words: Sequence[str], senses: Sequence[Sequence[str]], at: int
) -> tuple[dict[Deed, int], tuple[Deed | None, int] | None]:
    """The last word of the longest phrase of each deed that begins at `at`, and the longest idiom."""
    best: dict[Deed, int] = {}
    idiom: tuple[Deed | None, int] | None = None
    for phrase in phrases:
        last = _match(phrase.steps, words, senses, at)
        if last is None or (phrase.kind in _NEEDY and not _near(phrase.kind, words, senses, at, last)):
            continue
        if phrase.kind is _Kind.IDIOM:
            if idiom is None or last > idiom[1]:
                idiom = phrase.deed, last
        elif phrase.deed is not None and last > best.get(phrase.deed, -1):
            best[phrase.deed] = last
    return best, idiom


def _near(kind: _Kind, words: Sequence[str], senses: Sequence[Sequence[str]], at: int, last: int) -> bool:
    """Whether the noun that a phrase needs stands by it: as its object, or a little before it."""
    loose = kind is _Kind.NEAR
    ahead = range(at, min(len(words), last + 1 + AFTER))
    for walk in (ahead, range(at - 1, max(-1, at - 1 - BEFORE), -1)):
        for i in walk:
            if words[i] in _STOPS or (i > last and not loose and words[i] in _LEADING):
                break
            if "detainer" in senses[i] or words[i] in _ASKS or (loose and words[i] in _AGENCY):
                return True
    return False


def _of_whom(deed: Deed, at: int, last: int, words: Sequence[str], senses: Sequence[Sequence[str]]) -> Deed:
    """What a jail lifts by itself it declines: "the sheriff lifted 12", "cancelled by the county"."""
    if deed is not Deed.LIFT or not words[at].startswith(_LIFTED):
        return deed
    for i in range(last + 1, min(len(words), last + 3)):
        if words[i] == "by":
            who = [set(senses[j]) for j in range(i + 1, min(len(words), i + 4))]
            return (
                deed if any("ice" in s for s in who) or not any("local" in s for s in who) else Deed.DECLINE
            )
    i = at - 1
    while i >= 0 and (words[i] in _ADVERBS or words[i].endswith("ly")):
        i -= 1
    if i < 0 or "local" not in senses[i] or "ice" in senses[i] or words[i] == "state":
        return deed
    led = words[max(0, i - 3) : i]
    return deed if any(word in _LEADING for word in led) else Deed.DECLINE


@lru_cache(maxsize=20_000)
def _beginning(word: str, senses: tuple[str, ...]) -> tuple[_Phrase, ...]:
    """The phrases that may begin with a word."""
    return tuple(phrase for phrase in _phrases_at(word, senses) if phrase.steps[0].fits(word, senses))


def _phrases_at(word: str, senses: Sequence[str]) -> Iterator[_Phrase]:
    whole, begins, by_sense = _index()
    seen: set[_Phrase] = set()
    for found in (whole.get(word, ()), begins.get(word[:2], ()), *(by_sense.get(s, ()) for s in senses)):
        for phrase in found:
            if phrase not in seen:
                seen.add(phrase)
                yield phrase


def _match(
    steps: Sequence[_Step], words: Sequence[str], senses: Sequence[Sequence[str]], at: int
) -> int | None:
    """Index of the last word of a phrase that begins at `at`."""
    for step in steps[1:]:
        for candidate in range(at + 1, min(at + 2 + step.gap, len(words))):
            if step.fits(words[candidate], senses[candidate]):
                at = candidate
                break
            if words[candidate] in _ENDS or (
                words[candidate] in _TOPICS and words[candidate + 1 : candidate + 2] != ["<n>"]
            ):
                return None
            if step.tight and (words[candidate] in _ELSEWHERE or "detainer" in senses[candidate]):
                return None
        else:
            return None
    return at


def _bent(first: int, words: Sequence[str]) -> tuple[bool, bool, bool]:
    """Whether an act that begins there is denied, only possible, passive."""
    before = words[max(0, first - REACH) : first]
    cut = next((i for i in range(len(before) - 1, -1, -1) if before[i] in (";", ":", ".", "but", "and")), -1)
    near = before[cut + 1 :]
    negated = any(w in _NEGATIONS or w.endswith("n't") for w in near) or any(
        word.startswith(("refus", "fail", "declin")) and nxt == "to" for word, nxt in pairwise(near)
    )
    modal = any(w in _MODALS for w in near[-2:]) or near[-1:] == ["to"]
    passive = any(w in _PASSIVES for w in near[-3:])
    return negated, modal, passive
