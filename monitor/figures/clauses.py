"""The clause of a number: its noun, the acts that govern it there, and the metric that they give it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from config.words import Metric
from monitor.figures.views import Token, Trigger, View

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


_SUMS: Final = frozenset(
    ["number", "total", "count", "tally", "sum", "figure", "numbers", "totals", "figures"]
)
_COPULAS: Final = frozenset(
    ["was", "were", "is", "are", "been", "stood", "stands", "came", "comes", "reached", "totaled", "totalled",
     "amounted", "hit", "equaled", "equals"]
)  # fmt: skip
_TO: Final = 5  #: words between such a verb and its number: "was, by its own count, only"


def summed(seen: View, i: int, *, changed: bool = False) -> Metric | None:
    """'The number of detainers declined was 40', 'the count of people handed to ICE stood at 31': the act in
    what the number is of. `changed`: 'the number of detainers rose from the 15 ...'."""
    tokens = seen.tokens
    near = range(i - 1, max(-1, i - 1 - _TO), -1)
    if changed:
        led = tokens[i - 2].word if tokens[i - 1].word == "the" else tokens[i - 1].word
        verb = next((j for j in near if "change" in tokens[j].senses), 0) if led in ("from", "to") else 0
    else:
        verb = next((j for j in near if tokens[j].word in _COPULAS), 0)
    if not verb:
        return None
    left, _right, _a, _b = clause(seen, i)
    first = next((j for j in range(left + 1, verb) if tokens[j].word in _SUMS), verb)
    if first + 1 >= verb or tokens[first + 1].word not in ("of", "who", "that", "whom"):
        return None
    if any(t.word in ("<n>", "<m>", "<r>") for t in tokens[first:i]):
        return None
    acts = [t for t in seen.triggers if first < t.at and t.last < verb and t.strong]
    if any(t.modal or t.negated for t in acts):
        return None
    told = [t.metric for t in acts if not t.noun and t.metric is not Metric.REQUESTS]
    return told[-1] if told else Metric.REQUESTS if acts else None


def local(seen: View, i: int, found: Mapping[str, Trigger]) -> Metric | None:
    """The metric that a number has by `found`, what governs it; none where that says nothing."""
    head, _after = head_of(seen.tokens, i)
    if head in ALIEN and head not in ("warrant", "custody", "maybe", "wrong", "quick"):
        return None
    if head == "bare" and (metric := summed(seen, i)) is not None:
        return metric
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
