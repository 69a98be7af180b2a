"""A line cut into words: numbers and times stand as marks, so that like sentences look alike, and each word
carries its senses and the acts that it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from config.words import Metric
from monitor.figures import deeds
from monitor.figures.candidates import Line
from monitor.figures.deeds import Act, Deed
from monitor.figures.senses import senses, stem

TOKEN: Final = re.compile(r"[a-z$%][a-z0-9$%]*(?:[-'.][a-z0-9]+)*|\d[\d,.]*|[^\w\s]|\w+")
_BREAK: Final = frozenset(";:()") | {"—", "–", "--", "-", "."}
_JOINTS: Final = frozenset(
    [",", "but", "while", "whereas", "although", "though", "because", "after", "before", "until", "yet", "if",
     "when", "which", "who", "and"]
)  # fmt: skip
_REACH: Final = 6  #: words after a number in which its noun may stand
STOP: Final = frozenset(
    ["in", "for", "from", "to", "at", "on", "by", "with", "and", "were", "was", "are", "is", "had", "have",
     "has", "that", "which", "who", "during", "since", "as", "than", "or", "but", "came", "went", "the", "it",
     "they", "he", "she", "ice", "through", "last", "this", "under", "against", "said", "says", "did", "do"]
)  # fmt: skip
COUNTED: Final = ("detainer", "paper", "person", "times", "them", "pickup", "refusal", "arrest", "deport",
                  "booking", "crime", "staff", "body", "bed", "money", "unit", "age", "vote", "share", "law",
                  "other", "change", "rest")  # fmt: skip
ALIEN: Final = ("arrest", "deport", "booking", "crime", "staff", "body", "bed", "money", "unit", "age",
                 "vote", "share", "law", "change", "evict", "other", "287g", "maybe", "wrong", "warrant",
                 "custody", "quick")  # fmt: skip
#: words that may stand between a number and its noun
_ADJECTIVES_WORDS: Final = (
    "ice immigration federal civil such new separate more other additional active pending "
    "outstanding valid formal written different known open standing total inmate's jail's "
    "agency's undocumented foreign-born criminal illegal alleged removable noncitizen "
    "non-citizen immigrant custody administrative"
)
_ADJECTIVES: Final = frozenset(_ADJECTIVES_WORDS.split())
_DENIAL: Final = re.compile(r"(?:no|not|none|nobody|neither|never|nil|zero)\b")
#: which metric an act speaks for, and whether it does so by itself
_DEED: Final = {
    Deed.ASK: (Metric.REQUESTS, True), Deed.GOT: (Metric.REQUESTS, False),
    Deed.HONOR: (Metric.HONORED, True), Deed.KEEP: (Metric.HONORED, False),
    Deed.DECLINE: (Metric.DECLINED, True), Deed.FREE: (Metric.DECLINED, False),
    Deed.HAND: (Metric.TRANSFERRED, True), Deed.WENT: (Metric.TRANSFERRED, False),
    Deed.LIFT: (Metric.WITHDRAWN, True), Deed.TELL: (Metric.NOTIFIED, True),
    Deed.WAIT: (Metric.ACTIVE, False), Deed.PAY: (Metric.COST, True),
}  # fmt: skip
_OPPOSITE: Final = {Metric.HONORED: Metric.DECLINED, Metric.DECLINED: Metric.HONORED}
_SENSE: Final = {"detainer": Metric.REQUESTS, "pickup": Metric.TRANSFERRED, "refusal": Metric.DECLINED}


@dataclass(frozen=True, slots=True)
class Token:
    word: str
    start: int
    end: int
    senses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that speaks for a metric; `at` is its token."""

    at: int
    last: int
    metric: Metric
    strong: bool
    negated: bool
    passive: bool
    modal: bool
    noun: bool = False


@dataclass
class View:
    """A line cut into words; numbers and times stand as marks, so that like sentences look alike."""

    line: Line
    tokens: list[Token]
    triggers: list[Trigger]
    present: frozenset[str]
    breaks: list[int]
    speaks: dict[Metric, float] = field(default_factory=dict)

    def at(self, offset: int) -> int:
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].start < offset:
                low = middle + 1
            else:
                high = middle
        return min(low, len(self.tokens) - 1)


