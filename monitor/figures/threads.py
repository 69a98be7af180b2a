"""Threads: from which earlier number a number without an act of its own takes what it counts.

"12 in 2015, 14 in 2016", "up from 9", "A year ago it had been 171", "Polk County: 12": the later number
counts what the earlier one did. Only how the two stand to each other is found here; what it says is weighed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from config.words import Metric
from monitor.figures.candidates import Candidate
from monitor.figures.clauses import ALIEN
from monitor.figures.glances import Glance
from monitor.figures.sights import Sight
from monitor.figures.views import View

SHORT: Final = 7  #: words of a sentence that is no clause of its own
BACK: Final = 3  #: lines back to which a line may go on
_COMPARE: Final = frozenset(
    ["from", "than", "against", "versus", "vs", "compared", "over", "exceeding", "topping", "doubling"]
)
_JOIN: Final = frozenset([",", ";", "and", "or", "plus", "&", "then", "/", "—", "–", "-", "nor", "|"])
_TURN: Final = frozenset(["but", "while", "whereas", "though", "although", "yet", "not", "only", "instead"])
_BE: Final = frozenset(["was", "were", "is", "are", "been", "be", "'s", "being"])
_STOOD: Final = frozenset(
    ["came", "stood", "stands", "comes", "totaled", "totalled", "reached", "hit", "rose", "fell", "dropped",
     "climbed", "grew", "became", "slipped", "jumped", "sank", "soared", "ran", "amounted", "went"]
)  # fmt: skip
_IT: Final = frozenset(["it", "that", "this", "it'd", "it's", "that's"])
_SUM: Final = frozenset(
    ["number", "numbers", "figure", "figures", "total", "totals", "count", "tally", "answer", "sum", "toll"]
)
_HAD: Final = frozenset(
    ["had", "has", "have", "with", "reported", "reports", "counted", "counts", "listed", "lists", "gave",
     "gives", "put", "puts", "recorded", "logged", "showed", "shows", "saw", "claimed", "claims", "at",
     "next", "followed", "posted"]
)  # fmt: skip
_MORE: Final = frozenset(["another", "more", "other", "others", "additional", "further", "rest", "remaining"])
_CLASSES: Final = {"<t>": "t", "<p>": "t", ",": ",", ";": ",", ".": ",", "and": ",", "in": "i", "for": "i",
                   "at": "i", "from": "f", "to": "t", "(": "(", ")": ")", ":": ":", "<n>": "n",
                   "<r>": "n"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """How a number goes on from an earlier one; `before` is None where there is none near by."""

    kind: str
    before: Candidate | None = None
    alike: bool = False  #: the same sort of words stands around both
    act: bool = False  #: an act is told between the two


class Threads:
    """The links between the numbers in prose of one document."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._links: dict[int, Link] = {}
        self._metrics: dict[int, Metric | None] = {}

    def link(self, candidate: Candidate) -> Link:
        """The earlier number that a number may go on from, and how."""
        known = self._links.get(candidate.start)
        if known is None:
            known = self._links[candidate.start] = self._find(candidate)
        return known

    def metric(self, candidate: Candidate) -> Metric | None:
        """The metric that a number has by the words beside it, or beside those that it goes on from."""
        way: list[Candidate] = []
        at: Candidate | None = candidate
        found: Metric | None = None
        while at is not None:
            if at.start in self._metrics:
                found = self._metrics[at.start]
                break
            way.append(at)
            found = self._sight.glance(at).local
            if found is not None:
                break
            at = self.link(at).before
        for one in way:
            self._metrics[one.start] = found
        return found

    def _find(self, candidate: Candidate) -> Link:
        sight, glance = self._sight, self._sight.glance(candidate)
        before = next((c for c in sight.before(candidate) if _fits(glance, sight.glance(c))), None)
        if before is not None:
            return _within(sight.glance(before), glance, before)
        kind = _opening(glance.seen, glance.i)
        for index in range(candidate.index - 1, max(-1, candidate.index - 1 - BACK), -1):
            earlier = [c for c in sight.prose.get(index, ()) if _fits(glance, sight.glance(c))]
            if earlier:
                last = earlier[-1]
                if len(earlier) > 1 and self.link(last).kind in ("base", "compare", "range"):
                    last = earlier[-2]  # "12 of the 40, up from 9": the count, not what it stands beside
                return Link(kind, last, _frame(sight.glance(last)) == _frame(glance))
        return Link(kind)


def _fits(glance: Glance, other: Glance) -> bool:
    """Whether a number may count what another one does, as far as their nouns go."""
    return glance.noun in ALIEN or other.noun not in ALIEN


def _within(one: Glance, other: Glance, before: Candidate) -> Link:
    """The link of a number to one before it in its line."""
    begin = one.after if one.after <= other.i else one.i + 1  # "14 of 66 detainers" has its noun after both
    words = [t.word for t in one.seen.tokens[begin : other.i]]
    act = any(one.i < t.at < other.i and t.strong and not t.noun for t in one.seen.triggers)
    return Link(_joined(words), before, _frame(one) == _frame(other), act)


def _joined(words: Sequence[str]) -> str:
    last = words[-3:]
    if "of" in last and len(words) <= 5:
        return "base"
    if any(word in _COMPARE for word in last):
        return "compare"
    if words[-1:] == ["to"] or words[-2:] == ["to", "about"]:
        return "range"
    if any(word in _TURN for word in words):
        return "turn"
    if any(word in _MORE for word in last):
        return "more"
    return "series" if any(word in _JOIN for word in words) else "other"


def _frame(glance: Glance) -> str:
    """What stands beside a number, as a shape: '12 in 2015' and '9 in 2016' have the same."""
    tokens = glance.seen.tokens
    left = _class(tokens[glance.i - 1].word) if glance.i else "<"
    right = "".join(_class(t.word) for t in tokens[glance.after : glance.after + 2])
    return f"{left}{glance.sort}{right}"


def _class(word: str) -> str:
    return _CLASSES.get(word, "b" if word in _BE else "w")


def _opening(seen: View, i: int) -> str:
    """How the first number of a line goes on from the lines before."""
    words = [t.word for t in seen.tokens[:i]]
    last = words[-4:]
    following = seen.tokens[i + 1].word if i + 1 < len(seen.tokens) else ""
    if following in _MORE or any(word in _MORE for word in words[-2:]):
        return "more"
    if any(word in _BE or word in _STOOD for word in last):
        for kind, subjects in (("there was", _THERE), ("sum was", _SUM), ("it was", _IT)):
            if any(word in subjects for word in words):
                return kind
    if following == "of" or "of" in last[-3:]:
        return "of"
    if any(t.strong and not t.noun for t in seen.triggers):
        return "own act"
    if sum(1 for t in seen.tokens if t.word[:1].isalnum()) <= SHORT:
        return "label" if ":" in last else "fragment"
    if any(word in _BE or word in _STOOD for word in last):
        return "was"
    return "had" if any(word in _HAD for word in last) else "other"


_THERE: Final = frozenset(["there"])
