"""What a sentence says of all or of none: "none of the 34 was honored", "took no action on any of them".

A verdict is a quantifier and the act that governs it. What is said of some only, of what may be, of what is
done as a rule, or of all but a few, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from config.words import Metric
from monitor.figures import verdict_words as words
from monitor.figures.clauses import STOP, clause
from monitor.figures.views import Token, View
from monitor.figures.views import Trigger as Act

AFTER: Final = 7  #: words between a quantifier and the act whose subject it is
BEFORE: Final = 5  #: words between an act and the quantifier that is its object

#: the acts that make a verdict, each with what it is where it was not done
_ENDS: Final[dict[Metric, Metric | None]] = {
    Metric.HONORED: Metric.DECLINED, Metric.DECLINED: Metric.HONORED,
    Metric.TRANSFERRED: None, Metric.WITHDRAWN: None,
}  # fmt: skip


class Share(StrEnum):
    """How many of them."""

    ALL = "all"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`deed` was done to all or to none; `start` to `end` is the quantifier with what it is of."""

    share: Share
    deed: Metric
    start: int
    end: int
    number: int | None  #: where the number stands that it is of: "none of the 34"
    back: bool  #: it points to what was told before
    them: bool  #: by a word of its own: "of them", "of these"
    strong: bool  #: the act says by itself what was done
    verb: int  #: where the act stands

    @property
    def came(self) -> Metric | None:
        """The metric that as many came to as there were; none where it is that of no count of ours."""
        if self.share is Share.ALL:
            return self.deed
        return Metric.DECLINED if self.deed is Metric.HONORED else None


def find(seen: View) -> Iterator[Verdict]:
    """The verdicts of a line, in the order of the text."""
    low = seen.line.sentence.low
    if words.EXCEPT.search(low):
        return
    for match in words.QUANTIFIER.finditer(low):
        if not match["none"] and words.NOT_ALL_AFTER.match(low, match.end()):
            continue
        if match["all"] and words.NOT_ALL_BEFORE.search(low[max(0, match.start() - 16) : match.start()]):
            continue
        if verdict := _verdict(seen, match):
            yield verdict


def _verdict(seen: View, match: re.Match[str]) -> Verdict | None:
    """What is said with a quantifier; none where it is of things in general, or no act of ours is told."""
    start = match.start()
    number, end, back, generic = _object(seen, match)
    found = None if generic else _act(seen, start, end)
    if found is None:
        return None
    act, before = found
    shared = _share(match, act, before)
    if shared is None or _as_a_rule(seen, act, start, end):
        return None
    share, deed = shared
    if not _tells(seen, act, deed, start, end, before):
        return None
    if before and number is None and _thing(seen, end):
        return None
    them = back and words.THEM.search(seen.line.sentence.low, start, end) is not None
    return Verdict(share, deed, start, end, number, back, them, act.strong, seen.tokens[act.at].start)


def _object(seen: View, match: re.Match[str]) -> tuple[int | None, int, bool, bool]:
    """The number that a quantifier is of, where its phrase ends, whether it points back, and whether it is
    of things in general ("all detainers")."""
    low, end = seen.line.sentence.low, match.end()
    first = words.LEAD.match(low, end)
    at = first.end() if first else end
    for number in seen.line.numbers:
        counts = not number.refused and not number.money and number.form in ("digits", "words")
        if number.left == at and counts:
            return number.start, number.end, True, False
    if words.SOME.match(low, end):
        return None, end, False, False
    phrase = words.PHRASE.match(low, end)
    if phrase is None or not phrase.group().strip():
        return None, end, True, False
    if phrase["back"]:
        return None, phrase.end(), True, False
    if phrase["the"]:
        return None, phrase.end() if phrase["words"] else end, True, phrase["words"] is None
    generic = phrase["words"] is not None
    return None, end, not generic, generic