def view(line: Line) -> View:
    """A line as tokens and triggers."""
    low = line.sentence.low
    marks: list[tuple[int, int, str]] = [
        (m.start, m.end, "<p>" if m.point else "<t>") for m in line.times if not m.by_word
    ]
    marks += [(n.start, n.end, "<t>") for n in line.numbers if n.refused == "a year"]
    marks += [
        (n.start, n.end, "<r>" if n.refused else "<m>" if n.money else "<n>")
        for n in line.numbers if n.refused not in ("a date or period", "a year")
    ]  # fmt: skip
    marks.sort()
    tokens: list[Token] = []
    at = 0
    for start, end, mark in marks:
        if start < at:
            continue
        tokens += _tokens(low, at, start)
        tokens.append(Token(mark, start, end, ()))
        at = end
    tokens += _tokens(low, at, len(low))
    tokens = tokens or [Token("", 0, 0, ())]
    breaks = [i for i, t in enumerate(tokens) if t.word in _BREAK]
    seen = View(line, tokens, [], frozenset(s for t in tokens for s in t.senses), breaks)
    seen.triggers = list(_triggers(seen))
    for trigger in seen.triggers:
        weight = 1.0 if trigger.strong else 0.4
        seen.speaks[trigger.metric] = max(seen.speaks.get(trigger.metric, 0.0), weight)
    return seen


def _tokens(low: str, start: int, end: int) -> Iterator[Token]:
    for match in TOKEN.finditer(low, start, end):
        word = match.group()
        yield Token(word, match.start(), match.end(), senses(word) or senses(stem(word)))


def _triggers(seen: View) -> Iterator[Trigger]:
    low = seen.line.sentence.low
    # "none of them was honored": a number, and a denial
    words = [
        "none" if token.word == "<n>" and _DENIAL.match(low, token.start, token.end) else token.word
        for token in seen.tokens
    ]
    known = [token.senses for token in seen.tokens]
    for act in deeds.find(words, known):
        yield _trigger(act)
    for i, token in enumerate(seen.tokens):
        for sense in token.senses:
            if sense in _SENSE:
                yield Trigger(i, i, _SENSE[sense], True, False, False, False, noun=True)


def _trigger(act: Act) -> Trigger:
    metric, strong = _DEED[act.deed]
    if act.negated and metric in _OPPOSITE:
        metric = _OPPOSITE[metric]
    return Trigger(act.first, act.last, metric, strong, act.negated, act.passive, act.modal)


@lru_cache(maxsize=4096)
def speech(text: str) -> tuple[tuple[str, ...], tuple[tuple[Metric, float], ...]]:
    """Senses of a heading, label or column head, and how strongly it speaks for each metric."""
    words = [m.group() for m in TOKEN.finditer(text)][:80]
    # in the order of the text: sums of weights must come out alike each time
    found = tuple(dict.fromkeys(s for w in words for s in (senses(w) or senses(stem(w)))))
    speaks: dict[Metric, float] = {}
    for act in deeds.find(words, [senses(w) or senses(stem(w)) for w in words]):
        trigger = _trigger(act)
        speaks[trigger.metric] = max(speaks.get(trigger.metric, 0.0), 1.0 if trigger.strong else 0.5)
    for sense in found:
        if sense in _SENSE:
            speaks[_SENSE[sense]] = 1.0
        elif sense == "paper":
            speaks[Metric.REQUESTS] = max(speaks.get(Metric.REQUESTS, 0.0), 0.5)
    return found, tuple(speaks.items())


def head_of(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    """Sense of the noun that follows a number, and the index after it."""
    best, after = "", i + 1
    for j in range(i + 1, min(i + 1 + _REACH, len(tokens))):
        word = tokens[j].word
        if j == i + 1 and word in ("of", "-", "–", "—"):
            base = next((k for k in (i + 2, i + 3) if k < len(tokens) and tokens[k].word == "<n>"), 0)
            if word == "of" and base:
                return head_of(tokens, base)  # "12 of the 57 detainers"
            continue
        if word in ("the", "these", "those", "such", "its", "their", "his", "her", "them", "whom", "which"):
            if j > i + 2:
                break
            if word in ("these", "those", "them", "whom", "which"):
                best, after = "them", j + 1
            continue
        if word in _ADJECTIVES:
            continue
        if not word[:1].isalpha() or word in STOP:
            break
        counted = next((sense for sense in tokens[j].senses if sense in COUNTED), "")
        if counted:
            if best not in ("detainer", "person") or counted == "detainer":
                best = counted
            after = j + 1
            if counted in ("detainer", "unit", "share"):
                break
        elif best and best != "them":
            break
    return best or ("other word" if _worded(tokens, i) else "bare"), after


def group_of(noun: str) -> str:
    """The sort of thing that a noun's sense is, as far as the metric goes."""
    return noun if noun in ("detainer", "paper", "person", "times", "them", "bare") else "other"


def _worded(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word that may be a noun follows right after the number."""
    word = tokens[i + 1].word if i + 1 < len(tokens) else ""
    return bool(word[:1].isalpha()) and word not in STOP and word != "of"


def clause(seen: View, i: int) -> tuple[int, int, int, int]:
    """The clause of a token, and its inner part between commas and joints, as token bounds."""
    tokens = seen.tokens
    left = max((b for b in seen.breaks if b < i), default=-1)
    right = min((b for b in seen.breaks if b > i), default=len(tokens))
    inner_left = next((j for j in range(i - 1, left, -1) if tokens[j].word in _JOINTS), left)
    inner_right = next((j for j in range(i + 1, right) if tokens[j].word in _JOINTS), right)
    return left, right, inner_left, inner_right


def governors(seen: View, i: int) -> dict[str, Trigger]:
    """The acts that govern a number: a participle before its noun, the noun itself, the verb whose object or
    whose subject it is. Verbs beyond another number, or beyond the clause, govern nothing here."""
    tokens = seen.tokens
    left, right, _inner_left, _inner_right = clause(seen, i)
    _noun, after = head_of(tokens, i)
    found: dict[str, Trigger] = {}
    for trigger in seen.triggers:
        if i < trigger.at < after:
            if trigger.noun:
                found.setdefault("noun", trigger)
            else:
                _stronger(found, "participle", trigger)
        elif trigger.noun:
            continue
        elif after <= trigger.at < right:
            gap = tokens[after : trigger.at]
            if not any(t.word in _BARRIERS for t in gap):
                _stronger(found, "subject", trigger, keep=True)
        elif left < trigger.at < i:
            gap = tokens[trigger.at + 1 : i]
            if not any(t.word in ("<n>", "<m>", "<r>", ";") for t in gap):
                _stronger(found, "object", trigger)
    return found


_BARRIERS: Final = frozenset(["<n>", "<m>", "<r>", ",", "and", "but", "while", ";"])


def _relative(seen: View, i: int) -> Metric | None:
    """'206 detainers that communities declined', '12 people whom the jail kept': the act of the clause that
    tells which ones are meant."""
    _noun, after = head_of(seen.tokens, i)
    if after >= len(seen.tokens) or seen.tokens[after].word not in ("that", "which", "whom", "who"):
        return None
    _left, right, _a, _b = clause(seen, i)
    for trigger in seen.triggers:
        if trigger.at > after + 8 or trigger.at >= right:
            break
        plain = trigger.strong and not trigger.noun and not trigger.modal
        if trigger.at > after and plain and trigger.metric is not Metric.REQUESTS:
            return trigger.metric
    return None


def _stronger(found: dict[str, Trigger], name: str, trigger: Trigger, *, keep: bool = False) -> None:
    """A strong act beats a weak one; of two alike the later, or with `keep` the earlier."""
    known = found.get(name)
    if (
        known is None
        or (trigger.strong and not known.strong)
        or (known.strong == trigger.strong and not keep)
    ):
        found[name] = trigger


def local(seen: View, i: int, found: Mapping[str, Trigger]) -> Metric | None:
    """The metric that a number has by `found`, what governs it; none where that says nothing."""
    head, _after = head_of(seen.tokens, i)
    if head in ALIEN and head not in ("warrant", "custody", "maybe", "wrong", "quick"):
        return None
    participle, subject, object_ = found.get("participle"), found.get("subject"), found.get("object")
    if participle and participle.strong:
        return participle.metric
    relative = _relative(seen, i)
    if relative is not None:
        return relative
    if subject and subject.strong and subject.metric is not Metric.REQUESTS and not subject.modal:
        return subject.metric
    if (
        object_
        and object_.strong
        and not object_.modal
        and (object_.metric is not Metric.REQUESTS or head in ("paper", "detainer", "person", "bare", "them"))
    ):
        return object_.metric
    if "noun" in found:
        return Metric.REQUESTS
    if subject and subject.strong and head in ("detainer", "paper", "person"):
        return subject.metric
    for one in (subject, object_):
        if one and head in ("person", "them", "detainer", "paper") and one.metric is not Metric.REQUESTS:
            return one.metric
    return None