def _act(seen: View, start: int, end: int) -> tuple[Act, bool] | None:
    """The act whose subject or object the quantifier is, and whether it stands before it."""
    tokens, at = seen.tokens, seen.at(start)
    left, right, _a, _b = clause(seen, at)
    after = seen.at(end) if end < tokens[-1].end else len(tokens)
    subject: Act | None = None
    object_: Act | None = None
    for trigger in seen.triggers:
        if trigger.noun or trigger.metric not in _ENDS:
            continue
        if after <= trigger.at < min(right, after + AFTER):
            stronger = subject is None or (trigger.strong and not subject.strong and trigger.at == subject.at)
            if stronger and not _parted(tokens[after : trigger.at]):
                subject = trigger
        elif max(left, at - BEFORE - 4) < trigger.at < at:
            gap = tokens[trigger.at + 1 : at]
            near = len(gap) <= BEFORE or trigger.last >= at - BEFORE
            stronger = object_ is None or trigger.strong >= object_.strong
            if near and stronger and not _parted(gap):
                object_ = trigger
    if subject is not None and (subject.strong or object_ is None or not object_.strong):
        return subject, False
    return (object_, True) if object_ is not None else None


def _parted(gap: Sequence[Token]) -> bool:
    """Whether the words between an act and a quantifier belong to another clause or number."""
    return any(token.word in words.GAP_ENDS for token in gap)


def _share(match: re.Match[str], act: Act, before: bool) -> tuple[Share, Metric] | None:
    """All or none, and of which act; none where it is neither."""
    opposite = _ENDS.get(act.metric)
    if match["none"]:
        plain = opposite if act.negated and opposite else act.metric
        return Share.NONE, plain
    if match["any"]:
        if not before:
            return None
        if act.negated:
            return Share.NONE, opposite or act.metric
        return (Share.ALL, act.metric) if act.metric is Metric.DECLINED else None
    if act.negated and not (opposite and act.metric is Metric.DECLINED):
        return None
    return Share.ALL, act.metric


def _as_a_rule(seen: View, act: Act, start: int, end: int) -> bool:
    """Whether what is said may be, will be, or is done as a rule."""
    tokens = seen.tokens
    first, last = min(act.at, seen.at(start)), max(act.last, seen.at(end))
    _left, _right, inner_left, _inner = clause(seen, first)
    near = tokens[max(inner_left + 1, first - 5) : last]
    if act.modal or any(t.word in words.RULE for t in near):
        return True
    verb = tokens[act.at].word
    return verb.endswith("s") and not verb.endswith(("ss", "us"))


def _tells(seen: View, act: Act, deed: Metric, start: int, end: int, before: bool) -> bool:
    """Whether the act was done to what is counted, and tells what became of it."""
    tokens, low = seen.tokens, seen.line.sentence.low
    verb = tokens[act.at].word
    if not act.strong and verb not in words.KEEPS and deed is not Metric.DECLINED:
        return False
    if act.metric is Metric.TRANSFERRED and not act.strong:
        return False
    if words.LONG.match(low, tokens[act.last].end):
        return False
    if before:
        freed = not act.strong and deed is Metric.DECLINED and seen.at(start) > act.last + 1
        return (verb not in words.BARE or act.negated) and not freed
    if low.startswith(("which", "whom"), max(start, low.rfind(" ", 0, end) + 1)):
        return act.strong
    gap = [t.word for t in tokens[seen.at(end) : act.at]]
    if low.startswith(("each time", "every time"), start):
        return act.strong
    if any(word in words.OTHERS for word in gap):
        return False
    if verb in words.BARE and not act.passive:
        return False
    if act.passive or verb in words.GOES or "without" in gap:
        return True
    return not gap and (start == 0 or bool(words.ALONE.search(low[:start][-12:])))


def _thing(seen: View, end: int) -> bool:
    """Whether a noun of another kind stands after a quantifier: "declined all interviews"."""
    at = seen.at(end)
    token = seen.tokens[at]
    if token.start < end or not token.word[:1].isalpha() or words.COUNTED.fullmatch(token.word):
        return False
    return token.word not in STOP and token.word not in words.THEN and not token.word.endswith("ly")


def worth(low: str) -> bool:
    """Whether a sentence has a word of all or none at all."""
    return words.QUANTIFIER.search(low) is not None
